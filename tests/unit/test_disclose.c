/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gate: what each audience gets of hand-made tables. */
#include "vifte/disclose.h"
#include "vifte/edition.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/released.h"
#include "vifte/table.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct name REGION = {"region", "Nordjylland"};
static const struct name AALBORG = {"851", "Aalborg"};
static const struct name BIG = {"big", "Big"};
static const struct name SMALL = {"small", "Small"};
static const struct name TINY = {"tiny", "Tiny"};
static const struct name OFFER = {"offer", "Offer"};
static const struct name OFFER_A = {"A", "Offer A"};

struct fixture {
    struct project project;
    struct model model;
    struct results results;
};

static void add_need(struct table *table, const struct name *group, const struct name *who, int year,
                     int citizens)
{
    struct cell *row = table_add(table);
    row[NEED_GROUP] = cell_name(group);
    row[NEED_MUNICIPALITY] = cell_name(who);
    row[NEED_YEAR] = cell_year(year);
    row[NEED_CITIZENS] = cell_number(citizens, citizens);
    row[NEED_POPULATION] = cell_number(10000, CONTRIBUTORS_NONE);
    row[NEED_RATE] = cell_number(citizens, citizens);
    row[NEED_RATE_SMOOTHED] = cell_number(citizens, citizens);
}

static void add_occupancy(struct table *table, int year, double places, double occupied)
{
    struct cell *row = table_add(table);
    double days = year == 2024 ? 366 : 365;
    int64_t persons = (int64_t)occupied;
    row[OCCUPANCY_YEAR_LEVEL] = cell_name(&OFFER);
    row[OCCUPANCY_YEAR_ID] = cell_name(&OFFER_A);
    row[OCCUPANCY_YEAR_YEAR] = cell_year(year);
    row[OCCUPANCY_YEAR_PLACE_DAYS] = cell_number(places * days, CONTRIBUTORS_NONE);
    row[OCCUPANCY_YEAR_OCCUPIED_DAYS] = cell_number(occupied * days, persons);
    row[OCCUPANCY_YEAR_OCCUPANCY] = cell_number(occupied / places, persons);
    row[OCCUPANCY_YEAR_CHANGE_POINTS] = cell_number(1.234, persons);
    row[OCCUPANCY_YEAR_PEAK] = cell_number(9, 9);
    row[OCCUPANCY_YEAR_BUDGETED] = cell_number(0.95, CONTRIBUTORS_NONE);
    row[OCCUPANCY_YEAR_GAP_POINTS] = cell_number(100 * (occupied / places - 0.95), persons);
}

static int setup(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    static struct group groups[] = {
        {.name = {"big", "Big"}}, {.name = {"small", "Small"}}, {.name = {"tiny", "Tiny"}}};
    fixture->project = (struct project){.title = (char *)"Test",
                                        .threshold = 5,
                                        .cooperation_threshold = 3,
                                        .groups = groups,
                                        .n_groups = 3,
                                        .from_year = 2023,
                                        .to_year = 2024};
    fixture->model.project = &fixture->project;
    struct table *need = table_new(registry_table(TABLE_NEED));
    add_need(need, &BIG, &REGION, 2024, 120);
    add_need(need, &BIG, &AALBORG, 2024, 4);
    add_need(need, &SMALL, &REGION, 2024, 40);
    add_need(need, &SMALL, &AALBORG, 2024, 25);
    add_need(need, &TINY, &REGION, 2024, 2);
    fixture->results.tables[TABLE_NEED] = need;
    struct table *occupancy = table_new(registry_table(TABLE_OCCUPANCY_YEAR));
    add_occupancy(occupancy, 2023, 8, 7.63);
    add_occupancy(occupancy, 2024, 8, 7.12);
    fixture->results.tables[TABLE_OCCUPANCY_YEAR] = occupancy;
    fixture->results.tables[TABLE_FLOWS] = table_new(registry_table(TABLE_FLOWS));
    fixture->results.tables[TABLE_QUALITY] = table_new(registry_table(TABLE_QUALITY));
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        table_free(fixture->results.tables[i]);
    }
    g_free(fixture);
    return 0;
}

static struct released *release(struct fixture *fixture, enum audience audience)
{
    struct release_request request = {.audience = audience};
    table_sort(fixture->results.tables[TABLE_NEED]); /* as every measure leaves its tables */
    return disclose_release(&fixture->results, &fixture->model, &request, NULL);
}

