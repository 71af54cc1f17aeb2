/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact funnel limits for proportions and for observed / expected. */
#include "vifte/funnel.h"

#include "vifte/quantile.h"

#include <math.h>

struct funnel {
    double n; /* INFINITY: Poisson with mean `p` */
    double p;
};

static struct tails tails_at(double k, const void *context)
{
    const struct funnel *f = context;
    return isinf(f->n) ? tails_poisson(k, f->p) : tails_binomial(k, f->n, f->p);
}

static double pmf_at(double k, const struct funnel *f)
{
    return isinf(f->n) ? tails_poisson_pmf(k, f->p) : tails_binomial_pmf(k, f->n, f->p, 1 - f->p);
}

static struct stat_value raw_limit(const struct funnel *f, double tail, int64_t highest, double size)
{
    double r = (double)quantile_count(tails_at, f, tail, highest);
    struct tails t = tails_at(r, f);
    double excess = tail < 0.5 ? t.lower - tail : (1 - tail) - t.upper;
    return stat_ok((r - excess / pmf_at(r, f)) / size);
}

static struct funnel_limit refused(enum stat_state why)
{
    return (struct funnel_limit){.raw = stat_undefined(why), .clipped = stat_undefined(why)};
}

struct funnel_limit funnel_binomial(int64_t n, double target, double tail)
{
    if (n == 0)
        return refused(STAT_NO_EXPOSURE);
    if (n < 0 || !(target >= 0 && target <= 1) || !(tail > 0 && tail < 1))
        return refused(STAT_BAD_ARGUMENT);
    if ((double)n > TAILS_LARGEST)
        return refused(STAT_TOO_LARGE);
    struct funnel f = {.n = (double)n, .p = target};
    struct funnel_limit out = {.raw = raw_limit(&f, tail, n, (double)n)};
    out.clipped = out.raw;
    out.clipped.value = fmin(1, fmax(0, out.raw.value));
    return out;
}

struct funnel_limit funnel_poisson(double expected, double tail)
{
    if (expected == 0)
        return refused(STAT_NO_EXPOSURE);
    if (!(expected > 0) || !(tail > 0 && tail < 1))
        return refused(STAT_BAD_ARGUMENT);
    if (expected > TAILS_LARGEST)
        return refused(STAT_TOO_LARGE);
    struct funnel f = {.n = INFINITY, .p = expected};
    int64_t highest = (int64_t)(expected + 100 * sqrt(expected) + 2000);
    struct funnel_limit out = {.raw = raw_limit(&f, tail, highest, expected)};
    out.clipped = out.raw;
    out.clipped.value = fmax(0, out.raw.value);
    return out;
}
