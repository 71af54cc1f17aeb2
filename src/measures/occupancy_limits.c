/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy and chance; see occupancy_limits.h. */
#include "vifte/occupancy_limits.h"

#include "vifte/census.h"
#include "vifte/erlang.h"
#include "vifte/key_sort.h"
#include "vifte/model.h"
#include "vifte/offer_occupancy.h"
#include "vifte/presence.h"
#include "vifte/registry.h"
#include "vifte/stay_length.h"
#include "vifte/table.h"

#include <math.h>

#define LATEST_YEARS 2
#define FEWEST_EXITS 5
#define Z95 1.959963984540054

/* Time lived in the offer over the project's years, and how often it ended. */
struct turnover {
    int64_t exits;
    int64_t person_days;
};

/* Stays of an offer in the order of persons, each person's as in the model: by start. */
static const struct stay **stays_by_person(const struct model *model, uint32_t offer, size_t *n)
{
    const size_t first = model_first_stay(model, offer);
    *n = model_first_stay(model, offer + 1) - first;
    uint64_t *keys = g_new(uint64_t, *n + 1), *spare = g_new(uint64_t, *n + 1);
    const struct stay **stays = g_new(const struct stay *, *n + 1);
    for (size_t i = 0; i < *n; i++) {
        keys[i] = (uint64_t)model->stays[first + i].person << 32 | i;
    }
    const uint64_t *sorted = key_sort(keys, spare, *n, 32);
    for (size_t i = 0; i < *n; i++) {
        stays[i] = &model->stays[first + (uint32_t)sorted[i]];
    }
    g_free(keys);
    g_free(spare);
    return stays;
}

static void add_time(struct turnover *turnover, const struct project *project, int32_t start, int32_t end)
{
    int32_t days = MIN(end, project->to_day) - MAX(start, project->from_day);
    turnover->person_days += MAX(days, 0);
    turnover->exits += end >= project->from_day && end < project->to_day;
}

/* Stays of one person that follow each other within the gap are one: no place was given up between them. */
static struct turnover turnover_of(const struct offer_occupancy *offer)
{
    const struct project *project = offer->model->project;
    struct turnover turnover = {0};
    size_t n;
    const struct stay **stays = stays_by_person(offer->model, offer->index, &n);
    for (size_t i = 0; i < n;) {
        const struct stay *stay = stays[i];
        int32_t end = stay->end;
        for (i++; i < n; i++) {
            const struct stay *next = stays[i];
            if (next->person != stay->person || (int64_t)next->start - end > project->episode_gap_days) {
                break;
            }
            end = MAX(end, next->end);
        }
        add_time(&turnover, project, stay->start, end);
    }
    g_free(stays);
    return turnover;
}

/* Standard deviation of the year's mean occupancy, in percentage points. A loss system of this many places is
 * solved exactly; beyond CENSUS_PLACES the ceiling no longer matters. */
static struct stat_value swing_points(double places, double occupancy, double exit_rate, double years)
{
    int64_t whole = MAX(1, (int64_t)llround(places));
    if (whole > CENSUS_PLACES) {
        return stat_scaled(census_average(places * occupancy, exit_rate, years).sd_average, 100 / places);
    }
    struct stat_value load = erlang_budget(whole, occupancy).load;
    return load.state == STAT_OK ? census_loss_average(whole, load.value, exit_rate, years).sd_points : load;
}

static struct cell swing_cell(const struct occupancy_year *year, const struct turnover *turnover,
                              const struct cell *occupancy)
{
    const struct occupancy_tally *tally = &year->measured;
    if (!cell_has_number(occupancy)) {
        return *occupancy;
    }
    if ((tally->sources & OCCUPANCY_FROM_CENSUS) != 0) {
        return cell_empty(CELL_UNDEFINED, REASON_SINGLE_DAYS);
    }
    if (turnover->exits < FEWEST_EXITS || tally->occupied_days <= 0) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    if (occupancy->number >= 1) {
        return cell_empty(CELL_UNDEFINED, REASON_FULL);
    }
    double exit_rate = (double)turnover->exits * STAY_DAYS_PER_YEAR / (double)turnover->person_days;
    struct stat_value swing = swing_points(tally->place_days / tally->days, occupancy->number, exit_rate,
                                           tally->days / STAY_DAYS_PER_YEAR);
    return swing.state == STAT_OK
               ? cell_resting_on(cell_number(swing.value, occupancy->contributors), turnover->exits)
               : cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
}

static struct cell limit_cell(const struct cell *occupancy, struct cell swing, double sign)
{
    if (cell_has_number(&swing)) {
        double limit = occupancy->number + sign * Z95 * swing.number / 100;
        swing.number = fmin(1, fmax(0, limit));
    }
    return swing;
}

static struct cell mean_stay(const struct turnover *turnover)
{
    if (turnover->exits < FEWEST_EXITS) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return cell_number((double)turnover->person_days / STAY_DAYS_PER_YEAR / (double)turnover->exits,
                       turnover->exits);
}

static void add_row(struct table *table, const struct offer_occupancy *offer, int year_number,
                    const struct occupancy_year *year, const struct turnover *turnover)
{
    const struct occupancy_tally *tally = &year->measured;
    struct cell occupancy = occupancy_ratio_cell(occupancy_quantity(tally->place_days), tally->occupied_days,
                                                 occupancy_persons(tally->persons));
    struct cell *row = table_add(table);
    row[OCCUPANCY_LIMITS_OFFER] = cell_name(&offer->offer->name);
    row[OCCUPANCY_LIMITS_YEAR] = cell_year(year_number);
    row[OCCUPANCY_LIMITS_PLACES] = cell_number(tally->place_days / tally->days, CONTRIBUTORS_NONE);
    row[OCCUPANCY_LIMITS_OCCUPANCY] = occupancy;
    row[OCCUPANCY_LIMITS_EXITS] = cell_number((double)turnover->exits, turnover->exits);
    row[OCCUPANCY_LIMITS_MEAN_STAY_YEARS] = mean_stay(turnover);
    struct cell swing = swing_cell(year, turnover, &occupancy);
    row[OCCUPANCY_LIMITS_SWING_POINTS] = swing;
    row[OCCUPANCY_LIMITS_LOWER] = limit_cell(&occupancy, swing, -1);
    row[OCCUPANCY_LIMITS_UPPER] = limit_cell(&occupancy, swing, 1);
}

void occupancy_limits_add(struct table *table, const struct offer_occupancy *offer)
{
    const struct project *project = offer->model->project;
    if (!model_in_places(offer->offer)) {
        return;
    }
    struct turnover turnover = turnover_of(offer);
    for (int number = MAX(project->from_year, project->to_year - LATEST_YEARS + 1);
         number <= project->to_year; number++) {
        struct occupancy_year year = offer_occupancy_year(offer, number);
        if (year.measured.sources != 0 && year.measured.days > 0) {
            add_row(table, offer, number, &year, &turnover);
        }
    }
}
