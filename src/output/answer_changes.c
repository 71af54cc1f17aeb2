/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheet of corrections; see answer_changes.h. */
#include "vifte/answer_changes.h"

#include "answer_changed.h"
#include "vifte/earlier.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"
#include "vifte/theme.h"

#include <string.h>

#define MOST_PLACES 3 /* sentences named for one figure */

/* --- one answer as the earlier one --- */

static char *code_of(const struct cell *cell)
{
    return (char *)(cell_has_number(cell) && cell->name != NULL ? cell->name->code : "");
}

static void take_coverage(struct earlier *earlier, const struct released *released)
{
    const struct released_table *coverage = released_find(released, "coverage");
    for (size_t row = 0; coverage != NULL && row < released_rows(coverage); row++) {
        const struct cell *cells = released_cell(coverage, row, 0);
        char *version = cell_has_number(&cells[COVERAGE_VERSION])
                            ? text_plain(cells[COVERAGE_VERSION].number, 0)
                            : g_strdup("");
        const struct earlier_delivery delivery = {.table = code_of(&cells[COVERAGE_TABLE]),
                                                  .sender = code_of(&cells[COVERAGE_SENDER]),
                                                  .period = code_of(&cells[COVERAGE_PERIOD]),
                                                  .status = code_of(&cells[COVERAGE_STATUS]),
                                                  .version = version,
                                                  .groups = code_of(&cells[COVERAGE_GROUPS])};
        earlier_add_delivery(earlier, &delivery);
        g_free(version);
    }
}

struct earlier *answer_as_earlier(const struct document *answer, const struct answer_request *request,
                                  const char *called)
{
    struct earlier *earlier = earlier_new(called);
    const struct edition *edition = released_edition(request->released);
    GArray *figures = document_figures(answer);
    for (guint i = 0; i < figures->len; i++) {
        const struct run *run = g_array_index(figures, struct document_figure, i).run;
        earlier_add_figure(earlier, run->id, run->text);
    }
    g_array_unref(figures);
    take_coverage(earlier, request->released);
    for (size_t i = 0; i < edition->n_parameters; i++) {
        earlier_add_setting(earlier, edition->parameters[i].key, edition->parameters[i].value);
    }
    earlier_add_setting(earlier, "theme", request->theme->id);
    earlier_add_setting(earlier, "definition", request->definition != NULL ? request->definition : "");
    return earlier;
}

/* --- what differs --- */

/* "118" and "118,0" are one figure: a sentence leaves out what a table has. */
static bool same_figure(const char *before, const char *after)
{
    while (*before != '\0' && *before == *after) {
        before++;
        after++;
    }
    before += g_str_has_prefix(before, ",0") ? 2 : 0;
    after += g_str_has_prefix(after, ",0") ? 2 : 0;
    return strcmp(before, after) == 0 && !g_ascii_isdigit(*before);
}

/* What is hidden today is no correction: the earlier figure must not be told again. */
static bool is_hidden_now(const struct changes *changes, const char *after)
{
    return changes->answer.edition->audience != AUDIENCE_INTERNAL &&
           strcmp(after, show_state(CELL_SUPPRESSED)) == 0;
}

static void find_changes(struct changes *changes)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *figures = document_figures(changes->now);
    for (guint i = 0; i < figures->len; i++) {
        const struct run *run = g_array_index(figures, struct document_figure, i).run;
        const char *before = g_hash_table_lookup(changes->then->figures, run->id);
        const char *after = g_hash_table_lookup(changes->today->figures, run->id);
        if (before != NULL && !same_figure(before, after) && !is_hidden_now(changes, after) &&
            g_hash_table_add(seen, (void *)run->id)) {
            struct change change = {.id = run->id, .before = before, .after = after};
            g_array_append_val(changes->list, change);
        }
    }
    g_array_unref(figures);
    g_hash_table_unref(seen);
}

static void add_text(GPtrArray *list, const char *text)
{
    g_ptr_array_add(list, (void *)text);
}

/* Takes the list. */
static void cell_of(struct changes *changes, GPtrArray *list, const char *none)
{
    g_ptr_array_add(list, NULL);
    char *text = g_strjoinv("; ", (char **)list->pdata);
    document_cell(changes->answer.document, list->len > 1 ? text : none);
    g_free(text);
    g_ptr_array_unref(list);
}

