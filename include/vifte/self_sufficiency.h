/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Served inside and outside the region: the table self_sufficiency, a part of the family flows. Whether all
 * days of a citizen lie in the region is known only when all of them are seen, wherever the offers lie: so
 * each location hands over in which years it had whom, and persons are put together at the end. The region's
 * citizens are here those that its municipalities pay for.
 */
#ifndef VIFTE_SELF_SUFFICIENCY_H
#define VIFTE_SELF_SUFFICIENCY_H

#include <stddef.h>
#include <stdint.h>

struct frame;
struct offer;
struct stay;
struct table;

/* Where days are spent, as the paying municipality sees it. */
enum served { SERVED_AT_HOME, SERVED_IN_REGION, SERVED_OUTSIDE, N_SERVED };

enum served served_in(const struct frame *frame, const struct offer *offer, const struct stay *stay);

struct self_sufficiency;
struct served_list; /* of one location, filled by one thread */

struct self_sufficiency *self_sufficiency_new(const struct frame *frame, size_t n_locations);
struct served_list *self_sufficiency_list(struct self_sufficiency *all, size_t location);
/* How many years one round of counting takes. */
size_t self_sufficiency_years(const struct self_sufficiency *all);

/* Days of a paying municipality of the region in a year, from any round. */
void served_add_days(struct served_list *list, uint32_t group, size_t year, enum served served, int64_t days);
/* That a person had days in the years of this round that `years` has a bit for. */
void served_add_person(struct served_list *list, uint32_t group, uint32_t person, enum served served,
                       uint64_t years);
/* Ends a round whose bit 0 is `first_year`. */
void self_sufficiency_round(struct self_sufficiency *all, size_t first_year);

/* The finished table; groups without any stay have no row. Frees `all`. */
struct table *self_sufficiency_finish(struct self_sufficiency *all);

#endif
