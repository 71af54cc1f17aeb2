/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unknowns, units and equations, with the indexes that walking over them needs. */
#include "vifte/sdc_problem.h"

#include <string.h>

struct sdc_problem *sdc_problem_new(void)
{
    struct sdc_problem *problem = g_new0(struct sdc_problem, 1);
    problem->unknowns = g_array_new(FALSE, FALSE, sizeof(struct sdc_unknown));
    problem->units = g_array_new(FALSE, FALSE, sizeof(struct sdc_unit));
    problem->terms = g_array_new(FALSE, FALSE, sizeof(struct sdc_term));
    problem->firsts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    problem->latest = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    uint32_t zero = 0;
    g_array_append_val(problem->firsts, zero);
    return problem;
}

void sdc_problem_free(struct sdc_problem *problem)
{
    if (problem == NULL) {
        return;
    }
    if (problem->unknowns->len > 0) { /* else there may be no data at all */
        explicit_bzero(problem->unknowns->data, problem->unknowns->len * sizeof(struct sdc_unknown));
        explicit_bzero(problem->units->data, problem->units->len * sizeof(struct sdc_unit));
    }
    g_array_unref(problem->unknowns);
    g_array_unref(problem->units);
    g_array_unref(problem->latest);
    g_array_unref(problem->terms);
    g_array_unref(problem->firsts);
    g_free(problem->uses);
    g_free(problem->first_use);
    g_free(problem->members);
    g_free(problem->first_member);
    g_free(problem->block);
    g_free(problem);
}

uint32_t sdc_problem_add_unit(struct sdc_problem *problem, const struct sdc_unit *unit)
{
    g_array_append_vals(problem->units, unit, 1);
    return problem->units->len - 1;
}

uint32_t sdc_problem_add_unknown(struct sdc_problem *problem, const struct sdc_unknown *unknown)
{
    g_array_append_vals(problem->unknowns, unknown, 1);
    return problem->unknowns->len - 1;
}

void sdc_problem_add_term(struct sdc_problem *problem, uint32_t unknown, int32_t by)
{
    uint32_t first = g_array_index(problem->firsts, uint32_t, problem->firsts->len - 1);
    if (problem->latest->len <= unknown) {
        g_array_set_size(problem->latest, unknown + 1);
    }
    uint32_t *latest = &g_array_index(problem->latest, uint32_t, unknown);
    if (*latest >= first && *latest < problem->terms->len &&
        g_array_index(problem->terms, struct sdc_term, *latest).at == unknown) {
        g_array_index(problem->terms, struct sdc_term, *latest).by += by;
        return;
    }
    *latest = problem->terms->len;
    struct sdc_term term = {.at = unknown, .by = by};
    g_array_append_val(problem->terms, term);
}

void sdc_problem_end_equation(struct sdc_problem *problem)
{
    uint32_t first = g_array_index(problem->firsts, uint32_t, problem->firsts->len - 1);
    uint32_t kept = first;
    for (uint32_t i = first; i < problem->terms->len; i++) {
        struct sdc_term term = g_array_index(problem->terms, struct sdc_term, i);
        if (term.by != 0) {
            g_array_index(problem->terms, struct sdc_term, kept++) = term;
        }
    }
    g_array_set_size(problem->terms, kept);
    if (kept > first) {
        g_array_append_val(problem->firsts, kept);
    }
}

static void index_uses(struct sdc_problem *problem)
{
    uint32_t n = problem->unknowns->len;
    problem->first_use = g_new0(uint32_t, n + 2);
    problem->uses = g_new(struct sdc_term, problem->terms->len + 1);
    for (uint32_t i = 0; i < problem->terms->len; i++) {
        problem->first_use[g_array_index(problem->terms, struct sdc_term, i).at + 2]++;
    }
    for (uint32_t i = 2; i < n + 2; i++) {
        problem->first_use[i] += problem->first_use[i - 1];
    }
    for (uint32_t e = 0; e < sdc_equations(problem); e++) {
        uint32_t end = g_array_index(problem->firsts, uint32_t, e + 1);
        for (uint32_t i = g_array_index(problem->firsts, uint32_t, e); i < end; i++) {
            struct sdc_term term = g_array_index(problem->terms, struct sdc_term, i);
            problem->uses[problem->first_use[term.at + 1]++] = (struct sdc_term){.at = e, .by = term.by};
        }
    }
}

