/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who pays, and where the offers lie: the table flows.
 *
 * Goes through the offers of one location after the other, several locations at a time: days and expenditure
 * add up in a dense array of group x year x paying municipality, and distinct persons come from a hash table,
 * so that everything a location needs stays in the processor's cache. All sums are whole numbers; expenditure
 * is in oere.
 */
#include "vifte/citizen_words.h"
#include "vifte/frame.h"
#include "vifte/jobs.h"
#include "vifte/key_order.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/person_years.h"
#include "vifte/self_sufficiency.h"
#include "vifte/table.h"

#include <string.h>

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

/* All locations. */
struct flow_tally {
    const struct frame *frame;
    struct self_sufficiency *sufficiency;
    size_t n_locations;
    GArray **flows;    /* struct flow, per location */
    uint16_t *year_of; /* by day from the first */
    struct served_layout layout;
    struct served_list *served;  /* per location: who had days in the round's years */
    struct person_years *rooms;  /* per thread: of one part of a location after the other */
    size_t first_year, end_year; /* of the round */
};

/* One location while its stays are counted. */
struct location_tally {
    const struct flow_tally *all;
    struct sum *sums;     /* by cell */
    int64_t *changes;     /* group x year x paying, with one year more: citizens from then on */
    int64_t *served_days; /* group x year x how served */
    struct served_list *served;
};

static struct sum *sum_of(const struct location_tally *tally, size_t group, size_t year, size_t paying)
{
    const struct frame *frame = tally->all->frame;
    return &tally->sums[(group * frame->n_years + year) * frame->model->n_municipalities + paying];
}

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

static int64_t *change_of(const struct location_tally *tally, size_t group, size_t year, size_t paying)
{
    const struct frame *frame = tally->all->frame;
    return &tally->changes[(group * (frame->n_years + 1) + year) * frame->model->n_municipalities + paying];
}

/* What a stay adds to each of its years. */
static void add_days(struct location_tally *tally, const struct stay *stay, const struct served_key *key,
                     struct day_span span, size_t first, size_t last)
{
    const struct frame *frame = tally->all->frame;
    const bool own = frame->area_of[stay->paying] != NONE;
    struct sum *sum = sum_of(tally, key->group, first, stay->paying);
    int64_t *served = tally->served_days + (key->group * frame->n_years + first) * N_SERVED + key->served;
    for (size_t year = first; year <= last; year++) {
        int32_t days = frame_days_in_year(frame, span, year);
        sum->days += days;
        sum->oere += stay->rate_oere < 0 ? 0 : (int64_t)days * stay->rate_oere;
        sum->no_rate = sum->no_rate || stay->rate_oere < 0;
        *served += own ? days : 0;
        sum += frame->model->n_municipalities;
        served += N_SERVED;
    }
}

static void add_stay(struct location_tally *tally, const struct stay *stay, uint32_t group,
                     enum served served)
{
    const struct flow_tally *all = tally->all;
    const struct frame *frame = all->frame;
    struct day_span span = frame_clipped_days(frame, stay, group);
    span.start = MAX(span.start, frame->year_start[all->first_year]);
    span.end = MIN(span.end, frame->year_start[all->end_year]);
    if (span.start >= span.end) {
        return;
    }
    size_t first = all->year_of[span.start - frame->year_start[0]];
    size_t last = all->year_of[span.end - 1 - frame->year_start[0]];
    struct served_key key = {
        .group = group,
        .paying = stay->paying,
        .person = stay->person,
        .served = served,
        .years = ((UINT64_C(2) << (last - first)) - 1) << (first - all->first_year),
    };
    add_days(tally, stay, &key, span, first, last);
    served_list_add(tally->served, &all->layout, &key);
}

static void add_offer(struct location_tally *tally, uint32_t index)
{
    const struct frame *frame = tally->all->frame;
    const struct model *model = frame->model;
    const struct offer *offer = &model->offers[index];
    struct stay_span stays = frame_stays_of(frame, index);
    for (const struct stay *stay = stays.first; stay < stays.end; stay++) {
        const struct group_set *set = &model->group_sets[stay->group_set];
        enum served served = served_in(frame, offer, stay);
        for (uint32_t k = set->first; k < set->first + set->n; k++) {
            add_stay(tally, stay, model->group_refs[k], served);
        }
    }
}

/* What one part of a location's keys is counted with. */
struct count {
    const struct location_tally *tally;
    struct person_years persons;
};

