/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The offers on one day as places to move to: who lives where, what is free, and the best way to move some of
 * the residents.
 *
 * Free are places less occupied, never below 0, whole places only. Occupied is what the operator's count on
 * that day says, else complete stays, else the mean of the shortest report that covers it; stays are never
 * fewer. For a day after the project's years it is the last day's, with the stays that begin and end in
 * between. Where nobody reported anything there is no free place, and none in an offer that lies abroad.
 *
 * Somebody can move to an offer that takes one of the stay's groups and the person's age (unknown ages fit
 * everywhere), of the same sort: day offers for day offers, respite for respite, secured for secured, homes
 * for homes.
 */
#ifndef VIFTE_PORTFOLIO_H
#define VIFTE_PORTFOLIO_H

#include "vifte/model.h"

struct distances;
struct frame;

struct portfolio_offer {
    bool in_force; /* and measured in places */
    double places;
    double occupied;
    bool known;        /* is `occupied`? */
    int64_t free;      /* whole places */
    int64_t rate_oere; /* a day: base rate, else the mean of the rates in its stays; -1 = not known */
};

struct portfolio {
    const struct frame *frame;
    const struct distances *distances;
    int32_t day;
    struct portfolio_offer *offers; /* by offer */
};

/* `frame` and `distances` must outlive it. */
struct portfolio *portfolio_new(const struct frame *frame, const struct distances *distances, int32_t day);
void portfolio_free(struct portfolio *portfolio);

/* Stays going on in an offer on the day; const struct stay *, in the model's order. Free with
 * g_ptr_array_unref(). */
GPtrArray *portfolio_residents(const struct portfolio *portfolio, uint32_t offer);

/* Finds places for `movers` (const struct stay *), as many as possible, then with the least travel: to[i] is
 * the offer, or NONE. Nobody goes back to the own offer, nor to one with closed[offer] (may be NULL). */
void portfolio_place(const struct portfolio *portfolio, const GPtrArray *movers, const bool *closed,
                     uint32_t *to);

/* What one person's move means. Missing where a distance or a rate is not known. */
struct quantity portfolio_extra_km(const struct portfolio *portfolio, const struct stay *stay, uint32_t to);
struct quantity portfolio_extra_oere(const struct portfolio *portfolio, const struct stay *stay, uint32_t to);

#endif