static const struct cell *find(const struct released *released, const char *table, const char *const *keys,
                               size_t n, size_t column)
{
    const struct released_table *found = released_find(released, table);
    size_t row = released_row(found, 0, keys, n);
    return row == SIZE_MAX ? NULL : released_cell(found, row, column);
}

static void tables_by_audience(void **state)
{
    struct released *public = release(*state, AUDIENCE_PUBLIC);
    struct released *cooperation = release(*state, AUDIENCE_COOPERATION);
    struct released *internal = release(*state, AUDIENCE_INTERNAL);
    assert_null(released_find(public, "flows"));
    assert_null(released_find(public, "quality"));
    assert_int_equal(released_n_absent(public), 3); /* flows, quality, disclosure */
    assert_non_null(released_find(cooperation, "flows"));
    assert_null(released_find(cooperation, "quality"));
    assert_non_null(released_find(internal, "quality"));
    released_free(public);
    released_free(cooperation);
    released_free(internal);
}

static void small_counts_and_what_rests_on_them_are_gone(void **state)
{
    struct released *public = release(*state, AUDIENCE_PUBLIC);
    static const char *const AALBORG_KEYS[] = {"big", "851", "2024"};
    static const char *const REGION_KEYS[] = {"big", "region", "2024"};
    static const size_t RESTING[] = {NEED_CITIZENS, NEED_RATE, NEED_RATE_SMOOTHED};
    for (size_t i = 0; i < G_N_ELEMENTS(RESTING); i++) {
        const struct cell *cell = find(public, "need", AALBORG_KEYS, 3, RESTING[i]);
        assert_int_equal(cell->state, CELL_SUPPRESSED);
        assert_true(isnan(cell->number));
    }
    assert_int_equal(find(public, "need", AALBORG_KEYS, 3, NEED_POPULATION)->state, CELL_VALUE);
    assert_true(find(public, "need", REGION_KEYS, 3, NEED_CITIZENS)->number == 120);
    /* a column that is for the cooperation alone */
    assert_int_equal(find(public, "need", REGION_KEYS, 3, NEED_RATE_SMOOTHED)->state, CELL_SUPPRESSED);
    size_t hidden, cells;
    released_hidden(public, &hidden, &cells);
    assert_true(hidden > 3 && hidden < cells);
    released_free(public);
}

static void the_cooperation_has_its_own_threshold(void **state)
{
    struct released *cooperation = release(*state, AUDIENCE_COOPERATION);
    static const char *const AALBORG_KEYS[] = {"big", "851", "2024"};
    static const char *const TINY_KEYS[] = {"tiny", "region", "2024"};
    assert_true(find(cooperation, "need", AALBORG_KEYS, 3, NEED_CITIZENS)->number == 4);
    assert_int_equal(find(cooperation, "need", TINY_KEYS, 3, NEED_CITIZENS)->state, CELL_SUPPRESSED);
    released_free(cooperation);
}

static void small_groups_are_public_for_the_region_only(void **state)
{
    struct released *public = release(*state, AUDIENCE_PUBLIC);
    static const char *const MUNICIPALITY[] = {"small", "851", NULL};
    static const char *const REGION_KEYS[] = {"small", "region", NULL};
    static const char *const TINY_KEYS[] = {"tiny", NULL, NULL};
    assert_null(find(public, "need", MUNICIPALITY, 3, NEED_CITIZENS));
    assert_true(find(public, "need", REGION_KEYS, 3, NEED_CITIZENS)->number == 40);
    assert_null(find(public, "need", TINY_KEYS, 3, NEED_CITIZENS));
    const struct edition *edition = released_edition(public);
    assert_true(edition->groups[2].below_threshold);
    assert_false(edition->groups[1].below_threshold);
    released_free(public);
}

static void public_occupancy_is_whole_per_cent(void **state)
{
    struct released *public = release(*state, AUDIENCE_PUBLIC);
    static const char *const KEYS[] = {"offer", "A", "2024"};
    static const char *const FIRST[] = {"offer", "A", "2023"};
    assert_true(find(public, "occupancy_year", KEYS, 3, OCCUPANCY_YEAR_OCCUPANCY)->number == 0.89);
    assert_int_equal(find(public, "occupancy_year", KEYS, 3, OCCUPANCY_YEAR_OCCUPIED_DAYS)->state,
                     CELL_SUPPRESSED);
    assert_int_equal(find(public, "occupancy_year", KEYS, 3, OCCUPANCY_YEAR_PEAK)->state, CELL_SUPPRESSED);
    /* 0.95 -> 0.89, from what is printed and not from the exact figures */
    assert_true(fabs(find(public, "occupancy_year", KEYS, 3, OCCUPANCY_YEAR_CHANGE_POINTS)->number + 6) <
                1e-9);
    assert_true(fabs(find(public, "occupancy_year", KEYS, 3, OCCUPANCY_YEAR_GAP_POINTS)->number + 6) < 1e-9);
    assert_int_equal(find(public, "occupancy_year", FIRST, 3, OCCUPANCY_YEAR_CHANGE_POINTS)->state,
                     CELL_SUPPRESSED);
    released_free(public);
}

