/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Names for single figures: a released cell has one readable id that stays the same from run to run,
 *
 *   need/autism/region/2024/citizens        TABLE/KEYS.../COLUMN, the keys as in tables/TABLE.csv
 *
 * with everything in a key but letters, digits, `.`, `_`, `+` and `-` written as %XX. Two more kinds of
 * figure may be printed: a sum over rows has `*` in place of the keys it adds up over (supply/autism/ * / *
 * /2024/places, without the blanks), and the difference of two figures is their ids with " - " between, their
 * sum " + ". A sum over a column of names says how many there are.
 *
 * Inside a text a figure is marked by three control characters, which no text from outside can hold once it
 * has passed show_line(): figure_mark("need/...", "31") is a string that document.h turns into a figure run.
 */
#ifndef VIFTE_FIGURE_ID_H
#define VIFTE_FIGURE_ID_H

#include "vifte/cell.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct released;
struct released_table;

/* Newly allocated. */
char *figure_id(const struct released_table *table, size_t row, size_t column);
/* Of a sum: `keys` holds the codes of the table's keys, NULL = all of them. Newly allocated. */
char *figure_id_sum(const struct table_def *def, const char *const *keys, size_t column);
char *figure_id_difference(const char *id, const char *minus);
/* The sum of two figures that no pattern of keys describes. */
char *figure_id_plus(const char *id, const char *plus);

/* What the figure is, for people: the column's heading; "" for an unknown id. Newly allocated. */
char *figure_id_label(const char *id);

/* Where the id's figure stands. False when the edition has no such table, row or column, and for sums and
 * differences. */
struct figure_cell {
    const struct released_table *table;
    size_t row, column;
};
bool figure_id_find(const struct released *released, const char *id, struct figure_cell *out);

/* What the id's figure consists of: the cells of a sum or difference, or the single one. GArray of struct
 * figure_cell, empty when the edition has none of it. */
GArray *figure_id_cells(const struct released *released, const char *id);

/* Figures in texts. All newly allocated. */
char *figure_mark(const char *id, const char *text);
char *figure_mark_take(char *id, char *text);
/* The cell as show_cell() prints it, marked. */
char *figure_show(const struct released_table *table, size_t row, size_t column);
/* The same with another rounding: `as` is the table's column but for its decimals. */
char *figure_show_as(const struct released_table *table, size_t row, size_t column, const struct column *as);
/* The text without its marks. */
char *figure_unmark(const char *text);

/* The next piece of a marked text: `id` is NULL for a piece without figure. False at the end. */
struct figure_piece {
    char *id, *text; /* newly allocated */
};
bool figure_next(const char **text, struct figure_piece *out);

#endif
