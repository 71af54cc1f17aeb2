/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar, sentence by sentence: number, direction, base and basis, and words for what is not shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report_fixture.h"
#include "vifte/sentences.h"

static struct fixture fixture;

static int setup(void **state)
{
    (void)state;
    text_set_language(LANGUAGE_EN, "build/locale");
    fixture_fill(&fixture);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    fixture_clear(&fixture);
    return 0;
}

static void assert_text(char *text, const char *expected)
{
    if (expected == NULL) {
        assert_null(text);
        return;
    }
    assert_non_null(text);
    assert_string_equal(text, expected);
    g_free(text);
}

static void assert_citizens(const char *expected)
{
    assert_text(sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024), expected);
}

static void more_citizens_with_arrivals_and_exits(void **state)
{
    (void)state;
    assert_citizens(
        "31 citizens in the target group on 31 December 2024 (2 of 2 municipalities), 4 more than the year "
        "before: 7 have arrived, 3 have left.");
}

static void fewer_and_the_same(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CHANGE] = cell_number(-1200, 27);
    fixture_now(&fixture)[NEED_EXITS] = cell_number(1, 1);
    assert_citizens(
        "31 citizens in the target group on 31 December 2024 (2 of 2 municipalities), 1,200 fewer than the "
        "year before: 7 have arrived, 1 has left.");
    fixture_now(&fixture)[NEED_CHANGE] = cell_number(0, 27);
    assert_citizens(
        "31 citizens in the target group on 31 December 2024 (2 of 2 municipalities), the same as the year "
        "before: 7 have arrived, 1 has left.");
}

static void one_citizen_and_none(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CITIZENS] = cell_number(1, 1);
    fixture_now(&fixture)[NEED_CHANGE] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
    fixture_now(&fixture)[NEED_BASIS] = cell_name(&DURING);
    assert_citizens("1 citizen in the target group during 2024 (2 of 2 municipalities).");
    fixture_now(&fixture)[NEED_CITIZENS] = cell_number(0, 0);
    fixture_now(&fixture)[NEED_BASIS] = cell_empty(CELL_MISSING, REASON_NONE);
    assert_citizens("No citizens in the target group in 2024 (2 of 2 municipalities).");
}

static void a_hidden_figure_is_named_and_nothing_is_said_of_it(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CHANGE] = hidden();
    assert_citizens(
        "31 citizens in the target group on 31 December 2024 (2 of 2 municipalities); change from the year "
        "before: confidential.");
    fixture_now(&fixture)[NEED_CITIZENS] = hidden();
    assert_citizens("Citizens in the target group on 31 December 2024: confidential.");
    fixture_now(&fixture)[NEED_CITIZENS] = cell_empty(CELL_MISSING, REASON_NONE);
    assert_citizens("Citizens in the target group on 31 December 2024: not reported.");
}

static void one_hidden_flow_names_both_by_their_columns(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_EXITS] = hidden();
    assert_citizens(
        "31 citizens in the target group on 31 December 2024 (2 of 2 municipalities), 4 more than the year "
        "before; arrivals: 7, exits: confidential.");
}

static void forms_alone_say_that_they_are_a_sum(void **state)
{
    (void)state;
    struct cell *now = fixture_now(&fixture);
    now[NEED_SOURCE] = cell_name(&FORMS_SUM);
    now[NEED_ARRIVALS] = now[NEED_EXITS] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_citizens("31 citizens in the target group on 31 December 2024 (2 of 2 municipalities; sum of the "
                    "municipalities' reports, may count a citizen twice), 4 more than the year before.");
}

static void nothing_is_said_without_a_row_or_table(void **state)
{
    (void)state;
    const struct released *released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_null(sentences_citizens(released, "autism", 2022));
    assert_null(sentences_citizens(released, "other", 2024));
    assert_null(sentences_supply(released, "autism", 2024));
    assert_null(sentences_occupancy(released, "group", "autism", 2024));
    assert_null(sentences_inside(released, "autism", 2024));
    assert_null(sentences_fit(released, "autism", 2024));
    assert_null(sentences_expected(released, "autism", 2024));
    assert_null(sentences_offers_used(released, "autism", 2024));
}

