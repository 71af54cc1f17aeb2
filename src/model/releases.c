/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Earlier releases in memory. */
#include "vifte/releases.h"

#include <string.h>

static const char *const AUDIENCES[] = {
    [AUDIENCE_PUBLIC] = "public", [AUDIENCE_COOPERATION] = "cooperation", [AUDIENCE_INTERNAL] = "internal"};

struct release *release_new(void)
{
    struct release *release = g_new0(struct release, 1);
    release->texts = g_string_chunk_new(1 << 14);
    release->figures = g_array_new(FALSE, FALSE, sizeof(struct release_figure));
    release->patterns = g_array_new(FALSE, FALSE, sizeof(struct release_pattern));
    release->file = release->to = release->note = release->edition = release->folder = "";
    return release;
}

void release_free(struct release *release)
{
    if (release != NULL) {
        g_array_unref(release->figures);
        g_array_unref(release->patterns);
        g_string_chunk_free(release->texts);
        g_free(release);
    }
}

const char *release_text(struct release *release, const char *text)
{
    return g_string_chunk_insert_const(release->texts, text);
}

const char *release_audience_name(enum audience audience)
{
    return AUDIENCES[audience];
}

bool release_audience(const char *name, enum audience *audience)
{
    for (size_t i = 0; i < G_N_ELEMENTS(AUDIENCES); i++) {
        if (strcmp(name, AUDIENCES[i]) == 0) {
            *audience = (enum audience)i;
            return true;
        }
    }
    return false;
}

char *release_row_name(const char *const *keys, size_t n)
{
    GString *name = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_string_append(name, i > 0 ? "|" : "");
        for (const char *p = keys[i]; *p != '\0'; p++) {
            if (*p == '|' || *p == '\\') {
                g_string_append_c(name, '\\');
            }
            g_string_append_c(name, *p);
        }
    }
    return g_string_free(name, FALSE);
}

char **release_row_keys(const char *name)
{
    GPtrArray *keys = g_ptr_array_new();
    GString *key = g_string_new(NULL);
    for (const char *p = name; *p != '\0'; p++) {
        if (*p == '|') {
            g_ptr_array_add(keys, g_strdup(key->str));
            g_string_truncate(key, 0);
        } else {
            p += *p == '\\' && p[1] != '\0';
            g_string_append_c(key, *p);
        }
    }
    g_ptr_array_add(keys, g_string_free(key, FALSE));
    g_ptr_array_add(keys, NULL);
    return (char **)g_ptr_array_free(keys, FALSE);
}
