/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who pays, and where the offers lie: the table flows.
 *
 * Goes through the offers of one location after the other: days and expenditure add up in a dense array
 * of group x year x paying municipality, and distinct persons come from sorted keys, so that everything a
 * location needs stays in the processor's cache. All sums are whole numbers; expenditure is in oere.
 */
#include "vifte/citizen_words.h"
#include "vifte/contributions.h"
#include "vifte/distinct.h"
#include "vifte/frame.h"
#include "vifte/key_order.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/self_sufficiency.h"
#include "vifte/table.h"

/* Locations: the region's municipalities by area, then these. */
enum elsewhere { OTHER_REGION, ABROAD, ADDRESS_FREE, N_ELSEWHERE };

struct sum {
    int64_t days, oere;
    bool no_rate; /* a stay without a daily rate: the expenditure is not known */
};

/* A row of flows before it becomes one. */
struct flow {
    uint32_t cell; /* (group, year, paying) */
    uint32_t location;
    int64_t citizens;
    struct sum sum;
};

struct flow_tally {
    const struct frame *frame;
    struct sum *sums; /* by cell, of one location */
    struct distinct persons;
    GArray *flows;
};

static size_t location_of(const struct frame *frame, const struct offer *offer)
{
    if (offer->kind == KIND_ADDRESS_FREE) {
        return frame->n_areas + ADDRESS_FREE;
    }
    if (offer->municipality == NONE) {
        return frame->n_areas + ABROAD;
    }
    uint32_t area = frame->area_of[offer->municipality];
    return area != NONE ? area : frame->n_areas + OTHER_REGION;
}

static const struct name *location_name(const struct frame *frame, size_t location)
{
    static const struct name *const ELSEWHERE[N_ELSEWHERE] = {
        [OTHER_REGION] = &WORD_OTHER_REGION, [ABROAD] = &WORD_ABROAD, [ADDRESS_FREE] = &WORD_ADDRESS_FREE};
    return location < frame->n_areas ? frame->area_names[location]
                                     : words_name(ELSEWHERE[location - frame->n_areas]);
}

static void add_stay(struct flow_tally *tally, const struct stay *stay, uint32_t group)
{
    const struct frame *frame = tally->frame;
    struct day_span span = frame_clipped_days(frame, stay, group);
    if (span.start >= span.end) {
        return;
    }
    size_t last = frame_year(frame, span.end - 1);
    for (size_t year = frame_year(frame, span.start); year <= last; year++) {
        size_t cell = (group * frame->n_years + year) * frame->model->n_municipalities + stay->paying;
        struct sum *sum = &tally->sums[cell];
        int32_t days = frame_days_in_year(frame, span, year);
        sum->days += days;
        sum->oere += stay->rate_oere < 0 ? 0 : (int64_t)days * stay->rate_oere;
        sum->no_rate = sum->no_rate || stay->rate_oere < 0;
        distinct_add(&tally->persons, distinct_pack((uint32_t)cell, stay->person));
    }
}

static void add_offer(struct flow_tally *tally, uint32_t offer)
{
    const struct model *model = tally->frame->model;
    struct stay_span stays = frame_stays_of(tally->frame, offer);
    for (const struct stay *stay = stays.first; stay < stays.end; stay++) {
        const struct group_set *set = &model->group_sets[stay->group_set];
        for (uint32_t k = set->first; k < set->first + set->n; k++) {
            add_stay(tally, stay, model->group_refs[k]);
        }
    }
}

/* Takes the sums of a finished location and leaves them empty for the next. */
static void close_location(struct flow_tally *tally, size_t location)
{
    size_t at = 0;
    uint32_t cell = 0;
    distinct_sort(&tally->persons);
    for (int64_t n = distinct_next(&tally->persons, &at, &cell); n > 0;
         n = distinct_next(&tally->persons, &at, &cell)) {
        struct flow flow = {
            .cell = cell, .location = (uint32_t)location, .citizens = n, .sum = tally->sums[cell]};
        g_array_append_val(tally->flows, flow);
        tally->sums[cell] = (struct sum){0};
    }
    distinct_clear(&tally->persons);
}

static void count_flows(struct flow_tally *tally)
{
    const struct model *model = tally->frame->model;
    for (size_t location = 0; location < tally->frame->n_areas + N_ELSEWHERE; location++) {
        for (uint32_t offer = 0; offer < model->n_offers; offer++) {
            if (location_of(tally->frame, &model->offers[offer]) == location) {
                add_offer(tally, offer);
            }
        }
        close_location(tally, location);
    }
}

/* Names of the table's keys, and their order. */
struct key_names {
    const struct name **groups, **payers, **locations;
    uint32_t *group_rank, *payer_rank, *location_rank;
    size_t n_locations;
};

