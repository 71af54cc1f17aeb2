/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Swing and places, alone and together. */
#include "vifte/pooling.h"

#include "vifte/census.h"
#include "vifte/draws.h"
#include "vifte/erlang.h"
#include "vifte/stock_forecast.h"

#include <glib.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define JEFFREYS 0.5

/* Adds; a sum with a refusal in it is that refusal. */
static void add(struct stat_value *sum, struct stat_value part)
{
    if (sum->state == STAT_OK)
        *sum = part.state == STAT_OK ? stat_ok(sum->value + part.value) : part;
}

/* load (1 - B) summed over the parts that have places of their own. */
static double used(double load, struct stat_value places)
{
    return places.state == STAT_OK ? load * (1 - erlang_b((int64_t)places.value, load).value) : 0;
}

static struct stat_value occupancy(double in_use, struct stat_value places)
{
    if (places.state != STAT_OK)
        return places;
    return places.value > 0 ? stat_ok(in_use / places.value) : stat_undefined(STAT_NO_EXPOSURE);
}

static struct pooling refuse(enum stat_state state)
{
    struct stat_value none = stat_undefined(state);
    return (struct pooling){none, none, none, none, none, none, none};
}

struct pooling pooling_of(const double *loads, size_t n, double exit_rate, double service_level)
{
    double load = 0, in_use = 0;
    bool good = exit_rate >= 0 && service_level > 0 && service_level < 1;
    for (size_t i = 0; i < n; i++) {
        good = good && loads[i] >= 0;
        load += loads[i];
    }
    if (!good)
        return refuse(STAT_BAD_ARGUMENT);
    if (!(load > 0))
        return refuse(STAT_NO_EXPOSURE);
    struct pooling out = {.load = stat_ok(load),
                          .swing_alone = stat_ok(0),
                          .swing_together = census_swing(load, exit_rate, 1),
                          .places_alone = stat_ok(0),
                          .places_together = erlang_min_places(load, 1 - service_level)};
    for (size_t i = 0; i < n; i++) {
        struct stat_value places = erlang_min_places(loads[i], 1 - service_level);
        add(&out.swing_alone, census_swing(loads[i], exit_rate, 1));
        add(&out.places_alone, loads[i] > 0 ? places : stat_ok(0));
        in_use += loads[i] > 0 ? used(loads[i], places) : 0;
    }
    out.occupancy_alone = occupancy(in_use, out.places_alone);
    out.occupancy_together = occupancy(used(load, out.places_together), out.places_together);
    return out;
}

static double draw_load(gsl_rng *rng, const struct stock_history *history, double scale)
{
    double exit_rate = gsl_ran_gamma(rng, (double)history->exits + JEFFREYS, 1) / history->person_years;
    double arrivals = gsl_ran_gamma(rng, (double)history->arrivals + JEFFREYS, 1) / history->exposure;
    return scale * arrivals / fmax(exit_rate, 1e-12);
}

/* The fewest places rise with the load, so the loads' percentiles give the places'. */
struct stat_interval pooling_limits(const struct stock_history *history, double scale, double service_level,
                                    size_t draws, uint64_t seed)
{
    bool good = history->exits >= 0 && history->arrivals >= 0 && scale >= 0 && draws > 0 &&
                service_level > 0 && service_level < 1;
    if (!good)
        return stat_interval_undefined(STAT_BAD_ARGUMENT);
    if (!(history->person_years > 0) || !(history->exposure > 0) || !(scale > 0))
        return stat_interval_undefined(STAT_NO_EXPOSURE); /* nobody comes: nothing to share */
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, draws_seed(seed));
    double *loads = g_new(double, draws);
    for (size_t i = 0; i < draws; i++)
        loads[i] = draw_load(rng, history, scale);
    gsl_rng_free(rng);
    draws_sort(loads, draws);
    double low = draws_quantile(loads, draws, 0.05).value, high = draws_quantile(loads, draws, 0.95).value;
    g_free(loads);
    return (struct stat_interval){.lower = erlang_min_places(low, 1 - service_level),
                                  .upper = erlang_min_places(high, 1 - service_level)};
}
