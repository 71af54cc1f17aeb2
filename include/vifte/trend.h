/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trend of a series of independent values: Mann-Kendall and Sen.
 *
 * Never for persons present: on a stock without trend the test rejects in 17 to 34 % of cases.
 * Below four values no statement is made: with n = 4 even a perfect order has p = 0.083. */
#ifndef VIFTE_TREND_H
#define VIFTE_TREND_H

#include "vifte/stat_value.h"

#include <stddef.h>
#include <stdint.h>

#define TREND_LONGEST 5000      /* slopes of all pairs are held in memory */
#define TREND_LONGEST_EXACT 170 /* 171! is no double */
#define TREND_LONGEST_TIED 8    /* 8! orders are gone through one by one */

/* S = sum of signs of all later minus earlier values; variance with ties (n(n-1)(2n+5) - sum t(t-1)(2t+5)) /
 * 18; z with continuity correction; p two-sided (Mann 1945, Kendall 1975). A constant series has z 0, p 1, no
 * tau. `p_exact` doubles the permutation tail by recursion; known without ties only.
 * `p_permutation` is p_exact, and for a short series with ties the same from all its orders. */
struct trend_test {
    int64_t s;
    struct stat_value variance;
    struct stat_value tau_b;
    struct stat_value z;
    struct stat_value p_normal;
    struct stat_value p_exact;
    struct stat_value p_permutation;
};
/* Values in order of time, finite, n >= 2. */
struct trend_test trend_mann_kendall(const double *values, size_t n);

/* P(S >= s) of n values without ties when all orders are equally likely; n >= 1. s may be of the parity S
 * never has. */
struct stat_value trend_kendall_upper_tail(int64_t n, int64_t s);

/* Median slope per step of all pairs, with limits at the ranks (N -/+ z sd(S))/2, rounded half to even (Sen
 * 1968, Gilbert 1987). A limit whose rank falls outside the slopes is refused (STAT_TOO_FEW), as always at n
 * <= 4. */
struct trend_slope {
    struct stat_value slope;
    struct stat_interval limits;
};
struct trend_slope trend_sen(const double *values, size_t n, double conf);

#endif
