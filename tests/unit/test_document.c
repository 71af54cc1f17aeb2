/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of figures, figures inside texts, blocks, and the same document as a web page. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document_example.h"
#include "output_folder.h"
#include "report_fixture.h"
#include "vifte/figure_inputs.h"
#include "vifte/figures_csv.h"
#include "vifte/pdf.h"

static struct fixture fixture;

static int fill(void **state)
{
    (void)state;
    fixture_fill(&fixture);
    table_sort(fixture.results.tables[TABLE_NEED]);
    fixture_release(&fixture, AUDIENCE_INTERNAL);
    return 0;
}

static int clear(void **state)
{
    (void)state;
    fixture_clear(&fixture);
    return 0;
}

static void every_cell_is_found_by_its_id(void **state)
{
    (void)state;
    size_t n = 0;
    for (size_t t = 0; t < released_size(fixture.released); t++) {
        const struct released_table *table = released_at(fixture.released, t);
        for (size_t row = 0; row < released_rows(table); row++) {
            for (size_t column = 0; column < released_def(table)->n_columns; column++, n++) {
                char *id = figure_id(table, row, column);
                struct figure_cell found;
                assert_true(figure_id_find(fixture.released, id, &found));
                assert_ptr_equal(found.table, table);
                assert_int_equal(found.row, row);
                assert_int_equal(found.column, column);
                size_t located_row, located_column;
                assert_ptr_equal(released_locate(fixture.released, released_cell(table, row, column),
                                                 &located_row, &located_column),
                                 table);
                assert_int_equal(located_row, row);
                assert_int_equal(located_column, column);
                g_free(id);
            }
        }
    }
    assert_true(n > 50);
    const struct cell elsewhere = {0};
    size_t row, column;
    assert_null(released_locate(fixture.released, &elsewhere, &row, &column));
}

static void ids_are_readable_and_hold_no_slash_of_a_key(void **state)
{
    (void)state;
    const struct released_table *need = released_find(fixture.released, "need");
    char *id = figure_id(need, 0, NEED_CITIZENS);
    assert_string_equal(id, "need/autism/851/2024/citizens");
    g_free(id);
    id = figure_id_sum(registry_table(TABLE_SUPPLY), (const char *const[]){"a/b %ø", NULL, NULL, "2024"},
                       SUPPLY_PLACES);
    assert_string_equal(id, "supply/a%2Fb%20%25ø/*/*/2024/places");
    g_free(id);
}

static void ids_of_nothing_are_not_found(void **state)
{
    (void)state;
    static const char *const IDS[] = {"",
                                      "need",
                                      "need/autism/851/2024",
                                      "need/autism/851/2024/nothing",
                                      "nothing/autism/851/2024/citizens",
                                      "need/autism/999/2024/citizens",
                                      "need/autism/851/2024/citizens/more",
                                      "need/autism/*/2024/citizens",
                                      "need/autism/%00/2024/citizens"};
    for (size_t i = 0; i < G_N_ELEMENTS(IDS); i++) {
        struct figure_cell found;
        assert_false(figure_id_find(fixture.released, IDS[i], &found));
    }
}

static void sums_and_differences_name_their_cells(void **state)
{
    (void)state;
    GArray *cells = figure_id_cells(fixture.released, "need/autism/*/2024/citizens");
    assert_int_equal(cells->len, 2);
    g_array_unref(cells);
    cells = figure_id_cells(fixture.released,
                            "need/autism/region/2024/citizens - need/autism/region/2023/citizens");
    assert_int_equal(cells->len, 2);
    g_array_unref(cells);
}

static void marks_come_out_as_they_went_in(void **state)
{
    (void)state;
    char *one = figure_mark("need/a/b/2024/citizens", "31");
    char *two = figure_mark("need/a/b/2023/citizens", "27");
    char *text = g_strdup_printf("Fra %s til %s.", two, one);
    char *plain = figure_unmark(text);
    assert_string_equal(plain, "Fra 27 til 31.");
    const char *at = text;
    struct figure_piece piece;
    const char *const wanted[][2] = {{NULL, "Fra "},
                                     {"need/a/b/2023/citizens", "27"},
                                     {NULL, " til "},
                                     {"need/a/b/2024/citizens", "31"},
                                     {NULL, "."}};
    for (size_t i = 0; i < G_N_ELEMENTS(wanted); i++) {
        assert_true(figure_next(&at, &piece));
        assert_true(g_strcmp0(piece.id, wanted[i][0]) == 0);
        assert_string_equal(piece.text, wanted[i][1]);
        g_free(piece.id);
        g_free(piece.text);
    }
    assert_false(figure_next(&at, &piece));
    g_free(plain);
    g_free(text);
    g_free(two);
    g_free(one);
    plain = figure_unmark("half \x01 a mark \x02 and \x03 more");
    assert_non_null(plain);
    g_free(plain);
}

static void figures_know_their_place_and_chapter(void **state)
{
    (void)state;
    struct document *document = example_document(false);
    GArray *figures = document_figures(document);
    assert_int_equal(figures->len, 6);
    const struct document_figure *second = &g_array_index(figures, struct document_figure, 1);
    assert_string_equal(second->run->id, "need/autism/region/2024/citizens");
    assert_int_equal(second->run->place, 2);
    assert_int_equal(second->chapter->level, 2);
    const struct document_figure *last = &g_array_index(figures, struct document_figure, 5);
    assert_string_equal(last->run->id, "need/autism/810/2024/citizens");
    assert_int_equal(last->run->place, 2);
    g_array_unref(figures);
    document_free(document);
}

