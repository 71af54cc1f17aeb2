/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups laid together before anything is hidden: levels, and bands of age. */
#include "../../src/disclose/levels.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/releases.h"
#include "vifte/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const struct name REGION = {"region", "Region"}, NORTH = {"North", "North"},
                         SOUTH = {"South", "South"};
static const struct name AGE = {"age", "Age"}, SEX = {"sex", "Sex"}, MAN = {"man", "men"};

struct world {
    struct project project;
    struct model model;
    struct group groups[2];
    struct table *need, *profile;
};

static int setup(void **state)
{
    struct world *world = g_new0(struct world, 1);
    world->groups[0].name = (struct name){"a", "A"};
    world->groups[1].name = (struct name){"b", "B"};
    world->project = (struct project){
        .threshold = 5, .groups = world->groups, .n_groups = 2, .from_year = 2023, .to_year = 2024};
    world->project.coarsenings = g_ptr_array_new();
    world->model.project = &world->project;
    world->model.releases = g_ptr_array_new();
    world->need = table_new(registry_table(TABLE_NEED));
    world->profile = table_new(registry_table(TABLE_NEED_PROFILE));
    *state = world;
    return 0;
}

static int teardown(void **state)
{
    struct world *world = *state;
    table_free(world->need);
    table_free(world->profile);
    g_ptr_array_unref(world->project.coarsenings);
    g_ptr_array_unref(world->model.releases);
    g_free(world);
    return 0;
}

static void add_need(struct world *world, size_t group, const struct name *area, int year, int citizens,
                     int seen)
{
    struct cell *row = table_add(world->need);
    row[NEED_GROUP] = cell_name(&world->groups[group].name);
    row[NEED_MUNICIPALITY] = cell_name(area);
    row[NEED_YEAR] = cell_year(year);
    row[NEED_CITIZENS] = cell_number(citizens, seen);
}

static enum level level_of(const struct world *world, size_t group)
{
    enum level *levels = levels_public(&world->model, world->need, world->project.threshold);
    enum level level = levels[group];
    g_free(levels);
    return level;
}

static void the_smallest_year_decides(void **state)
{
    struct world *world = *state;
    add_need(world, 0, &REGION, 2023, 50, 50);
    add_need(world, 0, &REGION, 2024, 120, 120);
    add_need(world, 1, &REGION, 2023, 49, 49);
    add_need(world, 1, &REGION, 2024, 120, 120);
    assert_int_equal(level_of(world, 0), LEVEL_MUNICIPALITIES);
    assert_int_equal(level_of(world, 1), LEVEL_REGION);
    world->groups[1].clusters_only = CLUSTERS_NO;
    assert_int_equal(level_of(world, 1), LEVEL_MUNICIPALITIES);
    world->groups[0].clusters_only = CLUSTERS_YES;
    assert_int_equal(level_of(world, 0), LEVEL_REGION); /* there are no clusters */
}

static void a_group_below_the_threshold_is_one_sentence(void **state)
{
    struct world *world = *state;
    add_need(world, 0, &REGION, 2023, 4, 4);
    add_need(world, 0, &REGION, 2024, 3, 3);
    add_need(world, 1, &REGION, 2023, 4, 4);
    add_need(world, 1, &REGION, 2024, 5, 5);
    assert_int_equal(level_of(world, 0), LEVEL_SENTENCE);
    assert_int_equal(level_of(world, 1), LEVEL_REGION);
}

/* Clusters are used where most of their counts could be shown, also to a municipality that knows its own. */
static void clusters_stand_where_they_serve(void **state)
{
    struct world *world = *state;
    add_need(world, 0, &REGION, 2024, 30, 30);
    add_need(world, 0, &NORTH, 2024, 18, 7);
    add_need(world, 0, &SOUTH, 2024, 12, 2);
    add_need(world, 1, &REGION, 2024, 30, 30);
    add_need(world, 1, &NORTH, 2024, 27, 4);
    add_need(world, 1, &SOUTH, 2024, 3, 3);
    assert_int_equal(level_of(world, 0), LEVEL_CLUSTERS);
    assert_int_equal(level_of(world, 1), LEVEL_REGION);
}

