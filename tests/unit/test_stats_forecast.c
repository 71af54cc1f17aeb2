/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forecast of a stock: its closed form when the rates are known, limits against the exact distribution,
 * repeatability, edges. */
#include "approx.h"

#include "vifte/census.h"
#include "vifte/predictive.h"
#include "vifte/quantile.h"
#include "vifte/stock_forecast.h"

#include <string.h>

#define DRAWS 20000

static const double YEARS[] = {1, 1, 1, 1, 1};

/* So much has been seen that the rates are as good as known. */
static struct stock_history known_rates(int64_t present, double arrivals_a_year, double exit_rate)
{
    return (struct stock_history){.present = present,
                                  .exits = (int64_t)(exit_rate * 1e10),
                                  .person_years = 1e10,
                                  .arrivals = (int64_t)(arrivals_a_year * 1e8),
                                  .exposure = 1e8};
}

static void mean_is_the_closed_form(void **state)
{
    (void)state;
    static const double mu = 0.2, lambda = 6;
    struct stock_history history = known_rates(31, lambda, mu);
    struct stock_forecast out[5];
    stock_forecast(&history, YEARS, 5, 100, 1, out);
    for (int h = 0; h < 5; h++) {
        double t = h + 1;
        assert_stat(out[h].survivors, 31 * exp(-mu * t), 1e-6);
        assert_stat(out[h].arrivals, lambda / mu * (1 - exp(-mu * t)), 1e-6);
        assert_stat(out[h].mean, census_forecast(31, lambda, mu, t).mean.value, 1e-6);
    }
}

/* P(Binomial + Poisson <= k). */
static double exact_cdf(int64_t n0, double stay, double newcomers, double k)
{
    double sum = 0;
    for (int64_t j = 0; j <= n0 && (double)j <= k; j++)
        sum += tails_binomial_pmf((double)j, (double)n0, stay, 1 - stay) *
               tails_poisson(k - (double)j, newcomers).lower;
    return sum;
}

/* A limit may miss by the noise of the draws: 5 standard errors of a share p of them. */
static void check_limit(struct stat_value limit, double p, int64_t n0, double stay, double newcomers)
{
    double noise = 5 * sqrt(p * (1 - p) / DRAWS);
    assert_int_equal(limit.state, STAT_OK);
    assert_true(exact_cdf(n0, stay, newcomers, limit.value) >= p - noise);
    assert_true(exact_cdf(n0, stay, newcomers, limit.value - 1) <= p + noise);
}

static void limits_are_those_of_the_exact_distribution(void **state)
{
    (void)state;
    static const struct {
        int64_t n0;
        double lambda, mu;
    } cases[] = {{31, 6, 0.2}, {5, 1, 0.5}, {200, 10, 0.1}, {0, 3, 0.3}, {12, 0.05, 0.1}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stock_history history = known_rates(cases[i].n0, cases[i].lambda, cases[i].mu);
        struct stock_forecast out[5];
        stock_forecast(&history, YEARS, 5, DRAWS, 7, out);
        for (int h = 0; h < 5; h++) {
            double stay = exp(-cases[i].mu * (h + 1)), come = cases[i].lambda / cases[i].mu * (1 - stay);
            check_limit(out[h].limits80.lower, 0.1, cases[i].n0, stay, come);
            check_limit(out[h].limits80.upper, 0.9, cases[i].n0, stay, come);
            check_limit(out[h].limits95.lower, 0.025, cases[i].n0, stay, come);
            check_limit(out[h].limits95.upper, 0.975, cases[i].n0, stay, come);
        }
    }
}

/* With nobody leaving, the arrivals of a year are negative binomial (predictive.h), and so is the limit. */
static void uncertainty_of_the_rate_is_in_the_limits(void **state)
{
    (void)state;
    struct stock_history history = {
        .present = 0, .exits = 0, .person_years = 1e12, .arrivals = 8, .exposure = 4};
    struct stock_forecast out[3];
    stock_forecast(&history, YEARS, 3, 200000, 3, out);
    for (int h = 0; h < 3; h++) {
        struct predictive exact = predictive_gamma_poisson(0.5, 0, 8, 4, h + 1);
        double noise = 5 * sqrt(0.025 * 0.975 / 200000);
        assert_stat(out[h].mean, exact.mean.value, 1e-6);
        struct tails at = tails_negative_binomial(out[h].limits95.upper.value, 8.5, exact.prob.value);
        struct tails under = tails_negative_binomial(out[h].limits95.upper.value - 1, 8.5, exact.prob.value);
        assert_true(at.lower >= 0.975 - noise && under.lower <= 0.975 + noise);
    }
    /* Known rates with the same means give narrower limits. */
    struct stock_history known = known_rates(0, 8.5 / 4, 1e-9);
    struct stock_forecast sure[3];
    stock_forecast(&known, YEARS, 3, 200000, 3, sure);
    assert_true(sure[2].limits95.upper.value < out[2].limits95.upper.value);
}

