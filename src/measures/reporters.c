/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who reported what. */
#include "vifte/reporters.h"

#include "vifte/frame.h"
#include "vifte/model.h"

#include <string.h>

static void mark_delivered(struct reporters *reporters, size_t area, int year)
{
    const struct frame *frame = reporters->frame;
    for (size_t y = 0; y < frame->n_years; y++) {
        if (year == 0 || year == frame->from_year + (int)y) {
            reporters->delivered[area * frame->n_years + y] = true;
        }
    }
}

static void read_deliveries(struct reporters *reporters)
{
    const struct frame *frame = reporters->frame;
    for (size_t i = 0; i < frame->model->n_deliveries; i++) {
        const struct delivery *delivery = &frame->model->deliveries[i];
        bool counts = delivery->status == DELIVERY_RECEIVED || delivery->status == DELIVERY_LATE;
        if (counts && delivery->municipality != NONE && strcmp(delivery->table, "stays") == 0 &&
            frame->area_of[delivery->municipality] != NONE) {
            mark_delivered(reporters, frame->area_of[delivery->municipality], delivery->year);
        }
    }
}

/* Ten million stays: only flags are set while they pass. */
static void read_stays(struct reporters *reporters)
{
    const struct frame *frame = reporters->frame;
    const struct model *model = frame->model;
    bool *areas = g_new0(bool, frame->n_areas + 1);
    bool *sets = g_new0(bool, model->n_group_sets + 1);
    for (size_t i = 0; i < model->n_stays; i++) {
        uint32_t area = frame->area_of[model->stays[i].acting];
        if (area != NONE) {
            areas[area] = true;
            sets[model->stays[i].group_set] = true;
        }
    }
    for (size_t area = 0; area < frame->n_areas; area++) {
        if (areas[area]) {
            mark_delivered(reporters, area, 0);
        }
    }
    for (size_t set = 0; set < model->n_group_sets; set++) {
        const struct group_set *groups = &model->group_sets[set];
        for (uint32_t k = groups->first; sets[set] && k < groups->first + groups->n; k++) {
            reporters->from_stays[model->group_refs[k]] = true;
        }
    }
    g_free(areas);
    g_free(sets);
}

static void add_groups_nobody_knows(struct reporters *reporters)
{
    const struct model *model = reporters->frame->model;
    bool *in_forms = g_new0(bool, reporters->frame->n_groups + 1);
    for (size_t i = 0; i < model->n_needs; i++) {
        in_forms[model->needs[i].group] = true;
    }
    for (size_t i = 0; i < model->n_need_counts; i++) {
        in_forms[model->need_counts[i].group] = true;
    }
    for (size_t i = 0; i < model->n_use_counts; i++) {
        in_forms[model->use_counts[i].group] = true;
    }
    for (size_t group = 0; group < reporters->frame->n_groups; group++) {
        reporters->from_stays[group] =
            reporters->from_stays[group] || (model->n_stays > 0 && !in_forms[group]);
    }
    g_free(in_forms);
}

struct reporters *reporters_new(const struct frame *frame)
{
    struct reporters *reporters = g_new0(struct reporters, 1);
    reporters->frame = frame;
    reporters->delivered = g_new0(bool, frame->n_areas * frame->n_years + 1);
    reporters->from_stays = g_new0(bool, frame->n_groups + 1);
    read_deliveries(reporters);
    read_stays(reporters);
    add_groups_nobody_knows(reporters);
    return reporters;
}

void reporters_free(struct reporters *reporters)
{
    g_free(reporters->delivered);
    g_free(reporters->from_stays);
    g_free(reporters);
}

bool reporters_delivered(const struct reporters *reporters, size_t area, size_t year)
{
    return reporters->delivered[area * reporters->frame->n_years + year];
}

size_t reporters_count(const struct reporters *reporters, size_t year)
{
    return reporters_count_in(reporters, reporters->frame->n_areas, year);
}

size_t reporters_count_in(const struct reporters *reporters, size_t area, size_t year)
{
    size_t n = 0;
    for (size_t k = 0; k < reporters->frame->n_areas; k++) {
        n += frame_holds(reporters->frame, area, k) && reporters_delivered(reporters, k, year);
    }
    return n;
}

static bool add_population(const struct reporters *reporters, size_t group, size_t area, int calendar_year,
                           double *persons)
{
    const struct model *model = reporters->frame->model;
    double of_area;
    bool approximate;
    bool known = model_population(model, model->region_order[area], calendar_year,
                                  model->project->groups[group].age, &of_area, &approximate);
    *persons += known ? of_area : 0;
    return known;
}

bool reporters_population(const struct reporters *reporters, size_t group, size_t area, size_t year,
                          int calendar_year, double *persons)
{
    const struct frame *frame = reporters->frame;
    *persons = 0;
    bool known =
        frame_is_union(frame, area) || add_population(reporters, group, area, calendar_year, persons);
    for (size_t a = 0; known && frame_is_union(frame, area) && a < frame->n_areas; a++) {
        known = !frame_holds(frame, area, a) || !reporters_delivered(reporters, a, year) ||
                add_population(reporters, group, a, calendar_year, persons);
    }
    return known && *persons > 0;
}
