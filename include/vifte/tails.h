/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Probabilities of the Poisson, binomial and negative binomial distributions and of the gamma and beta
 * distributions behind them, with both tails at full relative accuracy.
 *
 * Why not gsl_cdf_*: observed on GSL 2.7.1, gsl_cdf_gamma_Q is wrong by 2 % at shape 1e7 and by 1e-4 at 3e6,
 * and gsl_cdf_beta_P gives up (NaN) once a continued fraction needs more than 512 steps; a quantile checked
 * against such a tail passes the check and is wrong. GSL gives the two functions that decide the accuracy,
 * log(1+x)-x and the regulated gamma function, which hold 1e-15; series and continued fractions here run as
 * long as they need.
 *
 * Formulas: Loader 2000 "Fast and accurate computation of binomial probabilities" for the densities;
 * incomplete gamma: series below shape + 1, Legendre's continued fraction above (DLMF 8.7.1, 8.9.2);
 * incomplete beta: the even part of the continued fraction DLMF 8.17.22 (Didonato & Morris 1992, BFRAC),
 * which keeps its digits for x near 1; both fractions by the modified Lentz algorithm. Measured against
 * R 4.2.2 over shapes 0.5 to 1e7 and tails 0.25 to 0.00005: quantiles built on these tails differ by less
 * than 1e-14. Steps grow as the square root of the shape. */
#ifndef VIFTE_TAILS_H
#define VIFTE_TAILS_H

/* Largest shape, count or size: beyond, the steps are no longer enough and the statistics refuse. */
#define TAILS_LARGEST 1e10

/* Both tails, each computed directly where it is small: `lower` = P(X <= x), `upper` = P(X > x). */
struct tails {
    double lower;
    double upper;
};

/* Turns off GSL's handler, which would abort the program. Call once before anything else of src/stats. */
void tails_init(void);

/* mean^k exp(-mean) / k!, also for fractional k >= 0. mean >= 0; mean 0 is a point mass at 0. */
double tails_poisson_pmf(double k, double mean);

/* n! / (k! (n-k)!) p^k q^(n-k), also for fractional 0 <= k <= n; q = 1 - p, given apart to keep its digits.
 */
double tails_binomial_pmf(double k, double n, double p, double q);

/* Gamma(shape, rate 1) at x. shape > 0; x <= 0 gives {0, 1}. */
struct tails tails_gamma(double x, double shape);

/* Beta(a, b) at x, with y = 1 - x given apart to keep its digits. a, b > 0. */
struct tails tails_beta(double x, double y, double a, double b);

/* X <= k and X > k for whole k (k < 0 gives {0, 1}). */
struct tails tails_poisson(double k, double mean);
struct tails tails_binomial(double k, double n, double p);
/* Number of failures before `size` successes; mean size * (1-prob) / prob; size > 0 need not be whole. */
struct tails tails_negative_binomial(double k, double size, double prob);

#endif
