/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offers of the pictures of occupancy, and what their titles may say: see chart_occupancy.c. */
#ifndef VIFTE_CHART_OCCUPANCY_H
#define VIFTE_CHART_OCCUPANCY_H

#include "vifte/cell.h"

#include <glib.h>

struct edition;
struct released_table;

struct occupancy_offer {
    const struct name *name;
    size_t row; /* its first in occupancy_year; the others follow */
    bool cooperation;
    size_t group;    /* index of the first group it serves, n_groups = none known */
    int first, last; /* years with a value; 0 = none */
    double first_value, last_value, lowest, highest;
    double gap; /* to the budget in the last year, points; NaN = not known */
    bool named;
};

struct occupancy {
    const struct edition *edition;
    const struct released_table *years, *periods, *used;
    GArray *offers; /* struct occupancy_offer, in the order of the panels */
    int newest;     /* year of the newest figure of any of them, 0 = none */
};

/* Fills `offers`; the tables are given. */
void occupancy_read(struct occupancy *picture);
struct occupancy_offer *occupancy_offer(const struct occupancy *picture, guint i);
/* Row of the offer in a year, SIZE_MAX = none. */
size_t occupancy_row(const struct occupancy *picture, const struct occupancy_offer *offer, int year);
/* Of the offers [from, to), and marks those that it speaks of. */
char *occupancy_title(const struct occupancy *picture, guint from, guint to);

#endif
