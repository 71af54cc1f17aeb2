/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A theme's blocks, one after another, to a document; see answer.h. */
#include "vifte/answer.h"

#include "answer_private.h"
#include "answer_tables.h"
#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/figure_inputs.h"
#include "vifte/figures_csv.h"
#include "vifte/released.h"
#include "vifte/released_texts.h"
#include "vifte/run_digest.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

const struct theme_names *answer_names(void)
{
    static struct theme_names names;
    names = (struct theme_names){.tables = answer_table_names(),
                                 .figures = answer_figure_names(),
                                 .sentences = answer_sentence_names(),
                                 .values = answer_value_names()};
    return &names;
}

/* --- what is left to do --- */

static void point_clear(void *data)
{
    g_free(((struct answer_point *)data)->text);
}

GArray *answer_points_new(void)
{
    GArray *points = g_array_new(FALSE, FALSE, sizeof(struct answer_point));
    g_array_set_clear_func(points, point_clear);
    return points;
}

void answer_point(struct answer *answer, const struct theme_block *block, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (answer->points != NULL) {
        struct answer_point point = {.text = g_strdup_vprintf(format, arguments),
                                     .line = block != NULL ? block->line : 0,
                                     .column = block != NULL ? block->column : 0};
        g_array_append_val(answer->points, point);
    }
    va_end(arguments);
}

/* --- texts --- */

static unsigned flags_of(const struct theme_run *run)
{
    return (run->strong ? RUN_STRONG : 0) | (run->emphasis ? RUN_EMPHASIS : 0);
}

/* A value without a value is a gap to fill. */
static void write_value(struct answer *answer, const struct theme_run *run)
{
    char *text = answer_value(answer, run->text);
    if (text == NULL) {
        struct theme_block at = {.line = run->line, .column = run->column};
        char *gap = g_strdup_printf(_("[%s: not given]"), run->text);
        answer_point(answer, &at,
                     _("The value %s is not given in the theme, the project or the released tables"),
                     run->text);
        document_run(answer->document, RUN_STATE, gap);
        g_free(gap);
        return;
    }
    document_run(answer->document, flags_of(run), text);
    g_free(text);
}

static bool write_sentences(struct answer *answer, const struct theme_run *run)
{
    GPtrArray *list = answer_sentences(answer, run->text);
    for (guint i = 0; i < list->len; i++) {
        document_run(answer->document, flags_of(run), i > 0 ? " " : "");
        document_run(answer->document, flags_of(run), g_ptr_array_index(list, i));
    }
    bool any = list->len > 0;
    g_ptr_array_unref(list);
    return any;
}

/* A blank run between sentences counts once something stands before it. */
static bool is_blank(const struct theme_run *run)
{
    return run->kind == THEME_TEXT && run->text[strspn(run->text, " ")] == '\0';
}

static bool write_run(struct answer *answer, const struct theme_run *run)
{
    if (run->kind == THEME_SENTENCE) {
        return write_sentences(answer, run);
    }
    if (run->kind == THEME_VALUE) {
        write_value(answer, run);
    } else if (run->kind == THEME_BREAK) {
        document_break(answer->document);
    } else if (run->target != NULL) {
        document_link(answer->document, run->text, run->target);
    } else {
        document_run(answer->document, flags_of(run), run->text);
    }
    return true;
}

/* Would the run say anything? */
static bool says(const struct answer *answer, const struct theme_run *run)
{
    if (run->kind != THEME_SENTENCE) {
        return !is_blank(run);
    }
    GPtrArray *list = answer_sentences(answer, run->text);
    bool any = list->len > 0;
    g_ptr_array_unref(list);
    return any;
}

bool answer_runs(struct answer *answer, const GArray *runs)
{
    bool any = false, blank = false;
    for (guint i = 0; i < runs->len; i++) {
        const struct theme_run *run = &g_array_index(runs, struct theme_run, i);
        if (!says(answer, run)) {
            blank = blank || is_blank(run);
            continue;
        }
        if (any && blank) {
            document_run(answer->document, RUN_PLAIN, " ");
        }
        blank = false;
        any = write_run(answer, run) || any;
    }
    return any;
}

