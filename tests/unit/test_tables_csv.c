/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tables/NAME.csv in both dialects, and the data package beside them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_released.h"
#include "output_folder.h"
#include "vifte/output.h"

#include <jansson.h>

static char *csv_of(const struct released *released, enum csv_dialect dialect, const char *name)
{
    struct folder folder = folder_begin();
    assert_true(tables_csv_write(released, dialect, folder.dir, folder.diag));
    char *text = folder_read(&folder, name, NULL);
    folder_end(&folder);
    return text;
}

static void assert_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("'%s' is not in:\n%s", part, text);
    }
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL) {
        fail_msg("'%s' is in:\n%s", part, text);
    }
}

static void states_have_words_and_hidden_numbers_are_gone(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_PUBLIC);
    char *text = csv_of(&released, CSV_STANDARD, "tables/need.csv");
    assert_true(g_str_has_prefix(
        text, "group,municipality,year,citizens,citizens_status,basis,change,change_status,"));
    assert_contains(
        text,
        "\nautism,851,2024,,suppressed,during_year,0,,,missing,,missing,,undefined,,missing,,suppressed,");
    assert_contains(
        text, "\nautism,region,2024,1234,,during_year,-3,,,missing,,missing,,undefined,,missing,12.345679,,");
    assert_contains(text, ",,na,"); /* waiting_days */
    assert_lacks(text, "nan");
    assert_lacks(text, "\r");
    assert_true(g_str_has_suffix(text, "\n"));
    g_free(text);
    fake_free(&released);
}

static void danish_excel_gets_its_own_marks(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_PUBLIC);
    char *text = csv_of(&released, CSV_EXCEL_DA, "tables/need.csv");
    assert_true(g_str_has_prefix(text, "\xEF\xBB\xBFgroup;municipality;year;citizens;citizens_status;"));
    assert_contains(text, "\r\nautism;region;2024;1234;;during_year;-3;;");
    assert_contains(text, ";12,345679;");
    assert_lacks(text, "1.234");
    assert_true(g_str_has_suffix(text, "\r\n"));
    g_free(text);
    fake_free(&released);
}

/* One cell of free text, as it stands in the file between the heading row and the end. */
static void assert_note(enum csv_dialect dialect, const char *note, const char *expected)
{
    static const struct name OFFER = {"T1", "Egeparken"};
    static const struct name CHANGE = {"note", "note"};
    struct name name = {.code = "", .label = note};
    struct released released = {.n_tables = 0};
    struct cell *row = table_add(fake_table(&released, TABLE_CAPACITY_LOG));
    row[CAPACITY_LOG_DATE] = cell_number(20088, CONTRIBUTORS_NONE);
    row[CAPACITY_LOG_OFFER] = cell_name(&OFFER);
    row[CAPACITY_LOG_CHANGE] = cell_name(&CHANGE);
    row[CAPACITY_LOG_PLACES_BEFORE] = cell_number(-0.0, CONTRIBUTORS_NONE);
    row[CAPACITY_LOG_PLACES_AFTER] = cell_number(2.5, CONTRIBUTORS_NONE);
    row[CAPACITY_LOG_NOTE] = cell_name(&name);
    char *text = csv_of(&released, dialect, "tables/capacity_log.csv");
    const char *start = dialect == CSV_STANDARD ? "\n2024-12-31,T1,note,0.000000,,2.500000,,"
                                                : "\r\n2024-12-31;T1;note;0,000000;;2,500000;;";
    const char *found = strstr(text, start);
    assert_non_null(found);
    char *line = g_strconcat(expected, dialect == CSV_STANDARD ? "\n" : "\r\n", NULL);
    assert_string_equal(found + strlen(start), line);
    g_free(line);
    g_free(text);
    fake_free(&released);
}

