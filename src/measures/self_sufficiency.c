/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the region serves its own citizens; see self_sufficiency.h. */
#include "vifte/self_sufficiency.h"

#include "vifte/distinct.h"
#include "vifte/frame.h"
#include "vifte/jobs.h"
#include "vifte/model.h"
#include "vifte/person_years.h"
#include "vifte/proportion.h"
#include "vifte/registry.h"
#include "vifte/table.h"

#include <string.h>

#define CONFIDENCE 0.95
#define FEWEST_FOR_SHARE 5 /* citizens, for an interval */
/* Persons are dealt to parts by the lowest bits of their numbers, and each part is put together by itself in
 * the processor's own cache. */
#define MOST_PART_BITS 6
#define MOST_PARTS (1u << MOST_PART_BITS)
#define PERSONS_A_PART 4096 /* at least, where there are more parts than one */
#define CHUNK_KEYS 1022     /* two pages, with what is above: a location has few keys for a part */
#define SERVED_BITS 2

/* Days of a group and year by where they are spent, and the persons behind them. */
struct sufficiency {
    int64_t days[N_SERVED];
    int64_t citizens;
    int64_t with_own, with_other;      /* persons with days in their paying municipality, and elsewhere */
    int64_t with_region, with_outside; /* persons with days in the region, and outside */
    int64_t only_region;
    int64_t imported_days, imported_citizens;
};

struct chunk {
    struct chunk *next;
    size_t n;
    uint64_t keys[CHUNK_KEYS];
};

struct served_list {
    const struct self_sufficiency *all;
    int64_t *days; /* group x year x served */
    struct chunk *parts[MOST_PARTS];
};

struct self_sufficiency {
    const struct frame *frame;
    struct served_list *lists; /* per location */
    size_t n_lists;
    unsigned part_bits;
    struct person_years_key key; /* cell = group; person = person of the part, with how served below */
    struct person_years *rooms;  /* per thread: of one part after the other */
    size_t first_year;           /* of the round */
    struct sufficiency *rows;    /* group x year */
    struct sufficiency *of_part; /* part x group x year, of a round */
    bool *imports_known;         /* group */
};

static bool in_region(const struct frame *frame, const struct offer *offer)
{
    return offer->municipality != NONE && frame->area_of[offer->municipality] != NONE;
}

enum served served_in(const struct frame *frame, const struct offer *offer, const struct stay *stay)
{
    return !in_region(frame, offer)              ? SERVED_OUTSIDE
           : offer->municipality == stay->paying ? SERVED_AT_HOME
                                                 : SERVED_IN_REGION;
}

static size_t n_cells(const struct self_sufficiency *all)
{
    return all->frame->n_groups * all->frame->n_years;
}

static size_t n_parts(const struct self_sufficiency *all)
{
    return (size_t)1 << all->part_bits;
}

struct self_sufficiency *self_sufficiency_new(const struct frame *frame, size_t n_locations)
{
    struct self_sufficiency *all = g_new0(struct self_sufficiency, 1);
    all->frame = frame;
    while (all->part_bits < MOST_PART_BITS && frame->model->n_persons >> all->part_bits > PERSONS_A_PART) {
        all->part_bits++;
    }
    size_t persons_a_part = (frame->model->n_persons >> all->part_bits) + 1;
    all->key = person_years_key(frame->n_groups, persons_a_part << SERVED_BITS);
    all->rows = g_new0(struct sufficiency, n_cells(all) + 1);
    all->of_part = g_new0(struct sufficiency, n_parts(all) * n_cells(all) + 1);
    all->imports_known = g_new0(bool, frame->n_groups + 1);
    all->n_lists = n_locations;
    all->lists = g_new0(struct served_list, n_locations);
    for (size_t i = 0; i < n_locations; i++) {
        all->lists[i].all = all;
        all->lists[i].days = g_new0(int64_t, n_cells(all) * N_SERVED + 1);
    }
    return all;
}

struct served_list *self_sufficiency_list(struct self_sufficiency *all, size_t location)
{
    return &all->lists[location];
}

size_t self_sufficiency_years(const struct self_sufficiency *all)
{
    return all->key.year_bits;
}

void served_add_days(struct served_list *list, uint32_t group, size_t year, enum served served, int64_t days)
{
    list->days[(group * list->all->frame->n_years + year) * N_SERVED + served] += days;
}

void served_add_person(struct served_list *list, uint32_t group, uint32_t person, enum served served,
                       uint64_t years)
{
    const struct self_sufficiency *all = list->all;
    struct chunk **part = &list->parts[person & (n_parts(all) - 1)];
    if (*part == NULL || (*part)->n == CHUNK_KEYS) {
        struct chunk *chunk = g_new(struct chunk, 1);
        chunk->next = *part;
        chunk->n = 0;
        *part = chunk;
    }
    uint64_t who = (uint64_t)(person >> all->part_bits) << SERVED_BITS | served;
    (*part)->keys[(*part)->n++] = person_years_pack(&all->key, group, who, years);
}

/* --- persons put together --- */

static void gather(struct self_sufficiency *all, size_t part, struct person_years *set)
{
    for (size_t i = 0; i < all->n_lists; i++) {
        for (struct chunk *chunk = all->lists[i].parts[part], *next; chunk != NULL; chunk = next) {
            next = chunk->next;
            person_years_add_all(set, chunk->keys, chunk->n);
            g_free(chunk);
        }
        all->lists[i].parts[part] = NULL;
    }
}

