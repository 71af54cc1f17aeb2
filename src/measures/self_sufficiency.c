/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far the region serves its own citizens: the table self_sufficiency. Person by person, because whether
 * all days of a citizen lie in the region is known only when all of them are seen. The region's citizens are
 * here those that its municipalities pay for.
 */
#include "vifte/self_sufficiency.h"

#include "vifte/distinct.h"
#include "vifte/frame.h"
#include "vifte/model.h"
#include "vifte/persons.h"
#include "vifte/proportion.h"
#include "vifte/registry.h"
#include "vifte/table.h"

#include <string.h>

#define CONFIDENCE 0.95
#define FEWEST_FOR_SHARE 5 /* citizens, for an interval */

/* Days of one person in a year by where the offer lies, and their sums over persons. */
struct sufficiency {
    int64_t days, own_days, region_days;
    int64_t citizens;
    int64_t with_own, with_other;      /* persons with days in their paying municipality, and elsewhere */
    int64_t with_region, with_outside; /* persons with days in the region, and outside */
    int64_t only_region;
    int64_t imported_days, imported_citizens;
};

struct sufficiency_tally {
    const struct frame *frame;
    struct sufficiency *rows;   /* group x year */
    struct sufficiency *person; /* year: one case */
    bool *imports_known;        /* group */
};

static bool in_region(const struct frame *frame, const struct offer *offer)
{
    return offer->municipality != NONE && frame->area_of[offer->municipality] != NONE;
}

static void add_spell(struct sufficiency_tally *tally, const struct spell *spell)
{
    const struct frame *frame = tally->frame;
    const struct offer *offer = &frame->model->offers[spell->stay->offer];
    struct day_span span = {MAX(spell->start, frame->year_start[0]),
                            MIN(spell->end, frame->year_start[frame->n_years])};
    if (span.start >= span.end) {
        return;
    }
    size_t last = frame_year(frame, span.end - 1);
    for (size_t year = frame_year(frame, span.start); year <= last; year++) {
        int32_t days = frame_days_in_year(frame, span, year);
        tally->person[year].days += days;
        tally->person[year].own_days += offer->municipality == spell->stay->paying ? days : 0;
        tally->person[year].region_days += in_region(frame, offer) ? days : 0;
    }
}

static void add_person(struct sufficiency *row, const struct sufficiency *person)
{
    if (person->days == 0) {
        return;
    }
    row->citizens++;
    row->days += person->days;
    row->own_days += person->own_days;
    row->region_days += person->region_days;
    row->with_own += person->own_days > 0;
    row->with_other += person->own_days < person->days;
    row->with_region += person->region_days > 0;
    row->with_outside += person->region_days < person->days;
    row->only_region += person->region_days == person->days;
}

static void add_case(const struct person_case *person_case, void *data)
{
    struct sufficiency_tally *tally = data;
    size_t years = tally->frame->n_years;
    memset(tally->person, 0, years * sizeof *tally->person);
    for (size_t i = 0; i < person_case->n; i++) {
        add_spell(tally, &person_case->spells[i]);
    }
    for (size_t year = 0; year < years; year++) {
        add_person(&tally->rows[person_case->group * years + year], &tally->person[year]);
    }
}

/* Days in an offer of the region whose stays are complete, paid from outside. */
static void add_imported_stay(struct sufficiency_tally *tally, struct distinct *persons,
                              const struct stay *stay, uint32_t group)
{
    const struct frame *frame = tally->frame;
    struct day_span span = frame_clipped_days(frame, stay, group);
    if (frame->area_of[stay->paying] != NONE || span.start >= span.end) {
        return;
    }
    size_t last = frame_year(frame, span.end - 1);
    for (size_t year = frame_year(frame, span.start); year <= last; year++) {
        size_t cell = group * frame->n_years + year;
        tally->rows[cell].imported_days += frame_days_in_year(frame, span, year);
        distinct_add(persons, distinct_pack((uint32_t)cell, stay->person));
    }
}

/* An offer tells of the imports of its own groups, and of groups that its stays name. */
static void add_complete_offer(struct sufficiency_tally *tally, struct distinct *persons, uint32_t offer)
{
    const struct model *model = tally->frame->model;
    struct stay_span stays = frame_stays_of(tally->frame, offer);
    const struct group_set *own = &model->group_sets[model->offers[offer].group_set];
    for (uint32_t k = own->first; k < own->first + own->n; k++) {
        tally->imports_known[model->group_refs[k]] = true;
    }
    for (const struct stay *stay = stays.first; stay < stays.end; stay++) {
        const struct group_set *set = &model->group_sets[stay->group_set];
        for (uint32_t k = set->first; k < set->first + set->n; k++) {
            tally->imports_known[model->group_refs[k]] = true;
            add_imported_stay(tally, persons, stay, model->group_refs[k]);
        }
    }
}

