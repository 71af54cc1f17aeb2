/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stay_lengths, occupancy_limits and the rates of new cases: by hand, and where they must refuse. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/census.h"
#include "vifte/count.h"
#include "vifte/erlang.h"
#include "vifte/tails.h"

#include <math.h>

#define DAY(y, m, d) date_from_ymd(y, m, d)
#define Z95 1.959963984540054

struct world {
    struct builder *builder;
    uint32_t group, set, here, silent;
    struct results results;
};

static struct world new_world(int from_year, int to_year)
{
    struct world world = {.builder = builder_new(from_year, to_year)};
    world.group = builder_group(world.builder, "autism");
    world.set = builder_set(world.builder, world.group, NONE);
    world.here = builder_municipality(world.builder, "813", "Frederikshavn", true);
    world.silent = builder_municipality(world.builder, "825", "Læsø", true);
    builder_offer(world.builder, "A", world.here, world.set);
    return world;
}

static void add_stay(struct world *world, uint32_t person, int32_t start, int32_t end)
{
    builder_stay(world->builder, person, 0, world->set, world->here, start, end);
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static const struct table *stay_lengths(struct world *world)
{
    measures_stay_lengths(builder_model(world->builder), &world->results);
    check_sorted(world->results.tables[TABLE_STAY_LENGTHS]);
    return world->results.tables[TABLE_STAY_LENGTHS];
}

/* 2021-2024. Ten come on 1 January 2021: two leave after 200 days, two after 500, the rest are still there.
 */
static void curve_by_hand(void **state)
{
    (void)state;
    struct world world = new_world(2021, 2024);
    int32_t start = DAY(2021, 1, 1);
    for (uint32_t person = 0; person < 10; person++) {
        int32_t length = person < 2 ? 200 : 500;
        add_stay(&world, person, start, person < 4 ? start + length : DAY_OPEN);
    }
    const struct table *table = stay_lengths(&world);
    const struct cell *row = need_row(table, "autism 6");
    assert_rests(row[STAY_LENGTHS_AT_RISK], 10, 10);
    assert_number(row[STAY_LENGTHS_REMAINING], 1);
    assert_empty(row[STAY_LENGTHS_LOWER], CELL_UNDEFINED, REASON_TOO_FEW); /* nobody has left yet */
    row = need_row(table, "autism 12");
    assert_rests(row[STAY_LENGTHS_REMAINING], 0.8, 2); /* the step shows the two who left */
    assert_true(row[STAY_LENGTHS_LOWER].number < 0.8 && row[STAY_LENGTHS_UPPER].number > 0.8);
    row = need_row(table, "autism 18");
    assert_rests(row[STAY_LENGTHS_AT_RISK], 6, 6);
    assert_rests(row[STAY_LENGTHS_REMAINING], 0.6, 2);
    assert_rests(need_row(table, "autism 24")[STAY_LENGTHS_REMAINING], 0.6, 6); /* nobody left since */
    /* 48 months are 1461 days, the last day of the records; later nobody has been seen. */
    assert_number(need_row(table, "autism 48")[STAY_LENGTHS_REMAINING], 0.6);
    row = need_row(table, "autism 60");
    assert_number(row[STAY_LENGTHS_AT_RISK], 0);
    assert_empty(row[STAY_LENGTHS_REMAINING], CELL_UNDEFINED, REASON_TOO_FEW);
    end_world(&world);
}

/* Long stays that began before the records: seen from their age on, and not at risk before it. */
static void earlier_arrivals_enter_late(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    for (uint32_t person = 0; person < 8; person++) {
        add_stay(&world, person, DAY(2019, 1, 1), person == 0 ? DAY(2024, 1, 1) : DAY_OPEN);
    }
    add_stay(&world, 8, DAY(2015, 1, 1), DAY(2022, 12, 31)); /* over before the records */
    const struct table *table = stay_lengths(&world);
    assert_number(need_row(table, "autism 48")[STAY_LENGTHS_AT_RISK], 0); /* 1461 days: not yet seen */
    assert_number(need_row(table, "autism 60")[STAY_LENGTHS_AT_RISK], 7); /* 1826.25 days, one gone at 1826 */
    end_world(&world);
}

/* One end among fewer than five makes what follows worthless, however many are followed later. */
static void an_early_end_among_few_spoils_the_curve(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    for (uint32_t person = 0; person < 20; person++) {
        add_stay(&world, person, DAY(2022, 1, 1), DAY_OPEN);
    }
    add_stay(&world, 20, DAY(2023, 1, 1), DAY(2023, 2, 1));
    add_stay(&world, 21, DAY(2023, 1, 1), DAY_OPEN);
    const struct table *table = stay_lengths(&world);
    const struct cell *row = need_row(table, "autism 18");
    assert_rests(row[STAY_LENGTHS_AT_RISK], 21, 21);
    assert_empty(row[STAY_LENGTHS_REMAINING], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_empty(row[STAY_LENGTHS_UPPER], CELL_UNDEFINED, REASON_TOO_FEW);
    end_world(&world);
}

/* An episode of two stays goes on; one that ends on the day after the last is still going on. */
static void episodes_are_followed_not_stays(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    for (uint32_t person = 0; person < 6; person++) {
        add_stay(&world, person, DAY(2023, 1, 1), DAY(2023, 6, 1));
        add_stay(&world, person, DAY(2023, 6, 10), DAY(2025, 1, 1));
    }
    const struct table *table = stay_lengths(&world);
    const struct cell *row = need_row(table, "autism 18");
    assert_number(row[STAY_LENGTHS_AT_RISK], 6);
    assert_number(row[STAY_LENGTHS_REMAINING], 1);
    end_world(&world);
}

static const struct table *occupancy_limits(struct world *world)
{
    measures_occupancy(builder_model(world->builder), &world->results);
    check_sorted(world->results.tables[TABLE_OCCUPANCY_LIMITS]);
    return world->results.tables[TABLE_OCCUPANCY_LIMITS];
}

/* Eight places, 85 % in 2023 and full in 2024; six stays a year long have ended, and one pair is one stay. */
static struct world offer_world(void)
{
    struct world world = new_world(2021, 2024);
    builder_period(world.builder, DAY(2020, 1, 1), DAY_OPEN, given(8));
    builder_report(world.builder, 0, "2022", DAY(2022, 1, 1), DAY(2023, 1, 1), not_given(), given(2000));
    builder_report(world.builder, 0, "2023", DAY(2023, 1, 1), DAY(2024, 1, 1), not_given(),
                   given(0.85 * 8 * 365));
    builder_report(world.builder, 0, "2024", DAY(2024, 1, 1), DAY(2025, 1, 1), not_given(), given(8 * 366));
    for (uint32_t person = 0; person < 6; person++) {
        add_stay(&world, person, DAY(2022, 1, 1), DAY(2023, 1, 1));
    }
    add_stay(&world, 6, DAY(2022, 1, 1), DAY(2022, 7, 1)); /* goes on in the same place */
    add_stay(&world, 6, DAY(2022, 7, 1), DAY_OPEN);
    return world;
}

static void limits_of_a_slow_census(void **state)
{
    (void)state;
    struct world world = offer_world();
    const struct table *table = occupancy_limits(&world);
    assert_null(find_row(table, "A 2022")); /* the two last years only */
    const struct cell *row = need_row(table, "A 2023");
    double days = 6 * 365 + (DAY(2025, 1, 1) - DAY(2022, 1, 1));
    double rate = 6 / (days / 365.25);
    double load = erlang_budget(8, 0.85).load.value;
    double swing = census_loss_average(8, load, rate, 365 / 365.25).sd_points.value;
    assert_number(row[OCCUPANCY_LIMITS_PLACES], 8);
    assert_rests(row[OCCUPANCY_LIMITS_EXITS], 6, 6);
    assert_rests(row[OCCUPANCY_LIMITS_MEAN_STAY_YEARS], 1 / rate, 6);
    assert_rests(row[OCCUPANCY_LIMITS_SWING_POINTS], swing, 6);
    assert_number(row[OCCUPANCY_LIMITS_LOWER], 0.85 - Z95 * swing / 100);
    assert_number(row[OCCUPANCY_LIMITS_UPPER], fmin(1, 0.85 + Z95 * swing / 100));
    assert_true(swing > 4); /* 365 independent days would say sqrt(0.85 * 0.15 / 8 / 365) = 0.66 */
    row = need_row(table, "A 2024");
    assert_number(row[OCCUPANCY_LIMITS_OCCUPANCY], 1);
    assert_empty(row[OCCUPANCY_LIMITS_LOWER], CELL_UNDEFINED, REASON_FULL);
    assert_empty(row[OCCUPANCY_LIMITS_SWING_POINTS], CELL_UNDEFINED, REASON_FULL);
    end_world(&world);
}

static void no_limits_without_an_exit_rate(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    builder_period(world.builder, DAY(2020, 1, 1), DAY_OPEN, given(8));
    builder_report(world.builder, 0, "2023", DAY(2023, 1, 1), DAY(2024, 1, 1), not_given(), given(2000));
    builder_report(world.builder, 0, "2024-12-31", DAY(2024, 12, 31), DAY(2025, 1, 1), not_given(), given(6));
    for (uint32_t person = 0; person < 4; person++) {
        add_stay(&world, person, DAY(2022, 1, 1), DAY(2023, 6, 1));
    }
    const struct table *table = occupancy_limits(&world);
    const struct cell *row = need_row(table, "A 2023");
    assert_rests(row[OCCUPANCY_LIMITS_EXITS], 4, 4);
    assert_empty(row[OCCUPANCY_LIMITS_MEAN_STAY_YEARS], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_empty(row[OCCUPANCY_LIMITS_LOWER], CELL_UNDEFINED, REASON_TOO_FEW);
    row = need_row(table, "A 2024");
    assert_empty(row[OCCUPANCY_LIMITS_UPPER], CELL_UNDEFINED, REASON_SINGLE_DAYS);
    end_world(&world);
}

/* New cases have Garwood's limits; the region rests on those who delivered. */
static void rates_of_new_cases(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    for (uint32_t person = 0; person < 3; person++) {
        add_stay(&world, person, DAY(2023, 5, 1), DAY_OPEN);
    }
    builder_population(world.builder, world.here, 2023, 20000);
    builder_population(world.builder, world.silent, 2023, 1800); /* did not deliver */
    const struct model *model = builder_model(world.builder);
    measures_citizens(model, &world.results);
    const struct table *table = world.results.tables[TABLE_FLOW_OF_CITIZENS];
    const char *const keys[] = {"autism 813 2023", "autism region 2023"};
    struct stat_interval limits = count_garwood(3, 0.95);
    for (size_t i = 0; i < 2; i++) {
        const struct cell *row = need_row(table, keys[i]);
        assert_rests(row[FLOW_OF_CITIZENS_ARRIVAL_RATE], 1.5, 3);
        assert_rests(row[FLOW_OF_CITIZENS_ARRIVAL_RATE_LOWER], limits.lower.value / 2, 3);
        assert_rests(row[FLOW_OF_CITIZENS_ARRIVAL_RATE_UPPER], limits.upper.value / 2, 3);
    }
    const struct cell *row = need_row(table, "autism 825 2023");
    assert_empty(row[FLOW_OF_CITIZENS_ARRIVAL_RATE], CELL_MISSING, REASON_NONE);
    row = need_row(table, "autism 813 2024");
    assert_empty(row[FLOW_OF_CITIZENS_ARRIVAL_RATE], CELL_UNDEFINED, REASON_NO_POPULATION);
    assert_empty(row[FLOW_OF_CITIZENS_ARRIVAL_RATE_UPPER], CELL_UNDEFINED, REASON_NO_POPULATION);
    end_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(curve_by_hand),
        cmocka_unit_test(earlier_arrivals_enter_late),
        cmocka_unit_test(an_early_end_among_few_spoils_the_curve),
        cmocka_unit_test(episodes_are_followed_not_stays),
        cmocka_unit_test(limits_of_a_slow_census),
        cmocka_unit_test(no_limits_without_an_exit_rate),
        cmocka_unit_test(rates_of_new_cases),
    };
    tails_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
