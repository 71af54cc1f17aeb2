/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A result table under construction: rows of cells as registry.h describes them. Made by the measures, read
 * by the disclosure stage alone; writers never see it.
 */
#ifndef VIFTE_TABLE_H
#define VIFTE_TABLE_H

#include "vifte/cell.h"

#include <glib.h>

struct table {
    const struct table_def *def;
    GArray *cells; /* struct cell, n_rows x def->n_columns */
};

struct table *table_new(const struct table_def *def);
void table_free(struct table *table);
size_t table_rows(const struct table *table);
/* A new row; every cell is missing. The pointer is good until the next call. */
struct cell *table_add(struct table *table);
/* So many new rows; each has to be blanked before anything else. */
void table_extend(struct table *table, size_t rows);
/* A row with every cell missing. */
struct cell *table_blank(struct table *table, size_t row);
const struct cell *table_row(const struct table *table, size_t row);
struct cell *table_row_mutable(struct table *table, size_t row);
/* No row any more; the memory stays. */
void table_empty(struct table *table);
/* The rows of another table of the same kind. */
void table_append(struct table *table, const struct table *more);
/* By the keys in order: identifiers by code, years and dates by number. */
void table_sort(struct table *table);
/* A sorted table of all rows of the parts, which are freed with their array. */
struct table *table_join(const struct table_def *def, struct table **parts, size_t n);

/* Cells. `contributors` = persons behind the figure, or CONTRIBUTORS_NONE. */
struct cell cell_number(double number, int64_t contributors);
struct cell cell_name(const struct name *name);
struct cell cell_year(int year);
struct cell cell_empty(enum cell_state state, enum cell_reason reason);
/* The same figure, resting also on another count: keeps the smaller number of contributors. */
struct cell cell_resting_on(struct cell cell, int64_t contributors);

#endif
