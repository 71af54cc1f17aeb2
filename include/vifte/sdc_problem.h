/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an attacker can compute, as linear algebra over whole numbers: one unknown for each count printed
 * anywhere, equations between them, and which are printed. Pure: no tables, no files.
 *
 * Everything is said as a change from the truth. The true values satisfy every equation, so a change d is
 * possible for the attacker if and only if it keeps every equation (sum of coefficient x d = 0), leaves what
 * he knows alone (d = 0) and takes no hidden count below what he grants it (value + d >= lower). Right-hand
 * sides never appear.
 *
 * A unit is what is hidden together: all places where the same count is printed, and figures that would give
 * it back (the days of the same persons). An unknown that is never printed (how many persons stand in two
 * parts of a total, those outside a category) belongs to a unit that is hidden from the beginning.
 */
#ifndef VIFTE_SDC_PROBLEM_H
#define VIFTE_SDC_PROBLEM_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define SDC_NOBODY UINT32_MAX
#define SDC_NO_REACH INT64_MIN

struct sdc_unknown {
    int64_t value; /* the truth */
    int64_t lower; /* least that is granted when hidden; at most `value` */
    int64_t width; /* when hidden: greatest less least possible value must be at least this; 0 = no demand */
    int64_t reach; /* and some possible value at or above this; SDC_NO_REACH = no demand */
    uint32_t unit;
    uint32_t owner; /* the municipality whose own figure it is, or SDC_NOBODY */
    bool single;    /* one person: whoever it is knows the value */
    bool common;    /* to be protected from outsiders alone: it tells insiders of nobody */
};

struct sdc_unit {
    int64_t weight; /* what hiding it costs: printed figures lost */
    int64_t sum;    /* the hidden values, for ties */
    bool hidden;
    bool primary; /* hidden by itself, not to protect another */
    bool fixed;   /* can never be hidden: a printed zero, a figure that is out already */
};

struct sdc_term {
    uint32_t at; /* unknown; in a row of the transpose: equation */
    int32_t by;  /* coefficient */
};

struct sdc_problem {
    GArray *unknowns; /* struct sdc_unknown */
    GArray *units;    /* struct sdc_unit */
    GArray *terms;    /* struct sdc_term, equation after equation */
    GArray *firsts;   /* uint32_t: where each equation begins; one more at the end */
    GArray *latest;   /* uint32_t by unknown: its last term, to join terms of the same unknown */
    /* made by sdc_problem_finish(): the transpose, members of units, blocks */
    struct sdc_term *uses;
    uint32_t *first_use;    /* by unknown, n + 1 */
    uint32_t *members;      /* unknowns by unit */
    uint32_t *first_member; /* by unit, n + 1 */
    uint32_t *block;        /* by unknown: connected through unknowns that are or may be hidden */
    uint32_t n_blocks;
};

struct sdc_problem *sdc_problem_new(void);
/* Wipes the values first: they are what is hidden. */
void sdc_problem_free(struct sdc_problem *problem);

uint32_t sdc_problem_add_unit(struct sdc_problem *problem, const struct sdc_unit *unit);
uint32_t sdc_problem_add_unknown(struct sdc_problem *problem, const struct sdc_unknown *unknown);
/* Terms of the equation that is being written; the same unknown may come twice. */
void sdc_problem_add_term(struct sdc_problem *problem, uint32_t unknown, int32_t by);
/* Closes the equation; one with fewer than one term is dropped. */
void sdc_problem_end_equation(struct sdc_problem *problem);
/* No unknowns, units or equations after this. */
void sdc_problem_finish(struct sdc_problem *problem);

/* One block as a problem of its own: without the figures that are printed for good, so that every unknown and
 * unit in it is or may be hidden. */
struct sdc_block {
    struct sdc_problem *problem;
    uint32_t *unknown; /* of the whole problem, by unknown of this one */
    uint32_t *unit;
};
/* The blocks of a finished problem in which something must be protected, by their first unknown. */
GPtrArray *sdc_problem_cut(const struct sdc_problem *problem);

static inline struct sdc_unknown *sdc_unknown_at(const struct sdc_problem *problem, uint32_t i)
{
    return &g_array_index(problem->unknowns, struct sdc_unknown, i);
}

static inline struct sdc_unit *sdc_unit_at(const struct sdc_problem *problem, uint32_t i)
{
    return &g_array_index(problem->units, struct sdc_unit, i);
}

static inline struct sdc_unit *sdc_unit_of(const struct sdc_problem *problem, uint32_t unknown)
{
    return sdc_unit_at(problem, sdc_unknown_at(problem, unknown)->unit);
}

static inline uint32_t sdc_equations(const struct sdc_problem *problem)
{
    return problem->firsts->len - 1;
}

/* What an attacker knows beside the printed figures: a municipality's own, or one unit (the only person of a
 * count of one). SDC_NOBODY where there is none. */
struct sdc_profile {
    uint32_t owner;
    uint32_t unit;
};
#define SDC_OUTSIDER ((struct sdc_profile){SDC_NOBODY, SDC_NOBODY})

static inline bool sdc_knows(const struct sdc_profile *profile, const struct sdc_unknown *unknown)
{
    return (profile->owner != SDC_NOBODY && unknown->owner == profile->owner) ||
           (profile->unit != SDC_NOBODY && unknown->unit == profile->unit);
}

#endif
