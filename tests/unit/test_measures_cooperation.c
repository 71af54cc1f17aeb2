/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Buyers, covered offers and the word for the dialogue, against figures counted by hand; and the
 * demonstration project, whose offers are made to be told apart. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/cooperation_status.h"
#include "vifte/diag.h"
#include "vifte/load.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"
#include "vifte/tails.h"

#define DAY(year, month, day) date_from_ymd(year, month, day)
#define YEAR(year) date_year_start(year), date_year_start((year) + 1)

/* Three municipalities; one covered offer A of ten places that is full at 10 residents and pays its costs at
 * 9.5: 3467.5 kroner a year and place. */
struct fixture {
    struct builder *builder;
    uint32_t aalborg, hjoerring, thisted, set;
    struct offer *offer;
    struct results results;
};

#define RATE_KRONER 1000
#define COSTS_OERE (9.5 * 365 * RATE_KRONER * 100)

static struct fixture fixture_new(int from_year, int to_year)
{
    struct fixture f = {.builder = builder_new(from_year, to_year)};
    f.thisted = builder_municipality(f.builder, "787", "Thisted", true);
    f.aalborg = builder_municipality(f.builder, "851", "Aalborg", true);
    f.hjoerring = builder_municipality(f.builder, "860", "Hjørring", true);
    f.set = builder_set(f.builder, builder_group(f.builder, "autism"), NONE);
    f.offer = builder_offer(f.builder, "A", f.aalborg, f.set);
    f.offer->cooperation = true;
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(10));
    builder_parameter(f.builder, "days", 365);
    for (int year = from_year; year <= to_year; year++) {
        builder_rate(f.builder, 0, year, COMPONENT_BASE, RATE_KRONER, 0.95)->costs = given(COSTS_OERE);
    }
    return f;
}

static void full_year(struct fixture *f, int year, double occupied)
{
    double days = date_year_start(year + 1) - date_year_start(year);
    static char periods[64][8];
    char *period = periods[year % 64];
    g_snprintf(period, 8, "%d", year);
    builder_report(f->builder, 0, period, YEAR(year), not_given(), given(occupied * days));
}

/* Aalborg buys 5, Hjørring 3, Thisted 2, all of it bound, and expects the same. */
static void usual_demand(struct fixture *f, int year)
{
    builder_demand(f->builder, 0, f->thisted, year, 2, 2, 2);
    builder_demand(f->builder, 0, f->aalborg, year, 5, 5, 5);
    builder_demand(f->builder, 0, f->hjoerring, year, 3, 3, 3);
}

static void measure(struct fixture *f)
{
    const struct model *model = builder_model(f->builder);
    measures_occupancy(model, &f->results);
    measures_buyers(model, &f->results);
    measures_cooperation(model, &f->results);
    check_sorted(f->results.tables[TABLE_BUYERS]);
    check_sorted(f->results.tables[TABLE_COOPERATION]);
    check_sorted(f->results.tables[TABLE_DETECTION]);
}

static const struct cell *buyers_row(struct fixture *f, const char *keys)
{
    return need_row(f->results.tables[TABLE_BUYERS], keys);
}

static const struct cell *cooperation_row(struct fixture *f, const char *keys)
{
    return need_row(f->results.tables[TABLE_COOPERATION], keys);
}

static void fixture_free(struct fixture *f)
{
    free_tables(&f->results);
    builder_free(f->builder);
}

/* --- buyers --- */

