/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Proofs of freedom: changes of the truth that contradict nothing an attacker sees. A proof holds as long as
 * every unit it changes is hidden, against every attacker who knows none of them.
 *
 * A change that is possible is so in part and mostly in the other direction too, so each is kept as its
 * smallest whole part with how often it can be made: one proof answers for all unknowns it changes, both
 * ways.
 */
#ifndef VIFTE_SDC_PROOFS_H
#define VIFTE_SDC_PROOFS_H

#include "vifte/sdc_move.h"

struct sdc_proofs;

/* Changes of one unknown that an attacker cannot rule out; 0 always is one. */
struct sdc_range {
    int64_t least, greatest;
    uint32_t by_least, by_greatest; /* the proofs, or SDC_NOBODY */
};

struct sdc_proofs *sdc_proofs_new(const struct sdc_problem *problem);
/* Wipes them: they tell how the true values hang together. */
void sdc_proofs_free(struct sdc_proofs *proofs);
/* Steps of struct sdc_step; copied. */
void sdc_proofs_add(struct sdc_proofs *proofs, const GArray *steps);
/* To be called after a unit was hidden or published again. */
void sdc_proofs_turned(struct sdc_proofs *proofs, uint32_t unit);
/* Is the unknown's requirement met for this attacker? *range is what was seen until it was. */
bool sdc_proofs_meet(const struct sdc_proofs *proofs, uint32_t unknown, const struct sdc_profile *profile,
                     struct sdc_range *range);
const struct sdc_step *sdc_proofs_steps(const struct sdc_proofs *proofs, uint32_t proof, uint32_t *n);
uint32_t sdc_proofs_size(const struct sdc_proofs *proofs);
/* Are all units that it changes hidden? */
bool sdc_proofs_holds(const struct sdc_proofs *proofs, uint32_t proof);
/* Appends the unknowns (uint32_t, some more than once) of all proofs that change the unit. */
void sdc_proofs_resting(const struct sdc_proofs *proofs, uint32_t unit, GArray *unknowns);

#endif
