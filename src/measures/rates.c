/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The table rates: what a day costs, what it should by the agreement's rules, and why the mean changed.
 * Single offers stand with their base rate, additions and health services apart; above the offer stand means
 * weighted by places, split into prices and mix. Rules are yearly parameters; one that is not known leaves
 * its figure undefined.
 */
#include "vifte/base_rate.h"
#include "vifte/citizen_words.h"
#include "vifte/dates.h"
#include "vifte/demand_reports.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/offer_occupancy.h"
#include "vifte/presence.h"
#include "vifte/price_mix.h"
#include "vifte/rate_takst.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

enum level { LEVEL_OFFER, LEVEL_OPERATOR, LEVEL_SECTION, LEVEL_BLOCK, LEVEL_REGION };
static const struct name LEVELS[] = {
    [LEVEL_OFFER] = {"offer", N_("Offer")},       [LEVEL_OPERATOR] = {"operator", N_("Operator")},
    [LEVEL_SECTION] = {"section", N_("Section")}, [LEVEL_BLOCK] = {"block", N_("Block")},
    [LEVEL_REGION] = {"region", N_("Region")},
};
static const struct name COMPONENTS[] = {
    [COMPONENT_BASE] = {"base", N_("base rate")},
    [COMPONENT_ADDITION] = {"addition", N_("additions")},
    [COMPONENT_HEALTH] = {"health", N_("health services")},
};
static const struct name BLOCK_LOCAL = {"local", N_("local offers")};
static const struct name BLOCK_NATIONAL = {"national", N_("national and supra-regional offers")};
static const struct name BLOCK_SECURED = {"secured", N_("secured wards")};
static const struct name WHOLE_REGION = {"region", N_("the region")};
static const struct name VERDICTS[] = {
    [RATE_WITHIN] = {"within", N_("within the bounds")},
    [RATE_ABOVE_RECOMMENDED] = {"above_recommended", N_("above the recommended maximum")},
    [RATE_BELOW_FLOOR] = {"below_floor", N_("below the floor: needs approval")},
    [RATE_ABOVE_CEILING] = {"above_ceiling", N_("above the ceiling: needs approval")},
};

/* --- one offer and year --- */

struct priced_offer {
    const struct model *model;
    const struct offer *offer;
    uint32_t index;
    int year;
    double places;           /* 0 = none, or not measured in places */
    const struct rate *base; /* NULL = none */
};

static double places_in(const struct model *model, const struct offer *offer, int year)
{
    int32_t start = date_year_start(year), end = date_year_start(year + 1);
    return model_in_places(offer) ? model_place_days(model, offer, start, end) / (end - start) : 0;
}

static struct priced_offer priced_offer(const struct model *model, uint32_t index, int year)
{
    const struct offer *offer = &model->offers[index];
    return (struct priced_offer){.model = model,
                                 .offer = offer,
                                 .index = index,
                                 .year = year,
                                 .places = places_in(model, offer, year),
                                 .base = base_rate_find(model, index, year)};
}

static const struct name *block_of(const struct offer *offer)
{
    if (offer->kind == KIND_SECURED) {
        return &BLOCK_SECURED;
    }
    return offer->reach == REACH_REGIONAL || offer->reach == REACH_NATIONAL ? &BLOCK_NATIONAL : &BLOCK_LOCAL;
}

/* A yearly parameter, NAN when it is not known for the year. */
static double parameter(const struct model *model, const char *key, int year)
{
    const struct parameter *known = project_parameter(model->project, key, year);
    return known != NULL ? known->value : NAN;
}

static struct cell stat_cell(struct stat_value value, int64_t persons, enum cell_reason why_not)
{
    return value.state == STAT_OK ? cell_number(value.value, persons) : cell_empty(CELL_UNDEFINED, why_not);
}

