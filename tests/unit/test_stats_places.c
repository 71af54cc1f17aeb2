/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Transport against trying every plan, on all small cases; a shortage against exact convolution and R's
 * quadrature (tests/data/reference/shortage.csv); swing and places alone and together. Run from the top
 * folder. */
#include "approx.h"

#include "vifte/census.h"
#include "vifte/draws.h"
#include "vifte/erlang.h"
#include "vifte/pooling.h"
#include "vifte/shortage.h"
#include "vifte/stock_forecast.h"
#include "vifte/tails.h"
#include "vifte/transport.h"

#include <glib.h>
#include <string.h>

/* --- transport --- */

struct best {
    int64_t moved, cost;
};

/* Every way to send what is left of row i to column j and on. */
static void try_all(const struct transport *t, size_t i, size_t j, int64_t left, int64_t *room,
                    struct best now, struct best *best)
{
    if (i == t->n_from) {
        if (now.moved > best->moved || (now.moved == best->moved && now.cost < best->cost))
            *best = now;
        return;
    }
    if (j == t->n_to) {
        try_all(t, i + 1, 0, i + 1 < t->n_from ? t->supply[i + 1] : 0, room, now, best);
        return;
    }
    int32_t cost = t->cost[i * t->n_to + j];
    int64_t most = cost == TRANSPORT_NO ? 0 : left < room[j] ? left : room[j];
    for (int64_t n = 0; n <= most; n++) {
        room[j] -= n;
        struct best then = {now.moved + n, now.cost + n * (n > 0 ? cost : 0)};
        try_all(t, i, j + 1, left - n, room, then, best);
        room[j] += n;
    }
}

static struct best brute_force(const struct transport *t)
{
    int64_t room[4];
    struct best best = {0, 0};
    memcpy(room, t->room, t->n_to * sizeof *room);
    try_all(t, 0, 0, t->n_from > 0 ? t->supply[0] : 0, room, (struct best){0, 0}, &best);
    return best;
}

/* The plan itself must be possible and come to what is said. */
static void check_transport(const struct transport *t)
{
    int64_t flow[16], moved = 0, cost = 0, used[4] = {0};
    struct transport_sum sum = transport_solve(t, flow);
    struct best best = brute_force(t);
    for (size_t i = 0; i < t->n_from; i++) {
        int64_t sent = 0;
        for (size_t j = 0; j < t->n_to; j++) {
            int64_t n = flow[i * t->n_to + j];
            assert_true(n >= 0 && (n == 0 || t->cost[i * t->n_to + j] != TRANSPORT_NO));
            sent += n;
            used[j] += n;
            cost += n * (n > 0 ? t->cost[i * t->n_to + j] : 0);
        }
        assert_true(sent <= t->supply[i]);
        moved += sent;
    }
    for (size_t j = 0; j < t->n_to; j++)
        assert_true(used[j] <= t->room[j]);
    assert_int_equal(moved, best.moved);
    assert_int_equal(cost, best.cost);
    assert_stat(sum.moved, (double)best.moved, 0);
    assert_stat(sum.cost, (double)best.cost, 0);
}

/* All cases of two rows and two columns with amounts 0 to 2 and costs none, 0, 1 and 3. */
static void every_case_of_two_by_two(void **state)
{
    (void)state;
    static const int32_t COSTS[] = {TRANSPORT_NO, 0, 1, 3};
    for (unsigned code = 0; code < 3 * 3 * 3 * 3 * 4 * 4 * 4 * 4; code++) {
        int64_t amounts[4];
        int32_t costs[4];
        unsigned rest = code;
        for (int k = 0; k < 4; k++, rest /= 3)
            amounts[k] = rest % 3;
        for (int k = 0; k < 4; k++, rest /= 4)
            costs[k] = COSTS[rest % 4];
        check_transport(&(struct transport){2, 2, amounts, amounts + 2, costs});
    }
}

static void random_cases(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(1961);
    for (int round = 0; round < 4000; round++) {
        int64_t supply[3], room[4];
        int32_t costs[12];
        size_t n = (size_t)g_rand_int_range(random, 0, 4), m = (size_t)g_rand_int_range(random, 0, 5);
        for (size_t i = 0; i < n; i++)
            supply[i] = g_rand_int_range(random, 0, 4);
        for (size_t j = 0; j < m; j++)
            room[j] = g_rand_int_range(random, 0, 4);
        for (size_t k = 0; k < n * m; k++)
            costs[k] = g_rand_int_range(random, 0, 3) == 0 ? TRANSPORT_NO : g_rand_int_range(random, 0, 12);
        check_transport(&(struct transport){n, m, supply, room, costs});
    }
    g_rand_free(random);
}

