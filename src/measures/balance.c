/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many places a group needs, against those that the region has: the tables balance and balance_ahead.
 *
 * Demand hides behind a full offer: who is there says nothing of who would have come. So places needed come
 * from the group's total alone: citizens with a place anywhere (courses and address-free efforts take none),
 * waiting, and reported without an offer. Arrivals and exits are those of the places, too. Where
 * nobody reports the last two it is not known; and where the offers are full besides, it cannot be seen.
 *
 * All in the total are taken for present: they leave at the group's exit rate, and others come as before
 * (shortage.h). A shortage says that the region has fewer places than its citizens need. For groups that are
 * mostly served elsewhere that is how things are meant to be; outside_region stands beside it.
 */
#include "vifte/citizen_words.h"
#include "vifte/dates.h"
#include "vifte/flow_index.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/group_places.h"
#include "vifte/jobs.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/outlook.h"
#include "vifte/persons.h"
#include "vifte/reporters.h"
#include "vifte/shortage.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>

#define Z95 1.959963984540054
#define FEWEST_EXITS 5   /* below this the exit rate says nothing */
#define FULL 0.98        /* an occupancy from which a new citizen can hardly have found a place */
#define PAST_DRAWS 1000  /* for years gone by */
#define AHEAD_DRAWS 3000 /* whole per cent are printed; the mean is good to one */

struct balance {
    const struct frame *frame;
    const struct reporters *reporters;
    const struct flow_index *flows;
    const struct form_index *forms;
    const struct group_places *places;
    const struct table *need;
    struct outlook *outlook;
    bool has_past;       /* of the group in hand */
    double exit_rate;    /* of the group in hand; 0 = too few exits */
    double arrival_rate; /* a unit of the outlook's exposure */
    int64_t *outside;    /* group x year: citizens outside the region on the last day */
    struct table *table, *ahead;
};

/* --- citizens outside the region --- */

static bool lies_outside(const struct frame *frame, const struct stay *stay)
{
    const struct offer *offer = &frame->model->offers[stay->offer];
    bool inside = offer->municipality != NONE && frame->area_of[offer->municipality] != NONE;
    return !inside && model_in_places(offer);
}

static void count_outside(const struct person_case *person_case, void *data)
{
    const struct balance *balance = data;
    const struct frame *frame = balance->frame;
    for (size_t year = 0; year < frame->n_years; year++) {
        int32_t day = frame->year_start[year + 1] - 1;
        bool outside = false;
        for (size_t i = 0; i < person_case->n; i++) {
            const struct spell *spell = &person_case->spells[i];
            outside =
                outside || (spell->start <= day && spell->end > day && lies_outside(frame, spell->stay));
        }
        balance->outside[person_case->group * frame->n_years + year] += outside;
    }
}

/* --- the group's total --- */

/* What is known of the region in one year; numbers of the forms are summed over those who gave one. */
struct demand_total {
    struct cell with_place;
    struct report_sum waiting, without;
    struct cell needed;
};

/* As the forms say; they do not tell who has a place. */
static struct cell citizens_of_forms(const struct balance *balance, size_t group, size_t year)
{
    const struct frame *frame = balance->frame;
    const struct name *name = &frame->model->project->groups[group].name;
    for (size_t row = 0; balance->need != NULL && row < table_rows(balance->need); row++) {
        const struct cell *cells = table_row(balance->need, row);
        if (cells[NEED_GROUP].name == name &&
            (size_t)cells[NEED_YEAR].number == year + (size_t)frame->from_year &&
            cells[NEED_MUNICIPALITY].name == frame->area_names[frame->n_areas]) {
            return cells[NEED_CITIZENS];
        }
    }
    return cell_empty(CELL_MISSING, REASON_NONE);
}

