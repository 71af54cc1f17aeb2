/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many citizens to expect: the table forecast, for the region, beside what the municipalities expect; the
 * past that it rests on is outlook.h's.
 */
#include "vifte/citizen_words.h"
#include "vifte/flow_index.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/jobs.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/outlook.h"
#include "vifte/reporters.h"
#include "vifte/stock_forecast.h"
#include "vifte/table.h"

#define FEWEST_ORIGINS 10 /* below this a share says nothing */
#define SHORTEST_PAST 3   /* years that a forecast under test is made from */
#define TEST_DRAWS 1000   /* enough for an 80 per cent limit; there is a forecast for every origin */

struct forecast_tally {
    struct outlook *outlook;
    const struct form_index *forms;
    struct table *table;
};

static size_t full_draws(const struct outlook *outlook)
{
    return (size_t)outlook->frame->model->project->forecast_draws;
}

static void forecast_from(const struct outlook *outlook, size_t year, size_t ahead, size_t draws,
                          struct stock_forecast *out)
{
    struct stock_history history = outlook_history(outlook, year);
    stock_forecast(&history, outlook->exposure + year + 1, ahead, draws, outlook_stream(outlook, year), out);
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
    for (size_t origin = first_origin; origin < outlook_last(outlook); origin++) {
        size_t ahead = MIN(outlook->ahead, outlook_last(outlook) - origin);
        forecast_from(outlook, origin, ahead, MIN(TEST_DRAWS, full_draws(outlook)), past);
        for (size_t h = 0; h < ahead; h++) {
            const struct cell *flow = outlook_flow(outlook, origin + h + 1);
            double came = flow[FLOW_OF_CITIZENS_PRESENT_END].number;
            covered[h] += past[h].limits80.lower.state == STAT_OK && past[h].limits80.lower.value <= came &&
                          came <= past[h].limits80.upper.value;
        }
    }
    g_free(past);
}

static struct cell figure(const struct outlook *outlook, struct stat_value value)
{
    if (value.state != STAT_OK) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    const struct cell *now = outlook_flow(outlook, outlook_last(outlook));
    int64_t present = (int64_t)now[FLOW_OF_CITIZENS_PRESENT_END].number;
    return outlook_rest_on_flows(outlook, cell_number(value.value, present));
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
                                 ? cell_empty(CELL_UNDEFINED, REASON_SHORT_SERIES)
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
static void fill_expected(const struct forecast_tally *tally, struct cell *row, size_t h)
{
    const struct outlook *outlook = tally->outlook;
    const struct frame *frame = outlook->frame;
    if (h != 0 && h != 2) {
        row[FORECAST_MUNICIPALITIES_EXPECT] = row[FORECAST_EXPECTED_BY] =
            cell_empty(CELL_NA, REASON_NOT_ASKED);
        return;
    }
    struct report_sum sum = {0};
    for (size_t area = 0; area < frame->n_areas; area++) {
        struct form form = form_index_get(tally->forms, outlook->group, area, outlook_last(outlook));
        report_sum_add(&sum, form_sum(form, h == 0 ? FORM_EXPECTED_1Y : FORM_EXPECTED_3Y));
    }
    row[FORECAST_MUNICIPALITIES_EXPECT] = report_sum_cell(&sum);
    row[FORECAST_EXPECTED_BY] = cell_name(names_n_of(sum.n, frame->n_areas));
}

static struct cell *add_row(const struct forecast_tally *tally, size_t h)
{
    const struct outlook *outlook = tally->outlook;
    const struct frame *frame = outlook->frame;
    struct cell *row = table_add(tally->table);
    row[FORECAST_GROUP] = cell_name(&frame->model->project->groups[outlook->group].name);
    row[FORECAST_YEAR] = cell_year(frame->from_year + (int)(frame->n_years + h));
    fill_expected(tally, row, h);
    return row;
}

static void add_forecasts(struct forecast_tally *tally)
{
    const struct outlook *outlook = tally->outlook;
    struct stock_forecast *next = g_new(struct stock_forecast, outlook->ahead + 1);
    size_t *covered = g_new0(size_t, outlook->ahead + 1);
    forecast_from(outlook, outlook_last(outlook), outlook->ahead, full_draws(outlook), next);
    if (count_origins(outlook, 0) >= FEWEST_ORIGINS) {
        count_covered(outlook, covered);
    }
    for (size_t h = 0; h < outlook->ahead; h++) {
        struct cell *row = add_row(tally, h);
        fill_forecast(outlook, row, &next[h]);
        fill_backtest(outlook, row, count_origins(outlook, h), covered[h]);
    }
    g_free(covered);
    g_free(next);
}

/* A group whose stays nobody delivered for the last year is missing, not zero. */
static void add_group(struct forecast_tally *tally, size_t group)
{
    if (outlook_set_group(tally->outlook, group)) {
        add_forecasts(tally);
        return;
    }
    for (size_t h = 0; h < tally->outlook->ahead; h++) {
        struct cell *row = add_row(tally, h);
        if (!tally->outlook->reporters->from_stays[group]) {
            fill_without_stays(row);
        }
    }
}

/* The groups, each with a table of its own. */
struct groups {
    const struct frame *frame;
    const struct reporters *reporters;
    const struct flow_index *flows;
    const struct form_index *forms;
    struct table **tables;
};

static void measure_group(size_t group, void *data)
{
    struct groups *groups = data;
    struct forecast_tally tally = {.outlook = outlook_new(groups->frame, groups->reporters, groups->flows),
                                   .forms = groups->forms,
                                   .table = table_new(registry_table(TABLE_FORECAST))};
    add_group(&tally, group);
    groups->tables[group] = tally.table;
    outlook_free(tally.outlook);
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
    struct groups groups = {.frame = frame,
                            .reporters = reporters,
                            .flows = flows,
                            .forms = forms,
                            .tables = g_new(struct table *, frame->n_groups + 1)};
    jobs_each(frame->n_groups, measure_group, &groups);
    results->tables[TABLE_FORECAST] =
        table_join(registry_table(TABLE_FORECAST), groups.tables, frame->n_groups);
    form_index_free(forms);
    flow_index_free(flows);
    reporters_free(reporters);
    frame_free(frame);
}
