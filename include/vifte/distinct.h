/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Distinct persons by sorting packed keys: whoever counts packs what makes a count (cell, person ...) into 64
 * bits, adds a key as often as it occurs, sorts, and reads off each key once. Linear in the keys. Meant to be
 * filled and cleared once an offer or a place, so that the keys stay in the processor's cache.
 */
#ifndef VIFTE_DISTINCT_H
#define VIFTE_DISTINCT_H

#include <stddef.h>
#include <stdint.h>

struct distinct {
    uint64_t *keys; /* after distinct_sort(): ascending, each once */
    size_t n;
    size_t capacity;
    uint64_t *spare; /* as long as keys */
};

static inline uint64_t distinct_pack(uint32_t cell, uint32_t person)
{
    return (uint64_t)cell << 32 | person;
}

static inline uint32_t distinct_cell(uint64_t key)
{
    return (uint32_t)(key >> 32);
}

void distinct_init(struct distinct *distinct);
void distinct_release(struct distinct *distinct);
void distinct_clear(struct distinct *distinct);
void distinct_add(struct distinct *distinct, uint64_t key);
void distinct_sort(struct distinct *distinct);

/* For keys of distinct_pack(), sorted: the next cell at or after *at and its number of persons; 0 at the end.
 */
int64_t distinct_next(const struct distinct *distinct, size_t *at, uint32_t *cell);

#endif
