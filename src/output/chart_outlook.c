/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See chart_outlook.h. */
#include "chart_outlook.h"

#include "chart_data.h"
#include "vifte/registry.h"
#include "vifte/released.h"

static int change_of(const struct chart_outlook *outlook)
{
    if (outlook->newest == 0 || !cell_has_number(outlook->lower95) || !cell_has_number(outlook->upper95)) {
        return 0;
    }
    return outlook->count < outlook->lower95->number ? 1 : outlook->count > outlook->upper95->number ? -1 : 0;
}

/* Row of the newest figure of the whole area in `need`, SIZE_MAX = none. */
static size_t newest_count(const struct released_table *need, const char *group)
{
    const char *const keys[] = {group, CHART_REGION};
    size_t newest = SIZE_MAX;
    for (size_t row = released_row(need, 0, keys, 2); row != SIZE_MAX;
         row = released_row(need, row + 1, keys, 2)) {
        if (cell_has_number(released_cell(need, row, NEED_CITIZENS)) &&
            (newest == SIZE_MAX ||
             released_cell(need, row, NEED_YEAR)->number > released_cell(need, newest, NEED_YEAR)->number)) {
            newest = row;
        }
    }
    return newest;
}

struct chart_outlook chart_outlook_read(const struct released *released, const char *group)
{
    const struct released_table *need = released_find(released, "need");
    const struct released_table *forecast = released_find(released, "forecast");
    struct chart_outlook outlook = {0};
    size_t newest = need == NULL ? SIZE_MAX : newest_count(need, group);
    if (newest != SIZE_MAX) {
        outlook.newest = (int)released_cell(need, newest, NEED_YEAR)->number;
        outlook.count = released_cell(need, newest, NEED_CITIZENS)->number;
    }
    size_t last = SIZE_MAX;
    if (forecast != NULL) {
        outlook.last = chart_latest_year(forecast, group, FORECAST_YEAR, FORECAST_MEAN);
        last = outlook.last == 0 ? SIZE_MAX : chart_row_by_group(forecast, group, outlook.last);
        outlook.lower95 = chart_cell(forecast, last, FORECAST_LOWER95);
        outlook.upper95 = chart_cell(forecast, last, FORECAST_UPPER95);
        outlook.change = change_of(&outlook);
    }
    return outlook;
}
