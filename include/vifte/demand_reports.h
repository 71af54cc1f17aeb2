/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The municipalities' yearly reports about one offer: what they bought and are bound to, what they expect,
 * who gave notice. A municipality that did not report is missing, never zero.
 */
#ifndef VIFTE_DEMAND_REPORTS_H
#define VIFTE_DEMAND_REPORTS_H

#include "vifte/model.h"

#include <stddef.h>

struct demand_reports {
    const struct model *model;
    const struct demand *rows; /* by municipality, year */
    size_t n;
};

struct demand_reports demand_reports_of(const struct model *model, uint32_t offer);

/* What a municipality reported for a year, or NULL. */
const struct demand *demand_reports_find(const struct demand_reports *reports, uint32_t municipality,
                                         int year);
/* The row before that year in which it last reported, or NULL. */
const struct demand *demand_reports_earlier(const struct demand_reports *reports, uint32_t municipality,
                                            int year);
/* Does anybody report for the year? */
bool demand_reports_any(const struct demand_reports *reports, int year);

/* One of the quantities of struct demand. */
typedef const struct quantity *demand_field(const struct demand *demand);
const struct quantity *demand_bought(const struct demand *demand);
const struct quantity *demand_committed(const struct demand *demand);
const struct quantity *demand_expected(const struct demand *demand);
const struct quantity *demand_referrals(const struct demand *demand);
const struct quantity *demand_planned_moves(const struct demand *demand);

struct demand_sum {
    double total;
    size_t n;            /* municipalities that gave it, anywhere */
    size_t n_region;     /* of these in the project's region */
    double with_earlier; /* the others with what they last gave */
};
struct demand_sum demand_reports_sum(const struct demand_reports *reports, int year, demand_field *field);

/* Change from the year before of those who gave it in both years; false when nobody did. */
bool demand_reports_change(const struct demand_reports *reports, int year, demand_field *field,
                           double *change);

#endif
