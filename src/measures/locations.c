/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where citizens are helped when nobody reported them stay by stay: the forms' counts by offer, added up by
 * where the offer lies. With stays self_sufficiency says it person by person.
 */
#include "vifte/citizen_words.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/reporters.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <string.h>

enum location { OWN_MUNICIPALITY, OTHER_MUNICIPALITY, OTHER_REGION, ABROAD, ADDRESS_FREE, LOCATIONS };

static const struct name *word_of(enum location location)
{
    static const struct name OWN = {"own_municipality", N_("Own municipality")};
    static const struct name OTHER = {"other_municipality", N_("Another municipality of the region")};
    const struct name *words[] = {[OWN_MUNICIPALITY] = &OWN,
                                  [OTHER_MUNICIPALITY] = &OTHER,
                                  [OTHER_REGION] = &WORD_OTHER_REGION,
                                  [ABROAD] = &WORD_ABROAD,
                                  [ADDRESS_FREE] = &WORD_ADDRESS_FREE};
    return words[location];
}

static enum location location_of(const struct frame *frame, const struct use_count *count)
{
    const struct offer *offer = &frame->model->offers[count->offer];
    if (offer->kind == KIND_ADDRESS_FREE) {
        return ADDRESS_FREE;
    }
    if (offer->municipality == NONE) {
        return ABROAD;
    }
    if (offer->municipality == count->municipality) {
        return OWN_MUNICIPALITY;
    }
    return frame->area_of[offer->municipality] != NONE ? OTHER_MUNICIPALITY : OTHER_REGION;
}

struct sums {
    struct report_sum sum;
    bool any;
};

static struct sums *add_up(const struct frame *frame, const struct reporters *reporters)
{
    const struct model *model = frame->model;
    struct sums *sums = g_new0(struct sums, frame->n_groups * frame->n_years * LOCATIONS + 1);
    for (size_t i = 0; i < model->n_use_counts; i++) {
        const struct use_count *count = &model->use_counts[i];
        int year = count->year - frame->from_year;
        if (frame->area_of[count->municipality] == NONE || year < 0 || (size_t)year >= frame->n_years ||
            reporters->from_stays[count->group]) {
            continue;
        }
        size_t at = (count->group * frame->n_years + (size_t)year) * LOCATIONS + location_of(frame, count);
        sums[at].any = true;
        report_sum_add(&sums[at].sum, count->citizens);
    }
    return sums;
}

/* All municipalities but those whose form is missing. */
static struct cell reported_by(const struct frame *frame, size_t year)
{
    const struct model *model = frame->model;
    size_t n = frame->n_areas;
    for (size_t i = 0; i < model->n_deliveries; i++) {
        const struct delivery *delivery = &model->deliveries[i];
        bool missing = delivery->status == DELIVERY_MISSING && strcmp(delivery->table, "use_counts") == 0 &&
                       delivery->year == frame->from_year + (int)year;
        n -= missing && n > 0;
    }
    return cell_name(names_n_of(n, frame->n_areas));
}

static void add_rows(struct table *table, const struct frame *frame, const struct sums *sums, size_t group,
                     size_t year)
{
    for (enum location location = 0; location < LOCATIONS; location++) {
        const struct sums *one = &sums[(group * frame->n_years + year) * LOCATIONS + location];
        struct cell citizens = report_sum_cell(&one->sum);
        if (!one->any || (cell_has_number(&citizens) && citizens.number == 0)) {
            continue;
        }
        struct cell *row = table_add(table);
        row[LOCATIONS_GROUP] = cell_name(&frame->model->project->groups[group].name);
        row[LOCATIONS_YEAR] = cell_year(frame->from_year + (int)year);
        row[LOCATIONS_LOCATION] = words_cell(word_of(location));
        row[LOCATIONS_CITIZENS] = citizens;
        row[LOCATIONS_REPORTED_BY] = reported_by(frame, year);
    }
}

void measures_locations(const struct model *model, struct results *results)
{
    if (model->n_use_counts == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct sums *sums = add_up(frame, reporters);
    struct table *table = table_new(registry_table(TABLE_LOCATIONS));
    for (size_t group = 0; group < frame->n_groups; group++) {
        for (size_t year = 0; year < frame->n_years; year++) {
            add_rows(table, frame, sums, group, year);
        }
    }
    if (table_rows(table) > 0) {
        table_sort(table);
        results->tables[TABLE_LOCATIONS] = table;
    } else {
        table_free(table);
    }
    g_free(sums);
    reporters_free(reporters);
    frame_free(frame);
}
