/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project.ini -> struct project: one table of keys feeds the parser, `vifte explain` and the manual. */
#ifndef VIFTE_PROJECT_FILE_H
#define VIFTE_PROJECT_FILE_H

#include <stddef.h>

struct diag;
struct project;

/* `path` is a project.ini or a folder that holds one. `share_dir` holds datasets/catalog (yearly parameters).
 * NULL with findings when there is no usable project. */
struct project *project_read(const char *path, const char *share_dir, struct diag *diag);

struct project_key {
    const char *section; /* "project", "group ID", "columns TABLE" ... */
    const char *key;     /* "" where the keys are names the user chooses */
    const char *values;  /* what it takes, the default first in words: "5", "inclusive; exclusive" */
    const char *meaning; /* N_() */
};
size_t project_keys(const struct project_key **keys);

#endif
