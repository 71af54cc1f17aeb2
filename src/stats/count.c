/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts of events: Garwood, Byar, mid-P, rates, observed against expected. */
#include "vifte/count.h"

#include "vifte/quantile.h"
#include "vifte/root.h"
#include "vifte/two_sided.h"

#include <math.h>

static enum stat_state check(int64_t x, double conf)
{
    if (x < 0 || !(conf > 0 && conf < 1))
        return STAT_BAD_ARGUMENT;
    return (double)x > TAILS_LARGEST ? STAT_TOO_LARGE : STAT_OK;
}

struct stat_interval count_garwood(int64_t x, double conf)
{
    enum stat_state state = check(x, conf);
    if (state != STAT_OK)
        return stat_interval_undefined(state);
    double tail = (1 - conf) / 2;
    double lower = x == 0 ? 0 : quantile_gamma_lower(tail, (double)x);
    return stat_interval_ok(lower, quantile_gamma_upper(tail, (double)x + 1));
}

struct stat_value count_upper_one_sided(int64_t x, double conf)
{
    enum stat_state state = check(x, conf);
    if (state != STAT_OK)
        return stat_undefined(state);
    return stat_ok(quantile_gamma_upper(1 - conf, (double)x + 1));
}

struct stat_interval count_byar(int64_t x, double conf)
{
    enum stat_state state = check(x, conf);
    if (state != STAT_OK)
        return stat_interval_undefined(state);
    double z = quantile_normal_two_sided(conf);
    double n = (double)x;
    double below = x == 0 ? 0 : 1 - 1 / (9 * n) - z / (3 * sqrt(n));
    double above = 1 - 1 / (9 * (n + 1)) + z / (3 * sqrt(n + 1));
    return stat_interval_ok(n * below * below * below, (n + 1) * above * above * above);
}

struct mid_p_search {
    double x;
    double tail;
    bool upper_limit;
};

/* log of P(X beyond x) + P(X = x)/2, less the wanted tail, as a function of the mean. */
static struct root_point mid_p_point(double mean, const void *context)
{
    const struct mid_p_search *s = context;
    double at = tails_poisson_pmf(s->x, mean);
    double before = s->x > 0 ? tails_poisson_pmf(s->x - 1, mean) : 0;
    struct tails t = tails_poisson(s->upper_limit ? s->x - 1 : s->x, mean);
    double tail = (s->upper_limit ? t.lower : t.upper) + at / 2;
    double slope = mean * (at + before) / 2 / tail;
    return (struct root_point){.f = log(tail / s->tail), .slope = s->upper_limit ? -slope : slope};
}

struct stat_interval count_mid_p(int64_t x, double conf)
{
    struct stat_interval outer = count_garwood(x, conf);
    if (outer.upper.state != STAT_OK)
        return outer;
    struct mid_p_search s = {.x = (double)x, .tail = (1 - conf) / 2, .upper_limit = false};
    double lower = 0;
    if (x > 0)
        lower = root_positive(mid_p_point, &s, outer.lower.value, outer.lower.value / 2, s.x + 1);
    s.upper_limit = true;
    double upper = root_positive(mid_p_point, &s, outer.upper.value, fmax(s.x, 1e-9), outer.upper.value * 2);
    return stat_interval_ok(lower, upper);
}

struct count_rate count_rate(int64_t x, double exposure, double multiplier, double conf)
{
    if (!(exposure > 0))
        return (struct count_rate){.rate = stat_undefined(STAT_NO_EXPOSURE),
                                   .limits = stat_interval_undefined(STAT_NO_EXPOSURE)};
    struct stat_interval count = count_garwood(x, conf);
    if (count.lower.state != STAT_OK)
        return (struct count_rate){.rate = count.lower, .limits = count};
    double factor = multiplier / exposure;
    return (struct count_rate){
        .rate = stat_ok((double)x * factor),
        .limits = {.lower = stat_scaled(count.lower, factor), .upper = stat_scaled(count.upper, factor)}};
}

bool count_phe_is_exact(int64_t x)
{
    return x < 10;
}

struct stat_interval count_phe(int64_t x, double conf)
{
    return count_phe_is_exact(x) ? count_garwood(x, conf) : count_byar(x, conf);
}

static double poisson_pmf(double k, const void *mean)
{
    return tails_poisson_pmf(k, *(const double *)mean);
}

static struct tails poisson_tails(double k, const void *mean)
{
    return tails_poisson(k, *(const double *)mean);
}

struct count_ratio count_observed_expected(int64_t x, double expected)
{
    struct count_rate rate = count_rate(x, expected, 1, 0.95);
    if (expected == 0 && x > 0)
        rate = (struct count_rate){.rate = stat_undefined(STAT_BAD_ARGUMENT),
                                   .limits = stat_interval_undefined(STAT_BAD_ARGUMENT)};
    struct count_ratio out = {
        .ratio = rate.rate, .limits = rate.limits, .p_small = rate.rate, .p_central = rate.rate};
    if (rate.rate.state != STAT_OK)
        return out;
    struct two_sided p = two_sided_p(poisson_pmf, poisson_tails, &expected, (double)x, expected, INFINITY);
    out.p_small = stat_ok(p.small);
    out.p_central = stat_ok(p.central);
    return out;
}
