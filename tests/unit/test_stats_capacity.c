/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Erlang's formulas, the census, stays: published traffic tables, inverses, limits in which the answer is
 * known. */
#include "approx.h"

#include "vifte/census.h"
#include "vifte/erlang.h"
#include "vifte/stay_length.h"
#include "vifte/tails.h"

/* Published: 10 lines carry 4.461, 5.084, 6.216, 7.511 erlang at 1, 2, 5, 10 %; 15 lines 8.108 at 1 %. */
static void test_traffic_tables(void **state)
{
    (void)state;
    assert_stat(erlang_max_load(10, 0.01), 4.461, 1e-4);
    assert_stat(erlang_max_load(10, 0.02), 5.084, 1e-4);
    assert_stat(erlang_max_load(10, 0.05), 6.216, 1e-4);
    assert_stat(erlang_max_load(10, 0.10), 7.511, 1e-4);
    assert_stat(erlang_max_load(15, 0.01), 8.108, 1e-4);
    assert_stat(erlang_max_load(1, 0.999999), 0.999999 / (1 - 0.999999), 1e-12);
}

static void test_erlang_inverses(void **state)
{
    (void)state;
    for (int64_t places = 1; places < 3000; places = places * 3 + 1) {
        for (double blocking = 1e-9; blocking < 1; blocking = blocking * 7 + 1e-9) {
            struct stat_value load = erlang_max_load(places, blocking);
            assert_stat(erlang_b(places, load.value), blocking, 1e-11);
            assert_stat(erlang_min_places(load.value * (1 - 1e-9), blocking), (double)places, 0);
        }
        for (double occupancy = 0.05; occupancy < 1; occupancy += 0.05) {
            struct erlang_budget b = erlang_budget(places, occupancy);
            assert_stat(erlang_stationary(places, b.load.value, 0).occupancy, occupancy, 1e-11);
        }
    }
    assert_stat(erlang_min_places(2, 0.4), 2, 0); /* B(2, 2) is 2/5 up to rounding */
}

static void test_erlang_edges(void **state)
{
    (void)state;
    assert_stat(erlang_b(0, 3), 1, 0);
    assert_stat(erlang_b(4, 0), 0, 0);
    assert_stat(erlang_c(3, 2), 4 / 9.0, 1e-14);
    assert_refused(erlang_c(3, 3), STAT_NO_QUEUE);
    assert_refused(erlang_b(-1, 1), STAT_BAD_ARGUMENT);
    assert_refused(erlang_b(ERLANG_PLACES + 1, 1), STAT_TOO_LARGE);
    assert_refused(erlang_max_load(0, 0.5), STAT_NO_SOLUTION);
    assert_refused(erlang_max_load(3, 1), STAT_BAD_ARGUMENT);
    assert_refused(erlang_min_places(3, 0), STAT_BAD_ARGUMENT);
    assert_refused(erlang_budget(3, 1).load, STAT_NO_SOLUTION);
    assert_refused(erlang_budget(0, 0.9).load, STAT_NO_EXPOSURE);
    assert_refused(erlang_stationary(0, 1, 0.9).occupancy, STAT_NO_EXPOSURE);
    /* Nine tenths of ten places: nine persons are not below the budget. */
    struct erlang_state s = erlang_stationary(10, 9, 0.9);
    assert_stat(s.below, s.two_vacant.value, 1e-14);
    /* 1 - B, mean and variance where almost everybody is turned away. */
    assert_stat(erlang_stationary(1, 1e9, 0).variance, 1e9 / (1 + 1e9) / (1 + 1e9), 1e-12);
}

static void test_pooling(void **state)
{
    (void)state;
    static const int64_t places[] = {5, 5};
    static const double loads[] = {4, 4};
    struct erlang_pooling p = erlang_pooling(places, loads, 2);
    assert_stat(p.blocking_apart, 0.199066874027994, 1e-12);
    assert_stat(p.gain, 0.619246478200338, 1e-12);
    assert_stat(p.places_saved, 1, 0);
    p = erlang_pooling(places, loads, 1); /* one offer alone gains nothing */
    assert_stat(p.gain, 0, 0);
    assert_stat(p.places_saved, 0, 0);
    static const double nothing[] = {0, 0};
    assert_refused(erlang_pooling(places, nothing, 2).gain, STAT_NO_EXPOSURE);
    assert_refused(erlang_pooling(places, loads, 0).gain, STAT_NO_EXPOSURE);
}

