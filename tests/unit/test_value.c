/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of every kind, what is refused, decimal marks, and civil registration numbers. */
#include "vifte/value.h"

#include "vifte/cpr.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/record.h"
#include "vifte/text_hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

static const char *const WORDS[] = {"permanent|længerevarende", "day|dag|dagtilbud", NULL};

struct parsed {
    struct value value;
    const char *code; /* of the complaint, "" = none */
    char text[16];
};

static enum date_order order = DATE_DMY;

static struct parsed parse(enum value_kind kind, char mark, const char *text)
{
    struct input_column column = {.name = "x", .kind = kind, .words = WORDS};
    struct value_rule rule;
    value_rule_init(&rule, &column);
    rule.mark = mark;
    rule.order = order;
    char *copy = g_strdup(text);
    struct field field = {copy, strlen(copy), false};
    value_trim(&field);
    struct parsed parsed = {.code = ""};
    struct value_complaint complaint = value_parse(&rule, &field, &parsed.value);
    if (complaint.kind != NULL) {
        parsed.code = complaint.kind->code;
        assert_true((complaint.kind->level == DIAG_STOP) == (parsed.value.state == VALUE_BAD));
    }
    if (parsed.value.text != NULL) {
        g_strlcpy(parsed.text, parsed.value.text, sizeof parsed.text);
    }
    parsed.value.text = NULL;
    value_rule_clear(&rule);
    g_free(copy);
    return parsed;
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum value_kind kind;
        char mark;
        double number;
        const char *code;
    } CASES[] = {
        {"12", VALUE_DECIMAL, 0, 12, ""},
        {"0", VALUE_DECIMAL, 0, 0, ""},
        {"007", VALUE_DECIMAL, 0, 7, ""},
        {"97,5", VALUE_DECIMAL, ',', 97.5, ""},
        {"1.234,5", VALUE_DECIMAL, ',', 1234.5, ""},
        {"1.234", VALUE_DECIMAL, ',', 1234, ""},
        {"1.234", VALUE_DECIMAL, '.', 1.234, ""},
        {"5.932.654", VALUE_DECIMAL, ',', 5932654, ""},
        {"5,932,654.25", VALUE_DECIMAL, '.', 5932654.25, ""},
        {"1 234,5", VALUE_DECIMAL, ',', 1234.5, ""},
        {"1\xC2\xA0"
         "234,5",
         VALUE_DECIMAL, ',', 1234.5, ""},
        {"1\xE2\x80\xAF"
         "234\xE2\x80\xAF"
         "567",
         VALUE_DECIMAL, 0, 1234567, ""},
        {"1'234.5", VALUE_DECIMAL, '.', 1234.5, ""},
        {"-3,5", VALUE_DECIMAL, ',', -3.5, ""},
        {"\xE2\x88\x92"
         "3,5",
         VALUE_DECIMAL, ',', -3.5, ""},
        {",5", VALUE_DECIMAL, ',', 0.5, ""},
        {"93.333333333333329", VALUE_DECIMAL, '.', 93.333333333333329, ""},
        {"12 1)", VALUE_DECIMAL, 0, 12, "W213"},
        {"12 (a)", VALUE_DECIMAL, 0, 12, "W213"},
        {"12**", VALUE_DECIMAL, 0, 12, "W213"},
        {"12\xC2\xB9", VALUE_DECIMAL, 0, 12, "W213"},
        {"98.5", VALUE_DECIMAL, ',', 0, "E204"},
        {"1.23.456", VALUE_DECIMAL, ',', 0, "E204"},
        {"1234.567,8", VALUE_DECIMAL, ',', 0, "E204"},
        {"12 34", VALUE_DECIMAL, 0, 0, "E204"},
        {"121)", VALUE_DECIMAL, 0, 0, "E204"},
        {"ca. 12", VALUE_DECIMAL, 0, 0, "E204"},
        {"12 pladser", VALUE_DECIMAL, 0, 0, "E204"},
        {"12a", VALUE_DECIMAL, 0, 0, "E204"},
        {"nan", VALUE_DECIMAL, 0, 0, "E204"},
        {"inf", VALUE_DECIMAL, 0, 0, "E204"},
        {"0x10", VALUE_DECIMAL, 0, 0, "E204"},
        {"1e5", VALUE_DECIMAL, 0, 0, "E204"},
        {"5,", VALUE_DECIMAL, ',', 0, "E204"},
        {"1,5 %", VALUE_DECIMAL, ',', 0, "E204"},
        {"97,5 %", VALUE_PERCENT, ',', 0.975, ""},
        {"97,5%", VALUE_PERCENT, ',', 0.975, ""},
        {"94,7 pct.", VALUE_PERCENT, ',', 0.947, ""},
        {"94.7", VALUE_PERCENT, '.', 0.947, ""},
        {"105", VALUE_PERCENT, 0, 1.05, ""},
        {"12", VALUE_COUNT, 0, 12, ""},
        {"12,0", VALUE_COUNT, ',', 12, ""},
        {"12.000", VALUE_COUNT, 0, 12000, ""},
        {"12,000", VALUE_COUNT, 0, 12000, ""},
        {"12.000", VALUE_COUNT, '.', 12, ""},
        {"12,5", VALUE_COUNT, ',', 0, "E205"},
        {"-3", VALUE_COUNT, 0, 0, "E205"},
        {"tolv", VALUE_COUNT, 0, 0, "E205"},
        {"12345678901234567890123", VALUE_COUNT, 0, 0, "E211"},
        {"99999999999999999999999999999999999999999999999", VALUE_COUNT, 0, 0, "E205"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct parsed parsed = parse(CASES[i].kind, CASES[i].mark, CASES[i].text);
        assert_string_equal(parsed.code, CASES[i].code);
        if (parsed.value.state == VALUE_GIVEN) {
            assert_true(parsed.value.number == CASES[i].number);
        } else {
            assert_string_not_equal(parsed.code, "");
        }
    }
}

