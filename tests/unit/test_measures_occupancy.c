/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by period and year, against numbers counted by hand. */
#include "model_builder.h"
#include "table_check.h"

#define DAY(year, month, day) date_from_ymd(year, month, day)
#define YEAR(year) date_year_start(year), date_year_start((year) + 1)

/* One municipality inside the region, one outside, one group; the offers come from the tests. */
struct fixture {
    struct builder *builder;
    uint32_t aalborg, aarhus, autism, dementia, set;
    struct results results;
    const struct table *periods, *years;
};

static struct fixture fixture_new(int from_year, int to_year)
{
    struct fixture f = {.builder = builder_new(from_year, to_year)};
    f.aarhus = builder_municipality(f.builder, "751", "Aarhus", false);
    f.aalborg = builder_municipality(f.builder, "851", "Aalborg", true);
    f.autism = builder_group(f.builder, "autism");
    f.dementia = builder_group(f.builder, "dementia");
    f.set = builder_set(f.builder, f.autism, NONE);
    return f;
}

static void measure(struct fixture *f)
{
    measures_occupancy(builder_model(f->builder), &f->results);
    f->periods = f->results.tables[TABLE_OCCUPANCY_PERIOD];
    f->years = f->results.tables[TABLE_OCCUPANCY_YEAR];
}

static void fixture_free(struct fixture *f)
{
    free_tables(&f->results);
    builder_free(f->builder);
}

static void all_stays_complete(struct fixture *f)
{
    f->builder->project.stays_complete_all = true;
}

/* Scotland 2014: 206 of 218 is 94.4954 %; report places win over the offer's. */
static void test_ratio_of_a_report(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2014, 2016);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(300));
    builder_report(f.builder, 0, "2014", YEAR(2014), given(218), given(206 * 365))->waiting = given(7);
    builder_report(f.builder, 0, "2016", YEAR(2016), not_given(),
                   given(270 * 366)); /* leap year, offer's places */
    measure(&f);

    const struct cell *row = need_row(f.periods, "A 2014");
    assert_number(row[OCCUPANCY_PERIOD_DAYS], 365);
    assert_number(row[OCCUPANCY_PERIOD_PLACE_DAYS], 218 * 365);
    assert_number(row[OCCUPANCY_PERIOD_OCCUPANCY], 206.0 / 218);
    assert_int_equal(row[OCCUPANCY_PERIOD_OCCUPANCY].contributors, 206);
    assert_int_equal(row[OCCUPANCY_PERIOD_PLACE_DAYS].contributors, CONTRIBUTORS_NONE);
    assert_number(row[OCCUPANCY_PERIOD_WAITING], 7);
    assert_int_equal(row[OCCUPANCY_PERIOD_WAITING].contributors, 7);
    assert_word(row[OCCUPANCY_PERIOD_SOURCE], "operator");

    row = need_row(f.years, "offer A 2014");
    assert_true(fabs(row[OCCUPANCY_YEAR_OCCUPANCY].number - 0.944954) < 5e-7);
    assert_empty(row[OCCUPANCY_YEAR_CHANGE_POINTS], CELL_NA, REASON_NO_EARLIER);
    assert_empty(row[OCCUPANCY_YEAR_PEAK], CELL_MISSING, REASON_STAYS_INCOMPLETE);
    assert_empty(row[OCCUPANCY_YEAR_BUDGETED], CELL_MISSING, REASON_NO_BUDGET);
    assert_empty(row[OCCUPANCY_YEAR_GAP_POINTS], CELL_MISSING, REASON_NO_BUDGET);
    assert_empty(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], CELL_MISSING, REASON_NO_OCCUPANCY);
    /* Nobody reported 2015: missing, not zero, and 2016 has nothing to be compared with. */
    row = need_row(f.years, "offer A 2015");
    assert_empty(row[OCCUPANCY_YEAR_OCCUPANCY], CELL_MISSING, REASON_NO_OCCUPANCY);
    assert_empty(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], CELL_MISSING, REASON_NO_OCCUPANCY);
    assert_int_equal(row[OCCUPANCY_YEAR_PLACE_DAYS].state, CELL_MISSING);
    assert_int_equal(row[OCCUPANCY_YEAR_SOURCE].state, CELL_MISSING);
    row = need_row(f.years, "offer A 2016");
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 300 * 366);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 0.9);
    assert_empty(row[OCCUPANCY_YEAR_CHANGE_POINTS], CELL_NA, REASON_NO_EARLIER);
    fixture_free(&f);
}

