/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A hash table that only grows. */
#include "text_memo.h"

#include "vifte/text_hash.h"

#define FIRST_SIZE 64
#define MOST_ENTRIES (1u << 17)
#define MOST_BYTES 256 /* of a text that is remembered */

#define SHORT 16 /* bytes that two words hold */

/* Two words and the length are the whole text when it is short. */
static void set_key(struct memo_entry *entry, const char *text, size_t length)
{
    entry->length = (uint16_t)length;
    if (length <= SHORT) {
        text_hash_words_near(text, length, entry->words);
    } else {
        entry->words[0] = text_hash(text, length);
        entry->words[1] = 0;
    }
}

uint64_t memo_entry_hash(const struct memo_entry *entry)
{
    return entry->length <= SHORT ? text_hash_fold(entry->words, entry->length) : entry->words[0];
}

const struct memo_entry *text_memo_find(const struct text_memo *memo, const char *text, size_t length)
{
    struct memo_entry wanted;
    if (memo->size == 0 || length > MOST_BYTES) {
        return NULL;
    }
    set_key(&wanted, text, length);
    for (uint32_t at = (uint32_t)memo_entry_hash(&wanted);; at++) {
        const struct memo_entry *entry = &memo->entries[at & (memo->size - 1)];
        if (entry->words[0] == wanted.words[0] && entry->words[1] == wanted.words[1] &&
            entry->length == wanted.length && entry->text != NULL &&
            (length <= SHORT || memcmp(entry->text, text, length) == 0)) {
            return entry;
        }
        if (entry->text == NULL) {
            return NULL;
        }
    }
}

void text_memo_prepare(const struct text_memo *memo, const char *text, size_t length)
{
    struct memo_entry wanted;
    if (memo->size > 0 && length <= SHORT) {
        set_key(&wanted, text, length);
        __builtin_prefetch(&memo->entries[(uint32_t)memo_entry_hash(&wanted) & (memo->size - 1)]);
    }
}

static void put(struct text_memo *memo, const struct memo_entry *entry)
{
    uint32_t at = (uint32_t)memo_entry_hash(entry);
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
    struct memo_entry entry = {.text = copy, .meaning = meaning, .state = (uint16_t)state};
    set_key(&entry, copy, length);
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
