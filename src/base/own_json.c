/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON of an output folder; see own_json.h. */
#include "vifte/own_json.h"

#include <fcntl.h>
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (64 << 20)

struct json_t *own_json_read(const char *folder, const char *name)
{
    char *path = g_build_filename(folder, name, NULL);
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;
    bool plain = file >= 0 && fstat(file, &status) == 0 && S_ISREG(status.st_mode);
    json_t *root =
        plain && status.st_size <= MOST_BYTES ? json_loadfd(file, JSON_REJECT_DUPLICATES, NULL) : NULL;
    if (file >= 0) {
        close(file);
    }
    g_free(path);
    return root;
}
