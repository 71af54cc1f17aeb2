/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hiding a unit costs, and the search for the pattern that costs least. */
#ifndef VIFTE_SDC_EXACT_H
#define VIFTE_SDC_EXACT_H

#include "sdc_guard.h"

/* Figures lost first, the hidden values second. */
static inline int64_t sdc_unit_cost(const struct sdc_unit *unit)
{
    return unit->weight * ((int64_t)1 << 32) + MIN(unit->sum, (int64_t)1 << 24);
}

static inline bool sdc_unit_is_secondary(const struct sdc_unit *unit)
{
    return unit->hidden && !unit->primary && !unit->fixed && unit->weight > 0;
}

/* Hides the cheapest pattern of the block; what it hides now holds and is the pattern to beat. Where the
 * search is too long, it is left as it is. The weight that any pattern has at least, as far as the search
 * came. */
int64_t sdc_exact(struct sdc_guard *guard);

#endif
