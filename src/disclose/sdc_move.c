/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes that contradict nothing, by GLPK; the only user of its solvers. */
#include "vifte/sdc_move.h"

#include "sdc_chain.h"
#include "vifte/jobs.h"

#include <glpk.h>
#include <math.h>
#include <setjmp.h>
#include <string.h>

#define WINDOW_GROWTH 6        /* how many times more unknowns are looked at when nothing is found */
#define NEAR_ALONE 24          /* hidden unknowns that come before the first printed one, then two for one */
#define NODES_MAX 1000         /* of branch and bound, for one question */
#define HIDDEN_COST 1e-3       /* of changing a hidden figure by its width: few changes are better proofs */
#define FARTHER 1e3            /* what one more of the change that is asked for is worth */
#define WHOLE 1e-6             /* nearer to a whole number than this is whole */
#define LARGEST_CHANGE 1000000 /* nothing is asked beyond; larger is as good as no bound */

struct sdc_mover {
    const struct sdc_problem *problem;
    uint32_t stamp;
    uint32_t *seen_unknown; /* by unknown: the stamp of the last window it was in */
    uint32_t *seen_equation;
    uint32_t *place;      /* by unknown: its number in the window */
    GArray *window;       /* uint32_t: unknowns */
    GArray *rows;         /* uint32_t: equations that touch them */
    GQueue near, far;     /* unknowns to visit: hidden, printed */
    GArray *ia, *ja, *ar; /* the matrix as GLPK wants it, from 1 on; at least as long as it is */
    int n_elements;
    uint64_t solved;
    struct sdc_chain *chain;
    int64_t *sums; /* by equation; all 0 between uses */
    glp_prob *lp;
    jmp_buf failure; /* GLPK gives up by calling its hook */
    bool no_memory;  /* and says why on the terminal only */
};

struct sdc_mover *sdc_mover_new(const struct sdc_problem *problem)
{
    struct sdc_mover *mover = g_new0(struct sdc_mover, 1);
    mover->problem = problem;
    mover->seen_unknown = g_new0(uint32_t, problem->unknowns->len + 1);
    mover->place = g_new0(uint32_t, problem->unknowns->len + 1);
    mover->seen_equation = g_new0(uint32_t, sdc_equations(problem) + 1);
    mover->sums = g_new0(int64_t, sdc_equations(problem) + 1);
    mover->chain = sdc_chain_new(problem);
    mover->window = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    mover->rows = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    mover->ia = g_array_new(FALSE, FALSE, sizeof(int));
    mover->ja = g_array_new(FALSE, FALSE, sizeof(int));
    mover->ar = g_array_new(FALSE, FALSE, sizeof(double));
    g_queue_init(&mover->near);
    g_queue_init(&mover->far);
    glp_term_out(GLP_OFF);
    return mover;
}

void sdc_mover_free(struct sdc_mover *mover)
{
    g_free(mover->seen_unknown);
    g_free(mover->seen_equation);
    g_free(mover->place);
    g_free(mover->sums);
    sdc_chain_free(mover->chain);
    g_array_unref(mover->window);
    g_array_unref(mover->rows);
    g_array_unref(mover->ia);
    g_array_unref(mover->ja);
    g_array_unref(mover->ar);
    g_queue_clear(&mover->near);
    g_queue_clear(&mover->far);
    glp_free_env();
    g_free(mover);
}

uint64_t sdc_mover_solved(const struct sdc_mover *mover)
{
    return mover->solved;
}

void sdc_move_each(size_t n, void (*task)(size_t i, void *data), void *data)
{
    if (glp_config("TLS") != NULL) {
        jobs_each(n, task, data);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        task(i, data);
    }
}

static void visit(struct sdc_mover *mover, const struct sdc_question *question, uint32_t i)
{
    if (mover->seen_unknown[i] == mover->stamp) {
        return;
    }
    mover->seen_unknown[i] = mover->stamp;
    if (sdc_can_move(mover->problem, question, i)) {
        bool hidden = sdc_unit_of(mover->problem, i)->hidden;
        g_queue_push_tail(hidden ? &mover->near : &mover->far, GUINT_TO_POINTER(i));
    }
}

