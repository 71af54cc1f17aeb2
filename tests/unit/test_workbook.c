/* SPDX-License-Identifier: GPL-3.0-or-later */
/* workbook.xlsx as Excel will find it: well-formed, marked, without formulas, the same bytes every time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fake_released.h"
#include "output_folder.h"
#include "unzip.h"
#include "vifte/output.h"

#define FRONT_SHEETS 4
#define TABLE_SHEET "xl/worksheets/sheet5.xml"

struct file {
    char *data;
    size_t length;
};

static struct file workbook_of(const struct released *released)
{
    struct folder folder = folder_begin();
    struct file file;
    assert_true(workbook_write(released, NULL, folder.dir, folder.diag));
    file.data = folder_read(&folder, "workbook.xlsx", &file.length);
    folder_end(&folder);
    return file;
}

static char *part_of(const struct released *released, const char *part)
{
    struct file file = workbook_of(released);
    char *text = unzip(file.data, file.length, part, NULL);
    assert_non_null(text);
    g_free(file.data);
    return text;
}

static char *example_part(enum audience audience, const char *part)
{
    struct released released = fake_example(audience);
    char *text = part_of(&released, part);
    fake_free(&released);
    return text;
}

static void assert_well_formed(const char *name, const char *text)
{
    const GMarkupParser nothing = {.start_element = NULL};
    GMarkupParseContext *context = g_markup_parse_context_new(&nothing, 0, NULL, NULL);
    if (!g_markup_parse_context_parse(context, text, -1, NULL) ||
        !g_markup_parse_context_end_parse(context, NULL)) {
        fail_msg("%s is not well-formed", name);
    }
    g_markup_parse_context_free(context);
}

static void every_part_is_well_formed(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_INTERNAL);
    struct file file = workbook_of(&released);
    g_free(unzip(file.data, file.length, NULL, assert_well_formed));
    g_free(file.data);
    fake_free(&released);
}

static void two_runs_give_the_same_bytes(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_INTERNAL);
    struct file one = workbook_of(&released);
    g_usleep(1100000); /* zip and document times have seconds */
    g_setenv("TZ", "Asia/Tokyo", TRUE);
    struct file two = workbook_of(&released);
    g_unsetenv("TZ");
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.data, two.data, one.length);
    g_free(one.data);
    g_free(two.data);
    fake_free(&released);
}

static void assert_no_formula(const char *name, const char *text)
{
    if (g_str_has_prefix(name, "xl/worksheets/")) {
        assert_null(strstr(text, "<f>"));
    }
}

static void text_stays_text(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_INTERNAL);
    struct file file = workbook_of(&released);
    char *strings = unzip(file.data, file.length, "xl/sharedStrings.xml", assert_no_formula);
    assert_non_null(strstr(strings, "=HYPERLINK("));
    g_free(strings);
    g_free(file.data);
    fake_free(&released);
}

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *p = text; (p = strstr(p, part)) != NULL; p += strlen(part)) {
        n++;
    }
    return n;
}

static size_t marked_sheets;
static size_t sheets;
static char mark_cell[32];

/* Row 2 of every sheet is the mark: the shared string of that number. */
static void count_marked(const char *name, const char *text)
{
    if (g_str_has_prefix(name, "xl/worksheets/sheet")) {
        sheets++;
        const char *cell = strstr(text, "<c r=\"A2\"");
        assert_non_null(cell);
        const char *value = strstr(cell, "<v>");
        char *number = g_strndup(value + 3, strcspn(value + 3, "<"));
        marked_sheets += strcmp(number, mark_cell) == 0;
        g_free(number);
    }
}

static void every_sheet_of_the_internal_edition_is_marked(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_INTERNAL);
    struct file file = workbook_of(&released);
    char *strings = unzip(file.data, file.length, "xl/sharedStrings.xml", NULL);
    /* The front sheets have the line alone, the table's sheet with region and years behind it. */
    assert_int_equal(count(strings, "<t>Contains small numbers – not for publication</t>"), 1);
    assert_int_equal(
        count(strings, "<t>Contains small numbers – not for publication · Nordjylland, 2023–2024</t>"), 1);
    char *before = g_strndup(strings, (gsize)(strstr(strings, "<t>Contains small numbers") - strings));
    g_snprintf(mark_cell, sizeof mark_cell, "%zu", count(before, "<si>") - 1);
    g_free(unzip(file.data, file.length, NULL, count_marked));
    assert_int_equal(sheets, FRONT_SHEETS + 1);
    assert_int_equal(marked_sheets, FRONT_SHEETS);
    g_free(before);
    g_free(strings);
    g_free(file.data);
    fake_free(&released);
}

