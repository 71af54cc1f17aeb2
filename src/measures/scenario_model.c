/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changed copy; see scenario_model.h. */
#include "vifte/scenario_model.h"

#include "vifte/dates.h"
#include "vifte/distances.h"
#include "vifte/frame.h"
#include "vifte/portfolio.h"
#include "vifte/scenario.h"

#include <stdlib.h>
#include <string.h>

struct scenario_model {
    struct model model; /* arrays that are not listed here are the original's */
    struct project project;
    const struct scenario *scenario;
    size_t n_before;     /* offers in the original */
    uint32_t *number;    /* by offer of the original: its number now */
    uint32_t *before;    /* by offer: its number in the original, NONE = opened */
    GPtrArray **changes; /* by offer of the original: what it is to, NULL = nothing */
    GArray *offers, *periods, *reports, *stays, *use_counts, *demands, *capacity_notes, *rates, *group_sets,
        *group_refs, *moved;
};

static const struct scenario_change *change_at(const struct scenario *scenario, guint i)
{
    return g_ptr_array_index(scenario->changes, i);
}

static guint n_changes(const struct scenario *scenario)
{
    return scenario != NULL ? scenario->changes->len : 0;
}

int32_t scenario_last_day(const struct scenario *scenario, const struct model *model)
{
    int32_t last = model->project->to_day - 1;
    for (guint i = 0; i < n_changes(scenario); i++) {
        const struct scenario_change *change = change_at(scenario, i);
        last = change->kind != SCENARIO_ARRIVALS ? MAX(last, change->day) : last;
    }
    return last;
}

/* --- copies --- */

static GArray *copy_of(const void *rows, size_t n, size_t size)
{
    GArray *array = g_array_sized_new(FALSE, FALSE, (guint)size, (guint)n);
    return n > 0 ? g_array_append_vals(array, rows, (guint)n) : array;
}

