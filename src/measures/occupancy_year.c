/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by year of offers, groups, operators, municipalities and the region; see occupancy_year.h. */
#include "vifte/occupancy_year.h"

#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/offer_occupancy.h"
#include "vifte/registry.h"
#include "vifte/table.h"
#include "vifte/text.h"

enum level { LEVEL_OFFER, LEVEL_GROUP, LEVEL_OPERATOR, LEVEL_MUNICIPALITY, LEVEL_REGION, LEVEL_COUNT };

static const struct name LEVELS[LEVEL_COUNT] = {
    [LEVEL_OFFER] = {"offer", N_("Offer")},
    [LEVEL_GROUP] = {"group", N_("Target group")},
    [LEVEL_OPERATOR] = {"operator", N_("Operator")},
    [LEVEL_MUNICIPALITY] = {"municipality", N_("Municipality")},
    [LEVEL_REGION] = {"region", N_("Region")},
};

/* Place-days of a unit's covered days; na where no offer is measured in places. */
static struct quantity unit_place_days(const struct occupancy_year *year)
{
    if (year->measured.sources != 0) {
        return occupancy_quantity(year->measured.place_days);
    }
    return (struct quantity){.state = year->in_places ? CELL_MISSING : CELL_NA};
}

static struct cell occupancy_cell(const struct occupancy_year *year)
{
    const struct occupancy_tally *tally = occupancy_year_shown(year);
    if (tally->sources == 0 && year->in_places) {
        return cell_empty(CELL_MISSING, REASON_NO_OCCUPANCY);
    }
    return occupancy_ratio_cell(unit_place_days(year), tally->occupied_days,
                                occupancy_persons(tally->persons));
}

/* A count on single days is not compared with a mean over days. */
static struct cell change_cell(const struct occupancy_year *year, const struct occupancy_year *before)
{
    struct cell now = occupancy_cell(year);
    if (!cell_has_number(&now)) {
        return now;
    }
    struct cell then =
        before != NULL && before->seen ? occupancy_cell(before) : cell_empty(CELL_NA, REASON_NONE);
    bool alike = before != NULL && (before->measured.sources == OCCUPANCY_FROM_CENSUS) ==
                                       (year->measured.sources == OCCUPANCY_FROM_CENSUS);
    if (!cell_has_number(&then) || !alike) {
        return cell_empty(CELL_NA, REASON_NO_EARLIER);
    }
    struct cell change = cell_number(100 * (now.number - then.number), now.contributors);
    return cell_resting_on(change, then.contributors);
}

static struct cell census_cell(const struct occupancy_year *year)
{
    if (!year->in_places) {
        return cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    }
    if (!year->has_census) {
        return cell_empty(CELL_MISSING, REASON_NO_OCCUPANCY);
    }
    return occupancy_ratio_cell(occupancy_quantity(year->census_places), year->census_persons,
                                occupancy_persons(year->census_persons));
}

static struct cell budgeted_cell(const struct occupancy_year *year)
{
    if (year->has_budget) {
        return cell_number(year->budgeted, CONTRIBUTORS_NONE);
    }
    return year->budget_weight > 0 ? cell_number(year->budget_sum / year->budget_weight, CONTRIBUTORS_NONE)
                                   : cell_empty(CELL_MISSING, REASON_NO_BUDGET);
}

static struct cell gap_cell(const struct occupancy_year *year)
{
    struct cell occupancy = occupancy_cell(year);
    struct cell budget = budgeted_cell(year);
    if (!cell_has_number(&occupancy)) {
        return occupancy;
    }
    if (!cell_has_number(&budget)) {
        return budget;
    }
    return cell_number(100 * (occupancy.number - budget.number), occupancy.contributors);
}

