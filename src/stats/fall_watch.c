/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exact distribution of a self-starting CUSUM, year by year; see fall_watch.h.
 *
 * A series that is watched stands at (base years, base total, missing): the baseline, and how many whole
 * arrivals are missing since. Its total follows from them, so the chances of all states are one array, and
 * Poisson weights at any level give the distribution given the total. */
#include "vifte/fall_watch.h"

#include "vifte/tails.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SLACK 1e-9       /* sums that differ by less are equal */
#define NEGLIGIBLE 1e-12 /* chance of a state that is not followed */
#define CARRIED_YEARS 2  /* chances of alarms that are saved up at most */
#define REACH 7          /* standard deviations that the totals are followed to */

struct fall_watch {
    size_t years;
    int64_t most;    /* largest total followed */
    int64_t missing; /* most whole arrivals missing that are told apart */
    double mean;
    double *limit;       /* year x total: smallest sum that is an alarm, INFINITY = none */
    double *false_alarm; /* by year, at the mean */
};

/* Chances of the states in one year. Nearly all are 0: those that are not stand in a list. */
struct states {
    const struct fall_watch *watch;
    double *chance; /* base years x base total x missing */
    GArray *active; /* size_t */
};

struct state {
    size_t base_years;
    int64_t base_total, missing;
};

/* k for a fall from m to share x m: m (1 - share) / ln(1 / share). */
static double reference(size_t base_years, int64_t base_total)
{
    double mean = (double)base_total / (double)base_years;
    if (base_total == 0)
        return 0;
    double share = fmax(0.5, 1 - FALL_DEVIATIONS / sqrt(mean));
    return mean * (1 - share) / -log(share);
}

static size_t states_size(const struct fall_watch *watch)
{
    return (watch->years + 1 - FALL_LEARN_YEARS) * (size_t)(watch->most + 1) * (size_t)(watch->missing + 1);
}

static size_t at(const struct fall_watch *watch, struct state state)
{
    size_t row = (state.base_years - FALL_LEARN_YEARS) * (size_t)(watch->most + 1) + (size_t)state.base_total;
    return row * (size_t)(watch->missing + 1) + (size_t)state.missing;
}

static struct state state_at(const struct fall_watch *watch, size_t i)
{
    size_t row = i / (size_t)(watch->missing + 1);
    return (struct state){.base_years = row / (size_t)(watch->most + 1) + FALL_LEARN_YEARS,
                          .base_total = (int64_t)(row % (size_t)(watch->most + 1)),
                          .missing = (int64_t)(i % (size_t)(watch->missing + 1))};
}

/* What should have come since the baseline; the sum is that less what came. */
static double awaited(struct state state, size_t year)
{
    return reference(state.base_years, state.base_total) * (double)(year - state.base_years);
}

static int64_t total_of(struct state state, size_t year)
{
    return state.base_total + (int64_t)(awaited(state, year) + SLACK) - state.missing;
}

static double sum_of(struct state state, size_t year)
{
    return awaited(state, year) - (double)(total_of(state, year) - state.base_total);
}

/* The state after `year` of one that stood at `from`, awaits so many by then, and whose total is now `total`.
 */
static struct state next_state(const struct fall_watch *watch, struct state from, double awaits, size_t year,
                               int64_t total)
{
    double sum = awaits - (double)(total - from.base_total);
    if (sum <= SLACK)
        return (struct state){.base_years = year, .base_total = total};
    from.missing = MIN((int64_t)(sum + SLACK), watch->missing);
    return from;
}

static size_t limit_at(const struct fall_watch *watch, size_t year, int64_t total)
{
    return year * (size_t)(watch->most + 1) + (size_t)total;
}

static bool is_alarm(const struct fall_watch *watch, size_t year, int64_t total, double sum)
{
    return total <= watch->most && sum >= watch->limit[limit_at(watch, year, total)] - SLACK;
}

/* --- the chances, year by year --- */

static void add_chance(struct states *states, struct state state, double chance)
{
    size_t i = at(states->watch, state);
    if (states->chance[i] == 0)
        g_array_append_val(states->active, i);
    states->chance[i] += chance;
}

static struct states states_empty(const struct fall_watch *watch)
{
    return (struct states){.watch = watch,
                           .chance = g_new0(double, states_size(watch)),
                           .active = g_array_new(FALSE, FALSE, sizeof(size_t))};
}

static void states_clear(struct states *states)
{
    g_free(states->chance);
    g_array_unref(states->active);
}

