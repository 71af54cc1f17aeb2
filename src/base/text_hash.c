/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of text_hash.h is not for every cell. */
#include "vifte/text_hash.h"

#define BYTES(n) ((UINT64_C(1) << 8 * (n)) - 1)
const uint64_t TEXT_HASH_MASKS[2 * 8 + 1] = {
    BYTES(0),   BYTES(1),   BYTES(2),   BYTES(3),   BYTES(4),   BYTES(5),   BYTES(6),   BYTES(7),  UINT64_MAX,
    UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};

/* The last sixteen bytes may lie over those before them: the length is in the hash. */
uint64_t text_hash_long(const char *text, size_t length)
{
    uint64_t hash = length * TEXT_HASH_2;
    const char *last = text + length - 16;
    for (; text < last; text += 16) {
        hash =
            text_hash_mix(text_hash_word(text) ^ TEXT_HASH_1 ^ hash, text_hash_word(text + 8) ^ TEXT_HASH_2);
    }
    return text_hash_mix(text_hash_word(last) ^ TEXT_HASH_1 ^ hash, text_hash_word(last + 8) ^ TEXT_HASH_2);
}
