/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Depth first, the most promising unknowns of an open equation first, with few steps allowed. */
#include "sdc_chain.h"

#include <stdlib.h>

#define NODES_MAX 30 /* unknowns tried for one question */
#define BRANCHES 3   /* ... for one equation */
#define DEPTH_MAX 40
#define STARTS_MAX 3
#define CHAINS_MAX 16 /* tried for one question */
#define FARTHEST 1000000

struct sdc_chain {
    const struct sdc_problem *problem;
    struct sdc_question question;
    int64_t *change;   /* by unknown: of all chains of the question; all 0 between questions */
    int64_t *latest;   /* ... of the last chain */
    int64_t *residual; /* by equation: what the changes so far leave open; all 0 between chains */
    bool *listed;      /* by equation: in `open` */
    GArray *open;      /* uint32_t: equations that the last chain touched */
    GArray *trail;     /* struct sdc_step: the changes so far, chain after chain */
    uint32_t *slack;   /* by equation: an unprinted number that stands nowhere else, or SDC_NOBODY */
    unsigned nodes;
    uint32_t start; /* where the unknowns of an equation are looked at from */
};

static const struct sdc_term *term_at(const struct sdc_problem *problem, uint32_t t)
{
    return &g_array_index(problem->terms, struct sdc_term, t);
}

static uint32_t first_term(const struct sdc_problem *problem, uint32_t e)
{
    return g_array_index(problem->firsts, uint32_t, e);
}

static void find_slack(struct sdc_chain *chain)
{
    const struct sdc_problem *problem = chain->problem;
    for (uint32_t e = 0; e < sdc_equations(problem); e++) {
        chain->slack[e] = SDC_NOBODY;
        for (uint32_t t = first_term(problem, e); t < first_term(problem, e + 1); t++) {
            const struct sdc_term *term = term_at(problem, t);
            bool alone = problem->first_use[term->at + 1] - problem->first_use[term->at] == 1;
            if (alone && abs(term->by) == 1 && sdc_unit_of(problem, term->at)->weight == 0) {
                chain->slack[e] = t;
            }
        }
    }
}

struct sdc_chain *sdc_chain_new(const struct sdc_problem *problem)
{
    struct sdc_chain *chain = g_new0(struct sdc_chain, 1);
    chain->problem = problem;
    chain->change = g_new0(int64_t, problem->unknowns->len + 1);
    chain->latest = g_new0(int64_t, problem->unknowns->len + 1);
    chain->residual = g_new0(int64_t, sdc_equations(problem) + 1);
    chain->listed = g_new0(bool, sdc_equations(problem) + 1);
    chain->slack = g_new(uint32_t, sdc_equations(problem) + 1);
    chain->open = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    chain->trail = g_array_new(FALSE, FALSE, sizeof(struct sdc_step));
    find_slack(chain);
    return chain;
}

void sdc_chain_free(struct sdc_chain *chain)
{
    g_free(chain->change);
    g_free(chain->latest);
    g_free(chain->residual);
    g_free(chain->listed);
    g_free(chain->slack);
    g_array_unref(chain->open);
    g_array_unref(chain->trail);
    g_free(chain);
}

static void change_by(struct sdc_chain *chain, uint32_t unknown, int64_t by)
{
    const struct sdc_problem *problem = chain->problem;
    chain->change[unknown] += by;
    chain->latest[unknown] += by;
    for (uint32_t u = problem->first_use[unknown]; u < problem->first_use[unknown + 1]; u++) {
        uint32_t e = problem->uses[u].at;
        chain->residual[e] += problem->uses[u].by * by;
        if (!chain->listed[e]) {
            chain->listed[e] = true;
            g_array_append_val(chain->open, e);
        }
    }
}

static void step_to(struct sdc_chain *chain, uint32_t unknown, int64_t by)
{
    struct sdc_step step = {.unknown = unknown, .by = by};
    change_by(chain, unknown, by);
    g_array_append_val(chain->trail, step);
}

static void step_back(struct sdc_chain *chain)
{
    struct sdc_step step = g_array_index(chain->trail, struct sdc_step, chain->trail->len - 1);
    g_array_set_size(chain->trail, chain->trail->len - 1);
    change_by(chain, step.unknown, -step.by);
}

static int64_t room_below(const struct sdc_chain *chain, uint32_t unknown)
{
    const struct sdc_unknown *it = sdc_unknown_at(chain->problem, unknown);
    return it->value + chain->change[unknown] - it->lower;
}

/* Nearly all coefficients are 1 and -1; a division costs more than all else here. */
static int64_t divide(int64_t number, int32_t by)
{
    return by == 1 ? number : by == -1 ? -number : number / by;
}

