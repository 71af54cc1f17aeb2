/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What several kinds of pictures ask of the released tables, and the phrases they share. Only shown values
 * take part in anything that is compared, ordered or scaled.
 */
#ifndef VIFTE_CHART_DATA_H
#define VIFTE_CHART_DATA_H

#include "vifte/cell.h"

#include <glib.h>

struct chart_draft;
struct edition;
struct edition_group;
struct released;
struct released_table;

#define CHART_REGION "region" /* the region's row where the key is a municipality */

/* The cell, or a missing one when there is no such row (SIZE_MAX). */
const struct cell *chart_cell(const struct released_table *table, size_t row, size_t column);
/* Row by (group, municipality, year) of the tables keyed so, and by (group, year). SIZE_MAX = none. */
size_t chart_row_by_municipality(const struct released_table *table, const char *group,
                                 const char *municipality, int year);
size_t chart_row_by_group(const struct released_table *table, const char *group, int year);
/* The newest year in which a row of the group has a number in `measure`; 0 = never. */
int chart_latest_year(const struct released_table *table, const char *group, size_t year, size_t measure);
bool chart_has_group(const struct released_table *table, const char *group);

/* Name of the area: the region's, or "the area" where a run covers all regions. */
const char *chart_place(const struct edition *edition);
/* Where citizens are helped, in words that name the area; newly allocated. */
char *chart_location_name(const struct edition *edition, const struct cell *location);
/* "2019-2024" with an en dash, or one year. */
char *chart_years(int from, int to);
/* "2024, on 31 December": the year and the cell's words for the basis, where it has any. */
char *chart_when(const struct column *basis_column, const struct cell *basis, int year);
/* Where the region's citizens of some group rest on fewer than all municipalities: a sentence that says on
 * how many, in `year` (0 = each group's newest). NULL where all have reported, or nothing is shown. */
char *chart_incomplete(const struct released *released, int year);
/* "a, b and c" of const char *; more than `most` end in "and 4 others". */
char *chart_list(const GPtrArray *names, guint most);
/* "confidential: 2019, 2021-2022; not reported: 2024" of a series' cells by year from `from`; "" when all
 * have numbers. NULL cells are left out. */
char *chart_gaps(const struct cell *const *cells, int from, int n);

/* The last lines of every picture: who the numbers come from, and when they were made up. */
void chart_add_source(struct chart_draft *draft, const struct edition *edition, bool population);
/* The last sentences of every alternative text: how many of the figures are hidden or missing, where all
 * stand. */
void chart_append_states(GString *out, unsigned hidden, unsigned missing);
void chart_add_states(struct chart_draft *draft, unsigned hidden, unsigned missing);
void chart_add_table(struct chart_draft *draft, const struct released_table *table);

#endif
