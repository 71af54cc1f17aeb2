/* SPDX-License-Identifier: GPL-3.0-or-later */
/* balance, balance_ahead, pooling and resilience on portfolios small enough to reckon by hand; the five
 * offers of the reference cases; what is compatible; refusals. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/shortage.h"
#include "vifte/tails.h"

struct world {
    struct builder *builder;
    uint32_t group, set;
    uint32_t aalborg, hjoerring, aarhus;
    uint32_t persons;
    struct results results;
};

static struct world new_world(void)
{
    struct world world = {.builder = builder_new(2023, 2024)};
    world.builder->project.service_level = 0.95;
    world.group = builder_group(world.builder, "autism");
    world.set = builder_set(world.builder, world.group, NONE);
    world.aarhus = builder_municipality(world.builder, "751", "Aarhus", false);
    world.aalborg = builder_municipality(world.builder, "851", "Aalborg", true);
    world.hjoerring = builder_municipality(world.builder, "860", "Hjørring", true);
    return world;
}

static uint32_t add_offer(struct world *world, const char *id, uint32_t municipality, double places)
{
    builder_offer(world->builder, id, municipality, world->set);
    builder_period(world->builder, date_year_start(2000), DAY_OPEN, given(places));
    return world->builder->offers->len - 1;
}

static struct stay *add_stays(struct world *world, int n, uint32_t offer, uint32_t municipality,
                              int32_t start, int32_t end)
{
    for (int i = 0; i < n; i++) {
        builder_stay(world->builder, world->persons++, offer, world->set, municipality, start, end);
    }
    return &g_array_index(world->builder->stays, struct stay, world->builder->stays->len - 1);
}

static void add_form(struct world *world, uint32_t municipality, int year, struct quantity waiting,
                     struct quantity without)
{
    const struct need need = {.municipality = municipality,
                              .group = world->group,
                              .department = {"", ""},
                              .year = year,
                              .basis = BASIS_31_DECEMBER,
                              .citizens = not_given(),
                              .without_offer = without,
                              .waiting = waiting,
                              .waiting_days = not_given(),
                              .referrals = not_given(),
                              .expected_1y = not_given(),
                              .expected_3y = not_given(),
                              .fit = -1};
    g_array_append_val(world->builder->needs, need);
}

static void measure(struct world *world)
{
    const struct model *model = builder_model(world->builder);
    measures_citizens(model, &world->results);
    measures_need(model, &world->results);
    measures_balance(model, &world->results);
    measures_pooling(model, &world->results);
    measures_resilience(model, &world->results);
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static const int32_t LONG_AGO = 0;

/* Two offers in the region (4 + 6 places), one elsewhere, and a course that takes no place. */
static struct world four_offers(void)
{
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 4);
    uint32_t b = add_offer(&world, "B", world.hjoerring, 6);
    uint32_t far = add_offer(&world, "C", world.aarhus, 20);
    uint32_t course = add_offer(&world, "D", world.aalborg, 9);
    g_array_index(world.builder->offers, struct offer, course).unit = UNIT_COURSES;
    add_stays(&world, 4, a, world.aalborg, LONG_AGO, DAY_OPEN);
    add_stays(&world, 3, b, world.hjoerring, LONG_AGO, DAY_OPEN);
    add_stays(&world, 2, far, world.hjoerring, LONG_AGO, DAY_OPEN);
    add_stays(&world, 7, course, world.aalborg, LONG_AGO, DAY_OPEN);
    add_stays(&world, 1, b, world.aalborg, date_year_start(2024), DAY_OPEN); /* came in 2024 */
    add_stays(&world, 1, a, world.aalborg, LONG_AGO, date_year_start(2024) + 60);
    int32_t first = date_year_start(2024), after = date_year_start(2025);
    builder_report(world.builder, a, "2024", first, after, not_given(), given(4.5 * 366)); /* over capacity */
    builder_report(world.builder, b, "2024", first, after, not_given(), given(4 * 366));
    builder_budget(world.builder, a, 2024, 0.95);
    return world;
}