static struct key_names name_keys(const struct frame *frame)
{
    const struct model *model = frame->model;
    struct key_names keys = {.groups = g_new(const struct name *, frame->n_groups + 1),
                             .payers = g_new(const struct name *, model->n_municipalities + 1),
                             .n_locations = frame->n_areas + N_ELSEWHERE};
    keys.locations = g_new(const struct name *, keys.n_locations);
    for (size_t i = 0; i < frame->n_groups; i++) {
        keys.groups[i] = &model->project->groups[i].name;
    }
    for (size_t i = 0; i < model->n_municipalities; i++) {
        keys.payers[i] = &model->municipalities[i].name;
    }
    for (size_t i = 0; i < keys.n_locations; i++) {
        keys.locations[i] = location_name(frame, i);
    }
    keys.group_rank = key_order_ranks(keys.groups, frame->n_groups);
    keys.payer_rank = key_order_ranks(keys.payers, model->n_municipalities);
    keys.location_rank = key_order_ranks(keys.locations, keys.n_locations);
    return keys;
}

static void free_keys(struct key_names *keys)
{
    g_free(keys->groups);
    g_free(keys->payers);
    g_free(keys->locations);
    g_free(keys->group_rank);
    g_free(keys->payer_rank);
    g_free(keys->location_rank);
}

static void add_flow_row(struct table *table, const struct frame *frame, const struct key_names *keys,
                         const struct flow *flow)
{
    size_t payers = frame->model->n_municipalities;
    size_t row_of_year = flow->cell / payers;
    struct cell *row = table_add(table);
    row[FLOWS_GROUP] = cell_name(keys->groups[row_of_year / frame->n_years]);
    row[FLOWS_YEAR] = cell_year(frame->from_year + (int)(row_of_year % frame->n_years));
    row[FLOWS_PAYING] = cell_name(keys->payers[flow->cell % payers]);
    row[FLOWS_LOCATION] = cell_name(keys->locations[flow->location]);
    row[FLOWS_CITIZENS] = cell_number((double)flow->citizens, flow->citizens);
    row[FLOWS_DAYS] = cell_number((double)flow->sum.days, flow->citizens);
    if (!flow->sum.no_rate) {
        row[FLOWS_EXPENDITURE] = cell_number((double)flow->sum.oere, flow->citizens);
    }
}

/* The rows' numbers in the order of the table. */
static uint32_t *order_flows(const struct flow_tally *tally, const struct key_names *keys)
{
    const struct frame *frame = tally->frame;
    size_t payers = frame->model->n_municipalities;
    uint32_t *packed = g_new(uint32_t, tally->flows->len + 1);
    for (guint i = 0; i < tally->flows->len; i++) {
        const struct flow *flow = &g_array_index(tally->flows, struct flow, i);
        size_t row_of_year = flow->cell / payers;
        size_t rank = keys->group_rank[row_of_year / frame->n_years];
        rank = rank * frame->n_years + row_of_year % frame->n_years;
        rank = rank * payers + keys->payer_rank[flow->cell % payers];
        rank = rank * keys->n_locations + keys->location_rank[flow->location];
        packed[i] = (uint32_t)rank;
    }
    uint32_t *order = key_order_sort(packed, tally->flows->len);
    g_free(packed);
    return order;
}

static struct table *flows_table(const struct flow_tally *tally)
{
    struct table *table = table_new(registry_table(TABLE_FLOWS));
    struct key_names keys = name_keys(tally->frame);
    uint32_t *order = order_flows(tally, &keys);
    for (guint i = 0; i < tally->flows->len; i++) {
        add_flow_row(table, tally->frame, &keys, &g_array_index(tally->flows, struct flow, order[i]));
    }
    g_free(order);
    free_keys(&keys);
    return table;
}

static struct table *measure_flows(const struct frame *frame)
{
    size_t cells = frame->n_groups * frame->n_years * frame->model->n_municipalities;
    struct flow_tally tally = {.frame = frame,
                               .sums = g_new0(struct sum, cells + 1),
                               .flows = g_array_new(FALSE, FALSE, sizeof(struct flow))};
    distinct_init(&tally.persons);
    count_flows(&tally);
    struct table *table = flows_table(&tally);
    distinct_release(&tally.persons);
    g_array_unref(tally.flows);
    g_free(tally.sums);
    return table;
}

void measures_flows(const struct model *model, struct results *results)
{
    if (model->n_stays == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    results->tables[TABLE_FLOWS] = measure_flows(frame);
    contributions_mark(frame, results->tables[TABLE_FLOWS]);
    results->tables[TABLE_SELF_SUFFICIENCY] = self_sufficiency_table(frame);
    frame_free(frame);
}
