/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All stays into the model's order: by offer, start, end, person and the rest of their content, so that
 * nothing later depends on the order of rows. Lines and files come last: they only decide between rows that
 * are the same.
 *
 * One bin after another, several at a time: keys that tell where its rows are come together by offer, each
 * offer's are sorted, and the rows follow. The blocks of a bin are given back then, so that there is never
 * much more than one copy.
 */
#include "stays.h"

#include "vifte/dates.h"
#include "vifte/huge_pages.h"
#include "vifte/jobs.h"
#include "vifte/key_sort.h"
#include "vifte/text.h"

#include <stdlib.h>
#include <string.h>

#define INDEX_BITS 28 /* of a row in its bin */
#define ROWS_AHEAD 8  /* rows that memory is asked for before they are copied */
#define DAY_BITS 18   /* from the first to the last possible day, with one more for no end */

struct order {
    struct loader *loader;
    GPtrArray *blocks[STAY_BINS]; /* struct stay_block * */
    size_t first[STAY_BINS + 1];  /* where each bin's stays begin */
    size_t n_kept[STAY_BINS];     /* how many there are of them without duplicates */
    struct diag *duplicates[STAY_BINS], *outside[STAY_BINS];
    struct room *rooms; /* per thread */
    uint16_t *set_rank, *section_rank;
    struct stay *stays;
};

/* What sorting a bin takes; for one bin after another. */
struct room {
    uint64_t *keys, *spare;
    size_t size;
    size_t *end; /* of each offer's keys, by the offer's place in the bin */
    struct stay_tallies *tallies;
};

/* --- ranks --- */

/* Sets of groups and sections are numbered as they came, which depends on the threads; their content decides.
 */
static int compare_sets(const void *a, const void *b, void *data)
{
    const struct loader *loader = data;
    const struct group_set *x =
        &g_array_index(loader->group_set_array, struct group_set, *(const uint16_t *)a);
    const struct group_set *y =
        &g_array_index(loader->group_set_array, struct group_set, *(const uint16_t *)b);
    const uint32_t *refs = (const uint32_t *)(void *)loader->group_ref_array->data;
    for (uint32_t i = 0; i < MIN(x->n, y->n); i++) {
        if (refs[x->first + i] != refs[y->first + i]) {
            return refs[x->first + i] < refs[y->first + i] ? -1 : 1;
        }
    }
    return (x->n > y->n) - (x->n < y->n);
}

static int compare_sections(const void *a, const void *b, void *data)
{
    const GArray *sections = ((const struct loader *)data)->section_array;
    return strcmp(g_array_index(sections, struct name, *(const uint16_t *)a).code,
                  g_array_index(sections, struct name, *(const uint16_t *)b).code);
}

static uint16_t *ranks(const struct loader *loader, guint n, GCompareDataFunc compare)
{
    uint16_t *sorted = g_new(uint16_t, n + 1);
    uint16_t *rank = g_new(uint16_t, UINT16_MAX + 1);
    memset(rank, 0xFF, (UINT16_MAX + 1) * sizeof *rank); /* not given comes last */
    for (guint i = 0; i < n; i++) {
        sorted[i] = (uint16_t)i;
    }
    g_qsort_with_data(sorted, (gint)n, sizeof *sorted, compare, (void *)loader);
    for (guint i = 0; i < n; i++) {
        rank[sorted[i]] = (uint16_t)i;
    }
    g_free(sorted);
    return rank;
}

/* The sections in their new order, which the stays get too. */
static void renumber_sections(struct loader *loader, const uint16_t *rank)
{
    GArray *sections = g_array_sized_new(FALSE, FALSE, sizeof(struct name), loader->section_array->len);
    g_array_set_size(sections, loader->section_array->len);
    for (guint i = 0; i < sections->len; i++) {
        g_array_index(sections, struct name, rank[i]) = g_array_index(loader->section_array, struct name, i);
    }
    g_array_unref(loader->section_array);
    loader->section_array = sections;
}

/* --- bins --- */

