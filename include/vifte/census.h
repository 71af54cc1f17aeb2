/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Persons present: a slow stock. Arrivals are Poisson, each person leaves at `exit_rate` a year, so a census
 * remembers itself as exp(-exit_rate * years). Limits that take 365 days for independent are 14 to 30 times
 * too narrow; these are the ones that are not. Rates a year, times in years. */
#ifndef VIFTE_CENSUS_H
#define VIFTE_CENSUS_H

#include "vifte/stat_value.h"

#include <stdint.h>

#define CENSUS_PLACES 500     /* the loss system is solved with a dense matrix */
#define CENSUS_START 10000000 /* persons present at the start of a forecast */

/* Standard deviation of the change in persons present over `years` in a stationary M/M/inf system with mean
 * m: sqrt(2 m (1 - exp(-exit_rate years))). With 30 persons and stays of five years 3.3 a year, not the 7.7
 * of two independent counts. m, exit_rate, years >= 0. */
struct stat_value census_swing(double mean_census, double exit_rate, double years);

/* Variance of the mean census over `years` in a stationary M/M/inf system with mean m:
 * (2 m / x) (1 - (1 - exp(-x)) / x), x = exit_rate * years (integral of the autocovariance m exp(-exit_rate
 * s)). m >= 0, exit_rate >= 0, years > 0. m = 0: there is nothing to compare (`inflation` has no exposure).
 */
struct census_average {
    struct stat_value variance_point;
    struct stat_value variance_average;
    struct stat_value sd_average;
    struct stat_value sd_naive;  /* if all 365 days a year were independent */
    struct stat_value inflation; /* sd_average / sd_naive */
};
struct census_average census_average(double mean_census, double exit_rate, double years);

/* The same with a limited number of places and nobody waiting (M/M/c/c), from the spectrum of its generator.
 */
struct census_loss_average {
    struct stat_value mean;
    struct stat_value variance_point;
    struct stat_value variance_average;
    struct stat_value sd_points; /* of the mean occupancy, percentage points */
};
/* 1 <= places <= CENSUS_PLACES, load > 0, exit_rate >= 0, years > 0. */
struct census_loss_average census_loss_average(int64_t places, double load, double exit_rate, double years);

/* Persons present after `years`, given n0 now: Binomial(n0, exp(-exit_rate years)) + Poisson(arrivals /
 * exit_rate (1 - exp(-exit_rate years))), places without limit (M/M/inf transient). Quantiles are the
 * smallest k with P(<= k) >= p. */
struct census_forecast {
    struct stat_value mean;
    struct stat_value variance;
    struct stat_value q05;
    struct stat_value q50;
    struct stat_value q95;
    struct stat_value zero; /* P(nobody) */
    struct stat_value same; /* P(exactly n0) */
};
/* n0 >= 0 whole; arrivals a year, exit_rate, years >= 0. */
struct census_forecast census_forecast(int64_t n0, double arrivals, double exit_rate, double years);

#endif
