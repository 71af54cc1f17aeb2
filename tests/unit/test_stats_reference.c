/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every file of tests/data/reference (made by scripts/reference.R) through the method of its name: the
 * numbers that R computes on its own, up to counts of 1e7, n of 1e6, confidence 0.5 to 0.9999. Run from the
 * top folder. */
#include "approx.h"

#include "vifte/calc.h"
#include "vifte/method.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FOLDER "tests/data/reference"

static char *calculate(const char *method, const char *file)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length), *err = fopen("/dev/null", "w");
    int status = calc_run(method, file, stdin, out, err);
    fclose(out);
    fclose(err);
    assert_int_equal(status, 0);
    return text;
}

static char ***rows_of(const char *text)
{
    char **lines = g_strsplit(text, "\n", -1);
    size_t n = g_strv_length(lines);
    char ***rows = g_new0(char **, n + 1);
    for (size_t i = 0; i < n && lines[i][0] != '\0'; i++)
        rows[i] = g_strsplit(lines[i], ",", -1);
    g_strfreev(lines);
    return rows;
}

static void free_rows(char ***rows)
{
    for (size_t i = 0; rows[i] != NULL; i++)
        g_strfreev(rows[i]);
    g_free(rows);
}

static size_t column_of(char **header, const char *name)
{
    size_t i = 0;
    while (header[i] != NULL && strcmp(header[i], name) != 0)
        i++;
    assert_non_null(header[i]);
    return i;
}

static double tolerance_of(const char *method)
{
    /* R solves the linear system of the chain by LU, and integrates by quadrature. */
    return g_str_has_prefix(method, "poisson_cusum") ||
                   strcmp(method, "occupancy_loss_time_average_variance") == 0
               ? 1e-6
               : 1e-9;
}

static void compare_words(const char *got, const char *expected, double tolerance, const char *where)
{
    char **g = g_strsplit(got, " ", -1), **e = g_strsplit(expected, " ", -1);
    assert_int_equal(g_strv_length(g), g_strv_length(e));
    for (size_t i = 0; e[i] != NULL; i++) {
        bool is_word = g_ascii_isalpha(e[i][0]) || g_ascii_isalpha(g[i][0]);
        if (is_word)
            assert_string_equal(g[i], e[i]);
        else
            approx_check(g_ascii_strtod(g[i], NULL), g_ascii_strtod(e[i], NULL), tolerance, where, __FILE__,
                         __LINE__);
    }
    g_strfreev(g);
    g_strfreev(e);
}

static void check_file(const char *name)
{
    g_autofree char *file = g_strdup_printf(FOLDER "/%s.csv", name);
    g_autofree char *expected_text = NULL;
    assert_true(g_file_get_contents(file, &expected_text, NULL, NULL));
    char *got_text = calculate(name, file);
    char ***expected = rows_of(expected_text), ***got = rows_of(got_text);
    const struct method *m = method_find(name);
    size_t row = 1;
    for (; expected[row] != NULL; row++) {
        assert_non_null(got[row]);
        for (size_t i = 0; i < method_n_results(m); i++) {
            g_autofree char *where = g_strdup_printf("%s:%zu: %s", file, row + 1, m->results[i]);
            compare_words(got[row][column_of(got[0], m->results[i])],
                          expected[row][column_of(expected[0], m->results[i])], tolerance_of(name), where);
        }
    }
    assert_true(row > 1);
    assert_null(got[row]);
    free_rows(expected);
    free_rows(got);
    free(got_text);
}

static void test_reference_files(void **state)
{
    (void)state;
    GDir *folder = g_dir_open(FOLDER, 0, NULL);
    assert_non_null(folder);
    size_t files = 0;
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        if (!g_str_has_suffix(name, ".csv"))
            continue;
        g_autofree char *method = g_strndup(name, strlen(name) - 4);
        if (method_find(method) == NULL)
            continue; /* read by the tests of its own module */
        check_file(method);
        files++;
    }
    g_dir_close(folder);
    assert_int_equal(files, 30);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_reference_files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