static void test_money(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        char mark;
        int64_t oere;
        const char *code;
    } CASES[] = {
        {"2.310,50", ',', 231050, ""},    {"kr. 2.310,5", ',', 231050, ""},
        {"2310 kr", 0, 231000, ""},       {"2.310,-", ',', 231000, ""},
        {"1899.665", '.', 189967, ""},    {"0,005", ',', 1, ""},
        {"0,0049", ',', 0, ""},           {"-10,50", ',', -1050, ""},
        {"-0,005", ',', -1, ""},          {"12,34567890123456789", ',', 1235, ""},
        {"99999999999999", 0, 0, "E211"}, {"2310 EUR", 0, 0, "E204"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct parsed parsed = parse(VALUE_MONEY, CASES[i].mark, CASES[i].text);
        assert_string_equal(parsed.code, CASES[i].code);
        assert_true(parsed.value.state == VALUE_BAD || parsed.value.whole == CASES[i].oere);
    }
}

static void test_marks(void **state)
{
    (void)state;
    static const char *const MISSING[] = {"",        "-",   "..",       ".",           "uoplyst",
                                          "Uoplyst", " - ", "\xC2\xA0", "\xE2\x80\x93"};
    static const char *const HIDDEN[] = {"*", "<5", "< 5", "<10"};
    for (size_t i = 0; i < G_N_ELEMENTS(MISSING); i++) {
        assert_int_equal(parse(VALUE_COUNT, 0, MISSING[i]).value.state, VALUE_MISSING);
        assert_int_equal(parse(VALUE_DATE, 0, MISSING[i]).value.state, VALUE_MISSING);
        assert_int_equal(parse(VALUE_TEXT, 0, MISSING[i]).value.state, VALUE_MISSING);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(HIDDEN); i++) {
        assert_int_equal(parse(VALUE_COUNT, 0, HIDDEN[i]).value.state, VALUE_SUPPRESSED);
        assert_string_equal(parse(VALUE_COUNT, 0, HIDDEN[i]).code, "N219");
        assert_int_equal(parse(VALUE_TEXT, 0, HIDDEN[i]).value.state, VALUE_GIVEN);
    }
    assert_string_equal(parse(VALUE_COUNT, 0, "<").code, "E205");
    assert_string_equal(parse(VALUE_COUNT, 0, "<5a").code, "E205");
    assert_string_equal(parse(VALUE_COUNT, 0, "n/a").code, "E205");
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year, month, day;
        const char *code;
    } CASES[] = {
        {"31-12-2021", 2021, 12, 31, ""},
        {"31.12.2021", 2021, 12, 31, ""},
        {"31/12/2021", 2021, 12, 31, ""},
        {"1/2/2021", 2021, 2, 1, ""},
        {"1. 2. 2021", 2021, 2, 1, ""},
        {"2021-12-31", 2021, 12, 31, ""},
        {"2021-12-31T00:00:00", 2021, 12, 31, ""},
        {"2021-12-31 00:00:00.000", 2021, 12, 31, ""},
        {"31-12-2021 00:00", 2021, 12, 31, ""},
        {"2021/12/31", 2021, 12, 31, ""},
        {"29-02-2024", 2024, 2, 29, ""},
        {"ultimo 2021", 2021, 12, 31, ""},
        {"31/12/21", 2021, 12, 31, "W212"},
        {"31/12/87", 1987, 12, 31, "W212"},
        {"29-02-2023", 0, 0, 0, "E203"},
        {"32-13-2024", 0, 0, 0, "E203"},
        {"12-31-2024", 0, 0, 0, "E203"},
        {"31-12.2024", 0, 0, 0, "E203"},
        {"2021-12-31T23:00:00Z", 0, 0, 0, "E203"},
        {"2021-1-31", 0, 0, 0, "E203"},
        {"20211231", 0, 0, 0, "E203"},
        {"44561", 0, 0, 0, "E203"},
        {"31-12-0021", 0, 0, 0, "E203"},
        {"31-12-021", 0, 0, 0, "E203"},
        {"0-1-2021", 0, 0, 0, "E203"},
        {"31-12-2021 x", 0, 0, 0, "E203"},
        {"i dag", 0, 0, 0, "E203"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct parsed parsed = parse(VALUE_DATE, 0, CASES[i].text);
        assert_string_equal(parsed.code, CASES[i].code);
        if (parsed.value.state == VALUE_GIVEN) {
            assert_int_equal(parsed.value.day, date_from_ymd(CASES[i].year, CASES[i].month, CASES[i].day));
        }
    }
    assert_int_equal(parse(VALUE_DATE, 0, "31-12-9999").value.state, VALUE_MISSING);
    order = DATE_MDY;
    assert_int_equal(parse(VALUE_DATE, 0, "2/1/2021").value.day, date_from_ymd(2021, 2, 1));
    assert_string_equal(parse(VALUE_DATE, 0, "31-12-2021").code, "E203");
    order = DATE_YMD;
    assert_int_equal(parse(VALUE_DATE, 0, "21-02-01").value.day, date_from_ymd(2021, 2, 1));
    assert_int_equal(parse(VALUE_DATE, 0, "01-02-2021").value.day, date_from_ymd(2021, 2, 1));
    order = DATE_DMY;
}

