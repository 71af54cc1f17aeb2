/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy in public: by year, in whole per cent, where places and mean occupied reach the threshold.
 *
 * What a row prints is a band of one per cent of its places, and units are the sums of their offers: of this
 * run and of every release that the public has got, in which a figure that was not revised is the same
 * figure. That a hidden one is below the threshold the mark says itself. What is printed must leave half of
 * that open: units are hidden, the smallest first, until it does (bands.h). What a release hid stays hidden
 * while it is not revised.
 */
#ifndef VIFTE_PUBLIC_OCCUPANCY_H
#define VIFTE_PUBLIC_OCCUPANCY_H

#include "gate.h"
#include "past.h"

enum occupancy_reason {
    OCCUPANCY_SHOWN, /* or there is no figure */
    OCCUPANCY_SMALL,
    OCCUPANCY_GIVES_AWAY,   /* a hidden one would follow */
    OCCUPANCY_HIDDEN_BEFORE /* a release hid it */
};

struct public_occupancy;

/* Both are borrowed. */
struct public_occupancy *public_occupancy_new(const struct gate *gate, const struct past *past);
void public_occupancy_free(struct public_occupancy *occupancy);

enum occupancy_reason public_occupancy_reason(const struct public_occupancy *occupancy, size_t row);
/* How many hidden figures follow from the releases whatever is hidden now. */
size_t public_occupancy_old_leaks(const struct public_occupancy *occupancy);
/* Rewrites a copy of the table's row; `before` is the copy of the row printed before it, or NULL. */
void public_occupancy_publish(const struct public_occupancy *occupancy, size_t row, struct cell *cells,
                              const struct cell *before);
/* As it is printed. */
double public_occupancy_rounded(double occupancy);

#endif
