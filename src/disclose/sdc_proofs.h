/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Proofs of freedom: changes of the truth that contradict nothing an attacker sees. A proof holds as long as
 * every unit it changes is hidden, against every attacker who knows none of them.
 */
#ifndef VIFTE_SDC_PROOFS_H
#define VIFTE_SDC_PROOFS_H

#include "vifte/sdc_move.h"

struct sdc_proofs;

struct sdc_proofs *sdc_proofs_new(const struct sdc_problem *problem);
void sdc_proofs_free(struct sdc_proofs *proofs);
/* Steps of struct sdc_step; copied. */
void sdc_proofs_add(struct sdc_proofs *proofs, const GArray *steps);
/* To be called after a unit was hidden or published again. */
void sdc_proofs_turned(struct sdc_proofs *proofs, uint32_t unit);
/* Least and greatest known change of an unknown that the attacker cannot rule out; 0 is always one. */
void sdc_proofs_range(const struct sdc_proofs *proofs, uint32_t unknown, const struct sdc_profile *profile,
                      int64_t *least, int64_t *greatest);
/* Sets units[] of everything that the proofs for an unknown change. */
void sdc_proofs_mark(const struct sdc_proofs *proofs, uint32_t unknown, bool *units, bool mark);

#endif
