/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CUSUM paths, run lengths by the Markov chain of the sums, and the choice of k and h. */
#include "vifte/cusum.h"

#include "vifte/tails.h"

#include <glib.h>
#include <math.h>

void cusum_step(struct cusum_sums *sums, double x, double k)
{
    sums->upper = fmax(0, sums->upper + x - k);
    sums->lower = fmax(0, sums->lower + k - x);
}

bool cusum_alarms(double sum, double h, enum cusum_alarm rule)
{
    double slack = 1e-9 * fmax(1, fabs(h));
    return rule == CUSUM_ALARM_ABOVE ? sum > h + slack : sum >= h - slack;
}

/* The chain in units of 1/steps. Sums 0 .. states-1 go on, everything beyond is the alarm. */
struct chain {
    double mu;
    long steps;
    long k;
    long start;
    long states;
    bool is_upper;
};

static bool is_whole(double v)
{
    return fabs(v - nearbyint(v)) <= 1e-9 * fmax(1, fabs(v));
}

static enum stat_state make_chain(const struct cusum_chart *chart, double mu, struct chain *out)
{
    static const long grids[] = {1, 2, 4, 10, 20, 100, 1000};
    for (size_t i = 0; i < G_N_ELEMENTS(grids); i++) {
        double g = (double)grids[i];
        if (!is_whole(chart->k * g) || !is_whole(chart->h * g) || !is_whole(chart->start * g))
            continue;
        if (chart->h * g >= CUSUM_STATES || chart->k * g > 1e9)
            return STAT_TOO_LARGE;
        long h = lround(chart->h * g);
        *out = (struct chain){.mu = mu,
                              .steps = grids[i],
                              .k = lround(chart->k * g),
                              .start = lround(chart->start * g),
                              .states = h + (chart->rule == CUSUM_ALARM_ABOVE),
                              .is_upper = chart->side == CUSUM_UPPER};
        return STAT_OK;
    }
    return STAT_OFF_GRID;
}

/* Fills row[0..states) with the chances of the next sum and returns the chance of the alarm, each as a sum of
 * positive terms: the smallest chance of an alarm keeps its digits. */
static double next_sums(const struct chain *c, long from, double *row)
{
    for (long to = 0; to < c->states; to++)
        row[to] = 0;
    /* Upper: to = from - k + x * steps; lower: to = from + k - x * steps. */
    long still = c->is_upper ? from - c->k : from + c->k;
    if (c->states == 0)
        return 1;
    if (c->is_upper) {
        double stay = still > 0 ? 0 : tails_poisson(floor((double)-still / (double)c->steps), c->mu).lower;
        row[0] = stay;
        long x = still > 0 ? 0 : -still / c->steps + 1;
        for (; still + x * c->steps < c->states; x++)
            row[still + x * c->steps] += tails_poisson_pmf((double)x, c->mu);
        return tails_poisson((double)x - 1, c->mu).upper;
    }
    long x = still < c->states ? 0 : (still - c->states) / c->steps + 1;
    double alarm = tails_poisson((double)x - 1, c->mu).lower;
    for (; still - x * c->steps > 0; x++)
        row[still - x * c->steps] += tails_poisson_pmf((double)x, c->mu);
    row[0] += tails_poisson((double)x - 1, c->mu).upper;
    return alarm;
}

/* Mean steps to absorption from the states that are left, one state after the other folded into the rest
 * (Grassmann, Taksar & Heyman 1985): only additions of positive numbers, so that runs of 1e12 periods keep
 * their digits. */
static void fold(double *p, double *alarm, double *steps, long n)
{
    for (long k = n - 1; k >= 0; k--) {
        double leave = alarm[k];
        for (long j = 0; j < k; j++)
            leave += p[k * n + j];
        for (long i = 0; i < k; i++) {
            double share = p[i * n + k] / leave;
            if (share == 0)
                continue;
            for (long j = 0; j < k; j++)
                p[i * n + j] += share * p[k * n + j];
            alarm[i] += share * alarm[k];
            steps[i] += share * steps[k];
        }
        p[k * n + k] = leave;
    }
    for (long k = 0; k < n; k++) {
        for (long j = 0; j < k; j++)
            steps[k] += p[k * n + j] * steps[j];
        steps[k] /= p[k * n + k];
    }
}

