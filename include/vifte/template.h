/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Empty input files to send out: for each table NAME.xlsx (the sheet to fill in, with drop-downs; a data
 * dictionary; the choices) and NAME.csv with the same headings. They hold no figures, so nothing has to be
 * released. What the tables are comes from the caller.
 */
#ifndef VIFTE_TEMPLATE_H
#define VIFTE_TEMPLATE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct diag;
struct outdir;

enum template_kind { TEMPLATE_TEXT, TEMPLATE_WHOLE, TEMPLATE_NUMBER, TEMPLATE_DATE };

struct template_column {
    const char *name; /* canonical */
    char *heading;
    const char *takes; /* translated */
    enum template_kind kind;
    bool required;
    char **choices; /* NULL-terminated, or NULL */
};

struct template_table {
    const char *name;  /* file name without ending */
    const char *title; /* translated */
    struct template_column *columns;
    size_t n_columns;
    const char *project, *sender;
    int32_t date; /* that the files say they were made */
};

/* Both files. */
bool template_write(const struct template_table *table, struct outdir *dir,
                    struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
