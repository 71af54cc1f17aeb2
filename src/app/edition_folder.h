/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where an edition may be written. A folder says in its run.json whose edition it holds; one with more
 * figures in it never takes that place or goes inside: who has been told where the public edition lies must
 * not find the internal one there some day. --force does not help.
 */
#ifndef VIFTE_EDITION_FOLDER_H
#define VIFTE_EDITION_FOLDER_H

#include "vifte/cell.h"

struct diag;
struct outdir;

/* outdir_begin() for an edition; `municipality` is the code of a municipality's own, else 0. NULL with a
 * finding when it may not be there. */
struct outdir *edition_folder_begin(const char *path, enum audience audience, int municipality, bool force,
                                    struct diag *diag);

#endif
