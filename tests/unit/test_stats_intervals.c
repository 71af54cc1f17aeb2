/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts, proportions, rates, funnels, shrinkage, prediction: published anchors, symmetries, edges, refusals.
 * The wide grid of expected numbers is in test_stats_reference.c. */
#include "approx.h"

#include "vifte/count.h"
#include "vifte/funnel.h"
#include "vifte/predictive.h"
#include "vifte/proportion.h"
#include "vifte/rate_ratio.h"
#include "vifte/shrinkage.h"
#include "vifte/tails.h"

static void test_garwood(void **state)
{
    (void)state;
    struct stat_interval five = count_garwood(5, 0.95);
    assert_stat(five.lower, 1.62348639011842, 1e-13);
    assert_stat(five.upper, 11.6683320793227, 1e-13);
    assert_stat(count_garwood(0, 0.95).lower, 0, 0);
    assert_stat(count_garwood(0, 0.95).upper, -log(0.025), 1e-14);
    assert_stat(count_upper_one_sided(0, 0.95), -log(0.05), 1e-14);
    assert_refused(count_garwood(-1, 0.95).lower, STAT_BAD_ARGUMENT);
    assert_refused(count_garwood(1, 1).upper, STAT_BAD_ARGUMENT);
    assert_refused(count_garwood(1, 0).upper, STAT_BAD_ARGUMENT);
    assert_refused(count_garwood(1, NAN).upper, STAT_BAD_ARGUMENT);
    assert_refused(count_garwood(INT64_C(100000000000), 0.95).upper, STAT_TOO_LARGE);
}

/* Higher confidence, wider interval; mid-P inside Garwood; the count inside both. */
static void test_count_nesting(void **state)
{
    (void)state;
    static const double conf[] = {0.5, 0.9, 0.99, 0.9999};
    for (int64_t x = 0; x < 2000000; x = 2 * x + 1) {
        double low = (double)x, high = (double)x;
        for (size_t i = 0; i < 4; i++) {
            struct stat_interval exact = count_garwood(x, conf[i]), mid = count_mid_p(x, conf[i]);
            assert_true(exact.lower.value <= mid.lower.value && mid.upper.value < exact.upper.value);
            assert_true(mid.lower.value <= low && mid.upper.value > high);
            low = mid.lower.value;
            high = mid.upper.value;
        }
    }
}

/* PHEindicatormethods' published test value, and the one case where Byar's lower limit is below 0. */
static void test_byar(void **state)
{
    (void)state;
    assert_stat(count_byar(65, 0.95).lower, 50.1631877104595, 1e-13);
    assert_stat(count_byar(65, 0.95).upper, 82.8491385459398, 1e-13);
    assert_stat(count_byar(0, 0.95).lower, 0, 0);
    assert_true(count_byar(1, 0.998).lower.value < 0);
    assert_true(count_phe_is_exact(9));
    assert_false(count_phe_is_exact(10));
}

static void test_rates(void **state)
{
    (void)state;
    struct count_rate rate = count_rate(7, 5, 100, 0.95); /* more events than persons: legal for a rate */
    assert_stat(rate.rate, 140, 1e-15);
    assert_refused(count_rate(3, 0, 1, 0.95).rate, STAT_NO_EXPOSURE);
    assert_refused(count_rate(3, 0, 1, 0.95).limits.upper, STAT_NO_EXPOSURE);
    struct count_ratio none = count_observed_expected(0, 0);
    assert_refused(none.ratio, STAT_NO_EXPOSURE);
    assert_refused(count_observed_expected(2, 0).ratio, STAT_BAD_ARGUMENT);
    assert_stat(count_observed_expected(0, 2).p_small, exp(-2) + tails_poisson(3, 2).upper, 1e-14);
    assert_stat(count_observed_expected(5, 5).p_small, 1, 0);
}