static void places_needed_are_the_groups_total(void **state)
{
    (void)state;
    struct world world = four_offers();
    add_form(&world, world.aalborg, 2024, given(2), given(1));
    add_form(&world, world.hjoerring, 2024, given(0), given(3));
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_BALANCE], "autism 2024");
    assert_number(row[BALANCE_PLACES], 10);
    assert_number(row[BALANCE_MEAN_OCCUPIED], 8.5);
    assert_number(row[BALANCE_PEAK_OCCUPIED], 8.5);
    assert_number(row[BALANCE_EMPTY_PLACE_DAYS], 2 * 366); /* none of A's are made up for by B's */
    assert_number(row[BALANCE_BUDGETED_EMPTY_PLACE_DAYS], (1 - 0.95) * 10 * 366);
    assert_rests(row[BALANCE_REFILL_DAYS], 2 * 366, 1);
    assert_rests(row[BALANCE_WAITING], 2, 2);
    assert_rests(row[BALANCE_WITHOUT_OFFER], 4, 4);
    assert_rests(row[BALANCE_OUTSIDE_REGION], 2, 2);
    assert_rests(row[BALANCE_WITH_PLACE], 10, 10); /* 4 + 3 + 2 + 1: courses take no place */
    assert_number(row[BALANCE_PLACES_NEEDED], 16);
    assert_number(row[BALANCE_GAP], -6);
    assert_word(row[BALANCE_REPORTED_BY], "2/2");
    assert_empty(row[BALANCE_PLACES_NEEDED_LOWER], CELL_UNDEFINED, REASON_TOO_FEW); /* one exit */
    assert_empty(row[BALANCE_P_SHORTAGE_31DEC], CELL_UNDEFINED, REASON_TOO_FEW);    /* one arrival */
    assert_word(row[BALANCE_VERDICT], "undecided");
    check_sorted(world.results.tables[TABLE_BALANCE]);
    end_world(&world);
}

static void what_nobody_reported_is_not_nothing(void **state)
{
    (void)state;
    struct world world = four_offers();
    add_form(&world, world.aalborg, 2024, given(2), not_given());
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_BALANCE], "autism 2024");
    assert_empty(row[BALANCE_PLACES_NEEDED], CELL_MISSING, REASON_NOT_REPORTED); /* 85 per cent: not full */
    assert_empty(row[BALANCE_P_SHORTAGE_31DEC], CELL_MISSING, REASON_NOT_REPORTED);
    assert_word(row[BALANCE_REPORTED_BY], "0/2");
    assert_int_equal(table_rows(world.results.tables[TABLE_BALANCE_AHEAD]), 0);
    end_world(&world);
}

/* Full offers and no total: demand cannot be seen. In 2023 nobody reported the occupancy. */
static void demand_hides_behind_full_offers(void **state)
{
    (void)state;
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 4);
    add_stays(&world, 4, a, world.aalborg, LONG_AGO, DAY_OPEN);
    builder_report(world.builder, a, "2024", date_year_start(2024), date_year_start(2025), not_given(),
                   given(3.93 * 366));
    measure(&world);
    const struct table *table = world.results.tables[TABLE_BALANCE];
    const struct cell *row = need_row(table, "autism 2024");
    assert_empty(row[BALANCE_PLACES_NEEDED], CELL_UNDEFINED, REASON_NOT_SEEN);
    assert_empty(row[BALANCE_GAP], CELL_UNDEFINED, REASON_NOT_SEEN);
    row = need_row(table, "autism 2023");
    assert_empty(row[BALANCE_MEAN_OCCUPIED], CELL_MISSING, REASON_NO_OCCUPANCY);
    assert_empty(row[BALANCE_PLACES_NEEDED], CELL_MISSING, REASON_NOT_REPORTED);
    end_world(&world);
}

/* Complete stays count empty places day by day: half the year five of four, half the year none of four. */
static void complete_stays_count_by_day(void **state)
{
    (void)state;
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 4);
    int32_t start = date_year_start(2024);
    add_stays(&world, 5, a, world.aalborg, start, start + 183);
    g_ptr_array_add(world.builder->project.stays_complete, "A");
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_BALANCE], "autism 2024");
    assert_number(row[BALANCE_MEAN_OCCUPIED], 2.5);
    assert_number(row[BALANCE_PEAK_OCCUPIED], 5);
    assert_number(row[BALANCE_EMPTY_PLACE_DAYS], 4 * 183);
    assert_number(row[BALANCE_REFILL_DAYS], 4 * 183.0 / 5);
    end_world(&world);
}

/* Nobody is there on 31 December, but six a year come and soon leave: the swing is theirs. A place that
 * opened in July is there on 31 December. */
