/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hide, audit, hide more; then publish again what is not needed; then the exact search. */
#include "vifte/sdc_suppress.h"

#include "sdc_proofs.h"

#include <stdlib.h>
#include <string.h>

struct work {
    struct sdc_problem *problem;
    const struct sdc_rules *rules;
    struct sdc_mover *mover;
    struct sdc_proofs *proofs;
    GArray *steps;
    GArray *members; /* uint32_t: unknowns of the block at hand */
    GArray *units;   /* uint32_t: its units that are or may be hidden and are printed otherwise, ascending */
    bool *marked;    /* by unit: room for one set, empty between uses */
    GArray *others;  /* struct sdc_profile: attackers with knowledge of their own in this block */
};

static bool is_checked(const struct work *work, uint32_t i)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(work->problem, i);
    const struct sdc_unit *unit = sdc_unit_at(work->problem, unknown->unit);
    return unit->hidden && unknown->width > 0 && (unit->primary || !work->rules->primaries_only);
}

/* A total of one and a part of one are the same person. */
static bool is_same_person(const struct work *work, uint32_t i, uint32_t unit)
{
    const struct sdc_problem *problem = work->problem;
    for (uint32_t u = problem->first_use[i]; u < problem->first_use[i + 1]; u++) {
        struct sdc_term own = problem->uses[u];
        uint32_t end = g_array_index(problem->firsts, uint32_t, own.at + 1);
        for (uint32_t t = g_array_index(problem->firsts, uint32_t, own.at); t < end; t++) {
            struct sdc_term term = g_array_index(problem->terms, struct sdc_term, t);
            const struct sdc_unknown *other = sdc_unknown_at(problem, term.at);
            if (other->unit == unit && other->single && term.by == -own.by) {
                return true;
            }
        }
    }
    return false;
}

/* Nobody is protected from what he knows himself. Who is alone in a count knows the other counts of himself,
 * and that nobody else is there. */
static bool concerns(const struct work *work, const struct sdc_profile *profile, uint32_t i)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(work->problem, i);
    bool alone = profile->unit != SDC_NOBODY;
    return !sdc_knows(profile, unknown) && !(alone && unknown->value == 0) &&
           !(alone && unknown->single && is_same_person(work, i, profile->unit));
}

static bool is_satisfied(const struct work *work, uint32_t i, const struct sdc_profile *profile,
                         int64_t *least, int64_t *greatest)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(work->problem, i);
    sdc_proofs_range(work->proofs, i, profile, least, greatest);
    return *greatest - *least >= unknown->width &&
           (unknown->reach == SDC_NO_REACH || unknown->value + *greatest >= unknown->reach);
}

static enum sdc_answer ask(struct work *work, const struct sdc_question *question)
{
    enum sdc_answer answer = sdc_move(work->mover, question, work->steps);
    if (answer == SDC_FOUND) {
        sdc_proofs_add(work->proofs, work->steps);
    }
    return answer;
}

#define STEPWISE_MAX 8

/* Counts are tried one by one; of days it is enough to be near. */
static int64_t next_try(int64_t down)
{
    return down <= STEPWISE_MAX ? down - 1 : down / 2;
}

/* How far down it goes: as far as it helps. */
static void lower_it(struct work *work, const struct sdc_question *base, int64_t least)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(work->problem, base->unknown);
    int64_t deepest = MIN(unknown->width, unknown->value - unknown->lower);
    for (int64_t down = deepest; down > -least; down = next_try(down)) {
        struct sdc_question question = *base;
        question.change = -down;
        question.may_hide = false;
        if (ask(work, &question) == SDC_FOUND) {
            return;
        }
    }
}

/* Looks for the proofs that an unknown is safe from an attacker, hiding more where `base` allows it: the
 * units that the last proof needs hidden are then still printed, and the answer is false. */
static bool establish(struct work *work, const struct sdc_question *base)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(work->problem, base->unknown);
    int64_t least, greatest;
    g_array_set_size(work->steps, 0);
    if (is_satisfied(work, base->unknown, &base->profile, &least, &greatest)) {
        return true;
    }
    lower_it(work, base, least);
    if (is_satisfied(work, base->unknown, &base->profile, &least, &greatest)) {
        return true;
    }
    struct sdc_question question = *base;
    question.change = least + unknown->width;
    if (unknown->reach != SDC_NO_REACH) {
        question.change = MAX(question.change, unknown->reach - unknown->value);
    }
    return ask(work, &question) == SDC_FOUND &&
           is_satisfied(work, base->unknown, &base->profile, &least, &greatest);
}