/* Takes an unknown into the window; what shares an equation with it may follow. */
static void take(struct sdc_mover *mover, const struct sdc_question *question, uint32_t i)
{
    const struct sdc_problem *problem = mover->problem;
    mover->place[i] = mover->window->len;
    g_array_append_val(mover->window, i);
    for (uint32_t u = problem->first_use[i]; u < problem->first_use[i + 1]; u++) {
        uint32_t e = problem->uses[u].at;
        if (mover->seen_equation[e] == mover->stamp) {
            continue;
        }
        mover->seen_equation[e] = mover->stamp;
        g_array_append_val(mover->rows, e);
        uint32_t end = g_array_index(problem->firsts, uint32_t, e + 1);
        for (uint32_t t = g_array_index(problem->firsts, uint32_t, e); t < end; t++) {
            visit(mover, question, g_array_index(problem->terms, struct sdc_term, t).at);
        }
    }
}

/* The unknowns nearest to the question's, more hidden ones than printed ones; true when these are all. */
static bool open_window(struct sdc_mover *mover, const struct sdc_question *question, size_t room)
{
    mover->stamp++;
    g_array_set_size(mover->window, 0);
    g_array_set_size(mover->rows, 0);
    g_queue_clear(&mover->near);
    g_queue_clear(&mover->far);
    visit(mover, question, question->unknown);
    size_t hidden = 0;
    while (mover->window->len < room) {
        bool turn_of_far =
            hidden > 2 * (mover->window->len - hidden) + NEAR_ALONE && !g_queue_is_empty(&mover->far);
        GQueue *queue = turn_of_far || g_queue_is_empty(&mover->near) ? &mover->far : &mover->near;
        hidden += queue == &mover->near;
        if (g_queue_is_empty(queue)) {
            return true;
        }
        take(mover, question, GPOINTER_TO_UINT(g_queue_pop_head(queue)));
    }
    return g_queue_is_empty(&mover->near) && g_queue_is_empty(&mover->far);
}

static double cost_of(const struct sdc_problem *problem, const struct sdc_unknown *unknown)
{
    const struct sdc_unit *unit = sdc_unit_at(problem, unknown->unit);
    double width = unknown->width > 0 ? (double)unknown->width : 1;
    if (unit->hidden) {
        return HIDDEN_COST / width;
    }
    return ((double)unit->weight + 1e-4 * fmin((double)unit->sum, 5000)) / width;
}

/* Room for both columns of every term. */
static void clear_matrix(struct sdc_mover *mover)
{
    guint most = 1;
    for (guint r = 0; r < mover->rows->len; r++) {
        const uint32_t *first =
            &g_array_index(mover->problem->firsts, uint32_t, g_array_index(mover->rows, uint32_t, r));
        most += 2 * (first[1] - first[0]);
    }
    g_array_set_size(mover->ia, most);
    g_array_set_size(mover->ja, most);
    g_array_set_size(mover->ar, most);
    mover->n_elements = 0;
}

static void put(struct sdc_mover *mover, int row, int column, double value)
{
    int k = ++mover->n_elements;
    g_array_index(mover->ia, int, k) = row;
    g_array_index(mover->ja, int, k) = column;
    g_array_index(mover->ar, double, k) = value;
}

/* Two columns an unknown: up (2k + 1) and down (2k + 2). */
static void set_columns(struct sdc_mover *mover)
{
    glp_add_cols(mover->lp, 2 * (int)mover->window->len);
    for (guint k = 0; k < mover->window->len; k++) {
        const struct sdc_unknown *unknown =
            sdc_unknown_at(mover->problem, g_array_index(mover->window, uint32_t, k));
        int up = 2 * (int)k + 1;
        double room = (double)(unknown->value - unknown->lower);
        glp_set_col_bnds(mover->lp, up, GLP_LO, 0, 0);
        glp_set_col_bnds(mover->lp, up + 1, room > 0 ? GLP_DB : GLP_FX, 0, fmax(room, 0));
    }
}

static void set_costs(struct sdc_mover *mover)
{
    for (guint k = 0; k < mover->window->len; k++) {
        uint32_t i = g_array_index(mover->window, uint32_t, k);
        double cost = cost_of(mover->problem, sdc_unknown_at(mover->problem, i));
        glp_set_obj_coef(mover->lp, 2 * (int)k + 1, cost);
        glp_set_obj_coef(mover->lp, 2 * (int)k + 2, cost);
    }
}

