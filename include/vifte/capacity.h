/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The places of one offer over the project's years, as steps: the offer's validity periods, overruled by the
 * places in occupancy reports for the days that these cover. Where reports overlap, the longest one counts
 * (reports.h).
 *
 * Places can be unknown (left out in the input); a sum that touches unknown places is missing, never too
 * small.
 */
#ifndef VIFTE_CAPACITY_H
#define VIFTE_CAPACITY_H

#include <stdint.h>

struct model;
struct quantity;

struct capacity; /* one offer's steps */

struct capacity *capacity_new(const struct model *model, uint32_t offer);
void capacity_free(struct capacity *capacity);

/* Sum over the days of [start, end) of places; missing when the places of a day in force are unknown. */
struct quantity capacity_place_days(const struct capacity *capacity, int32_t start, int32_t end);
/* Days of [start, end) on which the offer is in force. */
int32_t capacity_days_in_force(const struct capacity *capacity, int32_t start, int32_t end);
/* Days of [start, end) with more persons than places; `persons` holds one number a day from the window's
 * first day. Missing when the places of a day in force are unknown. */
struct quantity capacity_days_exceeded(const struct capacity *capacity, const int32_t *persons, int32_t start,
                                       int32_t end);

#endif
