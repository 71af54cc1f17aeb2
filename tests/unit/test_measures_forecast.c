/* SPDX-License-Identifier: GPL-3.0-or-later */
/* forecast: means by hand, whom they rest on, the municipalities' own expectation, the backtest, streams of
 * draws. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/tails.h"

#include <math.h>

#define DAY(y, m, d) date_from_ymd(y, m, d)

struct world {
    struct builder *builder;
    uint32_t group, other, set, other_set, here, there;
    struct results results;
};

static struct world new_world(int from_year, int to_year)
{
    struct world world = {.builder = builder_new(from_year, to_year)};
    world.group = builder_group(world.builder, "autism");
    world.other = builder_group(world.builder, "eating");
    world.set = builder_set(world.builder, world.group, NONE);
    world.other_set = builder_set(world.builder, world.other, NONE);
    world.here = builder_municipality(world.builder, "813", "Frederikshavn", true);
    world.there = builder_municipality(world.builder, "851", "Aalborg", true);
    builder_offer(world.builder, "A", world.here, world.set);
    return world;
}

static const struct table *measure(struct world *world)
{
    const struct model *model = builder_model(world->builder);
    measures_citizens(model, &world->results);
    measures_forecast(model, &world->results);
    check_sorted(world->results.tables[TABLE_FORECAST]);
    return world->results.tables[TABLE_FORECAST];
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static void add_stay(struct world *world, uint32_t person, uint32_t municipality, int32_t start, int32_t end)
{
    builder_stay(world->builder, person, 0, world->set, municipality, start, end);
}

/* 2023-2024: seven are there all the time, one leaves in 2023, two come in 2024 and one of them leaves. */
static void add_small_history(struct world *world)
{
    for (uint32_t person = 0; person < 7; person++) {
        add_stay(world, person, world->here, DAY(2020, 1, 1), DAY_OPEN);
    }
    add_stay(world, 7, world->there, DAY(2021, 1, 1), DAY(2023, 7, 1));
    add_stay(world, 8, world->there, DAY(2024, 2, 1), DAY_OPEN);
    add_stay(world, 9, world->there, DAY(2024, 3, 1), DAY(2024, 5, 1));
}

static double mean_still_there(double a, double t, double from)
{
    return pow(t, a) / (a - 1) * (pow(t + from, 1 - a) - pow(t + from + 1, 1 - a));
}

static void means_by_hand(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    add_small_history(&world);
    const struct table *table = measure(&world);
    double t = 14 + 181.0 / 365 + (335 + 61) / 366.0; /* person-years; 2 exits, 2 arrivals in 2 years */
    for (int h = 1; h <= 5; h++) {
        char *keys = g_strdup_printf("autism %d", 2024 + h);
        const struct cell *row = need_row(table, keys);
        double arrivals = 0;
        for (int j = 0; j < h; j++) {
            arrivals += 2.5 / 2 * mean_still_there(2.5, t, j);
        }
        double survivors = 8 * pow(t / (t + h), 2.5);
        assert_true(fabs(row[FORECAST_SURVIVORS].number - survivors) < 1e-9);
        assert_true(fabs(row[FORECAST_ARRIVALS].number - arrivals) < 1e-9);
        assert_number(row[FORECAST_MEAN], row[FORECAST_SURVIVORS].number + row[FORECAST_ARRIVALS].number);
        assert_true(row[FORECAST_LOWER95].number <= row[FORECAST_LOWER80].number);
        assert_true(row[FORECAST_LOWER80].number < row[FORECAST_MEAN].number);
        assert_true(row[FORECAST_MEAN].number < row[FORECAST_UPPER80].number);
        assert_true(row[FORECAST_UPPER80].number <= row[FORECAST_UPPER95].number);
        assert_word(row[FORECAST_SCALED], "no");
        assert_number(row[FORECAST_ORIGINS], 0);
        assert_empty(row[FORECAST_COVERAGE], CELL_UNDEFINED, REASON_SHORT_SERIES);
        /* 2023: 1 exit; 2024: 1 exit. */
        assert_int_equal(row[FORECAST_SURVIVORS].contributors, 1);
        assert_int_equal(row[FORECAST_UPPER95].contributors, 1);
        g_free(keys);
    }
    assert_int_equal(table_rows(table), 10); /* two groups: eating has no rows of its own, nobody knows it */
    end_world(&world);
}