/* Every day of two centuries, in the Danish and in the international way. */
/* What to do about a date that is none depends on how dates are written in the file. */
static void test_cures_of_dates(void **state)
{
    (void)state;
    static const struct {
        enum date_order order;
        const char *text, *cure;
    } CASES[] = {{DATE_DMY, "31-13-2024", "31-12-2024"},
                 {DATE_MDY, "31/12/2024", "12/31/2024"},
                 {DATE_YMD, "24-31-12", "2024-12-31"},
                 {DATE_DMY, "45306", "serial number"}};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct value_rule rule = {.kind = VALUE_DATE, .order = CASES[i].order};
        char *text = g_strdup(CASES[i].text);
        struct field field = {text, strlen(text), false};
        struct value value;
        struct value_complaint complaint = value_parse(&rule, &field, &value);
        assert_non_null(strstr(complaint.cure, CASES[i].cure));
        g_free(text);
    }
}

static void test_all_days(void **state)
{
    (void)state;
    int32_t end = date_from_ymd(2101, 1, 1);
    for (int32_t day = date_from_ymd(1900, 1, 1); day < end; day++) {
        int y, m, d;
        char danish[24], iso[11];
        date_to_ymd(day, &y, &m, &d);
        g_snprintf(danish, sizeof danish, "%d.%d.%d", d, m, y);
        date_iso(day, iso);
        assert_int_equal(parse(VALUE_DATE, 0, danish).value.day, day);
        assert_int_equal(parse(VALUE_DATE, 0, iso).value.day, day);
    }
}

