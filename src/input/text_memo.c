/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table that only grows. */
#include "text_memo.h"

#include "vifte/text_hash.h"

#define FIRST_SIZE 64
#define MEMORY_LINE 64 /* no entry lies on two of them */
#define MOST_ENTRIES (1u << 17)
static uint64_t entry_hash(const struct memo_entry *entry)
{
    return entry->length <= MEMO_SHORT ? text_hash_fold(entry->words, entry->length) : entry->words[0];
}

static void put(struct text_memo *memo, const struct memo_entry *entry)
{
    uint32_t at = (uint32_t)entry_hash(entry);
    while (memo->entries[at & (memo->size - 1)].text != NULL) {
        at++;
    }
    memo->entries[at & (memo->size - 1)] = *entry;
    memo->n_entries++;
}

static void grow(struct text_memo *memo)
{
    struct text_memo larger = {.size = MAX(2 * memo->size, FIRST_SIZE)};
    larger.entries = g_aligned_alloc0(larger.size, sizeof *larger.entries, MEMORY_LINE);
    for (uint32_t i = 0; i < memo->size; i++) {
        if (memo->entries[i].text != NULL) {
            put(&larger, &memo->entries[i]);
        }
    }
    g_aligned_free(memo->entries);
    *memo = larger;
}

const struct memo_entry *text_memo_find_long(const struct text_memo *memo, const char *text, size_t length,
                                             uint64_t *hash)
{
    if (memo->size == 0 || length > MEMO_MOST_BYTES) {
        return NULL;
    }
    *hash = text_hash_long(text, length);
    for (uint32_t at = (uint32_t)*hash;; at++) {
        const struct memo_entry *entry = &memo->entries[at & (memo->size - 1)];
        if (entry->text == NULL ||
            (entry->words[0] == *hash && entry->length == length && memcmp(entry->text, text, length) == 0)) {
            return entry->text != NULL ? entry : NULL;
        }
    }
}

void text_memo_add(struct text_memo *memo, const char *text, size_t length, uint32_t meaning, uint32_t state)
{
    if (length > MEMO_MOST_BYTES) {
        return;
    }
    if (memo->n_entries >= MOST_ENTRIES) {
        text_memo_clear(memo);
    }
    if (2 * memo->n_entries >= memo->size) {
        grow(memo);
    }
    char *copy = g_malloc0(length + TEXT_HASH_NEAR);
    memcpy(copy, text, length);
    struct memo_entry entry = {
        .text = copy, .meaning = meaning, .length = (uint16_t)length, .state = (uint16_t)state};
    text_memo_key(entry.words, copy, length);
    put(memo, &entry);
}

void text_memo_clear(struct text_memo *memo)
{
    for (uint32_t i = 0; i < memo->size; i++) {
        g_free((char *)memo->entries[i].text);
    }
    g_aligned_free(memo->entries);
    *memo = (struct text_memo){0};
}
