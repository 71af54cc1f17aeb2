/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far it is between municipalities: as the travel table says (either direction serves for both), else as
 * the crow flies between their seats (haversine formula, mean radius 6371 km).
 *
 * Plans are made in the travel table's unit: minutes where it gives any, else kilometres. Where a pair has
 * kilometres only, a minute each is reckoned; nothing but the choice between plans rests on that.
 */
#ifndef VIFTE_DISTANCES_H
#define VIFTE_DISTANCES_H

#include <stdint.h>

struct model;
struct quantity;

struct distances;

struct distances *distances_new(const struct model *model);
void distances_free(struct distances *distances);

/* Missing when a seat is not known; `to` may be NONE (abroad), which is not known either. */
struct quantity distances_km(const struct distances *distances, uint32_t from, uint32_t to);
/* What a plan counts, in tenths, at most DISTANCES_FAR; a distance that is not known is as far as can be. */
#define DISTANCES_FAR 100000
int32_t distances_cost(const struct distances *distances, uint32_t from, uint32_t to);

#endif
