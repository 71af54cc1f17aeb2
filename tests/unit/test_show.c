/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How cells and editions are shown to people. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vifte/edition.h"
#include "vifte/show.h"
#include "vifte/table.h"

static const struct name WORD = {"more", "More"};
static const struct name NASTY = {"x", "a\tb\r\nc\001d\xe2\x80\xae"
                                       "e\xff"};

static void assert_shown(enum column_kind kind, uint8_t decimals, struct cell cell, const char *expected)
{
    struct column column = {.name = "x", .label = "X", .kind = kind, .decimals = decimals};
    char *shown = show_cell(&column, &cell);
    assert_string_equal(shown, expected);
    g_free(shown);
}

static void values_follow_the_column(void **state)
{
    (void)state;
    assert_shown(COLUMN_YEAR, 0, cell_year(2024), "2024");
    assert_shown(COLUMN_COUNT, 0, cell_number(1234, 1234), "1,234");
    assert_shown(COLUMN_DECIMAL, 1, cell_number(1234.25, CONTRIBUTORS_NONE), "1,234.3");
    assert_shown(COLUMN_RATIO, 1, cell_number(0.9466, CONTRIBUTORS_NONE), "94.7%");
    assert_shown(COLUMN_CHANCE, 0, cell_number(0.9951, CONTRIBUTORS_NONE), "over 99%");
    assert_shown(COLUMN_CHANCE, 0, cell_number(0.0049, CONTRIBUTORS_NONE), "under 1%");
    assert_shown(COLUMN_CHANCE, 0, cell_number(0.73, CONTRIBUTORS_NONE), "73%");
    assert_shown(COLUMN_RATIO, 0, cell_number(1.005, CONTRIBUTORS_NONE), "101%");
    assert_shown(COLUMN_POINTS, 1, cell_number(-2.25, CONTRIBUTORS_NONE), "\u22122.3");
    assert_shown(COLUMN_MONEY, 0, cell_number(123456789, CONTRIBUTORS_NONE), "1,234,568");
    assert_shown(COLUMN_DATE, 0, cell_number(20088, CONTRIBUTORS_NONE), "31 December 2024");
    assert_shown(COLUMN_WORD, 0, cell_name(&WORD), "More");
    assert_shown(COLUMN_COUNT, 0, cell_number(0, 0), "0");
}

static void a_state_is_a_word(void **state)
{
    (void)state;
    assert_shown(COLUMN_COUNT, 0, cell_empty(CELL_SUPPRESSED, REASON_NONE), "confidential");
    assert_shown(COLUMN_ID, 0, cell_empty(CELL_SUPPRESSED, REASON_NONE), "confidential");
    assert_shown(COLUMN_COUNT, 0, cell_empty(CELL_MISSING, REASON_NONE), "not reported");
    assert_shown(COLUMN_RATIO, 1, cell_empty(CELL_NA, REASON_NO_PLACES), "not applicable");
    assert_shown(COLUMN_DECIMAL, 1, cell_empty(CELL_UNDEFINED, REASON_TOO_FEW), "undefined");
}

static void outside_text_stays_on_its_line(void **state)
{
    (void)state;
    assert_shown(COLUMN_TEXT, 0, cell_name(&NASTY), "a b  c?d?e?");
}

static void a_heading_has_its_unit_once(void **state)
{
    (void)state;
    static const struct {
        struct column column;
        const char *expected;
    } CASES[] = {
        {{.label = "Mean stay", .unit = "years", .kind = COLUMN_DECIMAL}, "Mean stay (years)"},
        {{.label = "Occupied days", .unit = "days", .kind = COLUMN_DECIMAL}, "Occupied days"},
        {{.label = "Places", .unit = "places", .kind = COLUMN_DECIMAL}, "Places"},
        {{.label = "Actual occupancy", .unit = "per cent", .kind = COLUMN_RATIO}, "Actual occupancy"},
        {{.label = "In the region", .unit = "per cent of days", .kind = COLUMN_RATIO},
         "In the region (per cent of days)"},
        {{.label = "Year", .unit = NULL, .kind = COLUMN_YEAR}, "Year"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *heading = show_heading(&CASES[i].column);
        assert_string_equal(heading, CASES[i].expected);
        g_free(heading);
    }
}

static void every_edition_says_what_it_is(void **state)
{
    (void)state;
    static const struct edition_municipality MUNICIPALITIES[] = {{.name = {"851", "Aalborg"}}};
    static const struct {
        struct edition edition;
        const char *expected;
    } CASES[] = {
        {{.audience = AUDIENCE_PUBLIC}, "Public edition"},
        {{.audience = AUDIENCE_COOPERATION}, "Confidential – for the cooperation only"},
        {{.audience = AUDIENCE_INTERNAL}, "Contains small numbers – not for publication"},
        {{.municipality = 851, .municipalities = MUNICIPALITIES, .n_municipalities = 1},
         "Confidential – only for the municipality's own hearing (Aalborg)"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        char *line = show_edition_line(&CASES[i].edition);
        assert_string_equal(line, CASES[i].expected);
        g_free(line);
    }
}

static void a_setting_is_read_as_people_write(void **state)
{
    (void)state;
    static const char *const CASES[][2] = {{"365.00 days", "365 days"},
                                           {"95.50 percent", "95.50 per cent"},
                                           {"0.50", "0.50"},
                                           {"14", "14"},
                                           {"inclusive", "inclusive"},
                                           {"0-5;6-11", "0-5;6-11"}};
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *value = show_setting_value(CASES[i][0]);
        assert_string_equal(value, CASES[i][1]);
    }
    assert_string_equal(show_setting_meaning("floor.2017"), "Lowest budgeted occupancy");
    assert_string_equal(show_setting_meaning("unheard_of"), "unheard_of");
    assert_string_equal(show_setting_source("project"), "the project");
    assert_string_equal(show_setting_source("S: a page"), "S: a page");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_follow_the_column),    cmocka_unit_test(a_setting_is_read_as_people_write),
        cmocka_unit_test(a_state_is_a_word),           cmocka_unit_test(outside_text_stays_on_its_line),
        cmocka_unit_test(a_heading_has_its_unit_once), cmocka_unit_test(every_edition_says_what_it_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
