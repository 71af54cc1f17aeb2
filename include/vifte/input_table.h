/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One input file (CSV now, a spreadsheet in the same way) to typed rows of one table: encoding, separator,
 * heading row, columns by name, decimal marks and dates are settled here, so that load.c meets values and
 * never bytes.
 *
 *   file bytes -> encoding -> csv (records with lines) -> heading (columns by name) -> value (typed) -> row
 * callback
 */
#ifndef VIFTE_INPUT_TABLE_H
#define VIFTE_INPUT_TABLE_H

#include "vifte/diag.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct cpr_columns;
struct project;
struct input_file;
struct input_record;
struct number_evidence;
struct value_rule;

enum value_kind {
    VALUE_TEXT,
    VALUE_COUNT,   /* whole number, not negative */
    VALUE_DECIMAL, /* number; the column's decimal mark is decided from all its cells */
    VALUE_PLACES,  /* the same; `12 pladser`, and several sections of the law in one cell, are added up */
    VALUE_PERCENT, /* per cent in the file (95 or 95,0 or 95 %); `number` is the fraction */
    VALUE_MONEY,   /* kroner in the file; `whole` is oere */
    VALUE_DATE,    /* `day` */
    VALUE_PERIOD,  /* 2024, 2024K1, 2024M01, 2024-01, a date: `day` .. `end`, `census` for a date, `text`
                      canonical */
    VALUE_YEAR,    /* four digits, or StatBank's 2024K1 for the first quarter: `whole` */
    VALUE_YES_NO,  /* `whole` 1 or 0 */
    VALUE_WORD     /* one of the column's words: `whole` is its number, from 1 */
};

enum value_state {
    VALUE_GIVEN,
    VALUE_MISSING,    /* empty, `-`, `..`, `.`, `uoplyst`, or the column is not in the file */
    VALUE_SUPPRESSED, /* `<5`, `*`: the sender hid it */
    VALUE_BAD         /* reported already; the row is not to be used */
};

struct value {
    enum value_state state;
    const char *text; /* trimmed UTF-8, NUL-terminated, good until the callback returns */
    size_t length;
    double number;
    int64_t whole;
    int32_t day, end;
    bool census;
};

/* The words of a VALUE_WORD column: `words` in the order of an enum, each "english|dansk|...". */
struct input_column {
    const char *name;    /* canonical */
    const char *aliases; /* further headings, '|' between; folding does the rest */
    enum value_kind kind;
    bool required; /* the column must be in the file, and a cell must not be empty (a number may say `..`) */
    bool may_be_blank; /* required, but its cells may be empty: whether one must not be depends on other
                          columns */
    bool measure;      /* what the table is sent for: one of these at least should be in the file */
    bool sender;       /* who the row is from: where the file has no such column, its sender stands for it */
    const char *const *words; /* NULL-terminated, VALUE_WORD only */
};

struct input_schema {
    const char *table;
    const struct input_column *columns;
    size_t n_columns;
    bool keeps_totals; /* rows such as `I alt` and `Hele landet` are data here (population) */
    bool may_be_empty; /* a heading row alone is a delivery: nothing to report */
    bool large;        /* files of any size; otherwise INPUT_BYTES is the limit */
    bool joined;       /* files put one after another: the heading may stand again, and without rows */
};

#define INPUT_BYTES ((uint64_t)256 << 20)

struct input_row {
    struct pos pos;             /* file and first physical line */
    const struct value *values; /* n_columns of the schema */
    const uint32_t *fields;     /* field number of each column in the file, 0 = not there: for messages */
    bool clean;                 /* nothing was told of any of its cells */
};

/* Called once a data row, in file order. Rows with a bad value come too (their values say so). */
typedef void input_row_fn(const struct input_row *row, void *context);

/* Bytes of a text. */
struct input_span {
    uint32_t begin, end;
};

/*
 * A large table is read in slices, on several processors at a time. A slice begins where a line begins and
 * knows nothing of the others; its lines count from the heading's. What comes of it is taken over in the
 * order of the file.
 *
 * Most records need no more than their bytes: nothing to complain of. Those are offered to `plain`: with
 * no more quotation marks than one on either side of a field as they stand, else as libcsv cut them. Whatever
 * it does not want, or cannot read without a message, comes as a row like that of any other table; `plain`
 * and rows may be mixed, in the order of the file.
 */
struct input_plain {
    const char *text;          /* TEXT_HASH_NEAR bytes may be read from the begin or end of any field on */
    bool passing;              /* the text is gone with the next record, not with the slice */
    struct input_span *fields; /* every one of the heading, blanks at both ends taken off */
    uint32_t n_fields;
    uint64_t line;
    const uint32_t *field_of;         /* per column of the schema: field from 1, 0 = not in the file */
    const struct value_rule *rules;   /* per column */
    struct number_evidence *evidence; /* per column; for `plain` to add to */
    const bool *cpr_exempt;           /* per field */
    struct cpr_columns *nine_digits;  /* for `plain` to add to */
};

struct input_slicer {
    /* Of a file that is read in slices: the field of each column, before the first slice begins. */
    void (*heading)(const uint32_t *field_of, uint32_t n_fields, void *context);
    void *(*begin)(void *context, struct diag *diag); /* a slice, with its own collector */
    /* Looks at a plain record that will come soon, to have at hand what it needs. */
    void (*expect)(const struct input_plain *record, const void *slice);
    /* False: nothing was done. Called on several threads. */
    bool (*plain)(const struct input_plain *record, void *slice);
    input_row_fn *row; /* one call at a time over all slices */
    /* The slice has been read. Called on the slice's thread; its text goes now. */
    void (*end)(void *slice);
    /* Takes the slice over, in the order of the file, one at a time; `lines` stand before it. */
    void (*commit)(void *slice, uint64_t lines, void *context);
    void (*settle)(void *slice);    /* what is left to do then, at the same time as others */
    void (*drop)(void *slice);      /* it was read in vain */
    void (*restart)(void *context); /* all slices taken over so far were */
};

/* As input_table_read(), with rows and records for a slicer. */
bool input_table_read_slices(const struct project *project, const struct input_file *file,
                             const struct input_schema *schema, const struct input_slicer *slicer,
                             void *context, struct input_record *record,
                             struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Reads the whole file. False when nothing could be read (missing file, no heading row, wrong structure);
 * rows with errors are reported in `diag` and reading goes on. `record` gets digest, rows, encoding and
 * separator. */
bool input_table_read(const struct project *project, const struct input_file *file,
                      const struct input_schema *schema, input_row_fn *row, void *context,
                      struct input_record *record, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
