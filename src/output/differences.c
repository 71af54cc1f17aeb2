/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two releases laid side by side; rows of both are sorted by their keys. */
#include "differences.h"

#include "vifte/released.h"

#include <string.h>

static bool is_named(const struct column *column)
{
    return column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT;
}

static int compare_cells(const struct column *column, const struct cell *a, const struct cell *b)
{
    if (is_named(column)) {
        return strcmp(a->name->code, b->name->code);
    }
    return (a->number > b->number) - (a->number < b->number);
}

static int compare_keys(const struct table_def *def, const struct cell *a, const struct cell *b)
{
    int order = 0;
    for (size_t k = 0; k < def->n_keys && order == 0; k++) {
        bool both = a[k].state == CELL_VALUE && b[k].state == CELL_VALUE;
        order = both ? compare_cells(&def->columns[k], &a[k], &b[k]) : (int)a[k].state - (int)b[k].state;
    }
    return order;
}

static void compare_cell(GArray *out, const struct table_def *def, const struct cell *keys, size_t column,
                         const struct cell *today, const struct cell *scenario)
{
    static const struct cell MISSING = {.state = CELL_MISSING, .contributors = CONTRIBUTORS_NONE};
    const struct cell *before = today != NULL ? &today[column] : &MISSING;
    const struct cell *after = scenario != NULL ? &scenario[column] : &MISSING;
    bool hidden = before->state == CELL_SUPPRESSED || after->state == CELL_SUPPRESSED;
    bool both = before->state == CELL_VALUE && after->state == CELL_VALUE;
    bool same =
        before->state == after->state && (!both || compare_cells(&def->columns[column], before, after) == 0);
    if (hidden || same) {
        return;
    }
    struct difference difference = {.def = def,
                                    .keys = keys,
                                    .column = column,
                                    .has_today = today != NULL,
                                    .has_scenario = scenario != NULL,
                                    .today = *before,
                                    .scenario = *after};
    if (both && !is_named(&def->columns[column])) {
        difference.is_number = true;
        difference.change = after->number - before->number;
    }
    g_array_append_val(out, difference);
}

static void compare_rows(GArray *out, const struct table_def *def, const struct cell *today,
                         const struct cell *scenario)
{
    for (size_t column = def->n_keys; column < def->n_columns; column++) {
        compare_cell(out, def, today != NULL ? today : scenario, column, today, scenario);
    }
}

static void compare_tables(GArray *out, const struct released_table *today,
                           const struct released_table *scenario)
{
    const struct table_def *def = released_def(scenario);
    size_t i = 0, k = 0, n = today != NULL ? released_rows(today) : 0, m = released_rows(scenario);
    while (i < n || k < m) {
        const struct cell *before = i < n ? released_cell(today, i, 0) : NULL;
        const struct cell *after = k < m ? released_cell(scenario, k, 0) : NULL;
        int order = before == NULL ? 1 : after == NULL ? -1 : compare_keys(def, before, after);
        compare_rows(out, def, order <= 0 ? before : NULL, order >= 0 ? after : NULL);
        i += order <= 0;
        k += order >= 0;
    }
}

GArray *differences_find(const struct released *today, const struct released *scenario)
{
    GArray *out = g_array_new(FALSE, FALSE, sizeof(struct difference));
    for (size_t t = 0; t < released_size(scenario); t++) {
        const struct released_table *table = released_at(scenario, t);
        compare_tables(out, released_find(today, released_def(table)->name), table);
    }
    return out;
}
