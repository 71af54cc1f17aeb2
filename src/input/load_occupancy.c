/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * occupancy: what operators report for their offers. Reports of the same offer and days are one; a year's
 * report is compared with those of its months or quarters.
 */
#include "forms.h"
#include "loader.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define FAR_OVER 1.5 /* times the places: hardly so many persons, most often another unit */
#define ROUNDED 1e-9 /* of an average times days */

/* A row that cannot be read was delivered all the same: nobody is reminded of it. */
static void note_unread(struct loader *loader, const struct input_row *row)
{
    const struct value *offer = &row->values[IN_OCCUPANCY_OFFER], *period = &row->values[IN_OCCUPANCY_PERIOD];
    if (offer->state != VALUE_GIVEN || period->state != VALUE_GIVEN) {
        return;
    }
    uint32_t found = loader_offer(loader, row, IN_OCCUPANCY_OFFER);
    for (int year = date_year(period->day); found != NONE && year <= date_year(period->end - 1); year++) {
        g_hash_table_add(loader->unread_forms, deliveries_key(OFFER_REPORT, found, year));
    }
}

void load_occupancy_row(const struct input_row *row, void *context)
{
    struct loader *loader = context;
    const struct value *v = row->values;
    if (!loader_row_is_good(loader, row)) {
        note_unread(loader, row);
        return;
    }
    uint32_t offer = loader_offer(loader, row, IN_OCCUPANCY_OFFER);
    if (offer == NONE) {
        return;
    }
    struct report report = {.offer = offer,
                            .start = v[IN_OCCUPANCY_PERIOD].day,
                            .end = v[IN_OCCUPANCY_PERIOD].end,
                            .census = v[IN_OCCUPANCY_PERIOD].census,
                            .period = loader_string(loader, v[IN_OCCUPANCY_PERIOD].text),
                            .places = loader_quantity(&v[IN_OCCUPANCY_PLACES]),
                            .occupied_days = loader_quantity(&v[IN_OCCUPANCY_OCCUPIED_DAYS]),
                            .waiting = loader_quantity(&v[IN_OCCUPANCY_WAITING]),
                            .origin = loader_origin(loader, row)};
    double from_average = v[IN_OCCUPANCY_OCCUPIED].number * (report.end - report.start);
    if (report.occupied_days.state == CELL_VALUE && v[IN_OCCUPANCY_OCCUPIED].state == VALUE_GIVEN &&
        fabs(from_average - report.occupied_days.number) > 0.01 * report.occupied_days.number + 1) {
        loader_report(loader, &FINDING_CONTRADICTION, row, IN_OCCUPANCY_OCCUPIED,
                      _("keep the right one of the two columns; the days count"),
                      _("occupied_days and occupied do not agree"));
    }
    if (report.occupied_days.state == CELL_MISSING) { /* an average over the period instead */
        report.occupied_days = loader_quantity(&v[IN_OCCUPANCY_OCCUPIED]);
        report.occupied_days.number *= report.end - report.start;
    }
    g_array_append_val(loader->report_array, report);
}

static int compare_reports(const void *a, const void *b)
{
    const struct report *x = a;
    const struct report *y = b;
#define BY(before, after) \
    if ((before) != (after)) { \
        return (before) < (after) ? -1 : 1; \
    }
    BY(x->offer, y->offer)
    BY(x->start, y->start)
    BY(y->end, x->end) /* a year before its first month */
    BY(x->origin.file, y->origin.file)
    BY(x->origin.line, y->origin.line)
#undef BY
    return 0;
}

static struct report *report_at(const struct loader *loader, guint i)
{
    return &g_array_index(loader->report_array, struct report, i);
}

static struct pos report_pos(const struct loader *loader, const struct report *report, size_t column)
{
    return loader_pos(loader, "occupancy", report->origin, column);
}

/* --- the same offer and days in several rows --- */

static bool said(struct quantity quantity)
{
    return quantity.state == CELL_VALUE || quantity.state == CELL_SUPPRESSED;
}

static bool disagree(struct quantity x, struct quantity y)
{
    return said(x) && said(y) && (x.state != y.state || x.number != y.number);
}

static struct quantity either(struct quantity x, struct quantity y)
{
    return said(x) ? x : y;
}

static bool adds_nothing(const struct report *row, const struct report *known)
{
    return (!said(row->places) || said(known->places)) &&
           (!said(row->occupied_days) || said(known->occupied_days)) &&
           (!said(row->waiting) || said(known->waiting));
}