static void test_buyers(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    usual_demand(&f, 2022);
    builder_demand(f.builder, 0, f.thisted, 2023, 0, 0, 0);
    builder_demand(f.builder, 0, f.aalborg, 2023, 5, 5, 5); /* Hjørring did not report: not lost */
    builder_demand(f.builder, 0, f.thisted, 2024, 1, 0, 1);
    builder_demand(f.builder, 0, f.aalborg, 2024, 0, 0, 0);
    builder_demand(f.builder, 0, f.hjoerring, 2024, 3, 3, 3);
    full_year(&f, 2022, 10);
    full_year(&f, 2023, 10);
    measure(&f);

    const struct cell *row = buyers_row(&f, "A 2022");
    assert_number(row[BUYERS_BUYERS], 3);
    assert_rests(row[BUYERS_BOUGHT], 10, 10);
    assert_number(row[BUYERS_LARGEST_SHARE], 0.5);
    assert_word(row[BUYERS_LARGEST_BUYER], "851");
    assert_int_equal(row[BUYERS_LARGEST_BUYER].contributors, 5);
    assert_number(row[BUYERS_BREAK_EVEN_OCCUPANCY], 0.95);
    assert_word(row[BUYERS_FALLS_BELOW_WITHOUT], "787|851|860");
    assert_word(row[BUYERS_REPORTED_BY], "3/3");
    assert_empty(row[BUYERS_LOST], CELL_UNDEFINED, REASON_NO_EARLIER);
    row = buyers_row(&f, "A 2023");
    assert_number(row[BUYERS_BUYERS], 1);
    assert_number(row[BUYERS_LOST], 1);
    assert_word(row[BUYERS_WHO_LOST], "787");
    assert_word(row[BUYERS_REPORTED_BY], "2/3");
    row = buyers_row(&f, "A 2024");
    assert_number(row[BUYERS_LOST], 1);
    assert_word(row[BUYERS_WHO_LOST], "851");
    assert_number(row[BUYERS_NEW], 1); /* Hjørring was silent in 2023: nobody knows whether it is new */
    assert_word(row[BUYERS_WHO_NEW], "787");
    assert_empty(row[BUYERS_FALLS_BELOW_WITHOUT], CELL_UNDEFINED, REASON_NO_OCCUPANCY);
    fixture_free(&f);
}

/* Ten residents and a break-even of 9.5: a quarter of a place can be missed, a whole one cannot. */
static void test_falls_below(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    builder_demand(f.builder, 0, f.thisted, 2024, 0.25, 0, 0);
    builder_demand(f.builder, 0, f.aalborg, 2024, 0.5, 0, 0);
    builder_demand(f.builder, 0, f.hjoerring, 2024, 0.75, 0, 0);
    full_year(&f, 2024, 10);
    measure(&f);
    assert_word(buyers_row(&f, "A 2024")[BUYERS_FALLS_BELOW_WITHOUT], "860");
    fixture_free(&f);

    f = fixture_new(2024, 2024); /* nine residents: it is nobody's leaving that does it */
    builder_demand(f.builder, 0, f.hjoerring, 2024, 3, 3, 3);
    full_year(&f, 2024, 9);
    measure(&f);
    assert_empty(buyers_row(&f, "A 2024")[BUYERS_FALLS_BELOW_WITHOUT], CELL_NA, REASON_BELOW_ALREADY);
    fixture_free(&f);
}

/* --- the word --- */

static enum cooperation_word word_of(size_t n, const enum cooperation_sign *on, size_t notices, size_t lost,
                                     int limit)
{
    struct cooperation_signs signs = {.notices = notices, .lost = lost};
    for (size_t i = 0; i < n; i++) {
        signs.on[on[i]] = true;
    }
    return cooperation_word(&signs, limit);
}

#define WORD_OF(notices, lost, limit, ...) \
    word_of(sizeof((const enum cooperation_sign[]){__VA_ARGS__}) / sizeof(enum cooperation_sign), \
            (const enum cooperation_sign[]){__VA_ARGS__}, notices, lost, limit)