/* Oere are whole. */
static struct cell oere_cell(struct stat_value value, int64_t persons, enum cell_reason why_not)
{
    struct cell cell = stat_cell(value, persons, why_not);
    if (cell_has_number(&cell)) {
        cell.number = round(cell.number);
    }
    return cell;
}

static bool known(struct quantity quantity)
{
    return quantity.state == CELL_VALUE;
}

/* Costs less what is carried over, over places, days and budgeted occupancy. */
static struct stat_value rate_from(const struct priced_offer *priced, double costs)
{
    double days = parameter(priced->model, "days", priced->year);
    return isnan(days) ? stat_undefined(STAT_MISSING)
                       : rate_per_day(costs, priced->places, priced->base->budgeted_occupancy.number, days);
}

static struct stat_value clean_rate(const struct priced_offer *priced)
{
    bool can = priced->base != NULL && known(priced->base->costs) &&
               known(priced->base->budgeted_occupancy) && priced->places > 0;
    return can ? rate_from(priced, priced->base->costs.number) : stat_undefined(STAT_MISSING);
}

static struct stat_value computed_rate(const struct priced_offer *priced)
{
    bool can = clean_rate(priced).state == STAT_OK && known(priced->base->carried_result);
    return can ? rate_from(priced, priced->base->costs.number - priced->base->carried_result.number)
               : stat_undefined(STAT_MISSING);
}

/* --- fixed prices --- */

/* The rates of the coming year are known before it begins. */
static int last_year(const struct model *model)
{
    return model->project->to_year + 1;
}

/* Without a price index: the price and wage regulation that the project gives for the very year. */
static bool regulated(const struct model *model, int year, double *share)
{
    const struct parameter *pct = project_parameter(model->project, "pl_pct", year);
    bool given = pct != NULL && pct->year == year;
    *share = given ? 1 + pct->value / 100 : 0;
    return given;
}

static bool index_of(const struct model *model, int year, double *index)
{
    for (size_t i = 0; i < model->n_price_indexes; i++) {
        if (model->price_indexes[i].year == year) {
            *index = model->price_indexes[i].index;
            return true;
        }
    }
    if (model->n_price_indexes > 0) {
        return false;
    }
    double share;
    *index = 1;
    for (int y = model->project->from_year + 1; y <= year; y++) {
        if (!regulated(model, y, &share)) {
            return false;
        }
        *index *= share;
    }
    return true;
}

static bool has_index(const struct model *model)
{
    double share;
    for (int year = model->project->from_year + 1; year <= last_year(model); year++) {
        if (regulated(model, year, &share)) {
            return true;
        }
    }
    return model->n_price_indexes > 0;
}

/* In the prices of the project's last year. */
static struct cell real_cell(const struct model *model, struct cell rate, int year)
{
    double of_year, of_last;
    if (!cell_has_number(&rate)) {
        return rate;
    }
    if (!has_index(model) || !index_of(model, year, &of_year) ||
        !index_of(model, model->project->to_year, &of_last)) {
        return cell_empty(CELL_UNDEFINED, REASON_NO_INDEX);
    }
    rate.number = round(rate.number * of_last / of_year);
    return rate;
}

/* --- the agreement's rules --- */

static bool is_short_stay(enum offer_kind kind)
{
    return kind == KIND_RESPITE || kind == KIND_ACUTE;
}

/* Actual occupancy of a year in the project, in per cent. */
static bool actual_percent(const struct offer_occupancy *occupancy, int year, double *percent,
                           int64_t *persons)
{
    const struct project *project = occupancy->model->project;
    if (year < project->from_year || year > project->to_year) {
        return false;
    }
    struct occupancy_year figures = offer_occupancy_year(occupancy, year);
    if (figures.measured.sources == 0 || figures.measured.place_days <= 0) {
        return false;
    }
    *percent = 100 * figures.measured.occupied_days / figures.measured.place_days;
    *persons = MIN(*persons, occupancy_persons(figures.measured.persons));
    return true;
}

