/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-sided p values of a count with a unimodal distribution. */
#ifndef VIFTE_TWO_SIDED_H
#define VIFTE_TWO_SIDED_H

#include "vifte/tails.h"

struct two_sided {
    double small;   /* all counts no more probable than the observed (binom.test and poisson.test of R) */
    double central; /* twice the smaller tail, at most 1 */
    double mid;     /* the same with half the probability of the observed count, at most 1 */
};

/* x whole in [0, high]; `mean` of the distribution; high may be INFINITY. Probabilities that differ by less
 * than 1e-7 relative count as equal, as in R. Ends in about 100 calls whatever x. */
struct two_sided two_sided_p(double (*pmf)(double k, const void *context),
                             struct tails (*tails)(double k, const void *context), const void *context,
                             double x, double mean, double high);

#endif
