/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Intervals for a count of independent events and for rates built on one. Not for persons present: most
 * persons counted this year were counted last year, so they are not independent events (census.h is for
 * those).
 *
 * Counts x >= 0 (whole), 0 < conf < 1, exposure > 0; anything else is refused. x = 0 is legal: lower limit 0.
 */
#ifndef VIFTE_COUNT_H
#define VIFTE_COUNT_H

#include "vifte/stat_value.h"

#include <stdbool.h>
#include <stdint.h>

/* Garwood 1936 (Biometrika 28:437), exact: both tails hold at most (1-conf)/2. The default for every count.
 */
struct stat_interval count_garwood(int64_t x, double conf);
/* The largest mean that still gives x or fewer with probability 1 - conf: for "at most" in words. */
struct stat_value count_upper_one_sided(int64_t x, double conf);

/* Byar's approximation (Breslow & Day 1987). Its lower limit can be negative at one event and high
 * confidence: it is then returned as computed and not valid. Only for comparison with British reports. */
struct stat_interval count_byar(int64_t x, double conf);

/* Mid-P (Cohen & Yang 1994, Stat Med 13:2189): half the probability of x itself counts. Shorter than Garwood;
 * its coverage can fall below conf. */
struct stat_interval count_mid_p(int64_t x, double conf);

/* Garwood limits of x / exposure * multiplier. x may exceed the exposure. */
struct count_rate {
    struct stat_value rate;
    struct stat_interval limits;
};
struct count_rate count_rate(int64_t x, double exposure, double multiplier, double conf);

/* Public Health England's rule (phe_rate of PHEindicatormethods): exact below 10 events, Byar from 10. */
bool count_phe_is_exact(int64_t x);
struct stat_interval count_phe(int64_t x, double conf);

/* Observed against expected (SMR): x / expected with Garwood limits at 95 %. Two p values, for the reader to
 * be told which: `p_small` adds all counts that are no more probable than x (poisson.test of R), `p_central`
 * doubles the smaller tail. expected = 0 with x = 0 has no exposure; with x > 0 the data are wrong. */
struct count_ratio {
    struct stat_value ratio;
    struct stat_interval limits;
    struct stat_value p_small;
    struct stat_value p_central;
};
struct count_ratio count_observed_expected(int64_t x, double expected);

#endif