static void test_average_census(void **state)
{
    (void)state;
    /* A very short period: a point. A very long one: 2 m / (mu T). */
    assert_stat(census_average(30, 0.2, 1e-9).variance_average, 30, 1e-9);
    assert_stat(census_average(30, 0.2, 1e9).variance_average, 60 / 0.2e9, 1e-8);
    /* The series and the formula meet where one takes over. */
    double below = census_average(1, 0.5, 1).variance_average.value;
    double above = census_average(1, 0.5 + 1e-12, 1).variance_average.value;
    assert_approx(below, above, 1e-11);
    assert_stat(census_swing(30, 0.2, 1), 3.298, 1e-4);
    assert_stat(census_swing(30, 0, 1), 0, 0);
    assert_stat(census_swing(30, 0.2, 1e9), sqrt(60), 1e-15); /* far apart: two independent counts */
    assert_refused(census_swing(-1, 0.2, 1), STAT_BAD_ARGUMENT);
    assert_refused(census_average(0, 0.2, 1).inflation, STAT_NO_EXPOSURE);
    assert_refused(census_average(3, 0.2, 0).variance_average, STAT_BAD_ARGUMENT);
    /* So many places that nobody is turned away: the two systems are one. */
    double loss = census_loss_average(60, 5, 0.3, 2).variance_average.value;
    assert_approx(loss, census_average(5, 0.3, 2).variance_average.value, 1e-10);
    /* One place is on or off, and forgets at rate load + 1 per mean stay. */
    double x = 0.3 * 1.8 * 2, p = 0.8 / 1.8;
    assert_stat(census_loss_average(1, 0.8, 0.3, 2).variance_average,
                p * (1 - p) * 2 * (x + expm1(-x)) / (x * x), 1e-12);
    assert_refused(census_loss_average(0, 1, 1, 1).mean, STAT_NO_EXPOSURE);
    assert_refused(census_loss_average(CENSUS_PLACES + 1, 1, 1, 1).mean, STAT_TOO_LARGE);
}

static void test_forecast(void **state)
{
    (void)state;
    struct census_forecast f = census_forecast(5, 0, 0.3, 1); /* nobody comes: binomial */
    assert_stat(f.zero, pow(-expm1(-0.3), 5), 1e-13);
    assert_stat(f.same, exp(-1.5), 1e-13);
    f = census_forecast(0, 2, 0.5, 2); /* nobody there: Poisson */
    assert_stat(f.mean, 4 * -expm1(-1), 1e-14);
    assert_stat(f.zero, exp(-4 * -expm1(-1)), 1e-13);
    f = census_forecast(7, 3, 0, 2); /* nobody leaves */
    assert_stat(f.mean, 13, 1e-15);
    assert_stat(f.zero, 0, 0);
    assert_stat(f.same, exp(-6), 1e-13);
    f = census_forecast(7, 3, 0.2, 0); /* today */
    assert_stat(f.q05, 7, 0);
    assert_stat(f.q95, 7, 0);
    assert_stat(f.same, 1, 0);
    assert_refused(census_forecast(-1, 1, 1, 1).mean, STAT_BAD_ARGUMENT);
    assert_refused(census_forecast(CENSUS_START + 1, 1, 1, 1).mean, STAT_TOO_LARGE);
    f = census_forecast(1000000, 200000, 0.2, 1); /* large, stationary: same mean, normal quantiles */
    assert_stat(f.mean, 1000000, 1e-12);
    assert_true(fabs((f.q95.value - f.mean.value) / sqrt(f.variance.value) - 1.645) < 0.01);
}

static void test_exit_rate(void **state)
{
    (void)state;
    struct stay_exit_rate r = stay_exit_rate(4, 5185);
    assert_stat(r.per_year, 4 / 5185.0 * 365.25, 1e-14);
    assert_stat(r.mean_days, 1296.25, 1e-14);
    assert_stat(r.mean_days_limits.upper, 4757.46833092593, 1e-12);
    r = stay_exit_rate(0, 900); /* nobody left yet: how long at least, no mean */
    assert_refused(r.mean_days, STAT_NO_EVENTS);
    assert_refused(r.mean_days_limits.upper, STAT_UNBOUNDED);
    assert_stat(r.mean_days_limits.lower, 900 / -log(0.025), 1e-13);
    assert_refused(stay_exit_rate(0, 0).per_year, STAT_NO_EXPOSURE);
}

/* survfit(Surv(start, stop, event)) of R's survival 3.5.3 for these nine stays. */
static void test_survival(void **state)
{
    (void)state;
    static const struct followed_stay stays[] = {{0, 900, true},     {0, 365, true},     {100, 800, true},
                                                 {250, 1000, false}, {400, 1000, false}, {30, 200, true},
                                                 {600, 1000, false}, {0, 1000, false},   {700, 1000, false}};
    struct stay_survival s = stay_survival(stays, 9, 900);
    assert_int_equal(s.at_risk, 6);
    assert_int_equal(s.ends, 1);
    assert_stat(s.survival, 0.457142857142857, 1e-13);
    assert_stat(s.standard_error, 0.181217135353621, 1e-13);
    assert_stat(stay_survival(stays, 9, 100).survival, 1, 0); /* before the first end */
    assert_stat(stay_survival(stays, 9, 100).standard_error, 0, 0);
    static const struct followed_stay alone[] = {{0, 10, true}};
    assert_stat(stay_survival(alone, 1, 10).survival, 0, 0);
    assert_refused(stay_survival(alone, 1, 10).standard_error, STAT_NO_SOLUTION);
}

