/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles of the normal, gamma, beta and counting distributions. Every continuous one is found from tails.h
 * by a bracketed search, so that it cannot hang, and holds its own tail equation to 1e-12 (gsl_cdf_gamma_Qinv
 * and gsl_cdf_beta_Pinv do not: methods and numbers in the tests of this module). */
#ifndef VIFTE_QUANTILE_H
#define VIFTE_QUANTILE_H

#include "vifte/tails.h"

#include <stdint.h>

/* z with P(Z > z) = upper_tail, 0 < upper_tail < 1. */
double quantile_normal_upper(double upper_tail);
/* z for a two-sided interval of this confidence (0 < conf < 1). */
double quantile_normal_two_sided(double conf);

/* Gamma(shape, rate 1): x with P(X <= x) = tail, or P(X > x) = tail. shape > 0, 0 < tail < 1. */
double quantile_gamma_lower(double tail, double shape);
double quantile_gamma_upper(double tail, double shape);

/* A share and what is left of one, both with all their digits. */
struct share {
    double x;
    double rest;
};

/* Beta(a, b): P(X <= x) = tail, or P(X > x) = tail. a, b > 0, 0 < tail < 1. */
struct share quantile_beta_lower(double tail, double a, double b);
struct share quantile_beta_upper(double tail, double a, double b);

/* Smallest whole k in [0, high] with P(X <= k) >= p; `high` if there is none. A probability that misses p by
 * rounding alone (64 epsilon, as in R) counts as reached. */
int64_t quantile_count(struct tails (*tails)(double k, const void *context), const void *context, double p,
                       int64_t high);

#endif
