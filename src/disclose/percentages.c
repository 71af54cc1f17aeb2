/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rounded percentages as bounds of whole numbers of days. */
#include "percentages.h"

#include "items.h"
#include "past.h"
#include "public_occupancy.h"
#include "vifte/measures.h"
#include "vifte/table.h"

#include <math.h>

#define HALF 0.005 /* of a whole per cent */

static bool is_public(const struct item_setting *setting, const struct public_occupancy *today, size_t row)
{
    const struct cell *cells = table_row(setting->results->tables[TABLE_OCCUPANCY_YEAR], row);
    if (!cell_has_number(&cells[OCCUPANCY_YEAR_OCCUPANCY]) ||
        !cell_has_number(&cells[OCCUPANCY_YEAR_PLACE_DAYS])) {
        return false;
    }
    size_t source = past_source(setting->past, TABLE_OCCUPANCY_YEAR, row);
    return source == 0 ? today != NULL && public_occupancy_reason(today, row) == OCCUPANCY_SHOWN
                       : past_audience(setting->past, source) == AUDIENCE_PUBLIC &&
                             (cells[OCCUPANCY_YEAR_OCCUPANCY].marks & MARK_SHOWN) != 0;
}

/* The days lie between `low` and `high`. Nobody can keep open more than that, so it is not asked for. */
static void bound(struct sdc_problem *problem, uint32_t days, int64_t low, int64_t high)
{
    struct sdc_unknown *unknown = sdc_unknown_at(problem, days);
    struct sdc_unit never_printed = {.hidden = true};
    struct sdc_unknown above = {.value = MAX(high - unknown->value, 0),
                                .reach = SDC_NO_REACH,
                                .owner = SDC_NOBODY,
                                .unit = sdc_problem_add_unit(problem, &never_printed)};
    unknown->lower = MAX(unknown->lower, MIN(low, unknown->value));
    unknown->width = high - low < unknown->width ? 0 : unknown->width;
    sdc_problem_add_term(problem, days, 1);
    sdc_problem_add_term(problem, sdc_problem_add_unknown(problem, &above), 1);
    sdc_problem_end_equation(problem);
}

void percentages_add(const struct items *items, const struct public_occupancy *today,
                     struct sdc_problem *problem)
{
    const struct item_setting *setting = items_setting(items);
    const struct table *table = setting->results->tables[TABLE_OCCUPANCY_YEAR];
    for (size_t row = 0; table != NULL && setting->past != NULL && row < table_rows(table); row++) {
        uint32_t days = items_place(items, TABLE_OCCUPANCY_YEAR, row, OCCUPANCY_YEAR_OCCUPIED_DAYS);
        if (days != SDC_NOBODY && is_public(setting, today, row)) {
            const struct cell *cells = table_row(table, row);
            double places = cells[OCCUPANCY_YEAR_PLACE_DAYS].number;
            double printed = public_occupancy_rounded(cells[OCCUPANCY_YEAR_OCCUPANCY].number);
            bound(problem, days, (int64_t)ceil((printed - HALF) * places),
                  (int64_t)floor((printed + HALF) * places));
        }
    }
}
