/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table occupancy_limits: how far an offer's yearly occupancy would swing by chance at the same demand.
 *
 * Who lives there on one day lives there on the next: the limits come from a census of few places with stays
 * of years (census.h), at the load that gives the year's occupancy and the exit rate of the offer's own
 * stays. Refused where too few have left to know that rate, where all places are taken (demand beyond them is
 * not known) and where only single days were counted.
 */
#ifndef VIFTE_OCCUPANCY_LIMITS_H
#define VIFTE_OCCUPANCY_LIMITS_H

struct offer_occupancy;
struct table;

/* Rows of the project's two last years in which the offer's occupancy is known. */
void occupancy_limits_add(struct table *table, const struct offer_occupancy *offer);

#endif