/* Nobody was ever there: no exit rate, no forecast. */
static void nobody_ever(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    add_small_history(&world);
    const struct cell *row = need_row(measure(&world), "eating 2025");
    assert_empty(row[FORECAST_MEAN], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_empty(row[FORECAST_LOWER80], CELL_UNDEFINED, REASON_TOO_FEW);
    end_world(&world);
}

static double arrivals_of(struct world *world, const char *keys)
{
    return need_row(measure(world), keys)[FORECAST_ARRIVALS].number;
}

static void arrivals_follow_the_population(void **state)
{
    (void)state;
    struct world plain = new_world(2023, 2024), scaled = new_world(2023, 2024), part = new_world(2023, 2024);
    struct world *const worlds[] = {&plain, &scaled, &part};
    for (size_t i = 0; i < 3; i++) {
        add_small_history(worlds[i]);
        for (int year = 2023; i > 0 && year <= 2029; year++) {
            bool known = i == 1 || year <= 2025;
            double growth = year <= 2024 ? 1 : 1.5; /* half as many again from 2025 on */
            if (known) {
                builder_population(worlds[i]->builder, worlds[i]->here, year, 1000 * growth);
                builder_population(worlds[i]->builder, worlds[i]->there, year, 3000 * growth);
            }
        }
    }
    double base = arrivals_of(&plain, "autism 2026"); /* over two years: both have the factor */
    double grown = arrivals_of(&scaled, "autism 2026");
    double kept = arrivals_of(&part, "autism 2026"); /* 2026 is not known: as 2025 */
    assert_true(fabs(grown / base - 1.5) < 1e-12);
    assert_true(fabs(kept / base - 1.5) < 1e-12);
    assert_word(need_row(scaled.results.tables[TABLE_FORECAST], "autism 2025")[FORECAST_SCALED], "yes");
    for (size_t i = 0; i < 3; i++) {
        end_world(worlds[i]);
    }
    /* A past year that is not known: the same number every year. */
    struct world gap = new_world(2023, 2024);
    add_small_history(&gap);
    builder_population(gap.builder, gap.here, 2024, 1000);
    builder_population(gap.builder, gap.there, 2024, 1000);
    const struct table *table = measure(&gap);
    assert_word(need_row(table, "autism 2025")[FORECAST_SCALED], "no");
    end_world(&gap);
}

static void deliver(struct world *world, uint32_t municipality, int year)
{
    const struct delivery delivery = {
        .table = "stays", .municipality = municipality, .year = year, .status = DELIVERY_RECEIVED};
    g_array_append_val(world->builder->deliveries, delivery);
}

/* Læsø delivers from 2024 on: what was counted without it before is no history of the same area. */
static void history_begins_where_the_same_deliver(void **state)
{
    (void)state;
    struct world world = new_world(2022, 2024);
    uint32_t late = builder_municipality(world.builder, "900", "Læsø", true);
    add_small_history(&world);
    deliver(&world, late, 2023);
    deliver(&world, late, 2024);
    const struct table *table = measure(&world);
    double t = 14 + 181.0 / 365 + (335 + 61) / 366.0; /* 2022 left out */
    assert_true(fabs(need_row(table, "autism 2025")[FORECAST_SURVIVORS].number - 8 * pow(t / (t + 1), 2.5)) <
                1e-9);
    end_world(&world);
}

static struct need *add_form(struct world *world, uint32_t municipality, uint32_t group, double one_year,
                             struct quantity three_years)
{
    const struct need need = {.municipality = municipality,
                              .group = group,
                              .department = {"", ""},
                              .year = 2024,
                              .basis = BASIS_31_DECEMBER,
                              .citizens = given(9),
                              .expected_1y = given(one_year),
                              .expected_3y = three_years};
    g_array_append_val(world->builder->needs, need);
    return &g_array_index(world->builder->needs, struct need, world->builder->needs->len - 1);
}

static void municipalities_expect(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    add_small_history(&world);
    add_form(&world, world.here, world.group, 6, given(7));
    add_form(&world, world.there, world.group, 4, not_given());
    add_form(&world, world.here, world.other, 3, (struct quantity){.state = CELL_SUPPRESSED});
    const struct table *table = measure(&world);
    assert_rests(need_row(table, "autism 2025")[FORECAST_MUNICIPALITIES_EXPECT], 10, 10);
    assert_word(need_row(table, "autism 2025")[FORECAST_EXPECTED_BY], "2/2");
    assert_rests(need_row(table, "autism 2027")[FORECAST_MUNICIPALITIES_EXPECT], 7, 7);
    assert_word(need_row(table, "autism 2027")[FORECAST_EXPECTED_BY], "1/2");
    assert_empty(need_row(table, "autism 2026")[FORECAST_MUNICIPALITIES_EXPECT], CELL_NA, REASON_NOT_ASKED);
    assert_empty(need_row(table, "autism 2029")[FORECAST_EXPECTED_BY], CELL_NA, REASON_NOT_ASKED);
    /* The other group stands in forms alone. */
    const struct cell *row = need_row(table, "eating 2025");
    assert_rests(row[FORECAST_MUNICIPALITIES_EXPECT], 3, 3);
    assert_empty(row[FORECAST_MEAN], CELL_NA, REASON_FORMS_ONLY);
    assert_empty(row[FORECAST_UPPER95], CELL_NA, REASON_FORMS_ONLY);
    assert_empty(row[FORECAST_ORIGINS], CELL_NA, REASON_FORMS_ONLY);
    assert_empty(row[FORECAST_SCALED], CELL_NA, REASON_FORMS_ONLY);
    row = need_row(table, "eating 2027");
    assert_empty(row[FORECAST_MUNICIPALITIES_EXPECT], CELL_SUPPRESSED, REASON_NONE);
    end_world(&world);
}

static void forms_alone_and_nothing_at_all(void **state)
{
    (void)state;
    struct world world = new_world(2023, 2024);
    add_form(&world, world.here, world.group, 6, given(7));
    const struct table *table = measure(&world);
    assert_empty(need_row(table, "autism 2028")[FORECAST_SURVIVORS], CELL_NA, REASON_FORMS_ONLY);
    assert_number(need_row(table, "autism 2025")[FORECAST_MUNICIPALITIES_EXPECT], 6);
    end_world(&world);
    world = new_world(2023, 2024);
    measures_forecast(builder_model(world.builder), &world.results);
    assert_null(world.results.tables[TABLE_FORECAST]);
    end_world(&world);
    /* Stays of citizens from elsewhere only: nobody delivered, so the region's are missing. */
    world = new_world(2023, 2024);
    uint32_t outside = builder_municipality(world.builder, "901", "Aarhus", false);
    add_stay(&world, 0, outside, DAY(2023, 1, 1), DAY_OPEN);
    assert_empty(need_row(measure(&world), "autism 2025")[FORECAST_MEAN], CELL_MISSING, REASON_NONE);
    end_world(&world);
}

/* 2005-2024. Forty places of which four change hands every year; or all come and go every other year. */
static void add_long_history(struct world *world, bool steady)
{
    uint32_t person = 0;
    for (int year = 2005; year <= 2024; year++) {
        for (int i = 0; steady && i < 4; i++) {
            add_stay(world, person++, world->here, DAY(year, 3, 1), DAY(year + 10, 3, 1));
        }
        for (int i = 0; !steady && year % 2 == 0 && i < 40; i++) {
            add_stay(world, person++, world->here, DAY(year, 3, 1), DAY(year + 1, 3, 1));
        }
    }
    for (int i = 0; steady && i < 36; i++) {
        add_stay(world, person++, world->here, DAY(2004, 1, 1), DAY(2005 + i / 4, 3, 1));
    }
}

static void coverage_is_printed_from_ten_on(void **state)
{
    (void)state;
    for (int steady = 0; steady < 2; steady++) {
        struct world world = new_world(2005, 2024);
        world.builder->project.forecast_years = 9;
        add_long_history(&world, steady == 1);
        const struct table *table = measure(&world);
        const struct cell *next = need_row(table, "autism 2025");
        assert_number(next[FORECAST_ORIGINS], 17); /* end of 2007 to end of 2023 */
        assert_number(need_row(table, "autism 2032")[FORECAST_ORIGINS], 10);
        assert_number(need_row(table, "autism 2033")[FORECAST_ORIGINS], 9);
        assert_empty(need_row(table, "autism 2033")[FORECAST_COVERAGE], CELL_UNDEFINED, REASON_SHORT_SERIES);
        if (steady) {
            assert_number(next[FORECAST_COVERAGE], 1);
            assert_number(need_row(table, "autism 2032")[FORECAST_COVERAGE], 1);
            assert_int_equal(next[FORECAST_COVERAGE].contributors, 4);
        } else {
            assert_true(next[FORECAST_COVERAGE].number < 0.5);
        }
        end_world(&world);
    }
}

/* The limits of `keys`, as one text. */
static char *limits_of(const struct table *table, const char *keys)
{
    const struct cell *row = need_row(table, keys);
    return g_strdup_printf("%g %g %g %g %.17g", row[FORECAST_LOWER80].number, row[FORECAST_UPPER80].number,
                           row[FORECAST_LOWER95].number, row[FORECAST_UPPER95].number,
                           row[FORECAST_MEAN].number);
}

static char *limits_when(bool alone, uint64_t seed, int draws)
{
    struct builder *builder = builder_new(2015, 2024);
    builder->project.seed = seed;
    builder->project.forecast_draws = draws;
    struct world world = {.builder = builder};
    world.other = alone ? NONE : builder_group(builder, "another"); /* stands before it, then */
    world.group = builder_group(builder, "autism");
    world.set = builder_set(builder, world.group, NONE);
    uint32_t both = alone ? world.set : builder_set(builder, world.other, world.group);
    world.here = builder_municipality(builder, "813", "Frederikshavn", true);
    builder_offer(builder, "A", world.here, both);
    world.set = both;
    add_long_history(&world, true);
    char *limits = limits_of(measure(&world), "autism 2028");
    end_world(&world);
    return limits;
}

static void draws_depend_on_group_and_seed_alone(void **state)
{
    (void)state;
    char *first = limits_when(true, 1936, 300);
    char *again = limits_when(true, 1936, 300);
    char *beside_another = limits_when(false, 1936, 300);
    assert_string_equal(first, again);
    assert_string_equal(first, beside_another);
    bool differs = false;
    for (uint64_t seed = 1; seed < 6; seed++) {
        char *other = limits_when(true, seed, 300);
        differs = differs || strcmp(first, other) != 0;
        assert_string_equal(strrchr(first, ' '), strrchr(other, ' ')); /* the mean is exact */
        g_free(other);
    }
    assert_true(differs);
    g_free(first);
    g_free(again);
    g_free(beside_another);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(means_by_hand),
        cmocka_unit_test(nobody_ever),
        cmocka_unit_test(arrivals_follow_the_population),
        cmocka_unit_test(history_begins_where_the_same_deliver),
        cmocka_unit_test(municipalities_expect),
        cmocka_unit_test(forms_alone_and_nothing_at_all),
        cmocka_unit_test(coverage_is_printed_from_ten_on),
        cmocka_unit_test(draws_depend_on_group_and_seed_alone),
    };
    tails_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
