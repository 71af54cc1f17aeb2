/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mann-Kendall's test, its permutation distribution, Sen's slope. */
#include "vifte/trend.h"

#include "vifte/quantile.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* What ties take off the pairs and off 18 times the variance. */
struct ties {
    double pairs;
    double variance18;
};

static struct ties count_ties(const double *values, size_t n)
{
    double *sorted = g_memdup2(values, n * sizeof *values);
    qsort(sorted, n, sizeof *sorted, compare_doubles);
    struct ties out = {0, 0};
    for (size_t first = 0, next; first < n; first = next) {
        for (next = first + 1; next < n && sorted[next] == sorted[first];)
            next++;
        double t = (double)(next - first);
        out.pairs += t * (t - 1) / 2;
        out.variance18 += t * (t - 1) * (2 * t + 5);
    }
    g_free(sorted);
    return out;
}

static int64_t kendall_score(const double *values, size_t n)
{
    int64_t s = 0;
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t j = i + 1; j < n; j++)
            s += (values[j] > values[i]) - (values[j] < values[i]);
    return s;
}

static double score_variance(double n, const struct ties *ties)
{
    return (n * (n - 1) * (2 * n + 5) - ties->variance18) / 18;
}

static struct stat_value exact_p(int64_t s, size_t n, const struct ties *ties)
{
    if (ties->pairs > 0)
        return stat_undefined(STAT_TIES);
    struct stat_value tail = trend_kendall_upper_tail((int64_t)n, s < 0 ? -s : s);
    if (tail.state == STAT_OK)
        tail.value = fmin(1, 2 * tail.value);
    return tail;
}

/* The next order of the values in the dictionary's sense; false after the last, which falls all the way. */
static bool next_order(double *values, size_t n)
{
    size_t at = n - 1;
    while (at > 0 && values[at - 1] >= values[at])
        at--;
    if (at == 0)
        return false;
    size_t other = n - 1;
    while (values[other] <= values[at - 1])
        other--;
    double swap = values[at - 1];
    values[at - 1] = values[other];
    values[other] = swap;
    for (size_t i = at, j = n - 1; i < j; i++, j--) {
        swap = values[i];
        values[i] = values[j];
        values[j] = swap;
    }
    return true;
}

/* Orders that differ are equally likely, ties or not; reversing an order turns S round, so both tails hold
 * as many. */
static struct stat_value enumerated_p(const double *values, size_t n, int64_t s)
{
    double order[TREND_LONGEST_TIED], orders = 0, as_large = 0;
    if (n > TREND_LONGEST_TIED)
        return stat_undefined(STAT_TIES);
    for (size_t i = 0; i < n; i++)
        order[i] = values[i];
    qsort(order, n, sizeof *order, compare_doubles);
    do {
        orders++;
        as_large += kendall_score(order, n) >= (s < 0 ? -s : s);
    } while (next_order(order, n));
    return stat_ok(fmin(1, 2 * as_large / orders));
}

static struct trend_test refused(enum stat_state why)
{
    struct stat_value none = stat_undefined(why);
    return (struct trend_test){0, none, none, none, none, none, none};
}

struct trend_test trend_mann_kendall(const double *values, size_t n)
{
    if (n < 2)
        return refused(STAT_TOO_FEW);
    if (n > TREND_LONGEST)
        return refused(STAT_TOO_LARGE);
    struct ties ties = count_ties(values, n);
    double pairs = (double)n * (double)(n - 1) / 2;
    double variance = score_variance((double)n, &ties);
    int64_t s = kendall_score(values, n);
    struct trend_test out = {.s = s, .variance = stat_ok(variance)};
    if (variance > 0)
        out.tau_b = stat_ok((double)s / (sqrt(pairs - ties.pairs) * sqrt(pairs)));
    else
        out.tau_b = stat_undefined(STAT_CONSTANT);
    if (n < 4) {
        out.z = out.p_normal = out.p_exact = out.p_permutation = stat_undefined(STAT_TOO_FEW);
        return out;
    }
    double z = s == 0 || variance <= 0 ? 0 : ((double)s - (s > 0 ? 1 : -1)) / sqrt(variance);
    out.z = stat_ok(z);
    out.p_normal = stat_ok(fmin(1, 2 * gsl_cdf_ugaussian_Q(fabs(z))));
    out.p_exact = exact_p(s, n, &ties);
    out.p_permutation = ties.pairs > 0 ? enumerated_p(values, n, s) : out.p_exact;
    return out;
}

