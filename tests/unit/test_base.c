/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dates, text and diag: tables of input and expected. */
#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void dates_round_trip(void **state)
{
    (void)state;
    int32_t expected;
    assert_int_equal(date_from_ymd(1970, 1, 1), 0);
    assert_int_equal(date_from_ymd(2000, 3, 1), 11017);
    expected = date_from_ymd(1, 1, 1);
    assert_int_equal(expected, -719162);
    for (int year = 1; year <= 9999; year++) {
        for (int month = 1; month <= 12; month++) {
            for (int day = 1; day <= 31; day++) {
                if (!date_is_valid(year, month, day)) {
                    continue;
                }
                int y, m, d;
                assert_int_equal(date_from_ymd(year, month, day), expected);
                date_to_ymd(expected, &y, &m, &d);
                assert_true(y == year && m == month && d == day);
                expected++;
            }
        }
    }
    assert_false(date_is_valid(2023, 2, 29));
    assert_true(date_is_valid(2024, 2, 29));
    assert_false(date_is_valid(1900, 2, 29));
    assert_false(date_is_valid(2024, 0, 1));
    assert_int_equal(date_year_start(2025) - date_year_start(2024), 366);
}

static void overlaps_are_half_open(void **state)
{
    (void)state;
    assert_int_equal(date_overlap(0, 10, 10, 20), 0);
    assert_int_equal(date_overlap(0, 11, 10, 20), 1);
    assert_int_equal(date_overlap(0, DAY_OPEN, 10, 20), 10);
    assert_int_equal(date_overlap(12, 15, 10, 20), 3);
    assert_int_equal(date_overlap(30, 40, 10, 20), 0);
}

static void iso_dates(void **state)
{
    (void)state;
    char out[11];
    date_iso(date_from_ymd(2024, 12, 31), out);
    assert_string_equal(out, "2024-12-31");
}

static void folding(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
    } SAME[] = {{"Ålborg", "AALBORG"},
                {"A\u030Alborg", "ålborg"},
                {"M\u00e5lgruppe", "maalgruppe"},
                {"  Gyldig \n fra ", "gyldig fra"},
                {"Brønderslev", "BROENDERSLEV"},
                {"Læsø\u00a0Kommune", "læsø kommune"}};
    for (size_t i = 0; i < G_N_ELEMENTS(SAME); i++) {
        char *a = text_fold(SAME[i].a);
        char *b = text_fold(SAME[i].b);
        assert_string_equal(a, b);
        g_free(a);
        g_free(b);
    }
}

static void distances(void **state)
{
    (void)state;
    assert_int_equal(text_distance("", ""), 0);
    assert_int_equal(text_distance("abc", ""), 3);
    assert_int_equal(text_distance("aalborg", "aalborg"), 0);
    assert_int_equal(text_distance("aalborg", "alborg"), 1);
    assert_int_equal(text_distance("kitten", "sitting"), 3);
}

static void masking(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, max;
        const char *expected;
    } CASES[] = {{"plain", 5, 32, "plain"},  {"a\x1b[31mred", 9, 32, "a?[31mred"},
                 {"a\0b", 3, 32, "a?b"},     {"\xff\xfe", 2, 32, "??"},
                 {"x\u202Ey", 5, 32, "x?y"}, {"abcdef", 6, 3, "abc\u2026"},
                 {"aæø", 5, 3, "aæ\u2026"}};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        GString *out = g_string_new(NULL);
        text_mask(out, CASES[i].text, CASES[i].length, CASES[i].max);
        assert_string_equal(out->str, CASES[i].expected);
        g_string_free(out, TRUE);
    }
}

static void guards_come_off_as_they_went_on(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"=1+1", "  +1", "-x", "@a", "\uFF1D1", "'=1",
                                        "''=1", "'a",   "a",  "",   "'"};
    static const bool WANTED[] = {true, true, true, true, true, true, true, false, false, false, false};
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        assert_int_equal(text_wants_guard(TEXTS[i]), WANTED[i]);
        char *guarded = g_strconcat(WANTED[i] ? "'" : "", TEXTS[i], NULL);
        assert_string_equal(text_unguarded(guarded), TEXTS[i]);
        g_free(guarded);
    }
}

/* Half up, decided by integers: floor((2 x scale x p + q) / (2 q)). */
static void rounding_agrees_with_integers(void **state)
{
    (void)state;
    for (int64_t q = 1; q <= 1200; q++) {
        for (int64_t p = 0; p <= q + q / 3; p++) {
            int64_t expected = (2 * 100 * p + q) / (2 * q);
            double rounded = text_round((double)p / (double)q, 2);
            assert_true((int64_t)(rounded * 100 + 0.25) == expected);
        }
    }
    assert_true(text_round(-2.5, 0) == -3.0);
    assert_true(text_round(1e15 + 0.25, 0) == 1e15);
}

static void expect_text(char *actual, const char *expected)
{
    assert_string_equal(actual, expected);
    g_free(actual);
}

