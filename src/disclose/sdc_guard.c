/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From requirements to questions, from answers to proofs. */
#include "sdc_guard.h"

struct sdc_guard *sdc_guard_new(struct sdc_problem *problem, const struct sdc_rules *rules)
{
    struct sdc_guard *guard = g_new0(struct sdc_guard, 1);
    guard->problem = problem;
    guard->rules = rules;
    guard->mover = sdc_mover_new(problem);
    guard->proofs = sdc_proofs_new(problem);
    guard->steps = g_array_new(FALSE, FALSE, sizeof(struct sdc_step));
    guard->marked = g_new0(bool, problem->units->len + 1);
    guard->alone = g_new0(bool, problem->units->len + 1);
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        const struct sdc_unknown *unknown = sdc_unknown_at(problem, i);
        bool alone = unknown->single && sdc_unit_at(problem, unknown->unit)->primary;
        guard->alone[unknown->unit] = guard->alone[unknown->unit] || alone;
    }
    return guard;
}

void sdc_guard_free(struct sdc_guard *guard)
{
    sdc_mover_free(guard->mover);
    sdc_proofs_free(guard->proofs);
    g_array_unref(guard->steps);
    g_free(guard->marked);
    g_free(guard->alone);
    g_free(guard);
}

void sdc_guard_turn(struct sdc_guard *guard, uint32_t unit, bool hidden)
{
    struct sdc_unit *it = sdc_unit_at(guard->problem, unit);
    if (it->hidden != hidden) {
        it->hidden = hidden;
        sdc_proofs_turned(guard->proofs, unit);
    }
}

void sdc_guard_offer(struct sdc_guard *guard, const GArray *steps)
{
    g_array_set_size(guard->steps, 0);
    for (guint k = 0; k < steps->len; k++) {
        struct sdc_step step = g_array_index(steps, struct sdc_step, k);
        if (step.unknown != SDC_NOBODY) {
            g_array_append_val(guard->steps, step);
            continue;
        }
        if (sdc_move_is_sound(guard->mover, guard->steps)) {
            sdc_proofs_add(guard->proofs, guard->steps);
        }
        g_array_set_size(guard->steps, 0);
    }
}

GArray *sdc_guard_evidence(const struct sdc_guard *guard)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(struct sdc_step));
    for (uint32_t proof = 0; proof < sdc_proofs_size(guard->proofs); proof++) {
        struct sdc_step end = {.unknown = SDC_NOBODY};
        uint32_t n;
        const struct sdc_step *its = sdc_proofs_steps(guard->proofs, proof, &n);
        if (sdc_proofs_holds(guard->proofs, proof)) {
            g_array_append_vals(steps, its, n);
            g_array_append_val(steps, end);
        }
    }
    return steps;
}

bool sdc_guard_checks(const struct sdc_guard *guard, uint32_t i)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(guard->problem, i);
    const struct sdc_unit *unit = sdc_unit_at(guard->problem, unknown->unit);
    return unit->hidden && unknown->width > 0 && (unit->primary || !guard->rules->primaries_only);
}

/* --- attackers --- */

