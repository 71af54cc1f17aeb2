/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All families, one after another. */
#include "vifte/measures.h"

#include "vifte/contributions.h"
#include "vifte/frame.h"
#include "vifte/table.h"

/* Is one of the families asked for? `rests` = those whose tables rest on a measure, with blanks between. */
static bool any_of(const char *const *families, const char *rests)
{
    char **names = g_strsplit(rests, " ", -1);
    bool wanted = families == NULL;
    for (size_t i = 0; !wanted && names[i] != NULL; i++) {
        wanted = g_strv_contains(families, names[i]);
    }
    g_strfreev(names);
    return wanted;
}

/* What only an audit asks. */
static void mark(const struct model *model, struct results *results)
{
    if (results->tables[TABLE_FLOWS] != NULL) {
        struct frame *frame = frame_new(model);
        contributions_mark(frame, results->tables[TABLE_FLOWS]);
        frame_free(frame);
    }
}

struct results *measures_run(const struct model *model, const struct diag *diag, const char *const *families)
{
    static const struct {
        void (*measure)(const struct model *model, struct results *results);
        const char *families;
    } MEASURES[] = {
        {measures_flows, "flows"}, /* first: it takes most memory */
        {measures_supply, "supply"},
        {measures_occupancy, "occupancy"},
        {measures_citizens, "citizens forecast need balance"},
        {measures_stay_lengths, "citizens"},
        {measures_forecast, "forecast"},
        {measures_need, "need balance"},
        {measures_balance, "balance"},
        {measures_pooling, "balance"},
        {measures_resilience, "resilience"},
        {measures_use, "need"},
        {measures_locations, "flows"},
        {measures_forms, "need"},
        {measures_rates, "rates"},
        {measures_buyers, "cooperation"},
        {measures_cooperation, "cooperation"},
    };
    struct results *results = g_new0(struct results, 1);
    for (size_t i = 0; i < G_N_ELEMENTS(MEASURES); i++) {
        if (any_of(families, MEASURES[i].families)) {
            MEASURES[i].measure(model, results);
        }
    }
    if (families == NULL) {
        mark(model, results);
    }
    if (any_of(families, "quality")) {
        measures_quality(model, diag, results);
    }
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
