/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar, sentence by sentence: number, direction, base and basis, and words for what is not shown. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "report_fixture.h"
#include "vifte/figure_id.h"
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
    char *plain = figure_unmark(text);
    assert_string_equal(plain, expected);
    g_free(plain);
    g_free(text);
}

static void assert_citizens(const char *expected)
{
    assert_text(sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024), expected);
}

static void more_citizens_with_arrivals_and_exits(void **state)
{
    (void)state;
    assert_citizens("On 31 December 2024 there were 31 citizens in the target group in Nordjylland (2 of 2 "
                    "municipalities), 4 "
                    "more than the year before. During 2024 7 arrived and 3 left.");
}

static void fewer_and_the_same(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CHANGE] = cell_number(-1200, 27);
    fixture_now(&fixture)[NEED_EXITS] = cell_number(1, 1);
    assert_citizens("On 31 December 2024 there were 31 citizens in the target group in Nordjylland (2 of 2 "
                    "municipalities), "
                    "1,200 fewer than the year before. During 2024 7 arrived and 1 left.");
    fixture_now(&fixture)[NEED_CHANGE] = cell_number(0, 27);
    assert_citizens("On 31 December 2024 there were 31 citizens in the target group in Nordjylland (2 of 2 "
                    "municipalities), "
                    "the same as the year before. During 2024 7 arrived and 1 left.");
}

static void one_citizen_and_none(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CITIZENS] = cell_number(1, 1);
    fixture_now(&fixture)[NEED_CHANGE] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
    fixture_now(&fixture)[NEED_BASIS] = cell_name(&DURING);
    assert_citizens("During 2024 there was 1 citizen in the target group in Nordjylland (2 of 2 "
                    "municipalities). During 2024 7 "
                    "arrived and 3 left.");
    fixture_now(&fixture)[NEED_CITIZENS] = cell_number(0, 0);
    fixture_now(&fixture)[NEED_BASIS] = cell_empty(CELL_MISSING, REASON_NONE);
    assert_citizens("In 2024 there were no citizens in the target group in Nordjylland (2 of 2 "
                    "municipalities). During 2024 7 "
                    "arrived and 3 left.");
}

static void a_hidden_figure_is_named_and_nothing_is_said_of_it(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_CHANGE] = hidden();
    assert_citizens("On 31 December 2024 there were 31 citizens in the target group in Nordjylland (2 of 2 "
                    "municipalities); "
                    "change from the year before: confidential. During 2024 7 arrived and 3 left.");
    fixture_now(&fixture)[NEED_CITIZENS] = hidden();
    assert_citizens("On 31 December 2024: citizens in the target group: confidential.");
    fixture_now(&fixture)[NEED_CITIZENS] = cell_empty(CELL_MISSING, REASON_NONE);
    assert_citizens("On 31 December 2024: citizens in the target group: not reported.");
}

static void one_hidden_flow_names_both_by_their_columns(void **state)
{
    (void)state;
    fixture_now(&fixture)[NEED_EXITS] = hidden();
    assert_citizens("On 31 December 2024 there were 31 citizens in the target group in Nordjylland (2 of 2 "
                    "municipalities), 4 "
                    "more than the year before. Arrivals in 2024: 7; exits: confidential.");
}

