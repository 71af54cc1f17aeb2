/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A digest of all rows that have been parsed, the same whatever their order. For the files of this folder
 * alone. */
#ifndef VIFTE_ROW_DIGEST_H
#define VIFTE_ROW_DIGEST_H

#include "vifte/text_hash.h"

struct row_digest {
    uint64_t sums[2];
};

/* One row, value by value, in any order; missing values are left out. Starts as 0. */
static inline void row_digest_value(uint64_t *row, uint32_t column, uint32_t state, uint64_t hash)
{
    *row += hash * ((uint64_t)column << 9 | state << 1 | 1);
}

static inline void row_digest_add_row(struct row_digest *digest, uint64_t row)
{
    digest->sums[0] += text_hash_mix(row, TEXT_HASH_1);
    digest->sums[1] += text_hash_mix(row, TEXT_HASH_2);
}

static inline void row_digest_add(struct row_digest *digest, const struct row_digest *more)
{
    digest->sums[0] += more->sums[0];
    digest->sums[1] += more->sums[1];
}

#endif
