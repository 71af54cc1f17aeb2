/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates against the worked cases of the field's rules (TC numbers of the domain notes) and hand-made mixes.
 */
#include "model_builder.h"
#include "table_check.h"

#include "vifte/price_mix.h"

#define DAY(year, month, day) date_from_ymd(year, month, day)
#define YEAR(year) date_year_start(year), date_year_start((year) + 1)
#define KRONER(amount) given(100.0 * (amount))

struct fixture {
    struct builder *builder;
    uint32_t aalborg, aarhus, set;
    struct results results;
};

static void add_parameters(struct builder *builder)
{
    builder_parameter(builder, "days", 365);
    builder_parameter(builder, "floor", 95);
    builder_parameter(builder, "floor_short", 90);
    builder_parameter(builder, "recommended_max", 98);
    builder_parameter(builder, "max", 100);
    builder_parameter(builder, "occupancy_lag_first", 3);
    builder_parameter(builder, "occupancy_lag_last", 2);
    builder_parameter(builder, "set_aside_pct", 5);
}

static struct fixture fixture_new(int from_year, int to_year)
{
    struct fixture f = {.builder = builder_new(from_year, to_year)};
    f.aarhus = builder_municipality(f.builder, "751", "Aarhus", false);
    f.aalborg = builder_municipality(f.builder, "851", "Aalborg", true);
    f.set = builder_set(f.builder, builder_group(f.builder, "autism"), NONE);
    return f;
}

static struct offer *add_offer(struct fixture *f, const char *id, double places)
{
    struct offer *offer = builder_offer(f->builder, id, f->aalborg, f->set);
    builder_period(f->builder, DAY(2000, 1, 1), DAY_OPEN, given(places));
    return offer;
}

static void occupied(struct fixture *f, uint32_t offer, int year, double percent, double places)
{
    static char periods[64][8];
    double days = date_year_start(year + 1) - date_year_start(year);
    g_snprintf(periods[year % 64], 8, "%d", year);
    builder_report(f->builder, offer, periods[year % 64], YEAR(year), not_given(),
                   given(percent / 100 * places * days));
}

static const struct cell *row(struct fixture *f, const char *keys)
{
    return need_row(f->results.tables[TABLE_RATES], keys);
}

static void measure(struct fixture *f)
{
    measures_rates(builder_model(f->builder), &f->results);
    check_sorted(f->results.tables[TABLE_RATES]);
}

static void fixture_free(struct fixture *f)
{
    free_tables(&f->results);
    builder_free(f->builder);
}

/* TC-01; 365 days also in the leap year 2024. */
static void test_computed_rate(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    add_parameters(f.builder);
    add_offer(&f, "A", 10);
    struct rate *rate = builder_rate(f.builder, 0, 2024, COMPONENT_BASE, 2300, 0.95);
    rate->costs = KRONER(8e6);
    rate->carried_result = KRONER(0);
    measure(&f);
    const struct cell *cells = row(&f, "offer A 2024 base");
    assert_rests(cells[RATES_COMPUTED_RATE], 230714, 10); /* 2,307.1377 kroner */
    assert_number(cells[RATES_CLEAN_RATE], 230714);
    assert_number(cells[RATES_DAILY_RATE], 230000);
    assert_int_equal(cells[RATES_DAILY_RATE].contributors, CONTRIBUTORS_NONE);
    assert_empty(cells[RATES_RESULT], CELL_MISSING, REASON_NONE);
    assert_empty(cells[RATES_REAL_RATE], CELL_UNDEFINED, REASON_NO_INDEX);
    fixture_free(&f);
}

/* A surplus handed back lowers the rate; what is not known is not taken for nothing. */
static void test_carried_result(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    add_parameters(f.builder);
    add_offer(&f, "A", 10);
    struct rate *rate = builder_rate(f.builder, 0, 2023, COMPONENT_BASE, 2000, 1);
    rate->costs = KRONER(7.3e6);
    rate->carried_result = KRONER(0);
    rate = builder_rate(f.builder, 0, 2024, COMPONENT_BASE, 1900, 1);
    rate->costs = KRONER(7.3e6);
    rate->carried_result = KRONER(365000);
    builder_rate(f.builder, 0, 2025, COMPONENT_BASE, 2100, 1)->costs = KRONER(7.3e6);
    measure(&f);
    const struct cell *cells = row(&f, "offer A 2024 base");
    assert_number(cells[RATES_COMPUTED_RATE], 190000);
    assert_number(cells[RATES_CHANGE], -10000);
    assert_number(cells[RATES_CARRIED_EFFECT], -10000); /* the costs have not changed */
    cells = row(&f, "offer A 2025 base");               /* the coming year is known */
    assert_empty(cells[RATES_COMPUTED_RATE], CELL_UNDEFINED, REASON_NO_COSTS);
    assert_number(cells[RATES_CLEAN_RATE], 200000);
    fixture_free(&f);
}