static bool in_window(const struct sdc_mover *mover, uint32_t i)
{
    uint32_t k = mover->place[i];
    return k < mover->window->len && g_array_index(mover->window, uint32_t, k) == i;
}

static void set_rows(struct sdc_mover *mover)
{
    const struct sdc_problem *problem = mover->problem;
    clear_matrix(mover);
    if (mover->rows->len > 0) {
        glp_add_rows(mover->lp, (int)mover->rows->len);
    }
    for (guint r = 0; r < mover->rows->len; r++) {
        uint32_t e = g_array_index(mover->rows, uint32_t, r);
        uint32_t end = g_array_index(problem->firsts, uint32_t, e + 1);
        glp_set_row_bnds(mover->lp, (int)r + 1, GLP_FX, 0, 0);
        for (uint32_t t = g_array_index(problem->firsts, uint32_t, e); t < end; t++) {
            struct sdc_term term = g_array_index(problem->terms, struct sdc_term, t);
            if (in_window(mover, term.at)) {
                int up = 2 * (int)mover->place[term.at] + 1;
                put(mover, (int)r + 1, up, term.by);
                put(mover, (int)r + 1, up + 1, -term.by);
            }
        }
    }
    glp_load_matrix(mover->lp, mover->n_elements, (const int *)mover->ia->data, (const int *)mover->ja->data,
                    (const double *)mover->ar->data);
}

static void build(struct sdc_mover *mover)
{
    mover->lp = glp_create_prob();
    glp_set_obj_dir(mover->lp, GLP_MIN);
    set_columns(mover);
    set_rows(mover);
}

/* What GLPK would print; 1 = it is not printed. */
static int hear(void *data, const char *text)
{
    struct sdc_mover *mover = data;
    mover->no_memory = mover->no_memory || strstr(text, "no memory") != NULL;
    return 1;
}

/* Without memory the run ends as it does everywhere: to go on would hide more than the same input hides at
 * other times. */
static void give_up(void *data)
{
    struct sdc_mover *mover = data;
    if (mover->no_memory) {
        g_error("out of memory");
    }
    longjmp(mover->failure, 1);
}

/* NULL = nobody listens. */
static void listen_to_glpk(struct sdc_mover *mover)
{
    glp_term_hook(mover != NULL ? hear : NULL, mover);
    glp_error_hook(mover != NULL ? give_up : NULL, mover);
}

/* After a failure its memory is lost. */
static void clear_glpk(void)
{
    listen_to_glpk(NULL);
    glp_free_env();
    glp_term_out(GLP_OFF);
}

static void limit_nodes(glp_tree *tree, void *data)
{
    int *nodes = data;
    bool enough =
        glp_ios_reason(tree) == GLP_IBINGO || (glp_ios_reason(tree) == GLP_ISELECT && ++*nodes > NODES_MAX);
    if (enough) {
        glp_ios_terminate(tree);
    }
}

static enum sdc_answer answer_of(int status)
{
    switch (status) {
    case GLP_OPT:
    case GLP_FEAS:
        return SDC_FOUND;
    case GLP_NOFEAS:
        return SDC_IMPOSSIBLE;
    default:
        return SDC_UNSURE;
    }
}

static enum sdc_answer solve_lp(struct sdc_mover *mover, int method)
{
    glp_smcp parameters;
    glp_init_smcp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.meth = method;
    mover->solved++;
    if (glp_simplex(mover->lp, &parameters) != 0) {
        glp_std_basis(mover->lp);
        parameters.meth = GLP_PRIMAL;
        parameters.presolve = GLP_ON;
        int failed = glp_simplex(mover->lp, &parameters);
        if (failed == GLP_ENOPFS) {
            return SDC_IMPOSSIBLE;
        }
        if (failed != 0) {
            return SDC_UNSURE;
        }
    }
    return answer_of(glp_get_status(mover->lp));
}

/* Does the unknown stand in an equation with a coefficient other than 1 and -1? */
static bool is_multiplied(const struct sdc_problem *problem, uint32_t i)
{
    for (uint32_t u = problem->first_use[i]; u < problem->first_use[i + 1]; u++) {
        if (problem->uses[u].by > 1 || problem->uses[u].by < -1) {
            return true;
        }
    }
    return false;
}

/* Where all coefficients are 1 and -1, sums of sums have whole corners nearly always; it is persons with a
 * year of days each that break them. Once these are whole, the rest mostly is. */