static struct cell with_place(const struct balance *balance, size_t group, size_t year)
{
    if (!balance->outlook->reporters->from_stays[group]) {
        return citizens_of_forms(balance, group, year);
    }
    const struct cell *flow = flow_index_get(balance->outlook->flows, group, balance->frame->n_areas, year);
    return flow != NULL ? flow[FLOW_OF_CITIZENS_PRESENT_END] : cell_empty(CELL_MISSING, REASON_NONE);
}

static bool is_full(const struct group_year *year)
{
    return group_year_is_covered(year) && year->occupied_days >= FULL * year->place_days;
}

static struct cell needed_cell(const struct demand_total *total, const struct group_year *year)
{
    struct cell waiting = report_sum_cell(&total->waiting), without = report_sum_cell(&total->without);
    if (cell_has_number(&total->with_place) && cell_has_number(&waiting) && cell_has_number(&without)) {
        double sum = total->with_place.number + waiting.number + without.number;
        return cell_number(sum, (int64_t)sum);
    }
    if (is_full(year)) {
        return cell_empty(CELL_UNDEFINED, REASON_NOT_SEEN);
    }
    return cell_empty(CELL_MISSING, REASON_NOT_REPORTED);
}

static struct demand_total total_of(const struct balance *balance, size_t group, size_t year)
{
    const struct frame *frame = balance->frame;
    struct demand_total total = {.with_place = with_place(balance, group, year)};
    for (size_t area = 0; area < frame->n_areas; area++) {
        struct form form = form_index_get(balance->forms, group, area, year);
        report_sum_add(&total.waiting, form_sum(form, FORM_WAITING));
        report_sum_add(&total.without, form_sum(form, FORM_WITHOUT_OFFER));
    }
    total.needed = needed_cell(&total, group_places_get(balance->places, group, year));
    return total;
}

/* --- cells of one year --- */

