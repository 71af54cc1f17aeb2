/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watching a small yearly count (referrals, arrivals) for a lasting fall, with a promise of false alarms that
 * holds whatever the usual level is.
 *
 * A one-sided CUSUM that sets its own baseline: the usual level is the mean of all years up to the last one
 * in which nothing was missing; C_t = max(0, C_{t-1} + k - x_t) with k = (m - m/2) / ln 2 for a fall from m
 * to m/2 (Lucas 1985, Technometrics 27:129); where m/2 would be more than FALL_DEVIATIONS standard deviations
 * away, for a fall of so many. The first FALL_LEARN_YEARS years are baseline only. After an alarm
 * the sum starts again at 0, and all years so far are baseline.
 *
 * The limit: as long as nothing has changed, the years' counts given their total are multinomial with equal
 * chances; the unknown level drops out. So for every year and every total the exact distribution of C_t is
 * known, and the limit is set so that the chance of an alarm in the year is `alarm_rate` given the total,
 * thus also on average over totals: the uncertainty of the baseline is in it (limits by conditional
 * probability: Shen, Zou, Jiang & Tsung 2013, Naval Research Logistics 60:625). Counts are whole, so a year
 * cannot spend its chance exactly: it comes as near as it can, and what is left over or overspent is made up
 * for in later years (what is left over up to two years' chances). */
#ifndef VIFTE_FALL_WATCH_H
#define VIFTE_FALL_WATCH_H

#include "vifte/stat_value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FALL_LEARN_YEARS 3
#define FALL_DEVIATIONS 1.5
#define FALL_LARGEST_MEAN 30 /* beyond, a fall shows without such a method */
#define FALL_SMALLEST_SUM 0.5
#define FALL_MOST_YEARS 40

struct fall_watch;

/* Limits for so many years of a count that is about `mean` a year (for the range of totals alone). NULL when
 * the mean is not above 0 and at most FALL_LARGEST_MEAN, the rate not above 0 and below 1, or there are too
 * many years. */
struct fall_watch *fall_watch_new(size_t years, double mean, double alarm_rate);
void fall_watch_free(struct fall_watch *watch);

/* Where a series stands; {0} before its first year. */
struct fall_state {
    size_t years;
    int64_t total;
    size_t base_years;
    int64_t base_total;
};

struct fall_step {
    double sum;              /* of what is missing */
    struct stat_value limit; /* STAT_UNBOUNDED where no sum would be an alarm, STAT_TOO_FEW while learning */
    bool alarm;
};

/* One more year with this count, at most the watch's years. */
struct fall_step fall_watch_step(const struct fall_watch *watch, struct fall_state *state, int64_t count);

/* Chance of an alarm in the year (from 1) when nothing has changed and the level is the mean of the watch. */
double fall_watch_false_alarm(const struct fall_watch *watch, size_t year);

/* Chance that a fall after `baseline` years, from `before` to `after` a year, has given an alarm within 1 ..
 * years years. baseline + years is at most the watch's years. */
void fall_watch_detected(const struct fall_watch *watch, double before, double after, size_t baseline,
                         size_t years, double *within);

/* Years until a fall has been seen with a probability of one half; STAT_UNBOUNDED when not within `years`. */
struct stat_value fall_watch_years(const double *within, size_t years);

#endif
