/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of one covered offer in one year, for the cooperation's dialogue: figures with their states,
 * gathered from occupancy, stays, rates and the municipalities' reports. No judgement.
 */
#ifndef VIFTE_OFFER_PROFILE_H
#define VIFTE_OFFER_PROFILE_H

#include "vifte/demand_reports.h"
#include "vifte/model.h"
#include "vifte/offer_occupancy.h"

#include <glib.h>

/* An offer while its years pass. */
struct profiled_offer {
    const struct model *model;
    const struct offer *offer;
    uint32_t index;
    struct demand_reports reports;
    struct offer_occupancy occupancy;
    GArray *tenures; /* struct tenure */
};

struct profiled_offer profiled_offer_new(const struct model *model, uint32_t index, struct presence *buffer);
void profiled_offer_clear(struct profiled_offer *offer);
bool profiled_offer_is_in_force(const struct profiled_offer *offer, int year);

struct offer_year {
    int year;
    bool in_places;
    struct occupancy_year occupancy;
    struct quantity places; /* mean over the covered days, else over the days in force; na without places */
    struct quantity empty_days, budgeted_empty_days;
    struct quantity residents;  /* occupied on 31 December, or in the last period that covers it */
    struct quantity break_even; /* places */
    struct demand_sum bought, committed, expected, referrals;
    struct quantity bought_change, committed_change;
    size_t notices;
    bool reported;                            /* does anybody report for the year? */
    struct quantity arrivals, usual_arrivals; /* usual: mean of the years so far */
    struct quantity known_exits_12m, known_exits_24m;
    struct quantity waiting;
    double new_places_elsewhere;
};

struct offer_year offer_year_new(const struct profiled_offer *offer, int year);

#endif
