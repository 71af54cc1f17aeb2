/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Programs of others: what they get, what they may not, and that nothing of them is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vifte/helper.h"
#include "vifte/no_processes.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Runs a shell script; its standard error into `said`. */
static enum helper_end run(const char *script, bool confined, char said[1000])
{
    int complaints = memfd_create("said", MFD_CLOEXEC);
    assert_true(complaints >= 0);
    const struct helper helper = {.arguments = (const char *const[]){"/bin/sh", "-c", script, NULL},
                                  .folder = "/",
                                  .home = "/nowhere",
                                  .input = "read this",
                                  .complaints = complaints,
                                  .seconds = 1,
                                  .confined = confined};
    GError *error = NULL;
    enum helper_end end = helper_run(&helper, &error);
    assert_null(error);
    memset(said, 0, 1000);
    assert_true(pread(complaints, said, 999, 0) >= 0);
    close(complaints);
    return end;
}

static void it_reads_and_has_little_of_the_environment(void **state)
{
    (void)state;
    char said[1000];
    g_setenv("SECRET", "seen", TRUE);
    assert_int_equal(run("read -r x; echo \"$x $PWD $HOME $LC_ALL $SECRET.\" >&2", true, said), HELPER_WELL);
    assert_string_equal(said, "read this / /nowhere C.UTF-8 .\n");
    assert_int_equal(run("exit 3", false, said), HELPER_BADLY);
    assert_int_equal(run("kill -9 $$", false, said), HELPER_BADLY);
}

static void the_confined_start_nothing(void **state)
{
    (void)state;
    char said[1000];
    assert_int_equal(run("/bin/true; echo went on >&2", true, said), HELPER_BADLY);
    assert_null(strstr(said, "went on"));
    assert_int_equal(run("/bin/true; echo went on >&2", false, said), HELPER_WELL);
}

static void turning_in_a_circle_ends(void **state)
{
    (void)state;
    char said[1000];
    enum helper_end end = run("while :; do :; done", true, said);
    assert_true(end == HELPER_BADLY || end == HELPER_LATE); /* late where others have the processors */
}

/* What a helper leaves in the background is stopped with it. */
static void expect_nothing_left(void)
{
    char said[1000];
    assert_int_equal(run("sleep 100 & echo $! >&2", false, said), HELPER_WELL);
    pid_t left = (pid_t)g_ascii_strtoll(said, NULL, 10);
    assert_true(left > 1);
    bool gone = false;
    for (int i = 0; i < 1000 && !gone; i++) { /* who takes it over may take a moment to see its end */
        char *path = g_strdup_printf("/proc/%d/cmdline", (int)left), *command = NULL;
        gone = !g_file_get_contents(path, &command, NULL, NULL) || *command == '\0';
        g_free(command);
        g_free(path);
        g_usleep(gone ? 0 : 10000);
    }
    assert_true(gone);
}

/* Often: it may have ended before anybody asked who it is. */
static void nothing_of_it_is_left(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        expect_nothing_left();
    }
}

static void what_is_not_there_is_not_started(void **state)
{
    (void)state;
    const struct helper helper = {.arguments = (const char *const[]){"/nowhere/at/all", NULL},
                                  .folder = "/",
                                  .input = "",
                                  .complaints = -1,
                                  .seconds = 1};
    GError *error = NULL;
    assert_int_equal(helper_run(&helper, &error), HELPER_NOT_STARTED);
    assert_non_null(error);
    g_clear_error(&error);
}

#ifdef __x86_64__
/* The calls of x32 are the same under higher numbers. A kernel without them says ENOSYS, the filter EPERM. */
static void no_way_round_by_other_numbers(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        bool refused = no_processes() && syscall(0x40000000L | SYS_vfork) == -1 && errno == EPERM;
        _exit(refused ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}
#endif

int main(void)
{
    (void)signal(SIGPIPE, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_reads_and_has_little_of_the_environment),
        cmocka_unit_test(the_confined_start_nothing),
        cmocka_unit_test(turning_in_a_circle_ends),
        cmocka_unit_test(nothing_of_it_is_left),
        cmocka_unit_test(what_is_not_there_is_not_started),
#ifdef __x86_64__
        cmocka_unit_test(no_way_round_by_other_numbers),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