/* A paragraph of sentences that have nothing to say must not be opened. */
static bool says_anything(const struct answer *answer, const GArray *runs)
{
    bool any = false;
    for (guint i = 0; i < runs->len && !any; i++) {
        any = says(answer, &g_array_index(runs, struct theme_run, i));
    }
    return any;
}

/* A paragraph that is one sentence of several parts becomes a list. */
static bool is_list(const GArray *runs)
{
    return runs->len == 1 && g_array_index(runs, struct theme_run, 0).kind == THEME_SENTENCE &&
           answer_sentence_is_list(g_array_index(runs, struct theme_run, 0).text);
}

static void write_list(struct answer *answer, const struct theme_block *block)
{
    GPtrArray *list = answer_sentences(answer, g_array_index(block->runs, struct theme_run, 0).text);
    if (list->len > 0) {
        answer_flush(answer);
        document_list_begin(answer->document, false);
        for (guint i = 0; i < list->len; i++) {
            document_item(answer->document);
            document_run(answer->document, RUN_PLAIN, g_ptr_array_index(list, i));
        }
        document_list_end(answer->document);
    }
    g_ptr_array_unref(list);
}

static void note_silent(struct answer *answer, const struct theme_block *block)
{
    for (guint i = 0; i < block->runs->len; i++) {
        const struct theme_run *run = &g_array_index(block->runs, struct theme_run, i);
        GPtrArray *list = run->kind == THEME_SENTENCE ? answer_sentences(answer, run->text) : NULL;
        if (list != NULL && list->len == 0) {
            struct theme_block at = {.line = run->line, .column = run->column};
            answer_point(answer, &at, _("Left out: the sentence %s has nothing to say in this edition"),
                         run->text);
        }
        if (list != NULL) {
            g_ptr_array_unref(list);
        }
    }
}

static void write_paragraph(struct answer *answer, const struct theme_block *block)
{
    note_silent(answer, block);
    if (is_list(block->runs)) {
        write_list(answer, block);
    } else if (says_anything(answer, block->runs)) {
        answer_flush(answer);
        document_open(answer->document, DOCUMENT_BODY);
        answer_runs(answer, block->runs);
    }
}

/* A heading waits for what it is above: a section that this edition has nothing for has no heading either. */
struct waiting_heading {
    unsigned level;
    const char *text;
};

static void write_heading(struct answer *answer, const struct theme_block *block, unsigned deeper)
{
    struct waiting_heading heading = {.level = MIN(block->level + deeper, 3u), .text = block->text};
    while (answer->headings->len > 0 &&
           g_array_index(answer->headings, struct waiting_heading, answer->headings->len - 1).level >=
               heading.level) {
        g_array_set_size(answer->headings, answer->headings->len - 1);
    }
    g_array_append_val(answer->headings, heading);
}

void answer_flush(struct answer *answer)
{
    for (guint i = 0; answer->headings != NULL && i < answer->headings->len; i++) {
        const struct waiting_heading *heading = &g_array_index(answer->headings, struct waiting_heading, i);
        document_heading(answer->document, heading->level, heading->text);
    }
    if (answer->headings != NULL) {
        g_array_set_size(answer->headings, 0);
    }
}

/* A paragraph of guidance stands only as long as the ask before it is a gap. */
static void write_guidance(struct answer *answer, const struct theme_block *block)
{
    if (answer->after_ask != NULL) {
        document_open(answer->document, DOCUMENT_GUIDANCE);
        answer_runs(answer, block->runs);
    }
}