static void fill_rule(const struct priced_offer *priced, const struct offer_occupancy *occupancy,
                      struct cell *row)
{
    const struct model *model = priced->model;
    const char *floor_key = is_short_stay(priced->offer->kind) ? "floor_short" : "floor";
    double floor_pct = parameter(model, floor_key, priced->year);
    double recommended = parameter(model, "recommended_max", priced->year);
    double ceiling = parameter(model, "max", priced->year);
    double first = parameter(model, "occupancy_lag_first", priced->year);
    double last = parameter(model, "occupancy_lag_last", priced->year);
    if (!model_in_places(priced->offer)) {
        row[RATES_RULE_OCCUPANCY] = row[RATES_RULE_VERDICT] = cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
        return;
    }
    row[RATES_RULE_OCCUPANCY] = row[RATES_RULE_VERDICT] = cell_empty(CELL_UNDEFINED, REASON_NO_PARAMETER);
    if (isnan(floor_pct) || isnan(recommended) || isnan(ceiling) || isnan(first) || isnan(last)) {
        return;
    }
    double early, late;
    int64_t persons = INT32_MAX;
    if (!actual_percent(occupancy, priced->year - (int)first, &early, &persons) ||
        !actual_percent(occupancy, priced->year - (int)last, &late, &persons)) {
        row[RATES_RULE_OCCUPANCY] = row[RATES_RULE_VERDICT] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
        return;
    }
    struct rate_budgeted rule = rate_budgeted_occupancy(early, late, floor_pct, recommended, ceiling);
    row[RATES_RULE_OCCUPANCY] = stat_cell(stat_scaled(rule.budgeted, 0.01), persons, REASON_NO_PARAMETER);
    if (rule.budgeted.state == STAT_OK) {
        row[RATES_RULE_VERDICT] = words_cell(&VERDICTS[rule.verdict]);
        row[RATES_RULE_VERDICT].contributors = (int32_t)persons;
    }
}

/* --- money --- */

static struct cell money_cell(struct quantity quantity, int64_t persons)
{
    return known(quantity)
               ? cell_number(quantity.number, persons)
               : cell_empty(quantity.state, quantity.state == CELL_MISSING ? REASON_NONE : REASON_NO_COSTS);
}

/* Whom a year's money rests on: the residents, or so many as the municipalities bought for. */
static int64_t persons_behind(const struct priced_offer *priced, const struct offer_occupancy *occupancy)
{
    if (priced->year <=
        priced->model->project->to_year) { /* of the coming year nobody knows who will be there */
        struct occupancy_year figures = offer_occupancy_year(occupancy, priced->year);
        const struct occupancy_tally *shown = occupancy_year_shown(&figures);
        if (shown->sources != 0) {
            return occupancy_persons(shown->persons);
        }
    }
    struct demand_reports reports = demand_reports_of(priced->model, priced->index);
    return occupancy_persons(demand_reports_sum(&reports, priced->year, demand_bought).total);
}

static void fill_money(const struct priced_offer *priced, int64_t persons, struct cell *row)
{
    const struct rate *base = priced->base;
    int64_t places = occupancy_persons(priced->places);
    row[RATES_COSTS] = money_cell(base->costs, places);
    row[RATES_CARRIED_RESULT] = money_cell(base->carried_result, places);
    row[RATES_REVENUE] = money_cell(base->revenue, persons);
    row[RATES_ACTUAL_COSTS] = money_cell(base->actual_costs, persons);
    row[RATES_COMPUTED_RATE] = oere_cell(computed_rate(priced), places, REASON_NO_COSTS);
    row[RATES_CLEAN_RATE] = oere_cell(clean_rate(priced), places, REASON_NO_COSTS);
    double pct = parameter(priced->model, "set_aside_pct", priced->year);
    bool accounts = known(base->revenue) && known(base->actual_costs);
    struct cell no_result = cell_empty(CELL_MISSING, REASON_NONE);
    row[RATES_RESULT] =
        accounts ? cell_number(base->revenue.number - base->actual_costs.number, persons) : no_result;
    if (isnan(pct) || !known(base->costs)) {
        row[RATES_SET_ASIDE_MAX] = row[RATES_INTO_RATES] =
            cell_empty(CELL_UNDEFINED, isnan(pct) ? REASON_NO_PARAMETER : REASON_NO_COSTS);
        return;
    }
    struct rate_set_aside rule =
        rate_set_aside(accounts ? base->revenue.number : 0, accounts ? base->actual_costs.number : 0,
                       base->costs.number, pct);
    row[RATES_SET_ASIDE_MAX] = oere_cell(rule.ceiling, places, REASON_NO_COSTS);
    row[RATES_INTO_RATES] = accounts ? oere_cell(rule.into_rates, persons, REASON_NO_RULE) : no_result;
}

