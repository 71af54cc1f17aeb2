/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price and mix; see price_mix.h. */
#include "vifte/price_mix.h"

static struct stat_value mean(double sum, double weight)
{
    return weight > 0 ? stat_ok(sum / weight) : stat_undefined(STAT_NO_EXPOSURE);
}

static struct stat_value difference(struct stat_value a, struct stat_value b)
{
    if (a.state != STAT_OK || b.state != STAT_OK)
        return a.state != STAT_OK ? a : b;
    return stat_ok(a.value - b.value);
}

struct price_mix price_mix(const struct priced_places *offers, size_t n)
{
    double before = 0, places_before = 0, after = 0, places_after = 0, risen = 0, in_both = 0;
    for (size_t i = 0; i < n; i++) {
        const struct priced_places *offer = &offers[i];
        before += offer->price_before * offer->places_before;
        places_before += offer->places_before;
        after += offer->price_after * offer->places_after;
        places_after += offer->places_after;
        if (offer->places_before > 0 && offer->places_after > 0) {
            risen += (offer->price_after - offer->price_before) * offer->places_before;
            in_both += offer->places_before;
        }
    }
    struct price_mix result = {.mean_before = mean(before, places_before),
                               .mean_after = mean(after, places_after)};
    result.change = difference(result.mean_after, result.mean_before);
    result.price_effect = mean(risen, in_both);
    result.mix_effect = difference(result.change, result.price_effect);
    return result;
}
