/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many citizens: the table need.
 *
 * From stays, citizens are the persons in an episode on 31 December (present_end of flow_of_citizens), so
 * that a change is exactly arrivals less exits. From forms they are what the municipality reported. A
 * municipality that did not report is missing; the region counts those who did, over their population, and
 * says how many they were.
 *
 * Persons present are a stock: no interval by chance of single years. The limits of the rate show the swing
 * between years that the flows imply: swing = sqrt(2 m (1 - exp(-mu))), the standard deviation of the yearly
 * change of a stock of m persons who leave at the rate mu.
 */
#include "vifte/census.h"
#include "vifte/citizen_words.h"
#include "vifte/flow_index.h"
#include "vifte/form_sums.h"
#include "vifte/frame.h"
#include "vifte/funnel.h"
#include "vifte/measures.h"
#include "vifte/names.h"
#include "vifte/need_profile.h"
#include "vifte/reporters.h"
#include "vifte/shrinkage.h"
#include "vifte/table.h"
#include "vifte/tails.h"
#include "vifte/text.h"

#include <math.h>

#define Z95 1.959963984540054 /* two-sided 95 per cent of the normal distribution */
#define PER 10000.0
#define FEWEST_EXITS 5      /* below this the exit rate says nothing */
#define FEWEST_EXPECTED 5.0 /* below this neither a funnel nor a smoothed rate is given */

/* What is known of one area and year. */
struct figure {
    struct quantity citizens;
    const struct name *source; /* NULL: nobody reported */
    enum basis basis;
    bool in_region_figure; /* municipalities: part of the region's count */
    bool has_population;
    double population; /* of the municipalities behind the count */
    int64_t seen;      /* clusters: the fewest persons that it leaves for a municipality in it */
};

struct need_tally {
    const struct frame *frame;
    const struct reporters *reporters;
    const struct flow_index *flows;
    const struct form_index *forms;
    struct table *table;
    struct figure *figures; /* area x year of one group */
    double *counts, *exposures;
    size_t group;
    enum basis basis; /* of the region's sum of forms */
    double exit_rate; /* mu; 0 = too few exits */
};

static struct figure *figure_at(const struct need_tally *tally, size_t area, size_t year)
{
    return &tally->figures[area * tally->frame->n_years + year];
}

static const struct name *group_name(const struct need_tally *tally)
{
    return &tally->frame->model->project->groups[tally->group].name;
}

static void set_population(const struct need_tally *tally, struct figure *figure, size_t area, size_t year)
{
    const struct frame *frame = tally->frame;
    const struct model *model = frame->model;
    bool approximate;
    figure->has_population =
        model_population(model, model->region_order[area], frame->from_year + (int)year,
                         model->project->groups[tally->group].age, &figure->population, &approximate);
}

static void set_from_stays(const struct need_tally *tally, struct figure *figure, size_t area, size_t year)
{
    const struct cell *flow = flow_index_get(tally->flows, tally->group, area, year);
    if (flow != NULL && cell_has_number(&flow[FLOW_OF_CITIZENS_PRESENT_END])) {
        figure->citizens.number = flow[FLOW_OF_CITIZENS_PRESENT_END].number;
        figure->citizens.state = CELL_VALUE;
        figure->source = &WORD_SOURCE_STAYS;
        figure->basis = BASIS_31_DECEMBER;
    }
}

/* On the basis that the region is counted on, else on 31 December, else as the departments give it. */
static void set_from_form(const struct need_tally *tally, struct figure *figure, size_t area, size_t year)
{
    const enum basis bases[] = {tally->basis, BASIS_31_DECEMBER, BASIS_DURING_YEAR, BASIS_UNKNOWN};
    struct form form = form_index_get(tally->forms, tally->group, area, year);
    for (size_t k = 0; k < G_N_ELEMENTS(bases); k++) {
        struct quantity citizens = form_citizens(form, bases[k]);
        if (citizens.state == CELL_VALUE || (citizens.state == CELL_SUPPRESSED && figure->source == NULL)) {
            figure->citizens = citizens;
            figure->basis = bases[k];
            figure->source = &WORD_SOURCE_FORMS;
        }
        if (citizens.state == CELL_VALUE) {
            return;
        }
    }
}

