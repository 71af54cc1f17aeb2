/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool of proofs, indexed by the unknowns and units they change. */
#include "sdc_proofs.h"

#include <stdlib.h>
#include <string.h>

#define MOST_TIMES 1000000 /* as good as no limit */

#define LOOK_BACK 128 /* proofs of an unknown that are looked at: a new one is found as soon */

struct proof {
    uint32_t first, n;   /* of its steps */
    uint32_t n_printed;  /* units changed that are not hidden at the moment */
    int64_t least, most; /* how many times its steps can be made; the other way below 0 */
};

/* Lists, newest first: the proofs of an unknown, or (by = 0) of a unit. */
struct entry {
    uint32_t proof;
    uint32_t next; /* SDC_NOBODY ends the list */
    int64_t by;
};

struct sdc_proofs {
    const struct sdc_problem *problem;
    GArray *proofs;  /* struct proof */
    GArray *steps;   /* struct sdc_step, proof after proof */
    GArray *entries; /* struct entry */
    uint32_t *of_unknown;
    uint32_t *of_unit;
};

static uint32_t *empty_lists(guint n)
{
    uint32_t *lists = g_new(uint32_t, n + 1);
    memset(lists, 0xff, (n + 1) * sizeof *lists);
    return lists;
}

struct sdc_proofs *sdc_proofs_new(const struct sdc_problem *problem)
{
    struct sdc_proofs *proofs = g_new0(struct sdc_proofs, 1);
    proofs->problem = problem;
    proofs->proofs = g_array_new(FALSE, FALSE, sizeof(struct proof));
    proofs->steps = g_array_new(FALSE, FALSE, sizeof(struct sdc_step));
    proofs->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    proofs->of_unknown = empty_lists(problem->unknowns->len);
    proofs->of_unit = empty_lists(problem->units->len);
    return proofs;
}

static void wipe(GArray *array)
{
    if (array->len > 0) { /* else there may be no data at all */
        explicit_bzero(array->data, (size_t)array->len * g_array_get_element_size(array));
    }
    g_array_unref(array);
}

void sdc_proofs_free(struct sdc_proofs *proofs)
{
    wipe(proofs->proofs);
    wipe(proofs->steps);
    wipe(proofs->entries);
    g_free(proofs->of_unknown);
    g_free(proofs->of_unit);
    g_free(proofs);
}

static const struct entry *entry_at(const struct sdc_proofs *proofs, uint32_t i)
{
    return &g_array_index(proofs->entries, struct entry, i);
}

static struct proof *proof_at(const struct sdc_proofs *proofs, uint32_t i)
{
    return &g_array_index(proofs->proofs, struct proof, i);
}

static void enter(struct sdc_proofs *proofs, uint32_t *list, uint32_t proof, int64_t by)
{
    struct entry entry = {.proof = proof, .next = *list, .by = by};
    *list = proofs->entries->len;
    g_array_append_val(proofs->entries, entry);
}

/* Each unit once, however many of its unknowns change. */
static void enter_unit(struct sdc_proofs *proofs, uint32_t unit, uint32_t number, struct proof *proof)
{
    uint32_t *list = &proofs->of_unit[unit];
    if (*list != SDC_NOBODY && entry_at(proofs, *list)->proof == number) {
        return;
    }
    enter(proofs, list, number, 0);
    proof->n_printed += !sdc_unit_at(proofs->problem, unit)->hidden;
}

static int64_t common_divisor(const GArray *steps)
{
    int64_t divisor = 0;
    for (guint s = 0; s < steps->len; s++) {
        int64_t b = llabs(g_array_index(steps, struct sdc_step, s).by);
        while (b != 0) {
            int64_t rest = divisor % b;
            divisor = b;
            b = rest;
        }
    }
    return divisor;
}

/* No value may fall below what is granted. */
static void narrow(struct proof *proof, const struct sdc_unknown *unknown, int64_t by)
{
    int64_t room = unknown->value - unknown->lower;
    if (by > 0) {
        proof->least = MAX(proof->least, -(room / by));
    } else if (by < 0) {
        proof->most = MIN(proof->most, room / -by);
    }
}

void sdc_proofs_add(struct sdc_proofs *proofs, const GArray *steps)
{
    int64_t divisor = common_divisor(steps);
    struct proof proof = {
        .first = proofs->steps->len, .n = steps->len, .least = -MOST_TIMES, .most = MOST_TIMES};
    uint32_t number = proofs->proofs->len;
    for (guint s = 0; s < steps->len; s++) {
        struct sdc_step step = g_array_index(steps, struct sdc_step, s);
        step.by /= divisor;
        g_array_append_val(proofs->steps, step);
        const struct sdc_unknown *unknown = sdc_unknown_at(proofs->problem, step.unknown);
        narrow(&proof, unknown, step.by);
        enter(proofs, &proofs->of_unknown[step.unknown], number, step.by);
        enter_unit(proofs, unknown->unit, number, &proof);
    }
    g_array_append_val(proofs->proofs, proof);
}

