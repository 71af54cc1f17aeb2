/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one audience may see: the only thing a writer can be given. Made by disclose/ alone; a hidden number
 * is gone from memory (NaN), not filtered when printing. Tables the audience may not see are not here;
 * released_absent() names them.
 *
 * Where a cell is suppressed a writer prints _("confidential") and nothing else: no zero, no blank, no bar,
 * no reason.
 */
#ifndef VIFTE_RELEASED_H
#define VIFTE_RELEASED_H

#include "vifte/cell.h"

struct edition;
struct released;
struct released_table;

const struct edition *released_edition(const struct released *released);

/* In the registry's order. */
size_t released_size(const struct released *released);
const struct released_table *released_at(const struct released *released, size_t i);
/* NULL when this edition has no such table. */
const struct released_table *released_find(const struct released *released, const char *name);
/* Names of tables that exist but not for this audience. */
size_t released_n_absent(const struct released *released);
const char *released_absent(const struct released *released, size_t i);
/* How many cells of how many were hidden, over all tables. Cells of rows that are left out count as hidden;
 * where there are any, both numbers are rounded up to tens. */
void released_hidden(const struct released *released, size_t *hidden, size_t *cells);

const struct table_def *released_def(const struct released_table *table);
size_t released_rows(const struct released_table *table);
/* The cells of a row lie side by side. */
const struct cell *released_cell(const struct released_table *table, size_t row, size_t column);

/* The table that holds this very cell, with its place there; NULL when it is none of the release's. The cell
 * is not read. */
const struct released_table *released_locate(const struct released *released, const struct cell *cell,
                                             size_t *row, size_t *column);

/* Look-ups for sentences, charts and pages. Keys are compared by code; a NULL key matches every row. Years
 * and dates are given as text ("2024"). Returns the first matching row at or after `from`, or SIZE_MAX. */
size_t released_row(const struct released_table *table, size_t from, const char *const *keys, size_t n_keys);

#endif
