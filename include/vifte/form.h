/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A form to send out: a workbook with a page that says what it is for, one sheet a table with prepared rows,
 * and the choices. It holds only what its receiver has reported; whoever fills it says so.
 */
#ifndef VIFTE_FORM_H
#define VIFTE_FORM_H

#include "vifte/template.h"

#include <glib.h>
#include <stdbool.h>

struct diag;
struct outdir;

struct form_cell {
    char *text; /* NULL = a number, or nothing */
    bool has_number;
    double number;
};

struct form_sheet {
    struct template_table table;
    char *intro;
    GPtrArray *rows; /* struct form_cell *, table.n_columns each */
};

struct form_book {
    const char *file; /* "skema-autism-Aalborg.xlsx" */
    const char *title;
    GPtrArray *lines;   /* char *: the first page, above the questions */
    GPtrArray *numbers; /* char *: of the questions */
    GPtrArray *questions;
    GArray *sheets; /* struct form_sheet */
};

/* A row of blanks at the sheet's end; owned by the sheet. */
struct form_cell *form_add_row(struct form_sheet *sheet);
void form_sheet_clear(struct form_sheet *sheet); /* not the table */
bool form_write(const struct form_book *form, struct outdir *dir,
                struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
