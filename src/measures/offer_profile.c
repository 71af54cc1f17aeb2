/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures of one covered offer and year; see offer_profile.h. */
#include "vifte/offer_profile.h"

#include "vifte/base_rate.h"
#include "vifte/dates.h"
#include "vifte/reports.h"
#include "vifte/tenure.h"

static const struct quantity MISSING = {.state = CELL_MISSING};

struct profiled_offer profiled_offer_new(const struct model *model, uint32_t index, struct presence *buffer)
{
    return (struct profiled_offer){.model = model,
                                   .offer = &model->offers[index],
                                   .index = index,
                                   .reports = demand_reports_of(model, index),
                                   .occupancy = offer_occupancy_new(model, index, buffer),
                                   .tenures = tenures_of(model, index)};
}

void profiled_offer_clear(struct profiled_offer *offer)
{
    offer_occupancy_clear(&offer->occupancy);
    g_array_unref(offer->tenures);
}

bool profiled_offer_is_in_force(const struct profiled_offer *offer, int year)
{
    const struct period *periods = offer->model->periods + offer->offer->first_period;
    for (uint32_t i = 0; i < offer->offer->n_periods; i++) {
        if (date_overlap(periods[i].start, periods[i].end, date_year_start(year), date_year_start(year + 1)) >
            0) {
            return true;
        }
    }
    return false;
}

/* --- places --- */

static struct quantity mean_places(const struct profiled_offer *offer, const struct offer_year *figures)
{
    const struct occupancy_tally *measured = &figures->occupancy.measured;
    if (measured->sources != 0 && measured->days > 0) {
        return occupancy_quantity(measured->place_days / measured->days);
    }
    int32_t start = date_year_start(figures->year), end = date_year_start(figures->year + 1);
    struct quantity places = offer_occupancy_places(&offer->occupancy, start, end);
    places.number /= offer_occupancy_days(&offer->occupancy, start, end);
    return places;
}

static void fill_empty_days(const struct profiled_offer *offer, const GArray *parts,
                            struct offer_year *figures)
{
    const struct occupancy_year *occupancy = &figures->occupancy;
    figures->empty_days = figures->budgeted_empty_days = MISSING;
    if (occupancy->measured.sources == 0) {
        return;
    }
    figures->empty_days = occupancy_quantity(offer_occupancy_empty_days(&offer->occupancy, parts));
    if (occupancy->has_budget) {
        figures->budgeted_empty_days =
            occupancy_quantity((1 - occupancy->budgeted) * occupancy->measured.place_days);
    }
}

static struct quantity residents_at_end(const GArray *parts, const struct occupancy_year *occupancy)
{
    if (occupancy->has_census) {
        return occupancy_quantity(occupancy->census_persons);
    }
    if (parts->len == 0) {
        return MISSING;
    }
    const struct occupancy_part *last = &g_array_index(parts, struct occupancy_part, parts->len - 1);
    return last->days > 0 ? occupancy_quantity(last->occupied_days / last->days) : MISSING;
}

/* --- who comes and who leaves --- */

static void fill_arrivals(const struct profiled_offer *offer, struct offer_year *figures)
{
    int from_year = offer->model->project->from_year, year = figures->year;
    figures->arrivals = figures->usual_arrivals = MISSING;
    if (offer->tenures->len > 0) {
        int32_t from = date_year_start(from_year), start = date_year_start(year),
                end = date_year_start(year + 1);
        figures->arrivals = occupancy_quantity((double)tenures_begun(offer->tenures, start, end));
        figures->usual_arrivals =
            occupancy_quantity((double)tenures_begun(offer->tenures, from, end) / (year - from_year + 1));
    }
}

/* The year in which a resident of the last day of `year` is known to leave; 0 = not known. What the files say
 * of earlier years' end dates is what came, not what was known then. */
