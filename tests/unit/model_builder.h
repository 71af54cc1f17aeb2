/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small model built by hand, for the tests of the measures. Rows may be added in any order except that
 * offers, groups and municipalities are numbered as they come: add offers by id and municipalities by code.
 * builder_model() sorts what model.h promises to be sorted; strings are borrowed.
 */
#ifndef MODEL_BUILDER_H
#define MODEL_BUILDER_H

#include "vifte/dates.h"
#include "vifte/model.h"

#include <string.h>

struct builder {
    struct project project;
    struct model model;
    GArray *regions, *municipalities, *group_sets, *group_refs, *groups, *offers, *periods, *reports, *stays,
        *sections, *needs, *need_counts, *populations, *use_counts, *demands, *notes, *rates, *price_indexes,
        *deliveries, *files;
};

static inline struct builder *builder_new(int from_year, int to_year)
{
    struct builder *builder = g_new0(struct builder, 1);
    builder->project = (struct project){
        .region = 81,
        .from_year = from_year,
        .to_year = to_year,
        .from_day = date_year_start(from_year),
        .to_day = date_year_start(to_year + 1),
        .freeze = DAY_OPEN,
        .threshold = 5,
        .episode_gap_days = 14,
        .forecast_years = 5,
        .forecast_draws = 1000,
        .stays_complete = g_ptr_array_new(),
        .parameters = g_array_new(FALSE, TRUE, sizeof(struct parameter)),
        .false_alarms_per_year = 1,
        .follow_below_pct_of_break_even = 100,
        .dialogue_buyers_lost = 1,
        .largest_share = 0.5,
    };
    builder->regions = g_array_new(FALSE, TRUE, sizeof(struct region));
    builder->municipalities = g_array_new(FALSE, TRUE, sizeof(struct municipality));
    builder->group_sets = g_array_new(FALSE, TRUE, sizeof(struct group_set));
    builder->group_refs = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    builder->groups = g_array_new(FALSE, TRUE, sizeof(struct group));
    builder->offers = g_array_new(FALSE, TRUE, sizeof(struct offer));
    builder->periods = g_array_new(FALSE, TRUE, sizeof(struct period));
    builder->reports = g_array_new(FALSE, TRUE, sizeof(struct report));
    builder->stays = g_array_new(FALSE, TRUE, sizeof(struct stay));
    builder->sections = g_array_new(FALSE, TRUE, sizeof(struct name));
    builder->needs = g_array_new(FALSE, TRUE, sizeof(struct need));
    builder->need_counts = g_array_new(FALSE, TRUE, sizeof(struct need_count));
    builder->use_counts = g_array_new(FALSE, TRUE, sizeof(struct use_count));
    builder->populations = g_array_new(FALSE, TRUE, sizeof(struct population));
    builder->demands = g_array_new(FALSE, TRUE, sizeof(struct demand));
    builder->notes = g_array_new(FALSE, TRUE, sizeof(struct capacity_note));
    builder->rates = g_array_new(FALSE, TRUE, sizeof(struct rate));
    builder->price_indexes = g_array_new(FALSE, TRUE, sizeof(struct price_index));
    builder->deliveries = g_array_new(FALSE, TRUE, sizeof(struct delivery));
    builder->files = g_array_new(FALSE, TRUE, sizeof(struct input_record));
    const struct region north = {.name = {"81", "Nordjylland"}};
    g_array_append_val(builder->regions, north);
    return builder;
}

static inline void builder_free(struct builder *builder)
{
    GArray *const arrays[] = {builder->regions,     builder->municipalities, builder->group_sets,
                              builder->group_refs,  builder->groups,         builder->offers,
                              builder->periods,     builder->reports,        builder->stays,
                              builder->sections,    builder->needs,          builder->need_counts,
                              builder->use_counts,  builder->demands,        builder->notes,
                              builder->rates,       builder->deliveries,     builder->files,
                              builder->populations, builder->price_indexes,  builder->project.parameters};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        g_array_free(arrays[i], TRUE);
    }
    g_free(builder->model.region_order);
    g_ptr_array_free(builder->project.stays_complete, TRUE);
    g_free(builder);
}

