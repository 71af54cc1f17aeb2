/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tails and quantiles: published and R values, GSL's known failures, back-substitution over wide grids. */
#include "approx.h"

#include "vifte/quantile.h"
#include "vifte/tails.h"

#include <float.h>
#include <gsl/gsl_cdf.h>

/* Arguments where GSL 2.7.1 hangs, returns NaN or is silently wrong; right values by qgamma() and qbeta() of
 * R 4.2.2. */
static void test_where_gsl_fails(void **state)
{
    (void)state;
    assert_approx(quantile_beta_upper(0.025, 17, 484).x, 0.051446768291645628, 1e-13);
    assert_approx(quantile_beta_lower(0.025, 1848, 153).x, 0.911503472179008289, 1e-13);
    assert_approx(quantile_beta_upper(0.001, 9857, 2489).x, 0.809414721821222427, 1e-13);
    assert_approx(quantile_beta_lower(0.001, 480.5, 20.5).x, 0.926587655615612737, 1e-13);
    assert_approx(quantile_beta_upper(0.005, 2, 230).x, 0.031721085906182833, 1e-13);
    assert_approx(quantile_gamma_upper(0.025, 1160), 1227.6960140257002, 1e-13);
    assert_approx(quantile_gamma_upper(0.001, 1162), 1270.1961394070001, 1e-13);
    assert_approx(quantile_gamma_upper(0.005, 17713), 18057.695715549391, 1e-13);
    assert_approx(quantile_gamma_upper(0.025, 1e7), 10006198.8974216003, 1e-13);
    assert_approx(quantile_gamma_lower(0.025, 1e7), 9993802.9968842677772, 1e-13);
    assert_approx(quantile_beta_lower(0.025, 1e-3, 5).x, 0, 0);
    assert_approx(quantile_gamma_lower(0.025, 1e-4), 0, 0);
    assert_approx(tails_poisson(0, 0).lower, 1, 0);
    assert_approx(tails_poisson_pmf(0, 0), 1, 0);
    assert_approx(tails_poisson_pmf(1, 0), 0, 0);
}

/* The reason for this module: were GSL's tail right here, the module could be much smaller. */
static void test_gsl_tail_is_still_wrong(void **state)
{
    (void)state;
    double x = quantile_gamma_upper(0.1, 1e7);
    assert_approx(tails_gamma(x, 1e7).upper, 0.1, 1e-12);
    assert_true(fabs(gsl_cdf_gamma_Q(x, 1e7, 1) / 0.1 - 1) > 1e-3);
}

static void test_closed_forms(void **state)
{
    (void)state;
    assert_approx(quantile_gamma_upper(0.025, 1), -log(0.025), 1e-14);
    assert_approx(quantile_gamma_lower(0.025, 1), -log1p(-0.025), 1e-14);
    assert_approx(quantile_beta_lower(0.05, 1, 1e9).x, -expm1(log(0.95) / 1e9), 1e-13);
    assert_approx(quantile_beta_upper(0.05, 1e9, 1).rest, -expm1(log(0.95) / 1e9), 1e-13);
    assert_approx(quantile_beta_lower(0.5, 7, 7).x, 0.5, 1e-15);
    assert_approx(tails_gamma(2.25, 0.5).upper, erfc(1.5), 1e-14);
    assert_approx(tails_gamma(1e-9, 0.5).lower, erf(sqrt(1e-9)), 1e-14);
    assert_approx(tails_binomial_pmf(3, 10, 0.5, 0.5), 120.0 / 1024, 1e-14);
    assert_approx(tails_binomial(0, 10, 0.5).lower, 1.0 / 1024, 1e-14);
    assert_approx(tails_binomial(9, 10, 0.5).upper, 1.0 / 1024, 1e-14);
    assert_approx(tails_poisson_pmf(4, 2), exp(-2) * 16 / 24, 1e-14);
    assert_approx(tails_negative_binomial(0, 2.5, 0.25).lower, 0.03125, 1e-14);
    assert_approx(quantile_normal_two_sided(0.95), 1.9599639845400545, 1e-15);
}

/* Far tails by R: ppois, pbinom with lower.tail = FALSE. */
static void test_far_tails(void **state)
{
    (void)state;
    assert_approx(tails_poisson(136, 24.19893).upper, 2.8452272641144545e-56, 1e-12);
    assert_approx(tails_poisson(200, 1000).lower, 8.0427430792507591e-210, 1e-12);
    assert_approx(tails_binomial(900000, 1000000, 0.89).upper, 1.2267338905980216e-230, 1e-10);
    assert_approx(tails_gamma(1e9, 5).upper, 0, 0);
}

static void check_both(double wanted, double got, double x_density)
{
    /* x itself is a double: its last bit moves the tail by about x_density * epsilon. */
    assert_true(fabs(got - wanted) <= 1e-12 * wanted + 4 * DBL_EPSILON * x_density);
}

static void test_gamma_back_substitution(void **state)
{
    (void)state;
    static const double levels[] = {0.25, 0.1, 0.025, 0.001, 0.00005};
    for (double shape = 0.5; shape < 2e7; shape *= 1.037) {
        for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
            double low = quantile_gamma_lower(levels[i], shape),
                   high = quantile_gamma_upper(levels[i], shape);
            assert_true(low < high);
            check_both(levels[i], tails_gamma(low, shape).lower, shape * tails_poisson_pmf(shape, low));
            check_both(levels[i], tails_gamma(high, shape).upper, shape * tails_poisson_pmf(shape, high));
        }
    }
}

static void test_beta_back_substitution(void **state)
{
    (void)state;
    static const double levels[] = {0.25, 0.025, 0.005, 0.00005};
    for (double n = 1; n < 2e6; n = ceil(n * 1.21)) {
        for (double x = 0; x < n; x = ceil(x * 1.3 + 1)) {
            for (size_t i = 0; i < sizeof levels / sizeof *levels; i++) {
                double a = x + 1, b = n - x;
                struct share low = quantile_beta_lower(levels[i], a, b),
                             high = quantile_beta_upper(levels[i], a, b);
                assert_true(low.x < high.x && low.x > 0 && high.x < 1);
                double spread = (a + b) * tails_binomial_pmf(a, a + b, low.x, low.rest);
                check_both(levels[i], tails_beta(low.x, low.rest, a, b).lower, spread);
                spread = (a + b) * tails_binomial_pmf(a, a + b, high.x, high.rest);
                check_both(levels[i], tails_beta(high.x, high.rest, a, b).upper, spread);
            }
        }
    }
}

static struct tails fair_coins(double k, const void *context)
{
    return tails_binomial(k, *(const double *)context, 0.5);
}

/* An exact tie: half of the probability of an odd number of coins lies at (n-1)/2 and below. */
static void test_count_quantile(void **state)
{
    (void)state;
    for (double n = 1; n < 2000; n += 2)
        assert_int_equal(quantile_count(fair_coins, &n, 0.5, (int64_t)n), (int64_t)((n - 1) / 2));
    double n = 10;
    assert_int_equal(quantile_count(fair_coins, &n, 1e-9, 10), 0);
    assert_int_equal(quantile_count(fair_coins, &n, 0.9999999, 10), 10);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_gsl_fails),
        cmocka_unit_test(test_gsl_tail_is_still_wrong),
        cmocka_unit_test(test_closed_forms),
        cmocka_unit_test(test_far_tails),
        cmocka_unit_test(test_gamma_back_substitution),
        cmocka_unit_test(test_beta_back_substitution),
        cmocka_unit_test(test_count_quantile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
