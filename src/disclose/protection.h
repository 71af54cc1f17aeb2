/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One audience's figures, protected and audited: the coarse rules, the list of items, the suppression. */
#ifndef VIFTE_PROTECTION_H
#define VIFTE_PROTECTION_H

#include "gate.h"
#include "items.h"
#include "past.h"
#include "public_occupancy.h"

struct protection {
    struct gate *gate;
    struct items *items;                /* NULL for the internal audience: it sees everything */
    struct past *past;                  /* what its readers hold already; NULL for the internal audience */
    struct public_occupancy *occupancy; /* of the public; NULL = another audience, or there is none */
    GHashTable *waived;                 /* items_figure_names(): of these */
    size_t old_leaks;                   /* hidden figures that follow from the past alone */
    bool good;                          /* the audit holds */
};

/* Figures that `out` (NULL = none) shows stay shown: who holds this edition can hold that one too.
 * `forgetful`: as if nothing had been sent out before. */
struct protection *protection_new(const struct results *results, const struct model *model,
                                  enum audience audience, const struct protection *out, bool forgetful);
void protection_free(struct protection *protection);

#endif
