/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting of packed 64-bit keys in linear time. Stable, so that keys may carry what does not take part in the
 * order. */
#ifndef VIFTE_KEY_SORT_H
#define VIFTE_KEY_SORT_H

#include <stddef.h>
#include <stdint.h>

/* Sorts by the bits from `low_bit` on. `spare` is as long as `keys`; the sorted keys end up in one of the
 * two, which is returned. */
uint64_t *key_sort(uint64_t *keys, uint64_t *spare, size_t n, unsigned low_bit);

#endif