static struct stat_value run_length(const struct chain *c)
{
    long n = c->states;
    double *p = g_new(double, (gsize)(n * n + 1));
    double *alarm = g_new(double, (gsize)n + 1);
    double *steps = g_new(double, (gsize)n + 1);
    double *first = g_new(double, (gsize)n + 1);
    for (long i = 0; i < n; i++) {
        alarm[i] = next_sums(c, i, p + i * n);
        steps[i] = 1;
    }
    fold(p, alarm, steps, n);
    next_sums(c, c->start, first);
    double run = 1;
    for (long j = 0; j < n; j++)
        run += first[j] * steps[j];
    g_free(p);
    g_free(alarm);
    g_free(steps);
    g_free(first);
    return isfinite(run) ? stat_ok(run) : stat_undefined(STAT_UNBOUNDED);
}

struct stat_value cusum_average_run_length(const struct cusum_chart *chart, double mu)
{
    if (!(mu >= 0) || !(chart->k >= 0) || !(chart->h >= 0) ||
        !(chart->start >= 0 && chart->start <= chart->h))
        return stat_undefined(STAT_BAD_ARGUMENT);
    bool at_h_already = chart->h == 0 && chart->rule == CUSUM_ALARM_AT_OR_ABOVE;
    bool never = chart->side == CUSUM_UPPER ? mu == 0 : chart->k == 0;
    if (never && !at_h_already)
        return stat_undefined(STAT_UNBOUNDED);
    struct chain chain;
    enum stat_state state = make_chain(chart, mu, &chain);
    return state == STAT_OK ? run_length(&chain) : stat_undefined(state);
}

static struct stat_value run_at(struct cusum_chart chart, long tenths, double mu)
{
    chart.h = (double)tenths / 10;
    return cusum_average_run_length(&chart, mu);
}

static bool holds(struct cusum_chart chart, long tenths, double mu0, double target)
{
    struct stat_value run = run_at(chart, tenths, mu0);
    return run.state == STAT_UNBOUNDED || (run.state == STAT_OK && run.value >= target);
}

/* Smallest h in tenths that holds the target; -1 if none within the states. */
static long smallest_h(const struct cusum_chart *chart, double mu0, double target)
{
    long low = -1, high = 1;
    while (high < CUSUM_STATES - 1 && !holds(*chart, high, mu0, target)) {
        low = high;
        high = MIN(2 * high, CUSUM_STATES - 1);
    }
    if (!holds(*chart, high, mu0, target))
        return -1;
    while (high - low > 1) {
        long middle = (low + high) / 2;
        if (holds(*chart, middle, mu0, target))
            high = middle;
        else
            low = middle;
    }
    return high;
}

struct cusum_design cusum_design(double mu0, double mu1, enum cusum_side side, double target)
{
    struct stat_value none = stat_undefined(STAT_BAD_ARGUMENT);
    struct cusum_design out = {none, none, none, none, none};
    if (!(mu0 > 0 && mu1 > 0 && target >= 1) || (side == CUSUM_UPPER ? mu1 <= mu0 : mu1 >= mu0))
        return out;
    double k_exact = (mu1 - mu0) / log(mu1 / mu0);
    out.k_exact = stat_ok(k_exact);
    out.k = stat_ok(nearbyint(k_exact * 10) / 10);
    none = stat_undefined(STAT_OFF_GRID);
    if (out.k.value > 0) {
        struct cusum_chart chart = {
            .side = side, .rule = CUSUM_ALARM_ABOVE, .k = out.k.value, .h = 0, .start = 0};
        long tenths = smallest_h(&chart, mu0, target);
        none = stat_undefined(STAT_TOO_LARGE);
        if (tenths >= 0) {
            out.h = stat_ok((double)tenths / 10);
            out.run_mu0 = run_at(chart, tenths, mu0);
            out.run_mu1 = run_at(chart, tenths, mu1);
            return out;
        }
    }
    out.h = out.run_mu0 = out.run_mu1 = none;
    return out;
}