static struct states states_new(const struct fall_watch *watch, double mean)
{
    struct states states = states_empty(watch);
    for (int64_t total = 0; total <= watch->most; total++) {
        struct state state = {.base_years = FALL_LEARN_YEARS, .base_total = total};
        double chance = tails_poisson_pmf((double)total, mean * FALL_LEARN_YEARS);
        if (chance >= NEGLIGIBLE)
            add_chance(&states, state, chance);
    }
    return states;
}

/* One more year at this mean. */
static void states_advance(struct states *states, size_t year, double mean)
{
    const struct fall_watch *watch = states->watch;
    struct states next = states_empty(watch);
    double *pmf = g_new(double, (gsize)watch->most + 1);
    int64_t most_a_year = 0;
    for (; most_a_year <= watch->most; most_a_year++) {
        pmf[most_a_year] = tails_poisson_pmf((double)most_a_year, mean);
        if ((double)most_a_year > mean && pmf[most_a_year] < NEGLIGIBLE)
            break;
    }
    for (guint k = 0; k < states->active->len; k++) {
        size_t i = g_array_index(states->active, size_t, k);
        double chance = states->chance[i];
        struct state from = state_at(watch, i);
        int64_t total = total_of(from, year - 1);
        double awaits = awaited(from, year);
        for (int64_t x = 0; x < most_a_year && total + x <= watch->most; x++)
            if (chance * pmf[x] >= NEGLIGIBLE)
                add_chance(&next, next_state(watch, from, awaits, year, total + x), chance * pmf[x]);
    }
    g_free(pmf);
    states_clear(states);
    *states = next;
}

/* Series with an alarm start again, or leave: their chance is returned. */
static double states_alarm(struct states *states, size_t year, bool leave)
{
    const struct fall_watch *watch = states->watch;
    double alarmed = 0;
    for (guint k = 0, n = states->active->len; k < n; k++) {
        size_t i = g_array_index(states->active, size_t, k);
        struct state state = state_at(watch, i);
        int64_t total = total_of(state, year);
        if (state.base_years == year || !is_alarm(watch, year, total, sum_of(state, year)))
            continue;
        double chance = states->chance[i];
        states->chance[i] = 0;
        alarmed += chance;
        if (!leave)
            add_chance(states, (struct state){.base_years = year, .base_total = total}, chance);
    }
    return alarmed;
}

/* --- the limits --- */

struct candidate {
    int64_t total;
    double sum, chance;
};

/* By total, then the largest sum first. */
static int compare_candidates(const void *a, const void *b)
{
    const struct candidate *x = a;
    const struct candidate *y = b;
    if (x->total != y->total)
        return x->total < y->total ? -1 : 1;
    return (x->sum < y->sum) - (x->sum > y->sum);
}

/* Sums that could be alarms, and the chance of each total. */
static GArray *candidates_of(const struct states *states, size_t year, double *of_total)
{
    const struct fall_watch *watch = states->watch;
    GArray *candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
    for (guint k = 0; k < states->active->len; k++) {
        size_t i = g_array_index(states->active, size_t, k);
        struct state state = state_at(watch, i);
        int64_t total = total_of(state, year);
        of_total[total] += states->chance[i];
        struct candidate candidate = {total, sum_of(state, year), states->chance[i]};
        if (state.base_years < year && candidate.sum >= FALL_SMALLEST_SUM - SLACK)
            g_array_append_val(candidates, candidate);
    }
    g_array_sort(candidates, compare_candidates);
    return candidates;
}

/* Takes the largest sums [first, end) of one total as alarms, as near as may be to the chance allowed;
 * returns what they cost. */
static double take_alarms(const struct candidate *first, const struct candidate *end, double allowed,
                          double *limit)
{
    double spent = 0;
    while (first < end) {
        const struct candidate *next = first;
        double chance = 0;
        for (; next < end && first->sum - next->sum <= SLACK; next++)
            chance += next->chance;
        if (spent + chance / 2 > allowed)
            break;
        spent += chance;
        *limit = next[-1].sum;
        first = next;
    }
    return spent;
}

/* What is saved up at each total flows on with the series. */
static void advance_saved(const struct fall_watch *watch, double **saved)
{
    double *next = g_new0(double, (gsize)watch->most + 1);
    for (int64_t x = 0; x <= watch->most; x++) {
        double chance = tails_poisson_pmf((double)x, watch->mean);
        if (chance < NEGLIGIBLE && (double)x > watch->mean)
            break;
        for (int64_t total = 0; total + x <= watch->most; total++)
            next[total + x] += (*saved)[total] * chance;
    }
    g_free(*saved);
    *saved = next;
}

