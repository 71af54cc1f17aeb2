/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Supply and the capacity log, against numbers counted by hand. */
#include "measures_check.h"
#include "model_builder.h"

#include "vifte/measures.h"

static void free_tables(struct results *results)
{
    table_free(results->tables[TABLE_SUPPLY]);
    table_free(results->tables[TABLE_CAPACITY_LOG]);
}

#define DAY(year, month, day) date_from_ymd(year, month, day)

/* Offer A: 8 places, 10 from 1 July 2024 (a leap year), section changed with the places; groups autism and
 * dementia. */
static void test_places_are_weighted_by_days(void **state)
{
    (void)state;
    struct builder *builder = builder_new(2023, 2024);
    uint32_t aalborg = builder_municipality(builder, "851", "Aalborg", true);
    uint32_t autism = builder_group(builder, "autism");
    uint32_t dementia = builder_group(builder, "dementia");
    builder_offer(builder, "A", aalborg, builder_set(builder, autism, dementia))->specialised = true;
    builder_period(builder, DAY(2010, 1, 1), DAY(2024, 7, 1), given(8));
    builder_period(builder, DAY(2024, 7, 1), DAY_OPEN, given(10));
    struct results results = {0};
    measures_supply(builder_model(builder), &results);

    const struct table *supply = results.tables[TABLE_SUPPLY];
    assert_int_equal(table_rows(supply), 4);
    const struct cell *row = need_row(supply, "autism SEL-108 851 2024");
    assert_number(row[SUPPLY_OFFERS], 1);
    assert_number(row[SUPPLY_PLACE_DAYS], 182 * 8 + 184 * 10); /* leap year: 182 days before July */
    assert_number(row[SUPPLY_PLACES], 3296.0 / 366);
    assert_number(row[SUPPLY_SPECIALISED_PLACES], 3296.0 / 366);
    assert_number(row[SUPPLY_COOPERATION_PLACES], 0);
    assert_int_equal(row[SUPPLY_PLACES].contributors, CONTRIBUTORS_NONE);
    /* In full in the other group too; the year before is no leap year. */
    assert_number(need_row(supply, "dementia SEL-108 851 2024")[SUPPLY_PLACE_DAYS], 3296);
    assert_number(need_row(supply, "dementia SEL-108 851 2023")[SUPPLY_PLACES], 8);
    assert_number(need_row(supply, "dementia SEL-108 851 2023")[SUPPLY_PLACE_DAYS], 8 * 365);
    free_tables(&results);
    builder_free(builder);
}

/* Barnets lov took over on 1 January 2024; B also changed its section in the middle of 2023. */
static void test_section_in_force(void **state)
{
    (void)state;
    struct builder *builder = builder_new(2023, 2024);
    uint32_t aalborg = builder_municipality(builder, "851", "Aalborg", true);
    uint32_t set = builder_set(builder, builder_group(builder, "autism"), NONE);
    builder_offer(builder, "A", aalborg, set);
    builder_period(builder, DAY(2010, 1, 1), DAY(2024, 1, 1), given(6))->section =
        (struct name){"SEL-66", "§ 66"};
    builder_period(builder, DAY(2024, 1, 1), DAY_OPEN, given(6))->section = (struct name){"BL-43", "BL § 43"};
    builder_offer(builder, "B", aalborg, set)->cooperation = true;
    builder_period(builder, DAY(2010, 1, 1), DAY(2023, 4, 11), given(4))->section =
        (struct name){"SEL-66", "§ 66"};
    builder_period(builder, DAY(2023, 4, 11), DAY(2023, 12, 31), given(4))->section = (struct name){"", ""};
    struct results results = {0};
    measures_supply(builder_model(builder), &results);

    const struct table *supply = results.tables[TABLE_SUPPLY];
    assert_int_equal(table_rows(supply), 3);
    const struct cell *row = need_row(supply, "autism SEL-66 851 2023");
    assert_number(row[SUPPLY_OFFERS], 2);
    assert_number(row[SUPPLY_PLACE_DAYS], 6 * 365 + 4 * 100);
    assert_number(row[SUPPLY_COOPERATION_PLACES], 400.0 / 365);
    assert_number(need_row(supply, "autism unknown 851 2023")[SUPPLY_PLACE_DAYS],
                  4 * 264); /* not on 31 December */
    assert_number(need_row(supply, "autism BL-43 851 2024")[SUPPLY_OFFERS], 1);
    assert_null(find_row(supply, "autism SEL-66 851 2024"));
    free_tables(&results);
    builder_free(builder);
}

