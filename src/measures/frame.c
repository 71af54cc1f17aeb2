/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups x areas x years. */
#include "vifte/frame.h"

#include "vifte/dates.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/text.h"

static const struct name *region_by_code(const struct model *model, int code)
{
    for (size_t i = 0; i < model->n_regions; i++) {
        if (g_ascii_strtoll(model->regions[i].name.code, NULL, 10) == code) {
            return &model->regions[i].name;
        }
    }
    return NULL;
}

static const struct name *region_row(const struct model *model)
{
    const struct name *region =
        model->project->region == REGION_ALL ? NULL : region_by_code(model, model->project->region);
    return names_intern("region", region != NULL ? region->label : _("All municipalities"));
}

static void set_areas(struct frame *frame)
{
    const struct model *model = frame->model;
    frame->n_areas = model->n_region;
    frame->area_of = g_new(uint32_t, model->n_municipalities + 1);
    for (size_t i = 0; i <= model->n_municipalities; i++) {
        frame->area_of[i] = NONE;
    }
    frame->n_clusters = model->project->clusters != NULL ? model->project->clusters->len : 0;
    frame->area_names = g_new(const struct name *, frame_areas(frame));
    for (size_t area = 0; area < frame->n_areas; area++) {
        frame->area_of[model->region_order[area]] = (uint32_t)area;
        frame->area_names[area] = &model->municipalities[model->region_order[area]].name;
    }
    frame->area_names[frame->n_areas] = region_row(model);
}

/* A municipality that two clusters name belongs to the first. */
static void set_clusters(struct frame *frame)
{
    const struct model *model = frame->model;
    frame->cluster_of = g_new(uint32_t, frame->n_areas + 1);
    for (size_t area = 0; area <= frame->n_areas; area++) {
        frame->cluster_of[area] = NONE;
    }
    for (size_t k = 0; k < frame->n_clusters; k++) {
        const struct cluster *cluster = g_ptr_array_index(model->project->clusters, k);
        frame->area_names[frame->n_areas + 1 + k] = &cluster->name;
        for (size_t i = 0; i < cluster->n_codes; i++) {
            uint32_t municipality = model_municipality(model, cluster->codes[i]);
            uint32_t area = municipality != NONE ? frame->area_of[municipality] : NONE;
            if (area != NONE && frame->cluster_of[area] == NONE) {
                frame->cluster_of[area] = (uint32_t)(frame->n_areas + 1 + k);
            }
        }
    }
}

struct frame *frame_new(const struct model *model)
{
    const struct project *project = model->project;
    struct frame *frame = g_new0(struct frame, 1);
    frame->model = model;
    frame->n_groups = project->n_groups;
    frame->from_year = project->from_year;
    frame->n_years = (size_t)(project->to_year - project->from_year) + 1;
    frame->year_start = g_new(int32_t, frame->n_years + 1);
    for (size_t year = 0; year <= frame->n_years; year++) {
        frame->year_start[year] = date_year_start(project->from_year + (int)year);
    }
    set_areas(frame);
    set_clusters(frame);
    return frame;
}

void frame_free(struct frame *frame)
{
    g_free(frame->year_start);
    g_free(frame->area_of);
    g_free(frame->cluster_of);
    g_free(frame->area_names);
    g_free(frame);
}

size_t frame_areas(const struct frame *frame)
{
    return frame->n_areas + 1 + frame->n_clusters;
}

size_t frame_size(const struct frame *frame)
{
    return frame->n_groups * frame_areas(frame) * frame->n_years;
}

size_t frame_at(const struct frame *frame, size_t group, size_t area, size_t year)
{
    return (group * frame_areas(frame) + area) * frame->n_years + year;
}

bool frame_is_region(const struct frame *frame, size_t area)
{
    return area == frame->n_areas;
}

bool frame_is_union(const struct frame *frame, size_t area)
{
    return area >= frame->n_areas;
}

bool frame_holds(const struct frame *frame, size_t area, size_t municipality_area)
{
    return area == municipality_area || frame_is_region(frame, area) ||
           (frame_is_union(frame, area) && frame->cluster_of[municipality_area] == area);
}

size_t frame_members(const struct frame *frame, size_t area)
{
    size_t n = 0;
    for (size_t k = 0; k < frame->n_areas; k++) {
        n += frame_holds(frame, area, k);
    }
    return n;
}

int64_t frame_seen_by_members(const struct frame *frame, size_t area, int64_t count, const int64_t *parts)
{
    int64_t seen = count;
    bool cluster = frame_is_union(frame, area) && !frame_is_region(frame, area);
    for (size_t k = 0; cluster && k < frame->n_areas; k++) {
        if (frame_holds(frame, area, k) && parts[k] > 0 && parts[k] < count) {
            seen = MIN(seen, count - parts[k]);
        }
    }
    return seen;
}

int frame_days(const struct frame *frame, size_t year)
{
    return frame->year_start[year + 1] - frame->year_start[year];
}

size_t frame_year(const struct frame *frame, int32_t day)
{
    size_t year = (size_t)(day - frame->year_start[0]) / 366; /* never too far */
    while (frame->year_start[year + 1] <= day) {
        year++;
    }
    return year;
}

int frame_age(const struct frame *frame, int year, int birth_year)
{
    int age = year - birth_year;
    return frame->model->project->age_at == AGE_AT_31_DECEMBER ? age : MAX(age - 1, 0);
}

struct day_span frame_stay_days(const struct frame *frame, const struct stay *stay, uint32_t group_index)
{
    struct day_span days = {stay->start, stay->end};
    const struct group *group = &frame->model->project->groups[group_index];
    if (!group->age_filters_citizens || stay->birth_year == 0) {
        return days;
    }
    int later = frame->model->project->age_at == AGE_AT_31_DECEMBER ? 0 : 1;
    if (group->age.from > 0) {
        days.start = MAX(days.start, date_year_start(stay->birth_year + group->age.from + later));
    }
    if (group->age.to != AGE_OPEN) {
        days.end = MIN(days.end, date_year_start(stay->birth_year + group->age.to + 1 + later));
    }
    return days;
}

struct day_span frame_clipped_days(const struct frame *frame, const struct stay *stay, uint32_t group)
{
    struct day_span days = frame_stay_days(frame, stay, group);
    return (struct day_span){MAX(days.start, frame->year_start[0]),
                             MIN(days.end, frame->year_start[frame->n_years])};
}

struct stay_span frame_stays_of(const struct frame *frame, uint32_t offer)
{
    if (frame->model->n_stays == 0) {
        return (struct stay_span){NULL, NULL};
    }
    const struct model *model = frame->model;
    return (struct stay_span){model->stays + model_first_stay(model, offer),
                              model->stays + model_first_stay(model, offer + 1)};
}

const struct name *frame_region_of(const struct frame *frame, uint32_t municipality)
{
    return region_by_code(frame->model, frame->model->municipalities[municipality].region);
}
