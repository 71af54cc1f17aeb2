/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables cooperation and detection: covered offers by year, their signs and the word for the dialogue.
 * Comes after occupancy and buyers, whose tables it reads.
 */
#include "vifte/citizen_words.h"
#include "vifte/cooperation_status.h"
#include "vifte/fall_series.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/names.h"
#include "vifte/offer_profile.h"
#include "vifte/presence.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

static const struct name UNITS[] = {
    [UNIT_PLACES] = {"places", N_("places")},
    [UNIT_PUPILS] = {"pupils", N_("pupils")},
    [UNIT_COURSES] = {"courses", N_("courses")},
    [UNIT_HOURS] = {"hours", N_("hours")},
};
static const struct name SOURCES[] = {
    [FALL_NOTHING] = {"nothing", N_("nothing")},
    [FALL_REFERRALS] = {"referrals", N_("referrals")},
    [FALL_ARRIVALS] = {"arrivals", N_("arrivals")},
};

/* What a row is made of. */
struct sources {
    const struct model *model;
    const struct results *results;
    const struct profiled_offer *offer;
    const struct offer_year *figures;
    const struct offer_year *before; /* NULL in the first year */
    const struct fall_series *series;
};

static const struct cell *find_row(const struct results *results, enum table_id id, const char *offer,
                                   int year)
{
    const struct table *table = results->tables[id];
    for (size_t row = 0; table != NULL && row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        if ((int)cells[1].number == year && strcmp(cells[0].name->code, offer) == 0) {
            return cells;
        }
    }
    return NULL;
}

static const struct cell *row_of(const struct sources *from, enum table_id id)
{
    return find_row(from->results, id, from->offer->offer->name.code, from->figures->year);
}

static bool known(struct quantity quantity)
{
    return quantity.state == CELL_VALUE;
}

/* --- cells --- */

static struct cell quantity_cell(struct quantity quantity, int64_t persons, enum cell_reason reason)
{
    return known(quantity) ? cell_number(quantity.number, persons) : cell_empty(quantity.state, reason);
}

/* A number of persons. */
static struct cell persons_cell(struct quantity quantity)
{
    return quantity_cell(quantity, occupancy_persons(quantity.number), REASON_NONE);
}

/* A volume agreed or expected; a small one points to single citizens. */
static struct cell volume_cell(struct demand_sum sum)
{
    return sum.n > 0 ? cell_number(sum.total, occupancy_persons(sum.total))
                     : cell_empty(CELL_MISSING, REASON_NO_VOLUME);
}

static void fill_occupancy(const struct sources *from, struct cell *row)
{
    const struct offer_year *figures = from->figures;
    const struct occupancy_tally *measured = &figures->occupancy.measured;
    int64_t persons = occupancy_persons(measured->persons);
    if (!figures->in_places) {
        static const int NOT_IN_PLACES[] = {COOPERATION_PLACES,      COOPERATION_OCCUPANCY,
                                            COOPERATION_BUDGETED,    COOPERATION_EMPTY_PLACE_DAYS,
                                            COOPERATION_REFILL_DAYS, COOPERATION_BUDGETED_EMPTY_PLACE_DAYS,
                                            COOPERATION_BREAK_EVEN,  COOPERATION_RESIDENTS};
        for (size_t i = 0; i < G_N_ELEMENTS(NOT_IN_PLACES); i++) {
            row[NOT_IN_PLACES[i]] = cell_empty(CELL_NA, REASON_NOT_IN_PLACES);
        }
        return;
    }
    struct cell unknown = cell_empty(CELL_MISSING, REASON_NO_OCCUPANCY);
    bool counted = measured->sources != 0;
    row[COOPERATION_PLACES] = quantity_cell(figures->places, CONTRIBUTORS_NONE, REASON_NO_PLACES);
    row[COOPERATION_OCCUPANCY] = counted ? occupancy_ratio_cell(occupancy_quantity(measured->place_days),
                                                                measured->occupied_days, persons)
                                         : unknown;
    row[COOPERATION_BUDGETED] = figures->occupancy.has_budget
                                    ? cell_number(figures->occupancy.budgeted, CONTRIBUTORS_NONE)
                                    : cell_empty(CELL_MISSING, REASON_NO_BUDGET);
    row[COOPERATION_EMPTY_PLACE_DAYS] = counted ? cell_number(figures->empty_days.number, persons) : unknown;
    row[COOPERATION_BUDGETED_EMPTY_PLACE_DAYS] = quantity_cell(
        figures->budgeted_empty_days, CONTRIBUTORS_NONE, counted ? REASON_NO_BUDGET : REASON_NO_OCCUPANCY);
    row[COOPERATION_RESIDENTS] =
        quantity_cell(figures->residents, occupancy_persons(figures->residents.number), REASON_NO_OCCUPANCY);
    row[COOPERATION_BREAK_EVEN] = quantity_cell(figures->break_even, CONTRIBUTORS_NONE, REASON_NO_COSTS);
    if (!counted || !known(figures->arrivals)) {
        row[COOPERATION_REFILL_DAYS] = counted ? cell_empty(CELL_MISSING, REASON_NONE) : unknown;
    } else if (figures->arrivals.number <= 0) {
        row[COOPERATION_REFILL_DAYS] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    } else {
        row[COOPERATION_REFILL_DAYS] =
            cell_resting_on(cell_number(figures->empty_days.number / figures->arrivals.number, persons),
                            (int64_t)figures->arrivals.number);
    }
}