/* --- rows of single offers --- */

static struct cell *add_keys(struct table *table, enum level level, const struct name *id, int year,
                             enum component component)
{
    struct cell *row = table_add(table);
    row[RATES_LEVEL] = words_cell(&LEVELS[level]);
    row[RATES_ID] = cell_name(id);
    row[RATES_YEAR] = cell_year(year);
    row[RATES_COMPONENT] = words_cell(&COMPONENTS[component]);
    return row;
}

static void fill_na(struct cell *row, const int *columns, size_t n, enum cell_reason reason)
{
    for (size_t i = 0; i < n; i++) {
        row[columns[i]] = cell_empty(CELL_NA, reason);
    }
}

static struct cell change_cell(const struct cell *now, const struct rate *before)
{
    return before != NULL ? cell_number(now->number - (double)before->daily_rate_oere, CONTRIBUTORS_NONE)
                          : cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
}

/* A single offer has no mix; what is carried over has moved its rate all the same. */
static void fill_development(const struct priced_offer *priced, struct cell *row)
{
    struct priced_offer before = priced_offer(priced->model, priced->index, priced->year - 1);
    row[RATES_CHANGE] = row[RATES_PRICE_EFFECT] = change_cell(&row[RATES_DAILY_RATE], before.base);
    row[RATES_MIX_EFFECT] = cell_empty(CELL_NA, REASON_NONE);
    struct stat_value now = clean_rate(priced), then = clean_rate(&before);
    bool clean = now.state == STAT_OK && then.state == STAT_OK;
    row[RATES_CARRIED_EFFECT] = clean && cell_has_number(&row[RATES_CHANGE])
                                    ? cell_number(round(row[RATES_CHANGE].number - (now.value - then.value)),
                                                  occupancy_persons(MIN(priced->places, before.places)))
                                    : cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
}

static void add_base_row(struct table *table, const struct priced_offer *priced,
                         const struct offer_occupancy *occupancy)
{
    const struct rate *base = priced->base;
    struct cell *row = add_keys(table, LEVEL_OFFER, &priced->offer->name, priced->year, COMPONENT_BASE);
    row[RATES_DAILY_RATE] = cell_number((double)base->daily_rate_oere, CONTRIBUTORS_NONE);
    row[RATES_REAL_RATE] = real_cell(priced->model, row[RATES_DAILY_RATE], priced->year);
    row[RATES_BUDGETED_OCCUPANCY] = known(base->budgeted_occupancy)
                                        ? cell_number(base->budgeted_occupancy.number, CONTRIBUTORS_NONE)
                                        : cell_empty(CELL_MISSING, REASON_NO_BUDGET);
    fill_money(priced, persons_behind(priced, occupancy), row);
    fill_rule(priced, occupancy, row);
    fill_development(priced, row);
    row[RATES_PLACES] = model_in_places(priced->offer) ? cell_number(priced->places, CONTRIBUTORS_NONE)
                                                       : cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    row[RATES_OFFERS] = cell_number(1, CONTRIBUTORS_NONE);
    row[RATES_BLOCK] = words_cell(block_of(priced->offer));
}

