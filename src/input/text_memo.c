/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table that only grows. */
#include "text_memo.h"

#include "vifte/text_hash.h"

#define FIRST_SIZE 64
#define MOST_ENTRIES (1u << 17)
#define MOST_BYTES 256 /* of a text that is remembered */

#define SHORT 16 /* bytes that two words hold */

/* Two words and the length are the whole text when it is short. Returns its hash. */
static inline uint64_t make_key(uint64_t words[2], const char *text, size_t length)
{
    if (length <= SHORT) {
        text_hash_words_near(text, length, words);
        return text_hash_fold(words, length);
    }
    words[0] = text_hash_long(text, length);
    words[1] = 0;
    return words[0];
}

static uint64_t entry_hash(const struct memo_entry *entry)
{
    return entry->length <= SHORT ? text_hash_fold(entry->words, entry->length) : entry->words[0];
}

const struct memo_entry *text_memo_find(const struct text_memo *memo, const char *text, size_t length,
                                        uint64_t *hash)
{
    uint64_t words[2];
    if (memo->size == 0 || length > MOST_BYTES) {
        return NULL;
    }
    *hash = make_key(words, text, length);
    for (uint32_t at = (uint32_t)*hash;; at++) {
        const struct memo_entry *entry = &memo->entries[at & (memo->size - 1)];
        if (entry->words[0] == words[0] && entry->words[1] == words[1] && entry->length == length &&
            entry->text != NULL && (length <= SHORT || memcmp(entry->text, text, length) == 0)) {
            return entry;
        }
        if (entry->text == NULL) {
            return NULL;
        }
    }
}

void text_memo_prepare(const struct text_memo *memo, const char *text, size_t length)
{
    uint64_t words[2];
    if (memo->size > 0 && length <= SHORT) {
        __builtin_prefetch(&memo->entries[(uint32_t)make_key(words, text, length) & (memo->size - 1)]);
    }
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
    if (length > MOST_BYTES) {
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
    make_key(entry.words, copy, length);
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
