/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marshall's empirical Bayes estimate and the gamma posterior of a rate. */
#include "vifte/shrinkage.h"

#include "vifte/quantile.h"

#include <math.h>

struct shrinkage_prior shrinkage_marshall(const double *x, const double *n, size_t m)
{
    double events = 0, exposure = 0, areas = 0;
    for (size_t i = 0; i < m; i++) {
        events += x[i];
        exposure += n[i];
        areas += n[i] > 0;
    }
    if (!(exposure > 0)) {
        struct stat_value none = stat_undefined(STAT_NO_EXPOSURE);
        return (struct shrinkage_prior){none, none, none, none};
    }
    double spread = 0;
    for (size_t i = 0; i < m; i++) {
        if (n[i] > 0) {
            /* n (r - b)^2 with r - b over the common denominator: equal rates differ by exactly nothing. */
            double apart = (x[i] * exposure - events * n[i]) / exposure;
            spread += apart * apart / n[i];
        }
    }
    double common = events / exposure;
    double variance = spread / exposure;
    double between = variance - common / (exposure / areas);
    return (struct shrinkage_prior){.common_rate = stat_ok(common),
                                    .variance = stat_ok(variance),
                                    .between = stat_ok(between),
                                    .between_used = stat_ok(fmax(0, between))};
}

struct stat_value shrinkage_estimate(const struct shrinkage_prior *prior, double x, double n)
{
    if (prior->common_rate.state != STAT_OK)
        return prior->common_rate;
    double b = prior->common_rate.value, a = prior->between_used.value;
    if (!(n > 0) || a == 0)
        return stat_ok(b);
    return stat_ok(b + a * (x / n - b) / (a + b / n));
}

struct gamma_posterior shrinkage_gamma_posterior(double alpha, double beta, double x, double n)
{
    double shape = alpha + x, exposure = beta + n;
    enum stat_state state = STAT_OK;
    if (!(shape > 0) || exposure < 0)
        state = STAT_BAD_ARGUMENT;
    else if (exposure == 0)
        state = STAT_NO_EXPOSURE;
    else if (shape > TAILS_LARGEST)
        state = STAT_TOO_LARGE;
    if (state != STAT_OK) {
        struct stat_value none = stat_undefined(state);
        return (struct gamma_posterior){none, none, none, none, none};
    }
    return (struct gamma_posterior){.mean = stat_ok(shape / exposure),
                                    .sd = stat_ok(sqrt(shape) / exposure),
                                    .q025 = stat_ok(quantile_gamma_lower(0.025, shape) / exposure),
                                    .q50 = stat_ok(quantile_gamma_lower(0.5, shape) / exposure),
                                    .q975 = stat_ok(quantile_gamma_upper(0.025, shape) / exposure)};
}