static void test_words(void **state)
{
    (void)state;
    assert_int_equal(word_of(0, NULL, 0, 0, 1), COOPERATION_NONE);
    /* what stands beside never gives a word, not even together */
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_FALL), COOPERATION_NONE);
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_ELSEWHERE), COOPERATION_NONE);
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_ELSEWHERE, SIGN_FALL), COOPERATION_NONE);
    static const enum cooperation_sign ALONE[] = {SIGN_COMMITTED, SIGN_BOUGHT,      SIGN_EXPECTED,
                                                  SIGN_LARGEST,   SIGN_KNOWN_EXITS, SIGN_REFERRALS,
                                                  SIGN_EMPTY};
    for (size_t i = 0; i < G_N_ELEMENTS(ALONE); i++) {
        assert_int_equal(word_of(1, &ALONE[i], 0, 0, 1), COOPERATION_FOLLOW);
    }
    assert_int_equal(WORD_OF(1, 0, 1, SIGN_NOTICE), COOPERATION_DIALOGUE);
    assert_int_equal(WORD_OF(1, 0, 2, SIGN_NOTICE), COOPERATION_FOLLOW);
    assert_int_equal(WORD_OF(0, 1, 1, SIGN_LOST), COOPERATION_DIALOGUE);
    assert_int_equal(WORD_OF(0, 1, 2, SIGN_LOST), COOPERATION_FOLLOW);
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_COMMITTED, SIGN_EXPECTED), COOPERATION_DIALOGUE);
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_EXPECTED, SIGN_LARGEST), COOPERATION_DIALOGUE);
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_COMMITTED, SIGN_BOUGHT), COOPERATION_FOLLOW); /* one kind */
    assert_int_equal(WORD_OF(0, 0, 1, SIGN_KNOWN_EXITS, SIGN_REFERRALS, SIGN_EMPTY, SIGN_FALL),
                     COOPERATION_FOLLOW);
}

static void test_reason_in_order(void **state)
{
    (void)state;
    struct cooperation_signs signs = {.notices = 1};
    signs.on[SIGN_FALL] = signs.on[SIGN_EMPTY] = signs.on[SIGN_NOTICE] = true;
    struct cell reason = cooperation_reason_cell(&signs, COOPERATION_DIALOGUE);
    assert_word(reason, "notice|empty|fall");
    reason = cooperation_reason_cell(&signs, COOPERATION_NONE);
    assert_empty(reason, CELL_NA, REASON_NO_SIGN);
}

/* --- one offer and year --- */

static void test_healthy(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    for (int year = 2022; year <= 2024; year++) {
        usual_demand(&f, year);
        full_year(&f, year, 9.9);
    }
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2024");
    assert_word(row[COOPERATION_STATUS], "none");
    assert_number(row[COOPERATION_PLACES], 10);
    assert_rests(row[COOPERATION_OCCUPANCY], 0.99, 9);
    assert_true(fabs(row[COOPERATION_EMPTY_PLACE_DAYS].number - 36.6) < 1e-9);
    assert_true(fabs(row[COOPERATION_BUDGETED_EMPTY_PLACE_DAYS].number - 183) < 1e-9);
    assert_number(row[COOPERATION_BREAK_EVEN], 9.5);
    assert_rests(row[COOPERATION_EXPECTED_TOTAL], 10, 10);
    assert_number(row[COOPERATION_EXPECTED_N], 3);
    assert_number(row[COOPERATION_COMMITTED_CHANGE], 0);
    assert_number(row[COOPERATION_NOTICE], 0);
    assert_empty(row[COOPERATION_REFERRALS], CELL_MISSING, REASON_NO_VOLUME);
    assert_empty(row[COOPERATION_CUSUM_SIGNAL], CELL_UNDEFINED, REASON_SHORT_SERIES);
    fixture_free(&f);
}

/* A notice given long ago and repeated in the form is no new one; one given since the year ended is. */
static void test_notice_and_cut(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    usual_demand(&f, 2023);
    builder_demand(f.builder, 0, f.thisted, 2024, 2, 2, 2)->notice_day = DAY(2022, 5, 1);
    builder_demand(f.builder, 0, f.aalborg, 2024, 5, 4, 5);
    builder_demand(f.builder, 0, f.hjoerring, 2024, 3, 3, 3)->notice_day = DAY(2025, 1, 20);
    full_year(&f, 2023, 10);
    full_year(&f, 2024, 10);
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2024");
    assert_number(row[COOPERATION_NOTICE], 1);
    assert_number(row[COOPERATION_COMMITTED_CHANGE], -1);
    assert_word(row[COOPERATION_REASON], "notice|committed");
    assert_word(row[COOPERATION_STATUS], "dialogue");
    assert_word(cooperation_row(&f, "A 2023")[COOPERATION_STATUS], "none");
    fixture_free(&f);
}

