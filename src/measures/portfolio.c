/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Offers on a day, and moves between them. */
#include "vifte/portfolio.h"

#include "vifte/base_rate.h"
#include "vifte/dates.h"
#include "vifte/distances.h"
#include "vifte/frame.h"
#include "vifte/reports.h"
#include "vifte/transport.h"

#include <math.h>
#include <string.h>

#define DAYS_A_YEAR 365

/* --- the offers on the day --- */

static int year_of(int32_t day)
{
    int year, month, of_month;
    date_to_ymd(day, &year, &month, &of_month);
    return year;
}

static bool is_there(const struct stay *stay, int32_t day)
{
    return stay->start <= day && stay->end > day;
}

/* The operator's count on the day, else the mean of the shortest report that covers it. */
static struct quantity reported(const struct model *model, uint32_t offer, int32_t day)
{
    const struct report *best = NULL;
    for (size_t i = reports_first(model, offer); i < model->n_reports && model->reports[i].offer == offer;
         i++) {
        const struct report *report = &model->reports[i];
        bool covers = report->start <= day && report->end > day && report->occupied_days.state == CELL_VALUE;
        if (covers && (best == NULL || report->end - report->start < best->end - best->start)) {
            best = report;
        }
    }
    if (best == NULL) {
        return (struct quantity){.state = CELL_MISSING};
    }
    return (struct quantity){.number = best->occupied_days.number / (best->end - best->start),
                             .state = CELL_VALUE};
}

static double count_stays(const struct model *model, uint32_t offer, int32_t day)
{
    double n = 0;
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        n += is_there(&model->stays[i], day);
    }
    return n;
}

static void set_occupied(struct portfolio_offer *into, const struct model *model, uint32_t offer, int32_t day)
{
    int32_t last_day = model->project->to_day - 1;
    double stays = count_stays(model, offer, last_day);
    struct quantity report = reported(model, offer, last_day);
    bool complete = model_stays_complete(model, &model->offers[offer]);
    /* An offer that is not open yet has nobody. */
    bool unopened = model_place_days(model, &model->offers[offer], last_day, last_day + 1) == 0 && stays == 0;
    into->known = report.state == CELL_VALUE || complete || unopened;
    into->occupied = fmax(report.state == CELL_VALUE ? report.number : 0, stays);
    if (day > last_day) {
        into->occupied = fmax(0, into->occupied + count_stays(model, offer, day) - stays);
    }
}

/* Mean of the daily rates in the stays on the day. */
static int64_t rate_of_stays(const struct model *model, uint32_t offer, int32_t day)
{
    int64_t sum = 0, n = 0;
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        const struct stay *stay = &model->stays[i];
        if (is_there(stay, day) && stay->rate_oere >= 0) {
            sum += stay->rate_oere;
            n++;
        }
    }
    return n > 0 ? (sum + n / 2) / n : -1;
}

/* In the prices of the project's last year; an offer that opens later has its own first year's. */
static int64_t rate_of(const struct model *model, uint32_t offer, int32_t day)
{
    for (int year = model->project->to_year; year <= year_of(day); year++) {
        const struct rate *base = base_rate_find(model, offer, year);
        if (base != NULL) {
            return base->daily_rate_oere;
        }
    }
    return rate_of_stays(model, offer, model->project->to_day - 1);
}

static struct portfolio_offer offer_on(const struct model *model, uint32_t index, int32_t day)
{
    const struct offer *offer = &model->offers[index];
    struct portfolio_offer on = {.rate_oere = rate_of(model, index, day)};
    on.places = model_place_days(model, offer, day, day + 1);
    on.in_force = model_in_places(offer) && on.places > 0;
    if (!on.in_force) {
        return on;
    }
    set_occupied(&on, model, index, day);
    double room = floor(on.places + 1e-9) - ceil(on.occupied - 1e-9);
    on.free = on.known && offer->municipality != NONE ? (int64_t)fmax(0, room) : 0;
    return on;
}

struct portfolio *portfolio_new(const struct frame *frame, const struct distances *distances, int32_t day)
{
    const struct model *model = frame->model;
    struct portfolio *portfolio = g_new0(struct portfolio, 1);
    *portfolio = (struct portfolio){.frame = frame, .distances = distances, .day = day};
    portfolio->offers = g_new(struct portfolio_offer, model->n_offers + 1);
    for (uint32_t i = 0; i < model->n_offers; i++) {
        portfolio->offers[i] = offer_on(model, i, day);
    }
    return portfolio;
}

void portfolio_free(struct portfolio *portfolio)
{
    g_free(portfolio->offers);
    g_free(portfolio);
}

GPtrArray *portfolio_residents(const struct portfolio *portfolio, uint32_t offer)
{
    const struct model *model = portfolio->frame->model;
    GPtrArray *residents = g_ptr_array_new();
    for (size_t i = model_first_stay(model, offer); i < model->n_stays && model->stays[i].offer == offer;
         i++) {
        if (is_there(&model->stays[i], portfolio->day)) {
            g_ptr_array_add(residents, &model->stays[i]);
        }
    }
    return residents;
}

/* --- who fits where --- */

enum sort { SORT_HOME, SORT_DAY, SORT_RESPITE, SORT_SECURED };

static enum sort sort_of(const struct offer *offer)
{
    switch (offer->kind) {
    case KIND_DAY:
        return SORT_DAY;
    case KIND_RESPITE:
        return SORT_RESPITE;
    case KIND_SECURED:
        return SORT_SECURED;
    default:
        return SORT_HOME;
    }
}

