/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The read side of what disclose/ made: look-ups for the writers. */
#include "vifte/released.h"

#include "released_private.h"
#include "vifte/dates.h"
#include "vifte/edition.h"

#include <math.h>
#include <string.h>

const struct edition *released_edition(const struct released *released)
{
    return &released->edition;
}

size_t released_size(const struct released *released)
{
    return released->tables->len;
}

const struct released_table *released_at(const struct released *released, size_t i)
{
    return &g_array_index(released->tables, struct released_table, i);
}

const struct released_table *released_find(const struct released *released, const char *name)
{
    for (size_t i = 0; i < released_size(released); i++) {
        const struct released_table *table = released_at(released, i);
        if (strcmp(table->def->name, name) == 0) {
            return table;
        }
    }
    return NULL;
}

size_t released_n_absent(const struct released *released)
{
    return released->absent->len;
}

const char *released_absent(const struct released *released, size_t i)
{
    return g_ptr_array_index(released->absent, i);
}

#define HIDDEN_ROUNDED \
    10 /* how many rows there are of what is left out is itself a count of persons' places */

static size_t round_up(size_t n)
{
    return (n + HIDDEN_ROUNDED - 1) / HIDDEN_ROUNDED * HIDDEN_ROUNDED;
}

/* Columns that the audience never has are not figures that were hidden from it. */
static void count_hidden(const struct released_table *table, enum audience audience, size_t *hidden,
                         size_t *cells)
{
    const struct cell *cell = table->cells;
    size_t n = table->def->n_columns;
    bool *counts = g_new0(bool, n);
    for (size_t column = table->def->n_keys; column < n; column++) {
        counts[column] = table->def->columns[column].least <= audience;
        *cells += counts[column] ? table->n_rows : 0;
    }
    for (size_t row = 0; row < table->n_rows; row++, cell += n) {
        for (size_t column = 0; column < n; column++) {
            *hidden += counts[column] && cell[column].state == CELL_SUPPRESSED;
        }
    }
    g_free(counts);
}

void released_hidden(const struct released *released, size_t *hidden, size_t *cells)
{
    *hidden = 0;
    *cells = 0;
    for (size_t i = 0; i < released_size(released); i++) {
        count_hidden(released_at(released, i), released->edition.audience, hidden, cells);
    }
    if (released->left_out > 0) {
        *hidden = round_up(*hidden + released->left_out);
        *cells = round_up(*cells + released->left_out);
    }
}

const struct table_def *released_def(const struct released_table *table)
{
    return table->def;
}

size_t released_rows(const struct released_table *table)
{
    return table->n_rows;
}

const struct cell *released_cell(const struct released_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->def->n_columns + column];
}

/* A date's key is "2024-09-01", as ids have it; all others are their own number. */
static double key_number(const struct column *column, const char *key)
{
    char *rest = NULL;
    gint64 number = g_ascii_strtoll(key, &rest, 10);
    if (column->kind != COLUMN_DATE || *rest != '-') {
        return (double)number;
    }
    gint64 month = g_ascii_strtoll(rest + 1, &rest, 10);
    gint64 day = *rest == '-' ? g_ascii_strtoll(rest + 1, NULL, 10) : 0;
    bool valid = number > 0 && number < 10000 && month > 0 && month < 13 && day > 0 && day < 32 &&
                 date_is_valid((int)number, (int)month, (int)day);
    return valid ? (double)date_from_ymd((int)number, (int)month, (int)day) : -HUGE_VAL; /* no row */
}

/* As table_sort() orders them; a cell without a value comes before every key. */
static int compare_key(const struct column *column, const struct cell *cell, const char *key)
{
    if (cell->state != CELL_VALUE) {
        return -1;
    }
    if (column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT) {
        return strcmp(cell->name->code, key);
    }
    double wanted = key_number(column, key);
    return (cell->number > wanted) - (cell->number < wanted);
}

static int compare_prefix(const struct released_table *table, size_t row, const char *const *keys, size_t n)
{
    int order = 0;
    for (size_t k = 0; k < n && order == 0; k++) {
        order = compare_key(&table->def->columns[k], released_cell(table, row, k), keys[k]);
    }
    return order;
}

/* First row whose first `n` keys are not before those given: rows are sorted by their keys. */
static size_t first_row(const struct released_table *table, const char *const *keys, size_t n)
{
    size_t low = 0, high = table->n_rows;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_prefix(table, middle, keys, n) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t released_row(const struct released_table *table, size_t from, const char *const *keys, size_t n_keys)
{
    size_t prefix = 0;
    while (prefix < n_keys && keys[prefix] != NULL) {
        prefix++;
    }
    for (size_t row = MAX(from, first_row(table, keys, prefix));
         row < table->n_rows && compare_prefix(table, row, keys, prefix) == 0; row++) {
        bool matches = true;
        for (size_t k = prefix; k < n_keys && matches; k++) {
            matches = keys[k] == NULL ||
                      compare_key(&table->def->columns[k], released_cell(table, row, k), keys[k]) == 0;
        }
        if (matches) {
            return row;
        }
    }
    return SIZE_MAX;
}

const struct released_table *released_locate(const struct released *released, const struct cell *cell,
                                             size_t *row, size_t *column)
{
    for (size_t i = 0; i < released_size(released); i++) {
        const struct released_table *table = released_at(released, i);
        size_t n = table->def->n_columns;
        uintptr_t distance =
            (uintptr_t)cell - (uintptr_t)table->cells; /* huge for cells before the table's */
        if (distance < table->n_rows * n * sizeof(struct cell)) {
            *row = distance / sizeof(struct cell) / n;
            *column = distance / sizeof(struct cell) % n;
            return table;
        }
    }
    return NULL;
}
