/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residents' times in one offer. */
#include "vifte/tenure.h"

#include "vifte/key_sort.h"
#include "vifte/model.h"

/* An offer's stays in the order of persons, each person's as in the model: by start. Their numbers are below
 * the persons'. */
struct by_person {
    uint64_t *keys, *spare;
    const uint64_t *sorted; /* one of the two */
};

static struct by_person sort_by_person(const struct stay *stays, size_t n)
{
    struct by_person out = {.keys = g_new(uint64_t, n + 1), .spare = g_new(uint64_t, n + 1)};
    for (size_t i = 0; i < n; i++) {
        out.keys[i] = (uint64_t)stays[i].person << 32 | i;
    }
    out.sorted = key_sort(out.keys, out.spare, n, 32);
    return out;
}

static struct tenure tenure_from(const struct stay *stay)
{
    return (struct tenure){
        .person = stay->person, .start = stay->start, .end = stay->end, .birth_year = stay->birth_year};
}

GArray *tenures_of(const struct model *model, uint32_t offer)
{
    const size_t first = model_first_stay(model, offer), n = model_first_stay(model, offer + 1) - first;
    const struct stay *stays = model->stays + first;
    GArray *tenures = g_array_new(FALSE, FALSE, sizeof(struct tenure));
    struct by_person by_person = sort_by_person(stays, n);
    guint n_tenures = 0;
    g_array_set_size(tenures, (guint)n); /* at most */
    for (size_t i = 0; i < n;) {
        struct tenure tenure = tenure_from(&stays[(uint32_t)by_person.sorted[i]]);
        for (i++; i < n; i++) {
            const struct stay *next = &stays[(uint32_t)by_person.sorted[i]];
            if (next->person != tenure.person ||
                (int64_t)next->start - tenure.end > model->project->episode_gap_days) {
                break;
            }
            tenure.end = MAX(tenure.end, next->end);
            tenure.birth_year = tenure.birth_year != 0 ? tenure.birth_year : next->birth_year;
        }
        g_array_index(tenures, struct tenure, n_tenures++) = tenure;
    }
    g_array_set_size(tenures, n_tenures);
    g_free(by_person.keys);
    g_free(by_person.spare);
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