/* A total of one and a part of one are the same person. */
static bool is_same_person(const struct sdc_problem *problem, uint32_t i, uint32_t unit)
{
    for (uint32_t m = problem->first_member[unit]; m < problem->first_member[unit + 1]; m++) {
        uint32_t other = problem->members[m];
        for (uint32_t u = problem->first_use[other];
             sdc_unknown_at(problem, other)->single && u < problem->first_use[other + 1]; u++) {
            for (uint32_t v = problem->first_use[i]; v < problem->first_use[i + 1]; v++) {
                if (problem->uses[v].at == problem->uses[u].at &&
                    problem->uses[v].by == -problem->uses[u].by) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Nobody is protected from what he knows himself. Who is alone in a count knows the other counts of himself,
 * and that nobody else is there. Asked about insiders only. */
static bool concerns(const struct sdc_guard *guard, const struct sdc_profile *profile, uint32_t i)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(guard->problem, i);
    bool alone = profile->unit != SDC_NOBODY;
    return !unknown->common && !sdc_knows(profile, unknown) && !(alone && unknown->value == 0) &&
           !(alone && unknown->single && is_same_person(guard->problem, i, profile->unit));
}

static bool is_open(const struct sdc_guard *guard, uint32_t i, const struct sdc_profile *profile)
{
    struct sdc_range range;
    return concerns(guard, profile, i) && !sdc_proofs_meet(guard->proofs, i, profile, &range);
}

/* An attacker who knows something that the proof changes, and whom no other proof fools. */
static bool is_seen_through(const struct sdc_guard *guard, uint32_t i, uint32_t proof,
                            struct sdc_profile *profile)
{
    uint32_t n = 0;
    const struct sdc_step *steps = proof != SDC_NOBODY ? sdc_proofs_steps(guard->proofs, proof, &n) : NULL;
    for (uint32_t s = 0; s < n; s++) {
        const struct sdc_unknown *unknown = sdc_unknown_at(guard->problem, steps[s].unknown);
        *profile = (struct sdc_profile){.owner = unknown->owner, .unit = SDC_NOBODY};
        if (unknown->owner != SDC_NOBODY && is_open(guard, i, profile)) {
            return true;
        }
        *profile = (struct sdc_profile){.owner = SDC_NOBODY, .unit = unknown->unit};
        if (guard->alone[unknown->unit] && is_open(guard, i, profile)) {
            return true;
        }
    }
    return false;
}

/* The first attacker who is not answered; false when all are. */
static bool find_open(const struct sdc_guard *guard, uint32_t i, struct sdc_profile *profile,
                      struct sdc_range *range)
{
    *profile = SDC_OUTSIDER;
    if (!sdc_proofs_meet(guard->proofs, i, profile, range)) {
        return true;
    }
    return !guard->rules->outsiders_only && (is_seen_through(guard, i, range->by_least, profile) ||
                                             is_seen_through(guard, i, range->by_greatest, profile));
}

/* --- proofs --- */

static enum sdc_answer ask(struct sdc_guard *guard, const struct sdc_question *question)
{
    enum sdc_answer answer = sdc_move(guard->mover, question, guard->steps);
    if (answer == SDC_FOUND) {
        sdc_proofs_add(guard->proofs, guard->steps);
    }
    return answer;
}

static void ask_by_hand(struct sdc_guard *guard, const struct sdc_question *question)
{
    g_array_set_size(guard->steps, 0);
    if (question->change != 0) {
        sdc_move_by_hand(guard->mover, question, guard->steps);
    }
    if (guard->steps->len > 0) { /* a part of it is something too */
        sdc_proofs_add(guard->proofs, guard->steps);
    }
}

/* How far up it must go when it goes down by what *range says. */
static int64_t needed_up(const struct sdc_unknown *unknown, const struct sdc_range *range)
{
    int64_t up = range->least + unknown->width;
    return unknown->reach == SDC_NO_REACH ? up : MAX(up, unknown->reach - unknown->value);
}

/* Down as far as it helps. */
static int64_t deepest(const struct sdc_unknown *unknown)
{
    return MIN(unknown->width, unknown->value - unknown->lower);
}

static bool is_met(struct sdc_guard *guard, const struct sdc_question *base, struct sdc_range *range)
{
    return sdc_proofs_meet(guard->proofs, base->unknown, &base->profile, range);
}

static bool answer_by_hand(struct sdc_guard *guard, const struct sdc_question *base)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(guard->problem, base->unknown);
    struct sdc_question question = *base;
    struct sdc_range range;
    for (int k = 0; k < 3; k++) {
        if (is_met(guard, base, &range)) {
            return true;
        }
        question.change = k == 1 ? -deepest(unknown) : needed_up(unknown, &range);
        if (k == 1 && question.change >= range.least) {
            return false;
        }
        ask_by_hand(guard, &question);
    }
    return is_met(guard, base, &range);
}

/* By linear programming, what is hidden alone. */
static bool answer(struct sdc_guard *guard, const struct sdc_question *base)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(guard->problem, base->unknown);
    struct sdc_question question = *base;
    struct sdc_range range;
    is_met(guard, base, &range);
    question.change = -deepest(unknown);
    question.as_far = true;
    if (question.change < range.least) {
        ask(guard, &question);
    }
    question = *base;
    if (is_met(guard, base, &range)) {
        return true;
    }
    question.change = needed_up(unknown, &range);
    return ask(guard, &question) == SDC_FOUND && is_met(guard, base, &range);
}

static void mark(struct sdc_guard *guard, uint32_t proof, bool value)
{
    uint32_t n = 0;
    const struct sdc_step *steps = proof != SDC_NOBODY ? sdc_proofs_steps(guard->proofs, proof, &n) : NULL;
    for (uint32_t s = 0; s < n; s++) {
        guard->marked[sdc_unknown_at(guard->problem, steps[s].unknown)->unit] = value;
    }
}

/* A second proof that has nothing in common with the first serves against all who know something. */
static void find_spare(struct sdc_guard *guard, uint32_t i, const struct sdc_range *range)
{
    struct sdc_question question = {.unknown = i, .profile = SDC_OUTSIDER, .avoided = guard->marked};
    mark(guard, range->by_least, true);
    mark(guard, range->by_greatest, true);
    question.change =
        range->greatest > 0 ? MIN(range->greatest, needed_up(sdc_unknown_at(guard->problem, i), range)) : 0;
    ask_by_hand(guard, &question);
    question.change = range->least;
    ask_by_hand(guard, &question);
    mark(guard, range->by_least, false);
    mark(guard, range->by_greatest, false);
}

bool sdc_guard_holds(struct sdc_guard *guard, uint32_t i, size_t room, struct sdc_question *failure)
{
    struct sdc_question base = {.unknown = i, .room = room};
    struct sdc_range range;
    bool spare = false;
    while (find_open(guard, i, &base.profile, &range)) {
        bool is_outsider = base.profile.owner == SDC_NOBODY && base.profile.unit == SDC_NOBODY;
        if (!is_outsider && !spare) {
            find_spare(guard, i, &range);
            spare = true;
        } else if (!answer_by_hand(guard, &base) && (room == SDC_BY_HAND || !answer(guard, &base))) {
            *failure = base;
            return false;
        }
    }
    return true;
}

/* --- hiding --- */

/* Hides the printed units that the last change found changes; true when there were any. */
static bool hide_steps(struct sdc_guard *guard, GArray *hidden)
{
    guint before = hidden->len;
    for (guint s = 0; s < guard->steps->len; s++) {
        uint32_t i = g_array_index(guard->steps, struct sdc_step, s).unknown;
        uint32_t unit = sdc_unknown_at(guard->problem, i)->unit;
        if (!sdc_unit_at(guard->problem, unit)->hidden) {
            sdc_guard_turn(guard, unit, true);
            g_array_append_val(hidden, unit);
        }
    }
    return hidden->len > before;
}

/* Hides what the cheapest change needs hidden. The first answer is often in fractions, but what it hides is
 * enough for a change by hand; whole numbers are insisted on where it is not. */
static bool hide_for(struct sdc_guard *guard, struct sdc_question question, GArray *hidden)
{
    const struct sdc_unknown *unknown = sdc_unknown_at(guard->problem, question.unknown);
    struct sdc_range range;
    sdc_proofs_meet(guard->proofs, question.unknown, &question.profile, &range);
    question.change = needed_up(unknown, &range);
    question.may_hide = true;
    question.room = guard->problem->unknowns->len > guard->rules->whole_block ? SDC_FAR : 0;
    question.may_be_rough = true;
    enum sdc_answer answer = ask(guard, &question);
    if (answer == SDC_ROUGH && !hide_steps(guard, hidden)) {
        question.may_be_rough = false;
        answer = ask(guard, &question);
        return answer == SDC_FOUND && hide_steps(guard, hidden);
    }
    return answer == SDC_ROUGH || (answer == SDC_FOUND && hide_steps(guard, hidden));
}

/* Hides what protects an unknown from one attacker. False when nothing does. */
static bool protect_from(struct sdc_guard *guard, const struct sdc_question *base, GArray *hidden)
{
    struct sdc_question near = *base;
    struct sdc_range range;
    near.room = SDC_NEAR;
    while (!answer_by_hand(guard, base) && !answer(guard, &near)) {
        bool more = hide_for(guard, *base, hidden);
        if (sdc_proofs_meet(guard->proofs, base->unknown, &base->profile, &range)) {
            return true;
        }
        if (!more) {
            return false;
        }
    }
    return true;
}

bool sdc_guard_protect(struct sdc_guard *guard, uint32_t i, GArray *hidden)
{
    struct sdc_question base = {.unknown = i};
    struct sdc_range range;
    bool spare = false;
    while (find_open(guard, i, &base.profile, &range)) {
        bool is_outsider = base.profile.owner == SDC_NOBODY && base.profile.unit == SDC_NOBODY;
        if (!is_outsider && !spare) {
            find_spare(guard, i, &range);
            spare = true;
        } else if (!protect_from(guard, &base, hidden)) {
            return false;
        }
    }
    return true;
}
