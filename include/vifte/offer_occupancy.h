/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy of one offer, and sums of it over years and units: ratios of sums, never clipped.
 *
 * Where the figures come from, in this order:
 *   operator  a report of a period. Where reports overlap the longest counts; one that reached over a new
 * year would be shared out by days (the periods that the input knows never do). stays     days that no report
 * covers, in offers whose stays are all reported. census    reports of single days, where an offer and year
 * has nothing else: their ratio stands for every day of the year that the offer is in force. Days that
 * nothing covers count nowhere, neither as occupied nor as places.
 */
#ifndef VIFTE_OFFER_OCCUPANCY_H
#define VIFTE_OFFER_OCCUPANCY_H

#include "vifte/model.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

struct capacity;
struct presence;

enum occupancy_source { OCCUPANCY_FROM_OPERATOR = 1, OCCUPANCY_FROM_STAYS = 2, OCCUPANCY_FROM_CENSUS = 4 };

/* The word for a set of sources; NULL for none. Static. */
const struct name *occupancy_source_name(unsigned sources);

/* Days that figures cover. `persons` = mean number present, added up over offers. */
struct occupancy_tally {
    unsigned sources; /* 0 = nothing covers any day */
    double place_days, occupied_days, days, persons;
};

/* One offer or unit in one year. */
struct occupancy_year {
    bool seen;                       /* in force, or something is reported */
    bool in_places;                  /* at least one offer is measured in places */
    struct occupancy_tally measured; /* against known places */
    struct occupancy_tally
        unmeasured;  /* occupied days of offers not measured in places, or with unknown places */
    bool has_census; /* 31 December */
    double census_places, census_persons;
    double budget_weight, budget_sum; /* place-days; budgeted x place-days */
    /* Single offers only: */
    bool has_budget, has_daily, has_days_exceeded; /* which of the following are known */
    double budgeted, peak, days_exceeded;
};

/* An offer while its figures are computed. */
struct offer_occupancy {
    const struct model *model;
    const struct offer *offer;
    uint32_t index;
    struct capacity *capacity;
    const struct presence *presence; /* NULL where the stays are not complete */
    GPtrArray *reports;              /* of periods, apart from each other */
    GPtrArray *censuses;             /* of single days */
};

/* `buffer` is filled where the offer's stays are complete and must live as long as the result. */
struct offer_occupancy offer_occupancy_new(const struct model *model, uint32_t index,
                                           struct presence *buffer);
void offer_occupancy_clear(struct offer_occupancy *offer);

/* What covers one stretch of a year's days. */
struct occupancy_part {
    int32_t start, end;
    enum occupancy_source source;
    struct quantity place_days; /* na or missing as in offer_occupancy_places() */
    double occupied_days;
    double days; /* that these are spread over */
};
/* The parts of a year (struct occupancy_part), ascending; they share no day. Free with g_array_unref(). */
GArray *offer_occupancy_parts(const struct offer_occupancy *offer, int year);
/* Sum over the days of max(0, places - occupied), where places are known. Complete stays are counted day by
 * day; of a report only the mean is known, so the sum is at least so much. */
double offer_occupancy_empty_days(const struct offer_occupancy *offer, const GArray *parts);

struct occupancy_year offer_occupancy_year(const struct offer_occupancy *offer, int year);
/* Adds an offer to a unit (group, operator, municipality, region). */
void occupancy_year_add(struct occupancy_year *unit, const struct occupancy_year *offer);
/* What is shown: what is measured against places, else occupied days alone. */
const struct occupancy_tally *occupancy_year_shown(const struct occupancy_year *year);

/* Place-days over [start, end): na for an offer not measured in places, missing where places are unknown. */
struct quantity offer_occupancy_places(const struct offer_occupancy *offer, int32_t start, int32_t end);
/* The same for days of a report, whose own places win. */
struct quantity offer_occupancy_report_places(const struct offer_occupancy *offer,
                                              const struct report *report, int32_t start, int32_t end);
/* Days to spread occupied days over: those in force, else all. */
double offer_occupancy_days(const struct offer_occupancy *offer, int32_t start, int32_t end);

struct quantity occupancy_quantity(double number); /* a known one */

/* Cells that both occupancy tables have. */
int64_t occupancy_persons(double mean); /* contributors: whole persons behind a mean */
struct cell occupancy_places_cell(struct quantity place_days);
struct cell occupancy_ratio_cell(struct quantity place_days, double occupied_days, int64_t persons);

#endif
