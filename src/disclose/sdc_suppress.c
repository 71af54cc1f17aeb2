/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Block by block, on all cores: hide, prove, hide more; then publish again what is not needed; then the exact
 * search. */
#include "vifte/sdc_suppress.h"

#include "sdc_exact.h"
#include "sdc_guard.h"
#include "sdc_memory.h"

#include <stdlib.h>
#include <string.h>

/* One block, for one thread. */
struct job {
    struct sdc_block *block;
    const struct sdc_rules *rules;
    enum sdc_stage stage;
    GByteArray *text;                      /* the block as it was, for the memory */
    const struct sdc_memory_entry *known;  /* what the stage came to in a block just like it, or NULL */
    const struct sdc_memory_entry *proofs; /* that hold in it; NULL = none yet */
    GArray *failed;                        /* uint32_t: unknowns of the block */
    int64_t least; /* weight of what must be hidden to protect others, as far as is known */
    GArray *steps; /* proofs, as sdc_guard_evidence() gives them; NULL = nothing new */
};

/* --- hiding --- */

static void append_members(const struct sdc_problem *problem, uint32_t unit, GArray *unknowns)
{
    for (uint32_t m = problem->first_member[unit]; m < problem->first_member[unit + 1]; m++) {
        g_array_append_val(unknowns, problem->members[m]);
    }
}

/* Figures hidden on the way must be protected as well; what is proved stays so when more is hidden. */
static void hide_more(struct sdc_guard *guard, GArray *failed)
{
    GArray *waiting = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    GArray *hidden = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t i = 0; i < guard->problem->unknowns->len; i++) {
        g_array_append_val(waiting, i);
    }
    for (guint k = 0; k < waiting->len; k++) {
        uint32_t i = g_array_index(waiting, uint32_t, k);
        if (sdc_guard_checks(guard, i) && !sdc_guard_protect(guard, i, hidden)) {
            g_array_append_val(failed, i);
        }
        for (guint h = 0; h < hidden->len; h++) {
            append_members(guard->problem, g_array_index(hidden, uint32_t, h), waiting);
        }
        g_array_set_size(hidden, 0);
    }
    g_array_unref(waiting);
    g_array_unref(hidden);
}

static bool may_be_hidden(const struct sdc_unit *unit)
{
    return !unit->primary && !unit->fixed && !unit->hidden && unit->weight > 0;
}

/* What could not be protected if everything were hidden. Where there is such a figure the block is of no use,
 * and nothing else need be looked for in it. */
static void find_hopeless(struct sdc_guard *guard, GArray *failed)
{
    const struct sdc_problem *problem = guard->problem;
    GArray *turned = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t unit = 0; unit < problem->units->len; unit++) {
        if (may_be_hidden(sdc_unit_at(problem, unit))) {
            sdc_guard_turn(guard, unit, true);
            g_array_append_val(turned, unit);
        }
    }
    size_t room = problem->unknowns->len > guard->rules->whole_block ? SDC_FAR : 0;
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        struct sdc_question failure;
        if (sdc_unit_of(problem, i)->primary && sdc_guard_checks(guard, i) &&
            !sdc_guard_holds(guard, i, room, &failure)) {
            g_array_append_val(failed, i);
        }
    }
    for (guint k = 0; k < turned->len; k++) {
        sdc_guard_turn(guard, g_array_index(turned, uint32_t, k), false);
    }
    g_array_unref(turned);
}

/* --- publishing again --- */

static int compare_costs(const void *a, const void *b, void *problem)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    int64_t cost_x = sdc_unit_cost(sdc_unit_at(problem, x));
    int64_t cost_y = sdc_unit_cost(sdc_unit_at(problem, y));
    return cost_x != cost_y ? (cost_x < cost_y) - (cost_x > cost_y) : (x < y) - (x > y);
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Would everything still hold if the unit were printed? Only what a proof that changes it served can be lost.
 */
static bool is_needed(struct sdc_guard *guard, uint32_t unit, GArray *resting)
{
    struct sdc_question failure;
    bool needed = false;
    g_array_set_size(resting, 0);
    sdc_proofs_resting(guard->proofs, unit, resting);
    qsort(resting->data, resting->len, sizeof(uint32_t), compare_numbers);
    sdc_guard_turn(guard, unit, false);
    for (guint k = 0; k < resting->len && !needed; k++) {
        uint32_t i = g_array_index(resting, uint32_t, k);
        bool again = k > 0 && i == g_array_index(resting, uint32_t, k - 1);
        needed = !again && sdc_guard_checks(guard, i) && !sdc_guard_holds(guard, i, SDC_NEAR, &failure);
    }
    return needed;
}

