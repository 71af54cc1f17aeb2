/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One column an unknown: its change from the truth. */
#include "sdc_reacher.h"

#include "sdc_glpk.h"

#include <math.h>
#include <string.h>

#define NOTHING 1e-6           /* a smaller gain is none */
#define LARGEST_CHANGE 1000000 /* as good as no bound */

struct sdc_reacher {
    const struct sdc_problem *problem;
    glp_prob *lp; /* NULL = not built */
    bool *still;  /* by unknown: as its bounds are */
};

struct sdc_reacher *sdc_reacher_new(const struct sdc_problem *problem)
{
    struct sdc_reacher *reacher = g_new0(struct sdc_reacher, 1);
    reacher->problem = problem;
    reacher->still = g_new0(bool, problem->unknowns->len + 1);
    return reacher;
}

void sdc_reacher_lost(struct sdc_reacher *reacher)
{
    reacher->lp = NULL;
}

void sdc_reacher_free(struct sdc_reacher *reacher)
{
    if (reacher->lp != NULL) {
        glp_delete_prob(reacher->lp);
    }
    g_free(reacher->still);
    g_free(reacher);
}

static double room_below(const struct sdc_reacher *reacher, uint32_t i)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(reacher->problem, i);
    return (double)(unknown->value - unknown->lower);
}

static void set_still(struct sdc_reacher *reacher, uint32_t i, bool still)
{
    reacher->still[i] = still;
    glp_set_col_bnds(reacher->lp, (int)i + 1, still ? GLP_FX : GLP_LO, still ? 0 : -room_below(reacher, i),
                     0);
}

static void set_rows(struct sdc_reacher *reacher)
{
    const struct sdc_problem *problem = reacher->problem;
    GArray *at = g_array_new(FALSE, TRUE, sizeof(int));
    GArray *by = g_array_new(FALSE, TRUE, sizeof(double));
    glp_add_rows(reacher->lp, (int)sdc_equations(problem));
    for (uint32_t e = 0; e < sdc_equations(problem); e++) {
        g_array_set_size(at, 1); /* GLPK counts from 1 */
        g_array_set_size(by, 1);
        uint32_t end = g_array_index(problem->firsts, uint32_t, e + 1);
        for (uint32_t t = g_array_index(problem->firsts, uint32_t, e); t < end; t++) {
            const struct sdc_term *term = &g_array_index(problem->terms, struct sdc_term, t);
            int column = (int)term->at + 1;
            double factor = term->by;
            g_array_append_val(at, column);
            g_array_append_val(by, factor);
        }
        glp_set_row_bnds(reacher->lp, (int)e + 1, GLP_FX, 0, 0);
        glp_set_mat_row(reacher->lp, (int)e + 1, (int)at->len - 1, (const int *)at->data,
                        (const double *)by->data);
    }
    g_array_unref(at);
    g_array_unref(by);
}

static void build(struct sdc_reacher *reacher)
{
    uint32_t n = reacher->problem->unknowns->len;
    reacher->lp = glp_create_prob();
    glp_set_obj_dir(reacher->lp, GLP_MAX);
    glp_add_cols(reacher->lp, (int)n);
    for (uint32_t i = 0; i < n; i++) {
        set_still(reacher, i, true);
    }
    if (sdc_equations(reacher->problem) > 0) {
        set_rows(reacher);
    }
}

/* What moves for this attacker now. Nothing changed is always possible: the beginning of all bases. */
static void set_bounds(struct sdc_reacher *reacher, const struct sdc_profile *profile)
{
    const struct sdc_problem *problem = reacher->problem;
    bool changed = false;
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        bool still = !sdc_unit_of(problem, i)->hidden || sdc_knows(profile, sdc_unknown_at(problem, i));
        if (still != reacher->still[i]) {
            set_still(reacher, i, still);
            changed = true;
        }
    }
    if (changed) {
        glp_std_basis(reacher->lp);
    }
}

/* A printed unknown's reduced cost is what moving it would add. */
static void read_gains(const struct sdc_reacher *reacher, const struct sdc_profile *profile, double *more)
{
    const struct sdc_problem *problem = reacher->problem;
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        const struct sdc_unknown *unknown = sdc_unknown_at(problem, i);
        if (sdc_unit_at(problem, unknown->unit)->hidden || sdc_knows(profile, unknown)) {
            continue;
        }
        double gain = glp_get_col_dual(reacher->lp, (int)i + 1);
        if (gain > NOTHING) {
            more[unknown->unit] = INFINITY;
        } else if (gain < -NOTHING) {
            more[unknown->unit] -= gain * room_below(reacher, i);
        }
    }
}

static bool reach_one_way(struct sdc_reacher *reacher, uint32_t unknown, int sign, double *far)
{
    glp_set_obj_coef(reacher->lp, (int)unknown + 1, sign);
    if (sdc_glpk_solve(reacher->lp, GLP_PRIMAL) != SDC_FOUND) {
        return false;
    }
    *far = glp_get_obj_val(reacher->lp);
    *far = *far >= LARGEST_CHANGE ? INFINITY : *far;
    return true;
}

static bool reach_both_ways(struct sdc_reacher *reacher, uint32_t unknown, const struct sdc_profile *profile,
                            struct sdc_reach *reach)
{
    if (!reach_one_way(reacher, unknown, 1, &reach->up)) {
        return false;
    }
    read_gains(reacher, profile, reach->more_up);
    if (!reach_one_way(reacher, unknown, -1, &reach->down)) {
        return false;
    }
    read_gains(reacher, profile, reach->more_down);
    return true;
}

bool sdc_reacher_ask(struct sdc_reacher *reacher, uint32_t unknown, const struct sdc_profile *profile,
                     struct sdc_reach *reach)
{
    size_t units = reacher->problem->units->len;
    int column = (int)unknown + 1;
    memset(reach->more_up, 0, units * sizeof *reach->more_up);
    memset(reach->more_down, 0, units * sizeof *reach->more_down);
    if (reacher->lp == NULL) {
        build(reacher);
    }
    set_bounds(reacher, profile);
    glp_set_col_bnds(reacher->lp, column, GLP_DB, -room_below(reacher, unknown), LARGEST_CHANGE);
    bool good = reach_both_ways(reacher, unknown, profile, reach);
    glp_set_obj_coef(reacher->lp, column, 0);
    set_still(reacher, unknown, reacher->still[unknown]);
    return good;
}
