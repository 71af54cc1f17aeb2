/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes what an audience may see: copies the rows that the gate lets through, wipes every figure that the
 * protected list of items does not show, and publishes occupancy by its own rule.
 */
#include "vifte/disclose.h"

#include "edition_private.h"
#include "protection.h"
#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

static void hide(struct cell *cell)
{
    *cell = cell_empty(CELL_SUPPRESSED, REASON_NONE);
    cell->number = NAN;
}

/* Columns that the audience never has are hidden whatever their state, but for figures that make no sense. */
static void hide_figures(const struct protection *protection, enum table_id id, size_t row, struct cell *cells)
{
    const struct table_def *def = registry_table(id);
    for (size_t k = def->n_keys; k < def->n_columns; k++) {
        bool shown = protection->items == NULL || items_shows(protection->items, id, row, (int)k);
        bool kept = def->columns[k].least <= protection->gate->audience || cells[k].state == CELL_NA;
        if (!shown && items_is_coarse(protection->items, id, row, (int)k)) {
            cells[k] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
        } else if (!shown || !kept) {
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

static struct released_table release_table(const struct protection *protection, enum table_id id)
{
    const struct gate *gate = protection->gate;
    const struct table *table = gate->results->tables[id];
    const struct table_def *def = table->def;
    struct released_table out = {.def = def, .cells = g_new(struct cell, table->cells->len + 1)};
    for (size_t row = 0; row < table_rows(table); row++) {
        if (!gate->kept[id][row]) {
            continue;
        }
        struct cell *cells = out.cells + out.n_rows * def->n_columns;
        memcpy(cells, table_row(table, row), def->n_columns * sizeof *cells);
        hide_figures(protection, id, row, cells);
        if (gate->audience == AUDIENCE_PUBLIC && id == TABLE_OCCUPANCY_YEAR) {
            const struct cell *before = out.n_rows > 0 ? cells - def->n_columns : NULL;
            publish_occupancy(gate, cells, year_before(cells, before));
        }
        if (gate->audience == AUDIENCE_PUBLIC && id == TABLE_CAPACITY_LOG) {
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

static void release_tables(const struct protection *protection, const struct release_request *request,
                           struct released *released)
{
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = protection->gate->results->tables[id];
        if (table == NULL || !is_wanted(request, table->def)) {
            continue;
        }
        if (protection->gate->kept[id] == NULL) {
            g_ptr_array_add(released->absent, (void *)table->def->name);
            continue;
        }
        struct released_table out = release_table(protection, id);
        g_array_append_val(released->tables, out);
    }
}

static void mark_small_groups(const struct gate *gate, struct released *released)
{
    for (size_t i = 0; gate->audience == AUDIENCE_PUBLIC && i < released->edition.n_groups; i++) {
        released->groups[i].below_threshold = gate->hidden_groups[i];
    }
}

/* Who holds the cooperation's edition can hold the public one: both are audited as one. */
static struct protection *protect(const struct results *results, const struct model *model, enum audience audience)
{
    if (audience != AUDIENCE_COOPERATION) {
        return protection_new(results, model, audience, NULL);
    }
    struct protection *public = protection_new(results, model, AUDIENCE_PUBLIC, NULL);
    struct protection *protection = protection_new(results, model, audience, public);
    protection->good = protection->good && public->good;
    protection_free(public);
    return protection;
}

struct released *disclose_release(const struct results *results, const struct model *model,
                                  const struct release_request *request, struct diag *diag)
{
    struct protection *protection = protect(results, model, request->audience);
    if (!protection->good) {
        diag_add(diag, &FINDING_AUDIT, &(struct pos){0}, NULL, NULL,
                 _("Publish the group for the region alone, or leave it out."),
                 _("a hidden figure could be computed whatever else is hidden; nothing was written"));
        protection_free(protection);
        return NULL;
    }
    struct released *released = g_new0(struct released, 1);
    released->tables = g_array_new(FALSE, FALSE, sizeof(struct released_table));
    released->absent = g_ptr_array_new();
    edition_fill(released, model, request->audience, request->date);
    release_tables(protection, request, released);
    mark_small_groups(protection->gate, released);
    protection_free(protection);
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
