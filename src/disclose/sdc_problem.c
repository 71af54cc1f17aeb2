/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unknowns, units and equations, with the indexes that walking over them needs. */
#include "vifte/sdc_problem.h"

struct sdc_problem *sdc_problem_new(void)
{
    struct sdc_problem *problem = g_new0(struct sdc_problem, 1);
    problem->unknowns = g_array_new(FALSE, FALSE, sizeof(struct sdc_unknown));
    problem->units = g_array_new(FALSE, FALSE, sizeof(struct sdc_unit));
    problem->terms = g_array_new(FALSE, FALSE, sizeof(struct sdc_term));
    problem->firsts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    uint32_t zero = 0;
    g_array_append_val(problem->firsts, zero);
    return problem;
}

void sdc_problem_free(struct sdc_problem *problem)
{
    if (problem == NULL) {
        return;
    }
    g_array_unref(problem->unknowns);
    g_array_unref(problem->units);
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
    for (uint32_t i = first; i < problem->terms->len; i++) {
        struct sdc_term *term = &g_array_index(problem->terms, struct sdc_term, i);
        if (term->at == unknown) {
            term->by += by;
            return;
        }
    }
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

/* Everything reached from `start` gets the same block: through equations, and through units, whose members
 * are hidden together. */
static void flood(struct sdc_problem *problem, uint32_t start, GArray *queue)
{
    g_array_set_size(queue, 0);
    g_array_append_val(queue, start);
    problem->block[start] = problem->n_blocks;
    while (queue->len > 0) {
        uint32_t at = g_array_index(queue, uint32_t, queue->len - 1);
        g_array_set_size(queue, queue->len - 1);
        const struct sdc_unknown *unknown = sdc_unknown_at(problem, at);
        if (sdc_unit_at(problem, unknown->unit)->fixed) {
            continue;
        }
        for (uint32_t u = problem->first_use[at]; u < problem->first_use[at + 1]; u++) {
            uint32_t e = problem->uses[u].at;
            uint32_t end = g_array_index(problem->firsts, uint32_t, e + 1);
            for (uint32_t i = g_array_index(problem->firsts, uint32_t, e); i < end; i++) {
                uint32_t next = g_array_index(problem->terms, struct sdc_term, i).at;
                if (problem->block[next] == SDC_NOBODY && !sdc_unit_of(problem, next)->fixed) {
                    problem->block[next] = problem->n_blocks;
                    g_array_append_val(queue, next);
                }
            }
        }
        for (uint32_t m = problem->first_member[unknown->unit]; m < problem->first_member[unknown->unit + 1];
             m++) {
            uint32_t next = problem->members[m];
            if (problem->block[next] == SDC_NOBODY) {
                problem->block[next] = problem->n_blocks;
                g_array_append_val(queue, next);
            }
        }
    }
    problem->n_blocks++;
}

void sdc_problem_finish(struct sdc_problem *problem)
{
    uint32_t n = problem->unknowns->len;
    index_uses(problem);
    index_members(problem);
    problem->block = g_new(uint32_t, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        problem->block[i] = SDC_NOBODY;
    }
    GArray *queue = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t i = 0; i < n; i++) {
        if (problem->block[i] == SDC_NOBODY) {
            flood(problem, i, queue);
        }
    }
    g_array_unref(queue);
}
