/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Offers and places by group, section, location and year, and the log of what changed.
 *
 * Supply comes from the offers table alone: an operator's occupancy report can overrule the places that an
 * occupancy is measured against, but not what is approved.
 */
#include "vifte/dates.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <string.h>

/* What one offer adds to one cell: one offer, its periods of one year that rest on one section. */
struct share {
    uint32_t group, municipality, offer;
    int year;
    const struct name *section;
    double place_days;
    bool in_places;
    bool unknown; /* places left out in the input on a day in force */
};

static const struct name *section_of(const struct period *period)
{
    bool stated = period->section.code != NULL && *period->section.code != '\0';
    return stated ? &period->section : names_intern("unknown", _("Not stated"));
}

static const struct name *location_of(const struct model *model, uint32_t municipality)
{
    return municipality != NONE ? &model->municipalities[municipality].name
                                : names_intern("abroad", _("Abroad"));
}

static int compare_shares(const void *a, const void *b)
{
    const struct share *x = a;
    const struct share *y = b;
    if (x->group != y->group) {
        return x->group < y->group ? -1 : 1;
    }
    int order = strcmp(x->section->code, y->section->code);
    if (order != 0) {
        return order;
    }
    if (x->municipality != y->municipality) {
        return x->municipality < y->municipality ? -1 : 1;
    }
    if (x->year != y->year) {
        return x->year < y->year ? -1 : 1;
    }
    return (x->offer > y->offer) - (x->offer < y->offer);
}

static bool same_cell(const struct share *x, const struct share *y)
{
    return x->group == y->group && strcmp(x->section->code, y->section->code) == 0 &&
           x->municipality == y->municipality && x->year == y->year;
}

/* One share a period, year and group; periods of one cell meet again when the sorted shares are added up. */
static void add_period(const struct model *model, uint32_t index, const struct period *period, GArray *shares)
{
    const struct offer *offer = &model->offers[index];
    const struct group_set *set = &model->group_sets[offer->group_set];
    struct share share = {.municipality = offer->municipality,
                          .offer = index,
                          .section = section_of(period),
                          .in_places = model_in_places(offer)};
    for (int year = model->project->from_year; year <= model->project->to_year; year++) {
        int32_t days =
            date_overlap(period->start, period->end, date_year_start(year), date_year_start(year + 1));
        if (days == 0) {
            continue;
        }
        bool known = period->places.state == CELL_VALUE;
        share.year = year;
        share.place_days = share.in_places && known ? period->places.number * days : 0;
        share.unknown = share.in_places && !known;
        for (uint32_t i = set->first; i < set->first + set->n; i++) {
            share.group = model->group_refs[i];
            g_array_append_val(shares, share);
        }
    }
}

static GArray *collect_shares(const struct model *model)
{
    GArray *shares = g_array_new(FALSE, FALSE, sizeof(struct share));
    for (uint32_t i = 0; i < model->n_offers; i++) {
        const struct offer *offer = &model->offers[i];
        for (uint32_t k = 0; k < offer->n_periods; k++) {
            add_period(model, i, &model->periods[offer->first_period + k], shares);
        }
    }
    g_array_sort(shares, compare_shares);
    return shares;
}

struct supply_sum {
    int offers;
    double place_days, specialised, cooperation;
    bool in_places, unknown;
};

static struct supply_sum add_up(const struct model *model, const struct share *shares, guint n)
{
    struct supply_sum sum = {0};
    for (guint i = 0; i < n; i++) {
        const struct offer *offer = &model->offers[shares[i].offer];
        sum.offers += i == 0 || shares[i].offer != shares[i - 1].offer ? 1 : 0;
        sum.place_days += shares[i].place_days;
        sum.specialised += offer->specialised ? shares[i].place_days : 0;
        sum.cooperation += offer->cooperation ? shares[i].place_days : 0;
        sum.in_places |= shares[i].in_places;
        sum.unknown |= shares[i].unknown;
    }
    return sum;
}

static struct cell places_cell(const struct supply_sum *sum, double number)
{
    if (!sum->in_places) {
        return cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    }
    return sum->unknown ? cell_empty(CELL_MISSING, REASON_NONE) : cell_number(number, CONTRIBUTORS_NONE);
}

