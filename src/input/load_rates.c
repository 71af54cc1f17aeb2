/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the places cost: rates and the price index, and the yearly parameters that rates are held against. A
 * parameter that neither the project nor the catalog knows for a year stops the run: a rule is never guessed.
 */
#include "loader.h"

#include "vifte/text.h"

#include <math.h>

static bool is_short_stay(enum offer_kind kind)
{
    return kind == KIND_RESPITE || kind == KIND_ACUTE;
}

/* The agreement's bounds; respite and acute offers have their own floor. An unknown parameter is reported by
 * load_rates_finish(). */
static void check_band(struct loader *loader, const struct input_row *row, const struct rate *rate)
{
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, rate->offer);
    const char *key = is_short_stay(offer->kind) ? "floor_short" : "floor";
    const struct parameter *floor = project_parameter(loader->project, key, rate->year);
    const struct parameter *ceiling = project_parameter(loader->project, "max", rate->year);
    if (rate->component != COMPONENT_BASE || rate->budgeted_occupancy.state != CELL_VALUE || floor == NULL ||
        ceiling == NULL) {
        return;
    }
    double percent = rate->budgeted_occupancy.number * 100;
    if (percent < floor->value - 1e-9 || percent > ceiling->value + 1e-9) {
        loader_report(loader, &FINDING_BUDGET_BAND, row, IN_RATES_BUDGETED_OCCUPANCY,
                      _("check the figure, or note the approval"),
                      _("the agreement's bounds are %g and %g per cent"), floor->value, ceiling->value);
    }
}

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
        check_band(loader, row, &rate);
        g_array_append_val(loader->rate_array, rate);
    }
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
