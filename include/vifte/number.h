/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers as people write them: 1.234,5  1 234,5  1'234.5  97,5 %  kr. 2.310,50  12 1)  12*
 *
 * A number is taken apart once (number_scan) without deciding what its marks mean; a column decides from the
 * shapes of all its cells (number_evidence); then number_value gives the figure under that decision. Digits
 * are scanned here and never depend on the locale.
 */
#ifndef VIFTE_NUMBER_H
#define VIFTE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the marks of a number say about the decimal mark. */
enum number_shape {
    NUMBER_NONE,       /* not a number */
    NUMBER_WHOLE,      /* digits, perhaps grouped by blanks: says nothing */
    NUMBER_COMMA,      /* the comma is the decimal mark, or the point groups: 97,5  1.234.567 */
    NUMBER_POINT,      /* the other way round: 97.5  1,234,567 */
    NUMBER_DOT_GROUP,  /* 2.310: 2310 or 2.31 */
    NUMBER_COMMA_GROUP /* 2,310: 2.31 or 2310 */
};

#define NUMBER_DIGITS 40

struct number {
    enum number_shape shape;
    bool negative, percent, footnote;
    bool worded;               /* the unit is written as a word that need not be there: 12 pladser */
    char marks[NUMBER_DIGITS]; /* digits, '.', ',' and ' ' (any grouping blank or apostrophe) */
    size_t length;
};

enum number_unit { UNIT_NONE, UNIT_PERCENT, UNIT_KRONER, UNIT_PLACES_WORD };

/* Takes `text` apart; with a unit, its sign or name may stand at the number (and need not). */
struct number number_scan(const char *text, size_t length, enum number_unit unit);

/* The digits of a number under a decimal mark, as mantissa / 10^scale. */
struct decimal {
    int64_t mantissa;
    int scale;
    double number;
};

#define NUMBER_FRACTION_AT_MOST 1.5 /* in a column of per cent it may be a fraction: 0,975 for 97,5 */

enum number_fault { NUMBER_GOOD, NUMBER_OTHER_MARK, NUMBER_TOO_LONG };

/* `mark` is ',' or '.'; `group` restricts the grouping mark, 0 = any that is left. A lone group (2.310) is a
 * thousand when its mark is not the decimal mark. */
enum number_fault number_value(const struct number *number, char mark, char group, struct decimal *out);

/* All cells of one column. Starts as {0}. */
struct number_evidence {
    uint64_t comma, point;           /* cells that settle the mark */
    uint64_t dot_group, comma_group; /* cells that can be read in two ways */
    uint64_t ambiguous_line;         /* the first of them */
    char ambiguous_text[NUMBER_DIGITS + 1];
    uint64_t comma_line; /* the first of them with a comma, 11,500 */
    char comma_text[NUMBER_DIGITS + 1];
    bool comma_groups;      /* some cell shows that the comma groups: 1,234.5 or 1,234,567 */
    uint64_t fraction_line; /* first value above 0 and up to NUMBER_FRACTION_AT_MOST */
    bool above_fraction;    /* some value is larger or has a per cent sign */
};

void number_observe(struct number_evidence *evidence, const struct number *number, uint64_t line);
/* The same for a number from a typed cell: its point says nothing about the others. */
void number_observe_typed(struct number_evidence *evidence, const struct number *number, uint64_t line);
/* Adds a later part of the column, whose lines count from behind `lines` others. */
void number_evidence_merge(struct number_evidence *evidence, const struct number_evidence *part,
                           uint64_t lines);
/* A column with decimal points, and 11,500 in it: the comma is a Danish decimal mark unless some cell shows
 * that commas group. (The other way round, 1.500 beside 7,9, is how Danish is written.) */
bool number_comma_is_doubtful(const struct number_evidence *evidence);
/* ',' or '.'; 0 when no cell settles it. When cells disagree the more frequent wins and the others are no
 * numbers. */
char number_decide(const struct number_evidence *evidence);

#endif
