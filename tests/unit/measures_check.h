/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding rows of result tables by their keys, and comparing cells exactly or to a relative tolerance. */
#ifndef MEASURES_CHECK_H
#define MEASURES_CHECK_H

#include "vifte/table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* Keys as in the file, separated by blanks: "autism SEL-108 851 2024"; "*" matches anything. NULL when there
 * is none, or when more than one row fits. */
static inline const struct cell *find_row(const struct table *table, const char *keys)
{
    const struct cell *found = NULL;
    char **wanted = g_strsplit(keys, " ", -1);
    for (size_t i = 0; i < table_rows(table); i++) {
        const struct cell *row = table_row(table, i);
        bool fits = true;
        for (size_t k = 0; k < table->def->n_keys && wanted[k] != NULL && fits; k++) {
            enum column_kind kind = table->def->columns[k].kind;
            bool named = kind == COLUMN_ID || kind == COLUMN_WORD;
            fits = strcmp(wanted[k], "*") == 0 ||
                   (named ? strcmp(row[k].name->code, wanted[k]) == 0
                          : row[k].number == (double)g_ascii_strtoll(wanted[k], NULL, 10));
        }
        if (fits && found != NULL) {
            g_strfreev(wanted);
            return NULL;
        }
        found = fits ? row : found;
    }
    g_strfreev(wanted);
    return found;
}

static inline const struct cell *need_row(const struct table *table, const char *keys)
{
    const struct cell *row = find_row(table, keys);
    if (row == NULL) {
        fail_msg("%s: not exactly one row for %s", table->def->name, keys);
    }
    return row;
}

static inline void check_number(const struct cell *cell, double expected, const char *file, int line)
{
    bool equal =
        cell->state == CELL_VALUE && fabs(cell->number - expected) <= 1e-12 * fmax(1, fabs(expected));
    if (!equal) {
        print_error("expected %.17g, got %.17g (state %d, reason %d)\n", expected, cell->number, cell->state,
                    cell->reason);
        _fail(file, line);
    }
}

static inline void check_empty(const struct cell *cell, enum cell_state state, enum cell_reason reason,
                               const char *file, int line)
{
    if (cell->state != state || cell->reason != reason) {
        print_error("expected state %d reason %d, got %d %d\n", (int)state, (int)reason, cell->state,
                    cell->reason);
        _fail(file, line);
    }
}

#define assert_number(cell, expected) check_number(&(cell), expected, __FILE__, __LINE__)
#define assert_empty(cell, state, reason) check_empty(&(cell), state, reason, __FILE__, __LINE__)
#define assert_word(cell, expected) \
    do { \
        assert_int_equal((cell).state, CELL_VALUE); \
        assert_string_equal((cell).name->code, expected); \
    } while (0)

#endif