static inline struct quantity given(double number)
{
    return (struct quantity){.number = number, .state = CELL_VALUE};
}

static inline struct quantity not_given(void)
{
    return (struct quantity){.state = CELL_MISSING};
}

static inline uint32_t builder_group(struct builder *builder, const char *id)
{
    const struct group group = {.name = {id, id}, .age = {0, AGE_OPEN}};
    g_array_append_val(builder->groups, group);
    return builder->groups->len - 1;
}

static inline uint32_t builder_municipality(struct builder *builder, const char *code, const char *name,
                                            bool in_region)
{
    const struct municipality municipality = {.name = {code, name},
                                              .code = (int)g_ascii_strtoll(code, NULL, 10),
                                              .region = in_region ? 81 : 82,
                                              .tile_col = -1,
                                              .tile_row = -1,
                                              .short_name = "",
                                              .in_region = in_region};
    g_array_append_val(builder->municipalities, municipality);
    return builder->municipalities->len - 1;
}

/* The set of one group, or of two when `second` is not NONE. */
static inline uint32_t builder_set(struct builder *builder, uint32_t first, uint32_t second)
{
    const struct group_set set = {.first = builder->group_refs->len, .n = second == NONE ? 1 : 2};
    g_array_append_val(builder->group_refs, first);
    if (second != NONE) {
        g_array_append_val(builder->group_refs, second);
    }
    g_array_append_val(builder->group_sets, set);
    return builder->group_sets->len - 1;
}

/* A permanent home counted in places, section SEL-108; change the row behind the returned pointer for other
 * kinds. */
static inline struct offer *builder_offer(struct builder *builder, const char *id, uint32_t municipality,
                                          uint32_t set)
{
    const struct offer offer = {.name = {id, id},
                                .operator_name = {"operator", "Operator"},
                                .section = {"SEL-108", "§ 108"},
                                .agreement = {"", ""},
                                .kind = KIND_PERMANENT,
                                .unit = UNIT_PLACES,
                                .municipality = municipality,
                                .group_set = set,
                                .merged_into = NONE,
                                .age_to = AGE_OPEN};
    g_array_append_val(builder->offers, offer);
    return &g_array_index(builder->offers, struct offer, builder->offers->len - 1);
}

/* For the newest offer. */
static inline struct period *builder_period(struct builder *builder, int32_t start, int32_t end,
                                            struct quantity places)
{
    const struct period period = {.offer = builder->offers->len - 1,
                                  .start = start,
                                  .end = end,
                                  .places = places,
                                  .section = {"SEL-108", "§ 108"}};
    g_array_append_val(builder->periods, period);
    return &g_array_index(builder->periods, struct period, builder->periods->len - 1);
}

static inline struct report *builder_report(struct builder *builder, uint32_t offer, const char *period,
                                            int32_t start, int32_t end, struct quantity places,
                                            struct quantity occupied_days)
{
    const struct report report = {.offer = offer,
                                  .start = start,
                                  .end = end,
                                  .census = end - start == 1,
                                  .period = period,
                                  .places = places,
                                  .occupied_days = occupied_days,
                                  .waiting = not_given()};
    g_array_append_val(builder->reports, report);
    return &g_array_index(builder->reports, struct report, builder->reports->len - 1);
}

static inline struct stay *builder_stay(struct builder *builder, uint32_t person, uint32_t offer,
                                        uint32_t set, uint32_t municipality, int32_t start, int32_t end)
{
    const struct stay stay = {.person = person,
                              .offer = offer,
                              .start = start,
                              .end = end,
                              .rate_oere = -1,
                              .group_set = (uint16_t)set,
                              .acting = (uint16_t)municipality,
                              .paying = (uint16_t)municipality,
                              .section = UINT16_MAX};
    g_array_append_val(builder->stays, stay);
    return &g_array_index(builder->stays, struct stay, builder->stays->len - 1);
}

