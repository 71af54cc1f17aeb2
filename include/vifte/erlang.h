/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An offer as a loss system (who finds it full goes elsewhere) or as a queue (who finds it full waits).
 *
 * `load` = arrivals a year times mean stay in years = places in use if nobody were ever turned away. Erlang B
 * does not depend on how stays are distributed (Sevast'yanov 1957); Erlang C and the wait assume exponential
 * stays. Danish data do not record who was turned away, so a text must say which of the two worlds it reckons
 * with. 0 <= places <= ERLANG_PLACES whole, load >= 0; work grows with the places. */
#ifndef VIFTE_ERLANG_H
#define VIFTE_ERLANG_H

#include "vifte/stat_value.h"

#include <stddef.h>
#include <stdint.h>

#define ERLANG_PLACES 10000000

/* B: share of arrivals that find all places taken. B(0) = 1, B(n) = load B(n-1) / (n + load B(n-1)). */
struct stat_value erlang_b(int64_t places, double load);

/* C: share of arrivals that wait, B / (1 - rho (1 - B)); load >= places has no stationary queue. */
struct stat_value erlang_c(int64_t places, double load);

/* The stationary loss system at a point in time. */
struct erlang_state {
    struct stat_value mean;       /* places in use */
    struct stat_value occupancy;  /* mean / places; 0 places: no exposure */
    struct stat_value variance;   /* of places in use */
    struct stat_value full;       /* P(all taken) = B */
    struct stat_value two_vacant; /* P(two or more free) */
    struct stat_value below;      /* P(in use < budget_occupancy * places) */
};
struct erlang_state erlang_stationary(int64_t places, double load, double budget_occupancy);

/* Largest load with B <= blocking; 0 < blocking < 1, places >= 1 (with 0 places there is no such load). */
struct stat_value erlang_max_load(int64_t places, double blocking);

/* Fewest places with B <= blocking, 0 < blocking <= 1. A B that misses by rounding alone (1e-12) counts as
 * reached. */
struct stat_value erlang_min_places(double load, double blocking);

/* What a budgeted occupancy (0 < occupancy < 1) means at this size: in a loss system the load it takes and
 * the share turned away; in a queue the share that waits and the mean wait in mean stays, C / (places (1 -
 * occupancy)). */
struct erlang_budget {
    struct stat_value load;
    struct stat_value blocking;
    struct stat_value wait_share;
    struct stat_value wait_stays;
};
struct erlang_budget erlang_budget(int64_t places, double occupancy);

/* n offers apart and together (Smith & Whitt 1981, BSTJ 60:39): with equal stays pooling never raises the
 * loss. */
struct erlang_pooling {
    struct stat_value lost_apart; /* sum of load_i B_i */
    struct stat_value blocking_apart;
    struct stat_value blocking_together;
    struct stat_value lost_together;
    struct stat_value gain;            /* load no longer lost */
    struct stat_value places_together; /* fewest with the blocking of apart */
    struct stat_value places_saved;
};
struct erlang_pooling erlang_pooling(const int64_t *places, const double *loads, size_t n);

#endif
