/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The promise of false alarms and the times to see a fall: against enumeration, and against simulated
 * portfolios. */
#include "approx.h"

#include "vifte/fall_watch.h"
#include "vifte/tails.h"

#include <glib.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#define ALARM_RATE 0.125 /* one a year over eight offers */

/* Every way in which four years' counts can have this total: how often is the fourth an alarm? */
static double alarm_share(const struct fall_watch *watch, int total)
{
    double alarms = 0, all = 0;
    for (int a = 0; a <= total; a++) {
        for (int b = 0; a + b <= total; b++) {
            for (int c = 0; a + b + c <= total; c++) {
                int counts[] = {a, b, c, total - a - b - c};
                struct fall_state state = {0};
                struct fall_step step = {0};
                double ways = 1;
                for (int i = 0; i < 4; i++) {
                    step = fall_watch_step(watch, &state, counts[i]);
                    ways /= tgamma(counts[i] + 1.0);
                }
                all += ways;
                alarms += step.alarm ? ways : 0;
            }
        }
    }
    return alarms / all;
}

/* The first year that is watched spends its chance given the total, as near as whole counts allow. */
static void test_first_year_by_enumeration(void **state)
{
    (void)state;
    struct fall_watch *watch = fall_watch_new(4, 3, ALARM_RATE);
    double spent = 0;
    for (int total = 0; total <= 24; total++) {
        double share = alarm_share(watch, total);
        spent += share * tails_poisson_pmf(total, 12);
    }
    assert_true(fabs(spent - fall_watch_false_alarm(watch, 4)) < 1e-3); /* totals over 24 are left out */
    assert_true(spent > 0.05);
    fall_watch_free(watch);
}

/* The level that a watch is made with decides how far totals are followed, and nothing else. */
static void test_limits_do_not_know_the_level(void **state)
{
    (void)state;
    struct fall_watch *low = fall_watch_new(9, 2.5, ALARM_RATE);
    struct fall_watch *high = fall_watch_new(9, 4, ALARM_RATE);
    static const int counts[] = {3, 2, 4, 3, 1, 0, 5, 2, 1};
    struct fall_state a = {0}, b = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        struct fall_step x = fall_watch_step(low, &a, counts[i]);
        struct fall_step y = fall_watch_step(high, &b, counts[i]);
        assert_true(x.sum == y.sum);
        assert_int_equal(x.limit.state, y.limit.state);
        assert_true(fabs(x.limit.value - y.limit.value) < 1e-9);
        assert_int_equal(x.alarm, y.alarm);
    }
    fall_watch_free(low);
    fall_watch_free(high);
}

/* Over the years the chances add up to the promise at every level. */
static void test_promise_by_level(void **state)
{
    (void)state;
    static const double means[] = {0.7, 1, 2, 3, 5, 8, 12, 20, 29};
    for (size_t i = 0; i < G_N_ELEMENTS(means); i++) {
        struct fall_watch *watch = fall_watch_new(20, means[i], ALARM_RATE);
        double sum = 0;
        for (size_t year = FALL_LEARN_YEARS + 1; year <= 20; year++) {
            sum += fall_watch_false_alarm(watch, year);
        }
        assert_approx(sum, ALARM_RATE * (20 - FALL_LEARN_YEARS), 0.01);
        fall_watch_free(watch);
    }
}

static void test_sum_by_hand(void **state)
{
    (void)state;
    struct fall_watch *watch = fall_watch_new(6, 4, ALARM_RATE);
    static const int counts[] = {6, 5, 6, 4, 2, 1};
    /* k = 17/3 / (2 ln 2) = 4.08764; after the alarm of the fifth year 23/5 / (2 ln 2) = 3.31820 */
    static const double sums[] = {0, 0, 0, 0.08764, 2.17527, 2.31820};
    struct fall_state series = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
        struct fall_step step = fall_watch_step(watch, &series, counts[i]);
        if (i < FALL_LEARN_YEARS) {
            assert_int_equal(step.limit.state, STAT_TOO_FEW);
            assert_false(step.alarm);
        }
        assert_true(fabs(step.sum - sums[i]) < 1e-4);
        assert_int_equal(step.alarm, i >= 4);
    }
    fall_watch_free(watch);
    assert_null(fall_watch_new(6, 0, ALARM_RATE));
    assert_null(fall_watch_new(6, 31, ALARM_RATE));
    assert_null(fall_watch_new(6, 3, 1));
    assert_null(fall_watch_new(41, 3, ALARM_RATE));
}