/* The definition, word by word: quadratic, and nothing sorted. */
static double survival_by_definition(const struct followed_stay *spans, size_t n, double time)
{
    double survival = 1;
    for (double at = 1; at <= time; at++) { /* the test's stays end on whole days */
        double risk = 0, ends = 0;
        for (size_t i = 0; i < n; i++) {
            bool is_at_risk = spans[i].from < at && at <= spans[i].to;
            risk += is_at_risk;
            ends += is_at_risk && spans[i].ended && spans[i].to == at;
        }
        survival *= ends > 0 ? 1 - ends / risk : 1;
    }
    return survival;
}

static void test_curve(void **state)
{
    (void)state;
    uint32_t seed = 3;
    for (int round = 0; round < 50; round++) {
        struct followed_stay spans[30];
        for (size_t i = 0; i < 30; i++) {
            uint32_t draw[3];
            for (int k = 0; k < 3; k++)
                draw[k] = (seed = seed * 1664525u + 1013904223u) >> 8;
            spans[i] = (struct followed_stay){draw[0] % 3 ? 0 : draw[0] % 20, draw[1] % 25, draw[2] % 3 > 0};
        }
        static const double times[] = {1, 5, 5.5, 12, 24, 30};
        struct stay_survival curve[6];
        stay_curve(spans, 30, times, 6, curve);
        for (size_t k = 0; k < 6; k++) {
            double expected = survival_by_definition(spans, 30, times[k]);
            assert_true(fabs(curve[k].survival.value - expected) < 1e-13);
            assert_int_equal(curve[k].at_risk, stay_survival(spans, 30, times[k]).at_risk);
            assert_true(k == 0 || curve[k].all_ends >= curve[k - 1].all_ends);
        }
    }
}

/* By hand for the nine stays of test_survival(): risk sets 5, 5, 7, 6, so that Greenwood's sum is 1/20 + 1/20
 * + 1/42 + 1/30; S^exp(-/+ 1.96 sqrt(sum) / -log S). */
static void test_survival_limits(void **state)
{
    (void)state;
    static const struct followed_stay stays[] = {{0, 900, true},     {0, 365, true},     {100, 800, true},
                                                 {250, 1000, false}, {400, 1000, false}, {30, 200, true},
                                                 {600, 1000, false}, {0, 1000, false},   {700, 1000, false}};
    struct stay_survival s = stay_survival(stays, 9, 900);
    struct stat_interval limits = stay_survival_limits(&s, 0.95);
    assert_stat(limits.lower, 0.12099103481523431, 1e-9);
    assert_stat(limits.upper, 0.7481853020143677, 1e-9);
    assert_int_equal(s.fewest_at_risk, 5);
    assert_int_equal(s.all_ends, 4);
    assert_int_equal(s.at_risk, 6);
    s = stay_survival(stays, 9, 100);
    assert_int_equal(s.fewest_at_risk, 0);
    assert_refused(stay_survival_limits(&s, 0.95).lower, STAT_NO_EVENTS);
    static const struct followed_stay alone[] = {{0, 10, true}};
    s = stay_survival(alone, 1, 10);
    assert_refused(stay_survival_limits(&s, 0.95).upper, STAT_NO_SOLUTION);
    assert_int_equal(stay_survival(NULL, 0, 10).at_risk, 0);
}

static void test_days(void **state)
{
    (void)state;
    assert_int_equal(stay_days(10, 20, 0, 100, false), 10);
    assert_int_equal(stay_days(10, 20, 0, 100, true), 11);
    assert_int_equal(stay_days(10, 10, 0, 100, false), 0); /* in and out on one day */
    assert_int_equal(stay_days(10, 10, 0, 100, true), 1);
    assert_int_equal(stay_days(-5, INT32_MAX, 0, 366, true), 366);
    assert_int_equal(stay_days(99, INT32_MAX, 0, 100, false), 1);
    assert_int_equal(stay_days(20, 10, 0, 100, true), 0);
    assert_int_equal(stay_days(200, 300, 0, 100, false), 0);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_traffic_tables), cmocka_unit_test(test_erlang_inverses),
        cmocka_unit_test(test_erlang_edges),   cmocka_unit_test(test_pooling),
        cmocka_unit_test(test_average_census), cmocka_unit_test(test_forecast),
        cmocka_unit_test(test_exit_rate),      cmocka_unit_test(test_survival),
        cmocka_unit_test(test_curve),          cmocka_unit_test(test_survival_limits),
        cmocka_unit_test(test_days),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