static void set_municipality(const struct need_tally *tally, size_t area, size_t year)
{
    struct figure *figure = figure_at(tally, area, year);
    *figure = (struct figure){.citizens = {.state = CELL_MISSING}};
    set_population(tally, figure, area, year);
    if (tally->reporters->from_stays[tally->group]) {
        set_from_stays(tally, figure, area, year);
        figure->in_region_figure = figure->source != NULL;
    }
    if (figure->source == NULL) {
        struct form form = form_index_get(tally->forms, tally->group, area, year);
        set_from_form(tally, figure, area, year);
        figure->in_region_figure = !tally->reporters->from_stays[tally->group] &&
                                   form_citizens(form, tally->basis).state == CELL_VALUE;
    }
}

/* What a cluster's citizens leave for a municipality that knows its own. */
static void see_by_members(const struct need_tally *tally, struct figure *figure, size_t area, size_t year)
{
    const struct frame *frame = tally->frame;
    int64_t *parts = g_new(int64_t, frame->n_areas + 1);
    for (size_t k = 0; k < frame->n_areas; k++) {
        const struct figure *part = figure_at(tally, k, year);
        parts[k] = part->citizens.state == CELL_VALUE ? (int64_t)part->citizens.number : 0;
    }
    figure->seen = frame_seen_by_members(frame, area, (int64_t)figure->citizens.number, parts);
    g_free(parts);
}

/* Sums what the figure of the region or a cluster rests on: population, and citizens of the forms. */
static void set_union(const struct need_tally *tally, size_t area, size_t year)
{
    const struct frame *frame = tally->frame;
    struct figure *whole = figure_at(tally, area, year);
    struct report_sum sum = {0};
    *whole = (struct figure){.citizens = {.state = CELL_MISSING}, .has_population = true};
    for (size_t k = 0; k < frame->n_areas; k++) {
        const struct figure *figure = figure_at(tally, k, year);
        if (figure->in_region_figure && frame_holds(frame, area, k)) {
            struct form form = form_index_get(tally->forms, tally->group, k, year);
            report_sum_add(&sum, form_citizens(form, tally->basis));
            whole->in_region_figure = true;
            whole->has_population = whole->has_population && figure->has_population;
            whole->population += figure->population;
        }
    }
    whole->has_population = whole->has_population && whole->in_region_figure;
    if (tally->reporters->from_stays[tally->group]) {
        set_from_stays(tally, whole, area, year);
    } else if (sum.n > 0) {
        whole->citizens = (struct quantity){.number = sum.sum, .state = CELL_VALUE};
        whole->source = &WORD_SOURCE_FORMS_SUM;
        whole->basis = tally->basis;
    }
    see_by_members(tally, whole, area, year);
}

static size_t count_reporting(const struct need_tally *tally, size_t area, size_t year)
{
    size_t n = 0;
    for (size_t k = 0; k < tally->frame->n_areas; k++) {
        n += frame_holds(tally->frame, area, k) && figure_at(tally, k, year)->in_region_figure;
    }
    return n;
}

static bool same_municipalities(const struct need_tally *tally, size_t area, size_t year)
{
    for (size_t k = 0; k < tally->frame->n_areas; k++) {
        if (frame_holds(tally->frame, area, k) &&
            figure_at(tally, k, year)->in_region_figure != figure_at(tally, k, year - 1)->in_region_figure) {
            return false;
        }
    }
    return true;
}

static void fill_change(const struct need_tally *tally, struct cell *row, size_t area, size_t year)
{
    const struct figure *now = figure_at(tally, area, year);
    const struct figure *before = year > 0 ? figure_at(tally, area, year - 1) : NULL;
    row[NEED_CHANGE_PCT] = frame_is_region(tally->frame, area) ? cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER)
                                                               : cell_empty(CELL_NA, REASON_NONE);
    bool comparable = before != NULL && before->citizens.state == CELL_VALUE &&
                      before->source == now->source && before->basis == now->basis &&
                      (!frame_is_union(tally->frame, area) || same_municipalities(tally, area, year));
    if (!comparable) {
        row[NEED_CHANGE] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
        return;
    }
    struct cell change =
        cell_number(now->citizens.number - before->citizens.number, (int64_t)now->citizens.number);
    row[NEED_CHANGE] = cell_resting_on(change, (int64_t)before->citizens.number);
    if (!frame_is_region(tally->frame, area)) {
        return;
    }
    row[NEED_CHANGE_PCT] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    if (before->citizens.number > 0) {
        row[NEED_CHANGE_PCT] = row[NEED_CHANGE];
        row[NEED_CHANGE_PCT].number = 100 * change.number / before->citizens.number;
    }
}