static void index_members(struct sdc_problem *problem)
{
    uint32_t n = problem->unknowns->len;
    problem->first_member = g_new0(uint32_t, problem->units->len + 2);
    problem->members = g_new(uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        problem->first_member[sdc_unknown_at(problem, i)->unit + 2]++;
    }
    for (uint32_t u = 2; u < problem->units->len + 2; u++) {
        problem->first_member[u] += problem->first_member[u - 1];
    }
    for (uint32_t i = 0; i < n; i++) {
        problem->members[problem->first_member[sdc_unknown_at(problem, i)->unit + 1]++] = i;
    }
}

/* Finds what hangs together. */
struct flood {
    struct sdc_problem *problem;
    GArray *queue; /* uint32_t: unknowns */
    bool *equation_done;
    bool *unit_done;
};

static void reach(struct flood *flood, uint32_t unknown)
{
    struct sdc_problem *problem = flood->problem;
    if (problem->block[unknown] == SDC_NOBODY) {
        problem->block[unknown] = problem->n_blocks;
        g_array_append_val(flood->queue, unknown);
    }
}

static void reach_by_equations(struct flood *flood, uint32_t unknown)
{
    const struct sdc_problem *problem = flood->problem;
    for (uint32_t u = problem->first_use[unknown]; u < problem->first_use[unknown + 1]; u++) {
        uint32_t e = problem->uses[u].at;
        uint32_t end = flood->equation_done[e] ? 0 : g_array_index(problem->firsts, uint32_t, e + 1);
        for (uint32_t t = g_array_index(problem->firsts, uint32_t, e); t < end; t++) {
            uint32_t next = g_array_index(problem->terms, struct sdc_term, t).at;
            if (!sdc_unit_of(problem, next)->fixed) {
                reach(flood, next);
            }
        }
        flood->equation_done[e] = true;
    }
}

/* Everything reached from `start` gets the same block: through equations, and through units, whose members
 * are hidden together. */
static void flood_from(struct flood *flood, uint32_t start)
{
    const struct sdc_problem *problem = flood->problem;
    reach(flood, start);
    while (flood->queue->len > 0) {
        uint32_t at = g_array_index(flood->queue, uint32_t, flood->queue->len - 1);
        uint32_t unit = sdc_unknown_at(problem, at)->unit;
        g_array_set_size(flood->queue, flood->queue->len - 1);
        if (sdc_unit_at(problem, unit)->fixed) {
            continue;
        }
        reach_by_equations(flood, at);
        uint32_t end = flood->unit_done[unit] ? 0 : problem->first_member[unit + 1];
        for (uint32_t m = problem->first_member[unit]; m < end; m++) {
            reach(flood, problem->members[m]);
        }
        flood->unit_done[unit] = true;
    }
}

static void find_blocks(struct sdc_problem *problem)
{
    uint32_t n = problem->unknowns->len;
    struct flood flood = {.problem = problem,
                          .queue = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                          .equation_done = g_new0(bool, sdc_equations(problem) + 1),
                          .unit_done = g_new0(bool, problem->units->len + 1)};
    problem->block = g_new(uint32_t, n + 1);
    memset(problem->block, 0xff, (n + 1) * sizeof *problem->block);
    for (uint32_t i = 0; i < n; i++) {
        if (problem->block[i] == SDC_NOBODY) {
            flood_from(&flood, i);
            problem->n_blocks++;
        }
    }
    g_array_unref(flood.queue);
    g_free(flood.equation_done);
    g_free(flood.unit_done);
}

void sdc_problem_finish(struct sdc_problem *problem)
{
    index_uses(problem);
    index_members(problem);
    find_blocks(problem);
}

/* --- blocks --- */

static bool is_fixed(const struct sdc_problem *problem, uint32_t unknown)
{
    return sdc_unit_of(problem, unknown)->fixed;
}

static struct sdc_block *block_new(void)
{
    struct sdc_block *block = g_new0(struct sdc_block, 1);
    block->problem = sdc_problem_new();
    return block;
}

static void free_block(gpointer data)
{
    struct sdc_block *block = data;
    sdc_problem_free(block->problem);
    g_free(block->unknown);
    g_free(block->unit);
    g_free(block);
}

