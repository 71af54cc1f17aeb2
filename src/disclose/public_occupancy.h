/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy in public: by year, in whole per cent, where places and mean occupied reach the threshold. What a
 * unit prints is a band of one per cent of its places; an offer that prints nothing must not follow from a
 * unit above it less the other offers in it.
 */
#ifndef VIFTE_PUBLIC_OCCUPANCY_H
#define VIFTE_PUBLIC_OCCUPANCY_H

#include "gate.h"

struct public_occupancy;

struct public_occupancy *public_occupancy_new(const struct gate *gate);
void public_occupancy_free(struct public_occupancy *occupancy);
/* Rewrites a copy of the table's row; `before` is the copy of the row printed before it, or NULL. */
void public_occupancy_publish(const struct public_occupancy *occupancy, size_t row, struct cell *cells,
                              const struct cell *before);

#endif
