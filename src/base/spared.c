/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paths without links, compared from the start. */
#include "vifte/spared.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static GMutex lock;
static GPtrArray *spared; /* char * */

void spared_add(const char *path)
{
    char *real = realpath(path, NULL);
    g_mutex_lock(&lock);
    if (spared == NULL) {
        spared = g_ptr_array_new();
    }
    if (real != NULL) {
        g_ptr_array_add(spared, (void *)g_intern_string(real));
    }
    g_mutex_unlock(&lock);
    free(real);
}

const char *spared_in(const char *path)
{
    char *real = realpath(path, NULL);
    size_t length = real == NULL ? 0 : strcmp(real, "/") == 0 ? 0 : strlen(real);
    const char *found = NULL;
    for (guint i = 0; real != NULL && spared != NULL && i < spared->len && found == NULL; i++) {
        const char *file = g_ptr_array_index(spared, i);
        bool inside = strncmp(file, real, length) == 0 && (file[length] == '/' || file[length] == '\0');
        found = inside ? file : NULL;
    }
    free(real);
    return found;
}