static void figures_csv_says_what_a_figure_rests_on(void **state)
{
    (void)state;
    struct document *document = example_document(false);
    struct folder folder = folder_begin();
    assert_true(figures_csv_write(document, fixture.released, "figures.csv", folder.dir, folder.diag));
    char *text = folder_read(&folder, "figures.csv", NULL);
    assert_non_null(strstr(text, "\nneed/autism/region/2024/citizens,2,31,"));
    assert_non_null(strstr(text, ",need,group=autism municipality=region year=2024,citizens,"));
    assert_non_null(strstr(text, "needs stays population,value\n"));
    g_free(text);
    folder_end(&folder);
    document_free(document);
}

static void every_table_names_its_inputs(void **state)
{
    (void)state;
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        if (*figure_inputs(registry_table(id)->name) == '\0') {
            fail_msg("src/output/figure_inputs.c has no line for the table %s", registry_table(id)->name);
        }
    }
}

/* --- the page --- */

static char *page(void)
{
    struct document *document = example_document(false);
    struct folder folder = folder_begin();
    assert_true(document_html_write(document, "svar.html", folder.dir, folder.diag));
    char *text = folder_read(&folder, "svar.html", NULL);
    folder_end(&folder);
    document_free(document);
    return text;
}

static void the_page_says_the_same_and_lets_nothing_in(void **state)
{
    (void)state;
    char *text = page();
    assert_non_null(strstr(text, "<html lang=\"da\">"));
    assert_non_null(strstr(text, "<h1>Udbud &amp; efterspørgsel</h1>"));
    assert_non_null(strstr(text, "<th scope=\"col\" class=\"n\">Borgere</th>"));
    assert_non_null(strstr(text, "alt=\"Søjlediagram: &lt;w:p&gt;"));
    assert_non_null(strstr(text, "<li>Først<ul>"));
    assert_null(strstr(text, "<w:p>"));
    assert_null(strstr(text, "javascript"));
    assert_null(strstr(text, "<script"));
    assert_null(strchr(text, '\x01'));
    g_free(text);
}

/* What is opened is closed, in turn. */
static void the_page_is_well_formed(void **state)
{
    (void)state;
    static const char *const EMPTY[] = {"meta", "img", "br", NULL};
    char *text = page();
    GPtrArray *open = g_ptr_array_new_with_free_func(g_free);
    for (const char *at = strstr(text, "<html"); (at = strchr(at, '<')) != NULL; at++) {
        bool end = at[1] == '/';
        char *name = g_strndup(at + 1 + end, strcspn(at + 1 + end, " >"));
        if (end) {
            assert_string_equal(g_ptr_array_index(open, open->len - 1), name);
            g_ptr_array_remove_index(open, open->len - 1);
        } else if (!g_strv_contains(EMPTY, name)) {
            g_ptr_array_add(open, g_strdup(name));
        }
        g_free(name);
    }
    assert_int_equal(open->len, 0);
    g_ptr_array_unref(open);
    g_free(text);
}

/* --- what LibreOffice makes up --- */

static void two_runs_of_libreoffice_become_one(void **state)
{
    (void)state;
    static const char *const FORMAT =
        "<xmp:CreateDate>2026-11-22T02:29:%sZ</xmp:CreateDate>/CreationDate(D:202611220229%s+01'00')>>\n"
        "trailer\n/ID [ <B344D9F223F06AAEFD83B90A7619B0%s>\n<B344D9F223F06AAEFD83B90A7619B0%s> ]\n"
        "/DocChecksum /BFB685B6ECE86D7000000000000000%s\n>>";
    char *a = g_strdup_printf(FORMAT, "19", "19", "4C", "4C", "1A");
    char *b = g_strdup_printf(FORMAT, "20", "20", "5D", "5D", "2B");
    assert_string_not_equal(a, b);
    pdf_settle(a, strlen(a), 20148);
    pdf_settle(b, strlen(b), 20148);
    assert_string_equal(a, b);
    assert_non_null(strstr(a, "2025-03-01T00:00:00Z"));
    assert_non_null(strstr(a, "(D:20250301000000"));
    g_free(b);
    g_free(a);
    char cut[] = "trailer /ID [ <12";
    pdf_settle(cut, strlen(cut), 20148);
    assert_string_equal(cut, "trailer /ID [ <12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_cell_is_found_by_its_id),
        cmocka_unit_test(ids_are_readable_and_hold_no_slash_of_a_key),
        cmocka_unit_test(ids_of_nothing_are_not_found),
        cmocka_unit_test(sums_and_differences_name_their_cells),
        cmocka_unit_test(marks_come_out_as_they_went_in),
        cmocka_unit_test(figures_know_their_place_and_chapter),
        cmocka_unit_test(figures_csv_says_what_a_figure_rests_on),
        cmocka_unit_test(every_table_names_its_inputs),
        cmocka_unit_test(the_page_says_the_same_and_lets_nothing_in),
        cmocka_unit_test(the_page_is_well_formed),
        cmocka_unit_test(two_runs_of_libreoffice_become_one),
    };
    return cmocka_run_group_tests(tests, fill, clear);
}
