/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document's figures rest on: figures.csv, and the annex; see figures_csv.h. */
#include "vifte/figures_csv.h"

#include "csv_text.h"
#include "vifte/document.h"
#include "vifte/figure_id.h"
#include "vifte/figure_inputs.h"
#include "vifte/outdir.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

static const char *const HEADINGS =
    "id,place,value,chapter,table,keys,column,label,definition,method,inputs,state\n";

/* An id taken apart: its table, and what stands between table and column. */
struct parts {
    const struct table_def *def; /* NULL = no table of the registry */
    const struct column *column;
    char *keys; /* "group=autism year=2024" */
};

static const struct column *find_column(const struct table_def *def, const char *name)
{
    for (size_t i = 0; i < def->n_columns; i++) {
        if (strcmp(def->columns[i].name, name) == 0) {
            return &def->columns[i];
        }
    }
    return NULL;
}

/* Of a difference or sum: its first figure. */
static struct parts parts_of(const char *id)
{
    char *first = g_strndup(id, strcspn(id, " ")); /* ids hold no blanks */
    char **words = g_strsplit(first, "/", -1);
    guint n = g_strv_length(words);
    struct parts parts = {.def = n > 2 ? registry_find(words[0]) : NULL};
    GString *keys = g_string_new(NULL);
    if (parts.def != NULL && n == parts.def->n_keys + 2) {
        parts.column = find_column(parts.def, words[n - 1]);
        for (guint k = 0; k < parts.def->n_keys; k++) {
            g_string_append_printf(keys, "%s%s=%s", k > 0 ? " " : "", parts.def->columns[k].name,
                                   words[k + 1]);
        }
    }
    parts.keys = g_string_free(keys, FALSE);
    g_strfreev(words);
    g_free(first);
    return parts;
}

static const char *state_word(enum cell_state state)
{
    static const char *const WORDS[] = {[CELL_MISSING] = "missing",
                                        [CELL_VALUE] = "value",
                                        [CELL_NA] = "na",
                                        [CELL_UNDEFINED] = "undefined",
                                        [CELL_SUPPRESSED] = "suppressed"};
    return WORDS[state];
}

/* The state of the single cell; of a sum or difference what it is. */
static const char *state_of(const struct released *released, const char *id)
{
    struct figure_cell found;
    if (figure_id_find(released, id, &found)) {
        return state_word(released_cell(found.table, found.row, found.column)->state);
    }
    bool sum = strstr(id, " + ") != NULL || strchr(id, '*') != NULL;
    return strstr(id, " - ") != NULL ? "difference" : sum ? "sum" : "missing";
}

static char *method_of(const struct column *column)
{
    if (column->formula != NULL && column->source != NULL) {
        return g_strdup_printf("%s (%s)", show_text(column->formula), show_text(column->source));
    }
    return g_strdup(show_text(column->formula != NULL ? column->formula : column->source));
}

static const struct column *column_anywhere(const struct table_def *def, const char *name)
{
    const struct column *found = find_column(def, name);
    for (int id = 0; found == NULL && id < TABLE_COUNT; id++) {
        found = find_column(registry_table((enum table_id)id), name);
    }
    return found;
}

/* Formulas name columns as tables/NAME.csv has them; here they are read, so the columns have their words. */
static char *in_words(const struct table_def *def, const char *formula)
{
    GString *out = g_string_new(NULL);
    while (*formula != '\0') {
        size_t length = strspn(formula, "abcdefghijklmnopqrstuvwxyz_0123456789");
        char *word = g_strndup(formula, MAX(length, 1));
        const struct column *column = length > 1 ? column_anywhere(def, word) : NULL;
        char *label = column != NULL ? g_utf8_strdown(show_text(column->label), -1) : NULL;
        g_string_append(out, label != NULL ? label : word);
        formula += MAX(length, 1);
        g_free(label);
        g_free(word);
    }
    return g_string_free(out, FALSE);
}

static void append_field(GString *out, const char *text, bool last)
{
    csv_append_text(out, text);
    g_string_append_c(out, last ? '\n' : ',');
}

static void append_figure(GString *out, const struct released *released, const struct document_figure *figure)
{
    const struct run *run = figure->run;
    struct parts parts = parts_of(run->id);
    char *label = figure_id_label(run->id);
    char *chapter = figure->chapter != NULL ? document_plain(figure->chapter->runs) : g_strdup("");
    char *method = parts.column != NULL ? method_of(parts.column) : g_strdup("");
    append_field(out, run->id, false);
    g_string_append_printf(out, "%u,", run->place);
    append_field(out, run->text, false);
    append_field(out, chapter, false);
    append_field(out, parts.def != NULL ? parts.def->name : "", false);
    append_field(out, parts.keys, false);
    append_field(out, parts.column != NULL ? parts.column->name : "", false);
    append_field(out, label, false);
    append_field(out, parts.column != NULL ? show_text(parts.column->definition) : "", false);
    append_field(out, method, false);
    append_field(out, parts.def != NULL ? figure_inputs(parts.def->name) : "", false);
    append_field(out, state_of(released, run->id), true);
    g_free(method);
    g_free(chapter);
    g_free(label);
    g_free(parts.keys);
}

bool figures_csv_write(const struct document *document, const struct released *released, const char *name,
                       struct outdir *dir, struct diag *diag)
{
    GString *out = g_string_new(HEADINGS);
    GArray *figures = document_figures(document);
    for (guint i = 0; i < figures->len; i++) {
        append_figure(out, released, &g_array_index(figures, struct document_figure, i));
    }
    bool good = outdir_write(dir, name, out->str, out->len, diag);
    g_array_unref(figures);
    g_string_free(out, TRUE);
    return good;
}

