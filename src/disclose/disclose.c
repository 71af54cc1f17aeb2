/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Makes what an audience may see: copies the rows that the gate lets through, wipes every figure that the
 * protected list of items does not show, and publishes occupancy by its own rule.
 */
#include "vifte/disclose.h"

#include "columns.h"
#include "edition_private.h"
#include "hidden_list.h"
#include "protection.h"
#include "public_occupancy.h"
#include "vifte/area_code.h"
#include "vifte/cooperation_status.h"
#include "vifte/findings.h"
#include "vifte/huge_pages.h"
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
static void hide_figures(const struct protection *protection, enum table_id id, size_t row,
                         struct cell *cells)
{
    const struct table_def *def = registry_table(id);
    for (size_t k = def->n_keys; k < def->n_columns; k++) {
        bool shown = protection->items == NULL || items_shows(protection->items, id, row, (int)k);
        bool kept = def->columns[k].least <= protection->gate->audience || cells[k].state == CELL_NA;
        if (!shown || !kept) {
            hide(&cells[k]);
        }
    }
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

/* --- signs of the cooperation --- */

static bool is_hidden(const struct cell *cells, const int *columns, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (cells[columns[i]].state == CELL_SUPPRESSED) {
            return true;
        }
    }
    return false;
}

/* Whether a sum of counts passes a limit tells of the counts: where one of them is hidden, no sign that rests
 * on counts is told, seen or not. The rows of an offer stand together, by year; what is watched rests on all
 * years so far. */
static void hide_signs(const struct cell *first, struct cell *cells)
{
    static const int SERIES[] = {COOPERATION_ARRIVALS, COOPERATION_REFERRALS};
    static const int OF_YEAR[] = {COOPERATION_KNOWN_EXITS_12M, COOPERATION_KNOWN_EXITS_24M,
                                  COOPERATION_WAITING};
    static const int WATCHED[] = {COOPERATION_CUSUM_SIGNAL, COOPERATION_FALSE_ALARMS_PER_YEAR,
                                  COOPERATION_YEARS_TO_DETECT};
    const size_t n_columns = registry_table(TABLE_COOPERATION)->n_columns;
    bool series = is_hidden(cells, SERIES, G_N_ELEMENTS(SERIES));
    for (const struct cell *row = cells;
         row != first && row[-(ptrdiff_t)n_columns].name == cells[COOPERATION_OFFER].name;) {
        row -= n_columns;
        series = series || is_hidden(row, SERIES, G_N_ELEMENTS(SERIES));
    }
    for (size_t i = 0; series && i < G_N_ELEMENTS(WATCHED); i++) {
        hide(&cells[WATCHED[i]]);
    }
    if (series || is_hidden(cells, OF_YEAR, G_N_ELEMENTS(OF_YEAR))) {
        cooperation_drop_counts(&cells[COOPERATION_STATUS], &cells[COOPERATION_REASON],
                                cells[COOPERATION_NOTICE].state == CELL_VALUE);
    }
}

/* --- a municipality's own figures --- */

/* Is the row about the municipality that the edition is for? */
static bool is_own_row(enum table_id id, const struct cell *cells, int municipality)
{
    int column = municipality != 0 ? table_owner_column(id) : -1;
    return column >= 0 && cells[column].state == CELL_VALUE &&
           area_is_municipality(cells[column].name->code) &&
           g_ascii_strtoll(cells[column].name->code, NULL, 10) == municipality;
}

/* Figures of the row itself; one that rests on other municipalities' is not its own. */
static bool is_own_figure(enum table_id id, size_t column)
{
    const struct column_rule *rule = column_rule(id, column);
    return rule->kind != ITEM_UNLISTED && rule->scope == SCOPE_ROW &&
           registry_table(id)->columns[column].least <= AUDIENCE_COOPERATION;
}

/* `cells` is the row as the public has it. */
static void give_own(enum table_id id, const struct cell *truth, struct cell *cells)
{
    const struct table_def *def = registry_table(id);
    for (size_t k = def->n_keys; k < def->n_columns; k++) {
        if (cells[k].state != CELL_VALUE && truth[k].state == CELL_VALUE && is_own_figure(id, k)) {
            cells[k] = truth[k];
            cells[k].marks |= MARK_OWN;
        }
    }
}

/* What the public has of a row that it does not have. */
static void hide_row(enum table_id id, struct cell *cells)
{
    const struct table_def *def = registry_table(id);
    for (size_t k = def->n_keys; k < def->n_columns; k++) {
        bool of_persons = column_rule(id, k)->kind != ITEM_UNLISTED || cells[k].contributors >= 0;
        if (cells[k].state == CELL_VALUE && (of_persons || def->columns[k].least > AUDIENCE_PUBLIC)) {
            hide(&cells[k]);
        }
    }
}

