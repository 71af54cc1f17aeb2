/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed keys of cells, persons and years. */
#include "vifte/person_years.h"

#include "vifte/jobs.h"
#include "vifte/key_sort.h"

#include <glib.h>
#include <string.h>

#define MOST_YEAR_BITS 32

static unsigned bits_for(size_t below)
{
    unsigned bits = 0;
    while (below > 1 && (below - 1) >> bits != 0) {
        bits++;
    }
    return bits;
}

struct person_years_key person_years_key(size_t cells, size_t persons)
{
    unsigned person_bits = bits_for(persons);
    unsigned left = 64 - person_bits - bits_for(cells);
    return (struct person_years_key){.person_bits = person_bits, .year_bits = MIN(left, MOST_YEAR_BITS)};
}

struct person_years *person_years_rooms(struct person_years_key key)
{
    struct person_years *rooms = g_new(struct person_years, jobs_count());
    for (unsigned i = 0; i < jobs_count(); i++) {
        rooms[i] = (struct person_years){.key = key};
    }
    return rooms;
}

void person_years_rooms_free(struct person_years *rooms)
{
    for (unsigned i = 0; i < jobs_count(); i++) {
        g_free(rooms[i].keys);
        g_free(rooms[i].spare);
    }
    g_free(rooms);
}

void person_years_clear(struct person_years *set)
{
    set->n = 0;
}

void person_years_extend(struct person_years *set, size_t n)
{
    if (set->capacity - set->n < n) {
        set->capacity = MAX(set->n + n, set->capacity + set->capacity / 2);
        set->keys = g_renew(uint64_t, set->keys, set->capacity);
        g_clear_pointer(&set->spare, g_free);
    }
}

void person_years_add_all(struct person_years *set, const uint64_t *keys, size_t n)
{
    person_years_extend(set, n);
    memcpy(set->keys + set->n, keys, n * sizeof *keys);
    set->n += n;
}

void person_years_sort(struct person_years *set)
{
    if (set->spare == NULL) {
        set->spare = g_new(uint64_t, set->capacity + 1);
    }
    uint64_t *sorted = key_sort(set->keys, set->spare, set->n, set->key.year_bits);
    if (sorted != set->keys) {
        set->spare = set->keys;
        set->keys = sorted;
    }
}

bool person_years_next(const struct person_years *set, size_t *at, struct person_in_cell *out)
{
    if (*at == set->n) {
        return false;
    }
    uint64_t who = set->keys[*at] >> set->key.year_bits;
    uint64_t years = 0;
    for (; *at < set->n && set->keys[*at] >> set->key.year_bits == who; (*at)++) {
        years |= set->keys[*at];
    }
    out->cell = who >> set->key.person_bits;
    out->person = who & ((UINT64_C(1) << set->key.person_bits) - 1);
    out->years = years & ((UINT64_C(1) << set->key.year_bits) - 1);
    return true;
}
