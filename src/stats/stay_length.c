/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exit rate, survival curve with delayed entry, days of a stay in a period. */
#include "vifte/stay_length.h"

#include "vifte/count.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

static struct stat_value inverse(struct stat_value v, double numerator)
{
    if (v.state != STAT_OK)
        return v;
    return v.value > 0 ? stat_ok(numerator / v.value) : stat_undefined(STAT_UNBOUNDED);
}

struct stay_exit_rate stay_exit_rate(int64_t exits, double person_days)
{
    struct count_rate rate = count_rate(exits, person_days, STAY_DAYS_PER_YEAR, 0.95);
    struct stay_exit_rate out = {
        .per_year = rate.rate,
        .per_year_limits = rate.limits,
        .mean_days = inverse(rate.rate, STAY_DAYS_PER_YEAR),
        .mean_days_limits = {.lower = inverse(rate.limits.upper, STAY_DAYS_PER_YEAR),
                             .upper = inverse(rate.limits.lower, STAY_DAYS_PER_YEAR)}};
    if (out.mean_days.state == STAT_UNBOUNDED)
        out.mean_days = stat_undefined(STAT_NO_EVENTS);
    return out;
}

static int by_end(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void count_at(const struct stay_span *spans, size_t n, double time, int64_t *at_risk, int64_t *ends)
{
    *at_risk = *ends = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_at_risk = spans[i].from < time && time <= spans[i].to;
        *at_risk += is_at_risk;
        *ends += is_at_risk && spans[i].ended && spans[i].to == time;
    }
}

struct stay_survival stay_survival(const struct stay_span *spans, size_t n, double time)
{
    double *ends = g_new(double, n + 1);
    size_t n_ends = 0;
    for (size_t i = 0; i < n; i++)
        if (spans[i].ended && spans[i].from < spans[i].to && spans[i].to <= time)
            ends[n_ends++] = spans[i].to;
    qsort(ends, n_ends, sizeof *ends, by_end);

    struct stay_survival out = {0};
    double survival = 1, greenwood = 0;
    for (size_t i = 0; i < n_ends; i++) {
        if (i > 0 && ends[i] == ends[i - 1])
            continue;
        int64_t at_risk, leaving;
        count_at(spans, n, ends[i], &at_risk, &leaving);
        double left = (double)(at_risk - leaving);
        survival *= left / (double)at_risk;
        greenwood += (double)leaving / ((double)at_risk * left);
    }
    g_free(ends);
    count_at(spans, n, time, &out.at_risk, &out.ends);
    out.survival = stat_ok(survival);
    out.standard_error = stat_ok(survival * sqrt(greenwood)); /* 0 times infinity is refused */
    return out;
}

int32_t stay_days(int32_t in, int32_t out, int32_t from, int32_t to, bool count_out_day)
{
    if (out < in)
        return 0;
    if (count_out_day && out != INT32_MAX)
        out++;
    int32_t first = MAX(in, from), end = MIN(out, to);
    return MAX(0, end - first);
}
