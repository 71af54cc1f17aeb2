/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two releases of the same tables, cell by cell: a scenario beside today. For the files
 * of this folder alone. */
#ifndef VIFTE_DIFFERENCES_H
#define VIFTE_DIFFERENCES_H

#include "vifte/cell.h"
#include "vifte/output.h"

#include <glib.h>
#include <stdbool.h>

struct released;

struct difference {
    const struct table_def *def;
    const struct cell *keys; /* of the row, borrowed */
    size_t column;
    bool has_today, has_scenario; /* does that side have the row? */
    struct cell today, scenario;  /* missing where it does not */
    bool is_number;               /* both are shown numbers: */
    double change;
};

/* struct difference, by table, row and column. Where either side is hidden nothing is said: hidden on one
 * side is hidden in the comparison. */
GArray *differences_find(const struct released *today, const struct released *scenario);

bool tables_csv_write_differences(const GArray *differences, enum csv_dialect dialect, struct outdir *dir,
                                  struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
