/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates by day (takster) and who pays what. Every percentage and limit is a parameter of a year and comes in
 * as an argument with its source from the catalog or the project; nothing here knows a year.
 *
 * Money in kroner as a double where it is divided, in whole oere where it is shared out. Costs, places, days
 * > 0. */
#ifndef VIFTE_RATE_TAKST_H
#define VIFTE_RATE_TAKST_H

#include "vifte/stat_value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* costs / (places * days * budgeted occupancy as a fraction). Days are 365 in leap years too (guide of 11 May
 * 2007). Costs after a surplus handed back or a deficit collected. */
struct stat_value rate_per_day(double costs, double places, double occupancy, double days);

/* Occupancy at which the rate pays the costs: costs / (rate * places * days). */
struct stat_value rate_break_even(double costs, double rate, double places, double days);

/* A year at a rate set from `budget`: what it earned, and how much of the result stays. The older model
 * "indregning af overskud eller underskud": up to carry_pct of the budget, either way, goes to next year's
 * frame, the rest into the rates two years later. Costs are taken as budgeted. Kroner are rounded to a
 * millionth, so that a year that breaks even shows 0. */
struct rate_year {
    struct stat_value rate;
    struct stat_value occupancy;
    struct stat_value revenue;
    struct stat_value result;
    struct stat_value result_pct;
    struct stat_value carried;
    struct stat_value into_rates;
    struct stat_value break_even;
};
struct rate_year rate_year(double budget, double places, double occupancy, double days, double occupied_days,
                           double carry_pct);

/* Budgeted occupancy in per cent: mean of the actual occupancy three and two years before, held between floor
 * and ceiling. Outside them the agreement asks for an approval and does not say what the number becomes;
 * holding it at the limit is this program's reading, so `verdict` is to be printed with it. */
enum rate_verdict { RATE_WITHIN, RATE_ABOVE_RECOMMENDED, RATE_BELOW_FLOOR, RATE_ABOVE_CEILING };
struct rate_budgeted {
    struct stat_value mean;
    struct stat_value budgeted;
    enum rate_verdict verdict;
};
struct rate_budgeted rate_budgeted_occupancy(double occupancy_t3, double occupancy_t2, double floor,
                                             double recommended_max, double ceiling);
const char *rate_verdict_name(enum rate_verdict verdict); /* "within", "above_recommended" ... */

/* Surplus of a year against the rate base: up to set_aside_pct of it may be set aside, the rest lowers the
 * rates. What a deficit becomes was not found in the sources: nothing is set aside and `into_rates` is
 * STAT_NO_RULE. */
struct rate_set_aside {
    struct stat_value result;
    struct stat_value ceiling;
    struct stat_value set_aside;
    struct stat_value into_rates;
};
struct rate_set_aside rate_set_aside(double revenue, double costs, double rate_base, double set_aside_pct);

/* Objective financing: shares `amount_oere` by population so that the payments sum to it exactly (largest
 * remainder, Hare quota; equal remainders in the order given, so the caller sorts by code). population[n] >=
 * 0 with a sum in 1 .. 1e12, |amount| <= 9e15; negative amounts (a settlement back) mirror positive ones. */
enum stat_state rate_objective_financing(int64_t amount_oere, const int64_t *population, size_t n,
                                         int64_t *payment_oere);

/* State refund of a dear case: rate_pct[i] of the cost between step[i] and the next step, the last one open.
 * Steps rise; n = 0: no refund. In kroner. */
struct rate_refund {
    struct stat_value refund;
    struct stat_value net;
};
struct rate_refund rate_refund(double cost, const double *step, const double *rate_pct, size_t n);

/* A daily rate for a service that is used on some days of the week, billed by the month: days x rate x used /
 * of. In kroner. */
struct stat_value rate_bill(double daily_rate, double days, double used, double of);

/* The fee of the highest band that `places` reaches: fee[i] from from[i] places on; from rises. Below the
 * first there is no fee (STAT_NO_RULE). */
struct stat_value rate_band_fee(double places, const double *from, const double *fee, size_t n);

/* Places of an offer that treats so many citizens a year. */
struct stat_value rate_treatment_places(double citizens, double citizens_per_place);

/* A rate after price and wage regulation by so many per cent. */
struct stat_value rate_regulated(double rate, double pct);

/* Is a payment claim received in time: at the latest on the same day so many months after the help was given
 * (that day included)? Days since 1970-01-01; the last day of a shorter month stands for a day it lacks. A
 * thousand years are for ever. */
bool rate_claim_in_time(int32_t service_day, int32_t claim_day, int months);

#endif