static int known_exit_year(const struct profiled_offer *offer, const struct tenure *tenure, int year)
{
    int age_to = offer->offer->age_to;
    int by_age = tenure->birth_year != 0 && age_to != AGE_OPEN ? tenure->birth_year + age_to + 1 : 0;
    by_age = by_age > year ? by_age : 0; /* who stayed on beyond the age is not known to leave */
    if (year != offer->model->project->to_year || tenure->end == DAY_OPEN) {
        return by_age;
    }
    int by_date = year + 1;
    while (by_date < year + 10 && tenure->end >= date_year_start(by_date + 1)) {
        by_date++;
    }
    return by_age != 0 ? MIN(by_age, by_date) : by_date;
}

static void fill_known_exits(const struct profiled_offer *offer, struct offer_year *figures)
{
    struct demand_sum moves = demand_reports_sum(&offer->reports, figures->year, demand_planned_moves);
    figures->known_exits_12m = figures->known_exits_24m = MISSING;
    if (offer->tenures->len == 0 && moves.n == 0) {
        return;
    }
    double within_1 = 0, within_2 = 0;
    int32_t next = date_year_start(figures->year + 1);
    for (guint i = 0; i < offer->tenures->len; i++) {
        const struct tenure *tenure = &g_array_index(offer->tenures, struct tenure, i);
        int exit =
            tenure->start < next && tenure->end >= next ? known_exit_year(offer, tenure, figures->year) : 0;
        within_1 += exit == figures->year + 1;
        within_2 += exit == figures->year + 1 || exit == figures->year + 2;
    }
    figures->known_exits_12m = occupancy_quantity(moves.total + within_1);
    figures->known_exits_24m = occupancy_quantity(moves.total + within_2);
}

/* The operator's waiting list in the year's last report that has one. */
static struct quantity last_waiting(const struct profiled_offer *offer, int year)
{
    const struct report *last = NULL;
    const struct model *model = offer->model;
    for (size_t i = reports_first(model, offer->index);
         i < model->n_reports && model->reports[i].offer == offer->index; i++) {
        const struct report *report = &model->reports[i];
        bool in_year = report->start >= date_year_start(year) && report->end <= date_year_start(year + 1);
        if (in_year && report->waiting.state == CELL_VALUE && (last == NULL || report->end >= last->end)) {
            last = report;
        }
    }
    return last != NULL ? last->waiting : MISSING;
}

/* --- places elsewhere --- */

/* Offers that could take the same citizens: day, respite and address-free ones do not replace a home. */
static int kind_class(const struct offer *offer)
{
    switch (offer->kind) {
    case KIND_DAY:
        return 1;
    case KIND_RESPITE:
        return 2;
    case KIND_ADDRESS_FREE:
        return 3;
    default:
        return 0;
    }
}

static bool shares_group(const struct model *model, const struct offer *a, const struct offer *b)
{
    const struct group_set *set = &model->group_sets[a->group_set];
    for (uint32_t i = set->first; i < set->first + set->n; i++) {
        if (model_set_has(model, b->group_set, model->group_refs[i])) {
            return true;
        }
    }
    return false;
}

/* Places on a day, 0 where they are not known. */
static double places_on(const struct model *model, const struct offer *offer, int32_t day)
{
    for (uint32_t i = 0; i < offer->n_periods; i++) {
        const struct period *period = &model->periods[offer->first_period + i];
        if (period->start <= day && day < period->end && period->places.state == CELL_VALUE) {
            return period->places.number;
        }
    }
    return 0;
}

/* Places of offers that were laid into this one on the day. */
static double merged_places(const struct model *model, uint32_t into, int32_t day)
{
    double places = 0;
    for (uint32_t i = 0; i < model->n_offers; i++) {
        const struct offer *offer = &model->offers[i];
        if (offer->merged_into == into && places_on(model, offer, day) == 0) {
            places += places_on(model, offer, day - 1);
        }
    }
    return places;
}

