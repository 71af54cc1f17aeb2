/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates by day and disclosure arithmetic: the worked cases of the field's rules (TC numbers of the domain
 * notes). */
#include "approx.h"

#include "vifte/dates.h"
#include "vifte/rate_takst.h"
#include "vifte/sdc_rules.h"

static void test_rate_per_day(void **state)
{
    (void)state;
    assert_stat(rate_per_day(8e6, 10, 0.95, 365), 2307.1377, 1e-7); /* TC-01 */
    assert_stat(rate_per_day(8e6, 10, 0.98, 365), 2236.5110, 1e-7);
    assert_stat(rate_per_day(8e6, 10, 1, 365), 2191.7808, 1e-7);
    assert_refused(rate_per_day(8e6, 0, 0.95, 365), STAT_NO_EXPOSURE);
    assert_refused(rate_per_day(8e6, -1, 0.95, 365), STAT_BAD_ARGUMENT);
    assert_stat(rate_break_even(8e6, rate_per_day(8e6, 10, 0.95, 365).value, 10, 365), 0.95, 1e-14);
}

static void test_rate_year(void **state)
{
    (void)state;
    struct rate_year even = rate_year(14.6e6, 16, 0.95, 365, 5548, 5);
    assert_stat(even.result, 0, 0);
    assert_stat(even.into_rates, 0, 0);
    struct rate_year over = rate_year(7.32e6, 5, 0.95, 366, 1830, 5);
    assert_stat(over.carried, 366000, 1e-14);
    assert_stat(over.into_rates, 19263.157895, 1e-10);
    struct rate_year under = rate_year(7.32e6, 5, 0.95, 366, 1500, 5);
    assert_stat(under.carried, -366000, 1e-14);
    assert_true(under.into_rates.value < 0);
    assert_refused(rate_year(0, 5, 0.95, 365, 1500, 5).result, STAT_NO_EXPOSURE);
}

static void check_budgeted(double t3, double t2, double floor, double expected, const char *verdict)
{
    struct rate_budgeted b = rate_budgeted_occupancy(t3, t2, floor, 98, 100);
    assert_stat(b.budgeted, expected, 1e-14);
    assert_string_equal(rate_verdict_name(b.verdict), verdict);
}

static void test_budgeted_occupancy(void **state)
{
    (void)state;
    check_budgeted(96.4, 99, 95, 97.7, "within"); /* TC-02 */
    check_budgeted(99, 100, 95, 99.5, "above_recommended");
    check_budgeted(92, 94, 95, 95, "below_floor");
    check_budgeted(92, 94, 90, 93, "within");
    check_budgeted(86, 90, 90, 90, "below_floor");
    check_budgeted(103, 101, 95, 100, "above_ceiling");
    check_budgeted(95, 95, 95, 95, "within");
    check_budgeted(100, 100, 95, 100, "above_recommended");
    check_budgeted(97, 99, 95, 98, "within"); /* TC-03 */
    assert_refused(rate_budgeted_occupancy(90, 90, 101, 98, 100).budgeted, STAT_BAD_ARGUMENT);
}

static void test_set_aside(void **state)
{
    (void)state;
    struct rate_set_aside s = rate_set_aside(8418000, 7648000, 8e6, 5); /* TC-04 */
    assert_stat(s.result, 770000, 0);
    assert_stat(s.ceiling, 400000, 0);
    assert_stat(s.set_aside, 400000, 0);
    assert_stat(s.into_rates, 370000, 0);
    s = rate_set_aside(7.1e6, 7e6, 8e6, 5);
    assert_stat(s.set_aside, 100000, 0);
    assert_stat(s.into_rates, 0, 0);
    s = rate_set_aside(7e6, 7.1e6, 8e6, 5); /* a deficit: no rule was found */
    assert_stat(s.set_aside, 0, 0);
    assert_refused(s.into_rates, STAT_NO_RULE);
}