static void check_rule(enum offer_kind kind, double early, double late, double expected, const char *verdict)
{
    struct fixture f = fixture_new(2010, 2013);
    add_parameters(f.builder);
    add_offer(&f, "A", 10)->kind = kind;
    builder_rate(f.builder, 0, 2013, COMPONENT_BASE, 2000, 0.98);
    occupied(&f, 0, 2010, early, 10);
    occupied(&f, 0, 2011, late, 10);
    occupied(&f, 0, 2012, 50, 10); /* does not count */
    measure(&f);
    const struct cell *cells = row(&f, "offer A 2013 base");
    assert_true(fabs(cells[RATES_RULE_OCCUPANCY].number - expected / 100) < 1e-12);
    assert_word(cells[RATES_RULE_VERDICT], verdict);
    fixture_free(&f);
}

/* TC-02: rates of 2013 rest on the accounts of 2010 and 2011. */
static void test_budgeted_occupancy(void **state)
{
    (void)state;
    check_rule(KIND_PERMANENT, 96.4, 99, 97.7, "within");
    check_rule(KIND_PERMANENT, 99, 100, 99.5, "above_recommended");
    check_rule(KIND_PERMANENT, 92, 94, 95, "below_floor");
    check_rule(KIND_RESPITE, 92, 94, 93, "within");
    check_rule(KIND_ACUTE, 86, 90, 90, "below_floor");
    check_rule(KIND_PERMANENT, 103, 101, 100, "above_ceiling");
}

/* TC-04, and a deficit, for which no rule was found. */
static void test_set_aside(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    add_parameters(f.builder);
    add_offer(&f, "A", 10);
    for (int year = 2023; year <= 2024; year++) {
        struct rate *rate = builder_rate(f.builder, 0, year, COMPONENT_BASE, 2307, 0.95);
        rate->costs = KRONER(8e6);
        rate->revenue = KRONER(year == 2023 ? 8418000 : 7500000);
        rate->actual_costs = KRONER(7648000);
        occupied(&f, 0, year, 98, 10);
    }
    measure(&f);
    const struct cell *cells = row(&f, "offer A 2023 base");
    assert_rests(cells[RATES_RESULT], 77000000, 9); /* rests on the residents */
    assert_number(cells[RATES_SET_ASIDE_MAX], 40000000);
    assert_number(cells[RATES_INTO_RATES], 37000000);
    cells = row(&f, "offer A 2024 base");
    assert_number(cells[RATES_RESULT], -14800000);
    assert_empty(cells[RATES_INTO_RATES], CELL_UNDEFINED, REASON_NO_RULE);
    fixture_free(&f);
}

/* Without the yearly parameters nothing is guessed. */
static void test_unknown_parameters(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    add_offer(&f, "A", 10);
    struct rate *rate = builder_rate(f.builder, 0, 2024, COMPONENT_BASE, 2300, 0.95);
    rate->costs = KRONER(8e6);
    rate->carried_result = KRONER(0);
    measure(&f);
    const struct cell *cells = row(&f, "offer A 2024 base");
    assert_int_equal(cells[RATES_COMPUTED_RATE].state, CELL_UNDEFINED);
    assert_empty(cells[RATES_SET_ASIDE_MAX], CELL_UNDEFINED, REASON_NO_PARAMETER);
    assert_empty(cells[RATES_RULE_OCCUPANCY], CELL_UNDEFINED, REASON_NO_PARAMETER);
    assert_number(cells[RATES_DAILY_RATE], 230000);
    fixture_free(&f);
}

/* A dear offer grows, no rate changes: all of the rise is mix. Base rates alone are brought together. */
static void test_price_and_mix(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    add_parameters(f.builder);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2000, 1, 1), DAY(2023, 1, 1), given(10));
    builder_period(f.builder, DAY(2023, 1, 1), DAY_OPEN, given(30));
    add_offer(&f, "B", 10);
    for (int year = 2022; year <= 2024; year++) {
        builder_rate(f.builder, 0, year, COMPONENT_BASE, year == 2024 ? 3300 : 3000, 0.95);
        builder_rate(f.builder, 1, year, COMPONENT_BASE, 1000, 0.99);
        builder_rate(f.builder, 1, year, COMPONENT_ADDITION, year == 2024 ? 120 : 100, 0);
    }
    measure(&f);
    const struct cell *cells = row(&f, "region region 2023 base");
    assert_number(cells[RATES_DAILY_RATE], 250000);
    assert_number(cells[RATES_CHANGE], 50000);
    assert_number(cells[RATES_PRICE_EFFECT], 0);
    assert_number(cells[RATES_MIX_EFFECT], 50000);
    assert_number(cells[RATES_PLACES], 40);
    assert_number(cells[RATES_OFFERS], 2);
    assert_true(fabs(cells[RATES_BUDGETED_OCCUPANCY].number - (30 * 0.95 + 10 * 0.99) / 40) < 1e-12);
    assert_empty(cells[RATES_RESULT], CELL_NA, REASON_SINGLE_OFFERS);
    cells = row(&f, "region region 2024 base");
    assert_number(cells[RATES_PRICE_EFFECT], 22500); /* 30 of 40 places, 300 kroner more */
    assert_number(cells[RATES_MIX_EFFECT], 0);
    cells = row(&f, "region region 2022 base");
    assert_empty(cells[RATES_CHANGE], CELL_UNDEFINED, REASON_NO_EARLIER);
    cells = row(&f, "offer B 2024 addition");
    assert_number(cells[RATES_DAILY_RATE], 12000);
    assert_number(cells[RATES_CHANGE], 2000);
    assert_null(find_row(f.results.tables[TABLE_RATES], "region region 2024 addition"));
    assert_null(find_row(f.results.tables[TABLE_RATES], "region region 2025 base"));
    fixture_free(&f);
}

