/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A changed copy of the model: the same past, and what a scenario says of the time after it.
 *
 * Offers open, close and get other places on their days; arrivals of coming years are multiplied. Residents
 * of an offer that closes, or whose municipality leaves it, move on that day: as many as possible to free
 * places of the other offers, then with the least travel (portfolio.h), all who must move on one day
 * together. For whom there is no place stays registered where the place was, and is tried again whenever
 * something changes; so nobody's need goes away with an offer.
 *
 * A municipality that leaves has given notice, and expects to buy nothing.
 */
#ifndef VIFTE_SCENARIO_MODEL_H
#define VIFTE_SCENARIO_MODEL_H

#include <stdint.h>

struct model;
struct scenario;
struct scenario_model;

/* The last day on which the scenario changes something: who lives where is compared on it. */
int32_t scenario_last_day(const struct scenario *scenario, const struct model *model);

/* `model` and `scenario` must outlive the copy. Without a scenario (NULL): the model as it is, told for the
 * same day. */
struct scenario_model *scenario_model_new(const struct model *model, const struct scenario *scenario,
                                          int32_t as_of);
const struct model *scenario_model_get(const struct scenario_model *copy);
void scenario_model_free(struct scenario_model *copy);

#endif
