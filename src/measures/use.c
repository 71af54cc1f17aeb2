/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which offers the region's citizens use: use_matrix, address_free and offers_used.
 *
 * Offer by offer: distinct citizens during the year from the offer's stays; for groups that stand in forms
 * alone, and for municipalities that delivered no stays, what the forms say. offers_used counts a citizen
 * once whatever the number of municipalities; from forms it is the sum of the reports.
 */
#include "vifte/citizen_words.h"
#include "vifte/dates.h"
#include "vifte/distinct.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/key_order.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/reporters.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <stdlib.h>

/* Keys of distinct.h here: (group, year) of 16 bits, person of 32, area of 16. Sorted, the areas of one
 * person follow each other, so persons can be counted for the region and for each area in one pass. */
#define AREA_BITS 16

#define FEWEST_BUYERS 3

/* One group and year of an offer. */
struct used {
    int64_t citizens, days;  /* from stays */
    struct report_sum forms; /* from forms */
    bool in_forms, whole_yes, whole_no;
    uint32_t buyers; /* acting municipalities */
};

/* A row of use_matrix before it becomes one. */
struct use {
    uint32_t cell; /* (group, year) */
    uint32_t area, offer;
    struct cell citizens;
};

struct use_tally {
    const struct frame *frame;
    const struct reporters *reporters;
    struct distinct persons;
    struct used *used; /* group x year, of one offer */
    int64_t *by_area;  /* of one group and year */
    const struct use_count *
        *counts; /* of the region and the project's years, by offer, group, year, municipality */
    size_t n_counts;
    GArray *uses; /* struct use, by offer */
    struct table *address_free, *offers_used;
};

static void add_stay(struct use_tally *tally, const struct stay *stay, uint32_t group, uint32_t area)
{
    const struct frame *frame = tally->frame;
    struct day_span days = frame_clipped_days(frame, stay, group);
    if (days.start >= days.end) {
        return;
    }
    size_t last = frame_year(frame, days.end - 1);
    for (size_t year = frame_year(frame, days.start); year <= last; year++) {
        size_t cell = group * frame->n_years + year;
        tally->used[cell].days += frame_days_in_year(frame, days, year);
        uint64_t person = (uint64_t)stay->person << AREA_BITS | area;
        distinct_add(&tally->persons, (uint64_t)cell << (32 + AREA_BITS) | person);
    }
}

static void read_stays(struct use_tally *tally, uint32_t offer)
{
    const struct model *model = tally->frame->model;
    struct stay_span stays = frame_stays_of(tally->frame, offer);
    distinct_clear(&tally->persons);
    for (const struct stay *stay = stays.first; stay < stays.end; stay++) {
        uint32_t area = tally->frame->area_of[stay->acting];
        const struct group_set *set = &model->group_sets[stay->group_set];
        for (uint32_t k = set->first; area != NONE && k < set->first + set->n; k++) {
            add_stay(tally, stay, model->group_refs[k], area);
        }
    }
    distinct_sort(&tally->persons);
}

static void add_use(struct use_tally *tally, uint32_t offer, size_t cell, size_t area, struct cell citizens)
{
    tally->used[cell].buyers++;
    struct use use = {.cell = (uint32_t)cell, .area = (uint32_t)area, .offer = offer, .citizens = citizens};
    g_array_append_val(tally->uses, use);
}

static void add_area_rows(struct use_tally *tally, uint32_t offer, size_t cell)
{
    for (size_t area = 0; area < tally->frame->n_areas; area++) {
        if (tally->by_area[area] > 0) {
            struct cell citizens = cell_number((double)tally->by_area[area], tally->by_area[area]);
            add_use(tally, offer, cell, area, citizens);
        }
        tally->by_area[area] = 0;
    }
}

/* Reads the sorted keys: citizens of each group and year, and of each area in it. */
static void count_stays(struct use_tally *tally, uint32_t offer)
{
    const struct distinct *persons = &tally->persons;
    for (size_t i = 0; i < persons->n; i++) {
        uint64_t key = persons->keys[i];
        size_t cell = (size_t)(key >> (32 + AREA_BITS));
        bool same_person = i > 0 && persons->keys[i - 1] >> AREA_BITS == key >> AREA_BITS;
        tally->used[cell].citizens += !same_person;
        tally->by_area[key & ((1u << AREA_BITS) - 1)]++;
        if (i + 1 == persons->n || persons->keys[i + 1] >> (32 + AREA_BITS) != cell) {
            add_area_rows(tally, offer, cell);
        }
    }
}

