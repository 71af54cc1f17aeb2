/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a text means, remembered: the same few texts stand in every row of a large table. For one thread, and
 * for the files of this folder alone.
 */
#ifndef VIFTE_TEXT_MEMO_H
#define VIFTE_TEXT_MEMO_H

#include "vifte/text_hash.h"

#include <stddef.h>
#include <stdint.h>

#define MEMO_MOST_BYTES 256 /* of a text that is remembered */
#define MEMO_SHORT 16       /* bytes that two words hold */

/* Half a line of the processor's cache. */
struct memo_entry {
    uint64_t words[2]; /* of texts up to sixteen bytes; the hash of longer ones */
    const char *text;  /* NULL = free */
    uint32_t meaning;
    uint16_t length;
    uint16_t state; /* enum value_state */
};

/* Starts as {0}. */
struct text_memo {
    struct memo_entry *entries; /* a power of two */
    uint32_t n_entries, size;
};

/* Two words and the length are the whole text when it is short. Returns its hash. */
static inline uint64_t text_memo_key(uint64_t words[2], const char *text, size_t length)
{
    if (length <= MEMO_SHORT) {
        text_hash_words_near(text, length, words);
        return text_hash_fold(words, length);
    }
    words[0] = text_hash_long(text, length);
    words[1] = 0;
    return words[0];
}

/* text_memo_find() of a text of more than sixteen bytes. */
const struct memo_entry *text_memo_find_long(const struct text_memo *memo, const char *text, size_t length,
                                             uint64_t *hash);

/* NULL when the text is not known, else `hash` becomes its text_hash(). TEXT_HASH_NEAR bytes may be read from
 * `text` on. */
static inline const struct memo_entry *text_memo_find(const struct text_memo *memo, const char *text,
                                                      size_t length, uint64_t *hash)
{
    uint64_t words[2];
    if (length > MEMO_SHORT) {
        return text_memo_find_long(memo, text, length, hash);
    }
    *hash = text_memo_key(words, text, length);
    for (uint32_t at = (uint32_t)*hash; memo->size > 0; at++) {
        const struct memo_entry *entry = &memo->entries[at & (memo->size - 1)];
        if (entry->words[0] == words[0] && entry->words[1] == words[1] && entry->length == length) {
            return entry->text != NULL ? entry : NULL; /* free ones have the words of an empty text */
        }
        if (entry->text == NULL) {
            break;
        }
    }
    return NULL;
}

/* Asks memory for what text_memo_find() will look at soon. */
static inline void text_memo_prepare(const struct text_memo *memo, const char *text, size_t length)
{
    uint64_t words[2];
    if (memo->size > 0 && length <= MEMO_SHORT) {
        __builtin_prefetch(&memo->entries[(uint32_t)text_memo_key(words, text, length) & (memo->size - 1)]);
    }
}

/* Remembers a text that is not known yet; too many are forgotten at once. */
void text_memo_add(struct text_memo *memo, const char *text, size_t length, uint32_t meaning, uint32_t state);
void text_memo_clear(struct text_memo *memo);

#endif