static void no_text_can_run(void **state)
{
    (void)state;
    static const struct {
        const char *note, *expected;
    } CASES[] = {
        {"plain", "plain"},
        {"=1+1", "'=1+1"},
        {"+45 98", "'+45 98"},
        {"-2+3", "'-2+3"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"\t=1", "' =1"},
        {"\rx", " x"}, /* what is written begins with a blank */
        {"  =1", "'  =1"},
        {"\uff1d1", "'\uff1d1"},
        {"a, b", "\"a, b\""},
        {"a;=1+1", "\"a;=1+1\""},
        {"say \"hi\"", "\"say \"\"hi\"\"\""},
        {"=\"a\"", "\"'=\"\"a\"\"\""},
        {"two\nlines", "two lines"},
        {"bell\a", "bell?"},
        {"5 - 3", "5 - 3"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        assert_note(CSV_STANDARD, CASES[i].note, CASES[i].expected);
        assert_note(CSV_EXCEL_DA, CASES[i].note, CASES[i].expected);
    }
}

static void ages_are_no_days_in_excel(void **state)
{
    (void)state;
    static const struct name GROUP = {"g", "G"}, AGE = {"age", "Age"}, BAND = {"6-11", "6–11"},
                             LAW = {"SEL-107", "§ 107"};
    struct released released = {.n_tables = 0};
    struct table *table = fake_table(&released, TABLE_NEED_PROFILE);
    for (int i = 0; i < 2; i++) {
        struct cell *row = table_add(table);
        row[NEED_PROFILE_GROUP] = cell_name(&GROUP);
        row[NEED_PROFILE_YEAR] = cell_year(2024);
        row[NEED_PROFILE_DIMENSION] = cell_name(&AGE);
        row[NEED_PROFILE_VALUE] = cell_name(i == 0 ? &BAND : &LAW);
    }
    char *excel = csv_of(&released, CSV_EXCEL_DA, "tables/need_profile.csv");
    assert_contains(excel, "\r\ng;2024;age;6\u201311;;missing;");
    assert_contains(excel, ";SEL-107;");
    char *standard = csv_of(&released, CSV_STANDARD, "tables/need_profile.csv");
    assert_contains(standard, "\ng,2024,age,6-11,,missing,");
    g_free(standard);
    g_free(excel);
    fake_free(&released);
}

static void ratios_money_and_hidden_words(void **state)
{
    (void)state;
    static const struct name G = {"g", "G"};
    struct released released = {.n_tables = 0};
    struct cell *row = table_add(fake_table(&released, TABLE_FLOWS));
    row[FLOWS_GROUP] = row[FLOWS_PAYING] = row[FLOWS_LOCATION] = cell_name(&G);
    row[FLOWS_YEAR] = cell_year(2024);
    row[FLOWS_EXPENDITURE] = cell_number(123456, 7);
    row = table_add(fake_table(&released, TABLE_SELF_SUFFICIENCY));
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&G);
    row[SELF_SUFFICIENCY_YEAR] = cell_year(2024);
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] = cell_number(1.0 / 3.0, 7);
    row = table_add(fake_table(&released, TABLE_FIT));
    row[FIT_GROUP] = row[FIT_ANSWER] = cell_name(&G);
    row[FIT_YEAR] = cell_year(2024);
    row[FIT_WHO] = fake_hidden();
    char *money = csv_of(&released, CSV_STANDARD, "tables/flows.csv");
    assert_contains(money, ",1234.56,\n");
    char *ratio = csv_of(&released, CSV_STANDARD, "tables/self_sufficiency.csv");
    assert_contains(ratio, ",0.3333333333,,");
    char *word = csv_of(&released, CSV_STANDARD, "tables/fit.csv");
    assert_contains(word, "\ng,2024,g,,missing,suppressed\n");
    g_free(word);
    g_free(ratio);
    g_free(money);
    fake_free(&released);
}

static void the_package_describes_every_column(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_PUBLIC);
    char *text = csv_of(&released, CSV_EXCEL_DA, "tables/datapackage.json");
    char *csv = csv_of(&released, CSV_EXCEL_DA, "tables/need.csv");
    json_t *package = json_loads(text, 0, NULL);
    assert_non_null(package);
    assert_string_equal(json_string_value(json_object_get(package, "created")), "2025-03-01T00:00:00Z");
    json_t *resource = json_array_get(json_object_get(package, "resources"), 0);
    assert_string_equal(json_string_value(json_object_get(resource, "path")), "need.csv");
    json_t *schema = json_object_get(resource, "schema");
    json_t *fields = json_object_get(schema, "fields");
    GString *headings = g_string_new("\xEF\xBB\xBF");
    for (size_t i = 0; i < json_array_size(fields); i++) {
        const char *name = json_string_value(json_object_get(json_array_get(fields, i), "name"));
        g_string_append_printf(headings, "%s%s", i > 0 ? ";" : "", name);
    }
    g_string_append(headings, "\r\n");
    assert_true(g_str_has_prefix(csv, headings->str));
    assert_int_equal(json_array_size(json_object_get(schema, "primaryKey")), 3);
    json_t *citizens = json_array_get(fields, 3);
    assert_string_equal(json_string_value(json_object_get(citizens, "type")), "integer");
    assert_string_equal(json_string_value(json_object_get(citizens, "unit")), "persons");
    json_t *status = json_array_get(fields, 4);
    assert_int_equal(json_array_size(json_object_get(json_object_get(status, "constraints"), "enum")), 4);
    assert_lacks(text, "rows");
    g_string_free(headings, TRUE);
    json_decref(package);
    g_free(csv);
    g_free(text);
    fake_free(&released);
}

static void findings_without_a_line_have_no_primary_key(void **state)
{
    (void)state;
    static const struct name CODE = {"W316", "W316"};
    struct released released = {.n_tables = 0};
    table_add(fake_table(&released, TABLE_QUALITY))[QUALITY_CODE] = cell_name(&CODE);
    char *text = csv_of(&released, CSV_STANDARD, "tables/datapackage.json");
    assert_lacks(text, "primaryKey");
    g_free(text);
    fake_free(&released);
}

static void a_full_disk_is_a_finding(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_PUBLIC);
    struct folder folder = folder_begin();
    char *blocked = outdir_path(folder.dir, "tables/need.csv");
    assert_int_equal(g_mkdir(blocked, 0755), 0); /* a folder where the file should be */
    assert_false(tables_csv_write(&released, CSV_STANDARD, folder.dir, folder.diag));
    assert_int_equal(diag_exit_status(folder.diag, false), 73);
    g_free(blocked);
    folder_end(&folder);
    fake_free(&released);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(states_have_words_and_hidden_numbers_are_gone),
        cmocka_unit_test(danish_excel_gets_its_own_marks),
        cmocka_unit_test(no_text_can_run),
        cmocka_unit_test(ages_are_no_days_in_excel),
        cmocka_unit_test(ratios_money_and_hidden_words),
        cmocka_unit_test(the_package_describes_every_column),
        cmocka_unit_test(findings_without_a_line_have_no_primary_key),
        cmocka_unit_test(a_full_disk_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
