/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of kinds; see chart_kinds.h. A new kind is a row here, a function and a script in plots/. */
#include "chart_kinds.h"

#include <glib.h>

static void (*const KINDS[])(const struct released *released, struct chart_batch *batch) = {
    chart_supply_demand,  chart_citizens_over_time,
    chart_arrivals_exits, chart_fit,
    chart_timeline,       chart_forecast,
    chart_inside_outside, chart_occupancy,
    chart_citizens,       chart_rate_funnel,
    chart_tile_map,       chart_occupancy_change,
    chart_flow_matrix,    chart_profile,
    chart_rate_change,    chart_balance,
    chart_pooling,        chart_resilience,
};

void chart_kinds_draft(const struct released *released, struct chart_batch *batch)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        KINDS[i](released, batch);
    }
}
