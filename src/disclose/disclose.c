/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The gate: copies what an audience may see and wipes the rest. In order: tables and columns kept from the
 * audience, groups too small to be shown by municipality or at all, then every figure that rests on too few
 * persons.
 *
 * Complementary protection (a hidden cell that follows from the others) is not in yet; public editions say
 * so.
 */
#include "vifte/disclose.h"

#include "edition_private.h"
#include "vifte/dates.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"

#include <math.h>
#include <string.h>

/* A public group is shown by municipality only when the region has this many thresholds of citizens. */
#define THRESHOLDS_BY_MUNICIPALITY 10
#define REGION_CODE "region"

struct gate {
    const struct model *model;
    const struct results *results;
    enum audience audience;
    int threshold;       /* 1 for internal: nothing is too small */
    bool *hidden_groups; /* the whole group gets one sentence */
    bool *region_only;   /* no municipalities */
};

static void hide(struct cell *cell)
{
    *cell = cell_empty(CELL_SUPPRESSED, REASON_NONE);
    cell->number = NAN;
}

static size_t group_index(const struct project *project, const char *code)
{
    size_t i = 0;
    while (i < project->n_groups && strcmp(project->groups[i].name.code, code) != 0) {
        i++;
    }
    return i;
}

/* Fewest and most citizens of each group in the region over the years decide, so that the pattern is one for
 * all years. */
static void size_groups(struct gate *gate, const struct table *need)
{
    const struct project *project = gate->model->project;
    double *fewest = g_new(double, project->n_groups + 1);
    double *most = g_new0(double, project->n_groups + 1);
    for (size_t i = 0; i < project->n_groups; i++) {
        fewest[i] = INFINITY;
    }
    for (size_t row = 0; need != NULL && row < table_rows(need); row++) {
        const struct cell *cells = table_row(need, row);
        if (strcmp(cells[NEED_MUNICIPALITY].name->code, REGION_CODE) == 0 &&
            cell_has_number(&cells[NEED_CITIZENS])) {
            size_t i = group_index(project, cells[NEED_GROUP].name->code);
            fewest[i] = MIN(fewest[i], cells[NEED_CITIZENS].number);
            most[i] = MAX(most[i], cells[NEED_CITIZENS].number);
        }
    }
    for (size_t i = 0; i < project->n_groups; i++) {
        gate->hidden_groups[i] = isfinite(fewest[i]) && most[i] < gate->threshold;
        gate->region_only[i] = fewest[i] < THRESHOLDS_BY_MUNICIPALITY * gate->threshold;
    }
    g_free(fewest);
    g_free(most);
}

/* Tables about places and about answers, not about the group's persons. */
static bool is_about_persons(const struct table_def *def)
{
    return def != registry_table(TABLE_SUPPLY) && def != registry_table(TABLE_FIT);
}

static const struct name *key_of(const struct table_def *def, const struct cell *cells, const char *name)
{
    for (size_t k = 0; k < def->n_keys; k++) {
        if (strcmp(def->columns[k].name, name) == 0 && cells[k].state == CELL_VALUE) {
            return cells[k].name;
        }
    }
    return NULL;
}

/* The acting municipality's rows of small groups; a location is no person. */
static bool row_is_kept(const struct gate *gate, const struct table_def *def, const struct cell *cells)
{
    const struct name *group = key_of(def, cells, "group");
    if (gate->audience != AUDIENCE_PUBLIC || group == NULL || !is_about_persons(def)) {
        return true;
    }
    size_t i = group_index(gate->model->project, group->code);
    const struct name *municipality = key_of(def, cells, "municipality");
    bool by_municipality = municipality != NULL && strcmp(municipality->code, REGION_CODE) != 0;
    return !gate->hidden_groups[i] && !(by_municipality && gate->region_only[i]);
}

static void hide_small(const struct gate *gate, const struct table_def *def, struct cell *cells)
{
    bool zeros_too = gate->audience != AUDIENCE_INTERNAL && gate->model->project->zero == ZERO_HIDE;
    for (size_t k = def->n_keys; k < def->n_columns; k++) {
        bool small = cells[k].contributors > 0 && cells[k].contributors < gate->threshold;
        bool zero = zeros_too && cells[k].contributors == 0;
        if (cells[k].state == CELL_VALUE && (small || zero)) {
            hide(&cells[k]);
        }
        if (def->columns[k].least > gate->audience && cells[k].state != CELL_NA) {
            hide(&cells[k]);
        }
    }
}

static double rounded_occupancy(const struct cell *cell)
{
    return text_round(cell->number, 2);
}

/* Occupancy in public: whole per cent, where places and mean occupied reach the threshold; days would give
 * the exact figure back, and differences are taken between what is printed. */
