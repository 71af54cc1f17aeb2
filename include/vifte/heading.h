/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which field of a file is which column of the table. Headings match whatever the case, language, ae/oe/aa,
 * blanks, hyphens, underscores and dots, with a unit in brackets, colons and footnote marks at their end
 * removed. What the project says under [columns TABLE] wins over the names, and two columns may be mapped to
 * one heading.
 *
 * The heading row is the first of the first HEADING_RECORDS records that names all required columns, else the
 * one that names most. A row of years or months above it belongs to it: "2023" over "Pladser" is "Pladser
 * 2023" (see wide.h). So does a row of first halves: "Borgere i" over "målgruppen".
 */
#ifndef VIFTE_HEADING_H
#define VIFTE_HEADING_H

#include "vifte/record.h"

#include <glib.h>

#define HEADING_RECORDS 50

struct diag;
struct input_schema;
struct pos;
struct project;
struct wide;

/* The names to look for, folded once for all rows and separators that are tried. */
struct heading_names;

/* With `sender_known` a column that says who the row is from may be missing. */
struct heading_names *heading_names_new(const struct project *project, const struct input_schema *schema,
                                        bool sender_known);
void heading_names_free(struct heading_names *names);

/* How a heading compares in a column: without case, blanks, unit. Newly allocated. */
char *heading_fold(const char *text);

enum heading_use {
    HEADING_COLUMN,   /* a column of the table */
    HEADING_UNKNOWN,  /* none of the table's */
    HEADING_PERSONAL, /* none of the table's, and names personal data */
    HEADING_EMPTY
};

struct heading {
    uint64_t line;      /* 0 = no heading row found */
    uint32_t n_fields;  /* up to the last heading that is not empty */
    uint32_t *field_of; /* of each column of the schema: field from 1, 0 = not in the file */
    uint32_t n_matched; /* columns found */
    uint32_t n_missing; /* required columns not found */
    char **texts;       /* n_fields headings as written, trimmed */
    enum heading_use *uses;
    bool *cpr_exempt;  /* P-nummer: ten digits that are no civil registration number */
    bool *free_text;   /* text or unknown: may run over lines */
    struct wide *wide; /* one column a period, NULL = no; `field_of` then changes with the record's part */
};

/* The record's cell of a column, NULL when it has none. */
const struct field *heading_cell(const struct heading *heading, const struct record *record, size_t column);

/* Finds the heading row among `records` (an array of record copies, in file order). `line` > 0 = it is that
 * one. */
struct heading *heading_find(const struct heading_names *names, const struct record *records,
                             size_t n_records, uint64_t line);
void heading_free(struct heading *heading);

/* Missing, doubled, personal and unknown columns. False when the rows cannot be read. */
bool heading_report(const struct heading_names *names, const struct heading *heading, const char *file,
                    const char *sheet, struct diag *diag);

#endif
