/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list is of atomic pointers, for a handler that has to give up in the middle of anything. */
#include "vifte/at_work.h"

#include "vifte/remove_tree.h"

#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#define MOST 8

static _Atomic(const char *) noted[MOST];

static void change(const char *from, const char *to)
{
    for (size_t i = 0; i < MOST; i++) {
        const char *expected = from;
        if (atomic_compare_exchange_strong(&noted[i], &expected, to)) {
            return;
        }
    }
}

void at_work_note(const char *path)
{
    change(NULL, path);
}

void at_work_forget(const char *path)
{
    change(path, NULL);
}

void at_work_abandon_all(void)
{
    for (size_t i = 0; i < MOST; i++) {
        const char *path = atomic_load(&noted[i]);
        if (path != NULL) {
            remove_tree(path);
        }
    }
}

static char *prefix_of(const char *place)
{
    char *base = g_path_get_basename(place);
    char *prefix = g_strdup_printf(".%s.vifte-", base);
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

void at_work_sweep(const char *place)
{
    char *parent = g_path_get_dirname(place), *prefix = prefix_of(place);
    GDir *folder = g_dir_open(parent, 0, NULL);
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        if (g_str_has_prefix(name, prefix) && is_gone(g_ascii_strtoull(name + strlen(prefix), NULL, 10))) {
            char *path = g_build_filename(parent, name, NULL);
            remove_tree(path);
            g_free(path);
        }
    }
    if (folder != NULL) {
        g_dir_close(folder);
    }
    g_free(prefix);
    g_free(parent);
}
