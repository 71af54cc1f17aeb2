/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Primary rules of disclosure control as arithmetic on one cell, and what a rounded figure gives away. */
#ifndef VIFTE_SDC_RULES_H
#define VIFTE_SDC_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A cell's contributions, each >= 0, in any order. Inequalities are strict (HandbookSDC ch. 4). */
struct sdc_cell {
    double total;
    double largest;
    double second;
    size_t n;
};
struct sdc_cell sdc_cell_of(const double *contributions, size_t n);

bool sdc_is_below(const struct sdc_cell *cell, size_t threshold);
/* (n, k): the n largest hold more than k per cent of the total; n is 1 or 2. */
bool sdc_is_dominated(const struct sdc_cell *cell, int n, double k_pct);
/* p per cent: the second can estimate the largest to within p per cent: total - largest - second < p % of
 * largest. */
bool sdc_is_p_percent(const struct sdc_cell *cell, double p_pct);
/* How far an estimate must stay off; at or below 0 none is needed. */
double sdc_protection_p_percent(const struct sdc_cell *cell, double p_pct);
double sdc_protection_dominance(const struct sdc_cell *cell, double k_pct); /* n = 2 */

/* Whole numbers x in 0 .. n whose percentage 100 x / n, rounded to `decimals`, can be `published`. At most
 * `room` of them are written to `x`; the number there are is returned. n >= 1, 0 <= decimals <= 12. */
size_t sdc_percentage_sources(double published, int decimals, int64_t n, int64_t *x, size_t room);

/* Pairs sum / count with count from `fewest` to `most` whose mean can be `published`; same conventions. */
struct sdc_mean_source {
    int64_t sum;
    int64_t count;
};
size_t sdc_mean_sources(double published, int decimals, int64_t fewest, int64_t most,
                        struct sdc_mean_source *x, size_t room);

#endif
