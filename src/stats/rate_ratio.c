/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rates: exact conditional ratio, MOVER difference. */
#include "vifte/rate_ratio.h"

#include "vifte/count.h"
#include "vifte/quantile.h"
#include "vifte/two_sided.h"

#include <math.h>

struct binomial {
    double n;
    double p;
    double q;
};

static double binomial_pmf(double k, const void *context)
{
    const struct binomial *b = context;
    return tails_binomial_pmf(k, b->n, b->p, b->q);
}

static struct tails binomial_tails(double k, const void *context)
{
    const struct binomial *b = context;
    return tails_binomial(k, b->n, b->p);
}

static enum stat_state check(int64_t x1, double t1, int64_t x2, double t2, double conf)
{
    if (x1 < 0 || x2 < 0 || t1 < 0 || t2 < 0 || !(conf > 0 && conf < 1))
        return STAT_BAD_ARGUMENT;
    if (!(t1 > 0 && t2 > 0))
        return STAT_NO_EXPOSURE;
    return (double)x1 + (double)x2 > TAILS_LARGEST ? STAT_TOO_LARGE : STAT_OK;
}

static struct stat_interval ratio_limits(double x1, double x2, double time_ratio, double conf)
{
    double tail = (1 - conf) / 2;
    struct stat_interval limits = {.lower = stat_ok(0), .upper = stat_undefined(STAT_UNBOUNDED)};
    if (x1 > 0) {
        struct share pi = quantile_beta_lower(tail, x1, x2 + 1);
        limits.lower = stat_ok(pi.x / pi.rest * time_ratio);
    }
    if (x2 > 0) {
        struct share pi = quantile_beta_upper(tail, x1 + 1, x2);
        limits.upper = stat_ok(pi.x / pi.rest * time_ratio);
    }
    return limits;
}

struct rate_ratio rate_ratio_exact(int64_t x1, double t1, int64_t x2, double t2, double conf)
{
    enum stat_state state = check(x1, t1, x2, t2, conf);
    struct stat_value none = stat_undefined(state);
    if (state != STAT_OK)
        return (struct rate_ratio){none, stat_interval_undefined(state), none, none, none};

    double a = (double)x1, b = (double)x2;
    struct rate_ratio out = {.limits = ratio_limits(a, b, t2 / t1, conf)};
    if (x2 > 0)
        out.ratio = stat_ok(a / t1 / (b / t2));
    else
        out.ratio = stat_undefined(x1 > 0 ? STAT_UNBOUNDED : STAT_NO_EVENTS);
    struct binomial given_total = {.n = a + b, .p = t1 / (t1 + t2), .q = t2 / (t1 + t2)};
    struct two_sided p = two_sided_p(binomial_pmf, binomial_tails, &given_total, a,
                                     given_total.n * given_total.p, given_total.n);
    out.p_small = stat_ok(p.small);
    out.p_central = stat_ok(p.central);
    out.p_mid = stat_ok(p.mid);
    return out;
}

struct rate_difference rate_difference_mover(int64_t x1, double t1, int64_t x2, double t2, double conf)
{
    enum stat_state state = check(x1, t1, x2, t2, conf);
    if (state != STAT_OK)
        return (struct rate_difference){stat_undefined(state), stat_interval_undefined(state)};
    struct count_rate first = count_rate(x1, t1, 1, conf);
    struct count_rate second = count_rate(x2, t2, 1, conf);
    double difference = first.rate.value - second.rate.value;
    double below =
        hypot(first.rate.value - first.limits.lower.value, second.limits.upper.value - second.rate.value);
    double above =
        hypot(first.limits.upper.value - first.rate.value, second.rate.value - second.limits.lower.value);
    return (struct rate_difference){.difference = stat_ok(difference),
                                    .limits = stat_interval_ok(difference - below, difference + above)};
}
