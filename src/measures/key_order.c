/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order of rows by ranks of names. */
#include "vifte/key_order.h"

#include "vifte/cell.h"
#include "vifte/distinct.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct ranked {
    const char *code;
    uint32_t index;
};

static int compare_codes(const void *a, const void *b)
{
    const struct ranked *x = a;
    const struct ranked *y = b;
    return strcmp(x->code, y->code);
}

uint32_t *key_order_indexes(const struct name *const *names, size_t n)
{
    struct ranked *sorted = g_new(struct ranked, n + 1);
    uint32_t *indexes = g_new(uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        sorted[i] = (struct ranked){.code = names[i]->code, .index = (uint32_t)i};
    }
    qsort(sorted, n, sizeof *sorted, compare_codes);
    for (size_t i = 0; i < n; i++) {
        indexes[i] = sorted[i].index;
    }
    g_free(sorted);
    return indexes;
}

uint32_t *key_order_ranks(const struct name *const *names, size_t n)
{
    uint32_t *indexes = key_order_indexes(names, n);
    uint32_t *ranks = g_new(uint32_t, n + 1);
    for (size_t i = 0; i < n; i++) {
        ranks[indexes[i]] = (uint32_t)i;
    }
    g_free(indexes);
    return ranks;
}

uint32_t *key_order_sort(const uint32_t *packed, size_t n)
{
    struct distinct keys;
    uint32_t *rows = g_new(uint32_t, n + 1);
    distinct_init(&keys);
    for (size_t i = 0; i < n; i++) {
        distinct_add(&keys, distinct_pack(packed[i], (uint32_t)i));
    }
    distinct_sort(&keys);
    for (size_t i = 0; i < n; i++) {
        rows[i] = (uint32_t)keys.keys[i];
    }
    distinct_release(&keys);
    return rows;
}
