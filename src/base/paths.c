/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the program's own file to its data. */
#include "vifte/paths.h"

#include <glib.h>
#include <stdbool.h>

static bool holds(const char *folder, const char *below)
{
    char *path = g_build_filename(folder, below, NULL);
    bool there = g_file_test(path, G_FILE_TEST_IS_DIR);
    g_free(path);
    return there;
}

/* The nearest folder above the program's file that holds `below`; NULL when there is none. The link is read
 * through: build/vifte leads to build/release/vifte. */
static char *folder_above(const char *below)
{
    char *path = g_file_read_link("/proc/self/exe", NULL);
    while (path != NULL) {
        char *folder = g_path_get_dirname(path);
        bool top = g_str_equal(folder, path);
        g_free(path);
        path = folder;
        if (holds(folder, below)) {
            return folder;
        }
        if (top) {
            g_free(folder);
            return NULL;
        }
    }
    return NULL;
}

/* Also an installed tree that was moved as a whole: PREFIX/bin/vifte beside PREFIX/share/vifte. */
static char *installed(const char *name)
{
    char *moved = folder_above("share/vifte/datasets/catalog");
    char *share = moved != NULL ? g_build_filename(moved, "share/vifte", NULL) : g_strdup(VIFTE_SHARE);
    char *path = g_build_filename(share, name, NULL);
    g_free(share);
    g_free(moved);
    return path;
}

/* The same few paths are asked for again and again; interned, nobody needs to free them. */
static const char *keep(char *path)
{
    const char *kept = g_intern_string(path);
    g_free(path);
    return kept;
}

const char *paths_share(void)
{
    char *tree = folder_above("datasets/catalog");
    return keep(tree != NULL ? tree : installed(""));
}

const char *paths_plots(void)
{
    return keep(g_build_filename(paths_share(), "plots", NULL));
}

const char *paths_locale(void)
{
    char *tree = folder_above("datasets/catalog");
    char *path = tree != NULL ? g_build_filename(tree, "build/locale", NULL) : installed("locale");
    g_free(tree);
    return keep(path);
}