/* The mean of the draws' own expectations is the printed mean: both exit and arrival rate uncertain. */
static void exact_mean_agrees_with_quadrature(void **state)
{
    (void)state;
    struct stock_history history = {
        .present = 9, .exits = 3, .person_years = 21.5, .arrivals = 4, .exposure = 3};
    static const double coming[] = {1, 1.2, 0.9};
    struct stock_forecast out[3];
    stock_forecast(&history, coming, 3, 10, 1, out);
    double survivors = 0, arrivals = 0, steps = 20000;
    for (int i = 0; i < (int)steps; i++) {
        double mu = quantile_gamma_lower((i + 0.5) / steps, 3.5) / 21.5;
        survivors += 9 * exp(-3 * mu) / steps;
        for (int j = 0; j < 3; j++)
            arrivals += 4.5 / 3 * coming[j] * -expm1(-mu) / mu * exp(-mu * (2 - j)) / steps;
    }
    assert_stat(out[2].survivors, survivors, 1e-5);
    assert_stat(out[2].arrivals, arrivals, 1e-5);
}

static void same_seed_same_draws(void **state)
{
    (void)state;
    struct stock_history history = {
        .present = 60, .exits = 60, .person_years = 360, .arrivals = 80, .exposure = 6};
    struct stock_forecast a[5], b[5], c[5];
    stock_forecast(&history, YEARS, 5, 200, 11, a);
    stock_forecast(&history, YEARS, 5, 200, 11, b);
    stock_forecast(&history, YEARS, 5, 200, 12, c);
    bool differs = false;
    for (int h = 0; h < 5; h++) {
        assert_stat(a[h].limits95.lower, b[h].limits95.lower.value, 0);
        assert_stat(a[h].limits80.upper, b[h].limits80.upper.value, 0);
        assert_stat(a[h].mean, c[h].mean.value, 0); /* exact: no draw is in it */
        differs = differs || a[h].limits95.upper.value != c[h].limits95.upper.value;
        assert_true(a[h].limits95.lower.value <= a[h].limits80.lower.value);
        assert_true(a[h].limits80.upper.value <= a[h].limits95.upper.value);
    }
    assert_true(differs);
    /* A shorter forecast begins as the longer one does. */
    stock_forecast(&history, YEARS, 2, 200, 11, b);
    assert_stat(b[1].limits95.upper, a[1].limits95.upper.value, 0);
}

static void edges(void **state)
{
    (void)state;
    struct stock_forecast out[2];
    /* Nobody has left: still some may, and nobody is certain to stay. */
    struct stock_history stay = {.present = 10, .exits = 0, .person_years = 30, .arrivals = 0, .exposure = 3};
    stock_forecast(&stay, YEARS, 2, 5000, 1, out);
    assert_stat(out[0].survivors, 10 * sqrt(30 / 31.0), 1e-12);
    assert_true(out[0].limits95.lower.value < 10 && out[0].limits95.upper.value >= 10);
    assert_true(out[0].arrivals.value > 0 && out[0].arrivals.value < 0.2);
    /* Zero stock today, but people came and left. */
    struct stock_history empty = {.present = 0, .exits = 9, .person_years = 3, .arrivals = 9, .exposure = 6};
    stock_forecast(&empty, YEARS, 2, 5000, 1, out);
    assert_stat(out[1].survivors, 0, 0);
    assert_stat(out[1].limits95.lower, 0, 0);
    assert_true(out[1].limits95.upper.value >= 1);
    /* No inhabitants of the ages in a coming year: only survivors. */
    static const double none[] = {0, 0};
    stock_forecast(&stay, none, 2, 5000, 1, out);
    assert_stat(out[1].arrivals, 0, 0);
    assert_true(out[1].limits95.upper.value <= 10);
    struct stock_history never = {.exposure = 6};
    stock_forecast(&never, YEARS, 2, 100, 1, out);
    assert_refused(out[1].mean, STAT_NO_EXPOSURE);
    assert_refused(out[1].limits95.upper, STAT_NO_EXPOSURE);
    stock_forecast(&stay, YEARS, 2, 0, 1, out);
    assert_refused(out[0].mean, STAT_BAD_ARGUMENT);
    stay.present = -1;
    stock_forecast(&stay, YEARS, 2, 100, 1, out);
    assert_refused(out[0].mean, STAT_BAD_ARGUMENT);
    stay.present = 2000000000;
    stock_forecast(&stay, YEARS, 2, 100, 1, out);
    assert_refused(out[0].mean, STAT_TOO_LARGE);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(mean_is_the_closed_form),
        cmocka_unit_test(limits_are_those_of_the_exact_distribution),
        cmocka_unit_test(uncertainty_of_the_rate_is_in_the_limits),
        cmocka_unit_test(exact_mean_agrees_with_quadrature),
        cmocka_unit_test(same_seed_same_draws),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