/* The second year's exits are the difference of two figures that stand beside each other. */
static void fill_exits(const struct offer_year *figures, struct cell *row)
{
    row[COOPERATION_KNOWN_EXITS_12M] = persons_cell(figures->known_exits_12m);
    row[COOPERATION_KNOWN_EXITS_24M] = persons_cell(figures->known_exits_24m);
    int64_t second = (int64_t)(figures->known_exits_24m.number - figures->known_exits_12m.number);
    if (known(figures->known_exits_24m) && second > 0) {
        row[COOPERATION_KNOWN_EXITS_24M] = cell_resting_on(row[COOPERATION_KNOWN_EXITS_24M], second);
    }
    row[COOPERATION_ARRIVALS] = persons_cell(figures->arrivals);
    row[COOPERATION_WAITING] = persons_cell(figures->waiting);
    row[COOPERATION_NEW_PLACES_ELSEWHERE] = cell_number(figures->new_places_elsewhere, CONTRIBUTORS_NONE);
}

static void fill_reports(const struct sources *from, struct cell *row)
{
    const struct offer_year *figures = from->figures;
    const struct cell *buyers = row_of(from, TABLE_BUYERS);
    struct cell unknown = cell_empty(CELL_MISSING, REASON_NO_VOLUME);
    row[COOPERATION_BUYERS] = buyers != NULL ? buyers[BUYERS_BUYERS] : unknown;
    row[COOPERATION_LOST_BUYERS] = buyers != NULL ? buyers[BUYERS_LOST] : unknown;
    row[COOPERATION_LARGEST_SHARE] = buyers != NULL ? buyers[BUYERS_LARGEST_SHARE] : unknown;
    row[COOPERATION_NOTICE] =
        figures->reported ? cell_number((double)figures->notices, CONTRIBUTORS_NONE) : unknown;
    row[COOPERATION_BOUGHT] = volume_cell(figures->bought);
    row[COOPERATION_COMMITTED] = volume_cell(figures->committed);
    row[COOPERATION_COMMITTED_CHANGE] =
        known(figures->committed_change)
            ? cell_number(figures->committed_change.number, row[COOPERATION_COMMITTED].contributors)
            : cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
    row[COOPERATION_EXPECTED_TOTAL] = volume_cell(figures->expected);
    row[COOPERATION_EXPECTED_N] = cell_number((double)figures->expected.n, CONTRIBUTORS_NONE);
    row[COOPERATION_REFERRALS] =
        figures->referrals.n > 0 ? persons_cell(occupancy_quantity(figures->referrals.total)) : unknown;
    row[COOPERATION_REPORTED_BY] = cell_name(names_n_of(figures->expected.n_region, from->model->n_region));
    row[COOPERATION_UNIT] = words_cell(&UNITS[from->offer->offer->unit]);
}

static struct cell limit_cell(struct stat_value limit, int64_t persons)
{
    if (limit.state == STAT_OK) {
        return cell_number(limit.value, persons);
    }
    return cell_empty(CELL_UNDEFINED, limit.state == STAT_TOO_FEW ? REASON_SHORT_SERIES : REASON_TOO_FEW);
}

static void fill_fall(const struct sources *from, struct cell *row)
{
    static const int COLUMNS[] = {COOPERATION_CUSUM_SIGNAL, COOPERATION_FALSE_ALARMS_PER_YEAR,
                                  COOPERATION_YEARS_TO_DETECT, COOPERATION_CUSUM_SUM,
                                  COOPERATION_CUSUM_LIMIT};
    const struct fall_series *series = from->series;
    const struct fall_year *year = fall_series_year(series, from->figures->year);
    row[COOPERATION_CUSUM_SERIES] = words_cell(&SOURCES[year != NULL ? series->source : FALL_NOTHING]);
    if (year == NULL || !series->watched || year->step.limit.state == STAT_TOO_FEW) {
        for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            row[COLUMNS[i]] = cell_empty(CELL_UNDEFINED, REASON_SHORT_SERIES);
        }
        return;
    }
    row[COOPERATION_CUSUM_SIGNAL] = words_cell(year->step.alarm ? &WORD_YES : &WORD_NO);
    row[COOPERATION_FALSE_ALARMS_PER_YEAR] = cell_number(series->false_alarms, CONTRIBUTORS_NONE);
    row[COOPERATION_YEARS_TO_DETECT] = limit_cell(year->years_to_detect, CONTRIBUTORS_NONE);
    row[COOPERATION_CUSUM_SUM] = cell_number(year->step.sum, year->count);
    row[COOPERATION_CUSUM_LIMIT] = limit_cell(year->step.limit, year->count);
}

