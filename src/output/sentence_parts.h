/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sentences are built of: a row of a released table, its figures marked with their ids (figure_id.h),
 * and the phrases that several sentences share. For the files of this folder alone. All texts are newly
 * allocated.
 */
#ifndef VIFTE_SENTENCE_PARTS_H
#define VIFTE_SENTENCE_PARTS_H

#include "vifte/cell.h"

#include <glib.h>

struct edition;
struct released;
struct released_table;

/* `table` is NULL where the edition has no such row. */
struct part_row {
    const struct released_table *table;
    size_t index;
};

/* Of tables keyed by (group, municipality, year): the region's row, or any. */
struct part_row part_row_of_area(const struct released *released, const char *table, const char *group,
                                 const char *area, int year);
struct part_row part_row_of_region(const struct released *released, const char *table, const char *group,
                                   int year);
/* Of tables keyed by (group, year). */
struct part_row part_row_of_group(const struct released *released, const char *table, const char *group,
                                  int year);
/* Of (level, id, year). */
struct part_row part_row_of_unit(const struct released *released, const char *level, const char *id,
                                 int year);

/* A missing cell where there is no row. */
const struct cell *part_cell(struct part_row row, size_t column);
/* The cell as people read it, marked; a state's word where there is no number. */
char *part_mark(struct part_row row, size_t column);
/* The same with another number of decimals, and without the sign of a change. */
char *part_mark_size(struct part_row row, size_t column, int decimals);
/* With as many decimals as it needs, at most `decimals`: "38,5", "38". */
char *part_mark_short(struct part_row row, size_t column, int decimals);
bool part_is_word(const struct cell *cell, const char *code);

/* " (10 of 11 municipalities)" of a row of need; a sum of reports says what it is. */
char *part_base(struct part_row need);
/* A ratio as per cent, with decimals only where it has some. */
char *part_percent(double ratio, int decimals);
/* The same for a figure of the group that without stays rests on the forms `input`; with `sum`, it is called
 * a sum of reports in as few words as go (what that means stands with the number of citizens). "" where
 * nobody knows. */
char *part_base_of(const struct released *released, const char *group, int year, const char *input, bool sum);
/* How a municipality answered for a group with the form `input`: its delivery that counts, or the word that
 * none came. A form that came without the group is left out: it says nothing of these citizens. No row =
 * nobody asked. */
struct part_form {
    struct part_row row;
    bool left_out;
};
struct part_form part_form_of(const struct released *released, const char *input, const char *sender,
                              const char *group, int year);
/* "10 of 11 municipalities": who answered for the group with the form `input`; NULL where nobody was asked.
 */
char *part_reporters(const struct released *released, const char *input, const char *group, int year);
/* ", 4 more than the year before"; "" where there is nothing to compare with. Takes the size. */
char *part_change(const struct cell *change, char *size);
/* Rows of need_profile of one dimension (struct part_row), in reading order: numbers by size, what is not
 * stated last. */
GArray *part_profile_rows(const struct released *released, const char *group, int year,
                          const char *dimension);
void part_sort_profile(GArray *rows);
/* Rows of a table whose first keys are (group, year), as they stand in it (struct part_row). */
GArray *part_rows(const struct released *released, const char *table, const char *group, int year);

/* Joins two texts with a blank and frees both; either may be NULL. */
char *part_join(char *first, char *second);
/* Frees `list` and its texts: "a, b and c". */
char *part_list(GPtrArray *list);

bool part_lies_in_the_run(const struct edition *edition, const char *municipality);
/* The id of the sum of the cells that have a number. */
char *part_sum_id(const GArray *rows, size_t column);

#endif
