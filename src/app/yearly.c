/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which inputs of which methods the catalog's parameters.csv knows by year. */
#include "vifte/yearly.h"

#include "vifte/catalog.h"
#include "vifte/diag.h"
#include "vifte/paths.h"
#include "vifte/project.h"

#include <string.h>

struct yearly {
    struct project holder; /* project_parameter() asks a project's list */
};

static const struct {
    const char *method, *input, *key;
} KEYS[] = {
    {"rate_takst", "days", "days"},
    {"budgeted_occupancy", "floor", "floor"},
    {"budgeted_occupancy", "recommended_max", "recommended_max"},
    {"budgeted_occupancy", "ceiling", "max"},
    {"set_aside", "set_aside_pct", "set_aside_pct"},
    {"refund", "step1", "refund_limit_1"},
    {"refund", "pct1", "refund_pct_1"},
    {"refund", "step2", "refund_limit_2"},
    {"refund", "pct2", "refund_pct_2"},
    {"refund", "step3", "refund_limit_3"},
    {"refund", "pct3", "refund_pct_3"},
    {"supervision_fee", "from1", "supervision_places_1"},
    {"supervision_fee", "fee1", "supervision_fee_1"},
    {"supervision_fee", "from2", "supervision_places_2"},
    {"supervision_fee", "fee2", "supervision_fee_2"},
    {"supervision_fee", "from3", "supervision_places_3"},
    {"supervision_fee", "fee3", "supervision_fee_3"},
    {"supervision_fee", "from4", "supervision_places_4"},
    {"supervision_fee", "fee4", "supervision_fee_4"},
    {"treatment_places", "citizens_per_place", "treatment_citizens_per_place"},
    {"regulated_rate", "pl_pct", "pl_pct"},
    {"claim_in_time", "claim_months", "claim_months"},
};

struct yearly *yearly_new(void)
{
    struct yearly *yearly = g_new0(struct yearly, 1);
    struct diag *diag = diag_new();
    yearly->holder.parameters = g_array_new(FALSE, FALSE, sizeof(struct parameter));
    if (!catalog_read_parameters(paths_share(), yearly->holder.parameters, diag)) {
        yearly_free(yearly);
        yearly = NULL;
    }
    diag_free(diag);
    return yearly;
}

void yearly_free(struct yearly *yearly)
{
    if (yearly != NULL) {
        g_array_unref(yearly->holder.parameters);
        g_free(yearly);
    }
}

const char *yearly_key(const char *method, const char *input)
{
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (strcmp(KEYS[i].method, method) == 0 && strcmp(KEYS[i].input, input) == 0) {
            return KEYS[i].key;
        }
    }
    return NULL;
}

bool yearly_value(const struct yearly *yearly, const char *key, int year, double *value)
{
    const struct parameter *parameter = project_parameter(&yearly->holder, key, year);
    if (parameter != NULL) {
        *value = parameter->value;
    }
    return parameter != NULL;
}
