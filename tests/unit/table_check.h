/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up cells of result tables by the codes of their keys, for the tests of the measures. Include after
 * cmocka.h. */
#ifndef TABLE_CHECK_H
#define TABLE_CHECK_H

#include "vifte/measures.h"
#include "vifte/table.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static inline bool key_is(const struct column *column, const struct cell *cell, const char *key)
{
    if (column->kind == COLUMN_YEAR) {
        char year[16];
        snprintf(year, sizeof year, "%d", (int)cell->number);
        return strcmp(year, key) == 0;
    }
    return strcmp(cell->name->code, key) == 0;
}

/* The row with these keys (as many as the table has), or NULL. */
static inline const struct cell *row_with(const struct table *table, const char *const *keys)
{
    for (size_t i = 0; i < table_rows(table); i++) {
        const struct cell *row = table_row(table, i);
        size_t k = 0;
        while (k < table->def->n_keys && key_is(&table->def->columns[k], &row[k], keys[k])) {
            k++;
        }
        if (k == table->def->n_keys) {
            return row;
        }
    }
    return NULL;
}

#define ROW(table, ...) row_with(table, (const char *const[]){__VA_ARGS__})

static inline void check_number(const struct cell *cell, double expected, int line)
{
    if (cell->state != CELL_VALUE || fabs(cell->number - expected) > 1e-9 * fmax(1, fabs(expected))) {
        print_error("line %d: state %d, %.17g instead of %.17g\n", line, cell->state, cell->number, expected);
        fail();
    }
}

static inline void check_state(const struct cell *cell, enum cell_state state, enum cell_reason reason,
                               int line)
{
    if (cell->state != state || cell->reason != reason) {
        print_error("line %d: state %d reason %d instead of %d %d\n", line, cell->state, cell->reason, state,
                    reason);
        fail();
    }
}

static inline void check_word(const struct cell *cell, const char *code, int line)
{
    if (cell->state != CELL_VALUE || strcmp(cell->name->code, code) != 0) {
        print_error("line %d: state %d, not '%s'\n", line, cell->state, code);
        fail();
    }
}

#define NUMBER(cell, expected) check_number(&(cell), expected, __LINE__)
#define STATE(cell, state, reason) check_state(&(cell), state, reason, __LINE__)
#define WORD(cell, code) check_word(&(cell), code, __LINE__)

/* A number that rests on so many persons. */
#define RESTS(cell, expected, persons) \
    do { \
        NUMBER(cell, expected); \
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
            order = table->def->columns[k].kind == COLUMN_YEAR
                        ? (before[k].number > row[k].number) - (before[k].number < row[k].number)
                        : strcmp(before[k].name->code, row[k].name->code);
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
}

#endif
