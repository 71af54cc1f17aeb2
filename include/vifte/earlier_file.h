/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An earlier answer from its output folder: figures.csv, tables/coverage.csv, run.json. */
#ifndef VIFTE_EARLIER_FILE_H
#define VIFTE_EARLIER_FILE_H

struct diag;
struct earlier;

/* NULL with a finding when the folder holds no answer that can be read. */
struct earlier *earlier_read(const char *folder, struct diag *diag);

#endif
