/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of an answer's own pictures. */
#include "chart_answer.h"

#include "chart_private.h"
#include "vifte/edition.h"
#include "vifte/released.h"

#include <string.h>

void chart_answer(const struct released *released, size_t group, struct chart_batch *batch)
{
    static void (*const KINDS[])(const struct released *, size_t, struct chart_batch *) = {
        chart_answer_citizens,  chart_answer_ages,   chart_answer_efforts,
        chart_answer_locations, chart_answer_offers, chart_answer_places,
        chart_answer_capacity,  chart_answer_fit,    chart_answer_expected,
    };
    if (released_edition(released)->groups[group].below_threshold) {
        return;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        KINDS[i](released, group, batch);
    }
}

struct chart_draft *chart_answer_begin(struct chart_batch *batch, const char *kind, const char *what,
                                       const char *group, const char *table)
{
    struct chart_draft *draft = chart_begin(batch, kind, group, 0, table);
    char *slug = g_strdup(draft->name + strlen(kind)); /* "-autism" */
    g_free(draft->name);
    draft->name = g_strconcat(what, slug, NULL);
    g_free(slug);
    return draft;
}