static void an_empty_day_still_swings(void **state)
{
    (void)state;
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 3);
    g_array_index(world.builder->periods, struct period, 0).end = date_from_ymd(2024, 7, 1);
    builder_period(world.builder, date_from_ymd(2024, 7, 1), DAY_OPEN, given(5));
    for (int i = 0; i < 12; i++) {
        int32_t day = date_year_start(2023) + 10 + 60 * i;
        add_stays(&world, 1, a, world.hjoerring, day, day + 30);
    }
    for (int year = 2023; year <= 2024; year++) {
        add_form(&world, world.aalborg, year, given(0), given(0));
    }
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_BALANCE], "autism 2024");
    assert_number(row[BALANCE_PLACES_NEEDED], 0);
    assert_number(row[BALANCE_PLACES_NEEDED_LOWER], 0);
    double mu = 12 / (12 * 30 / 365.25), swing = sqrt((6 / mu) * (1 - exp(-mu)));
    assert_true(fabs(row[BALANCE_PLACES_NEEDED_UPPER].number - 1.959963984540054 * swing) < 0.05);
    assert_number(row[BALANCE_PLACES_31DEC], 5);
    assert_number(row[BALANCE_GAP], 5);
    assert_true(row[BALANCE_PLACES].number > 3.9 && row[BALANCE_PLACES].number < 4.1);
    end_world(&world);
}

/* Twelve come and twelve leave in two years; the probability, its limits and the coming years hang together.
 */
static void a_shortage_has_a_probability(void **state)
{
    (void)state;
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 20);
    builder_period(world.builder, date_year_start(2026), DAY_OPEN, given(40));
    g_array_index(world.builder->periods, struct period, 0).end = date_year_start(2026);
    add_stays(&world, 8, a, world.aalborg, LONG_AGO, DAY_OPEN);
    for (int i = 0; i < 12; i++) {
        int32_t day = date_year_start(2023) + 20 + 55 * i;
        add_stays(&world, 1, a, world.hjoerring, LONG_AGO, day);
        add_stays(&world, 1, a, world.hjoerring, day, DAY_OPEN);
    }
    for (int year = 2023; year <= 2024; year++) {
        add_form(&world, world.aalborg, year, given(0), given(0));
    }
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_BALANCE], "autism 2024");
    assert_number(row[BALANCE_PLACES_NEEDED], 20);
    double swing = sqrt(2 * 20 * (1 - exp(-0.3))); /* twelve exits in forty person-years */
    assert_true(fabs(row[BALANCE_PLACES_NEEDED_UPPER].number - (20 + 1.959963984540054 * swing)) < 0.05);
    const struct cell *next = need_row(world.results.tables[TABLE_BALANCE_AHEAD], "autism 2025");
    const struct cell *later = need_row(world.results.tables[TABLE_BALANCE_AHEAD], "autism 2026");
    assert_number(next[BALANCE_AHEAD_PLACES], 20);
    assert_number(later[BALANCE_AHEAD_PLACES], 40);
    assert_number(next[BALANCE_AHEAD_P_LOWER], row[BALANCE_P_LOWER].number);
    assert_number(next[BALANCE_AHEAD_P_UPPER], row[BALANCE_P_UPPER].number);
    assert_true(row[BALANCE_P_LOWER].number < SHORTAGE_LOW && row[BALANCE_P_UPPER].number > SHORTAGE_HIGH);
    assert_empty(row[BALANCE_P_SHORTAGE_31DEC], CELL_UNDEFINED, REASON_UNDECIDED);
    assert_word(row[BALANCE_VERDICT], "undecided");
    assert_word(later[BALANCE_AHEAD_VERDICT], "unlikely");
    assert_int_equal(row[BALANCE_P_SHORTAGE_31DEC].contributors, row[BALANCE_P_LOWER].contributors);
    end_world(&world);
}

/* Two municipalities with the same load: alone the swing is the root of two times as large. */
static void sharing_evens_out(void **state)
{
    (void)state;
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 20);
    for (int i = 0; i < 10; i++) {
        int32_t day = date_year_start(2023) + 73 * i;
        uint32_t municipality = i % 2 == 0 ? world.aalborg : world.hjoerring;
        add_stays(&world, 1, a, municipality, LONG_AGO, day + 20);
        add_stays(&world, 1, a, municipality, day + 20, DAY_OPEN);
    }
    add_stays(&world, 5, a, world.aalborg, LONG_AGO, DAY_OPEN);
    add_stays(&world, 5, a, world.hjoerring, LONG_AGO, DAY_OPEN);
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_POOLING], "autism");
    assert_true(fabs(row[POOLING_LOAD].number - 20) < 0.11);
    assert_true(fabs(row[POOLING_SWING_ALONE].number - sqrt(2) * row[POOLING_SWING_TOGETHER].number) < 0.2);
    assert_true(row[POOLING_PLACES_ALONE].number > row[POOLING_PLACES_TOGETHER].number);
    assert_true(row[POOLING_PLACES_LOWER].number <= row[POOLING_PLACES_TOGETHER].number);
    assert_true(row[POOLING_PLACES_UPPER].number >= row[POOLING_PLACES_TOGETHER].number);
    assert_word(row[POOLING_COUNTERFACTUAL], "own_places/2/95");
    assert_int_equal(row[POOLING_SWING_ALONE].contributors, 5);
    end_world(&world);
}

