/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table that only grows. */
#include "text_memo.h"

#include "vifte/text_hash.h"

#define FIRST_SIZE 64
#define MOST_ENTRIES (1u << 17)

const struct memo_entry *text_memo_find(const struct text_memo *memo, const char *text, size_t length)
{
    uint64_t hash = text_hash(text, length);
    for (uint32_t at = (uint32_t)hash; memo->size > 0; at++) {
        const struct memo_entry *entry = &memo->entries[at & (memo->size - 1)];
        if (entry->text == NULL) {
            return NULL;
        }
        if (entry->hash == hash && entry->length == length && memcmp(entry->text, text, length) == 0) {
            return entry;
        }
    }
    return NULL;
}

static void put(struct text_memo *memo, const struct memo_entry *entry)
{
    uint32_t at = (uint32_t)entry->hash;
    while (memo->entries[at & (memo->size - 1)].text != NULL) {
        at++;
    }
    memo->entries[at & (memo->size - 1)] = *entry;
    memo->n_entries++;
}

static void grow(struct text_memo *memo)
{
    struct text_memo larger = {.size = MAX(2 * memo->size, FIRST_SIZE)};
    larger.entries = g_new0(struct memo_entry, larger.size);
    for (uint32_t i = 0; i < memo->size; i++) {
        if (memo->entries[i].text != NULL) {
            put(&larger, &memo->entries[i]);
        }
    }
    g_free(memo->entries);
    *memo = larger;
}

void text_memo_add(struct text_memo *memo, const char *text, size_t length, uint32_t meaning, uint32_t state)
{
    if (memo->n_entries >= MOST_ENTRIES) {
        text_memo_clear(memo);
    }
    if (2 * memo->n_entries >= memo->size) {
        grow(memo);
    }
    struct memo_entry entry = {.hash = text_hash(text, length),
                               .text = g_strndup(text, length),
                               .length = (uint32_t)length,
                               .meaning = meaning,
                               .state = state};
    put(memo, &entry);
}

void text_memo_clear(struct text_memo *memo)
{
    for (uint32_t i = 0; i < memo->size; i++) {
        g_free((char *)memo->entries[i].text);
    }
    g_free(memo->entries);
    *memo = (struct text_memo){0};
}