static void add_supply_row(const struct model *model, struct table *table, const struct share *shares,
                           guint n)
{
    const struct supply_sum sum = add_up(model, shares, n);
    int year = shares->year;
    double days = date_year_start(year + 1) - date_year_start(year);
    struct cell *row = table_add(table);
    row[SUPPLY_GROUP] = cell_name(&model->project->groups[shares->group].name);
    row[SUPPLY_SECTION] = cell_name(shares->section);
    row[SUPPLY_MUNICIPALITY] = cell_name(location_of(model, shares->municipality));
    row[SUPPLY_YEAR] = cell_year(year);
    row[SUPPLY_OFFERS] = cell_number(sum.offers, CONTRIBUTORS_NONE);
    row[SUPPLY_PLACES] = places_cell(&sum, sum.place_days / days);
    row[SUPPLY_PLACE_DAYS] = places_cell(&sum, sum.place_days);
    row[SUPPLY_SPECIALISED_PLACES] = places_cell(&sum, sum.specialised / days);
    row[SUPPLY_COOPERATION_PLACES] = places_cell(&sum, sum.cooperation / days);
}

static struct table *supply_table(const struct model *model)
{
    struct table *table = table_new(registry_table(TABLE_SUPPLY));
    GArray *array = collect_shares(model);
    const struct share *shares = (const struct share *)(void *)array->data;
    for (guint first = 0; first < array->len;) {
        guint end = first + 1;
        while (end < array->len && same_cell(&shares[first], &shares[end])) {
            end++;
        }
        add_supply_row(model, table, &shares[first], end - first);
        first = end;
    }
    g_array_unref(array);
    table_sort(table);
    return table;
}

enum change { CHANGE_OPENED, CHANGE_CLOSED, CHANGE_MERGED, CHANGE_MORE, CHANGE_FEWER, CHANGE_NOTE };

static const struct name CHANGES[] = {
    [CHANGE_OPENED] = {"opened", N_("Opened")},     [CHANGE_CLOSED] = {"closed", N_("Closed")},
    [CHANGE_MERGED] = {"merged", N_("Merged")},     [CHANGE_MORE] = {"more", N_("More places")},
    [CHANGE_FEWER] = {"fewer", N_("Fewer places")}, [CHANGE_NOTE] = {"note", N_("Note")},
};

static struct cell log_places(const struct offer *offer, struct quantity places)
{
    if (!model_in_places(offer)) {
        return cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
    }
    return places.state == CELL_VALUE ? cell_number(places.number, CONTRIBUTORS_NONE)
                                      : cell_empty(CELL_MISSING, REASON_NONE);
}

static struct cell *add_log_row(struct table *table, const struct offer *offer, int32_t day,
                                enum change change)
{
    struct cell *row = table_add(table);
    row[CAPACITY_LOG_DATE] = cell_number(day, CONTRIBUTORS_NONE);
    row[CAPACITY_LOG_OFFER] = cell_name(&offer->name);
    row[CAPACITY_LOG_CHANGE] = cell_name(&CHANGES[change]);
    row[CAPACITY_LOG_NOTE] = cell_empty(CELL_NA, REASON_NONE);
    return row;
}

static struct quantity no_places(void)
{
    return (struct quantity){.number = 0, .state = CELL_VALUE};
}

/* Which change is it when an offer goes over from one period to another? NULL = none on that side. */
static bool change_between(const struct model *model, const struct offer *offer, const struct period *before,
                           const struct period *after, enum change *change)
{
    if (before == NULL) {
        *change = CHANGE_OPENED;
        return true;
    }
    if (after == NULL) {
        bool last = before == &model->periods[offer->first_period + offer->n_periods - 1];
        *change = last && offer->merged_into != NONE ? CHANGE_MERGED : CHANGE_CLOSED;
        return true;
    }
    bool known = before->places.state == CELL_VALUE && after->places.state == CELL_VALUE;
    *change = after->places.number > before->places.number ? CHANGE_MORE : CHANGE_FEWER;
    return model_in_places(offer) && known && after->places.number != before->places.number;
}

/* An offer that is there on the window's first day is not said to open then: the register may just begin
 * there. */
static void log_boundary(const struct model *model, struct table *table, const struct offer *offer,
                         int32_t day, const struct period *before, const struct period *after)
{
    const struct project *project = model->project;
    enum change change;
    if (day < project->from_day || day >= project->to_day ||
        !change_between(model, offer, before, after, &change) ||
        (change == CHANGE_OPENED && day == project->from_day)) {
        return;
    }
    struct cell *row = add_log_row(table, offer, day, change);
    row[CAPACITY_LOG_PLACES_BEFORE] = log_places(offer, before != NULL ? before->places : no_places());
    row[CAPACITY_LOG_PLACES_AFTER] = log_places(offer, after != NULL ? after->places : no_places());
}

