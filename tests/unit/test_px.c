/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PC-Axis files: every cell with its codes, and refusals. */
#include "vifte/input_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <glib/gstdio.h>

#include "reading.h"

static const struct input_column POPULATION[] = {
    {.name = "municipality", .aliases = "område", .kind = VALUE_TEXT, .required = true},
    {.name = "year", .aliases = "tid", .kind = VALUE_PERIOD, .required = true},
    {.name = "age", .aliases = "alder", .kind = VALUE_TEXT},
    {.name = "persons", .aliases = "indhold", .kind = VALUE_COUNT, .required = true},
};
static const struct input_schema SCHEMA = {.table = "population",
                                           .columns = POPULATION,
                                           .n_columns = G_N_ELEMENTS(POPULATION),
                                           .keeps_totals = true};

static void check_bytes(const char *text, size_t length, const char *rows, const char *findings)
{
    struct reading *reading = reading_new(&SCHEMA);
    char *path = NULL;
    int fd = g_file_open_tmp("vifte-XXXXXX.px", &path, NULL);
    assert_true(fd >= 0);
    g_close(fd, NULL);
    assert_true(g_file_set_contents(path, text, (gssize)length, NULL));
    read_path(reading, path);
    expect(reading, rows, findings);
    reading_free(reading);
    g_unlink(path);
    g_free(path);
}

static void check(const char *text, const char *rows, const char *findings)
{
    check_bytes(text, strlen(text), rows, findings);
}

#define K1 "2008K1[13879,13970)"
#define K2 "2008K2[13970,14061)"
#define KEYWORDS \
    "CHARSET=\"ANSI\";\nAXIS-VERSION=\"2000\";\nCODEPAGE=\"utf-8\";\nTITLE=\"Folketal; med " \
    "\"\n\"semikolon\";\n" \
    "STUB=\"område\",\"alder\";\nHEADING=\"tid\";\nVALUES(\"område\")=\"Hele landet\",\"Aalborg\";\n" \
    "VALUES[en](\"area\")=\"All Denmark\",\"Aalborg\";\nVALUES(\"alder\")=\"0 år\",\"100 år og " \
    "\"\n\"derover\";\n" \
    "VALUES(\"tid\")=\"2008K1\",\"2008K2\";\nTIMEVAL(\"tid\")=TLIST(Q1),\"2008K1\",\"2008K2\";\n" \
    "CODES(\"område\")=\"000\",\"851\";\n"

static void test_cells_in_order(void **state)
{
    (void)state;
    check(KEYWORDS "DATA=\n1 2\n3 4\n5 \"..\"\n\"-\" 8 ;\n",
          "16:000 " K1 " 0 år 1\n16:000 " K2 " 0 år 2\n17:000 " K1 " 100 år og derover 3\n"
          "17:000 " K2 " 100 år og derover 4\n18:851 " K1 " 0 år 5\n18:851 " K2 " 0 år -\n"
          "19:851 " K1 " 100 år og derover 0\n19:851 " K2 " 100 år og derover 8\n",
          "");
}

static void test_encodings(void **state)
{
    (void)state;
    check("CHARSET=\"ANSI\";STUB=\"omr\xE5"
          "de\";HEADING=\"tid\";VALUES(\"omr\xE5"
          "de\")=\"\xC5lborg\";VALUES(\"tid\")=\"2008K1\";"
          "\nDATA=7;",
          "2:Ålborg " K1 " - 7\n", "");
    check("STUB=\"omr\x86"
          "de\";HEADING=\"tid\";VALUES(\"omr\x86"
          "de\")=\"\x8Flborg\";VALUES(\"tid\")=\"2008K1\";\nDATA=7;",
          "2:Ålborg " K1 " - 7\n", "");
}

static void test_refusals(void **state)
{
    (void)state;
    check(KEYWORDS "DATA=\n1 2\n3 4\n5 6\n7;\n", "", "E125 19:0");
    check(KEYWORDS "DATA=\n1 2\n3 4\n5 6\n7 8 9;\n", "", "E125 19:0");
    check(KEYWORDS "KEYS(\"alder\")=CODES;\nDATA=\n1;", "", "E125 0:0");
    check("STUB=\"a\";DATA=1;", "", "E125 0:0");
    check("STUB=\"a", "", "E125 1:0");
    check("A letter about STUB=1;", "", "E125 1:0");
    check("", "", "E125 1:0");
    check("STUB=\"farve\";VALUES(\"farve\")=\"rød\";\nDATA=1;", "", "E105 0:0");
}

/* Civil registration numbers in titles and notes, also of a file that cannot be read, are never shown. */
static void test_notes(void **state)
{
    (void)state;
    check("NOTE=\"ring til 010190-1234\";\n" KEYWORDS "VALUENOTE(\"tid\",\"2008K1\")=\"0101901234\";\n"
          "DATA=\n1 2\n3 4\n5 6\n7 8 ;\n",
          NULL, "E201 1:0|E201 16:0");
    check("NOTE=\"ring til 010190-1234\";\n", "", "E125 2:0|E201 1:0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cells_in_order),
        cmocka_unit_test(test_encodings),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_notes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
