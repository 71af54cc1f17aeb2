/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each person adds to an expenditure. Goes through one location after the other, so that no more than
 * its persons' sums are held; rows of fewer persons than the rule on money needs are hidden in any case and
 * left out.
 */
#include "vifte/contributions.h"

#include "vifte/frame.h"
#include "vifte/model.h"
#include "vifte/registry.h"
#include "vifte/sdc_rules.h"
#include "vifte/table.h"

#include <stdlib.h>
#include <string.h>

#define FEWEST_PERSONS 5

struct share {
    uint32_t row, person;
    int64_t oere;
};

struct shares {
    const struct frame *frame;
    struct table *flows;
    int32_t *row_of; /* by (group, year, paying) of one location: row, or -1 */
    GArray *shares;
};

static size_t cell_at(const struct frame *frame, size_t group, size_t year, size_t paying)
{
    return (group * frame->n_years + year) * frame->model->n_municipalities + paying;
}

static const char *location_of(const struct frame *frame, const struct offer *offer)
{
    if (offer->kind == KIND_ADDRESS_FREE) {
        return "address_free";
    }
    if (offer->municipality == NONE) {
        return "abroad";
    }
    return frame->area_of[offer->municipality] != NONE
               ? frame->model->municipalities[offer->municipality].name.code
               : "other_region";
}

/* A row that could be shown, by its cell. */
struct placed {
    size_t cell;
    int32_t row;
};

static void free_placed(void *data)
{
    g_array_unref(data);
}

static GHashTable *number_groups(const struct project *project)
{
    GHashTable *groups = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t i = 0; i < project->n_groups; i++) {
        g_hash_table_insert(groups, (void *)project->groups[i].name.code, GSIZE_TO_POINTER(i));
    }
    return groups;
}

static bool could_be_shown(const struct cell *row)
{
    return cell_has_number(&row[FLOWS_EXPENDITURE]) && row[FLOWS_EXPENDITURE].contributors >= FEWEST_PERSONS;
}

/* Rows that could be shown, by the code of their location. */
static GHashTable *place_rows(const struct frame *frame, const struct table *flows)
{
    const struct model *model = frame->model;
    GHashTable *places = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_placed);
    GHashTable *groups = number_groups(model->project);
    for (size_t row = 0; row < table_rows(flows); row++) {
        const struct cell *it = table_row(flows, row);
        uint32_t paying =
            could_be_shown(it)
                ? model_municipality(model, (int)g_ascii_strtoll(it[FLOWS_PAYING].name->code, NULL, 10))
                : NONE;
        if (paying == NONE) {
            continue;
        }
        const char *location = it[FLOWS_LOCATION].name->code;
        GArray *rows = g_hash_table_lookup(places, location);
        if (rows == NULL) {
            rows = g_array_new(FALSE, FALSE, sizeof(struct placed));
            g_hash_table_insert(places, (void *)location, rows);
        }
        size_t group = GPOINTER_TO_SIZE(g_hash_table_lookup(groups, it[FLOWS_GROUP].name->code));
        size_t year = (size_t)it[FLOWS_YEAR].number - (size_t)frame->from_year;
        struct placed placed = {cell_at(frame, group, year, paying), (int32_t)row};
        g_array_append_val(rows, placed);
    }
    g_hash_table_unref(groups);
    return places;
}

static void set_rows(struct shares *shares, const GArray *rows)
{
    const struct frame *frame = shares->frame;
    size_t cells = frame->n_groups * frame->n_years * frame->model->n_municipalities;
    memset(shares->row_of, 0xff, cells * sizeof *shares->row_of);
    for (guint i = 0; i < rows->len; i++) {
        const struct placed *placed = &g_array_index(rows, struct placed, i);
        shares->row_of[placed->cell] = placed->row;
    }
}

