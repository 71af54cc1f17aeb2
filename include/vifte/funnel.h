/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact funnel limits (Spiegelhalter 2005, Stat Med 24:1185, appendix A.1.1): r = smallest count with P(X <=
 * r) >= tail, a = (P(X <= r) - tail) / P(X = r), limit = (r - a) / size; continuous in the tail.
 *
 * Where P(X = 0) already exceeds the tail there is no lower limit: `raw` is negative and a chart says so
 * rather than draw a line at 0. The tables judge no area whose expected count is under 5; that is the
 * caller's rule. */
#ifndef VIFTE_FUNNEL_H
#define VIFTE_FUNNEL_H

#include "vifte/stat_value.h"

#include <stdint.h>

struct funnel_limit {
    struct stat_value raw;
    struct stat_value clipped; /* raw within the possible values */
};

/* Proportion of n when the common proportion is `target` (0 to 1). n >= 1, 0 < tail < 1. */
struct funnel_limit funnel_binomial(int64_t n, double target, double tail);

/* Observed / expected when `expected` > 0 events are expected. */
struct funnel_limit funnel_poisson(double expected, double tail);

#endif