static void states_are_words_and_numbers_are_numbers(void **state)
{
    (void)state;
    char *strings = example_part(AUDIENCE_COOPERATION, "xl/sharedStrings.xml");
    assert_non_null(strstr(strings, "<t>confidential</t>"));
    assert_non_null(strstr(strings, "<t>not applicable</t>"));
    assert_non_null(strstr(strings, "2 of 57 figures are hidden in this edition."));
    assert_null(strstr(strings, "1,234"));
    char *sheet = example_part(AUDIENCE_COOPERATION, TABLE_SHEET);
    assert_non_null(strstr(sheet, "<v>1234</v>"));
    assert_non_null(strstr(sheet, "<v>-3</v>"));
    assert_non_null(strstr(sheet, "<v>12.345679</v>")); /* no more decimals than the CSV file */
    assert_null(strstr(sheet, "mergeCell"));
    assert_null(strstr(sheet, "nan"));
    g_free(sheet);
    g_free(strings);
}

static void a_table_is_native_and_named(void **state)
{
    (void)state;
    char *table = example_part(AUDIENCE_COOPERATION, "xl/tables/table5.xml");
    assert_non_null(strstr(table, "name=\"need\""));
    assert_non_null(
        strstr(table, "ref=\"A5:T8\"")); /* title, mark, link; 20 columns; heading and three rows */
    assert_non_null(strstr(table, "name=\"Citizens per 10,000 inhabitants\""));
    g_free(table);
    char *sheet = example_part(AUDIENCE_COOPERATION, TABLE_SHEET);
    assert_non_null(strstr(sheet, "ySplit=\"5\""));
    assert_non_null(strstr(sheet, "orientation=\"landscape\""));
    g_free(sheet);
}

/* What is published is read with the help of programs that filters and frozen headings confuse. */
static void filters_and_frozen_headings_are_for_work(void **state)
{
    (void)state;
    char *sheet = example_part(AUDIENCE_PUBLIC, TABLE_SHEET);
    assert_null(strstr(sheet, "ySplit"));
    g_free(sheet);
    char *table = example_part(AUDIENCE_PUBLIC, "xl/tables/table5.xml");
    assert_null(strstr(table, "<autoFilter"));
    g_free(table);
    table = example_part(AUDIENCE_COOPERATION, "xl/tables/table5.xml");
    assert_non_null(strstr(table, "<autoFilter"));
    g_free(table);
}

static void columns_not_for_the_audience_are_no_columns(void **state)
{
    (void)state;
    char *public = example_part(AUDIENCE_PUBLIC, "xl/tables/table5.xml");
    assert_null(strstr(public, "Smoothed rate"));
    assert_non_null(strstr(public, "ref=\"A5:S8\""));
    g_free(public);
}

static void dates_ratios_and_money_have_their_formats(void **state)
{
    (void)state;
    static const struct name G = {"g", "Group"};
    struct released released = fake_example(AUDIENCE_INTERNAL);
    struct cell *row = table_add(fake_table(&released, TABLE_SELF_SUFFICIENCY));
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&G);
    row[SELF_SUFFICIENCY_YEAR] = cell_year(2024);
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] = cell_number(0.25, 40);
    row = table_add(fake_table(&released, TABLE_FLOWS));
    row[FLOWS_GROUP] = row[FLOWS_PAYING] = row[FLOWS_LOCATION] = cell_name(&G);
    row[FLOWS_YEAR] = cell_year(2024);
    row[FLOWS_EXPENDITURE] = cell_number(123456, 40);
    row = table_add(fake_table(&released, TABLE_CAPACITY_LOG));
    row[CAPACITY_LOG_DATE] = cell_number(20088, CONTRIBUTORS_NONE);
    row[CAPACITY_LOG_OFFER] = row[CAPACITY_LOG_CHANGE] = cell_name(&G);
    char *share = part_of(&released, "xl/worksheets/sheet6.xml");
    char *money = part_of(&released, "xl/worksheets/sheet7.xml");
    char *date = part_of(&released, "xl/worksheets/sheet8.xml");
    char *styles = part_of(&released, "xl/styles.xml");
    assert_non_null(strstr(share, "<v>0.25</v>"));
    assert_non_null(strstr(money, "<v>1234.56</v>"));
    assert_non_null(strstr(date, "<v>45657</v>")); /* 2024-12-31 */
    assert_non_null(strstr(styles, "yyyy-mm-dd"));
    g_free(styles);
    g_free(date);
    g_free(money);
    g_free(share);
    fake_free(&released);
}