void sdc_proofs_turned(struct sdc_proofs *proofs, uint32_t unit)
{
    bool hidden = sdc_unit_at(proofs->problem, unit)->hidden;
    for (uint32_t k = proofs->of_unit[unit]; k != SDC_NOBODY; k = entry_at(proofs, k)->next) {
        struct proof *proof = proof_at(proofs, entry_at(proofs, k)->proof);
        proof->n_printed = hidden ? proof->n_printed - 1 : proof->n_printed + 1;
    }
}

const struct sdc_step *sdc_proofs_steps(const struct sdc_proofs *proofs, uint32_t proof, uint32_t *n)
{
    *n = proof_at(proofs, proof)->n;
    return &g_array_index(proofs->steps, struct sdc_step, proof_at(proofs, proof)->first);
}

uint32_t sdc_proofs_size(const struct sdc_proofs *proofs)
{
    return proofs->proofs->len;
}

bool sdc_proofs_holds(const struct sdc_proofs *proofs, uint32_t proof)
{
    return proof_at(proofs, proof)->n_printed == 0;
}

static bool fools(const struct sdc_proofs *proofs, uint32_t number, const struct sdc_profile *profile)
{
    if (profile->owner == SDC_NOBODY && profile->unit == SDC_NOBODY) {
        return true; /* an outsider knows of none */
    }
    uint32_t n;
    const struct sdc_step *steps = sdc_proofs_steps(proofs, number, &n);
    for (uint32_t s = 0; s < n; s++) {
        if (sdc_knows(profile, sdc_unknown_at(proofs->problem, steps[s].unknown))) {
            return false;
        }
    }
    return true;
}

/* How far the proof goes with an unknown that changes by `by` in its smallest part. */
static struct sdc_range range_of(const struct proof *proof, int64_t by)
{
    int64_t a = by * proof->least, b = by * proof->most;
    return (struct sdc_range){.least = MIN(a, b), .greatest = MAX(a, b)};
}

static bool is_wider(const struct sdc_range *range, const struct sdc_range *than)
{
    return range->least < than->least || range->greatest > than->greatest;
}

static void widen(struct sdc_range *range, uint32_t number, const struct sdc_range *with)
{
    if (with->least < range->least) {
        range->least = with->least;
        range->by_least = number;
    }
    if (with->greatest > range->greatest) {
        range->greatest = with->greatest;
        range->by_greatest = number;
    }
}

static bool is_met(const struct sdc_unknown *unknown, const struct sdc_range *range)
{
    return range->greatest - range->least >= unknown->width &&
           (unknown->reach == SDC_NO_REACH || unknown->value + range->greatest >= unknown->reach);
}

bool sdc_proofs_meet(const struct sdc_proofs *proofs, uint32_t unknown, const struct sdc_profile *profile,
                     struct sdc_range *range)
{
    const struct sdc_unknown *it = sdc_unknown_at(proofs->problem, unknown);
    *range = (struct sdc_range){.by_least = SDC_NOBODY, .by_greatest = SDC_NOBODY};
    uint32_t k = proofs->of_unknown[unknown];
    bool met = is_met(it, range);
    for (int seen = 0; k != SDC_NOBODY && !met && seen < LOOK_BACK; k = entry_at(proofs, k)->next, seen++) {
        const struct entry *entry = entry_at(proofs, k);
        const struct proof *proof = proof_at(proofs, entry->proof);
        const struct sdc_range its = range_of(proof, entry->by);
        if (proof->n_printed == 0 && is_wider(&its, range) && fools(proofs, entry->proof, profile)) {
            widen(range, entry->proof, &its);
            met = is_met(it, range);
        }
    }
    return met;
}

void sdc_proofs_resting(const struct sdc_proofs *proofs, uint32_t unit, GArray *unknowns)
{
    for (uint32_t k = proofs->of_unit[unit]; k != SDC_NOBODY; k = entry_at(proofs, k)->next) {
        uint32_t n;
        const struct sdc_step *steps = sdc_proofs_steps(proofs, entry_at(proofs, k)->proof, &n);
        for (uint32_t s = 0; s < n; s++) {
            g_array_append_val(unknowns, steps[s].unknown);
        }
    }
}
