/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about places, their occupancy, and how much of the days lies in the region. */
#include "vifte/sentences.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>

/* --- places --- */

/* Rows of supply of the group and year whose offers lie in the run's municipalities. */
static GArray *supply_rows(const struct released *released, const char *group, int year)
{
    const struct released_table *supply = released_find(released, "supply");
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    for (size_t row = supply == NULL ? SIZE_MAX : released_row(supply, 0, &group, 1); row != SIZE_MAX;
         row = released_row(supply, row + 1, &group, 1)) {
        const struct cell *cells = released_cell(supply, row, 0);
        if ((int)cells[SUPPLY_YEAR].number == year &&
            part_lies_in_the_run(released_edition(released), cells[SUPPLY_MUNICIPALITY].name->code)) {
            const struct part_row part = {.table = supply, .index = row};
            g_array_append_val(rows, part);
        }
    }
    return rows;
}

struct cell sentences_places(const struct released *released, const char *group, int year)
{
    GArray *rows = supply_rows(released, group, year);
    struct cell sum = {.state = CELL_UNDEFINED};
    for (guint i = 0; i < rows->len; i++) {
        const struct cell *places = part_cell(g_array_index(rows, struct part_row, i), SUPPLY_PLACES);
        if (places->state == CELL_SUPPRESSED || places->state == CELL_MISSING) {
            sum = *places;
            break;
        }
        double before = cell_has_number(&sum) ? sum.number : 0;
        if (cell_has_number(places)) {
            sum = *places;
            sum.number += before;
        } else if (!cell_has_number(&sum)) {
            sum = *places;
        }
    }
    g_array_unref(rows);
    return sum;
}

char *sentences_places_text(double places)
{
    double tenths = text_round(places, 1);
    return text_number(tenths, tenths == floor(tenths) ? 0 : 1);
}

static char *places_id(const struct released *released, const char *group, int year)
{
    GArray *rows = supply_rows(released, group, year);
    char *id = part_sum_id(rows, SUPPLY_PLACES);
    g_array_unref(rows);
    return id;
}

char *sentences_places_marked(const struct released *released, const char *group, int year)
{
    struct cell places = sentences_places(released, group, year);
    char *id = places_id(released, group, year);
    if (!cell_has_number(&places) || id == NULL) {
        g_free(id);
        return g_strdup(show_state((enum cell_state)places.state));
    }
    return figure_mark_take(id, text_number(text_round(places.number, 1), 1));
}

/* Between the figures as printed. */
static char *places_change(const struct released *released, const char *group, int year, double now)
{
    struct cell before = sentences_places(released, group, year - 1);
    if (!cell_has_number(&before)) {
        return g_strdup("");
    }
    struct cell change = {.state = CELL_VALUE,
                          .number = text_round(text_round(now, 1) - text_round(before.number, 1), 1)};
    char *now_id = places_id(released, group, year);
    char *before_id = places_id(released, group, year - 1);
    char *size =
        figure_mark_take(figure_id_difference(now_id, before_id), sentences_places_text(fabs(change.number)));
    g_free(before_id);
    g_free(now_id);
    return part_change(&change, size);
}

char *sentences_supply(const struct released *released, const char *group, int year)
{
    if (released_find(released, "supply") == NULL) {
        return NULL;
    }
    const char *place = chart_place(released_edition(released));
    struct cell now = sentences_places(released, group, year);
    if (now.state == CELL_UNDEFINED) {
        return g_strdup_printf(_("No offer to the target group in %s had places in %d."), place, year);
    }
    if (!cell_has_number(&now)) {
        return g_strdup_printf(_("Places for the target group in %s, %d: %s."), place, year,
                               show_state((enum cell_state)now.state));
    }
    char *places = figure_mark_take(places_id(released, group, year), sentences_places_text(now.number));
    char *change = places_change(released, group, year, now.number);
    char *text = g_strdup_printf(P_("In %s there was on average %s place for the target group in %d%s.",
                                    "In %s there were on average %s places for the target group in %d%s.",
                                    ceil(now.number)),
                                 place, places, year, change);
    g_free(change);
    g_free(places);
    return text;
}

