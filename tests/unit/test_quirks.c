/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The quirks of files as people have them: the text fixtures of tests/data, read as the tables of the
 * program. */
#include "vifte/schemas.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "reading.h"

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
    {"bad-table-loose-numbers.csv", "occupancy", NULL, "E204 2:3|E204 3:4|E204 4:4|W213 4:3"},
    {"good-table-line-ends.csv", "occupancy",
     "2:T1 2022[18993,19358) 4 - - -\n3:T2 2022[18993,19358) 5 - - -\n4:T3 2022[18993,19358) 6 - - -\n", ""},
    {"good-table-groups.csv", "occupancy",
     "2:T1 2021[18628,18993) - 1234.5 - -\n3:T2 2021[18628,18993) - 1234.5 - -\n"
     "4:T3 2021[18628,18993) - 1234.5 - -\n5:T4 2021[18628,18993) - 1234.5 - -\n"
     "6:T5 2021[18628,18993) - 1234.5 - -\n7:T6 2021[18628,18993) - 1234.5 - -\n",
     ""},
    {"good-table-periods.csv", "occupancy",
     "2:T1 2021-12-31[18992,18993) 4 - - -\n3:T2 2021-12-31[18992,18993) 4 - - -\n"
     "4:T3 2021-12-31[18992,18993) 4 - - -\n5:T4 2021-12-31[18992,18993) 4 - - -\n"
     "6:T5 2021-12-31[18992,18993) 4 - - -\n7:T6 2021K4[18901,18993) 4 - - -\n"
     "8:T7 2021M10[18901,18932) 4 - - -\n9:T8 2021[18628,18993) 4 - - -\n",
     "W212 4:2"},
    {"good-table-wide.csv", "population", NULL, "N118 6:0"},
    {"bad-table-wide.csv", "needs", "", "E124 1:3"},
    {"bad-table-two-headings.csv", "occupancy", "", "N112 2:3|E124 2:2"},
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
        bool bad = g_str_has_prefix(QUIRKS[i].file, "bad-");
        assert_int_equal(diag_exit_status(reading->diag, false), bad ? 65 : 0);
        g_free(path);
        reading_free(reading);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quirks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