static void write_grid(struct answer *answer, const struct theme_block *block)
{
    const struct document_table_about about = {.caption = ""};
    answer_flush(answer);
    document_table_begin(answer->document, &about);
    for (unsigned i = 0; i < block->n_columns; i++) {
        const GArray *runs = g_ptr_array_index(block->cells, i);
        const struct theme_run *first = runs->len > 0 ? &g_array_index(runs, struct theme_run, 0) : NULL;
        document_column(answer->document, first != NULL ? first->text : "", DOCUMENT_LEFT);
    }
    for (guint i = block->n_columns; i < block->cells->len; i++) {
        document_cell_open(answer->document);
        answer_runs(answer, g_ptr_array_index(block->cells, i));
    }
    document_table_end(answer->document);
}

/* Open lists down to the block's level; other blocks end them all. */
struct open_lists {
    unsigned list, level;
};

static void level_lists(struct answer *answer, struct open_lists *open, unsigned level, unsigned list,
                        bool ordered)
{
    while (open->level > level || (level > 0 && open->level == level && open->list != list)) {
        document_list_end(answer->document);
        open->level--;
    }
    while (open->level < level) {
        document_list_begin(answer->document, ordered);
        open->level++;
    }
    open->list = list;
}

static void write_item(struct answer *answer, struct open_lists *open, const struct theme_block *block)
{
    if (says_anything(answer, block->runs)) {
        answer_flush(answer);
        level_lists(answer, open, block->level, block->list, block->ordered);
        document_item(answer->document);
        answer_runs(answer, block->runs);
    }
}

static void write_figure(struct answer *answer, const struct theme_block *block)
{
    const struct chart *chart = answer_chart(answer, block->name);
    if (chart != NULL) {
        answer_picture(answer, chart);
    } else {
        answer_point(answer, block, _("Left out: there is no picture for the figure %s in this edition"),
                     block->name);
    }
}

static void write_block(struct answer *answer, const struct theme_block *block, struct open_lists *open,
                        unsigned deeper)
{
    if (block->kind == THEME_ITEM) {
        write_item(answer, open, block);
        return;
    }
    level_lists(answer, open, 0, 0, false);
    switch (block->kind) {
    case THEME_HEADING:
        write_heading(answer, block, deeper);
        break;
    case THEME_PARAGRAPH:
        write_paragraph(answer, block);
        break;
    case THEME_GRID:
        write_grid(answer, block);
        break;
    case THEME_TABLE:
        if (!answer_table(answer, block->name)) {
            answer_point(answer, block, _("Left out: there are no figures for the table %s in this edition"),
                         block->name);
        }
        break;
    case THEME_FIGURE:
        write_figure(answer, block);
        break;
    case THEME_REMARKS:
        answer_remarks(answer, strcmp(block->name, "all") == 0);
        break;
    case THEME_ITEM:
    case THEME_ASK:
    case THEME_GUIDANCE: /* stands with its ask */
        break;
    }
}

/* An ask, the guidance to it, and the remarks: the guidance belongs to the gap. Returns the next block. */
static guint write_ask(struct answer *answer, const struct theme *theme, guint at, guint end)
{
    const struct theme_block *ask = g_ptr_array_index(theme->blocks, at);
    answer_ask(answer, ask);
    for (at++; at < end; at++) {
        const struct theme_block *block = g_ptr_array_index(theme->blocks, at);
        if (block->kind != THEME_GUIDANCE) {
            break;
        }
        write_guidance(answer, block);
    }
    answer_ask_remarks(answer, ask);
    return at;
}

void answer_blocks(struct answer *answer, const struct theme *theme, guint first, guint end, unsigned deeper)
{
    struct open_lists open = {0};
    for (guint i = first; i < end;) {
        const struct theme_block *block = g_ptr_array_index(theme->blocks, i);
        if (block->kind == THEME_ASK) {
            level_lists(answer, &open, 0, 0, false);
            i = write_ask(answer, theme, i, end);
        } else {
            write_block(answer, block, &open, deeper);
            i++;
        }
    }
    level_lists(answer, &open, 0, 0, false);
}