static void turn(struct work *work, uint32_t unit, bool hidden)
{
    struct sdc_unit *it = sdc_unit_at(work->problem, unit);
    if (it->hidden != hidden) {
        it->hidden = hidden;
        sdc_proofs_turned(work->proofs, unit);
    }
}

/* Hides the printed units that the last answer changes; true when there were any. */
static bool hide_steps(struct work *work)
{
    bool any = false;
    for (guint s = 0; s < work->steps->len; s++) {
        uint32_t i = g_array_index(work->steps, struct sdc_step, s).unknown;
        uint32_t unit = sdc_unknown_at(work->problem, i)->unit;
        if (!sdc_unit_at(work->problem, unit)->hidden) {
            turn(work, unit, true);
            any = true;
        }
    }
    return any;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void keep_each_once(GArray *numbers)
{
    if (numbers->len == 0) {
        return;
    }
    qsort(numbers->data, numbers->len, sizeof(uint32_t), compare_numbers);
    guint kept = 0;
    for (guint k = 0; k < numbers->len; k++) {
        uint32_t number = g_array_index(numbers, uint32_t, k);
        if (kept == 0 || g_array_index(numbers, uint32_t, kept - 1) != number) {
            g_array_index(numbers, uint32_t, kept++) = number;
        }
    }
    g_array_set_size(numbers, kept);
}

static void find_units(struct work *work)
{
    g_array_set_size(work->units, 0);
    for (guint k = 0; k < work->members->len; k++) {
        uint32_t i = g_array_index(work->members, uint32_t, k);
        uint32_t unit = sdc_unknown_at(work->problem, i)->unit;
        const struct sdc_unit *it = sdc_unit_at(work->problem, unit);
        if (!it->fixed && it->weight > 0) {
            g_array_append_val(work->units, unit);
        }
    }
    keep_each_once(work->units);
}

/* The outsider; municipalities that have figures here; whoever stands alone in a hidden count. */
static void find_attackers(struct work *work)
{
    GArray *owners = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    struct sdc_profile profile = SDC_OUTSIDER;
    g_array_set_size(work->others, 0);
    g_array_append_val(work->others, profile);
    for (guint k = 0; !work->rules->outsiders_only && k < work->members->len; k++) {
        const struct sdc_unknown *unknown =
            sdc_unknown_at(work->problem, g_array_index(work->members, uint32_t, k));
        if (unknown->owner != SDC_NOBODY) {
            g_array_append_val(owners, unknown->owner);
        }
        if (unknown->single && sdc_unit_at(work->problem, unknown->unit)->primary) {
            profile = (struct sdc_profile){.owner = SDC_NOBODY, .unit = unknown->unit};
            g_array_append_val(work->others, profile);
        }
    }
    keep_each_once(owners);
    for (guint k = 0; k < owners->len; k++) {
        profile = (struct sdc_profile){.owner = g_array_index(owners, uint32_t, k), .unit = SDC_NOBODY};
        g_array_append_val(work->others, profile);
    }
    g_array_unref(owners);
}

/* A second proof that has nothing in common with the first serves against nearly all who know something. */
static void find_spare(struct work *work, uint32_t i)
{
    int64_t least, greatest;
    struct sdc_question question = {
        .unknown = i, .profile = SDC_OUTSIDER, .room = SDC_NEAR, .avoided = work->marked};
    if (work->others->len < 2 || !is_satisfied(work, i, &question.profile, &least, &greatest)) {
        return;
    }
    sdc_proofs_mark(work->proofs, i, work->marked, true);
    GArray *found[2] = {NULL, NULL};
    int64_t changes[2] = {least, greatest};
    for (size_t k = 0; k < 2; k++) {
        question.change = changes[k];
        if (changes[k] != 0 && sdc_move(work->mover, &question, work->steps) == SDC_FOUND) {
            found[k] = g_array_copy(work->steps);
        }
    }
    sdc_proofs_mark(work->proofs, i, work->marked, false);
    for (size_t k = 0; k < 2; k++) {
        if (found[k] != NULL) {
            sdc_proofs_add(work->proofs, found[k]);
            g_array_unref(found[k]);
        }
    }
}

/* Has every attacker been answered? */
static bool is_settled(const struct work *work, uint32_t i)
{
    int64_t least, greatest;
    for (guint p = 0; p < work->others->len; p++) {
        const struct sdc_profile *profile = &g_array_index(work->others, struct sdc_profile, p);
        if (concerns(work, profile, i) && !is_satisfied(work, i, profile, &least, &greatest)) {
            return false;
        }
    }
    return true;
}

/* The first requirement at or after *at that does not hold and that no proof can be found for. */
static bool find_failure(struct work *work, guint *at, size_t room, struct sdc_question *failure)
{
    for (; *at < work->members->len; (*at)++) {
        uint32_t i = g_array_index(work->members, uint32_t, *at);
        if (!is_checked(work, i)) {
            continue;
        }
        for (guint p = 0; p < work->others->len; p++) {
            struct sdc_question question = {
                .unknown = i, .profile = g_array_index(work->others, struct sdc_profile, p), .room = room};
            if (concerns(work, &question.profile, i) && !establish(work, &question)) {
                *failure = question;
                return true;
            }
        }
    }
    return false;
}

/* Hides what protects an unknown from one attacker. False when nothing does. */
static bool protect_one(struct work *work, struct sdc_question question, bool *hidden_more)
{
    static const size_t ROOMS[] = {SDC_NEAR, SDC_FAR, 0};
    for (size_t k = 0; k < G_N_ELEMENTS(ROOMS); k++) {
        question.room = ROOMS[k];
        question.may_hide = true;
        if (establish(work, &question)) {
            return true;
        }
        if (hide_steps(work)) {
            *hidden_more = true;
            return true;
        }
        if (work->members->len > work->rules->whole_block && ROOMS[k] == SDC_FAR) {
            return false;
        }
    }
    return false;
}

static bool is_in(const GArray *numbers, uint32_t number)
{
    for (guint k = 0; k < numbers->len; k++) {
        if (g_array_index(numbers, uint32_t, k) == number) {
            return true;
        }
    }
    return false;
}

/* Once through the block; unknowns that nothing protects are added to `failed` and not asked about again. */
static bool go_round(struct work *work, GArray *failed)
{
    bool hidden_more = false;
    for (guint k = 0; k < work->members->len; k++) {
        uint32_t i = g_array_index(work->members, uint32_t, k);
        if (!is_checked(work, i) || is_in(failed, i)) {
            continue;
        }
        for (guint p = 0; p < work->others->len; p++) {
            struct sdc_question question = {.unknown = i,
                                            .profile = g_array_index(work->others, struct sdc_profile, p)};
            if (p == 1 && !is_settled(work, i)) {
                find_spare(work, i);
            }
            if (concerns(work, &question.profile, i) && !protect_one(work, question, &hidden_more)) {
                g_array_append_val(failed, i);
                break;
            }
        }
    }
    return hidden_more;
}

/* Figures hidden on the way must be protected as well: until a whole round hides nothing. */
static bool hide_more(struct work *work, GArray *failed)
{
    guint before = failed->len;
    while (go_round(work, failed)) {
    }
    return failed->len == before;
}

static int64_t cost_of(const struct sdc_unit *unit)
{
    return unit->weight * ((int64_t)1 << 32) + MIN(unit->sum, (int64_t)1 << 24);
}

static int compare_costs(const void *a, const void *b, void *problem)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int64_t cost_x = cost_of(sdc_unit_at(problem, x));
    int64_t cost_y = cost_of(sdc_unit_at(problem, y));
    return cost_x != cost_y ? (cost_x < cost_y) - (cost_x > cost_y) : (x < y) - (x > y);
}

