/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One offer's occupancy from reports, stays and counts on single days; see offer_occupancy.h. */
#include "vifte/offer_occupancy.h"

#include "vifte/capacity.h"
#include "vifte/dates.h"
#include "vifte/model.h"
#include "vifte/presence.h"
#include "vifte/reports.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>

enum { OPERATOR = OCCUPANCY_FROM_OPERATOR, STAYS = OCCUPANCY_FROM_STAYS, CENSUS = OCCUPANCY_FROM_CENSUS };

/* By set of sources. */
static const struct name SOURCES[] = {
    [OPERATOR] = {"operator", N_("Operator's reports")},
    [STAYS] = {"stays", N_("Complete stays")},
    [OPERATOR | STAYS] = {"both", N_("Operator's reports and stays")},
    [CENSUS] = {"census", N_("Counts on single days")},
    [OPERATOR | CENSUS] = {"mixed", N_("Several kinds")},
    [STAYS | CENSUS] = {"mixed", N_("Several kinds")},
    [OPERATOR | STAYS | CENSUS] = {"mixed", N_("Several kinds")},
};

const struct name *occupancy_source_name(unsigned sources)
{
    return sources != 0 && sources < G_N_ELEMENTS(SOURCES) ? &SOURCES[sources] : NULL;
}

static bool is_period_report(const struct report *report)
{
    return !report->census && report->occupied_days.state == CELL_VALUE;
}

static bool is_census_report(const struct report *report)
{
    return report->census && report->occupied_days.state == CELL_VALUE;
}

struct quantity occupancy_quantity(double number)
{
    return (struct quantity){.number = number, .state = CELL_VALUE};
}

struct quantity offer_occupancy_report_places(const struct offer_occupancy *offer,
                                              const struct report *report, int32_t start, int32_t end)
{
    if (!model_in_places(offer->offer)) {
        return (struct quantity){.state = CELL_NA};
    }
    return report->places.state == CELL_VALUE ? occupancy_quantity(report->places.number * (end - start))
                                              : capacity_place_days(offer->capacity, start, end);
}

struct quantity offer_occupancy_places(const struct offer_occupancy *offer, int32_t start, int32_t end)
{
    return model_in_places(offer->offer) ? capacity_place_days(offer->capacity, start, end)
                                         : (struct quantity){.state = CELL_NA};
}

double offer_occupancy_days(const struct offer_occupancy *offer, int32_t start, int32_t end)
{
    int32_t in_force = capacity_days_in_force(offer->capacity, start, end);
    return in_force > 0 ? in_force : end - start;
}

static void add_part(GArray *parts, enum occupancy_source source, int32_t start, int32_t end,
                     struct quantity place_days, double occupied_days, double days)
{
    struct occupancy_part part = {.start = start,
                                  .end = end,
                                  .source = source,
                                  .place_days = place_days,
                                  .occupied_days = occupied_days,
                                  .days = days};
    g_array_append_val(parts, part);
}

static void add_stays(const struct offer_occupancy *offer, int32_t start, int32_t end, GArray *parts)
{
    if (offer->presence == NULL || start >= end) {
        return;
    }
    double occupied_days = (double)presence_days(offer->presence, start, end);
    if (occupied_days > 0 || capacity_days_in_force(offer->capacity, start, end) > 0) {
        add_part(parts, OCCUPANCY_FROM_STAYS, start, end, offer_occupancy_places(offer, start, end),
                 occupied_days, offer_occupancy_days(offer, start, end));
    }
}

/* Reports of periods, and stays for the days between them. */
static void add_covered_days(const struct offer_occupancy *offer, int32_t start, int32_t end, GArray *parts)
{
    int32_t covered_to = start;
    for (guint i = 0; i < offer->reports->len; i++) {
        const struct report *report = g_ptr_array_index(offer->reports, i);
        int32_t from = MAX(report->start, start);
        int32_t to = MIN(report->end, end);
        if (from >= to) {
            continue;
        }
        add_stays(offer, covered_to, from, parts);
        double share = (double)(to - from) / (report->end - report->start);
        add_part(parts, OCCUPANCY_FROM_OPERATOR, from, to,
                 offer_occupancy_report_places(offer, report, from, to), report->occupied_days.number * share,
                 offer_occupancy_days(offer, from, to));
        covered_to = to;
    }
    add_stays(offer, covered_to, end, parts);
}

