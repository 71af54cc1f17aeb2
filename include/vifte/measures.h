/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The measures: a checked model to result tables, one file a family. A family fills the tables it owns and
 * sets the contributors of every figure that rests on persons; which of them may be shown is the disclosure
 * stage's decision.
 */
#ifndef VIFTE_MEASURES_H
#define VIFTE_MEASURES_H

#include "vifte/registry.h"

struct diag;
struct model;
struct table;

struct results {
    struct table *tables[TABLE_COUNT]; /* NULL = not computed in this run */
    struct table *placed; /* flow_of_citizens of stays in offers measured in places alone; never written */
};

/* NULL computes every family, as an edition that is audited needs whatever --only asks for: what is audited
 * does not depend on it. Otherwise only the families that are named, for editions that hide nothing. */
struct results *measures_run(const struct model *model, const struct diag *diag, const char *const *families);
void results_free(struct results *results);

/* One function a family, in the pipeline's order (measures.c). Each adds sorted tables. */
void measures_supply(const struct model *model, struct results *results); /* supply, capacity_log */
void measures_occupancy(const struct model *model,
                        struct results *results); /* occupancy_period, occupancy_year, occupancy_limits */
void measures_citizens(const struct model *model, struct results *results);     /* flow_of_citizens, moves */
void measures_stay_lengths(const struct model *model, struct results *results); /* stay_lengths */
void measures_forecast(const struct model *model, struct results *results); /* forecast (after citizens) */
void measures_need(const struct model *model,
                   struct results *results); /* need (after citizens), need_profile */
void measures_balance(const struct model *model,
                      struct results *results); /* balance, balance_ahead (after citizens, need) */
void measures_pooling(const struct model *model, struct results *results); /* pooling (after citizens) */
void measures_resilience(const struct model *model, struct results *results);
void measures_use(const struct model *model,
                  struct results *results); /* use_matrix, address_free, offers_used */
void measures_flows(const struct model *model, struct results *results);     /* flows, self_sufficiency */
void measures_locations(const struct model *model, struct results *results); /* locations */
void measures_forms(const struct model *model, struct results *results);     /* fit, expected */
void measures_rates(const struct model *model, struct results *results);
void measures_buyers(const struct model *model, struct results *results);
void measures_cooperation(const struct model *model,
                          struct results *results); /* cooperation, detection (after occupancy, buyers) */
void measures_quality(const struct model *model, const struct diag *diag,
                      struct results *results); /* coverage, reconciliation, quality */

#endif