/* The day of arrival counts, the end day does not; stays are cut at the window; February 2024 has 29 days. */
static void test_days_of_stays(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    all_stays_complete(&f);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(2));
    builder_stay(f.builder, 0, 0, f.set, f.aalborg, DAY(2023, 12, 20), DAY(2024, 1, 3)); /* 1 and 2 January */
    builder_stay(f.builder, 1, 0, f.set, f.aalborg, DAY(2023, 12, 20),
                 DAY(2024, 1, 1)); /* not in the window */
    builder_stay(f.builder, 2, 0, f.set, f.aalborg, DAY(2024, 1, 31), DAY(2024, 2, 1));
    builder_stay(f.builder, 3, 0, f.set, f.aalborg, DAY(2024, 2, 28), DAY(2024, 3, 2)); /* 28, 29, 1 */
    builder_stay(f.builder, 4, 0, f.set, f.aalborg, DAY(2024, 12, 31), DAY_OPEN);
    builder_stay(f.builder, 5, 0, f.set, f.aalborg, DAY(2025, 1, 1), DAY_OPEN);
    measure(&f);

    assert_int_equal(table_rows(f.periods), 12);
    static const int OCCUPIED[12] = {3, 2, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    static const int DAYS[12] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    for (size_t i = 0; i < 12; i++) {
        const struct cell *row = table_row(f.periods, i);
        char code[16];
        g_snprintf(code, sizeof code, "2024M%02u", (unsigned)i + 1);
        assert_word(row[OCCUPANCY_PERIOD_PERIOD], code);
        assert_number(row[OCCUPANCY_PERIOD_DAYS], DAYS[i]);
        assert_number(row[OCCUPANCY_PERIOD_PLACE_DAYS], 2 * DAYS[i]);
        assert_number(row[OCCUPANCY_PERIOD_OCCUPIED_DAYS], OCCUPIED[i]);
        assert_number(row[OCCUPANCY_PERIOD_OCCUPANCY], OCCUPIED[i] / (2.0 * DAYS[i]));
        assert_word(row[OCCUPANCY_PERIOD_SOURCE], "stays");
        assert_int_equal(row[OCCUPANCY_PERIOD_WAITING].state, CELL_MISSING);
    }
    const struct cell *row = need_row(f.years, "offer A 2024");
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], 7);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 7.0 / 732);
    assert_number(row[OCCUPANCY_YEAR_PEAK], 1);
    assert_number(row[OCCUPANCY_YEAR_DAYS_OVER_CAPACITY], 0);
    assert_number(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], 0.5);
    assert_int_equal(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY].contributors, 1);
    assert_int_equal(row[OCCUPANCY_YEAR_OCCUPANCY].contributors, 0);
    fixture_free(&f);
}

/* Two places until 30 June, one from 1 July 2023; three persons all the year: 300 % is said, not cut. */
static void test_over_capacity_and_changed_places(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2023);
    all_stays_complete(&f);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY(2023, 7, 1), given(2));
    builder_period(f.builder, DAY(2023, 7, 1), DAY_OPEN, given(1));
    for (uint32_t person = 0; person < 2; person++) {
        builder_stay(f.builder, person, 0, f.set, f.aalborg, DAY(2022, 1, 1), DAY_OPEN);
    }
    builder_stay(f.builder, 2, 0, f.set, f.aalborg, DAY(2023, 6, 21), DAY_OPEN);
    builder_budget(f.builder, 0, 2023, 0.98);
    measure(&f);

    const struct cell *row = need_row(f.years, "offer A 2023");
    double place_days = 2 * 181 + 184;
    double occupied = 2 * 365 + 194; /* the third from 21 June */
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], place_days);
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], occupied);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], occupied / place_days);
    assert_number(row[OCCUPANCY_YEAR_CHANGE_POINTS], 100 * (occupied / place_days - 1));
    assert_int_equal(row[OCCUPANCY_YEAR_CHANGE_POINTS].contributors, 2);
    assert_number(row[OCCUPANCY_YEAR_DAYS_OVER_CAPACITY], 10 + 184);
    assert_number(row[OCCUPANCY_YEAR_PEAK], 3);
    assert_int_equal(row[OCCUPANCY_YEAR_PEAK].contributors, 3);
    assert_number(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], 3);
    assert_number(row[OCCUPANCY_YEAR_BUDGETED], 0.98);
    assert_number(row[OCCUPANCY_YEAR_GAP_POINTS], 100 * (occupied / place_days - 0.98));
    assert_number(need_row(f.years, "offer A 2022")[OCCUPANCY_YEAR_OCCUPANCY], 1);
    assert_number(need_row(f.years, "offer A 2022")[OCCUPANCY_YEAR_DAYS_OVER_CAPACITY], 0);
    assert_number(need_row(f.periods, "A 2023M07")[OCCUPANCY_PERIOD_OCCUPANCY], 3);
    assert_int_equal(need_row(f.periods, "A 2023M07")[OCCUPANCY_PERIOD_OCCUPANCY].contributors, 3);
    fixture_free(&f);
}

