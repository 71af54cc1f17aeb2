/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workbook's sheets of figures: native charts where Excel can draw them (bars), each beside its own small
 * table, and the pictures that are about no single group, with their alternative texts.
 */
#ifndef VIFTE_WORKBOOK_FIGURES_H
#define VIFTE_WORKBOOK_FIGURES_H

#include <stddef.h>

struct chart_set;
struct outdir;
struct released;
struct sheet;
struct sheet_book;

struct workbook_figures {
    const struct released *released;
    const struct chart_set *charts; /* NULL = none */
    const char *mark;
    const char *places, *fit, *pictures; /* names of the sheets; NULL = there is none */
};

/* Reserves the names of the sheets that there will be. */
struct workbook_figures workbook_figures_of(const struct released *released, const struct chart_set *charts,
                                            const char *mark, struct sheet_book *book);
/* Their rows in the table of contents: sheet, what it holds. */
void workbook_figures_list(const struct workbook_figures *figures, struct sheet *contents);
/* `tables`: names of the sheets of released_at(). */
void workbook_figures_write(const struct workbook_figures *figures, const char *const *tables,
                            const struct outdir *dir, struct sheet_book *book);

#endif
