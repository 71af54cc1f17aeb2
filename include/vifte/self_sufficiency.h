/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Served inside and outside the region: the table self_sufficiency, a part of the family flows. Whether all
 * days of a citizen lie in the region is known only when all of them are seen, wherever the offers lie: so
 * each location hands over in which years it had whom, and persons are put together at the end. The region's
 * citizens are here those that its municipalities pay for.
 */
#ifndef VIFTE_SELF_SUFFICIENCY_H
#define VIFTE_SELF_SUFFICIENCY_H

#include "vifte/served_list.h"

#include <stddef.h>
#include <stdint.h>

struct frame;
struct offer;
struct stay;
struct table;

enum served served_in(const struct frame *frame, const struct offer *offer, const struct stay *stay);

struct self_sufficiency;

struct self_sufficiency *self_sufficiency_new(const struct frame *frame, struct served_layout layout,
                                              size_t n_locations);
/* One location's days of the region's paying municipalities, to add to: group x year x how served. */
int64_t *self_sufficiency_days(struct self_sufficiency *all, size_t location);
/* Takes in the keys of all locations, which are gone afterwards; bit 0 of their years is `first_year`. */
void self_sufficiency_round(struct self_sufficiency *all, struct served_list *lists, size_t first_year);

/* The finished table; groups without any stay have no row. Frees `all`. */
struct table *self_sufficiency_finish(struct self_sufficiency *all);

#endif
