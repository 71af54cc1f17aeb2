/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks by their content. */
#include "sdc_memory.h"

#include <string.h>

struct sdc_memory {
    GHashTable *entries; /* GByteArray -> struct sdc_memory_entry */
};

static guint hash_of(gconstpointer key)
{
    const GByteArray *text = key;
    guint64 hash = 1469598103934665603U;
    for (guint i = 0; i < text->len; i += 8) {
        guint64 word = 0;
        memcpy(&word, text->data + i, MIN(8, text->len - i));
        hash = (hash ^ word) * 1099511628211U;
        hash ^= hash >> 29;
    }
    return (guint)(hash ^ hash >> 32);
}

static gboolean are_equal(gconstpointer a, gconstpointer b)
{
    const GByteArray *x = a, *y = b;
    return x->len == y->len && memcmp(x->data, y->data, x->len) == 0;
}

void sdc_memory_forget(GByteArray *text)
{
    explicit_bzero(text->data, text->len);
    g_byte_array_unref(text);
}

static void forget_text(gpointer text)
{
    sdc_memory_forget(text);
}

static void free_entry(gpointer data)
{
    struct sdc_memory_entry *entry = data;
    if (entry->steps->len > 0) {
        explicit_bzero(entry->steps->data, entry->steps->len * sizeof(struct sdc_step));
    }
    g_array_unref(entry->steps);
    g_array_unref(entry->failed);
    g_free(entry->hidden);
    g_free(entry);
}

struct sdc_memory *sdc_memory_new(void)
{
    struct sdc_memory *memory = g_new0(struct sdc_memory, 1);
    memory->entries = g_hash_table_new_full(hash_of, are_equal, forget_text, free_entry);
    return memory;
}

void sdc_memory_free(struct sdc_memory *memory)
{
    if (memory != NULL) {
        g_hash_table_unref(memory->entries);
        g_free(memory);
    }
}

static void put(GByteArray *text, int64_t number)
{
    g_byte_array_append(text, (const guint8 *)&number, sizeof number);
}

GByteArray *sdc_memory_text(const struct sdc_problem *block, enum sdc_stage stage)
{
    guint words =
        5 + 3 * block->units->len + 6 * block->unknowns->len + block->terms->len + block->firsts->len;
    GByteArray *text = g_byte_array_sized_new(words * (guint)sizeof(int64_t));
    put(text, stage);
    for (uint32_t u = 0; u < block->units->len; u++) {
        const struct sdc_unit *unit = sdc_unit_at(block, u);
        put(text, unit->weight);
        put(text, unit->sum);
        put(text, unit->hidden + 2 * unit->primary + 4 * unit->fixed);
    }
    put(text, -1);
    for (uint32_t i = 0; i < block->unknowns->len; i++) {
        const struct sdc_unknown *unknown = sdc_unknown_at(block, i);
        put(text, unknown->value);
        put(text, unknown->lower);
        put(text, unknown->width);
        put(text, unknown->reach);
        put(text, (int64_t)unknown->unit << 32 | unknown->owner);
        put(text, unknown->single + 2 * unknown->common);
    }
    put(text, -1);
    for (guint t = 0; t < block->terms->len; t++) {
        struct sdc_term term = g_array_index(block->terms, struct sdc_term, t);
        put(text, (int64_t)term.at << 32 | (uint32_t)term.by);
    }
    for (guint e = 0; e < block->firsts->len; e++) {
        put(text, g_array_index(block->firsts, uint32_t, e));
    }
    return text;
}

const struct sdc_memory_entry *sdc_memory_find(const struct sdc_memory *memory, GByteArray *text)
{
    return g_hash_table_lookup(memory->entries, text);
}

void sdc_memory_keep(struct sdc_memory *memory, GByteArray *text, const struct sdc_memory_entry *entry)
{
    g_hash_table_replace(memory->entries, text, g_memdup2(entry, sizeof *entry));
}
