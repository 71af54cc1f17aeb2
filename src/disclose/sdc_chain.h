/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The attacker's freedom without linear programming: a change is passed on from equation to equation until
 * none is left open (a square of a table, a part and its total). Finds nearly all changes of hidden figures
 * alone, many times as fast as the solver; where it finds none, that says nothing.
 */
#ifndef VIFTE_SDC_CHAIN_H
#define VIFTE_SDC_CHAIN_H

#include "vifte/sdc_move.h"

struct sdc_chain;

struct sdc_chain *sdc_chain_new(const struct sdc_problem *problem);
void sdc_chain_free(struct sdc_chain *chain);

/* Fills `steps` with a change of hidden figures alone that answers the question; false when it is only a part
 * of the change asked for, or none. */
bool sdc_chain_find(struct sdc_chain *chain, const struct sdc_question *question, GArray *steps);
/* Can an equation of the unknown not be kept, whatever else in it may change? */
bool sdc_chain_is_hopeless(const struct sdc_chain *chain, const struct sdc_question *question);

#endif
