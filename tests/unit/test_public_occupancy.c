/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which occupancy the public gets, beside what it got before. */
#include "model_builder.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/released.h"
#include "vifte/releases.h"
#include "vifte/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define YEAR 2024
#define DAYS 366

struct world {
    struct builder *builder;
    const struct model *model;
    struct results results;
};

static const struct name OFFER_LEVEL = {"offer", "Offer"}, OPERATOR_LEVEL = {"operator", "Operator"},
                         REGION_LEVEL = {"region", "Region"},
                         OPERATORS[] = {{"north", "North"}, {"south", "South"}},
                         OFFERS[] = {{"A", "A"}, {"B", "B"}, {"C", "C"}}, REGION = {"81", "Nordjylland"};

/* Three offers in the region, A and B of one operator, C of another. */
static int setup(void **state)
{
    struct world *world = g_new0(struct world, 1);
    world->builder = builder_new(YEAR, YEAR);
    world->builder->project.cooperation_threshold = 3;
    uint32_t town = builder_municipality(world->builder, "851", "Aalborg", true);
    uint32_t set = builder_set(world->builder, builder_group(world->builder, "autism"), NONE);
    for (size_t i = 0; i < G_N_ELEMENTS(OFFERS); i++) {
        struct offer *offer = builder_offer(world->builder, OFFERS[i].code, town, set);
        offer->operator_name = OPERATORS[i == 2];
    }
    world->builder->model.releases = g_ptr_array_new();
    world->model = builder_model(world->builder);
    world->results.tables[TABLE_OCCUPANCY_YEAR] = table_new(registry_table(TABLE_OCCUPANCY_YEAR));
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    table_free(world->results.tables[TABLE_OCCUPANCY_YEAR]);
    for (guint i = 0; i < world->model->releases->len; i++) {
        release_free(g_ptr_array_index(world->model->releases, i));
    }
    g_ptr_array_unref(world->builder->model.releases);
    builder_free(world->builder);
    g_free(world);
    return 0;
}

static void add(struct world *world, const struct name *level, const struct name *id, double places,
                double occupied)
{
    struct cell *row = table_add(world->results.tables[TABLE_OCCUPANCY_YEAR]);
    row[OCCUPANCY_YEAR_LEVEL] = cell_name(level);
    row[OCCUPANCY_YEAR_ID] = cell_name(id);
    row[OCCUPANCY_YEAR_YEAR] = cell_year(YEAR);
    row[OCCUPANCY_YEAR_PLACE_DAYS] = cell_number(places * DAYS, CONTRIBUTORS_NONE);
    row[OCCUPANCY_YEAR_OCCUPIED_DAYS] = cell_number(occupied * DAYS, (int64_t)occupied);
    row[OCCUPANCY_YEAR_OCCUPANCY] = cell_number(occupied / places, (int64_t)occupied);
}

/* Sent to the public: what a row printed, NAN = it was hidden. */
static void send_out(struct world *world, const struct name *level, const struct name *id, double places,
                     double occupied, bool shown)
{
    if (world->model->releases->len == 0) {
        struct release *release = release_new();
        release->folder = "x";
        release->threshold = 5;
        g_ptr_array_add(world->model->releases, release);
    }
    struct release *release = g_ptr_array_index(world->model->releases, 0);
    g_autofree char *row = g_strdup_printf("%s|%s|%d", level->code, id->code, YEAR);
    const char *name = release_text(release, row);
    struct release_figure figures[] = {
        {"occupancy_year", name, "place_days", FIGURE_SHOWN, places * DAYS, NULL},
        {"occupancy_year", name, "occupied_days", FIGURE_HIDDEN, occupied * DAYS, NULL},
        {"occupancy_year", name, "occupancy", shown ? FIGURE_SHOWN : FIGURE_HIDDEN, occupied / places, NULL}};
    g_array_append_vals(release->figures, figures, G_N_ELEMENTS(figures));
}

static struct released *publish(struct world *world, enum audience audience, struct diag *diag)
{
    struct release_request request = {.audience = audience};
    table_sort(world->results.tables[TABLE_OCCUPANCY_YEAR]);
    return disclose_release(&world->results, world->model, &request, diag);
}