/* Mean of an offer's rates of one component and year; false when there is none. */
static bool component_mean(const struct model *model, uint32_t offer, int year, enum component component,
                           double *mean)
{
    double sum = 0;
    size_t n = 0;
    for (size_t i = base_rate_first(model, offer); i < model->n_rates && model->rates[i].offer == offer;
         i++) {
        const struct rate *rate = &model->rates[i];
        if (rate->year == year && rate->component == component) {
            sum += (double)rate->daily_rate_oere;
            n++;
        }
    }
    *mean = n > 0 ? round(sum / (double)n) : 0;
    return n > 0;
}

static void add_component_row(struct table *table, const struct priced_offer *priced,
                              enum component component)
{
    static const int ONLY_BASE[] = {RATES_COMPUTED_RATE,  RATES_BUDGETED_OCCUPANCY,
                                    RATES_RESULT,         RATES_SET_ASIDE_MAX,
                                    RATES_PRICE_EFFECT,   RATES_MIX_EFFECT,
                                    RATES_CARRIED_EFFECT, RATES_CLEAN_RATE,
                                    RATES_RULE_OCCUPANCY, RATES_RULE_VERDICT,
                                    RATES_INTO_RATES,     RATES_COSTS,
                                    RATES_CARRIED_RESULT, RATES_REVENUE,
                                    RATES_ACTUAL_COSTS,   RATES_PLACES};
    double mean, before;
    if (!component_mean(priced->model, priced->index, priced->year, component, &mean)) {
        return;
    }
    struct cell *row = add_keys(table, LEVEL_OFFER, &priced->offer->name, priced->year, component);
    row[RATES_DAILY_RATE] = cell_number(mean, CONTRIBUTORS_NONE);
    row[RATES_REAL_RATE] = real_cell(priced->model, row[RATES_DAILY_RATE], priced->year);
    row[RATES_CHANGE] = component_mean(priced->model, priced->index, priced->year - 1, component, &before)
                            ? cell_number(mean - before, CONTRIBUTORS_NONE)
                            : cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
    fill_na(row, ONLY_BASE, G_N_ELEMENTS(ONLY_BASE), REASON_NONE);
    row[RATES_OFFERS] = cell_number(1, CONTRIBUTORS_NONE);
    row[RATES_BLOCK] = words_cell(block_of(priced->offer));
}

static bool has_rates(const struct model *model, uint32_t offer)
{
    size_t first = base_rate_first(model, offer);
    return first < model->n_rates && model->rates[first].offer == offer;
}

static void add_offer_rows(struct table *table, const struct model *model)
{
    struct presence *buffer = presence_new(model);
    for (uint32_t i = 0; i < model->n_offers; i++) {
        if (!has_rates(model, i)) {
            continue;
        }
        struct offer_occupancy occupancy = offer_occupancy_new(model, i, buffer);
        for (int year = model->project->from_year; year <= last_year(model); year++) {
            struct priced_offer priced = priced_offer(model, i, year);
            if (priced.base != NULL) {
                add_base_row(table, &priced, &occupancy);
            }
            add_component_row(table, &priced, COMPONENT_ADDITION);
            add_component_row(table, &priced, COMPONENT_HEALTH);
        }
        offer_occupancy_clear(&occupancy);
    }
    presence_free(buffer);
}

/* --- rows above the offer --- */

static bool lies_in_region(const struct model *model, const struct offer *offer)
{
    return model->project->region == REGION_ALL ||
           (offer->municipality != NONE && model->municipalities[offer->municipality].in_region);
}

/* What an offer counts in at a level; NULL = nothing. Sections are those of the newest period, so that a
 * change of law is no change of mix. */