static inline void builder_budget(struct builder *builder, uint32_t offer, int year, double fraction)
{
    const struct rate rate = {.offer = offer,
                              .year = year,
                              .component = COMPONENT_BASE,
                              .budgeted_occupancy = {.number = fraction, .state = CELL_VALUE}};
    g_array_append_val(builder->rates, rate);
}

/* Kroner; costs, carried result and accounts not given. Change the row behind the pointer at once. */
static inline struct rate *builder_rate(struct builder *builder, uint32_t offer, int year,
                                        enum component component, double daily_rate, double budgeted)
{
    const struct rate rate = {.offer = offer,
                              .year = year,
                              .component = component,
                              .daily_rate_oere = (int64_t)(100 * daily_rate + 0.5),
                              .costs = {.state = CELL_MISSING},
                              .carried_result = {.state = CELL_MISSING},
                              .revenue = {.state = CELL_MISSING},
                              .actual_costs = {.state = CELL_MISSING},
                              .budgeted_occupancy = {.number = budgeted, .state = CELL_VALUE}};
    g_array_append_val(builder->rates, rate);
    return &g_array_index(builder->rates, struct rate, builder->rates->len - 1);
}

/* What a municipality bought, is bound to and expects; no notice, no referrals, no planned moves. */
static inline struct demand *builder_demand(struct builder *builder, uint32_t offer, uint32_t municipality,
                                            int year, double bought, double committed, double expected)
{
    const struct demand demand = {.offer = offer,
                                  .municipality = municipality,
                                  .year = year,
                                  .bought = {bought, CELL_VALUE},
                                  .committed = {committed, CELL_VALUE},
                                  .expected = {expected, CELL_VALUE},
                                  .referrals = {.state = CELL_MISSING},
                                  .planned_moves = {0, CELL_VALUE},
                                  .notice_day = DAY_OPEN};
    g_array_append_val(builder->demands, demand);
    return &g_array_index(builder->demands, struct demand, builder->demands->len - 1);
}

/* Of every year. */
static inline void builder_parameter(struct builder *builder, const char *key, double value)
{
    const struct parameter parameter = {key, 0, value, "", "", "S"};
    g_array_append_val(builder->project.parameters, parameter);
}

static inline void builder_price_index(struct builder *builder, int year, double index)
{
    const struct price_index row = {.year = year, .index = index};
    g_array_append_val(builder->price_indexes, row);
}

/* Everybody of the municipality on 1 January. */
static inline void builder_population(struct builder *builder, uint32_t municipality, int year,
                                      double persons)
{
    const struct population row = {
        .municipality = municipality, .year = year, .age = {0, AGE_OPEN}, .persons = persons};
    g_array_append_val(builder->populations, row);
}

static inline void builder_note(struct builder *builder, uint32_t offer, int32_t day, const char *text)
{
    const struct capacity_note note = {.offer = offer, .day = day, .note = text};
    g_array_append_val(builder->notes, note);
}

#define BUILDER_COMPARE(a, b) \
    if ((a) != (b)) { \
        return (a) < (b) ? -1 : 1; \
    }

static inline int builder_by_period(const void *a, const void *b)
{
    const struct period *left = a;
    const struct period *right = b;
    BUILDER_COMPARE(left->offer, right->offer)
    BUILDER_COMPARE(left->start, right->start)
    return 0;
}

static inline int builder_by_report(const void *a, const void *b)
{
    const struct report *left = a;
    const struct report *right = b;
    BUILDER_COMPARE(left->offer, right->offer)
    BUILDER_COMPARE(left->start, right->start)
    BUILDER_COMPARE(left->end, right->end)
    return 0;
}

static inline int builder_by_stay(const void *a, const void *b)
{
    const struct stay *left = a;
    const struct stay *right = b;
    BUILDER_COMPARE(left->offer, right->offer)
    BUILDER_COMPARE(left->start, right->start)
    BUILDER_COMPARE(left->end, right->end)
    BUILDER_COMPARE(left->person, right->person)
    return 0;
}

static inline int builder_by_note(const void *a, const void *b)
{
    const struct capacity_note *left = a;
    const struct capacity_note *right = b;
    BUILDER_COMPARE(left->day, right->day)
    BUILDER_COMPARE(left->offer, right->offer)
    return 0;
}

