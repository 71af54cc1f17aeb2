/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Base rates; see base_rate.h. */
#include "vifte/base_rate.h"

#include "vifte/rate_takst.h"

size_t base_rate_first(const struct model *model, uint32_t offer)
{
    return MODEL_FIRST_ROW(model->rates, model->n_rates, struct rate, offer);
}

const struct rate *base_rate_find(const struct model *model, uint32_t offer, int year)
{
    for (size_t i = base_rate_first(model, offer); i < model->n_rates && model->rates[i].offer == offer;
         i++) {
        const struct rate *rate = &model->rates[i];
        if (rate->year == year && rate->component == COMPONENT_BASE) {
            return rate;
        }
    }
    return NULL;
}

struct quantity base_rate_break_even(const struct model *model, const struct rate *rate)
{
    const struct parameter *days =
        rate != NULL ? project_parameter(model->project, "days", rate->year) : NULL;
    if (days == NULL || rate->costs.state != CELL_VALUE) {
        return (struct quantity){.state = CELL_MISSING};
    }
    struct stat_value places =
        rate_break_even(rate->costs.number, (double)rate->daily_rate_oere, 1, days->value);
    return places.state == STAT_OK ? (struct quantity){.number = places.value, .state = CELL_VALUE}
                                   : (struct quantity){.state = CELL_UNDEFINED};
}