static void log_offer(const struct model *model, struct table *table, const struct offer *offer)
{
    const struct period *before = NULL;
    for (uint32_t i = 0; i < offer->n_periods; i++) {
        const struct period *period = &model->periods[offer->first_period + i];
        if (before != NULL && before->end < period->start) { /* closed for a while */
            log_boundary(model, table, offer, before->end, before, NULL);
            before = NULL;
        }
        log_boundary(model, table, offer, period->start, before, period);
        before = period;
    }
    if (before != NULL) {
        log_boundary(model, table, offer, before->end, before, NULL);
    }
}

static struct quantity places_on(const struct model *model, const struct offer *offer, int32_t day)
{
    for (uint32_t i = 0; i < offer->n_periods; i++) {
        const struct period *period = &model->periods[offer->first_period + i];
        if (period->start <= day && day < period->end) {
            return period->places;
        }
    }
    return no_places();
}

/* Row of the offer and day, or NULL. The log is sorted by date and offer. */
static struct cell *find_log_row(struct table *table, size_t n_sorted, int32_t day, const struct offer *offer)
{
    size_t low = 0, high = n_sorted;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct cell *row = table_row_mutable(table, middle);
        int32_t row_day = (int32_t)row[CAPACITY_LOG_DATE].number;
        int order = (row_day > day) - (row_day < day);
        if (order == 0) {
            order = strcmp(row[CAPACITY_LOG_OFFER].name->code, offer->name.code);
        }
        if (order == 0) {
            return row;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

/* The change that a note is about: of its own day, or a closing on the day after, as people date a closing by
 * the last day; NULL = none. */
static struct cell *change_of_note(struct table *table, size_t n_sorted, const struct capacity_note *note,
                                   const struct offer *offer)
{
    struct cell *row = find_log_row(table, n_sorted, note->day, offer);
    if (row != NULL) {
        return row;
    }
    row = find_log_row(table, n_sorted, note->day + 1, offer);
    bool closing = row != NULL && (row[CAPACITY_LOG_CHANGE].name == &CHANGES[CHANGE_CLOSED] ||
                                   row[CAPACITY_LOG_CHANGE].name == &CHANGES[CHANGE_MERGED]);
    return closing ? row : NULL;
}

/* Several notes on one change stand together in one cell. */
static void set_note(struct cell *row, const char *note)
{
    struct cell *cell = &row[CAPACITY_LOG_NOTE];
    if (!cell_has_number(cell)) {
        *cell = cell_name(names_intern_plain(note));
        return;
    }
    char *text = g_strdup_printf("%s; %s", cell->name->code, note);
    *cell = cell_name(names_intern_plain(text));
    g_free(text);
}

static void add_notes(const struct model *model, struct table *table)
{
    const size_t n_sorted = table_rows(table);
    const struct capacity_note *before = NULL;
    for (size_t i = 0; i < model->n_capacity_notes; i++) {
        const struct capacity_note *note = &model->capacity_notes[i];
        const struct offer *offer = &model->offers[note->offer];
        if (note->day < model->project->from_day || note->day >= model->project->to_day) {
            continue;
        }
        struct cell *row = change_of_note(table, n_sorted, note, offer);
        if (row == NULL && before != NULL && before->day == note->day && before->offer == note->offer) {
            row = table_row_mutable(table, table_rows(table) - 1);
        }
        if (row == NULL) {
            row = add_log_row(table, offer, note->day, CHANGE_NOTE);
            row[CAPACITY_LOG_PLACES_BEFORE] = log_places(offer, places_on(model, offer, note->day - 1));
            row[CAPACITY_LOG_PLACES_AFTER] = log_places(offer, places_on(model, offer, note->day));
        }
        set_note(row, note->note);
        before = note;
    }
}

static struct table *capacity_log_table(const struct model *model)
{
    struct table *table = table_new(registry_table(TABLE_CAPACITY_LOG));
    for (size_t i = 0; i < model->n_offers; i++) {
        log_offer(model, table, &model->offers[i]);
    }
    table_sort(table);
    add_notes(model, table);
    table_sort(table);
    return table;
}

void measures_supply(const struct model *model, struct results *results)
{
    results->tables[TABLE_SUPPLY] = supply_table(model);
    results->tables[TABLE_CAPACITY_LOG] = capacity_log_table(model);
}
