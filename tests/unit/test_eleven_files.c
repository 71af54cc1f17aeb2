/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Input as eleven municipalities send it: the small project's files written anew in eleven deliberately
 * different ways give the same tables, byte for byte, as the clean ones.
 */
#include "../../src/app/ending.h"
#include "../../src/app/options.h"
#include "../../src/app/pipeline.h"
#include "vifte/dates.h"
#include "vifte/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <gio/gio.h>
#include <string.h>
#include <xlsxwriter.h>

#include "folders.h"

#define PLACES 8 /* column of tilbud.csv */

/* --- the clean rows --- */

static GPtrArray *read_rows(const char *name)
{
    size_t length = 0;
    char *text = read_file(CLEAN, name, &length);
    char **lines = g_strsplit(g_strchomp(text), "\n", -1);
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    for (char **line = lines; *line != NULL; line++) {
        g_ptr_array_add(rows, g_strsplit(*line, ";", -1)); /* no field of these files is quoted */
    }
    g_strfreev(lines);
    g_free(text);
    return rows;
}

static char **row_at(const GPtrArray *rows, guint i)
{
    return g_ptr_array_index(rows, i);
}

static char *join(const GPtrArray *rows, guint first, guint end, const char *separator, const char *line_end)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < end; i++) {
        if (i == 0 || i >= first) {
            char *line = g_strjoinv(separator, row_at(rows, i));
            g_string_append_printf(out, "%s%s", line, line_end);
            g_free(line);
        }
    }
    return g_string_free(out, FALSE);
}

/* --- the ways to write them --- */

static void write_text(const char *folder, const char *name, const char *before, char *body,
                       const char *after, const char *charset)
{
    char *whole = g_strconcat(before, body, after, NULL);
    gsize length = 0;
    char *bytes = g_convert(whole, -1, charset, "UTF-8", NULL, &length, NULL);
    assert_non_null(bytes);
    char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, bytes, (gssize)length, NULL));
    g_free(path);
    g_free(bytes);
    g_free(whole);
    g_free(body);
}

/* 01-02-2024 -> the parts; false when the text is no date. */
static bool read_date(const char *text, lxw_datetime *out)
{
    int day, month, year, used = 0;
    if (sscanf(text, "%2d-%2d-%4d%n", &day, &month, &year, &used) != 3 || text[used] != '\0') {
        return false;
    }
    *out = (lxw_datetime){.year = year, .month = month, .day = day};
    return true;
}

/* 2.500,00 -> 2500; false when the text is no number as Danes write it. */
static bool read_number(const char *text, double *out)
{
    if (*text == '\0' || text[strspn(text, "0123456789.,")] != '\0' || strcmp(text, "..") == 0) {
        return false;
    }
    char **parts = g_strsplit(text, ".", -1);
    char *plain = g_strdelimit(g_strjoinv("", parts), ",", '.');
    *out = g_ascii_strtod(plain, NULL);
    g_free(plain);
    g_strfreev(parts);
    return true;
}

static void write_cell(lxw_worksheet *sheet, lxw_row_t row, lxw_col_t column, const char *text,
                       lxw_format *date, lxw_format *percent)
{
    lxw_datetime moment;
    double number;
    if (read_date(text, &moment)) {
        worksheet_write_datetime(sheet, row, column, &moment, date);
    } else if (read_number(text, &number)) {
        worksheet_write_number(sheet, row, column, percent != NULL ? number / 100 : number, percent);
    } else if (*text != '\0') {
        worksheet_write_string(sheet, row, column, text, NULL);
    }
}

/* Rows [first, end) under their heading, below `preamble` lines and beside other sheets. `percent` = the
 * column that is stored as fraction, -1 = none. */
