/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The change of a mean price split into what the prices did and what the mix did.
 *
 * The mean of a year is weighted by that year's places. Price effect: the prices of offers that are there in
 * both years, at last year's places (Laspeyres 1871). Mix effect: the rest; changed places, and offers that
 * opened or closed. A mean can rise though no single price did. */
#ifndef VIFTE_PRICE_MIX_H
#define VIFTE_PRICE_MIX_H

#include "vifte/stat_value.h"

#include <stddef.h>

/* One offer; places 0 = not there in the year. */
struct priced_places {
    double price_before, places_before;
    double price_after, places_after;
};

struct price_mix {
    struct stat_value mean_before, mean_after;
    struct stat_value change;
    struct stat_value price_effect;
    struct stat_value mix_effect;
};

/* No places in a year: its mean is STAT_NO_EXPOSURE, and with it what rests on it; no offer in both years: so
 * are the effects. */
struct price_mix price_mix(const struct priced_places *offers, size_t n);

#endif
