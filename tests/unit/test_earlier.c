/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An earlier answer read from its folder: figures, who had delivered, settings, and what it is called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vifte/diag.h"
#include "vifte/earlier.h"
#include "vifte/earlier_file.h"
#include "vifte/text.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

static char *folder;
static struct diag *diag;

static void put(const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(path);
}

static int setup(void **state)
{
    (void)state;
    text_set_language(LANGUAGE_DA, "build/locale");
    folder = g_dir_make_tmp("vifte-earlier-XXXXXX", NULL);
    diag = diag_new();
    char *tables = g_build_filename(folder, "tables", NULL);
    g_mkdir(tables, 0700);
    g_free(tables);
    put("figures.csv", "id,place,value,chapter,table,keys,column,label,definition,method,inputs,state\n"
                       "need/a/region/2024/change,1,5,K,need,,change,,,,needs,value\n"
                       "need/a/region/2024/change,2,\u22125,K,need,,change,,,,needs,value\n"
                       "need/a/region/2024/citizens,1,31,K,need,,citizens,,,,needs,value\n"
                       "need/a/region/2024/citizens,2,\"31,0\",K,need,,citizens,,,,needs,value\n");
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"tables/coverage.csv", "tables", "figures.csv", "run.json", ""};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        char *path = g_build_filename(folder, NAMES[i], NULL);
        g_remove(path);
        g_free(path);
    }
    diag_free(diag);
    g_free(folder);
    return 0;
}

static void a_figure_is_its_first_text_with_its_sign(void **state)
{
    (void)state;
    struct earlier *earlier = earlier_read(folder, diag);
    assert_non_null(earlier);
    assert_string_equal(g_hash_table_lookup(earlier->figures, "need/a/region/2024/change"), "\u22125");
    assert_string_equal(g_hash_table_lookup(earlier->figures, "need/a/region/2024/citizens"), "31");
    assert_string_equal(earlier->called, "det tidligere svar"); /* without a run.json */
    assert_null(earlier->audience);
    assert_int_equal(earlier->deliveries->len, 0);
    earlier_free(earlier);
}

static void deliveries_settings_and_date(void **state)
{
    (void)state;
    put("tables/coverage.csv", "period,table,sender,rows,status,version\n2024,needs,851,,received,2\n");
    put("run.json", "{\"edition\": {\"audience\": \"public\", \"date\": \"2025-03-01\"},"
                    "\"options\": {\"theme\": \"autisme\", \"definition\": \"age 0-17\"},"
                    "\"parameters\": [{\"key\": \"threshold\", \"value\": \"5\"}, {\"key\": 7}]}");
    struct earlier *earlier = earlier_read(folder, diag);
    assert_string_equal(earlier->called, "svaret af 1. marts 2025");
    assert_string_equal(earlier->audience, "public");
    assert_int_equal(earlier->deliveries->len, 1);
    const struct earlier_delivery *delivery = &g_array_index(earlier->deliveries, struct earlier_delivery, 0);
    assert_string_equal(delivery->table, "needs");
    assert_string_equal(delivery->sender, "851");
    assert_string_equal(delivery->status, "received");
    assert_string_equal(delivery->version, "2");
    assert_string_equal(g_hash_table_lookup(earlier->settings, "definition"), "age 0-17");
    assert_string_equal(g_hash_table_lookup(earlier->settings, "theme"), "autisme");
    assert_string_equal(g_hash_table_lookup(earlier->settings, "threshold"), "5");
    assert_int_equal(g_hash_table_size(earlier->settings), 3);
    earlier_free(earlier);
}

/* Whatever stands there is shown masked, and never as a date. */
static void a_date_that_is_none(void **state)
{
    (void)state;
    put("run.json", "{\"edition\": {\"date\": \"2025-13-01\\u0007 and more than fits\"}}");
    struct earlier *earlier = earlier_read(folder, diag);
    assert_true(g_str_has_prefix(earlier->called, "svaret af 2025-13-01"));
    assert_null(strchr(earlier->called, '\a'));
    assert_null(strstr(earlier->called, "fits"));
    earlier_free(earlier);
}

static void a_folder_without_figures_is_told(void **state)
{
    (void)state;
    char *path = g_build_filename(folder, "figures.csv", NULL);
    g_remove(path);
    g_free(path);
    assert_null(earlier_read(folder, diag));
    assert_int_equal(diag_count(diag, DIAG_STOP), 1);
}

static void a_coverage_table_with_other_headings_says_nothing(void **state)
{
    (void)state;
    put("tables/coverage.csv", "a,b\n1,2\n");
    struct earlier *earlier = earlier_read(folder, diag);
    assert_int_equal(earlier->deliveries->len, 0);
    earlier_free(earlier);
}

int main(void)
{
#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(a_figure_is_its_first_text_with_its_sign),
        TEST(deliveries_settings_and_date),
        TEST(a_date_that_is_none),
        TEST(a_folder_without_figures_is_told),
        TEST(a_coverage_table_with_other_headings_says_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