static void names_that_are_alike_get_their_codes(void **state)
{
    (void)state;
    static const struct name ONE = {"T1", "Egeparken"}, TWO = {"T2", "Egeparken"}, THREE = {"T3", "Bøgely"};
    static const struct name *const NAMES[] = {&ONE, &TWO, &THREE};
    static const struct name CHANGE = {"open", "opened"};
    struct released released = fake_example(AUDIENCE_INTERNAL);
    struct table *table = fake_table(&released, TABLE_CAPACITY_LOG);
    for (size_t i = 0; i < 3; i++) {
        struct cell *row = table_add(table);
        row[CAPACITY_LOG_DATE] = cell_number(20088, CONTRIBUTORS_NONE);
        row[CAPACITY_LOG_OFFER] = cell_name(NAMES[i]);
        row[CAPACITY_LOG_CHANGE] = cell_name(&CHANGE);
    }
    char *strings = part_of(&released, "xl/sharedStrings.xml");
    assert_non_null(strstr(strings, "<t>Egeparken (T1)</t>"));
    assert_non_null(strstr(strings, "<t>Egeparken (T2)</t>"));
    assert_non_null(strstr(strings, "<t>Bøgely</t>"));
    g_free(strings);
    fake_free(&released);
}

static void sheet_names_fit_excel(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_INTERNAL);
    fake_table(&released, TABLE_USE_MATRIX);
    fake_table(&released, TABLE_SELF_SUFFICIENCY);
    char *workbook = part_of(&released, "xl/workbook.xml");
    assert_non_null(strstr(workbook, "<sheet name=\"Municipalities’ use of offers\""));
    assert_non_null(strstr(workbook, "<sheet name=\"Served inside and outside the\"")); /* 36 letters */
    char *empty = part_of(&released, "xl/sharedStrings.xml");
    assert_non_null(strstr(empty, "There are no rows in this edition."));
    g_free(empty);
    g_free(workbook);
    fake_free(&released);
}

static void long_texts_are_cut_to_what_a_cell_can_hold(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_INTERNAL);
    char *text = g_strnfill(40000, 'x');
    struct name note = {.code = "", .label = text};
    static const struct name G = {"g", "Group"};
    struct cell *row = table_add(fake_table(&released, TABLE_CAPACITY_LOG));
    row[CAPACITY_LOG_DATE] = cell_number(20088, CONTRIBUTORS_NONE);
    row[CAPACITY_LOG_OFFER] = row[CAPACITY_LOG_CHANGE] = cell_name(&G);
    row[CAPACITY_LOG_NOTE] = cell_name(&note);
    char *strings = part_of(&released, "xl/sharedStrings.xml");
    assert_non_null(strstr(strings, "xxx…</t>"));
    g_free(strings);
    g_free(text);
    fake_free(&released);
}

static void what_cannot_be_written_is_a_finding(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_PUBLIC);
    struct folder folder = folder_begin();
    char *blocked = outdir_path(folder.dir, "workbook.xlsx");
    assert_int_equal(g_mkdir(blocked, 0755), 0);
    assert_false(workbook_write(&released, NULL, folder.dir, folder.diag));
    assert_int_equal(diag_exit_status(folder.diag, false), 73);
    g_free(blocked);
    folder_end(&folder);
    fake_free(&released);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_part_is_well_formed),
        cmocka_unit_test(two_runs_give_the_same_bytes),
        cmocka_unit_test(text_stays_text),
        cmocka_unit_test(every_sheet_of_the_internal_edition_is_marked),
        cmocka_unit_test(states_are_words_and_numbers_are_numbers),
        cmocka_unit_test(a_table_is_native_and_named),
        cmocka_unit_test(filters_and_frozen_headings_are_for_work),
        cmocka_unit_test(columns_not_for_the_audience_are_no_columns),
        cmocka_unit_test(dates_ratios_and_money_have_their_formats),
        cmocka_unit_test(names_that_are_alike_get_their_codes),
        cmocka_unit_test(sheet_names_fit_excel),
        cmocka_unit_test(long_texts_are_cut_to_what_a_cell_can_hold),
        cmocka_unit_test(what_cannot_be_written_is_a_finding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
