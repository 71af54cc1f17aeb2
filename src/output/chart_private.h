/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a draft is made of, shared by its builder (chart.c) and its writer (charts_write.c) alone. */
#ifndef VIFTE_CHART_PRIVATE_H
#define VIFTE_CHART_PRIVATE_H

#include "vifte/chart.h"

struct chart_draft {
    char *name, *kind, *group, *offer;
    const char *table;
    char *title, *subtitle;
    char *empty;      /* why there is nothing to show, or NULL */
    GPtrArray *notes; /* char * */
    GString *alternative;
    GString *variables; /* lines of the script */
    GString *data;
    int body;
    bool row_begun, block_begun;
};

struct chart_batch {
    GPtrArray *drafts; /* struct chart_draft * */
};

struct chart_batch *chart_batch_new(void);
void chart_batch_free(struct chart_batch *batch);

/* The script that draws the picture, edition mark ("" = none) included. */
char *chart_script(const struct chart_draft *draft, const char *mark);

#endif