static bool shows(const struct released *released, const struct name *level, const struct name *id)
{
    const struct released_table *table = released_find(released, "occupancy_year");
    const char *const keys[] = {level->code, id->code, "2024"};
    return released_cell(table, released_row(table, 0, keys, 3), OCCUPANCY_YEAR_OCCUPANCY)->state ==
           CELL_VALUE;
}

static const char *reason(struct world *world, const char *cell)
{
    struct released *internal = publish(world, AUDIENCE_INTERNAL, NULL);
    const struct released_table *list = released_find(internal, "disclosure");
    const char *const keys[] = {"occupancy_year", cell, "public"};
    size_t row = released_row(list, 0, keys, 3);
    const char *code = row != SIZE_MAX ? released_cell(list, row, DISCLOSURE_REASON)->name->code : "";
    released_free(internal);
    return code;
}

/* Three persons in each: no unit has a single hidden offer, but the region less one operator is the other's
 * only offer. */
static void units_that_give_an_offer_away_together(void **state)
{
    struct world *world = *state;
    for (size_t i = 0; i < 3; i++) {
        add(world, &OFFER_LEVEL, &OFFERS[i], 10, 3);
    }
    add(world, &OPERATOR_LEVEL, &OPERATORS[0], 20, 6);
    add(world, &OPERATOR_LEVEL, &OPERATORS[1], 10, 3);
    add(world, &REGION_LEVEL, &REGION, 30, 9);
    struct released *public = publish(world, AUDIENCE_PUBLIC, NULL);
    assert_true(shows(public, &OPERATOR_LEVEL, &OPERATORS[0]) != shows(public, &REGION_LEVEL, &REGION));
    assert_false(shows(public, &OPERATOR_LEVEL, &OPERATORS[1]));
    released_free(public);
}

/* A in 2 places of 12, B and C in many: what rounding leaves of the region less B and C is enough. */
static void add_large_region(struct world *world)
{
    add(world, &OFFER_LEVEL, &OFFERS[0], 12, 2);
    add(world, &OFFER_LEVEL, &OFFERS[1], 290, 250);
    add(world, &REGION_LEVEL, &REGION, 302.2, 252);
}

static void rounding_can_be_enough(void **state)
{
    struct world *world = *state;
    add_large_region(world);
    struct released *public = publish(world, AUDIENCE_PUBLIC, NULL);
    assert_false(shows(public, &OFFER_LEVEL, &OFFERS[0]));
    assert_true(shows(public, &REGION_LEVEL, &REGION));
    released_free(public);
}

/* Sent out with other numbers of places, so rounded elsewhere: both editions leave less than either. */
static void another_rounding_of_an_old_figure_is_hidden(void **state)
{
    struct world *world = *state;
    add_large_region(world);
    send_out(world, &OFFER_LEVEL, &OFFERS[0], 12, 2, false);
    send_out(world, &OFFER_LEVEL, &OFFERS[1], 285.6, 250, true);
    send_out(world, &REGION_LEVEL, &REGION, 305.3, 252, true);
    struct diag *diag = diag_new();
    struct released *public = publish(world, AUDIENCE_PUBLIC, diag);
    assert_false(shows(public, &REGION_LEVEL, &REGION));
    assert_true(shows(public, &OFFER_LEVEL, &OFFERS[1]));
    assert_int_equal(diag_size(diag), 0);
    diag_free(diag);
    released_free(public);
    assert_string_equal(reason(world, "region|81|2024|occupancy"), "earlier_release");
}

/* The other edition was of other persons: the days were corrected. */
static void a_revised_figure_is_another_one(void **state)
{
    struct world *world = *state;
    add_large_region(world);
    send_out(world, &OFFER_LEVEL, &OFFERS[0], 12, 2.5, false);
    send_out(world, &OFFER_LEVEL, &OFFERS[1], 285.6, 251, true);
    send_out(world, &REGION_LEVEL, &REGION, 305.3, 253.5, true);
    struct released *public = publish(world, AUDIENCE_PUBLIC, NULL);
    assert_true(shows(public, &REGION_LEVEL, &REGION));
    released_free(public);
}

