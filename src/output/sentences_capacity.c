/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about capacity; see sentences_capacity.h. */
#include "vifte/sentences_capacity.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>

static const struct cell *balance_row(const struct released *released, const char *group, int year)
{
    const struct released_table *table = released_find(released, "balance");
    size_t row = table != NULL ? chart_row_by_group(table, group, year) : SIZE_MAX;
    return row != SIZE_MAX ? released_cell(table, row, 0) : NULL;
}

static const struct cell *pooling_row(const struct released *released, const char *group)
{
    const struct released_table *table = released_find(released, "pooling");
    size_t row = table != NULL ? released_row(table, 0, (const char *const[]){group}, 1) : SIZE_MAX;
    return row != SIZE_MAX ? released_cell(table, row, 0) : NULL;
}

static char *shown(enum table_id table, const struct cell *row, size_t column)
{
    return show_cell(&registry_table(table)->columns[column], &row[column]);
}

/* ", 17 too few" */
static char *gap_text(const struct cell *gap)
{
    if (!cell_has_number(gap)) {
        return g_strdup("");
    }
    g_autofree char *size = sentences_places_text(fabs(gap->number));
    if (gap->number == 0) {
        return g_strdup(_(", as many as are needed"));
    }
    return g_strdup_printf(gap->number < 0 ? _(", %s fewer than needed") : _(", %s more than needed"), size);
}

/* " (with the swing between years 118 to 153)" */
static char *swing_text(const struct cell *row)
{
    const struct cell *lower = &row[BALANCE_PLACES_NEEDED_LOWER], *upper = &row[BALANCE_PLACES_NEEDED_UPPER];
    if (!cell_has_number(lower) || !cell_has_number(upper)) {
        return g_strdup("");
    }
    g_autofree char *low = text_number(lower->number, 0);
    g_autofree char *high = text_number(upper->number, 0);
    return g_strdup_printf(_(" (with the swing between years %s to %s)"), low, high);
}

static char *outside_text(const struct released *released, const struct cell *outside)
{
    if (!cell_has_number(outside)) {
        return g_strdup("");
    }
    g_autofree char *number = text_number(outside->number, 0);
    return g_strdup_printf(P_(" %s citizen is in an offer outside %s.",
                              " %s citizens are in offers outside %s.", outside->number),
                           number, chart_place(released_edition(released)));
}

/* What stands in place of the sum, with those of its parts that are shown. */
static char *not_needed(const struct released *released, const struct cell *row, int year)
{
    const struct cell *needed = &row[BALANCE_PLACES_NEEDED];
    const char *reason = needed->state != CELL_SUPPRESSED ? reason_text(needed->reason) : "";
    const char *why = *reason != '\0' ? reason : show_state(needed->state);
    if (!cell_has_number(&row[BALANCE_WITH_PLACE]) || !cell_has_number(&row[BALANCE_PLACES_31DEC])) {
        return g_strdup_printf(_("Places needed on 31 December %d: %s."), year, why);
    }
    g_autofree char *citizens = text_number(row[BALANCE_WITH_PLACE].number, 0);
    g_autofree char *places = sentences_places_text(row[BALANCE_PLACES_31DEC].number);
    g_autofree char *waiting = shown(TABLE_BALANCE, row, BALANCE_WAITING);
    g_autofree char *without = shown(TABLE_BALANCE, row, BALANCE_WITHOUT_OFFER);
    return g_strdup_printf(
        _("Places needed on 31 December %d: %s. Citizens with a place anywhere: %s, waiting: %s, "
          "without an offer: %s; there were %s places in %s."),
        year, why, citizens, waiting, without, places, chart_place(released_edition(released)));
}

char *sentences_balance(const struct released *released, const char *group, int year)
{
    const struct cell *row = balance_row(released, group, year);
    if (row == NULL) {
        return NULL;
    }
    const struct cell *needed = &row[BALANCE_PLACES_NEEDED];
    if (!cell_has_number(needed)) {
        return not_needed(released, row, year);
    }
    if (needed->number == 0 && cell_has_number(&row[BALANCE_PLACES_31DEC]) &&
        row[BALANCE_PLACES_31DEC].number == 0) {
        return NULL;
    }
    g_autofree char *number = text_number(needed->number, 0);
    g_autofree char *places = cell_has_number(&row[BALANCE_PLACES_31DEC])
                                  ? sentences_places_text(row[BALANCE_PLACES_31DEC].number)
                                  : shown(TABLE_BALANCE, row, BALANCE_PLACES_31DEC);
    g_autofree char *gap = gap_text(&row[BALANCE_GAP]);
    g_autofree char *swing = swing_text(row);
    g_autofree char *outside = outside_text(released, &row[BALANCE_OUTSIDE_REGION]);
    g_autofree char *by = shown(TABLE_BALANCE, row, BALANCE_REPORTED_BY);
    const char *place = chart_place(released_edition(released));
    return g_strdup_printf(
        P_("%s place was needed on 31 December %d%s; there were %s in %s%s. Reports on waiting and "
           "without an offer: %s.%s",
           "%s places were needed on 31 December %d%s; there were %s in %s%s. Reports on waiting and "
           "without an offer: %s.%s",
           needed->number),
        number, year, swing, places, place, gap, by, outside);
}