static void a_level_is_never_finer_than_before(void **state)
{
    struct world *world = *state;
    struct release *release = release_new();
    struct release_pattern pattern = {.table = "need", .group = "a", .dimension = "", .words = "clusters"};
    g_array_append_val(release->patterns, pattern);
    g_ptr_array_add(world->model.releases, release);
    add_need(world, 0, &REGION, 2024, 300, 300);
    add_need(world, 0, &NORTH, 2024, 180, 70);
    add_need(world, 0, &SOUTH, 2024, 120, 20);
    assert_int_equal(level_of(world, 0), LEVEL_CLUSTERS);
    release->audience = AUDIENCE_COOPERATION; /* the public has not seen it */
    assert_int_equal(level_of(world, 0), LEVEL_MUNICIPALITIES);
    release_free(release);
}

/* --- ages --- */

static void add_age(struct world *world, size_t group, int year, const char *band, int citizens)
{
    const struct name *name = names_intern_plain(band);
    struct cell *row = table_add(world->profile);
    row[NEED_PROFILE_GROUP] = cell_name(&world->groups[group].name);
    row[NEED_PROFILE_YEAR] = cell_year(year);
    row[NEED_PROFILE_DIMENSION] = cell_name(&AGE);
    row[NEED_PROFILE_VALUE] = cell_name(name);
    row[NEED_PROFILE_CITIZENS] = cell_number(citizens, citizens);
    row[NEED_PROFILE_SERVICES] = cell_number(2 * citizens, citizens);
}

/* "2023 0-11 13|..." in the table's order, of ages. */
static char *ages_of(const struct world *world, size_t group)
{
    struct table *merged = levels_merge_ages(&world->model, world->profile, world->project.threshold);
    GString *text = g_string_new(NULL);
    for (size_t row = 0; row < table_rows(merged); row++) {
        const struct cell *cells = table_row(merged, row);
        if (cells[NEED_PROFILE_GROUP].name == &world->groups[group].name &&
            strcmp(cells[NEED_PROFILE_DIMENSION].name->code, "age") == 0) {
            g_string_append_printf(text, "%d %s %d|", (int)cells[NEED_PROFILE_YEAR].number,
                                   cells[NEED_PROFILE_VALUE].name->code,
                                   (int)cells[NEED_PROFILE_CITIZENS].number);
            assert_true(cells[NEED_PROFILE_SERVICES].number == 2 * cells[NEED_PROFILE_CITIZENS].number);
        }
    }
    table_free(merged);
    return g_string_free(text, FALSE);
}

static void assert_ages(const struct world *world, size_t group, const char *expected)
{
    char *ages = ages_of(world, group);
    assert_string_equal(ages, expected);
    g_free(ages);
}

static void small_bands_join_their_smaller_neighbour(void **state)
{
    struct world *world = *state;
    add_age(world, 0, 2023, "0-5", 3);
    add_age(world, 0, 2023, "6-11", 10);
    add_age(world, 0, 2023, "12-17", 40);
    add_age(world, 0, 2024, "0-5", 8);
    add_age(world, 0, 2024, "12-17", 30);
    add_age(world, 1, 2023, "18-22", 20);
    add_age(world, 1, 2023, "23-39", 4);
    add_age(world, 1, 2023, "40-", 9);
    assert_ages(world, 0, "2023 0-11 13|2023 12-17 40|2024 0-11 8|2024 12-17 30|"); /* all years alike */
    assert_ages(world, 1, "2023 18-22 20|2023 23- 13|");
}

static void at_last_one_band_is_left(void **state)
{
    struct world *world = *state;
    add_age(world, 0, 2023, "0-5", 1);
    add_age(world, 0, 2023, "6-11", 1);
    add_age(world, 0, 2023, "12-17", 1);
    assert_ages(world, 0, "2023 0-17 3|");
}

/* Of 7 in one municipality and 3 in another, or 5 and 3 of two, the one learns the other's; of 3 and 4 in
 * each of many nobody does. */