static void write_xlsx(const char *folder, const char *name, const GPtrArray *rows, guint first, guint end,
                       lxw_row_t preamble, int percent_column)
{
    char *path = g_build_filename(folder, name, NULL);
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *letter = workbook_add_worksheet(book, "Vejledning");
    lxw_worksheet *sheet = workbook_add_worksheet(book, "Svar 2024");
    lxw_worksheet *old = workbook_add_worksheet(book, "Gammel");
    lxw_format *date = workbook_add_format(book), *percent = workbook_add_format(book);
    format_set_num_format(date, "dd-mm-yyyy");
    format_set_num_format(percent, "0.0 %");
    worksheet_write_string(letter, 0, 0, "Udfyld arket Svar 2024", NULL);
    worksheet_hide(old);
    if (preamble > 0) {
        worksheet_merge_range(sheet, 0, 0, 0, 4, "Indberetning, alle kommuner", NULL);
    }
    lxw_row_t line = preamble;
    for (guint i = 0; i < end; i++) {
        for (int k = 0; (i == 0 || i >= first) && row_at(rows, i)[k] != NULL; k++) {
            bool is_percent = i > 0 && k == percent_column;
            write_cell(sheet, line, (lxw_col_t)k, row_at(rows, i)[k], date, is_percent ? percent : NULL);
            worksheet_write_string(old, line, (lxw_col_t)k, row_at(rows, i)[k], NULL);
        }
        line += i == 0 || i >= first;
    }
    assert_int_equal(workbook_close(book), LXW_NO_ERROR);
    g_free(path);
}

/* --- population: two years wide, the third as PC-Axis --- */

static const char *persons(const GPtrArray *rows, const char *municipality, const char *year,
                           const char *from)
{
    for (guint i = 1; i < rows->len; i++) {
        char **row = row_at(rows, i);
        if (strcmp(row[0], municipality) == 0 && strcmp(row[1], year) == 0 && strcmp(row[2], from) == 0) {
            return row[4];
        }
    }
    fail();
    return NULL;
}

static const char *const CODES[] = {"901", "902", "903"};

static char *wide_population(const GPtrArray *rows)
{
    GString *out = g_string_new("Kommune;Alder fra;Alder til;2022;2023;I alt\n");
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
        g_string_append_printf(out, "%s;0;17;%s;%s;\n", CODES[i], persons(rows, CODES[i], "2022", "0"),
                               persons(rows, CODES[i], "2023", "0"));
        g_string_append_printf(out, "%s;18;;%s;%s;\n", CODES[i], persons(rows, CODES[i], "2022", "18"),
                               persons(rows, CODES[i], "2023", "18"));
    }
    return g_string_free(out, FALSE);
}

static char *px_population(const GPtrArray *rows)
{
    GString *out = g_string_new("CHARSET=\"ANSI\";\nCODEPAGE=\"iso-8859-15\";\nSTUB=\"kommune\",\"alder\";\n"
                                "HEADING=\"tid\";\nVALUES(\"kommune\")=\"Østby\",\"Vesterå\",\"Aaby\";\n"
                                "CODES(\"kommune\")=\"901\",\"902\",\"903\";\nVALUES(\"alder\")=\"0-17 år\","
                                "\"18 år og derover\";\nVALUES(\"tid\")=\"2024K1\";\nDATA=\n");
    for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
        g_string_append_printf(out, "%s %s\n", persons(rows, CODES[i], "2024", "0"),
                               persons(rows, CODES[i], "2024", "18"));
    }
    g_string_append(out, ";\n");
    return g_string_free(out, FALSE);
}

/* --- the project --- */

static void write_project(const char *folder)
{
    static const char *const FILES[][2] = {{"forloeb.csv", "forløb/*.csv;forløb/*.xlsx"},
                                           {"behov.csv", "behov.xlsx"},
                                           {"belaegning.csv", "belægning.txt"},
                                           {"befolkning.csv", "befolkning.csv;befolkning.px"},
                                           {"takster.csv", "takster.xlsx"}};
    size_t length = 0;
    char *text = read_file(CLEAN, "project.ini", &length);
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        char *next = replaced(text, FILES[i][0], FILES[i][1]);
        g_free(text);
        text = next;
    }
    write_file(folder, "project.ini", text);
    g_free(text);
}