static void rate_and_waiting(void **state)
{
    (void)state;
    const struct released *released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_text(sentences_rate(released, "autism", 2024),
                "That is 2.7 per 10,000 inhabitants of the target group's ages.");
    assert_text(sentences_waiting(released, "autism", 2024),
                "5 citizens wait for an offer according to the municipalities' forms for 2024.");
    fixture_now(&fixture)[NEED_RATE] = hidden();
    fixture_now(&fixture)[NEED_WAITING] = cell_number(1, 1);
    released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_null(sentences_rate(released, "autism", 2024));
    assert_text(sentences_waiting(released, "autism", 2024),
                "1 citizen waits for an offer according to the municipalities' forms for 2024.");
    fixture_now(&fixture)[NEED_WAITING] = cell_number(0, 0);
    assert_text(sentences_waiting(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "No citizens wait for an offer according to the municipalities' forms for 2024.");
    fixture_now(&fixture)[NEED_WAITING] = hidden();
    assert_text(sentences_waiting(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Citizens who wait for an offer, 2024: confidential.");
}

static void forms_alone_say_nothing_of_chance(void **state)
{
    (void)state;
    assert_null(sentences_of_forms(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024));
    fixture_now(&fixture)[NEED_ARRIVALS] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_text(
        sentences_of_forms(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
        "The forms do not show who came and who left, so nothing is said of whether a change could be "
        "chance.");
}

static void places_are_those_in_the_region(void **state)
{
    (void)state;
    fixture_places(&fixture, &AALBORG, 2023, cell_number(36.46, CONTRIBUTORS_NONE));
    fixture_places(&fixture, &AALBORG, 2024, cell_number(30.25, CONTRIBUTORS_NONE));
    fixture_places(&fixture, &AALBORG, 2024, cell_number(8.25, CONTRIBUTORS_NONE));
    fixture_places(&fixture, &AALBORG, 2024, cell_empty(CELL_NA, REASON_NOT_IN_PLACES));
    fixture_places(&fixture, &RANDERS, 2024, cell_number(1000, CONTRIBUTORS_NONE));
    const struct released *released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_text(
        sentences_supply(released, "autism", 2024),
        "On average there were 38.5 places for the target group in Nordjylland in 2024, 2 more than the year "
        "before.");
    fixture_places(&fixture, &AALBORG, 2024, hidden());
    assert_text(sentences_supply(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Places for the target group in Nordjylland, 2024: confidential.");
    assert_text(sentences_supply(fixture_release(&fixture, AUDIENCE_INTERNAL), "other", 2024),
                "No offer to the target group in Nordjylland had places in 2024.");
}

static void occupancy_has_its_base_and_points(void **state)
{
    (void)state;
    struct cell *row = fixture_occupancy(&fixture, &LEVEL_GROUP, &AUTISM, 1.1);
    assert_text(
        sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
        "Actual occupancy was 110.0% of 3,660 place-days in 2024, 2.0 percentage points lower than the year "
        "before; 12.0 percentage points above the budgeted 98.0%.");
    row[OCCUPANCY_YEAR_CHANGE_POINTS] = cell_number(1, 9);
    row[OCCUPANCY_YEAR_GAP_POINTS] = cell_number(0.01, 9);
    assert_text(
        sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
        "Actual occupancy was 110.0% of 3,660 place-days in 2024, 1.0 percentage point higher than the year "
        "before; as budgeted (98.0%).");
    row[OCCUPANCY_YEAR_OCCUPANCY] = cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    assert_text(sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
                "Actual occupancy in 2024: not applicable (the offer is not measured in places).");
    row[OCCUPANCY_YEAR_OCCUPANCY] = hidden();
    assert_text(sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
                "Actual occupancy in 2024: confidential.");
}

static void a_public_edition_has_whole_per_cent(void **state)
{
    (void)state;
    fixture_occupancy(&fixture, &LEVEL_OFFER, &OFFER_A, 0.9164);
    assert_text(sentences_occupancy(fixture_release(&fixture, AUDIENCE_PUBLIC), "offer", "A", 2024),
                "Actual occupancy was 92% of 3,660 place-days in 2024; 6.0 percentage points below the "
                "budgeted 98.0%.");
}

static void add_inside(int year, double share)
{
    struct cell *row = table_add(fixture_table(&fixture, TABLE_SELF_SUFFICIENCY));
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&AUTISM);
    row[SELF_SUFFICIENCY_YEAR] = cell_year(year);
    row[SELF_SUFFICIENCY_CITIZENS] = cell_number(12, 12);
    row[SELF_SUFFICIENCY_DAYS] = cell_number(4000, 12);
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] = cell_number(share, 12);
    row[SELF_SUFFICIENCY_IN_REGION_CITIZENS] = cell_number(8, 8);
}

static void inside_the_region(void **state)
{
    (void)state;
    add_inside(2023, 0.796);
    add_inside(2024, 0.844);
    assert_text(sentences_inside(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "84% of the target group's 4,000 days in 2024 lay in offers in Nordjylland, 4 percentage "
                "points higher "
                "than the year before; 8 of 12 citizens had all their days there.");
    struct cell *row = table_row_mutable(fixture.results.tables[TABLE_SELF_SUFFICIENCY], 1);
    row[SELF_SUFFICIENCY_IN_REGION_CITIZENS] = hidden();
    assert_text(sentences_inside(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "84% of the target group's 4,000 days in 2024 lay in offers in Nordjylland, 4 percentage "
                "points higher "
                "than the year before.");
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] = hidden();
    assert_text(sentences_inside(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Share of the target group's days in offers in Nordjylland, 2024: confidential.");
}

static void add_fit(const struct name *answer, double municipalities)
{
    struct cell *row = table_add(fixture_table(&fixture, TABLE_FIT));
    row[FIT_GROUP] = cell_name(&AUTISM);
    row[FIT_YEAR] = cell_year(2024);
    row[FIT_ANSWER] = cell_name(answer);
    row[FIT_MUNICIPALITIES] = cell_number(municipalities, CONTRIBUTORS_NONE);
}

static void fit_counts_answers(void **state)
{
    (void)state;
    static const struct name ANSWERS[] = {{"1", "1"}, {"2", "2"}, {"3", "3"},
                                          {"4", "4"}, {"5", "5"}, {"unknown", "?"}};
    for (size_t i = 0; i < G_N_ELEMENTS(ANSWERS); i++) {
        add_fit(&ANSWERS[i], (double)i + 1);
    }
    assert_text(
        sentences_fit(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
        "Of 21 answers on whether supply fits demand (2024) 9 are good (4-5), 3 in between (3) and 3 poor "
        "(1-2); 6 do not know.");
}

static void add_expected(const struct name *who, const struct name *direction, struct cell expected)
{
    struct cell *row = table_add(fixture_table(&fixture, TABLE_EXPECTED));
    row[EXPECTED_GROUP] = cell_name(&AUTISM);
    row[EXPECTED_MUNICIPALITY] = cell_name(who);
    row[EXPECTED_YEAR] = cell_year(2024);
    if (direction != NULL) {
        row[EXPECTED_DIRECTION] = cell_name(direction);
    }
    row[EXPECTED_1Y] = expected;
    row[EXPECTED_3Y] = hidden();
}

static void expectations_are_of_those_who_gave_a_number(void **state)
{
    (void)state;
    static const struct name MORE = {"more", "more"}, UNKNOWN = {"unknown", "do not know"};
    add_expected(&REGION, NULL, cell_number(34, 34));
    assert_text(sentences_expected(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Citizens expected by the municipalities that gave a number (forms for 2024): in one year "
                "34, in three "
                "years confidential.");
    add_expected(&AALBORG, &MORE, cell_number(34, 34));
    add_expected(&RANDERS, &UNKNOWN, cell_empty(CELL_MISSING, REASON_NONE));
    table_sort(fixture.results.tables[TABLE_EXPECTED]);
    assert_text(
        sentences_expected(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
        "Citizens expected by the municipalities that gave a number (forms for 2024): in one year 34, in "
        "three "
        "years confidential. Of 2 municipalities 1 expect more, 0 the same, 0 fewer, and 1 answer something "
        "else or do not know.");
}

static void a_group_below_the_threshold_gets_one_sentence(void **state)
{
    (void)state;
    fixture.project.n_groups = 2;
    struct cell *row = table_add(fixture_table(&fixture, TABLE_NEED));
    static const struct name TINY = {"tiny", "Tiny group"};
    row[NEED_GROUP] = cell_name(&TINY);
    row[NEED_MUNICIPALITY] = cell_name(&REGION);
    row[NEED_YEAR] = cell_year(2024);
    row[NEED_CITIZENS] = cell_number(2, 2);
    GPtrArray *list = sentences_of_group(fixture_release(&fixture, AUDIENCE_PUBLIC), 1);
    assert_int_equal(list->len, 1);
    assert_string_equal(g_ptr_array_index(list, 0), "The figures for this target group are confidential.");
    g_ptr_array_unref(list);
}

static const char *front_text(const GPtrArray *list, guint i)
{
    return ((const struct sentence *)g_ptr_array_index(list, i))->text;
}

static void the_front_page_says_the_most_important(void **state)
{
    (void)state;
    fixture_occupancy(&fixture, &LEVEL_OFFER, &OFFER_A, 0.85);
    GPtrArray *list = sentences_front(fixture_release(&fixture, AUDIENCE_INTERNAL));
    assert_int_equal(list->len, 4);
    assert_string_equal(
        front_text(list, 0),
        "Since the year before, citizens have become more in 1 of 1 target group, fewer in 0 and are the "
        "same in 0.");
    assert_non_null(strstr(front_text(list, 1), "Autism: 31 citizens in the target group"));
    assert_string_equal(front_text(list, 2),
                        "Furthest below its budgeted occupancy in 2024 is Offer A: 85.0% of 3,660 "
                        "place-days against a budgeted 98.0%.");
    assert_string_equal(((const struct sentence *)g_ptr_array_index(list, 2))->anchor, "offers");
    g_ptr_array_unref(list);
}

/* Hidden figures may decide no extreme. */
static void extremes_are_found_among_shown_figures(void **state)
{
    (void)state;
    struct cell *row = fixture_occupancy(&fixture, &LEVEL_OFFER, &OFFER_A, 1.2);
    row[OCCUPANCY_YEAR_OCCUPANCY] = hidden();
    row[OCCUPANCY_YEAR_GAP_POINTS] = hidden();
    fixture_now(&fixture)[NEED_CHANGE] = hidden();
    fixture_now(&fixture)[NEED_WAITING] = hidden();
    GPtrArray *list = sentences_front(fixture_release(&fixture, AUDIENCE_INTERNAL));
    assert_int_equal(list->len, 0);
    g_ptr_array_unref(list);
}

/* The catalogue chooses its words; number, plural, state and the marks of numbers are the grammar's. */
static void assert_danish(char *text, const char *const *parts, size_t n)
{
    const char *from = text;
    for (size_t i = 0; i < n; i++) {
        from = strstr(from, parts[i]);
        assert_non_null(from);
        from += strlen(parts[i]);
    }
    g_free(text);
}

static void in_danish(void **state)
{
    (void)state;
    static const struct name DANISH = {"2/2", "2 af 2 kommuner"};
    static const char *const MANY[] = {
        "31 borgere i målgruppen pr. 31. december 2024 (2 af 2 kommuner), ", "4 ", ": ", "7", "3", "."};
    static const char *const ONE[] = {"1 borger i målgruppen pr. 31. december 2024 (2 af 2 kommuner); ",
                                      "fortroligt."};
    static const char *const OCCUPANCY[] = {
        "95,1\u00a0%",      "3.660 pladsdage",          "2024, ", "2,0 procentpoint", "; ",
        "2,9 procentpoint", "budgetterede 98,0\u00a0%."};
    text_set_language(LANGUAGE_DA, "build/locale");
    fixture_now(&fixture)[NEED_REPORTED_BY] = cell_name(&DANISH);
    assert_danish(sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024), MANY,
                  G_N_ELEMENTS(MANY));
    fixture_now(&fixture)[NEED_CITIZENS] = cell_number(1, 1);
    fixture_now(&fixture)[NEED_CHANGE] = hidden();
    assert_danish(sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024), ONE,
                  G_N_ELEMENTS(ONE));
    fixture_occupancy(&fixture, &LEVEL_GROUP, &AUTISM, 0.951);
    assert_danish(sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
                  OCCUPANCY, G_N_ELEMENTS(OCCUPANCY));
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(more_citizens_with_arrivals_and_exits),
        TEST(fewer_and_the_same),
        TEST(one_citizen_and_none),
        TEST(a_hidden_figure_is_named_and_nothing_is_said_of_it),
        TEST(one_hidden_flow_names_both_by_their_columns),
        TEST(forms_alone_say_that_they_are_a_sum),
        TEST(nothing_is_said_without_a_row_or_table),
        TEST(rate_and_waiting),
        TEST(forms_alone_say_nothing_of_chance),
        TEST(places_are_those_in_the_region),
        TEST(occupancy_has_its_base_and_points),
        TEST(a_public_edition_has_whole_per_cent),
        TEST(inside_the_region),
        TEST(fit_counts_answers),
        TEST(expectations_are_of_those_who_gave_a_number),
        TEST(a_group_below_the_threshold_gets_one_sentence),
        TEST(the_front_page_says_the_most_important),
        TEST(extremes_are_found_among_shown_figures),
        TEST(in_danish),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
