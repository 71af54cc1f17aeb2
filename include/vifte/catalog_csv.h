/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The shipped CSV files: UTF-8, comma, LF, a heading row, every record as long as it. Nothing is guessed;
 * what differs is a finding that stops the run, because a figure may rest on it.
 */
#ifndef VIFTE_CATALOG_CSV_H
#define VIFTE_CATALOG_CSV_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct diag;
struct diag_kind;
struct pos;

/* One record: fields[i] belongs to columns[i] as asked for. False when the row is unusable, which it reports
 * itself (catalog_csv_wrong()); reading goes on. */
typedef bool catalog_row_fn(const char *const *fields, const struct pos *pos, void *context);

/* Reads SHARE_DIR/datasets/catalog/NAME. False after any finding. */
bool catalog_csv_read(const char *share_dir, const char *name, const char *const *columns, size_t n_columns,
                      catalog_row_fn *row, void *context, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* Reports a bad field; always false. */
bool catalog_csv_wrong(struct diag *diag, const struct diag_kind *kind, const struct pos *pos,
                       const char *column, const char *text);

/* Whole number; decimal number with a point. False unless the whole text is one. */
bool catalog_csv_whole(const char *text, int *number);
bool catalog_csv_decimal(const char *text, double *number);

#endif