/* Single days stand for the year where there is nothing else. */
static void add_censuses(const struct offer_occupancy *offer, int32_t start, int32_t end, GArray *parts)
{
    double occupied = 0, places = 0, censuses = 0;
    bool places_known = true;
    for (guint i = 0; i < offer->censuses->len; i++) {
        const struct report *report = g_ptr_array_index(offer->censuses, i);
        if (report->start < start || report->start >= end) {
            continue;
        }
        struct quantity on_day = offer_occupancy_report_places(offer, report, report->start, report->end);
        places_known = places_known && on_day.state == CELL_VALUE;
        occupied += report->occupied_days.number;
        places += on_day.number;
        censuses++;
    }
    if (censuses == 0) {
        return;
    }
    double days = offer_occupancy_days(offer, start, end);
    struct quantity place_days = offer_occupancy_places(offer, start, end);
    bool has_ratio = places_known && places > 0 && place_days.state == CELL_VALUE && place_days.number > 0;
    double occupied_days = has_ratio ? occupied / places * place_days.number : occupied / censuses * days;
    add_part(parts, OCCUPANCY_FROM_CENSUS, start, end, place_days, occupied_days, days);
}

GArray *offer_occupancy_parts(const struct offer_occupancy *offer, int year)
{
    int32_t start = date_year_start(year);
    int32_t end = date_year_start(year + 1);
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(struct occupancy_part));
    add_covered_days(offer, start, end, parts);
    if (parts->len == 0) {
        add_censuses(offer, start, end, parts);
    }
    return parts;
}

static void add_up(const GArray *parts, struct occupancy_year *year)
{
    for (guint i = 0; i < parts->len; i++) {
        const struct occupancy_part *part = &g_array_index(parts, struct occupancy_part, i);
        bool is_measured = part->place_days.state == CELL_VALUE;
        struct occupancy_tally *tally = is_measured ? &year->measured : &year->unmeasured;
        tally->sources |= part->source;
        tally->place_days += is_measured ? part->place_days.number : 0;
        tally->occupied_days += part->occupied_days;
        tally->days += part->days;
        year->seen = true;
    }
}

/* Places and persons are whole on a day; within a report only their means are known, and the empty days are
 * then at least so many. */
static double empty_days_of(const struct offer_occupancy *offer, const struct occupancy_part *part)
{
    if (part->source != OCCUPANCY_FROM_STAYS) {
        return fmax(0, part->place_days.number - part->occupied_days);
    }
    double empty = 0;
    for (int32_t day = part->start; day < part->end; day++) {
        empty += fmax(0, capacity_place_days(offer->capacity, day, day + 1).number -
                             presence_on(offer->presence, day));
    }
    return empty;
}

double offer_occupancy_empty_days(const struct offer_occupancy *offer, const GArray *parts)
{
    double empty = 0;
    for (guint i = 0; i < parts->len; i++) {
        const struct occupancy_part *part = &g_array_index(parts, struct occupancy_part, i);
        empty += part->place_days.state == CELL_VALUE ? empty_days_of(offer, part) : 0;
    }
    return empty;
}

static void take_census(struct occupancy_year *year, struct quantity places, double persons)
{
    if (places.state == CELL_VALUE) {
        year->has_census = true;
        year->census_places = places.number;
        year->census_persons = persons;
    }
}

/* 31 December: the operator's count, else complete stays. */
static void add_year_end(const struct offer_occupancy *offer, int32_t day, struct occupancy_year *year)
{
    for (guint i = 0; i < offer->censuses->len; i++) {
        const struct report *report = g_ptr_array_index(offer->censuses, i);
        if (report->start == day) {
            take_census(year, offer_occupancy_report_places(offer, report, day, day + 1),
                        report->occupied_days.number);
            return;
        }
    }
    if (offer->presence != NULL) {
        take_census(year, offer_occupancy_places(offer, day, day + 1), presence_on(offer->presence, day));
    }
}

static void add_daily_figures(const struct offer_occupancy *offer, int32_t start, int32_t end,
                              struct occupancy_year *year)
{
    const struct presence *presence = offer->presence;
    if (presence == NULL) {
        return;
    }
    year->has_daily = true;
    for (int32_t day = start; day < end; day++) {
        year->peak = MAX(year->peak, presence->persons[day - presence->from_day]);
    }
    if (model_in_places(offer->offer)) {
        struct quantity exceeded = capacity_days_exceeded(offer->capacity, presence->persons, start, end);
        year->has_days_exceeded = exceeded.state == CELL_VALUE;
        year->days_exceeded = exceeded.number;
    }
}

