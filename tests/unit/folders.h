/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders and files of tests that run the whole program. */
#ifndef FOLDERS_H
#define FOLDERS_H

#include <glib/gstdio.h>

/* The small project whose every row is known. */
#define CLEAN "tests/golden/small-internal/in"

static inline void remove_all(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        char *inner = g_build_filename(path, name, NULL);
        remove_all(inner);
        g_free(inner);
    }
    if (dir != NULL) {
        g_dir_close(dir);
    }
    g_remove(path);
}

static inline char *read_file(const char *folder, const char *name, size_t *length)
{
    char *path = g_build_filename(folder, name, NULL), *bytes = NULL;
    assert_true(g_file_get_contents(path, &bytes, length, NULL));
    g_free(path);
    return bytes;
}

static inline void write_file(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    assert_true(g_file_set_contents(path, text, -1, NULL));
    g_free(path);
}

/* The text with the only `old` in it replaced; newly allocated. */
static inline char *replaced(const char *text, const char *old, const char *new)
{
    char **parts = g_strsplit(text, old, -1);
    assert_int_equal(g_strv_length(parts), 2);
    char *out = g_strjoinv(new, parts);
    g_strfreev(parts);
    return out;
}

#endif
