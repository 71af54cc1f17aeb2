/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who delivered what, who is missing and who came late. */
#include "forms.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <string.h>

void deliveries_add(struct loader *loader, const char *table, const struct form *form,
                    enum delivery_status status)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        struct delivery *known = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(known->table, table) == 0 && known->municipality == form->municipality &&
            known->year == form->year && known->version == form->version &&
            known->received == form->received && known->status == status) {
            known->rows++;
            return;
        }
    }
    struct delivery delivery = {.table = table,
                                .municipality = form->municipality,
                                .year = form->year,
                                .rows = 1,
                                .received = form->received,
                                .version = form->version,
                                .status = status,
                                .file = form->file};
    g_array_append_val(loader->delivery_array, delivery);
}

static bool has_delivered(const struct loader *loader, const char *table, uint32_t municipality, int year)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (strcmp(delivery->table, table) == 0 && delivery->municipality == municipality &&
            delivery->year == year && delivery->status != DELIVERY_DRAFT) {
            return true;
        }
    }
    return false;
}

/* A table and year that one municipality of the region delivered is expected of all of them. */
static void list_missing(struct loader *loader, const char *table, int year)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < loader->model->n_region; i++) {
        uint32_t index = loader->model->region_order[i];
        const struct municipality *municipality = &loader->model->municipalities[index];
        if (has_delivered(loader, table, index, year) || loader_is_reported_for(loader, municipality->code)) {
            continue;
        }
        struct form form = {.municipality = index, .year = year, .received = DAY_OPEN, .file = NONE};
        deliveries_add(loader, table, &form, DELIVERY_MISSING);
        g_array_index(loader->delivery_array, struct delivery, loader->delivery_array->len - 1).rows = 0;
        g_ptr_array_add(names, (void *)municipality->name.label);
    }
    if (names->len > 0) {
        char *list = text_list((const char *const *)names->pdata, names->len);
        diag_add(loader->diag, &FINDING_NOT_DELIVERED, NULL, table, table, _("send a reminder"),
                 P_("for %d, %u municipality has not delivered: %s",
                    "for %d, %u municipalities have not delivered: %s", names->len),
                 year, names->len, list);
        g_free(list);
    }
    g_ptr_array_unref(names);
}

static void list_all_missing(struct loader *loader)
{
    static const char *const TABLES[] = {"needs", "need_counts", "use_counts"};
    for (size_t t = 0; t < G_N_ELEMENTS(TABLES); t++) {
        for (int year = loader->project->from_year; year <= loader->project->to_year; year++) {
            bool any = false;
            for (guint i = 0; i < loader->delivery_array->len && !any; i++) {
                const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
                any = strcmp(delivery->table, TABLES[t]) == 0 && delivery->year == year;
            }
            if (any) {
                list_missing(loader, TABLES[t], year);
            }
        }
    }
}

static void report_late(struct loader *loader)
{
    for (guint i = 0; i < loader->delivery_array->len; i++) {
        const struct delivery *delivery = &g_array_index(loader->delivery_array, struct delivery, i);
        if (delivery->status == DELIVERY_LATE) {
            struct pos pos = {
                .file = g_array_index(loader->file_array, struct input_record, delivery->file).display};
            diag_add(loader->diag, &FINDING_LATE, &pos, NULL, delivery->table, NULL,
                     P_("%s delivered %s for %d, %d day after the freeze date",
                        "%s delivered %s for %d, %d days after the freeze date",
                        delivery->received - loader->project->freeze),
                     loader->model->municipalities[delivery->municipality].name.label, delivery->table,
                     delivery->year, delivery->received - loader->project->freeze);
        }
    }
}

void deliveries_check_forms(struct loader *loader)
{
    list_all_missing(loader);
    report_late(loader);
}

/* Municipalities that sent stays, and those of the region that did not. */
void deliveries_list_stays(struct loader *loader)
{
    struct model *model = loader->model;
    if (loader->n_stay_rows == 0) {
        return;
    }
    uint32_t *rows = g_new0(uint32_t, model->n_municipalities + 1);
    for (size_t i = 0; i < loader->n_stay_rows; i++) {
        rows[loader->stay_rows[i].acting]++;
    }
    for (uint32_t i = 0; i < model->n_municipalities; i++) {
        if (rows[i] == 0 && !model->municipalities[i].in_region) {
            continue;
        }
        bool delivered = rows[i] > 0 || loader_is_reported_for(loader, model->municipalities[i].code);
        struct delivery delivery = {.table = "stays",
                                    .municipality = i,
                                    .rows = rows[i],
                                    .received = DAY_OPEN,
                                    .status = delivered ? DELIVERY_RECEIVED : DELIVERY_MISSING,
                                    .file = NONE};
        g_array_append_val(loader->delivery_array, delivery);
    }
    g_free(rows);
}
