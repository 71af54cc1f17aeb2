/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * An edited document against the figures of an output folder.
 *
 * A figure is
 *   stale    when the folder's tables now print something else than the document was written with,
 *   altered  when somebody wrote in its control,
 *   both     when both are true and the document does not say what the tables say now,
 *   gone     when the folder's tables no longer have it,
 *   deleted  when a place of the folder's document has no control in the edited one.
 * A figure that was altered to what the tables say now is up to date. Moved and copied controls are compared
 * where they stand.
 */
#ifndef VIFTE_COMPARE_H
#define VIFTE_COMPARE_H

#include <glib.h>
#include <stdbool.h>

struct docx_file;
struct figures_table;

enum compare_kind { COMPARE_STALE, COMPARE_ALTERED, COMPARE_BOTH, COMPARE_GONE, COMPARE_DELETED };

struct difference {
    enum compare_kind kind;
    const char *id; /* as in figures.csv; the tag's form where it is not there */
    unsigned place;
    const char *chapter; /* where it stands, or stood */
    const char *now;     /* what the folder's tables print; "" = nothing */
    char *text;          /* what the document says; "" for deleted ones */
};

struct comparison {
    GArray *differences; /* struct difference; kind by kind, in reading order */
    size_t n_figures;    /* controls of ours in the document */
};

/* Texts are borrowed from both. */
struct comparison compare_figures(const struct docx_file *edited, const struct figures_table *figures);
void comparison_clear(struct comparison *comparison);

#endif