static void add_stay(struct shares *shares, const struct stay *stay, uint32_t group)
{
    const struct frame *frame = shares->frame;
    struct day_span days = frame_clipped_days(frame, stay, group);
    if (days.start >= days.end || stay->rate_oere < 0) {
        return;
    }
    size_t last = frame_year(frame, days.end - 1);
    for (size_t year = frame_year(frame, days.start); year <= last; year++) {
        int32_t row = shares->row_of[cell_at(frame, group, year, stay->paying)];
        if (row >= 0) {
            struct share share = {.row = (uint32_t)row,
                                  .person = stay->person,
                                  .oere = (int64_t)frame_days_in_year(frame, days, year) * stay->rate_oere};
            g_array_append_val(shares->shares, share);
        }
    }
}

static void add_offer(struct shares *shares, uint32_t offer)
{
    const struct model *model = shares->frame->model;
    struct stay_span stays = frame_stays_of(shares->frame, offer);
    for (const struct stay *stay = stays.first; stay < stays.end; stay++) {
        const struct group_set *set = &model->group_sets[stay->group_set];
        for (uint32_t k = set->first; k < set->first + set->n; k++) {
            add_stay(shares, stay, model->group_refs[k]);
        }
    }
}

static int compare_shares(const void *a, const void *b)
{
    const struct share *x = a, *y = b;
    return x->row != y->row ? (x->row > y->row) - (x->row < y->row)
                            : (x->person > y->person) - (x->person < y->person);
}

/* Persons' sums of one row: shares [first, end). */
static bool is_dominated(const struct shares *shares, guint first, guint end)
{
    const struct project *project = shares->frame->model->project;
    const struct share *all = (const struct share *)shares->shares->data;
    double *sums = g_new0(double, end - first);
    size_t n = 0;
    for (guint i = first; i < end; i++) {
        n += i == first || all[i].person != all[i - 1].person;
        sums[n - 1] += (double)all[i].oere;
    }
    struct sdc_cell cell = sdc_cell_of(sums, n);
    g_free(sums);
    return sdc_is_dominated(&cell, project->dominance_n, project->dominance_k) ||
           sdc_is_p_percent(&cell, project->p_percent);
}

static void mark_rows(struct shares *shares)
{
    GArray *all = shares->shares;
    g_array_sort(all, compare_shares);
    guint end;
    for (guint first = 0; first < all->len; first = end) {
        uint32_t row = g_array_index(all, struct share, first).row;
        end = first + 1;
        while (end < all->len && g_array_index(all, struct share, end).row == row) {
            end++;
        }
        if (is_dominated(shares, first, end)) {
            table_row_mutable(shares->flows, row)[FLOWS_EXPENDITURE].marks |= MARK_DOMINATED;
        }
    }
    g_array_set_size(all, 0);
}

static GPtrArray *list_locations(const struct frame *frame)
{
    GHashTable *known = g_hash_table_new(g_str_hash, g_str_equal);
    GPtrArray *locations = g_ptr_array_new();
    for (uint32_t offer = 0; offer < frame->model->n_offers; offer++) {
        const char *location = location_of(frame, &frame->model->offers[offer]);
        if (g_hash_table_add(known, (void *)location)) {
            g_ptr_array_add(locations, (void *)location);
        }
    }
    g_hash_table_unref(known);
    return locations;
}

void contributions_mark(const struct frame *frame, struct table *flows)
{
    const struct model *model = frame->model;
    GPtrArray *locations = list_locations(frame);
    GHashTable *places = place_rows(frame, flows);
    struct shares shares = {
        .frame = frame,
        .flows = flows,
        .row_of = g_new(int32_t, frame->n_groups * frame->n_years * model->n_municipalities + 1),
        .shares = g_array_new(FALSE, FALSE, sizeof(struct share))};
    for (guint i = 0; i < locations->len; i++) {
        const char *location = g_ptr_array_index(locations, i);
        const GArray *rows = g_hash_table_lookup(places, location);
        if (rows == NULL) {
            continue;
        }
        set_rows(&shares, rows);
        for (uint32_t offer = 0; offer < model->n_offers; offer++) {
            if (strcmp(location_of(frame, &model->offers[offer]), location) == 0) {
                add_offer(&shares, offer);
            }
        }
        mark_rows(&shares);
    }
    g_array_unref(shares.shares);
    g_free(shares.row_of);
    g_hash_table_unref(places);
    g_ptr_array_unref(locations);
}