/* Yearly amounts that are paid by the day on 365 days, also in the leap year 2020. */
static void test_amounts_by_day(void **state)
{
    (void)state;
    assert_stat(rate_per_day(1510239, 1, 1, 365), 4137.64, 2e-6); /* TC-13 */
    assert_stat(rate_bill(280, 30, 2, 5), 3360, 1e-14);           /* TC-05 */
    assert_stat(rate_bill(280, 31, 2, 5), 3472, 1e-14);
    assert_stat(rate_bill(280, 28, 2, 5), 3136, 1e-14);
    assert_refused(rate_bill(280, 28, 2, 0), STAT_NO_EXPOSURE);
    assert_stat(rate_regulated(2307, 1.53), 2342.30, 2e-6); /* TC-14 */
}

static void test_bands(void **state)
{
    (void)state;
    static const double from[] = {0, 8, 25, 50}, fee[] = {39448, 47338, 78896, 118344}; /* TC-07 */
    static const double places[] = {7, 8, 24, 25, 49, 50},
                        expected[] = {39448, 47338, 47338, 78896, 78896, 118344};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        assert_stat(rate_band_fee(places[i], from, fee, 4), expected[i], 0);
    assert_refused(rate_band_fee(3, from + 1, fee + 1, 3), STAT_NO_RULE);
    assert_refused(rate_band_fee(3, (const double[]){5, 5}, fee, 2), STAT_BAD_ARGUMENT);
    assert_stat(rate_treatment_places(84, 10), 8.4, 1e-14); /* TC-11 */
}

/* TC-10, the older model: within 5 per cent either way all of a result may be carried to the next year. */
static void test_older_model(void **state)
{
    (void)state;
    struct rate_set_aside s = rate_set_aside(2307.0 * 3400, 7950000, 8e6, 5);
    assert_stat(s.result, -106200, 1e-12);
    assert_stat(s.ceiling, 400000, 0);
    assert_true(-s.result.value <= s.ceiling.value);
    struct rate_year y = rate_year(8e6, 10, 0.95, 365, 3400, 5);
    assert_stat(y.occupancy, 3400.0 / 3650, 1e-14);
    assert_stat(y.into_rates, 0, 0);
}

static void test_claims(void **state)
{
    (void)state;
    int32_t service = date_from_ymd(2024, 1, 31); /* TC-15 */
    assert_true(rate_claim_in_time(service, date_from_ymd(2025, 1, 31), 12));
    assert_false(rate_claim_in_time(service, date_from_ymd(2025, 2, 1), 12));
    assert_true(rate_claim_in_time(service, date_from_ymd(2024, 2, 29), 1));
    assert_false(rate_claim_in_time(service, date_from_ymd(2024, 3, 1), 1));
    assert_true(rate_claim_in_time(date_from_ymd(2024, 12, 15), date_from_ymd(2025, 12, 15), 12));
}

static void test_objective_financing(void **state)
{
    (void)state;
    static const int64_t children[] = {30000, 10000};
    int64_t payment[3];
    assert_int_equal(rate_objective_financing(600000000, children, 2, payment), STAT_OK); /* TC-09 */
    assert_int_equal(payment[0], 450000000);
    assert_int_equal(payment[1], 150000000);
    static const int64_t equal[] = {7, 7, 7};
    assert_int_equal(rate_objective_financing(100, equal, 3, payment), STAT_OK);
    assert_int_equal(payment[0], 34); /* the odd one to the first in order */
    assert_int_equal(payment[1], 33);
    assert_int_equal(payment[2], 33);
    assert_int_equal(rate_objective_financing(-100, equal, 3, payment), STAT_OK);
    assert_int_equal(payment[0], -34);
    static const int64_t small[] = {1, 1, 999999999998}; /* products beyond 64 bits */
    assert_int_equal(rate_objective_financing(INT64_C(8999999999999999), small, 3, payment), STAT_OK);
    assert_int_equal(payment[0] + payment[1] + payment[2], INT64_C(8999999999999999));
    assert_int_equal(payment[0], 9000);
    static const int64_t nobody[] = {0, 0}, wrong[] = {5, -1};
    assert_int_equal(rate_objective_financing(100, nobody, 2, payment), STAT_NO_EXPOSURE);
    assert_int_equal(rate_objective_financing(100, wrong, 2, payment), STAT_BAD_ARGUMENT);
    assert_int_equal(rate_objective_financing(INT64_MAX, equal, 3, payment), STAT_TOO_LARGE);
}

