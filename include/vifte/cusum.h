/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CUSUM of independent Poisson counts (arrivals or exits a month, never persons present), and how often it
 * alarms (Lucas 1985, Technometrics 27:129).
 *
 * Upper side C_t = max(0, C_{t-1} + x_t - k), lower side C_t = max(0, C_{t-1} + k - x_t), C_0 = 0 unless
 * given. The program's rule: alarm when C > h; after an alarm it is reported and the sum starts again at 0.
 */
#ifndef VIFTE_CUSUM_H
#define VIFTE_CUSUM_H

#include "vifte/stat_value.h"

#include <stdbool.h>

enum cusum_side { CUSUM_UPPER, CUSUM_LOWER };
enum cusum_alarm { CUSUM_ALARM_ABOVE, CUSUM_ALARM_AT_OR_ABOVE }; /* C > h, C >= h */

/* The two sums; {0, 0} at the start. One more period with count x >= 0: */
struct cusum_sums {
    double upper;
    double lower;
};
void cusum_step(struct cusum_sums *sums, double x, double k);

/* Is this an alarm? Sums of decimals that reach h up to rounding count as equal to h. */
bool cusum_alarms(double sum, double h, enum cusum_alarm rule);

/* Mean number of periods to an alarm when counts have mean `mu` and the sum starts at `start`, 0 <= start <=
 * h, from the Markov chain of the sums. k, h and start must lie on a common grid of 1/1, 1/2, 1/4, 1/10,
 * 1/20, 1/100 or 1/1000 (STAT_OFF_GRID) of at most CUSUM_STATES sums (STAT_TOO_LARGE). An alarm that cannot
 * come: STAT_UNBOUNDED. */
#define CUSUM_STATES 1500
struct cusum_chart {
    enum cusum_side side;
    enum cusum_alarm rule;
    double k;
    double h;
    double start;
};
struct stat_value cusum_average_run_length(const struct cusum_chart *chart, double mu);

/* The chart that watches for a change from mu0 to mu1: k = (mu1 - mu0) / ln(mu1/mu0) rounded to tenths, h =
 * smallest tenth with an average run of at least `target` periods under mu0. Target at least 1; mu1 on the
 * side's side of mu0 (STAT_BAD_ARGUMENT); k that rounds to 0 never forgets: count over longer periods
 * (STAT_OFF_GRID). */
struct cusum_design {
    struct stat_value k_exact;
    struct stat_value k;
    struct stat_value h;
    struct stat_value run_mu0;
    struct stat_value run_mu1;
};
struct cusum_design cusum_design(double mu0, double mu1, enum cusum_side side, double target);

#endif
