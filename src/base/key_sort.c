/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Radix sort, eight bits a pass; passes over bits that all keys share are left out. */
#include "vifte/key_sort.h"

#include <string.h>

#define DIGITS 8
#define SMALL 48

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

static void sort_digit(const uint64_t *keys, uint64_t *out, size_t n, const uint32_t counts[256],
                       unsigned shift)
{
    size_t at[256];
    size_t sum = 0;
    for (size_t digit = 0; digit < 256; digit++) {
        at[digit] = sum;
        sum += counts[digit];
    }
    for (size_t i = 0; i < n; i++) {
        out[at[keys[i] >> shift & 255]++] = keys[i];
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
    uint32_t counts[256];
    if (n < SMALL) {
        sort_small(keys, n, low_bit);
        return keys;
    }
    uint64_t varying = varying_bits(keys, n) >> low_bit << low_bit;
    while (varying != 0) {
        unsigned shift = (unsigned)__builtin_ctzll(varying);
        memset(counts, 0, sizeof counts);
        for (size_t i = 0; i < n; i++) {
            counts[keys[i] >> shift & 255]++;
        }
        sort_digit(keys, spare, n, counts, shift);
        uint64_t *sorted = spare;
        spare = keys;
        keys = sorted;
        varying = shift + DIGITS < 64 ? varying >> (shift + DIGITS) << (shift + DIGITS) : 0;
    }
    return keys;
}
