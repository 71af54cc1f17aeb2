/* SPDX-License-Identifier: GPL-3.0-or-later */
/* figures.csv or another list of an output folder, read again: what figures_csv.h says of each figure of a
 * document. */
#ifndef VIFTE_FIGURES_TABLE_H
#define VIFTE_FIGURES_TABLE_H

#include <glib.h>
#include <stdbool.h>

struct diag;

struct figure_row {
    const char *id;
    unsigned place; /* the how manieth occurrence of the id in the document */
    const char *value, *chapter, *table, *keys, *column, *label, *definition, *method, *inputs, *state;
};

struct figures_table {
    GArray *rows; /* struct figure_row, in the document's order */
    GStringChunk *texts;
};

/* `name` is the list of one of the folder's documents, most often figures.csv. False when the folder has none
 * that can be read, told. `out` must be cleared in any case. */
bool figures_table_read(const char *folder, const char *name, struct figures_table *out,
                        struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
void figures_table_clear(struct figures_table *table);

#endif
