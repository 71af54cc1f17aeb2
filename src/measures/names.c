/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names made while measuring. */
#include "vifte/names.h"

#include "vifte/table.h"
#include "vifte/text.h"

const struct name *name_intern(const char *code, const char *label)
{
    static GMutex lock;
    static GHashTable *names; /* "code\nlabel" -> struct name */
    g_mutex_lock(&lock);
    if (names == NULL) {
        names = g_hash_table_new(g_str_hash, g_str_equal);
    }
    char *key = g_strconcat(code, "\n", label, NULL);
    struct name *name = g_hash_table_lookup(names, key);
    if (name == NULL) {
        name = g_new(struct name, 1);
        *name = (struct name){.code = g_intern_string(code), .label = g_intern_string(label)};
        g_hash_table_insert(names, key, name);
    } else {
        g_free(key);
    }
    g_mutex_unlock(&lock);
    return name;
}

const struct name *name_word(const struct name *word)
{
    return name_intern(word->code, _(word->label));
}

struct cell cell_word(const struct name *word)
{
    return cell_name(name_word(word));
}
