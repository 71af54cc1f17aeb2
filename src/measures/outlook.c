/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One group's past in the region. */
#include "vifte/outlook.h"

#include "vifte/draws.h"
#include "vifte/flow_index.h"
#include "vifte/frame.h"
#include "vifte/model.h"
#include "vifte/registry.h"
#include "vifte/reporters.h"
#include "vifte/table.h"

struct outlook *outlook_new(const struct frame *frame, const struct reporters *reporters,
                            const struct flow_index *flows)
{
    struct outlook *outlook = g_new0(struct outlook, 1);
    outlook->frame = frame;
    outlook->reporters = reporters;
    outlook->flows = flows;
    outlook->ahead = (size_t)frame->model->project->forecast_years;
    outlook->exposure = g_new(double, frame->n_years + outlook->ahead + 1);
    return outlook;
}

void outlook_free(struct outlook *outlook)
{
    g_free(outlook->exposure);
    g_free(outlook);
}

size_t outlook_last(const struct outlook *outlook)
{
    return outlook->frame->n_years - 1;
}

const struct cell *outlook_flow(const struct outlook *outlook, size_t year)
{
    return flow_index_get(outlook->flows, outlook->group, outlook->frame->n_areas, year);
}

static bool same_reporters(const struct outlook *outlook, size_t year)
{
    for (size_t area = 0; area < outlook->frame->n_areas; area++) {
        if (reporters_delivered(outlook->reporters, area, year) !=
            reporters_delivered(outlook->reporters, area, outlook_last(outlook))) {
            return false;
        }
    }
    return true;
}

static size_t first_comparable(const struct outlook *outlook)
{
    size_t year = outlook_last(outlook);
    while (year > 0 && same_reporters(outlook, year - 1)) {
        year--;
    }
    return year;
}

double outlook_arrival_factor(const struct outlook *outlook, int calendar_year)
{
    const GArray *changes = outlook->frame->model->project->arrival_changes;
    double factor = 1;
    for (guint i = 0; changes != NULL && i < changes->len; i++) {
        const struct arrival_change *change = &g_array_index(changes, struct arrival_change, i);
        if (change->group == outlook->group && calendar_year >= change->from_year) {
            factor *= change->factor;
        }
    }
    return factor;
}

/* Inhabitants of the group's ages in the municipalities that delivered for the last year. */
static void set_exposure(struct outlook *outlook)
{
    size_t now = outlook_last(outlook);
    size_t end = now + 1 + outlook->ahead;
    outlook->scaled = true;
    for (size_t year = outlook->first; year < end && outlook->scaled; year++) {
        int calendar_year = outlook->frame->from_year + (int)year;
        bool known = reporters_population(outlook->reporters, outlook->group, outlook->frame->n_areas, now,
                                          calendar_year, &outlook->exposure[year]);
        if (!known && year > now) {
            outlook->exposure[year] = outlook->exposure[year - 1];
        }
        outlook->scaled = known || year > now;
    }
    for (size_t year = outlook->first; year < end && !outlook->scaled; year++) {
        outlook->exposure[year] = 1;
    }
    for (size_t year = now + 1; year < end; year++) {
        outlook->exposure[year] *= outlook_arrival_factor(outlook, outlook->frame->from_year + (int)year);
    }
}

bool outlook_set_group(struct outlook *outlook, size_t group)
{
    outlook->group = group;
    if (!outlook->reporters->from_stays[group] ||
        reporters_count(outlook->reporters, outlook_last(outlook)) == 0) {
        return false;
    }
    outlook->first = first_comparable(outlook);
    set_exposure(outlook);
    return true;
}

struct stock_history outlook_history(const struct outlook *outlook, size_t year)
{
    struct stock_history history = {0};
    for (size_t y = outlook->first; y <= year; y++) {
        const struct cell *flow = outlook_flow(outlook, y);
        history.present = (int64_t)flow[FLOW_OF_CITIZENS_PRESENT_END].number;
        history.exits += (int64_t)flow[FLOW_OF_CITIZENS_EXITS].number;
        history.person_years += flow[FLOW_OF_CITIZENS_PERSON_YEARS].number;
        history.arrivals += (int64_t)flow[FLOW_OF_CITIZENS_ARRIVALS].number;
        history.exposure += outlook->exposure[y];
    }
    return history;
}

uint64_t outlook_stream(const struct outlook *outlook, size_t year)
{
    const struct project *project = outlook->frame->model->project;
    return draws_stream(project->seed, project->groups[outlook->group].name.code,
                        project->from_year + (int)year);
}

struct cell outlook_rest_on_flows(const struct outlook *outlook, struct cell cell)
{
    for (size_t year = outlook->first; year <= outlook_last(outlook); year++) {
        const struct cell *flow = outlook_flow(outlook, year);
        cell = cell_resting_on(cell, (int64_t)flow[FLOW_OF_CITIZENS_ARRIVALS].number);
        cell = cell_resting_on(cell, (int64_t)flow[FLOW_OF_CITIZENS_EXITS].number);
    }
    return cell;
}