static void internal_hides_nothing(void **state)
{
    struct released *internal = release(*state, AUDIENCE_INTERNAL);
    size_t hidden, cells;
    released_hidden(internal, &hidden, &cells);
    assert_int_equal(hidden, 0);
    released_free(internal);
}

static void only_leaves_other_families_out(void **state)
{
    struct fixture *fixture = *state;
    static const char *const FAMILIES[] = {"need", NULL};
    struct release_request request = {.audience = AUDIENCE_INTERNAL, .families = FAMILIES};
    struct released *released = disclose_release(&fixture->results, &fixture->model, &request, NULL);
    assert_int_equal(released_size(released), 1);
    assert_non_null(released_find(released, "need"));
    released_free(released);
}

static void hidden_zeros(void **state)
{
    struct fixture *fixture = *state;
    add_need(fixture->results.tables[TABLE_NEED], &BIG, &AALBORG, 2023, 0);
    static const char *const KEYS[] = {"big", "851", "2023"};
    struct released *shown = release(fixture, AUDIENCE_PUBLIC);
    assert_true(find(shown, "need", KEYS, 3, NEED_CITIZENS)->number == 0);
    released_free(shown);
    fixture->project.zero = ZERO_HIDE;
    struct released *hidden = release(fixture, AUDIENCE_PUBLIC);
    assert_int_equal(find(hidden, "need", KEYS, 3, NEED_CITIZENS)->state, CELL_SUPPRESSED);
    released_free(hidden);
}

/* Who must stay for an offer to pay its way tells between which numbers its residents are; so does that it
 * does not. */
static void what_follows_from_residents_goes_with_them(void **state)
{
    static const char *const KEYS[] = {"A", "2024"};
    struct fixture *fixture = *state;
    struct table *occupancy = fixture->results.tables[TABLE_OCCUPANCY_YEAR];
    struct table *buyers = fixture->results.tables[TABLE_BUYERS] = table_new(registry_table(TABLE_BUYERS));
    struct cell *row = table_add(buyers);
    row[BUYERS_OFFER] = cell_name(&OFFER_A);
    row[BUYERS_YEAR] = cell_year(2024);
    const struct cell told[] = {cell_name(&AALBORG), cell_empty(CELL_NA, REASON_BELOW_ALREADY)};
    for (size_t i = 0; i < G_N_ELEMENTS(told); i++) {
        row[BUYERS_FALLS_BELOW_WITHOUT] = told[i];
        for (int residents = 2; residents <= 7; residents += 5) {
            struct cell *year = table_row_mutable(occupancy, 1);
            year[OCCUPANCY_YEAR_OCCUPIED_DAYS] = cell_number(residents * 366, residents);
            struct released *released = release(fixture, AUDIENCE_COOPERATION);
            assert_int_equal(find(released, "buyers", KEYS, 2, BUYERS_FALLS_BELOW_WITHOUT)->state,
                             residents == 2 ? CELL_SUPPRESSED : told[i].state);
            released_free(released);
        }
    }
}

static bool shows_sexes(struct fixture *fixture, int men, int women)
{
    static const struct name SEX = {"sex", "Sex"}, MAN = {"man", "Man"}, WOMAN = {"woman", "Woman"};
    static const char *const KEYS[] = {"big", "2024", "sex", "man"};
    const struct name *values[] = {&MAN, &WOMAN};
    int numbers[] = {men, women};
    struct table *profile = table_new(registry_table(TABLE_NEED_PROFILE));
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
        struct cell *row = table_add(profile);
        row[NEED_PROFILE_GROUP] = cell_name(&BIG);
        row[NEED_PROFILE_YEAR] = cell_year(2024);
        row[NEED_PROFILE_DIMENSION] = cell_name(&SEX);
        row[NEED_PROFILE_VALUE] = cell_name(values[i]);
        row[NEED_PROFILE_CITIZENS] = cell_number(numbers[i], numbers[i]);
    }
    fixture->results.tables[TABLE_NEED_PROFILE] = profile;
    struct released *public = release(fixture, AUDIENCE_PUBLIC);
    bool shown = find(public, "need_profile", KEYS, 4, NEED_PROFILE_CITIZENS) != NULL;
    released_free(public);
    table_free(profile);
    fixture->results.tables[TABLE_NEED_PROFILE] = NULL;
    return shown;
}

