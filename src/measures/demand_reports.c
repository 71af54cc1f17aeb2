/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Yearly reports about one offer; see demand_reports.h. */
#include "vifte/demand_reports.h"

struct demand_reports demand_reports_of(const struct model *model, uint32_t offer)
{
    size_t first = MODEL_FIRST_ROW(model->demands, model->n_demands, struct demand, offer);
    struct demand_reports reports = {.model = model,
                                     .rows = model->n_demands > 0 ? model->demands + first : NULL};
    while (first + reports.n < model->n_demands && reports.rows[reports.n].offer == offer) {
        reports.n++;
    }
    return reports;
}

/* The first row that is not before this municipality and year. */
static size_t row_at(const struct demand_reports *reports, uint32_t municipality, int year)
{
    size_t low = 0, high = reports->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct demand *row = &reports->rows[middle];
        if (row->municipality < municipality || (row->municipality == municipality && row->year < year)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct demand *demand_reports_find(const struct demand_reports *reports, uint32_t municipality,
                                         int year)
{
    size_t i = row_at(reports, municipality, year);
    bool found =
        i < reports->n && reports->rows[i].municipality == municipality && reports->rows[i].year == year;
    return found ? &reports->rows[i] : NULL;
}

const struct demand *demand_reports_earlier(const struct demand_reports *reports, uint32_t municipality,
                                            int year)
{
    size_t i = row_at(reports, municipality, year);
    return i > 0 && reports->rows[i - 1].municipality == municipality ? &reports->rows[i - 1] : NULL;
}

bool demand_reports_any(const struct demand_reports *reports, int year)
{
    for (size_t i = 0; i < reports->n; i++) {
        if (reports->rows[i].year == year) {
            return true;
        }
    }
    return false;
}

const struct quantity *demand_bought(const struct demand *demand)
{
    return &demand->bought;
}

const struct quantity *demand_committed(const struct demand *demand)
{
    return &demand->committed;
}

const struct quantity *demand_expected(const struct demand *demand)
{
    return &demand->expected;
}

const struct quantity *demand_referrals(const struct demand *demand)
{
    return &demand->referrals;
}

const struct quantity *demand_planned_moves(const struct demand *demand)
{
    return &demand->planned_moves;
}

static bool is_given(const struct demand *demand, demand_field *field)
{
    return demand != NULL && field(demand)->state == CELL_VALUE;
}

struct demand_sum demand_reports_sum(const struct demand_reports *reports, int year, demand_field *field)
{
    struct demand_sum sum = {0};
    for (uint32_t i = 0; i < reports->model->n_municipalities; i++) {
        const struct demand *demand = demand_reports_find(reports, i, year);
        if (is_given(demand, field)) {
            sum.total += field(demand)->number;
            sum.n++;
            sum.n_region += reports->model->municipalities[i].in_region;
        } else {
            demand = demand_reports_earlier(reports, i, year);
            sum.with_earlier += is_given(demand, field) ? field(demand)->number : 0;
        }
    }
    sum.with_earlier += sum.total;
    return sum;
}

bool demand_reports_change(const struct demand_reports *reports, int year, demand_field *field,
                           double *change)
{
    bool any = false;
    *change = 0;
    for (uint32_t i = 0; i < reports->model->n_municipalities; i++) {
        const struct demand *now = demand_reports_find(reports, i, year);
        const struct demand *before = demand_reports_find(reports, i, year - 1);
        if (is_given(now, field) && is_given(before, field)) {
            *change += field(now)->number - field(before)->number;
            any = true;
        }
    }
    return any;
}