/* Closed from 1 March 2023; a person is still there on the first ten days of March. */
static void test_closed_offer(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    all_stays_complete(&f);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY(2023, 3, 1), given(2));
    builder_stay(f.builder, 0, 0, f.set, f.aalborg, DAY(2023, 1, 1), DAY(2023, 3, 11));
    measure(&f);

    assert_int_equal(table_rows(f.periods), 3); /* nothing after March */
    const struct cell *row = need_row(f.periods, "A 2023M03");
    assert_number(row[OCCUPANCY_PERIOD_PLACE_DAYS], 0);
    assert_number(row[OCCUPANCY_PERIOD_OCCUPIED_DAYS], 10);
    assert_empty(row[OCCUPANCY_PERIOD_OCCUPANCY], CELL_UNDEFINED, REASON_NO_PLACES);
    row = need_row(f.years, "offer A 2023");
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 2 * 59);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 69.0 / 118);
    assert_number(row[OCCUPANCY_YEAR_DAYS_OVER_CAPACITY], 10);
    assert_empty(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], CELL_UNDEFINED, REASON_NO_PLACES);
    assert_null(find_row(f.years, "offer A 2024"));
    assert_null(find_row(f.years, "region 81 2024"));
    fixture_free(&f);
}

/* Two persons in stays; the operator counts three in the first quarter and in May. */
static void test_operator_wins_and_stays_fill_in(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2023);
    all_stays_complete(&f);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(4));
    builder_stay(f.builder, 0, 0, f.set, f.aalborg, DAY(2020, 1, 1), DAY_OPEN);
    builder_stay(f.builder, 1, 0, f.set, f.aalborg, DAY(2020, 1, 1), DAY_OPEN);
    builder_report(f.builder, 0, "2023K1", DAY(2023, 1, 1), DAY(2023, 4, 1), given(5), given(3 * 90));
    builder_report(f.builder, 0, "2023M01", DAY(2023, 1, 1), DAY(2023, 2, 1), not_given(),
                   given(93)); /* in K1 */
    builder_report(f.builder, 0, "2023M05", DAY(2023, 5, 1), DAY(2023, 6, 1), not_given(), given(3 * 31));
    builder_report(f.builder, 0, "2023M07", DAY(2023, 7, 1), DAY(2023, 8, 1), not_given(), not_given())
        ->waiting = given(2);
    measure(&f);

    const struct cell *row = need_row(f.years, "offer A 2023");
    double occupied = 3 * (90 + 31) + 2 * (365 - 90 - 31);
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], occupied);
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 5 * 90 + 4 * 275);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], occupied / 1550);
    assert_word(row[OCCUPANCY_YEAR_SOURCE], "both");
    assert_int_equal(table_rows(f.periods), 13); /* twelve months and the quarter, each key once */
    assert_word(need_row(f.periods, "A 2023K1")[OCCUPANCY_PERIOD_SOURCE], "operator");
    assert_number(need_row(f.periods, "A 2023M01")[OCCUPANCY_PERIOD_OCCUPIED_DAYS], 93);
    assert_word(need_row(f.periods, "A 2023M02")[OCCUPANCY_PERIOD_SOURCE], "stays");
    assert_number(need_row(f.periods, "A 2023M02")[OCCUPANCY_PERIOD_PLACE_DAYS],
                  5 * 28); /* the report's places */
    assert_number(need_row(f.periods, "A 2023M05")[OCCUPANCY_PERIOD_OCCUPANCY], 0.75);
    row = need_row(f.periods, "A 2023M07"); /* a waiting list only */
    assert_number(row[OCCUPANCY_PERIOD_WAITING], 2);
    assert_number(row[OCCUPANCY_PERIOD_OCCUPIED_DAYS], 62);
    assert_word(row[OCCUPANCY_PERIOD_SOURCE], "stays");
    fixture_free(&f);
}

