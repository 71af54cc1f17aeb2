/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How figures hang together: one list of equations over the registry's tables and columns, written once.
 *
 * How many persons stand in two parts of a total is not known to a reader, but that it is nobody is a good
 * guess wherever it is true. So an equation with an overlap is taken as exact when nobody overlaps, and where
 * acting municipalities are the parts (nearly nobody has two) the overlap is taken as known: an audit that is
 * harder than the reader's real position never shows too much.
 */
#ifndef VIFTE_LINKS_H
#define VIFTE_LINKS_H

#include "items.h"

enum link_kind {
    LINK_SAME,    /* two figures are one */
    LINK_TIED,    /* one gives the other back: hidden together */
    LINK_EXACT,   /* the terms add up to nothing in every project */
    LINK_KNOWN,   /* they add up to a constant that the attacker is taken to know */
    LINK_ACROSS,  /* the same, also of a total of today with parts of a release and the other way round */
    LINK_OVERLAP, /* ... to a number of persons counted more than once, at least 0, which he does not know */
    LINK_LEAST    /* ... to at least 0; left out where it is not so */
};

/* What the true values of one link say, for tests. */
struct link_check {
    const char *name;
    enum link_kind kind;
    uint32_t n;      /* equations */
    uint32_t wrong;  /* of kind LINK_SAME and LINK_EXACT that do not hold */
    int64_t largest; /* the largest number that any of them adds up to, without sign */
};

/* Keys of the units above single offers that a row of occupancy_year is, or is a part of; texts to be freed.
 */
void links_occupancy_keys(const struct model *model, const struct cell *row, GPtrArray *texts);

/* Joins and connects all unknowns. `checks` (struct link_check), one a link, or NULL. */
void links_add(struct items *items, GArray *checks);

#endif
