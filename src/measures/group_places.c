/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over the region's offers by target group and year. */
#include "vifte/group_places.h"

#include "vifte/dates.h"
#include "vifte/frame.h"
#include "vifte/offer_occupancy.h"
#include "vifte/presence.h"
#include "vifte/tenure.h"

#define COVERED_SHARE 0.99 /* a day or two that nobody reported is no gap */

struct group_places {
    const struct frame *frame;
    struct group_year *years; /* group x year */
    double *daily;            /* group x day: places taken */
    size_t n_days;
};

static bool counts(const struct frame *frame, const struct offer *offer)
{
    return model_in_places(offer) && offer->municipality != NONE &&
           frame->area_of[offer->municipality] != NONE;
}

static void add_daily(const struct group_places *places, size_t group, const struct offer_occupancy *offer,
                      const struct occupancy_part *part)
{
    int32_t from_day = places->frame->year_start[0];
    double *daily = places->daily + group * places->n_days;
    bool by_day = part->source == OCCUPANCY_FROM_STAYS;
    double mean = part->days > 0 ? part->occupied_days / part->days : 0;
    for (int32_t day = part->start; day < part->end; day++) {
        daily[day - from_day] += by_day ? presence_on(offer->presence, day) : mean;
    }
}

/* One offer in one year, for all its groups. */
struct offer_year {
    const struct offer_occupancy *offer;
    size_t year;
    GArray *parts;
    struct quantity place_days;
    struct occupancy_year figures;
    double empty_days;
    int64_t arrivals;
};

static void add_year(const struct group_places *places, size_t group, const struct offer_year *add)
{
    struct group_year *year = &places->years[group * places->frame->n_years + add->year];
    const struct occupancy_tally *measured = &add->figures.measured;
    year->places_known = year->places_known && add->place_days.state == CELL_VALUE;
    year->place_days += add->place_days.number;
    year->covered += measured->place_days;
    year->occupied_days += measured->occupied_days;
    year->persons += measured->persons;
    year->empty_days += add->empty_days;
    year->budget_weight += add->figures.budget_weight;
    year->budget_sum += add->figures.budget_sum;
    year->arrivals += add->arrivals;
    for (guint i = 0; i < add->parts->len; i++) {
        const struct occupancy_part *part = &g_array_index(add->parts, struct occupancy_part, i);
        if (part->place_days.state == CELL_VALUE) {
            add_daily(places, group, add->offer, part);
        }
    }
}

static void add_offer(const struct group_places *places, const struct offer_occupancy *offer)
{
    const struct frame *frame = places->frame;
    const struct model *model = frame->model;
    const struct group_set *set = &model->group_sets[offer->offer->group_set];
    GArray *tenures = tenures_of(model, offer->index);
    for (size_t year = 0; year < frame->n_years; year++) {
        int number = frame->from_year + (int)year;
        int32_t start = frame->year_start[year], end = frame->year_start[year + 1];
        struct offer_year add = {.offer = offer,
                                 .year = year,
                                 .parts = offer_occupancy_parts(offer, number),
                                 .place_days = offer_occupancy_places(offer, start, end),
                                 .figures = offer_occupancy_year(offer, number),
                                 .arrivals = tenures_begun(tenures, start, end)};
        add.empty_days = offer_occupancy_empty_days(offer, add.parts);
        for (uint32_t k = set->first; k < set->first + set->n; k++) {
            add_year(places, model->group_refs[k], &add);
        }
        g_array_unref(add.parts);
    }
    g_array_unref(tenures);
}

static void find_peaks(const struct group_places *places)
{
    const struct frame *frame = places->frame;
    for (size_t group = 0; group < frame->n_groups; group++) {
        const double *daily = places->daily + group * places->n_days;
        for (size_t year = 0; year < frame->n_years; year++) {
            struct group_year *into = &places->years[group * frame->n_years + year];
            for (int32_t day = frame->year_start[year]; day < frame->year_start[year + 1]; day++) {
                into->peak = MAX(into->peak, daily[day - frame->year_start[0]]);
            }
        }
    }
}

struct group_places *group_places_new(const struct frame *frame)
{
    const struct model *model = frame->model;
    struct group_places *places = g_new0(struct group_places, 1);
    places->frame = frame;
    places->n_days = (size_t)(frame->year_start[frame->n_years] - frame->year_start[0]);
    places->years = g_new0(struct group_year, frame->n_groups * frame->n_years + 1);
    places->daily = g_new0(double, frame->n_groups * places->n_days + 1);
    for (size_t i = 0; i < frame->n_groups * frame->n_years; i++) {
        places->years[i].places_known = true;
    }
    struct presence *buffer = presence_new(model);
    for (uint32_t i = 0; i < model->n_offers; i++) {
        if (counts(frame, &model->offers[i])) {
            struct offer_occupancy offer = offer_occupancy_new(model, i, buffer);
            add_offer(places, &offer);
            offer_occupancy_clear(&offer);
        }
    }
    presence_free(buffer);
    find_peaks(places);
    return places;
}

void group_places_free(struct group_places *places)
{
    g_free(places->years);
    g_free(places->daily);
    g_free(places);
}

const struct group_year *group_places_get(const struct group_places *places, size_t group, size_t year)
{
    return &places->years[group * places->frame->n_years + year];
}

bool group_year_is_covered(const struct group_year *year)
{
    return year->places_known && year->place_days > 0 && year->covered >= COVERED_SHARE * year->place_days;
}

double group_places_on(const struct frame *frame, size_t group, int32_t day)
{
    const struct model *model = frame->model;
    double places = 0;
    for (size_t i = 0; i < model->n_offers; i++) {
        const struct offer *offer = &model->offers[i];
        if (counts(frame, offer) && model_set_has(model, offer->group_set, (uint32_t)group)) {
            places += model_place_days(model, offer, day, day + 1);
        }
    }
    return places;
}
