/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trend and CUSUM: full enumeration of small cases, a hand recursion, a simulated chart's closed forms,
 * refusals. */
#include "approx.h"

#include "vifte/cusum.h"
#include "vifte/tails.h"
#include "vifte/trend.h"

/* Counts the orders of 0..n-1 with S >= s by going through all of them. */
static void permute(double *v, size_t n, size_t fixed, int64_t s, double *hits, double *all)
{
    if (fixed == n) {
        *hits += trend_mann_kendall(v, n).s >= s;
        *all += 1;
        return;
    }
    for (size_t i = fixed; i < n; i++) {
        double keep = v[fixed];
        v[fixed] = v[i];
        v[i] = keep;
        permute(v, n, fixed + 1, s, hits, all);
        keep = v[fixed];
        v[fixed] = v[i];
        v[i] = keep;
    }
}

static void test_kendall_by_enumeration(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 6; n++) {
        int64_t pairs = (int64_t)(n * (n - 1) / 2);
        for (int64_t s = -pairs - 1; s <= pairs + 1; s++) {
            double v[6] = {0, 1, 2, 3, 4, 5}, hits = 0, all = 0;
            permute(v, n, 0, s, &hits, &all);
            struct stat_value p = trend_kendall_upper_tail((int64_t)n, s);
            assert_int_equal(p.state, STAT_OK);
            assert_true(fabs(p.value - hits / all) < 1e-14);
        }
    }
    assert_stat(trend_kendall_upper_tail(10, 43), 10 / 3628800.0, 1e-13); /* 1 + 9 orders of 10! */
    assert_stat(trend_kendall_upper_tail(1, 0), 1, 0);
    assert_refused(trend_kendall_upper_tail(0, 0), STAT_BAD_ARGUMENT);
    assert_refused(trend_kendall_upper_tail(171, 0), STAT_TOO_LARGE);
}

/* Against an enumeration of another kind: all n! orders by exchanges, the same order as often as it comes. */
static void test_ties_by_enumeration(void **state)
{
    (void)state;
    static const double tied[][8] = {{1, 1, 2, 3},       {2, 2, 5, 1, 8, 8, 3},      {3, 3, 3, 4, 4, 7, 7, 9},
                                     {1, 2, 2, 2, 2, 3}, {0, 0, 1, 0, 2, 0, 3, 0.5}, {5, 4, 4, 3, 2}};
    static const size_t lengths[] = {4, 7, 8, 6, 8, 5};
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        struct trend_test t = trend_mann_kendall(tied[i], lengths[i]);
        double v[8], hits = 0, all = 0;
        for (size_t k = 0; k < lengths[i]; k++)
            v[k] = tied[i][k];
        permute(v, lengths[i], 0, t.s < 0 ? -t.s : t.s, &hits, &all);
        assert_stat(t.p_permutation, fmin(1, 2 * hits / all), 1e-14);
        assert_refused(t.p_exact, STAT_TIES);
    }
    static const double none[] = {0, 0, 0, 0, 1}, nine[] = {1, 1, 2, 3, 4, 5, 6, 7, 8};
    assert_stat(trend_mann_kendall(none, 5).p_permutation, 0.4, 1e-14); /* the 1 is last, or first */
    assert_refused(trend_mann_kendall(nine, 9).p_permutation, STAT_TIES);
}

static void test_trend(void **state)
{
    (void)state;
    static const double rising[] = {3, 4, 6, 9, 11}, constant[] = {4, 4, 4, 4, 4, 4};
    struct trend_test t = trend_mann_kendall(rising, 5);
    assert_int_equal(t.s, 10);
    assert_stat(t.p_exact, 2 / 120.0, 1e-14);
    assert_stat(t.p_permutation, 2 / 120.0, 1e-14);
    assert_stat(t.z, 9 / sqrt(50 / 3.0), 1e-14);
    struct trend_slope slope = trend_sen(rising, 5, 0.95);
    assert_stat(slope.slope, 2, 0);
    assert_stat(slope.limits.lower, 1, 0);
    assert_stat(slope.limits.upper, 3, 0);
    t = trend_mann_kendall(constant, 6);
    assert_refused(t.tau_b, STAT_CONSTANT);
    assert_refused(t.p_exact, STAT_TIES);
    assert_stat(t.p_permutation, 1, 0);
    assert_stat(t.p_normal, 1, 0);
    assert_stat(trend_sen(constant, 6, 0.95).limits.upper, 0, 0);
    /* Four values: no limits for the slope; three: no test. */
    assert_refused(trend_sen(rising, 4, 0.95).limits.lower, STAT_TOO_FEW);
    assert_refused(trend_sen(rising, 4, 0.95).limits.upper, STAT_TOO_FEW);
    assert_stat(trend_mann_kendall(rising, 4).p_exact, 2 / 24.0, 1e-14);
    assert_refused(trend_mann_kendall(rising, 3).p_exact, STAT_TOO_FEW);
    assert_refused(trend_mann_kendall(rising, 3).p_normal, STAT_TOO_FEW);
    assert_refused(trend_mann_kendall(rising, 1).variance, STAT_TOO_FEW);
    assert_refused(trend_sen(rising, 1, 0.95).slope, STAT_TOO_FEW);
}

