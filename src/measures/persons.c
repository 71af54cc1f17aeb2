/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays in the order of their persons, by a counting sort over the dense person ids. */
#include "vifte/persons.h"

#include "vifte/frame.h"
#include "vifte/model.h"

#include <stdlib.h>

/* Stays of one person lie anywhere in memory; they are asked for this many stays ahead. */
#define AHEAD 16

struct order {
    uint32_t *first; /* by person: where its stays begin; n_persons + 1 */
    uint32_t *stays;
};

static bool is_wanted(const struct frame *frame, enum persons_side side, const struct stay *stay)
{
    uint16_t municipality = side == PERSONS_ACTING ? stay->acting : stay->paying;
    return frame->area_of[municipality] != NONE && stay->start < stay->end;
}

static struct order order_stays(const struct frame *frame, enum persons_side side)
{
    const struct model *model = frame->model;
    uint32_t *at = g_new0(uint32_t, model->n_persons + 2);
    for (size_t i = 0; i < model->n_stays; i++) {
        at[model->stays[i].person + 2] += is_wanted(frame, side, &model->stays[i]);
    }
    for (size_t person = 2; person < model->n_persons + 2; person++) {
        at[person] += at[person - 1];
    }
    /* at[p + 1] runs from the first place of person p to the first of person p + 1, which leaves at[] itself
     * as the list of first places. */
    uint32_t *stays = g_new(uint32_t, at[model->n_persons + 1] + 1);
    for (size_t i = 0; i < model->n_stays; i++) {
        if (is_wanted(frame, side, &model->stays[i])) {
            stays[at[model->stays[i].person + 1]++] = (uint32_t)i;
        }
    }
    return (struct order){.first = at, .stays = stays};
}

static int compare_spells(const void *a, const void *b)
{
    const struct spell *x = a;
    const struct spell *y = b;
    if (x->start != y->start) {
        return x->start < y->start ? -1 : 1;
    }
    if (x->end != y->end) {
        return x->end < y->end ? -1 : 1;
    }
    return (x->stay > y->stay) - (x->stay < y->stay);
}

/* Nearly everybody has a handful. */
static void sort_spells(struct spell *spells, size_t n)
{
    if (n > 32) {
        qsort(spells, n, sizeof *spells, compare_spells);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        struct spell spell = spells[i];
        size_t k = i;
        for (; k > 0 && compare_spells(&spells[k - 1], &spell) > 0; k--) {
            spells[k] = spells[k - 1];
        }
        spells[k] = spell;
    }
}

/* Groups of the person's stays, ascending, each once. */
static void collect_groups(const struct model *model, const uint32_t *stays, size_t n, GArray *groups)
{
    g_array_set_size(groups, 0);
    for (size_t i = 0; i < n; i++) {
        const struct group_set *set = &model->group_sets[model->stays[stays[i]].group_set];
        for (uint32_t k = set->first; k < set->first + set->n; k++) {
            uint32_t group = model->group_refs[k];
            guint at = 0;
            while (at < groups->len && g_array_index(groups, uint32_t, at) < group) {
                at++;
            }
            if (at == groups->len || g_array_index(groups, uint32_t, at) != group) {
                g_array_insert_val(groups, at, group);
            }
        }
    }
}

static size_t collect_spells(const struct frame *frame, const uint32_t *stays, size_t n, uint32_t group,
                             struct spell *spells)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const struct stay *stay = &frame->model->stays[stays[i]];
        struct day_span days = frame_stay_days(frame, stay, group);
        if (days.start < days.end && model_set_has(frame->model, stay->group_set, group)) {
            spells[found++] = (struct spell){.start = days.start, .end = days.end, .stay = stay};
        }
    }
    sort_spells(spells, found);
    return found;
}

static void prefetch(const struct model *model, const struct order *order, uint32_t from, uint32_t to)
{
    uint32_t end = MIN(to + AHEAD, order->first[model->n_persons]);
    for (uint32_t i = from + AHEAD; i < end; i++) {
        __builtin_prefetch(&model->stays[order->stays[i]]);
    }
}

void persons_each_case(const struct frame *frame, enum persons_side side,
                       void (*visit)(const struct person_case *person_case, void *data), void *data)
{
    const struct model *model = frame->model;
    struct order order = order_stays(frame, side);
    GArray *groups = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    GArray *spells = g_array_new(FALSE, FALSE, sizeof(struct spell));
    for (uint32_t person = 0; person < model->n_persons; person++) {
        uint32_t first = order.first[person];
        uint32_t n = order.first[person + 1] - first;
        prefetch(model, &order, first, first + n);
        g_array_set_size(spells, MAX(spells->len, n));
        collect_groups(model, order.stays + first, n, groups);
        for (guint k = 0; k < groups->len; k++) {
            struct spell *found = (struct spell *)spells->data;
            struct person_case person_case = {.person = person, .group = g_array_index(groups, uint32_t, k)};
            person_case.n = collect_spells(frame, order.stays + first, n, person_case.group, found);
            person_case.spells = found;
            if (person_case.n > 0) {
                visit(&person_case, data);
            }
        }
    }
    g_array_unref(groups);
    g_array_unref(spells);
    g_free(order.first);
    g_free(order.stays);
}
