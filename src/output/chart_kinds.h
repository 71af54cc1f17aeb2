/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of pictures: each adds the drafts that the released tables allow, in the order of the report. */
#ifndef VIFTE_CHART_KINDS_H
#define VIFTE_CHART_KINDS_H

struct chart_batch;
struct released;

/* All kinds. */
void chart_kinds_draft(const struct released *released, struct chart_batch *batch);

void chart_supply_demand(const struct released *released, struct chart_batch *batch);
void chart_citizens_over_time(const struct released *released, struct chart_batch *batch);
void chart_arrivals_exits(const struct released *released, struct chart_batch *batch);
void chart_forecast(const struct released *released, struct chart_batch *batch);
void chart_inside_outside(const struct released *released, struct chart_batch *batch);
void chart_occupancy(const struct released *released, struct chart_batch *batch);
void chart_citizens(const struct released *released, struct chart_batch *batch);
void chart_tile_map(const struct released *released, struct chart_batch *batch);
void chart_rate_funnel(const struct released *released, struct chart_batch *batch);
void chart_occupancy_change(const struct released *released, struct chart_batch *batch);
void chart_fit(const struct released *released, struct chart_batch *batch);
void chart_timeline(const struct released *released, struct chart_batch *batch);
void chart_flow_matrix(const struct released *released, struct chart_batch *batch);
void chart_profile(const struct released *released, struct chart_batch *batch);
void chart_balance(const struct released *released, struct chart_batch *batch);
void chart_pooling(const struct released *released, struct chart_batch *batch);
void chart_resilience(const struct released *released, struct chart_batch *batch);
void chart_rate_change(const struct released *released, struct chart_batch *batch);

#endif
