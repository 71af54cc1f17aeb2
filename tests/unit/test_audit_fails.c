/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When the audit does not hold there is no output: the program is linked with an audit that can be told to
 * fail (-Wl,--wrap=sdc_audit in the Makefile). */
#include "../../src/app/commands.h"
#include "vifte/sdc_suppress.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "folders.h"

bool __real_sdc_audit(const struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed);
bool __wrap_sdc_audit(const struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed);

static bool audit_fails;

bool __wrap_sdc_audit(const struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed)
{
    return __real_sdc_audit(problem, rules, failed) && !audit_fails;
}

static int run(const char *folder, const char *audience)
{
    char *argv[] = {(char *)"run",        (char *)CLEAN,    (char *)"-o",
                    (char *)folder,       (char *)"-q",     (char *)"--no-charts",
                    (char *)"--audience", (char *)audience, NULL};
    return command_run(G_N_ELEMENTS(argv) - 1, argv);
}

static bool is_empty(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    bool empty = g_dir_read_name(dir) == NULL;
    g_dir_close(dir);
    return empty;
}

static void nothing_is_written(void **state)
{
    (void)state;
    static const char *const AUDIENCES[] = {"public", "cooperation", "municipality:901", "all"};
    char *folder = g_dir_make_tmp("vifte-audit-XXXXXX", NULL);
    char *out = g_build_filename(folder, "out", NULL);
    audit_fails = true;
    for (size_t i = 0; i < G_N_ELEMENTS(AUDIENCES); i++) {
        assert_int_equal(run(out, AUDIENCES[i]), 70);
        assert_true(is_empty(folder));
    }
    remove_all(folder);
    g_free(out);
    g_free(folder);
}

static void an_earlier_output_stays(void **state)
{
    (void)state;
    char *folder = g_dir_make_tmp("vifte-audit-XXXXXX", NULL);
    char *out = g_build_filename(folder, "out", NULL);
    size_t length, length_after;
    audit_fails = false;
    assert_int_equal(run(out, "public"), 0);
    char *before = read_file(out, "run.json", &length);
    audit_fails = true;
    assert_int_equal(run(out, "public"), 70);
    char *after = read_file(out, "run.json", &length_after);
    assert_int_equal(length, length_after);
    assert_memory_equal(before, after, length);
    g_free(before);
    g_free(after);
    remove_all(folder);
    g_free(out);
    g_free(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_written),
        cmocka_unit_test(an_earlier_output_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
