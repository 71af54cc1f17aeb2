/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What sharing evens out: the table pooling. The region's load (arrivals a year times mean stay) is shared
 * out among the municipalities by their person-years, so that a municipality where somebody stays on for
 * years without anybody new coming has its part of it.
 */
#include "vifte/flow_index.h"
#include "vifte/frame.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/outlook.h"
#include "vifte/pooling.h"
#include "vifte/reporters.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>

#define FEWEST_EVENTS 5 /* arrivals, and exits: fewer tell nothing of how people come and stay */

/* Person-years by municipality over the years of the past, as shares of their sum; returns how many had any.
 */
static size_t share_out(const struct outlook *outlook, double *years)
{
    const struct frame *frame = outlook->frame;
    double sum = 0;
    size_t n = 0;
    for (size_t area = 0; area < frame->n_areas; area++) {
        years[area] = 0;
        for (size_t year = outlook->first; year < frame->n_years; year++) {
            const struct cell *flow = flow_index_get(outlook->flows, outlook->group, area, year);
            bool known = flow != NULL && cell_has_number(&flow[FLOW_OF_CITIZENS_PERSON_YEARS]);
            years[area] += known ? flow[FLOW_OF_CITIZENS_PERSON_YEARS].number : 0;
        }
        n += years[area] > 0;
        sum += years[area];
    }
    for (size_t area = 0; area < frame->n_areas && sum > 0; area++) {
        years[area] /= sum;
    }
    return n;
}

static size_t count_below_one(const double *loads, size_t n)
{
    size_t below = 0;
    for (size_t i = 0; i < n; i++) {
        below += loads[i] > 0 && loads[i] < 1;
    }
    return below;
}

/* In words: what would have to be built. */
static const struct name *counterfactual(size_t n, size_t below_one, double service_level)
{
    int percent = (int)lround(100 * service_level);
    g_autofree char *code = g_strdup_printf("own_places/%zu/%d", n, percent);
    g_autofree char *places = g_strdup_printf(
        P_("%zu municipality with places of its own, so that %d per cent of those who come find a free one",
           "%zu municipalities, each with places of its own, so that %d per cent of those who come find a "
           "free "
           "one",
           (unsigned long)n),
        n, percent);
    g_autofree char *small = g_strdup_printf(P_("%zu of them would have less than one citizen at a time",
                                                "%zu of them would have less than one citizen at a time",
                                                (unsigned long)below_one),
                                             below_one);
    g_autofree char *label = below_one > 0 ? g_strdup_printf("%s; %s", places, small) : g_strdup(places);
    return names_intern(code, label);
}

static struct cell figure(const struct outlook *outlook, struct stat_value value)
{
    if (value.state != STAT_OK) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return outlook_rest_on_flows(outlook, cell_number(value.value, CONTRIBUTORS_NONE));
}

/* Rounded to what is printed: a sum over municipalities must not give back any of them. */
static struct stat_value rounded(struct stat_value value)
{
    return value.state == STAT_OK ? stat_ok(text_round(value.value, 1)) : value;
}

/* A scenario's change of arrivals counts once all of it has come. */
static double final_factor(const struct outlook *outlook)
{
    int last = outlook->frame->from_year + (int)(outlook->frame->n_years + outlook->ahead);
    return outlook_arrival_factor(outlook, last);
}

static void fill(const struct outlook *outlook, struct cell *row)
{
    const struct frame *frame = outlook->frame;
    const struct project *project = frame->model->project;
    struct stock_history history = outlook_history(outlook, outlook_last(outlook));
    history.exposure = (double)(frame->n_years - outlook->first);
    double *loads = g_new(double, frame->n_areas + 1);
    size_t n = share_out(outlook, loads);
    double factor = final_factor(outlook);
    double load =
        factor * (double)history.arrivals / history.exposure * history.person_years / (double)history.exits;
    for (size_t area = 0; area < frame->n_areas; area++) {
        loads[area] *= load;
    }
    struct pooling pooling = pooling_of(loads, frame->n_areas, (double)history.exits / history.person_years,
                                        project->service_level);
    struct stat_interval limits =
        pooling_limits(&history, factor, project->service_level, (size_t)project->forecast_draws,
                       outlook_stream(outlook, outlook_last(outlook)));
    row[POOLING_LOAD] = figure(outlook, rounded(pooling.load));
    row[POOLING_SWING_ALONE] = figure(outlook, rounded(pooling.swing_alone));
    row[POOLING_SWING_TOGETHER] = figure(outlook, rounded(pooling.swing_together));
    row[POOLING_PLACES_ALONE] = figure(outlook, pooling.places_alone);
    row[POOLING_PLACES_TOGETHER] = figure(outlook, pooling.places_together);
    row[POOLING_PLACES_LOWER] = figure(outlook, limits.lower);
    row[POOLING_PLACES_UPPER] = figure(outlook, limits.upper);
    row[POOLING_OCCUPANCY_TOGETHER] = figure(outlook, pooling.occupancy_together);
    row[POOLING_OCCUPANCY_ALONE] = figure(outlook, pooling.occupancy_alone);
    row[POOLING_COUNTERFACTUAL] =
        cell_name(counterfactual(n, count_below_one(loads, frame->n_areas), project->service_level));
    g_free(loads);
}

static void add_group(struct outlook *outlook, size_t group, struct table *table)
{
    if (!outlook_set_group(outlook, group)) {
        return;
    }
    struct cell *row = table_add(table);
    row[POOLING_GROUP] = cell_name(&outlook->frame->model->project->groups[group].name);
    struct stock_history history = outlook_history(outlook, outlook_last(outlook));
    if (history.arrivals >= FEWEST_EVENTS && history.exits >= FEWEST_EVENTS && history.person_years > 0) {
        fill(outlook, row);
        return;
    }
    for (size_t column = POOLING_LOAD; column <= POOLING_OCCUPANCY_ALONE; column++) {
        row[column] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
}

void measures_pooling(const struct model *model, struct results *results)
{
    if (model->n_stays == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct flow_index *flows = flow_index_new(frame, results->placed);
    struct outlook *outlook = outlook_new(frame, reporters, flows);
    struct table *table = table_new(registry_table(TABLE_POOLING));
    for (size_t group = 0; group < frame->n_groups; group++) {
        add_group(outlook, group, table);
    }
    table_sort(table);
    results->tables[TABLE_POOLING] = table;
    outlook_free(outlook);
    flow_index_free(flows);
    reporters_free(reporters);
    frame_free(frame);
}
