/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * CSV that the program itself wrote or ships with: UTF-8, a heading row, every record as long as it, no
 * record over several lines. Nothing is guessed; what differs is a finding that stops the run, because a
 * figure may rest on it.
 */
#ifndef VIFTE_OWN_CSV_H
#define VIFTE_OWN_CSV_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct diag;
struct pos;

struct own_csv {
    const char *path;    /* for opening */
    const char *display; /* for messages */
    const char *cure;    /* translated: what to do when the file cannot be used */
    char separator;      /* 0 = comma */
    bool lenient;        /* a column that is not there reads as an empty field */
};

/* One record: fields[i] belongs to columns[i] as asked for. False when the row is unusable, which it reports
 * itself; reading goes on. */
typedef bool own_csv_row_fn(const char *const *fields, const struct pos *pos, void *context);

/* False after any finding. */
bool own_csv_read(const struct own_csv *file, const char *const *columns, size_t n_columns,
                  own_csv_row_fn *row, void *context, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
