/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A Frictionless datapackage.json beside an input file: what it says of separator, encoding, heading row,
 * marks of numbers and missing values is taken where the project's [format] says nothing. Version 1 and 2;
 * everything else in it is left alone, for the headings decide what the columns are.
 */
#ifndef VIFTE_DATA_PACKAGE_H
#define VIFTE_DATA_PACKAGE_H

#include <stdbool.h>

struct diag;
struct format_rule;

struct data_package {
    struct format_rule *format; /* the project's words first, then the package's */
    char **missing;             /* NULL-terminated texts for "not reported"; NULL = none */
    bool found;                 /* does a package beside the file describe it? */
};

/* `path` is the file's, for opening; `display` its name in messages; `given` the project's rule, or NULL. A
 * package that cannot be read is told and left alone. */
struct data_package data_package_read(const char *path, const char *display, const struct format_rule *given,
                                      struct diag *diag);
void data_package_clear(struct data_package *package);

#endif
