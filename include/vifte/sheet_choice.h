/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which sheet of a workbook is the table: the one that `sheet` under [format TABLE] names, else the only
 * visible one with all required headings. A hidden sheet is never taken unasked, and of two that fit none.
 */
#ifndef VIFTE_SHEET_CHOICE_H
#define VIFTE_SHEET_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

struct diag;
struct format_rule;
struct heading;
struct heading_names;
struct pos;
struct xlsx;

#define SHEET_NONE ((size_t)-1)

struct sheet_choice {
    size_t sheet;            /* SHEET_NONE = none */
    struct heading *heading; /* NULL = none was found; perhaps not complete */
    unsigned n_candidates;   /* visible sheets with something in them */
    bool of_form;            /* other sheets look like tables of the same form */
};

/* Tells in `diag` why there is none, and which sheets are left out. `format` may be NULL; `table` is for
 * messages. */
struct sheet_choice sheet_choice_find(struct xlsx *book, const struct heading_names *names, const char *table,
                                      const struct format_rule *format, const struct pos *file,
                                      struct diag *diag);

#endif