/* --- the annex --- */

struct entry { /* one figure, however often it stands in the document */
    const char *id;
    char *values; /* as printed; several where the rounding differs */
    struct parts parts;
};

static void entry_free(void *data)
{
    struct entry *entry = data;
    g_free(entry->values);
    g_free(entry->parts.keys);
    g_free(entry);
}

static int compare_entries(gconstpointer a, gconstpointer b)
{
    const struct entry *x = *(const struct entry *const *)a;
    const struct entry *y = *(const struct entry *const *)b;
    int tables = g_strcmp0(x->parts.def != NULL ? x->parts.def->name : NULL,
                           y->parts.def != NULL ? y->parts.def->name : NULL);
    int columns = g_strcmp0(x->parts.column != NULL ? x->parts.column->name : NULL,
                            y->parts.column != NULL ? y->parts.column->name : NULL);
    return tables != 0 ? tables : columns != 0 ? columns : strcmp(x->id, y->id);
}

static void add_value(struct entry *entry, const char *text)
{
    char **known = g_strsplit(entry->values, " / ", -1);
    if (!g_strv_contains((const char *const *)known, text)) {
        char *both = g_strdup_printf("%s / %s", entry->values, text);
        g_free(entry->values);
        entry->values = both;
    }
    g_strfreev(known);
}

static GPtrArray *gather(const struct document *document)
{
    GPtrArray *entries = g_ptr_array_new_with_free_func(entry_free);
    GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *figures = document_figures(document);
    for (guint i = 0; i < figures->len; i++) {
        const struct run *run = g_array_index(figures, struct document_figure, i).run;
        struct entry *entry = g_hash_table_lookup(known, run->id);
        if (entry != NULL) {
            add_value(entry, run->text);
            continue;
        }
        entry = g_new(struct entry, 1);
        *entry = (struct entry){run->id, g_strdup(run->text), parts_of(run->id)};
        g_hash_table_insert(known, (void *)run->id, entry);
        g_ptr_array_add(entries, entry);
    }
    g_array_unref(figures);
    g_hash_table_unref(known);
    g_ptr_array_sort(entries, compare_entries);
    return entries;
}

static bool same_kind(const struct entry *a, const struct entry *b)
{
    return a->parts.def == b->parts.def && a->parts.column == b->parts.column;
}

/* What all figures of one column share, said once, under them. */
static void write_about(struct document *document, const struct entry *entry)
{
    const struct table_def *def = entry->parts.def;
    const struct column *column = entry->parts.column;
    if (def == NULL || column == NULL) {
        return;
    }
    char *formula = method_of(column);
    char *method = in_words(def, formula);
    char *inputs = figure_inputs_text(def->name);
    GString *text = g_string_new(show_text(column->definition));
    if (*method != '\0') {
        g_string_append_printf(text, _(" Method: %s."), method);
    }
    g_string_append_printf(text, _(" Table %s.csv, computed from: %s."), def->name, inputs);
    document_paragraph(document, DOCUMENT_SOURCE, text->str);
    g_string_free(text, TRUE);
    g_free(inputs);
    g_free(method);
    g_free(formula);
}

static const char *state_label(const char *state)
{
    return strcmp(state, "value") == 0        ? _("shown")
           : strcmp(state, "sum") == 0        ? _("sum of shown figures")
           : strcmp(state, "difference") == 0 ? _("difference of shown figures")
           : strcmp(state, "suppressed") == 0 ? show_state(CELL_SUPPRESSED)
           : strcmp(state, "na") == 0         ? show_state(CELL_NA)
           : strcmp(state, "undefined") == 0  ? show_state(CELL_UNDEFINED)
                                              : show_state(CELL_MISSING);
}

static char *kind_text(const struct entry *entry)
{
    const struct table_def *def = entry->parts.def;
    const struct column *column = entry->parts.column;
    if (def == NULL || column == NULL) {
        return g_strdup(_("Other figures"));
    }
    char *label = figure_id_label(entry->id);
    char *text = g_strdup_printf("%s (%s.%s)", label, def->name, column->name);
    g_free(label);
    return text;
}

static void begin_list(struct document *document, const struct entry *entry)
{
    char *caption = kind_text(entry);
    const struct document_table_about about = {.caption = caption};
    document_table_begin(document, &about);
    document_column(document, _("Id"), DOCUMENT_LEFT);
    document_column(document, _("Value"), DOCUMENT_RIGHT);
    document_column(document, _("Disclosure"), DOCUMENT_LEFT);
    g_free(caption);
}

void figures_annex(struct document *document, const struct released *released)
{
    GPtrArray *entries = gather(document);
    for (guint i = 0; i < entries->len; i++) {
        const struct entry *entry = g_ptr_array_index(entries, i);
        const struct entry *before = i > 0 ? g_ptr_array_index(entries, i - 1) : NULL;
        const struct entry *after = i + 1 < entries->len ? g_ptr_array_index(entries, i + 1) : NULL;
        if (before == NULL || !same_kind(before, entry)) {
            begin_list(document, entry);
        }
        document_cell(document, entry->id);
        document_cell(document, entry->values);
        document_cell(document, state_label(state_of(released, entry->id)));
        if (after == NULL || !same_kind(after, entry)) {
            document_table_end(document);
            write_about(document, entry);
        }
    }
    g_ptr_array_unref(entries);
}
