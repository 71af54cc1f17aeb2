/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates of small areas pulled towards the common rate, for ranking and planning input: never "the number of
 * persons", never in an answer, and `undefined` in the tables for an expected count under 5. A shrunk value
 * mixes the neighbours' data and passes the disclosure control as such. */
#ifndef VIFTE_SHRINKAGE_H
#define VIFTE_SHRINKAGE_H

#include "vifte/stat_value.h"

#include <stddef.h>

/* Empirical Bayes by moments (Marshall 1991, Appl Stat 40:283): b = sum x / sum n; s2 = sum n (r-b)^2 / sum
 * n; a = s2 - b / (sum n / m), below 0 taken as 0; estimate b + a (r-b) / (a + b/n). Areas with n = 0 do not
 * count in m and get b. All x = 0: 0, with no statement on shrinkage (b = 0). */
struct shrinkage_prior {
    struct stat_value common_rate; /* b */
    struct stat_value variance;    /* s2 */
    struct stat_value between;     /* a as computed */
    struct stat_value between_used;
};
/* x[i] >= 0 events on n[i] >= 0 exposure, m areas of which one at least has exposure. */
struct shrinkage_prior shrinkage_marshall(const double *x, const double *n, size_t m);
struct stat_value shrinkage_estimate(const struct shrinkage_prior *prior, double x, double n);

/* Posterior of a rate with prior Gamma(alpha, rate beta) after x events on exposure n: Gamma(alpha+x,
 * beta+n). (1/2, 0) is Jeffreys' prior. alpha + x > 0; beta + n = 0 has no exposure. */
struct gamma_posterior {
    struct stat_value mean;
    struct stat_value sd;
    struct stat_value q025;
    struct stat_value q50;
    struct stat_value q975;
};
struct gamma_posterior shrinkage_gamma_posterior(double alpha, double beta, double x, double n);

#endif