static void fill_occupancy(struct cell *row, const struct group_year *year, int days)
{
    struct cell none = year->place_days > 0 ? cell_empty(CELL_MISSING, REASON_NO_OCCUPANCY)
                                            : cell_empty(CELL_NA, REASON_NO_PLACES);
    row[BALANCE_PLACES] = year->places_known ? cell_number(year->place_days / days, CONTRIBUTORS_NONE)
                                             : cell_empty(CELL_MISSING, REASON_NONE);
    row[BALANCE_MEAN_OCCUPIED] = row[BALANCE_PEAK_OCCUPIED] = row[BALANCE_EMPTY_PLACE_DAYS] =
        row[BALANCE_REFILL_DAYS] = none;
    if (group_year_is_covered(year)) {
        int64_t persons = (int64_t)floor(year->persons + 1e-9);
        row[BALANCE_MEAN_OCCUPIED] = cell_number(year->occupied_days / days, persons);
        row[BALANCE_PEAK_OCCUPIED] = cell_number(year->peak, persons);
        row[BALANCE_EMPTY_PLACE_DAYS] = cell_number(year->empty_days, persons);
        row[BALANCE_REFILL_DAYS] =
            year->arrivals > 0 ? cell_number(year->empty_days / (double)year->arrivals, year->arrivals)
                               : cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    bool budget = year->budget_weight > 0 && year->places_known;
    row[BALANCE_BUDGETED_EMPTY_PLACE_DAYS] =
        budget
            ? cell_number((1 - year->budget_sum / year->budget_weight) * year->place_days, CONTRIBUTORS_NONE)
            : cell_empty(CELL_MISSING, REASON_NO_BUDGET);
}

/* Who leaves within a year, and who comes and is still there; the more need there is, the more leave. */
static struct cell limit_cell(const struct balance *balance, struct cell needed, size_t year, double sign)
{
    if (!cell_has_number(&needed)) {
        return needed;
    }
    if (!balance->has_past || balance->exit_rate <= 0) {
        return cell_empty(CELL_UNDEFINED, balance->has_past ? REASON_TOO_FEW : REASON_FORMS_ONLY);
    }
    double steady = balance->arrival_rate * balance->outlook->exposure[year] / balance->exit_rate;
    double swing = sqrt((needed.number + steady) * -expm1(-balance->exit_rate));
    needed.number = fmax(0, needed.number + sign * Z95 * swing);
    return outlook_rest_on_flows(balance->outlook, needed);
}

static struct cell gap_cell(const struct cell *places, struct cell needed)
{
    if (!cell_has_number(&needed)) {
        return needed;
    }
    if (!cell_has_number(places)) {
        return *places;
    }
    needed.number = places->number - needed.number;
    return needed;
}

static void fill_demand(const struct balance *balance, struct cell *row, const struct demand_total *total,
                        size_t year, struct cell outside)
{
    size_t n = MIN(total->waiting.n, total->without.n);
    row[BALANCE_WAITING] = report_sum_cell(&total->waiting);
    row[BALANCE_WITHOUT_OFFER] = report_sum_cell(&total->without);
    row[BALANCE_OUTSIDE_REGION] = outside;
    row[BALANCE_WITH_PLACE] = total->with_place;
    row[BALANCE_PLACES_NEEDED] = total->needed;
    row[BALANCE_PLACES_NEEDED_LOWER] = limit_cell(balance, total->needed, year, -1);
    row[BALANCE_PLACES_NEEDED_UPPER] = limit_cell(balance, total->needed, year, 1);
    row[BALANCE_GAP] = gap_cell(&row[BALANCE_PLACES_31DEC], total->needed);
    row[BALANCE_REPORTED_BY] = cell_name(names_n_of(n, balance->frame->n_areas));
}

static struct cell outside_cell(const struct balance *balance, size_t group, size_t year)
{
    int64_t outside = balance->outside[group * balance->frame->n_years + year];
    return balance->has_past ? cell_number((double)outside, outside)
                             : cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
}

/* --- probability of a shortage --- */

static const struct name *verdict_word(const struct shortage *shortage)
{
    static const struct name LIKELY = {"likely", N_("a shortage is likely")};
    static const struct name UNLIKELY = {"unlikely", N_("a shortage is unlikely")};
    static const struct name POSSIBLE = {"possible", N_("a shortage is possible")};
    static const struct name UNDECIDED = {"undecided", N_("cannot be decided")};
    if (shortage->probability.state != STAT_OK || shortage_is_open(shortage)) {
        return &UNDECIDED;
    }
    double p = shortage->probability.value;
    return p >= SHORTAGE_HIGH ? &LIKELY : p <= SHORTAGE_LOW ? &UNLIKELY : &POSSIBLE;
}

/* Probability, limits and verdict follow each other in both tables. */
static void fill_shortage(const struct balance *balance, struct cell *cells, struct cell needed,
                          const struct shortage *shortage)
{
    const struct stat_value numbers[] = {shortage->probability, shortage->limits.lower,
                                         shortage->limits.upper};
    for (size_t k = 0; k < G_N_ELEMENTS(numbers); k++) {
        cells[k] =
            numbers[k].state == STAT_OK
                ? outlook_rest_on_flows(balance->outlook, cell_number(numbers[k].value, needed.contributors))
                : cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    struct cell verdict = words_cell(verdict_word(shortage));
    verdict.contributors = cells[1].state == CELL_VALUE ? cells[1].contributors : CONTRIBUTORS_NONE;
    cells[3] = verdict;
    if (shortage_is_open(shortage)) {
        /* That it is open follows from the limits, so it goes with them. */
        cells[0] = cell_empty(CELL_UNDEFINED, REASON_UNDECIDED);
        cells[0].contributors = cells[1].contributors;
    }
}

static struct stock_history history_of(const struct balance *balance, size_t year, struct cell needed)
{
    struct stock_history history = outlook_history(balance->outlook, year);
    history.present = llround(needed.number);
    return history;
}

static int32_t year_end(const struct frame *frame, size_t year)
{
    return date_year_start(frame->from_year + (int)year + 1) - 1;
}

/* 31 December of the next year, as seen at the end of `year`. */
static void fill_next_year(const struct balance *balance, struct cell *row, struct cell needed, size_t year)
{
    struct cell *cells = &row[BALANCE_P_SHORTAGE_31DEC];
    if (!cell_has_number(&needed) || !balance->has_past || year < balance->outlook->first) {
        struct cell none = cell_has_number(&needed) ? cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY) : needed;
        cells[0] = cells[1] = cells[2] = cells[3] = none;
        return;
    }
    bool last = year == outlook_last(balance->outlook);
    struct stock_history history = history_of(balance, year, needed);
    double places =
        group_places_on(balance->frame, balance->outlook->group, year_end(balance->frame, year + 1));
    struct shortage shortage;
    shortage_ahead(&history, balance->outlook->exposure + year + 1, &places, 1,
                   last ? AHEAD_DRAWS : PAST_DRAWS, outlook_stream(balance->outlook, year), &shortage);
    fill_shortage(balance, cells, needed, &shortage);
}

/* --- rows --- */

static const struct name *group_name(const struct balance *balance, size_t group)
{
    return &balance->frame->model->project->groups[group].name;
}

static void add_year(const struct balance *balance, size_t group, size_t year)
{
    const struct group_year *figures = group_places_get(balance->places, group, year);
    struct demand_total total = total_of(balance, group, year);
    struct cell *row = table_add(balance->table);
    row[BALANCE_GROUP] = cell_name(group_name(balance, group));
    row[BALANCE_YEAR] = cell_year(balance->frame->from_year + (int)year);
    fill_occupancy(row, figures, frame_days(balance->frame, year));
    row[BALANCE_PLACES_31DEC] =
        figures->places_known
            ? cell_number(group_places_on(balance->frame, group, year_end(balance->frame, year)),
                          CONTRIBUTORS_NONE)
            : cell_empty(CELL_MISSING, REASON_NONE);
    fill_demand(balance, row, &total, year, outside_cell(balance, group, year));
    fill_next_year(balance, row, total.needed, year);
}

static struct cell ahead_cell(const struct balance *balance, struct cell needed, struct stat_value value)
{
    return value.state == STAT_OK
               ? outlook_rest_on_flows(balance->outlook, cell_number(value.value, needed.contributors))
               : cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
}

static void add_coming_year(const struct balance *balance, struct cell needed, size_t h, double places,
                            const struct stock_forecast *stock, const struct shortage *shortage)
{
    struct cell *row = table_add(balance->ahead);
    row[BALANCE_AHEAD_GROUP] = cell_name(group_name(balance, balance->outlook->group));
    row[BALANCE_AHEAD_YEAR] = cell_year(balance->frame->from_year + (int)(balance->frame->n_years + h));
    row[BALANCE_AHEAD_PLACES] = cell_number(places, CONTRIBUTORS_NONE);
    row[BALANCE_AHEAD_PLACES_NEEDED] = ahead_cell(balance, needed, stock->mean);
    row[BALANCE_AHEAD_LOWER95] = ahead_cell(balance, needed, stock->limits95.lower);
    row[BALANCE_AHEAD_UPPER95] = ahead_cell(balance, needed, stock->limits95.upper);
    row[BALANCE_AHEAD_GAP] = gap_cell(&row[BALANCE_AHEAD_PLACES], row[BALANCE_AHEAD_PLACES_NEEDED]);
    fill_shortage(balance, &row[BALANCE_AHEAD_P_SHORTAGE], needed, shortage);
}

static void add_ahead(const struct balance *balance)
{
    const struct outlook *outlook = balance->outlook;
    size_t last = outlook_last(outlook), years = outlook->ahead;
    struct cell needed = total_of(balance, outlook->group, last).needed;
    if (!balance->has_past || !cell_has_number(&needed)) {
        return;
    }
    struct stock_history history = history_of(balance, last, needed);
    const double *coming = outlook->exposure + last + 1;
    struct stock_forecast *stock = g_new(struct stock_forecast, years + 1);
    struct shortage *shortage = g_new(struct shortage, years + 1);
    double *places = g_new(double, years + 1);
    for (size_t h = 0; h < years; h++) {
        places[h] = group_places_on(balance->frame, outlook->group, year_end(balance->frame, last + 1 + h));
    }
    stock_forecast(&history, coming, years, AHEAD_DRAWS, outlook_stream(outlook, last), stock);
    shortage_ahead(&history, coming, places, years, AHEAD_DRAWS, outlook_stream(outlook, last), shortage);
    for (size_t h = 0; h < years; h++) {
        add_coming_year(balance, needed, h, places[h], &stock[h], &shortage[h]);
    }
    g_free(places);
    g_free(shortage);
    g_free(stock);
}

/* Nothing is known of a group that nobody counted and that has no offer. */
static bool is_known(const struct balance *balance, size_t group)
{
    for (size_t year = 0; year < balance->frame->n_years; year++) {
        struct cell citizens = with_place(balance, group, year);
        if (group_places_get(balance->places, group, year)->place_days > 0 || cell_has_number(&citizens)) {
            return true;
        }
    }
    return false;
}

static void add_group(struct balance *balance, size_t group)
{
    balance->has_past = outlook_set_group(balance->outlook, group);
    balance->exit_rate = balance->arrival_rate = 0;
    if (balance->has_past) {
        struct stock_history past = outlook_history(balance->outlook, outlook_last(balance->outlook));
        bool enough = past.exits >= FEWEST_EXITS && past.person_years > 0;
        balance->exit_rate = enough ? (double)past.exits / past.person_years : 0;
        balance->arrival_rate = past.exposure > 0 ? (double)past.arrivals / past.exposure : 0;
    }
    for (size_t year = 0; is_known(balance, group) && year < balance->frame->n_years; year++) {
        add_year(balance, group, year);
    }
    add_ahead(balance);
}

/* The groups, each with tables of its own. */
struct groups {
    const struct balance *all;
    struct table **table, **ahead;
};

static void measure_group(size_t group, void *data)
{
    struct groups *groups = data;
    struct balance own = *groups->all;
    own.outlook = outlook_new(own.frame, own.reporters, own.flows);
    own.table = groups->table[group] = table_new(registry_table(TABLE_BALANCE));
    own.ahead = groups->ahead[group] = table_new(registry_table(TABLE_BALANCE_AHEAD));
    add_group(&own, group);
    outlook_free(own.outlook);
}

static void measure_groups(const struct balance *balance, struct results *results)
{
    const size_t n = balance->frame->n_groups;
    struct groups groups = {
        .all = balance, .table = g_new(struct table *, n + 1), .ahead = g_new(struct table *, n + 1)};
    jobs_each(n, measure_group, &groups);
    results->tables[TABLE_BALANCE] = table_join(registry_table(TABLE_BALANCE), groups.table, n);
    results->tables[TABLE_BALANCE_AHEAD] = table_join(registry_table(TABLE_BALANCE_AHEAD), groups.ahead, n);
}

void measures_balance(const struct model *model, struct results *results)
{
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    struct flow_index *flows = flow_index_new(frame, results->placed);
    struct form_index *forms = form_index_new(frame);
    struct group_places *places = group_places_new(frame);
    struct balance balance = {.frame = frame,
                              .reporters = reporters,
                              .flows = flows,
                              .forms = forms,
                              .places = places,
                              .need = results->tables[TABLE_NEED],
                              .outside = g_new0(int64_t, frame->n_groups * frame->n_years + 1)};
    persons_each_case(frame, PERSONS_ACTING, count_outside, &balance);
    measure_groups(&balance, results);
    g_free(balance.outside);
    group_places_free(places);
    form_index_free(forms);
    flow_index_free(flows);
    reporters_free(reporters);
    frame_free(frame);
}
