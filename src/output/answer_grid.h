/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of an answer: the calls that every one of them makes. Columns are named as in tables/NAME.csv, so
 * that a table this build does not have is simply not there. For the files of this folder alone.
 */
#ifndef VIFTE_ANSWER_GRID_H
#define VIFTE_ANSWER_GRID_H

#include "answer_private.h"
#include "sentence_parts.h"

/* The column as the edition shows it (a public edition has occupancy in whole per cent); NULL = no such. */
const struct column *grid_column(const struct released_table *table, const char *name);
size_t grid_column_index(const struct released_table *table, const char *name);

void answer_grid_begin(struct answer *answer, char *caption_take, bool landscape);
void answer_grid_heading(struct answer *answer, const char *heading, bool number);
/* The heading of a released column, with its unit; `year` > 0 stands behind it. */
void answer_grid_heading_of(struct answer *answer, const struct released_table *table, const char *column,
                            int year);
/* A figure, or the word for its state; nobody, where the row of a table of those who are there is missing. */
void answer_grid_cell(struct answer *answer, struct part_row row, const char *column);
/* Names and words on a line each in one cell; what does not apply is left out. */
void answer_grid_stack(struct answer *answer, struct part_row row, const char *const *columns, size_t n);
void answer_grid_text(struct answer *answer, const char *text);
void answer_grid_nobody(struct answer *answer);
/* What a table rests on: on no forms; on the citizens' records, or on forms where there are no records; or on
 * forms in any case. */
enum grid_base { GRID_REGISTER, GRID_CITIZENS, GRID_FORMS };
/* Ends the table with its note (NULL = none) and its source line; `input` = the forms. False where the table
 * had no row and has left nothing. */
bool answer_grid_end(struct answer *answer, enum grid_base base, const char *input, const char *note);

/* Years a series shows: from here to the edition's last. */
int answer_first_year(const struct answer *answer);

#endif