static inline int builder_by_population(const void *a, const void *b)
{
    const struct population *left = a;
    const struct population *right = b;
    BUILDER_COMPARE(left->municipality, right->municipality)
    BUILDER_COMPARE(left->year, right->year)
    BUILDER_COMPARE(left->age.from, right->age.from)
    return 0;
}

static inline int builder_by_demand(const void *a, const void *b)
{
    const struct demand *left = a;
    const struct demand *right = b;
    BUILDER_COMPARE(left->offer, right->offer)
    BUILDER_COMPARE(left->municipality, right->municipality)
    BUILDER_COMPARE(left->year, right->year)
    return 0;
}

static inline int builder_by_rate(const void *a, const void *b)
{
    const struct rate *left = a;
    const struct rate *right = b;
    BUILDER_COMPARE(left->offer, right->offer)
    BUILDER_COMPARE(left->year, right->year)
    BUILDER_COMPARE((int)left->component, (int)right->component)
    return 0;
}

static inline void builder_link_periods(struct builder *builder)
{
    for (uint32_t i = builder->periods->len; i-- > 0;) {
        uint32_t index = g_array_index(builder->periods, struct period, i).offer;
        struct offer *offer = &g_array_index(builder->offers, struct offer, index);
        offer->first_period = i;
        offer->n_periods++;
    }
}

#define BUILDER_TAKE(field, count, array) \
    builder->model.field = (void *)builder->array->data; \
    builder->model.count = builder->array->len

/* Call once, after the last row. */
static inline const struct model *builder_model(struct builder *builder)
{
    g_array_sort(builder->periods, builder_by_period);
    g_array_sort(builder->reports, builder_by_report);
    g_array_sort(builder->stays, builder_by_stay);
    g_array_sort(builder->notes, builder_by_note);
    g_array_sort(builder->rates, builder_by_rate);
    g_array_sort(builder->demands, builder_by_demand);
    g_array_sort(builder->populations, builder_by_population);
    builder_link_periods(builder);
    builder->project.groups = (void *)builder->groups->data;
    builder->project.n_groups = builder->groups->len;
    builder->model.project = &builder->project;
    BUILDER_TAKE(regions, n_regions, regions);
    BUILDER_TAKE(municipalities, n_municipalities, municipalities);
    BUILDER_TAKE(group_sets, n_group_sets, group_sets);
    BUILDER_TAKE(group_refs, n_group_refs, group_refs);
    BUILDER_TAKE(offers, n_offers, offers);
    BUILDER_TAKE(periods, n_periods, periods);
    BUILDER_TAKE(reports, n_reports, reports);
    BUILDER_TAKE(stays, n_stays, stays);
    BUILDER_TAKE(sections, n_sections, sections);
    BUILDER_TAKE(needs, n_needs, needs);
    BUILDER_TAKE(need_counts, n_need_counts, need_counts);
    BUILDER_TAKE(use_counts, n_use_counts, use_counts);
    BUILDER_TAKE(populations, n_populations, populations);
    BUILDER_TAKE(demands, n_demands, demands);
    BUILDER_TAKE(capacity_notes, n_capacity_notes, notes);
    BUILDER_TAKE(rates, n_rates, rates);
    BUILDER_TAKE(price_indexes, n_price_indexes, price_indexes);
    BUILDER_TAKE(deliveries, n_deliveries, deliveries);
    BUILDER_TAKE(files, n_files, files);
    builder->model.region_order = g_new(uint32_t, builder->municipalities->len + 1);
    for (uint32_t i = 0; i < builder->municipalities->len; i++) {
        if (builder->model.municipalities[i].in_region) {
            builder->model.region_order[builder->model.n_region++] = i;
        }
    }
    for (size_t i = 0; i < builder->model.n_stays; i++) {
        builder->model.n_persons = MAX(builder->model.n_persons, (size_t)builder->model.stays[i].person + 1);
    }
    return &builder->model;
}

#endif