static void find_bins(struct order *order)
{
    for (size_t bin = 0; bin < STAY_BINS; bin++) {
        order->blocks[bin] = stay_bins_take(order->loader->stays, bin);
        order->first[bin + 1] = order->first[bin];
        for (guint i = 0; i < order->blocks[bin]->len; i++) {
            const struct stay_block *block = g_ptr_array_index(order->blocks[bin], i);
            order->first[bin + 1] += block->n;
        }
    }
    order->stays = g_new(struct stay, order->first[STAY_BINS] + 1);
    huge_pages_ask(order->stays, (order->first[STAY_BINS] + 1) * sizeof *order->stays);
}

static struct room *rooms_new(const struct loader *loader)
{
    struct room *rooms = g_new0(struct room, jobs_count());
    for (unsigned i = 0; i < jobs_count(); i++) {
        rooms[i].tallies = stay_tallies_new(loader);
    }
    return rooms;
}

static void make_room(struct room *room, size_t n, size_t n_offers)
{
    if (n > room->size) {
        room->size = n;
        room->keys = g_renew(uint64_t, room->keys, n);
        room->spare = g_renew(uint64_t, room->spare, n);
    }
    room->end = g_renew(size_t, room->end, n_offers + 1);
    memset(room->end, 0, (n_offers + 1) * sizeof *room->end);
}

static struct stay_tallies *merge_tallies(const struct room *rooms)
{
    for (unsigned i = 1; i < jobs_count(); i++) {
        stay_tallies_merge(rooms[0].tallies, rooms[i].tallies);
    }
    return rooms[0].tallies;
}

static void free_rooms(struct room *rooms)
{
    for (unsigned i = 0; i < jobs_count(); i++) {
        g_free(rooms[i].keys);
        g_free(rooms[i].spare);
        g_free(rooms[i].end);
    }
    g_free(rooms);
}

/* --- keys --- */

/* Start and end packed above where the row is. Days that are too far apart are cut: compare_rows() does not
 * know of them, but no two dates that can be written are. */
static uint64_t key_of(const struct stay *stay, size_t row, int32_t earliest)
{
    const uint64_t most = (UINT64_C(1) << DAY_BITS) - 1;
    uint64_t start = (uint64_t)((int64_t)stay->start - earliest);
    uint64_t end = stay->end == DAY_OPEN ? most : (uint64_t)((int64_t)stay->end - earliest);
    return (start << DAY_BITS | MIN(end, most)) << INDEX_BITS | row;
}

static const struct stay *row_at(const GPtrArray *blocks, uint64_t key)
{
    const size_t row = key & ((UINT64_C(1) << INDEX_BITS) - 1);
    const struct stay_block *block = g_ptr_array_index(blocks, row / STAY_BLOCK_ROWS);
    return &block->rows[row % STAY_BLOCK_ROWS];
}

/* Where each offer's keys begin, in the place of where they end. The bin's first day. */
static int32_t find_offers(const GPtrArray *blocks, uint32_t first_offer, size_t n_offers, size_t *end)
{
    int32_t earliest = INT32_MAX;
    for (guint k = 0; k < blocks->len; k++) {
        const struct stay_block *block = g_ptr_array_index(blocks, k);
        for (size_t i = 0; i < block->n; i++) {
            end[block->rows[i].offer - first_offer + 1]++;
            earliest = MIN(earliest, MIN(block->rows[i].start, block->rows[i].end));
        }
    }
    for (size_t offer = 1; offer <= n_offers; offer++) {
        end[offer] += end[offer - 1];
    }
    return earliest;
}

static void put_keys(const GPtrArray *blocks, uint32_t first_offer, int32_t earliest, uint64_t *keys,
                     size_t *end)
{
    for (guint k = 0; k < blocks->len; k++) {
        const struct stay_block *block = g_ptr_array_index(blocks, k);
        for (size_t i = 0; i < block->n; i++) {
            const struct stay *row = &block->rows[i];
            keys[end[row->offer - first_offer]++] = key_of(row, (size_t)k * STAY_BLOCK_ROWS + i, earliest);
        }
    }
}

/* --- one offer --- */

