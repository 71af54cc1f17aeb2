/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All families, one after another. */
#include "vifte/measures.h"

#include "vifte/table.h"

struct results *measures_run(const struct model *model, const struct diag *diag)
{
    struct results *results = g_new0(struct results, 1);
    measures_supply(model, results);
    measures_occupancy(model, results);
    measures_citizens(model, results);
    measures_stay_lengths(model, results);
    measures_forecast(model, results);
    measures_need(model, results);
    measures_balance(model, results);
    measures_pooling(model, results);
    measures_resilience(model, results);
    measures_use(model, results);
    measures_flows(model, results);
    measures_forms(model, results);
    measures_rates(model, results);
    measures_buyers(model, results);
    measures_cooperation(model, results);
    measures_quality(model, diag, results);
    return results;
}

void results_free(struct results *results)
{
    if (results == NULL) {
        return;
    }
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        table_free(results->tables[i]);
    }
    table_free(results->placed);
    g_free(results);
}