static const struct name *unit_of(const struct model *model, const struct offer *offer, enum level level)
{
    if (level == LEVEL_OPERATOR) {
        return offer->operator_name.code != NULL && *offer->operator_name.code != '\0' ? &offer->operator_name
                                                                                       : NULL;
    }
    if (!lies_in_region(model, offer)) {
        return NULL;
    }
    if (level == LEVEL_SECTION) {
        return offer->section.code != NULL && *offer->section.code != '\0' ? &offer->section : NULL;
    }
    return words_name(level == LEVEL_BLOCK ? block_of(offer) : &WHOLE_REGION);
}

/* Offers of one unit in a year and the year before. */
struct unit_prices {
    GArray *daily, *clean; /* struct priced_places */
    bool all_clean, all_budgeted;
    double budgeted_sum, places, fewest; /* fewest: of one offer */
    size_t offers;
};

static double weight_of(const struct priced_offer *priced)
{
    return priced->base != NULL ? priced->places : 0;
}

static void add_prices(struct unit_prices *unit, const struct priced_offer *before,
                       const struct priced_offer *now)
{
    struct priced_places daily = {.price_before =
                                      before->base != NULL ? (double)before->base->daily_rate_oere : 0,
                                  .places_before = weight_of(before),
                                  .price_after = now->base != NULL ? (double)now->base->daily_rate_oere : 0,
                                  .places_after = weight_of(now)};
    struct priced_places clean = daily;
    struct stat_value clean_before = clean_rate(before), clean_now = clean_rate(now);
    clean.price_before = clean_before.value;
    clean.price_after = clean_now.value;
    unit->all_clean = unit->all_clean && (daily.places_before <= 0 || clean_before.state == STAT_OK) &&
                      (daily.places_after <= 0 || clean_now.state == STAT_OK);
    g_array_append_val(unit->daily, daily);
    g_array_append_val(unit->clean, clean);
    if (daily.places_after > 0) {
        unit->offers++;
        unit->places += daily.places_after;
        unit->fewest = MIN(unit->fewest, daily.places_after);
        unit->all_budgeted = unit->all_budgeted && known(now->base->budgeted_occupancy);
        unit->budgeted_sum += now->base->budgeted_occupancy.number * daily.places_after;
    }
}

/* An offer and what it counts in. */
struct member {
    const struct name *unit;
    uint32_t offer;
};

static int compare_members(const void *a, const void *b)
{
    const struct member *x = a;
    const struct member *y = b;
    int order = strcmp(x->unit->code, y->unit->code);
    return order != 0 ? order : (x->offer > y->offer) - (x->offer < y->offer);
}

static struct unit_prices unit_prices(const struct model *model, const struct member *members, guint n,
                                      int year)
{
    struct unit_prices unit = {.daily = g_array_new(FALSE, FALSE, sizeof(struct priced_places)),
                               .clean = g_array_new(FALSE, FALSE, sizeof(struct priced_places)),
                               .all_clean = true,
                               .all_budgeted = true,
                               .fewest = INFINITY};
    for (guint i = 0; i < n; i++) {
        struct priced_offer before = priced_offer(model, members[i].offer, year - 1);
        struct priced_offer now = priced_offer(model, members[i].offer, year);
        add_prices(&unit, &before, &now);
    }
    return unit;
}

static struct price_mix mix_of(const GArray *prices)
{
    return price_mix((const struct priced_places *)(const void *)prices->data, prices->len);
}

static struct cell part_cell(struct stat_value value)
{
    return oere_cell(value, CONTRIBUTORS_NONE, REASON_NO_EARLIER);
}

/* What rests on the offers' costs rests on the smallest of them. */
static struct cell cost_cell(struct stat_value value, const struct unit_prices *unit)
{
    return oere_cell(value, occupancy_persons(unit->fewest), REASON_NO_EARLIER);
}

