/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Occupancy and chance; see occupancy_limits.h. */
#include "vifte/occupancy_limits.h"

#include "vifte/census.h"
#include "vifte/erlang.h"
#include "vifte/model.h"
#include "vifte/offer_occupancy.h"
#include "vifte/presence.h"
#include "vifte/registry.h"
#include "vifte/stay_length.h"
#include "vifte/table.h"
#include "vifte/tenure.h"

#include <math.h>

#define LATEST_YEARS 2
#define FEWEST_EXITS 5
#define Z95 1.959963984540054

/* Time lived in the offer over the project's years, and how often it ended. */
struct turnover {
    int64_t exits;
    int64_t person_days;
};

static void add_time(struct turnover *turnover, const struct project *project, int32_t start, int32_t end)
{
    int32_t days = MIN(end, project->to_day) - MAX(start, project->from_day);
    turnover->person_days += MAX(days, 0);
    turnover->exits += end >= project->from_day && end < project->to_day;
}

static struct turnover turnover_of(const struct offer_occupancy *offer)
{
    struct turnover turnover = {0};
    GArray *tenures = tenures_of(offer->model, offer->index);
    for (guint i = 0; i < tenures->len; i++) {
        const struct tenure *tenure = &g_array_index(tenures, struct tenure, i);
        add_time(&turnover, offer->model->project, tenure->start, tenure->end);
    }
    g_array_unref(tenures);
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