char *sentences_shortage(const struct released *released, const char *group, int year)
{
    const struct cell *row = balance_row(released, group, year);
    if (row == NULL || row[BALANCE_VERDICT].state != CELL_VALUE) {
        return NULL;
    }
    const struct cell *p = &row[BALANCE_P_SHORTAGE_31DEC];
    const struct cell *lower = &row[BALANCE_P_LOWER], *upper = &row[BALANCE_P_UPPER];
    if (!cell_has_number(lower) || !cell_has_number(upper)) {
        return g_strdup_printf(
            _("Whether citizens will be more than places on 31 December %d cannot be decided: "
              "there have been too few arrivals."),
            year + 1);
    }
    g_autofree char *low = show_chance(lower->number);
    g_autofree char *high = show_chance(upper->number);
    if (!cell_has_number(p)) {
        return g_strdup_printf(
            _("Whether citizens will be more than places on 31 December %d cannot be decided: "
              "the probability lies between %s and %s."),
            year + 1, low, high);
    }
    g_autofree char *percent = show_chance(p->number);
    g_autofree char *verdict = shown(TABLE_BALANCE, row, BALANCE_VERDICT);
    const char *place = chart_place(released_edition(released));
    if (g_str_equal(low, high)) {
        return g_strdup_printf(_("More citizens than places in %s on 31 December %d: %s, so %s."), place,
                               year + 1, percent, verdict);
    }
    return g_strdup_printf(
        _("More citizens than places in %s on 31 December %d: %s (between %s and %s), so %s."), place,
        year + 1, percent, low, high, verdict);
}

char *sentences_empty_days(const struct released *released, const char *group, int year)
{
    const struct cell *row = balance_row(released, group, year);
    if (row == NULL || !cell_has_number(&row[BALANCE_EMPTY_PLACE_DAYS])) {
        return NULL;
    }
    g_autofree char *empty = shown(TABLE_BALANCE, row, BALANCE_EMPTY_PLACE_DAYS);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, _("There were %s empty place-days in %d"), empty, year);
    if (cell_has_number(&row[BALANCE_REFILL_DAYS])) {
        g_autofree char *refill = shown(TABLE_BALANCE, row, BALANCE_REFILL_DAYS);
        g_string_append_printf(text, _(", %s for each new resident"), refill);
    }
    if (cell_has_number(&row[BALANCE_BUDGETED_EMPTY_PLACE_DAYS])) {
        g_autofree char *budget = shown(TABLE_BALANCE, row, BALANCE_BUDGETED_EMPTY_PLACE_DAYS);
        g_string_append_printf(text, _("; the budgeted occupancy allows %s"), budget);
    }
    g_string_append_c(text, '.');
    return g_string_free(text, FALSE);
}

static char *pooling_places(const struct cell *row)
{
    g_autofree char *alone = shown(TABLE_POOLING, row, POOLING_PLACES_ALONE);
    g_autofree char *together = shown(TABLE_POOLING, row, POOLING_PLACES_TOGETHER);
    g_autofree char *lower = shown(TABLE_POOLING, row, POOLING_PLACES_LOWER);
    g_autofree char *upper = shown(TABLE_POOLING, row, POOLING_PLACES_UPPER);
    g_autofree char *occupancy = shown(TABLE_POOLING, row, POOLING_OCCUPANCY_TOGETHER);
    g_autofree char *words = shown(TABLE_POOLING, row, POOLING_COUNTERFACTUAL);
    return g_strdup_printf(
        _(" At the same service level they need %s places together (%s to %s), and would need %s "
          "alone (%s; nobody would build so). The occupancy that follows together is %s, "
          "against the agreed 95 to 98 per cent."),
        together, lower, upper, alone, words, occupancy);
}

char *sentences_pooling(const struct released *released, const char *group)
{
    const struct cell *row = pooling_row(released, group);
    if (row == NULL) {
        return NULL;
    }
    if (!cell_has_number(&row[POOLING_SWING_TOGETHER]) || !cell_has_number(&row[POOLING_SWING_ALONE])) {
        return g_strdup_printf(_("What sharing evens out: %s."),
                               show_state(row[POOLING_SWING_TOGETHER].state));
    }
    g_autofree char *alone = shown(TABLE_POOLING, row, POOLING_SWING_ALONE);
    g_autofree char *together = shown(TABLE_POOLING, row, POOLING_SWING_TOGETHER);
    g_autofree char *places =
        cell_has_number(&row[POOLING_PLACES_TOGETHER]) ? pooling_places(row) : g_strdup("");
    return g_strdup_printf(
        _("From year to year the municipalities together swing by %s persons; each on its own "
          "they would swing by %s, added up.%s"),
        together, alone, places);
}

char *sentences_closing(const struct released *released, const char *group)
{
    const struct released_table *table = released_find(released, "resilience");
    unsigned n = 0, without = 0, hidden = 0;
    const char *const keys[] = {group};
    for (size_t row = table != NULL ? released_row(table, 0, keys, 1) : SIZE_MAX; row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 1)) {
        const struct cell *unplaced = released_cell(table, row, RESILIENCE_UNPLACED);
        n++;
        hidden += unplaced->state == CELL_SUPPRESSED;
        without += cell_has_number(unplaced) && unplaced->number > 0;
    }
    if (n == 0) {
        return NULL;
    }
    GString *text = g_string_new(NULL);
    g_string_append_printf(
        text,
        P_("If its one offer closed, some residents have no other offer in the data: %u of %u.",
           "If one of the offers closed, there are residents without another offer in the data "
           "in %u of %u.",
           n),
        without, n);
    if (hidden > 0) {
        g_string_append_printf(text, P_(" Confidential: %u.", " Confidential: %u.", hidden), hidden);
    }
    return g_string_free(text, FALSE);
}
