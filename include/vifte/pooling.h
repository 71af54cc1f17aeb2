/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sharing steadies: the swing in persons from year to year, and the places that a service level asks
 * for, if everybody stood alone and together.
 *
 * `load` = arrivals a year times mean stay in years = persons there if nobody were ever turned away. Swing:
 * the standard deviation of the yearly change in persons present, sqrt(2 load (1 - exp(-exit_rate)))
 * (census.h). Places: the fewest with which at least `service_level` of those who come find a free one
 * (Erlang B; who finds none goes elsewhere). Alone means whole places each: that is why few persons need so
 * many (Smith & Whitt 1981, BSTJ 60:39). */
#ifndef VIFTE_POOLING_H
#define VIFTE_POOLING_H

#include "vifte/stat_value.h"

#include <stddef.h>
#include <stdint.h>

struct stock_history;

struct pooling {
    struct stat_value load;
    struct stat_value swing_alone; /* sum over the parts */
    struct stat_value swing_together;
    struct stat_value places_alone; /* sum over the parts */
    struct stat_value places_together;
    struct stat_value occupancy_alone;
    struct stat_value occupancy_together; /* that follows from the places: load (1 - B) / places */
};

/* loads[0 .. n) from 0; exit_rate >= 0; 0 < service_level < 1. No load at all: nothing to share
 * (STAT_NO_EXPOSURE). */
struct pooling pooling_of(const double *loads, size_t n, double exit_rate, double service_level);

/* 5th and 95th percentile of places_together with the uncertainty of both rates in it: arrival rate ~
 * Gamma(arrivals + 1/2, exposure), exit rate ~ Gamma(exits + 1/2, person_years). `scale` multiplies the
 * arrivals (1 = as they were); exposure is counted in years. The same seed gives the same draws. */
struct stat_interval pooling_limits(const struct stock_history *history, double scale, double service_level,
                                    size_t draws, uint64_t seed);

#endif