static int compare_uses(const struct use_count *x, const struct use_count *y)
{
    if (x->offer != y->offer) {
        return x->offer < y->offer ? -1 : 1;
    }
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    if (x->year != y->year) {
        return x->year < y->year ? -1 : 1;
    }
    return (x->municipality > y->municipality) - (x->municipality < y->municipality);
}

static int compare_use_pointers(const void *a, const void *b)
{
    return compare_uses(*(const struct use_count *const *)a, *(const struct use_count *const *)b);
}

static void sort_forms(struct use_tally *tally)
{
    const struct frame *frame = tally->frame;
    const struct model *model = frame->model;
    tally->counts = g_new(const struct use_count *, model->n_use_counts + 1);
    for (size_t i = 0; i < model->n_use_counts; i++) {
        const struct use_count *count = &model->use_counts[i];
        int year = count->year - frame->from_year;
        if (frame->area_of[count->municipality] != NONE && year >= 0 && (size_t)year < frame->n_years) {
            tally->counts[tally->n_counts++] = count;
        }
    }
    qsort(tally->counts, tally->n_counts, sizeof(struct use_count *), compare_use_pointers);
}

static void add_form(struct used *used, const struct use_count *count)
{
    used->in_forms = true;
    used->whole_yes = used->whole_yes || count->whole == WHOLE_YES;
    used->whole_no = used->whole_no || count->whole == WHOLE_NO;
    report_sum_add(&used->forms, count->citizens);
}

/* The forms of one offer, from *at on. */
static void read_forms(struct use_tally *tally, uint32_t offer, size_t *at)
{
    const struct frame *frame = tally->frame;
    while (*at < tally->n_counts && tally->counts[*at]->offer == offer) {
        const struct use_count *first = tally->counts[*at];
        size_t year = (size_t)(first->year - frame->from_year);
        size_t cell = first->group * frame->n_years + year;
        uint32_t area = frame->area_of[first->municipality];
        struct report_sum sum = {0};
        for (; *at < tally->n_counts && compare_uses(first, tally->counts[*at]) == 0; (*at)++) {
            add_form(&tally->used[cell], tally->counts[*at]);
            report_sum_add(&sum, tally->counts[*at]->citizens);
        }
        if (!tally->reporters->from_stays[first->group] ||
            !reporters_delivered(tally->reporters, area, year)) {
            add_use(tally, offer, cell, area, report_sum_cell(&sum));
        }
    }
}

static struct cell name_or_missing(const struct name *name)
{
    return name->code == NULL || *name->code == '\0' ? cell_empty(CELL_MISSING, REASON_NONE)
                                                     : cell_name(name);
}

static struct cell municipality_of(const struct frame *frame, const struct offer *offer)
{
    if (offer->municipality == NONE) {
        return words_cell(offer->kind == KIND_ADDRESS_FREE ? &WORD_ADDRESS_FREE : &WORD_ABROAD);
    }
    return cell_name(&frame->model->municipalities[offer->municipality].name);
}

static struct cell region_of(const struct frame *frame, const struct offer *offer)
{
    if (offer->municipality == NONE) {
        return offer->kind == KIND_ADDRESS_FREE ? cell_empty(CELL_MISSING, REASON_NONE)
                                                : words_cell(&WORD_ABROAD);
    }
    const struct name *region = frame_region_of(frame, offer->municipality);
    return region != NULL ? cell_name(region) : cell_empty(CELL_MISSING, REASON_NONE);
}

static struct cell yes_or_no(bool yes)
{
    return words_cell(yes ? &WORD_YES : &WORD_NO);
}

static struct cell whole_word(const struct used *used)
{
    if (used->whole_yes && used->whole_no) {
        return words_cell(&WORD_MIXED);
    }
    return used->whole_yes || used->whole_no ? yes_or_no(used->whole_yes) : words_cell(&WORD_UNKNOWN);
}

static struct cell mean_places(const struct frame *frame, const struct offer *offer, size_t year)
{
    if (!model_in_places(offer)) {
        return cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    }
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &frame->model->periods[i];
        bool in_year = date_overlap(period->start, period->end, frame->year_start[year],
                                    frame->year_start[year + 1]) > 0;
        if (in_year && period->places.state != CELL_VALUE) {
            return cell_empty(period->places.state, REASON_NONE);
        }
    }
    double place_days =
        model_place_days(frame->model, offer, frame->year_start[year], frame->year_start[year + 1]);
    return cell_number(place_days / frame_days(frame, year), CONTRIBUTORS_NONE);
}

