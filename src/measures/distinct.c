/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distinct keys; see distinct.h. */
#include "vifte/distinct.h"

#include "vifte/key_sort.h"

#include <glib.h>

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

void distinct_sort(struct distinct *distinct)
{
    if (distinct->n == 0) {
        return;
    }
    uint64_t *sorted = key_sort(distinct->keys, distinct->spare, distinct->n, 0);
    if (sorted != distinct->keys) {
        distinct->spare = distinct->keys;
        distinct->keys = sorted;
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