/* Citizens come with the first year of a run of years, and go with the one behind it. */
static void count_keys(const uint64_t *keys, size_t n, void *data)
{
    struct count *count = data;
    const struct flow_tally *all = count->tally->all;
    const struct served_layout *layout = &all->layout;
    const size_t payers = all->frame->model->n_municipalities;
    for (size_t i = 0; i < n; i++) {
        struct served_key key = served_unpack(layout, keys[i]);
        uint64_t who = keys[i] >> (layout->year_bits + SERVED_BITS);
        uint64_t new = person_years_add(&count->persons, who << layout->year_bits | key.years);
        int64_t *changes = change_of(count->tally, key.group, all->first_year, key.paying);
        while (new != 0) {
            unsigned first = (unsigned)__builtin_ctzll(new);
            unsigned end = first + (unsigned)__builtin_ctzll(~(new >> first));
            changes[first * payers]++;
            changes[end * payers]--;
            new = new >> end << end;
        }
    }
}

/* Each person once a year in every cell, however they were served. */
static void count_citizens(const struct location_tally *tally)
{
    const struct flow_tally *all = tally->all;
    struct count count = {.tally = tally, .persons = all->rooms[jobs_thread()]};
    for (size_t part = 0; part < served_parts(&all->layout); part++) {
        person_years_clear(&count.persons, tally->served->parts[part].n);
        served_part_each(&tally->served->parts[part], count_keys, &count);
    }
    all->rooms[jobs_thread()] = count.persons;
}

/* The cells of a location in which somebody is. */
static void list_flows(const struct location_tally *tally, uint32_t location, GArray *flows)
{
    const struct frame *frame = tally->all->frame;
    const size_t payers = frame->model->n_municipalities;
    int64_t *present = g_new(int64_t, payers + 1);
    for (uint32_t group = 0; group < frame->n_groups; group++) {
        memset(present, 0, payers * sizeof *present);
        for (size_t year = tally->all->first_year; year < tally->all->end_year; year++) {
            for (size_t paying = 0; paying < payers; paying++) {
                present[paying] += *change_of(tally, group, year, paying);
                if (present[paying] > 0) {
                    struct flow flow = {
                        .cell = (uint32_t)((group * frame->n_years + year) * payers + paying),
                        .location = location,
                        .citizens = present[paying],
                        .sum = *sum_of(tally, group, year, paying),
                    };
                    g_array_append_val(flows, flow);
                }
            }
        }
    }
    g_free(present);
}

static void count_location(size_t location, void *data)
{
    struct flow_tally *all = data;
    const struct model *model = all->frame->model;
    size_t cells = all->frame->n_groups * model->n_municipalities * all->frame->n_years;
    size_t changes = all->frame->n_groups * model->n_municipalities * (all->frame->n_years + 1);
    struct location_tally tally = {.all = all,
                                   .sums = g_new0(struct sum, cells + 1),
                                   .changes = g_new0(int64_t, changes + 1),
                                   .served_days = self_sufficiency_days(all->sufficiency, location),
                                   .served = &all->served[location]};
    for (uint32_t offer = 0; offer < model->n_offers; offer++) {
        if (location_of(all->frame, &model->offers[offer]) == location) {
            add_offer(&tally, offer);
        }
    }
    count_citizens(&tally);
    list_flows(&tally, (uint32_t)location, all->flows[location]);
    g_free(tally.sums);
    g_free(tally.changes);
}

/* Names of the table's keys, and their order. */
struct key_names {
    const struct name **groups, **payers, **locations;
    uint32_t *group_order, *payer_order, *location_order; /* indexes */
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
    keys.group_order = key_order_indexes(keys.groups, frame->n_groups);
    keys.payer_order = key_order_indexes(keys.payers, model->n_municipalities);
    keys.location_order = key_order_indexes(keys.locations, keys.n_locations);
    return keys;
}

static void free_keys(struct key_names *keys)
{
    g_free(keys->groups);
    g_free(keys->payers);
    g_free(keys->locations);
    g_free(keys->group_order);
    g_free(keys->payer_order);
    g_free(keys->location_order);
}