/* Exact two-sided test that both come equally often. At p = 1/2 the distribution is symmetric, so that twice
 * the smaller tail holds the same counts as "all that are no more probable". */
static double equal_odds_p(int64_t arrivals, int64_t exits)
{
    return fmin(1, 2 * tails_binomial((double)MIN(arrivals, exits), (double)(arrivals + exits), 0.5).lower);
}

static void fill_flows(const struct need_tally *tally, struct cell *row, size_t area, size_t year)
{
    const struct cell *flow = flow_index_get(tally->flows, tally->group, area, year);
    if (figure_at(tally, area, year)->source != &WORD_SOURCE_STAYS) {
        row[NEED_ARRIVALS] = row[NEED_EXITS] = row[NEED_CHANGE_P] =
            cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
        return;
    }
    row[NEED_ARRIVALS] = flow[FLOW_OF_CITIZENS_ARRIVALS];
    row[NEED_EXITS] = flow[FLOW_OF_CITIZENS_EXITS];
    int64_t arrivals = (int64_t)row[NEED_ARRIVALS].number;
    int64_t exits = (int64_t)row[NEED_EXITS].number;
    if (arrivals + exits == 0) {
        row[NEED_CHANGE_P] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    } else {
        row[NEED_CHANGE_P] = cell_resting_on(cell_number(equal_odds_p(arrivals, exits), arrivals), exits);
    }
}

static void fill_swing(const struct need_tally *tally, struct cell *row, const struct figure *figure)
{
    double citizens = figure->citizens.number;
    if (figure->source != &WORD_SOURCE_STAYS) {
        row[NEED_RATE_LOWER] = row[NEED_RATE_UPPER] = cell_empty(CELL_UNDEFINED, REASON_FORMS_ONLY);
    } else if (tally->exit_rate <= 0 || citizens <= 0) {
        row[NEED_RATE_LOWER] = row[NEED_RATE_UPPER] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    } else {
        double swing = census_swing(citizens, tally->exit_rate, 1).value;
        double lower = fmax(0, citizens - Z95 * swing);
        double upper = citizens + Z95 * swing;
        row[NEED_RATE_LOWER] = cell_number(PER * lower / figure->population, (int64_t)citizens);
        row[NEED_RATE_UPPER] = cell_number(PER * upper / figure->population, (int64_t)citizens);
    }
}

static void fill_rates(const struct need_tally *tally, struct cell *row, const struct figure *figure)
{
    if (!figure->has_population || figure->population <= 0) {
        row[NEED_RATE] = row[NEED_RATE_LOWER] = row[NEED_RATE_UPPER] =
            cell_empty(CELL_UNDEFINED, REASON_NO_POPULATION);
        return;
    }
    double citizens = figure->citizens.number;
    row[NEED_RATE] = cell_number(PER * citizens / figure->population, (int64_t)citizens);
    fill_swing(tally, row, figure);
}

/* Municipalities that can be compared: counted in the region's figure, with a population. */
static bool is_compared(const struct figure *figure)
{
    return figure->in_region_figure && figure->citizens.state == CELL_VALUE && figure->has_population &&
           figure->population > 0;
}

static struct shrinkage_prior smooth_year(const struct need_tally *tally, size_t year)
{
    size_t n = 0;
    for (size_t area = 0; area < tally->frame->n_areas; area++) {
        const struct figure *figure = figure_at(tally, area, year);
        if (is_compared(figure)) {
            tally->counts[n] = figure->citizens.number;
            tally->exposures[n++] = figure->population;
        }
    }
    if (n == 0) {
        return (struct shrinkage_prior){.common_rate = stat_undefined(STAT_NO_EXPOSURE)};
    }
    return shrinkage_marshall(tally->counts, tally->exposures, n);
}

static bool is_above(double ratio, double expected, double tail)
{
    struct stat_value limit = funnel_poisson(expected, tail).clipped;
    return limit.state == STAT_OK && ratio > limit.value;
}

