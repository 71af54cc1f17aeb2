/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came and who left: flow_of_citizens and moves.
 *
 * A year opens with the persons present when the year before closed. An arrival on 1 January is an arrival of
 * the new year, and so is an exit on 1 January (its last day was 31 December): then present_start + arrivals
 * - exits = present_end holds in every row, a year's present_start is the present_end of the year before, and
 * present_end are the persons in an episode on 31 December, whose change need.c explains by the arrivals and
 * exits here.
 */
#include "vifte/citizen_words.h"
#include "vifte/count.h"
#include "vifte/distinct.h"
#include "vifte/episodes.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/persons.h"
#include "vifte/reporters.h"
#include "vifte/sections.h"
#include "vifte/table.h"

#define CONFIDENCE 0.95
#define PER 10000.0

struct flow {
    int64_t start, arrivals, exits, days;
    int64_t persons;      /* distinct, in an episode on at least one day */
    uint32_t last_person; /* cases come person by person */
};

struct tally {
    const struct frame *frame;
    const struct sections *sections;
    int gap_days;
    struct flow *flows;  /* over the frame */
    struct flow *placed; /* the same of stays in offers measured in places */
    GArray *episodes;    /* struct day_span: room for one case */
    GArray *spells;      /* struct spell: the same */
    struct distinct moves;
};

static void add_year(struct flow *flow, uint32_t person, struct day_span episode, int32_t from, int32_t to)
{
    flow->start += episode.start < from && episode.end >= from;
    flow->arrivals += episode.start >= from && episode.start < to;
    flow->exits += episode.end >= from && episode.end < to;
    int32_t days = MIN(episode.end, to) - MAX(episode.start, from);
    if (days > 0) {
        flow->days += days;
        flow->persons += flow->last_person != person;
        flow->last_person = person;
    }
}

static void add_episode(const struct frame *frame, struct flow *flows, const struct person_case *person_case,
                        size_t area, struct day_span episode)
{
    int32_t from_day = frame->year_start[0];
    int32_t last_day = frame->year_start[frame->n_years] - 1;
    if (episode.end < from_day || episode.start > last_day) {
        return;
    }
    size_t last =
        frame_year(frame, MIN(episode.end, last_day)); /* an exit on 1 January lies in the new year */
    for (size_t year = frame_year(frame, MAX(episode.start, from_day)); year <= last; year++) {
        struct flow *flow = &flows[frame_at(frame, person_case->group, area, year)];
        add_year(flow, person_case->person, episode, frame->year_start[year], frame->year_start[year + 1]);
    }
}

static void add_area(struct tally *tally, struct flow *flows, const struct person_case *person_case,
                     size_t area, uint32_t acting)
{
    struct day_span *episodes = (struct day_span *)tally->episodes->data;
    size_t n = episodes_join(person_case, acting, tally->gap_days, episodes);
    for (size_t i = 0; i < n; i++) {
        add_episode(tally->frame, flows, person_case, area, episodes[i]);
    }
}

static uint32_t cluster_of(const struct frame *frame, const struct spell *spell)
{
    uint32_t area = frame->area_of[spell->stay->acting];
    return area == NONE ? NONE : frame->cluster_of[area];
}

/* A person who moves within a cluster goes on in it: its stays are joined as one case of their own. */
static void add_cluster(struct tally *tally, struct flow *flows, const struct person_case *person_case,
                        uint32_t cluster)
{
    struct person_case part = *person_case;
    struct spell *spells = g_new(struct spell, person_case->n);
    part.spells = spells;
    part.n = 0;
    for (size_t i = 0; i < person_case->n; i++) {
        if (cluster_of(tally->frame, &person_case->spells[i]) == cluster) {
            spells[part.n++] = person_case->spells[i];
        }
    }
    add_area(tally, flows, &part, cluster, EPISODES_REGION);
    g_free(spells);
}