/* The budgeted occupancy of the offer's base rate. */
static struct quantity budgeted(const struct model *model, uint32_t offer, int year)
{
    size_t low = 0, high = model->n_rates;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct rate *rate = &model->rates[middle];
        if (rate->offer < offer || (rate->offer == offer && rate->year < year)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < model->n_rates && model->rates[low].offer == offer && model->rates[low].year == year;
         low++) {
        const struct rate *rate = &model->rates[low];
        if (rate->component == COMPONENT_BASE && rate->budgeted_occupancy.state == CELL_VALUE) {
            return rate->budgeted_occupancy;
        }
    }
    return (struct quantity){.state = CELL_MISSING};
}

static void add_budget(const struct offer_occupancy *offer, int year_number, struct occupancy_year *year)
{
    struct quantity budget = budgeted(offer->model, offer->index, year_number);
    if (budget.state == CELL_VALUE) {
        year->has_budget = true;
        year->budgeted = budget.number;
        year->budget_weight = year->measured.place_days;
        year->budget_sum = budget.number * year->measured.place_days;
    }
}

static void spread(struct occupancy_tally *tally)
{
    tally->persons = tally->days > 0 ? tally->occupied_days / tally->days : 0;
}

struct occupancy_year offer_occupancy_year(const struct offer_occupancy *offer, int year)
{
    int32_t start = date_year_start(year);
    int32_t end = date_year_start(year + 1);
    struct occupancy_year result = {
        .seen = capacity_days_in_force(offer->capacity, start, end) > 0,
        .in_places = model_in_places(offer->offer),
    };
    GArray *parts = offer_occupancy_parts(offer, year);
    add_up(parts, &result);
    g_array_unref(parts);
    add_year_end(offer, end - 1, &result);
    add_daily_figures(offer, start, end, &result);
    spread(&result.measured);
    spread(&result.unmeasured);
    add_budget(offer, year, &result);
    return result;
}

static void tally_add(struct occupancy_tally *into, const struct occupancy_tally *from)
{
    into->sources |= from->sources;
    into->place_days += from->place_days;
    into->occupied_days += from->occupied_days;
    into->persons += from->persons;
}

void occupancy_year_add(struct occupancy_year *into, const struct occupancy_year *from)
{
    into->seen |= from->seen;
    into->in_places |= from->seen && from->in_places;
    tally_add(&into->measured, &from->measured);
    tally_add(&into->unmeasured, &from->unmeasured);
    into->has_census |= from->has_census;
    into->census_places += from->census_places;
    into->census_persons += from->census_persons;
    into->budget_weight += from->budget_weight;
    into->budget_sum += from->budget_sum;
}

const struct occupancy_tally *occupancy_year_shown(const struct occupancy_year *year)
{
    return year->measured.sources != 0 ? &year->measured : &year->unmeasured;
}

/* Whole persons behind a mean. A mean that is whole but for the last bit of a division is that whole number.
 */
int64_t occupancy_persons(double mean)
{
    return (int64_t)floor(mean + 1e-9);
}

struct cell occupancy_places_cell(struct quantity place_days)
{
    switch (place_days.state) {
    case CELL_VALUE:
        return cell_number(place_days.number, CONTRIBUTORS_NONE);
    case CELL_NA:
        return cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    default:
        return cell_empty(CELL_MISSING, REASON_NONE);
    }
}

struct cell occupancy_ratio_cell(struct quantity place_days, double occupied_days, int64_t persons)
{
    if (place_days.state == CELL_NA) {
        return cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    }
    if (place_days.state != CELL_VALUE || place_days.number <= 0) {
        return cell_empty(CELL_UNDEFINED, REASON_NO_PLACES);
    }
    return cell_number(occupied_days / place_days.number, persons);
}

struct offer_occupancy offer_occupancy_new(const struct model *model, uint32_t index, struct presence *buffer)
{
    const struct offer *offer = &model->offers[index];
    bool complete = model_stays_complete(model, offer);
    if (complete) {
        presence_count(buffer, model, index);
    }
    return (struct offer_occupancy){.model = model,
                                    .offer = offer,
                                    .index = index,
                                    .capacity = capacity_new(model, index),
                                    .presence = complete ? buffer : NULL,
                                    .reports = reports_apart(model, index, is_period_report),
                                    .censuses = reports_apart(model, index, is_census_report)};
}

void offer_occupancy_clear(struct offer_occupancy *offer)
{
    capacity_free(offer->capacity);
    g_ptr_array_unref(offer->reports);
    g_ptr_array_unref(offer->censuses);
}