static void test_wilson_and_exact(void **state)
{
    (void)state;
    /* Newcombe 1998 table I, 0/20 and the mirror image. */
    assert_stat(proportion_wilson(0, 20, 0.95).lower, 0, 0);
    assert_stat(proportion_wilson(0, 20, 0.95).upper, 0.161125158052819, 1e-13);
    assert_stat(proportion_clopper_pearson(0, 20, 0.95).upper, -expm1(log(0.025) / 20), 1e-13);
    assert_stat(proportion_wilson(20, 20, 0.95).upper, 1, 0);
    assert_stat(proportion_jeffreys(20, 20, 0.95).upper, 1, 0);
    for (int64_t x = 0; x <= 37; x++) {
        struct stat_interval cp = proportion_clopper_pearson(x, 37, 0.99);
        struct stat_interval mirrored = proportion_clopper_pearson(37 - x, 37, 0.99);
        assert_true(fabs(cp.lower.value - (1 - mirrored.upper.value)) < 1e-15);
        struct stat_interval wilson = proportion_wilson(x, 37, 0.99);
        double p = (double)x / 37;
        assert_true(wilson.lower.value <= p && p <= wilson.upper.value);
        assert_true(cp.lower.value <= p && p <= cp.upper.value);
    }
    assert_refused(proportion_wilson(0, 0, 0.95).lower, STAT_NO_EXPOSURE);
    assert_refused(proportion_wilson(3, 2, 0.95).lower, STAT_BAD_ARGUMENT);
    assert_refused(proportion_jeffreys(-1, 2, 0.95).upper, STAT_BAD_ARGUMENT);
}

static void test_newcombe(void **state)
{
    (void)state;
    struct proportion_difference d = proportion_difference_newcombe(56, 70, 48, 80, 0.95);
    assert_stat(d.difference, 0.2, 1e-14);
    assert_stat(d.limits.lower, 0.0524314724023649, 1e-12);
    assert_stat(d.limits.upper, 0.333872654036906, 1e-12);
    assert_refused(proportion_difference_newcombe(0, 0, 1, 2, 0.95).difference, STAT_NO_EXPOSURE);
}

/* The two-sample example of ?poisson.test: 11 of 800 against 21 of 3011. */
static void test_two_rates(void **state)
{
    (void)state;
    struct rate_ratio r = rate_ratio_exact(11, 800, 21, 3011, 0.95);
    assert_stat(r.ratio, 1.9714880952381, 1e-13);
    assert_stat(r.limits.lower, 0.858426403391639, 1e-12);
    assert_stat(r.limits.upper, 4.27726594365407, 1e-12);
    assert_stat(r.p_small, 0.0796686330333295, 1e-12);
    struct rate_ratio none = rate_ratio_exact(0, 10, 0, 20, 0.95);
    assert_refused(none.ratio, STAT_NO_EVENTS);
    assert_stat(none.limits.lower, 0, 0);
    assert_refused(none.limits.upper, STAT_UNBOUNDED);
    assert_stat(none.p_small, 1, 0);
    assert_stat(none.p_mid, 1, 0);
    assert_refused(rate_ratio_exact(3, 10, 0, 20, 0.95).ratio, STAT_UNBOUNDED);
    assert_refused(rate_ratio_exact(3, 0, 0, 20, 0.95).p_small, STAT_NO_EXPOSURE);
    /* Swapping the rates inverts ratio and limits and keeps p. */
    struct rate_ratio ab = rate_ratio_exact(7, 120, 3, 90, 0.99), ba = rate_ratio_exact(3, 90, 7, 120, 0.99);
    assert_stat(ab.limits.lower, 1 / ba.limits.upper.value, 1e-13);
    assert_stat(ab.p_small, ba.p_small.value, 1e-13);
    assert_refused(rate_difference_mover(1, 1, 1, 0, 0.95).difference, STAT_NO_EXPOSURE);
    assert_stat(rate_difference_mover(4, 2, 4, 2, 0.95).difference, 0, 0);
}

