/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV of the pocket calculator: records with the line they began on, fields written so that they read
 * back, and messages that say where. For calc.c alone; the tables of a project are read by src/input. */
#ifndef VIFTE_CALC_CSV_H
#define VIFTE_CALC_CSV_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* Messages about one file. `n` counts all of them; past the fiftieth they are only counted. */
struct calc_messages {
    const char *name;
    FILE *err;
    size_t n;
};

/* name:line:field: text, both from 1; field 0 and line 0 are left out. */
void calc_report(struct calc_messages *messages, size_t line, size_t field, const char *format, ...)
    G_GNUC_PRINTF(4, 5);
/* How many were not shown. */
void calc_report_rest(const struct calc_messages *messages);

struct calc_record {
    size_t line;       /* its first */
    GPtrArray *fields; /* char * */
};

/* An empty list of struct calc_record *, which it will own. */
GPtrArray *calc_csv_records(void);
/* Adds all records, the header too; blank lines are none. False when an error was reported. */
bool calc_csv_read(FILE *in, GPtrArray *records, struct calc_messages *errors) G_GNUC_WARN_UNUSED_RESULT;

/* The field, in quotation marks where it needs them. */
void calc_csv_append(GString *line, const char *text);

#endif
