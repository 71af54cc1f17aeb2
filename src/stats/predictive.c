/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gamma-Poisson prediction: a negative binomial distribution. */
#include "vifte/predictive.h"

#include "vifte/quantile.h"

#include <math.h>

static struct tails tails_at(double k, const void *context)
{
    const struct predictive *p = context;
    return tails_negative_binomial(k, p->size.value, p->prob.value);
}

struct stat_value predictive_quantile(const struct predictive *predictive, double p)
{
    if (predictive->size.state != STAT_OK)
        return predictive->size;
    if (!(p > 0 && p < 1))
        return stat_undefined(STAT_BAD_ARGUMENT);
    if (predictive->mean.value == 0)
        return stat_ok(0);
    double highest = 1;
    while (highest < 1e15 && tails_at(highest, predictive).upper > (1 - p) / 2)
        highest *= 2;
    return stat_ok((double)quantile_count(tails_at, predictive, p, (int64_t)highest));
}

struct predictive predictive_gamma_poisson(double alpha, double beta, double events, double exposure,
                                           double future)
{
    enum stat_state state = STAT_OK;
    if (!(alpha >= 0 && beta >= 0 && events >= 0 && exposure >= 0 && future >= 0) || alpha + events == 0)
        state = STAT_BAD_ARGUMENT;
    else if (beta + exposure == 0)
        state = STAT_NO_EXPOSURE;
    else if (alpha + events > TAILS_LARGEST || (alpha + events) * future / (beta + exposure) > TAILS_LARGEST)
        state = STAT_TOO_LARGE;
    struct stat_value none = stat_undefined(state);
    struct predictive out = {none, none, none, none, none, none, none, none, none, none};
    if (state != STAT_OK)
        return out;
    double size = alpha + events, seen = beta + exposure;
    double mean = size * future / seen;
    out.size = stat_ok(size);
    out.prob = stat_ok(seen / (seen + future));
    out.mean = stat_ok(mean);
    out.variance = stat_ok(mean * (seen + future) / seen);
    out.zero = stat_ok(exp(-size * log1p(future / seen)));
    out.q025 = predictive_quantile(&out, 0.025);
    out.q10 = predictive_quantile(&out, 0.10);
    out.q50 = predictive_quantile(&out, 0.50);
    out.q90 = predictive_quantile(&out, 0.90);
    out.q975 = predictive_quantile(&out, 0.975);
    return out;
}
