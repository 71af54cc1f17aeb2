/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * figures.csv beside a document: what every figure in it rests on, one row a figure in reading order. Written
 * with the document, read again by `vifte compare` and `vifte explain ID`.
 *
 *   id,place,value,chapter,table,keys,column,label,definition,method,inputs,state
 *
 * `value` is the figure as printed; `keys` are "group=autism year=2024"; `method` the formula and where it
 * comes from; `inputs` the input tables that the output table is computed from; `state` is value, suppressed
 * ... or sum and difference for figures made of several cells.
 */
#ifndef VIFTE_FIGURES_CSV_H
#define VIFTE_FIGURES_CSV_H

#include <glib.h>
#include <stdbool.h>

struct diag;
struct document;
struct outdir;
struct released;

bool figures_csv_write(const struct document *document, const struct released *released, const char *name,
                       struct outdir *dir, struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

/* The same rows as a table at the end of the document, under an open heading: figures that stand several
 * times are listed once. */
void figures_annex(struct document *document, const struct released *released);

#endif
