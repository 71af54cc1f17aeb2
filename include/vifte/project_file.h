/* SPDX-License-Identifier: GPL-3.0-or-later */
/* project.ini -> struct project: one table of keys feeds the parser, `vifte explain` and the manual. */
#ifndef VIFTE_PROJECT_FILE_H
#define VIFTE_PROJECT_FILE_H

#include "vifte/setting.h"
#include "vifte/text.h"

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct project;

/* `path` is a project.ini or a folder that holds one. `share_dir` holds datasets/catalog (yearly parameters).
 * Every problem is a finding at its line. NULL when there is no usable project: after any finding of the file
 * itself; an input that is not there stops the run too, but the project is returned so that the others can be
 * checked. */
struct project *project_read(const char *path, const char *share_dir, struct diag *diag);

/* One of the files that stand for the project's stays, and its name in messages. */
struct project_slice {
    const char *path, *display;
};
/* The same with nothing among the inputs but what stays refer to, and the slices as stays; who sent a slice
 * is as [inputs] says of a file of its name. */
struct project *project_read_slices(const char *path, const char *share_dir,
                                    const struct project_slice *slices, size_t n_slices, struct diag *diag);

/* The language that the file asks for, before it is read: what is wrong with it is told in that. */
enum language project_language(const char *path);

struct project_key {
    const char
        *section;    /* "project", "group ID", "columns TABLE" ...: a word in capitals stands for any name */
    const char *key; /* "sender.FILE", "NAME" ...: the same */
    const char
        *values; /* N_(): what it takes; of a choice the words, the default first: "inclusive; exclusive" */
    const char *fallback; /* the default as it would be written, NULL = none */
    const char *meaning;  /* N_() */
    setting_fn *set;      /* for the parser, with the field it fills */
    size_t offset;
    double low, high; /* of a number */
    bool required;
};
size_t project_keys(const struct project_key **keys);

#endif
