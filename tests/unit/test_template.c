/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates: filled in, they are read without a complaint; the check's workbooks lead back to the cells. */
#include "../../src/app/commands.h"
#include "../../src/app/options.h"
#include "../../src/app/pipeline.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/findings_book.h"
#include "vifte/model.h"
#include "vifte/outdir.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "folders.h"
#include "unzip.h"
#include "xlsx_builder.h"

/* libxlsxwriter 1.1.4 copies the formula of a drop-down twice and frees it once. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:lxw_strdup";
}

/* --- a workbook as somebody fills it in --- */

static struct builder *filled;
static const char *filled_rows;

static void copy_part(const char *name, const char *text)
{
    char *changed = strcmp(name, "xl/worksheets/sheet1.xml") == 0
                        ? replaced(text, "</sheetData>", filled_rows)
                        : g_strdup(text);
    builder_text_part(filled, name, changed);
}

static void fill_workbook(const char *templates, const char *name, const char *rows, const char *to)
{
    size_t length = 0;
    char *bytes = read_file(templates, name, &length);
    filled = builder_new(TRANSITIONAL);
    filled_rows = rows;
    unzip(bytes, length, NULL, copy_part);
    assert_int_equal(zipClose(filled->zip, NULL), ZIP_OK);
    char *path = g_build_filename(to, name, NULL);
    char *copy = NULL;
    assert_true(g_file_get_contents(filled->path, &copy, &length, NULL));
    assert_true(g_file_set_contents(path, copy, (gssize)length, NULL));
    g_free(copy);
    g_free(path);
    builder_free(filled);
    g_free(bytes);
}

static void fill_csv(const char *templates, const char *name, const char *rows, const char *to)
{
    size_t length = 0;
    char *heading = read_file(templates, name, &length);
    char *text = g_strconcat(heading, rows, NULL);
    write_file(to, name, text);
    g_free(text);
    g_free(heading);
}

static char *project_folder(void)
{
    char *folder = g_dir_make_tmp("vifte-template-XXXXXX", NULL);
    GDir *dir = g_dir_open(CLEAN, 0, NULL);
    for (const char *name; (name = g_dir_read_name(dir)) != NULL;) {
        size_t length = 0;
        char *text = read_file(CLEAN, name, &length);
        write_file(folder, name, text);
        g_free(text);
    }
    g_dir_close(dir);
    return folder;
}

static void make_templates(const char *project, char *templates)
{
    char command[] = "template";
    char *path = g_strdup(project);
    for (int i = 0; i < 2; i++) { /* its own folder is replaced */
        char *arguments[] = {command, path, templates, NULL};
        assert_int_equal(command_template(3, arguments), 0);
    }
    g_free(path);
}

static void assert_clean(const char *project, size_t n_needs)
{
    struct options options = {.project = (char *)project};
    struct diag *diag = diag_new();
    struct model *model = pipeline_read(&options, diag);
    for (size_t i = 0; i < diag_size(diag); i++) {
        char *line = diag_format(diag_get(diag, i));
        if (diag_get(diag, i)->kind->level == DIAG_STOP) {
            fail_msg("%s", line);
        }
        g_free(line);
    }
    assert_int_equal(model->n_needs, n_needs);
    assert_int_equal(model->n_capacity_notes, 1);
    model_free(model);
    diag_free(diag);
}

#define TEXT(ref, text) "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"

static void test_filled_in(void **state)
{
    (void)state;
    char *project = project_folder();
    char *templates = g_build_filename(project, "skabeloner", NULL);
    make_templates(CLEAN, templates);
    fill_workbook(templates, "needs.xlsx",
                  "<row r=\"5\">" TEXT("A5", "Aaby") "<c r=\"C5\"><v>2024</v></c>" TEXT(
                      "D5", "Svære spiseforstyrrelser") "<c r=\"E5\"><v>3</v></c>" TEXT("F5", "pr. 31.12")
                      TEXT("M5", "flere") TEXT("Q5", "godkendt") "</row></sheetData>",
                  project);
    fill_csv(templates, "capacity_notes.csv", "T1;01-07-2023;To pladser mere\r\n", project);
    size_t length = 0;
    char *text = read_file(CLEAN, "project.ini", &length);
    char *one = replaced(text, "behov.csv", "needs.xlsx");
    char *other = replaced(one, "noter.csv", "capacity_notes.csv");
    write_file(project, "project.ini", other);
    assert_clean(project, 1);
    g_free(other);
    g_free(one);
    g_free(text);
    remove_all(project);
    g_free(templates);
    g_free(project);
}