/* At the end of the project's years; a period that reaches beyond them is open. */
static void fill_status(const struct frame *frame, const struct offer *offer, struct cell *row)
{
    static const struct name OPEN = {"open", N_("open")};
    static const struct name CLOSED = {"closed", N_("closed")};
    static const struct name MERGED = {"merged", N_("merged into another offer")};
    int32_t end = INT32_MIN;
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        end = MAX(end, frame->model->periods[i].end);
    }
    if (offer->n_periods == 0 || end >= frame->year_start[frame->n_years]) {
        row[OFFERS_USED_STATUS] = words_cell(&OPEN);
        return;
    }
    row[OFFERS_USED_STATUS] = words_cell(offer->merged_into != NONE ? &MERGED : &CLOSED);
    row[OFFERS_USED_STATUS_DATE] = cell_number(end, CONTRIBUTORS_NONE);
}

static void fill_offer(const struct frame *frame, const struct offer *offer, struct cell *row)
{
    row[OFFERS_USED_OFFER] = cell_name(&offer->name);
    row[OFFERS_USED_NAME] = cell_name(names_intern_plain(offer->name.label));
    row[OFFERS_USED_OPERATOR] = name_or_missing(&offer->operator_name);
    row[OFFERS_USED_MUNICIPALITY] = municipality_of(frame, offer);
    row[OFFERS_USED_REGION] = region_of(frame, offer);
    row[OFFERS_USED_SECTION] = name_or_missing(&offer->section);
    row[OFFERS_USED_SPECIALISED] = yes_or_no(offer->specialised);
    row[OFFERS_USED_COOPERATION] = yes_or_no(offer->cooperation);
    row[OFFERS_USED_REACH] = cell_name(words_reach(offer->reach));
    row[OFFERS_USED_KIND] = cell_name(words_kind(offer->kind));
    row[OFFERS_USED_OPERATOR_TYPE] = cell_name(words_operator_type(offer->operator_type));
    fill_status(frame, offer, row);
}

static void add_offer_row(struct use_tally *tally, const struct offer *offer, size_t cell)
{
    const struct frame *frame = tally->frame;
    const struct used *used = &tally->used[cell];
    size_t group = cell / frame->n_years;
    size_t year = cell % frame->n_years;
    bool from_stays = tally->reporters->from_stays[group];
    if (from_stays ? used->citizens == 0 : !used->in_forms) {
        return;
    }
    struct cell *row = table_add(tally->offers_used);
    row[OFFERS_USED_GROUP] = cell_name(&frame->model->project->groups[group].name);
    row[OFFERS_USED_YEAR] = cell_year(frame->from_year + (int)year);
    fill_offer(frame, offer, row);
    row[OFFERS_USED_PLACES] = mean_places(frame, offer, year);
    row[OFFERS_USED_WHOLE] = whole_word(used);
    if (from_stays) {
        row[OFFERS_USED_CITIZENS] = cell_number((double)used->citizens, used->citizens);
        row[OFFERS_USED_DAYS] = cell_number((double)used->days, used->citizens);
    } else {
        row[OFFERS_USED_CITIZENS] = report_sum_cell(&used->forms);
        row[OFFERS_USED_DAYS] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    }
    if (used->buyers < FEWEST_BUYERS) { /* one of two knows the other's */
        row[OFFERS_USED_CITIZENS].marks |= MARK_FEW_BUYERS;
        row[OFFERS_USED_DAYS].marks |= MARK_FEW_BUYERS;
    }
}

static void add_address_free(struct use_tally *tally, const struct offer *offer, guint first_use)
{
    const struct frame *frame = tally->frame;
    for (guint i = first_use; offer->kind == KIND_ADDRESS_FREE && i < tally->uses->len; i++) {
        const struct use *use = &g_array_index(tally->uses, struct use, i);
        struct cell *row = table_add(tally->address_free);
        row[ADDRESS_FREE_GROUP] = cell_name(&frame->model->project->groups[use->cell / frame->n_years].name);
        row[ADDRESS_FREE_YEAR] = cell_year(frame->from_year + (int)(use->cell % frame->n_years));
        row[ADDRESS_FREE_MUNICIPALITY] = cell_name(frame->area_names[use->area]);
        row[ADDRESS_FREE_OFFER] = cell_name(&offer->name);
        row[ADDRESS_FREE_PROVIDER] = name_or_missing(&offer->operator_name);
        row[ADDRESS_FREE_REGION] = region_of(frame, offer);
        row[ADDRESS_FREE_AGREEMENT] = name_or_missing(&offer->agreement);
        row[ADDRESS_FREE_CITIZENS] = use->citizens;
    }
}

