/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Persons present day by day; see presence.h. */
#include "vifte/presence.h"

#include "vifte/model.h"

#include <string.h>

struct presence *presence_new(const struct model *model)
{
    struct presence *presence = g_new(struct presence, 1);
    presence->from_day = model->project->from_day;
    presence->to_day = model->project->to_day;
    size_t days = (size_t)(presence->to_day - presence->from_day);
    presence->persons = g_new(int32_t, days + 1);
    presence->before = g_new(int64_t, days + 1);
    return presence;
}

void presence_free(struct presence *presence)
{
    g_free(presence->persons);
    g_free(presence->before);
    g_free(presence);
}

void presence_count(struct presence *presence, const struct model *model, uint32_t offer)
{
    const int32_t from = presence->from_day;
    const int32_t to = presence->to_day;
    const size_t days = (size_t)(to - from);
    memset(presence->persons, 0, (days + 1) * sizeof *presence->persons);
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        int32_t start = MAX(model->stays[i].start, from);
        int32_t end = MIN(model->stays[i].end, to);
        if (start < end) {
            presence->persons[start - from]++;
            presence->persons[end - from]--;
        }
    }
    presence->before[0] = 0;
    int32_t present = 0;
    for (size_t day = 0; day < days; day++) {
        present += presence->persons[day];
        presence->persons[day] = present;
        presence->before[day + 1] = presence->before[day] + present;
    }
}

int64_t presence_days(const struct presence *presence, int32_t start, int32_t end)
{
    int32_t first = CLAMP(start, presence->from_day, presence->to_day);
    int32_t last = CLAMP(end, first, presence->to_day);
    return presence->before[last - presence->from_day] - presence->before[first - presence->from_day];
}

int32_t presence_on(const struct presence *presence, int32_t day)
{
    return (int32_t)presence_days(presence, day, day + 1);
}