/* A year's report and those of its parts: no day counts twice. Stays that are not complete count for nothing.
 */
static void test_overlapping_reports(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(10));
    builder_stay(f.builder, 0, 0, f.set, f.aalborg, DAY(2020, 1, 1), DAY_OPEN);
    builder_report(f.builder, 0, "2023", YEAR(2023), not_given(), given(9 * 365));
    builder_report(f.builder, 0, "2023K1", DAY(2023, 1, 1), DAY(2023, 4, 1), not_given(), given(5 * 90));
    builder_report(f.builder, 0, "2023K3", DAY(2023, 7, 1), DAY(2023, 10, 1), not_given(), given(5 * 92));
    builder_report(f.builder, 0, "2024K2", DAY(2024, 4, 1), DAY(2024, 7, 1), not_given(), given(8 * 91));
    measure(&f);

    assert_number(need_row(f.years, "offer A 2023")[OCCUPANCY_YEAR_OCCUPANCY], 0.9);
    assert_number(need_row(f.years, "offer A 2023")[OCCUPANCY_YEAR_PLACE_DAYS], 3650);
    const struct cell *row = need_row(f.years, "offer A 2024"); /* the covered quarter alone */
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 910);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 0.8);
    assert_number(row[OCCUPANCY_YEAR_CHANGE_POINTS], 100 * (0.8 - 0.9));
    assert_word(row[OCCUPANCY_YEAR_SOURCE], "operator");
    assert_int_equal(row[OCCUPANCY_YEAR_OCCUPIED_DAYS].contributors, 8);
    assert_int_equal(table_rows(f.periods), 4);
    fixture_free(&f);
}

/* Courses; places reported as zero; places nobody knows. */
static void test_without_places(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2023);
    builder_offer(f.builder, "A", f.aalborg, f.set)->unit = UNIT_COURSES;
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, (struct quantity){.state = CELL_NA});
    builder_offer(f.builder, "B", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(4));
    builder_offer(f.builder, "C", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, not_given());
    builder_report(f.builder, 0, "2023", YEAR(2023), not_given(), given(730));
    builder_report(f.builder, 1, "2023", YEAR(2023), given(0), given(0));
    builder_report(f.builder, 2, "2023", YEAR(2023), not_given(), given(365));
    measure(&f);

    const struct cell *row = need_row(f.years, "offer A 2023");
    assert_empty(row[OCCUPANCY_YEAR_PLACE_DAYS], CELL_NA, REASON_NOT_IN_PLACES);
    assert_empty(row[OCCUPANCY_YEAR_OCCUPANCY], CELL_NA, REASON_NOT_IN_PLACES);
    assert_empty(row[OCCUPANCY_YEAR_CHANGE_POINTS], CELL_NA, REASON_NOT_IN_PLACES);
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], 730); /* the bought volume is shown */
    row = need_row(f.years, "offer B 2023");
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 0);
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], 0);
    assert_empty(row[OCCUPANCY_YEAR_OCCUPANCY], CELL_UNDEFINED, REASON_NO_PLACES);
    row = need_row(f.years, "offer C 2023");
    assert_int_equal(row[OCCUPANCY_YEAR_PLACE_DAYS].state, CELL_MISSING);
    assert_empty(row[OCCUPANCY_YEAR_OCCUPANCY], CELL_UNDEFINED, REASON_NO_PLACES);
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], 365);
    /* The group: only B is measured, and it has no places. */
    assert_empty(need_row(f.years, "group autism 2023")[OCCUPANCY_YEAR_OCCUPANCY], CELL_UNDEFINED,
                 REASON_NO_PLACES);
    assert_number(need_row(f.years, "group autism 2023")[OCCUPANCY_YEAR_OCCUPIED_DAYS], 0);
    assert_empty(need_row(f.periods, "A 2023")[OCCUPANCY_PERIOD_OCCUPANCY], CELL_NA, REASON_NOT_IN_PLACES);
    assert_empty(need_row(f.periods, "B 2023")[OCCUPANCY_PERIOD_OCCUPANCY], CELL_UNDEFINED, REASON_NO_PLACES);
    assert_int_equal(need_row(f.periods, "C 2023")[OCCUPANCY_PERIOD_PLACE_DAYS].state, CELL_MISSING);
    fixture_free(&f);
}