static void test_periods_and_years(void **state)
{
    (void)state;
    static const struct {
        const char *text, *canonical;
        int32_t days;
        bool census;
        const char *code;
    } CASES[] = {
        {"2024", "2024", 366, false, ""},
        {"2024K1", "2024K1", 91, false, ""},
        {"2024k4", "2024K4", 92, false, ""},
        {"2023Q2", "2023K2", 91, false, ""},
        {"2024M02", "2024M02", 29, false, ""},
        {"2024M2", "2024M02", 29, false, ""},
        {"2024-12", "2024M12", 31, false, ""},
        {"2024-12-31", "2024-12-31", 1, true, ""},
        {"31-12-2024", "2024-12-31", 1, true, ""},
        {"31-12-24", "2024-12-31", 1, true, "W212"},
        {"2024K5", "", 0, false, "E209"},
        {"2024M13", "", 0, false, "E209"},
        {"2024-13", "", 0, false, "E209"},
        {"2024H1", "", 0, false, "E209"},
        {"24", "", 0, false, "E209"},
        {"2024K", "", 0, false, "E209"},
        {"2024M001", "", 0, false, "E209"},
        {"1. kvartal", "", 0, false, "E209"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct parsed parsed = parse(VALUE_PERIOD, 0, CASES[i].text);
        assert_string_equal(parsed.code, CASES[i].code);
        if (parsed.value.state == VALUE_GIVEN) {
            assert_int_equal(parsed.value.end - parsed.value.day, CASES[i].days);
            assert_int_equal(parsed.value.census, CASES[i].census);
            assert_string_equal(parsed.text, CASES[i].canonical);
        }
    }
    assert_int_equal(parse(VALUE_YEAR, 0, "2024").value.whole, 2024);
    assert_int_equal(parse(VALUE_YEAR, 0, "2024K1").value.whole, 2024);
    assert_int_equal(parse(VALUE_YEAR, 0, "1987,0").value.whole, 1987);
    assert_string_equal(parse(VALUE_YEAR, 0, "2024*").code, "W213");
    assert_string_equal(parse(VALUE_YEAR, 0, "2024K2").code, "E210");
    assert_string_equal(parse(VALUE_YEAR, 0, "24").code, "E210");
    assert_string_equal(parse(VALUE_YEAR, 0, "20245").code, "E210");
}

static void test_words(void **state)
{
    (void)state;
    assert_int_equal(parse(VALUE_WORD, 0, "Længerevarende").value.whole, 1);
    assert_int_equal(parse(VALUE_WORD, 0, "LAENGEREVARENDE").value.whole, 1);
    assert_int_equal(parse(VALUE_WORD, 0, "dagtilbud").value.whole, 2);
    assert_string_equal(parse(VALUE_WORD, 0, "nat").code, "E208");
    assert_int_equal(parse(VALUE_YES_NO, 0, "Ja").value.whole, 1);
    assert_int_equal(parse(VALUE_YES_NO, 0, "nej").value.whole, 0);
    assert_string_equal(parse(VALUE_YES_NO, 0, "måske").code, "E208");
}

static void test_evidence(void **state)
{
    (void)state;
    static const struct {
        const char *cells[4];
        char mark;
        bool ambiguous;
    } CASES[] = {
        {{"97,5", "1.234", NULL}, ',', true},
        {{"97.5", "1.234", NULL}, '.', true},
        {{"1.234", "2.310", NULL}, 0, true},
        {{"1.234.567", "1.234", NULL}, ',', true},
        {{"12", "13", NULL}, 0, false},
        {{"1,234", NULL}, 0, true},
        {{"0.123", NULL}, '.', false},
        {{"1.234,5", NULL}, ',', false},
        {{"1,5", "2,5", "3.5", NULL}, ',', false},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct number_evidence evidence = {0};
        for (const char *const *cell = CASES[i].cells; *cell != NULL; cell++) {
            struct number number = number_scan(*cell, strlen(*cell), UNIT_NONE);
            number_observe(&evidence, &number, 7);
        }
        assert_int_equal(number_decide(&evidence), CASES[i].mark);
        assert_int_equal(evidence.ambiguous_line, CASES[i].ambiguous ? 7 : 0);
    }
}

/* As the reader of stays asks: with something readable behind the text. */
static bool may_be_in(const char *text, size_t length)
{
    char room[256];
    assert_true(length + TEXT_HASH_NEAR <= sizeof room);
    memset(room, '1', sizeof room);
    memcpy(room, text, length);
    return cpr_may_be_in_near(room, length);
}

static void test_cpr(void **state)
{
    (void)state;
    static const char *const FOUND[] = {
        "010190-1234", "0101901234", "se 311299-0123.", "cpr:2902041234x", "010190 1234", "010190 - 1234",
        "010190\u20131234", "x12 999999 290200-1111",
        /* a line break in the cell, other marks, the date parted */
        "010190-\n1234", "010190-\r\n1234", "010190\u22121234", "010190\u20141234", "010190_1234",
        "cpr_010190-1234_x", "010190.1234", "borger 110190.1234", "01-01-90-1234", "se 01.01.90-1234.",
        "01/01/90-1234", "01 01 90 1234", "01 01 90-1234", "0101 90 1234",
        /* digits of another kind, and what nobody sees between them */
        "0101\u200B901234", "010190\u00AD1234", "010190-\u20601234", "010190\u00A01234",
        "\uFF10\uFF11\uFF10\uFF11\uFF19\uFF10\uFF11\uFF12\uFF13\uFF14", "010190\u00B9\u00B2\u00B3\u2074"};
    static const char *const CLEAN[] = {
        "", "12345", "320190-1234", "0113901234", "01019012345", "010190-123", "010190-12345", "2024-01-01",
        "31-12-2021", "99999999", "290201-1234", "P0101901", "010190;1234", "1010190-1234",
        /* dates, years, times, amounts, telephones, names of files */
        "31-12-24-2025", "01-01-24 1200", "pr. 31-12-24 1250 borgere", "01.01.24-31.12.24", "12.10.24.1500",
        "20 12 30 45", "+45 20 12 30 45", "12 10 24 1500 30", "27-01-01-90-1234", "2024-01-01-1234",
        "svar_150125_1200.csv", "svar_311224_2024.csv", "110190.1234", "120524.5678", "010190,1234",
        "10190-1234", "1201 24 2024", "Den 12. \u00BD 2024-1234"};
    for (size_t i = 0; i < G_N_ELEMENTS(FOUND); i++) {
        assert_true(cpr_is_in(FOUND[i], strlen(FOUND[i])));
        assert_true(may_be_in(FOUND[i], strlen(FOUND[i])));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(CLEAN); i++) {
        assert_false(cpr_is_in(CLEAN[i], strlen(CLEAN[i])));
    }
    assert_true(cpr_lost_zero("101901234", 9));
    assert_true(cpr_lost_zero("10190-1234", 10));
    assert_false(cpr_lost_zero("12345-1234", 10));
    assert_false(cpr_lost_zero("10190_1234", 10));
    for (size_t before = 0; before < 40; before++) { /* wherever it stands in a longer text */
        char *text = g_strdup_printf("%*s0101901234%*s", (int)before, "", (int)(before % 3), "");
        assert_true(cpr_is_in(text, strlen(text)));
        g_free(text);
    }
}

/* What is passed over at a glance holds none: texts at random, of which one in twenty does. */
static void test_cpr_at_a_glance(void **state)
{
    (void)state;
    static const char *const PIECES[] = {"1", "0", "01", "0190", "010190", "1234",   "2",
                                         "-", " ", ".",  "a",    "\u00e6", "\u0661", "\u2013"};
    uint32_t seed = 1, found = 0, passed_over = 0;
    for (unsigned i = 0; i < 200000; i++) {
        GString *text = g_string_new(NULL);
        for (unsigned n = 3 + i % 12; n > 0; n--) {
            seed = seed * 1664525 + 1013904223;
            g_string_append(text, PIECES[(seed >> 16) % G_N_ELEMENTS(PIECES)]);
        }
        bool is_in = cpr_is_in(text->str, text->len), may_be = may_be_in(text->str, text->len);
        assert_true(may_be || !is_in);
        found += is_in;
        passed_over += !may_be;
        g_string_free(text, TRUE);
    }
    assert_true(found > 2000);
    assert_true(passed_over > 20000);
    assert_false(may_be_in("P801689965", 10));
    assert_false(may_be_in("forl\u00e6nget til 31-12", 20));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_money),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_all_days),
        cmocka_unit_test(test_cures_of_dates),
        cmocka_unit_test(test_periods_and_years),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_cpr),
        cmocka_unit_test(test_cpr_at_a_glance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
