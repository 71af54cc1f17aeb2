/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finds Danish civil registration numbers: ten digits whose first six are a date, together or parted as
 * people part them: ddmmyy-xxxx (any dash, blanks, a line break between), ddmmyy_xxxx, ddmmyy.xxxx,
 * dd-mm-yy-xxxx, dd.mm.yy-xxxx, dd/mm/yy-xxxx, dd mm yy xxxx, ddmm yy xxxx; digits of any script, and nothing
 * hidden between them helps.
 *
 * What is left alone, because it is more often something else: a decimal number (110190.1234), a date and a
 * number behind it (01-01-24 1200), a date and a year, dots all the way (12.10.24.1500), a comma between.
 */
#ifndef VIFTE_CPR_H
#define VIFTE_CPR_H

#include "vifte/diag.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Also inside longer text. The check digit is not asked: numbers given out since 2007 need not have a right
 * one. */
#define CPR_FEWEST 10                                 /* bytes */
bool cpr_is_in_long(const char *text, size_t length); /* for cpr_is_in() */
static inline bool cpr_is_in(const char *text, size_t length)
{
    return length >= CPR_FEWEST && cpr_is_in_long(text, length);
}

/* False for nearly every text that holds none, at a glance. Sixteen bytes may be read from its end on. */
bool cpr_may_be_in_near(const char *text, size_t length);

/* Tells every line of the text that holds one; `pos` is the file's. True when any does. */
bool cpr_report_lines(const char *text, size_t length, struct pos pos, const char *cure, struct diag *diag);

#define CPR_SHORT 9         /* without its zero */
#define CPR_SHORT_PARTED 10 /* 10190-1234 */

/* Nine digits, perhaps with a hyphen, that become such a number with the zero back that spreadsheets drop in
 * front; that may be chance. */
bool cpr_lost_zero(const char *text, size_t length);
/* As text_mask(), but shows nothing of a text that holds such a number, or may. */
void cpr_mask(GString *out, const char *text, size_t length, size_t max_bytes);

/*
 * Nine digits are a civil registration number only by the evidence of their column: all its numbers of nine
 * digits would begin with a date, and at least half have the right check digit. One in eleven has it by
 * chance, and case numbers such as 202412345 often begin like a date.
 */
struct cpr_columns;
struct cpr_columns *cpr_columns_new(void);
void cpr_columns_free(struct cpr_columns *columns);
/* Every field of a record; `field` counts from 1. */
void cpr_columns_see(struct cpr_columns *columns, uint64_t line, uint32_t field, const char *text,
                     size_t length);
/* Adds a later part of the file, whose lines count from behind `lines` others. */
void cpr_columns_merge(struct cpr_columns *columns, const struct cpr_columns *part, uint64_t lines);
/* Tells those found, at their lines in the file (and sheet) of `pos`. */
void cpr_columns_report(const struct cpr_columns *columns, struct pos pos, struct diag *diag);

#endif