/* Counts on single days: their ratio stands for the year only where there is nothing else. */
static void test_census(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2023);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(10));
    builder_report(f.builder, 0, "2022", YEAR(2022), not_given(), given(3650 * 0.5));
    builder_report(f.builder, 0, "2022-12-31", DAY(2022, 12, 31), DAY(2023, 1, 1), not_given(), given(9));
    builder_report(f.builder, 0, "2023-06-30", DAY(2023, 6, 30), DAY(2023, 7, 1), given(8), given(6));
    builder_report(f.builder, 0, "2023-12-31", DAY(2023, 12, 31), DAY(2024, 1, 1), not_given(), given(12));
    measure(&f);

    const struct cell *row = need_row(f.years, "offer A 2022");
    assert_word(row[OCCUPANCY_YEAR_SOURCE], "operator");
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 0.5);
    assert_number(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], 0.9);
    row = need_row(f.years, "offer A 2023");
    assert_word(row[OCCUPANCY_YEAR_SOURCE], "census");
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 18.0 / 18); /* 6 of 8 and 12 of 10 */
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 3648);     /* ten places, eight on 30 June */
    assert_number(row[OCCUPANCY_YEAR_OCCUPIED_DAYS], 3648);
    assert_int_equal(row[OCCUPANCY_YEAR_OCCUPANCY].contributors, 9);
    assert_number(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], 1.2);
    assert_empty(row[OCCUPANCY_YEAR_CHANGE_POINTS], CELL_NA, REASON_NO_EARLIER); /* unlike is not compared */
    row = need_row(f.periods, "A 2023-06-30");
    assert_word(row[OCCUPANCY_PERIOD_SOURCE], "census");
    assert_number(row[OCCUPANCY_PERIOD_DAYS], 1);
    assert_number(row[OCCUPANCY_PERIOD_OCCUPANCY], 0.75);
    fixture_free(&f);
}

/* A and B in Aalborg (A in two groups), C in Aarhus outside the region, D reports nothing. */
static void test_levels(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2023);
    uint32_t both = builder_set(f.builder, f.autism, f.dementia);
    builder_offer(f.builder, "A", f.aalborg, both);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(10));
    builder_offer(f.builder, "B", f.aalborg, f.set)->operator_name = (struct name){"nord", "Nord"};
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(30));
    builder_offer(f.builder, "C", f.aarhus, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(20));
    builder_offer(f.builder, "D", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(50));
    builder_report(f.builder, 0, "2023", YEAR(2023), not_given(), given(10 * 365));
    builder_report(f.builder, 1, "2023", YEAR(2023), not_given(), given(21 * 365));
    builder_report(f.builder, 2, "2023", YEAR(2023), not_given(), given(5 * 365));
    builder_report(f.builder, 1, "2023-12-31", DAY(2023, 12, 31), DAY(2024, 1, 1), not_given(), given(15));
    builder_budget(f.builder, 0, 2023, 1.0);
    builder_budget(f.builder, 1, 2023, 0.9);
    measure(&f);

    const struct cell *row = need_row(f.years, "group autism 2023"); /* A and B, not C, and D is no zero */
    assert_number(row[OCCUPANCY_YEAR_PLACE_DAYS], 40 * 365);
    assert_number(row[OCCUPANCY_YEAR_OCCUPANCY], 31.0 / 40);
    assert_int_equal(row[OCCUPANCY_YEAR_OCCUPANCY].contributors, 31);
    assert_number(row[OCCUPANCY_YEAR_BUDGETED], (10 * 1.0 + 30 * 0.9) / 40);
    assert_number(row[OCCUPANCY_YEAR_GAP_POINTS], 100 * (31.0 / 40 - 0.925));
    assert_number(row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY], 0.5);
    assert_empty(row[OCCUPANCY_YEAR_PEAK], CELL_NA, REASON_SINGLE_OFFERS);
    assert_number(need_row(f.years, "group dementia 2023")[OCCUPANCY_YEAR_OCCUPANCY], 1);    /* A in full */
    assert_number(need_row(f.years, "region 81 2023")[OCCUPANCY_YEAR_PLACE_DAYS], 40 * 365); /* A once */
    assert_number(need_row(f.years, "municipality 851 2023")[OCCUPANCY_YEAR_OCCUPANCY], 31.0 / 40);
    assert_number(need_row(f.years, "municipality 751 2023")[OCCUPANCY_YEAR_OCCUPANCY], 0.25);
    assert_number(need_row(f.years, "operator operator 2023")[OCCUPANCY_YEAR_OCCUPANCY], 0.5); /* A and C */
    assert_number(need_row(f.years, "operator nord 2023")[OCCUPANCY_YEAR_OCCUPANCY], 0.7);
    assert_empty(need_row(f.years, "offer D 2023")[OCCUPANCY_YEAR_OCCUPANCY], CELL_MISSING,
                 REASON_NO_OCCUPANCY);
    fixture_free(&f);
}