static void fill_daily_cells(enum level level, const struct occupancy_year *year, struct cell *row)
{
    struct cell *exceeded = &row[OCCUPANCY_YEAR_DAYS_OVER_CAPACITY];
    struct cell *peak = &row[OCCUPANCY_YEAR_PEAK];
    if (level != LEVEL_OFFER) {
        *exceeded = *peak = cell_empty(CELL_NA, REASON_SINGLE_OFFERS);
        return;
    }
    *exceeded = *peak = cell_empty(CELL_MISSING, REASON_STAYS_INCOMPLETE);
    if (!year->has_daily) {
        return;
    }
    *peak = cell_number(year->peak, (int64_t)year->peak);
    if (!year->in_places) {
        *exceeded = cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    } else if (year->has_days_exceeded) {
        *exceeded = cell_number(year->days_exceeded, (int64_t)year->peak);
    } else {
        *exceeded = cell_empty(CELL_UNDEFINED, REASON_NO_PLACES);
    }
}

static struct cell source_cell(unsigned sources)
{
    return sources != 0 ? cell_name(occupancy_source_name(sources))
                        : cell_empty(CELL_MISSING, REASON_NO_OCCUPANCY);
}

static void add_year_row(struct table *table, enum level level, const struct name *id, int year_number,
                         const struct occupancy_year *year, const struct occupancy_year *before)
{
    const struct occupancy_tally *tally = occupancy_year_shown(year);
    struct cell *row = table_add(table);
    row[OCCUPANCY_YEAR_LEVEL] = cell_name(&LEVELS[level]);
    row[OCCUPANCY_YEAR_ID] = cell_name(id);
    row[OCCUPANCY_YEAR_YEAR] = cell_year(year_number);
    row[OCCUPANCY_YEAR_PLACE_DAYS] = occupancy_places_cell(unit_place_days(year));
    row[OCCUPANCY_YEAR_OCCUPIED_DAYS] =
        tally->sources != 0 ? cell_number(tally->occupied_days, occupancy_persons(tally->persons))
                            : cell_empty(CELL_MISSING, REASON_NO_OCCUPANCY);
    row[OCCUPANCY_YEAR_OCCUPANCY] = occupancy_cell(year);
    row[OCCUPANCY_YEAR_CHANGE_POINTS] = change_cell(year, before);
    row[OCCUPANCY_YEAR_CENSUS_OCCUPANCY] = census_cell(year);
    fill_daily_cells(level, year, row);
    row[OCCUPANCY_YEAR_BUDGETED] = budgeted_cell(year);
    row[OCCUPANCY_YEAR_GAP_POINTS] = gap_cell(year);
    row[OCCUPANCY_YEAR_SOURCE] = source_cell(tally->sources);
}

static void add_unit_rows(const struct project *project, struct table *table, enum level level,
                          const struct name *id, const struct occupancy_year *years)
{
    for (int i = 0; i <= project->to_year - project->from_year; i++) {
        if (years[i].seen) {
            add_year_row(table, level, id, project->from_year + i, &years[i], i > 0 ? &years[i - 1] : NULL);
        }
    }
}

/* All units of one level, each with the project's years. */
struct units {
    GPtrArray *names; /* const struct name * */
    struct occupancy_year *years;
};

static struct units units_new(GPtrArray *names, size_t n_years)
{
    return (struct units){.names = names, .years = g_new0(struct occupancy_year, names->len * n_years + 1)};
}

static void units_add(struct units *units, guint unit, const struct occupancy_year *years, size_t n_years)
{
    for (size_t i = 0; i < n_years; i++) {
        occupancy_year_add(&units->years[unit * n_years + i], &years[i]);
    }
}

static const struct name *region_name(const struct model *model)
{
    if (model->project->region == REGION_ALL) {
        return names_intern("all", _("All regions"));
    }
    for (size_t i = 0; i < model->n_regions; i++) {
        if (g_ascii_strtoll(model->regions[i].name.code, NULL, 10) == model->project->region) {
            return &model->regions[i].name;
        }
    }
    return names_intern("region", _("Region"));
}

