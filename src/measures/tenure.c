/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residents' times in one offer. */
#include "vifte/tenure.h"

#include "vifte/key_sort.h"
#include "vifte/model.h"

/* Stays of an offer in the order of persons, each person's as in the model: by start. */
static const struct stay **stays_by_person(const struct model *model, uint32_t offer, size_t *n)
{
    const size_t first = model_first_stay(model, offer);
    *n = model_first_stay(model, offer + 1) - first;
    uint64_t *keys = g_new(uint64_t, *n + 1), *spare = g_new(uint64_t, *n + 1);
    const struct stay **stays = g_new(const struct stay *, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        keys[i] = (uint64_t)model->stays[first + i].person << 32 | i;
    }
    const uint64_t *sorted = key_sort(keys, spare, *n, 32);
    for (size_t i = 0; i < *n; i++) {
        stays[i] = &model->stays[first + (uint32_t)sorted[i]];
    }
    g_free(keys);
    g_free(spare);
    return stays;
}

GArray *tenures_of(const struct model *model, uint32_t offer)
{
    GArray *tenures = g_array_new(FALSE, FALSE, sizeof(struct tenure));
    size_t n;
    const struct stay **stays = stays_by_person(model, offer, &n);
    for (size_t i = 0; i < n;) {
        const struct stay *stay = stays[i];
        struct tenure tenure = {
            .person = stay->person, .start = stay->start, .end = stay->end, .birth_year = stay->birth_year};
        for (i++; i < n; i++) {
            const struct stay *next = stays[i];
            if (next->person != stay->person ||
                (int64_t)next->start - tenure.end > model->project->episode_gap_days) {
                break;
            }
            tenure.end = MAX(tenure.end, next->end);
            tenure.birth_year = tenure.birth_year != 0 ? tenure.birth_year : next->birth_year;
        }
        g_array_append_val(tenures, tenure);
    }
    g_free(stays);
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