static void add_unit_row(struct table *table, const struct model *model, enum level level,
                         const struct name *id, int year, const struct unit_prices *unit)
{
    static const int SINGLE[] = {RATES_COMPUTED_RATE,  RATES_RESULT,         RATES_SET_ASIDE_MAX,
                                 RATES_RULE_OCCUPANCY, RATES_RULE_VERDICT,   RATES_INTO_RATES,
                                 RATES_COSTS,          RATES_CARRIED_RESULT, RATES_REVENUE,
                                 RATES_ACTUAL_COSTS,   RATES_BLOCK};
    struct price_mix daily = mix_of(unit->daily), clean = mix_of(unit->clean);
    struct cell *row = add_keys(table, level, id, year, COMPONENT_BASE);
    row[RATES_DAILY_RATE] = part_cell(daily.mean_after);
    row[RATES_REAL_RATE] = real_cell(model, row[RATES_DAILY_RATE], year);
    row[RATES_CLEAN_RATE] =
        unit->all_clean ? cost_cell(clean.mean_after, unit) : cell_empty(CELL_MISSING, REASON_NO_COSTS);
    row[RATES_CHANGE] = part_cell(daily.change);
    row[RATES_PRICE_EFFECT] = part_cell(daily.price_effect);
    row[RATES_MIX_EFFECT] = part_cell(daily.mix_effect);
    if (cell_has_number(&row[RATES_CHANGE]) && cell_has_number(&row[RATES_PRICE_EFFECT])) {
        row[RATES_MIX_EFFECT].number = row[RATES_CHANGE].number - row[RATES_PRICE_EFFECT].number;
    }
    row[RATES_CARRIED_EFFECT] =
        unit->all_clean && daily.price_effect.state == STAT_OK
            ? cost_cell(stat_ok(daily.price_effect.value - clean.price_effect.value), unit)
            : cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
    row[RATES_BUDGETED_OCCUPANCY] = unit->all_budgeted
                                        ? cell_number(unit->budgeted_sum / unit->places, CONTRIBUTORS_NONE)
                                        : cell_empty(CELL_MISSING, REASON_NO_BUDGET);
    row[RATES_PLACES] = cell_number(unit->places, CONTRIBUTORS_NONE);
    row[RATES_OFFERS] = cell_number((double)unit->offers, CONTRIBUTORS_NONE);
    fill_na(row, SINGLE, G_N_ELEMENTS(SINGLE), REASON_SINGLE_OFFERS);
}

static void add_years(struct table *table, const struct model *model, enum level level,
                      const struct member *members, guint n)
{
    for (int year = model->project->from_year; year <= last_year(model); year++) {
        struct unit_prices unit = unit_prices(model, members, n, year);
        if (unit.offers > 0) {
            add_unit_row(table, model, level, members->unit, year, &unit);
        }
        g_array_unref(unit.daily);
        g_array_unref(unit.clean);
    }
}

static void add_unit_rows(struct table *table, const struct model *model, enum level level)
{
    GArray *members = g_array_new(FALSE, FALSE, sizeof(struct member));
    for (uint32_t i = 0; i < model->n_offers; i++) {
        struct member member = {unit_of(model, &model->offers[i], level), i};
        if (member.unit != NULL && has_rates(model, i)) {
            g_array_append_val(members, member);
        }
    }
    g_array_sort(members, compare_members);
    const struct member *all = (const struct member *)(const void *)members->data;
    for (guint first = 0, end; first < members->len; first = end) {
        for (end = first + 1;
             end < members->len && strcmp(all[end].unit->code, all[first].unit->code) == 0;) {
            end++;
        }
        add_years(table, model, level, all + first, end - first);
    }
    g_array_unref(members);
}

void measures_rates(const struct model *model, struct results *results)
{
    struct table *table = table_new(registry_table(TABLE_RATES));
    if (model->n_rates > 0) {
        add_offer_rows(table, model);
        for (enum level level = LEVEL_OPERATOR; level <= LEVEL_REGION; level++) {
            add_unit_rows(table, model, level);
        }
    }
    table_sort(table);
    results->tables[TABLE_RATES] = table;
}