/* Courses are no places, and places left out are unknown: neither is zero. */
static void test_without_places(void **state)
{
    (void)state;
    struct builder *builder = builder_new(2024, 2024);
    uint32_t aalborg = builder_municipality(builder, "851", "Aalborg", true);
    uint32_t courses = builder_set(builder, builder_group(builder, "courses"), NONE);
    uint32_t unknown = builder_set(builder, builder_group(builder, "unknown"), NONE);
    builder_offer(builder, "A", aalborg, courses)->unit = UNIT_COURSES;
    builder_period(builder, DAY(2010, 1, 1), DAY_OPEN, (struct quantity){.state = CELL_NA});
    builder_offer(builder, "B", aalborg, unknown);
    builder_period(builder, DAY(2010, 1, 1), DAY_OPEN, given(5));
    builder_offer(builder, "C", NONE, unknown);
    builder_period(builder, DAY(2010, 1, 1), DAY_OPEN, not_given());
    builder_offer(builder, "D", aalborg, unknown)->kind = KIND_ADDRESS_FREE;
    builder_period(builder, DAY(2010, 1, 1), DAY_OPEN, not_given());
    builder_offer(builder, "E", aalborg, unknown);
    builder_period(builder, DAY(2010, 1, 1), DAY(2024, 1, 1), given(9)); /* closed before the window */
    struct results results = {0};
    measures_supply(builder_model(builder), &results);

    const struct table *supply = results.tables[TABLE_SUPPLY];
    const struct cell *row = need_row(supply, "courses SEL-108 851 2024");
    assert_number(row[SUPPLY_OFFERS], 1);
    assert_empty(row[SUPPLY_PLACES], CELL_NA, REASON_NOT_IN_PLACES);
    row = need_row(supply, "unknown SEL-108 851 2024");
    assert_number(row[SUPPLY_OFFERS], 2); /* B and the address-free D */
    assert_number(row[SUPPLY_PLACES], 5);
    row = need_row(supply, "unknown SEL-108 abroad 2024");
    assert_number(row[SUPPLY_OFFERS], 1);
    assert_empty(row[SUPPLY_PLACE_DAYS], CELL_MISSING, REASON_NONE);
    free_tables(&results);
    builder_free(builder);
}