static void fill_row(struct cell *row, const struct frame *frame, const struct key_names *keys,
                     const struct flow *flow)
{
    size_t payers = frame->model->n_municipalities;
    size_t row_of_year = flow->cell / payers;
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

/* Where each cell's flows begin, in the order of the table; *n = how many there are. */
static size_t *find_cells(const struct flow_tally *tally, const struct key_names *keys, size_t *n)
{
    const struct frame *frame = tally->frame;
    const size_t payers = frame->model->n_municipalities, years = frame->n_years;
    size_t *first = g_new0(size_t, frame->n_groups * years * payers + 1);
    for (size_t location = 0; location < tally->n_locations; location++) {
        for (guint i = 0; i < tally->flows[location]->len; i++) {
            first[g_array_index(tally->flows[location], struct flow, i).cell]++;
        }
    }
    *n = 0;
    for (size_t i = 0; i < frame->n_groups * years * payers; i++) { /* in the order of the table */
        size_t row_of_year = keys->group_order[i / payers / years] * years + i / payers % years;
        size_t *cell = &first[row_of_year * payers + keys->payer_order[i % payers]];
        size_t count = *cell;
        *cell = *n;
        *n += count;
    }
    return first;
}

/* All flows in the order of the table, as pointers. */
static const struct flow **order_flows(const struct flow_tally *tally, const struct key_names *keys,
                                       size_t *n)
{
    size_t *next = find_cells(tally, keys, n);
    const struct flow **sorted = g_new(const struct flow *, *n + 1);
    for (size_t k = 0; k < keys->n_locations; k++) {
        const GArray *flows = tally->flows[keys->location_order[k]];
        for (guint i = 0; i < flows->len; i++) {
            const struct flow *flow = &g_array_index(flows, struct flow, i);
            sorted[next[flow->cell]++] = flow;
        }
    }
    g_free(next);
    return sorted;
}

#define ROWS_A_TASK 8192

struct rows {
    const struct frame *frame;
    const struct key_names *keys;
    const struct flow **sorted;
    size_t n;
    struct table *table;
};

static void fill_rows(size_t task, void *data)
{
    const struct rows *rows = data;
    for (size_t i = task * ROWS_A_TASK; i < MIN((task + 1) * ROWS_A_TASK, rows->n); i++) {
        fill_row(table_blank(rows->table, i), rows->frame, rows->keys, rows->sorted[i]);
    }
}

static struct table *flows_table(const struct flow_tally *tally)
{
    struct table *table = table_new(registry_table(TABLE_FLOWS));
    struct key_names keys = name_keys(tally->frame);
    struct rows rows = {.frame = tally->frame, .keys = &keys, .table = table};
    rows.sorted = order_flows(tally, &keys, &rows.n);
    table_extend(table, rows.n);
    jobs_each((rows.n + ROWS_A_TASK - 1) / ROWS_A_TASK, fill_rows, &rows);
    g_free(rows.sorted);
    free_keys(&keys);
    return table;
}

static struct flow_tally tally_new(const struct frame *frame)
{
    const struct model *model = frame->model;
    struct flow_tally tally = {.frame = frame, .n_locations = frame->n_areas + N_ELSEWHERE};
    tally.layout = served_layout(frame->n_groups, model->n_municipalities, model->n_persons);
    tally.served = g_new0(struct served_list, tally.n_locations);
    tally.sufficiency = self_sufficiency_new(frame, tally.layout, tally.n_locations);
    tally.flows = g_new(GArray *, tally.n_locations);
    for (size_t i = 0; i < tally.n_locations; i++) {
        tally.flows[i] = g_array_new(FALSE, FALSE, sizeof(struct flow));
    }
    tally.year_of = g_new(uint16_t, (size_t)(frame->year_start[frame->n_years] - frame->year_start[0]) + 1);
    for (int32_t day = frame->year_start[0]; day < frame->year_start[frame->n_years]; day++) {
        tally.year_of[day - frame->year_start[0]] = (uint16_t)frame_year(frame, day);
    }
    return tally;
}

static void tally_clear(struct flow_tally *tally)
{
    for (size_t i = 0; i < tally->n_locations; i++) {
        g_array_unref(tally->flows[i]);
    }
    g_free(tally->flows);
    g_free(tally->served);
    g_free(tally->year_of);
}

/* Nearly always one round: years that a key has no room for come in the next. */
static void count_flows(struct flow_tally *tally)
{
    const size_t years = tally->layout.year_bits;
    tally->rooms = person_years_rooms(tally->layout.year_bits);
    for (size_t first = 0; first < tally->frame->n_years; first += years) {
        tally->first_year = first;
        tally->end_year = MIN(first + years, tally->frame->n_years);
        jobs_each(tally->n_locations, count_location, tally);
        self_sufficiency_round(tally->sufficiency, tally->served, first);
    }
    person_years_rooms_free(tally->rooms);
}

void measures_flows(const struct model *model, struct results *results)
{
    if (model->n_stays == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct flow_tally tally = tally_new(frame);
    count_flows(&tally);
    results->tables[TABLE_FLOWS] = flows_table(&tally);
    results->tables[TABLE_SELF_SUFFICIENCY] = self_sufficiency_finish(tally.sufficiency);
    tally_clear(&tally);
    frame_free(frame);
}
