/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Builds drafts: names, texts, variables, data fields and axes; see chart.h. */
#include "vifte/chart.h"

#include "chart_private.h"
#include "vifte/chart_text.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define MARGIN 14         /* px, as MARGIN in style.gp */
#define MAX_TITLE_LINES 5 /* only names from files bring it there */
#define MAX_NOTE_LINES 3
#define MAX_SLUG 40

static void draft_free(void *data)
{
    struct chart_draft *draft = data;
    g_free(draft->name);
    g_free(draft->kind);
    g_free(draft->group);
    g_free(draft->offer);
    g_free(draft->title);
    g_free(draft->subtitle);
    g_free(draft->empty);
    g_ptr_array_unref(draft->notes);
    g_string_free(draft->alternative, TRUE);
    g_string_free(draft->variables, TRUE);
    g_string_free(draft->data, TRUE);
    g_free(draft);
}

struct chart_batch *chart_batch_new(void)
{
    struct chart_batch *batch = g_new0(struct chart_batch, 1);
    batch->drafts = g_ptr_array_new_with_free_func(draft_free);
    return batch;
}

void chart_batch_free(struct chart_batch *batch)
{
    g_ptr_array_unref(batch->drafts);
    g_free(batch);
}

/* Any code as [a-z0-9-]: file names must not depend on what a project calls its groups. */
static void append_slug(GString *out, const char *code)
{
    char *folded = text_fold(code);
    size_t start = out->len;
    for (const char *p = folded; *p != '\0' && out->len - start < MAX_SLUG; p++) {
        if (g_ascii_isalnum(*p)) {
            g_string_append_c(out, *p);
        } else if (out->str[out->len - 1] != '-') {
            g_string_append_c(out, '-');
        }
    }
    while (out->str[out->len - 1] == '-') {
        g_string_truncate(out, out->len - 1);
    }
    g_free(folded);
}

/* Is there a picture of the name, or a script beside it? */
static bool is_taken(const struct chart_batch *batch, const char *kind, const char *name)
{
    if (strcmp(name, kind) == 0) {
        return true;
    }
    for (guint i = 0; i < batch->drafts->len; i++) {
        const struct chart_draft *draft = g_ptr_array_index(batch->drafts, i);
        if (strcmp(draft->name, name) == 0 || strcmp(draft->kind, name) == 0) {
            return true;
        }
    }
    return false;
}

static char *make_name(const struct chart_batch *batch, const char *kind, const char *what, const char *code,
                       unsigned part)
{
    GString *name = g_string_new(what);
    g_string_replace(name, "_", "-", 0);
    if (*code != '\0') {
        g_string_append_c(name, '-');
        append_slug(name, code);
    }
    if (part > 0) {
        g_string_append_printf(name, "-%u", part);
    }
    gsize length = name->len;
    for (unsigned n = 2; is_taken(batch, kind, name->str); n++) {
        g_string_truncate(name, length);
        g_string_append_printf(name, "-no%u", n);
    }
    return g_string_free(name, FALSE);
}

static struct chart_draft *begin(struct chart_batch *batch, const char *kind, char *name, const char *table)
{
    struct chart_draft *draft = g_new0(struct chart_draft, 1);
    draft->name = name;
    draft->kind = g_strdup(kind);
    draft->group = g_strdup("");
    draft->offer = g_strdup("");
    draft->table = table;
    draft->title = g_strdup("");
    draft->subtitle = g_strdup("");
    draft->notes = g_ptr_array_new_with_free_func(g_free);
    draft->alternative = g_string_new(NULL);
    draft->variables = g_string_new(NULL);
    draft->data = g_string_new(NULL);
    g_ptr_array_add(batch->drafts, draft);
    return draft;
}

struct chart_draft *chart_begin_as(struct chart_batch *batch, const char *kind, const char *what,
                                   const char *group, unsigned part, const char *table)
{
    struct chart_draft *draft = begin(batch, kind, make_name(batch, kind, what, group, part), table);
    g_free(draft->group);
    draft->group = g_strdup(group);
    return draft;
}

struct chart_draft *chart_begin(struct chart_batch *batch, const char *kind, const char *group, unsigned part,
                                const char *table)
{
    return chart_begin_as(batch, kind, kind, group, part, table);
}

struct chart_draft *chart_begin_offer(struct chart_batch *batch, const char *kind, const char *offer,
                                      const char *table)
{
    struct chart_draft *draft = begin(batch, kind, make_name(batch, kind, kind, offer, 0), table);
    g_free(draft->offer);
    draft->offer = g_strdup(offer);
    return draft;
}

void chart_set_empty(struct chart_draft *draft, const char *why)
{
    g_free(draft->empty);
    draft->empty = g_strdup(why);
}

static void take(char **place, char *text)
{
    g_free(*place);
    *place = chart_text_clean(text);
    g_free(text);
}

void chart_take_title(struct chart_draft *draft, char *title)
{
    take(&draft->title, title);
}

void chart_take_subtitle(struct chart_draft *draft, char *subtitle)
{
    take(&draft->subtitle, subtitle);
}

