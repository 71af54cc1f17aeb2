/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys and their years in open hash tables. */
#include "vifte/person_years.h"

#include "vifte/huge_pages.h"
#include "vifte/jobs.h"

#include <glib.h>
#include <string.h>

#define FEWEST_SLOTS 64

struct person_years *person_years_rooms(unsigned year_bits)
{
    struct person_years *rooms = g_new(struct person_years, jobs_count());
    for (unsigned i = 0; i < jobs_count(); i++) {
        rooms[i] = (struct person_years){.year_bits = year_bits};
    }
    return rooms;
}

void person_years_rooms_free(struct person_years *rooms)
{
    for (unsigned i = 0; i < jobs_count(); i++) {
        g_free(rooms[i].slots);
    }
    g_free(rooms);
}

static uint64_t *slots_new(size_t n)
{
    uint64_t *slots = g_new(uint64_t, n);
    huge_pages_ask(slots, n * sizeof *slots);
    return slots;
}

void person_years_clear(struct person_years *set, size_t n)
{
    set->n = 0;
    set->n_slots = MAX(n + n / 2, FEWEST_SLOTS);
    if (set->slots == NULL || set->n_slots > set->capacity) {
        g_free(set->slots);
        set->capacity = set->n_slots;
        set->slots = slots_new(set->capacity);
    }
    memset(set->slots, 0, set->n_slots * sizeof *set->slots);
}

/* Twice as many slots. */
void person_years_grow(struct person_years *set)
{
    uint64_t *old = g_steal_pointer(&set->slots);
    size_t n_old = set->n_slots;
    person_years_clear(set, n_old + n_old / 3);
    for (size_t i = 0; i < n_old; i++) {
        if (old[i] != 0) {
            (void)person_years_add(set, old[i]);
        }
    }
    g_free(old);
}
