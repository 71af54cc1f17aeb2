/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is of atomic pointers, for a handler that has to give up in the middle of anything. */
#include "vifte/at_work.h"

#include "vifte/remove_tree.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST 8
#define MOST_GROUPS 64 /* those beyond it end a moment after the program */
#define MOST_MADE 64   /* those beyond it stay, empty */
#define ASIDE ".earlier"
/* Bytes; with the rest of it a name stays below the 255 that file systems allow. */
#define LONGEST_NAME 100
#define LONGEST_HOST 64

static _Atomic(const char *) noted[MOST];
static atomic_int groups[MOST_GROUPS];
static _Atomic(const char *) made[MOST_MADE]; /* in their order, until the program ends */
static atomic_size_t n_made;

static void change(const char *from, const char *to)
{
    for (size_t i = 0; i < MOST; i++) {
        const char *expected = from;
        if (atomic_compare_exchange_strong(&noted[i], &expected, to)) {
            return;
        }
    }
}

sigset_t at_work_hold_signals(void)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);
    return before;
}

void at_work_let_signals(sigset_t before)
{
    int reason = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    errno = reason;
}

bool at_work_make_folder(char *pattern)
{
    sigset_t before = at_work_hold_signals();
    bool good = g_mkdtemp_full(pattern, 0755) != NULL;
    if (good) {
        change(NULL, pattern);
    }
    at_work_let_signals(before);
    return good;
}

int at_work_make_file(char *pattern)
{
    sigset_t before = at_work_hold_signals();
    int descriptor = g_mkstemp_full(pattern, O_WRONLY | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        change(NULL, pattern);
    }
    at_work_let_signals(before);
    return descriptor;
}

void at_work_forget(const char *path)
{
    change(path, NULL);
}

static bool make_noted(const char *folder, mode_t mode)
{
    char *name = g_strdup(folder);
    sigset_t before = at_work_hold_signals();
    bool new = mkdir(name, mode) == 0;
    size_t i = new ? atomic_fetch_add(&n_made, 1) : MOST_MADE;
    if (i < MOST_MADE) {
        atomic_store(&made[i], name);
        name = NULL;
    }
    at_work_let_signals(before);
    g_free(name);
    return new || errno == EEXIST; /* another was quicker */
}

bool at_work_make_parents(const char *folder, mode_t mode)
{
    if (g_file_test(folder, G_FILE_TEST_EXISTS)) {
        return true; /* what is no folder is found out by whoever writes there */
    }
    char *above = g_path_get_dirname(folder);
    bool good = at_work_make_parents(above, mode) && make_noted(folder, mode);
    g_free(above);
    return good;
}

void at_work_remove_parents(void)
{
    int reason = errno;
    for (size_t i = MIN(atomic_load(&n_made), MOST_MADE); i-- > 0;) {
        const char *folder = atomic_load(&made[i]);
        if (folder != NULL) {
            (void)rmdir(folder);
        }
    }
    errno = reason;
}

static void change_group(int from, int to)
{
    for (size_t i = 0; i < MOST_GROUPS; i++) {
        int expected = from;
        if (atomic_compare_exchange_strong(&groups[i], &expected, to)) {
            return;
        }
    }
}

void at_work_note_group(int group)
{
    change_group(0, group);
}

void at_work_forget_group(int group)
{
    change_group(group, 0);
}

void at_work_abandon_all(void)
{
    for (size_t i = 0; i < MOST_GROUPS; i++) {
        int group = atomic_load(&groups[i]);
        if (group > 0) {
            kill(-group, SIGKILL);
        }
    }
    for (size_t i = 0; i < MOST; i++) {
        const char *path = atomic_load(&noted[i]);
        if (path != NULL) {
            remove_tree(path);
        }
    }
    at_work_remove_parents();
}

/* ".NAME.vifte-HOST-"; a name that would grow too long for the file system stands there as its digest. */
static char *prefix_of(const char *place)
{
    char *base = g_path_get_basename(place);
    char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA1, base, -1);
    char *host = g_strndup(g_get_host_name(), LONGEST_HOST);
    g_strdelimit(host, "/", '_');
    char *prefix = g_strdup_printf(".%s.vifte-%s-", strlen(base) <= LONGEST_NAME ? base : digest, host);
    g_free(host);
    g_free(digest);
    g_free(base);
    return prefix;
}

char *at_work_pattern(const char *place)
{
    char *parent = g_path_get_dirname(place), *prefix = prefix_of(place);
    char *pattern = g_strdup_printf("%s/%s%d-XXXXXX", parent, prefix, (int)getpid());
    g_free(prefix);
    g_free(parent);
    return pattern;
}

static bool is_gone(guint64 process)
{
    return process > 1 && kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

char *at_work_aside(const char *path)
{
    return g_strconcat(path, ASIDE, NULL);
}

/* What waited aside, and finds its place taken, is no longer needed. */
static void put_back_or_remove(const char *left, const char *place)
{
    if (!g_str_has_suffix(left, ASIDE) || rename(left, place) != 0) {
        remove_tree(left);
    }
}

void at_work_sweep(const char *place)
{
    char *parent = g_path_get_dirname(place), *prefix = prefix_of(place);
    GDir *folder = g_dir_open(parent, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        if (g_str_has_prefix(name, prefix) && is_gone(g_ascii_strtoull(name + strlen(prefix), NULL, 10))) {
            char *path = g_build_filename(parent, name, NULL);
            put_back_or_remove(path, place);
            g_free(path);
        }
    }
    if (folder != NULL) {
        g_dir_close(folder);
    }
    g_free(prefix);
    g_free(parent);
}
