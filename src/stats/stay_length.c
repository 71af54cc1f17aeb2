/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exit rate, survival curve with delayed entry, days of a stay in a period. */
#include "vifte/stay_length.h"

#include "vifte/count.h"
#include "vifte/quantile.h"

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

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Times of the stays that are ever at risk, each list ascending. */
struct times {
    double *entries;
    double *exits; /* ended or not */
    double *ends;
    size_t n, n_ends;
};

static struct times sorted_times(const struct followed_stay *spans, size_t n)
{
    struct times t = {
        .entries = g_new(double, n + 1), .exits = g_new(double, n + 1), .ends = g_new(double, n + 1)};
    for (size_t i = 0; i < n; i++) {
        if (!(spans[i].from < spans[i].to))
            continue;
        t.entries[t.n] = spans[i].from;
        t.exits[t.n++] = spans[i].to;
        if (spans[i].ended)
            t.ends[t.n_ends++] = spans[i].to;
    }
    qsort(t.entries, t.n, sizeof *t.entries, by_number);
    qsort(t.exits, t.n, sizeof *t.exits, by_number);
    qsort(t.ends, t.n_ends, sizeof *t.ends, by_number);
    return t;
}

/* How far the pass has come in each list, and the sums so far. */
struct pass {
    size_t entered, left, ended;
    double survival, greenwood;
    int64_t fewest_at_risk;
};

/* Stays with from < time <= to. Times of one pass never go back. */
static int64_t at_risk(struct pass *p, const struct times *t, double time)
{
    while (p->entered < t->n && t->entries[p->entered] < time)
        p->entered++;
    while (p->left < t->n && t->exits[p->left] < time)
        p->left++;
    return (int64_t)(p->entered - p->left);
}

static int64_t ends_at(const struct pass *p, const struct times *t, double time)
{
    size_t next = p->ended;
    while (next < t->n_ends && t->ends[next] == time)
        next++;
    return (int64_t)(next - p->ended);
}

static void take_end(struct pass *p, const struct times *t)
{
    double time = t->ends[p->ended];
    int64_t risk = at_risk(p, t, time), leaving = ends_at(p, t, time);
    double remaining = (double)(risk - leaving);
    p->survival *= remaining / (double)risk;
    p->greenwood += (double)leaving / ((double)risk * remaining);
    p->fewest_at_risk = p->fewest_at_risk == 0 ? risk : MIN(p->fewest_at_risk, risk);
    p->ended += (size_t)leaving;
}

void stay_curve(const struct followed_stay *spans, size_t n, const double *times, size_t n_times,
                struct stay_survival *out)
{
    struct times t = sorted_times(spans, n);
    struct pass p = {.survival = 1};
    for (size_t i = 0; i < n_times; i++) {
        while (p.ended < t.n_ends && t.ends[p.ended] < times[i])
            take_end(&p, &t);
        out[i] = (struct stay_survival){.ends = ends_at(&p, &t, times[i])};
        if (out[i].ends > 0)
            take_end(&p, &t);
        out[i].at_risk = at_risk(&p, &t, times[i]);
        out[i].fewest_at_risk = p.fewest_at_risk;
        out[i].all_ends = (int64_t)p.ended;
        out[i].survival = stat_ok(p.survival);
        out[i].standard_error = stat_ok(p.survival * sqrt(p.greenwood)); /* 0 times infinity is refused */
    }
    g_free(t.entries);
    g_free(t.exits);
    g_free(t.ends);
}

struct stay_survival stay_survival(const struct followed_stay *spans, size_t n, double time)
{
    struct stay_survival out;
    stay_curve(spans, n, &time, 1, &out);
    return out;
}

struct stat_interval stay_survival_limits(const struct stay_survival *survival, double conf)
{
    if (survival->standard_error.state != STAT_OK)
        return stat_interval_undefined(survival->standard_error.state);
    if (!(conf > 0 && conf < 1))
        return stat_interval_undefined(STAT_BAD_ARGUMENT);
    double s = survival->survival.value;
    if (survival->all_ends == 0)
        return stat_interval_undefined(STAT_NO_EVENTS);
    double reach = quantile_normal_two_sided(conf) * survival->standard_error.value / (s * -log(s));
    return stat_interval_ok(pow(s, exp(reach)), pow(s, exp(-reach)));
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