/* --- signs --- */

static bool is_below(double number, double limit)
{
    return number < limit - 1e-9;
}

/* Places that must be filled: those that pay the costs, else those that the budget counts on. */
static struct quantity needed(const struct offer_year *figures)
{
    if (known(figures->break_even) || !figures->in_places || !figures->occupancy.has_budget ||
        !known(figures->places)) {
        return figures->break_even;
    }
    return occupancy_quantity(figures->occupancy.budgeted * figures->places.number);
}

/* Expected demand against what pays the costs; where nothing is measured in places against what is bought. A
 * municipality that did not report counts with what it last gave: it is not zero. */
static bool expects_too_little(const struct sources *from)
{
    const struct offer_year *figures = from->figures;
    double share = from->model->project->follow_below_pct_of_break_even / 100;
    if (figures->expected.n == 0) {
        return false;
    }
    if (figures->in_places) {
        return known(needed(figures)) &&
               is_below(figures->expected.with_earlier, share * needed(figures).number);
    }
    return figures->bought.n > 0 &&
           is_below(figures->expected.with_earlier, share * figures->bought.with_earlier);
}

/* Below break-even when the known exits have left and so many have come? */
static bool falls_below(const struct offer_year *figures, struct quantity exits, double coming)
{
    return known(figures->residents) && known(needed(figures)) && known(exits) &&
           is_below(figures->residents.number - exits.number + coming, needed(figures).number);
}

static bool exits_exceed_arrivals(const struct offer_year *figures)
{
    double usual = figures->usual_arrivals.number;
    bool exits = known(figures->known_exits_24m) && figures->known_exits_24m.number > 0;
    return exits && known(figures->usual_arrivals) &&
           (falls_below(figures, figures->known_exits_12m, usual) ||
            falls_below(figures, figures->known_exits_24m, 2 * usual));
}

static bool too_few_ask(const struct offer_year *figures)
{
    double waiting = known(figures->waiting) ? figures->waiting.number : 0;
    return figures->referrals.n > 0 &&
           falls_below(figures, figures->known_exits_12m, figures->referrals.with_earlier + waiting);
}

static bool exceeds_budget(const struct offer_year *figures)
{
    return figures != NULL && known(figures->empty_days) && known(figures->budgeted_empty_days) &&
           figures->empty_days.number > figures->budgeted_empty_days.number + 0.5;
}

/* A single year over the budget is often one place that was empty for some months. Two years in a row are
 * not, nor more than one place below break-even that is still empty when the year ends. */
static bool stands_empty(const struct sources *from)
{
    const struct offer_year *figures = from->figures;
    bool still_empty = known(figures->residents) && known(needed(figures)) &&
                       is_below(figures->residents.number, needed(figures).number - 1);
    return exceeds_budget(figures) && (still_empty || exceeds_budget(from->before));
}

/* Whoever did not report has not stopped buying: the share is judged with what they last bought. */
static bool has_large_buyer(const struct sources *from, const struct cell *share)
{
    const struct demand_sum *bought = &from->figures->bought;
    return cell_has_number(share) && bought->with_earlier > 0 &&
           share->number * bought->total / bought->with_earlier > from->model->project->largest_share + 1e-9;
}

static bool is_cut(struct quantity change)
{
    return known(change) && is_below(change.number, 0);
}

static struct cooperation_signs signs_of(const struct sources *from, const struct cell *row)
{
    const struct offer_year *figures = from->figures;
    const struct cell *lost = &row[COOPERATION_LOST_BUYERS];
    const struct fall_year *fall = fall_series_year(from->series, figures->year);
    size_t n_lost = cell_has_number(lost) ? (size_t)lost->number : 0;
    return (struct cooperation_signs){
        .notices = figures->notices,
        .lost = n_lost,
        .on = {[SIGN_NOTICE] = figures->notices > 0,
               [SIGN_COMMITTED] = is_cut(figures->committed_change),
               [SIGN_BOUGHT] = !figures->in_places && is_cut(figures->bought_change),
               [SIGN_EXPECTED] = expects_too_little(from),
               [SIGN_LOST] = n_lost > 0,
               [SIGN_LARGEST] = has_large_buyer(from, &row[COOPERATION_LARGEST_SHARE]),
               [SIGN_KNOWN_EXITS] = exits_exceed_arrivals(figures),
               [SIGN_REFERRALS] = too_few_ask(figures),
               [SIGN_EMPTY] = stands_empty(from),
               [SIGN_ELSEWHERE] = figures->new_places_elsewhere > 0,
               [SIGN_FALL] = from->series->watched && fall != NULL && fall->step.alarm}};
}

