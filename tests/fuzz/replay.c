/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a fuzz target the files named on the command line, and those in the folders named there. */
#include "fuzz.h"

#include <glib.h>
#include <stdio.h>

static size_t replay(const char *path)
{
    char *bytes = NULL;
    gsize length = 0;
    GDir *folder = g_dir_open(path, 0, NULL);
    size_t n = 0;
    for (const char *name; folder != NULL && (name = g_dir_read_name(folder)) != NULL;) {
        char *inside = g_build_filename(path, name, NULL);
        n += replay(inside);
        g_free(inside);
    }
    if (folder != NULL) {
        g_dir_close(folder);
    } else if (g_file_get_contents(path, &bytes, &length, NULL)) {
        LLVMFuzzerTestOneInput((const uint8_t *)bytes, length);
        g_free(bytes);
        n = 1;
    }
    return n;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    for (int i = 1; i < argc; i++) {
        n += replay(argv[i]);
    }
    printf("%zu inputs\n", n);
    return n > 0 ? 0 : 1;
}
