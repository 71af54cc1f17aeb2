/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Persons present at a later date: who stays on, plus who has come and not left. */
#include "vifte/census.h"

#include "vifte/quantile.h"

#include <glib.h>
#include <math.h>

/* Survivors among n0 and newcomers still there. */
struct stock {
    double n0;
    double stay; /* chance of a person of today to be there */
    double leave;
    double newcomers; /* mean */
};

/* Probabilities of the values first .. first + n - 1; beyond lies less than 1e-18. */
struct window {
    int64_t first;
    int64_t n;
    double *p;
};

static struct window window_around(double mean, double variance, double most)
{
    double reach = 10 * sqrt(variance) + 60;
    double first = fmax(0, floor(mean - reach));
    double last = fmin(most, ceil(mean + reach));
    return (struct window){.first = (int64_t)first,
                           .n = (int64_t)(last - first) + 1,
                           .p = g_new(double, (gsize)(last - first) + 1)};
}

static struct window survivors(const struct stock *s)
{
    struct window w = window_around(s->n0 * s->stay, s->n0 * s->stay * s->leave, s->n0);
    for (int64_t i = 0; i < w.n; i++)
        w.p[i] = tails_binomial_pmf((double)(w.first + i), s->n0, s->stay, s->leave);
    return w;
}

/* Cumulated: p[i] = P(newcomers <= first + i). */
static struct window newcomers(const struct stock *s)
{
    struct window w = window_around(s->newcomers, s->newcomers, INFINITY);
    double sum = tails_poisson((double)w.first - 1, s->newcomers).lower;
    for (int64_t i = 0; i < w.n; i++)
        w.p[i] = sum += tails_poisson_pmf((double)(w.first + i), s->newcomers);
    return w;
}

struct both {
    struct window stay;
    struct window come;
};

static struct tails tails_of_sum(double k, const void *context)
{
    const struct both *b = context;
    double lower = 0;
    for (int64_t i = 0; i < b->stay.n; i++) {
        int64_t left = (int64_t)k - (b->stay.first + i) - b->come.first;
        if (left >= 0)
            lower += b->stay.p[i] * (left < b->come.n ? b->come.p[left] : 1);
    }
    return (struct tails){.lower = lower, .upper = 1 - lower};
}

/* P(j of n0 stay) P(n0 - j come), a log-concave function of j. */
static double same_term(const struct stock *s, double j)
{
    return tails_binomial_pmf(j, s->n0, s->stay, s->leave) * tails_poisson_pmf(s->n0 - j, s->newcomers);
}

/* Sum over j from the largest term outwards until the terms no longer count. */
static double probability_of_same(const struct stock *s)
{
    double low = -1, high = s->n0; /* the ratio of neighbours falls with j; find where it passes 1 */
    while (high - low > 1) {
        double j = floor((low + high) / 2);
        bool rises = (s->n0 - j) * s->stay * (s->n0 - j) > (j + 1) * s->leave * s->newcomers;
        if (rises)
            low = j;
        else
            high = j;
    }
    double sum = 0;
    for (double j = high; j <= s->n0; j++) {
        double term = same_term(s, j);
        sum += term;
        if (term <= sum * 1e-18)
            break;
    }
    for (double j = high - 1; j >= 0; j--) {
        double term = same_term(s, j);
        sum += term;
        if (term <= sum * 1e-18)
            break;
    }
    return sum;
}

static struct stat_value quantile_of_sum(const struct both *b, double p)
{
    int64_t most = b->stay.first + b->stay.n + b->come.first + b->come.n;
    return stat_ok((double)quantile_count(tails_of_sum, b, p, most));
}

struct census_forecast census_forecast(int64_t n0, double arrivals, double exit_rate, double years)
{
    enum stat_state state = STAT_OK;
    if (n0 < 0 || !(arrivals >= 0) || !(exit_rate >= 0) || !(years >= 0))
        state = STAT_BAD_ARGUMENT;
    else if (n0 > CENSUS_START || arrivals * years > CENSUS_START)
        state = STAT_TOO_LARGE;
    if (state != STAT_OK) {
        struct stat_value none = stat_undefined(state);
        return (struct census_forecast){none, none, none, none, none, none, none};
    }
    double x = exit_rate * years;
    struct stock s = {.n0 = (double)n0,
                      .stay = exp(-x),
                      .leave = -expm1(-x),
                      .newcomers = exit_rate > 0 ? arrivals / exit_rate * -expm1(-x) : arrivals * years};
    struct both both = {.stay = survivors(&s), .come = newcomers(&s)};
    struct census_forecast out = {
        .mean = stat_ok(s.n0 * s.stay + s.newcomers),
        .variance = stat_ok(s.n0 * s.stay * s.leave + s.newcomers),
        .q05 = quantile_of_sum(&both, 0.05),
        .q50 = quantile_of_sum(&both, 0.5),
        .q95 = quantile_of_sum(&both, 0.95),
        .zero = stat_ok(tails_binomial_pmf(0, s.n0, s.stay, s.leave) * exp(-s.newcomers)),
        .same = stat_ok(probability_of_same(&s))};
    g_free(both.stay.p);
    g_free(both.come.p);
    return out;
}