/* National and supra-regional offers and secured wards stand apart; offers outside the region in no block. */
static void test_blocks(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    add_parameters(f.builder);
    add_offer(&f, "A", 10)->reach = REACH_LOCAL;
    add_offer(&f, "B", 10)->reach = REACH_REGIONAL;
    add_offer(&f, "C", 10)->reach = REACH_NATIONAL;
    add_offer(&f, "D", 10)->kind = KIND_SECURED;
    builder_offer(f.builder, "E", f.aarhus, f.set)->reach = REACH_NATIONAL;
    builder_period(f.builder, DAY(2000, 1, 1), DAY_OPEN, given(10));
    for (uint32_t i = 0; i < 5; i++) {
        builder_rate(f.builder, i, 2024, COMPONENT_BASE, 1000 * (i + 1), 0.95);
    }
    measure(&f);
    assert_number(row(&f, "block local 2024 base")[RATES_DAILY_RATE], 100000);
    assert_number(row(&f, "block national 2024 base")[RATES_DAILY_RATE], 250000);
    assert_number(row(&f, "block secured 2024 base")[RATES_DAILY_RATE], 400000);
    assert_number(row(&f, "region region 2024 base")[RATES_DAILY_RATE], 250000);
    assert_number(row(&f, "operator operator 2024 base")[RATES_DAILY_RATE], 300000);
    assert_number(row(&f, "section SEL-108 2024 base")[RATES_OFFERS], 4);
    assert_word(row(&f, "offer D 2024 base")[RATES_BLOCK], "secured");
    fixture_free(&f);
}

/* In the prices of the last year: by the index, else by what the project gives for each very year. */
static void test_real_rates(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    add_parameters(f.builder);
    add_offer(&f, "A", 10);
    for (int year = 2022; year <= 2025; year++) {
        builder_rate(f.builder, 0, year, COMPONENT_BASE, 1000, 0.95);
    }
    builder_price_index(f.builder, 2022, 80);
    builder_price_index(f.builder, 2024, 100);
    measure(&f);
    assert_number(row(&f, "offer A 2022 base")[RATES_REAL_RATE], 125000);
    assert_empty(row(&f, "offer A 2023 base")[RATES_REAL_RATE], CELL_UNDEFINED, REASON_NO_INDEX);
    assert_number(row(&f, "offer A 2024 base")[RATES_REAL_RATE], 100000);
    fixture_free(&f);

    f = fixture_new(2012, 2013); /* TC-14: 1.53 % from 2012 to 2013 */
    add_parameters(f.builder);
    add_offer(&f, "A", 10);
    builder_rate(f.builder, 0, 2012, COMPONENT_BASE, 2307, 0.95);
    builder_rate(f.builder, 0, 2014, COMPONENT_BASE, 2307, 0.95);
    const struct parameter pct = {"pl_pct", 2013, 1.53, "percent", "", "S"};
    g_array_append_val(f.builder->project.parameters, pct);
    measure(&f);
    assert_number(row(&f, "offer A 2012 base")[RATES_REAL_RATE], 234230);
    assert_empty(row(&f, "offer A 2014 base")[RATES_REAL_RATE], CELL_UNDEFINED, REASON_NO_INDEX);
    fixture_free(&f);
}

static void test_price_mix_alone(void **state)
{
    (void)state;
    /* one offer closes, one opens, one stays */
    const struct priced_places offers[] = {{100, 10, 0, 0}, {0, 0, 300, 10}, {200, 10, 220, 10}};
    struct price_mix mix = price_mix(offers, 3);
    assert_true(mix.mean_before.value == 150 && mix.mean_after.value == 260);
    assert_true(mix.price_effect.value == 20 && mix.mix_effect.value == 90);
    mix = price_mix(offers, 2);
    assert_int_equal(mix.change.state, STAT_OK);
    assert_int_equal(mix.price_effect.state, STAT_NO_EXPOSURE);
    assert_int_equal(mix.mix_effect.state, STAT_NO_EXPOSURE);
    assert_int_equal(price_mix(offers, 0).change.state, STAT_NO_EXPOSURE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_computed_rate),
        cmocka_unit_test(test_carried_result),
        cmocka_unit_test(test_budgeted_occupancy),
        cmocka_unit_test(test_set_aside),
        cmocka_unit_test(test_unknown_parameters),
        cmocka_unit_test(test_price_and_mix),
        cmocka_unit_test(test_blocks),
        cmocka_unit_test(test_real_rates),
        cmocka_unit_test(test_price_mix_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