static bool shares_group(const struct model *model, uint32_t set, uint32_t other)
{
    const struct group_set *groups = &model->group_sets[set];
    for (uint32_t k = groups->first; k < groups->first + groups->n; k++) {
        if (model_set_has(model, other, model->group_refs[k])) {
            return true;
        }
    }
    return false;
}

static bool fits(const struct portfolio *portfolio, const struct stay *stay, const struct offer *offer)
{
    const struct model *model = portfolio->frame->model;
    if (sort_of(offer) != sort_of(&model->offers[stay->offer]) ||
        !shares_group(model, stay->group_set, offer->group_set)) {
        return false;
    }
    int age = frame_age(portfolio->frame, year_of(portfolio->day), stay->birth_year);
    return stay->birth_year == 0 || (age >= offer->age_from && age <= offer->age_to);
}

/* --- the plan --- */

/* Movers who differ in nothing that a plan looks at are one row of it. */
static bool same_mover(const struct stay *a, const struct stay *b)
{
    return a->offer == b->offer && a->acting == b->acting && a->group_set == b->group_set &&
           a->birth_year == b->birth_year;
}

/* row[i] of each mover; the first mover of each row. */
static GPtrArray *rows_of(const GPtrArray *movers, size_t *row)
{
    GPtrArray *rows = g_ptr_array_new();
    for (guint i = 0; i < movers->len; i++) {
        size_t k = 0;
        while (k < rows->len && !same_mover(g_ptr_array_index(rows, k), g_ptr_array_index(movers, i))) {
            k++;
        }
        if (k == rows->len) {
            g_ptr_array_add(rows, g_ptr_array_index(movers, i));
        }
        row[i] = k;
    }
    return rows;
}

static GArray *open_offers(const struct portfolio *portfolio, const bool *closed)
{
    GArray *open = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (uint32_t i = 0; i < portfolio->frame->model->n_offers; i++) {
        if (portfolio->offers[i].free > 0 && (closed == NULL || !closed[i])) {
            g_array_append_val(open, i);
        }
    }
    return open;
}

static int32_t *costs_of(const struct portfolio *portfolio, const GPtrArray *rows, const GArray *open)
{
    const struct model *model = portfolio->frame->model;
    int32_t *costs = g_new(int32_t, rows->len * (gsize)open->len + 1);
    for (guint i = 0; i < rows->len; i++) {
        const struct stay *stay = g_ptr_array_index(rows, i);
        for (guint j = 0; j < open->len; j++) {
            uint32_t to = g_array_index(open, uint32_t, j);
            const struct offer *offer = &model->offers[to];
            bool good = to != stay->offer && fits(portfolio, stay, offer);
            costs[i * open->len + j] =
                good ? distances_cost(portfolio->distances, stay->acting, offer->municipality) : TRANSPORT_NO;
        }
    }
    return costs;
}

void portfolio_place(const struct portfolio *portfolio, const GPtrArray *movers, const bool *closed,
                     uint32_t *to)
{
    size_t *row = g_new(size_t, movers->len + 1);
    GPtrArray *rows = rows_of(movers, row);
    GArray *open = open_offers(portfolio, closed);
    int64_t *supply = g_new0(int64_t, rows->len + 1), *room = g_new0(int64_t, open->len + 1);
    int64_t *flow = g_new0(int64_t, rows->len * (gsize)open->len + 1);
    int32_t *costs = costs_of(portfolio, rows, open);
    for (guint i = 0; i < movers->len; i++) {
        supply[row[i]]++;
        to[i] = NONE;
    }
    for (guint j = 0; j < open->len; j++) {
        room[j] = portfolio->offers[g_array_index(open, uint32_t, j)].free;
    }
    struct transport transport = {rows->len, open->len, supply, room, costs};
    bool solved = transport_solve(&transport, flow).moved.state == STAT_OK;
    for (guint i = 0; solved && i < movers->len; i++) {
        for (guint j = 0; j < open->len && to[i] == NONE; j++) {
            if (flow[row[i] * open->len + j] > 0) {
                flow[row[i] * open->len + j]--;
                to[i] = g_array_index(open, uint32_t, j);
            }
        }
    }
    g_free(costs);
    g_free(flow);
    g_free(room);
    g_free(supply);
    g_array_unref(open);
    g_ptr_array_unref(rows);
    g_free(row);
}

/* --- what a move means --- */

static struct quantity difference(struct quantity now, struct quantity before)
{
    bool known = now.state == CELL_VALUE && before.state == CELL_VALUE;
    return known ? (struct quantity){.number = now.number - before.number, .state = CELL_VALUE}
                 : (struct quantity){.state = CELL_MISSING};
}

struct quantity portfolio_extra_km(const struct portfolio *portfolio, const struct stay *stay, uint32_t to)
{
    const struct offer *offers = portfolio->frame->model->offers;
    return difference(distances_km(portfolio->distances, stay->acting, offers[to].municipality),
                      distances_km(portfolio->distances, stay->acting, offers[stay->offer].municipality));
}

static struct quantity rate(const struct portfolio *portfolio, uint32_t offer)
{
    int64_t oere = portfolio->offers[offer].rate_oere;
    return (struct quantity){.number = (double)oere, .state = oere >= 0 ? CELL_VALUE : CELL_MISSING};
}

struct quantity portfolio_extra_oere(const struct portfolio *portfolio, const struct stay *stay, uint32_t to)
{
    struct quantity extra = difference(rate(portfolio, to), rate(portfolio, stay->offer));
    extra.number *= DAYS_A_YEAR;
    return extra;
}
