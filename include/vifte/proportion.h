/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for a proportion x of n and for the difference of two. Occupancy is a ratio of days, never one of
 * these.
 *
 * Whole 0 <= x <= n, 0 < conf < 1. n = 0 has no exposure. Below n = 5 a table prints the counts, no
 * percentage: it would be noise and a leak; the functions still answer, the caller decides. */
#ifndef VIFTE_PROPORTION_H
#define VIFTE_PROPORTION_H

#include "vifte/stat_value.h"

#include <stdint.h>

/* Wilson 1927 (JASA 22:209) score interval: the default. Exactly 0 at x = 0 and 1 at x = n. */
struct stat_interval proportion_wilson(int64_t x, int64_t n, double conf);

/* Clopper & Pearson 1934 (Biometrika 26:404), exact: where the text says "at least". */
struct stat_interval proportion_clopper_pearson(int64_t x, int64_t n, double conf);

/* Equal-tailed posterior with Jeffreys' prior Beta(1/2, 1/2); the end is set to 0 or 1 at x = 0 or n (Brown,
 * Cai & DasGupta 2001, Stat Sci 16:101). */
struct stat_interval proportion_jeffreys(int64_t x, int64_t n, double conf);

/* p1 - p2 with Newcombe's method 10 (1998, Stat Med 17:873), from the two Wilson intervals. */
struct proportion_difference {
    struct stat_value difference;
    struct stat_interval limits;
};
struct proportion_difference proportion_difference_newcombe(int64_t x1, int64_t n1, int64_t x2, int64_t n2,
                                                            double conf);

#endif