static void too_few_share_nothing(void **state)
{
    (void)state;
    struct world world = four_offers();
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_POOLING], "autism");
    assert_empty(row[POOLING_LOAD], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_empty(row[POOLING_COUNTERFACTUAL], CELL_UNDEFINED, REASON_TOO_FEW);
    end_world(&world);
}

/* --- the five offers of the reference cases (scripts/reference.R) --- */

static void way(struct world *world, GArray *travels, uint32_t from, const double *minutes)
{
    (void)world;
    for (uint32_t to = 3; to < 8; to++) {
        struct travel one = {.from = from, .to = to, .amount = minutes[to - 3], .minutes = true};
        g_array_append_val(travels, one);
    }
}

/* Every offer lies in a municipality of its own, so that the ways to them are those to municipalities. */
static struct world reference_world(GArray *travels)
{
    struct world world = {.builder = builder_new(2024, 2024)};
    uint32_t aut = builder_group(world.builder, "aut"), udv = builder_group(world.builder, "udv"),
             spi = builder_group(world.builder, "spi");
    static const char *const CODES[] = {"101", "102", "103", "201", "202", "203", "204", "205"};
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
        builder_municipality(world.builder, CODES[i], CODES[i], true);
    }
    uint32_t just[] = {builder_set(world.builder, aut, NONE), builder_set(world.builder, udv, NONE),
                       builder_set(world.builder, spi, NONE)};
    uint32_t sets[] = {just[0], builder_set(world.builder, aut, udv), just[1],
                       builder_set(world.builder, aut, spi), just[2]};
    static const double places[] = {8, 12, 6, 10, 5};
    static const char *const IDS[] = {"A", "B", "C", "D", "E"};
    for (uint32_t i = 0; i < 5; i++) {
        builder_offer(world.builder, IDS[i], 3 + i, sets[i]);
        builder_period(world.builder, date_year_start(2000), DAY_OPEN, given(places[i]));
        g_ptr_array_add(world.builder->project.stays_complete, (gpointer)IDS[i]);
    }
    static const struct {
        uint32_t offer, group, municipality;
        int n;
    } RESIDENTS[] = {{0, 0, 0, 4}, {0, 0, 1, 2}, {0, 0, 2, 1}, {1, 0, 0, 1}, {1, 0, 1, 4},
                     {1, 1, 1, 3}, {1, 1, 2, 2}, {2, 1, 0, 1}, {2, 1, 1, 3}, {2, 1, 2, 2},
                     {3, 0, 2, 3}, {3, 2, 0, 2}, {3, 2, 2, 1}, {4, 2, 0, 4}, {4, 2, 2, 2}};
    for (size_t i = 0; i < G_N_ELEMENTS(RESIDENTS); i++) {
        world.set = just[RESIDENTS[i].group];
        add_stays(&world, RESIDENTS[i].n, RESIDENTS[i].offer, RESIDENTS[i].municipality, LONG_AGO, DAY_OPEN);
    }
    way(&world, travels, 0, (double[]){10, 35, 50, 70, 40});
    way(&world, travels, 1, (double[]){45, 15, 25, 60, 80});
    way(&world, travels, 2, (double[]){60, 40, 20, 12, 30});
    return world;
}

static void the_reference_portfolio(void **state)
{
    (void)state;
    GArray *travels = g_array_new(FALSE, FALSE, sizeof(struct travel));
    struct world world = reference_world(travels);
    const struct model *model = builder_model(world.builder);
    world.builder->model.travels = (struct travel *)(void *)travels->data;
    world.builder->model.n_travels = travels->len;
    measures_resilience(model, &world.results);
    const struct table *table = world.results.tables[TABLE_RESILIENCE];
    const struct cell *a = need_row(table, "aut A"), *c = need_row(table, "udv C"),
                      *e = need_row(table, "spi E");
    assert_rests(a[RESILIENCE_DISPLACED], 7, 7);
    assert_rests(a[RESILIENCE_ABSORBED], 6, 1); /* tells of the one who finds none */
    assert_rests(a[RESILIENCE_UNPLACED], 1, 1);
    assert_number(c[RESILIENCE_ABSORBED], 2);
    assert_number(c[RESILIENCE_UNPLACED], 4);
    assert_number(e[RESILIENCE_ABSORBED], 4);
    assert_number(e[RESILIENCE_UNPLACED], 2);
    /* Seats are not known, and the table gives minutes: no kilometres, and no rates. */
    assert_empty(a[RESILIENCE_EXTRA_KM], CELL_MISSING, REASON_NO_DISTANCE);
    assert_empty(a[RESILIENCE_EXTRA_COST], CELL_MISSING, REASON_NO_RATE);
    check_sorted(table);
    end_world(&world);
    g_array_unref(travels);
}

