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

size_t served_parts(const struct served_layout *layout)
{
    return (size_t)1 << layout->part_bits;
}

void served_list_add(struct served_list *list, const struct served_layout *layout,
                     const struct served_key *key)
{
    struct served_chunk **part = &list->parts[key->person & (served_parts(layout) - 1)];
    if (*part == NULL || (*part)->n == SERVED_CHUNK_KEYS) {
        struct served_chunk *chunk = g_new(struct served_chunk, 1);
        chunk->next = *part;
        chunk->n = 0;
        *part = chunk;
    }
    uint64_t packed = (uint64_t)key->group << layout->paying_bits | key->paying;
    packed = packed << layout->person_bits | key->person >> layout->part_bits;
    packed = packed << SERVED_BITS | key->served;
    (*part)->keys[(*part)->n++] = packed << layout->year_bits | key->years;
}

size_t served_list_size(const struct served_list *list, size_t part)
{
    size_t n = 0;
    for (const struct served_chunk *chunk = list->parts[part]; chunk != NULL; chunk = chunk->next) {
        n += chunk->n;
    }
    return n;
}

void served_list_drop(struct served_list *list, size_t part)
{
    for (struct served_chunk *chunk = list->parts[part], *next; chunk != NULL; chunk = next) {
        next = chunk->next;
        g_free(chunk);
    }
    list->parts[part] = NULL;
}
