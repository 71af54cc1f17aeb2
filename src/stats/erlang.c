/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erlang's formulas, their inverses, and what they say about budgets and pooling. */
#include "vifte/erlang.h"

#include "vifte/root.h"

#include <glib.h>
#include <math.h>

static enum stat_state check(int64_t places, double load)
{
    if (places < 0 || !(load >= 0) || !isfinite(load))
        return STAT_BAD_ARGUMENT;
    return places > ERLANG_PLACES ? STAT_TOO_LARGE : STAT_OK;
}

/* B and 1 - B, each by its own positive recursion. */
struct blocked {
    double share;
    double rest;
};

static struct blocked recursion(int64_t places, double load)
{
    struct blocked b = {.share = 1, .rest = 0};
    for (int64_t n = 1; n <= places; n++) {
        double offered = load * b.share;
        b.share = offered / ((double)n + offered);
        b.rest = (double)n / ((double)n + offered);
        if (b.share == 0)
            break;
    }
    return b;
}

struct stat_value erlang_b(int64_t places, double load)
{
    enum stat_state state = check(places, load);
    return state == STAT_OK ? stat_ok(recursion(places, load).share) : stat_undefined(state);
}

struct stat_value erlang_c(int64_t places, double load)
{
    enum stat_state state = check(places, load);
    if (state != STAT_OK)
        return stat_undefined(state);
    if (load >= (double)places)
        return stat_undefined(STAT_NO_QUEUE);
    struct blocked b = recursion(places, load);
    return stat_ok(b.share / (1 - load / (double)places * b.rest));
}

/* P(in use = k) for k = 0 .. places, scaled from the most probable k outwards. Newly allocated. */
static double *stationary(int64_t places, double load)
{
    double *p = g_new(double, (gsize)places + 1);
    int64_t mode = load < (double)places ? (int64_t)load : places;
    double sum = p[mode] = 1;
    for (int64_t k = mode; k > 0; k--)
        sum += p[k - 1] = p[k] * (double)k / load;
    for (int64_t k = mode; k < places; k++)
        sum += p[k + 1] = p[k] * load / (double)(k + 1);
    for (int64_t k = 0; k <= places; k++)
        p[k] /= sum;
    return p;
}

/* Mean and variance around whichever is smaller, places in use or places free, so that neither loses digits.
 */
static void moments(const double *p, int64_t places, double *mean, double *variance)
{
    double in_use = 0, vacant = 0;
    for (int64_t k = 0; k <= places; k++) {
        in_use += (double)k * p[k];
        vacant += (double)(places - k) * p[k];
    }
    *mean = in_use;
    *variance = 0;
    for (int64_t k = 0; k <= places; k++) {
        double off = in_use < vacant ? (double)k - in_use : (double)(places - k) - vacant;
        *variance += off * off * p[k];
    }
}

struct erlang_state erlang_stationary(int64_t places, double load, double budget_occupancy)
{
    enum stat_state state = check(places, load);
    if (state == STAT_OK && !(budget_occupancy >= 0))
        state = STAT_BAD_ARGUMENT;
    struct stat_value none = stat_undefined(state);
    if (state != STAT_OK)
        return (struct erlang_state){none, none, none, none, none, none};

    double *p = stationary(places, load);
    double mean, variance, below = 0, vacant = 0;
    moments(p, places, &mean, &variance);
    double budget = budget_occupancy * (double)places * (1 - 1e-12);
    for (int64_t k = 0; k <= places; k++) {
        below += (double)k < budget ? p[k] : 0;
        vacant += k <= places - 2 ? p[k] : 0;
    }
    struct erlang_state out = {.mean = stat_ok(mean),
                               .occupancy = stat_undefined(STAT_NO_EXPOSURE),
                               .variance = stat_ok(variance),
                               .full = stat_ok(p[places]),
                               .two_vacant = stat_ok(fmin(1, vacant)),
                               .below = stat_ok(fmin(1, below))};
    if (places > 0)
        out.occupancy = stat_ok(mean / (double)places);
    g_free(p);
    return out;
}

struct search {
    int64_t places;
    double target;
};

/* logit of B, which has a slope near 0 and near 1 alike; d log B / d log load = places - load (1 - B). */
static struct root_point blocking_point(double load, const void *context)
{
    const struct search *s = context;
    struct blocked b = recursion(s->places, load);
    double logit = log(b.share / b.rest);
    return (struct root_point){.f = logit - log(s->target / (1 - s->target)),
                               .slope = ((double)s->places - load * b.rest) / b.rest};
}

