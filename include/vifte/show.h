/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a released cell is shown to people, in the run's language: the same words and the same rounding in
 * workbook, report and charts. A cell without a value is always a word, never a blank, a zero or a symbol.
 */
#ifndef VIFTE_SHOW_H
#define VIFTE_SHOW_H

#include "vifte/cell.h"

struct edition;

#define SHOW_OWN "*"

/* The word for a state: "confidential", "not reported" ...; "" for CELL_VALUE. Static. */
const char *show_state(enum cell_state state);

/* A text marked with N_() in a table of constants, translated; "" for NULL and for "". Static. */
const char *show_text(const char *text);

/* Text from outside on one line: blanks of every kind become a space; control characters, marks that change
 * the direction of writing and broken UTF-8 become '?'. Newly allocated. */
char *show_line(const char *text);

/* A probability as per cent, which is never said to be nothing or all. Newly allocated. */
char *show_chance(double chance);

/* The cell as text, newly allocated: a name's label on one line (words translated), a year without grouping,
 * a date in words, a ratio as per cent with its sign, money in kroner, every other number with the column's
 * decimals and no unit; the state's word where there is no value. A municipality's own figure, which is not
 * public, gets SHOW_OWN behind it. Not escaped for any file format. */
char *show_cell(const struct column *column, const struct cell *cell);

/* The column's heading, with its unit where the heading does not already say it: "Mean stay (years)", but
 * "Occupied days"; a per cent of something keeps its base. Newly allocated. */
char *show_heading(const struct column *column);

/* What a setting means (its key where nobody has said), its value with the language's decimal mark and unit
 * (newly allocated), and where it comes from. Of keys, values and sources as struct edition has them. */
const char *show_setting_meaning(const char *key);
char *show_setting_value(const char *value);
const char *show_setting_source(const char *source);

/* What every page, sheet and picture must say about who may see it: "Public edition", or that it holds small
 * numbers. Newly allocated. */
char *show_edition_line(const struct edition *edition);

/* What the first page of an edition for others must say of what it hides, what was examined together, and in
 * a municipality's edition which figures are its own; "" for the internal edition. Newly allocated. */
char *show_caution(const struct edition *edition);

#endif
