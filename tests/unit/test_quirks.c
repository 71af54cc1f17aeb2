/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quirks of files as people have them: the text fixtures of tests/data, read as the tables of the
 * program. */
#include "vifte/schemas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "reading.h"

#define ENCODED \
    "2:Ærø - 2024 Sjælden sygdom på øen 3 - - - - - - - - - - - -\n3:Brønderslev - 2024 Åben anbringelse 4 " \
    "- - - - - - " \
    "- - - - - -\n"

static const struct quirk {
    const char *file, *table;
    const char *rows; /* NULL = only how many findings */
    const char *findings;
} QUIRKS[] = {
    {"bad-table-age-date.csv", "need_counts",
     "2:Aalborg - 2024 autisme - 1 0-5 1 - - - -\n3:Aalborg - 2024 autisme - 1 6-11 2 - - - -\n"
     "4:Aalborg - 2024 autisme - 1 ! 3 - - - -\n5:Aalborg - 2024 autisme - 1 ! 4 - - - -\n"
     "6:Aalborg - 2024 autisme - 1 ! 5 - - - -\n",
     "E216 4:5|E216 5:5|E216 6:5"},
    {"bad-table-loose-numbers.csv", "occupancy", NULL, "E204 2:3|E204 3:4|E204 4:4|W213 4:3|N219 5:5"},
    {"good-table-line-ends.csv", "occupancy",
     "2:T1 2022[18993,19358) - - 4 -\n3:T2 2022[18993,19358) - - 5 -\n4:T3 2022[18993,19358) - - 6 -\n", ""},
    {"good-table-groups.csv", "occupancy",
     "2:T1 2021[18628,18993) - 1234.5 - -\n3:T2 2021[18628,18993) - 1234.5 - -\n"
     "4:T3 2021[18628,18993) - 1234.5 - -\n5:T4 2021[18628,18993) - 1234.5 - -\n"
     "6:T5 2021[18628,18993) - 1234.5 - -\n7:T6 2021[18628,18993) - 1234.5 - -\n",
     ""},
    {"good-table-periods.csv", "occupancy",
     "2:T1 2021-12-31[18992,18993) - - 4 -\n3:T2 2021-12-31[18992,18993) - - 4 -\n"
     "4:T3 2021-12-31[18992,18993) - - 4 -\n5:T4 2021-12-31[18992,18993) - - 4 -\n"
     "6:T5 2021-12-31[18992,18993) - - 4 -\n7:T6 2021K4[18901,18993) - - 4 -\n"
     "8:T7 2021M10[18901,18932) - - 4 -\n9:T8 2021[18628,18993) - - 4 -\n",
     "W212 4:2"},
    {"good-table-wide.csv", "population", NULL, "N118 6:0"},
    {"bad-table-wide.csv", "needs", "", "E124 1:3"},
    {"bad-table-misspelt.csv", "needs", NULL, "W126 1:4|W126 1:5|N112 1:6|W127 1:0"},
    {"bad-table-cut-off.csv", "needs", NULL, "W128 4:4"},
    {"good-table-no-rows.csv", "use_counts", "", "W129 0:0"},
    {"good-table-heading-again.csv", "occupancy",
     "2:T1 2023[19358,19723) - - 4 -\n4:T2 2023[19358,19723) - - 5 -\n", "N118 3:0"},
    {"bad-table-hidden-total.csv", "needs", NULL, "N114 4:0|N219 3:4"},
    {"bad-table-serial-date.csv", "stays", NULL, "E203 2:5"},
    {"bad-table-no-figures.csv", "occupancy", NULL, "N112 1:4|W127 1:0"},
    {"good-table-two-headings.csv", "occupancy",
     "4:T1 2023[19358,19723) 4 1460 - -\n4:T1 2024[19723,20089) 5 1825 - -\n", ""},
    {"good-table-split-headings.csv", "occupancy",
     "3:T1 2023[19358,19723) - 1460 4 2\n4:T1 2024[19723,20089) - 1825 5 0\n", ""},
    {"bad-table-two-headings.csv", "occupancy", "",
     "E106 2:0|E106 2:0|E107 2:4|E107 2:5|N112 2:1|N112 2:4|N112 2:5"},
    {"good-table-windows-1252.csv", "needs", ENCODED, ""},
    {"good-table-utf-8-mark.csv", "needs", ENCODED, ""},
    {"good-table-utf-16.txt", "needs", ENCODED, ""},
    {"good-table-utf-16-no-mark.txt", "needs", ENCODED, ""},
    {"good-table-cp850.csv", "needs", ENCODED, ""},
    {"good-table-macintosh.csv", "needs", ENCODED, ""},
    {"good-table-percent.csv", "rates",
     "2:T1 2024 100000 - - - 0.975 - -\n3:T2 2024 100000 - - - 0.975 - -\n4:T3 2024 100000 - - - 0.98 - -\n"
     "5:T4 2024 100000 - - - 0.95 - -\n6:T5 2024 100000 - - - 0.975 - -\n",
     ""},
    {"good-table-dates.csv", "stays",
     "2:P1 T1 autisme 851 - 18992 19357 - - - - - -\n3:P2 T1 autisme 851 - 18992 19357 - - - - - -\n"
     "4:P3 T1 autisme 851 - 18659 19024 - - - - - -\n5:P4 T1 autisme 851 - 18992 - - - - - - -\n"
     "6:P5 T1 autisme 851 - 18992 - - - - - - -\n",
     "W212 6:5"},
    {"bad-table-american-date.csv", "stays", NULL, "E203 2:5|E203 3:5"},
    {"good-table-booleans.csv", "offers",
     "2:T1 Et Aalborg - 851 - autisme - 4 - - 1 0 - - - - - - -\n3:T2 To Aalborg - 851 - autisme - 4 - - 1 0 "
     "- - - "
     "- - - -\n4:T3 Tre Aalborg - 851 - autisme - 4 - - 1 0 - - - - - - -\n",
     ""},
    {"good-table-places.csv", "offers",
     "2:T1 Et Aalborg - 851 - autisme - 12 - - - - - - - - - - -\n3:T2 To Aalborg - 851 - autisme - 1 - - - "
     "- - - - "
     "- - - -\n4:T3 Tre Aalborg - 851 - autisme - 16 - - - - - - - - - - -\n5:T4 Fire Aalborg - 851 - "
     "autisme - 6 - "
     "- - - - - - - - - -\n",
     "N217 2:6"},
    {"bad-table-places.csv", "offers", NULL, "E204 2:6|E204 3:6|E204 4:6"},
    {"good-table-region-total.csv", "needs",
     "2:Aalborg - 2024 autisme 12 - - - - - - - - - - - -\n3:Thisted - 2024 autisme 4 - - - - - - - - - - - "
     "-\n",
     "N114 4:0|N114 5:0"},
    {"bad-table-region-total.csv", "needs", NULL, "W115 4:4"},
    {"bad-table-cpr-nine.csv", "stays", NULL, "N112 1:6|E201 2:1|E201 3:1"},
    {"bad-table-cpr-nine-parted.csv", "stays", NULL, "N112 1:6|E201 2:1|E201 3:1"},
    {"bad-table-cpr-spellings.csv", "stays", NULL,
     "N112 1:6|E201 2:6|E201 4:6|E201 5:6|E201 6:6|E201 7:6|E201 8:6|E201 9:6|E201 10:6"},
    {"good-table-nine-digits.csv", "stays", NULL, "N112 1:6"},
    {"bad-table-cpr-text.csv", "stays", NULL, "N112 1:6|E201 2:6|E201 3:6|E201 4:6|E201 5:6"},
    {"bad-table-severity-date.csv", "need_counts", NULL, ""}, /* a text to the table; see test_rules.c */
    {"bad-statbank-matrix.csv", "population", "", "E105 0:0"},
    {"good-package/occupancy.csv", "occupancy",
     "3:Øst 2024[19723,20089) 2.31 - - -\n4:Vest 2024[19723,20089) - - - 3\n", ""},
    {"bad-package-number/occupancy.csv", "occupancy", NULL, "E201 3:0|W127 1:0"},
    {"bad-package/occupancy.csv", "occupancy", "2:T1 2024[19723,20089) 4 - - -\n", "W218 0:0|W127 1:0"},
    {"good-table.px", "population",
     "13:000 2024K1[19723,19814) - - 0 - 10 -\n13:000 2024K1[19723,19814) - - 100- - 20 -\n"
     "14:851 2024K1[19723,19814) - - 0 - - -\n14:851 2024K1[19723,19814) - - 100- - 0 -\n",
     ""},
    {"bad-table-too-few.px", "population", "", "E125 6:0"},
};

