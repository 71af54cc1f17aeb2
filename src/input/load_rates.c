/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the places cost: rates and the price index, and the yearly parameters that rates are held against. A
 * parameter that neither the project nor the catalog knows for a year stops the run: a rule is never guessed.
 */
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
static void drop_repeated(struct loader *loader)
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

/* Of each offer and year one base rate. */
static void check_base_rates(struct loader *loader)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < loader->rate_array->len; i++) {
        const struct rate *rate = &g_array_index(loader->rate_array, struct rate, i);
        if (rate->component != COMPONENT_BASE) {
            continue;
        }
        char *key = g_strdup_printf("%u|%d", rate->offer, rate->year);
        const struct origin *first = g_hash_table_lookup(seen, key);
        if (first != NULL) {
            loader_report_duplicate(loader, first, &rate->origin);
            g_free(key);
        } else {
            g_hash_table_insert(seen, key, (gpointer)&rate->origin);
        }
    }
    g_hash_table_unref(seen);
}

/* What the rates of a year are held against; see rates.c. */
static void check_parameters(struct loader *loader, int year)
{
    static const char *const KEYS[] = {"days",
                                       "floor",
                                       "floor_short",
                                       "recommended_max",
                                       "max",
                                       "occupancy_lag_first",
                                       "occupancy_lag_last",
                                       "set_aside_pct"};
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        if (project_parameter(loader->project, KEYS[i], year) == NULL) {
            char *cure = g_strdup_printf(_("give %s.%d under [rates] of the project file"), KEYS[i], year);
            diag_add(loader->diag, &FINDING_PARAMETER_UNKNOWN, NULL, KEYS[i], "rates", cure,
                     _("neither the project nor the catalog knows %s for %d"), KEYS[i], year);
            g_free(cure);
        }
    }
}

void load_rates_finish(struct loader *loader)
{
    const struct project *project = loader->project;
    drop_repeated(loader);
    check_base_rates(loader);
    for (int year = project->from_year; year <= project->to_year + 1; year++) {
        bool used = false;
        for (guint i = 0; i < loader->rate_array->len && !used; i++) {
            used = g_array_index(loader->rate_array, struct rate, i).year == year;
        }
        if (used) {
            check_parameters(loader, year);
        }
    }
}

void load_price_index_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        return;
    }
    struct price_index index = {.year = (int)v[IN_PRICE_INDEX_YEAR].whole,
                                .index = v[IN_PRICE_INDEX_INDEX].number,
                                .origin = loader_origin(loader, row)};
    if (v[IN_PRICE_INDEX_INDEX].state != VALUE_GIVEN || !(index.index > 0)) {
        loader_report(loader, &FINDING_RANGE, row, IN_PRICE_INDEX_INDEX, NULL,
                      _("a price index is a number above 0"));
        return;
    }
    for (guint i = 0; i < loader->price_index_array->len; i++) {
        const struct price_index *known = &g_array_index(loader->price_index_array, struct price_index, i);
        if (known->year == index.year) {
            loader_report_duplicate(loader, &known->origin, &index.origin);
            return;
        }
    }
    g_array_append_val(loader->price_index_array, index);
}

/* Real rates need the index of every year of the rates; without a table there are none, and none are asked
 * for. */
void load_price_index_finish(struct loader *loader)
{
    const struct project *project = loader->project;
    for (int year = project->from_year; loader->price_index_array->len > 0 && year <= project->to_year;
         year++) {
        bool known = false;
        for (guint i = 0; i < loader->price_index_array->len && !known; i++) {
            known = g_array_index(loader->price_index_array, struct price_index, i).year == year;
        }
        if (!known) {
            diag_add(loader->diag, &FINDING_INDEX_YEAR, NULL, "year", "rates", _("add the year"),
                     _("the price index has no figure for %d"), year);
        }
    }
}
