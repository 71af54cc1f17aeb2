/* SPDX-License-Identifier: GPL-3.0-or-later */
/* As many bytes as asked for, or fewer at the end. */
#include "vifte/file_head.h"

#include <errno.h>
#include <glib.h>
#include <stdio.h>

char *file_head(const char *path, size_t most, size_t *length)
{
    FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return NULL;
    }
    char *bytes = g_malloc(most);
    *length = fread(bytes, 1, most, file);
    int reason = ferror(file) != 0 ? errno : 0;
    (void)fclose(file); /* only read */
    if (reason != 0) {
        g_free(bytes);
        errno = reason;
        return NULL;
    }
    return bytes;
}
