/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The output folder: whole or not at all, and never over somebody else's files. */
#include "vifte/at_work.h"
#include "vifte/diag.h"
#include "vifte/outdir.h"
#include "vifte/spared.h"

#include <glib/gstdio.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

struct fixture {
    char *root, *place;
    struct diag *diag;
};

static int setup(void **state)
{
    struct fixture *fixture = g_new0(struct fixture, 1);
    fixture->root = g_dir_make_tmp("vifte-test-XXXXXX", NULL);
    fixture->place = g_build_filename(fixture->root, "out", NULL);
    fixture->diag = diag_new();
    *state = fixture;
    return 0;
}

static int teardown(void **state)
{
    struct fixture *fixture = *state;
    char *command[] = {"/bin/rm", "-rf", fixture->root, NULL};
    g_spawn_sync(NULL, command, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL, NULL, NULL);
    diag_free(fixture->diag);
    g_free(fixture->place);
    g_free(fixture->root);
    g_free(fixture);
    return 0;
}

/* Writes a folder with one file and the run.json that records it. */
static void write_run(struct fixture *fixture, const char *text, bool force)
{
    struct outdir *dir = outdir_begin(fixture->place, force, fixture->diag);
    assert_non_null(dir);
    assert_true(outdir_write(dir, "tables/a.csv", text, strlen(text), fixture->diag));
    char *json = g_strdup_printf("{\"files\": {\"%s\": \"%s\"}}", outdir_name(dir, 0), outdir_digest(dir, 0));
    assert_true(outdir_write(dir, "run.json", json, strlen(json), fixture->diag));
    g_free(json);
    assert_true(outdir_commit(dir, fixture->diag));
}

static void expect_content(const struct fixture *fixture, const char *name, const char *expected)
{
    char *path = g_build_filename(fixture->place, name, NULL);
    char *content = NULL;
    assert_true(g_file_get_contents(path, &content, NULL, NULL));
    assert_string_equal(content, expected);
    g_free(content);
    g_free(path);
}

static guint count_entries(const char *path)
{
    GDir *folder = g_dir_open(path, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(folder) != NULL) {
        n++;
    }
    g_dir_close(folder);
    return n;
}

static void a_folder_replaces_its_own_predecessor(void **state)
{
    struct fixture *fixture = *state;
    write_run(fixture, "one", false);
    write_run(fixture, "two", false);
    expect_content(fixture, "tables/a.csv", "two");
    assert_int_equal(count_entries(fixture->root), 1);
}

