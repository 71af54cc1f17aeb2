/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rates: what operators charge and what they based it on. */
#include "loader.h"
#include "model_order.h"

#include "vifte/text.h"

void load_rate_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct rate rate = {.offer = loader_offer(loader, row, IN_RATES_OFFER),
                        .year = (int)v[IN_RATES_YEAR].whole,
                        .daily_rate_oere = v[IN_RATES_DAILY_RATE].whole,
                        .costs = loader_money(&v[IN_RATES_COSTS]),
                        .carried_result = loader_money(&v[IN_RATES_CARRIED_RESULT]),
                        .budgeted_occupancy = loader_quantity(&v[IN_RATES_BUDGETED_OCCUPANCY]),
                        .revenue = loader_money(&v[IN_RATES_REVENUE]),
                        .actual_costs = loader_money(&v[IN_RATES_ACTUAL_COSTS]),
                        .origin = loader_origin(loader, row)};
    if (v[IN_RATES_COMPONENT].state == VALUE_GIVEN) {
        rate.component = (enum component)(v[IN_RATES_COMPONENT].whole - 1);
    }
    if (rate.offer != NONE) {
        g_array_append_val(loader->rate_array, rate);
    }
}

static bool same_quantity(struct quantity x, struct quantity y)
{
    return x.state == y.state && (x.state != CELL_VALUE || x.number == y.number);
}

static bool is_same_rate(const struct rate *x, const struct rate *y)
{
    return x->offer == y->offer && x->year == y->year && x->component == y->component &&
           x->daily_rate_oere == y->daily_rate_oere && same_quantity(x->costs, y->costs) &&
           same_quantity(x->carried_result, y->carried_result) &&
           same_quantity(x->budgeted_occupancy, y->budgeted_occupancy) &&
           same_quantity(x->revenue, y->revenue) && same_quantity(x->actual_costs, y->actual_costs);
}

/* The same rate twice would weigh twice; different rates of one offer and year are ordinary (differentiated
 * rates). */
void load_rates_finish(struct loader *loader)
{
    GArray *rates = loader->rate_array;
    guint kept = 0;
    g_array_sort(rates, model_order_rates);
    for (guint i = 0; i < rates->len; i++) {
        const struct rate *rate = &g_array_index(rates, struct rate, i);
        if (kept > 0 && is_same_rate(rate, &g_array_index(rates, struct rate, kept - 1))) {
            struct pos pos = loader_pos(loader, "rates", rate->origin, SIZE_MAX);
            loader_tell(loader, &FINDING_DUPLICATE_SAME, &pos, NULL, _("remove one of the two rows"),
                        _("the same rate stands in another row; it counts once"));
        } else {
            g_array_index(rates, struct rate, kept++) = *rate;
        }
    }
    g_array_set_size(rates, kept);
}
