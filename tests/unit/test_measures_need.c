/* SPDX-License-Identifier: GPL-3.0-or-later */
/* need and need_profile, from stays and from forms. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/rate_ratio.h"
#include "vifte/shrinkage.h"
#include "vifte/tails.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

struct world {
    struct builder *builder;
    GArray *populations;
    struct age_band bands[2];
    uint32_t group, set, here, silent, there;
    struct results results;
};

static void start_world(struct world *world)
{
    *world = (struct world){.builder = builder_new(2023, 2024)};
    world->populations = g_array_new(FALSE, TRUE, sizeof(struct population));
    world->group = builder_group(world->builder, "autism");
    world->set = builder_set(world->builder, world->group, NONE);
    world->here = builder_municipality(world->builder, "813", "Frederikshavn", true);
    world->silent = builder_municipality(world->builder, "825", "Læsø", true);
    world->there = builder_municipality(world->builder, "851", "Aalborg", true);
    builder_offer(world->builder, "A", world->here, world->set);
    builder_offer(world->builder, "B", world->there, world->set)->section = (struct name){"SEL-104", "§ 104"};
    g_array_index(world->builder->offers, struct offer, 1).kind = KIND_DAY;
    world->bands[0] = (struct age_band){0, 17};
    world->bands[1] = (struct age_band){18, AGE_OPEN};
    world->builder->project.age_bands = world->bands;
    world->builder->project.n_age_bands = 2;
}

/* The same in both years. */
static void add_population(struct world *world, uint32_t municipality, double persons)
{
    for (int year = 2023; year <= 2024; year++) {
        const struct population row = {
            .municipality = municipality, .year = year, .age = {0, AGE_OPEN}, .persons = persons};
        g_array_append_val(world->populations, row);
    }
}

static const struct table *measure(struct world *world)
{
    const struct model *model = builder_model(world->builder);
    world->builder->model.populations = (void *)world->populations->data;
    world->builder->model.n_populations = world->populations->len;
    measures_citizens(model, &world->results);
    measures_need(model, &world->results);
    check_sorted(world->results.tables[TABLE_NEED]);
    return world->results.tables[TABLE_NEED];
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    g_array_unref(world->populations);
    builder_free(world->builder);
}

static void stay(struct world *world, uint32_t person, uint32_t municipality, int32_t start, int32_t end)
{
    builder_stay(world->builder, person, 0, world->set, municipality, start, end);
}

static struct need *add_form(struct world *world, uint32_t municipality, int year, enum basis basis,
                             double citizens)
{
    const struct need need = {.municipality = municipality,
                              .group = world->group,
                              .department = {"", ""},
                              .year = year,
                              .basis = basis,
                              .citizens = given(citizens),
                              .fit = -1};
    g_array_append_val(world->builder->needs, need);
    return &g_array_index(world->builder->needs, struct need, world->builder->needs->len - 1);
}

/* Here: 20 present all along, 7 come in 2024 and 3 of the 20 leave; there: 10 all along, one leaves each
 * year. */
static void add_stays(struct world *world)
{
    uint32_t person = 0;
    for (; person < 20; person++) {
        stay(world, person, world->here, DAY(2020, 1, 1), person < 3 ? DAY(2024, 3, 1) : DAY_OPEN);
    }
    for (; person < 27; person++) {
        stay(world, person, world->here, DAY(2024, 1, 1), DAY_OPEN);
    }
    for (; person < 37; person++) {
        stay(world, person, world->there, DAY(2020, 1, 1),
             person == 27   ? DAY(2023, 5, 1)
             : person == 28 ? DAY(2024, 1, 1)
                            : DAY_OPEN);
    }
}

static void change_is_arrivals_less_exits(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    add_stays(&world);
    add_population(&world, world.here, 10000);
    add_population(&world, world.there, 40000);
    const struct table *need = measure(&world);
    const struct cell *row = need_row(need, "autism 813 2024");
    assert_rests(row[NEED_CITIZENS], 24, 24);
    assert_word(row[NEED_BASIS], "31_december");
    assert_word(row[NEED_SOURCE], "stays");
    assert_rests(row[NEED_CHANGE], 4, 20);
    assert_rests(row[NEED_ARRIVALS], 7, 7);
    assert_rests(row[NEED_EXITS], 3, 3);
    /* P(X <= 3 or X >= 7), X ~ Bin(10, 1/2) = 2 (1 + 10 + 45 + 120) / 1024 */
    assert_rests(row[NEED_CHANGE_P], 352.0 / 1024, 3);
    assert_empty(row[NEED_REPORTED_BY], CELL_NA, REASON_NONE);
    row = need_row(need, "autism 813 2023");
    assert_empty(row[NEED_CHANGE], CELL_UNDEFINED, REASON_NO_EARLIER);
    assert_empty(row[NEED_CHANGE_P], CELL_UNDEFINED, REASON_TOO_FEW); /* nobody came or left */
    row = need_row(need, "autism region 2024");
    assert_rests(row[NEED_CITIZENS], 32, 32); /* 24 + 8 */
    assert_rests(row[NEED_CHANGE], 3, 29);
    assert_word(row[NEED_REPORTED_BY], "2/3");
    assert_word(row[NEED_SOURCE], "stays");
    assert_rests(row[NEED_POPULATION], 50000, CONTRIBUTORS_NONE);
    assert_rests(row[NEED_RATE], 32 / 5.0, 32);
    row = need_row(need, "autism 825 2024");
    for (size_t k = NEED_CITIZENS; k <= NEED_SOURCE; k++) {
        if (k == NEED_REPORTED_BY) {
            assert_empty(row[k], CELL_NA, REASON_NONE);
        } else {
            assert_empty(row[k], CELL_MISSING, k == NEED_POPULATION ? REASON_NO_POPULATION : REASON_NONE);
        }
    }
    end_world(&world);
}

