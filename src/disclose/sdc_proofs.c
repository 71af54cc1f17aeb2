/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pool of proofs, indexed by the unknowns and units they change. */
#include "sdc_proofs.h"

struct proof {
    struct sdc_step *steps;
    uint32_t n;
    uint32_t n_printed; /* units changed that are not hidden at the moment */
};

/* A proof that changes an unknown, or (by = 0) a unit. */
struct entry {
    uint32_t proof;
    int64_t by;
};

struct sdc_proofs {
    const struct sdc_problem *problem;
    GArray *proofs;      /* struct proof */
    GArray **of_unknown; /* struct entry; NULL = none */
    GArray **of_unit;
};

struct sdc_proofs *sdc_proofs_new(const struct sdc_problem *problem)
{
    struct sdc_proofs *proofs = g_new0(struct sdc_proofs, 1);
    proofs->problem = problem;
    proofs->proofs = g_array_new(FALSE, FALSE, sizeof(struct proof));
    proofs->of_unknown = g_new0(GArray *, problem->unknowns->len + 1);
    proofs->of_unit = g_new0(GArray *, problem->units->len + 1);
    return proofs;
}

static void free_lists(GArray **lists, guint n)
{
    for (guint i = 0; i < n; i++) {
        if (lists[i] != NULL) {
            g_array_unref(lists[i]);
        }
    }
    g_free(lists);
}

void sdc_proofs_free(struct sdc_proofs *proofs)
{
    for (guint i = 0; i < proofs->proofs->len; i++) {
        g_free(g_array_index(proofs->proofs, struct proof, i).steps);
    }
    g_array_unref(proofs->proofs);
    free_lists(proofs->of_unknown, proofs->problem->unknowns->len);
    free_lists(proofs->of_unit, proofs->problem->units->len);
    g_free(proofs);
}

static void enter(GArray **list, uint32_t proof, int64_t by)
{
    if (*list == NULL) {
        *list = g_array_new(FALSE, FALSE, sizeof(struct entry));
    }
    struct entry entry = {.proof = proof, .by = by};
    g_array_append_val(*list, entry);
}

/* Each unit once, however many of its unknowns change. */
static void enter_unit(struct sdc_proofs *proofs, uint32_t unit, uint32_t number, struct proof *proof)
{
    GArray *list = proofs->of_unit[unit];
    if (list != NULL && g_array_index(list, struct entry, list->len - 1).proof == number) {
        return;
    }
    enter(&proofs->of_unit[unit], number, 0);
    proof->n_printed += !sdc_unit_at(proofs->problem, unit)->hidden;
}

void sdc_proofs_add(struct sdc_proofs *proofs, const GArray *steps)
{
    struct proof proof = {.steps = g_memdup2(steps->data, steps->len * sizeof(struct sdc_step)),
                          .n = steps->len};
    uint32_t number = proofs->proofs->len;
    for (uint32_t s = 0; s < proof.n; s++) {
        uint32_t unknown = proof.steps[s].unknown;
        enter(&proofs->of_unknown[unknown], number, proof.steps[s].by);
        enter_unit(proofs, sdc_unknown_at(proofs->problem, unknown)->unit, number, &proof);
    }
    g_array_append_val(proofs->proofs, proof);
}

void sdc_proofs_turned(struct sdc_proofs *proofs, uint32_t unit)
{
    const GArray *list = proofs->of_unit[unit];
    bool hidden = sdc_unit_at(proofs->problem, unit)->hidden;
    for (guint k = 0; list != NULL && k < list->len; k++) {
        struct proof *proof =
            &g_array_index(proofs->proofs, struct proof, g_array_index(list, struct entry, k).proof);
        proof->n_printed = hidden ? proof->n_printed - 1 : proof->n_printed + 1;
    }
}

static bool fools(const struct sdc_proofs *proofs, const struct proof *proof,
                  const struct sdc_profile *profile)
{
    for (uint32_t s = 0; s < proof->n; s++) {
        if (sdc_knows(profile, sdc_unknown_at(proofs->problem, proof->steps[s].unknown))) {
            return false;
        }
    }
    return true;
}

void sdc_proofs_range(const struct sdc_proofs *proofs, uint32_t unknown, const struct sdc_profile *profile,
                      int64_t *least, int64_t *greatest)
{
    const GArray *list = proofs->of_unknown[unknown];
    *least = 0;
    *greatest = 0;
    for (guint k = 0; list != NULL && k < list->len; k++) {
        struct entry entry = g_array_index(list, struct entry, k);
        const struct proof *proof = &g_array_index(proofs->proofs, struct proof, entry.proof);
        bool farther = entry.by < *least || entry.by > *greatest;
        if (farther && proof->n_printed == 0 && fools(proofs, proof, profile)) {
            *least = MIN(*least, entry.by);
            *greatest = MAX(*greatest, entry.by);
        }
    }
}

void sdc_proofs_mark(const struct sdc_proofs *proofs, uint32_t unknown, bool *units, bool mark)
{
    const GArray *list = proofs->of_unknown[unknown];
    for (guint k = 0; list != NULL && k < list->len; k++) {
        const struct proof *proof =
            &g_array_index(proofs->proofs, struct proof, g_array_index(list, struct entry, k).proof);
        for (uint32_t s = 0; s < proof->n; s++) {
            units[sdc_unknown_at(proofs->problem, proof->steps[s].unknown)->unit] = mark;
        }
    }
}
