/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Total rows (`I alt`, `Aalborg i alt`, `Total`, `Sum`, `Hele landet`; in a column of municipalities also
 * `Region Nordjylland`): told from data, compared with the sum of the rows they stand for, and left out. A
 * total row that still names a year, a group and so on stands for the rows that name the same. It may stand
 * below its rows, above them, or below each block of them.
 */
#ifndef VIFTE_TOTALS_H
#define VIFTE_TOTALS_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct field;
struct heading;
struct input_schema;
struct record;
struct totals;
struct value;

struct totals *totals_new(const struct input_schema *schema, const struct heading *heading);
void totals_free(struct totals *totals);

/* False for nearly every text that is no word for a total. */
bool totals_may_be(const char *text, size_t length, bool area);
/* Is a field a word for a total? `area` = it stands in a column of municipalities. */
bool totals_is_word(const struct field *field, bool area);
/* Is the record (trimmed) a total row? */
bool totals_match(const struct totals *totals, const struct record *record);

/* First pass: remembers a total row, so that the second can add up the rows it stands for. */
void totals_expect(struct totals *totals, const struct record *record);
/* Second pass: every data row, and every total row where it stands. */
void totals_add(struct totals *totals, const struct record *record, const struct value *values);
void totals_meet(struct totals *totals, const struct record *record, const struct value *values);
void totals_report(const struct totals *totals, const char *file, const char *sheet, struct diag *diag);

#endif