/* Two rows for one offer and period: the same twice, two halves, or a contradiction. */
static void join_reports(struct loader *loader, struct report *known, const struct report *row)
{
    struct pos pos = report_pos(loader, row, IN_OCCUPANCY_PERIOD);
    struct pos first = report_pos(loader, known, SIZE_MAX);
    char *place = diag_position(&first);
    if (disagree(known->places, row->places) || disagree(known->occupied_days, row->occupied_days) ||
        disagree(known->waiting, row->waiting)) {
        loader_tell(loader, &FINDING_DUPLICATE, &pos, "period", _("keep the right one"),
                    _("the same offer and period stand in %s with other figures"), place);
    } else if (adds_nothing(row, known)) {
        loader_tell(loader, &FINDING_DUPLICATE_SAME, &pos, "period", _("remove one of the two rows"),
                    _("the same offer and period stand in %s; they count once"), place);
    }
    known->places = either(known->places, row->places);
    known->occupied_days = either(known->occupied_days, row->occupied_days);
    known->waiting = either(known->waiting, row->waiting);
    g_free(place);
}

static void join_all(struct loader *loader)
{
    guint kept = 0;
    for (guint i = 0; i < loader->report_array->len; i++) {
        const struct report *row = report_at(loader, i);
        struct report *known = kept > 0 ? report_at(loader, kept - 1) : NULL;
        if (known != NULL && known->offer == row->offer && known->start == row->start &&
            known->end == row->end) {
            join_reports(loader, known, row);
        } else {
            *report_at(loader, kept++) = *row;
        }
    }
    g_array_set_size(loader->report_array, kept);
}

/* --- a year against its months --- */

/* The days that reports within [whole->start, whole->end) add up to, where they fill it without a gap; NAN
 * where they do not. They stand behind `whole` in the array. */
static double sum_of_parts(const struct loader *loader, guint at)
{
    const struct report *whole = report_at(loader, at);
    int32_t filled = whole->start;
    double days = 0;
    for (guint i = at + 1; i < loader->report_array->len; i++) {
        const struct report *part = report_at(loader, i);
        if (part->offer != whole->offer || part->start >= whole->end) {
            break;
        }
        if (!part->census && part->start == filled && part->end <= whole->end) {
            days += part->occupied_days.state == CELL_VALUE ? part->occupied_days.number : NAN;
            filled = part->end;
        }
    }
    return filled == whole->end ? days : NAN;
}

/* What rounding an average to one decimal can do. */
static bool parts_differ(const struct report *whole, double parts)
{
    double slack = 0.05 * (whole->end - whole->start) + 0.005 * whole->occupied_days.number;
    return fabs(parts - whole->occupied_days.number) > slack;
}

static void check_parts(struct loader *loader)
{
    for (guint i = 0; i < loader->report_array->len; i++) {
        const struct report *whole = report_at(loader, i);
        double parts =
            whole->census || whole->occupied_days.state != CELL_VALUE ? NAN : sum_of_parts(loader, i);
        if (!isnan(parts) && parts_differ(whole, parts)) {
            struct pos pos = report_pos(loader, whole, IN_OCCUPANCY_PERIOD);
            char *said_days = text_number(whole->occupied_days.number, 0), *sum = text_number(parts, 0);
            loader_tell(loader, &FINDING_PARTS_DIFFER, &pos, "occupied_days",
                        _("correct the report that is wrong, or remove it"),
                        _("%s occupied days in %s, but the reports within it add up to %s"), said_days,
                        whole->period, sum);
            g_free(sum);
            g_free(said_days);
        }
    }
}

/* --- residents of a closed offer --- */

static int32_t days_in_force(const struct loader *loader, const struct report *report)
{
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, report->offer);
    int32_t days = 0;
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        days += date_overlap(period->start, period->end, report->start, report->end);
    }
    return days;
}

static void check_in_force(struct loader *loader)
{
    for (guint i = 0; i < loader->report_array->len; i++) {
        const struct report *report = report_at(loader, i);
        if (report->occupied_days.state == CELL_VALUE && report->occupied_days.number > 0 &&
            days_in_force(loader, report) == 0) {
            struct pos pos = report_pos(loader, report, IN_OCCUPANCY_PERIOD);
            loader_tell(
                loader, &FINDING_OUTSIDE_PERIOD, &pos, "period",
                _("correct the period, or the offer's validity"), _("%s is not in force in %s"),
                loader_offer_shown(loader, &g_array_index(loader->offer_array, struct offer, report->offer)),
                report->period);
        }
    }
}