/* Publishes again, the dearest first, what is not needed hidden. */
static void tidy(struct sdc_guard *guard)
{
    struct sdc_problem *problem = guard->problem;
    GArray *order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    GArray *resting = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t unit = 0; unit < problem->units->len; unit++) {
        if (sdc_unit_is_secondary(sdc_unit_at(problem, unit))) {
            g_array_append_val(order, unit);
        }
    }
    g_array_sort_with_data(order, compare_costs, problem);
    uint64_t limit = sdc_mover_solved(guard->mover) + guard->rules->tidy_solves;
    for (guint k = 0; k < order->len && sdc_mover_solved(guard->mover) < limit; k++) {
        uint32_t unit = g_array_index(order, uint32_t, k);
        if (is_needed(guard, unit, resting)) {
            sdc_guard_turn(guard, unit, true);
        }
    }
    g_array_unref(order);
    g_array_unref(resting);
}

/* --- one block --- */

/* Every unknown of the block for which the requirement does not hold. */
static void audit_block(struct sdc_guard *guard, GArray *failed)
{
    for (uint32_t i = 0; i < guard->problem->unknowns->len; i++) {
        struct sdc_question failure;
        if (sdc_guard_checks(guard, i) && !sdc_guard_holds(guard, i, 0, &failure)) {
            g_array_append_val(failed, i);
        }
    }
}

static void hide_block(struct sdc_guard *guard, struct job *job)
{
    find_hopeless(guard, job->failed);
    if (job->failed->len == 0) {
        hide_more(guard, job->failed);
    }
}

static void publish_block(struct sdc_guard *guard, struct job *job)
{
    tidy(guard);
    job->least = sdc_exact(guard);
    audit_block(guard, job->failed);
}

static void recall(struct job *job)
{
    for (uint32_t u = 0; u < job->block->problem->units->len; u++) {
        sdc_unit_at(job->block->problem, u)->hidden = job->known->hidden[u];
    }
    g_array_append_vals(job->failed, job->known->failed->data, job->known->failed->len);
    job->least = job->known->least;
}

static void run_stage(struct job *job)
{
    struct sdc_guard *guard = sdc_guard_new(job->block->problem, job->rules);
    if (job->proofs != NULL) {
        sdc_guard_offer(guard, job->proofs->steps);
    }
    switch (job->stage) {
    case SDC_STAGE_HIDE:
        hide_block(guard, job);
        break;
    case SDC_STAGE_PUBLISH:
        publish_block(guard, job);
        break;
    case SDC_STAGE_AUDIT:
        audit_block(guard, job->failed);
        break;
    }
    job->steps = job->stage != SDC_STAGE_AUDIT ? sdc_guard_evidence(guard) : NULL;
    sdc_guard_free(guard);
}

static const struct sdc_memory_entry *find_proofs(const struct job *job)
{
    GByteArray *text = sdc_memory_text(job->block->problem, SDC_STAGE_AUDIT);
    const struct sdc_memory_entry *found = sdc_memory_find(job->rules->memory, text);
    sdc_memory_forget(text);
    return found;
}

/* The memory is not written to while jobs run. */
static void look_up(struct job *job)
{
    if (job->rules->memory != NULL) {
        job->text = sdc_memory_text(job->block->problem, job->stage);
        job->known = job->stage != SDC_STAGE_AUDIT ? sdc_memory_find(job->rules->memory, job->text) : NULL;
        job->proofs = job->known == NULL ? find_proofs(job) : NULL;
    }
}

static void run_job(size_t i, void *data)
{
    const GPtrArray *order = data;
    struct job *job = g_ptr_array_index(order, i);
    look_up(job);
    if (job->known != NULL) {
        recall(job);
    } else {
        run_stage(job);
    }
}

/* --- all blocks --- */

static int compare_sizes(gconstpointer a, gconstpointer b)
{
    const struct job *x = *(const struct job *const *)a, *y = *(const struct job *const *)b;
    guint size_x = x->block->problem->unknowns->len, size_y = y->block->problem->unknowns->len;
    return (size_x < size_y) - (size_x > size_y);
}

/* The largest first, so that no core is left with it at the end. */
static void run_jobs(GPtrArray *jobs)
{
    GPtrArray *order = g_ptr_array_new();
    g_ptr_array_extend(order, jobs, NULL, NULL);
    g_ptr_array_sort(order, compare_sizes);
    sdc_move_each(order->len, run_job, order);
    g_ptr_array_unref(order);
}