/* --- occupancy --- */

/* "2 percentage points"; takes the marked number. */
static char *points_text(double points, char *number)
{
    char *text =
        g_strdup_printf(P_("%s percentage point", "%s percentage points", ceil(fabs(points))), number);
    g_free(number);
    return text;
}

/* "2 percentage points higher than the year before"; takes the marked number. */
static char *points_change(double change, int decimals, char *number)
{
    if (text_round(change, decimals) == 0) {
        g_free(number);
        return g_strdup(_("unchanged from the year before"));
    }
    char *size = points_text(change, number);
    char *text = g_strdup_printf(
        change > 0 ? _("%s higher than the year before") : _("%s lower than the year before"), size);
    g_free(size);
    return text;
}

/* A ratio as per cent with as many decimals as it needs. */
static char *percent_mark(struct part_row row, size_t column, int decimals)
{
    return figure_mark_take(figure_id(row.table, row.index, column),
                            part_percent(part_cell(row, column)->number, decimals));
}

static char *against_budget(struct part_row row)
{
    const struct cell *gap = part_cell(row, OCCUPANCY_YEAR_GAP_POINTS);
    char *budgeted = percent_mark(row, OCCUPANCY_YEAR_BUDGETED, 1);
    char *size = points_text(text_round(gap->number, 1), part_mark_short(row, OCCUPANCY_YEAR_GAP_POINTS, 1));
    char *text = text_round(gap->number, 1) == 0
                     ? g_strdup_printf(_("as budgeted (%s)"), budgeted)
                     : g_strdup_printf(gap->number > 0 ? _("%s above the budgeted occupancy of %s")
                                                       : _("%s below the budgeted occupancy of %s"),
                                       size, budgeted);
    g_free(size);
    g_free(budgeted);
    return text;
}

/* ", 2 percentage points higher than the year before and 4 percentage points below the budgeted occupancy of
 * 98 %"; "" where there is nothing to compare with. */
static char *occupancy_comparisons(struct part_row row, int decimals)
{
    const struct cell *change = part_cell(row, OCCUPANCY_YEAR_CHANGE_POINTS);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    if (cell_has_number(change)) {
        g_ptr_array_add(list, points_change(change->number, decimals,
                                            part_mark_short(row, OCCUPANCY_YEAR_CHANGE_POINTS, decimals)));
    }
    if (cell_has_number(part_cell(row, OCCUPANCY_YEAR_GAP_POINTS)) &&
        cell_has_number(part_cell(row, OCCUPANCY_YEAR_BUDGETED))) {
        g_ptr_array_add(list, against_budget(row));
    }
    bool any = list->len > 0;
    char *comparisons = part_list(list);
    char *text = any ? g_strconcat(", ", comparisons, NULL) : g_strdup("");
    g_free(comparisons);
    return text;
}

static char *occupancy_sentence(struct part_row row, int decimals, int year)
{
    char *percent = percent_mark(row, OCCUPANCY_YEAR_OCCUPANCY, decimals);
    char *base = part_mark(row, OCCUPANCY_YEAR_PLACE_DAYS);
    char *comparisons = occupancy_comparisons(row, decimals);
    char *text = g_strdup_printf(_("Actual occupancy was %s of %s place-days in %d%s."), percent, base, year,
                                 comparisons);
    g_free(comparisons);
    g_free(base);
    g_free(percent);
    return text;
}

