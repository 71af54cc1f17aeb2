/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pattern that costs least is proposed by a small whole-number program (GLPK), and what it leaves open says
 * which units one of must be hidden as well: a cut, from the reduced costs of the linear program that fails
 * (sdc_move.h: sdc_reach()). Benders' method; Fischetti & Salazar-Gonzalez 2000 for tables. It ends when a
 * proposal holds: no cheaper one can, since all cuts are true of every pattern that holds.
 */
#include "sdc_exact.h"

#include <glpk.h>
#include <math.h>

#define CUTS_A_ROUND 40
#define SHORT 1e-6 /* less is not short of anything */

/* sum of by x hidden >= right side, where one of the terms may be the unit that needs it (-1, then >= 0). */
struct cut {
    GArray *terms; /* struct part */
    double right;
};

struct part {
    uint32_t candidate;
    double by;
};

struct search {
    struct sdc_guard *guard;
    GArray *candidates;  /* uint32_t: units that may be hidden or not */
    uint32_t *candidate; /* by unit: its number, or SDC_NOBODY */
    GArray *cuts;        /* struct cut */
    bool *proposal;      /* by candidate */
    double *more_up, *more_down;
};

static void find_candidates(struct search *search)
{
    const struct sdc_problem *problem = search->guard->problem;
    for (uint32_t u = 0; u < problem->units->len; u++) {
        const struct sdc_unit *unit = sdc_unit_at(problem, u);
        bool is_one = !unit->primary && !unit->fixed && unit->weight > 0;
        search->candidate[u] = is_one ? search->candidates->len : SDC_NOBODY;
        if (is_one) {
            g_array_append_val(search->candidates, u);
        }
    }
}

static const struct sdc_unit *candidate_at(const struct search *search, uint32_t c)
{
    return sdc_unit_at(search->guard->problem, g_array_index(search->candidates, uint32_t, c));
}

static void free_cut(gpointer data)
{
    g_array_unref(((struct cut *)data)->terms);
}

/* --- proposing --- */

static void add_row(glp_prob *lp, const struct cut *cut)
{
    int n = (int)cut->terms->len;
    int *columns = g_new(int, (gsize)n + 1);
    double *values = g_new(double, (gsize)n + 1);
    for (int k = 0; k < n; k++) {
        columns[k + 1] = (int)g_array_index(cut->terms, struct part, k).candidate + 1;
        values[k + 1] = g_array_index(cut->terms, struct part, k).by;
    }
    int row = glp_add_rows(lp, 1);
    glp_set_row_bnds(lp, row, GLP_LO, cut->right, 0);
    glp_set_mat_row(lp, row, n, columns, values);
    g_free(columns);
    g_free(values);
}

static void stop_at_limit(glp_tree *tree, void *data)
{
    int *nodes = data;
    if (glp_ios_reason(tree) == GLP_ISELECT && --*nodes < 0) {
        glp_ios_terminate(tree);
    }
}

static bool solve(const struct search *search, glp_prob *lp)
{
    int nodes = search->guard->rules->exact_nodes;
    glp_smcp simplex;
    glp_iocp whole;
    glp_init_smcp(&simplex);
    glp_init_iocp(&whole);
    simplex.msg_lev = whole.msg_lev = GLP_MSG_OFF;
    whole.cb_func = stop_at_limit;
    whole.cb_info = &nodes;
    return glp_simplex(lp, &simplex) == 0 && glp_get_status(lp) == GLP_OPT && glp_intopt(lp, &whole) == 0 &&
           glp_mip_status(lp) == GLP_OPT;
}

static void set_goal(const struct search *search, glp_prob *lp, bool weight)
{
    for (uint32_t c = 0; c < search->candidates->len; c++) {
        const struct sdc_unit *unit = candidate_at(search, c);
        glp_set_obj_coef(lp, (int)c + 1, (double)(weight ? unit->weight : unit->sum));
    }
}

/* Weight as it is from now on. */
static void add_weight_row(const struct search *search, glp_prob *lp, double most)
{
    struct cut cut = {.terms = g_array_new(FALSE, FALSE, sizeof(struct part)), .right = -most};
    for (uint32_t c = 0; c < search->candidates->len; c++) {
        struct part part = {.candidate = c, .by = -(double)candidate_at(search, c)->weight};
        g_array_append_val(cut.terms, part);
    }
    add_row(lp, &cut);
    free_cut(&cut);
}

/* The pattern with the least weight that the cuts allow, and of these the one with the least sum. */
static bool propose(struct search *search)
{
    glp_prob *lp = glp_create_prob();
    uint32_t n = search->candidates->len;
    glp_add_cols(lp, (int)n);
    for (uint32_t c = 0; c < n; c++) {
        glp_set_col_kind(lp, (int)c + 1, GLP_BV);
    }
    for (guint k = 0; k < search->cuts->len; k++) {
        add_row(lp, &g_array_index(search->cuts, struct cut, k));
    }
    set_goal(search, lp, true);
    bool good = solve(search, lp);
    if (good) {
        add_weight_row(search, lp, round(glp_mip_obj_val(lp)));
        set_goal(search, lp, false);
        good = solve(search, lp);
    }
    for (uint32_t c = 0; good && c < n; c++) {
        search->proposal[c] = glp_mip_col_val(lp, (int)c + 1) > 0.5;
    }
    glp_delete_prob(lp);
    return good;
}

static void show(struct search *search, const bool *pattern)
{
    for (uint32_t c = 0; c < search->candidates->len; c++) {
        sdc_guard_turn(search->guard, g_array_index(search->candidates, uint32_t, c), pattern[c]);
    }
}