static bool is_secondary(const struct sdc_unit *unit)
{
    return unit->hidden && !unit->primary && !unit->fixed && unit->weight > 0;
}

/* Publishes again, the dearest first, what the audit does not need hidden. */
static void tidy(struct work *work)
{
    GArray *order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint k = 0; k < work->units->len; k++) {
        uint32_t unit = g_array_index(work->units, uint32_t, k);
        if (is_secondary(sdc_unit_at(work->problem, unit))) {
            g_array_append_val(order, unit);
        }
    }
    g_array_sort_with_data(order, compare_costs, work->problem);
    uint64_t limit = sdc_mover_solved(work->mover) + work->rules->tidy_solves;
    for (guint k = 0; k < order->len && sdc_mover_solved(work->mover) < limit; k++) {
        uint32_t unit = g_array_index(order, uint32_t, k);
        struct sdc_question failure;
        guint at = 0;
        turn(work, unit, false);
        if (find_failure(work, &at, SDC_NEAR, &failure)) {
            turn(work, unit, true);
        }
    }
    g_array_unref(order);
}

/* --- the exact search --- */

struct search {
    struct work *work;
    bool *excluded; /* by unit: printed whatever happens */
    GArray *best;   /* uint32_t: secondary units of the best pattern so far */
    int64_t best_cost;
    uint32_t nodes;
};

