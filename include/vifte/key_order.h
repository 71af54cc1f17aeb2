/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bringing millions of rows into the order of a table's keys before they become a table: names are ranked by
 * their codes once, a row's ranks are packed into one number, and the numbers are sorted. table_sort()
 * compares codes as text, which is right for small tables and takes seconds here.
 */
#ifndef VIFTE_KEY_ORDER_H
#define VIFTE_KEY_ORDER_H

#include <stddef.h>
#include <stdint.h>

struct name;

/* The names' indexes in the order of the codes; free with g_free(). */
uint32_t *key_order_indexes(const struct name *const *names, size_t n);
/* Each name's place in that order; likewise. */
uint32_t *key_order_ranks(const struct name *const *names, size_t n);

/* Sorts by packed ranks (below 2^32, no two alike): the rows' numbers in order; free with g_free(). */
uint32_t *key_order_sort(const uint32_t *packed, size_t n);

#endif