/* Given in December, after the year's report was sent: told by the next one, and once. */
static void test_late_notice(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    usual_demand(&f, 2022);
    for (int year = 2023; year <= 2024; year++) {
        builder_demand(f.builder, 0, f.thisted, year, 2, 2, 2)->notice_day = DAY(2022, 12, 20);
        builder_demand(f.builder, 0, f.aalborg, year, 5, 5, 5);
        builder_demand(f.builder, 0, f.hjoerring, year, 3, 3, 3);
    }
    for (int year = 2022; year <= 2024; year++) {
        full_year(&f, year, 10);
    }
    measure(&f);
    assert_number(cooperation_row(&f, "A 2022")[COOPERATION_NOTICE], 0);
    assert_number(cooperation_row(&f, "A 2023")[COOPERATION_NOTICE], 1);
    assert_word(cooperation_row(&f, "A 2023")[COOPERATION_STATUS], "dialogue");
    assert_number(cooperation_row(&f, "A 2024")[COOPERATION_NOTICE], 0);
    fixture_free(&f);
}

/* 9 expected against 9.5; the municipality that is silent counts with what it last said. */
static void test_expected(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    usual_demand(&f, 2022);
    builder_demand(f.builder, 0, f.aalborg, 2023, 5, 5, 5);
    builder_demand(f.builder, 0, f.hjoerring, 2023, 3, 3, 3);
    builder_demand(f.builder, 0, f.thisted, 2024, 2, 2, 1);
    builder_demand(f.builder, 0, f.aalborg, 2024, 5, 5, 5);
    builder_demand(f.builder, 0, f.hjoerring, 2024, 3, 3, 3);
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2023");
    assert_number(row[COOPERATION_EXPECTED_TOTAL], 8);
    assert_word(row[COOPERATION_REPORTED_BY], "2/3");
    assert_word(row[COOPERATION_STATUS], "none");
    row = cooperation_row(&f, "A 2024");
    assert_number(row[COOPERATION_EXPECTED_TOTAL], 9);
    assert_word(row[COOPERATION_REASON], "expected");
    assert_word(row[COOPERATION_STATUS], "follow");
    fixture_free(&f);
}

/* More than half, not half. */
static void test_largest_share(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    usual_demand(&f, 2023);
    builder_demand(f.builder, 0, f.thisted, 2024, 2, 2, 2);
    builder_demand(f.builder, 0, f.aalborg, 2024, 6, 6, 6);
    builder_demand(f.builder, 0, f.hjoerring, 2024, 2, 2, 2);
    measure(&f);
    assert_word(cooperation_row(&f, "A 2023")[COOPERATION_STATUS], "none");
    assert_word(cooperation_row(&f, "A 2024")[COOPERATION_REASON], "largest");
    fixture_free(&f);
}

/* Ten residents; one ends in the next year, two reach the age limit within two, two moves are planned. */
static void test_known_exits(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    f.offer->age_to = 17;
    usual_demand(&f, 2023);
    builder_demand(f.builder, 0, f.aalborg, 2024, 10, 10, 10)->planned_moves = given(2);
    builder_stay(f.builder, 0, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY(2025, 6, 30));
    builder_stay(f.builder, 1, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY_OPEN)->birth_year = 2007; /* 2025 */
    builder_stay(f.builder, 2, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY_OPEN)->birth_year = 2008; /* 2026 */
    builder_stay(f.builder, 3, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY_OPEN)->birth_year = 2009;
    builder_stay(f.builder, 4, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY_OPEN)->birth_year =
        2000;                                                                          /* stayed */
    builder_stay(f.builder, 5, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY(2024, 3, 1)); /* gone */
    /* by date and by age: once, at the earlier */
    builder_stay(f.builder, 6, 0, f.set, f.aalborg, DAY(2015, 1, 1), DAY(2026, 2, 1))->birth_year = 2007;
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2024");
    assert_number(row[COOPERATION_KNOWN_EXITS_12M], 3 + 2);
    assert_rests(row[COOPERATION_KNOWN_EXITS_24M], 4 + 2, 1); /* the second year's one stands out */
    /* in 2023 nobody knew when somebody would leave; person 5's end is what came */
    row = cooperation_row(&f, "A 2023");
    assert_number(row[COOPERATION_KNOWN_EXITS_12M], 0);
    assert_number(row[COOPERATION_KNOWN_EXITS_24M], 2); /* both of 2007 turn 18 in 2025 */
    fixture_free(&f);
}