/* P(at most `most` inversions) in a random order of n, most < half of all pairs. Adding the i-th value makes
 * 0 to i-1 further inversions, each as likely; `sums` holds the running sums for the values so far. */
static double few_inversions(size_t n, size_t most)
{
    double *sums = g_new(double, most + 1);
    double *next = g_new(double, most + 1);
    for (size_t k = 0; k <= most; k++)
        sums[k] = 1;
    for (size_t i = 2; i <= n; i++) {
        double running = 0;
        for (size_t k = 0; k <= most; k++) {
            running += (sums[k] - (k >= i ? sums[k - i] : 0)) / (double)i;
            next[k] = running;
        }
        double *swap = sums;
        sums = next;
        next = swap;
    }
    double p = sums[most];
    g_free(sums);
    g_free(next);
    return p;
}

struct stat_value trend_kendall_upper_tail(int64_t n, int64_t s)
{
    if (n < 1)
        return stat_undefined(STAT_BAD_ARGUMENT);
    if (n > TREND_LONGEST_EXACT)
        return stat_undefined(STAT_TOO_LARGE);
    int64_t pairs = n * (n - 1) / 2;
    if (s > pairs)
        return stat_ok(0);
    if (s <= -pairs)
        return stat_ok(1);
    int64_t most = (pairs - s) / 2; /* S = pairs - 2 * inversions */
    if (2 * most < pairs)
        return stat_ok(few_inversions((size_t)n, (size_t)most));
    int64_t mirrored = pairs - most - 1;
    return stat_ok(mirrored < 0 ? 1 : 1 - few_inversions((size_t)n, (size_t)mirrored));
}

static double *sorted_slopes(const double *values, size_t n, size_t *n_slopes)
{
    *n_slopes = n * (n - 1) / 2;
    double *slopes = g_new(double, *n_slopes);
    size_t k = 0;
    for (size_t i = 0; i + 1 < n; i++)
        for (size_t j = i + 1; j < n; j++)
            slopes[k++] = (values[j] - values[i]) / (double)(j - i);
    qsort(slopes, *n_slopes, sizeof *slopes, compare_doubles);
    return slopes;
}

static struct stat_value at_rank(const double *sorted, size_t n, double rank)
{
    if (rank < 1 || rank > (double)n)
        return stat_undefined(STAT_TOO_FEW);
    return stat_ok(sorted[(size_t)rank - 1]);
}

struct trend_slope trend_sen(const double *values, size_t n, double conf)
{
    enum stat_state state = n < 2 ? STAT_TOO_FEW : n > TREND_LONGEST ? STAT_TOO_LARGE : STAT_OK;
    if (!(conf > 0 && conf < 1))
        state = STAT_BAD_ARGUMENT;
    if (state != STAT_OK)
        return (struct trend_slope){stat_undefined(state), stat_interval_undefined(state)};
    size_t n_slopes;
    double *slopes = sorted_slopes(values, n, &n_slopes);
    struct ties ties = count_ties(values, n);
    double reach = quantile_normal_two_sided(conf) * sqrt(score_variance((double)n, &ties));
    double middle = (slopes[(n_slopes - 1) / 2] + slopes[n_slopes / 2]) / 2;
    struct trend_slope out = {
        .slope = stat_ok(middle),
        .limits = {.lower = at_rank(slopes, n_slopes, nearbyint(((double)n_slopes - reach) / 2)),
                   .upper = at_rank(slopes, n_slopes, nearbyint(((double)n_slopes + reach) / 2 + 1))}};
    g_free(slopes);
    return out;
}
