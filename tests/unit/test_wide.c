/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide tables: the same rows as the long ones, or a refusal that names the key. */
#include "vifte/input_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "reading.h"

static const struct input_column POPULATION[] = {
    {.name = "municipality", .aliases = "kommune", .kind = VALUE_TEXT, .required = true},
    {.name = "year", .aliases = "tid", .kind = VALUE_PERIOD, .required = true},
    {.name = "age", .aliases = "alder", .kind = VALUE_TEXT},
    {.name = "persons", .aliases = "antal", .kind = VALUE_COUNT, .required = true},
    {.name = "extra", .kind = VALUE_COUNT},
};
static const struct input_schema POPULATION_SCHEMA = {
    .table = "population", .columns = POPULATION, .n_columns = G_N_ELEMENTS(POPULATION)};

static const struct input_column NEEDS[] = {
    {.name = "municipality", .aliases = "kommune", .kind = VALUE_TEXT, .required = true},
    {.name = "year", .aliases = "år", .kind = VALUE_YEAR, .required = true},
    {.name = "citizens", .aliases = "borgere", .kind = VALUE_COUNT},
    {.name = "waiting", .aliases = "venter", .kind = VALUE_COUNT},
};
static const struct input_schema NEEDS_SCHEMA = {
    .table = "needs", .columns = NEEDS, .n_columns = G_N_ELEMENTS(NEEDS)};

static void check_mapped(const struct input_schema *schema, const char *column, const char *heading,
                         const char *text, const char *rows, const char *findings)
{
    struct reading *reading = reading_new(schema);
    if (column != NULL) {
        map_column(reading, column, heading);
    }
    char *path = NULL;
    int fd = g_file_open_tmp("vifte-XXXXXX.csv", &path, NULL);
    assert_true(fd >= 0);
    g_close(fd, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    read_path(reading, path);
    expect(reading, rows, findings);
    reading_free(reading);
    g_unlink(path);
    g_free(path);
}

static void check(const struct input_schema *schema, const char *text, const char *rows, const char *findings)
{
    check_mapped(schema, NULL, NULL, text, rows, findings);
}

#define Y2022 "2022[18993,19358)"
#define Y2023 "2023[19358,19723)"

static void test_years(void **state)
{
    (void)state;
    check(&POPULATION_SCHEMA,
          "Befolkning;;;\n\nKommune;Alder;2022;2023\nAalborg;0-17;1000;1100\nBrønderslev;0-17;..;1200\n",
          "4:Aalborg " Y2022 " 0-17 1000 -\n4:Aalborg " Y2023 " 0-17 1100 -\n"
          "5:Brønderslev " Y2022 " 0-17 - -\n5:Brønderslev " Y2023 " 0-17 1200 -\n",
          "");
}

static void test_months_and_quarters(void **state)
{
    (void)state;
    check(&POPULATION_SCHEMA, "kommune;2024K1;2024M04;maj 2024;jun-24;2024-07\nA;1;2;3;4;5\n",
          "2:A 2024K1[19723,19814) - 1 -\n2:A 2024M04[19814,19844) - 2 -\n2:A 2024M05[19844,19875) - 3 -\n"
          "2:A 2024M06[19875,19905) - 4 -\n2:A 2024M07[19905,19936) - 5 -\n",
          "");
}

/* An empty cell is a row that is not there; an empty row and a note are told once. */
static void test_empty_cells(void **state)
{
    (void)state;
    check(&POPULATION_SCHEMA, "kommune;alder;2022;2023\nA;;;7\nB;;;\nKilde: DST;;;\n",
          "2:A " Y2023 " - 7 -\n3:B " Y2023 " - ! -\n", "E202 3:4|N118 4:0");
}

/* A cell that all parts share is looked at, and told, once. */
static void test_bad_cells(void **state)
{
    (void)state;
    check(&POPULATION_SCHEMA, "kommune;alder;2022;2023\nA 010190-1234;;1;2\nB;;x;2\n",
          "2:! " Y2022 " - 1 -\n2:! " Y2023 " - 2 -\n3:B " Y2022 " - ! -\n3:B " Y2023 " - 2 -\n",
          "E201 2:1|E205 3:3");
}

static void test_totals(void **state)
{
    (void)state;
    check(&POPULATION_SCHEMA, "kommune;2022;2023;I alt\nA;1;2;3\nB;3;4;7\nI alt;4;6;10\n",
          "2:A " Y2022 " - 1 -\n2:A " Y2023 " - 2 -\n3:B " Y2022 " - 3 -\n3:B " Y2023 " - 4 -\n",
          "N112 1:4|N114 4:0");
    check(&POPULATION_SCHEMA, "kommune;2022;2023\nA;1;2\nB;3;4\nI alt;4;7\n",
          "2:A " Y2022 " - 1 -\n2:A " Y2023 " - 2 -\n3:B " Y2022 " - 3 -\n3:B " Y2023 " - 4 -\n",
          "N114 4:0|W115 4:3");
}

static void test_named_measures(void **state)
{
    (void)state;
    check(&NEEDS_SCHEMA, "Kommune;Borgere 2022;Venter 2022;Borgere 2023;2023 venter\nA;5;1;6;2\n",
          "2:A 2022 5 1\n2:A 2023 6 2\n", "");
}

static void test_measure_by_setting(void **state)
{
    (void)state;
    check(&NEEDS_SCHEMA, "Kommune;2022;2023\nA;5;6\n", "", "E124 1:2");
    check_mapped(&NEEDS_SCHEMA, "waiting", "2023", "Kommune;2022;2023\nA;5;6\n",
                 "2:A 2022 - 5\n2:A 2023 - 6\n", "");
}

/* The only column of numbers that is left. */
static void test_measure_by_elimination(void **state)
{
    (void)state;
    check(&NEEDS_SCHEMA, "Kommune;Venter;2022;2023\nA;1;5;6\n", "2:A 2022 5 1\n2:A 2023 6 1\n", "");
}

/* One period is no wide table, and a table with its own column of periods is long. */
static void test_not_wide(void **state)
{
    (void)state;
    check(&POPULATION_SCHEMA, "kommune;antal;2022\nA;1;2\n", "", "E106 1:0|N112 1:3");
    check(&POPULATION_SCHEMA, "kommune;tid;antal;2022;2023\nA;2021;1;2;3\n", "2:A 2021[18628,18993) - 1 -\n",
          "N112 1:4|N112 1:5");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_years),
        cmocka_unit_test(test_months_and_quarters),
        cmocka_unit_test(test_empty_cells),
        cmocka_unit_test(test_bad_cells),
        cmocka_unit_test(test_totals),
        cmocka_unit_test(test_named_measures),
        cmocka_unit_test(test_measure_by_setting),
        cmocka_unit_test(test_measure_by_elimination),
        cmocka_unit_test(test_not_wide),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
