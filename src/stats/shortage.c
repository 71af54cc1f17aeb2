/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probability of a shortage of places. */
#include "vifte/shortage.h"

#include "vifte/draws.h"
#include "vifte/stock_forecast.h"
#include "vifte/tails.h"

#include <glib.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define JEFFREYS 0.5
#define SMALLEST 1e-290  /* below, a double loses digits */
#define NEGLIGIBLE 1e-19 /* terms below add up to nothing beside the sum */

/* P(Poisson(mean) > k) for k falling one by one: kept as the tail and the next term. */
struct poisson_tail {
    double mean, k, pmf, upper;
};

static struct poisson_tail tail_at(double mean, double k)
{
    struct poisson_tail tail = {.mean = mean, .k = k, .pmf = 0, .upper = 1};
    if (k >= 0) {
        tail.pmf = tails_poisson_pmf(k, mean);
        tail.upper = tails_poisson(k, mean).upper;
    }
    return tail;
}

/* Far above the mean the terms are too small for a double; once they no longer are it starts afresh. */
static void tail_down(struct poisson_tail *tail)
{
    double k = tail->k - 1;
    bool near = k < tail->mean + 60 * sqrt(tail->mean) + 300;
    if (tail->pmf < SMALLEST && k >= 0) {
        *tail = near ? tail_at(tail->mean, k) : (struct poisson_tail){.mean = tail->mean, .k = k};
        return;
    }
    if (tail->k >= 0) {
        tail->upper = k < 0 ? 1 : tail->upper + tail->pmf;
        tail->pmf = tail->mean > 0 ? tail->pmf * tail->k / tail->mean : 0;
    }
    tail->k = k;
}

/* Fewest survivors that count, and their probability: down from the most probable number. */
static double first_survivors(double n, double stay, double *pmf)
{
    double j = floor((n + 1) * stay);
    *pmf = tails_binomial_pmf(j, n, stay, 1 - stay);
    while (j > 0 && *pmf > NEGLIGIBLE) {
        *pmf *= j / (n - j + 1) * ((1 - stay) / stay);
        j--;
    }
    return j;
}

/* Survivors j upwards; each leaves room for places - j newcomers. */
double shortage_probability(int64_t present, double stay, double newcomers, double places)
{
    double n = (double)present, sum = 0, pmf;
    places = floor(places);
    if (present == 0 || stay <= 0 || stay >= 1)
        return tail_at(newcomers, stay >= 1 ? places - n : places).upper;
    double j = first_survivors(n, stay, &pmf);
    struct poisson_tail tail = tail_at(newcomers, places - j);
    for (; j <= n && (j <= n * stay || pmf > NEGLIGIBLE); j++) {
        sum += pmf * tail.upper;
        pmf *= (n - j) / (j + 1) * (stay / (1 - stay));
        tail_down(&tail);
    }
    return fmin(1, sum);
}

/* One future: its rates, and the mean number of newcomers there at the end of the year reached. */
struct future {
    double exit_rate, arrival_rate, newcomers;
};

static struct future *draw_futures(const struct stock_history *history, size_t draws, uint64_t seed)
{
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(rng, draws_seed(seed));
    struct future *all = g_new0(struct future, draws);
    for (size_t i = 0; i < draws; i++) {
        all[i].exit_rate = gsl_ran_gamma(rng, (double)history->exits + JEFFREYS, 1) / history->person_years;
        all[i].arrival_rate = gsl_ran_gamma(rng, (double)history->arrivals + JEFFREYS, 1) / history->exposure;
    }
    gsl_rng_free(rng);
    return all;
}

static double in_future(struct future *future, int64_t present, double exposure, double places, size_t h)
{
    double mu = future->exit_rate;
    double of_the_year = mu > 0 ? -expm1(-mu) / mu : 1;
    future->newcomers = future->newcomers * exp(-mu) + future->arrival_rate * exposure * of_the_year;
    return shortage_probability(present, exp(-mu * (double)(h + 1)), future->newcomers, places);
}

static enum stat_state check(const struct stock_history *history, const double *coming, const double *places,
                             size_t years, size_t draws)
{
    bool good = history->present >= 0 && history->exits >= 0 && history->arrivals >= 0 &&
                history->person_years >= 0 && history->exposure >= 0 && draws > 0;
    double expected = 0;
    for (size_t h = 0; h < years; h++) {
        good = good && coming[h] >= 0 && places[h] >= 0;
        expected += coming[h];
    }
    if (!good)
        return STAT_BAD_ARGUMENT;
    if (history->person_years == 0 || history->exposure == 0)
        return STAT_NO_EXPOSURE;
    if (history->arrivals < SHORTAGE_ARRIVALS)
        return STAT_TOO_FEW;
    expected *= ((double)history->arrivals + JEFFREYS) / history->exposure;
    return expected + (double)history->present > STOCK_FORECAST_LARGEST ? STAT_TOO_LARGE : STAT_OK;
}

static struct shortage summed_up(double *chances, size_t draws)
{
    double sum = 0;
    draws_sort(chances, draws);
    for (size_t i = 0; i < draws; i++)
        sum += chances[i]; /* the small ones first */
    return (struct shortage){.probability = stat_ok(fmin(1, sum / (double)draws)),
                             .limits = {.lower = draws_quantile(chances, draws, 0.025),
                                        .upper = draws_quantile(chances, draws, 0.975)}};
}

void shortage_ahead(const struct stock_history *history, const double *coming, const double *places,
                    size_t years, size_t draws, uint64_t seed, struct shortage *out)
{
    enum stat_state state = check(history, coming, places, years, draws);
    if (state != STAT_OK) {
        for (size_t h = 0; h < years; h++)
            out[h] = (struct shortage){stat_undefined(state), stat_interval_undefined(state)};
        return;
    }
    struct future *futures = draw_futures(history, draws, seed);
    double *chances = g_new(double, draws);
    for (size_t h = 0; h < years; h++) {
        for (size_t i = 0; i < draws; i++)
            chances[i] = in_future(&futures[i], history->present, coming[h], places[h], h);
        out[h] = summed_up(chances, draws);
    }
    g_free(chances);
    g_free(futures);
}

bool shortage_is_open(const struct shortage *shortage)
{
    return shortage->probability.state == STAT_OK && shortage->limits.lower.value < SHORTAGE_LOW &&
           shortage->limits.upper.value > SHORTAGE_HIGH;
}