/* What is left of `residual` when the equation's own unprinted number has taken up what it can: that costs
 * nothing, so it is done last. */
static int64_t beyond_slack(const struct sdc_chain *chain, uint32_t e, int64_t residual)
{
    if (residual == 0) {
        return 0;
    }
    const struct sdc_term *term =
        chain->slack[e] != SDC_NOBODY ? term_at(chain->problem, chain->slack[e]) : NULL;
    if (term == NULL || term->at == chain->question.unknown ||
        !sdc_can_move(chain->problem, &chain->question, term->at)) {
        return residual;
    }
    int64_t by = divide(-residual, term->by);
    int64_t room = room_below(chain, term->at);
    return by + room >= 0 ? 0 : residual - term->by * room;
}

/* A way to go on: what stays open, in halves of an equation. */
struct option {
    uint32_t unknown;
    int64_t by;
    int cost;
};

static int cost_of(const struct sdc_chain *chain, uint32_t at, const struct option *option)
{
    const struct sdc_problem *problem = chain->problem;
    int cost = 0;
    for (uint32_t u = problem->first_use[option->unknown]; u < problem->first_use[option->unknown + 1]; u++) {
        uint32_t e = problem->uses[u].at;
        int64_t before = chain->residual[e];
        int64_t after = before + problem->uses[u].by * option->by;
        bool stays = beyond_slack(chain, e, after) != 0;
        cost += e == at ? stays : 2 * (stays - (beyond_slack(chain, e, before) != 0));
    }
    return cost;
}

/* How an unknown would take up what is open, as far as its bound allows; false when not at all. */
static bool find_option(const struct sdc_chain *chain, const struct sdc_term *term, int64_t open,
                        struct option *option)
{
    if (term->at == chain->question.unknown || !sdc_can_move(chain->problem, &chain->question, term->at)) {
        return false;
    }
    int64_t whole = divide(-open, term->by);
    bool rest = whole * term->by != -open;
    option->unknown = term->at;
    option->by = whole + (rest ? ((open < 0) == (term->by > 0) ? 1 : -1) : 0);
    option->by = MAX(option->by, -room_below(chain, term->at));
    int64_t latest = chain->latest[term->at];
    bool back = (latest > 0 && option->by < 0) || (latest < 0 && option->by > 0);
    return option->by != 0 && llabs(option->by) < FARTHEST && !back; /* to and fro leads nowhere */
}

static size_t keep_best(struct option *best, size_t n, const struct option *option)
{
    size_t at = n < BRANCHES ? n : BRANCHES;
    while (at > 0 && option->cost < best[at - 1].cost) {
        if (at < BRANCHES) {
            best[at] = best[at - 1];
        }
        at--;
    }
    if (at < BRANCHES) {
        best[at] = *option;
        n += n < BRANCHES;
    }
    return n;
}

/* The best few, looked for from a place that differs from question to question, so that not all proofs rest
 * on the same figures. */
static size_t find_options(const struct sdc_chain *chain, uint32_t e, struct option *best)
{
    uint32_t first = first_term(chain->problem, e), n = first_term(chain->problem, e + 1) - first;
    uint32_t start = (chain->start + e * 40503U) % n;
    int64_t open = beyond_slack(chain, e, chain->residual[e]);
    size_t found = 0;
    for (uint32_t k = 0; k < n; k++) {
        struct option option;
        uint32_t t = first + start + k - (start + k < n ? 0 : n);
        if (t != chain->slack[e] && find_option(chain, term_at(chain->problem, t), open, &option)) {
            option.cost = cost_of(chain, e, &option);
            found = keep_best(best, found, &option);
        }
    }
    return found;
}

/* The equation opened last; SDC_NOBODY when none is open. */
static uint32_t find_open(const struct sdc_chain *chain)
{
    for (guint k = chain->open->len; k > 0; k--) {
        uint32_t e = g_array_index(chain->open, uint32_t, k - 1);
        if (beyond_slack(chain, e, chain->residual[e]) != 0) {
            return e;
        }
    }
    return SDC_NOBODY;
}

static void fill_slacks(struct sdc_chain *chain)
{
    for (guint k = 0; k < chain->open->len; k++) {
        uint32_t e = g_array_index(chain->open, uint32_t, k);
        if (chain->residual[e] != 0) {
            const struct sdc_term *term = term_at(chain->problem, chain->slack[e]);
            step_to(chain, term->at, -chain->residual[e] / term->by);
        }
    }
}

