/* SPDX-License-Identifier: GPL-3.0-or-later */
/* use_matrix, address_free and offers_used. */
#include "model_builder.h"
#include "table_check.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

struct world {
    struct builder *builder;
    uint32_t group, forms_group, set, here, silent, there, outside;
    struct results results;
};

enum { HOME, MERGED, COACH };

static struct world new_world(void)
{
    struct world world = {.builder = builder_new(2023, 2024)};
    struct builder *builder = world.builder;
    world.group = builder_group(builder, "autism");
    world.forms_group = builder_group(builder, "eating");
    world.set = builder_set(builder, world.group, NONE);
    world.outside = builder_municipality(builder, "101", "København", false);
    world.here = builder_municipality(builder, "813", "Frederikshavn", true);
    world.silent = builder_municipality(builder, "825", "Læsø", true);
    world.there = builder_municipality(builder, "851", "Aalborg", true);
    builder_offer(builder, "A", world.here, world.set)->specialised = true;
    builder_period(builder, DAY(2020, 1, 1), DAY(2024, 7, 1), given(8));
    builder_period(builder, DAY(2024, 7, 1), DAY_OPEN, given(6));
    builder_offer(builder, "B", world.there, world.set)->merged_into = HOME;
    builder_period(builder, DAY(2020, 1, 1), DAY(2024, 10, 1), given(4));
    struct offer *coach = builder_offer(builder, "C", world.outside, world.set);
    coach->kind = KIND_ADDRESS_FREE;
    coach->agreement = (struct name){"contract", "Contract"};
    builder_period(builder, DAY(2020, 1, 1), DAY(2025, 1, 1), not_given());
    return world;
}

static void add_count(struct world *world, uint32_t municipality, uint32_t group, uint32_t offer,
                      struct quantity citizens, int whole)
{
    struct use_count count = {
        .municipality = municipality, .group = group, .offer = offer, .year = 2024, .citizens = citizens};
    count.whole = whole == 1 ? WHOLE_YES : whole == 0 ? WHOLE_NO : WHOLE_UNKNOWN;
    g_array_append_val(world->builder->use_counts, count);
}

static const struct table *measure(struct world *world, enum table_id id)
{
    measures_use(builder_model(world->builder), &world->results);
    check_sorted(world->results.tables[TABLE_USE_MATRIX]);
    check_sorted(world->results.tables[TABLE_OFFERS_USED]);
    return world->results.tables[id];
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static void a_citizen_of_two_municipalities_counts_once_in_the_offer(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, HOME, world.set, world.here, DAY(2023, 12, 31), DAY(2024, 1, 2));
    builder_stay(world.builder, 0, HOME, world.set, world.there, DAY(2024, 1, 2), DAY(2024, 2, 1));
    builder_stay(world.builder, 1, HOME, world.set, world.here, DAY(2024, 1, 2), DAY(2024, 1, 4));
    builder_stay(world.builder, 1, HOME, world.set, world.here, DAY(2024, 5, 2), DAY(2024, 5, 3));
    builder_stay(world.builder, 2, HOME, world.set, world.outside, DAY(2024, 1, 2), DAY(2024, 1, 4));
    const struct table *matrix = measure(&world, TABLE_USE_MATRIX);
    assert_int_equal(table_rows(matrix), 3);
    assert_rests(need_row(matrix, "autism 2023 813 A")[USE_MATRIX_CITIZENS], 1, 1);
    assert_rests(need_row(matrix, "autism 2024 813 A")[USE_MATRIX_CITIZENS], 2, 2);
    assert_rests(need_row(matrix, "autism 2024 851 A")[USE_MATRIX_CITIZENS], 1, 1);
    const struct table *used = world.results.tables[TABLE_OFFERS_USED];
    assert_int_equal(table_rows(used), 2);
    const struct cell *row = need_row(used, "autism 2024 A");
    assert_rests(row[OFFERS_USED_CITIZENS], 2, 2);
    assert_rests(row[OFFERS_USED_DAYS], 1 + 30 + 2 + 1, 2);
    end_world(&world);
}

