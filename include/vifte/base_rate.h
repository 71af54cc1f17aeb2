/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The base rate of an offer and year, and what it takes to pay the offer's costs. */
#ifndef VIFTE_BASE_RATE_H
#define VIFTE_BASE_RATE_H

#include "vifte/model.h"

/* NULL when there is none. */
const struct rate *base_rate_find(const struct model *model, uint32_t offer, int year);
/* Index of the offer's first rate, or of the next offer's: rates of one offer follow each other. */
size_t base_rate_first(const struct model *model, uint32_t offer);

/* Places that must be paid for all year for the rate to pay the budgeted costs: costs / (daily rate x days of
 * the year in rates). Missing without costs. */
struct quantity base_rate_break_even(const struct model *model, const struct rate *rate);

#endif
