/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Packed keys in chunks, by part. */
#include "vifte/served_list.h"

#include <glib.h>

#define PERSONS_A_PART 4096 /* at least, where there are more parts than one */
#define MOST_YEARS 31

static unsigned bits_for(size_t below)
{
    unsigned bits = 0;
    while (below > 1 && (below - 1) >> bits != 0) {
        bits++;
    }
    return bits;
}

struct served_layout served_layout(size_t groups, size_t paying, size_t persons)
{
    struct served_layout layout = {.paying_bits = bits_for(paying)};
    while (1u << layout.part_bits < SERVED_PARTS && persons >> layout.part_bits > PERSONS_A_PART) {
        layout.part_bits++;
    }
    layout.person_bits = bits_for((persons >> layout.part_bits) + 1);
    unsigned left = 64 - bits_for(groups) - layout.person_bits;
    layout.year_bits = MIN(MIN(left - layout.paying_bits - SERVED_BITS, left / N_SERVED), MOST_YEARS);
    return layout;
}

void served_part_extend(struct served_part *part)
{
    struct served_chunk *chunk = g_new(struct served_chunk, 1);
    chunk->next = part->first;
    part->first = chunk;
}

void served_part_each(const struct served_part *part,
                      void (*take)(const uint64_t *keys, size_t n, void *data), void *data)
{
    size_t n = part->n == 0 ? 0 : (part->n - 1) % SERVED_CHUNK_KEYS + 1;
    for (const struct served_chunk *chunk = part->first; chunk != NULL; chunk = chunk->next) {
        take(chunk->keys, n, data);
        n = SERVED_CHUNK_KEYS;
    }
}

void served_part_drop(struct served_part *part)
{
    for (struct served_chunk *chunk = part->first, *next; chunk != NULL; chunk = next) {
        next = chunk->next;
        g_free(chunk);
    }
    *part = (struct served_part){.first = NULL};
}
