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

static size_t group_of(const struct frame *frame, const char *code)
{
    size_t group = 0;
    while (group < frame->n_groups && strcmp(frame->model->project->groups[group].name.code, code) != 0) {
        group++;
    }
    return group;
}

/* Finds the rows of a location; false when it has none that could be shown. */
static bool find_rows(struct shares *shares, const char *location)
{
    const struct frame *frame = shares->frame;
    size_t cells = frame->n_groups * frame->n_years * frame->model->n_municipalities;
    bool any = false;
    memset(shares->row_of, 0xff, cells * sizeof *shares->row_of);
    for (size_t row = 0; row < table_rows(shares->flows); row++) {
        const struct cell *it = table_row(shares->flows, row);
        uint32_t paying =
            model_municipality(frame->model, (int)g_ascii_strtoll(it[FLOWS_PAYING].name->code, NULL, 10));
        bool wanted = strcmp(it[FLOWS_LOCATION].name->code, location) == 0 && paying != NONE &&
                      cell_has_number(&it[FLOWS_EXPENDITURE]) &&
                      it[FLOWS_EXPENDITURE].contributors >= FEWEST_PERSONS;
        if (wanted) {
            size_t year = (size_t)it[FLOWS_YEAR].number - (size_t)frame->from_year;
            size_t group = group_of(frame, it[FLOWS_GROUP].name->code);
            shares->row_of[cell_at(frame, group, year, paying)] = (int32_t)row;
            any = true;
        }
    }
    return any;
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
    GPtrArray *locations = g_ptr_array_new();
    for (uint32_t offer = 0; offer < frame->model->n_offers; offer++) {
        const char *location = location_of(frame, &frame->model->offers[offer]);
        if (!g_ptr_array_find_with_equal_func(locations, location, g_str_equal, NULL)) {
            g_ptr_array_add(locations, (gpointer)location);
        }
    }
    return locations;
}

void contributions_mark(const struct frame *frame, struct table *flows)
{
    const struct model *model = frame->model;
    GPtrArray *locations = list_locations(frame);
    struct shares shares = {
        .frame = frame,
        .flows = flows,
        .row_of = g_new(int32_t, frame->n_groups * frame->n_years * model->n_municipalities + 1),
        .shares = g_array_new(FALSE, FALSE, sizeof(struct share))};
    for (guint i = 0; i < locations->len; i++) {
        const char *location = g_ptr_array_index(locations, i);
        if (!find_rows(&shares, location)) {
            continue;
        }
        for (uint32_t offer = 0; offer < model->n_offers; offer++) {
            if (strcmp(location_of(frame, &model->offers[offer]), location) == 0) {
                add_offer(&shares, offer);
            }
        }
        mark_rows(&shares);
    }
    g_array_unref(shares.shares);
    g_free(shares.row_of);
    g_ptr_array_unref(locations);
}