/* --- more occupied than places --- */

/* Days of places behind a report: its own, or those of the offers table; 0 when they are not known. */
static double place_days(const struct loader *loader, const struct report *report)
{
    if (report->places.state == CELL_VALUE) {
        return report->places.number * (report->end - report->start);
    }
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, report->offer);
    double days = 0;
    for (uint32_t i = offer->first_period; i < offer->first_period + offer->n_periods; i++) {
        const struct period *period = &g_array_index(loader->period_array, struct period, i);
        if (period->places.state != CELL_VALUE || !model_in_places(offer)) {
            return 0;
        }
        days += period->places.number * date_overlap(period->start, period->end, report->start, report->end);
    }
    return days;
}

/* Occupied days as a share of the days of places; 0 when one of them is not known. */
static double share_occupied(const struct loader *loader, const struct report *report)
{
    double places = place_days(loader, report);
    return report->occupied_days.state == CELL_VALUE && places > 0 ? report->occupied_days.number / places
                                                                   : 0;
}

/* Reports of one offer with more occupied than places: how many, the first, and the fullest. */
struct over {
    guint n;
    const struct report *first, *fullest;
    double most;
};

static void count_over(struct over *over, const struct report *report, double share)
{
    if (over->first == NULL) {
        over->first = over->fullest = report;
    }
    over->fullest = share > over->most ? report : over->fullest;
    over->most = MAX(share, over->most);
    over->n++;
}

static void tell_over(struct loader *loader, const struct over *over)
{
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, over->first->offer);
    struct pos pos = report_pos(loader, over->first, IN_OCCUPANCY_PLACES);
    char *most = text_percent(over->most, 0);
    loader_tell(loader, &FINDING_OVER_CAPACITY, &pos, "places", NULL,
                P_("%s: more occupied than places in %u period, %s in %s",
                   "%s: more occupied than places in %u periods, up to %s in %s; this is the first", over->n),
                loader_offer_shown(loader, offer), over->n, most, over->fullest->period);
    g_free(most);
}

/* So many can hardly be there: a warning, at the worst of them. */
static void tell_far_over(struct loader *loader, const struct over *over)
{
    const struct report *worst = over->fullest;
    const struct offer *offer = &g_array_index(loader->offer_array, struct offer, worst->offer);
    struct pos pos = report_pos(loader, worst, IN_OCCUPANCY_PERIOD);
    int32_t days = worst->end - worst->start;
    char *most = text_percent(over->most, 0);
    char *occupied = text_number(worst->occupied_days.number / days, 1);
    char *places = text_number(place_days(loader, worst) / days, 1);
    loader_tell(loader, &FINDING_FAR_OVER_CAPACITY, &pos, "occupied_days",
                _("check the period and the unit: days, or places occupied on average"),
                P_("%s: %s occupied on average on %s places in %s, %s; %u such period",
                   "%s: %s occupied on average on %s places in %s, %s; %u such periods, this is the worst",
                   over->n),
                loader_offer_shown(loader, offer), occupied, places, worst->period, most, over->n);
    g_free(places);
    g_free(occupied);
    g_free(most);
}

/* Once an offer: it is legal, and some are full for years. */
static void note_over_capacity(struct loader *loader)
{
    for (guint i = 0; i < loader->report_array->len;) {
        uint32_t offer = report_at(loader, i)->offer;
        struct over over = {0}, far_over = {0};
        for (; i < loader->report_array->len && report_at(loader, i)->offer == offer; i++) {
            double share = share_occupied(loader, report_at(loader, i));
            if (share > FAR_OVER) {
                count_over(&far_over, report_at(loader, i), share);
            } else if (share > 1 + ROUNDED) {
                count_over(&over, report_at(loader, i), share);
            }
        }
        if (over.first != NULL) {
            tell_over(loader, &over);
        }
        if (far_over.first != NULL) {
            tell_far_over(loader, &far_over);
        }
    }
}

void load_occupancy_finish(struct loader *loader)
{
    g_array_sort(loader->report_array, compare_reports);
    join_all(loader);
    check_parts(loader);
    check_in_force(loader);
    note_over_capacity(loader);
}
