/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two rates x1/t1 and x2/t2 of independent events: their ratio and their difference.
 * Whole x >= 0, t > 0 (t = 0: no exposure), 0 < conf < 1. */
#ifndef VIFTE_RATE_RATIO_H
#define VIFTE_RATE_RATIO_H

#include "vifte/stat_value.h"

#include <stdint.h>

/* Conditional exact: given x1 + x2, x1 is binomial with share t1/(t1+t2); limits by Clopper & Pearson, p
 * values as in two_sided.h. Same as poisson.test() of R. x2 = 0: ratio and upper limit unbounded. Both 0: no
 * ratio, limits 0 and unbounded, p 1. */
struct rate_ratio {
    struct stat_value ratio;
    struct stat_interval limits;
    struct stat_value p_small;
    struct stat_value p_central;
    struct stat_value p_mid;
};
struct rate_ratio rate_ratio_exact(int64_t x1, double t1, int64_t x2, double t2, double conf);

/* x1/t1 - x2/t2 by MOVER (Zou & Donner 2008, Stat Med 27:1693) on the two Garwood intervals. */
struct rate_difference {
    struct stat_value difference;
    struct stat_interval limits;
};
struct rate_difference rate_difference_mover(int64_t x1, double t1, int64_t x2, double t2, double conf);

#endif
