/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which years somebody was somewhere: who and where above a set of years in 64 bits, each once. Whoever
 * counts adds a key for every stay, and hears which of its years are new. An open hash table, meant for so
 * many keys as the processor's cache holds; nothing may depend on the order of its slots.
 */
#ifndef VIFTE_PERSON_YEARS_H
#define VIFTE_PERSON_YEARS_H

#include <stddef.h>
#include <stdint.h>

struct person_years {
    unsigned year_bits;
    uint64_t *slots; /* 0 = free */
    size_t n_slots;  /* below 2^32 */
    size_t n;        /* of them taken */
    size_t capacity; /* slots that there is memory for */
};

/* An empty set per thread (jobs_thread()), to be used again and again: what is counted there needs memory
 * from the system once only. A task takes its thread's set out and puts it back, so that threads do not write
 * to the same lines of the cache. */
struct person_years *person_years_rooms(unsigned year_bits);
void person_years_rooms_free(struct person_years *rooms);
/* Empties the set, with room for n keys; more may come. */
void person_years_clear(struct person_years *set, size_t n);
void person_years_grow(struct person_years *set);

/* Where the search for a key begins. */
static inline size_t person_years_slot(const struct person_years *set, uint64_t key)
{
    uint64_t hash = (key >> set->year_bits) * UINT64_C(0x9E3779B97F4A7C15);
    return (size_t)((hash >> 32) * set->n_slots >> 32);
}

/* Adds a key of at least one year: its years that were not there yet. */
static inline uint64_t person_years_add(struct person_years *set, uint64_t key)
{
    size_t at = person_years_slot(set, key);
    while (set->slots[at] != 0 && (set->slots[at] ^ key) >> set->year_bits != 0) {
        at = at + 1 < set->n_slots ? at + 1 : 0;
    }
    uint64_t before = set->slots[at];
    set->slots[at] = before | key;
    set->n += before == 0;
    if (set->n * 4 > set->n_slots * 3) {
        person_years_grow(set);
    }
    return key & ~before & ((UINT64_C(1) << set->year_bits) - 1);
}

#endif
