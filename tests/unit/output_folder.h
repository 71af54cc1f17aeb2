/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A temporary output folder for tests of writers. */
#ifndef OUTPUT_FOLDER_H
#define OUTPUT_FOLDER_H

#include "vifte/diag.h"
#include "vifte/outdir.h"

#include <glib.h>
#include <glib/gstdio.h>

struct folder {
    char *path;
    struct diag *diag;
    struct outdir *dir;
};

static struct folder folder_begin(void)
{
    struct folder folder = {.path = g_dir_make_tmp("vifte-test-XXXXXX", NULL), .diag = diag_new()};
    folder.dir = outdir_begin(folder.path, false, folder.diag);
    assert_non_null(folder.dir);
    return folder;
}

/* A file as it stands before the folder is committed; newly allocated. */
static char *folder_read(const struct folder *folder, const char *name, size_t *length)
{
    char *path = outdir_path(folder->dir, name);
    char *text = NULL;
    assert_true(g_file_get_contents(path, &text, length, NULL));
    g_free(path);
    return text;
}

static void folder_end(struct folder *folder)
{
    outdir_abort(folder->dir);
    diag_free(folder->diag);
    g_rmdir(folder->path);
    g_free(folder->path);
}

#endif