/* --- simulated portfolios --- */

#define SEEDS 500
#define OFFERS 8
#define YEARS 15
#define SOONEST 6 /* years */
static const double LEVELS[OFFERS] = {1, 1.5, 2, 3, 4, 5, 6, 18};

struct portfolio {
    struct fall_watch *watch[OFFERS];
    gsl_rng *rng;
};

static struct portfolio portfolio_new(void)
{
    struct portfolio portfolio = {.rng = gsl_rng_alloc(gsl_rng_mt19937)};
    for (size_t i = 0; i < OFFERS; i++) {
        portfolio.watch[i] = fall_watch_new(YEARS, LEVELS[i], 1.0 / OFFERS);
    }
    return portfolio;
}

static void portfolio_free(struct portfolio *portfolio)
{
    for (size_t i = 0; i < OFFERS; i++) {
        fall_watch_free(portfolio->watch[i]);
    }
    gsl_rng_free(portfolio->rng);
}

/* Alarms a year over the portfolio in `n` seeds when nothing changes. */
static void test_alarms_equal_the_promise(void **state)
{
    (void)state;
    struct portfolio portfolio = portfolio_new();
    unsigned n = SEEDS, alarms = 0;
    for (unsigned seed = 1; seed <= n; seed++) {
        gsl_rng_set(portfolio.rng, seed);
        for (size_t i = 0; i < OFFERS; i++) {
            struct fall_state series = {0};
            for (size_t year = 1; year <= YEARS; year++) {
                int64_t count = gsl_ran_poisson(portfolio.rng, LEVELS[i]);
                alarms += fall_watch_step(portfolio.watch[i], &series, count).alarm;
            }
        }
    }
    double promised = (double)n * (YEARS - FALL_LEARN_YEARS);
    double error = sqrt(promised);
    print_message("          %u seeds: %u alarms, promised %.0f, simulation error %.0f\n", n, alarms,
                  promised, error);
    assert_true(fabs(alarms - promised) < 3 * error);
    portfolio_free(&portfolio);
}

/* A fall to half after SOONEST years: the share of seeds that have seen it within 1, 2, 3 ... years. */
static void test_detection_times_hold(void **state)
{
    (void)state;
    struct portfolio portfolio = portfolio_new();
    unsigned n = 10 * SEEDS;
    for (size_t i = 0; i < OFFERS; i++) {
        double within[YEARS - SOONEST];
        unsigned seen[YEARS - SOONEST] = {0};
        fall_watch_detected(portfolio.watch[i], LEVELS[i], LEVELS[i] / 2, SOONEST, YEARS - SOONEST, within);
        for (unsigned seed = 1; seed <= n; seed++) {
            gsl_rng_set(portfolio.rng, seed);
            struct fall_state series = {0};
            for (size_t year = 1; year <= YEARS; year++) {
                double level = year <= SOONEST ? LEVELS[i] : LEVELS[i] / 2;
                int64_t count = gsl_ran_poisson(portfolio.rng, level);
                bool alarm = fall_watch_step(portfolio.watch[i], &series, count).alarm;
                if (alarm && year > SOONEST) {
                    for (size_t k = year - SOONEST - 1; k < YEARS - SOONEST; k++) {
                        seen[k]++;
                    }
                    break;
                }
            }
        }
        for (size_t k = 0; k < YEARS - SOONEST; k++) {
            double error = sqrt(within[k] * (1 - within[k]) / n);
            assert_true(fabs((double)seen[k] / n - within[k]) < 4 * error + 1e-6);
        }
    }
    portfolio_free(&portfolio);
}

/* "A fall from 2 to 1 arrivals a year takes two to three years." */
static void test_two_to_one(void **state)
{
    (void)state;
    struct fall_watch *watch = fall_watch_new(18, 2, ALARM_RATE);
    double within[12];
    fall_watch_detected(watch, 2, 1, 6, 12, within);
    assert_stat(fall_watch_years(within, 12), 2, 0);
    assert_true(within[2] > 0.6 && within[2] < 0.8);
    assert_refused(fall_watch_years(within, 1), STAT_UNBOUNDED);
    fall_watch_free(watch);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_first_year_by_enumeration),
        cmocka_unit_test(test_limits_do_not_know_the_level),
        cmocka_unit_test(test_promise_by_level),
        cmocka_unit_test(test_sum_by_hand),
        cmocka_unit_test(test_alarms_equal_the_promise),
        cmocka_unit_test(test_detection_times_hold),
        cmocka_unit_test(test_two_to_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
