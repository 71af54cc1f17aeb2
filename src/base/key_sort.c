/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Radix sort, eight or eleven bits a pass; passes over bits that all keys share are left out. */
#include "vifte/key_sort.h"

#include <string.h>

#define SMALL 48  /* keys that are sorted by insertion */
#define MANY 2048 /* keys for which a pass of more bits pays */
#define MOST_BITS 11
#define MOST_DIGITS (1u << MOST_BITS)

static void sort_small(uint64_t *keys, size_t n, unsigned low_bit)
{
    for (size_t i = 1; i < n; i++) {
        uint64_t key = keys[i];
        size_t k = i;
        for (; k > 0 && keys[k - 1] >> low_bit > key >> low_bit; k--) {
            keys[k] = keys[k - 1];
        }
        keys[k] = key;
    }
}

/* One pass over `bits` bits. */
static void sort_digit(const uint64_t *keys, uint64_t *out, size_t n, unsigned shift, unsigned bits)
{
    uint32_t at[MOST_DIGITS];
    const uint64_t mask = (UINT64_C(1) << bits) - 1;
    uint32_t sum = 0;
    memset(at, 0, sizeof *at << bits);
    for (size_t i = 0; i < n; i++) {
        at[keys[i] >> shift & mask]++;
    }
    for (size_t digit = 0; digit <= mask; digit++) {
        uint32_t count = at[digit];
        at[digit] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++) {
        out[at[keys[i] >> shift & mask]++] = keys[i];
    }
}

/* Bits in which any two keys differ. */
static uint64_t varying_bits(const uint64_t *keys, size_t n)
{
    uint64_t varying = 0;
    for (size_t i = 1; i < n; i++) {
        varying |= keys[i] ^ keys[0];
    }
    return varying;
}

uint64_t *key_sort(uint64_t *keys, uint64_t *spare, size_t n, unsigned low_bit)
{
    if (n < SMALL) {
        sort_small(keys, n, low_bit);
        return keys;
    }
    const unsigned bits = n < MANY ? 8 : MOST_BITS;
    uint64_t varying = varying_bits(keys, n) >> low_bit << low_bit;
    while (varying != 0) {
        unsigned shift = (unsigned)__builtin_ctzll(varying);
        sort_digit(keys, spare, n, shift, bits);
        uint64_t *sorted = spare;
        spare = keys;
        keys = sorted;
        varying = shift + bits < 64 ? varying >> (shift + bits) << (shift + bits) : 0;
    }
    return keys;
}