/* The least travel is 252 in the reference; in kilometres it shows as what it is more than before. */
static void the_least_travel(void **state)
{
    (void)state;
    GArray *travels = g_array_new(FALSE, FALSE, sizeof(struct travel));
    struct world world = reference_world(travels);
    for (guint i = 0; i < travels->len; i++) {
        g_array_index(travels, struct travel, i).minutes = false;
    }
    for (uint32_t offer = 0; offer < 5; offer++) {
        builder_rate(world.builder, offer, 2024, COMPONENT_BASE, 1000 + 100 * offer, 1);
    }
    const struct model *model = builder_model(world.builder);
    world.builder->model.travels = (struct travel *)(void *)travels->data;
    world.builder->model.n_travels = travels->len;
    measures_resilience(model, &world.results);
    const struct cell *a = need_row(world.results.tables[TABLE_RESILIENCE], "aut A");
    /* Two from the second municipality go to B (15), three from the first and the one from the third to D
     * (70, 12): 252; before they travelled 2 x 45 + 3 x 10 + 60. */
    assert_number(a[RESILIENCE_EXTRA_KM], 252 - 180);
    assert_number(a[RESILIENCE_EXTRA_COST], 365 * (2 * 10000 + 4 * 30000)); /* oere */
    end_world(&world);
    g_array_unref(travels);
}

/* A home does not take over from a day offer, and nobody moves to an offer for other ages. */
static void only_what_fits_takes_over(void **state)
{
    (void)state;
    struct world world = new_world();
    uint32_t a = add_offer(&world, "A", world.aalborg, 4);
    uint32_t b = add_offer(&world, "B", world.aalborg, 4);
    uint32_t c = add_offer(&world, "C", world.aalborg, 4);
    uint32_t d = add_offer(&world, "D", world.aarhus, 9);
    g_array_index(world.builder->offers, struct offer, b).kind = KIND_DAY;
    g_array_index(world.builder->offers, struct offer, c).age_from = 18;
    struct stay *child = add_stays(&world, 1, a, world.aalborg, LONG_AGO, DAY_OPEN);
    child->birth_year = 2010;
    add_stays(&world, 1, a, world.aalborg, LONG_AGO, DAY_OPEN)->birth_year = 1990;
    add_stays(&world, 1, a, world.aalborg, LONG_AGO, DAY_OPEN); /* of unknown age: fits everywhere */
    add_stays(&world, 1, c, world.aalborg, LONG_AGO, DAY_OPEN);
    static const char *const COMPLETE[] = {"A", "B", "C"};
    for (size_t i = 0; i < G_N_ELEMENTS(COMPLETE); i++) {
        g_ptr_array_add(world.builder->project.stays_complete, (gpointer)COMPLETE[i]);
    }
    (void)d; /* nobody reported whether there is room */
    measure(&world);
    const struct table *table = world.results.tables[TABLE_RESILIENCE];
    const struct cell *row = need_row(table, "autism A");
    assert_number(row[RESILIENCE_DISPLACED], 3);
    assert_number(row[RESILIENCE_ABSORBED], 2);
    assert_number(row[RESILIENCE_UNPLACED], 1);
    assert_number(row[RESILIENCE_EXTRA_KM], 0); /* in the same municipality */
    assert_null(find_row(table, "autism B"));   /* empty: nobody to move */
    assert_null(find_row(table, "autism D"));   /* elsewhere */
    end_world(&world);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(places_needed_are_the_groups_total),
                                       cmocka_unit_test(what_nobody_reported_is_not_nothing),
                                       cmocka_unit_test(demand_hides_behind_full_offers),
                                       cmocka_unit_test(complete_stays_count_by_day),
                                       cmocka_unit_test(an_empty_day_still_swings),
                                       cmocka_unit_test(a_shortage_has_a_probability),
                                       cmocka_unit_test(sharing_evens_out),
                                       cmocka_unit_test(too_few_share_nothing),
                                       cmocka_unit_test(the_reference_portfolio),
                                       cmocka_unit_test(the_least_travel),
                                       cmocka_unit_test(only_what_fits_takes_over)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
