/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics as one table of methods, each with its input columns, its result columns and a function:
 * what `vifte calc` offers, checks against and lists. The functions do no more than hand typed values to the
 * statistic.
 *
 * A method works on single rows, or on all rows that share a key (`set`), where one estimate needs several.
 */
#ifndef VIFTE_METHOD_H
#define VIFTE_METHOD_H

#include "vifte/stat_value.h"

#include <stddef.h>

#define METHOD_INPUTS 10
#define METHOD_RESULTS 14
#define METHOD_COMPANIONS 2

enum method_kind {
    METHOD_COUNT,    /* whole number from 0 */
    METHOD_INTEGER,  /* whole number */
    METHOD_AMOUNT,   /* number from 0 */
    METHOD_POSITIVE, /* number above 0 */
    METHOD_NUMBER,   /* any number */
    METHOD_SHARE,    /* above 0, below 1 */
    METHOD_FRACTION, /* 0 to 1 */
    METHOD_DATE,     /* 2024-12-31; the number is days since 1970-01-01 */
    METHOD_SIDE,     /* upper or lower; the number is 0 or 1 */
    METHOD_TEXT,     /* anything but empty */
    METHOD_ANY,      /* any text */
    METHOD_NUMBERS,  /* numbers with blanks between */
    METHOD_AMOUNTS,  /* the same, from 0 */
    METHOD_COUNTS,   /* the same, whole */
    METHOD_RANGE,    /* 7 or 1..4 or <5 (1..4): one or two whole numbers from 1 */
    METHOD_STAYS,    /* from/to/ended with blanks between: three numbers each */
};

struct method_input {
    const char *name;
    enum method_kind kind;
    const char *at_most; /* name of the input this one may not exceed, or NULL */
    bool sees_missing;   /* NA is the method's own matter; else a row with NA has no results */
};

struct method_value {
    bool is_missing;
    double number;
    const char *text;   /* METHOD_TEXT, METHOD_ANY */
    const double *list; /* METHOD_NUMBERS to METHOD_STAYS */
    size_t n;
};

struct method_result {
    char *text; /* if not NULL this is the result; g_free() */
    struct stat_value number;
};

/* Another file, read whole: rows of as many fields as there are columns. */
struct method_table {
    size_t rows, columns;
    const char *const *heading;
    const char *const *fields; /* rows x columns */
};

/* in: rows x inputs values, out: rows x results, all STAT_MISSING at first. Row methods are called with rows
 * = 1. */
struct method_case {
    size_t rows;
    bool keyed; /* the rows share the value of a key column */
    const struct method_value *in;
    size_t inputs;
    struct method_result *out;
    size_t results;
    const struct method_table *companions; /* in the method's order */
};

struct method {
    const char *name;
    const char *summary; /* N_() */
    struct method_input inputs[METHOD_INPUTS];
    const char *results[METHOD_RESULTS];
    const char *keys; /* NULL: by row. Else the names, with blanks between, of columns that may be the key of
                         a set; the first one present is it, and without any the whole file is one set */
    void (*compute)(const struct method_case *c);
    const char *companions[METHOD_COMPANIONS]; /* files that must lie beside the cases */
};

/* All methods in the order they are listed; *n is set. */
const struct method *const *method_all(size_t *n);
const struct method *method_find(const char *name);
size_t method_n_inputs(const struct method *method);
size_t method_n_results(const struct method *method);

/* The families the list is made of; each ends with a row without a name. */
extern const struct method method_counts[];
extern const struct method method_comparisons[];
extern const struct method method_areas[];
extern const struct method method_series[];
extern const struct method method_capacity[];
extern const struct method method_stocks[];
extern const struct method method_money[];
extern const struct method method_disclosure[];

#endif