static void add_clusters(struct tally *tally, struct flow *flows, const struct person_case *person_case)
{
    for (size_t k = 0; k < tally->frame->n_clusters; k++) {
        uint32_t cluster = (uint32_t)(tally->frame->n_areas + 1 + k);
        for (size_t i = 0; i < person_case->n; i++) {
            if (cluster_of(tally->frame, &person_case->spells[i]) == cluster) {
                add_cluster(tally, flows, person_case, cluster);
                break;
            }
        }
    }
}

/* Is this the first of the case's stays that its municipality acts for? */
static bool first_of_acting(const struct person_case *person_case, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (person_case->spells[i].stay->acting == person_case->spells[index].stay->acting) {
            return false;
        }
    }
    return true;
}

/* Of two stays that could be the one before: the one that ended last; in a tie the first section. */
static bool is_nearer(const struct sections *sections, const struct spell *a, const struct spell *b)
{
    return a->end != b->end ? a->end > b->end
                            : sections_of(sections, a->stay) < sections_of(sections, b->stay);
}

/* The stay that a stay followed: one that ended no later than the day after it began (an inclusive end date
 * and the next start often share a day), at most the gap before. A stay that goes on beside the new one was
 * not followed by it. */
static const struct spell *followed(const struct tally *tally, const struct person_case *person_case,
                                    size_t index)
{
    const struct spell *next = &person_case->spells[index];
    const struct spell *found = NULL;
    for (size_t i = 0; i < index; i++) {
        const struct spell *spell = &person_case->spells[i];
        bool ended = spell->start < next->start && (int64_t)spell->end <= (int64_t)next->start + 1 &&
                     (int64_t)next->start - spell->end <= tally->gap_days;
        if (ended && (found == NULL || is_nearer(tally->sections, spell, found))) {
            found = spell;
        }
    }
    return found;
}

static void add_moves(struct tally *tally, const struct person_case *person_case)
{
    const struct frame *frame = tally->frame;
    for (size_t i = 1; i < person_case->n; i++) {
        const struct spell *next = &person_case->spells[i];
        const struct spell *spell = followed(tally, person_case, i);
        if (spell == NULL || next->start < frame->year_start[0] ||
            next->start >= frame->year_start[frame->n_years]) {
            continue;
        }
        uint32_t from = sections_of(tally->sections, spell->stay);
        uint32_t to = sections_of(tally->sections, next->stay);
        if (!sections_are_one(tally->sections, from, to)) {
            size_t row = person_case->group * frame->n_years + frame_year(frame, next->start);
            size_t cell = (row * tally->sections->n + from) * tally->sections->n + to;
            distinct_add(&tally->moves, distinct_pack((uint32_t)cell, person_case->person));
        }
    }
}

/* The region, each municipality that acts for any of the stays, and the clusters these lie in. */
static void add_areas(struct tally *tally, struct flow *flows, const struct person_case *person_case)
{
    add_area(tally, flows, person_case, tally->frame->n_areas, EPISODES_REGION);
    for (size_t i = 0; i < person_case->n; i++) {
        uint16_t acting = person_case->spells[i].stay->acting;
        if (first_of_acting(person_case, i)) {
            add_area(tally, flows, person_case, tally->frame->area_of[acting], acting);
        }
    }
    add_clusters(tally, flows, person_case);
}

/* Courses and address-free efforts take no place. */
static void add_placed(struct tally *tally, const struct person_case *person_case)
{
    const struct model *model = tally->frame->model;
    struct person_case placed = *person_case;
    g_array_set_size(tally->spells, 0);
    for (size_t i = 0; i < person_case->n; i++) {
        if (model_in_places(&model->offers[person_case->spells[i].stay->offer])) {
            g_array_append_val(tally->spells, person_case->spells[i]);
        }
    }
    placed.n = tally->spells->len;
    placed.spells = (const struct spell *)(const void *)tally->spells->data;
    if (placed.n > 0) {
        add_areas(tally, tally->placed, &placed);
    }
}

static void add_case(const struct person_case *person_case, void *data)
{
    struct tally *tally = data;
    g_array_set_size(tally->episodes, MAX(tally->episodes->len, (guint)person_case->n));
    add_areas(tally, tally->flows, person_case);
    add_placed(tally, person_case);
    add_moves(tally, person_case);
}

