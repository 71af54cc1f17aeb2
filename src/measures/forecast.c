/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many citizens to expect: the table forecast, for the region, beside what the municipalities expect.
 *
 * It rests on the region's rows of flow_of_citizens, back to the first year in which the same municipalities
 * delivered stays as in the last. Arrivals follow the population of the group's ages where it is known for
 * every year that arrivals are counted in; for a coming year that no projection covers the last known one
 * stands. Each forecast counts as publishing the yearly counts it is made from, and rests on the smallest.
 */
#include "vifte/citizen_words.h"
#include "vifte/draws.h"
#include "vifte/flow_index.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/reporters.h"
#include "vifte/stock_forecast.h"
#include "vifte/table.h"

#define FEWEST_ORIGINS 10 /* below this a share says nothing */
#define SHORTEST_PAST 3   /* years that a forecast under test is made from */
#define TEST_DRAWS 1000   /* enough for an 80 per cent limit; there is a forecast for every origin */

/* One group while its rows are made. Years are counted from the project's first; coming ones go on. */
struct outlook {
    const struct frame *frame;
    const struct reporters *reporters;
    const struct flow_index *flows;
    const struct form_index *forms;
    struct table *table;
    size_t group;
    size_t ahead;     /* coming years */
    size_t first;     /* year that the history begins with */
    double *exposure; /* past and coming years: inhabitants of the group's ages, or 1 each */
    bool scaled;      /* by the population */
};

static size_t last_year(const struct outlook *outlook)
{
    return outlook->frame->n_years - 1;
}

static const struct cell *flow_of(const struct outlook *outlook, size_t year)
{
    return flow_index_get(outlook->flows, outlook->group, outlook->frame->n_areas, year);
}

static bool same_reporters(const struct outlook *outlook, size_t year)
{
    for (size_t area = 0; area < outlook->frame->n_areas; area++) {
        if (reporters_delivered(outlook->reporters, area, year) !=
            reporters_delivered(outlook->reporters, area, last_year(outlook))) {
            return false;
        }
    }
    return true;
}

static size_t first_comparable(const struct outlook *outlook)
{
    size_t year = last_year(outlook);
    while (year > 0 && same_reporters(outlook, year - 1)) {
        year--;
    }
    return year;
}

/* Inhabitants of the group's ages in the municipalities that delivered for the last year. */
static void set_exposure(struct outlook *outlook)
{
    size_t now = last_year(outlook);
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
}

static struct stock_history history_until(const struct outlook *outlook, size_t year)
{
    struct stock_history history = {0};
    for (size_t y = outlook->first; y <= year; y++) {
        const struct cell *flow = flow_of(outlook, y);
        history.present = (int64_t)flow[FLOW_OF_CITIZENS_PRESENT_END].number;
        history.exits += (int64_t)flow[FLOW_OF_CITIZENS_EXITS].number;
        history.person_years += flow[FLOW_OF_CITIZENS_PERSON_YEARS].number;
        history.arrivals += (int64_t)flow[FLOW_OF_CITIZENS_ARRIVALS].number;
        history.exposure += outlook->exposure[y];
    }
    return history;
}

/* A stream of draws for each group and origin, whatever the order of groups and the years in the project. */
static uint64_t stream(const struct outlook *outlook, size_t year)
{
    const struct project *project = outlook->frame->model->project;
    return draws_stream(project->seed, project->groups[outlook->group].name.code,
                        project->from_year + (int)year);
}

static size_t full_draws(const struct outlook *outlook)
{
    return (size_t)outlook->frame->model->project->forecast_draws;
}

static void forecast_from(const struct outlook *outlook, size_t year, size_t ahead, size_t draws,
                          struct stock_forecast *out)
{
    struct stock_history history = history_until(outlook, year);
    stock_forecast(&history, outlook->exposure + year + 1, ahead, draws, stream(outlook, year), out);
}

/* Years that a forecast could have been made in, and checked `h` + 1 years later. */
static size_t count_origins(const struct outlook *outlook, size_t h)
{
    size_t years = outlook->frame->n_years - outlook->first;
    return years >= SHORTEST_PAST + h + 1 ? years - SHORTEST_PAST - h : 0;
}

/* How many of the numbers that came lay within the 80 per cent limits, by years ahead. */
static void count_covered(const struct outlook *outlook, size_t *covered)
{
    size_t first_origin = outlook->first + SHORTEST_PAST - 1;
    struct stock_forecast *past = g_new(struct stock_forecast, outlook->ahead + 1);
    for (size_t origin = first_origin; origin < last_year(outlook); origin++) {
        size_t ahead = MIN(outlook->ahead, last_year(outlook) - origin);
        forecast_from(outlook, origin, ahead, MIN(TEST_DRAWS, full_draws(outlook)), past);
        for (size_t h = 0; h < ahead; h++) {
            const struct cell *flow = flow_of(outlook, origin + h + 1);
            double came = flow[FLOW_OF_CITIZENS_PRESENT_END].number;
            covered[h] += past[h].limits80.lower.state == STAT_OK && past[h].limits80.lower.value <= came &&
                          came <= past[h].limits80.upper.value;
        }
    }
    g_free(past);
}

static struct cell rest_on_past(const struct outlook *outlook, struct cell cell)
{
    for (size_t year = outlook->first; year <= last_year(outlook); year++) {
        const struct cell *flow = flow_of(outlook, year);
        cell = cell_resting_on(cell, (int64_t)flow[FLOW_OF_CITIZENS_ARRIVALS].number);
        cell = cell_resting_on(cell, (int64_t)flow[FLOW_OF_CITIZENS_EXITS].number);
    }
    return cell;
}

