/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The occupancy reports of one offer; see reports.h. */
#include "vifte/reports.h"

#include "vifte/model.h"

size_t reports_first(const struct model *model, uint32_t offer)
{
    return MODEL_FIRST_ROW(model->reports, model->n_reports, struct report, offer);
}

GPtrArray *reports_apart(const struct model *model, uint32_t offer, bool (*wanted)(const struct report *))
{
    GPtrArray *chosen = g_ptr_array_new();
    for (size_t i = reports_first(model, offer); i < model->n_reports; i++) {
        const struct report *report = &model->reports[i];
        if (report->offer != offer) {
            break;
        }
        if (!wanted(report)) {
            continue;
        }
        const struct report *last = chosen->len > 0 ? g_ptr_array_index(chosen, chosen->len - 1) : NULL;
        if (last == NULL || report->start >= last->end) {
            g_ptr_array_add(chosen, (gpointer)report);
        } else if (report->start == last->start) { /* sorted by end: the longer one comes later */
            g_ptr_array_index(chosen, chosen->len - 1) = (gpointer)report;
        }
    }
    return chosen;
}
