/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which operators reported the occupancy of their offers, year by year. */
#include "forms.h"

#include "vifte/areas.h"
#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

/* Is the operator's report of the offer's occupancy expected in the days? */
static bool is_expected(const struct loader *loader, const struct offer *offer, int32_t start, int32_t end)
{
    bool here = offer->municipality != NONE && loader->model->municipalities[offer->municipality].in_region;
    if (!here || !model_in_places(offer) || model_stays_complete(loader->model, offer)) {
        return false;
    }
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        if (date_overlap(period->start, period->end, start, end) > 0 && period->places.state == CELL_VALUE &&
            period->places.number > 0) {
            return true;
        }
    }
    return false;
}

/* Reports of each offer that touch the days; NULL when there are none: then nobody expects them. */
static uint32_t *count_reports(const struct loader *loader, int32_t start, int32_t end)
{
    uint32_t *n = g_new0(uint32_t, loader->offer_array->len + 1);
    bool any = false;
    for (guint i = 0; i < loader->report_array->len; i++) {
        const struct report *report = &g_array_index(loader->report_array, struct report, i);
        bool inside = date_overlap(report->start, report->end, start, end) > 0;
        n[report->offer] += inside;
        any = any || inside;
    }
    if (!any) {
        g_clear_pointer(&n, g_free);
    }
    return n;
}

static bool is_unread(const struct loader *loader, uint32_t offer, int year)
{
    char *key = deliveries_key(OFFER_REPORT, offer, year);
    bool unread = g_hash_table_contains(loader->unread_forms, key);
    g_free(key);
    return unread;
}

/* What one operator reported in a year, and which of its offers it left out. */
struct operator_year {
    const char *sender;
    uint32_t rows;
    GPtrArray *missing; /* names of offers */
};

static void add_operator_year(struct loader *loader, const struct operator_year *entry, int year)
{
    uint32_t municipality = areas_find(loader->areas, entry->sender); /* "Aalborg Kommune" is one */
    struct delivery delivery = {.table = "occupancy",
                                .municipality = municipality,
                                .sender = municipality == NONE ? entry->sender : NULL,
                                .year = year,
                                .rows = entry->rows,
                                .received = DAY_OPEN,
                                .status = DELIVERY_RECEIVED,
                                .file = NONE};
    if (entry->rows > 0) {
        g_array_append_val(loader->delivery_array, delivery);
    }
    if (entry->missing->len > 0) {
        char *list = text_list((const char *const *)entry->missing->pdata, entry->missing->len);
        delivery.status = DELIVERY_MISSING;
        delivery.rows = 0;
        delivery.what = entry->rows > 0 ? loader_string(loader, list) : NULL;
        g_array_append_val(loader->delivery_array, delivery);
        diag_add(loader->diag, &FINDING_NOT_DELIVERED, NULL, "occupancy", loader_touches("occupancy"),
                 _("send a reminder"), _("for %d, %s has not reported the occupancy of %s"), year,
                 loader_shown(loader, entry->sender), list);
        g_free(list);
    }
}

static int compare_operators(const void *a, const void *b, void *data)
{
    const struct offer *offers = data;
    const struct offer *x = &offers[*(const uint32_t *)a], *y = &offers[*(const uint32_t *)b];
    int order = strcmp(x->operator_name.label, y->operator_name.label);
    return order != 0 ? order : (x > y) - (x < y);
}

static void list_operators(struct loader *loader, const uint32_t *order, int year)
{
    int32_t start = date_year_start(year), end = date_year_start(year + 1);
    uint32_t *n = count_reports(loader, start, end);
    guint n_offers = loader->offer_array->len;
    for (guint i = 0; n != NULL && i < n_offers;) {
        struct operator_year entry = {.missing = g_ptr_array_new()};
        entry.sender = g_array_index(loader->offer_array, struct offer, order[i]).operator_name.label;
        for (; i < n_offers; i++) {
            const struct offer *offer = &g_array_index(loader->offer_array, struct offer, order[i]);
            if (strcmp(offer->operator_name.label, entry.sender) != 0) {
                break;
            }
            entry.rows += n[order[i]];
            if (n[order[i]] == 0 && is_expected(loader, offer, start, end) &&
                !is_unread(loader, order[i], year)) {
                g_ptr_array_add(entry.missing, (void *)loader_offer_shown(loader, offer));
            }
        }
        add_operator_year(loader, &entry, year);
        g_ptr_array_unref(entry.missing);
    }
    g_free(n);
}

void deliveries_list_occupancy(struct loader *loader)
{
    guint n_offers = loader->offer_array->len;
    if (loader->report_array->len == 0 || n_offers == 0) {
        return;
    }
    uint32_t *order = g_new(uint32_t, n_offers);
    for (uint32_t i = 0; i < n_offers; i++) {
        order[i] = i;
    }
    g_qsort_with_data(order, (gint)n_offers, sizeof *order, compare_operators, loader->offer_array->data);
    for (int year = loader->project->from_year; year <= loader->project->to_year; year++) {
        list_operators(loader, order, year);
    }
    g_free(order);
}