static void add_imports(struct sufficiency_tally *tally)
{
    const struct model *model = tally->frame->model;
    struct distinct persons;
    size_t at = 0;
    uint32_t cell;
    if (tally->frame->n_areas == model->n_municipalities) {
        return; /* in a project of all municipalities nobody pays from outside */
    }
    distinct_init(&persons);
    for (uint32_t offer = 0; offer < model->n_offers; offer++) {
        if (in_region(tally->frame, &model->offers[offer]) &&
            model_stays_complete(model, &model->offers[offer])) {
            add_complete_offer(tally, &persons, offer);
        }
    }
    distinct_sort(&persons);
    for (int64_t n = distinct_next(&persons, &at, &cell); n > 0; n = distinct_next(&persons, &at, &cell)) {
        tally->rows[cell].imported_citizens = n;
    }
    distinct_release(&persons);
}

/* A share tells of those in it and of those outside it. */
static struct cell share(int64_t days, int64_t all_days, int64_t within, int64_t without)
{
    if (all_days == 0) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return cell_resting_on(cell_number((double)days / (double)all_days, within), without);
}

static struct cell limit(struct stat_value value, const struct sufficiency *sums)
{
    if (sums->citizens < FEWEST_FOR_SHARE || value.state != STAT_OK) {
        return cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return cell_resting_on(cell_number(value.value, sums->only_region), sums->with_outside);
}

static struct cell imported(bool known, const struct sufficiency *sums)
{
    return known ? cell_number((double)sums->imported_days, sums->imported_citizens)
                 : cell_empty(CELL_NA, REASON_STAYS_INCOMPLETE);
}

static void add_row(struct table *table, const struct sufficiency_tally *tally, size_t group, size_t year)
{
    const struct frame *frame = tally->frame;
    const struct sufficiency *sums = &tally->rows[group * frame->n_years + year];
    struct cell *row = table_add(table);
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&frame->model->project->groups[group].name);
    row[SELF_SUFFICIENCY_YEAR] = cell_year(frame->from_year + (int)year);
    row[SELF_SUFFICIENCY_CITIZENS] = cell_number((double)sums->citizens, sums->citizens);
    row[SELF_SUFFICIENCY_DAYS] = cell_number((double)sums->days, sums->citizens);
    row[SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE] =
        share(sums->own_days, sums->days, sums->with_own, sums->with_other);
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] =
        share(sums->region_days, sums->days, sums->with_region, sums->with_outside);
    row[SELF_SUFFICIENCY_IN_REGION_CITIZENS] =
        cell_resting_on(cell_number((double)sums->only_region, sums->only_region), sums->with_outside);
    struct stat_interval wilson = proportion_wilson(sums->only_region, sums->citizens, CONFIDENCE);
    row[SELF_SUFFICIENCY_LOWER] = limit(wilson.lower, sums);
    row[SELF_SUFFICIENCY_UPPER] = limit(wilson.upper, sums);
    row[SELF_SUFFICIENCY_IMPORTED_DAYS] = imported(tally->imports_known[group], sums);
}

/* Groups without any stay here stand in forms at most: nothing is known of where they are. */
static bool is_known(const struct frame *frame, const struct sufficiency *rows)
{
    for (size_t year = 0; year < frame->n_years; year++) {
        if (rows[year].citizens > 0 || rows[year].imported_days > 0) {
            return true;
        }
    }
    return false;
}

static struct table *make_table(const struct sufficiency_tally *tally)
{
    const struct frame *frame = tally->frame;
    struct table *table = table_new(registry_table(TABLE_SELF_SUFFICIENCY));
    for (size_t group = 0; group < frame->n_groups; group++) {
        bool known = is_known(frame, tally->rows + group * frame->n_years);
        for (size_t year = 0; known && year < frame->n_years; year++) {
            add_row(table, tally, group, year);
        }
    }
    table_sort(table);
    return table;
}

struct table *self_sufficiency_table(const struct frame *frame)
{
    struct sufficiency_tally tally = {.frame = frame,
                                      .rows =
                                          g_new0(struct sufficiency, frame->n_groups * frame->n_years + 1),
                                      .person = g_new0(struct sufficiency, frame->n_years),
                                      .imports_known = g_new0(bool, frame->n_groups + 1)};
    persons_each_case(frame, PERSONS_PAYING, add_case, &tally);
    add_imports(&tally);
    struct table *table = make_table(&tally);
    g_free(tally.rows);
    g_free(tally.person);
    g_free(tally.imports_known);
    return table;
}
