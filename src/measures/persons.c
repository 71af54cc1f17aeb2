/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays in the order of their persons, by a counting sort over the dense person ids, range by range. */
#include "vifte/persons.h"

#include "vifte/frame.h"
#include "vifte/model.h"

#include <stdlib.h>

/* Stays of one person lie anywhere in memory, and reading ten million of them one by one costs a memory
 * access each. So persons are taken in ranges: one pass over all stays copies those of the range, by person,
 * to where the processor's cache helps. */
#define STAYS_A_RANGE 1000000

struct people {
    const struct frame *frame;
    enum persons_side side;
    uint32_t *first;    /* by person: the number of stays of the persons before; n_persons + 1 */
    struct stay *stays; /* of the persons of one range, in their order */
};

static bool is_wanted(const struct frame *frame, enum persons_side side, const struct stay *stay)
{
    uint16_t municipality = side == PERSONS_ACTING ? stay->acting : stay->paying;
    return frame->area_of[municipality] != NONE && stay->start < stay->end;
}

static void count_stays(struct people *people)
{
    const struct model *model = people->frame->model;
    people->first = g_new0(uint32_t, model->n_persons + 1);
    for (size_t i = 0; i < model->n_stays; i++) {
        people->first[model->stays[i].person + 1] += is_wanted(people->frame, people->side, &model->stays[i]);
    }
    for (size_t person = 0; person < model->n_persons; person++) {
        people->first[person + 1] += people->first[person];
    }
}

/* The end of the range that begins with a person: as many persons as have a range's stays, at least one. */
static uint32_t range_end(const struct people *people, uint32_t from)
{
    uint32_t to = from + 1;
    while (to < people->frame->model->n_persons &&
           people->first[to + 1] - people->first[from] <= STAYS_A_RANGE) {
        to++;
    }
    return to;
}

static void copy_range(struct people *people, uint32_t from, uint32_t to)
{
    const struct model *model = people->frame->model;
    uint32_t *at = g_new(uint32_t, to - from);
    people->stays = g_renew(struct stay, people->stays, people->first[to] - people->first[from] + 1);
    for (uint32_t person = from; person < to; person++) {
        at[person - from] = people->first[person] - people->first[from];
    }
    for (size_t i = 0; i < model->n_stays; i++) {
        const struct stay *stay = &model->stays[i];
        if (stay->person >= from && stay->person < to && is_wanted(people->frame, people->side, stay)) {
            people->stays[at[stay->person - from]++] = *stay;
        }
    }
    g_free(at);
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
static void collect_groups(const struct model *model, const struct stay *stays, size_t n, GArray *groups)
{
    g_array_set_size(groups, 0);
    for (size_t i = 0; i < n; i++) {
        const struct group_set *set = &model->group_sets[stays[i].group_set];
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

static size_t collect_spells(const struct frame *frame, const struct stay *stays, size_t n, uint32_t group,
                             struct spell *spells)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const struct stay *stay = &stays[i];
        struct day_span days = frame_stay_days(frame, stay, group);
        if (days.start < days.end && model_set_has(frame->model, stay->group_set, group)) {
            spells[found++] = (struct spell){.start = days.start, .end = days.end, .stay = stay};
        }
    }
    sort_spells(spells, found);
    return found;
}

struct visitor {
    void (*visit)(const struct person_case *person_case, void *data);
    void *data;
    GArray *groups, *spells; /* room for one person */
};

static void visit_person(const struct people *people, const struct visitor *visitor, uint32_t person,
                         const struct stay *stays, uint32_t n)
{
    g_array_set_size(visitor->spells, MAX(visitor->spells->len, n));
    struct spell *spells = (struct spell *)(void *)visitor->spells->data;
    collect_groups(people->frame->model, stays, n, visitor->groups);
    for (guint k = 0; k < visitor->groups->len; k++) {
        struct person_case person_case = {
            .person = person, .group = g_array_index(visitor->groups, uint32_t, k), .spells = spells};
        person_case.n = collect_spells(people->frame, stays, n, person_case.group, spells);
        if (person_case.n > 0) {
            visitor->visit(&person_case, visitor->data);
        }
    }
}

void persons_each_case(const struct frame *frame, enum persons_side side,
                       void (*visit)(const struct person_case *person_case, void *data), void *data)
{
    struct people people = {.frame = frame, .side = side};
    struct visitor visitor = {.visit = visit,
                              .data = data,
                              .groups = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                              .spells = g_array_new(FALSE, FALSE, sizeof(struct spell))};
    count_stays(&people);
    for (uint32_t from = 0, to; from < frame->model->n_persons; from = to) {
        to = range_end(&people, from);
        copy_range(&people, from, to);
        const struct stay *stays = people.stays;
        for (uint32_t person = from; person < to; person++) {
            uint32_t n = people.first[person + 1] - people.first[person];
            visit_person(&people, &visitor, person, stays, n);
            stays += n;
        }
    }
    g_array_unref(visitor.groups);
    g_array_unref(visitor.spells);
    g_free(people.first);
    g_free(people.stays);
}
