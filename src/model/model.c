/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to the model; it is filled by input/load and const afterwards. */
#include "vifte/model.h"

#include "vifte/dates.h"

#include <string.h>

void model_free(struct model *model)
{
    if (model == NULL) {
        return;
    }
    void *arrays[] = {model->regions,       model->municipalities, model->region_order,   model->group_sets,
                      model->group_refs,    model->offers,         model->periods,        model->reports,
                      model->stays,         model->person_hashes,  model->sections,       model->successions,
                      model->needs,         model->need_counts,    model->use_counts,     model->remarks,
                      model->populations,   model->demands,        model->capacity_notes, model->rates,
                      model->price_indexes, model->travels,        model->deliveries,     model->files};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        g_free(arrays[i]);
    }
    if (model->strings != NULL) {
        g_string_chunk_free(model->strings);
    }
    if (model->releases != NULL) {
        g_ptr_array_unref(model->releases);
    }
    project_free(model->project);
    g_free(model);
}

void model_drop_stays(struct model *model)
{
    g_clear_pointer(&model->stays, g_free);
    model->n_stays = 0;
}

bool model_set_has(const struct model *model, uint32_t set, uint32_t group)
{
    const struct group_set *groups = &model->group_sets[set];
    for (uint32_t i = groups->first; i < groups->first + groups->n; i++) {
        if (model->group_refs[i] == group) {
            return true;
        }
    }
    return false;
}

uint32_t model_offer(const struct model *model, const char *id)
{
    size_t low = 0, high = model->n_offers;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(model->offers[middle].name.code, id);
        if (order == 0) {
            return (uint32_t)middle;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NONE;
}

uint32_t model_municipality(const struct model *model, int code)
{
    size_t low = 0, high = model->n_municipalities;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (model->municipalities[middle].code == code) {
            return (uint32_t)middle;
        }
        if (model->municipalities[middle].code < code) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NONE;
}

double model_place_days(const struct model *model, const struct offer *offer, int32_t start, int32_t end)
{
    double place_days = 0;
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &model->periods[i];
        if (period->places.state == CELL_VALUE) {
            place_days += period->places.number * date_overlap(period->start, period->end, start, end);
        }
    }
    return place_days;
}

/* First population row of the municipality and year, or n_populations. */
static size_t first_population(const struct model *model, uint32_t municipality, int year)
{
    size_t low = 0, high = model->n_populations;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct population *row = &model->populations[middle];
        if (row->municipality < municipality || (row->municipality == municipality && row->year < year)) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* A band this wide says too little of the ages within it to be shared out evenly. */
#define WIDEST_SHARED 30

/* The share of a band's persons inside the wanted ages; negative when the band is too wide to tell. */
static double band_share(struct age_band band, struct age_band wanted, bool *approximate)
{
    int from = MAX(band.from, wanted.from);
    int to = MIN(band.to, wanted.to);
    if (to < from) {
        return 0;
    }
    if (from == band.from && to == band.to) {
        return 1;
    }
    *approximate = true;
    int width = band.to - band.from + 1;
    return width <= WIDEST_SHARED ? (double)(to - from + 1) / width : -1;
}

bool model_population(const struct model *model, uint32_t municipality, int year, struct age_band age,
                      double *persons, bool *approximate)
{
    *persons = 0;
    *approximate = false;
    int next_age = age.from; /* first year of age not yet covered */
    for (size_t i = first_population(model, municipality, year); i < model->n_populations; i++) {
        const struct population *row = &model->populations[i];
        if (row->municipality != municipality || row->year != year) {
            break;
        }
        if (row->age.from > next_age) {
            break; /* a gap: rows are sorted by age */
        }
        double share = band_share(row->age, age, approximate);
        if (share < 0) {
            return false;
        }
        *persons += row->persons * share;
        next_age = MAX(next_age, row->age.to == AGE_OPEN ? AGE_OPEN + 1 : row->age.to + 1);
    }
    return next_age > age.to;
}

bool model_in_places(const struct offer *offer)
{
    return offer->unit == UNIT_PLACES && offer->kind != KIND_ADDRESS_FREE;
}

bool model_stays_complete(const struct model *model, const struct offer *offer)
{
    const struct project *project = model->project;
    if (project->stays_complete_all) {
        return true;
    }
    for (guint i = 0; project->stays_complete != NULL && i < project->stays_complete->len; i++) {
        if (strcmp(g_ptr_array_index(project->stays_complete, i), offer->name.code) == 0) {
            return true;
        }
    }
    return false;
}

size_t model_first_row(const void *rows, size_t n, size_t size, size_t offset, uint32_t offer)
{
    const char *bytes = rows;
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t at;
        memcpy(&at, bytes + middle * size + offset, sizeof at);
        if (at < offer) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

size_t model_first_stay(const struct model *model, uint32_t offer)
{
    return MODEL_FIRST_ROW(model->stays, model->n_stays, struct stay, offer);
}

const struct name *model_input_name(const char *table)
{
    static const struct name INPUTS[] = {
        {"offers", N_("Offers")},
        {"occupancy", N_("Occupancy")},
        {"stays", N_("Stays")},
        {"needs", N_("Needs")},
        {"need_counts", N_("Need by category")},
        {"use_counts", N_("Use of offers")},
        {"remarks", N_("Remarks")},
        {"population", N_("Population")},
        {"rates", N_("Rates")},
        {"demands", N_("Demand in the cooperation")},
        {"capacity_notes", N_("Notes on capacity")},
        {"municipalities", N_("Municipalities")},
        {"travel", N_("Travel")},
        {"price_index", N_("Price index")},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(INPUTS); i++) {
        if (strcmp(INPUTS[i].code, table) == 0) {
            return &INPUTS[i];
        }
    }
    return NULL;
}