/* Against the statistics' own test, for a case a table. */
static void change_p_is_the_exact_test(void **state)
{
    (void)state;
    for (uint32_t exits = 0; exits <= 8; exits++) {
        struct world world;
        start_world(&world);
        for (uint32_t person = 0; person < 5; person++) {
            stay(&world, person, world.here, DAY(2023, 2, 1), DAY_OPEN);
        }
        for (uint32_t person = 5; person < 5 + exits; person++) {
            stay(&world, person, world.here, DAY(2022, 2, 1), DAY(2023, 3, 1));
        }
        assert_number(need_row(measure(&world), "autism 813 2023")[NEED_CHANGE_P],
                      rate_ratio_exact(5, 1, exits, 1, 0.95).p_small.value);
        end_world(&world);
    }
}

static void swing_comes_from_the_regions_exits(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    add_stays(&world);
    add_population(&world, world.here, 10000);
    const struct table *need = measure(&world);
    /* five exits: three on 1 March 2024, one on 1 May 2023, one on 1 January 2024 */
    double person_years = 20 + 8 + 120.0 / 365 + 1 /* 2023: 27 leaves on day 120, 28 stays the year */
                          + 17 + 7 + 3 * 60.0 / 366 + 8;
    double swing = sqrt(2 * 24 * (1 - exp(-5 / person_years)));
    const struct cell *row = need_row(need, "autism 813 2024");
    assert_number(row[NEED_RATE], 24);
    check_number(&row[NEED_RATE_LOWER], 24 - 1.959963984540054 * swing, __FILE__, __LINE__);
    check_number(&row[NEED_RATE_UPPER], 24 + 1.959963984540054 * swing, __FILE__, __LINE__);
    row = need_row(need, "autism region 2024"); /* Aalborg reported, its population is not known */
    assert_empty(row[NEED_POPULATION], CELL_MISSING, REASON_NO_POPULATION);
    assert_empty(row[NEED_RATE], CELL_UNDEFINED, REASON_NO_POPULATION);
    assert_empty(row[NEED_RATE_UPPER], CELL_UNDEFINED, REASON_NO_POPULATION);
    end_world(&world);
}

static void few_exits_give_no_swing(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    for (uint32_t person = 0; person < 8; person++) {
        stay(&world, person, world.here, DAY(2020, 1, 1), person < 4 ? DAY(2024, 3, 1) : DAY_OPEN);
    }
    add_population(&world, world.here, 10000);
    const struct cell *row = need_row(measure(&world), "autism 813 2024");
    assert_number(row[NEED_RATE], 4);
    assert_empty(row[NEED_RATE_LOWER], CELL_UNDEFINED, REASON_TOO_FEW);
    end_world(&world);
}

