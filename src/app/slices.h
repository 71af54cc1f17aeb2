/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that `vifte reduce` is given: by name, or standard input, with a heading row that they may lack.
 * For the files of this folder alone. */
#ifndef VIFTE_SLICES_H
#define VIFTE_SLICES_H

#include "vifte/project_file.h"

struct slices {
    struct project_slice *list;
    size_t n;
    int *files; /* unnamed temporary files, -1 = none; a slice's path may name one */
    char **paths;
};

/* `names` ends in NULL; none, or "-", is standard input. The first line of `heading` comes before every
 * slice; NULL = they have their own. False with a finding when something cannot be read. */
bool slices_open(struct slices *slices, char *const *names, const char *heading, struct diag *diag);
void slices_close(struct slices *slices);

#endif
