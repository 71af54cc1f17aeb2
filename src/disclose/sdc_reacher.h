/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sdc_reach() of sdc_move.h: one linear program for all unknowns and attackers of a block. What is printed
 * and what the attacker knows are columns that stand still; from one question to the next only bounds and the
 * goal change, and each begins where the last one ended.
 */
#ifndef VIFTE_SDC_REACHER_H
#define VIFTE_SDC_REACHER_H

#include "vifte/sdc_move.h"

struct sdc_reacher;

struct sdc_reacher *sdc_reacher_new(const struct sdc_problem *problem); /* borrowed; nothing is built yet */
void sdc_reacher_free(struct sdc_reacher *reacher);
/* GLPK's memory is gone. */
void sdc_reacher_lost(struct sdc_reacher *reacher);

/* While somebody listens to GLPK. */
bool sdc_reacher_ask(struct sdc_reacher *reacher, uint32_t unknown, const struct sdc_profile *profile,
                     struct sdc_reach *reach);

#endif
