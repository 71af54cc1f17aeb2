/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What if: the changes that a scenario file asks for, understood and checked against the model. All begin
 * after the project's last day: what has happened is not written anew.
 *
 *   [scenario]     title = ...
 *   [close]        offer = date                     first day without the offer
 *   [places]       offer = date;+4                  or -2, or 12: so many from then on
 *   [open]         id = name;groups;municipality;places;date;rate    (rate in kroner a day, may be left out)
 *   [arrivals]     group = +10 % from 2026          several with ;
 *   [buyer_leaves] offer = municipality;date        several pairs with ;
 */
#ifndef VIFTE_SCENARIO_H
#define VIFTE_SCENARIO_H

#include "vifte/cell.h"

#include <glib.h>
#include <stdint.h>

enum scenario_kind {
    SCENARIO_CLOSE,
    SCENARIO_PLACES,
    SCENARIO_OPEN,
    SCENARIO_ARRIVALS,
    SCENARIO_BUYER_LEAVES
};

struct scenario_change {
    enum scenario_kind kind;
    uint32_t offer;        /* close, places, buyer_leaves */
    uint32_t municipality; /* open, buyer_leaves */
    uint32_t group;        /* arrivals */
    int32_t day;           /* first day of the change; not arrivals */
    int from_year;         /* arrivals */
    bool relative;         /* places: added to those in force */
    double places;         /* places, open */
    double factor;         /* arrivals */
    int64_t rate_oere;     /* open; -1 = not given */
    char *id, *name;       /* open */
    GArray *groups;        /* open: uint32_t, ascending, each once */
};

struct scenario {
    char *title;        /* what it is called: [scenario] title, else the file's name */
    GPtrArray *changes; /* struct scenario_change *, in the order of the file's sections and lines */
};

struct scenario *scenario_new(void);
void scenario_free(struct scenario *scenario);
/* A new change at the end. */
struct scenario_change *scenario_add(struct scenario *scenario, enum scenario_kind kind);

#endif
