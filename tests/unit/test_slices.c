/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What `vifte reduce` reads: files as they are, or behind a heading row, and standard input. */
#include "../../src/app/slices.h"
#include "vifte/diag.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "folders.h"

static char *folder;

static int begin(void **state)
{
    (void)state;
    folder = g_dir_make_tmp("vifte-slices-XXXXXX", NULL);
    if (folder == NULL) {
        return 1;
    }
    write_file(folder, "one.csv", "P1;T1\n");
    write_file(folder, "two.csv", "");
    write_file(folder, "heading.csv", "Borger;Tilbud\nP0;T0\n");
    write_file(folder, "heading-alone.csv", "Borger;Tilbud");
    return 0;
}

static int end(void **state)
{
    (void)state;
    remove_all(folder);
    g_free(folder);
    return 0;
}

static char *in_folder(const char *name)
{
    return name != NULL ? g_build_filename(folder, name, NULL) : NULL;
}

/* The slices' texts, "|" between them; NULL = they cannot be read, with one finding. */
static char *read_all(const char *one, const char *two, const char *heading)
{
    struct slices slices = {0};
    struct diag *diag = diag_new();
    char *names[] = {in_folder(one), in_folder(two), NULL}, *head = in_folder(heading);
    bool good = slices_open(&slices, names, head, diag);
    assert_int_equal(diag_size(diag), good ? 0 : 1);
    GString *all = g_string_new(NULL);
    for (size_t i = 0; i < slices.n; i++) {
        char *text = NULL;
        assert_true(g_file_get_contents(slices.list[i].path, &text, NULL, NULL));
        g_string_append_printf(all, "%s%s", i > 0 ? "|" : "", text);
        g_free(text);
    }
    slices_close(&slices);
    diag_free(diag);
    g_free(names[0]);
    g_free(names[1]);
    g_free(head);
    return g_string_free(all, !good);
}

static void expect(const char *one, const char *two, const char *heading, const char *expected)
{
    char *text = read_all(one, two, heading);
    assert_non_null(text);
    assert_string_equal(text, expected);
    g_free(text);
}

static void files_as_they_are(void **state)
{
    (void)state;
    expect("heading.csv", "two.csv", NULL, "Borger;Tilbud\nP0;T0\n|");
}

/* Its first line alone, with an end that it may lack; a slice of nothing is left out. */
static void files_behind_a_heading(void **state)
{
    (void)state;
    expect("one.csv", "two.csv", "heading.csv", "Borger;Tilbud\nP1;T1\n");
    expect("one.csv", "one.csv", "heading-alone.csv", "Borger;Tilbud\nP1;T1\n|Borger;Tilbud\nP1;T1\n");
}

static void standard_input(void **state)
{
    (void)state;
    char *path = in_folder("one.csv");
    int before = dup(STDIN_FILENO), file = open(path, O_RDONLY | O_CLOEXEC);
    assert_int_equal(dup2(file, STDIN_FILENO), STDIN_FILENO);
    expect(NULL, NULL, "heading.csv", "Borger;Tilbud\nP1;T1\n");
    assert_int_equal(dup2(before, STDIN_FILENO), STDIN_FILENO);
    close(before);
    close(file);
    g_free(path);
}

static void what_cannot_be_read(void **state)
{
    (void)state;
    assert_null(read_all("none.csv", NULL, "heading.csv"));
    assert_null(read_all("one.csv", NULL, "none.csv"));
}

/* What has to be kept, and cannot: another matter than what cannot be read. */
static void what_cannot_be_kept(void **state)
{
    (void)state;
    char *path = in_folder("one.csv"), *names[] = {path, NULL};
    struct slices slices = {0};
    struct diag *diag = diag_new();
    struct rlimit before, none;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    none = (struct rlimit){.rlim_cur = 0, .rlim_max = before.rlim_max};
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    bool good = slices_open(&slices, names, path, diag);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_false(good);
    assert_int_equal(diag_exit_status(diag, false), 73);
    slices_close(&slices);
    diag_free(diag);
    g_free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_as_they_are, begin, end),
        cmocka_unit_test_setup_teardown(files_behind_a_heading, begin, end),
        cmocka_unit_test_setup_teardown(standard_input, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_read, begin, end),
        cmocka_unit_test_setup_teardown(what_cannot_be_kept, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
