/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The past that every look ahead rests on: arrivals, exits and person-years of one group in the region, back
 * to the first year in which the same municipalities delivered stays as in the last.
 *
 * Arrivals follow the population of the group's ages where it is known for every year that arrivals are
 * counted in; for a coming year that no projection covers the last known one stands. A scenario's changes of
 * arrivals are in the exposure of its coming years. What is computed from the past counts as publishing the
 * yearly counts it is made from, and rests on the smallest.
 */
#ifndef VIFTE_OUTLOOK_H
#define VIFTE_OUTLOOK_H

#include "vifte/cell.h"
#include "vifte/stock_forecast.h"

struct flow_index;
struct frame;
struct reporters;

struct outlook {
    const struct frame *frame;
    const struct reporters *reporters;
    const struct flow_index *flows;
    size_t group;
    size_t ahead;     /* coming years */
    size_t first;     /* year that the history begins with, counted from the project's first */
    double *exposure; /* past and coming years: inhabitants of the group's ages, or 1 each */
    bool scaled;      /* by the population */
};

struct outlook *outlook_new(const struct frame *frame, const struct reporters *reporters,
                            const struct flow_index *flows);
void outlook_free(struct outlook *outlook);
/* False where the group is not counted from stays, or nobody delivered stays for the last year: then there is
 * no past to ask for. */
bool outlook_set_group(struct outlook *outlook, size_t group);

size_t outlook_last(const struct outlook *outlook);
/* The region's row of flow_of_citizens. */
const struct cell *outlook_flow(const struct outlook *outlook, size_t year);
/* What was seen from the first year to the end of `year`. */
struct stock_history outlook_history(const struct outlook *outlook, size_t year);
/* A stream of draws for each group and origin, whatever the order of groups and the years in the project. */
uint64_t outlook_stream(const struct outlook *outlook, size_t year);
/* What a scenario multiplies the group's arrivals of a calendar year by; 1 without one. */
double outlook_arrival_factor(const struct outlook *outlook, int calendar_year);
/* The same figure, resting also on every year's arrivals and exits. */
struct cell outlook_rest_on_flows(const struct outlook *outlook, struct cell cell);

#endif
