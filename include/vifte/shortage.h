/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How probable is it that more persons need a place than there are places, at the end of a coming year?
 *
 * The model is that of stock_forecast.h: who is there now stays on or leaves, others come. For each draw of
 * the two rates P(Binomial(present, exp(-exit_rate t)) + Poisson(newcomers still there) > places) is computed
 * exactly; the answer is the mean over the draws, so that the uncertainty of the rates is in it, and the
 * limits hold 95 per cent of the draws: how far the answer would move if the rates were known. */
#ifndef VIFTE_SHORTAGE_H
#define VIFTE_SHORTAGE_H

#include "vifte/stat_value.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct stock_history;

/* An answer on fewer arrivals is none, nor is one whose limits reach below the low mark and above the high.
 */
#define SHORTAGE_ARRIVALS 10
#define SHORTAGE_LOW 0.2
#define SHORTAGE_HIGH 0.8

struct shortage {
    struct stat_value probability;
    struct stat_interval limits;
};

/* Fills out[0 .. years): the end of each coming year, `coming` = its exposure, `places` = the places on that
 * day. Persons are whole, so 18.5 places hold 18. The same seed gives the same draws. Refusals as in
 * stock_forecast(), and STAT_TOO_FEW below SHORTAGE_ARRIVALS. */
void shortage_ahead(const struct stock_history *history, const double *coming, const double *places,
                    size_t years, size_t draws, uint64_t seed, struct shortage *out);

/* Do the limits leave it open? */
bool shortage_is_open(const struct shortage *shortage);

/* P(Binomial(present, stay) + Poisson(newcomers) > places), 0 <= stay <= 1, places >= 0 whole. */
double shortage_probability(int64_t present, double stay, double newcomers, double places);

#endif
