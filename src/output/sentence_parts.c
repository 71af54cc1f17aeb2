/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bricks of sentences; see sentence_parts.h. */
#include "sentence_parts.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

static struct part_row find_row(const struct released *released, const char *table, const char *first,
                                const char *second, int year)
{
    struct part_row row = {.table = released_find(released, table)};
    char *key = g_strdup_printf("%d", year);
    const char *const keys[] = {first, second != NULL ? second : key, key};
    row.index = row.table == NULL ? SIZE_MAX : released_row(row.table, 0, keys, second != NULL ? 3 : 2);
    g_free(key);
    if (row.index == SIZE_MAX) {
        row.table = NULL;
        row.index = 0;
    }
    return row;
}

struct part_row part_row_of_area(const struct released *released, const char *table, const char *group,
                                 const char *area, int year)
{
    return find_row(released, table, group, area, year);
}

struct part_row part_row_of_region(const struct released *released, const char *table, const char *group,
                                   int year)
{
    return find_row(released, table, group, CHART_REGION, year);
}

struct part_row part_row_of_group(const struct released *released, const char *table, const char *group,
                                  int year)
{
    return find_row(released, table, group, NULL, year);
}

struct part_row part_row_of_unit(const struct released *released, const char *level, const char *id, int year)
{
    return find_row(released, "occupancy_year", level, id, year);
}

const struct cell *part_cell(struct part_row row, size_t column)
{
    static const struct cell ABSENT = {.state = CELL_MISSING};
    return row.table == NULL ? &ABSENT : released_cell(row.table, row.index, column);
}

char *part_mark(struct part_row row, size_t column)
{
    return row.table == NULL ? g_strdup(show_state(CELL_MISSING)) : figure_show(row.table, row.index, column);
}

char *part_mark_size(struct part_row row, size_t column, int decimals)
{
    const struct cell *cell = part_cell(row, column);
    if (!cell_has_number(cell)) {
        return part_mark(row, column);
    }
    return figure_mark_take(figure_id(row.table, row.index, column),
                            text_number(fabs(cell->number), decimals));
}

char *part_mark_short(struct part_row row, size_t column, int decimals)
{
    double rounded = text_round(part_cell(row, column)->number, decimals);
    bool whole = cell_has_number(part_cell(row, column)) && rounded == floor(rounded);
    return part_mark_size(row, column, whole ? 0 : decimals);
}

bool part_is_word(const struct cell *cell, const char *code)
{
    return cell_has_number(cell) && strcmp(cell->name->code, code) == 0;
}

char *part_base(struct part_row need)
{
    char *reported = part_mark(need, NEED_REPORTED_BY);
    bool sum = part_is_word(part_cell(need, NEED_SOURCE), "forms_sum");
    char *text =
        sum ? g_strdup_printf(_(" (%s; sum of the municipalities' reports, may count a citizen twice)"),
                              reported)
            : g_strdup_printf(" (%s)", reported);
    g_free(reported);
    return text;
}

char *part_percent(double ratio, int decimals)
{
    double percent = text_round(100 * ratio, decimals);
    return text_percent(ratio, percent == floor(percent) ? 0 : decimals);
}

/* Is the delivery about the group? One that nobody split by groups is about all. */
static bool is_about(const struct cell *groups, const char *group)
{
    if (!cell_has_number(groups)) {
        return true;
    }
    char **codes = g_strsplit(groups->name->code, "|", -1);
    bool about = g_strv_contains((const char *const *)codes, group);
    g_strfreev(codes);
    return about;
}

/* The best delivery of the form, of those about the group (NULL = any). */
static struct part_row best_delivery(const struct released *released, const char *input, const char *sender,
                                     const char *group, int year)
{
    static const char *const ORDER[] = {"received", "late", "missing", "draft"};
    const struct released_table *table = released_find(released, "coverage");
    char *period = g_strdup_printf("%d", year);
    const char *const keys[] = {input, sender, period};
    struct part_row found = {0};
    size_t best = G_N_ELEMENTS(ORDER);
    for (size_t index = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 3); index != SIZE_MAX;
         index = released_row(table, index + 1, keys, 3)) {
        struct part_row row = {.table = table, .index = index};
        bool about = group == NULL || is_about(part_cell(row, COVERAGE_GROUPS), group);
        for (size_t i = 0; about && i < best; i++) {
            if (part_is_word(part_cell(row, COVERAGE_STATUS), ORDER[i])) {
                found = row;
                best = i;
            }
        }
    }
    g_free(period);
    return found;
}

/* Breakdowns and offers have no rows for a group without citizens: there its number decides. */
struct part_form part_form_of(const struct released *released, const char *input, const char *sender,
                              const char *group, int year)
{
    struct part_form form = {.row = best_delivery(released, input, sender, group, year)};
    if (form.row.table == NULL) {
        form.row = best_delivery(released, input, sender, NULL, year);
        form.left_out =
            form.row.table != NULL && (strcmp(input, "needs") == 0 ||
                                       best_delivery(released, "needs", sender, group, year).table == NULL);
    }
    return form;
}

