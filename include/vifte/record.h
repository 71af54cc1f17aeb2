/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The seam between the readers of file formats and everything above them: a file is a sequence of records, a
 * record a sequence of fields with a position. heading.c and value.c never know whether a CSV file or a
 * spreadsheet is behind.
 *
 * A reader goes over its file several times (structure, evidence for number marks, rows), each time from
 * rewind().
 */
#ifndef VIFTE_RECORD_H
#define VIFTE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;

struct field {
    char *text; /* UTF-8, NUL-terminated at `length`; the receiver may shorten it in place */
    size_t length;
    bool canonical; /* from a typed spreadsheet cell: ISO date, or decimal point and no grouping */
};

struct record {
    uint64_t line;        /* first physical line of a text file, row of a sheet; from 1 */
    uint32_t n_fields;    /* field i of the file is fields[i - 1] */
    struct field *fields; /* good until the next call */
    uint32_t part;        /* of a wide table: which of the rows that stand in it, from 0 */
};

struct record_reader {
    /* False at the end, or when nothing more can be read (told to `diag` of rewind). Blank lines are no
     * records. */
    bool (*next)(struct record_reader *reader, struct record *record);
    /* To the first record. Problems met from here on go to `diag`; NULL = to nobody, another pass tells them.
     */
    void (*rewind)(struct record_reader *reader, struct diag *diag);
};

#endif