static void publish_occupancy(const struct gate *gate, struct cell *cells, const struct cell *before)
{
    const struct project *project = gate->model->project;
    struct cell *occupancy = &cells[OCCUPANCY_YEAR_OCCUPANCY];
    int year = (int)cells[OCCUPANCY_YEAR_YEAR].number;
    int32_t days = date_year_start(year + 1) - date_year_start(year);
    bool few_places = cell_has_number(&cells[OCCUPANCY_YEAR_PLACE_DAYS]) &&
                      cells[OCCUPANCY_YEAR_PLACE_DAYS].number < (double)gate->threshold * days;
    bool hidden_offer = project->offer_occupancy == OFFER_OCCUPANCY_HIDE &&
                        strcmp(cells[OCCUPANCY_YEAR_LEVEL].name->code, "offer") == 0;
    if (cell_has_number(occupancy) && (few_places || hidden_offer)) {
        hide(occupancy);
    }
    if (cell_has_number(&cells[OCCUPANCY_YEAR_OCCUPIED_DAYS])) {
        hide(&cells[OCCUPANCY_YEAR_OCCUPIED_DAYS]);
    }
    struct cell *change = &cells[OCCUPANCY_YEAR_CHANGE_POINTS];
    struct cell *gap = &cells[OCCUPANCY_YEAR_GAP_POINTS];
    if (!cell_has_number(occupancy)) {
        if (cell_has_number(change)) {
            hide(change);
        }
        if (cell_has_number(gap)) {
            hide(gap);
        }
        return;
    }
    occupancy->number = rounded_occupancy(occupancy);
    if (cell_has_number(change)) {
        if (before != NULL && cell_has_number(&before[OCCUPANCY_YEAR_OCCUPANCY])) {
            change->number = 100 * (occupancy->number - before[OCCUPANCY_YEAR_OCCUPANCY].number);
        } else {
            hide(change);
        }
    }
    if (cell_has_number(gap)) {
        gap->number = 100 * (occupancy->number - cells[OCCUPANCY_YEAR_BUDGETED].number);
    }
}

/* Rows of one unit follow each other by year, so the row before is the year before or another unit. */
static const struct cell *year_before(const struct cell *cells, const struct cell *before)
{
    bool same = before != NULL && before[OCCUPANCY_YEAR_LEVEL].name == cells[OCCUPANCY_YEAR_LEVEL].name &&
                strcmp(before[OCCUPANCY_YEAR_ID].name->code, cells[OCCUPANCY_YEAR_ID].name->code) == 0 &&
                before[OCCUPANCY_YEAR_YEAR].number == cells[OCCUPANCY_YEAR_YEAR].number - 1;
    return same ? before : NULL;
}

/* Notes are free text: public once every group of the offer stands under [texts] approved. */
static void hide_notes(const struct gate *gate, struct cell *cells)
{
    uint32_t offer = model_offer(gate->model, cells[CAPACITY_LOG_OFFER].name->code);
    if (cells[CAPACITY_LOG_NOTE].state != CELL_VALUE || offer == NONE) {
        return;
    }
    const struct group_set *set = &gate->model->group_sets[gate->model->offers[offer].group_set];
    bool approved = set->n > 0;
    for (uint32_t i = set->first; i < set->first + set->n; i++) {
        const struct group *group = &gate->model->project->groups[gate->model->group_refs[i]];
        approved = approved && project_text_approved(gate->model->project, group->name.code);
    }
    if (!approved) {
        hide(&cells[CAPACITY_LOG_NOTE]);
    }
}

static struct released_table release_table(const struct gate *gate, const struct table *table)
{
    const struct table_def *def = table->def;
    struct released_table out = {.def = def, .cells = g_new(struct cell, table->cells->len + 1)};
    for (size_t row = 0; row < table_rows(table); row++) {
        const struct cell *from = table_row(table, row);
        if (!row_is_kept(gate, def, from)) {
            continue;
        }
        struct cell *cells = out.cells + out.n_rows * def->n_columns;
        memcpy(cells, from, def->n_columns * sizeof *cells);
        hide_small(gate, def, cells);
        if (gate->audience == AUDIENCE_PUBLIC && def == registry_table(TABLE_OCCUPANCY_YEAR)) {
            const struct cell *before = out.n_rows > 0 ? cells - def->n_columns : NULL;
            publish_occupancy(gate, cells, year_before(cells, before));
        }
        if (gate->audience == AUDIENCE_PUBLIC && def == registry_table(TABLE_CAPACITY_LOG)) {
            hide_notes(gate, cells);
        }
        out.n_rows++;
    }
    return out;
}

static bool is_wanted(const struct release_request *request, const struct table_def *def)
{
    return request->families == NULL || g_strv_contains(request->families, def->family);
}

static void release_tables(const struct gate *gate, const struct release_request *request,
                           struct released *released)
{
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = gate->results->tables[id];
        if (table == NULL || !is_wanted(request, table->def)) {
            continue;
        }
        if (table->def->least > gate->audience) {
            g_ptr_array_add(released->absent, (void *)table->def->name);
            continue;
        }
        struct released_table out = release_table(gate, table);
        g_array_append_val(released->tables, out);
    }
}

static void mark_small_groups(const struct gate *gate, struct released *released)
{
    for (size_t i = 0; gate->audience == AUDIENCE_PUBLIC && i < released->edition.n_groups; i++) {
        released->groups[i].below_threshold = gate->hidden_groups[i];
    }
}

struct released *disclose_release(const struct results *results, const struct model *model,
                                  const struct release_request *request)
{
    struct released *released = g_new0(struct released, 1);
    released->tables = g_array_new(FALSE, FALSE, sizeof(struct released_table));
    released->absent = g_ptr_array_new();
    edition_fill(released, model, request->audience, request->date);

    struct gate gate = {.model = model, .results = results, .audience = request->audience};
    gate.threshold = request->audience == AUDIENCE_INTERNAL ? 1 : released->edition.threshold;
    gate.hidden_groups = g_new0(bool, model->project->n_groups + 1);
    gate.region_only = g_new0(bool, model->project->n_groups + 1);
    size_groups(&gate, results->tables[TABLE_NEED]);
    release_tables(&gate, request, released);
    mark_small_groups(&gate, released);
    g_free(gate.hidden_groups);
    g_free(gate.region_only);
    return released;
}

void released_free(struct released *released)
{
    if (released == NULL) {
        return;
    }
    for (guint i = 0; i < released->tables->len; i++) {
        g_free(g_array_index(released->tables, struct released_table, i).cells);
    }
    g_array_unref(released->tables);
    g_ptr_array_unref(released->absent);
    edition_clear(released);
    g_free(released);
}