/* Operators are known by their name; `number` maps the code to its place in the list. */
static GPtrArray *operator_names(const struct model *model, GHashTable *number)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < model->n_offers; i++) {
        const struct name *name = &model->offers[i].operator_name;
        bool stated = name->code != NULL && *name->code != '\0';
        if (stated && !g_hash_table_contains(number, name->code)) {
            g_hash_table_insert(number, (gpointer)name->code, GUINT_TO_POINTER(names->len));
            g_ptr_array_add(names, (gpointer)name);
        }
    }
    return names;
}

struct occupancy_years {
    const struct model *model;
    struct table *table;
    size_t n_years;
    struct units units[LEVEL_COUNT]; /* none for offers */
    GHashTable *operator_number;
};

struct occupancy_years *occupancy_years_new(const struct model *model)
{
    const struct project *project = model->project;
    struct occupancy_years *years = g_new0(struct occupancy_years, 1);
    years->model = model;
    years->table = table_new(registry_table(TABLE_OCCUPANCY_YEAR));
    years->n_years = (size_t)(project->to_year - project->from_year) + 1;
    years->operator_number = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *groups = g_ptr_array_new();
    GPtrArray *municipalities = g_ptr_array_new();
    GPtrArray *regions = g_ptr_array_new();
    for (size_t i = 0; i < project->n_groups; i++) {
        g_ptr_array_add(groups, &project->groups[i].name);
    }
    for (size_t i = 0; i < model->n_municipalities; i++) {
        g_ptr_array_add(municipalities, &model->municipalities[i].name);
    }
    g_ptr_array_add(regions, (gpointer)region_name(model));
    years->units[LEVEL_GROUP] = units_new(groups, years->n_years);
    years->units[LEVEL_OPERATOR] = units_new(operator_names(model, years->operator_number), years->n_years);
    years->units[LEVEL_MUNICIPALITY] = units_new(municipalities, years->n_years);
    years->units[LEVEL_REGION] = units_new(regions, years->n_years);
    return years;
}

static bool offer_in_region(const struct model *model, const struct offer *offer)
{
    return model->project->region == REGION_ALL ||
           (offer->municipality != NONE && model->municipalities[offer->municipality].in_region);
}

static void add_to_levels(struct occupancy_years *years, const struct offer *offer,
                          const struct occupancy_year *figures)
{
    const struct model *model = years->model;
    const size_t n = years->n_years;
    gpointer operator_number;
    if (offer->operator_name.code != NULL &&
        g_hash_table_lookup_extended(years->operator_number, offer->operator_name.code, NULL,
                                     &operator_number)) {
        units_add(&years->units[LEVEL_OPERATOR], GPOINTER_TO_UINT(operator_number), figures, n);
    }
    if (offer->municipality != NONE) {
        units_add(&years->units[LEVEL_MUNICIPALITY], offer->municipality, figures, n);
    }
    if (!offer_in_region(model, offer)) {
        return;
    }
    units_add(&years->units[LEVEL_REGION], 0, figures, n);
    const struct group_set *set = &model->group_sets[offer->group_set];
    for (uint32_t i = set->first; i < set->first + set->n; i++) {
        units_add(&years->units[LEVEL_GROUP], model->group_refs[i], figures, n);
    }
}

void occupancy_years_add(struct occupancy_years *years, const struct offer *offer,
                         const struct occupancy_year *figures)
{
    add_unit_rows(years->model->project, years->table, LEVEL_OFFER, &offer->name, figures);
    add_to_levels(years, offer, figures);
}

struct table *occupancy_years_finish(struct occupancy_years *years)
{
    for (enum level level = LEVEL_GROUP; level < LEVEL_COUNT; level++) {
        struct units *units = &years->units[level];
        for (guint i = 0; i < units->names->len; i++) {
            add_unit_rows(years->model->project, years->table, level, g_ptr_array_index(units->names, i),
                          &units->years[i * years->n_years]);
        }
        g_ptr_array_unref(units->names);
        g_free(units->years);
    }
    struct table *table = years->table;
    g_hash_table_unref(years->operator_number);
    g_free(years);
    table_sort(table);
    return table;
}
