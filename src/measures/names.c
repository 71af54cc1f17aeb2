/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that live as long as the process; see names.h. */
#include "vifte/names.h"

#include "vifte/table.h"
#include "vifte/text.h"

#include <glib.h>

static guint pair_hash(gconstpointer key)
{
    const struct name *name = key;
    return g_str_hash(name->code) * 31u + g_str_hash(name->label);
}

static gboolean pair_equal(gconstpointer a, gconstpointer b)
{
    const struct name *left = a;
    const struct name *right = b;
    return g_str_equal(left->code, right->code) && g_str_equal(left->label, right->label);
}

const struct name *names_intern(const char *code, const char *label)
{
    static GMutex lock;
    static GHashTable *known;
    static GStringChunk *texts;
    const struct name wanted = {.code = code, .label = label};

    g_mutex_lock(&lock);
    if (known == NULL) {
        known = g_hash_table_new(pair_hash, pair_equal);
        texts = g_string_chunk_new(1 << 12);
    }
    struct name *name = g_hash_table_lookup(known, &wanted);
    if (name == NULL) {
        name = g_new(struct name, 1);
        *name = (struct name){.code = g_string_chunk_insert_const(texts, code),
                              .label = g_string_chunk_insert_const(texts, label)};
        g_hash_table_add(known, name);
    }
    g_mutex_unlock(&lock);
    return name;
}

const struct name *names_intern_plain(const char *text)
{
    return names_intern(text, text);
}

struct cell names_list_cell(const GPtrArray *who)
{
    if (who->len == 0) {
        return cell_empty(CELL_NA, REASON_NONE);
    }
    GString *codes = g_string_new(NULL);
    const char **labels = g_new(const char *, who->len);
    for (guint i = 0; i < who->len; i++) {
        const struct name *name = g_ptr_array_index(who, i);
        g_string_append_printf(codes, "%s%s", i == 0 ? "" : "|", name->code);
        labels[i] = name->label;
    }
    char *list = text_list(labels, who->len);
    struct cell cell = cell_name(names_intern(codes->str, list));
    g_free(list);
    g_free(labels);
    g_string_free(codes, TRUE);
    return cell;
}

const struct name *names_n_of(size_t n, size_t all)
{
    char *code = g_strdup_printf("%zu/%zu", n, all);
    char *label = g_strdup_printf(_("%zu of %zu municipalities"), n, all);
    const struct name *name = names_intern(code, label);
    g_free(code);
    g_free(label);
    return name;
}