static void numbers_for_people(void **state)
{
    (void)state;
    text_set_language(LANGUAGE_DA, "build/locale");
    expect_text(text_number(1234567.25, 1), "1.234.567,3");
    expect_text(text_number(-1234, 0), "\u22121.234");
    expect_text(text_number(-0.04, 1), "0,0");
    expect_text(text_percent(206.0 / 218.0, 0), "94\u00a0%");
    expect_text(text_percent(0.945, 0), "95\u00a0%");
    expect_text(text_percent(1.052, 1), "105,2\u00a0%");
    expect_text(text_date(date_from_ymd(2024, 12, 31)), "31. december 2024");
    text_set_language(LANGUAGE_EN, "build/locale");
    expect_text(text_number(1234567.25, 1), "1,234,567.3");
    expect_text(text_percent(0.5, 0), "50%");
    expect_text(text_plain(-0.0, 2), "0.00");
    expect_text(text_plain(-0.001, 2), "0.00");
    static const char *const ITEMS[] = {"a", "b", "c"};
    expect_text(text_list(ITEMS, 3), "a, b and c");
    expect_text(text_list(ITEMS, 1), "a");
    expect_text(text_list(ITEMS, 0), "");
}

static void danish_order(void **state)
{
    (void)state;
    static const char *const ORDER[] = {"Brønderslev", "Hjørring", "Læsø",   "Zealand",
                                        "Ærø",         "Øster",    "Aalborg"};
    for (size_t i = 1; i < G_N_ELEMENTS(ORDER); i++) {
        assert_true(text_compare(ORDER[i - 1], ORDER[i]) < 0);
        assert_true(text_compare(ORDER[i], ORDER[i - 1]) > 0);
    }
    assert_int_equal(text_compare("Morsø", "Morsø"), 0);
}

/* Whatever a message or its cure names, nothing in it steers a terminal. */
static void findings_steer_no_terminal(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    struct pos pos = {.file = "a.csv"};
    diag_add(diag, &FINDING_DATE, &pos, NULL, NULL, "not \u2066b\u2069", "\u202ea\x1b[31m");
    char *line = diag_format(diag_get(diag, 0));
    assert_non_null(strstr(line, "?a?[31m (not ?b?) ["));
    g_free(line);
    diag_free(diag);
}

static void findings_are_sorted_and_counted(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    struct pos late = {.file = "b.csv", .line = 9, .field = 2};
    struct pos early = {.file = "a.csv", .line = 3, .field = 4};
    diag_add(diag, &FINDING_LATE, &early, NULL, NULL, NULL, "w");
    diag_add(diag, &FINDING_DATE, &late, "start", NULL, "cure", "expected a date, got '%s'", "x");
    diag_add(diag, &FINDING_NO_COLUMN, &late, NULL, NULL, NULL, "structural");
    diag_sort(diag);
    assert_string_equal(diag_get(diag, 0)->kind->code, "E106");
    char *line = diag_format(diag_get(diag, 1));
    assert_string_equal(line, "b.csv:9:2: start: expected a date, got 'x' (cure) [E203]");
    g_free(line);
    assert_true(diag_stopped(diag));
    assert_int_equal(diag_exit_status(diag, false), 65);
    diag_free(diag);
}

static void only_fifty_of_a_file_are_kept(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    for (uint64_t i = 1; i <= 80; i++) {
        struct pos pos = {.file = "a.csv", .line = i};
        diag_add(diag, &FINDING_DATE, &pos, NULL, NULL, NULL, "x");
    }
    assert_int_equal(diag_size(diag), DIAG_PER_FILE);
    assert_int_equal(diag_count(diag, DIAG_STOP), 80);
    assert_int_equal(diag_dropped(diag, "a.csv"), 30);
    assert_int_equal(diag_dropped(diag, "b.csv"), 0);
    diag_free(diag);
}

static void strict_makes_warnings_count(void **state)
{
    (void)state;
    struct diag *diag = diag_new();
    diag_add(diag, &FINDING_LATE, NULL, NULL, NULL, NULL, "w");
    assert_int_equal(diag_exit_status(diag, false), 0);
    assert_int_equal(diag_exit_status(diag, true), 65);
    diag_free(diag);
}

static void spreadsheet_positions(void **state)
{
    (void)state;
    struct pos pos = {.file = "behov.xlsx", .sheet = "2024", .line = 7, .field = 3};
    expect_text(diag_position(&pos), "behov.xlsx!2024!C7");
    pos.field = 28;
    expect_text(diag_position(&pos), "behov.xlsx!2024!AB7");
}

static void codes_are_unique_and_ordered_by_level(void **state)
{
    (void)state;
    for (size_t i = 0; i < findings_size(); i++) {
        const struct diag_kind *kind = findings_at(i);
        static const char LETTERS[] = "EWN";
        assert_int_equal(kind->code[0], LETTERS[kind->level]);
        assert_true((kind->level == DIAG_STOP) == (kind->exit_status != 0));
        assert_ptr_equal(findings_find(kind->code), kind);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(findings_at(j)->code + 1, kind->code + 1);
        }
    }
    assert_null(findings_find("E999"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_round_trip),
        cmocka_unit_test(overlaps_are_half_open),
        cmocka_unit_test(iso_dates),
        cmocka_unit_test(folding),
        cmocka_unit_test(distances),
        cmocka_unit_test(masking),
        cmocka_unit_test(guards_come_off_as_they_went_on),
        cmocka_unit_test(rounding_agrees_with_integers),
        cmocka_unit_test(numbers_for_people),
        cmocka_unit_test(danish_order),
        cmocka_unit_test(findings_steer_no_terminal),
        cmocka_unit_test(findings_are_sorted_and_counted),
        cmocka_unit_test(only_fifty_of_a_file_are_kept),
        cmocka_unit_test(strict_makes_warnings_count),
        cmocka_unit_test(spreadsheet_positions),
        cmocka_unit_test(codes_are_unique_and_ordered_by_level),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
