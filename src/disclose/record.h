/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of rows and columns in the record of a release (releases.h). */
#ifndef VIFTE_RECORD_OF_RELEASE_H
#define VIFTE_RECORD_OF_RELEASE_H

#include "vifte/registry.h"

char *record_row_name(const struct table_def *def, const struct cell *cells);
/* TABLE_COUNT when there is none of that name. */
enum table_id record_table(const char *name);
/* n_columns when there is none of that name. */
size_t record_column(const struct table_def *def, const char *name);

#endif