static void free_job(gpointer data)
{
    struct job *job = data;
    if (job->text != NULL) {
        sdc_memory_forget(job->text);
    }
    if (job->steps != NULL) {
        explicit_bzero(job->steps->data, job->steps->len * sizeof(struct sdc_step));
        g_array_unref(job->steps);
    }
    g_array_unref(job->failed);
    g_free(job);
}

static struct job *new_job(struct sdc_block *block, const struct sdc_rules *rules, enum sdc_stage stage)
{
    struct job *job = g_new0(struct job, 1);
    *job = (struct job){.block = block, .rules = rules, .stage = stage};
    job->failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    return job;
}

static void keep(const struct job *job, GByteArray *text, GArray *steps)
{
    const struct sdc_problem *block = job->block->problem;
    struct sdc_memory_entry entry = {.hidden = g_new(bool, block->units->len + 1),
                                     .failed = g_array_copy(job->failed),
                                     .least = job->least,
                                     .steps = steps};
    for (uint32_t u = 0; u < block->units->len; u++) {
        entry.hidden[u] = sdc_unit_at(block, u)->hidden;
    }
    sdc_memory_keep(job->rules->memory, text, &entry);
}

/* What the stage came to; and its proofs under what the block is now: the next stage finds them there. */
static void remember(struct job *job)
{
    if (job->steps != NULL && job->text != NULL) {
        keep(job, job->text, g_array_new(FALSE, FALSE, sizeof(struct sdc_step)));
        keep(job, sdc_memory_text(job->block->problem, SDC_STAGE_AUDIT), job->steps);
        job->text = NULL;
        job->steps = NULL;
    }
}

/* In the blocks' order, whichever was done first. */
static void take_over(struct sdc_problem *problem, const struct job *job, GArray *failed)
{
    const struct sdc_block *block = job->block;
    struct sdc_effort *effort = job->stage == SDC_STAGE_PUBLISH ? job->rules->effort : NULL;
    for (uint32_t u = 0; job->stage != SDC_STAGE_AUDIT && u < block->problem->units->len; u++) {
        const struct sdc_unit *unit = sdc_unit_at(block->problem, u);
        sdc_unit_at(problem, block->unit[u])->hidden = unit->hidden;
        if (effort != NULL && sdc_unit_is_secondary(unit)) {
            effort->weight += unit->weight;
        }
    }
    if (effort != NULL) {
        effort->least += job->least;
    }
    for (guint k = 0; k < job->failed->len; k++) {
        g_array_append_val(failed, block->unknown[g_array_index(job->failed, uint32_t, k)]);
    }
}

static bool run_blocks(struct sdc_problem *problem, const struct sdc_rules *rules, enum sdc_stage stage,
                       GArray *failed)
{
    guint before = failed->len;
    GPtrArray *blocks = sdc_problem_cut(problem);
    GPtrArray *jobs = g_ptr_array_new_with_free_func(free_job);
    for (guint b = 0; b < blocks->len; b++) {
        g_ptr_array_add(jobs, new_job(g_ptr_array_index(blocks, b), rules, stage));
    }
    run_jobs(jobs);
    for (guint b = 0; b < jobs->len; b++) {
        take_over(problem, g_ptr_array_index(jobs, b), failed);
        remember(g_ptr_array_index(jobs, b));
    }
    g_ptr_array_unref(jobs);
    g_ptr_array_unref(blocks);
    return failed->len == before;
}

/* Nothing is published again while a block fails: then the problem is of no use. */
static bool suppress(struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed)
{
    return run_blocks(problem, rules, SDC_STAGE_HIDE, failed) &&
           run_blocks(problem, rules, SDC_STAGE_PUBLISH, failed);
}

bool sdc_suppress(struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed)
{
    if (rules->memory != NULL) {
        return suppress(problem, rules, failed);
    }
    struct sdc_rules own = *rules; /* the second stage goes on from the first one's proofs */
    own.memory = sdc_memory_new();
    bool good = suppress(problem, &own, failed);
    sdc_memory_free(own.memory);
    return good;
}

bool sdc_audit(const struct sdc_problem *problem, const struct sdc_rules *rules, GArray *failed)
{
    /* only sdc_suppress() hides */
    return run_blocks((struct sdc_problem *)problem, rules, SDC_STAGE_AUDIT, failed);
}