/* Hidden in four places, now in eight: the same persons, so it stays hidden; a corrected one does not. */
static void what_was_hidden_stays_so_until_it_is_revised(void **state)
{
    struct world *world = *state;
    add(world, &OFFER_LEVEL, &OFFERS[0], 8, 6);
    add(world, &OFFER_LEVEL, &OFFERS[1], 8, 7);
    send_out(world, &OFFER_LEVEL, &OFFERS[0], 4, 6, false);
    send_out(world, &OFFER_LEVEL, &OFFERS[1], 4, 6, false);
    struct released *public = publish(world, AUDIENCE_PUBLIC, NULL);
    assert_false(shows(public, &OFFER_LEVEL, &OFFERS[0]));
    assert_true(shows(public, &OFFER_LEVEL, &OFFERS[1]));
    released_free(public);
    assert_string_equal(reason(world, "offer|A|2024|occupancy"), "earlier_release");
}

/* An old edition with a unit that leaves one offer: told, and the run goes on. */
static void an_old_leak_is_told(void **state)
{
    struct world *world = *state;
    add(world, &OFFER_LEVEL, &OFFERS[0], 12, 2);
    send_out(world, &OFFER_LEVEL, &OFFERS[0], 12, 2, false);
    send_out(world, &OFFER_LEVEL, &OFFERS[2], 20, 19, true);
    send_out(world, &REGION_LEVEL, &REGION, 32, 21, true);
    struct diag *diag = diag_new();
    struct released *public = publish(world, AUDIENCE_PUBLIC, diag);
    assert_non_null(public);
    assert_int_equal(diag_size(diag), 1);
    assert_string_equal(diag_get(diag, 0)->kind->code, "W513");
    diag_free(diag);
    released_free(public);
}

/* The cooperation sees more: what was hidden from the public is not hidden from it. */
static void a_public_release_does_not_bind_the_cooperation(void **state)
{
    struct world *world = *state;
    world->builder->project.cooperation_threshold = 3;
    add(world, &OFFER_LEVEL, &OFFERS[0], 8, 4);
    add(world, &OFFER_LEVEL, &OFFERS[1], 8, 7);
    send_out(world, &OFFER_LEVEL, &OFFERS[0], 8, 4, false);
    send_out(world, &OFFER_LEVEL, &OFFERS[1], 8, 7, true);
    struct released *cooperation = publish(world, AUDIENCE_COOPERATION, NULL);
    const struct released_table *table = released_find(cooperation, "occupancy_year");
    for (size_t row = 0; row < 2; row++) {
        assert_int_equal(released_cell(table, row, OCCUPANCY_YEAR_OCCUPIED_DAYS)->state, CELL_VALUE);
    }
    released_free(cooperation);
}

/* Who may see more has the public's percentages as well: B is known to 22 days by its own, so hiding it does
 * not keep the one person of A from following from the operator's days. C is large. */
static void the_cooperation_has_the_public_percentages_too(void **state)
{
    struct world *world = *state;
    add(world, &OFFER_LEVEL, &OFFERS[0], 3, 1);
    add(world, &OFFER_LEVEL, &OFFERS[1], 6, 6);
    add(world, &OFFER_LEVEL, &OFFERS[2], 40, 30);
    add(world, &OPERATOR_LEVEL, &OPERATORS[0], 9, 7);
    add(world, &OPERATOR_LEVEL, &OPERATORS[1], 40, 30);
    add(world, &REGION_LEVEL, &REGION, 49, 37);
    struct released *public = publish(world, AUDIENCE_PUBLIC, NULL);
    assert_true(shows(public, &OFFER_LEVEL, &OFFERS[1]));
    released_free(public);
    struct released *cooperation = publish(world, AUDIENCE_COOPERATION, NULL);
    assert_non_null(cooperation);
    assert_false(shows(cooperation, &OFFER_LEVEL, &OFFERS[0]));
    assert_false(shows(cooperation, &OPERATOR_LEVEL, &OPERATORS[0]));
    assert_false(shows(cooperation, &REGION_LEVEL, &REGION) && shows(cooperation, &OFFER_LEVEL, &OFFERS[2]));
    released_free(cooperation);
}

