/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Persons present in the coming years: who of today's stays on, plus who comes and has not left (census.h),
 * with the uncertainty of both rates in it.
 *
 * The exit rate is drawn from Gamma(exits + 1/2, person-years), arrivals per unit of exposure from
 * Gamma(arrivals + 1/2, exposure): the posteriors of Jeffreys' prior, so that "none seen" is not "none to
 * come". Given both, Binomial(present, exp(-exit_rate t)) + Poisson(arrivals that have not left), as in a
 * system of unlimited places (Eick, Massey & Whitt 1993, Operations Research 41:731); arrivals spread evenly
 * over their year. */
#ifndef VIFTE_STOCK_FORECAST_H
#define VIFTE_STOCK_FORECAST_H

#include "vifte/stat_value.h"

#include <stddef.h>
#include <stdint.h>

#define STOCK_FORECAST_LARGEST 1e9 /* persons, expected */

/* What has been seen. `exposure` is in the unit in which coming years are given: years, or inhabitants added
 * up over years. */
struct stock_history {
    int64_t present; /* now */
    int64_t exits;
    double person_years;
    int64_t arrivals;
    double exposure;
};

/* Means are exact; limits are quantiles of the draws, the smallest k with P(<= k) >= p. */
struct stock_forecast {
    struct stat_value survivors;
    struct stat_value arrivals; /* come and still there */
    struct stat_value mean;
    struct stat_interval limits80;
    struct stat_interval limits95;
};

/* Fills out[0 .. years): the end of each coming year, `coming` = its exposure. The same seed gives the same
 * draws. Counts from 0, exposures from 0, draws at least 1; nobody ever present: no exit rate, and no
 * forecast (STAT_NO_EXPOSURE). */
void stock_forecast(const struct stock_history *history, const double *coming, size_t years, size_t draws,
                    uint64_t seed, struct stock_forecast *out);

#endif