char *sentences_occupancy(const struct released *released, const char *level, const char *id, int year)
{
    struct part_row row = part_row_of_unit(released, level, id, year);
    if (row.table == NULL) {
        return NULL;
    }
    const struct cell *occupancy = part_cell(row, OCCUPANCY_YEAR_OCCUPANCY);
    if (cell_has_number(occupancy)) {
        int decimals = released_edition(released)->audience == AUDIENCE_PUBLIC ? 0 : 1;
        return occupancy_sentence(row, decimals, year);
    }
    char *state = part_mark(row, OCCUPANCY_YEAR_OCCUPANCY);
    const char *reason = reason_text((enum cell_reason)occupancy->reason);
    char *text = *reason == '\0' || occupancy->state == CELL_MISSING
                     ? g_strdup_printf(_("Actual occupancy in %d: %s."), year, state)
                     : g_strdup_printf(_("Actual occupancy in %d: %s (%s)."), year, state, reason);
    g_free(state);
    return text;
}

/* --- inside and outside --- */

/* "; 8 of 12 citizens had all their days there" */
static char *citizens_inside(struct part_row row)
{
    const struct cell *inside = part_cell(row, SELF_SUFFICIENCY_IN_REGION_CITIZENS);
    const struct cell *all = part_cell(row, SELF_SUFFICIENCY_CITIZENS);
    if (!cell_has_number(inside) || !cell_has_number(all)) {
        return g_strdup("");
    }
    char *some = part_mark(row, SELF_SUFFICIENCY_IN_REGION_CITIZENS);
    char *total = part_mark(row, SELF_SUFFICIENCY_CITIZENS);
    char *text =
        inside->number == 0
            ? g_strdup_printf(_("; none of the year's %s citizens had all their days there"), total)
            : g_strdup_printf(P_("; %s of the year's %s citizen had all days there",
                                 "; %s of the year's %s citizens had all their days there", all->number),
                              some, total);
    g_free(total);
    g_free(some);
    return text;
}

/* Between the percentages as printed. */
static char *inside_change(const struct released *released, const char *group, int year, struct part_row row)
{
    struct part_row before = part_row_of_group(released, "self_sufficiency", group, year - 1);
    const struct cell *then = part_cell(before, SELF_SUFFICIENCY_IN_REGION_SHARE);
    if (!cell_has_number(then)) {
        return g_strdup("");
    }
    double share = part_cell(row, SELF_SUFFICIENCY_IN_REGION_SHARE)->number;
    double change = text_round(100 * (text_round(share, 2) - text_round(then->number, 2)), 0);
    char *now_id = figure_id(row.table, row.index, SELF_SUFFICIENCY_IN_REGION_SHARE);
    char *then_id = figure_id(before.table, before.index, SELF_SUFFICIENCY_IN_REGION_SHARE);
    char *number = figure_mark_take(figure_id_difference(now_id, then_id), text_number(fabs(change), 0));
    g_free(then_id);
    g_free(now_id);
    char *points = points_change(change, 0, number);
    char *text = g_strconcat(", ", points, NULL);
    g_free(points);
    return text;
}

static char *inside_sentence(const struct released *released, const char *group, int year,
                             struct part_row row)
{
    const char *place = chart_place(released_edition(released));
    char *percent = percent_mark(row, SELF_SUFFICIENCY_IN_REGION_SHARE, 0);
    char *days = part_mark(row, SELF_SUFFICIENCY_DAYS);
    char *change = inside_change(released, group, year, row);
    char *citizens = citizens_inside(row);
    char *text = g_strdup_printf(_("%s of the target group's %s days in %d lay in offers in %s%s%s."),
                                 percent, days, year, place, change, citizens);
    g_free(citizens);
    g_free(change);
    g_free(days);
    g_free(percent);
    return text;
}

char *sentences_inside(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_group(released, "self_sufficiency", group, year);
    if (row.table == NULL) {
        return NULL;
    }
    if (cell_has_number(part_cell(row, SELF_SUFFICIENCY_IN_REGION_SHARE))) {
        return inside_sentence(released, group, year, row);
    }
    char *state = part_mark(row, SELF_SUFFICIENCY_IN_REGION_SHARE);
    char *text = g_strdup_printf(_("Share of the target group's days in offers in %s, %d: %s."),
                                 chart_place(released_edition(released)), year, state);
    g_free(state);
    return text;
}
