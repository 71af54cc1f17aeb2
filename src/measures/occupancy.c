/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy by period and by year; where the figures come from stands in offer_occupancy.h. */
#include "vifte/capacity.h"
#include "vifte/dates.h"
#include "vifte/jobs.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/occupancy_limits.h"
#include "vifte/occupancy_year.h"
#include "vifte/offer_occupancy.h"
#include "vifte/presence.h"
#include "vifte/reports.h"
#include "vifte/table.h"

/* What stands in one row of occupancy_period. */
struct period_figures {
    const struct name *period;
    int32_t start, end;
    enum occupancy_source source;
    struct quantity place_days, occupied_days, waiting;
};

static struct cell quantity_cell(struct quantity quantity, int64_t persons)
{
    return quantity.state == CELL_VALUE ? cell_number(quantity.number, persons)
                                        : cell_empty(quantity.state, REASON_NONE);
}

static void add_period_row(const struct offer_occupancy *offer, struct table *table,
                           const struct period_figures *figures)
{
    bool counted = figures->occupied_days.state == CELL_VALUE;
    double days = offer_occupancy_days(offer, figures->start, figures->end);
    int64_t persons = counted ? occupancy_persons(figures->occupied_days.number / days) : CONTRIBUTORS_NONE;
    struct cell *row = table_add(table);
    row[OCCUPANCY_PERIOD_OFFER] = cell_name(&offer->offer->name);
    row[OCCUPANCY_PERIOD_PERIOD] = cell_name(figures->period);
    row[OCCUPANCY_PERIOD_DAYS] = cell_number(figures->end - figures->start, CONTRIBUTORS_NONE);
    row[OCCUPANCY_PERIOD_PLACE_DAYS] = occupancy_places_cell(figures->place_days);
    row[OCCUPANCY_PERIOD_OCCUPIED_DAYS] = quantity_cell(figures->occupied_days, persons);
    if (counted) {
        row[OCCUPANCY_PERIOD_OCCUPANCY] =
            occupancy_ratio_cell(figures->place_days, figures->occupied_days.number, persons);
        row[OCCUPANCY_PERIOD_SOURCE] = cell_name(occupancy_source_name(figures->source));
    } else {
        row[OCCUPANCY_PERIOD_OCCUPANCY] = figures->place_days.state == CELL_NA
                                              ? cell_empty(CELL_NA, REASON_NOT_IN_PLACES)
                                              : cell_empty(figures->occupied_days.state, REASON_NO_OCCUPANCY);
    }
    row[OCCUPANCY_PERIOD_WAITING] = quantity_cell(figures->waiting, (int64_t)figures->waiting.number);
}

/* A report as it came; complete stays fill in where it gives no occupancy (a waiting list only). */
static void add_report_row(const struct offer_occupancy *offer, struct table *table,
                           const struct report *report)
{
    const struct project *project = offer->model->project;
    if (report->start < project->from_day || report->end > project->to_day) {
        return;
    }
    struct period_figures figures = {
        .period = names_intern_plain(report->period),
        .start = report->start,
        .end = report->end,
        .source = report->census ? OCCUPANCY_FROM_CENSUS : OCCUPANCY_FROM_OPERATOR,
        .place_days = offer_occupancy_report_places(offer, report, report->start, report->end),
        .occupied_days = report->occupied_days,
        .waiting = report->waiting,
    };
    if (report->occupied_days.state == CELL_MISSING && offer->presence != NULL) {
        figures.occupied_days =
            occupancy_quantity((double)presence_days(offer->presence, report->start, report->end));
        figures.source = OCCUPANCY_FROM_STAYS;
    }
    add_period_row(offer, table, &figures);
}

struct month {
    int32_t start, end;
    const struct name *name;
};

static GArray *months_of(const struct project *project)
{
    GArray *months = g_array_new(FALSE, FALSE, sizeof(struct month));
    for (int i = 0; i < 12 * (project->to_year - project->from_year + 1); i++) {
        int year = project->from_year + i / 12;
        int number = i % 12 + 1;
        char *code = g_strdup_printf("%04dM%02d", year, number);
        struct month month = {.start = date_from_ymd(year, number, 1),
                              .end = number == 12 ? date_year_start(year + 1)
                                                  : date_from_ymd(year, number + 1, 1),
                              .name = names_intern_plain(code)};
        g_free(code);
        g_array_append_val(months, month);
    }
    return months;
}

/* Rows with neither occupied days nor places say nothing. */
static void add_month_row(const struct offer_occupancy *offer, struct table *table, const struct month *month)
{
    struct period_figures figures = {
        .period = month->name,
        .start = month->start,
        .end = month->end,
        .source = OCCUPANCY_FROM_STAYS,
        .place_days = offer_occupancy_places(offer, month->start, month->end),
        .occupied_days = occupancy_quantity((double)presence_days(offer->presence, month->start, month->end)),
        .waiting = {.state = CELL_MISSING},
    };
    bool has_places = figures.place_days.state == CELL_VALUE
                          ? figures.place_days.number > 0
                          : capacity_days_in_force(offer->capacity, month->start, month->end) > 0;
    if (has_places || figures.occupied_days.number > 0) {
        add_period_row(offer, table, &figures);
    }
}

