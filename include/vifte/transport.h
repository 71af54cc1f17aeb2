/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transport problem, exactly: who goes where when rooms are few. As many as possible first, then at the
 * least cost: a maximum flow (Ford & Fulkerson 1956), then the cheapest flow of that size (out-of-kilter,
 * Fulkerson 1961), both by GLPK in whole numbers. Which of several plans that are equally good is returned
 * depends on the order of rows and columns alone. */
#ifndef VIFTE_TRANSPORT_H
#define VIFTE_TRANSPORT_H

#include "vifte/stat_value.h"

#include <stddef.h>
#include <stdint.h>

#define TRANSPORT_NO (-1)          /* instead of a cost: that way is closed */
#define TRANSPORT_COST 10000000    /* most that one way may cost */
#define TRANSPORT_SUPPLY 100000000 /* most that all rows, or all columns, may hold */
#define TRANSPORT_WAYS 20000000    /* most rows x columns */

struct transport {
    size_t n_from, n_to;
    const int64_t *supply; /* by row, from 0 */
    const int64_t *room;   /* by column, from 0 */
    const int32_t *cost;   /* n_from x n_to, from 0, or TRANSPORT_NO */
};

/* What the best plan comes to. */
struct transport_sum {
    struct stat_value moved;
    struct stat_value cost;
};

/* Fills flow[n_from x n_to]. Beyond the limits above: STAT_TOO_LARGE; negative supply, room or cost:
 * STAT_BAD_ARGUMENT; the flow is then all zeros. */
struct transport_sum transport_solve(const struct transport *transport, int64_t *flow);

#endif