static void write_variants(const char *folder)
{
    char *stays_folder = g_build_filename(folder, "forløb", NULL);
    assert_int_equal(g_mkdir(stays_folder, 0700), 0);
    GPtrArray *rows = read_rows("befolkning.csv");
    write_text(folder, "befolkning.csv",
               "\xEF\xBB\xBF"
               "Folketal pr. 1. januar;;;;;\n\n",
               wide_population(rows), "Kilde: Danmarks Statistik;;;;;\n", "UTF-8");
    write_text(folder, "befolkning.px", "", px_population(rows), "", "ISO-8859-15");
    g_ptr_array_unref(rows);
    rows = read_rows("behov.csv");
    write_xlsx(folder, "behov.xlsx", rows, 1, rows->len, 3, -1);
    g_ptr_array_unref(rows);
    rows = read_rows("belaegning.csv");
    write_text(folder, "belægning.txt", "\xEF\xBB\xBF", join(rows, 1, rows->len, "\t", "\r\n"), "",
               "UTF-16LE");
    g_ptr_array_unref(rows);
    rows = read_rows("brug.csv");
    write_text(folder, "brug.csv", "Udtrukket den 1. marts 2025\r\n\r\n",
               join(rows, 1, rows->len, ";", ";;;\r\n"),
               "I alt;2024;;;3;;;;\r\nKilde: sagssystemet på rådhuset\r\n\x1A", "CP850");
    g_ptr_array_unref(rows);
    rows = read_rows("forloeb.csv");
    write_text(stays_folder, "a.csv", "", join(rows, 1, 4, ";", "\r\n"), "", "WINDOWS-1252");
    write_xlsx(stays_folder, "b.xlsx", rows, 4, rows->len, 0, -1);
    g_ptr_array_unref(rows);
    rows = read_rows("kommuner.csv");
    write_text(folder, "kommuner.csv", "", join(rows, 1, rows->len, ",", "\r"), "", "MACINTOSH");
    g_ptr_array_unref(rows);
    rows = read_rows("noter.csv");
    write_text(folder, "noter.csv", "sep=|\n", join(rows, 1, rows->len, "|", "\n"), "", "UTF-8");
    g_ptr_array_unref(rows);
    rows = read_rows("takster.csv");
    write_xlsx(folder, "takster.xlsx", rows, 1, rows->len, 1, 3);
    g_ptr_array_unref(rows);
    rows = read_rows("tilbud.csv");
    for (guint i = 1; i < rows->len; i++) {
        char *places = row_at(rows, i)[PLACES];
        row_at(rows, i)[PLACES] = g_strconcat(places, *places != '\0' ? " pladser" : NULL, NULL);
        g_free(places);
    }
    write_text(folder, "tilbud.csv", "", join(rows, 1, rows->len, "\t", "\n"), "", "WINDOWS-1252");
    g_ptr_array_unref(rows);
    write_project(folder);
    g_free(stays_folder);
}

/* --- runs --- */

static void run(const char *project, const char *output, enum audience audience)
{
    struct options options = {.project = (char *)project, .output = (char *)output, .no_charts = true};
    options.audiences[options.n_audiences++] = audience;
    struct diag *diag = diag_new();
    struct ending *ending = ending_new();
    int status = pipeline_run(&options, ending, diag);
    ending_free(ending);
    for (size_t i = 0; status != 0 && i < diag_size(diag); i++) {
        char *line = diag_format(diag_get(diag, i));
        print_message("%s\n", line);
        g_free(line);
    }
    assert_int_equal(status, 0);
    diag_free(diag);
}

/* Every table of `a` stands in `b`, the same; in a public edition their description too. What was found in
 * the files differs, of course, and the internal edition says so. */
static unsigned compare_tables(const char *a, const char *b, enum audience audience)
{
    char *from = g_build_filename(a, "tables", NULL), *to = g_build_filename(b, "tables", NULL);
    GDir *dir = g_dir_open(from, 0, NULL);
    assert_non_null(dir);
    unsigned n = 0;
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        bool of_files = strcmp(name, "quality.csv") == 0 || strcmp(name, "datapackage.json") == 0;
        if (of_files && audience == AUDIENCE_INTERNAL) {
            continue;
        }
        size_t length = 0;
        char *one = read_file(from, name, &length), *other = read_file(to, name, &length);
        assert_string_equal(one, other);
        n++;
        g_free(one);
        g_free(other);
    }
    g_dir_close(dir);
    g_free(from);
    g_free(to);
    return n;
}

static void check_audience(const char *folder, enum audience audience, unsigned least)
{
    char *clean = g_build_filename(folder, "clean", NULL), *out = g_build_filename(folder, "out", NULL);
    run(CLEAN, clean, audience);
    run(folder, out, audience);
    assert_true(compare_tables(clean, out, audience) >= least);
    assert_true(compare_tables(out, clean, audience) >= least);
    remove_all(clean);
    remove_all(out);
    g_free(clean);
    g_free(out);
}

static void test_eleven_files(void **state)
{
    (void)state;
    char *folder = g_dir_make_tmp("vifte-eleven-XXXXXX", NULL);
    g_setenv("SOURCE_DATE_EPOCH", "1740787200", TRUE);
    write_variants(folder);
    check_audience(folder, AUDIENCE_PUBLIC, 5);
    check_audience(folder, AUDIENCE_INTERNAL, 10);
    remove_all(folder);
    g_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_eleven_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
