/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing an edited document with its figures; see compare.h. */
#include "vifte/compare.h"

#include "vifte/docx.h"
#include "vifte/figure_tag.h"
#include "vifte/figures_table.h"

#include <string.h>

/* Rows of one id, by the form it has in tags. */
static GHashTable *index_rows(const struct figures_table *figures)
{
    GHashTable *index =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
    for (guint i = 0; i < figures->rows->len; i++) {
        struct figure_row *row = &g_array_index(figures->rows, struct figure_row, i);
        char *id = figure_tag_id(row->id);
        GPtrArray *rows = g_hash_table_lookup(index, id);
        if (rows == NULL) {
            rows = g_ptr_array_new();
            g_hash_table_insert(index, g_strdup(id), rows);
        }
        g_ptr_array_add(rows, row);
        g_free(id);
    }
    return index;
}

static bool same_text(const char *a, const char *b)
{
    char *x = figure_tag_text(a);
    char *y = figure_tag_text(b);
    bool same = strcmp(x, y) == 0;
    g_free(y);
    g_free(x);
    return same;
}

static bool has_sum(const char *text, const char *sum)
{
    char own[FIGURE_TAG_SUM + 1];
    figure_tag_sum(text, own);
    return strcmp(own, sum) == 0;
}

/* The row that a control belongs to: its own place, else one that prints what the control was written with
 * (the same figure with other decimals is another place), else the first. */
static const struct figure_row *row_of(const GPtrArray *rows, const struct figure_tag *tag)
{
    const struct figure_row *same_print = NULL;
    for (guint i = 0; i < rows->len; i++) {
        const struct figure_row *row = g_ptr_array_index(rows, i);
        if (has_sum(row->value, tag->sum)) {
            if (row->place == tag->place) {
                return row;
            }
            same_print = same_print != NULL ? same_print : row;
        }
    }
    for (guint i = 0; same_print == NULL && i < rows->len; i++) {
        const struct figure_row *row = g_ptr_array_index(rows, i);
        if (row->place == tag->place) {
            return row;
        }
    }
    return same_print != NULL ? same_print : g_ptr_array_index(rows, 0);
}

static bool is_printed_somewhere(const GPtrArray *rows, const char *text)
{
    for (guint i = 0; i < rows->len; i++) {
        if (same_text(((const struct figure_row *)g_ptr_array_index(rows, i))->value, text)) {
            return true;
        }
    }
    return false;
}

static void add(struct comparison *comparison, enum compare_kind kind, const struct figure_row *row,
                const struct docx_control *control)
{
    const struct difference difference = {.kind = kind,
                                          .id = row->id,
                                          .place = row->place,
                                          .chapter = control != NULL ? control->chapter : row->chapter,
                                          .now = row->value,
                                          .text = control != NULL ? figure_tag_text(control->text)
                                                                  : g_strdup("")};
    g_array_append_val(comparison->differences, difference);
}

/* An emptied control is a deleted figure: its place stays open. */
static void compare_control(struct comparison *comparison, const GPtrArray *rows,
                            const struct figure_tag *tag, const struct docx_control *control)
{
    const struct figure_row *row = row_of(rows, tag);
    bool altered = !has_sum(control->text, tag->sum);
    bool stale = !has_sum(row->value, tag->sum);
    if ((!altered && !stale) || (altered && is_printed_somewhere(rows, control->text))) {
        return;
    }
    add(comparison,
        altered && stale ? COMPARE_BOTH
        : altered        ? COMPARE_ALTERED
                         : COMPARE_STALE,
        row, control);
}

static void add_gone(struct comparison *comparison, const struct figure_tag *tag,
                     const struct docx_control *control)
{
    const struct figure_row row = {
        .id = g_intern_string(tag->id), .place = tag->place, .value = "", .chapter = ""};
    add(comparison, COMPARE_GONE, &row, control);
}

static char *place_key(const char *id, unsigned place)
{
    return g_strdup_printf("%s#%u", id, place);
}

static bool is_empty(const struct docx_control *control)
{
    return control->text[strspn(control->text, " \t\r\n")] == '\0';
}

/* Returns the places that still have a control. */
static GHashTable *compare_controls(struct comparison *comparison, const struct docx_file *edited,
                                    GHashTable *index)
{
    GHashTable *there = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < edited->controls->len; i++) {
        const struct docx_control *control = &g_array_index(edited->controls, struct docx_control, i);
        struct figure_tag tag;
        if (!figure_tag_read(control->tag, &tag)) {
            continue;
        }
        const GPtrArray *rows = g_hash_table_lookup(index, tag.id);
        comparison->n_figures++;
        if (!is_empty(control)) {
            g_hash_table_add(there, place_key(tag.id, tag.place));
            if (rows == NULL) {
                add_gone(comparison, &tag, control);
            } else {
                compare_control(comparison, rows, &tag, control);
            }
        }
        g_free(tag.id);
    }
    return there;
}

static void find_deleted(struct comparison *comparison, const struct figures_table *figures,
                         GHashTable *there)
{
    for (guint i = 0; i < figures->rows->len; i++) {
        const struct figure_row *row = &g_array_index(figures->rows, struct figure_row, i);
        char *id = figure_tag_id(row->id);
        char *key = place_key(id, row->place);
        if (!g_hash_table_contains(there, key)) {
            add(comparison, COMPARE_DELETED, row, NULL);
        }
        g_free(key);
        g_free(id);
    }
}

static int compare_kinds(gconstpointer a, gconstpointer b)
{
    return (int)((const struct difference *)a)->kind - (int)((const struct difference *)b)->kind;
}

static void difference_clear(void *data)
{
    g_free(((struct difference *)data)->text);
}

struct comparison compare_figures(const struct docx_file *edited, const struct figures_table *figures)
{
    struct comparison comparison = {.differences = g_array_new(FALSE, FALSE, sizeof(struct difference))};
    g_array_set_clear_func(comparison.differences, difference_clear);
    GHashTable *index = index_rows(figures);
    GHashTable *there = compare_controls(&comparison, edited, index);
    find_deleted(&comparison, figures, there);
    g_array_sort(comparison.differences, compare_kinds); /* stable: within a kind the order stays */
    g_hash_table_unref(there);
    g_hash_table_unref(index);
    return comparison;
}

void comparison_clear(struct comparison *comparison)
{
    g_array_unref(comparison->differences);
    *comparison = (struct comparison){0};
}