/* Full, but with two known exits and nobody who comes or asks: signs 4 and 5. */
static void test_exits_without_arrivals(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    usual_demand(&f, 2024);
    for (guint i = 0; i < f.builder->demands->len; i++) {
        g_array_index(f.builder->demands, struct demand, i).referrals = given(0);
    }
    for (uint32_t person = 0; person < 10; person++) {
        builder_stay(f.builder, person, 0, f.set, f.aalborg, DAY(2015, 1, 1),
                     person < 2 ? DAY(2025, 6, 30) : DAY_OPEN);
    }
    full_year(&f, 2024, 10);
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2024");
    assert_number(row[COOPERATION_KNOWN_EXITS_12M], 2);
    assert_number(row[COOPERATION_ARRIVALS], 0);
    assert_empty(row[COOPERATION_REFILL_DAYS], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_word(row[COOPERATION_REASON], "known_exits|referrals");
    assert_word(row[COOPERATION_STATUS], "follow");
    fixture_free(&f);
}

/* Two referrals make up for the two that leave. */
static void test_exits_with_referrals(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    usual_demand(&f, 2024);
    g_array_index(f.builder->demands, struct demand, 1).referrals = given(2);
    for (uint32_t person = 0; person < 10; person++) {
        builder_stay(f.builder, person, 0, f.set, f.aalborg, DAY(2024, 1, 1),
                     person < 2 ? DAY(2025, 6, 30) : DAY_OPEN);
    }
    full_year(&f, 2024, 10);
    measure(&f);
    assert_word(cooperation_row(&f, "A 2024")[COOPERATION_STATUS], "none");
    fixture_free(&f);
}

/* Over the budget once is often one place for some months; twice in a row, or still empty at the end, is not.
 */
static void test_empty_places(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2021, 2024);
    static const double OCCUPIED[] = {10, 9.2, 9.2, 8};
    for (int year = 2021; year <= 2024; year++) {
        usual_demand(&f, year);
        full_year(&f, year, OCCUPIED[year - 2021]);
    }
    measure(&f);
    assert_word(cooperation_row(&f, "A 2022")[COOPERATION_STATUS], "none");
    assert_word(cooperation_row(&f, "A 2023")[COOPERATION_REASON], "empty");
    assert_word(cooperation_row(&f, "A 2024")[COOPERATION_REASON], "empty");
    fixture_free(&f);
    f = fixture_new(2023, 2024);
    full_year(&f, 2023, 10);
    full_year(&f, 2024, 8.4); /* 1.1 places below break-even at the end, as far as is known */
    measure(&f);
    assert_word(cooperation_row(&f, "A 2024")[COOPERATION_REASON], "empty");
    fixture_free(&f);
}

/* No costs and no reports: the budgeted occupancy says how many places must be filled. */
static void test_empty_without_costs(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2024, 2024);
    g_array_index(f.builder->rates, struct rate, 0).costs = not_given();
    full_year(&f, 2024, 8.4);
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2024");
    assert_empty(row[COOPERATION_BREAK_EVEN], CELL_MISSING, REASON_NO_COSTS);
    assert_word(row[COOPERATION_REASON], "empty");
    fixture_free(&f);
}

/* Courses have no occupancy: what is bought and expected is followed. */
static void test_without_places(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2022, 2024);
    f.offer->unit = UNIT_COURSES;
    for (int year = 2022; year <= 2024; year++) {
        double bought = year == 2024 ? 4 : 5;
        builder_demand(f.builder, 0, f.thisted, year, 5, 5, 5);
        builder_demand(f.builder, 0, f.aalborg, year, bought, bought, year == 2023 ? 4 : bought);
    }
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2022");
    assert_empty(row[COOPERATION_OCCUPANCY], CELL_NA, REASON_NOT_IN_PLACES);
    assert_empty(row[COOPERATION_BREAK_EVEN], CELL_NA, REASON_NOT_IN_PLACES);
    assert_number(row[COOPERATION_BOUGHT], 10);
    assert_word(row[COOPERATION_UNIT], "courses");
    assert_word(row[COOPERATION_STATUS], "none");
    assert_word(cooperation_row(&f, "A 2023")[COOPERATION_REASON], "expected");
    row = cooperation_row(&f, "A 2024");
    assert_word(row[COOPERATION_REASON], "committed|bought|largest");
    fixture_free(&f);
}