static void test_funnel(void **state)
{
    (void)state;
    struct funnel_limit low = funnel_poisson(0.5, 0.001);
    assert_true(low.raw.value < 0); /* no lower limit exists */
    assert_stat(low.clipped, 0, 0);
    assert_stat(funnel_binomial(8, 0.9, 0.975).clipped, 0.992740445898307, 1e-12);
    assert_refused(funnel_binomial(0, 0.5, 0.975).raw, STAT_NO_EXPOSURE);
    assert_refused(funnel_poisson(0, 0.975).raw, STAT_NO_EXPOSURE);
    assert_refused(funnel_poisson(2, 1).raw, STAT_BAD_ARGUMENT);
    /* Limits widen with the tail and are continuous where the count jumps. */
    double before = -10;
    for (double tail = 0.0001; tail < 0.9999; tail += 0.0001) {
        double at = funnel_binomial(20, 0.3, tail).raw.value;
        assert_true(at >= before && at < before + 20);
        before = at;
    }
    /* From five expected on, where the tables judge, the band always holds 1. */
    for (double expected = 5; expected < 3000; expected = expected * 1.01 + 0.01) {
        assert_true(funnel_poisson(expected, 0.975).clipped.value > 1);
        assert_true(funnel_poisson(expected, 0.025).clipped.value < 1);
    }
}

static void test_shrinkage(void **state)
{
    (void)state;
    static const double x[] = {2, 2, 3, 2, 3}, n[] = {100, 100, 150, 100, 150};
    struct shrinkage_prior equal = shrinkage_marshall(x, n, 5);
    assert_stat(equal.common_rate, 0.02, 1e-15);
    assert_stat(equal.variance, 0, 0);
    assert_true(equal.between.value < 0);
    assert_stat(equal.between_used, 0, 0);
    assert_stat(shrinkage_estimate(&equal, 3, 100), 0.02, 1e-15);
    static const double zero[] = {0, 0, 0}, persons[] = {50, 60, 0};
    struct shrinkage_prior none = shrinkage_marshall(zero, persons, 3);
    assert_stat(shrinkage_estimate(&none, 0, 50), 0, 0);
    static const double nobody[] = {0, 0};
    assert_refused(shrinkage_marshall(nobody, nobody, 2).common_rate, STAT_NO_EXPOSURE);
    /* An estimate lies between the area's rate and the common one; without exposure it is the common one. */
    static const double y[] = {12, 0, 40}, m[] = {300, 210, 1020};
    struct shrinkage_prior some = shrinkage_marshall(y, m, 3);
    for (size_t i = 0; i < 3; i++) {
        double estimate = shrinkage_estimate(&some, y[i], m[i]).value, b = some.common_rate.value;
        assert_true((estimate - b) * (y[i] / m[i] - b) >= 0 && fabs(estimate - b) <= fabs(y[i] / m[i] - b));
    }
    assert_stat(shrinkage_estimate(&some, 0, 0), some.common_rate.value, 0);
    struct gamma_posterior jeffreys = shrinkage_gamma_posterior(0.5, 0, 0, 150);
    assert_stat(jeffreys.q025, 3.27356372391752e-06, 1e-12);
    assert_refused(shrinkage_gamma_posterior(0.5, 0, 1, 0).mean, STAT_NO_EXPOSURE);
    assert_refused(shrinkage_gamma_posterior(0, 1, 0, 1).mean, STAT_BAD_ARGUMENT);
}

static void test_prediction(void **state)
{
    (void)state;
    struct predictive none_yet = predictive_gamma_poisson(0.5, 0, 0, 6, 1);
    assert_stat(none_yet.zero, sqrt(6.0 / 7), 1e-14);
    assert_stat(none_yet.q975, 1, 0);
    struct predictive now = predictive_gamma_poisson(0.5, 0, 4, 6, 0);
    assert_stat(now.mean, 0, 0);
    assert_stat(now.q975, 0, 0);
    assert_stat(now.zero, 1, 0);
    assert_refused(predictive_gamma_poisson(0.5, 0, 4, 0, 1).mean, STAT_NO_EXPOSURE);
    assert_refused(predictive_gamma_poisson(0, 0, 0, 1, 1).q50, STAT_BAD_ARGUMENT);
    assert_refused(predictive_quantile(&none_yet, 1), STAT_BAD_ARGUMENT);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_garwood),
        cmocka_unit_test(test_count_nesting),
        cmocka_unit_test(test_byar),
        cmocka_unit_test(test_rates),
        cmocka_unit_test(test_wilson_and_exact),
        cmocka_unit_test(test_newcombe),
        cmocka_unit_test(test_two_rates),
        cmocka_unit_test(test_funnel),
        cmocka_unit_test(test_shrinkage),
        cmocka_unit_test(test_prediction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