void chart_take_note(struct chart_draft *draft, char *note)
{
    g_ptr_array_add(draft->notes, note);
}

void chart_take_sentence(struct chart_draft *draft, char *text)
{
    if (draft->alternative->len > 0) {
        g_string_append_c(draft->alternative, ' ');
    }
    char *clean = chart_text_clean(text);
    g_string_append(draft->alternative, clean);
    g_free(clean);
    g_free(text);
}

void chart_set_body(struct chart_draft *draft, int px)
{
    draft->body = px;
}

/* As few digits as say it: a whole number must be one in gnuplot too. */
static void append_number(GString *out, double number)
{
    char *plain = text_plain(number, 6);
    size_t length = strlen(plain);
    while (plain[length - 1] == '0') {
        length--;
    }
    length -= plain[length - 1] == '.';
    g_string_append_len(out, plain, (gssize)length);
    g_free(plain);
}

void chart_number(struct chart_draft *draft, const char *variable, double number)
{
    g_string_append_printf(draft->variables, "%s = ", variable);
    append_number(draft->variables, number);
    g_string_append_c(draft->variables, '\n');
}

void chart_text(struct chart_draft *draft, const char *variable, const char *text)
{
    g_string_append_printf(draft->variables, "%s = ", variable);
    chart_text_quote(draft->variables, text);
    g_string_append_c(draft->variables, '\n');
}

static void begin_array(GString *out, const char *variable, guint n)
{
    g_string_append_printf(out, "array %s[%u] = [", variable, MAX(n, 1));
}

void chart_texts(struct chart_draft *draft, const char *variable, const GPtrArray *texts)
{
    begin_array(draft->variables, variable, texts->len);
    for (guint i = 0; i < MAX(texts->len, 1); i++) {
        g_string_append(draft->variables, i > 0 ? ", " : "");
        chart_text_quote(draft->variables, i < texts->len ? g_ptr_array_index(texts, i) : "");
    }
    g_string_append(draft->variables, "]\n");
}

void chart_numbers(struct chart_draft *draft, const char *variable, const GArray *numbers)
{
    begin_array(draft->variables, variable, numbers->len);
    for (guint i = 0; i < MAX(numbers->len, 1); i++) {
        g_string_append(draft->variables, i > 0 ? ", " : "");
        append_number(draft->variables, i < numbers->len ? g_array_index(numbers, double, i) : 0);
    }
    g_string_append(draft->variables, "]\n");
}

void chart_head(struct chart_draft *draft, const char *comment)
{
    g_string_append_printf(draft->data, "# %s\n", comment);
}

static void begin_field(struct chart_draft *draft)
{
    g_string_append(draft->data, draft->row_begun ? "\t" : "");
    draft->row_begun = true;
}

void chart_field_number(struct chart_draft *draft, double number, int decimals)
{
    char *plain = text_plain(number, decimals);
    begin_field(draft);
    g_string_append(draft->data, plain);
    g_free(plain);
}

void chart_field_text(struct chart_draft *draft, const char *text)
{
    begin_field(draft);
    chart_text_field(draft->data, text);
}

void chart_field_take(struct chart_draft *draft, char *text)
{
    chart_field_text(draft, text);
    g_free(text);
}

void chart_field_cell(struct chart_draft *draft, const struct column *column, const struct cell *cell)
{
    if (!cell_has_number(cell)) {
        chart_field_text(draft, show_state(cell->state));
        return;
    }
    chart_field_number(draft, cell->number,
                       column->kind == COLUMN_RATIO || column->kind == COLUMN_CHANCE ? 6 : column->decimals);
}

void chart_end_row(struct chart_draft *draft)
{
    g_string_append_c(draft->data, '\n');
    draft->row_begun = false;
    draft->block_begun = true;
}

void chart_next_block(struct chart_draft *draft)
{
    if (!draft->block_begun) { /* gnuplot does not count a block without rows */
        g_string_append(draft->data, "-\t-\n");
    }
    draft->block_begun = false;
    g_string_append(draft->data, "\n\n");
}

void chart_label_rows(struct chart_draft *draft, double y, double gap, const char *text, double points,
                      double px, int max_lines)
{
    char **lines = chart_text_wrap(text, points, px, max_lines);
    guint n = g_strv_length(lines);
    for (guint i = 0; i < n; i++) {
        chart_field_number(draft, y + gap * (i - (n - 1) / 2.0), 3);
        chart_field_text(draft, lines[i]);
        chart_end_row(draft);
    }
    g_strfreev(lines);
}

double chart_axis_step(double largest)
{
    double rough = MAX(largest, 1e-6) / 4.0;
    double power = pow(10.0, floor(log10(rough)));
    double lead = rough / power;
    return power * (lead <= 1.0 ? 1.0 : lead <= 2.0 ? 2.0 : lead <= 5.0 ? 5.0 : 10.0);
}