/* Rates rest on the exits, and where there are none on the persons who could have left. */
static struct cell limit(struct stat_value value, const struct flow *flow)
{
    if (value.state != STAT_OK) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return cell_resting_on(cell_number(value.value, flow->persons), flow->exits);
}

static void fill_rates(struct cell *row, const struct flow *flow, int days_of_year)
{
    double person_years = (double)flow->days / days_of_year;
    row[FLOW_OF_CITIZENS_PERSON_YEARS] = cell_number(person_years, flow->persons);
    struct count_rate rate = count_rate(flow->exits, person_years, 1, CONFIDENCE);
    row[FLOW_OF_CITIZENS_EXIT_RATE] = limit(rate.rate, flow);
    row[FLOW_OF_CITIZENS_LOWER] = limit(rate.limits.lower, flow);
    row[FLOW_OF_CITIZENS_UPPER] = limit(rate.limits.upper, flow);
    struct stat_value mean =
        flow->exits > 0 ? stat_ok(person_years / (double)flow->exits) : stat_undefined(STAT_NO_EVENTS);
    row[FLOW_OF_CITIZENS_MEAN_STAY_YEARS] = limit(mean, flow);
}

/* New cases are events, and may have Garwood's limits; persons present may not. */
static void fill_arrival_rate(struct cell *row, const struct flow *flow, bool has_population, double persons)
{
    if (!has_population) {
        row[FLOW_OF_CITIZENS_ARRIVAL_RATE] = row[FLOW_OF_CITIZENS_ARRIVAL_RATE_LOWER] =
            row[FLOW_OF_CITIZENS_ARRIVAL_RATE_UPPER] = cell_empty(CELL_UNDEFINED, REASON_NO_POPULATION);
        return;
    }
    struct count_rate rate = count_rate(flow->arrivals, persons, PER, CONFIDENCE);
    row[FLOW_OF_CITIZENS_ARRIVAL_RATE] = cell_number(rate.rate.value, flow->arrivals);
    row[FLOW_OF_CITIZENS_ARRIVAL_RATE_LOWER] = cell_number(rate.limits.lower.value, flow->arrivals);
    row[FLOW_OF_CITIZENS_ARRIVAL_RATE_UPPER] = cell_number(rate.limits.upper.value, flow->arrivals);
}

static struct cell person_count(int64_t n)
{
    return cell_number((double)n, n);
}

enum flow_field { FLOW_START, FLOW_ARRIVALS, FLOW_EXITS, FLOW_END };

static int64_t flow_field(const struct flow *flow, enum flow_field field)
{
    switch (field) {
    case FLOW_START:
        return flow->start;
    case FLOW_ARRIVALS:
        return flow->arrivals;
    case FLOW_EXITS:
        return flow->exits;
    case FLOW_END:
        break;
    }
    return flow->start + flow->arrivals - flow->exits;
}

static struct cell flow_count(const struct frame *frame, const struct flow *flows, size_t group, size_t area,
                              size_t year, enum flow_field field)
{
    int64_t count = flow_field(&flows[frame_at(frame, group, area, year)], field);
    struct cell cell = person_count(count);
    if (frame_is_union(frame, area) && !frame_is_region(frame, area)) {
        int64_t *parts = g_new(int64_t, frame->n_areas + 1);
        for (size_t k = 0; k < frame->n_areas; k++) {
            parts[k] = flow_field(&flows[frame_at(frame, group, k, year)], field);
        }
        cell = cell_resting_on(cell, frame_seen_by_members(frame, area, count, parts));
        g_free(parts);
    }
    return cell;
}