static void what_transport_refuses(void **state)
{
    (void)state;
    int64_t flow = 7, one = 1, minus = -1, much = INT64_C(1) << 40;
    int32_t cost = 1, negative = -2;
    assert_refused(transport_solve(&(struct transport){1, 1, &minus, &one, &cost}, &flow).moved,
                   STAT_BAD_ARGUMENT);
    assert_int_equal(flow, 0);
    assert_refused(transport_solve(&(struct transport){1, 1, &one, &one, &negative}, &flow).cost,
                   STAT_BAD_ARGUMENT);
    assert_refused(transport_solve(&(struct transport){1, 1, &much, &one, &cost}, &flow).moved,
                   STAT_TOO_LARGE);
}

/* --- shortage --- */

static double exact(int64_t present, double stay, double newcomers, double places)
{
    double sum = 0;
    for (int64_t j = 0; j <= present; j++)
        sum += tails_binomial_pmf((double)j, (double)present, stay, 1 - stay) *
               tails_poisson(floor(places) - (double)j, newcomers).upper;
    return sum;
}

static void shortage_is_the_convolution(void **state)
{
    (void)state;
    static const int64_t present[] = {0, 1, 9, 140, 3000};
    static const double stays[] = {0, 1e-9, 0.2, 0.83, 1 - 1e-9, 1}, comes[] = {0, 0.3, 14, 500};
    for (size_t a = 0; a < G_N_ELEMENTS(present); a++)
        for (size_t b = 0; b < G_N_ELEMENTS(stays); b++)
            for (size_t c = 0; c < G_N_ELEMENTS(comes); c++)
                for (double places = 0; places < 4000; places = places * 1.7 + 1.5) {
                    double expected = exact(present[a], stays[b], comes[c], places);
                    double got = shortage_probability(present[a], stays[b], comes[c], places);
                    if (fabs(got - expected) > 1e-12)
                        fail_msg("%d stay %g, %g come, %g places: %.17g, expected %.17g", (int)present[a],
                                 stays[b], comes[c], places, got, expected);
                }
}

/* More newcomers than a double's smallest number of terms away from the places, and back. */
static void shortage_far_from_the_places(void **state)
{
    (void)state;
    double got = shortage_probability(1000000, 0.5, 4, 500000);
    assert_approx(got, 0.5 + 3.5 / sqrt(2 * G_PI * 250000), 1e-3); /* normal, half a step aside */
    assert_true(shortage_probability(10, 0.5, 1, 100000) < 1e-300);
}

static void shortage_agrees_with_quadrature(void **state)
{
    (void)state;
    char *text = NULL;
    assert_true(g_file_get_contents("tests/data/reference/shortage.csv", &text, NULL, NULL));
    char **lines = g_strsplit(text, "\n", -1);
    size_t n = 0;
    for (; lines[n + 1] != NULL && *lines[n + 1] != '\0'; n++) {
        double v[7];
        char **fields = g_strsplit(lines[n + 1], ",", -1);
        assert_int_equal(g_strv_length(fields), 7);
        for (int k = 0; k < 7; k++)
            v[k] = g_ascii_strtod(fields[k], NULL);
        struct stock_history history = {.present = (int64_t)v[0],
                                        .arrivals = (int64_t)v[2],
                                        .exposure = v[3],
                                        .exits = (int64_t)v[4],
                                        .person_years = v[5]};
        struct shortage out;
        shortage_ahead(&history, (double[]){1}, &v[1], 1, 20000, 7, &out);
        assert_int_equal(out.probability.state, STAT_OK);
        assert_true(fabs(out.probability.value - v[6]) < 5 * 0.5 / sqrt(20000));
        assert_true(out.limits.lower.value <= out.probability.value &&
                    out.probability.value <= out.limits.upper.value);
        g_strfreev(fields);
    }
    assert_int_equal(n, 5);
    g_strfreev(lines);
    g_free(text);
}

static void shortage_is_left_open_or_refused(void **state)
{
    (void)state;
    struct stock_history few = {.present = 12, .exits = 9, .person_years = 50, .arrivals = 9, .exposure = 5};
    struct shortage out[2];
    double coming[] = {1, 1}, places[] = {12, 12};
    shortage_ahead(&few, coming, places, 2, 100, 1, out);
    assert_refused(out[1].probability, STAT_TOO_FEW);
    assert_false(shortage_is_open(&out[0]));
    few.arrivals = 10;
    few.person_years = 0;
    shortage_ahead(&few, coming, places, 2, 100, 1, out);
    assert_refused(out[0].probability, STAT_NO_EXPOSURE);
    struct shortage wide = {.probability = stat_ok(0.5), .limits = stat_interval_ok(0.19, 0.81)};
    assert_true(shortage_is_open(&wide));
    wide.limits = stat_interval_ok(0.2, 0.9);
    assert_false(shortage_is_open(&wide));
}