/* Every report, and every month from complete stays that has no report of its own. */
static void add_period_rows(const struct offer_occupancy *offer, struct table *table, const GArray *months)
{
    const struct model *model = offer->model;
    size_t first = reports_first(model, offer->index);
    size_t end = first;
    for (; end < model->n_reports && model->reports[end].offer == offer->index; end++) {
        add_report_row(offer, table, &model->reports[end]);
    }
    for (guint i = 0; offer->presence != NULL && i < months->len; i++) {
        const struct month *month = &g_array_index(months, struct month, i);
        while (first < end && model->reports[first].start < month->start) {
            first++;
        }
        bool reported = false;
        for (size_t k = first; k < end && model->reports[k].start == month->start; k++) {
            reported = reported || model->reports[k].end == month->end;
        }
        if (!reported) {
            add_month_row(offer, table, month);
        }
    }
}

#define OFFERS_A_TASK 32

/* What one task finds out about its offers; the memory is used again and again. */
struct part {
    struct presence *presence; /* of one offer after the other */
    struct table *period, *limits;
    struct occupancy_year *years; /* offer x year */
};

/* Parts that are made at a time and put together before the next begin: they take memory. */
#define PARTS_TOGETHER 16

struct work {
    const struct model *model;
    const GArray *months;
    size_t n_years;
    size_t first; /* part */
    struct part parts[PARTS_TOGETHER];
};

static uint32_t part_end(const struct model *model, size_t part)
{
    return (uint32_t)MIN((part + 1) * OFFERS_A_TASK, model->n_offers);
}

static struct part part_new(const struct model *model, size_t n_years)
{
    return (struct part){.presence = presence_new(model),
                         .period = table_new(registry_table(TABLE_OCCUPANCY_PERIOD)),
                         .limits = table_new(registry_table(TABLE_OCCUPANCY_LIMITS)),
                         .years = g_new(struct occupancy_year, OFFERS_A_TASK * n_years)};
}

static void part_clear(struct part *part)
{
    presence_free(part->presence);
    table_free(part->period);
    table_free(part->limits);
    g_free(part->years);
}

static void measure_part(size_t task, void *data)
{
    struct work *work = data;
    const struct model *model = work->model;
    const size_t i = work->first + task;
    struct part *part = &work->parts[task];
    struct occupancy_year *figures = part->years;
    for (uint32_t index = (uint32_t)i * OFFERS_A_TASK; index < part_end(model, i); index++) {
        struct offer_occupancy offer = offer_occupancy_new(model, index, part->presence);
        add_period_rows(&offer, part->period, work->months);
        occupancy_limits_add(part->limits, &offer);
        for (size_t year = 0; year < work->n_years; year++) {
            *figures++ = offer_occupancy_year(&offer, model->project->from_year + (int)year);
        }
        offer_occupancy_clear(&offer);
    }
}

static void take_part(struct work *work, size_t task, struct table *table, struct table *limits,
                      struct occupancy_years *years)
{
    const struct model *model = work->model;
    struct part *part = &work->parts[task];
    const size_t i = work->first + task;
    const struct occupancy_year *figures = part->years;
    table_append(table, part->period);
    table_append(limits, part->limits);
    for (uint32_t index = (uint32_t)i * OFFERS_A_TASK; index < part_end(model, i); index++) {
        occupancy_years_add(years, &model->offers[index], figures);
        figures += work->n_years;
    }
    table_empty(part->period);
    table_empty(part->limits);
}

void measures_occupancy(const struct model *model, struct results *results)
{
    struct table *table = table_new(registry_table(TABLE_OCCUPANCY_PERIOD));
    struct table *limits = table_new(registry_table(TABLE_OCCUPANCY_LIMITS));
    struct occupancy_years *years = occupancy_years_new(model);
    GArray *months = months_of(model->project);
    size_t n_parts = (model->n_offers + OFFERS_A_TASK - 1) / OFFERS_A_TASK;
    struct work work = {.model = model,
                        .months = months,
                        .n_years = (size_t)(model->project->to_year - model->project->from_year + 1)};
    for (size_t i = 0; i < PARTS_TOGETHER; i++) {
        work.parts[i] = part_new(model, work.n_years);
    }
    for (; work.first < n_parts; work.first += PARTS_TOGETHER) {
        size_t n = MIN(n_parts - work.first, PARTS_TOGETHER);
        jobs_each(n, measure_part, &work);
        for (size_t i = 0; i < n; i++) {
            take_part(&work, i, table, limits, years);
        }
    }
    for (size_t i = 0; i < PARTS_TOGETHER; i++) {
        part_clear(&work.parts[i]);
    }
    g_array_unref(months);
    table_sort(table);
    table_sort(limits);
    results->tables[TABLE_OCCUPANCY_PERIOD] = table;
    results->tables[TABLE_OCCUPANCY_LIMITS] = limits;
    results->tables[TABLE_OCCUPANCY_YEAR] = occupancy_years_finish(years);
}
