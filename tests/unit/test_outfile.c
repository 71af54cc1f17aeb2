/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file is there whole or not at all, and nothing is left beside it. */
#include "vifte/at_work.h"
#include "vifte/outfile.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char *folder, *place;

static int begin(void **state)
{
    (void)state;
    folder = g_dir_make_tmp("vifte-outfile-XXXXXX", NULL);
    place = g_build_filename(folder, "a.csv", NULL);
    return folder == NULL;
}

static unsigned files(void)
{
    unsigned n = 0;
    GDir *dir = g_dir_open(folder, 0, NULL);
    while (g_dir_read_name(dir) != NULL) {
        n++;
    }
    g_dir_close(dir);
    return n;
}

static int end(void **state)
{
    (void)state;
    g_unlink(place);
    int left = (int)files();
    g_rmdir(folder);
    g_free(place);
    g_free(folder);
    return left;
}

static bool write_text(const char *text, bool good, enum outfile_place how)
{
    struct outfile *file = outfile_begin(place);
    assert_non_null(file);
    assert_true(fputs(text, outfile_stream(file)) >= 0);
    return outfile_end(file, good, how);
}

static void assert_holds(const char *text)
{
    char *found = NULL;
    assert_true(g_file_get_contents(place, &found, NULL, NULL));
    assert_string_equal(found, text);
    assert_int_equal(files(), 1);
    g_free(found);
}

static void test_replaces(void **state)
{
    (void)state;
    assert_true(write_text("one", true, OUTFILE_REPLACE));
    assert_true(write_text("two", true, OUTFILE_REPLACE));
    assert_holds("two");
    GStatBuf status;
    assert_int_equal(g_stat(place, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
}

static void test_given_up(void **state)
{
    (void)state;
    assert_false(write_text("half", false, OUTFILE_REPLACE));
    assert_int_equal(files(), 0);
    assert_true(write_text("one", true, OUTFILE_REPLACE));
    assert_false(write_text("half", false, OUTFILE_REPLACE));
    assert_holds("one");
}

static void test_new(void **state)
{
    (void)state;
    assert_true(write_text("one", true, OUTFILE_NEW));
    assert_false(write_text("two", true, OUTFILE_NEW));
    assert_int_equal(errno, EEXIST);
    assert_holds("one");
}

static void test_no_folder(void **state)
{
    (void)state;
    char *nowhere = g_build_filename(folder, "no", "a.csv", NULL);
    assert_null(outfile_begin(nowhere));
    assert_int_equal(errno, ENOENT);
    g_free(nowhere);
}

/* Whoever ends the program in the middle leaves nothing. */
static void test_abandoned(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        at_work_abandon_all(); /* none yet */
        bool begun = outfile_begin(place) != NULL && files() == 1;
        at_work_abandon_all();
        _exit(begun ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(files(), 0);
}

/* What a killed process left is removed by the next for the same place, and by it alone. */
static void test_killed(void **state)
{
    (void)state;
    pid_t child = fork();
    if (child == 0) {
        (void)outfile_begin(place);
        _exit(0);
    }
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(files(), 1);
    char *other = g_build_filename(folder, "b.csv", NULL);
    at_work_sweep(other);
    assert_int_equal(files(), 1);
    g_free(other);
    assert_true(write_text("one", true, OUTFILE_REPLACE));
    assert_holds("one");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_replaces, begin, end),
        cmocka_unit_test_setup_teardown(test_given_up, begin, end),
        cmocka_unit_test_setup_teardown(test_new, begin, end),
        cmocka_unit_test_setup_teardown(test_no_folder, begin, end),
        cmocka_unit_test_setup_teardown(test_abandoned, begin, end),
        cmocka_unit_test_setup_teardown(test_killed, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