/* --- tables --- */

static void add_row(struct table *table, const struct sources *from)
{
    struct cell *row = table_add(table);
    row[COOPERATION_OFFER] = cell_name(&from->offer->offer->name);
    row[COOPERATION_YEAR] = cell_year(from->figures->year);
    fill_occupancy(from, row);
    fill_exits(from->figures, row);
    fill_reports(from, row);
    fill_fall(from, row);
    struct cooperation_signs signs = signs_of(from, row);
    enum cooperation_word word = cooperation_word(&signs, from->model->project->dialogue_buyers_lost);
    row[COOPERATION_STATUS] = cooperation_word_cell(word, from->figures->reported);
    row[COOPERATION_REASON] = cooperation_reason_cell(&signs, word);
}

static void add_offer(struct table *table, const struct sources *offer)
{
    struct sources from = *offer;
    struct offer_year before, figures;
    for (int year = from.model->project->from_year; year <= from.model->project->to_year; year++) {
        if (!profiled_offer_is_in_force(from.offer, year)) {
            from.before = NULL;
            continue;
        }
        figures = offer_year_new(from.offer, year);
        from.figures = &figures;
        add_row(table, &from);
        before = figures;
        from.before = &before;
    }
}

/* Falls that people ask about: to half, and to a third. */
static void add_detection(struct table *table, const struct model *model, size_t watched)
{
    static const int FALLS[][2] = {{1, 0}, {2, 1}, {3, 1}, {4, 2}, {6, 3}, {6, 2}};
    size_t baseline = (size_t)MAX(model->project->to_year - model->project->from_year + 1, FALL_LEARN_YEARS);
    double promised = model->project->false_alarms_per_year;
    double alarm_rate = MIN(promised / (double)MAX(watched, 1), FALL_MOST_ALARM_RATE);
    for (size_t i = 0; watched > 0 && i < G_N_ELEMENTS(FALLS); i++) {
        struct fall_watch *watch = fall_watch_new(baseline + FALL_AHEAD_YEARS, FALLS[i][0], alarm_rate);
        if (watch == NULL) {
            continue;
        }
        double within[FALL_AHEAD_YEARS];
        fall_watch_detected(watch, FALLS[i][0], FALLS[i][1], baseline, FALL_AHEAD_YEARS, within);
        struct cell *row = table_add(table);
        row[DETECTION_BEFORE] = cell_number(FALLS[i][0], CONTRIBUTORS_NONE);
        row[DETECTION_AFTER] = cell_number(FALLS[i][1], CONTRIBUTORS_NONE);
        row[DETECTION_YEARS_TO_DETECT] =
            limit_cell(fall_watch_years(within, FALL_AHEAD_YEARS), CONTRIBUTORS_NONE);
        row[DETECTION_DETECTED_3Y] = cell_number(within[2], CONTRIBUTORS_NONE);
        row[DETECTION_BASELINE_YEARS] = cell_number((double)baseline, CONTRIBUTORS_NONE);
        row[DETECTION_OFFERS] = cell_number((double)watched, CONTRIBUTORS_NONE);
        row[DETECTION_FALSE_ALARMS_PER_YEAR] = cell_number(alarm_rate * (double)watched, CONTRIBUTORS_NONE);
        fall_watch_free(watch);
    }
}

void measures_cooperation(const struct model *model, struct results *results)
{
    struct table *table = table_new(registry_table(TABLE_COOPERATION));
    struct table *detection = table_new(registry_table(TABLE_DETECTION));
    struct presence *buffer = presence_new(model);
    struct fall_series **series = fall_series_new(model);
    for (uint32_t i = 0; i < model->n_offers; i++) {
        if (series[i] == NULL) {
            continue;
        }
        struct profiled_offer offer = profiled_offer_new(model, i, buffer);
        struct sources from = {.model = model, .results = results, .offer = &offer, .series = series[i]};
        add_offer(table, &from);
        profiled_offer_clear(&offer);
    }
    add_detection(detection, model, fall_series_watched(series, model));
    fall_series_free(series, model);
    presence_free(buffer);
    table_sort(table);
    table_sort(detection);
    results->tables[TABLE_COOPERATION] = table;
    results->tables[TABLE_DETECTION] = detection;
}