/* --- cuts --- */

/* Units of which at least one share of what is short must come; `needs` (or SDC_NOBODY) need not be hidden.
 */
static void add_cut(struct search *search, double shortage, bool up, bool down, uint32_t needs)
{
    struct cut cut = {.terms = g_array_new(FALSE, FALSE, sizeof(struct part)),
                      .right = needs == SDC_NOBODY ? 1 : 0};
    for (uint32_t c = 0; c < search->candidates->len; c++) {
        uint32_t unit = g_array_index(search->candidates, uint32_t, c);
        double more = (up ? search->more_up[unit] : 0) + (down ? search->more_down[unit] : 0);
        struct part part = {.candidate = c, .by = fmin(1, more / shortage) - (c == needs)};
        if (part.by != 0) {
            g_array_append_val(cut.terms, part);
        }
    }
    g_array_append_val(search->cuts, cut);
}

/* No linear program says why: one more unit, whichever. */
static void add_any_cut(struct search *search, uint32_t needs)
{
    for (uint32_t u = 0; u < search->guard->problem->units->len; u++) {
        search->more_up[u] = sdc_unit_at(search->guard->problem, u)->hidden ? 0 : 1;
    }
    add_cut(search, 1, true, false, needs);
}

/* Cuts from linear programming; false when it does not see why the requirement fails, or that it does. */
static bool cut_off(struct search *search, const struct sdc_question *failure)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(search->guard->problem, failure->unknown);
    struct sdc_reach reach = {.more_up = search->more_up, .more_down = search->more_down};
    uint32_t needs = search->candidate[unknown->unit];
    if (!sdc_reach(search->guard->mover, failure->unknown, &failure->profile, &reach)) {
        return false;
    }
    double wide = (double)unknown->width - (reach.up + reach.down);
    double high = unknown->reach == SDC_NO_REACH ? 0 : (double)(unknown->reach - unknown->value) - reach.up;
    if (wide > SHORT) {
        add_cut(search, wide, true, true, needs);
    }
    if (high > SHORT) {
        add_cut(search, high, true, false, needs);
    }
    return wide > SHORT || high > SHORT;
}

/* A cut where the requirement fails. Most are held by hand; nearly all others fail by linear programming. */
static void check(struct search *search, uint32_t unknown)
{
    struct sdc_question failure;
    if (sdc_guard_holds(search->guard, unknown, SDC_BY_HAND, &failure) || cut_off(search, &failure)) {
        return;
    }
    if (!sdc_guard_holds(search->guard, unknown, 0, &failure) && !cut_off(search, &failure)) {
        add_any_cut(search, search->candidate[sdc_unknown_at(search->guard->problem, unknown)->unit]);
    }
}

/* Adds cuts for what the pattern leaves open; false when that is nothing. */
static bool cut_open(struct search *search)
{
    struct sdc_guard *guard = search->guard;
    guint before = search->cuts->len;
    for (uint32_t i = 0; i < guard->problem->unknowns->len && search->cuts->len < before + CUTS_A_ROUND;
         i++) {
        if (sdc_guard_checks(guard, i)) {
            check(search, i);
        }
    }
    return search->cuts->len > before;
}

/* --- the search --- */

struct price {
    int64_t weight, cost;
};

static struct price price_of(const struct search *search, const bool *pattern)
{
    struct price price = {0};
    for (uint32_t c = 0; c < search->candidates->len; c++) {
        price.weight += pattern[c] ? candidate_at(search, c)->weight : 0;
        price.cost += pattern[c] ? sdc_unit_cost(candidate_at(search, c)) : 0;
    }
    return price;
}

/* Leaves the best pattern that is known; the least weight of any. */
static int64_t run(struct search *search, const bool *known)
{
    const struct price price = price_of(search, known);
    const uint64_t limit = sdc_mover_solved(search->guard->mover) + search->guard->rules->exact_solves;
    int64_t least = 0;
    for (uint32_t round = 0; round < search->guard->rules->exact_rounds &&
                             sdc_mover_solved(search->guard->mover) < limit && propose(search);
         round++) {
        const struct price proposed = price_of(search, search->proposal);
        if (proposed.cost >= price.cost) {
            least = price.weight;
            break;
        }
        least = proposed.weight;
        show(search, search->proposal);
        if (!cut_open(search)) {
            return least;
        }
    }
    show(search, known);
    return least;
}

int64_t sdc_exact(struct sdc_guard *guard)
{
    uint32_t units = guard->problem->units->len;
    struct search search = {.guard = guard,
                            .candidates = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                            .candidate = g_new(uint32_t, units + 1),
                            .cuts = g_array_new(FALSE, FALSE, sizeof(struct cut)),
                            .more_up = g_new0(double, units + 1),
                            .more_down = g_new0(double, units + 1)};
    g_array_set_clear_func(search.cuts, free_cut);
    find_candidates(&search);
    uint32_t n = search.candidates->len;
    bool *known = g_new0(bool, n + 1);
    bool any = false;
    for (uint32_t c = 0; c < n; c++) {
        known[c] = candidate_at(&search, c)->hidden;
        any = any || known[c];
    }
    search.proposal = g_new0(bool, n + 1);
    uint32_t most = guard->rules->exact_units;
    int64_t least = any && n <= most ? run(&search, known) : 0;
    g_free(search.proposal);
    g_free(known);
    g_array_unref(search.candidates);
    g_array_unref(search.cuts);
    g_free(search.candidate);
    g_free(search.more_up);
    g_free(search.more_down);
    return least;
}