static bool demand_whole(struct sdc_mover *mover, bool all)
{
    bool any = false;
    for (guint k = 0; k < mover->window->len; k++) {
        bool whole = all || is_multiplied(mover->problem, g_array_index(mover->window, uint32_t, k));
        glp_set_col_kind(mover->lp, 2 * (int)k + 1, whole ? GLP_IV : GLP_CV);
        glp_set_col_kind(mover->lp, 2 * (int)k + 2, whole ? GLP_IV : GLP_CV);
        any = any || whole;
    }
    return any;
}

static enum sdc_answer branch_and_bound(struct sdc_mover *mover)
{
    int nodes = 0;
    glp_iocp parameters;
    glp_init_iocp(&parameters);
    parameters.msg_lev = GLP_MSG_OFF;
    parameters.bt_tech = GLP_BT_DFS;
    parameters.cb_func = limit_nodes;
    parameters.cb_info = &nodes;
    mover->solved++;
    if (glp_intopt(mover->lp, &parameters) != 0 && glp_mip_status(mover->lp) != GLP_FEAS) {
        return SDC_UNSURE;
    }
    return answer_of(glp_mip_status(mover->lp));
}

static double change_in(const struct sdc_mover *mover, guint k, bool whole)
{
    int up = 2 * (int)k + 1;
    return whole ? glp_mip_col_val(mover->lp, up) - glp_mip_col_val(mover->lp, up + 1)
                 : glp_get_col_prim(mover->lp, up) - glp_get_col_prim(mover->lp, up + 1);
}

static bool is_whole(const struct sdc_mover *mover, bool whole)
{
    for (guint k = 0; k < mover->window->len; k++) {
        double change = change_in(mover, k, whole);
        if (fabs(change - round(change)) > WHOLE) {
            return false;
        }
    }
    return true;
}

static enum sdc_answer solve_whole(struct sdc_mover *mover)
{
    if (demand_whole(mover, false)) {
        enum sdc_answer answer = branch_and_bound(mover);
        if (answer == SDC_IMPOSSIBLE || (answer == SDC_FOUND && is_whole(mover, true))) {
            return answer;
        }
    }
    demand_whole(mover, true);
    return branch_and_bound(mover);
}

static void read_steps(const struct sdc_mover *mover, bool whole, GArray *steps)
{
    g_array_set_size(steps, 0);
    for (guint k = 0; k < mover->window->len; k++) {
        double change = change_in(mover, k, whole);
        struct sdc_step step = {.unknown = g_array_index(mover->window, uint32_t, k), .by = llround(change)};
        if (fabs(change) > WHOLE) {
            g_array_append_val(steps, step);
        }
    }
}

bool sdc_move_is_sound(const struct sdc_mover *mover, const GArray *steps)
{
    const struct sdc_problem *problem = mover->problem;
    bool good = steps->len > 0;
    for (guint s = 0; s < steps->len; s++) {
        struct sdc_step step = g_array_index(steps, struct sdc_step, s);
        const struct sdc_unknown *unknown = sdc_unknown_at(problem, step.unknown);
        good = good && unknown->value + step.by >= unknown->lower;
        for (uint32_t u = problem->first_use[step.unknown]; u < problem->first_use[step.unknown + 1]; u++) {
            mover->sums[problem->uses[u].at] += problem->uses[u].by * step.by;
        }
    }
    for (guint s = 0; s < steps->len; s++) {
        uint32_t i = g_array_index(steps, struct sdc_step, s).unknown;
        for (uint32_t u = problem->first_use[i]; u < problem->first_use[i + 1]; u++) {
            good = good && mover->sums[problem->uses[u].at] == 0;
            mover->sums[problem->uses[u].at] = 0;
        }
    }
    return good;
}

static void demand(struct sdc_mover *mover, const struct sdc_question *question)
{
    int up = 2 * (int)mover->place[question->unknown] + 1;
    int wanted = question->change > 0 ? up : up + 1;
    int other = question->change > 0 ? up + 1 : up;
    double change = fabs((double)question->change);
    glp_set_col_bnds(mover->lp, other, GLP_FX, 0, 0);
    if (question->as_far) {
        glp_set_col_bnds(mover->lp, wanted, GLP_DB, 0, change);
        glp_set_obj_coef(mover->lp, wanted, -FARTHER);
    } else {
        glp_set_col_bnds(mover->lp, wanted, GLP_FX, change, change);
    }
}