static bool has_own_rows(const struct table *table, enum table_id id, int municipality)
{
    for (size_t row = 0; row < table_rows(table); row++) {
        if (is_own_row(id, table_row(table, row), municipality)) {
            return true;
        }
    }
    return false;
}

/* Rows that are not there yet. */
static struct released_table released_table_new(const struct table_def *def, guint cells)
{
    struct released_table out = {.def = def,
                                 .array = g_array_sized_new(FALSE, FALSE, sizeof(struct cell), cells + 1)};
    out.cells = (struct cell *)(void *)out.array->data;
    return out;
}

/* Does the audience have the table as it is? */
static bool is_shown_whole(const struct protection *protection, enum table_id id)
{
    return protection->gate->audience == AUDIENCE_INTERNAL && protection->items == NULL &&
           id != TABLE_COOPERATION; /* whose signs rest on what senders hid */
}

static struct released_table share_table(const struct table *table)
{
    return (struct released_table){.def = table->def,
                                   .array = g_array_ref(table->cells),
                                   .cells = (struct cell *)(void *)table->cells->data,
                                   .n_rows = table_rows(table)};
}

static struct released_table release_table(const struct protection *protection, enum table_id id,
                                           int municipality)
{
    const struct gate *gate = protection->gate;
    const struct table *table = gate->results->tables[id];
    const struct table_def *def = table->def;
    struct released_table out = released_table_new(def, table->cells->len);
    huge_pages_ask(out.cells, table->cells->len * sizeof *out.cells);
    bool public_occupancy = gate->audience == AUDIENCE_PUBLIC && id == TABLE_OCCUPANCY_YEAR;
    for (size_t row = 0; row < table_rows(table); row++) {
        bool kept = gate->kept[id] != NULL && gate->kept[id][row];
        bool own = is_own_row(id, table_row(table, row), municipality);
        if (!kept && !own) {
            continue;
        }
        struct cell *cells = out.cells + out.n_rows * def->n_columns;
        memcpy(cells, table_row(table, row), def->n_columns * sizeof *cells);
        if (kept) {
            hide_figures(protection, id, row, cells);
        } else {
            hide_row(id, cells);
        }
        if (own) {
            give_own(id, table_row(table, row), cells);
        }
        if (public_occupancy) {
            const struct cell *before = out.n_rows > 0 ? cells - def->n_columns : NULL;
            public_occupancy_publish(protection->occupancy, row, cells, before);
        }
        if (gate->audience == AUDIENCE_PUBLIC && id == TABLE_CAPACITY_LOG) {
            hide_notes(gate, cells);
        }
        if (id == TABLE_COOPERATION) {
            hide_signs(out.cells, cells);
        }
        out.n_rows++;
    }
    return out;
}

/* Clusters stand for municipalities: they are no loss where they are not shown. */
static bool is_of_cluster(enum table_id id, const struct cell *cells)
{
    int column = table_owner_column(id);
    return column >= 0 && cells[column].state == CELL_VALUE && area_is_cluster(cells[column].name->code);
}

/* Figures of the rows that the audience does not have of a table that it has. */
static size_t count_left_out(const struct protection *protection, enum table_id id, int municipality)
{
    const struct gate *gate = protection->gate;
    const struct table *table = gate->results->tables[id];
    size_t n = 0;
    bool any = gate->kept[id] != NULL && !is_shown_whole(protection, id);
    for (size_t row = 0; any && row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        bool left_out =
            !gate->kept[id][row] && !is_own_row(id, cells, municipality) && !is_of_cluster(id, cells);
        for (size_t k = table->def->n_keys; left_out && k < table->def->n_columns; k++) {
            n += cells[k].state == CELL_VALUE && table->def->columns[k].least <= gate->audience;
        }
    }
    return n;
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
        if (protection->gate->kept[id] == NULL && !has_own_rows(table, id, request->municipality)) {
            g_ptr_array_add(released->absent, (void *)table->def->name);
            continue;
        }
        struct released_table out = is_shown_whole(protection, id)
                                        ? share_table(table)
                                        : release_table(protection, id, request->municipality);
        g_array_append_val(released->tables, out);
        released->left_out += count_left_out(protection, id, request->municipality);
    }
}

static void mark_small_groups(const struct gate *gate, struct released *released)
{
    for (size_t i = 0; gate->audience == AUDIENCE_PUBLIC && i < released->edition.n_groups; i++) {
        released->groups[i].below_threshold = gate->hidden_groups[i];
    }
}