struct stat_value erlang_max_load(int64_t places, double blocking)
{
    enum stat_state state = check(places, 0);
    if (state == STAT_OK && !(blocking > 0 && blocking < 1))
        state = STAT_BAD_ARGUMENT;
    if (state == STAT_OK && places == 0)
        state = STAT_NO_SOLUTION;
    if (state != STAT_OK)
        return stat_undefined(state);
    struct search s = {.places = places, .target = blocking};
    /* B >= 1 - places / load bounds the load from above. */
    double high = (double)places / (1 - blocking) * (1 + 1e-9);
    return stat_ok(root_positive(blocking_point, &s, (double)places * (1 - blocking), 1e-300, high));
}

struct stat_value erlang_min_places(double load, double blocking)
{
    enum stat_state state = check(0, load);
    if (state == STAT_OK && !(blocking > 0 && blocking <= 1))
        state = STAT_BAD_ARGUMENT;
    if (state != STAT_OK)
        return stat_undefined(state);
    double b = 1;
    for (int64_t places = 0; places <= ERLANG_PLACES; places++) {
        if (b <= blocking * (1 + 1e-12))
            return stat_ok((double)places);
        b = load * b / ((double)places + 1 + load * b);
    }
    return stat_undefined(STAT_TOO_LARGE);
}

/* logit of the occupancy: near 0 and near 1 alike it has a slope to follow. */
static struct root_point occupancy_point(double load, const void *context)
{
    const struct search *s = context;
    struct blocked b = recursion(s->places, load);
    double places = (double)s->places;
    double in_use = load * b.rest;
    double vacant = places - in_use;
    double variance = in_use - load * b.share * vacant;
    double logit = log(in_use / vacant);
    return (struct root_point){.f = logit - log(s->target / (1 - s->target)),
                               .slope = variance * places / (in_use * vacant)};
}

struct erlang_budget erlang_budget(int64_t places, double occupancy)
{
    enum stat_state state = check(places, 0);
    if (state == STAT_OK && !(occupancy > 0))
        state = STAT_BAD_ARGUMENT;
    else if (state == STAT_OK && places == 0)
        state = STAT_NO_EXPOSURE;
    else if (state == STAT_OK && occupancy >= 1)
        state = STAT_NO_SOLUTION; /* no finite load fills every place all the time */
    if (state != STAT_OK) {
        struct stat_value none = stat_undefined(state);
        return (struct erlang_budget){none, none, none, none};
    }
    struct search s = {.places = places, .target = occupancy};
    double used = (double)places * occupancy;
    double load =
        root_positive(occupancy_point, &s, used, used * 0.999, (double)places / (1 - occupancy) * 1.001);
    struct stat_value waits = erlang_c(places, used);
    return (struct erlang_budget){.load = stat_ok(load),
                                  .blocking = erlang_b(places, load),
                                  .wait_share = waits,
                                  .wait_stays = stat_scaled(waits, 1 / ((double)places * (1 - occupancy)))};
}

struct erlang_pooling erlang_pooling(const int64_t *places, const double *loads, size_t n)
{
    int64_t all_places = 0;
    double all_load = 0, lost = 0;
    enum stat_state state = n > 0 ? STAT_OK : STAT_NO_EXPOSURE;
    for (size_t i = 0; i < n && state == STAT_OK; i++) {
        state = check(places[i], loads[i]);
        if (state != STAT_OK)
            break;
        all_places += places[i];
        all_load += loads[i];
        lost += loads[i] * recursion(places[i], loads[i]).share;
    }
    if (state == STAT_OK)
        state = all_load > 0 ? check(all_places, all_load) : STAT_NO_EXPOSURE;
    struct stat_value none = stat_undefined(state);
    if (state != STAT_OK)
        return (struct erlang_pooling){none, none, none, none, none, none, none};

    double together = recursion(all_places, all_load).share;
    struct erlang_pooling out = {.lost_apart = stat_ok(lost),
                                 .blocking_apart = stat_ok(lost / all_load),
                                 .blocking_together = stat_ok(together),
                                 .lost_together = stat_ok(all_load * together),
                                 .gain = stat_ok(lost - all_load * together)};
    out.places_together = out.places_saved = erlang_min_places(all_load, lost / all_load);
    if (out.places_saved.state == STAT_OK)
        out.places_saved = stat_ok((double)all_places - out.places_together.value);
    return out;
}
