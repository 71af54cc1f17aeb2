/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The requirement for one hidden count after another, against every attacker, in one block: which of them are
 * proved, which can be, and what to hide where none can. Used by one thread alone.
 *
 * An attacker who knows none of the figures that a proof changes is fooled by it as the outsider is. So only
 * those who know some of them are looked at one by one: a handful, however many there are.
 */
#ifndef VIFTE_SDC_GUARD_H
#define VIFTE_SDC_GUARD_H

#include "sdc_proofs.h"
#include "vifte/sdc_suppress.h"

struct sdc_guard {
    struct sdc_problem *problem; /* of one block */
    const struct sdc_rules *rules;
    struct sdc_mover *mover;
    struct sdc_proofs *proofs;
    GArray *steps; /* struct sdc_step: the last change found */
    bool *marked;  /* by unit: room for one set, empty between uses */
    bool *alone;   /* by unit: whoever is the one person of a count in it is an attacker */
};

struct sdc_guard *sdc_guard_new(struct sdc_problem *problem, const struct sdc_rules *rules);
void sdc_guard_free(struct sdc_guard *guard);

void sdc_guard_turn(struct sdc_guard *guard, uint32_t unit, bool hidden);
/* Proofs from elsewhere, each ended by a step of SDC_NOBODY: what is sound is used. */
void sdc_guard_offer(struct sdc_guard *guard, const GArray *steps);
/* The proofs that hold as things are, in the same form. */
GArray *sdc_guard_evidence(const struct sdc_guard *guard);
/* Is there a requirement for the unknown as things are? */
bool sdc_guard_checks(const struct sdc_guard *guard, uint32_t unknown);
/* Does it hold? Proofs are looked for within `room` (sdc_question). If not, *failure says against whom. */
bool sdc_guard_holds(struct sdc_guard *guard, uint32_t unknown, size_t room, struct sdc_question *failure);
/* The same, hiding whatever is cheapest; units that it hides are appended to `hidden` (uint32_t). False when
 * nothing protects the unknown. */
bool sdc_guard_protect(struct sdc_guard *guard, uint32_t unknown, GArray *hidden);

#endif