static void report_old_leaks(const struct protection *protection, struct diag *diag)
{
    if (protection->old_leaks > 0) {
        diag_add(diag, &FINDING_OLD_LEAK, &(struct pos){0}, NULL, NULL,
                 _("ask those who received the release to delete it, and send the new edition"),
                 P_("%zu hidden figure follows from what was sent out before",
                    "%zu hidden figures follow from what was sent out before", protection->old_leaks),
                 protection->old_leaks);
    }
}

/* --- editions of one run --- */

struct editions {
    const struct results *results;
    const struct model *model;
    struct protection *protections[AUDIENCE_INTERNAL + 1]; /* NULL = not asked for yet */
};

struct editions *editions_new(const struct results *results, const struct model *model)
{
    struct editions *editions = g_new0(struct editions, 1);
    editions->results = results;
    editions->model = model;
    return editions;
}

void editions_free(struct editions *editions)
{
    for (size_t i = 0; editions != NULL && i < G_N_ELEMENTS(editions->protections); i++) {
        protection_free(editions->protections[i]);
    }
    g_free(editions);
}

/* Who holds the cooperation's edition can hold the public one: both are audited as one. */
static const struct protection *protect(struct editions *editions, enum audience audience)
{
    if (editions->protections[audience] == NULL) {
        const struct protection *out =
            audience == AUDIENCE_COOPERATION ? protect(editions, AUDIENCE_PUBLIC) : NULL;
        struct protection *protection =
            protection_new(editions->results, editions->model, audience, out, false);
        protection->good = protection->good && (out == NULL || out->good);
        editions->protections[audience] = protection;
    }
    return editions->protections[audience];
}

/* What the editions for others hide, for the internal one. */
static struct table *list_hidden(struct editions *editions)
{
    struct table *table = table_new(registry_table(TABLE_DISCLOSURE));
    struct protection *before = NULL;
    for (enum audience of = AUDIENCE_PUBLIC; of < AUDIENCE_INTERNAL; of++) {
        const struct protection *protection = protect(editions, of);
        struct protection *alone = NULL;
        if (protection->good && past_size(protection->past) > 0) {
            alone = protection_new(editions->results, editions->model, of, before, true);
        }
        if (protection->good) {
            hidden_list_add(table, protection, alone);
        }
        protection_free(before);
        before = alone;
    }
    protection_free(before);
    table_sort(table);
    return table;
}

static void release_hidden_list(struct editions *editions, const struct release_request *request,
                                struct released *released)
{
    const struct table_def *def = registry_table(TABLE_DISCLOSURE);
    if (!is_wanted(request, def)) {
        return;
    }
    if (request->audience != AUDIENCE_INTERNAL) {
        g_ptr_array_add(released->absent, (void *)def->name);
        return;
    }
    struct table *table = list_hidden(editions);
    struct released_table out = share_table(table);
    g_array_append_val(released->tables, out);
    table_free(table);
}

static struct released *release(struct editions *editions, const struct release_request *request,
                                struct diag *diag)
{
    const struct protection *protection = protect(editions, request->audience);
    if (!protection->good) {
        diag_add(diag, &FINDING_AUDIT, &(struct pos){0}, NULL, NULL,
                 _("Publish the group for the region alone, or leave it out."),
                 _("a hidden figure could be computed whatever else is hidden; nothing was written"));
        return NULL;
    }
    report_old_leaks(protection, diag);
    struct released *released = g_new0(struct released, 1);
    released->tables = g_array_new(FALSE, FALSE, sizeof(struct released_table));
    released->absent = g_ptr_array_new();
    edition_fill(released, editions->model, request->audience, request->date);
    edition_add_remarks(released, editions->results, request->audience);
    released->edition.municipality = request->municipality;
    released->edition.releases = protection->past != NULL ? past_size(protection->past) : 0;
    release_tables(protection, request, released);
    release_hidden_list(editions, request, released);
    mark_small_groups(protection->gate, released);
    return released;
}

struct released *disclose_release(const struct results *results, const struct model *model,
                                  const struct release_request *request, struct diag *diag)
{
    if (request->editions != NULL) {
        return release(request->editions, request, diag);
    }
    struct editions *editions = editions_new(results, model);
    struct released *released = release(editions, request, diag);
    editions_free(editions);
    return released;
}

void released_free(struct released *released)
{
    if (released == NULL) {
        return;
    }
    for (guint i = 0; i < released->tables->len; i++) {
        g_array_unref(g_array_index(released->tables, struct released_table, i).array);
    }
    g_array_unref(released->tables);
    g_ptr_array_unref(released->absent);
    edition_clear(released);
    g_free(released);
}