static bool close_all(struct sdc_chain *chain, unsigned depth)
{
    uint32_t e = find_open(chain);
    if (e == SDC_NOBODY) {
        return true;
    }
    struct option best[BRANCHES];
    size_t n = depth < DEPTH_MAX ? find_options(chain, e, best) : 0;
    for (size_t k = 0; k < n && chain->nodes < NODES_MAX; k++) {
        chain->nodes++;
        step_to(chain, best[k].unknown, best[k].by);
        if (close_all(chain, depth + 1)) {
            return true;
        }
        step_back(chain);
    }
    return false;
}

/* Each unknown once. */
static void read_steps(const struct sdc_chain *chain, GArray *steps)
{
    for (guint k = 0; k < chain->trail->len; k++) {
        uint32_t i = g_array_index(chain->trail, struct sdc_step, k).unknown;
        bool again = false;
        for (guint s = 0; s < steps->len && !again; s++) {
            again = g_array_index(steps, struct sdc_step, s).unknown == i;
        }
        if (!again && chain->change[i] != 0) {
            struct sdc_step step = {.unknown = i, .by = chain->change[i]};
            g_array_append_val(steps, step);
        }
    }
}

static void forget_open(struct sdc_chain *chain)
{
    for (guint k = 0; k < chain->open->len; k++) {
        chain->listed[g_array_index(chain->open, uint32_t, k)] = false;
    }
    g_array_set_size(chain->open, 0);
}

/* One more chain on top of those there are; nothing is changed when there is none. */
static bool try_chain(struct sdc_chain *chain, int64_t by)
{
    guint before = chain->trail->len;
    chain->nodes = 0;
    step_to(chain, chain->question.unknown, by);
    bool found = close_all(chain, 0);
    if (found) {
        fill_slacks(chain);
    }
    while (!found && chain->trail->len > before) {
        step_back(chain);
    }
    for (guint k = before; k < chain->trail->len; k++) {
        chain->latest[g_array_index(chain->trail, struct sdc_step, k).unknown] = 0;
    }
    forget_open(chain);
    return found;
}

/* Where the first way leads nowhere, others are begun at other unknowns. */
static bool add_chain(struct sdc_chain *chain, int64_t by)
{
    if (room_below(chain, chain->question.unknown) + by < 0) {
        return false;
    }
    for (uint32_t k = 0; k < STARTS_MAX; k++) {
        chain->start = (chain->question.unknown + k * 977U) * 2654435761U;
        if (try_chain(chain, by)) {
            return true;
        }
    }
    return false;
}

/* Where one partner cannot take up the whole change, several take up a part each: the parts get smaller until
 * nothing is found. */
bool sdc_chain_find(struct sdc_chain *chain, const struct sdc_question *question, GArray *steps)
{
    int64_t left = question->change, part = left;
    chain->question = *question;
    chain->question.may_hide = false;
    g_array_set_size(steps, 0);
    for (int k = 0; k < CHAINS_MAX && left != 0 && part != 0; k++) {
        if (add_chain(chain, part)) {
            left -= part;
            part = llabs(part) < llabs(left) ? part : left;
        } else {
            part = part / 2;
        }
    }
    read_steps(chain, steps);
    while (chain->trail->len > 0) {
        uint32_t i = g_array_index(chain->trail, struct sdc_step, chain->trail->len - 1).unknown;
        step_back(chain);
        chain->latest[i] = 0;
    }
    forget_open(chain);
    return left == 0;
}

/* Does another unknown of equation `e` go up, or do all together go far enough down, to take up `open`? */
static bool can_take_up(const struct sdc_chain *chain, const struct sdc_question *question, uint32_t e,
                        int64_t open)
{
    const struct sdc_problem *problem = chain->problem;
    int64_t taken = 0;
    for (uint32_t t = first_term(problem, e); t < first_term(problem, e + 1); t++) {
        const struct sdc_term *term = term_at(problem, t);
        if (term->at == question->unknown || !sdc_can_move(problem, question, term->at)) {
            continue;
        }
        if ((term->by > 0) != (open > 0)) {
            return true;
        }
        taken += llabs(term->by) * room_below(chain, term->at);
    }
    return taken >= llabs(open);
}

bool sdc_chain_is_hopeless(const struct sdc_chain *chain, const struct sdc_question *question)
{
    const struct sdc_problem *problem = chain->problem;
    for (uint32_t u = problem->first_use[question->unknown]; u < problem->first_use[question->unknown + 1];
         u++) {
        int64_t open = problem->uses[u].by * question->change;
        if (!can_take_up(chain, question, problem->uses[u].at, open)) {
            return true;
        }
    }
    return false;
}
