/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The public's whole per cent of occupancy, for those who may see more: of a number of days that their own
 * edition hides it leaves one per cent of the places, in this run and in every public release.
 */
#ifndef VIFTE_PERCENTAGES_H
#define VIFTE_PERCENTAGES_H

struct items;
struct public_occupancy;
struct sdc_problem;

/* Bounds for the days behind what the public has; `today` is this run's public edition, NULL = there is none.
 * The unknowns have their places in the problem, which is not finished yet. */
void percentages_add(const struct items *items, const struct public_occupancy *today,
                     struct sdc_problem *problem);

#endif
