/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More on tables of persons, for the tests of the measures: who a figure rests on, order, clearing up. */
#ifndef TABLE_CHECK_H
#define TABLE_CHECK_H

#include "measures_check.h"
#include "vifte/measures.h"

/* A number that rests on so many persons. */
#define assert_rests(cell, expected, persons) \
    do { \
        assert_number(cell, expected); \
        assert_int_equal((cell).contributors, persons); \
    } while (0)

/* Rows stand in the order of their keys, and no key twice. */
static inline void check_sorted(const struct table *table)
{
    for (size_t i = 1; i < table_rows(table); i++) {
        const struct cell *before = table_row(table, i - 1);
        const struct cell *row = table_row(table, i);
        int order = 0;
        for (size_t k = 0; order == 0 && k < table->def->n_keys; k++) {
            order = table->def->columns[k].kind <= COLUMN_TEXT
                        ? strcmp(before[k].name->code, row[k].name->code)
                        : (before[k].number > row[k].number) - (before[k].number < row[k].number);
        }
        assert_true(order < 0);
    }
}

static inline void free_tables(struct results *results)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        table_free(results->tables[i]);
        results->tables[i] = NULL;
    }
    table_free(results->placed);
    results->placed = NULL;
}

#endif