static void add_flow_row(struct table *table, const struct flow *flows, const struct reporters *reporters,
                         size_t group, size_t area, size_t year)
{
    const struct frame *frame = reporters->frame;
    const struct flow *flow = &flows[frame_at(frame, group, area, year)];
    struct cell *row = table_add(table);
    row[FLOW_OF_CITIZENS_GROUP] = cell_name(&frame->model->project->groups[group].name);
    row[FLOW_OF_CITIZENS_MUNICIPALITY] = cell_name(frame->area_names[area]);
    row[FLOW_OF_CITIZENS_YEAR] = cell_year(frame->from_year + (int)year);
    bool delivered = reporters_count_in(reporters, area, year) > 0;
    if (!delivered) {
        return;
    }
    row[FLOW_OF_CITIZENS_PRESENT_START] = flow_count(frame, flows, group, area, year, FLOW_START);
    row[FLOW_OF_CITIZENS_ARRIVALS] = flow_count(frame, flows, group, area, year, FLOW_ARRIVALS);
    row[FLOW_OF_CITIZENS_EXITS] = flow_count(frame, flows, group, area, year, FLOW_EXITS);
    row[FLOW_OF_CITIZENS_PRESENT_END] = flow_count(frame, flows, group, area, year, FLOW_END);
    fill_rates(row, flow, frame_days(frame, year));
    double persons;
    bool has_population =
        reporters_population(reporters, group, area, year, frame->from_year + (int)year, &persons);
    fill_arrival_rate(row, flow, has_population, persons);
}

static struct table *flow_table(const struct flow *flows, const struct reporters *reporters)
{
    const struct frame *frame = reporters->frame;
    struct table *table = table_new(registry_table(TABLE_FLOW_OF_CITIZENS));
    for (size_t group = 0; group < frame->n_groups; group++) {
        for (size_t area = 0; reporters->from_stays[group] && area < frame_areas(frame); area++) {
            for (size_t year = 0; year < frame->n_years; year++) {
                add_flow_row(table, flows, reporters, group, area, year);
            }
        }
    }
    table_sort(table);
    return table;
}

static struct table *moves_table(struct tally *tally)
{
    const struct frame *frame = tally->frame;
    const struct sections *sections = tally->sections;
    struct table *table = table_new(registry_table(TABLE_MOVES));
    distinct_sort(&tally->moves);
    uint32_t cell;
    size_t at = 0;
    for (int64_t n = distinct_next(&tally->moves, &at, &cell); n > 0;
         n = distinct_next(&tally->moves, &at, &cell)) {
        size_t year = cell / sections->n / sections->n;
        struct cell *row = table_add(table);
        row[MOVES_GROUP] = cell_name(&frame->model->project->groups[year / frame->n_years].name);
        row[MOVES_YEAR] = cell_year(frame->from_year + (int)(year % frame->n_years));
        row[MOVES_FROM_SECTION] = cell_name(sections->names[cell / sections->n % sections->n]);
        row[MOVES_TO_SECTION] = cell_name(sections->names[cell % sections->n]);
        row[MOVES_CITIZENS] = person_count(n);
    }
    table_sort(table);
    return table;
}

static struct flow *flows_new(const struct frame *frame)
{
    struct flow *flows = g_new0(struct flow, frame_size(frame) + 1);
    for (size_t i = 0; i < frame_size(frame); i++) {
        flows[i].last_person = NONE;
    }
    return flows;
}

void measures_citizens(const struct model *model, struct results *results)
{
    if (model->n_stays == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct sections *sections = sections_new(model);
    struct tally tally = {.frame = frame,
                          .sections = sections,
                          .gap_days = model->project->episode_gap_days,
                          .flows = flows_new(frame),
                          .placed = flows_new(frame),
                          .episodes = g_array_new(FALSE, FALSE, sizeof(struct day_span)),
                          .spells = g_array_new(FALSE, FALSE, sizeof(struct spell))};
    distinct_init(&tally.moves);
    persons_each_case(frame, PERSONS_ACTING, add_case, &tally);
    results->tables[TABLE_FLOW_OF_CITIZENS] = flow_table(tally.flows, reporters);
    results->placed = flow_table(tally.placed, reporters);
    results->tables[TABLE_MOVES] = moves_table(&tally);
    distinct_release(&tally.moves);
    g_array_unref(tally.episodes);
    g_array_unref(tally.spells);
    g_free(tally.flows);
    g_free(tally.placed);
    sections_free(sections);
    reporters_free(reporters);
    frame_free(frame);
}