static void test_quirks(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(QUIRKS); i++) {
        struct reading *reading = reading_new(schemas_find(QUIRKS[i].table));
        char *path = g_build_filename("tests", "data", QUIRKS[i].file, NULL);
        print_message("%s\n", path);
        read_path(reading, path);
        expect(reading, QUIRKS[i].rows, QUIRKS[i].findings);
        bool stops = strstr(QUIRKS[i].findings, "E") != NULL;
        assert_int_equal(diag_exit_status(reading->diag, false), stops ? 65 : 0);
        assert_true(g_str_has_prefix(QUIRKS[i].file, "bad-") || !stops);
        assert_unseen(reading, "1901");
        assert_unseen(reading, "3001");
        g_free(path);
        reading_free(reading);
    }
}

/* "good-x.csv" or "bad-x.csv" beginning at `p`: its length, 0 = no such name. */
static size_t fixture_at(const char *p)
{
    bool begins = g_str_has_prefix(p, "good-") || g_str_has_prefix(p, "bad-");
    return begins ? strspn(p, "abcdefghijklmnopqrstuvwxyz0123456789-.") : 0;
}

/* tests/data/README.md names every file of its folder, and no other. */
static void test_readme(void **state)
{
    (void)state;
    char *readme = NULL;
    assert_true(g_file_get_contents("tests/data/README.md", &readme, NULL, NULL));
    GDir *dir = g_dir_open("tests/data", 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        char *row = g_strdup_printf("\n| %s |", name);
        if (strcmp(name, "README.md") != 0 && strstr(readme, row) == NULL) {
            fail_msg("%s is not described", name);
        }
        g_free(row);
    }
    g_dir_close(dir);
    for (const char *p = readme; *p != '\0'; p++) {
        size_t n = p == readme || p[-1] == ' ' ? fixture_at(p) : 0;
        char *path = g_strdup_printf("tests/data/%.*s", (int)n, p);
        if (n > strlen("good-") && !g_file_test(path, G_FILE_TEST_EXISTS)) {
            fail_msg("%s is no file", path);
        }
        g_free(path);
    }
    g_free(readme);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quirks), cmocka_unit_test(test_readme)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
