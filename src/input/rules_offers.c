/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules of the field about offers and what is charged and bought there. */
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <stdlib.h>
#include <string.h>

#define JUMP 1.5             /* a daily rate times this from one year to the next */
#define OCCUPANCY_SLACK 1e-9 /* of a per cent that was read as a fraction */

static const struct offer *offer_at(const struct loader *loader, uint32_t i)
{
    return &g_array_index(loader->offer_array, struct offer, i);
}

/* Where the offer's newest row stands. */
static struct pos offer_pos(const struct loader *loader, const struct offer *offer, size_t column)
{
    uint32_t last = offer->first_period + offer->n_periods - 1;
    return loader_pos(loader, "offers", g_array_index(loader->period_array, struct period, last).origin,
                      column);
}

/* --- names --- */

/* Two ids with one name in one municipality: one offer listed twice, or two that rows cannot tell apart. */
static void check_names(struct loader *loader)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (uint32_t i = 0; i < loader->offer_array->len; i++) {
        const struct offer *offer = offer_at(loader, i);
        char *folded = text_fold(offer->name.label);
        char *key = g_strdup_printf("%u %s", offer->municipality, folded);
        const struct offer *other = g_hash_table_lookup(seen, key);
        if (other != NULL) {
            struct pos pos = offer_pos(loader, offer, IN_OFFERS_NAME);
            loader_tell(loader, &FINDING_SAME_NAME, &pos, "name",
                        _("if they are one, use one id; else add what tells them apart to the name"),
                        _("'%s' is also the name of %s in the same municipality"),
                        loader_offer_shown(loader, offer), other->name.code);
        } else {
            g_hash_table_insert(seen, g_steal_pointer(&key), (void *)offer);
        }
        g_free(key);
        g_free(folded);
    }
    g_hash_table_unref(seen);
}

void rules_offers(struct loader *loader)
{
    check_names(loader);
    rules_sections_offers(loader);
}

/* --- rates --- */

static bool is_short(const struct offer *offer)
{
    return offer->kind == KIND_RESPITE || offer->kind == KIND_ACUTE;
}

/* A yearly parameter in per cent as a fraction; `otherwise` where the catalog says nothing. */
static double limit_of(const struct loader *loader, const char *key, int year, double otherwise)
{
    const struct parameter *parameter = project_parameter(loader->project, key, year);
    return parameter != NULL ? parameter->value / 100 : otherwise;
}

/* The band that the agreement on rates sets for budgeted occupancy, with its recommended maximum inside. */
static void check_band(struct loader *loader, const struct rate *rate)
{
    const struct offer *offer = offer_at(loader, rate->offer);
    double budgeted = rate->budgeted_occupancy.number;
    double lowest = limit_of(loader, is_short(offer) ? "floor_short" : "floor", rate->year, 0);
    double highest = limit_of(loader, "max", rate->year, G_MAXDOUBLE);
    double recommended = limit_of(loader, "recommended_max", rate->year, G_MAXDOUBLE);
    struct pos pos = loader_pos(loader, "rates", rate->origin, IN_RATES_BUDGETED_OCCUPANCY);
    char *said = text_percent(budgeted, 1), *low = text_percent(lowest, 0), *high = text_percent(highest, 0);
    if (budgeted < lowest - OCCUPANCY_SLACK || budgeted > highest + OCCUPANCY_SLACK) {
        loader_tell(loader, &FINDING_BUDGET_BAND, &pos, "budgeted_occupancy",
                    _("check the figure, or ask for the steering group's approval"),
                    _("%s in %d: %s budgeted, but the agreed band is %s to %s"),
                    loader_offer_shown(loader, offer), rate->year, said, low, high);
    } else if (budgeted > recommended + OCCUPANCY_SLACK) {
        char *maximum = text_percent(recommended, 0);
        loader_tell(loader, &FINDING_ABOVE_RECOMMENDED, &pos, "budgeted_occupancy", NULL,
                    _("%s in %d: %s budgeted, the recommended maximum is %s"),
                    loader_offer_shown(loader, offer), rate->year, said, maximum);
        g_free(maximum);
    }
    g_free(high);
    g_free(low);
    g_free(said);
}

/* The offer's only base rate of a year; NULL when there is none, or several. */
static const struct rate *only_base(const struct loader *loader, uint32_t offer, int year)
{
    const struct rate *found = NULL;
    for (guint i = 0; i < loader->rate_array->len; i++) {
        const struct rate *rate = &g_array_index(loader->rate_array, struct rate, i);
        if (rate->offer == offer && rate->year == year && rate->component == COMPONENT_BASE) {
            if (found != NULL) {
                return NULL;
            }
            found = rate;
        }
    }
    return found;
}

static void check_jump(struct loader *loader, const struct rate *rate)
{
    const struct rate *before = only_base(loader, rate->offer, rate->year - 1);
    if (before == NULL || only_base(loader, rate->offer, rate->year) != rate ||
        before->daily_rate_oere <= 0) {
        return;
    }
    double times = (double)rate->daily_rate_oere / (double)before->daily_rate_oere;
    if (times > JUMP || times < 1 / JUMP) {
        struct pos pos = loader_pos(loader, "rates", rate->origin, IN_RATES_DAILY_RATE);
        char *now = text_number((double)rate->daily_rate_oere / 100, 2);
        char *then = text_number((double)before->daily_rate_oere / 100, 2);
        loader_tell(loader, &FINDING_JUMP, &pos, "daily_rate", _("check the decimal mark and the unit"),
                    _("%s: %s kr. a day in %d, %s the year before"),
                    loader_offer_shown(loader, offer_at(loader, rate->offer)), now, rate->year, then);
        g_free(then);
        g_free(now);
    }
}