/* Places opened for the same group, net of an offer that was laid into another, in homes alone. */
static void test_new_places_elsewhere(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2023, 2024);
    uint32_t other = builder_set(f.builder, builder_group(f.builder, "dementia"), NONE);
    builder_offer(f.builder, "B", f.thisted, f.set); /* 4 places more */
    builder_period(f.builder, DAY(2010, 1, 1), DAY(2024, 7, 1), given(6));
    builder_period(f.builder, DAY(2024, 7, 1), DAY_OPEN, given(10));
    builder_offer(f.builder, "C", f.thisted, f.set); /* new */
    builder_period(f.builder, DAY(2024, 2, 1), DAY_OPEN, given(3));
    builder_offer(f.builder, "D", f.thisted, f.set); /* 5 of its 7 new places come from E */
    builder_period(f.builder, DAY(2010, 1, 1), DAY(2024, 1, 1), given(8));
    builder_period(f.builder, DAY(2024, 1, 1), DAY_OPEN, given(15));
    builder_offer(f.builder, "E", f.thisted, f.set)->merged_into = 3;
    builder_period(f.builder, DAY(2010, 1, 1), DAY(2024, 1, 1), given(5));
    builder_offer(f.builder, "F", f.thisted, other); /* another group */
    builder_period(f.builder, DAY(2024, 1, 1), DAY_OPEN, given(9));
    builder_offer(f.builder, "G", f.thisted, f.set)->kind = KIND_DAY;
    builder_period(f.builder, DAY(2024, 1, 1), DAY_OPEN, given(9));
    usual_demand(&f, 2024);
    measure(&f);
    assert_number(cooperation_row(&f, "A 2024")[COOPERATION_NEW_PLACES_ELSEWHERE], 4 + 3 + 2);
    assert_empty(cooperation_row(&f, "A 2023")[COOPERATION_STATUS], CELL_UNDEFINED, REASON_NO_VOLUME);
    assert_number(cooperation_row(&f, "A 2023")[COOPERATION_NEW_PLACES_ELSEWHERE], 0);
    assert_word(cooperation_row(&f, "A 2024")[COOPERATION_STATUS], "none");
    fixture_free(&f);
}

/* --- the fall in referrals --- */

static const int FALLING[] = {6, 5, 6, 4, 2, 1};

/* All by one municipality, another that reports now and then does not count; alone it gives no status. */
static void test_fall_in_referrals(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2019, 2024);
    for (int year = 2019; year <= 2024; year++) {
        usual_demand(&f, year);
        guint n = f.builder->demands->len;
        g_array_index(f.builder->demands, struct demand, n - 2).referrals = given(FALLING[year - 2019]);
        if (year % 2 == 0) {
            g_array_index(f.builder->demands, struct demand, n - 1).referrals = given(9);
        }
        full_year(&f, year, 10);
    }
    f.builder->project.false_alarms_per_year = 0.125; /* one offer: as one of eight */
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2022");
    assert_word(row[COOPERATION_CUSUM_SERIES], "referrals");
    assert_word(row[COOPERATION_CUSUM_SIGNAL], "no");
    assert_empty(cooperation_row(&f, "A 2021")[COOPERATION_CUSUM_SIGNAL], CELL_UNDEFINED,
                 REASON_SHORT_SERIES);
    row = cooperation_row(&f, "A 2023");
    assert_word(row[COOPERATION_CUSUM_SIGNAL], "yes");
    assert_rests(row[COOPERATION_CUSUM_SUM], 12.262907847556189 - 10.087635949185397, 2);
    assert_number(row[COOPERATION_FALSE_ALARMS_PER_YEAR], 0.125);
    assert_word(row[COOPERATION_STATUS], "none");
    assert_number(row[COOPERATION_REFERRALS], 2);
    const struct cell *table = need_row(f.results.tables[TABLE_DETECTION], "2 1");
    assert_number(table[DETECTION_YEARS_TO_DETECT], 2);
    assert_number(table[DETECTION_BASELINE_YEARS], 6);
    assert_number(table[DETECTION_OFFERS], 1);
    fixture_free(&f);
}

