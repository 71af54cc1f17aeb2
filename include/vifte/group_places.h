/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places of the region's offers by target group, and how they were used: one pass over the offers. An offer
 * with several groups counts in full in each; offers that are not measured in places, or lie elsewhere, do
 * not count.
 */
#ifndef VIFTE_GROUP_PLACES_H
#define VIFTE_GROUP_PLACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct frame;

struct group_year {
    bool places_known; /* of every offer in force */
    double place_days; /* in force */
    double covered;    /* place-days that figures of occupancy cover */
    double occupied_days, empty_days;
    double persons; /* mean number present, added up over offers */
    double peak;    /* most places taken on a day; within a reported period its mean counts */
    double budget_weight, budget_sum; /* place-days; budgeted x place-days */
    int64_t arrivals;                 /* residents' times in the offers that began (tenure.h) */
};

struct group_places;

struct group_places *group_places_new(const struct frame *frame);
void group_places_free(struct group_places *places);
const struct group_year *group_places_get(const struct group_places *places, size_t group, size_t year);
/* Does what figures of occupancy cover make up nearly all place-days? */
bool group_year_is_covered(const struct group_year *year);

/* Places of the group's offers in force on any day, as the offers table says. */
double group_places_on(const struct frame *frame, size_t group, int32_t day);

#endif