static void bands_keep_what_a_municipality_can_learn(void **state)
{
    static const struct {
        int citizens[2], rest_on[2], marks[2], expected;
    } CASES[] = {{{7, 3}, {7, 3}, {MARK_ONE_AREA, MARK_ONE_AREA}, 3},
                 {{7, 3}, {7, 1}, {MARK_ONE_AREA, 0}, 1},
                 {{4, 7}, {1, 7}, {0, MARK_ONE_AREA}, 1},
                 {{4, 7}, {2, 3}, {0, 0}, 5},
                 {{4, 7}, {4, 1}, {0, 0}, 11},
                 {{3, 4}, {3, 4}, {0, 0}, 7}};
    struct world *world = *state;
    for (size_t k = 0; k < G_N_ELEMENTS(CASES); k++) {
        g_array_set_size(world->profile->cells, 0);
        add_age(world, 0, 2023, "0-5", CASES[k].citizens[0]);
        add_age(world, 0, 2023, "6-11", CASES[k].citizens[1]);
        for (size_t row = 0; row < 2; row++) {
            struct cell *cell = &table_row_mutable(world->profile, row)[NEED_PROFILE_CITIZENS];
            cell->contributors = CASES[k].rest_on[row];
            cell->marks = (uint8_t)CASES[k].marks[row];
        }
        struct table *merged = levels_merge_ages(&world->model, world->profile, 5);
        assert_int_equal(table_rows(merged), 1);
        assert_int_equal(table_row(merged, 0)[NEED_PROFILE_CITIZENS].contributors, CASES[k].expected);
        table_free(merged);
    }
}

/* What is no age stands as it is. */
static void other_categories_stay(void **state)
{
    struct world *world = *state;
    add_age(world, 0, 2023, "0-5", 2);
    add_age(world, 0, 2023, "6-11", 30);
    add_age(world, 0, 2023, "unknown", 2);
    struct cell *row = table_add(world->profile);
    row[NEED_PROFILE_GROUP] = cell_name(&world->groups[0].name);
    row[NEED_PROFILE_YEAR] = cell_year(2023);
    row[NEED_PROFILE_DIMENSION] = cell_name(&SEX);
    row[NEED_PROFILE_VALUE] = cell_name(&MAN);
    row[NEED_PROFILE_CITIZENS] = cell_number(2, 2);
    assert_ages(world, 0, "2023 0-11 32|2023 unknown 2|");
    struct table *merged = levels_merge_ages(&world->model, world->profile, 5);
    assert_int_equal(table_rows(merged), 3);
    table_free(merged);
}

/* A release with the group's bands of age; the caller's. */
static struct release *send_out(struct world *world, const char *bands)
{
    struct release *release = release_new();
    struct release_pattern pattern = {
        .table = "need_profile", .group = "a", .dimension = "age", .words = bands};
    g_array_append_val(release->patterns, pattern);
    g_ptr_array_add(world->model.releases, release);
    return release;
}

static void bands_are_kept_and_asked_for(void **state)
{
    struct world *world = *state;
    char *words[] = {(char *)"0-17", NULL};
    struct coarsening coarsening = {.table = (char *)"need_profile", .words = words};
    add_age(world, 0, 2023, "0-5", 20);
    add_age(world, 0, 2023, "6-11", 10);
    add_age(world, 0, 2023, "12-17", 40);
    assert_ages(world, 0, "2023 0-5 20|2023 12-17 40|2023 6-11 10|");
    struct release *release = send_out(world, "0-11;12-17");
    assert_ages(world, 0, "2023 0-11 30|2023 12-17 40|");
    g_ptr_array_add(world->project.coarsenings, &coarsening);
    assert_ages(world, 0, "2023 0-17 70|");
    release_free(release);
}

/* Sent out as 0-17 with 63, today 0-15 with 60: three are 16 or 17. */
static void bands_never_cut_what_was_sent_out(void **state)
{
    struct world *world = *state;
    add_age(world, 0, 2023, "0-15", 60);
    add_age(world, 0, 2023, "16-22", 40);
    add_age(world, 0, 2023, "23-", 32);
    assert_ages(world, 0, "2023 0-15 60|2023 16-22 40|2023 23- 32|");
    struct release *release = send_out(world, "0-17;18-22;23-");
    assert_ages(world, 0, "2023 0-22 100|2023 23- 32|");
    release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_smallest_year_decides, setup, teardown),
        cmocka_unit_test_setup_teardown(a_group_below_the_threshold_is_one_sentence, setup, teardown),
        cmocka_unit_test_setup_teardown(clusters_stand_where_they_serve, setup, teardown),
        cmocka_unit_test_setup_teardown(a_level_is_never_finer_than_before, setup, teardown),
        cmocka_unit_test_setup_teardown(small_bands_join_their_smaller_neighbour, setup, teardown),
        cmocka_unit_test_setup_teardown(at_last_one_band_is_left, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_keep_what_a_municipality_can_learn, setup, teardown),
        cmocka_unit_test_setup_teardown(other_categories_stay, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_are_kept_and_asked_for, setup, teardown),
        cmocka_unit_test_setup_teardown(bands_never_cut_what_was_sent_out, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
