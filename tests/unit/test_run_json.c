/* SPDX-License-Identifier: GPL-3.0-or-later */
/* run.json: complete, the same for the same input, and without small numbers outside the internal edition. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../../src/app/pipeline.h"
#include "fake_released.h"
#include "output_folder.h"
#include "vifte/output.h"

#include <jansson.h>

static const struct run_info INFO = {.options =
                                         (const char *const[]){"seed=1", "only=", "csv=excel-da=x", NULL},
                                     .input_digest = "abc",
                                     .seed = "1",
                                     .warnings = (const char *const[]){"W310 3", "W316 1", NULL}};

static json_t *run_of(enum audience audience)
{
    struct released released = fake_example(audience);
    struct folder folder = folder_begin();
    assert_true(outdir_write(folder.dir, "tables/need.csv", "a\n", 2, folder.diag));
    assert_true(outdir_write(folder.dir, "log.json", "{}", 2, folder.diag));
    assert_true(run_json_write(&released, &INFO, folder.dir, folder.diag));
    char *text = folder_read(&folder, "run.json", NULL);
    json_t *run = json_loads(text, 0, NULL);
    assert_non_null(run);
    g_free(text);
    folder_end(&folder);
    fake_free(&released);
    return run;
}

static const char *string_at(const json_t *run, const char *object, const char *key)
{
    return json_string_value(json_object_get(json_object_get(run, object), key));
}

static void it_says_what_made_the_folder(void **state)
{
    (void)state;
    json_t *run = run_of(AUDIENCE_PUBLIC);
    assert_string_equal(string_at(run, "program", "version"), VIFTE_VERSION);
    assert_string_equal(string_at(run, "options", "seed"), "1");
    assert_string_equal(string_at(run, "options", "only"), "");
    assert_string_equal(string_at(run, "options", "csv"), "excel-da=x");
    assert_string_equal(string_at(run, "edition", "audience"), "public");
    assert_string_equal(string_at(run, "edition", "date"), "2025-03-01");
    assert_string_equal(json_string_value(json_array_get(json_object_get(run, "tables"), 0)), "need");
    json_t *absent = json_object_get(run, "tables_not_for_this_audience");
    assert_string_equal(json_string_value(json_array_get(absent, 0)), "use_matrix");
    json_decref(run);
}

static void it_records_every_file_but_the_log(void **state)
{
    (void)state;
    json_t *run = run_of(AUDIENCE_PUBLIC);
    assert_int_equal(json_object_size(json_object_get(run, "files")), 1);
    assert_string_equal(string_at(run, "files", "tables/need.csv"),
                        "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7");
    json_decref(run);
}

static void counts_of_warnings_are_internal(void **state)
{
    (void)state;
    json_t *public = run_of(AUDIENCE_PUBLIC);
    json_t *internal = run_of(AUDIENCE_INTERNAL);
    assert_string_equal(json_string_value(json_array_get(json_object_get(public, "warnings"), 0)), "W310");
    assert_string_equal(json_string_value(json_array_get(json_object_get(internal, "warnings"), 0)),
                        "W310 3");
    json_decref(public);
    json_decref(internal);
}

static void an_untouched_folder_may_be_replaced(void **state)
{
    (void)state;
    struct released released = fake_example(AUDIENCE_PUBLIC);
    struct folder folder = folder_begin();
    assert_true(tables_csv_write(&released, CSV_STANDARD, folder.dir, folder.diag));
    assert_true(run_json_write(&released, &INFO, folder.dir, folder.diag));
    assert_true(outdir_commit(folder.dir, folder.diag));
    folder.dir = outdir_begin(folder.path, false, folder.diag);
    assert_non_null(folder.dir);
    assert_true(outdir_commit(folder.dir, folder.diag)); /* replaced by an empty folder */
    folder.dir = NULL;
    folder_end(&folder);
    fake_free(&released);
}

/* What is no number of seconds is not taken for 1970. */
static void the_date_is_of_the_environment(void **state)
{
    (void)state;
    static const char *const NONE[] = {"", "abc", "-1", "1e9", "99999999999999"};
    g_setenv("SOURCE_DATE_EPOCH", "86400", TRUE);
    assert_int_equal(pipeline_date(NULL), 1);
    for (size_t i = 0; i < G_N_ELEMENTS(NONE); i++) {
        g_setenv("SOURCE_DATE_EPOCH", NONE[i], TRUE);
        assert_true(pipeline_date(NULL) > 20000);
    }
    g_unsetenv("SOURCE_DATE_EPOCH");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_says_what_made_the_folder),
        cmocka_unit_test(it_records_every_file_but_the_log),
        cmocka_unit_test(counts_of_warnings_are_internal),
        cmocka_unit_test(an_untouched_folder_may_be_replaced),
        cmocka_unit_test(the_date_is_of_the_environment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