static bool is_below(double ratio, double expected, double tail)
{
    struct stat_value limit = funnel_poisson(expected, tail).clipped;
    return limit.state == STAT_OK && ratio < limit.value;
}

static const struct name *funnel_word(double citizens, double expected)
{
    static const struct name IN = {"in", N_("within 95 per cent")};
    static const struct name HIGH95 = {"high95", N_("above 95 per cent")};
    static const struct name HIGH998 = {"high998", N_("above 99.8 per cent")};
    static const struct name LOW95 = {"low95", N_("below 95 per cent")};
    static const struct name LOW998 = {"low998", N_("below 99.8 per cent")};
    double ratio = citizens / expected;
    if (is_above(ratio, expected, 0.975)) {
        return is_above(ratio, expected, 0.999) ? &HIGH998 : &HIGH95;
    }
    if (is_below(ratio, expected, 0.025)) {
        return is_below(ratio, expected, 0.001) ? &LOW998 : &LOW95;
    }
    return &IN;
}

/* A smoothed rate and a funnel rest on the municipality's own citizens; without any, on nobody. */
static void fill_comparison(struct cell *row, const struct figure *figure,
                            const struct shrinkage_prior *prior)
{
    double expected = prior->common_rate.value * figure->population;
    if (!is_compared(figure) || prior->common_rate.state != STAT_OK || expected < FEWEST_EXPECTED) {
        enum cell_reason reason = figure->has_population ? REASON_TOO_FEW : REASON_NO_POPULATION;
        row[NEED_RATE_SMOOTHED] = row[NEED_FUNNEL] = cell_empty(CELL_UNDEFINED, reason);
        return;
    }
    double citizens = figure->citizens.number;
    struct stat_value smoothed = shrinkage_estimate(prior, citizens, figure->population);
    row[NEED_RATE_SMOOTHED] = smoothed.state == STAT_OK ? cell_number(PER * smoothed.value, (int64_t)citizens)
                                                        : cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    row[NEED_FUNNEL] = words_cell(funnel_word(citizens, expected));
    row[NEED_FUNNEL].contributors = (int32_t)citizens;
}

/* The median of several departments is not known from their medians. It rests on those who wait; where their
 * number was not given, on one at least. */
static struct cell waiting_days(struct form form)
{
    struct quantity days = form_sum(form, FORM_WAITING_DAYS);
    struct quantity waiting = form_sum(form, FORM_WAITING);
    if (days.state != CELL_VALUE) {
        return report_cell(days);
    }
    if (form_departments(form) > 1) {
        return cell_empty(CELL_NA, REASON_REGION_MEDIAN);
    }
    return cell_number(days.number, waiting.state == CELL_VALUE ? (int64_t)waiting.number : 1);
}

static void fill_waiting(const struct need_tally *tally, struct cell *row, size_t area, size_t year)
{
    if (!frame_is_union(tally->frame, area)) {
        struct form form = form_index_get(tally->forms, tally->group, area, year);
        row[NEED_WAITING] = report_cell(form_sum(form, FORM_WAITING));
        row[NEED_WAITING_DAYS] = waiting_days(form);
        return;
    }
    row[NEED_WAITING] = form_index_sum(tally->forms, tally->group, area, year, FORM_WAITING);
    row[NEED_WAITING_DAYS] = cell_empty(CELL_NA, REASON_REGION_MEDIAN);
}

static struct cell reported_by(const struct need_tally *tally, size_t area, size_t year)
{
    if (!frame_is_union(tally->frame, area)) {
        return cell_empty(CELL_NA, REASON_NONE);
    }
    return cell_name(names_n_of(count_reporting(tally, area, year), frame_members(tally->frame, area)));
}

static void fill_population(struct cell *row, const struct figure *figure)
{
    row[NEED_POPULATION] = figure->has_population ? cell_number(figure->population, CONTRIBUTORS_NONE)
                                                  : cell_empty(CELL_MISSING, REASON_NO_POPULATION);
}