static enum sdc_answer solve_window(struct sdc_mover *mover, const struct sdc_question *question,
                                    GArray *steps)
{
    build(mover);
    set_costs(mover);
    demand(mover, question);
    enum sdc_answer answer = solve_lp(mover, GLP_DUALP);
    bool whole = false;
    if (answer == SDC_FOUND && !is_whole(mover, false)) {
        answer = question->may_be_rough ? SDC_ROUGH : solve_whole(mover);
        whole = answer == SDC_FOUND;
    }
    if (answer == SDC_ROUGH) {
        read_steps(mover, false, steps);
    }
    if (answer == SDC_FOUND) {
        read_steps(mover, whole, steps);
        answer = sdc_move_is_sound(mover, steps) ? SDC_FOUND : SDC_UNSURE;
    }
    glp_delete_prob(mover->lp);
    return answer;
}

/* GLPK reports what it takes for a bug of its own by a hook that must not return: its memory is lost then,
 * and the question stays open. */
static enum sdc_answer solve_safely(struct sdc_mover *mover, const struct sdc_question *question,
                                    GArray *steps)
{
    if (setjmp(mover->failure) != 0) {
        clear_glpk();
        return SDC_UNSURE;
    }
    listen_to_glpk(mover);
    enum sdc_answer answer = solve_window(mover, question, steps);
    listen_to_glpk(NULL);
    return answer;
}

void sdc_move_by_hand(struct sdc_mover *mover, const struct sdc_question *question, GArray *steps)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(mover->problem, question->unknown);
    struct sdc_question least = *question;
    least.change = question->change > 0 ? 1 : -1;
    g_array_set_size(steps, 0);
    if (sdc_can_move(mover->problem, question, question->unknown) &&
        unknown->value + question->change >= unknown->lower && !sdc_chain_is_hopeless(mover->chain, &least)) {
        sdc_chain_find(mover->chain, question, steps);
        g_array_set_size(steps, sdc_move_is_sound(mover, steps) ? steps->len : 0);
    }
}

enum sdc_answer sdc_move(struct sdc_mover *mover, const struct sdc_question *question, GArray *steps)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(mover->problem, question->unknown);
    g_array_set_size(steps, 0);
    if (!sdc_can_move(mover->problem, question, question->unknown) ||
        unknown->value + question->change < unknown->lower ||
        (!question->as_far && sdc_chain_is_hopeless(mover->chain, question))) {
        return SDC_IMPOSSIBLE;
    }
    enum sdc_answer answer = SDC_IMPOSSIBLE;
    bool whole_block = false;
    for (size_t room = SDC_NEAR; !whole_block && answer != SDC_FOUND && answer != SDC_ROUGH;
         room *= WINDOW_GROWTH) {
        if (question->room != 0 && room > question->room) {
            return SDC_UNSURE;
        }
        whole_block = open_window(mover, question, room);
        answer = solve_safely(mover, question, steps);
    }
    return answer;
}

/* One side of the interval; `sign` -1 = least, 1 = greatest. In the program that is built: from where the
 * other side ended. */
static bool solve_bound(struct sdc_mover *mover, uint32_t unknown, int sign, double *bound,
                        double *whole_bound)
{
    int up = 2 * (int)mover->place[unknown] + 1;
    glp_set_obj_coef(mover->lp, up, -sign);
    glp_set_obj_coef(mover->lp, up + 1, sign);
    double value = (double)sdc_unknown_at(mover->problem, unknown)->value;
    enum sdc_answer answer = solve_lp(mover, GLP_PRIMAL);
    if (answer == SDC_FOUND) {
        double change = change_in(mover, mover->place[unknown], false);
        *bound = change >= LARGEST_CHANGE ? INFINITY : value + change;
        *whole_bound = *bound;
        if (!is_whole(mover, false)) {
            answer = solve_whole(mover);
            *whole_bound =
                isinf(*bound) ? *bound : value + round(change_in(mover, mover->place[unknown], true));
        }
    }
    return answer == SDC_FOUND;
}