static int compare_rows(const void *a, const void *b, void *data)
{
    const struct order *order = data;
    const struct stay *x = a;
    const struct stay *y = b;
#define BY(x_value, y_value) \
    if ((x_value) != (y_value)) { \
        return (x_value) < (y_value) ? -1 : 1; \
    }
    BY(x->person, y->person)
    BY(order->set_rank[x->group_set], order->set_rank[y->group_set])
    BY(x->acting, y->acting)
    BY(x->paying, y->paying)
    BY(x->section, y->section)
    BY(x->birth_year, y->birth_year)
    BY(x->sex, y->sex)
    BY(x->severity, y->severity)
    BY(x->rate_oere, y->rate_oere)
    BY(x->file, y->file)
    BY(x->line, y->line)
#undef BY
    return 0;
}

static struct pos stay_pos(const struct loader *loader, const struct stay *stay)
{
    const struct input_record *file = &g_array_index(loader->file_array, struct input_record, stay->file);
    return (struct pos){.file = file->display, .sheet = file->sheet, .line = stay->line};
}

static bool is_same_row(const struct stay *x, const struct stay *y)
{
    return x->start == y->start && x->end == y->end && x->person == y->person &&
           x->group_set == y->group_set && x->acting == y->acting && x->paying == y->paying &&
           x->section == y->section && x->birth_year == y->birth_year && x->sex == y->sex &&
           x->severity == y->severity && x->rate_oere == y->rate_oere;
}

static size_t drop_duplicates(const struct loader *loader, struct stay *stays, size_t n, struct diag *diag)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (kept > 0 && is_same_row(&stays[i], &stays[kept - 1])) {
            struct pos pos = stay_pos(loader, &stays[i]);
            diag_add(diag, &FINDING_DUPLICATE_SAME, &pos, NULL, "flows use_matrix",
                     _("remove one of the two rows"),
                     _("the same stay stands in another row; it counts once"));
        } else {
            stays[kept++] = stays[i];
        }
    }
    return kept;
}

/* Days of the stay on which its offer is not in force, within the project's years. */
static int32_t days_outside(const struct loader *loader, const struct stay *stay)
{
    int32_t start = MAX(stay->start, loader->project->from_day);
    int32_t end = MIN(stay->end, loader->project->to_day);
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, stay->offer);
    int32_t outside = MAX(0, end - start);
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        outside -= date_overlap(period->start, period->end, start, end);
    }
    return outside;
}

/* Counts of findings that are no longer kept, per file. */
struct surplus {
    uint64_t *n; /* 0 = not so far */
    const struct loader *loader;
    const struct diag_kind *kind;
    struct diag *diag;
};

static struct surplus surplus_new(const struct loader *loader, const struct diag_kind *kind,
                                  struct diag *diag)
{
    return (struct surplus){g_new0(uint64_t, loader->file_array->len + 1), loader, kind, diag};
}

/* True when the finding has been counted; otherwise it is to be told. */
static bool is_surplus(struct surplus *surplus, const struct stay *stay)
{
    bool full = surplus->n[stay->file] > 0 ||
                diag_is_full(surplus->diag, surplus->kind, stay_pos(surplus->loader, stay).file);
    surplus->n[stay->file] += full;
    return full;
}

static void surplus_finish(struct surplus *surplus)
{
    for (guint i = 0; i < surplus->loader->file_array->len; i++) {
        if (surplus->n[i] > 0) {
            const struct stay any = {.file = (uint16_t)i};
            diag_count_more(surplus->diag, surplus->kind, stay_pos(surplus->loader, &any).file,
                            surplus->n[i]);
        }
    }
    g_free(surplus->n);
}

static void check_periods(struct surplus *surplus, const struct stay *stays, size_t n)
{
    const struct loader *loader = surplus->loader;
    for (size_t i = 0; i < n; i++) {
        int32_t outside = days_outside(loader, &stays[i]);
        if (outside > 0 && !is_surplus(surplus, &stays[i])) {
            struct pos pos = stay_pos(loader, &stays[i]);
            diag_add(surplus->diag, &FINDING_OUTSIDE_PERIOD, &pos, "offer", "occupancy_year occupancy_period",
                     _("end the stay when the offer ends, or correct the offer's validity"),
                     P_("the offer is not in force on %d day of the stay",
                        "the offer is not in force on %d days of the stay", outside),
                     outside);
        }
    }
}

/* --- all offers --- */

