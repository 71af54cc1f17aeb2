/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whose days an offer's location had, and how the one who pays sees them: a group, a paying municipality, a
 * person, a way of being served and a set of years, packed into 64 bits, so that a stay of many years is one
 * key. A location's keys are dealt to parts by their persons: a part, of one location or of all of them, is
 * put together by itself in the processor's own cache. One thread fills a list.
 */
#ifndef VIFTE_SERVED_LIST_H
#define VIFTE_SERVED_LIST_H

#include <stddef.h>
#include <stdint.h>

/* Where days are spent, as the paying municipality sees it. */
enum served { SERVED_AT_HOME, SERVED_IN_REGION, SERVED_OUTSIDE, N_SERVED };

#define SERVED_BITS 2
#define SERVED_PARTS 256
#define SERVED_CHUNK_KEYS 128 /* a kibibyte: a location has few keys for a part */

/* How a key is divided, from the top: group, paying municipality, person (without the bits that tell the
 * part), way of being served, years. */
struct served_layout {
    unsigned part_bits, paying_bits, person_bits;
    unsigned
        year_bits; /* years that fit, once for each way beside group and person; more take several rounds */
};

struct served_layout served_layout(size_t groups, size_t paying, size_t persons);

struct served_key {
    size_t group, paying, person;
    enum served served;
    uint64_t years;
};

static inline struct served_key served_unpack(const struct served_layout *layout, uint64_t key)
{
    struct served_key out = {.years = key & ((UINT64_C(1) << layout->year_bits) - 1)};
    key >>= layout->year_bits;
    out.served = (enum served)(key & ((1u << SERVED_BITS) - 1));
    key >>= SERVED_BITS;
    out.person = key & ((UINT64_C(1) << layout->person_bits) - 1);
    key >>= layout->person_bits;
    out.paying = key & ((UINT64_C(1) << layout->paying_bits) - 1);
    out.group = key >> layout->paying_bits;
    return out;
}

struct served_chunk {
    struct served_chunk *next;
    uint64_t keys[SERVED_CHUNK_KEYS];
};

struct served_list {
    struct served_part {
        struct served_chunk *first; /* the others are full */
        size_t n;                   /* keys of all of them */
    } parts[SERVED_PARTS];
};

static inline size_t served_parts(const struct served_layout *layout)
{
    return (size_t)1 << layout->part_bits;
}

void served_part_extend(struct served_part *part);

/* `person` is the whole number; at least one year. */
static inline void served_list_add(struct served_list *list, const struct served_layout *layout,
                                   const struct served_key *key)
{
    struct served_part *part = &list->parts[key->person & (served_parts(layout) - 1)];
    size_t at = part->n++ % SERVED_CHUNK_KEYS;
    if (at == 0) {
        served_part_extend(part);
    }
    uint64_t packed = (uint64_t)key->group << layout->paying_bits | key->paying;
    packed = packed << layout->person_bits | key->person >> layout->part_bits;
    packed = packed << SERVED_BITS | key->served;
    part->first->keys[at] = packed << layout->year_bits | key->years;
}

/* Calls `take` for all keys of a part, so many at a time. */
void served_part_each(const struct served_part *part,
                      void (*take)(const uint64_t *keys, size_t n, void *data), void *data);
void served_part_drop(struct served_part *part);

#endif
