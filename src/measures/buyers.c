/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who buys an offer's places: the table buyers. What was bought is an agreement of places; where it is fewer
 * places than the threshold it points to single citizens all the same, so figures carry it as contributors,
 * and the largest buyer is named only together with a share that may be shown.
 */
#include "vifte/base_rate.h"
#include "vifte/dates.h"
#include "vifte/demand_reports.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/offer_occupancy.h"
#include "vifte/presence.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>

/* One offer while its years pass. */
struct buying {
    const struct model *model;
    const struct offer *offer;
    uint32_t index;
    struct demand_reports reports;
    const struct offer_occupancy *occupancy;
};

static struct quantity bought_by(const struct buying *buying, uint32_t municipality, int year)
{
    const struct demand *demand = demand_reports_find(&buying->reports, municipality, year);
    return demand != NULL ? demand->bought : (struct quantity){.state = CELL_MISSING};
}

static bool buys(struct quantity bought)
{
    return bought.state == CELL_VALUE && bought.number > 0;
}

static bool buys_nothing(struct quantity bought)
{
    return bought.state == CELL_VALUE && bought.number <= 0;
}

/* Buyers of `year` who bought nothing in `other`. */
static GPtrArray *only_in(const struct buying *buying, int year, int other)
{
    GPtrArray *who = g_ptr_array_new();
    for (uint32_t i = 0; i < buying->model->n_municipalities; i++) {
        if (buys(bought_by(buying, i, year)) && buys_nothing(bought_by(buying, i, other))) {
            g_ptr_array_add(who, &buying->model->municipalities[i].name);
        }
    }
    return who;
}

static void fill_changes(const struct buying *buying, int year, struct cell *row)
{
    if (!demand_reports_any(&buying->reports, year - 1)) {
        row[BUYERS_LOST] = row[BUYERS_NEW] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
        row[BUYERS_WHO_LOST] = row[BUYERS_WHO_NEW] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
        return;
    }
    GPtrArray *lost = only_in(buying, year - 1, year);
    GPtrArray *new = only_in(buying, year, year - 1);
    row[BUYERS_LOST] = cell_number(lost->len, CONTRIBUTORS_NONE);
    row[BUYERS_NEW] = cell_number(new->len, CONTRIBUTORS_NONE);
    row[BUYERS_WHO_LOST] = names_list_cell(lost);
    row[BUYERS_WHO_NEW] = names_list_cell(new);
    g_ptr_array_unref(lost);
    g_ptr_array_unref(new);
}

static void fill_largest(const struct buying *buying, int year, double bought, struct cell *row)
{
    double largest = 0;
    GPtrArray *who = g_ptr_array_new();
    for (uint32_t i = 0; i < buying->model->n_municipalities; i++) {
        struct quantity quantity = bought_by(buying, i, year);
        if (!buys(quantity) || quantity.number < largest) {
            continue;
        }
        if (quantity.number > largest) {
            g_ptr_array_set_size(who, 0);
        }
        largest = quantity.number;
        g_ptr_array_add(who, &buying->model->municipalities[i].name);
    }
    row[BUYERS_LARGEST_SHARE] = bought > 0 ? cell_number(largest / bought, CONTRIBUTORS_NONE)
                                           : cell_empty(CELL_UNDEFINED, REASON_NO_VOLUME);
    row[BUYERS_LARGEST_BUYER] = names_list_cell(who);
    if (who->len > 0) {
        row[BUYERS_LARGEST_BUYER].contributors = (int32_t)occupancy_persons(largest);
    }
    g_ptr_array_unref(who);
}