static void count(int64_t *into, uint64_t years, uint64_t bit)
{
    *into += (years & bit) != 0;
}

/* One person in one group: the years of each way of being served. */
static void add_person(const struct self_sufficiency *all, struct sufficiency *rows,
                       const uint64_t years[N_SERVED])
{
    uint64_t home = years[SERVED_AT_HOME], region = home | years[SERVED_IN_REGION];
    uint64_t outside = years[SERVED_OUTSIDE], any = region | outside;
    for (uint64_t left = any; left != 0; left &= left - 1) {
        uint64_t bit = left & -left;
        struct sufficiency *row = &rows[all->first_year + (size_t)__builtin_ctzll(bit)];
        row->citizens++;
        count(&row->with_own, home, bit);
        count(&row->with_other, years[SERVED_IN_REGION] | outside, bit);
        count(&row->with_region, region, bit);
        count(&row->with_outside, outside, bit);
        count(&row->only_region, ~outside, bit);
    }
}

static void count_part(size_t part, void *data)
{
    struct self_sufficiency *all = data;
    struct sufficiency *rows = all->of_part + part * n_cells(all);
    struct person_years *set = &all->rooms[jobs_thread()];
    struct person_in_cell found, last = {.cell = UINT64_MAX};
    uint64_t years[N_SERVED] = {0};
    size_t at = 0;
    memset(rows, 0, n_cells(all) * sizeof *rows);
    person_years_clear(set);
    gather(all, part, set);
    person_years_sort(set);
    while (person_years_next(set, &at, &found)) {
        if (found.cell != last.cell || found.person >> SERVED_BITS != last.person >> SERVED_BITS) {
            add_person(all, rows + (last.cell != UINT64_MAX ? last.cell * all->frame->n_years : 0), years);
            memset(years, 0, sizeof years);
        }
        years[found.person & ((1u << SERVED_BITS) - 1)] = found.years;
        last = found;
    }
    add_person(all, rows + (last.cell != UINT64_MAX ? last.cell * all->frame->n_years : 0), years);
}

void self_sufficiency_round(struct self_sufficiency *all, size_t first_year)
{
    all->first_year = first_year;
    all->rooms = person_years_rooms(all->key);
    jobs_each(n_parts(all), count_part, all);
    person_years_rooms_free(all->rooms);
    for (size_t part = 0; part < n_parts(all); part++) {
        for (size_t i = 0; i < n_cells(all); i++) {
            const struct sufficiency *from = &all->of_part[part * n_cells(all) + i];
            all->rows[i].citizens += from->citizens;
            all->rows[i].with_own += from->with_own;
            all->rows[i].with_other += from->with_other;
            all->rows[i].with_region += from->with_region;
            all->rows[i].with_outside += from->with_outside;
            all->rows[i].only_region += from->only_region;
        }
    }
}

static void add_days(struct self_sufficiency *all)
{
    for (size_t i = 0; i < all->n_lists; i++) {
        for (size_t cell = 0; cell < n_cells(all); cell++) {
            for (size_t served = 0; served < N_SERVED; served++) {
                all->rows[cell].days[served] += all->lists[i].days[cell * N_SERVED + served];
            }
        }
    }
}

/* --- paid from outside --- */

/* Days in an offer of the region whose stays are complete, paid from outside. */
static void add_imported_stay(struct self_sufficiency *tally, struct distinct *persons,
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
static void add_complete_offer(struct self_sufficiency *tally, struct distinct *persons, uint32_t offer)
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

static void add_imports(struct self_sufficiency *tally)
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

static void add_row(struct table *table, const struct self_sufficiency *tally, size_t group, size_t year)
{
    const struct frame *frame = tally->frame;
    const struct sufficiency *sums = &tally->rows[group * frame->n_years + year];
    int64_t own_days = sums->days[SERVED_AT_HOME];
    int64_t region_days = own_days + sums->days[SERVED_IN_REGION];
    int64_t days = region_days + sums->days[SERVED_OUTSIDE];
    struct cell *row = table_add(table);
    row[SELF_SUFFICIENCY_GROUP] = cell_name(&frame->model->project->groups[group].name);
    row[SELF_SUFFICIENCY_YEAR] = cell_year(frame->from_year + (int)year);
    row[SELF_SUFFICIENCY_CITIZENS] = cell_number((double)sums->citizens, sums->citizens);
    row[SELF_SUFFICIENCY_DAYS] = cell_number((double)days, sums->citizens);
    row[SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE] = share(own_days, days, sums->with_own, sums->with_other);
    row[SELF_SUFFICIENCY_IN_REGION_SHARE] = share(region_days, days, sums->with_region, sums->with_outside);
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

static struct table *make_table(const struct self_sufficiency *tally)
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

struct table *self_sufficiency_finish(struct self_sufficiency *all)
{
    add_days(all);
    add_imports(all);
    struct table *table = make_table(all);
    for (size_t i = 0; i < all->n_lists; i++) {
        g_free(all->lists[i].days);
    }
    g_free(all->lists);
    g_free(all->rows);
    g_free(all->of_part);
    g_free(all->imports_known);
    g_free(all);
    return table;
}