static void add_offer(struct use_tally *tally, uint32_t index, size_t *form)
{
    const struct offer *offer = &tally->frame->model->offers[index];
    size_t n = tally->frame->n_groups * tally->frame->n_years;
    guint first_use = tally->uses->len;
    for (size_t cell = 0; cell < n; cell++) {
        tally->used[cell] = (struct used){0};
    }
    read_stays(tally, index);
    count_stays(tally, index);
    read_forms(tally, index, form);
    for (size_t cell = 0; cell < n; cell++) {
        add_offer_row(tally, offer, cell);
    }
    add_address_free(tally, offer, first_use);
}

static const struct name **group_names(const struct frame *frame)
{
    const struct name **names = g_new(const struct name *, frame->n_groups + 1);
    for (size_t group = 0; group < frame->n_groups; group++) {
        names[group] = &frame->model->project->groups[group].name;
    }
    return names;
}

/* The rows' numbers in the order of use_matrix; offers are in the order of their codes in the model. */
static uint32_t *order_uses(const struct use_tally *tally, const struct name *const *groups)
{
    const struct frame *frame = tally->frame;
    uint32_t *group_rank = key_order_ranks(groups, frame->n_groups);
    uint32_t *area_rank = key_order_ranks(frame->area_names, frame->n_areas);
    uint32_t *packed = g_new(uint32_t, tally->uses->len + 1);
    for (guint i = 0; i < tally->uses->len; i++) {
        const struct use *use = &g_array_index(tally->uses, struct use, i);
        size_t rank = group_rank[use->cell / frame->n_years] * frame->n_years + use->cell % frame->n_years;
        rank = rank * frame->n_areas + area_rank[use->area];
        packed[i] = (uint32_t)(rank * frame->model->n_offers + use->offer);
    }
    uint32_t *order = key_order_sort(packed, tally->uses->len);
    g_free(group_rank);
    g_free(area_rank);
    g_free(packed);
    return order;
}

static struct table *matrix_table(const struct use_tally *tally)
{
    const struct frame *frame = tally->frame;
    struct table *table = table_new(registry_table(TABLE_USE_MATRIX));
    const struct name **groups = group_names(frame);
    uint32_t *order = order_uses(tally, groups);
    for (guint i = 0; i < tally->uses->len; i++) {
        const struct use *use = &g_array_index(tally->uses, struct use, order[i]);
        struct cell *row = table_add(table);
        row[USE_MATRIX_GROUP] = cell_name(groups[use->cell / frame->n_years]);
        row[USE_MATRIX_YEAR] = cell_year(frame->from_year + (int)(use->cell % frame->n_years));
        row[USE_MATRIX_MUNICIPALITY] = cell_name(frame->area_names[use->area]);
        row[USE_MATRIX_OFFER] = cell_name(&frame->model->offers[use->offer].name);
        row[USE_MATRIX_CITIZENS] = use->citizens;
    }
    g_free(groups);
    g_free(order);
    return table;
}

void measures_use(const struct model *model, struct results *results)
{
    if (model->n_stays == 0 && model->n_use_counts == 0) {
        return;
    }
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct use_tally tally = {.frame = frame,
                              .reporters = reporters,
                              .used = g_new(struct used, frame->n_groups * frame->n_years + 1),
                              .by_area = g_new0(int64_t, frame->n_areas + 1),
                              .uses = g_array_new(FALSE, FALSE, sizeof(struct use)),
                              .address_free = table_new(registry_table(TABLE_ADDRESS_FREE)),
                              .offers_used = table_new(registry_table(TABLE_OFFERS_USED))};
    distinct_init(&tally.persons);
    sort_forms(&tally);
    size_t form = 0;
    for (uint32_t offer = 0; offer < model->n_offers; offer++) {
        add_offer(&tally, offer, &form);
    }
    table_sort(tally.address_free);
    table_sort(tally.offers_used);
    results->tables[TABLE_USE_MATRIX] = matrix_table(&tally);
    results->tables[TABLE_ADDRESS_FREE] = tally.address_free;
    results->tables[TABLE_OFFERS_USED] = tally.offers_used;
    distinct_release(&tally.persons);
    g_array_unref(tally.uses);
    g_free(tally.used);
    g_free(tally.by_area);
    g_free(tally.counts);
    reporters_free(reporters);
    frame_free(frame);
}
