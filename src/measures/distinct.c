/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinct keys by radix sort, eight bits a pass; passes over bits that all keys share are left out. */
#include "vifte/distinct.h"

#include <glib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DIGITS 8
#define SMALL 64

void distinct_init(struct distinct *distinct)
{
    *distinct = (struct distinct){.capacity = 1024};
    distinct->keys = g_new(uint64_t, distinct->capacity);
    distinct->spare = g_new(uint64_t, distinct->capacity);
}

void distinct_release(struct distinct *distinct)
{
    g_free(distinct->keys);
    g_free(distinct->spare);
}

void distinct_clear(struct distinct *distinct)
{
    distinct->n = 0;
}

void distinct_add(struct distinct *distinct, uint64_t key)
{
    if (distinct->n == distinct->capacity) {
        distinct->capacity *= 2;
        distinct->keys = g_renew(uint64_t, distinct->keys, distinct->capacity);
        g_free(distinct->spare);
        distinct->spare = g_new(uint64_t, distinct->capacity);
    }
    distinct->keys[distinct->n++] = key;
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;
    return (*x > *y) - (*x < *y);
}

static void sort_digit(struct distinct *distinct, const uint32_t counts[256], unsigned shift)
{
    uint32_t at[256];
    uint32_t sum = 0;
    for (size_t digit = 0; digit < 256; digit++) {
        at[digit] = sum;
        sum += counts[digit];
    }
    for (size_t i = 0; i < distinct->n; i++) {
        uint64_t key = distinct->keys[i];
        distinct->spare[at[key >> shift & 255]++] = key;
    }
    uint64_t *sorted = distinct->spare;
    distinct->spare = distinct->keys;
    distinct->keys = sorted;
}

static void sort_radix(struct distinct *distinct)
{
    uint32_t counts[DIGITS][256];
    memset(counts, 0, sizeof counts);
    for (size_t i = 0; i < distinct->n; i++) {
        for (unsigned digit = 0; digit < DIGITS; digit++) {
            counts[digit][distinct->keys[i] >> (8 * digit) & 255]++;
        }
    }
    for (unsigned digit = 0; digit < DIGITS; digit++) {
        bool all_alike = counts[digit][distinct->keys[0] >> (8 * digit) & 255] == distinct->n;
        if (!all_alike) {
            sort_digit(distinct, counts[digit], 8 * digit);
        }
    }
}

void distinct_sort(struct distinct *distinct)
{
    if (distinct->n == 0) {
        return;
    }
    if (distinct->n < SMALL) {
        qsort(distinct->keys, distinct->n, sizeof *distinct->keys, compare_keys);
    } else {
        sort_radix(distinct);
    }
    size_t kept = 1;
    for (size_t i = 1; i < distinct->n; i++) {
        if (distinct->keys[i] != distinct->keys[kept - 1]) {
            distinct->keys[kept++] = distinct->keys[i];
        }
    }
    distinct->n = kept;
}

int64_t distinct_next(const struct distinct *distinct, size_t *at, uint32_t *cell)
{
    size_t first = *at;
    if (first == distinct->n) {
        return 0;
    }
    *cell = distinct_cell(distinct->keys[first]);
    while (*at < distinct->n && distinct_cell(distinct->keys[*at]) == *cell) {
        (*at)++;
    }
    return (int64_t)(*at - first);
}