/* Far ahead nobody of today's is left: the stationary Poisson count. */
static void shortage_in_the_long_run(void **state)
{
    (void)state;
    struct stock_history known = {
        .present = 40, .exits = 5000000000, .person_years = 1e10, .arrivals = 1000000000, .exposure = 1e8};
    double coming[40], places[40];
    struct shortage out[40];
    for (int h = 0; h < 40; h++) {
        coming[h] = 1;
        places[h] = 22.5;
    }
    shortage_ahead(&known, coming, places, 40, 50, 3, out);
    assert_approx(out[39].probability.value, tails_poisson(22, 20).upper, 1e-4);
}

/* --- pooling --- */

static void pooling_alone_and_together(void **state)
{
    (void)state;
    static const double loads[] = {30, 4, 0.3, 0};
    struct pooling p = pooling_of(loads, 4, 0.2, 0.95);
    assert_stat(p.load, 34.3, 1e-12);
    double swing =
        sqrt(2 * 30 * (1 - exp(-0.2))) + sqrt(2 * 4 * (1 - exp(-0.2))) + sqrt(2 * 0.3 * (1 - exp(-0.2)));
    assert_stat(p.swing_alone, swing, 1e-12);
    assert_stat(p.swing_together, sqrt(2 * 34.3 * (1 - exp(-0.2))), 1e-12);
    double alone = 0, used = 0;
    for (int i = 0; i < 3; i++) {
        int64_t places = 0;
        while (erlang_b(places, loads[i]).value > 0.05)
            places++;
        alone += (double)places;
        used += loads[i] * (1 - erlang_b(places, loads[i]).value);
    }
    assert_stat(p.places_alone, alone, 0);
    assert_stat(p.occupancy_alone, used / alone, 1e-12);
    assert_true(erlang_b((int64_t)p.places_together.value, 34.3).value <= 0.05);
    assert_true(erlang_b((int64_t)p.places_together.value - 1, 34.3).value > 0.05);
    assert_true(p.places_together.value < p.places_alone.value);
    assert_refused(pooling_of(loads + 3, 1, 0.2, 0.95).load, STAT_NO_EXPOSURE);
    assert_refused(pooling_of(loads, 4, 0.2, 1).load, STAT_BAD_ARGUMENT);
    assert_refused(pooling_of(loads, 4, -1, 0.95).load, STAT_BAD_ARGUMENT);
}

/* One alone is as all together, and thirty persons who stay five years swing by 3.3 a year. */
static void pooling_of_one(void **state)
{
    (void)state;
    static const double load = 30;
    struct pooling p = pooling_of(&load, 1, 0.2, 0.95);
    assert_stat(p.swing_alone, p.swing_together.value, 1e-12);
    assert_stat(p.swing_together, 3.298, 1e-4);
    assert_stat(p.places_alone, p.places_together.value, 0);
}

/* Rates as good as known: the limits close on the point. Doubling the arrivals doubles the load. */
static void pooling_limits_close(void **state)
{
    (void)state;
    struct stock_history known = {
        .exits = 400000000, .person_years = 2e9, .arrivals = 600000000, .exposure = 1e8};
    struct stat_interval limits = pooling_limits(&known, 1, 0.95, 500, 11);
    assert_stat(limits.lower, erlang_min_places(30, 0.05).value, 0);
    assert_stat(limits.upper, erlang_min_places(30, 0.05).value, 0);
    assert_stat(pooling_limits(&known, 2, 0.95, 500, 11).upper, erlang_min_places(60, 0.05).value, 0);
    struct stock_history few = {.exits = 12, .person_years = 60, .arrivals = 18, .exposure = 6};
    struct stat_interval wide = pooling_limits(&few, 1, 0.95, 10000, 11), again = wide;
    again = pooling_limits(&few, 1, 0.95, 10000, 11);
    assert_true(wide.lower.value < erlang_min_places(15, 0.05).value &&
                wide.upper.value > erlang_min_places(15, 0.05).value);
    assert_true(again.lower.value == wide.lower.value && again.upper.value == wide.upper.value);
    few.person_years = 0;
    assert_refused(pooling_limits(&few, 1, 0.95, 10, 1).lower, STAT_NO_EXPOSURE);
    assert_refused(pooling_limits(&known, 0, 0.95, 10, 1).upper,
                   STAT_NO_EXPOSURE); /* nobody comes any more */
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_of_two_by_two),
                                       cmocka_unit_test(random_cases),
                                       cmocka_unit_test(what_transport_refuses),
                                       cmocka_unit_test(shortage_is_the_convolution),
                                       cmocka_unit_test(shortage_far_from_the_places),
                                       cmocka_unit_test(shortage_agrees_with_quadrature),
                                       cmocka_unit_test(shortage_is_left_open_or_refused),
                                       cmocka_unit_test(shortage_in_the_long_run),
                                       cmocka_unit_test(pooling_alone_and_together),
                                       cmocka_unit_test(pooling_of_one),
                                       cmocka_unit_test(pooling_limits_close)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