static void forms_alone_say_that_they_are_a_sum(void **state)
{
    (void)state;
    struct cell *now = fixture_now(&fixture);
    now[NEED_SOURCE] = cell_name(&FORMS_SUM);
    now[NEED_ARRIVALS] = now[NEED_EXITS] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_citizens(
        "On 31 December 2024 there were 31 citizens in the target group in Nordjylland (2 of 2 "
        "municipalities; sum of the municipalities' reports, may count a citizen twice), 4 more than "
        "the year before.");
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
    assert_text(
        sentences_rate(released, "autism", 2024),
        "That is 2.7 citizens per 10,000 inhabitants of the target group's ages (2 of 2 municipalities).");
    assert_text(sentences_waiting(released, "autism", 2024),
                "According to the municipalities' forms for 2024 5 citizens wait for an offer.");
    fixture_now(&fixture)[NEED_RATE] = hidden();
    fixture_now(&fixture)[NEED_WAITING] = cell_number(1, 1);
    released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_null(sentences_rate(released, "autism", 2024));
    assert_text(sentences_waiting(released, "autism", 2024),
                "According to the municipalities' forms for 2024 1 citizen waits for an offer.");
    fixture_now(&fixture)[NEED_WAITING] = cell_number(0, 0);
    assert_text(sentences_waiting(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "According to the municipalities' forms for 2024 no citizens wait for an offer.");
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
        "In Nordjylland there were on average 38.5 places for the target group in 2024, 2 more than the year "
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
    assert_text(sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
                "Actual occupancy was 110% of 3,660 place-days in 2024, 2 percentage points lower than the "
                "year before "
                "and 12 percentage points above the budgeted occupancy of 98%.");
    row[OCCUPANCY_YEAR_CHANGE_POINTS] = cell_number(1, 9);
    row[OCCUPANCY_YEAR_GAP_POINTS] = cell_number(0.01, 9);
    assert_text(sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
                "Actual occupancy was 110% of 3,660 place-days in 2024, 1 percentage point higher than the "
                "year before "
                "and as budgeted (98%).");
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
                "Actual occupancy was 92% of 3,660 place-days in 2024, 6 percentage points below the "
                "budgeted occupancy of "
                "98%.");
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
                "than the year before; 8 of the year's 12 citizens had all their days there.");
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
    assert_text(sentences_fit(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "The municipalities' 21 answers on how well supply fits demand in 2024: 9 good (4-5), 3 in "
                "between (3), 3 "
                "poor (1-2) and 6 “do not know”.");
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
    assert_text(
        sentences_expected(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
        "The municipalities that gave a number (forms for 2024) together expect this many citizens in the "
        "target group: in one year 34, in three years confidential.");
    add_expected(&AALBORG, &MORE, cell_number(34, 34));
    add_expected(&RANDERS, &UNKNOWN, cell_empty(CELL_MISSING, REASON_NONE));
    table_sort(fixture.results.tables[TABLE_EXPECTED]);
    assert_text(
        sentences_expected(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
        "The 1 municipality that gave a number (forms for 2024) expects this many citizens in the target "
        "group: in one year 34, in three years confidential. 2 municipalities have said how the number will "
        "develop: more citizens (1) and another answer or “do not know” (1).");
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
    assert_string_equal(front_text(list, 0),
                        "Since the year before the number of citizens has risen in 1 of 1 target group. "
                        "Whether that is more than chance cannot be told.");
    assert_non_null(strstr(front_text(list, 1),
                           "Autism: On 31 December 2024 there were 31 citizens in the target group"));
    assert_string_equal(front_text(list, 2),
                        "Furthest below its budgeted occupancy in 2024 is Offer A: 85.0% of 3,660 "
                        "place-days against a budgeted 98%.");
    assert_string_equal(((const struct sentence *)g_ptr_array_index(list, 2))->anchor, "offers");
    g_ptr_array_unref(list);
}

/* A rise is not called clear where arrivals and exits differ by no more than chance would bring. */
static void the_front_page_says_what_is_clear(void **state)
{
    (void)state;
    static const struct {
        double p;
        const char *said;
    } CASES[] = {{0.2, "The change is not clear."}, {0.04, "The change is clear in Autism."}};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct table *need = fixture_table(&fixture, TABLE_NEED);
        for (size_t row = 0; row < table_rows(need); row++) {
            table_row_mutable(need, row)[NEED_CHANGE_P] = cell_number(CASES[i].p, 7);
        }
        GPtrArray *list = sentences_front(fixture_release(&fixture, AUDIENCE_INTERNAL));
        assert_true(g_str_has_suffix(front_text(list, 0), CASES[i].said));
        g_ptr_array_unref(list);
    }
}

static void expect(int year, double lower, double upper)
{
    struct cell *row = table_add(fixture_table(&fixture, TABLE_FORECAST));
    row[FORECAST_GROUP] = cell_name(&AUTISM);
    row[FORECAST_YEAR] = cell_number(year, 0);
    row[FORECAST_MEAN] = cell_number((lower + upper) / 2, 31);
    row[FORECAST_LOWER95] = cell_number(lower, 31);
    row[FORECAST_UPPER95] = cell_number(upper, 31);
}

/* What is expected: the forecast's finding, and how the municipalities answer. 31 citizens now. */
static void the_front_page_says_what_is_expected(void **state)
{
    (void)state;
    static const struct name MORE = {"more", "more"};
    expect(2025, 20, 40);
    expect(2026, 25, 45);
    const GPtrArray *list = sentences_front(fixture_release(&fixture, AUDIENCE_INTERNAL));
    const struct sentence *last = g_ptr_array_index(list, list->len - 1);
    assert_string_equal(last->text, "The forecast up to 2026 shows no clear change in the number of citizens "
                                    "in 1 target group.");
    assert_string_equal(last->anchor, "groups");
    g_ptr_array_unref((GPtrArray *)list);

    struct cell *row = table_add(fixture_table(&fixture, TABLE_EXPECTED));
    row[EXPECTED_GROUP] = cell_name(&AUTISM);
    row[EXPECTED_MUNICIPALITY] = cell_name(&AALBORG);
    row[EXPECTED_YEAR] = cell_number(2024, 0);
    row[EXPECTED_DIRECTION] = cell_name(&MORE);
    expect(2027, 32, 60);
    list = sentences_front(fixture_release(&fixture, AUDIENCE_INTERNAL));
    assert_string_equal(front_text(list, list->len - 1),
                        "The forecast up to 2027 shows more citizens in the target group Autism. The "
                        "municipalities have given 1 answer on how the number of citizens will develop: more "
                        "citizens (1).");
    g_ptr_array_unref((GPtrArray *)list);
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

static void in_danish(void **state)
{
    (void)state;
    static const struct name DANISH = {"2/2", "2 af 2 kommuner"};
    text_set_language(LANGUAGE_DA, "build/locale");
    fixture_now(&fixture)[NEED_REPORTED_BY] = cell_name(&DANISH);
    assert_text(sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Pr. 31. december 2024 var der 31 borgere i målgruppen i Nordjylland (2 af 2 kommuner), 4 "
                "flere end året "
                "før. I løbet af 2024 kom 7 til, og 3 gik ud.");
    fixture_now(&fixture)[NEED_CITIZENS] = cell_number(1, 1);
    fixture_now(&fixture)[NEED_CHANGE] = hidden();
    fixture_now(&fixture)[NEED_ARRIVALS] = cell_number(0, 0);
    assert_text(sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Pr. 31. december 2024 var der 1 borger i målgruppen i Nordjylland (2 af 2 kommuner); "
                "ændring fra året "
                "før: fortroligt. I løbet af 2024 kom ingen til, og 3 gik ud.");
    fixture_occupancy(&fixture, &LEVEL_GROUP, &AUTISM, 0.951);
    assert_text(sentences_occupancy(fixture_release(&fixture, AUDIENCE_INTERNAL), "group", "autism", 2024),
                "Den faktiske belægning var 95,1\u00a0% af 3.660 pladsdage i 2024, 2 procentpoint lavere end "
                "året før "
                "og 2,9 procentpoint under den budgetterede belægning på 98\u00a0%.");
}

/* Nobody is named before another who has as many. */
static void the_largest_are_named_without_ties(void **state)
{
    (void)state;
    static struct municipality five[] = {{.name = {"851", "Aalborg"}},
                                         {.name = {"810", "Brønderslev"}},
                                         {.name = {"813", "Frederikshavn"}},
                                         {.name = {"860", "Hjørring"}},
                                         {.name = {"849", "Jammerbugt"}}};
    static uint32_t order[] = {0, 1, 2, 3, 4};
    fixture.model.municipalities = five;
    fixture.model.region_order = order;
    fixture.model.n_municipalities = fixture.model.n_region = G_N_ELEMENTS(five);
    static const double CITIZENS[] = {0, 9, 7, 7, 6};
    for (size_t i = 1; i < G_N_ELEMENTS(five); i++) {
        fixture_need(&fixture, &five[i].name, 2024, CITIZENS[i]);
    }
    table_sort(fixture.results.tables[TABLE_NEED]);
    assert_text(sentences_largest(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Most citizens belong to Aalborg (20) and Brønderslev (9).");
}

/* Every number of a sentence leads back to its cell. */
static void figures_carry_their_ids(void **state)
{
    (void)state;
    char *text = sentences_citizens(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024);
    static const char *const IDS[] = {"need/autism/region/2024/citizens",
                                      "need/autism/region/2024/reported_by", "need/autism/region/2024/change",
                                      "need/autism/region/2024/arrivals", "need/autism/region/2024/exits"};
    const char *rest = text;
    struct figure_piece piece;
    size_t n = 0;
    while (figure_next(&rest, &piece)) {
        if (piece.id != NULL) {
            assert_true(n < G_N_ELEMENTS(IDS));
            assert_string_equal(piece.id, IDS[n++]);
        }
        g_free(piece.id);
        g_free(piece.text);
    }
    assert_int_equal(n, G_N_ELEMENTS(IDS));
    g_free(text);
}

static void other_reporters_make_no_change(void **state)
{
    (void)state;
    static const struct name ONE_OF_TWO = {"1/2", "1 of 2 municipalities"};
    struct cell *now = fixture_now(&fixture);
    now[NEED_REPORTED_BY] = cell_name(&ONE_OF_TWO);
    now[NEED_CHANGE] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
    now[NEED_ARRIVALS] = now[NEED_EXITS] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    assert_citizens(
        "On 31 December 2024 there were 31 citizens in the target group in Nordjylland (1 of 2 "
        "municipalities). The figure cannot be compared with the year before, when 2 of 2 municipalities "
        "had reported.");
}

static void add_category(const char *dimension, const struct name *value, struct cell citizens)
{
    static const struct name AGE = {"age", "Age"}, SEX = {"sex", "Sex"};
    struct cell *row = table_add(fixture_table(&fixture, TABLE_NEED_PROFILE));
    row[NEED_PROFILE_GROUP] = cell_name(&AUTISM);
    row[NEED_PROFILE_YEAR] = cell_year(2024);
    row[NEED_PROFILE_DIMENSION] = cell_name(strcmp(dimension, "age") == 0 ? &AGE : &SEX);
    row[NEED_PROFILE_VALUE] = cell_name(value);
    row[NEED_PROFILE_CITIZENS] = citizens;
}

static void who_they_are(void **state)
{
    (void)state;
    static const struct name YOUNG = {"6-11", "6-11 years"}, OLDER = {"12-17", "12-17 years"},
                             UNKNOWN = {"unknown", "not stated"};
    add_category("age", &UNKNOWN, cell_number(2, 2));
    add_category("age", &OLDER, hidden());
    add_category("age", &YOUNG, cell_number(20, 20));
    add_category("sex", &UNKNOWN, cell_number(31, 31));
    table_sort(fixture.results.tables[TABLE_NEED_PROFILE]);
    const struct released *released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_text(sentences_profile(released, "autism", 2024, "age", NULL),
                "By age the citizens of 2024 (2 of 2 municipalities) are 6-11 years (20), 12-17 years "
                "(confidential) and not stated (2).");
    table_row_mutable(fixture.results.tables[TABLE_NEED_PROFILE], 0)[NEED_PROFILE_CITIZENS] = hidden();
    table_row_mutable(fixture.results.tables[TABLE_NEED_PROFILE], 1)[NEED_PROFILE_CITIZENS] = hidden();
    table_row_mutable(fixture.results.tables[TABLE_NEED_PROFILE], 2)[NEED_PROFILE_CITIZENS] = hidden();
    released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_text(sentences_profile(released, "autism", 2024, "age", NULL),
                "How the citizens of 2024 (2 of 2 municipalities) divide by age is confidential.");
    assert_null(
        sentences_profile(released, "autism", 2024, "sex", NULL)); /* nothing but what is not stated */
    assert_null(sentences_profile(released, "autism", 2024, "severity", NULL));
}

static struct cell *add_offer(const struct name *offer, const struct name *where, double citizens)
{
    static const struct name YES = {"yes", "yes"}, NO = {"no", "no"}, OPEN = {"open", "open"},
                             PERMANENT = {"permanent", "permanent housing"};
    struct cell *row = table_add(fixture_table(&fixture, TABLE_OFFERS_USED));
    row[OFFERS_USED_GROUP] = cell_name(&AUTISM);
    row[OFFERS_USED_YEAR] = cell_year(2024);
    row[OFFERS_USED_OFFER] = row[OFFERS_USED_NAME] = row[OFFERS_USED_OPERATOR] = cell_name(offer);
    row[OFFERS_USED_MUNICIPALITY] = cell_name(where);
    row[OFFERS_USED_CITIZENS] = cell_number(citizens, (int64_t)citizens);
    row[OFFERS_USED_SPECIALISED] = cell_name(&YES);
    row[OFFERS_USED_COOPERATION] = cell_name(&NO);
    row[OFFERS_USED_STATUS] = cell_name(&OPEN);
    row[OFFERS_USED_KIND] = cell_name(&PERMANENT);
    return row;
}

/* None of them is not "0 of them". */
static void offers_inside_and_outside(void **state)
{
    (void)state;
    static const struct name FREE = {"address_free", "address-free"};
    add_offer(&OFFER_A, &AALBORG, 20);
    assert_text(sentences_offers_used(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "The citizens used 1 offer in 2024 (2 of 2 municipalities); it lies in Nordjylland.");
    static const struct name OFFER_B = {"B", "Offer B"};
    add_offer(&OFFER_B, &RANDERS, 5)[OFFERS_USED_KIND] = cell_name(&FREE);
    const struct released *released = fixture_release(&fixture, AUDIENCE_INTERNAL);
    assert_text(sentences_offers_used(released, "autism", 2024),
                "The citizens used 2 offers in 2024 (2 of 2 municipalities), 1 of them outside Nordjylland.");
    assert_text(sentences_offer_kinds(released, "autism", 2024),
                "Among the offers there are 2 highly specialised.");
    assert_text(
        sentences_address_free(released, "autism", 2024),
        "In 2024 citizens used an address-free effort (2 of 2 municipalities): Offer B, given by Offer B "
        "(5 citizens).");
    assert_null(sentences_offers_used(released, "autism", 2022));
}

static void offers_are_told_apart_in_danish(void **state)
{
    (void)state;
    static const struct name YES = {"yes", "ja"}, CLOSED = {"closed", "lukket"}, OFFER_B = {"B", "B"};
    text_set_language(LANGUAGE_DA, "build/locale");
    add_offer(&OFFER_A, &AALBORG, 20)[OFFERS_USED_COOPERATION] = cell_name(&YES);
    add_offer(&OFFER_B, &RANDERS, 5)[OFFERS_USED_STATUS] = cell_name(&CLOSED);
    assert_text(sentences_offer_kinds(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "Blandt tilbuddene er der 2 højt specialiserede, 1 i det forstærkede samarbejde og 1, der "
                "siden er lukket.");
}

/* The first year of use is later than the first year of the capacity log. */
static void what_has_closed_before_use_is_known(void **state)
{
    (void)state;
    static const struct name CLOSED = {"closed", "closed"};
    struct cell *row = table_add(fixture_table(&fixture, TABLE_CAPACITY_LOG));
    row[CAPACITY_LOG_OFFER] = cell_name(&OFFER_A);
    row[CAPACITY_LOG_CHANGE] = cell_name(&CLOSED);
    add_offer(&OFFER_A, &AALBORG, 20);
    assert_text(
        sentences_capacity(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism"),
        "Changes in capacity 2023\u20132024 in the offers that the target group uses: 1 offer closed. "
        "Which offers the target group uses is known from 2024 on; what has closed before is not "
        "among them.");
    add_offer(&OFFER_A, &AALBORG, 20)[OFFERS_USED_YEAR] = cell_year(2023);
    table_sort(fixture.results.tables[TABLE_OFFERS_USED]);
    assert_text(
        sentences_capacity(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism"),
        "Changes in capacity 2023\u20132024 in the offers that the target group uses: 1 offer closed.");
}

static void where_forms_say_citizens_are_helped(void **state)
{
    (void)state;
    static const struct name OWN = {"own_municipality", "Own municipality"},
                             OTHER = {"other_region", "Another region"};
    const struct name *const places[] = {&OTHER, &OWN};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        struct cell *row = table_add(fixture_table(&fixture, TABLE_LOCATIONS));
        row[LOCATIONS_GROUP] = cell_name(&AUTISM);
        row[LOCATIONS_YEAR] = cell_year(2024);
        row[LOCATIONS_LOCATION] = cell_name(places[i]);
        row[LOCATIONS_CITIZENS] = i == 0 ? hidden() : cell_number(12, 12);
        row[LOCATIONS_REPORTED_BY] = cell_name(&TWO_OF_TWO);
    }
    assert_text(sentences_locations(fixture_release(&fixture, AUDIENCE_INTERNAL), "autism", 2024),
                "During 2024 (2 of 2 municipalities; sum of reports) citizens were helped in the own "
                "municipality (12) and in another region (confidential); a citizen counts in each place.");
}

static void what_the_figures_rest_on(void **state)
{
    (void)state;
    const struct released *released = fixture_release(&fixture, AUDIENCE_PUBLIC);
    assert_text(
        sentences_basis(released, "autism", 2024),
        "The number of citizens is counted from the municipalities' records of stays: everybody counts once, "
        "whatever the number of offers. Citizens are counted on 31 December. The figures were made up on 1 "
        "March 2025.");
    char *disclosure = sentences_disclosure(released);
    assert_non_null(strstr(disclosure, "“confidential”"));
    assert_null(strpbrk(disclosure, "0123456789"));
    g_free(disclosure);
    assert_null(sentences_coverage(released, "autism", 2024)); /* no forms were asked for */
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
        TEST(the_front_page_says_what_is_clear),
        TEST(the_front_page_says_what_is_expected),
        TEST(extremes_are_found_among_shown_figures),
        TEST(in_danish),
        TEST(offers_are_told_apart_in_danish),
        TEST(the_largest_are_named_without_ties),
        TEST(what_has_closed_before_use_is_known),
        TEST(figures_carry_their_ids),
        TEST(other_reporters_make_no_change),
        TEST(who_they_are),
        TEST(offers_inside_and_outside),
        TEST(where_forms_say_citizens_are_helped),
        TEST(what_the_figures_rest_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