#define COPY(copy, field, original) \
    (copy)->field = copy_of((original)->field, (original)->n_##field, sizeof *(original)->field)
#define SHOW(copy, field) \
    do { \
        (copy)->model.field = (void *)(copy)->field->data; \
        (copy)->model.n_##field = (copy)->field->len; \
    } while (0)

/* The model's pointers follow the arrays, which may have moved. */
static void show(struct scenario_model *copy)
{
    SHOW(copy, offers);
    SHOW(copy, periods);
    SHOW(copy, reports);
    SHOW(copy, stays);
    SHOW(copy, use_counts);
    SHOW(copy, demands);
    SHOW(copy, capacity_notes);
    SHOW(copy, rates);
    SHOW(copy, group_sets);
    SHOW(copy, group_refs);
    SHOW(copy, moved);
}

/* --- offers that open --- */

static uint32_t add_group_set(struct scenario_model *copy, const GArray *groups)
{
    struct group_set set = {.first = copy->group_refs->len, .n = groups->len};
    g_array_append_vals(copy->group_refs, groups->data, groups->len);
    g_array_append_val(copy->group_sets, set);
    return copy->group_sets->len - 1;
}

/* A home for all ages, whoever runs it. */
static struct offer opened_offer(struct scenario_model *copy, const struct scenario_change *change)
{
    static const struct name NOBODY = {"", ""};
    return (struct offer){.name = {change->id, change->name},
                          .operator_name = NOBODY,
                          .section = NOBODY,
                          .agreement = NOBODY,
                          .kind = KIND_PERMANENT,
                          .unit = UNIT_PLACES,
                          .municipality = change->municipality,
                          .group_set = add_group_set(copy, change->groups),
                          .merged_into = NONE,
                          .age_from = 0,
                          .age_to = AGE_OPEN};
}

struct numbered {
    struct offer offer;
    uint32_t before; /* number in the original, NONE = opened by the change */
    const struct scenario_change *change;
};

static int by_id(const void *a, const void *b)
{
    const struct numbered *x = a;
    const struct numbered *y = b;
    return strcmp(x->offer.name.code, y->offer.name.code);
}

static GArray *all_offers(struct scenario_model *copy, const struct model *model)
{
    GArray *all = g_array_new(FALSE, FALSE, sizeof(struct numbered));
    for (uint32_t i = 0; i < model->n_offers; i++) {
        struct numbered one = {.offer = model->offers[i], .before = i};
        g_array_append_val(all, one);
    }
    for (guint i = 0; i < n_changes(copy->scenario); i++) {
        const struct scenario_change *change = change_at(copy->scenario, i);
        if (change->kind == SCENARIO_OPEN) {
            struct numbered one = {.before = NONE, .change = change};
            one.offer = opened_offer(copy, change);
            g_array_append_val(all, one);
        }
    }
    g_array_sort(all, by_id);
    return all;
}

/* --- places over time --- */

/* What the scenario does to an offer: the n-th change, NULL after the last. */
static const struct scenario_change *change_to(const struct scenario_model *copy, uint32_t before, guint n)
{
    const GPtrArray *changes = before != NONE ? copy->changes[before] : NULL;
    return changes != NULL && n < changes->len ? g_ptr_array_index(changes, n) : NULL;
}

static void sort_changes(struct scenario_model *copy, const struct model *model)
{
    copy->n_before = model->n_offers;
    copy->changes = g_new0(GPtrArray *, model->n_offers + 1);
    for (guint i = 0; i < n_changes(copy->scenario); i++) {
        const struct scenario_change *change = change_at(copy->scenario, i);
        if (change->offer != NONE) {
            GPtrArray **changes = &copy->changes[change->offer];
            *changes = *changes != NULL ? *changes : g_ptr_array_new();
            g_ptr_array_add(*changes, (gpointer)change);
        }
    }
}

/* First day without the offer. */
static int32_t closing_day(const struct scenario_model *copy, uint32_t before)
{
    int32_t day = DAY_OPEN;
    const struct scenario_change *change;
    for (guint i = 0; (change = change_to(copy, before, i)) != NULL; i++) {
        day = change->kind == SCENARIO_CLOSE ? MIN(day, change->day) : day;
    }
    return day;
}

/* Cuts a period in two where its places change. */
static void split_period(struct scenario_model *copy, guint first, const struct scenario_change *change)
{
    for (guint i = first; i < copy->periods->len; i++) {
        struct period period = g_array_index(copy->periods, struct period, i);
        if (period.end <= change->day || period.places.state != CELL_VALUE) {
            continue;
        }
        struct period *later = &g_array_index(copy->periods, struct period, i);
        if (period.start < change->day) {
            later->end = change->day;
            period.start = change->day;
            g_array_insert_val(copy->periods, i + 1, period);
            later = &g_array_index(copy->periods, struct period, ++i);
        }
        double places = change->relative ? later->places.number + change->places : change->places;
        later->places.number = MAX(0, places);
    }
}

static void add_periods(struct scenario_model *copy, const struct model *model, const struct numbered *one,
                        uint32_t number)
{
    guint first = copy->periods->len;
    if (one->before == NONE) {
        struct period period = {.offer = number,
                                .start = one->change->day,
                                .end = DAY_OPEN,
                                .places = {.number = one->change->places, .state = CELL_VALUE},
                                .section = one->offer.section};
        g_array_append_val(copy->periods, period);
    }
    int32_t closes = closing_day(copy, one->before);
    for (uint32_t k = 0; one->before != NONE && k < one->offer.n_periods; k++) {
        struct period period = model->periods[one->offer.first_period + k];
        period.offer = number;
        period.end = MIN(period.end, closes);
        if (period.start < period.end) {
            g_array_append_val(copy->periods, period);
        }
    }
    const struct scenario_change *change;
    for (guint i = 0; (change = change_to(copy, one->before, i)) != NULL; i++) {
        if (change->kind == SCENARIO_PLACES) {
            split_period(copy, first, change);
        }
    }
    struct offer *offer = &g_array_index(copy->offers, struct offer, number);
    offer->first_period = first;
    offer->n_periods = copy->periods->len - first;
}

static void add_rate(struct scenario_model *copy, const struct scenario_change *change, uint32_t number)
{
    struct quantity none = {.state = CELL_MISSING};
    int year, month, day;
    date_to_ymd(change->day, &year, &month, &day);
    struct rate rate = {.offer = number,
                        .year = year,
                        .component = COMPONENT_BASE,
                        .daily_rate_oere = change->rate_oere,
                        .costs = none,
                        .carried_result = none,
                        .budgeted_occupancy = none,
                        .revenue = none,
                        .actual_costs = none};
    g_array_append_val(copy->rates, rate);
}

static int by_offer(const void *a, const void *b)
{
    uint32_t x = ((const struct rate *)a)->offer, y = ((const struct rate *)b)->offer;
    return (x > y) - (x < y);
}

#define RENUMBER(copy, field, type) \
    for (guint i = 0; i < (copy)->field->len; i++) { \
        type *row = &g_array_index((copy)->field, type, i); \
        row->offer = (copy)->number[row->offer]; \
    }

/* Numbers only grow, and in the same order: what was sorted by offer still is. */
static void renumber(struct scenario_model *copy)
{
    RENUMBER(copy, reports, struct report)
    RENUMBER(copy, stays, struct stay)
    RENUMBER(copy, use_counts, struct use_count)
    RENUMBER(copy, demands, struct demand)
    RENUMBER(copy, capacity_notes, struct capacity_note)
    RENUMBER(copy, rates, struct rate)
    for (guint i = 0; i < copy->offers->len; i++) {
        struct offer *offer = &g_array_index(copy->offers, struct offer, i);
        offer->merged_into = offer->merged_into != NONE ? copy->number[offer->merged_into] : NONE;
    }
}

static void make_offers(struct scenario_model *copy, const struct model *model)
{
    GArray *all = all_offers(copy, model);
    copy->number = g_new(uint32_t, model->n_offers + 1);
    copy->before = g_new(uint32_t, all->len + 1);
    sort_changes(copy, model);
    for (guint i = 0; i < all->len; i++) {
        const struct numbered *one = &g_array_index(all, struct numbered, i);
        g_array_append_val(copy->offers, one->offer);
        copy->before[i] = one->before;
        if (one->before != NONE) {
            copy->number[one->before] = i;
        }
    }
    renumber(copy);
    for (guint i = 0; i < all->len; i++) {
        const struct numbered *one = &g_array_index(all, struct numbered, i);
        add_periods(copy, model, one, i);
        if (one->before == NONE && one->change->rate_oere >= 0) {
            add_rate(copy, one->change, i);
        }
    }
    g_array_sort(copy->rates, by_offer); /* stable: an offer's rows stay as they were */
    g_array_unref(all);
}

/* --- buyers that leave --- */

/* The last year's report expects something of the coming year: nothing from who leaves in it. */
static void give_notice(struct scenario_model *copy, const struct scenario_change *change)
{
    bool leaves_in_coming_year = change->day < date_year_start(copy->project.to_year + 2);
    struct quantity nothing = {.number = 0, .state = CELL_VALUE}, none = {.state = CELL_MISSING};
    uint32_t offer = copy->number[change->offer];
    int year = copy->project.to_year;
    guint at = 0;
    for (; at < copy->demands->len; at++) {
        struct demand *demand = &g_array_index(copy->demands, struct demand, at);
        if (demand->offer == offer && demand->municipality == change->municipality && demand->year == year) {
            demand->notice_day = change->day;
            demand->expected = leaves_in_coming_year ? nothing : demand->expected;
            return;
        }
        if (demand->offer > offer ||
            (demand->offer == offer && demand->municipality > change->municipality)) {
            break;
        }
    }
    struct demand demand = {.offer = offer,
                            .municipality = change->municipality,
                            .year = year,
                            .bought = none,
                            .committed = none,
                            .expected = leaves_in_coming_year ? nothing : none,
                            .referrals = none,
                            .planned_moves = none,
                            .payment_model = {"", ""},
                            .notice_day = change->day};
    g_array_insert_val(copy->demands, at, demand);
}

/* --- residents who move --- */

static int by_content(const void *a, const void *b)
{
    const struct stay *x = a;
    const struct stay *y = b;
    const int64_t i[] = {x->offer,  x->start,     x->end,  x->person, x->acting,
                         x->paying, x->group_set, x->file, x->line};
    const int64_t j[] = {y->offer,  y->start,     y->end,  y->person, y->acting,
                         y->paying, y->group_set, y->file, y->line};
    for (size_t k = 0; k < G_N_ELEMENTS(i); k++) {
        if (i[k] != j[k]) {
            return i[k] < j[k] ? -1 : 1;
        }
    }
    return 0;
}

/* Has the stay to end on the day, for the scenario's sake? */
static bool must_move(const struct scenario_model *copy, const struct stay *stay, int32_t day)
{
    const struct scenario_change *change;
    for (guint i = 0; (change = change_to(copy, copy->before[stay->offer], i)) != NULL; i++) {
        bool closes = change->kind == SCENARIO_CLOSE;
        bool leaves = change->kind == SCENARIO_BUYER_LEAVES && change->municipality == stay->acting;
        if ((closes || leaves) && change->day <= day) {
            return true;
        }
    }
    return false;
}

static GPtrArray *movers_on(const struct scenario_model *copy, int32_t day)
{
    GPtrArray *movers = g_ptr_array_new();
    for (guint i = 0; i < copy->stays->len; i++) {
        const struct stay *stay = &g_array_index(copy->stays, struct stay, i);
        if (stay->start <= day && stay->end > day && must_move(copy, stay, day)) {
            g_ptr_array_add(movers, (gpointer)stay);
        }
    }
    return movers;
}

/* A person who found no place before is told once, with what came of it at last. */
static void note_move(struct scenario_model *copy, const struct portfolio *portfolio, const struct stay *stay,
                      uint32_t to)
{
    struct moved moved = {
        .person = stay->person, .from = stay->offer, .group_set = stay->group_set, .to = to};
    moved.km = to != NONE ? portfolio_extra_km(portfolio, stay, to) : (struct quantity){.state = CELL_NA};
    moved.oere = to != NONE ? portfolio_extra_oere(portfolio, stay, to) : (struct quantity){.state = CELL_NA};
    for (guint i = 0; i < copy->moved->len; i++) {
        struct moved *known = &g_array_index(copy->moved, struct moved, i);
        if (known->person == moved.person && known->from == moved.from && known->to == NONE) {
            *known = moved;
            return;
        }
    }
    g_array_append_val(copy->moved, moved);
}

/* The rest of the stay goes on in the new offer, at its rate. */
static void move_stay(const struct portfolio *portfolio, struct stay *stay, uint32_t to, int32_t day,
                      GArray *added)
{
    struct stay rest = *stay;
    int64_t rate = portfolio->offers[to].rate_oere;
    rest.offer = to;
    rest.start = day;
    rest.rate_oere = rate >= 0 && rate <= INT32_MAX ? (int32_t)rate : -1;
    stay->end = day;
    g_array_append_val(added, rest);
}

static void move_on(struct scenario_model *copy, const struct frame *frame, const struct distances *distances,
                    int32_t day)
{
    GPtrArray *movers = movers_on(copy, day);
    struct portfolio *portfolio = portfolio_new(frame, distances, day);
    uint32_t *to = g_new(uint32_t, movers->len + 1);
    GArray *added = g_array_new(FALSE, FALSE, sizeof(struct stay));
    portfolio_place(portfolio, movers, NULL, to);
    for (guint i = 0; i < movers->len; i++) {
        struct stay *stay = g_ptr_array_index(movers, i);
        note_move(copy, portfolio, stay, to[i]);
        if (to[i] != NONE) {
            move_stay(portfolio, stay, to[i], day, added);
        }
    }
    if (added->len > 0) {
        g_array_append_vals(copy->stays, added->data, added->len);
        g_array_sort(copy->stays, by_content);
    }
    show(copy);
    g_array_unref(added);
    g_free(to);
    portfolio_free(portfolio);
    g_ptr_array_unref(movers);
}

static int by_day(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

static void move_residents(struct scenario_model *copy)
{
    struct frame *frame = frame_new(&copy->model);
    struct distances *distances = distances_new(&copy->model);
    GArray *days = g_array_new(FALSE, FALSE, sizeof(int32_t));
    for (guint i = 0; i < n_changes(copy->scenario); i++) {
        if (change_at(copy->scenario, i)->kind != SCENARIO_ARRIVALS) {
            g_array_append_val(days, change_at(copy->scenario, i)->day);
        }
    }
    g_array_sort(days, by_day);
    for (guint i = 0; i < days->len; i++) {
        int32_t day = g_array_index(days, int32_t, i);
        if (i == 0 || day != g_array_index(days, int32_t, i - 1)) {
            move_on(copy, frame, distances, day);
        }
    }
    g_array_unref(days);
    distances_free(distances);
    frame_free(frame);
}

/* --- costs --- */

static void scale(struct quantity *quantity, double factor)
{
    quantity->number *= factor;
}

/* Costs and results of a year follow the offer's place-days, so that a rate is no dearer because the offer
 * closed in July: what a smaller house really costs is not known. */
static void scale_costs(struct scenario_model *copy, const struct model *model)
{
    for (guint i = 0; i < copy->rates->len; i++) {
        struct rate *rate = &g_array_index(copy->rates, struct rate, i);
        uint32_t before = copy->before[rate->offer];
        if (before == NONE) {
            continue;
        }
        int32_t start = date_year_start(rate->year), end = date_year_start(rate->year + 1);
        double had = model_place_days(model, &model->offers[before], start, end);
        double has = model_place_days(&copy->model, &copy->model.offers[rate->offer], start, end);
        if (had > 0 && has > 0) {
            scale(&rate->costs, has / had);
            scale(&rate->carried_result, has / had);
            scale(&rate->revenue, has / had);
            scale(&rate->actual_costs, has / had);
        }
    }
}

/* --- all of it --- */

static void change_arrivals(struct scenario_model *copy)
{
    copy->project.arrival_changes = g_array_new(FALSE, FALSE, sizeof(struct arrival_change));
    for (guint i = 0; i < n_changes(copy->scenario); i++) {
        const struct scenario_change *change = change_at(copy->scenario, i);
        if (change->kind == SCENARIO_ARRIVALS) {
            struct arrival_change one = {
                .group = change->group, .from_year = change->from_year, .factor = change->factor};
            g_array_append_val(copy->project.arrival_changes, one);
        }
    }
}

static void copy_arrays(struct scenario_model *copy, const struct model *model)
{
    COPY(copy, reports, model);
    COPY(copy, stays, model);
    COPY(copy, use_counts, model);
    COPY(copy, demands, model);
    COPY(copy, capacity_notes, model);
    COPY(copy, rates, model);
    COPY(copy, group_sets, model);
    COPY(copy, group_refs, model);
    copy->offers = g_array_new(FALSE, FALSE, sizeof(struct offer));
    copy->periods = g_array_new(FALSE, FALSE, sizeof(struct period));
    copy->moved = g_array_new(FALSE, FALSE, sizeof(struct moved));
}

struct scenario_model *scenario_model_new(const struct model *model, const struct scenario *scenario,
                                          int32_t as_of)
{
    struct scenario_model *copy = g_new0(struct scenario_model, 1);
    copy->model = *model;
    copy->project = *model->project;
    copy->project.as_of = as_of;
    copy->model.project = &copy->project;
    copy->scenario = scenario;
    copy_arrays(copy, model);
    change_arrivals(copy);
    make_offers(copy, model);
    for (guint i = 0; i < n_changes(scenario); i++) {
        if (change_at(scenario, i)->kind == SCENARIO_BUYER_LEAVES) {
            give_notice(copy, change_at(scenario, i));
        }
    }
    show(copy);
    scale_costs(copy, model);
    move_residents(copy);
    return copy;
}

const struct model *scenario_model_get(const struct scenario_model *copy)
{
    return &copy->model;
}

void scenario_model_free(struct scenario_model *copy)
{
    if (copy == NULL) {
        return;
    }
    GArray *const arrays[] = {copy->offers,     copy->periods,    copy->reports,
                              copy->stays,      copy->use_counts, copy->demands,
                              copy->group_sets, copy->group_refs, copy->capacity_notes,
                              copy->rates,      copy->moved,      copy->project.arrival_changes};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        g_array_unref(arrays[i]);
    }
    for (size_t i = 0; i < copy->n_before; i++) {
        g_clear_pointer(&copy->changes[i], g_ptr_array_unref);
    }
    g_free(copy->changes);
    g_free(copy->before);
    g_free(copy->number);
    g_free(copy);
}
