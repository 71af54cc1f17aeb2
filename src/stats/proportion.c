/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilson, Clopper-Pearson, Jeffreys and Newcombe. */
#include "vifte/proportion.h"

#include "vifte/quantile.h"

#include <math.h>

static enum stat_state check(int64_t x, int64_t n, double conf)
{
    if (n == 0 && x == 0)
        return STAT_NO_EXPOSURE;
    if (x < 0 || x > n || !(conf > 0 && conf < 1))
        return STAT_BAD_ARGUMENT;
    return (double)n > TAILS_LARGEST ? STAT_TOO_LARGE : STAT_OK;
}

/* The smaller root of the score equation, written as a quotient so that nothing cancels. */
static double wilson_lower(double x, double n, double z)
{
    double root = z * sqrt(z * z + 4 * x * (1 - x / n));
    return 2 * x * (x / n) / (2 * x + z * z + root);
}

struct stat_interval proportion_wilson(int64_t x, int64_t n, double conf)
{
    enum stat_state state = check(x, n, conf);
    if (state != STAT_OK)
        return stat_interval_undefined(state);
    double z = quantile_normal_two_sided(conf);
    double lower = wilson_lower((double)x, (double)n, z);
    double upper = 1 - wilson_lower((double)(n - x), (double)n, z);
    return stat_interval_ok(lower, upper);
}

struct stat_interval proportion_clopper_pearson(int64_t x, int64_t n, double conf)
{
    enum stat_state state = check(x, n, conf);
    if (state != STAT_OK)
        return stat_interval_undefined(state);
    double tail = (1 - conf) / 2;
    double hits = (double)x, misses = (double)(n - x);
    double lower = x == 0 ? 0 : quantile_beta_lower(tail, hits, misses + 1).x;
    double upper = x == n ? 1 : quantile_beta_upper(tail, hits + 1, misses).x;
    return stat_interval_ok(lower, upper);
}

struct stat_interval proportion_jeffreys(int64_t x, int64_t n, double conf)
{
    enum stat_state state = check(x, n, conf);
    if (state != STAT_OK)
        return stat_interval_undefined(state);
    double tail = (1 - conf) / 2;
    double a = (double)x + 0.5, b = (double)(n - x) + 0.5;
    double lower = x == 0 ? 0 : quantile_beta_lower(tail, a, b).x;
    double upper = x == n ? 1 : quantile_beta_upper(tail, a, b).x;
    return stat_interval_ok(lower, upper);
}

struct proportion_difference proportion_difference_newcombe(int64_t x1, int64_t n1, int64_t x2, int64_t n2,
                                                            double conf)
{
    struct stat_interval first = proportion_wilson(x1, n1, conf);
    struct stat_interval second = proportion_wilson(x2, n2, conf);
    enum stat_state state = first.lower.state != STAT_OK ? first.lower.state : second.lower.state;
    if (state != STAT_OK)
        return (struct proportion_difference){.difference = stat_undefined(state),
                                              .limits = stat_interval_undefined(state)};
    double p1 = (double)x1 / (double)n1, p2 = (double)x2 / (double)n2;
    double below = hypot(p1 - first.lower.value, second.upper.value - p2);
    double above = hypot(first.upper.value - p1, p2 - second.lower.value);
    return (struct proportion_difference){.difference = stat_ok(p1 - p2),
                                          .limits = stat_interval_ok(p1 - p2 - below, p1 - p2 + above)};
}