/* Each buyer without whose places the offer lies below break-even. */
static void fill_break_even(const struct buying *buying, int year, struct cell *row)
{
    if (!model_in_places(buying->offer)) {
        row[BUYERS_BREAK_EVEN_OCCUPANCY] = cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
        row[BUYERS_FALLS_BELOW_WITHOUT] = cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
        return;
    }
    struct occupancy_year occupancy = offer_occupancy_year(buying->occupancy, year);
    struct quantity needed =
        base_rate_break_even(buying->model, base_rate_find(buying->model, buying->index, year));
    int32_t start = date_year_start(year), end = date_year_start(year + 1);
    struct quantity place_days = offer_occupancy_places(buying->occupancy, start, end);
    double places = place_days.number / offer_occupancy_days(buying->occupancy, start, end);
    if (needed.state != CELL_VALUE || place_days.state != CELL_VALUE || !(places > 0)) {
        row[BUYERS_BREAK_EVEN_OCCUPANCY] = row[BUYERS_FALLS_BELOW_WITHOUT] =
            cell_empty(CELL_UNDEFINED, needed.state != CELL_VALUE ? REASON_NO_COSTS : REASON_NO_PLACES);
        return;
    }
    row[BUYERS_BREAK_EVEN_OCCUPANCY] = cell_number(needed.number / places, CONTRIBUTORS_NONE);
    if (occupancy.measured.sources == 0) {
        row[BUYERS_FALLS_BELOW_WITHOUT] = cell_empty(CELL_UNDEFINED, REASON_NO_OCCUPANCY);
        return;
    }
    if (occupancy.measured.persons < needed.number - 1e-9) {
        row[BUYERS_FALLS_BELOW_WITHOUT] = cell_empty(CELL_NA, REASON_BELOW_ALREADY);
        return;
    }
    GPtrArray *who = g_ptr_array_new();
    for (uint32_t i = 0; i < buying->model->n_municipalities; i++) {
        struct quantity quantity = bought_by(buying, i, year);
        if (buys(quantity) && occupancy.measured.persons - quantity.number < needed.number - 1e-9) {
            g_ptr_array_add(who, &buying->model->municipalities[i].name);
        }
    }
    row[BUYERS_FALLS_BELOW_WITHOUT] = names_list_cell(who);
    g_ptr_array_unref(who);
}

static void add_row(struct table *table, const struct buying *buying, int year)
{
    struct demand_sum bought = demand_reports_sum(&buying->reports, year, demand_bought);
    size_t buyers = 0;
    for (uint32_t i = 0; i < buying->model->n_municipalities; i++) {
        buyers += buys(bought_by(buying, i, year));
    }
    struct cell *row = table_add(table);
    row[BUYERS_OFFER] = cell_name(&buying->offer->name);
    row[BUYERS_YEAR] = cell_year(year);
    row[BUYERS_REPORTED_BY] = cell_name(names_n_of(bought.n_region, buying->model->n_region));
    if (bought.n == 0) {
        for (size_t column = BUYERS_BUYERS; column < BUYERS_REPORTED_BY; column++) {
            row[column] = cell_empty(CELL_MISSING, REASON_NO_VOLUME);
        }
        return;
    }
    row[BUYERS_BUYERS] = cell_number((double)buyers, CONTRIBUTORS_NONE);
    row[BUYERS_BOUGHT] = cell_number(bought.total, occupancy_persons(bought.total));
    fill_changes(buying, year, row);
    fill_largest(buying, year, bought.total, row);
    fill_break_even(buying, year, row);
}

void measures_buyers(const struct model *model, struct results *results)
{
    struct table *table = table_new(registry_table(TABLE_BUYERS));
    struct presence *buffer = presence_new(model);
    for (uint32_t i = 0; i < model->n_offers; i++) {
        struct demand_reports reports = demand_reports_of(model, i);
        if (reports.n == 0) {
            continue;
        }
        struct offer_occupancy occupancy = offer_occupancy_new(model, i, buffer);
        struct buying buying = {model, &model->offers[i], i, reports, &occupancy};
        for (int year = model->project->from_year; year <= model->project->to_year; year++) {
            if (demand_reports_any(&reports, year)) {
                add_row(table, &buying, year);
            }
        }
        offer_occupancy_clear(&occupancy);
    }
    presence_free(buffer);
    table_sort(table);
    results->tables[TABLE_BUYERS] = table;
}