char *part_reporters(const struct released *released, const char *input, const char *group, int year)
{
    const struct edition *edition = released_edition(released);
    unsigned all = (unsigned)edition->n_municipalities, missing = 0;
    bool asked = false;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        struct part_form form =
            part_form_of(released, input, edition->municipalities[i].name.code, group, year);
        asked = asked || form.row.table != NULL;
        missing += form.row.table != NULL &&
                   (form.left_out || part_is_word(part_cell(form.row, COVERAGE_STATUS), "missing"));
    }
    return asked ? g_strdup_printf(P_("%u of %u municipality", "%u of %u municipalities", all), all - missing,
                                   all)
                 : NULL;
}

char *part_base_of(const struct released *released, const char *group, int year, const char *input, bool sum)
{
    struct part_row need = part_row_of_region(released, "need", group, year);
    bool forms = part_is_word(part_cell(need, NEED_SOURCE), "forms_sum");
    char *who = forms ? part_reporters(released, input, group, year)
                : cell_has_number(part_cell(need, NEED_REPORTED_BY)) ? part_mark(need, NEED_REPORTED_BY)
                                                                     : NULL;
    char *text = who == NULL    ? g_strdup("")
                 : forms && sum ? g_strdup_printf(_(" (%s; sum of reports)"), who)
                                : g_strdup_printf(" (%s)", who);
    g_free(who);
    return text;
}

char *part_change(const struct cell *change, char *size)
{
    char *text;
    if (change->state == CELL_SUPPRESSED) {
        text = g_strdup_printf(_("; change from the year before: %s"), show_state(CELL_SUPPRESSED));
    } else if (!cell_has_number(change)) {
        text = g_strdup("");
    } else if (change->number == 0) {
        text = g_strdup(_(", the same as the year before"));
    } else {
        text = g_strdup_printf(change->number > 0 ? P_(", %s more than the year before",
                                                       ", %s more than the year before", change->number)
                                                  : _(", %s fewer than the year before"),
                               size);
    }
    g_free(size);
    return text;
}

char *part_join(char *first, char *second)
{
    if (first == NULL || second == NULL) {
        return first != NULL ? first : second;
    }
    char *both = g_strjoin(" ", first, second, NULL);
    g_free(first);
    g_free(second);
    return both;
}

char *part_list(GPtrArray *list)
{
    char *text = text_list((const char *const *)list->pdata, list->len);
    g_ptr_array_unref(list);
    return text;
}

GArray *part_rows(const struct released *released, const char *table, const char *group, int year)
{
    const struct released_table *found = released_find(released, table);
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    char *key = g_strdup_printf("%d", year);
    const char *const keys[] = {group, key};
    for (size_t row = found == NULL ? SIZE_MAX : released_row(found, 0, keys, 2); row != SIZE_MAX;
         row = released_row(found, row + 1, keys, 2)) {
        const struct part_row part = {.table = found, .index = row};
        g_array_append_val(rows, part);
    }
    g_free(key);
    return rows;
}

/* "6-11" before "12-17"; what begins with no number after all that do; what is not stated last. */
static int compare_values(const void *a, const void *b)
{
    const char *x = part_cell(*(const struct part_row *)a, NEED_PROFILE_VALUE)->name->code;
    const char *y = part_cell(*(const struct part_row *)b, NEED_PROFILE_VALUE)->name->code;
    bool unknown_x = strcmp(x, "unknown") == 0;
    bool unknown_y = strcmp(y, "unknown") == 0;
    if (unknown_x != unknown_y) {
        return unknown_x ? 1 : -1;
    }
    gint64 number_x = g_ascii_isdigit(*x) ? g_ascii_strtoll(x, NULL, 10) : G_MAXINT64;
    gint64 number_y = g_ascii_isdigit(*y) ? g_ascii_strtoll(y, NULL, 10) : G_MAXINT64;
    return number_x != number_y ? (number_x < number_y ? -1 : 1) : strcmp(x, y);
}

void part_sort_profile(GArray *rows)
{
    g_array_sort(rows, compare_values);
}

GArray *part_profile_rows(const struct released *released, const char *group, int year, const char *dimension)
{
    GArray *rows = part_rows(released, "need_profile", group, year);
    for (guint i = rows->len; i > 0; i--) {
        struct part_row row = g_array_index(rows, struct part_row, i - 1);
        if (!part_is_word(part_cell(row, NEED_PROFILE_DIMENSION), dimension)) {
            g_array_remove_index(rows, i - 1);
        }
    }
    part_sort_profile(rows);
    return rows;
}

bool part_lies_in_the_run(const struct edition *edition, const char *municipality)
{
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, municipality) == 0) {
            return true;
        }
    }
    return false;
}

char *part_sum_id(const GArray *rows, size_t column)
{
    char *id = NULL;
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        if (cell_has_number(part_cell(row, column))) {
            char *one = figure_id(row.table, row.index, column);
            char *both = id == NULL ? g_strdup(one) : figure_id_plus(id, one);
            g_free(one);
            g_free(id);
            id = both;
        }
    }
    return id;
}