/* Nobody reports referrals: arrivals are watched. One alarm a year over one offer would say nothing. */
static void test_fall_in_arrivals(void **state)
{
    (void)state;
    struct fixture f = fixture_new(2019, 2024);
    uint32_t person = 0;
    for (int year = 2019; year <= 2024; year++) {
        for (int i = 0; i < FALLING[year - 2019]; i++) {
            builder_stay(f.builder, person++, 0, f.set, f.aalborg, DAY(year, 3, 1 + i), DAY(year, 9, 1));
        }
    }
    measure(&f);
    const struct cell *row = cooperation_row(&f, "A 2024");
    assert_word(row[COOPERATION_CUSUM_SERIES], "arrivals");
    assert_word(row[COOPERATION_CUSUM_SIGNAL], "yes");
    assert_number(row[COOPERATION_FALSE_ALARMS_PER_YEAR], 0.25);
    fixture_free(&f);
}

/* --- the demonstration --- */

static const struct cell *demo_row(const struct results *results, const char *offer, int year)
{
    char *keys = g_strdup_printf("%s %d", offer, year);
    const struct cell *row = need_row(results->tables[TABLE_COOPERATION], keys);
    g_free(keys);
    return row;
}

/* Kvistholtgård slides: its word comes from paper while it is full; the healthy seven have none. */
static void test_demonstration(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    struct project *project = project_read("datasets/nordjylland", paths_share(), diag);
    struct model *model = load_model(project, paths_share(), diag);
    assert_non_null(model);
    struct results *results = measures_run(model, diag, NULL);
    for (int year = 2019; year <= 2022; year++) {
        assert_word(demo_row(results, "T03", year)[COOPERATION_STATUS], "none");
    }
    const struct cell *first = demo_row(results, "T03", 2023);
    assert_word(first[COOPERATION_STATUS], "dialogue");
    assert_non_null(g_strstr_len(first[COOPERATION_REASON].name->code, -1, "notice|committed|expected|lost"));
    assert_ptr_equal(first[COOPERATION_REASON].name->code,
                     g_strstr_len(first[COOPERATION_REASON].name->code, -1, "notice"));
    assert_true(first[COOPERATION_OCCUPANCY].number >= first[COOPERATION_BUDGETED].number);
    assert_number(first[COOPERATION_RESIDENTS], 16); /* all places taken as the year ends */
    assert_null(g_strstr_len(first[COOPERATION_REASON].name->code, -1, "empty"));
    const struct cell *second = demo_row(results, "T03", 2024);
    assert_true(second[COOPERATION_OCCUPANCY].number < second[COOPERATION_BUDGETED].number);
    static const char *const HEALTHY[] = {"T01", "T16", "T17", "T19", "T26", "T35", "T37"};
    for (size_t i = 0; i < G_N_ELEMENTS(HEALTHY); i++) {
        assert_word(demo_row(results, HEALTHY[i], 2024)[COOPERATION_STATUS], "none");
    }
    results_free(results);
    model_free(model);
    diag_free(diag);
}

int main(void)
{
    tails_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_buyers),
        cmocka_unit_test(test_falls_below),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_reason_in_order),
        cmocka_unit_test(test_healthy),
        cmocka_unit_test(test_notice_and_cut),
        cmocka_unit_test(test_late_notice),
        cmocka_unit_test(test_expected),
        cmocka_unit_test(test_largest_share),
        cmocka_unit_test(test_known_exits),
        cmocka_unit_test(test_exits_without_arrivals),
        cmocka_unit_test(test_exits_with_referrals),
        cmocka_unit_test(test_empty_places),
        cmocka_unit_test(test_empty_without_costs),
        cmocka_unit_test(test_without_places),
        cmocka_unit_test(test_new_places_elsewhere),
        cmocka_unit_test(test_fall_in_referrals),
        cmocka_unit_test(test_fall_in_arrivals),
        cmocka_unit_test(test_demonstration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
