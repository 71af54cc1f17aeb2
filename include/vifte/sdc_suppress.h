/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Complementary protection: what else must be hidden so that nobody can compute a hidden count too closely,
 * and the audit that proves it.
 *
 * Requirement for every hidden count, against every attacker (outsider; each municipality, which knows its
 * own figures; the person behind a count of one): the possible values span at least `width`, and one of them
 * is at least `reach`. Proofs are whole-number changes of the truth (sdc_move.h), kept and shared between
 * counts and attackers; nothing is solved where one is known.
 *
 * Blocks (figures connected by equations) are protected one by one: hide what the cheapest change asks for
 * until the audit holds, then publish again whatever is not needed, then, in small blocks, search exactly for
 * the pattern with the least weight, and among these the least sum of hidden values.
 */
#ifndef VIFTE_SDC_SUPPRESS_H
#define VIFTE_SDC_SUPPRESS_H

#include "vifte/sdc_problem.h"

/* Keeps what was found from one call to the next, for problems that are mostly the same. Holds hidden values:
 * wiped when it is freed. */
struct sdc_memory;
struct sdc_memory *sdc_memory_new(void);
void sdc_memory_free(struct sdc_memory *memory);

/* What hiding others to protect some cost, and what it costs at least: the same where the search was exact.
 */
struct sdc_effort {
    int64_t weight;
    int64_t least;
};

struct sdc_rules {
    bool outsiders_only;   /* no municipalities, no persons among the attackers */
    bool primaries_only;   /* counts hidden to protect others need no protection themselves */
    uint32_t exact_units;  /* blocks with at most this many figures that could be hidden are solved exactly */
    uint32_t exact_rounds; /* ... if so many proposals are enough */
    uint32_t exact_solves; /* ... and linear programs */
    int exact_nodes;       /* of branch and bound for one proposal */
    uint32_t tidy_solves;  /* linear programs a block may spend on publishing again */
    uint32_t whole_block;  /* in blocks of more unknowns a pattern is looked for nearby only (SDC_FAR) */
    struct sdc_effort *effort; /* sdc_suppress() adds to it; NULL = not asked */
    struct sdc_memory *memory; /* NULL = none; not for two calls at once, nor for calls with other rules */
};
#define SDC_RULES \
    ((struct sdc_rules){.exact_units = 80, \
                        .exact_rounds = 60, \
                        .exact_solves = 1000, \
                        .exact_nodes = 300, \
                        .tidy_solves = 4000, \
                        .whole_block = 300})

/* Hides more units of the problem until the requirement holds. False when it cannot be met for some unknowns:
 * these are added to `failed` (uint32_t), and the problem is of no use any more. */
bool sdc_suppress(struct sdc_problem *problem, const struct sdc_rules *rules,
                  GArray *failed) G_GNUC_WARN_UNUSED_RESULT;

/* Does the requirement hold as things are? Nothing is taken on trust: proofs that the memory has are checked
 * in whole numbers against the problem as it is now, and what they do not settle is searched for. Adds the
 * unknowns for which it does not hold to `failed`. */
bool sdc_audit(const struct sdc_problem *problem, const struct sdc_rules *rules,
               GArray *failed) G_GNUC_WARN_UNUSED_RESULT;

#endif
