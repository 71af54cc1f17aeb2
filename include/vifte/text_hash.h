/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A hash of a text: the same on every machine, one multiplication for every sixteen bytes. For tables in memory
 * and for telling whether rows are the same; not against somebody who chooses texts on purpose.
 *
 * Each step multiplies two words of eight bytes to 128 bits and folds them (the step of wyhash and of MUM hash,
 * Vladimir Makarov 2016).
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

static inline uint64_t text_hash_half(const char *text)
{
    uint32_t half;
    memcpy(&half, text, sizeof half);
    return GUINT32_FROM_LE(half);
}

/* Up to sixteen bytes as two words that may overlap; with the length they are the text. */
static inline void text_hash_words(const char *text, size_t n, uint64_t words[2])
{
    if (n >= 8) {
        words[0] = text_hash_word(text);
        words[1] = text_hash_word(text + n - 8);
    } else if (n >= 4) {
        words[0] = text_hash_half(text);
        words[1] = text_hash_half(text + n - 4);
    } else {
        words[0] = n == 0 ? 0
                          : (uint64_t)(unsigned char)text[0] << 16 |
                                (uint64_t)(unsigned char)text[n / 2] << 8 | (unsigned char)text[n - 1];
        words[1] = 0;
    }
}

/* text_hash() of a text of these words. */
static inline uint64_t text_hash_fold(const uint64_t words[2], size_t length)
{
    return text_hash_mix(words[0] ^ TEXT_HASH_1 ^ length * TEXT_HASH_2, words[1] ^ TEXT_HASH_2);
}

static inline uint64_t text_hash(const char *text, size_t length)
{
    uint64_t words[2];
    if (length <= 16) {
        text_hash_words(text, length, words);
        return text_hash_fold(words, length);
    }
    uint64_t hash = length * TEXT_HASH_2;
    for (; length > 16; text += 16, length -= 16) {
        hash = text_hash_mix(text_hash_word(text) ^ TEXT_HASH_1 ^ hash, text_hash_word(text + 8) ^ TEXT_HASH_2);
    }
    text_hash_words(text, length, words);
    return text_hash_mix(words[0] ^ TEXT_HASH_1 ^ hash, words[1] ^ TEXT_HASH_2);
}

#endif