static int64_t pattern_cost(const struct work *work, GArray *pattern)
{
    int64_t cost = 0;
    if (pattern != NULL) {
        g_array_set_size(pattern, 0);
    }
    for (guint k = 0; k < work->units->len; k++) {
        uint32_t unit = g_array_index(work->units, uint32_t, k);
        if (is_secondary(sdc_unit_at(work->problem, unit))) {
            cost += cost_of(sdc_unit_at(work->problem, unit));
            if (pattern != NULL) {
                g_array_append_val(pattern, unit);
            }
        }
    }
    return cost;
}

/* The cheapest printed unit that would make the failing requirement easier to meet; SDC_NOBODY when nothing
 * that is not excluded can. */
static uint32_t choose_branch(struct search *search, const struct sdc_question *failure)
{
    struct work *work = search->work;
    struct sdc_question question = *failure;
    uint32_t chosen = SDC_NOBODY;
    const struct sdc_unknown *unknown = sdc_unknown_at(work->problem, failure->unknown);
    question.may_hide = true;
    question.room = 0;
    question.excluded = search->excluded;
    int64_t deepest = MIN(unknown->width, unknown->value - unknown->lower);
    int64_t down = deepest;
    GArray *steps = work->steps;
    GArray *found = g_array_new(FALSE, FALSE, sizeof(struct sdc_step));
    for (; down > 0; down = next_try(down)) {
        question.change = -down;
        if (sdc_move(work->mover, &question, steps) == SDC_FOUND) {
            g_array_append_vals(found, steps->data, steps->len);
            break;
        }
    }
    question.change = unknown->width - down;
    if (unknown->reach != SDC_NO_REACH) {
        question.change = MAX(question.change, unknown->reach - unknown->value);
    }
    bool possible = question.change <= 0 || sdc_move(work->mover, &question, steps) == SDC_FOUND;
    if (question.change > 0 && possible) {
        g_array_append_vals(found, steps->data, steps->len);
    }
    for (guint s = 0; possible && s < found->len; s++) {
        uint32_t i = g_array_index(found, struct sdc_step, s).unknown;
        uint32_t unit = sdc_unknown_at(work->problem, i)->unit;
        const struct sdc_unit *it = sdc_unit_at(work->problem, unit);
        if (!it->hidden &&
            (chosen == SDC_NOBODY || cost_of(it) < cost_of(sdc_unit_at(work->problem, chosen)) ||
             (cost_of(it) == cost_of(sdc_unit_at(work->problem, chosen)) && unit < chosen))) {
            chosen = unit;
        }
    }
    g_array_unref(found);
    return chosen;
}

static void branch(struct search *search)
{
    struct work *work = search->work;
    struct sdc_question failure;
    guint at = 0;
    int64_t cost = pattern_cost(work, NULL);
    if (cost >= search->best_cost || search->nodes++ > work->rules->exact_nodes) {
        return;
    }
    if (!find_failure(work, &at, 0, &failure)) {
        search->best_cost = pattern_cost(work, search->best);
        return;
    }
    uint32_t unit = choose_branch(search, &failure);
    if (unit == SDC_NOBODY) {
        return;
    }
    turn(work, unit, true);
    branch(search);
    turn(work, unit, false);
    search->excluded[unit] = true;
    branch(search);
    search->excluded[unit] = false;
}

