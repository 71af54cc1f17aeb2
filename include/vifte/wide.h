/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wide tables: one column a year, quarter or month, read as if each cell stood in a row of its own.
 *
 *   Kommune;2022;2023            Kommune;Periode;Personer
 *   Aalborg;10;12        ->      Aalborg;2022;10
 *                                Aalborg;2023;12
 *
 * A heading row is wide when the table's required column of periods or years is not in it and at least two
 * headings are periods, alone or beside the name of a column of numbers ("Pladser 2023"). What periods alone
 * measure is settled by the project ([columns population] persons = 2022), else by the only required column
 * of numbers that is missing, else by the only one at all; when none of these holds nothing is guessed.
 *
 * A record then comes once for every period in which it has something; struct record counts these parts.
 */
#ifndef VIFTE_WIDE_H
#define VIFTE_WIDE_H

#include "vifte/record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;
struct input_schema;
struct pos;
struct wide;

/* The column (from 0) that a heading names by itself; SIZE_MAX = none. */
typedef size_t wide_column_fn(const char *heading, const void *context);

/* Would the table's column of periods read the text as one? False in a table without such a column. */
bool wide_is_period(const struct input_schema *schema, const char *text);

/* NULL when the headings are not wide. `field_of` holds the columns found so far and gets those of the first
 * period. */
struct wide *wide_find(const struct input_schema *schema, char *const *headings, uint32_t n_fields,
                       uint32_t *field_of, wide_column_fn *column_of, const void *context);
void wide_free(struct wide *wide);

bool wide_is_settled(const struct wide *wide);
bool wide_has_field(const struct wide *wide, uint32_t field);
/* Says what was decided and why, or, as a stop, that it cannot be. `heading` is the position of its row. */
void wide_report(const struct wide *wide, const struct input_schema *schema, struct pos heading,
                 struct diag *diag);

/* The period of the current part when `column` is the column of periods, else NULL. */
const struct field *wide_cell(const struct wide *wide, size_t column);

/* Every record of `base` below line `heading_line` in its parts. `field_of` is set anew for each part; the
 * reader is owned by `wide`. */
struct record_reader *wide_records(struct wide *wide, struct record_reader *base, uint64_t heading_line,
                                   uint32_t *field_of);

#endif
