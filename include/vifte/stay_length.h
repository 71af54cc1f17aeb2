/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long people stay, from all days lived in an offer: with today's residents, who have not left, and with
 * those who came before the records began. Completed stays alone are far too short (in one worked case 534
 * days against 1296).
 */
#ifndef VIFTE_STAY_LENGTH_H
#define VIFTE_STAY_LENGTH_H

#include "vifte/stat_value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define STAY_DAYS_PER_YEAR 365.25

/* Exits over person-time with Garwood limits at 95 %; mean stay = its inverse. No exits: a lower limit of the
 * mean stay only (mean STAT_NO_EVENTS, upper STAT_UNBOUNDED). No days: no exposure. */
struct stay_exit_rate {
    struct stat_value per_year;
    struct stat_interval per_year_limits;
    struct stat_value mean_days;
    struct stat_interval mean_days_limits;
};
struct stay_exit_rate stay_exit_rate(int64_t exits, double person_days);

/* One stay, in days since it began: seen from `from` (0, or its age when the records begin) to `to`. */
struct followed_stay {
    double from;
    double to;
    bool ended;
};

/* Kaplan-Meier with delayed entry at `time`: at risk are stays with from < time <= to; the product runs over
 * all ends up to and including `time`, the standard error is Greenwood's. A stay with from >= to is never at
 * risk. With nobody at risk at an earlier end there would be no end, so the curve is defined from the first
 * end on; before it it is 1. Survival 0: no standard error (STAT_NO_SOLUTION).
 *
 * One end in an early risk set of two halves the curve for good: risk sets under 5 are to be marked and
 * suppressed by the caller, and what comes after an end in one is as little worth (`fewest_at_risk`). */
struct stay_survival {
    int64_t at_risk;
    int64_t ends;           /* at `time` itself */
    int64_t fewest_at_risk; /* at any end up to `time`; 0 = no end yet */
    int64_t all_ends;       /* up to `time` */
    struct stat_value survival;
    struct stat_value standard_error;
};
struct stay_survival stay_survival(const struct followed_stay *spans, size_t n, double time);

/* The same at several times, ascending, in one pass: n log n. */
void stay_curve(const struct followed_stay *spans, size_t n, const double *times, size_t n_times,
                struct stay_survival *out);

/* Limits of the survival on the log(-log) scale, which keeps them within 0 and 1 (Kalbfleisch & Prentice
 * 1980). Nobody has left yet, or nobody is left: none (STAT_NO_EVENTS, STAT_NO_SOLUTION). */
struct stat_interval stay_survival_limits(const struct stay_survival *survival, double conf);

/* Days of a stay [in, out) that fall in [from, to), days since 1970-01-01; with `count_out_day` the day of
 * leaving counts too. A person still there has out = INT32_MAX. out < in: 0. */
int32_t stay_days(int32_t in, int32_t out, int32_t from, int32_t to, bool count_out_day);

#endif