static void write_who_and_why(struct changes *changes, const struct change *change)
{
    const char *const words[CAUSES] = {[CAUSE_ARRIVED] = _("form received since"),
                                       [CAUSE_STAYS] = _("stays received since"),
                                       [CAUSE_NEW_VERSION] = _("corrected form")};
    GPtrArray *who = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *why = g_ptr_array_new();
    for (int cause = 0; cause < CAUSES; cause++) {
        char *names = changes_joined(changes_senders(changes, change, (enum cause)cause));
        if (names != NULL) {
            g_ptr_array_add(who, names);
            add_text(why, words[cause]);
        }
    }
    char *settings = changes_joined(changes_settings(changes));
    char *changed = g_strdup_printf(_("changed setting (%s)"), settings != NULL ? settings : "");
    if (settings != NULL) {
        add_text(why, changed);
    }
    cell_of(changes, who, "\u2013");
    cell_of(changes, why, _("revised data"));
    g_free(changed);
    g_free(settings);
}

/* --- where it stands --- */

static bool holds(const GArray *runs, const char *id)
{
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        if (run->id != NULL && strcmp(run->id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool table_holds(const struct document_table *table, const char *id)
{
    bool found = holds(table->caption, id);
    for (guint i = 0; i < table->cells->len && !found; i++) {
        found = holds(g_ptr_array_index(table->cells, i), id);
    }
    return found;
}

/* After a full stop and a blank before a capital: "31. december" and "pr. 10.000" end nothing. NULL =
 * nowhere. */
static const char *sentence_end(const char *text)
{
    for (const char *p = strstr(text, ". "); p != NULL; p = strstr(p + 2, ". ")) {
        if (g_unichar_isupper(g_utf8_get_char(p + 2))) {
            return p + 2;
        }
    }
    return NULL;
}

/* The sentence around the figure. */
static char *sentence_around(const GArray *runs, const char *id)
{
    GString *before = g_string_new(NULL);
    GString *after = g_string_new(NULL);
    bool met = false;
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        bool is_it = !met && run->id != NULL && strcmp(run->id, id) == 0;
        g_string_append(met || is_it ? after : before, run->text);
        met = met || is_it;
    }
    const char *start = before->str;
    for (const char *p = sentence_end(before->str); p != NULL; p = sentence_end(p)) {
        start = p;
    }
    const char *end = sentence_end(after->str);
    char *text = g_strdup_printf("%s%.*s", start, end != NULL ? (int)(end - after->str - 1) : (int)after->len,
                                 after->str);
    g_string_free(before, TRUE);
    g_string_free(after, TRUE);
    return text;
}

/* "Table 2; »On 31 December ...«" */
static char *touched(const struct document *document, const char *id)
{
    GPtrArray *places = g_ptr_array_new_with_free_func(g_free);
    guint more = 0;
    for (size_t i = 0; i < document_size(document); i++) {
        const struct block *block = document_at(document, i);
        char *place = NULL;
        if (block->kind == BLOCK_TABLE && table_holds(block->table, id)) {
            place = g_strdup_printf(_("Table %u"), block->table->number);
        } else if ((block->kind == BLOCK_PARAGRAPH || block->kind == BLOCK_ITEM) && block->runs != NULL &&
                   holds(block->runs, id)) {
            char *sentence = sentence_around(block->runs, id);
            place = g_strdup_printf(_("“%s”"), sentence);
            g_free(sentence);
        }
        bool known = place != NULL && g_ptr_array_find_with_equal_func(places, place, g_str_equal, NULL);
        if (place != NULL && !known && places->len < MOST_PLACES) {
            g_ptr_array_add(places, place);
        } else {
            more += place != NULL && !known;
            g_free(place);
        }
    }
    if (more > 0) {
        g_ptr_array_add(places, g_strdup_printf(P_("%u more place", "%u more places", more), more));
    }
    g_ptr_array_add(places, NULL);
    char *text = g_strjoinv("; ", (char **)places->pdata);
    g_ptr_array_unref(places);
    return text;
}

/* --- the sheet --- */

static void write_corrections(struct changes *changes)
{
    struct document *document = changes->answer.document;
    document_heading(document, 2, _("Corrected figures"));
    const struct document_table_about about = {.caption = _("Figures that are not what they were"),
                                               .landscape = true};
    document_table_begin(document, &about);
    const char *headings[] = {_("Figure and id"), _("Before"), _("Now"),
                              _("Who"),           _("Why"),    _("Sentences touched")};
    for (size_t i = 0; i < G_N_ELEMENTS(headings); i++) {
        document_column(document, headings[i], i == 1 || i == 2 ? DOCUMENT_RIGHT : DOCUMENT_LEFT);
    }
    char *last = g_strdup("");
    for (guint i = 0; i < changes->list->len; i++) {
        const struct change *change = &g_array_index(changes->list, struct change, i);
        char *places = touched(changes->now, change->id);
        char *label = figure_id_label(change->id);
        document_cell_open(document);
        document_run(document, RUN_PLAIN, label);
        document_break(document);
        document_run(document, RUN_EMPHASIS, change->id);
        g_free(label);
        if (changes_may_tell(changes, change)) {
            document_cell(document, change->before);
        } else {
            document_cell_state(document, show_state(CELL_SUPPRESSED));
        }
        document_cell_open(document);
        document_figure(document, RUN_PLAIN, change->id, change->after);
        write_who_and_why(changes, change);
        document_cell(document, strcmp(places, last) == 0 ? _("as above") : places);
        g_free(last);
        last = places;
    }
    g_free(last);
    document_table_end(document);
}

/* What was found in the input that the changed figures rest on. */
static void write_marks(struct changes *changes)
{
    struct answer *answer = &changes->answer;
    for (guint i = 0; i < changes->list->len; i++) {
        const char *id = g_array_index(changes->list, struct change, i).id;
        char *table = g_strndup(id, strcspn(id, "/"));
        answer_rests_on(answer, table);
        g_free(table);
    }
    answer->marks_apart = true;
    answer_marks(answer);
    char *line = answer_marks_named(answer);
    if (line != NULL) {
        document_paragraph(answer->document, DOCUMENT_NOTE, line);
    }
    g_free(line);
}

static void write_sheet(struct changes *changes)
{
    struct document *document = changes->answer.document;
    guint n = changes->list->len;
    char *lead = n == 0 ? g_strdup_printf(_("No figure that both have is another one than in %s."),
                                          changes->then->called)
                        : g_strdup_printf(P_("%u figure of the answer is not what it was in %s.",
                                             "%u figures of the answer are not what they were in %s.", n),
                                          n, changes->then->called);
    document_paragraph_take(document, DOCUMENT_LEAD, lead);
    changes_write_parts(changes);
    if (changes->list->len > 0) {
        write_corrections(changes);
    }
    document_paragraph(
        document, DOCUMENT_NOTE,
        _("Figures that stand in both versions are compared. An earlier figure is called confidential where "
          "it beside the new one would tell what a single municipality reported. The newest approved "
          "version of a form counts."));
    write_marks(changes);
}

struct document *answer_changes(const struct answer_request *request, const struct document *answer,
                                const struct earlier *earlier)
{
    struct changes changes = {.answer = answer_begin(request),
                              .now = answer,
                              .then = earlier,
                              .list = g_array_new(FALSE, FALSE, sizeof(struct change))};
    struct earlier *today = answer_as_earlier(answer, request, "");
    changes.today = today;
    find_changes(&changes);
    struct document *sheet = NULL;
    if (changes.list->len > 0 || earlier->audience != NULL) {
        char *title = g_strdup_printf(_("Corrections: %s"), changes.answer.group->name.label);
        struct document_head head = answer_head(&changes.answer, title);
        g_free((char *)head.subtitle);
        head.subtitle = g_strdup_printf(_("Against %s"), earlier->called);
        head.short_note = true;
        head.figures = "rettelsesblad-figures.csv";
        head.landscape = true;
        sheet = document_new(&head);
        changes.answer.document = sheet;
        write_sheet(&changes);
        document_head_clear(&head);
        g_free(title);
    }
    g_array_unref(changes.list);
    answer_end(&changes.answer);
    earlier_free(today);
    return sheet;
}