static void offers_carry_what_the_offers_table_says(void **state)
{
    (void)state;
    struct world world = new_world();
    for (uint32_t offer = HOME; offer <= COACH; offer++) {
        builder_stay(world.builder, offer, offer, world.set, world.here, DAY(2024, 1, 2), DAY(2024, 1, 4));
    }
    add_count(&world, world.here, world.group, HOME, given(1), 1);
    add_count(&world, world.there, world.group, HOME, given(1), 0);
    add_count(&world, world.here, world.group, MERGED, given(1), 1);
    const struct table *used = measure(&world, TABLE_OFFERS_USED);
    const struct cell *row = need_row(used, "autism 2024 A");
    assert_rests(row[OFFERS_USED_PLACES], (182 * 8.0 + 184 * 6.0) / 366, CONTRIBUTORS_NONE);
    assert_word(row[OFFERS_USED_MUNICIPALITY], "813");
    assert_word(row[OFFERS_USED_REGION], "81");
    assert_word(row[OFFERS_USED_WHOLE], "mixed");
    assert_word(row[OFFERS_USED_SPECIALISED], "yes");
    assert_word(row[OFFERS_USED_COOPERATION], "no");
    assert_word(row[OFFERS_USED_REACH], "unknown");
    assert_word(row[OFFERS_USED_STATUS], "open");
    assert_empty(row[OFFERS_USED_STATUS_DATE], CELL_MISSING, REASON_NONE);
    row = need_row(used, "autism 2024 B");
    assert_number(row[OFFERS_USED_PLACES], 274 * 4.0 / 366);
    assert_word(row[OFFERS_USED_WHOLE], "yes");
    assert_word(row[OFFERS_USED_STATUS], "merged");
    assert_number(row[OFFERS_USED_STATUS_DATE], DAY(2024, 10, 1));
    row = need_row(used, "autism 2024 C");
    assert_empty(row[OFFERS_USED_PLACES], CELL_NA, REASON_NOT_IN_PLACES);
    assert_word(row[OFFERS_USED_STATUS], "open"); /* in force on the last day of the years */
    assert_word(row[OFFERS_USED_WHOLE], "unknown");
    const struct table *free_of_address = world.results.tables[TABLE_ADDRESS_FREE];
    assert_int_equal(table_rows(free_of_address), 1);
    row = need_row(free_of_address, "autism 2024 813 C");
    assert_word(row[ADDRESS_FREE_PROVIDER], "operator");
    assert_empty(row[ADDRESS_FREE_REGION], CELL_MISSING, REASON_NONE); /* the test's model has no region 82 */
    assert_word(row[ADDRESS_FREE_AGREEMENT], "contract");
    assert_rests(row[ADDRESS_FREE_CITIZENS], 1, 1);
    end_world(&world);
}

static void forms_fill_in_where_there_are_no_stays(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, HOME, world.set, world.here, DAY(2024, 1, 2), DAY(2024, 1, 4));
    add_count(&world, world.here, world.group, HOME, given(5), -1);       /* stays win */
    add_count(&world, world.silent, world.group, HOME, given(3), -1);     /* delivered no stays */
    add_count(&world, world.here, world.forms_group, HOME, given(2), -1); /* a group in forms alone */
    add_count(&world, world.there, world.forms_group, HOME, given(4), -1);
    add_count(&world, world.there, world.forms_group, MERGED, not_given(), -1);
    add_count(&world, world.outside, world.forms_group, HOME, given(9), -1);
    const struct table *matrix = measure(&world, TABLE_USE_MATRIX);
    assert_number(need_row(matrix, "autism 2024 813 A")[USE_MATRIX_CITIZENS], 1);
    assert_rests(need_row(matrix, "autism 2024 825 A")[USE_MATRIX_CITIZENS], 3, 3);
    assert_number(need_row(matrix, "eating 2024 851 A")[USE_MATRIX_CITIZENS], 4);
    assert_empty(need_row(matrix, "eating 2024 851 B")[USE_MATRIX_CITIZENS], CELL_MISSING, REASON_NONE);
    const struct table *used = world.results.tables[TABLE_OFFERS_USED];
    assert_number(need_row(used, "autism 2024 A")[OFFERS_USED_CITIZENS], 1);
    const struct cell *row = need_row(used, "eating 2024 A");
    assert_rests(row[OFFERS_USED_CITIZENS], 6, 6);
    assert_empty(row[OFFERS_USED_DAYS], CELL_UNDEFINED, REASON_FORMS_ONLY);
    end_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_citizen_of_two_municipalities_counts_once_in_the_offer),
        cmocka_unit_test(offers_carry_what_the_offers_table_says),
        cmocka_unit_test(forms_fill_in_where_there_are_no_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
