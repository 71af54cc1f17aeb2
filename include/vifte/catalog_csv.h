/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped CSV files, as own_csv.h reads them. */
#ifndef VIFTE_CATALOG_CSV_H
#define VIFTE_CATALOG_CSV_H

#include "vifte/own_csv.h"

struct diag;
struct diag_kind;
struct pos;

typedef own_csv_row_fn catalog_row_fn;

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