static struct cell figure(const struct outlook *outlook, struct stat_value value)
{
    if (value.state != STAT_OK) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    const struct cell *now = flow_of(outlook, last_year(outlook));
    int64_t present = (int64_t)now[FLOW_OF_CITIZENS_PRESENT_END].number;
    return rest_on_past(outlook, cell_number(value.value, present));
}

static void fill_forecast(const struct outlook *outlook, struct cell *row, const struct stock_forecast *next)
{
    row[FORECAST_SURVIVORS] = figure(outlook, next->survivors);
    row[FORECAST_ARRIVALS] = figure(outlook, next->arrivals);
    row[FORECAST_MEAN] = figure(outlook, next->mean);
    row[FORECAST_LOWER80] = figure(outlook, next->limits80.lower);
    row[FORECAST_UPPER80] = figure(outlook, next->limits80.upper);
    row[FORECAST_LOWER95] = figure(outlook, next->limits95.lower);
    row[FORECAST_UPPER95] = figure(outlook, next->limits95.upper);
    row[FORECAST_SCALED] = words_cell(outlook->scaled ? &WORD_YES : &WORD_NO);
}

static void fill_backtest(const struct outlook *outlook, struct cell *row, size_t origins, size_t covered)
{
    row[FORECAST_ORIGINS] = cell_number((double)origins, CONTRIBUTORS_NONE);
    row[FORECAST_COVERAGE] = origins < FEWEST_ORIGINS
                                 ? cell_empty(CELL_UNDEFINED, REASON_TOO_FEW)
                                 : figure(outlook, stat_ok((double)covered / (double)origins));
}

static void fill_without_stays(struct cell *row)
{
    for (size_t column = FORECAST_SURVIVORS; column <= FORECAST_SCALED; column++) {
        if (column != FORECAST_MUNICIPALITIES_EXPECT && column != FORECAST_EXPECTED_BY) {
            row[column] = cell_empty(CELL_NA, REASON_FORMS_ONLY);
        }
    }
}

/* The forms of the last year ask for one and for three years ahead. */
static void fill_expected(const struct outlook *outlook, struct cell *row, size_t h)
{
    const struct frame *frame = outlook->frame;
    if (h != 0 && h != 2) {
        row[FORECAST_MUNICIPALITIES_EXPECT] = row[FORECAST_EXPECTED_BY] =
            cell_empty(CELL_NA, REASON_NOT_ASKED);
        return;
    }
    struct report_sum sum = {0};
    for (size_t area = 0; area < frame->n_areas; area++) {
        struct form form = form_index_get(outlook->forms, outlook->group, area, last_year(outlook));
        report_sum_add(&sum, form_sum(form, h == 0 ? FORM_EXPECTED_1Y : FORM_EXPECTED_3Y));
    }
    row[FORECAST_MUNICIPALITIES_EXPECT] = report_sum_cell(&sum);
    row[FORECAST_EXPECTED_BY] = cell_name(names_n_of(sum.n, frame->n_areas));
}

static struct cell *add_row(const struct outlook *outlook, size_t h)
{
    const struct frame *frame = outlook->frame;
    struct cell *row = table_add(outlook->table);
    row[FORECAST_GROUP] = cell_name(&frame->model->project->groups[outlook->group].name);
    row[FORECAST_YEAR] = cell_year(frame->from_year + (int)(frame->n_years + h));
    fill_expected(outlook, row, h);
    return row;
}

static void add_forecasts(struct outlook *outlook)
{
    struct stock_forecast *next = g_new(struct stock_forecast, outlook->ahead + 1);
    size_t *covered = g_new0(size_t, outlook->ahead + 1);
    outlook->first = first_comparable(outlook);
    set_exposure(outlook);
    forecast_from(outlook, last_year(outlook), outlook->ahead, full_draws(outlook), next);
    if (count_origins(outlook, 0) >= FEWEST_ORIGINS) {
        count_covered(outlook, covered);
    }
    for (size_t h = 0; h < outlook->ahead; h++) {
        struct cell *row = add_row(outlook, h);
        fill_forecast(outlook, row, &next[h]);
        fill_backtest(outlook, row, count_origins(outlook, h), covered[h]);
    }
    g_free(covered);
    g_free(next);
}

/* A group whose stays nobody delivered for the last year is missing, not zero. */
static void add_group(struct outlook *outlook)
{
    bool from_stays = outlook->reporters->from_stays[outlook->group];
    if (from_stays && reporters_count(outlook->reporters, last_year(outlook)) > 0) {
        add_forecasts(outlook);
        return;
    }
    for (size_t h = 0; h < outlook->ahead; h++) {
        struct cell *row = add_row(outlook, h);
        if (!from_stays) {
            fill_without_stays(row);
        }
    }
}

void measures_forecast(const struct model *model, struct results *results)
{
    if (model->n_stays == 0 && model->n_needs == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct flow_index *flows = flow_index_new(frame, results->tables[TABLE_FLOW_OF_CITIZENS]);
    struct form_index *forms = form_index_new(frame);
    struct outlook outlook = {.frame = frame,
                              .reporters = reporters,
                              .flows = flows,
                              .forms = forms,
                              .table = table_new(registry_table(TABLE_FORECAST)),
                              .ahead = (size_t)model->project->forecast_years};
    outlook.exposure = g_new(double, frame->n_years + outlook.ahead);
    for (outlook.group = 0; outlook.group < frame->n_groups; outlook.group++) {
        add_group(&outlook);
    }
    table_sort(outlook.table);
    results->tables[TABLE_FORECAST] = outlook.table;
    g_free(outlook.exposure);
    form_index_free(forms);
    flow_index_free(flows);
    reporters_free(reporters);
    frame_free(frame);
}