/* The rows of an offer's sorted keys, each content once; how many there are. */
static size_t take_rows(const struct order *order, const GPtrArray *blocks, const uint64_t *sorted, size_t n,
                        struct stay *stays, struct diag *duplicates)
{
    size_t kept = 0;
    for (size_t i = 0, end; i < n; i = end) {
        struct stay *same_days = stays + kept;
        for (end = i; end < n && sorted[end] >> INDEX_BITS == sorted[i] >> INDEX_BITS; end++) {
            __builtin_prefetch(row_at(blocks, sorted[MIN(end + ROWS_AHEAD, n - 1)]));
            same_days[end - i] = *row_at(blocks, sorted[end]);
            same_days[end - i].section = order->section_rank[same_days[end - i].section];
        }
        if (end - i > 1) {
            g_qsort_with_data(same_days, (gint)(end - i), sizeof *stays, compare_rows, (void *)order);
        }
        kept += end - i > 1 ? drop_duplicates(order->loader, same_days, end - i, duplicates) : 1;
    }
    return kept;
}

static void order_rows(struct order *order, size_t bin)
{
    const uint32_t bits = order->loader->stays->bin_bits;
    const uint32_t first_offer = (uint32_t)bin << bits;
    const size_t n_offers = (size_t)1 << bits;
    const GPtrArray *blocks = order->blocks[bin];
    struct surplus surplus = surplus_new(order->loader, &FINDING_OUTSIDE_PERIOD, order->outside[bin]);
    struct room *room = &order->rooms[jobs_thread()];
    make_room(room, order->first[bin + 1] - order->first[bin], n_offers);
    int32_t earliest = find_offers(blocks, first_offer, n_offers, room->end);
    put_keys(blocks, first_offer, earliest, room->keys, room->end);
    for (size_t offer = 0, from = 0; offer < n_offers; from = room->end[offer++]) {
        struct stay *own = order->stays + order->first[bin] + order->n_kept[bin];
        const size_t n = room->end[offer] - from;
        const uint64_t *sorted = key_sort(room->keys + from, room->spare, n, INDEX_BITS);
        const size_t n_own = take_rows(order, blocks, sorted, n, own, order->duplicates[bin]);
        check_periods(&surplus, own, n_own);
        stay_tallies_add(room->tallies, own, n_own);
        order->n_kept[bin] += n_own;
    }
    surplus_finish(&surplus);
}

static void order_bin(size_t bin, void *data)
{
    struct order *order = data;
    order->duplicates[bin] = diag_new_part(order->loader->diag);
    order->outside[bin] = diag_new_part(order->loader->diag);
    if (order->first[bin] < order->first[bin + 1]) {
        order_rows(order, bin);
    }
    g_ptr_array_set_free_func(order->blocks[bin], g_free);
    g_ptr_array_unref(order->blocks[bin]);
}

/* Closes the gaps that duplicates left. */
static size_t close_gaps(struct order *order)
{
    size_t n = 0;
    for (size_t bin = 0; bin < STAY_BINS; bin++) {
        if (n < order->first[bin] && order->n_kept[bin] > 0) {
            memmove(order->stays + n, order->stays + order->first[bin],
                    order->n_kept[bin] * sizeof *order->stays);
        }
        n += order->n_kept[bin];
    }
    return n;
}

static void tell(struct loader *loader, struct diag *const *diags)
{
    for (size_t bin = 0; bin < STAY_BINS; bin++) {
        diag_merge(loader->diag, diags[bin], 0);
        diag_free(diags[bin]);
    }
}

static void put_in_order(struct loader *loader)
{
    struct order order = {.loader = loader,
                          .rooms = rooms_new(loader),
                          .set_rank = ranks(loader, loader->group_set_array->len, compare_sets),
                          .section_rank = ranks(loader, loader->section_array->len, compare_sections)};
    renumber_sections(loader, order.section_rank);
    find_bins(&order);
    jobs_each(STAY_BINS, order_bin, &order);
    loader->stay_rows = order.stays;
    loader->n_stay_rows = close_gaps(&order);
    tell(loader, order.duplicates);
    tell(loader, order.outside);
    loader->stay_tallies = merge_tallies(order.rooms);
    free_rooms(order.rooms);
    g_free(order.set_rank);
    g_free(order.section_rank);
}

