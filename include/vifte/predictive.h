/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many independent events to expect in a coming period, with the uncertainty of the rate in it: never for
 * persons present (a stock: census.h). */
#ifndef VIFTE_PREDICTIVE_H
#define VIFTE_PREDICTIVE_H

#include "vifte/stat_value.h"

/* Events with a Gamma(alpha, rate beta) prior, `events` of them seen over `exposure`: the number over
 * `future` exposure is negative binomial with size alpha + events and probability (beta + exposure) / (beta +
 * exposure + future). (1/2, 0) is Jeffreys' prior. Also the prediction for an intermittent series; all zeros
 * still give a distribution. alpha, beta, events, exposure, future >= 0; alpha + events > 0; beta + exposure
 * = 0 has no exposure. Quantiles are the smallest k with P(<= k) >= p. */
struct predictive {
    struct stat_value size;
    struct stat_value prob;
    struct stat_value mean;
    struct stat_value variance;
    struct stat_value zero; /* P(none) */
    struct stat_value q025;
    struct stat_value q10;
    struct stat_value q50;
    struct stat_value q90;
    struct stat_value q975;
};
struct predictive predictive_gamma_poisson(double alpha, double beta, double events, double exposure,
                                           double future);

/* One quantile of that distribution, 0 < p < 1. */
struct stat_value predictive_quantile(const struct predictive *predictive, double p);

#endif
