/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What if an offer closed: the table resilience. Each offer of the region with residents on the last day is
 * closed in turn, and its residents are moved to free places of the other offers in the data, as many as
 * possible, then with the least travel. A resident of several groups counts in each.
 *
 * In a scenario the day is that of its last change, and there is a row more for what the scenario itself
 * moves: those of an offer that it closes, or whose buyer leaves.
 */
#include "vifte/distances.h"
#include "vifte/frame.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/portfolio.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>

/* Sums over the residents of one group. */
struct effect {
    int64_t displaced, absorbed;
    double km, oere;
    bool km_known, oere_known;
};

static void add_move(struct effect *effect, uint32_t to, struct quantity km, struct quantity oere)
{
    effect->displaced++;
    if (to != NONE) {
        effect->absorbed++;
        effect->km += km.number;
        effect->oere += oere.number;
        effect->km_known = effect->km_known && km.state == CELL_VALUE;
        effect->oere_known = effect->oere_known && oere.state == CELL_VALUE;
    }
}

static struct effect effect_of(const struct portfolio *portfolio, const GPtrArray *movers, const uint32_t *to,
                               uint32_t group)
{
    struct effect effect = {.km_known = true, .oere_known = true};
    for (guint i = 0; i < movers->len; i++) {
        const struct stay *stay = g_ptr_array_index(movers, i);
        if (!model_set_has(portfolio->frame->model, stay->group_set, group)) {
            continue;
        }
        struct quantity none = {.state = CELL_NA};
        add_move(&effect, to[i], to[i] != NONE ? portfolio_extra_km(portfolio, stay, to[i]) : none,
                 to[i] != NONE ? portfolio_extra_oere(portfolio, stay, to[i]) : none);
    }
    return effect;
}

/* What is said of those who move is said of those who do not, and rests on the fewer. */
static void fill(struct cell *row, const struct effect *effect)
{
    int64_t unplaced = effect->displaced - effect->absorbed;
    int64_t fewer = MIN(effect->absorbed, unplaced) > 0 ? MIN(effect->absorbed, unplaced)
                                                        : MAX(effect->absorbed, unplaced);
    struct cell nobody = cell_empty(CELL_NA, REASON_NOBODY);
    row[RESILIENCE_DISPLACED] = cell_number((double)effect->displaced, effect->displaced);
    row[RESILIENCE_ABSORBED] = cell_number((double)effect->absorbed, fewer);
    row[RESILIENCE_UNPLACED] = cell_number((double)unplaced, fewer);
    row[RESILIENCE_EXTRA_KM] = effect->km_known ? cell_number(round(effect->km), effect->absorbed)
                                                : cell_empty(CELL_MISSING, REASON_NO_DISTANCE);
    row[RESILIENCE_EXTRA_COST] = effect->oere_known ? cell_number(effect->oere, effect->absorbed)
                                                    : cell_empty(CELL_MISSING, REASON_NO_RATE);
    if (effect->absorbed == 0) {
        row[RESILIENCE_EXTRA_KM] = row[RESILIENCE_EXTRA_COST] = nobody;
    }
}

static void add_row(struct table *table, const struct name *group, const struct name *closed,
                    const struct effect *effect)
{
    if (effect->displaced > 0) {
        struct cell *row = table_add(table);
        row[RESILIENCE_GROUP] = cell_name(group);
        row[RESILIENCE_CLOSED] = cell_name(closed);
        fill(row, effect);
    }
}

static void add_rows(struct table *table, const struct portfolio *portfolio, const GPtrArray *movers,
                     const uint32_t *to, const struct name *closed)
{
    const struct project *project = portfolio->frame->model->project;
    for (uint32_t group = 0; group < project->n_groups; group++) {
        struct effect effect = effect_of(portfolio, movers, to, group);
        add_row(table, &project->groups[group].name, closed, &effect);
    }
}

static void add_scenario(struct table *table, const struct model *model)
{
    const struct name *closed = names_intern("scenario", _("The scenario's own changes"));
    for (uint32_t group = 0; group < model->project->n_groups; group++) {
        struct effect effect = {.km_known = true, .oere_known = true};
        for (size_t i = 0; i < model->n_moved; i++) {
            const struct moved *moved = &model->moved[i];
            if (model_set_has(model, moved->group_set, group)) {
                add_move(&effect, moved->to, moved->km, moved->oere);
            }
        }
        add_row(table, &model->project->groups[group].name, closed, &effect);
    }
}

static void close_offer(struct table *table, const struct portfolio *portfolio, uint32_t offer)
{
    GPtrArray *residents = portfolio_residents(portfolio, offer);
    if (residents->len > 0) {
        uint32_t *to = g_new(uint32_t, residents->len);
        portfolio_place(portfolio, residents, NULL, to);
        add_rows(table, portfolio, residents, to, &portfolio->frame->model->offers[offer].name);
        g_free(to);
    }
    g_ptr_array_unref(residents);
}

static bool is_closed_in_turn(const struct portfolio *portfolio, uint32_t offer)
{
    uint32_t municipality = portfolio->frame->model->offers[offer].municipality;
    return portfolio->offers[offer].in_force && municipality != NONE &&
           portfolio->frame->area_of[municipality] != NONE;
}

void measures_resilience(const struct model *model, struct results *results)
{
    if (model->n_stays == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct distances *distances = distances_new(model);
    struct portfolio *portfolio = portfolio_new(frame, distances, project_as_of(model->project));
    struct table *table = table_new(registry_table(TABLE_RESILIENCE));
    for (uint32_t offer = 0; offer < model->n_offers; offer++) {
        if (is_closed_in_turn(portfolio, offer)) {
            close_offer(table, portfolio, offer);
        }
    }
    add_scenario(table, model);
    table_sort(table);
    results->tables[TABLE_RESILIENCE] = table;
    portfolio_free(portfolio);
    distances_free(distances);
    frame_free(frame);
}