/* --- overlaps --- */

/* The first stay in the offer, or in one behind it. */
static size_t loader_first_stay(const struct loader *loader, uint32_t offer)
{
    return MODEL_FIRST_ROW(loader->stay_rows, loader->n_stay_rows, struct stay, offer);
}

static bool is_residential(const struct loader *loader, uint32_t offer)
{
    enum offer_kind kind = g_array_index(loader->offer_array, struct offer, offer).kind;
    return kind == KIND_PERMANENT || kind == KIND_TEMPORARY || kind == KIND_SECURED;
}

/* Calls `take` for every stay in a residential offer. */
static void each_residential(const struct loader *loader, void (*take)(uint32_t i, void *data), void *data)
{
    for (size_t i = 0, end; i < loader->n_stay_rows; i = end) {
        uint32_t offer = loader->stay_rows[i].offer;
        end = loader_first_stay(loader, offer + 1);
        for (size_t k = i; k < end && is_residential(loader, offer); k++) {
            take((uint32_t)k, data);
        }
    }
}

/* Stays by person, each person's by start and then in the model's order. */
struct by_person {
    const struct stay *stays;
    uint32_t *first, *next, *sorted;
};

static void count_person(uint32_t i, void *data)
{
    const struct by_person *persons = data;
    persons->first[persons->stays[i].person + 1]++;
}

static void put_person(uint32_t i, void *data)
{
    const struct by_person *persons = data;
    const struct stay *stay = &persons->stays[i];
    uint32_t at = persons->next[stay->person]++;
    for (; at > persons->first[stay->person] && persons->stays[persons->sorted[at - 1]].start > stay->start;
         at--) {
        persons->sorted[at] = persons->sorted[at - 1];
    }
    persons->sorted[at] = i;
}

/* The sorted stays' numbers; *n = how many. */
static uint32_t *residential_by_person(const struct loader *loader, uint32_t *n)
{
    struct by_person persons = {.stays = loader->stay_rows, .first = g_new0(uint32_t, loader->n_persons + 2)};
    each_residential(loader, count_person, &persons);
    for (size_t person = 0; person < loader->n_persons; person++) {
        persons.first[person + 1] += persons.first[person];
    }
    *n = persons.first[loader->n_persons];
    persons.sorted = g_new(uint32_t, *n + 1);
    persons.next = g_memdup2(persons.first, (loader->n_persons + 1) * sizeof *persons.first);
    each_residential(loader, put_person, &persons);
    g_free(persons.first);
    g_free(persons.next);
    return persons.sorted;
}

/* Overlaps of one person in residential offers: each stay against the one that reaches furthest before it. */
static void check_overlaps(struct loader *loader)
{
    uint32_t n;
    uint32_t *sorted = residential_by_person(loader, &n);
    struct surplus surplus = surplus_new(loader, &FINDING_OVERLAPPING_STAYS, loader->diag);
    const struct stay *furthest = NULL;
    for (uint32_t i = 0; i < n; i++) {
        const struct stay *stay = &loader->stay_rows[sorted[i]];
        bool same_person = furthest != NULL && furthest->person == stay->person;
        if (same_person && furthest->end > stay->start && stay->end > stay->start) {
            if (!is_surplus(&surplus, stay)) {
                struct pos pos = stay_pos(loader, stay);
                diag_add(loader->diag, &FINDING_OVERLAPPING_STAYS, &pos, "start", "flows occupancy_year",
                         _("end the earlier stay, or leave it if both places are paid"),
                         _("overlaps the same person's stay in line %u of %s"), furthest->line,
                         stay_pos(loader, furthest).file);
            }
        }
        if (!same_person || stay->end > furthest->end) {
            furthest = stay;
        }
    }
    surplus_finish(&surplus);
    g_free(sorted);
}

void load_stays_finish(struct loader *loader)
{
    loader->n_persons = person_table_size(loader->stays->persons);
    if (loader->person_key != NULL) {
        loader->model->person_hashes = stays_hash_persons(loader->stays, loader->person_key);
    }
    stays_forget_persons(loader->stays);
    put_in_order(loader);
    stays_free(loader->stays);
    loader->stays = NULL;
    check_overlaps(loader);
}