static double places_opened(const struct model *model, uint32_t index, int year)
{
    const struct offer *offer = &model->offers[index];
    double opened = 0;
    for (uint32_t i = 0; i < offer->n_periods; i++) {
        int32_t day = model->periods[offer->first_period + i].start;
        if (day >= date_year_start(year) && day < date_year_start(year + 1)) {
            double more = places_on(model, offer, day) - places_on(model, offer, day - 1);
            opened += MAX(0, more - merged_places(model, index, day));
        }
    }
    return opened;
}

static bool lies_in_region(const struct model *model, const struct offer *offer)
{
    return model->project->region == REGION_ALL ||
           (offer->municipality != NONE && model->municipalities[offer->municipality].in_region);
}

static double opened_elsewhere(const struct profiled_offer *offer, int year)
{
    const struct model *model = offer->model;
    double opened = 0;
    for (uint32_t i = 0; i < model->n_offers; i++) {
        const struct offer *other = &model->offers[i];
        if (i != offer->index && lies_in_region(model, other) && model_in_places(other) &&
            kind_class(other) == kind_class(offer->offer) && shares_group(model, offer->offer, other)) {
            opened += places_opened(model, i, year);
        }
    }
    return opened;
}

/* --- the municipalities' reports --- */

/* Is the report's notice told for the first time? Given in the year or since (the report of a year comes in
 * the next one), or late in the year before, after that year's report. An older one is an old story. */
static bool is_new_notice(const struct demand_reports *reports, const struct demand *demand)
{
    int32_t day = demand->notice_day;
    if (day == DAY_OPEN || day < date_year_start(demand->year - 1)) {
        return false;
    }
    const struct demand *earlier = demand_reports_earlier(reports, demand->municipality, demand->year);
    return day >= date_year_start(demand->year) || earlier == NULL || earlier->notice_day != day;
}

static size_t count_notices(const struct profiled_offer *offer, int year)
{
    size_t notices = 0;
    for (size_t i = 0; i < offer->reports.n; i++) {
        const struct demand *demand = &offer->reports.rows[i];
        notices += demand->year == year && is_new_notice(&offer->reports, demand);
    }
    return notices;
}

static struct quantity change(const struct profiled_offer *offer, int year, demand_field *field)
{
    double number;
    return demand_reports_change(&offer->reports, year, field, &number) ? occupancy_quantity(number)
                                                                        : MISSING;
}

static void fill_reports(const struct profiled_offer *offer, struct offer_year *figures)
{
    const struct demand_reports *reports = &offer->reports;
    int year = figures->year;
    figures->reported = demand_reports_any(reports, year);
    figures->bought = demand_reports_sum(reports, year, demand_bought);
    figures->committed = demand_reports_sum(reports, year, demand_committed);
    figures->expected = demand_reports_sum(reports, year, demand_expected);
    figures->referrals = demand_reports_sum(reports, year, demand_referrals);
    figures->bought_change = change(offer, year, demand_bought);
    figures->committed_change = change(offer, year, demand_committed);
    figures->notices = count_notices(offer, year);
}

struct offer_year offer_year_new(const struct profiled_offer *offer, int year)
{
    struct offer_year figures = {.year = year,
                                 .in_places = model_in_places(offer->offer),
                                 .occupancy = offer_occupancy_year(&offer->occupancy, year)};
    GArray *parts = offer_occupancy_parts(&offer->occupancy, year);
    figures.places = mean_places(offer, &figures);
    fill_empty_days(offer, parts, &figures);
    figures.residents = residents_at_end(parts, &figures.occupancy);
    g_array_unref(parts);
    figures.break_even =
        figures.in_places
            ? base_rate_break_even(offer->model, base_rate_find(offer->model, offer->index, year))
            : (struct quantity){.state = CELL_NA};
    fill_reports(offer, &figures);
    fill_arrivals(offer, &figures);
    fill_known_exits(offer, &figures);
    figures.waiting = last_waiting(offer, year);
    figures.new_places_elsewhere = opened_elsewhere(offer, year);
    return figures;
}