static void test_cusum_path(void **state)
{
    (void)state;
    static const double x[] = {2, 3, 1, 4, 0, 2, 5}, above[] = {0, 0, 0, 1, 0, 0, 2},
                        below[] = {1, 1, 3, 2, 5, 6, 4};
    struct cusum_sums sums = {0, 0};
    for (size_t i = 0; i < 7; i++) {
        cusum_step(&sums, x[i], 3);
        assert_approx(sums.upper, above[i], 0);
        assert_approx(sums.lower, below[i], 0);
    }
    double tenths = 0;
    for (int i = 0; i < 3; i++)
        tenths += 0.1; /* 0.30000000000000004 */
    assert_false(cusum_alarms(tenths, 0.3, CUSUM_ALARM_ABOVE));
    assert_true(cusum_alarms(tenths, 0.3, CUSUM_ALARM_AT_OR_ABOVE));
}

/* Charts whose run is a waiting time: h = 0 alarms at the first count above k (upper) or below k (lower). */
static void test_run_length_of_waiting_times(void **state)
{
    (void)state;
    struct cusum_chart chart = {.side = CUSUM_UPPER, .rule = CUSUM_ALARM_ABOVE, .k = 5, .h = 0, .start = 0};
    assert_stat(cusum_average_run_length(&chart, 5), 1 / tails_poisson(5, 5).upper, 1e-13);
    chart.side = CUSUM_LOWER;
    assert_stat(cusum_average_run_length(&chart, 5), 1 / tails_poisson(4, 5).lower, 1e-13);
    /* A run of 1e12 periods keeps its digits: P(X > 30) at mean 5. */
    chart = (struct cusum_chart){.side = CUSUM_UPPER, .rule = CUSUM_ALARM_ABOVE, .k = 30, .h = 0, .start = 0};
    assert_stat(cusum_average_run_length(&chart, 5), 1 / tails_poisson(30, 5).upper, 1e-13);
    chart.rule = CUSUM_ALARM_AT_OR_ABOVE;
    assert_stat(cusum_average_run_length(&chart, 5), 1, 0);
}

static void test_run_length_refusals(void **state)
{
    (void)state;
    struct cusum_chart chart = {.side = CUSUM_UPPER, .rule = CUSUM_ALARM_ABOVE, .k = 1, .h = 3, .start = 0};
    assert_refused(cusum_average_run_length(&chart, 0), STAT_UNBOUNDED);
    chart.start = 4;
    assert_refused(cusum_average_run_length(&chart, 1), STAT_BAD_ARGUMENT);
    chart = (struct cusum_chart){.side = CUSUM_LOWER, .rule = CUSUM_ALARM_ABOVE, .k = 0, .h = 3, .start = 0};
    assert_refused(cusum_average_run_length(&chart, 1), STAT_UNBOUNDED);
    chart.k = 1.23456;
    assert_refused(cusum_average_run_length(&chart, 1), STAT_OFF_GRID);
    chart.k = 1.25;
    chart.h = 1000;
    assert_refused(cusum_average_run_length(&chart, 1), STAT_TOO_LARGE);
}

static void test_cusum_design(void **state)
{
    (void)state;
    struct cusum_design d = cusum_design(2, 3, CUSUM_UPPER, 60);
    assert_stat(d.k_exact, 1 / log(1.5), 1e-14);
    assert_stat(d.k, 2.5, 1e-14);
    assert_stat(d.h, 4.5, 1e-14);
    assert_true(d.run_mu0.value >= 60 && d.run_mu1.value < 10);
    struct cusum_chart smaller = {
        .side = CUSUM_UPPER, .rule = CUSUM_ALARM_ABOVE, .k = 2.5, .h = d.h.value - 0.1, .start = 0};
    assert_true(cusum_average_run_length(&smaller, 2).value < 60);
    assert_refused(cusum_design(2, 1, CUSUM_UPPER, 60).h, STAT_BAD_ARGUMENT);
    assert_refused(cusum_design(2, 2, CUSUM_LOWER, 60).h, STAT_BAD_ARGUMENT);
    assert_refused(cusum_design(0.01, 0.02, CUSUM_UPPER, 60).h, STAT_OFF_GRID);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kendall_by_enumeration),
        cmocka_unit_test(test_ties_by_enumeration),
        cmocka_unit_test(test_trend),
        cmocka_unit_test(test_cusum_path),
        cmocka_unit_test(test_run_length_of_waiting_times),
        cmocka_unit_test(test_run_length_refusals),
        cmocka_unit_test(test_cusum_design),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