/* From the primaries on; what the block hides now passes and is the pattern to beat. */
static void search_exactly(struct work *work)
{
    struct search search = {.work = work,
                            .excluded = g_new0(bool, work->problem->units->len + 1),
                            .best = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    search.best_cost = pattern_cost(work, search.best);
    for (guint k = 0; k < search.best->len; k++) {
        turn(work, g_array_index(search.best, uint32_t, k), false);
    }
    branch(&search);
    for (guint k = 0; k < search.best->len; k++) {
        turn(work, g_array_index(search.best, uint32_t, k), true);
    }
    g_array_unref(search.best);
    g_free(search.excluded);
}

/* Units that could be hidden to protect others. */
static uint32_t count_candidates(const struct work *work)
{
    uint32_t n = 0;
    for (guint k = 0; k < work->units->len; k++) {
        n += !sdc_unit_at(work->problem, g_array_index(work->units, uint32_t, k))->primary;
    }
    return n;
}

/* Sums alone: with days of so many persons, whole-number answers take too long for a search. */
static bool is_simple(const struct work *work)
{
    for (guint k = 0; k < work->members->len; k++) {
        uint32_t i = g_array_index(work->members, uint32_t, k);
        for (uint32_t u = work->problem->first_use[i]; u < work->problem->first_use[i + 1]; u++) {
            if (abs(work->problem->uses[u].by) > 1) {
                return false;
            }
        }
    }
    return true;
}

static bool needs_protection(const struct work *work)
{
    for (guint k = 0; k < work->members->len; k++) {
        if (is_checked(work, g_array_index(work->members, uint32_t, k))) {
            return true;
        }
    }
    return false;
}

/* Every unknown of the block for which the requirement does not hold. */
static bool audit_block(struct work *work, GArray *failed)
{
    struct sdc_question failure;
    bool good = true;
    for (guint at = 0; find_failure(work, &at, 0, &failure); at++) {
        good = false;
        g_array_append_val(failed, failure.unknown);
    }
    return good;
}

static bool protect_block(struct work *work, GArray *failed)
{
    find_units(work);
    find_attackers(work);
    if (!needs_protection(work)) {
        return true;
    }
    if (!hide_more(work, failed)) {
        return false;
    }
    tidy(work);
    if (is_simple(work) && count_candidates(work) <= work->rules->exact_units) {
        search_exactly(work);
    }
    return audit_block(work, failed);
}

/* Unknowns by block, in their own order. */
static GArray **list_blocks(const struct sdc_problem *problem)
{
    GArray **blocks = g_new0(GArray *, problem->n_blocks + 1);
    for (uint32_t b = 0; b < problem->n_blocks; b++) {
        blocks[b] = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    }
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        g_array_append_val(blocks[problem->block[i]], i);
    }
    return blocks;
}

static struct work work_new(struct sdc_problem *problem, const struct sdc_rules *rules)
{
    return (struct work){.problem = problem,
                         .rules = rules,
                         .mover = sdc_mover_new(problem),
                         .proofs = sdc_proofs_new(problem),
                         .marked = g_new0(bool, problem->units->len + 1),
                         .steps = g_array_new(FALSE, FALSE, sizeof(struct sdc_step)),
                         .units = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                         .others = g_array_new(FALSE, FALSE, sizeof(struct sdc_profile))};
}

static void work_clear(struct work *work)
{
    sdc_mover_free(work->mover);
    sdc_proofs_free(work->proofs);
    g_free(work->marked);
    g_array_unref(work->steps);
    g_array_unref(work->units);
    g_array_unref(work->others);
}

bool sdc_suppress(struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed)
{
    struct work work = work_new(problem, rules);
    GArray **blocks = list_blocks(problem);
    bool good = true;
    for (uint32_t b = 0; b < problem->n_blocks; b++) {
        work.members = blocks[b];
        good = protect_block(&work, failed) && good;
        g_array_unref(blocks[b]);
    }
    g_free(blocks);
    work_clear(&work);
    return good;
}

bool sdc_audit(const struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed)
{
    struct work work = work_new((struct sdc_problem *)problem, rules); /* only sdc_suppress() turns units */
    GArray **blocks = list_blocks(problem);
    bool good = true;
    for (uint32_t b = 0; b < problem->n_blocks; b++) {
        work.members = blocks[b];
        find_attackers(&work);
        good = audit_block(&work, failed) && good;
        g_array_unref(blocks[b]);
    }
    g_free(blocks);
    work_clear(&work);
    return good;
}