/* Drop-downs for words, groups and municipalities; text columns that Excel leaves alone. */
static void test_form(void **state)
{
    (void)state;
    char *folder = g_dir_make_tmp("vifte-template-XXXXXX", NULL);
    make_templates(CLEAN, folder);
    size_t length = 0;
    char *bytes = read_file(folder, "needs.xlsx", &length);
    char *form = unzip(bytes, length, "xl/worksheets/sheet1.xml", NULL);
    char *strings = unzip(bytes, length, "xl/sharedStrings.xml", NULL);
    assert_non_null(strstr(form, "type=\"list\""));
    assert_non_null(strstr(form, "$A$2:$A$4")); /* three municipalities of the region */
    assert_non_null(strstr(form, "type=\"whole\""));
    assert_non_null(strstr(form, "type=\"date\""));
    assert_non_null(strstr(strings, ">Østby<"));
    assert_non_null(strstr(strings, ">pr. 31.12<"));
    assert_non_null(strstr(strings, ">waiting_days<")); /* the dictionary names the program's columns */
    assert_null(strstr(strings, ">Langtbort<"));        /* of another region */
    g_free(strings);
    g_free(form);
    g_free(bytes);
    remove_all(folder);
    g_free(folder);
}

/* --- quality.xlsx --- */

static char *link_targets(const char *folder, const char *name)
{
    size_t length = 0;
    char *bytes = read_file(folder, name, &length);
    char *relationships = unzip(bytes, length, "xl/worksheets/_rels/sheet1.xml.rels", NULL);
    char *sheet = unzip(bytes, length, "xl/worksheets/sheet1.xml", NULL);
    char *both = g_strconcat(relationships, sheet, NULL);
    g_free(sheet);
    g_free(relationships);
    g_free(bytes);
    return both;
}

static void test_quality_workbook(void **state)
{
    (void)state;
    char *folder = g_dir_make_tmp("vifte-quality-XXXXXX", NULL);
    struct diag *findings = diag_new(), *diag = diag_new();
    struct pos cell = {.file = "svar/behov å.xlsx", .sheet = "Svar's 2024", .line = 7, .field = 3};
    struct pos line = {.file = "tilbud.csv", .line = 17, .field = 4};
    struct pos note = {.file = "ok.csv"};
    diag_add(findings, &FINDING_COUNT, &cell, "citizens", "need", "cure", "expected a number");
    diag_add(findings, &FINDING_DATE, &line, "valid_from", NULL, NULL, "expected a date");
    diag_add(findings, &FINDING_DECIDED, &note, NULL, NULL, NULL, "read as UTF-8");
    struct outdir *dir = outdir_begin(folder, true, diag);
    assert_true(findings_book_write(findings, "Project", 20000, dir, diag));
    assert_true(outdir_commit(dir, diag));
    char *links = link_targets(folder, "quality.xlsx");
    assert_non_null(strstr(links, "behov%20å.xlsx"));
    assert_non_null(strstr(links, "'Svar''s 2024'!C7"));
    assert_non_null(strstr(links, "tilbud.csv"));
    g_free(links);
    links = link_targets(folder, "send/svar-behov å.xlsx.xlsx");
    assert_null(strstr(links, "tilbud.csv")); /* nothing of the others is sent */
    g_free(links);
    char *clean = g_build_filename(folder, "send", "ok.csv.xlsx", NULL);
    assert_false(g_file_test(clean, G_FILE_TEST_EXISTS));
    g_free(clean);
    diag_free(findings);
    diag_free(diag);
    remove_all(folder);
    g_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_filled_in),
        cmocka_unit_test(test_form),
        cmocka_unit_test(test_quality_workbook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
