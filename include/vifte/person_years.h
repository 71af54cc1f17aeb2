/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which years a person was where: what is counted (a cell of all years), a person and a set of years
 * packed into 64 bits. Whoever counts adds a key for every stay, sorts, and reads off each cell and person
 * once with all their years, so that a stay of many years is one key. Linear in the keys; meant for so many
 * as the processor's cache holds.
 */
#ifndef VIFTE_PERSON_YEARS_H
#define VIFTE_PERSON_YEARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How a key is divided: cell above person above years. */
struct person_years_key {
    unsigned person_bits;
    unsigned year_bits; /* years that fit; more are counted in several rounds */
};

/* For cells below `cells` and persons below `persons`. */
struct person_years_key person_years_key(size_t cells, size_t persons);

static inline uint64_t person_years_pack(const struct person_years_key *key, uint64_t cell, uint64_t person,
                                         uint64_t years)
{
    return (cell << key->person_bits | person) << key->year_bits | years;
}

struct person_years {
    struct person_years_key key;
    uint64_t *keys, *spare;
    size_t n, capacity;
};

/* An empty set per thread (jobs_thread()), to be used again and again: what is counted there needs memory
 * from the system once only. */
struct person_years *person_years_rooms(struct person_years_key key);
void person_years_rooms_free(struct person_years *rooms);
void person_years_clear(struct person_years *set);
/* Room for n more keys. */
void person_years_extend(struct person_years *set, size_t n);
/* Adds keys of person_years_pack(). */
void person_years_add_all(struct person_years *set, const uint64_t *keys, size_t n);
static inline void person_years_add(struct person_years *set, uint64_t key)
{
    if (set->n == set->capacity) {
        person_years_extend(set, 1);
    }
    set->keys[set->n++] = key;
}
void person_years_sort(struct person_years *set);

/* One cell and person, with all its years. */
struct person_in_cell {
    uint64_t cell, person, years;
};
/* After the sort: the next at or behind *at, in ascending order; false at the end. */
bool person_years_next(const struct person_years *set, size_t *at, struct person_in_cell *out);

#endif
