/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Result tables under construction. */
#include "vifte/table.h"

#include "vifte/huge_pages.h"

#include <string.h>

struct table *table_new(const struct table_def *def)
{
    struct table *table = g_new0(struct table, 1);
    table->def = def;
    table->cells = g_array_sized_new(FALSE, FALSE, sizeof(struct cell), 1); /* never a null pointer */
    return table;
}

void table_free(struct table *table)
{
    if (table != NULL) {
        g_array_unref(table->cells);
        g_free(table);
    }
}

void table_extend(struct table *table, size_t rows)
{
    const guint cells = table->cells->len, more = (guint)(rows * table->def->n_columns);
    g_array_set_size(table->cells, cells + more);
    huge_pages_ask(table->cells->data + cells * sizeof(struct cell), more * sizeof(struct cell));
}

size_t table_rows(const struct table *table)
{
    return table->cells->len / table->def->n_columns;
}

struct cell *table_blank(struct table *table, size_t row)
{
    struct cell *cells = table_row_mutable(table, row);
    for (size_t i = 0; i < table->def->n_columns; i++) {
        cells[i] = cell_empty(CELL_MISSING, REASON_NONE);
    }
    return cells;
}

struct cell *table_add(struct table *table)
{
    g_array_set_size(table->cells, table->cells->len + (guint)table->def->n_columns);
    return table_blank(table, table_rows(table) - 1);
}

const struct cell *table_row(const struct table *table, size_t row)
{
    return &g_array_index(table->cells, struct cell, row * table->def->n_columns);
}

struct cell *table_row_mutable(struct table *table, size_t row)
{
    return &g_array_index(table->cells, struct cell, row * table->def->n_columns);
}

static int compare_key(const struct column *column, const struct cell *a, const struct cell *b)
{
    if (a->state != CELL_VALUE || b->state != CELL_VALUE) {
        return (int)a->state - (int)b->state;
    }
    switch (column->kind) {
    case COLUMN_ID:
    case COLUMN_WORD:
    case COLUMN_TEXT:
        return a->name == b->name ? 0 : strcmp(a->name->code, b->name->code);
    default:
        return (a->number > b->number) - (a->number < b->number);
    }
}

static int compare_rows(const void *a, const void *b, void *data)
{
    const struct table_def *def = data;
    const struct cell *x = a;
    const struct cell *y = b;
    for (size_t i = 0; i < def->n_keys; i++) {
        int order = compare_key(&def->columns[i], &x[i], &y[i]);
        if (order != 0) {
            return order;
        }
    }
    return 0;
}

static bool is_sorted(const struct table *table)
{
    for (size_t row = 1; row < table_rows(table); row++) {
        if (compare_rows(table_row(table, row - 1), table_row(table, row), (void *)table->def) > 0) {
            return false;
        }
    }
    return true;
}

void table_append(struct table *table, const struct table *more)
{
    g_array_append_vals(table->cells, more->cells->data, more->cells->len);
}

struct table *table_join(const struct table_def *def, struct table **parts, size_t n)
{
    struct table *whole = table_new(def);
    for (size_t i = 0; i < n; i++) {
        table_append(whole, parts[i]);
        table_free(parts[i]);
    }
    g_free(parts);
    table_sort(whole);
    return whole;
}

void table_sort(struct table *table)
{
    if (table->cells->len == 0 || is_sorted(table)) {
        return;
    }
    g_qsort_with_data(table->cells->data, (gint)table_rows(table),
                      table->def->n_columns * sizeof(struct cell), compare_rows, (void *)table->def);
}

static int32_t saturate(int64_t contributors)
{
    return contributors > INT32_MAX ? INT32_MAX : (int32_t)contributors;
}

struct cell cell_number(double number, int64_t contributors)
{
    return (struct cell){.number = number, .contributors = saturate(contributors), .state = CELL_VALUE};
}

struct cell cell_name(const struct name *name)
{
    return (struct cell){.name = name, .contributors = CONTRIBUTORS_NONE, .state = CELL_VALUE};
}

struct cell cell_year(int year)
{
    return cell_number(year, CONTRIBUTORS_NONE);
}

struct cell cell_empty(enum cell_state state, enum cell_reason reason)
{
    return (struct cell){
        .number = 0, .contributors = CONTRIBUTORS_NONE, .state = (uint8_t)state, .reason = (uint8_t)reason};
}

struct cell cell_resting_on(struct cell cell, int64_t contributors)
{
    if (contributors > 0 && (cell.contributors <= 0 || contributors < cell.contributors)) {
        cell.contributors = saturate(contributors);
    } else if (contributors == 0 && cell.contributors == CONTRIBUTORS_NONE) {
        cell.contributors = 0;
    }
    return cell;
}
