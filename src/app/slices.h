/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that `vifte reduce` is given: by name, or standard input, with a heading row that they may lack.
 * For the files of this folder alone. */
#ifndef VIFTE_SLICES_H
#define VIFTE_SLICES_H

#include "vifte/project_file.h"

#include <glib.h>

struct slices {
    struct project_slice *list;
    size_t n;
    GPtrArray *paths;
    GArray *files; /* int: unnamed temporary files, which a slice's path may name */
};

/* `names` ends in NULL; none, or "-", is standard input. The first line of `heading` comes before every
 * slice; then a slice may hold nothing, and is left out. NULL = they have their own. False with a finding
 * when something cannot be read, or not be kept. */
bool slices_open(struct slices *slices, char *const *names, const char *heading, struct diag *diag);
void slices_close(struct slices *slices);

#endif
