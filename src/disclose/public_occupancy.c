/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which occupancy is public, and how it is printed. */
#include "public_occupancy.h"

#include "links.h"
#include "vifte/dates.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

struct public_occupancy {
    const struct gate *gate;
    bool *shown; /* by row */
};

/* The offers of one unit and year, in places and persons (means over the year). */
struct members {
    size_t n_hidden;
    double hidden_persons;
    double shown_places;
};

static void hide(struct cell *cell)
{
    *cell = cell_empty(CELL_SUPPRESSED, REASON_NONE);
    cell->number = NAN;
}

static bool is_offer(const struct cell *cells)
{
    return strcmp(cells[OCCUPANCY_YEAR_LEVEL].name->code, "offer") == 0;
}

static double days_of(const struct cell *cells)
{
    int year = (int)cells[OCCUPANCY_YEAR_YEAR].number;
    return date_year_start(year + 1) - date_year_start(year);
}

static double mean_of(const struct cell *cells, int column)
{
    return cell_has_number(&cells[column]) ? cells[column].number / days_of(cells) : 0;
}

/* The rule for a unit on its own. */
static bool is_large(const struct gate *gate, const struct cell *cells)
{
    const struct cell *occupancy = &cells[OCCUPANCY_YEAR_OCCUPANCY];
    bool hidden_offer = gate->model->project->offer_occupancy == OFFER_OCCUPANCY_HIDE && is_offer(cells);
    return cell_has_number(occupancy) && !hidden_offer &&
           mean_of(cells, OCCUPANCY_YEAR_PLACE_DAYS) >= gate->threshold &&
           occupancy->contributors >= gate->threshold;
}

static void add_member(const struct public_occupancy *occupancy, size_t row, GHashTable *units)
{
    const struct gate *gate = occupancy->gate;
    const struct cell *cells = table_row(gate->results->tables[TABLE_OCCUPANCY_YEAR], row);
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    links_occupancy_keys(gate->model, cells, keys);
    for (guint k = 0; k < keys->len; k++) {
        const char *key = g_ptr_array_index(keys, k);
        struct members *members = g_hash_table_lookup(units, key);
        if (members == NULL) {
            members = g_new0(struct members, 1);
            g_hash_table_insert(units, g_strdup(key), members);
        }
        if (occupancy->shown[row]) {
            members->shown_places += mean_of(cells, OCCUPANCY_YEAR_PLACE_DAYS);
        } else {
            members->n_hidden++;
            members->hidden_persons += mean_of(cells, OCCUPANCY_YEAR_OCCUPIED_DAYS);
        }
    }
    g_ptr_array_unref(keys);
}

/* Hidden offers are safe in a unit where several of them together reach the threshold, or where the bands of
 * what is printed leave as many persons open. */
static bool keeps_hidden(const struct gate *gate, const struct cell *cells, GHashTable *units)
{
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    links_occupancy_keys(gate->model, cells, keys);
    const struct members *members =
        keys->len > 0 ? g_hash_table_lookup(units, g_ptr_array_index(keys, 0)) : NULL;
    g_ptr_array_unref(keys);
    if (members == NULL || members->n_hidden == 0) {
        return true;
    }
    double band = 0.01 * (mean_of(cells, OCCUPANCY_YEAR_PLACE_DAYS) + members->shown_places);
    return band >= gate->threshold || (members->n_hidden > 1 && members->hidden_persons >= gate->threshold);
}

struct public_occupancy *public_occupancy_new(const struct gate *gate)
{
    const struct table *table = gate->results->tables[TABLE_OCCUPANCY_YEAR];
    struct public_occupancy *occupancy = g_new0(struct public_occupancy, 1);
    GHashTable *units = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    occupancy->gate = gate;
    occupancy->shown = g_new0(bool, table_rows(table) + 1);
    for (size_t row = 0; row < table_rows(table); row++) {
        occupancy->shown[row] = is_large(gate, table_row(table, row));
        if (is_offer(table_row(table, row))) {
            add_member(occupancy, row, units);
        }
    }
    for (size_t row = 0; row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        occupancy->shown[row] =
            occupancy->shown[row] && (is_offer(cells) || keeps_hidden(gate, cells, units));
    }
    g_hash_table_unref(units);
    return occupancy;
}

void public_occupancy_free(struct public_occupancy *occupancy)
{
    if (occupancy != NULL) {
        g_free(occupancy->shown);
        g_free(occupancy);
    }
}

static double rounded_occupancy(const struct cell *cell)
{
    return text_round(cell->number, 2);
}

/* Occupancy in public: whole per cent, where places and mean occupied reach the threshold; days would give
 * the exact figure back, and differences are taken between what is printed. */
static void publish(struct cell *cells, const struct cell *before, bool shown)
{
    struct cell *occupancy = &cells[OCCUPANCY_YEAR_OCCUPANCY];
    if (cell_has_number(occupancy) && !shown) {
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

void public_occupancy_publish(const struct public_occupancy *occupancy, size_t row, struct cell *cells,
                              const struct cell *before)
{
    publish(cells, year_before(cells, before), occupancy->shown[row]);
}
