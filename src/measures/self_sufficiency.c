/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far the region serves its own citizens; see self_sufficiency.h. */
#include "vifte/self_sufficiency.h"

#include "vifte/distinct.h"
#include "vifte/frame.h"
#include "vifte/jobs.h"
#include "vifte/model.h"
#include "vifte/proportion.h"
#include "vifte/registry.h"
#include "vifte/table.h"

#define CONFIDENCE 0.95
#define FEWEST_FOR_SHARE 5 /* citizens, for an interval */

/* Ways of being served in a year: a bit for each enum served. */
#define N_WAYS (1u << N_SERVED)

/* Days of a group and year by where they are spent, and the persons behind them. */
struct sufficiency {
    int64_t days[N_SERVED];
    int64_t citizens;
    int64_t with_own, with_other;      /* persons with days in their paying municipality, and elsewhere */
    int64_t with_region, with_outside; /* persons with days in the region, and outside */
    int64_t only_region;
    int64_t imported_days, imported_citizens;
};

struct self_sufficiency {
    const struct frame *frame;
    struct served_layout layout;
    size_t n_locations;
    int64_t *days;             /* location x group x year x how served */
    struct served_list *lists; /* per location, of the round */
    struct room *rooms;        /* per thread, of the round */
    size_t first_year;         /* of the round */
    struct sufficiency *rows;  /* group x year */
    bool *imports_known;       /* group */
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

struct self_sufficiency *self_sufficiency_new(const struct frame *frame, struct served_layout layout,
                                              size_t n_locations)
{
    struct self_sufficiency *all = g_new0(struct self_sufficiency, 1);
    all->frame = frame;
    all->layout = layout;
    all->n_locations = n_locations;
    all->days = g_new0(int64_t, n_locations * n_cells(all) * N_SERVED + 1);
    all->rows = g_new0(struct sufficiency, n_cells(all) + 1);
    all->imports_known = g_new0(bool, frame->n_groups + 1);
    return all;
}

int64_t *self_sufficiency_days(struct self_sufficiency *all, size_t location)
{
    return all->days + location * n_cells(all) * N_SERVED;
}

/* --- persons put together --- */

/*
 * What a thread knows of one part's persons, in every group: the years of each way to be served side by side.
 * Those who are there are listed, so that only they are looked at and wiped before the next part. Of all its
 * parts it counts who comes into a way, less those who leave it, in each year and the one behind the last.
 */
struct room {
    const struct self_sufficiency *all;
    uint64_t *years; /* group x person */
    uint32_t *found; /* places in it, each once */
    size_t n_found;
    int64_t *changes; /* group x year x way */
};

static int64_t *changes_of(const struct room *room, size_t group, size_t year)
{
    return room->changes + (group * (room->all->frame->n_years + 1) + year) * N_WAYS;
}

static struct room *rooms_new(const struct self_sufficiency *all)
{
    const size_t size = all->frame->n_groups << all->layout.person_bits;
    struct room *rooms = g_new(struct room, jobs_count());
    for (unsigned i = 0; i < jobs_count(); i++) {
        rooms[i] = (struct room){
            .all = all,
            .years = g_new0(uint64_t, size + 1),
            .found = g_new(uint32_t, size + 1),
            .changes = g_new0(int64_t, all->frame->n_groups * (all->frame->n_years + 1) * N_WAYS + 1),
        };
    }
    return rooms;
}

static void rooms_free(struct room *rooms)
{
    for (unsigned i = 0; i < jobs_count(); i++) {
        g_free(rooms[i].years);
        g_free(rooms[i].found);
        g_free(rooms[i].changes);
    }
    g_free(rooms);
}

static void take_keys(const uint64_t *keys, size_t n, void *data)
{
    struct room *room = data;
    const struct self_sufficiency *all = room->all;
    for (size_t i = 0; i < n; i++) {
        struct served_key key = served_unpack(&all->layout, keys[i]);
        size_t at = key.group << all->layout.person_bits | key.person;
        if (all->frame->area_of[key.paying] != NONE) {
            room->found[room->n_found] = (uint32_t)at;
            room->n_found += room->years[at] == 0;
            room->years[at] |= key.years << key.served * all->layout.year_bits;
        }
    }
}

/* One person in one group, run by run of years in which nothing changes. `changes` are the group's from the
 * round's first year on. */
static void add_person(const struct served_layout *layout, int64_t *changes, uint64_t years)
{
    const unsigned n_years = layout->year_bits;
    const uint64_t mask = (UINT64_C(1) << n_years) - 1;
    const uint64_t home = years & mask, region = years >> n_years & mask, outside = years >> 2 * n_years;
    const uint64_t any = home | region | outside;
    const uint64_t last = (home ^ home >> 1) | (region ^ region >> 1) | (outside ^ outside >> 1);
    for (size_t first = (size_t)__builtin_ctzll(any), end; any >> first != 0; first = end) {
        size_t way = (home >> first & 1) << SERVED_AT_HOME | (region >> first & 1) << SERVED_IN_REGION |
                     (outside >> first & 1) << SERVED_OUTSIDE;
        end = first + (size_t)__builtin_ctzll(last >> first) + 1;
        changes[first * N_WAYS + way]++;
        changes[end * N_WAYS + way]--;
    }
}

static void count_part(size_t part, void *data)
{
    struct self_sufficiency *all = data;
    struct room room = all->rooms[jobs_thread()];
    for (size_t i = 0; i < all->n_locations; i++) {
        served_part_each(&all->lists[i].parts[part], take_keys, &room);
        served_part_drop(&all->lists[i].parts[part]);
    }
    for (size_t i = 0; i < room.n_found; i++) {
        uint64_t *years = &room.years[room.found[i]];
        size_t group = room.found[i] >> all->layout.person_bits;
        add_person(&all->layout, changes_of(&room, group, all->first_year), *years);
        *years = 0;
    }
    room.n_found = 0;
    all->rooms[jobs_thread()] = room;
}

/* n persons served in these ways. */
static void add_persons(struct sufficiency *row, size_t way, int64_t n)
{
    const bool home = (way & 1u << SERVED_AT_HOME) != 0, outside = (way & 1u << SERVED_OUTSIDE) != 0;
    const bool elsewhere = (way & 1u << SERVED_IN_REGION) != 0;
    row->citizens += n;
    row->with_own += home ? n : 0;
    row->with_other += elsewhere || outside ? n : 0;
    row->with_region += home || elsewhere ? n : 0;
    row->with_outside += outside ? n : 0;
    row->only_region += outside ? 0 : n;
}

static void add_room(struct self_sufficiency *all, const struct room *room)
{
    for (size_t group = 0; group < all->frame->n_groups; group++) {
        int64_t n[N_WAYS] = {0};
        for (size_t year = 0; year < all->frame->n_years; year++) {
            for (size_t way = 1; way < N_WAYS; way++) {
                n[way] += changes_of(room, group, year)[way];
                add_persons(&all->rows[group * all->frame->n_years + year], way, n[way]);
            }
        }
    }
}

void self_sufficiency_round(struct self_sufficiency *all, struct served_list *lists, size_t first_year)
{
    all->lists = lists;
    all->first_year = first_year;
    all->rooms = rooms_new(all);
    jobs_each(served_parts(&all->layout), count_part, all);
    for (unsigned i = 0; i < jobs_count(); i++) {
        add_room(all, &all->rooms[i]);
    }
    rooms_free(all->rooms);
}

static void add_days(struct self_sufficiency *all)
{
    for (size_t i = 0; i < all->n_locations * n_cells(all) * N_SERVED; i++) {
        all->rows[i / N_SERVED % n_cells(all)].days[i % N_SERVED] += all->days[i];
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
    g_free(all->days);
    g_free(all->rows);
    g_free(all->imports_known);
    g_free(all);
    return table;
}
