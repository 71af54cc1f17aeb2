/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residents' times in one offer. */
#include "vifte/tenure.h"

#include "vifte/model.h"

#include <stdlib.h>

static int by_person(const void *a, const void *b)
{
    const struct stay *x = *(const struct stay *const *)a;
    const struct stay *y = *(const struct stay *const *)b;
    if (x->person != y->person) {
        return x->person < y->person ? -1 : 1;
    }
    return x->start != y->start ? (x->start < y->start ? -1 : 1) : (x->end > y->end) - (x->end < y->end);
}

static GPtrArray *stays_by_person(const struct model *model, uint32_t offer)
{
    GPtrArray *stays = g_ptr_array_new();
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        g_ptr_array_add(stays, &model->stays[i]);
    }
    if (stays->len > 0) {
        qsort(stays->pdata, stays->len, sizeof *stays->pdata, by_person);
    }
    return stays;
}

GArray *tenures_of(const struct model *model, uint32_t offer)
{
    GArray *tenures = g_array_new(FALSE, FALSE, sizeof(struct tenure));
    GPtrArray *stays = stays_by_person(model, offer);
    for (guint i = 0; i < stays->len;) {
        const struct stay *stay = g_ptr_array_index(stays, i);
        struct tenure tenure = {
            .person = stay->person, .start = stay->start, .end = stay->end, .birth_year = stay->birth_year};
        for (i++; i < stays->len; i++) {
            const struct stay *next = g_ptr_array_index(stays, i);
            if (next->person != stay->person ||
                (int64_t)next->start - tenure.end > model->project->episode_gap_days) {
                break;
            }
            tenure.end = MAX(tenure.end, next->end);
            tenure.birth_year = tenure.birth_year != 0 ? tenure.birth_year : next->birth_year;
        }
        g_array_append_val(tenures, tenure);
    }
    g_ptr_array_unref(stays);
    return tenures;
}

int64_t tenures_begun(const GArray *tenures, int32_t start, int32_t end)
{
    int64_t begun = 0;
    for (guint i = 0; i < tenures->len; i++) {
        const struct tenure *tenure = &g_array_index(tenures, struct tenure, i);
        begun += tenure->start >= start && tenure->start < end;
    }
    return begun;
}