static void add_rate(struct world *world, const struct name *id, int year)
{
    static const struct name BASE = {"base", "Base rate"};
    struct cell *row = table_add(world->results.tables[TABLE_RATES]);
    row[RATES_LEVEL] = cell_name(&OFFER_LEVEL);
    row[RATES_ID] = cell_name(id);
    row[RATES_YEAR] = cell_year(year);
    row[RATES_COMPONENT] = cell_name(&BASE);
    row[RATES_REVENUE] = cell_number(2000 * 30 * DAYS, 30);
    row[RATES_ACTUAL_COSTS] = cell_number(1000, 30);
    row[RATES_RULE_OCCUPANCY] = cell_number(0.75, 30);
}

static enum cell_state rate_state(const struct released *released, const char *id, const char *year,
                                  size_t column)
{
    const struct released_table *table = released_find(released, "rates");
    const char *const keys[] = {"offer", id, year, "base"};
    return released_cell(table, released_row(table, 0, keys, 4), column)->state;
}

/* B is hidden for the sake of A: what it earned, and the rule's mean of its years, would give it back. */
static void what_an_offer_earned_goes_with_its_days(void **state)
{
    struct world *world = *state;
    world->results.tables[TABLE_RATES] = table_new(registry_table(TABLE_RATES));
    add(world, &OFFER_LEVEL, &OFFERS[0], 3, 1);
    add(world, &OFFER_LEVEL, &OFFERS[1], 40, 30);
    add(world, &OPERATOR_LEVEL, &OPERATORS[0], 43, 31);
    add(world, &REGION_LEVEL, &REGION, 43, 31);
    for (int year = YEAR; year <= YEAR + 2; year += 2) {
        add_rate(world, &OFFERS[1], year);
    }
    struct released *cooperation = publish(world, AUDIENCE_COOPERATION, NULL);
    assert_false(shows(cooperation, &OFFER_LEVEL, &OFFERS[1]));
    assert_int_equal(rate_state(cooperation, "B", "2024", RATES_REVENUE), CELL_SUPPRESSED);
    assert_int_equal(rate_state(cooperation, "B", "2024", RATES_ACTUAL_COSTS), CELL_VALUE);
    assert_int_equal(rate_state(cooperation, "B", "2024", RATES_RULE_OCCUPANCY), CELL_VALUE);
    assert_int_equal(rate_state(cooperation, "B", "2026", RATES_RULE_OCCUPANCY), CELL_SUPPRESSED);
    assert_int_equal(rate_state(cooperation, "B", "2026", RATES_REVENUE), CELL_VALUE);
    released_free(cooperation);
    table_free(world->results.tables[TABLE_RATES]);
}

/* ... and those that the public was sent before. */
static void the_cooperation_has_old_public_percentages_too(void **state)
{
    struct world *world = *state;
    world->builder->project.offer_occupancy = OFFER_OCCUPANCY_HIDE;
    add(world, &OFFER_LEVEL, &OFFERS[0], 3, 1);
    add(world, &OFFER_LEVEL, &OFFERS[1], 6, 6);
    add(world, &OPERATOR_LEVEL, &OPERATORS[0], 9, 7);
    add(world, &REGION_LEVEL, &REGION, 9, 7);
    send_out(world, &OFFER_LEVEL, &OFFERS[1], 6, 6, true);
    struct released *cooperation = publish(world, AUDIENCE_COOPERATION, NULL);
    assert_non_null(cooperation);
    assert_false(shows(cooperation, &OPERATOR_LEVEL, &OPERATORS[0]));
    released_free(cooperation);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(units_that_give_an_offer_away_together, setup, teardown),
        cmocka_unit_test_setup_teardown(rounding_can_be_enough, setup, teardown),
        cmocka_unit_test_setup_teardown(another_rounding_of_an_old_figure_is_hidden, setup, teardown),
        cmocka_unit_test_setup_teardown(a_revised_figure_is_another_one, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_hidden_stays_so_until_it_is_revised, setup, teardown),
        cmocka_unit_test_setup_teardown(an_old_leak_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(the_cooperation_has_the_public_percentages_too, setup, teardown),
        cmocka_unit_test_setup_teardown(the_cooperation_has_old_public_percentages_too, setup, teardown),
        cmocka_unit_test_setup_teardown(what_an_offer_earned_goes_with_its_days, setup, teardown),
        cmocka_unit_test_setup_teardown(a_public_release_does_not_bind_the_cooperation, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