/* Of 120, or of the 20 whom some of the municipalities have told of: who is one of them is a man. */
static void a_category_that_holds_everybody_is_left_out(void **state)
{
    assert_false(shows_sexes(*state, 120, 0));
    assert_false(shows_sexes(*state, 20, 0));
    assert_true(shows_sexes(*state, 115, 5));
    assert_true(shows_sexes(*state, 15, 5));
}

/* No limit can be given of a rate of nobody: beside a hidden count that would tell which it is. */
static void why_there_is_no_figure_is_hidden_too(void **state)
{
    struct fixture *fixture = *state;
    static const char *const SMALL_ONE[] = {"big", "851", "2024"}, *const LARGE_ONE[] = {"big", "region",
                                                                                         "2024"};
    struct table *need = fixture->results.tables[TABLE_NEED];
    for (size_t row = 0; row < table_rows(need); row++) {
        struct cell *cells = table_row_mutable(need, row);
        cells[NEED_RATE_LOWER] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
        cells[NEED_RATE_UPPER] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    }
    struct released *public = release(fixture, AUDIENCE_PUBLIC);
    assert_int_equal(find(public, "need", SMALL_ONE, 3, NEED_RATE_LOWER)->state, CELL_SUPPRESSED);
    assert_int_equal(find(public, "need", SMALL_ONE, 3, NEED_RATE_UPPER)->state, CELL_UNDEFINED);
    assert_int_equal(find(public, "need", LARGE_ONE, 3, NEED_RATE_LOWER)->state, CELL_UNDEFINED);
    released_free(public);
}

/* 4 of 120 in three municipalities: 120 less the two others is 4, and each of the two knows its own. So both
 * go, or the total; what is computed from them goes too. */
static void a_hidden_count_does_not_follow_from_its_total(void **state)
{
    static const struct name HJOERRING = {"860", "Hj\u00f8rring"}, THISTED = {"787", "Thisted"};
    struct fixture *fixture = *state;
    add_need(fixture->results.tables[TABLE_NEED], &BIG, &HJOERRING, 2024, 50);
    add_need(fixture->results.tables[TABLE_NEED], &BIG, &THISTED, 2024, 66);
    table_sort(fixture->results.tables[TABLE_NEED]);
    struct released *public = release(fixture, AUDIENCE_PUBLIC);
    static const char *const KEYS[][3] = {
        {"big", "851", "2024"}, {"big", "860", "2024"}, {"big", "787", "2024"}, {"big", "region", "2024"}};
    size_t hidden = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        enum cell_state count = (enum cell_state)find(public, "need", KEYS[i], 3, NEED_CITIZENS)->state;
        assert_int_equal(find(public, "need", KEYS[i], 3, NEED_RATE)->state, count);
        hidden += count == CELL_SUPPRESSED;
    }
    assert_int_equal(find(public, "need", KEYS[0], 3, NEED_CITIZENS)->state, CELL_SUPPRESSED);
    assert_int_equal(hidden, 3); /* two more of three, the total stays for the agency */
    assert_int_equal(find(public, "need", KEYS[3], 3, NEED_CITIZENS)->state, CELL_VALUE);
    released_free(public);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(tables_by_audience, setup, teardown),
        cmocka_unit_test_setup_teardown(small_counts_and_what_rests_on_them_are_gone, setup, teardown),
        cmocka_unit_test_setup_teardown(the_cooperation_has_its_own_threshold, setup, teardown),
        cmocka_unit_test_setup_teardown(small_groups_are_public_for_the_region_only, setup, teardown),
        cmocka_unit_test_setup_teardown(public_occupancy_is_whole_per_cent, setup, teardown),
        cmocka_unit_test_setup_teardown(internal_hides_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(only_leaves_other_families_out, setup, teardown),
        cmocka_unit_test_setup_teardown(hidden_zeros, setup, teardown),
        cmocka_unit_test_setup_teardown(what_follows_from_residents_goes_with_them, setup, teardown),
        cmocka_unit_test_setup_teardown(a_category_that_holds_everybody_is_left_out, setup, teardown),
        cmocka_unit_test_setup_teardown(why_there_is_no_figure_is_hidden_too, setup, teardown),
        cmocka_unit_test_setup_teardown(a_hidden_count_does_not_follow_from_its_total, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