static void municipalities_are_compared_from_five_expected(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    add_stays(&world); /* 24 and 8 in 2024 */
    stay(&world, 99, world.silent, DAY(2020, 1, 1), DAY_OPEN);
    add_population(&world, world.here, 10000);
    add_population(&world, world.silent, 1000);
    add_population(&world, world.there, 40000);
    const struct table *need = measure(&world);
    const struct shrinkage_prior prior =
        shrinkage_marshall((const double[]){24, 1, 8}, (const double[]){10000, 1000, 40000}, 3);
    /* expected 33/51000: 6.5, 0.6 and 25.9 */
    const struct cell *row = need_row(need, "autism 813 2024");
    assert_rests(row[NEED_RATE_SMOOTHED], 10000 * shrinkage_estimate(&prior, 24, 10000).value, 24);
    assert_word(row[NEED_FUNNEL], "high998");
    assert_int_equal(row[NEED_FUNNEL].contributors, 24);
    row = need_row(need, "autism 851 2024");
    assert_word(row[NEED_FUNNEL], "low998");
    row = need_row(need, "autism 825 2024");
    assert_empty(row[NEED_RATE_SMOOTHED], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_empty(row[NEED_FUNNEL], CELL_UNDEFINED, REASON_TOO_FEW);
    row = need_row(need, "autism region 2024");
    assert_empty(row[NEED_FUNNEL], CELL_NA, REASON_NONE);
    end_world(&world);
}

static void forms_alone_are_summed_and_never_judged(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    add_form(&world, world.here, 2023, BASIS_DURING_YEAR, 12)->waiting = given(2);
    add_form(&world, world.here, 2024, BASIS_31_DECEMBER, 10)->waiting = given(1);
    g_array_index(world.builder->needs, struct need, 1).waiting_days = given(30);
    add_form(&world, world.here, 2024, BASIS_DURING_YEAR, 15);
    add_form(&world, world.silent, 2024, BASIS_DURING_YEAR, 2);
    add_form(&world, world.there, 2023, BASIS_DURING_YEAR, 30);
    add_form(&world, world.there, 2024, BASIS_DURING_YEAR, 31)->waiting = given(4);
    add_population(&world, world.here, 10000);
    const struct table *need = measure(&world);
    const struct cell *row = need_row(need, "autism 813 2024"); /* on the basis of the region */
    assert_rests(row[NEED_CITIZENS], 15, 15);
    assert_word(row[NEED_BASIS], "during_year");
    assert_word(row[NEED_SOURCE], "forms");
    assert_rests(row[NEED_CHANGE], 3, 12);
    assert_empty(row[NEED_ARRIVALS], CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_empty(row[NEED_EXITS], CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_empty(row[NEED_CHANGE_P], CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_empty(row[NEED_RATE_LOWER], CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_rests(row[NEED_WAITING], 1, 1);
    assert_rests(row[NEED_WAITING_DAYS], 30, 1);
    assert_empty(need_row(need, "autism 825 2023")[NEED_CITIZENS], CELL_MISSING, REASON_NONE);
    row = need_row(need, "autism region 2024");
    assert_rests(row[NEED_CITIZENS], 48, 48);
    assert_word(row[NEED_SOURCE], "forms_sum");
    assert_word(row[NEED_REPORTED_BY], "3/3");
    assert_empty(row[NEED_CHANGE], CELL_UNDEFINED, REASON_NO_EARLIER); /* two reported the year before */
    assert_rests(row[NEED_WAITING], 5, 5);
    assert_empty(row[NEED_WAITING_DAYS], CELL_NA, REASON_REGION_MEDIAN);
    row = need_row(need, "autism region 2023");
    assert_number(row[NEED_CITIZENS], 42);
    assert_word(row[NEED_REPORTED_BY], "2/3");
    end_world(&world);
}

static void december_wins_a_tie_of_bases(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    add_form(&world, world.here, 2024, BASIS_DURING_YEAR, 15);
    add_form(&world, world.here, 2024, BASIS_31_DECEMBER, 10);
    const struct cell *row = need_row(measure(&world), "autism 813 2024");
    assert_number(row[NEED_CITIZENS], 10);
    assert_word(row[NEED_BASIS], "31_december");
    end_world(&world);
}

static double profile(const struct world *world, const char *keys, size_t column, int contributors)
{
    const struct cell *row = need_row(world->results.tables[TABLE_NEED_PROFILE], keys);
    assert_int_equal(row[column].state, CELL_VALUE);
    assert_int_equal(row[column].contributors, contributors);
    return row[column].number;
}

static void profile_counts_persons_and_services(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    struct builder *builder = world.builder;
    struct stay *home = builder_stay(builder, 0, 0, world.set, world.here, DAY(2020, 1, 1), DAY_OPEN);
    home->birth_year = 2006; /* 18 during 2024 */
    home->sex = 2;
    home->severity = 3;
    builder_stay(builder, 0, 1, world.set, world.here, DAY(2020, 1, 1), DAY_OPEN)->severity = 4;
    builder_stay(builder, 1, 0, world.set, world.here, DAY(2020, 1, 1),
                 DAY(2024, 12, 25)); /* back on 5 January */
    builder_stay(builder, 1, 1, world.set, world.here, DAY(2025, 1, 5), DAY_OPEN);
    measure(&world);
    /* in a gap on 31 December 2024, with the stay that ended last */
    assert_true(profile(&world, "autism 2024 age 18-", NEED_PROFILE_CITIZENS, 1) == 1);
    assert_true(profile(&world, "autism 2024 age 18-", NEED_PROFILE_SERVICES, 1) == 2);
    assert_true(profile(&world, "autism 2024 age unknown", NEED_PROFILE_SERVICES, 1) == 1);
    assert_true(profile(&world, "autism 2024 section SEL-108", NEED_PROFILE_SERVICES, 2) == 2);
    assert_true(profile(&world, "autism 2024 section SEL-104", NEED_PROFILE_SERVICES, 1) == 1);
    assert_true(profile(&world, "autism 2023 age 0-17", NEED_PROFILE_CITIZENS, 1) == 1);
    assert_true(profile(&world, "autism 2023 age unknown", NEED_PROFILE_CITIZENS, 1) == 1);
    assert_true(profile(&world, "autism 2023 sex woman", NEED_PROFILE_CITIZENS, 1) == 1);
    assert_true(profile(&world, "autism 2023 sex unknown", NEED_PROFILE_SERVICES, 1) == 1);
    assert_true(profile(&world, "autism 2023 severity 4", NEED_PROFILE_CITIZENS, 1) == 1);
    assert_true(profile(&world, "autism 2023 section SEL-108", NEED_PROFILE_CITIZENS, 2) == 2);
    assert_true(profile(&world, "autism 2023 section SEL-104", NEED_PROFILE_CITIZENS, 1) == 1);
    assert_true(profile(&world, "autism 2023 effort permanent", NEED_PROFILE_SERVICES, 2) == 2);
    assert_true(profile(&world, "autism 2023 effort day", NEED_PROFILE_SERVICES, 1) == 1);
    end_world(&world);
}

static void profile_adds_up_to_the_citizens_also_in_a_gap(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    add_stays(&world);
    stay(&world, 50, world.here, DAY(2020, 1, 1), DAY(2023, 12, 25));
    stay(&world, 50, world.here, DAY(2024, 1, 5), DAY_OPEN);
    const struct table *need = measure(&world);
    static const char *const YEARS[] = {"2023", "2024"};
    static const char *const DIMENSIONS[] = {"age", "sex", "severity"};
    for (size_t year = 0; year < 2; year++) {
        char *keys = g_strdup_printf("autism region %s", YEARS[year]);
        double citizens = need_row(need, keys)[NEED_CITIZENS].number;
        g_free(keys);
        assert_true(citizens == (year == 0 ? 30 : 33));
        for (size_t k = 0; k < G_N_ELEMENTS(DIMENSIONS); k++) {
            keys = g_strdup_printf("autism %s %s unknown", YEARS[year], DIMENSIONS[k]);
            /* of two municipalities, each learns the other's: 9 of 30, 8 of 33 */
            assert_true(profile(&world, keys, NEED_PROFILE_CITIZENS, year == 0 ? 9 : 8) == citizens);
            g_free(keys);
        }
    }
    end_world(&world);
}

static void profile_of_forms_sums_the_reports(void **state)
{
    (void)state;
    struct world world;
    start_world(&world);
    const struct need_count row = {.group = world.group,
                                   .department = {"", ""},
                                   .year = 2024,
                                   .basis = BASIS_31_DECEMBER,
                                   .dimension = DIMENSION_AGE,
                                   .value = {"0-17", "0-17"},
                                   .citizens = given(4),
                                   .services = given(6)};
    for (int i = 0; i < 4; i++) {
        struct need_count count = row;
        count.municipality = (uint32_t)(i % 3);
        if (i == 2) {
            count.citizens = not_given();
        }
        if (i == 3) {
            count.value = (struct name){"18-", "18-"};
            count.citizens = (struct quantity){.state = CELL_SUPPRESSED};
        }
        g_array_append_val(world.builder->need_counts, count);
    }
    add_form(&world, world.here, 2024, BASIS_31_DECEMBER, 10);
    measure(&world);
    assert_true(profile(&world, "autism 2024 age 0-17", NEED_PROFILE_CITIZENS, 4) == 8); /* 4 of each */
    assert_true(profile(&world, "autism 2024 age 0-17", NEED_PROFILE_SERVICES, 4) == 18);
    const struct cell *hidden = need_row(world.results.tables[TABLE_NEED_PROFILE], "autism 2024 age 18-");
    assert_empty(hidden[NEED_PROFILE_CITIZENS], CELL_SUPPRESSED, REASON_NONE);
    end_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(change_is_arrivals_less_exits),
        cmocka_unit_test(change_p_is_the_exact_test),
        cmocka_unit_test(swing_comes_from_the_regions_exits),
        cmocka_unit_test(few_exits_give_no_swing),
        cmocka_unit_test(municipalities_are_compared_from_five_expected),
        cmocka_unit_test(forms_alone_are_summed_and_never_judged),
        cmocka_unit_test(december_wins_a_tie_of_bases),
        cmocka_unit_test(profile_counts_persons_and_services),
        cmocka_unit_test(profile_adds_up_to_the_citizens_also_in_a_gap),
        cmocka_unit_test(profile_of_forms_sums_the_reports),
    };
    tails_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