static void test_all_regions(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2023);
    f.builder->project.region = REGION_ALL;
    builder_offer(f.builder, "A", f.aarhus, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(10));
    builder_report(f.builder, 0, "2023", YEAR(2023), not_given(), given(10 * 365));
    measure(&f);
    assert_number(need_row(f.years, "region all 2023")[OCCUPANCY_YEAR_OCCUPANCY], 1);
    assert_number(need_row(f.years, "group autism 2023")[OCCUPANCY_YEAR_OCCUPANCY], 1);
    fixture_free(&f);
}

/* Random stays and periods, counted day by day in the plainest way there is. */
static void test_against_counting_every_day(void **state)
{
    (void)state;
    GRand *random = g_rand_new_with_seed(20240229);
    struct fixture f = fixture_new(2023, 2024);
    all_stays_complete(&f);
    const int32_t from = DAY(2023, 1, 1), to = DAY(2025, 1, 1), change = DAY(2024, 2, 11),
                  closing = DAY(2024, 11, 5);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2023, 1, 20), change, given(7));
    builder_period(f.builder, change, closing, given(5));
    int32_t starts[60], ends[60];
    for (uint32_t i = 0; i < 60; i++) {
        starts[i] = from - 40 + g_rand_int_range(random, 0, 800);
        ends[i] = starts[i] + 1 + g_rand_int_range(random, 0, 120);
        builder_stay(f.builder, i, 0, f.set, f.aalborg, starts[i], ends[i]);
    }
    measure(&f);
    double occupied[24] = {0}, places[24] = {0}, over[2] = {0}, peak[2] = {0};
    for (int32_t day = from; day < to; day++) {
        int year, month, day_of_month;
        date_to_ymd(day, &year, &month, &day_of_month);
        int present = 0;
        for (size_t i = 0; i < 60; i++) {
            present += starts[i] <= day && day < ends[i];
        }
        int open = day >= DAY(2023, 1, 20) && day < closing ? (day < change ? 7 : 5) : 0;
        occupied[12 * (year - 2023) + month - 1] += present;
        places[12 * (year - 2023) + month - 1] += open;
        over[year - 2023] += present > open;
        peak[year - 2023] = MAX(peak[year - 2023], present);
    }
    size_t shown = 0;
    for (int i = 0; i < 24; i++) {
        char keys[16];
        g_snprintf(keys, sizeof keys, "A %dM%02d", 2023 + i / 12, i % 12 + 1);
        if (occupied[i] > 0 || places[i] > 0) {
            shown++;
            assert_number(need_row(f.periods, keys)[OCCUPANCY_PERIOD_OCCUPIED_DAYS], occupied[i]);
            assert_number(need_row(f.periods, keys)[OCCUPANCY_PERIOD_PLACE_DAYS], places[i]);
        }
    }
    assert_int_equal(table_rows(f.periods), shown);
    for (int i = 0; i < 2; i++) {
        const struct cell *row = need_row(f.years, i == 0 ? "offer A 2023" : "offer A 2024");
        assert_number(row[OCCUPANCY_YEAR_DAYS_OVER_CAPACITY], over[i]);
        assert_number(row[OCCUPANCY_YEAR_PEAK], peak[i]);
    }
    g_rand_free(random);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ratio_of_a_report),
        cmocka_unit_test(test_days_of_stays),
        cmocka_unit_test(test_over_capacity_and_changed_places),
        cmocka_unit_test(test_closed_offer),
        cmocka_unit_test(test_operator_wins_and_stays_fill_in),
        cmocka_unit_test(test_overlapping_reports),
        cmocka_unit_test(test_without_places),
        cmocka_unit_test(test_census),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_all_regions),
        cmocka_unit_test(test_against_counting_every_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
