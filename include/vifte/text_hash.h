/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hash of a text: the same on every machine, one multiplication for every sixteen bytes. For tables in
 * memory and for telling whether rows are the same; not against somebody who chooses texts on purpose.
 *
 * Each step multiplies two words of eight bytes to 128 bits and folds them (the step of wyhash and of MUM
 * hash, Vladimir Makarov 2016).
 */
#ifndef VIFTE_TEXT_HASH_H
#define VIFTE_TEXT_HASH_H

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define TEXT_HASH_1 UINT64_C(0x9E3779B97F4A7C15)
#define TEXT_HASH_2 UINT64_C(0xD6E8FEB86659FD93)

static inline uint64_t text_hash_mix(uint64_t a, uint64_t b)
{
    __extension__ typedef unsigned __int128 wide;
    wide product = (wide)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t text_hash_word(const char *text)
{
    uint64_t word;
    memcpy(&word, text, sizeof word);
    return GUINT64_FROM_LE(word);
}

/* The bytes of a word that belong to a text of n bytes whose first is the word's. */
extern const uint64_t TEXT_HASH_MASKS[2 * 8 + 1];

/* The words' bytes that belong to a text of so many, for n = 0 .. 16. */
static inline void text_hash_cut(uint64_t words[2], size_t n)
{
    words[0] &= TEXT_HASH_MASKS[n];
    words[1] &= n > 8 ? TEXT_HASH_MASKS[n - 8] : 0;
}

/* A text of up to sixteen bytes as two words with zeros behind; with the length they are the text. */
static inline void text_hash_words(const char *text, size_t n, uint64_t words[2])
{
    char bytes[16] = {0};
    memcpy(bytes, text, n);
    words[0] = text_hash_word(bytes);
    words[1] = text_hash_word(bytes + 8);
}

/* The same where sixteen bytes may be read from `text` on, whatever stands there. */
static inline void text_hash_words_near(const char *text, size_t n, uint64_t words[2])
{
    words[0] = text_hash_word(text);
    words[1] = text_hash_word(text + 8);
    text_hash_cut(words, n);
}

/* text_hash() of a text of these words. */
static inline uint64_t text_hash_fold(const uint64_t words[2], size_t length)
{
    return text_hash_mix(words[0] ^ TEXT_HASH_1 ^ length * TEXT_HASH_2, words[1] ^ TEXT_HASH_2);
}

/* text_hash() of texts of more than sixteen bytes. */
uint64_t text_hash_long(const char *text, size_t length);

static inline uint64_t text_hash(const char *text, size_t length)
{
    uint64_t words[2];
    if (length > 16) {
        return text_hash_long(text, length);
    }
    text_hash_words(text, length, words);
    return text_hash_fold(words, length);
}

/* The same where TEXT_HASH_NEAR bytes may be read from `text` on, whatever stands there. */
#define TEXT_HASH_NEAR 16
static inline uint64_t text_hash_near(const char *text, size_t length)
{
    uint64_t words[2];
    if (length > 16) {
        return text_hash_long(text, length);
    }
    text_hash_words_near(text, length, words);
    return text_hash_fold(words, length);
}

#endif
