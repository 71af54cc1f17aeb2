/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecast of a stock: means in closed form, limits by simulation. */
#include "vifte/stock_forecast.h"

#include "vifte/draws.h"

#include <glib.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define JEFFREYS 0.5

/* E[mean newcomers of one year who are there `from` to `from` + 1 years after], per newcomer: the integral of
 * E[exp(-mu s)] = (T / (T + s))^a over that year. a = exits + 1/2 is never 1. */
static double mean_still_there(double a, double person_years, double from)
{
    double before = exp(-(a - 1) * log1p(from / person_years));
    double lost = -expm1(-(a - 1) * log1p(1 / (person_years + from))); /* before - after would cancel */
    return person_years / (a - 1) * before * lost;
}

static void fill_means(const struct stock_history *history, const double *coming, size_t years,
                       struct stock_forecast *out)
{
    double a = (double)history->exits + JEFFREYS, t = history->person_years;
    double rate = ((double)history->arrivals + JEFFREYS) / history->exposure;
    for (size_t h = 0; h < years; h++) {
        double survivors = (double)history->present * exp(-a * log1p((double)(h + 1) / t));
        double arrivals = 0;
        for (size_t j = 0; j <= h; j++)
            arrivals += rate * coming[j] * mean_still_there(a, t, (double)(h - j));
        out[h].survivors = stat_ok(survivors);
        out[h].arrivals = stat_ok(arrivals);
        out[h].mean = stat_ok(survivors + arrivals);
    }
}

/* One future: its rates, and the mean number of newcomers there at the end of the year reached. */
struct draw {
    double exit_rate;
    double arrival_rate;
    double newcomers;
};

static struct draw *draw_rates(gsl_rng *rng, const struct stock_history *history, size_t draws)
{
    struct draw *all = g_new0(struct draw, draws);
    for (size_t i = 0; i < draws; i++) {
        all[i].exit_rate = gsl_ran_gamma(rng, (double)history->exits + JEFFREYS, 1) / history->person_years;
        all[i].arrival_rate = gsl_ran_gamma(rng, (double)history->arrivals + JEFFREYS, 1) / history->exposure;
    }
    return all;
}

/* Persons there at the end of year h + 1 in one future. */
static double draw_stock(gsl_rng *rng, struct draw *draw, int64_t present, double exposure, size_t h)
{
    double mu = draw->exit_rate;
    double of_the_year = mu > 0 ? -expm1(-mu) / mu : 1;
    draw->newcomers = draw->newcomers * exp(-mu) + draw->arrival_rate * exposure * of_the_year;
    unsigned survivors = gsl_ran_binomial(rng, exp(-mu * (double)(h + 1)), (unsigned)present);
    return survivors + gsl_ran_poisson(rng, fmin(draw->newcomers, STOCK_FORECAST_LARGEST));
}

static void fill_limits(double *stocks, size_t draws, struct stock_forecast *out)
{
    draws_sort(stocks, draws);
    out->limits80.lower = draws_quantile(stocks, draws, 0.1);
    out->limits80.upper = draws_quantile(stocks, draws, 0.9);
    out->limits95.lower = draws_quantile(stocks, draws, 0.025);
    out->limits95.upper = draws_quantile(stocks, draws, 0.975);
}

static void simulate(const struct stock_history *history, const double *coming, size_t years, size_t draws,
                     uint64_t seed, struct stock_forecast *out)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, draws_seed(seed));
    struct draw *futures = draw_rates(rng, history, draws);
    double *stocks = g_new(double, draws);
    for (size_t h = 0; h < years; h++) {
        for (size_t i = 0; i < draws; i++)
            stocks[i] = draw_stock(rng, &futures[i], history->present, coming[h], h);
        fill_limits(stocks, draws, &out[h]);
    }
    g_free(stocks);
    g_free(futures);
    gsl_rng_free(rng);
}

static enum stat_state check(const struct stock_history *history, const double *coming, size_t years,
                             size_t draws)
{
    bool good = history->present >= 0 && history->exits >= 0 && history->arrivals >= 0 &&
                history->person_years >= 0 && history->exposure >= 0 && draws > 0;
    double expected = 0;
    for (size_t h = 0; h < years; h++) {
        good = good && coming[h] >= 0;
        expected += coming[h];
    }
    if (!good)
        return STAT_BAD_ARGUMENT;
    if (history->person_years == 0 || history->exposure == 0)
        return STAT_NO_EXPOSURE;
    expected *= ((double)history->arrivals + JEFFREYS) / history->exposure;
    return expected + (double)history->present > STOCK_FORECAST_LARGEST ? STAT_TOO_LARGE : STAT_OK;
}

void stock_forecast(const struct stock_history *history, const double *coming, size_t years, size_t draws,
                    uint64_t seed, struct stock_forecast *out)
{
    enum stat_state state = check(history, coming, years, draws);
    if (state != STAT_OK) {
        struct stat_value none = stat_undefined(state);
        struct stat_interval no_limits = stat_interval_undefined(state);
        for (size_t h = 0; h < years; h++)
            out[h] = (struct stock_forecast){none, none, none, no_limits, no_limits};
        return;
    }
    fill_means(history, coming, years, out);
    simulate(history, coming, years, draws, seed, out);
}
