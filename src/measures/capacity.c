/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One offer's places as steps; see capacity.h. Built in one sweep over the days on which anything changes. */
#include "vifte/capacity.h"

#include "vifte/dates.h"
#include "vifte/model.h"
#include "vifte/reports.h"

struct step { /* lasts until the next step */
    int32_t start;
    bool in_force;
    struct quantity places;
};

struct capacity {
    GArray *steps; /* struct step; the last one is closed and ends the window */
};

static bool has_places(const struct report *report)
{
    return report->places.state == CELL_VALUE;
}

static int compare_days(const void *a, const void *b)
{
    int32_t left = *(const int32_t *)a;
    int32_t right = *(const int32_t *)b;
    return (left > right) - (left < right);
}

/* Days inside the window on which periods or reports begin or end, with the window's own ends. */
static GArray *change_days(const struct model *model, const struct offer *offer, const GPtrArray *reports)
{
    const struct project *project = model->project;
    GArray *days = g_array_new(FALSE, FALSE, sizeof(int32_t));
    g_array_append_val(days, project->from_day);
    g_array_append_val(days, project->to_day);
    for (uint32_t i = 0; i < offer->n_periods; i++) {
        const struct period *period = &model->periods[offer->first_period + i];
        g_array_append_val(days, period->start);
        g_array_append_val(days, period->end);
    }
    for (guint i = 0; i < reports->len; i++) {
        const struct report *report = g_ptr_array_index(reports, i);
        g_array_append_val(days, report->start);
        g_array_append_val(days, report->end);
    }
    g_array_sort(days, compare_days);
    return days;
}

/* Reading position in the periods and reports while the days pass. */
struct sweep {
    const struct period *period, *periods_end;
    const GPtrArray *reports;
    guint report;
};

static struct step step_from(struct sweep *sweep, int32_t day)
{
    struct step step = {.start = day, .places = {.number = 0, .state = CELL_VALUE}};
    while (sweep->period < sweep->periods_end && sweep->period->end <= day) {
        sweep->period++;
    }
    if (sweep->period < sweep->periods_end && sweep->period->start <= day) {
        step.in_force = true;
        step.places = sweep->period->places;
    }
    for (; sweep->report < sweep->reports->len; sweep->report++) {
        const struct report *report = g_ptr_array_index(sweep->reports, sweep->report);
        if (report->end > day) {
            if (report->start <= day) {
                step.in_force = true;
                step.places = report->places;
            }
            break;
        }
    }
    return step;
}

struct capacity *capacity_new(const struct model *model, uint32_t offer_index)
{
    const struct project *project = model->project;
    const struct offer *offer = &model->offers[offer_index];
    GPtrArray *reports = reports_apart(model, offer_index, has_places);
    GArray *days = change_days(model, offer, reports);
    struct capacity *capacity = g_new(struct capacity, 1);
    capacity->steps = g_array_sized_new(FALSE, FALSE, sizeof(struct step), days->len);

    const struct period *periods = model->periods + offer->first_period;
    struct sweep sweep = {.period = periods, .periods_end = periods + offer->n_periods, .reports = reports};
    for (guint i = 0; i < days->len; i++) {
        int32_t day = g_array_index(days, int32_t, i);
        bool repeated = i > 0 && day == g_array_index(days, int32_t, i - 1);
        if (!repeated && day >= project->from_day && day <= project->to_day) {
            struct step step = step_from(&sweep, day);
            g_array_append_val(capacity->steps, step);
        }
    }
    g_array_unref(days);
    g_ptr_array_unref(reports);
    return capacity;
}

void capacity_free(struct capacity *capacity)
{
    g_array_unref(capacity->steps);
    g_free(capacity);
}

/* The step that holds `day`, or the first one. */
static guint step_at(const struct capacity *capacity, int32_t day)
{
    guint low = 0, high = capacity->steps->len;
    while (high - low > 1) {
        guint middle = low + (high - low) / 2;
        if (g_array_index(capacity->steps, struct step, middle).start <= day) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Days of [start, end) in the step; 0 in the last one, where the window ends. */
static int32_t days_in_step(const struct capacity *capacity, guint i, int32_t start, int32_t end)
{
    if (i + 1 >= capacity->steps->len) {
        return 0;
    }
    const struct step *step = &g_array_index(capacity->steps, struct step, i);
    return date_overlap(step[0].start, step[1].start, start, end);
}

struct quantity capacity_place_days(const struct capacity *capacity, int32_t start, int32_t end)
{
    struct quantity sum = {.number = 0, .state = CELL_VALUE};
    for (guint i = step_at(capacity, start); i < capacity->steps->len; i++) {
        const struct step *step = &g_array_index(capacity->steps, struct step, i);
        if (step->start >= end) {
            break;
        }
        int32_t days = days_in_step(capacity, i, start, end);
        if (step->places.state == CELL_VALUE) {
            sum.number += step->places.number * days;
        } else if (days > 0) {
            sum.state = CELL_MISSING;
        }
    }
    return sum;
}

int32_t capacity_days_in_force(const struct capacity *capacity, int32_t start, int32_t end)
{
    int32_t days = 0;
    for (guint i = step_at(capacity, start); i < capacity->steps->len; i++) {
        const struct step *step = &g_array_index(capacity->steps, struct step, i);
        if (step->start >= end) {
            break;
        }
        days += step->in_force ? days_in_step(capacity, i, start, end) : 0;
    }
    return days;
}

struct quantity capacity_days_exceeded(const struct capacity *capacity, const int32_t *persons, int32_t start,
                                       int32_t end)
{
    struct quantity exceeded = {.number = 0, .state = CELL_VALUE};
    const int32_t from_day = g_array_index(capacity->steps, struct step, 0).start;
    for (guint i = step_at(capacity, start); i + 1 < capacity->steps->len; i++) {
        const struct step *step = &g_array_index(capacity->steps, struct step, i);
        if (step->start >= end) {
            break;
        }
        int32_t first = MAX(start, step[0].start);
        int32_t last = MIN(end, step[1].start);
        if (step->places.state != CELL_VALUE) {
            exceeded.state = CELL_MISSING;
            continue;
        }
        for (int32_t day = first; day < last; day++) {
            exceeded.number += persons[day - from_day] > step->places.number ? 1 : 0;
        }
    }
    return exceeded;
}