static void set_limits(struct fall_watch *watch, const struct states *states, size_t year, double alarm_rate,
                       double *saved)
{
    double *of_total = g_new0(double, (gsize)watch->most + 1);
    GArray *candidates = candidates_of(states, year, of_total);
    const struct candidate *all = (const struct candidate *)(void *)candidates->data;
    guint first = 0;
    for (int64_t total = 0; total <= watch->most; total++) {
        guint end = first;
        while (end < candidates->len && all[end].total == total)
            end++;
        double allowed = saved[total] + alarm_rate * of_total[total];
        double *limit = &watch->limit[limit_at(watch, year, total)];
        double spent = take_alarms(all + first, all + end, allowed, limit);
        watch->false_alarm[year] += spent;
        saved[total] = MIN(allowed - spent, CARRIED_YEARS * alarm_rate * of_total[total]);
        first = end;
    }
    g_array_unref(candidates);
    g_free(of_total);
}

static void compute(struct fall_watch *watch, double alarm_rate)
{
    double *saved = g_new0(double, (gsize)watch->most + 1);
    struct states states = states_new(watch, watch->mean);
    for (size_t year = FALL_LEARN_YEARS + 1; year <= watch->years; year++) {
        states_advance(&states, year, watch->mean);
        advance_saved(watch, &saved);
        set_limits(watch, &states, year, alarm_rate, saved);
        states_alarm(&states, year, false);
    }
    states_clear(&states);
    g_free(saved);
}

struct fall_watch *fall_watch_new(size_t years, double mean, double alarm_rate)
{
    if (!(mean > 0 && mean <= FALL_LARGEST_MEAN && alarm_rate > 0 && alarm_rate < 1) ||
        years > FALL_MOST_YEARS)
        return NULL;
    struct fall_watch *watch = g_new0(struct fall_watch, 1);
    watch->years = MAX(years, FALL_LEARN_YEARS);
    watch->mean = mean;
    double all = mean * (double)watch->years;
    watch->most = (int64_t)ceil(all + REACH * sqrt(all) + REACH);
    watch->missing = (int64_t)ceil(REACH * sqrt(mean) + REACH);
    size_t n = (watch->years + 1) * (size_t)(watch->most + 1);
    watch->limit = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        watch->limit[i] = INFINITY;
    watch->false_alarm = g_new0(double, watch->years + 1);
    compute(watch, alarm_rate);
    return watch;
}

void fall_watch_free(struct fall_watch *watch)
{
    if (watch == NULL)
        return;
    g_free(watch->limit);
    g_free(watch->false_alarm);
    g_free(watch);
}

/* --- its use --- */

struct fall_step fall_watch_step(const struct fall_watch *watch, struct fall_state *state, int64_t count)
{
    struct fall_step step = {.limit = stat_undefined(STAT_TOO_FEW)};
    state->years++;
    state->total += count;
    bool learning = state->years <= FALL_LEARN_YEARS;
    struct state from = {.base_years = state->base_years, .base_total = state->base_total};
    if (!learning) {
        step.sum = fmax(0, awaited(from, state->years) - (double)(state->total - from.base_total));
        double limit = state->total <= watch->most && state->years <= watch->years
                           ? watch->limit[limit_at(watch, state->years, state->total)]
                           : INFINITY;
        step.limit = isfinite(limit) ? stat_ok(limit) : stat_undefined(STAT_UNBOUNDED);
        step.alarm = step.sum >= limit - SLACK;
    }
    if (learning || step.alarm || step.sum <= SLACK) {
        state->base_years = state->years;
        state->base_total = state->total;
    }
    return step;
}

double fall_watch_false_alarm(const struct fall_watch *watch, size_t year)
{
    return year <= watch->years ? watch->false_alarm[year] : 0;
}

void fall_watch_detected(const struct fall_watch *watch, double before, double after, size_t baseline,
                         size_t years, double *within)
{
    struct states states = states_new(watch, before);
    for (size_t year = FALL_LEARN_YEARS + 1; year <= baseline; year++) {
        states_advance(&states, year, before);
        states_alarm(&states, year, false);
    }
    double seen = 0;
    for (size_t i = 0; i < years; i++) {
        size_t year = MAX(baseline, FALL_LEARN_YEARS) + 1 + i;
        states_advance(&states, year, after);
        seen += states_alarm(&states, year, true);
        within[i] = seen;
    }
    states_clear(&states);
}

struct stat_value fall_watch_years(const double *within, size_t years)
{
    for (size_t i = 0; i < years; i++)
        if (within[i] >= 0.5)
            return stat_ok((double)(i + 1));
    return stat_undefined(STAT_UNBOUNDED);
}