static void digests_are_sha256(void **state)
{
    struct fixture *fixture = *state;
    struct outdir *dir = outdir_begin(fixture->place, false, fixture->diag);
    assert_true(outdir_write(dir, "abc", "abc", 3, fixture->diag));
    assert_string_equal(outdir_digest(dir, 0),
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    outdir_abort(dir);
    assert_int_equal(count_entries(fixture->root), 0);
}

/* Somebody's edited answer in the output folder survives the next run. */
static void an_output_inside_is_carried_over(void **state)
{
    struct fixture *fixture = *state;
    char *answer = g_build_filename(fixture->place, "answer-x", NULL), *whole = fixture->place,
         *foreign = NULL;
    fixture->place = answer;
    write_run(fixture, "answer", false);
    char *path = g_build_filename(answer, "tables", "a.csv", NULL);
    assert_true(g_file_set_contents(path, "edited", -1, NULL));
    g_free(path);
    fixture->place = whole;
    write_run(fixture, "one", false);
    write_run(fixture, "two", false);
    expect_content(fixture, "tables/a.csv", "two");
    expect_content(fixture, "answer-x/tables/a.csv", "edited");
    assert_true(outdir_is_whole(whole, &foreign));
    assert_int_equal(count_entries(whole), 3); /* tables, run.json, answer-x */
    assert_int_equal(count_entries(fixture->root), 1);
    assert_false(outdir_is_whole(answer, &foreign));
    assert_string_equal(foreign, "tables/a.csv");
    g_free(foreign);
    g_free(answer);
}

static void an_edited_file_stops_the_run(void **state)
{
    struct fixture *fixture = *state;
    write_run(fixture, "one", false);
    char *path = g_build_filename(fixture->place, "tables", "a.csv", NULL);
    assert_true(g_file_set_contents(path, "edited", -1, NULL));
    g_free(path);
    assert_null(outdir_begin(fixture->place, false, fixture->diag));
    assert_int_equal(diag_exit_status(fixture->diag, false), 73);
    expect_content(fixture, "tables/a.csv", "edited");
    write_run(fixture, "two", true);
    expect_content(fixture, "tables/a.csv", "two");
}

static void a_foreign_file_stops_the_run(void **state)
{
    struct fixture *fixture = *state;
    write_run(fixture, "one", false);
    char *path = g_build_filename(fixture->place, "notes.txt", NULL);
    assert_true(g_file_set_contents(path, "mine", -1, NULL));
    g_free(path);
    assert_null(outdir_begin(fixture->place, false, fixture->diag));
    expect_content(fixture, "notes.txt", "mine");
}

/* What the index or a file has become has no end, and is not waited for. */
static void a_link_in_place_of_a_file_stops_the_run(void **state)
{
    struct fixture *fixture = *state;
    static const char *const NAMES[] = {"tables/a.csv", "run.json"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        write_run(fixture, "one", true);
        char *path = g_build_filename(fixture->place, NAMES[i], NULL);
        assert_int_equal(g_unlink(path), 0);
        assert_int_equal(symlink("/dev/zero", path), 0);
        assert_null(outdir_begin(fixture->place, false, fixture->diag));
        g_free(path);
    }
}

static void a_folder_without_run_json_is_left_alone(void **state)
{
    struct fixture *fixture = *state;
    assert_int_equal(g_mkdir(fixture->place, 0755), 0);
    char *path = g_build_filename(fixture->place, "thesis.docx", NULL);
    assert_true(g_file_set_contents(path, "years", -1, NULL));
    g_free(path);
    assert_null(outdir_begin(fixture->place, false, fixture->diag));
    expect_content(fixture, "thesis.docx", "years");
}

/* The folder it leads to is replaced, not the link. */
static void a_link_leads_to_the_place(void **state)
{
    struct fixture *fixture = *state;
    write_run(fixture, "first\n", false);
    char *folder = fixture->place, *link = g_build_filename(fixture->root, "link", NULL);
    assert_int_equal(symlink("out", link), 0);
    fixture->place = link;
    write_run(fixture, "second\n", false);
    assert_true(g_file_test(link, G_FILE_TEST_IS_SYMLINK));
    fixture->place = folder;
    expect_content(fixture, "tables/a.csv", "second\n");
    g_remove(link);
    assert_int_equal(symlink("nowhere", link), 0);
    assert_null(outdir_begin(link, true, fixture->diag));
    g_free(link);
}

static void what_is_read_and_files_are_spared(void **state)
{
    struct fixture *fixture = *state;
    char *inside = g_build_filename(fixture->place, "data", "a.csv", NULL);
    char *folder = g_path_get_dirname(inside), *beside = g_build_filename(fixture->root, "out2", NULL);
    g_mkdir_with_parents(folder, 0755);
    assert_true(g_file_set_contents(inside, "a\n", -1, NULL));
    assert_null(outdir_begin(inside, true, fixture->diag));
    spared_add(inside);
    assert_null(outdir_begin(folder, true, fixture->diag));
    assert_null(outdir_begin(fixture->place, true, fixture->diag));
    assert_null(outdir_begin("/", true, fixture->diag));
    assert_true(g_file_set_contents(beside, "a\n", -1, NULL));
    assert_null(spared_in(beside)); /* "out" begins its name, no more */
    g_free(beside);
    g_free(folder);
    g_free(inside);
}

static void an_aborted_run_leaves_the_earlier_output(void **state)
{
    struct fixture *fixture = *state;
    write_run(fixture, "one", false);
    struct outdir *dir = outdir_begin(fixture->place, false, fixture->diag);
    assert_true(outdir_write(dir, "tables/a.csv", "two", 3, fixture->diag));
    outdir_abort(dir);
    expect_content(fixture, "tables/a.csv", "one");
    assert_int_equal(count_entries(fixture->root), 1);
}

static void names_stay_inside(void **state)
{
    struct fixture *fixture = *state;
    struct outdir *dir = outdir_begin(fixture->place, false, fixture->diag);
    assert_false(outdir_write(dir, "../evil", "x", 1, fixture->diag));
    assert_false(outdir_write(dir, "a/../../evil", "x", 1, fixture->diag));
    assert_false(outdir_write(dir, "/tmp/vifte-evil", "x", 1, fixture->diag));
    assert_true(
        outdir_write(dir, "a..b/..c", "x", 1, fixture->diag)); /* a municipality's name may hold dots */
    outdir_abort(dir);
    assert_int_equal(count_entries(fixture->root), 0);
}

/* Makes a folder as a run on `host` leaves it beside "out". */
static char *make_left(const struct fixture *fixture, const char *host, int process, const char *ending)
{
    char *path = g_strdup_printf("%s/.out.vifte-%s-%d-abcdef%s", fixture->root, host, process, ending);
    assert_int_equal(g_mkdir(path, 0755), 0);
    return path;
}

static void leftovers_of_dead_processes_go(void **state)
{
    struct fixture *fixture = *state;
    char *dead = make_left(fixture, g_get_host_name(), 999999999, "");
    char *alive = make_left(fixture, g_get_host_name(), (int)getpid(), "");
    char *elsewhere = make_left(fixture, "another", 999999999, "");
    write_run(fixture, "one", false);
    assert_false(g_file_test(dead, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(alive, G_FILE_TEST_EXISTS));
    assert_true(g_file_test(elsewhere, G_FILE_TEST_EXISTS)); /* that machine may be at work */
    g_free(elsewhere);
    g_free(alive);
    g_free(dead);
}

/* Killed between the two renames of a disk that knows no exchange. */
static void an_output_that_waited_aside_goes_back(void **state)
{
    struct fixture *fixture = *state;
    write_run(fixture, "one", false);
    char *aside =
        g_strdup_printf("%s/.out.vifte-%s-999999999-abcdef.earlier", fixture->root, g_get_host_name());
    assert_int_equal(g_rename(fixture->place, aside), 0);
    outdir_abort(outdir_begin(fixture->place, false, fixture->diag));
    expect_content(fixture, "tables/a.csv", "one");
    assert_int_equal(g_mkdir(aside, 0755), 0);
    write_run(fixture, "two", false);
    expect_content(fixture, "tables/a.csv", "two");
    assert_int_equal(count_entries(fixture->root), 1);
    g_free(aside);
}

static void a_name_may_be_as_long_as_any(void **state)
{
    struct fixture *fixture = *state;
    char *name = g_strnfill(255, 'x');
    g_free(fixture->place);
    fixture->place = g_build_filename(fixture->root, name, NULL);
    write_run(fixture, "one", false);
    write_run(fixture, "two", false);
    expect_content(fixture, "tables/a.csv", "two");
    assert_int_equal(count_entries(fixture->root), 1);
    g_free(name);
}

/* Nothing is left of the way to a place that is too far down. */
static void a_path_may_be_too_long(void **state)
{
    struct fixture *fixture = *state;
    char *name = g_strnfill(200, 'x');
    GString *path = g_string_new(fixture->root);
    while (path->len < 3900) {
        g_string_append_printf(path, "/%s", name);
    }
    g_string_append_printf(path, "/%.*s", (int)(4090 - path->len), name);
    assert_null(outdir_begin(path->str, false, fixture->diag));
    assert_int_equal(diag_exit_status(fixture->diag, false), 73);
    assert_int_equal(count_entries(fixture->root), 0);
    g_string_free(path, TRUE);
    g_free(name);
}

static void a_place_that_cannot_be_made(void **state)
{
    struct fixture *fixture = *state;
    char *file = g_build_filename(fixture->root, "file", NULL);
    assert_true(g_file_set_contents(file, "x", -1, NULL));
    char *below = g_build_filename(file, "out", NULL);
    assert_null(outdir_begin(below, false, fixture->diag));
    assert_int_equal(diag_exit_status(fixture->diag, false), 73);
    g_free(below);
    g_free(file);
}

/* Folders that were made on the way go with it: when it is given up, and when the program is ended. */
static void a_way_that_was_made_goes_too(void **state)
{
    struct fixture *fixture = *state;
    char *below = g_build_filename(fixture->root, "new", "er", "out", NULL);
    outdir_abort(outdir_begin(below, false, fixture->diag));
    assert_int_equal(count_entries(fixture->root), 0);
    pid_t child = fork();
    if (child == 0) {
        bool begun = outdir_begin(below, false, fixture->diag) != NULL && count_entries(fixture->root) == 1;
        at_work_abandon_all();
        _exit(begun ? 0 : 1);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_int_equal(count_entries(fixture->root), 0);
    g_free(below);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_folder_replaces_its_own_predecessor, setup, teardown),
        cmocka_unit_test_setup_teardown(digests_are_sha256, setup, teardown),
        cmocka_unit_test_setup_teardown(an_output_inside_is_carried_over, setup, teardown),
        cmocka_unit_test_setup_teardown(an_edited_file_stops_the_run, setup, teardown),
        cmocka_unit_test_setup_teardown(a_foreign_file_stops_the_run, setup, teardown),
        cmocka_unit_test_setup_teardown(a_link_in_place_of_a_file_stops_the_run, setup, teardown),
        cmocka_unit_test_setup_teardown(a_folder_without_run_json_is_left_alone, setup, teardown),
        cmocka_unit_test_setup_teardown(a_link_leads_to_the_place, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_read_and_files_are_spared, setup, teardown),
        cmocka_unit_test_setup_teardown(an_aborted_run_leaves_the_earlier_output, setup, teardown),
        cmocka_unit_test_setup_teardown(names_stay_inside, setup, teardown),
        cmocka_unit_test_setup_teardown(leftovers_of_dead_processes_go, setup, teardown),
        cmocka_unit_test_setup_teardown(an_output_that_waited_aside_goes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_name_may_be_as_long_as_any, setup, teardown),
        cmocka_unit_test_setup_teardown(a_path_may_be_too_long, setup, teardown),
        cmocka_unit_test_setup_teardown(a_place_that_cannot_be_made, setup, teardown),
        cmocka_unit_test_setup_teardown(a_way_that_was_made_goes_too, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