static void test_refund(void **state)
{
    (void)state;
    static const double steps[] = {860000, 1680000, 2120000}, pct[] = {25, 50, 75}; /* 2022 */
    assert_stat(rate_refund(860000, steps, pct, 3).refund, 0, 0);
    assert_stat(rate_refund(1000000, steps, pct, 3).refund, 35000, 1e-15);
    assert_stat(rate_refund(2500000, steps, pct, 3).refund, 205000 + 220000 + 285000, 1e-15);
    assert_stat(rate_refund(2500000, steps, pct, 3).net, 1790000, 1e-15);
    assert_stat(rate_refund(2500000, steps, pct, 2).refund, 205000 + 410000, 1e-15);
    assert_stat(rate_refund(2500000, steps, pct, 0).refund, 0, 0);
    static const double falling[] = {5, 4};
    assert_refused(rate_refund(10, falling, pct, 2).refund, STAT_BAD_ARGUMENT);
}

/* HandbookSDC ch. 4, example 1: safe under (1, 90), and the second is 2 % off the first. */
static void test_primary_rules(void **state)
{
    (void)state;
    static const double c[] = {1000, 50000, 49000};
    struct sdc_cell cell = sdc_cell_of(c, 3);
    assert_approx(cell.total, 100000, 0);
    assert_approx(cell.second, 49000, 0);
    assert_false(sdc_is_below(&cell, 3));
    assert_true(sdc_is_below(&cell, 4));
    assert_false(sdc_is_dominated(&cell, 1, 90));
    assert_true(sdc_is_dominated(&cell, 2, 85));
    assert_true(sdc_is_p_percent(&cell, 10));
    assert_approx(sdc_protection_p_percent(&cell, 10), 4000, 1e-14);
    static const double edge[] = {85, 15}; /* exactly k per cent is not more than k */
    cell = sdc_cell_of(edge, 2);
    assert_false(sdc_is_dominated(&cell, 1, 85));
    cell = sdc_cell_of(edge, 0);
    assert_true(sdc_is_below(&cell, 1));
}

static void test_what_rounding_gives_away(void **state)
{
    (void)state;
    int64_t x[3];
    assert_int_equal(sdc_percentage_sources(33.3, 1, 12, x, 3), 1);
    assert_int_equal(x[0], 4);
    assert_int_equal(sdc_percentage_sources(12.5, 0, 8, x, 3), 1); /* the half belongs to both neighbours */
    assert_int_equal(sdc_percentage_sources(12, 0, 8, x, 3), 1);
    assert_int_equal(sdc_percentage_sources(13, 0, 8, x, 3), 1);
    assert_int_equal(sdc_percentage_sources(20, 0, 7, x, 3), 0);
    assert_int_equal(sdc_percentage_sources(33, 0, 1000000, x, 3), 10001);
    assert_int_equal(x[0], 325000);
    assert_int_equal(sdc_percentage_sources(100, 0, 5, x, 3), 1);
    assert_int_equal(sdc_percentage_sources(1e15, 0, 5, x, 3), 0);
    struct sdc_mean_source m[3];
    assert_int_equal(sdc_mean_sources(1.33, 2, 1, 4, m, 3), 1);
    assert_int_equal(m[0].sum, 4);
    assert_int_equal(m[0].count, 3);
    assert_int_equal(sdc_mean_sources(1.5, 1, 1, 4, m, 3), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rate_per_day),        cmocka_unit_test(test_rate_year),
        cmocka_unit_test(test_budgeted_occupancy),  cmocka_unit_test(test_set_aside),
        cmocka_unit_test(test_amounts_by_day),      cmocka_unit_test(test_bands),
        cmocka_unit_test(test_older_model),         cmocka_unit_test(test_claims),
        cmocka_unit_test(test_objective_financing), cmocka_unit_test(test_refund),
        cmocka_unit_test(test_primary_rules),       cmocka_unit_test(test_what_rounding_gives_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