void rules_rates(struct loader *loader)
{
    for (guint i = 0; i < loader->rate_array->len; i++) {
        const struct rate *rate = &g_array_index(loader->rate_array, struct rate, i);
        if (rate->budgeted_occupancy.state == CELL_VALUE && model_in_places(offer_at(loader, rate->offer))) {
            check_band(loader, rate);
        }
        check_jump(loader, rate);
    }
}

/* --- demands --- */

/* Places of the offer on 31 December; 0 when they are not known. */
static double places_at_end(const struct loader *loader, const struct offer *offer, int year)
{
    int32_t day = date_year_start(year + 1) - 1;
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        if (period->start <= day && day < period->end && period->places.state == CELL_VALUE) {
            return period->places.number;
        }
    }
    return 0;
}

static int compare_demands(const void *a, const void *b)
{
    const struct demand *x = *(const struct demand *const *)a;
    const struct demand *y = *(const struct demand *const *)b;
    int order = (x->offer > y->offer) - (x->offer < y->offer);
    order = order != 0 ? order : x->year - y->year;
    return order != 0 ? order : (x->municipality > y->municipality) - (x->municipality < y->municipality);
}

static void check_bought(struct loader *loader, const struct demand *first, double bought)
{
    const struct offer *offer = offer_at(loader, first->offer);
    double places = places_at_end(loader, offer, first->year);
    if (places > 0 && bought > places && model_in_places(offer)) {
        struct pos pos = loader_pos(loader, "demands", first->origin, IN_DEMANDS_BOUGHT);
        char *all = text_number(bought, 1), *there = text_number(places, 1);
        loader_tell(loader, &FINDING_MORE_BOUGHT, &pos, "bought", NULL,
                    _("%s in %d: the municipalities bought %s places together, it has %s"),
                    loader_offer_shown(loader, offer), first->year, all, there);
        g_free(there);
        g_free(all);
    }
}

static gconstpointer year_key(uint32_t municipality, int year)
{
    return GSIZE_TO_POINTER((gsize)municipality << 16 | (gsize)year);
}

static int compare_to_key(const void *key, const void *row)
{
    return compare_demands(&key, row);
}

/* Who bought last year and tells this year of other offers only may have left, or have forgotten a row.
 * `told`: a row by municipality and year. */
static void check_untold(struct loader *loader, const GPtrArray *demands, GHashTable *told,
                         const struct demand *before)
{
    struct demand wanted = *before;
    wanted.year++;
    const struct demand *other = g_hash_table_lookup(told, year_key(wanted.municipality, wanted.year));
    if (other == NULL || before->bought.state != CELL_VALUE || before->bought.number <= 0 ||
        bsearch(&wanted, demands->pdata, demands->len, sizeof(gpointer), compare_to_key) != NULL) {
        return;
    }
    struct pos pos = loader_pos(loader, "demands", other->origin, IN_DEMANDS_OFFER);
    char *bought = text_number(before->bought.number, 1);
    loader_tell(loader, &FINDING_BUYER_UNTOLD, &pos, "offer",
                _("add a row for the offer, with 0 where nothing is bought any more"),
                _("%s reports for %d about other offers and not about %s, of which it bought %s in %d"),
                loader->model->municipalities[wanted.municipality].name.label, wanted.year,
                loader_offer_shown(loader, offer_at(loader, before->offer)), bought, before->year);
    g_free(bought);
}

static void check_all_told(struct loader *loader, const GPtrArray *demands)
{
    GHashTable *told = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < demands->len; i++) {
        struct demand *demand = g_ptr_array_index(demands, i);
        g_hash_table_insert(told, (gpointer)year_key(demand->municipality, demand->year), demand);
    }
    for (guint i = 0; i < demands->len; i++) {
        check_untold(loader, demands, told, g_ptr_array_index(demands, i));
    }
    g_hash_table_unref(told);
}

void rules_demands(struct loader *loader)
{
    GPtrArray *demands = g_ptr_array_new();
    for (guint i = 0; i < loader->demand_array->len; i++) {
        g_ptr_array_add(demands, &g_array_index(loader->demand_array, struct demand, i));
    }
    g_ptr_array_sort(demands, compare_demands);
    for (guint i = 0; i < demands->len;) {
        const struct demand *first = g_ptr_array_index(demands, i);
        double bought = 0;
        for (; i < demands->len; i++) {
            const struct demand *demand = g_ptr_array_index(demands, i);
            if (demand->offer != first->offer || demand->year != first->year) {
                break;
            }
            bought += demand->bought.state == CELL_VALUE ? demand->bought.number : 0;
        }
        check_bought(loader, first, bought);
    }
    check_all_told(loader, demands);
    g_ptr_array_unref(demands);
}
