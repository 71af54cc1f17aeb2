/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The attacker's freedom: whole-number changes of the hidden figures that contradict nothing he sees
 * (sdc_problem.h). Every change returned is checked in whole numbers against all equations and bounds, so it
 * is a proof that needs no trust in how it was found; only "impossible" rests on GLPK.
 *
 * First a change is passed on by hand from equation to equation (sdc_chain.h), then linear programming is
 * asked.
 *
 * The cheapest change is looked for (linear programming: dual simplex from the truth; branch and bound where
 * its corner is not whole). Hidden figures cost next to nothing, figures that are printed cost what hiding
 * them would: the answer then also says what to hide to make the change possible.
 */
#ifndef VIFTE_SDC_MOVE_H
#define VIFTE_SDC_MOVE_H

#include "vifte/sdc_problem.h"

struct sdc_step {
    uint32_t unknown;
    int64_t by;
};

struct sdc_question {
    uint32_t unknown;
    int64_t change; /* of that unknown, not 0 */
    struct sdc_profile profile;
    size_t room;          /* give up when so many unknowns, the nearest, were looked at; 0 = look at all */
    bool as_far;          /* not just that change: as much of it as is possible */
    bool may_hide;        /* printed figures may change too */
    bool may_be_rough;    /* SDC_ROUGH is an answer: whole numbers are not insisted on */
    const bool *excluded; /* by unit: printed figures that may not; NULL = none */
    const bool *avoided;  /* by unit: not changed although hidden, but for the unknown's own; NULL = none */
};

/* May the unknown change as far as the question says? */
static inline bool sdc_can_move(const struct sdc_problem *problem, const struct sdc_question *question,
                                uint32_t i)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(problem, i);
    const struct sdc_unit *unit = sdc_unit_at(problem, unknown->unit);
    bool avoided = question->avoided != NULL && question->avoided[unknown->unit] &&
                   unknown->unit != sdc_unknown_at(problem, question->unknown)->unit;
    if (avoided || sdc_knows(&question->profile, unknown)) {
        return false;
    }
    return unit->hidden || (question->may_hide && !unit->fixed &&
                            (question->excluded == NULL || !question->excluded[unknown->unit]));
}

enum sdc_answer {
    SDC_FOUND,
    SDC_ROUGH, /* in fractions: the steps say which unknowns change, not by how much */
    SDC_IMPOSSIBLE,
    SDC_UNSURE
};

#define SDC_BY_HAND 1 /* as a room: no linear programming at all */
#define SDC_NEAR 64   /* the smallest room that is looked at, and a larger one */
#define SDC_FAR 400

/* Calls task(0, data) .. task(n - 1, data) as jobs_each() does (jobs.h), each with movers of its own; one
 * after another where GLPK does not keep its state by thread. */
void sdc_move_each(size_t n, void (*task)(size_t i, void *data), void *data);

struct sdc_mover;

struct sdc_mover *
sdc_mover_new(const struct sdc_problem *problem); /* borrows the problem, sees its changes */
void sdc_mover_free(struct sdc_mover *mover);

/* Fills `steps` (struct sdc_step) with the change of every unknown that changes. Looks near the unknown
 * first, then in its whole block. */
enum sdc_answer sdc_move(struct sdc_mover *mover, const struct sdc_question *question, GArray *steps);
/* By hand alone: hidden figures, and as much of the change as is found so; no steps say nothing. */
void sdc_move_by_hand(struct sdc_mover *mover, const struct sdc_question *question, GArray *steps);

/* Is it a change that contradicts nothing? In whole numbers: every equation kept, nothing below what is
 * granted. Not asked: whether what changes is hidden. */
bool sdc_move_is_sound(const struct sdc_mover *mover, const GArray *steps);

/* The least and greatest value an attacker can compute, by linear programming and in whole numbers.
 * INFINITY where there is no bound. False when the solver failed. */
struct sdc_bounds {
    double lower, upper;
    double whole_lower, whole_upper;
};
bool sdc_bounds(struct sdc_mover *mover, uint32_t unknown, const struct sdc_profile *profile,
                struct sdc_bounds *bounds);

/* How far, by linear programming, an attacker can go up and down from the truth, and how much farther at most
 * he could with a printed unit hidden: what no unit of a set adds to, hiding the whole set does not add to.
 */
struct sdc_reach {
    double up, down; /* from 0; INFINITY where there is no bound */
    double *more_up; /* by unit, the caller's; INFINITY where there is no bound */
    double *more_down;
};
bool sdc_reach(struct sdc_mover *mover, uint32_t unknown, const struct sdc_profile *profile,
               struct sdc_reach *reach);

/* How many linear programs were solved so far. */
uint64_t sdc_mover_solved(const struct sdc_mover *mover);

#endif