static bool bounds_of_window(struct sdc_mover *mover, uint32_t unknown, struct sdc_bounds *bounds)
{
    if (setjmp(mover->failure) != 0) {
        clear_glpk();
        return false;
    }
    listen_to_glpk(mover);
    build(mover);
    glp_set_col_bnds(mover->lp, 2 * (int)mover->place[unknown] + 1, GLP_DB, 0, LARGEST_CHANGE);
    bool good = solve_bound(mover, unknown, -1, &bounds->lower, &bounds->whole_lower) &&
                solve_bound(mover, unknown, 1, &bounds->upper, &bounds->whole_upper);
    glp_delete_prob(mover->lp);
    listen_to_glpk(NULL);
    return good;
}

bool sdc_bounds(struct sdc_mover *mover, uint32_t unknown, const struct sdc_profile *profile,
                struct sdc_bounds *bounds)
{
    struct sdc_question question = {.unknown = unknown, .profile = *profile};
    if (!sdc_can_move(mover->problem, &question, unknown)) {
        double value = (double)sdc_unknown_at(mover->problem, unknown)->value;
        *bounds = (struct sdc_bounds){value, value, value, value};
        return true;
    }
    open_window(mover, &question, SIZE_MAX);
    return bounds_of_window(mover, unknown, bounds);
}

/* Every printed unknown is a column that stands still: its reduced cost is what moving it would add. */
static void fix_printed(struct sdc_mover *mover)
{
    for (guint k = 0; k < mover->window->len; k++) {
        if (!sdc_unit_of(mover->problem, g_array_index(mover->window, uint32_t, k))->hidden) {
            glp_set_col_bnds(mover->lp, 2 * (int)k + 1, GLP_FX, 0, 0);
            glp_set_col_bnds(mover->lp, 2 * (int)k + 2, GLP_FX, 0, 0);
        }
    }
}

static void read_gains(const struct sdc_mover *mover, double *more)
{
    for (guint k = 0; k < mover->window->len; k++) {
        uint32_t i = g_array_index(mover->window, uint32_t, k);
        const struct sdc_unknown *unknown = sdc_unknown_at(mover->problem, i);
        if (sdc_unit_at(mover->problem, unknown->unit)->hidden) {
            continue;
        }
        double up = glp_get_col_dual(mover->lp, 2 * (int)k + 1);
        double down = glp_get_col_dual(mover->lp, 2 * (int)k + 2);
        more[unknown->unit] += up > WHOLE ? INFINITY : 0;
        more[unknown->unit] += down > WHOLE ? down * (double)(unknown->value - unknown->lower) : 0;
    }
}

/* In the program that is built: from where the other way ended. */
static bool reach_one_way(struct sdc_mover *mover, uint32_t unknown, int sign, double *far, double *more)
{
    int up = 2 * (int)mover->place[unknown] + 1;
    glp_set_obj_coef(mover->lp, up, sign);
    glp_set_obj_coef(mover->lp, up + 1, -sign);
    if (solve_lp(mover, GLP_PRIMAL) != SDC_FOUND) {
        return false;
    }
    *far = glp_get_obj_val(mover->lp);
    *far = *far >= LARGEST_CHANGE ? INFINITY : *far;
    read_gains(mover, more);
    return true;
}

static bool reach_both_ways(struct sdc_mover *mover, uint32_t unknown, struct sdc_reach *reach)
{
    build(mover);
    glp_set_obj_dir(mover->lp, GLP_MAX);
    fix_printed(mover);
    glp_set_col_bnds(mover->lp, 2 * (int)mover->place[unknown] + 1, GLP_DB, 0, LARGEST_CHANGE);
    bool good = reach_one_way(mover, unknown, 1, &reach->up, reach->more_up) &&
                reach_one_way(mover, unknown, -1, &reach->down, reach->more_down);
    glp_delete_prob(mover->lp);
    return good;
}

bool sdc_reach(struct sdc_mover *mover, uint32_t unknown, const struct sdc_profile *profile,
               struct sdc_reach *reach)
{
    struct sdc_question question = {.unknown = unknown, .profile = *profile, .may_hide = true};
    size_t units = mover->problem->units->len;
    memset(reach->more_up, 0, units * sizeof *reach->more_up);
    memset(reach->more_down, 0, units * sizeof *reach->more_down);
    open_window(mover, &question, SIZE_MAX);
    if (setjmp(mover->failure) != 0) {
        clear_glpk();
        return false;
    }
    listen_to_glpk(mover);
    bool good = reach_both_ways(mover, unknown, reach);
    listen_to_glpk(NULL);
    return good;
}