/* Numbers of blocks with something to protect, counted from 0; SDC_NOBODY for the others. */
static uint32_t *number_blocks(const struct sdc_problem *problem)
{
    uint32_t *number = g_new(uint32_t, problem->n_blocks + 1);
    memset(number, 0xff, (problem->n_blocks + 1) * sizeof *number);
    uint32_t n = 0;
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        const struct sdc_unknown *unknown = sdc_unknown_at(problem, i);
        bool checked = unknown->width > 0 && sdc_unit_of(problem, i)->hidden;
        uint32_t *its = &number[problem->block[i]];
        if (checked && *its == SDC_NOBODY) {
            *its = n++;
        }
    }
    return number;
}

struct cut {
    const struct sdc_problem *problem;
    GPtrArray *blocks; /* struct sdc_block */
    uint32_t *number;  /* by block of the problem: in `blocks` */
    uint32_t *unknown; /* by unknown: its number in its block; SDC_NOBODY = in none */
    uint32_t *unit;    /* by unit */
};

static struct sdc_block *block_of(const struct cut *cut, uint32_t unknown)
{
    uint32_t number = cut->number[cut->problem->block[unknown]];
    return number == SDC_NOBODY || is_fixed(cut->problem, unknown) ? NULL
                                                                   : g_ptr_array_index(cut->blocks, number);
}

static void cut_unknowns(struct cut *cut)
{
    const struct sdc_problem *problem = cut->problem;
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        uint32_t number = cut->number[problem->block[i]];
        while (number != SDC_NOBODY && number >= cut->blocks->len) {
            g_ptr_array_add(cut->blocks, block_new());
        }
        struct sdc_block *block = block_of(cut, i);
        if (block == NULL) {
            continue;
        }
        struct sdc_unknown unknown = *sdc_unknown_at(problem, i);
        if (cut->unit[unknown.unit] == SDC_NOBODY) {
            cut->unit[unknown.unit] =
                sdc_problem_add_unit(block->problem, sdc_unit_at(problem, unknown.unit));
        }
        unknown.unit = cut->unit[unknown.unit];
        cut->unknown[i] = sdc_problem_add_unknown(block->problem, &unknown);
    }
}

static void cut_equations(struct cut *cut)
{
    const struct sdc_problem *problem = cut->problem;
    for (uint32_t e = 0; e < sdc_equations(problem); e++) {
        struct sdc_block *block = NULL;
        uint32_t end = g_array_index(problem->firsts, uint32_t, e + 1);
        for (uint32_t t = g_array_index(problem->firsts, uint32_t, e); t < end; t++) {
            struct sdc_term term = g_array_index(problem->terms, struct sdc_term, t);
            struct sdc_block *own = cut->unknown[term.at] != SDC_NOBODY ? block_of(cut, term.at) : NULL;
            if (own != NULL) {
                block = own;
                sdc_problem_add_term(block->problem, cut->unknown[term.at], term.by);
            }
        }
        if (block != NULL) {
            sdc_problem_end_equation(block->problem);
        }
    }
}

/* The way back, from the numbers in the blocks to those in the problem. */
static void index_blocks(struct cut *cut)
{
    for (guint k = 0; k < cut->blocks->len; k++) {
        struct sdc_block *block = g_ptr_array_index(cut->blocks, k);
        block->unknown = g_new(uint32_t, block->problem->unknowns->len + 1);
        block->unit = g_new(uint32_t, block->problem->units->len + 1);
        sdc_problem_finish(block->problem);
    }
    for (uint32_t i = 0; i < cut->problem->unknowns->len; i++) {
        if (cut->unknown[i] != SDC_NOBODY) {
            struct sdc_block *block = block_of(cut, i);
            uint32_t unit = sdc_unknown_at(cut->problem, i)->unit;
            block->unknown[cut->unknown[i]] = i;
            block->unit[cut->unit[unit]] = unit;
        }
    }
}

GPtrArray *sdc_problem_cut(const struct sdc_problem *problem)
{
    struct cut cut = {.problem = problem,
                      .blocks = g_ptr_array_new_with_free_func(free_block),
                      .number = number_blocks(problem),
                      .unknown = g_new(uint32_t, problem->unknowns->len + 1),
                      .unit = g_new(uint32_t, problem->units->len + 1)};
    memset(cut.unknown, 0xff, (problem->unknowns->len + 1) * sizeof *cut.unknown);
    memset(cut.unit, 0xff, (problem->units->len + 1) * sizeof *cut.unit);
    cut_unknowns(&cut);
    cut_equations(&cut);
    index_blocks(&cut);
    g_free(cut.number);
    g_free(cut.unknown);
    g_free(cut.unit);
    return cut.blocks;
}
