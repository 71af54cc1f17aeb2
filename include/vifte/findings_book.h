/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The findings of a check as a workbook to work through, one row a finding with a link to its cell:
 * quality.xlsx with everything, and for each input file with stops or warnings send/FILE.xlsx with its own
 * alone, which can be mailed back to its sender. A link works where the file lies beside the workbook.
 */
#ifndef VIFTE_FINDINGS_BOOK_H
#define VIFTE_FINDINGS_BOOK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct diag;
struct outdir;

/* `findings` are written; what goes wrong is told in `diag`, which may be the same. */
bool findings_book_write(const struct diag *findings, const char *project, int32_t date, struct outdir *dir,
                         struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