/* --- the document --- */

static const struct edition_group *find_group(const struct edition *edition, const char *code)
{
    for (size_t i = 0; i < edition->n_groups; i++) {
        if (strcmp(edition->groups[i].name.code, code) == 0) {
            return &edition->groups[i];
        }
    }
    return NULL;
}

struct answer answer_begin(const struct answer_request *request)
{
    struct answer answer = {.request = request,
                            .released = request->released,
                            .edition = released_edition(request->released),
                            .theme = request->theme,
                            .code = request->group};
    answer.group = find_group(answer.edition, request->group);
    answer.year = sentences_year(request->released, request->group);
    answer.before = answer.year > answer.edition->from_year ? answer.year - 1 : 0;
    answer.rests_on = g_string_new(NULL);
    answer.marked = g_ptr_array_new();
    return answer;
}

void answer_end(struct answer *answer)
{
    g_string_free(answer->rests_on, TRUE);
    g_ptr_array_unref(answer->marked);
}

struct document_head answer_head(const struct answer *answer, const char *title)
{
    struct document_head head = document_head_of(answer->edition);
    char *years = answer_years(answer);
    g_free((char *)head.title);
    g_free((char *)head.place);
    head.title = g_strdup(title);
    head.subtitle = g_strdup(answer->theme->head.kind == THEME_ANALYSIS ? _("Analysis of supply and demand")
                                                                        : _("Answer to a Central udmelding"));
    char *place = text_capital(chart_place(answer->edition));
    head.place = g_strdup_printf("%s, %s", place, years);
    g_free(place);
    head.status = g_strdup(_("Draft"));
    head.keywords = g_strdup_printf(_("supply; demand; %s"), answer->group->name.label);
    head.digest = run_digest(answer->released);
    head.flowing = true;
    g_free(years);
    return head;
}

static void write_files(const struct answer *answer)
{
    const struct answer_request *request = answer->request;
    const struct document_table_about about = {.caption = _("Files that the figures rest on")};
    document_table_begin(answer->document, &about);
    document_column(answer->document, _("Input table"), DOCUMENT_LEFT);
    document_column(answer->document, _("File"), DOCUMENT_LEFT);
    document_column(answer->document, _("Rows"), DOCUMENT_RIGHT);
    for (size_t i = 0; i < request->n_files; i++) {
        const struct answer_file *file = &request->files[i];
        document_cell_take(answer->document,
                           g_strdup_printf("%s (%s)", figure_input_label(file->table), file->table));
        document_cell(answer->document, file->file);
        document_cell_take(answer->document, text_number((double)file->rows, 0));
    }
    document_table_end(answer->document);
}

static void write_annex(struct answer *answer)
{
    g_array_set_size(answer->headings, 0);
    if (answer->has_matrix) {
        answer_matrix_annex(answer);
    }
    answer_marks_annex(answer);
    const char *heading = _("Annex: where the figures come from");
    if (answer->marked->len > 0) { /* after a short annex, on its page */
        document_heading(answer->document, 1, heading);
    } else {
        document_annex(answer->document, NULL, heading);
    }
    figures_annex(answer->document, answer->released);
    write_files(answer);
}

struct document *answer_document(const struct answer_request *request, GArray *points)
{
    struct answer answer = answer_begin(request);
    struct document_head head = answer_head(&answer, request->theme->head.title);
    answer.document = document_new(&head);
    answer.points = points;
    answer.asked = g_ptr_array_new();
    answer.headings = g_array_new(FALSE, FALSE, sizeof(struct waiting_heading));
    document_contents(answer.document, 2);
    answer_blocks(&answer, request->theme, 0, request->theme->blocks->len, 0);
    write_annex(&answer);
    g_array_unref(answer.headings);
    g_ptr_array_unref(answer.asked);
    answer_end(&answer);
    document_head_clear(&head);
    return answer.document;
}
