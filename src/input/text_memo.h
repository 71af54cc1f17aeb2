/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a text means, remembered: the same few texts stand in every row of a large table. For one thread, and
 * for the files of this folder alone.
 */
#ifndef VIFTE_TEXT_MEMO_H
#define VIFTE_TEXT_MEMO_H

#include <stddef.h>
#include <stdint.h>

/* Half a line of the processor's cache. */
struct memo_entry {
    uint64_t words[2]; /* of texts up to sixteen bytes; the hash of longer ones */
    const char *text;  /* NULL = free */
    uint32_t meaning;
    uint16_t length;
    uint16_t state; /* enum value_state */
};

struct text_memo {
    struct memo_entry *entries; /* a power of two */
    uint32_t n_entries, size;
};

/* Starts as {0}. NULL when the text is not known, else `hash` becomes its text_hash(). TEXT_HASH_NEAR bytes
 * may be read from `text` on. */
const struct memo_entry *text_memo_find(const struct text_memo *memo, const char *text, size_t length,
                                        uint64_t *hash);
/* Asks memory for what text_memo_find() will look at soon. */
void text_memo_prepare(const struct text_memo *memo, const char *text, size_t length);
/* Remembers a text that is not known yet; too many are forgotten at once. */
void text_memo_add(struct text_memo *memo, const char *text, size_t length, uint32_t meaning, uint32_t state);
void text_memo_clear(struct text_memo *memo);

#endif