static void add_row(const struct need_tally *tally, size_t area, size_t year,
                    const struct shrinkage_prior *prior)
{
    const struct figure *figure = figure_at(tally, area, year);
    struct cell *row = table_add(tally->table);
    row[NEED_GROUP] = cell_name(group_name(tally));
    row[NEED_MUNICIPALITY] = cell_name(tally->frame->area_names[area]);
    row[NEED_YEAR] = cell_year(tally->frame->from_year + (int)year);
    row[NEED_CITIZENS] = report_cell(figure->citizens);
    if (figure->citizens.state == CELL_VALUE && frame_is_union(tally->frame, area)) {
        row[NEED_CITIZENS] = cell_resting_on(row[NEED_CITIZENS], figure->seen);
    }
    fill_population(row, figure);
    fill_waiting(tally, row, area, year);
    row[NEED_REPORTED_BY] = reported_by(tally, area, year);
    if (figure->source != NULL) {
        row[NEED_BASIS] = cell_name(words_basis(figure->basis));
        row[NEED_SOURCE] = words_cell(figure->source);
    }
    if (figure->citizens.state == CELL_VALUE) {
        fill_change(tally, row, area, year);
        fill_flows(tally, row, area, year);
        fill_rates(tally, row, figure);
    }
    if (frame_is_union(tally->frame, area)) {
        row[NEED_RATE_SMOOTHED] = row[NEED_FUNNEL] = cell_empty(CELL_NA, REASON_NONE);
    } else if (figure->citizens.state == CELL_VALUE) {
        fill_comparison(row, figure, prior);
    }
}

/* Exits per person-year of the region, over all years. */
static double pooled_exit_rate(const struct need_tally *tally)
{
    double exits = 0, person_years = 0;
    for (size_t year = 0; year < tally->frame->n_years; year++) {
        const struct cell *flow = flow_index_get(tally->flows, tally->group, tally->frame->n_areas, year);
        if (flow != NULL && cell_has_number(&flow[FLOW_OF_CITIZENS_EXITS])) {
            exits += flow[FLOW_OF_CITIZENS_EXITS].number;
            person_years += flow[FLOW_OF_CITIZENS_PERSON_YEARS].number;
        }
    }
    return exits >= FEWEST_EXITS && person_years > 0 ? exits / person_years : 0;
}

static void add_group(struct need_tally *tally)
{
    const struct frame *frame = tally->frame;
    tally->basis = form_index_basis(tally->forms, tally->group);
    tally->exit_rate = pooled_exit_rate(tally);
    for (size_t year = 0; year < frame->n_years; year++) {
        for (size_t area = 0; area < frame->n_areas; area++) {
            set_municipality(tally, area, year);
        }
        for (size_t area = frame->n_areas; area < frame_areas(frame); area++) {
            set_union(tally, area, year);
        }
    }
    for (size_t year = 0; year < frame->n_years; year++) {
        struct shrinkage_prior prior = smooth_year(tally, year);
        for (size_t area = 0; area < frame_areas(frame); area++) {
            add_row(tally, area, year, &prior);
        }
    }
}

static struct table *need_table(const struct frame *frame, const struct reporters *reporters,
                                const struct table *flow_of_citizens)
{
    struct flow_index *flows = flow_index_new(frame, flow_of_citizens);
    struct form_index *forms = form_index_new(frame);
    struct need_tally tally = {.frame = frame,
                               .reporters = reporters,
                               .flows = flows,
                               .forms = forms,
                               .table = table_new(registry_table(TABLE_NEED)),
                               .figures = g_new(struct figure, frame_areas(frame) * frame->n_years),
                               .counts = g_new(double, frame->n_areas + 1),
                               .exposures = g_new(double, frame->n_areas + 1)};
    for (tally.group = 0; tally.group < frame->n_groups; tally.group++) {
        add_group(&tally);
    }
    table_sort(tally.table);
    g_free(tally.figures);
    g_free(tally.counts);
    g_free(tally.exposures);
    form_index_free(forms);
    flow_index_free(flows);
    return tally.table;
}

void measures_need(const struct model *model, struct results *results)
{
    struct frame *frame = frame_new(model);
    struct reporters *reporters = reporters_new(frame);
    if (model->n_stays > 0 || model->n_needs > 0) {
        results->tables[TABLE_NEED] = need_table(frame, reporters, results->tables[TABLE_FLOW_OF_CITIZENS]);
    }
    if (model->n_stays > 0 || model->n_need_counts > 0) {
        results->tables[TABLE_NEED_PROFILE] = need_profile_table(frame, reporters);
    }
    reporters_free(reporters);
    frame_free(frame);
}
