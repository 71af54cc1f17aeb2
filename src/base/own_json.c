/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words for people stand in it, and so does what they brought; see own_json.h. */
#include "vifte/own_json.h"

#include "vifte/text.h"

#include <fcntl.h>
#include <glib.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_BYTES (64 << 20)

/* As JSON has it: in two halves where it is above U+FFFF. */
static void escape(GString *out, gunichar c)
{
    if (c > 0xFFFF) {
        g_string_append_printf(out, "\\u%04x", 0xD800 + ((c - 0x10000) >> 10));
        c = 0xDC00 + ((c - 0x10000) & 0x3FF);
    }
    g_string_append_printf(out, "\\u%04x", c);
}

char *own_json_text(const struct json_t *root, size_t flags)
{
    char *text = json_dumps(root, flags); /* beyond ASCII nothing stands but strings */
    GString *out = g_string_new(NULL);
    for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 0x7F || text_is_shown(c)) {
            g_string_append_len(out, p, g_utf8_next_char(p) - p);
        } else {
            escape(out, c);
        }
    }
    free(text);
    g_string_append_c(out, '\n');
    return g_string_free(out, FALSE);
}

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
