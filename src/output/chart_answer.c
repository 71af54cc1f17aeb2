/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of an answer's own pictures. */
#include "chart_answer.h"

#include "vifte/edition.h"
#include "vifte/released.h"

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