double chart_axis(struct chart_draft *draft, const char *variable, double largest)
{
    double step = largest > 0 ? chart_axis_step(largest) : 1.0;
    int decimals = step >= 1.0 ? 0 : (int)ceil(-log10(step) - 1e-9);
    GArray *positions = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    double end = 0;
    for (int i = 0; i == 0 || end < largest * (1 - 1e-9); i++) {
        end = i * step;
        g_array_append_val(positions, end);
        g_ptr_array_add(texts, text_number(end, decimals));
    }
    char *text_variable = g_strconcat(variable, "_TEXT", NULL);
    char *end_variable = g_strconcat(variable, "_MAX", NULL);
    end = MAX(end, step);
    chart_numbers(draft, variable, positions);
    chart_texts(draft, text_variable, texts);
    chart_number(draft, end_variable, end);
    g_free(text_variable);
    g_free(end_variable);
    g_array_unref(positions);
    g_ptr_array_unref(texts);
    return end;
}

void chart_set_years(struct chart_draft *draft, int from, int to, int every, double shift)
{
    GArray *years = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int year = from + (to - from) % every; year <= to; year += every) {
        double at = year + shift;
        g_array_append_val(years, at);
        g_ptr_array_add(texts, g_strdup_printf("%d", year));
    }
    chart_number(draft, "FROM", from);
    chart_number(draft, "TO", to);
    chart_numbers(draft, "YEAR", years);
    chart_texts(draft, "YEAR_TEXT", texts);
    g_array_unref(years);
    g_ptr_array_unref(texts);
}

/* Text in lines as an array variable. */
static void append_lines(GString *script, const char *variable, const GPtrArray *lines)
{
    begin_array(script, variable, lines->len);
    for (guint i = 0; i < lines->len; i++) {
        g_string_append(script, i > 0 ? ", " : "");
        chart_text_quote(script, g_ptr_array_index(lines, i));
    }
    g_string_append(script, "]\n");
}

static void wrap_into(GPtrArray *lines, const char *text, double points, int max_lines)
{
    char **wrapped = chart_text_wrap(text, points, CHART_WIDTH - 2 * MARGIN, max_lines);
    for (size_t i = 0; wrapped[i] != NULL; i++) {
        g_ptr_array_add(lines, wrapped[i]);
    }
    g_free(wrapped);
}

/* A title breaks into lines of like length: a last line of one word looks like an accident. */
static char **wrap_evenly(const char *text, double points, int max_lines)
{
    double px = CHART_WIDTH - 2 * MARGIN;
    char **lines = chart_text_wrap(text, points, px, max_lines);
    guint n = g_strv_length(lines);
    while (n > 1 && (px -= 10) > 0) {
        char **narrower = chart_text_wrap(text, points, px, max_lines + 1);
        if (g_strv_length(narrower) > n) {
            g_strfreev(narrower);
            break;
        }
        g_strfreev(lines);
        lines = narrower;
    }
    return lines;
}

static void append_title(GString *script, const char *title)
{
    char **lines = wrap_evenly(title, CHART_SIZE_TITLE, MAX_TITLE_LINES);
    GPtrArray *array = g_ptr_array_new();
    for (guint i = 0; lines[i] != NULL; i++) {
        g_ptr_array_add(array, lines[i]);
    }
    append_lines(script, "TITLE", array);
    g_ptr_array_unref(array);
    g_strfreev(lines);
}

static void append_wrapped(GString *script, const char *variable, const char *text)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    wrap_into(lines, text, CHART_SIZE_BODY, MAX_TITLE_LINES);
    append_lines(script, variable, lines);
    g_ptr_array_unref(lines);
}

static void append_notes(GString *script, const struct chart_draft *draft)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < draft->notes->len; i++) {
        wrap_into(lines, g_ptr_array_index(draft->notes, i), CHART_SIZE_SMALL, MAX_NOTE_LINES);
    }
    append_lines(script, "NOTE", lines);
    g_ptr_array_unref(lines);
}

char *chart_script(const struct chart_draft *draft, const char *mark)
{
    GString *script = g_string_new(NULL);
    g_string_append_printf(script,
                           "# `gnuplot %s.gp` in this folder draws %s.svg and %s.png again.\n"
                           "reset session\nNAME = '%s'\n",
                           draft->name, draft->name, draft->name, draft->name);
    append_title(script, draft->title);
    append_wrapped(script, "SUBTITLE", draft->subtitle);
    append_notes(script, draft);
    g_string_append(script, "MARK = ");
    chart_text_quote(script, mark);
    g_string_append_printf(script, "\nBODY = %d\n", draft->empty != NULL ? 90 : draft->body);
    if (draft->empty != NULL) {
        append_wrapped(script, "EMPTY", draft->empty);
    } else {
        g_string_append(script, draft->variables->str);
    }
    const char *kind = draft->empty != NULL ? "empty" : draft->kind;
    g_string_append_printf(script,
                           "FORMAT = 'svg'; load 'style.gp'; load '%s.gp'\n"
                           "FORMAT = 'png'; load 'style.gp'; load '%s.gp'\n",
                           kind, kind);
    return g_string_free(script, FALSE);
}
