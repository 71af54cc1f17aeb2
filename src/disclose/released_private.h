/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a release is made of: for the files of this folder alone. */
#ifndef VIFTE_RELEASED_PRIVATE_H
#define VIFTE_RELEASED_PRIVATE_H

#include "vifte/cell.h"
#include "vifte/edition.h"

#include <glib.h>

struct released_table {
    const struct table_def *def;
    GArray *array;      /* what the cells lie in: shared with the results where nothing is hidden */
    struct cell *cells; /* n_rows x def->n_columns */
    size_t n_rows;
};

struct released {
    struct edition edition;
    GArray *tables;    /* struct released_table, in the registry's order */
    GPtrArray *absent; /* const char *: tables kept from this audience */
    size_t left_out;   /* figures of rows that its tables have, but not for this audience */
    /* what the edition points to */
    struct edition_municipality *municipalities;
    struct edition_group *groups;
    const struct name **clusters;
    GArray *parameters; /* struct edition_parameter; values owned */
    GArray *remarks;    /* struct edition_remark; tables owned */
};

#endif