/* A grows, shrinks and merges into B; B was there before; C opens, closes for a while, opens again. */
static void test_capacity_log(void **state)
{
    (void)state;
    struct builder *builder = builder_new(2023, 2024);
    uint32_t aalborg = builder_municipality(builder, "851", "Aalborg", true);
    uint32_t set = builder_set(builder, builder_group(builder, "autism"), NONE);
    builder_offer(builder, "A", aalborg, set)->merged_into = 1;
    builder_period(builder, DAY(2023, 1, 1), DAY(2023, 5, 1), given(8));
    builder_period(builder, DAY(2023, 5, 1), DAY(2023, 9, 1), given(10));
    builder_period(builder, DAY(2023, 9, 1), DAY(2024, 1, 1), given(9.5));
    builder_period(builder, DAY(2024, 1, 1), DAY(2024, 3, 1), given(9.5)); /* nothing changed */
    builder_offer(builder, "B", aalborg, set);
    builder_period(builder, DAY(2010, 1, 1), DAY(2025, 1, 1), given(20)); /* ends with the window */
    builder_offer(builder, "C", aalborg, set);
    builder_period(builder, DAY(2023, 2, 1), DAY(2023, 6, 1), given(3));
    builder_period(builder, DAY(2024, 6, 1), DAY_OPEN, given(4));
    builder_note(builder, 0, DAY(2023, 5, 1), "new wing");
    builder_note(builder, 0, DAY(2023, 5, 2), "wing in use");
    builder_note(builder, 0, DAY(2023, 5, 2), "inspected");
    builder_note(builder, 0, DAY(2024, 2, 29), "last day"); /* people date a closing by its last day */
    builder_note(builder, 0, DAY(2024, 3, 1), "gone");
    builder_note(builder, 1, DAY(2024, 2, 29), "of B");
    builder_note(builder, 1, DAY(2022, 5, 2), "before the window");
    struct results results = {0};
    measures_supply(builder_model(builder), &results);

    static const struct {
        int year, month, day;
        const char *offer, *change;
        double before, after;
        const char *note;
    } EXPECTED[] = {
        {2023, 2, 1, "C", "opened", 0, 3, NULL},
        {2023, 5, 1, "A", "more", 8, 10, "new wing"},
        {2023, 5, 2, "A", "note", 10, 10, "wing in use; inspected"},
        {2023, 6, 1, "C", "closed", 3, 0, NULL},
        {2023, 9, 1, "A", "fewer", 10, 9.5, NULL},
        {2024, 2, 29, "B", "note", 20, 20, "of B"},
        {2024, 3, 1, "A", "merged", 9.5, 0, "last day; gone"},
        {2024, 6, 1, "C", "opened", 0, 4, NULL},
    };
    const struct table *log = results.tables[TABLE_CAPACITY_LOG];
    assert_int_equal(table_rows(log), G_N_ELEMENTS(EXPECTED));
    for (size_t i = 0; i < G_N_ELEMENTS(EXPECTED); i++) {
        const struct cell *row = table_row(log, i);
        assert_number(row[CAPACITY_LOG_DATE], DAY(EXPECTED[i].year, EXPECTED[i].month, EXPECTED[i].day));
        assert_word(row[CAPACITY_LOG_OFFER], EXPECTED[i].offer);
        assert_word(row[CAPACITY_LOG_CHANGE], EXPECTED[i].change);
        assert_number(row[CAPACITY_LOG_PLACES_BEFORE], EXPECTED[i].before);
        assert_number(row[CAPACITY_LOG_PLACES_AFTER], EXPECTED[i].after);
        if (EXPECTED[i].note != NULL) {
            assert_word(row[CAPACITY_LOG_NOTE], EXPECTED[i].note);
        } else {
            assert_empty(row[CAPACITY_LOG_NOTE], CELL_NA, REASON_NONE);
        }
    }
    free_tables(&results);
    builder_free(builder);
}

static void test_log_of_an_offer_without_places(void **state)
{
    (void)state;
    struct builder *builder = builder_new(2024, 2024);
    uint32_t aalborg = builder_municipality(builder, "851", "Aalborg", true);
    builder_offer(builder, "A", aalborg, builder_set(builder, builder_group(builder, "g"), NONE))->unit =
        UNIT_HOURS;
    builder_period(builder, DAY(2010, 1, 1), DAY(2024, 3, 1), (struct quantity){.state = CELL_NA});
    builder_period(builder, DAY(2024, 3, 1), DAY(2024, 5, 1), (struct quantity){.state = CELL_NA});
    struct results results = {0};
    measures_supply(builder_model(builder), &results);
    const struct table *log = results.tables[TABLE_CAPACITY_LOG];
    assert_int_equal(table_rows(log), 1);
    assert_word(table_row(log, 0)[CAPACITY_LOG_CHANGE], "closed");
    assert_empty(table_row(log, 0)[CAPACITY_LOG_PLACES_BEFORE], CELL_NA, REASON_NOT_IN_PLACES);
    free_tables(&results);
    builder_free(builder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places_are_weighted_by_days),
        cmocka_unit_test(test_section_in_force),
        cmocka_unit_test(test_without_places),
        cmocka_unit_test(test_capacity_log),
        cmocka_unit_test(test_log_of_an_offer_without_places),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
