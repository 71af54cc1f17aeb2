/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about one target group or one unit; see sentences.h. */
#include "vifte/sentences.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define REGION "region"

/* The cell of a table keyed by (group, municipality, year), the region's row; NULL without such a row. */
static const struct cell *region_row(const struct released *released, const char *table, const char *group,
                                     int year)
{
    const struct released_table *found = released_find(released, table);
    size_t row = found == NULL ? SIZE_MAX : chart_row_by_municipality(found, group, REGION, year);
    return row == SIZE_MAX ? NULL : released_cell(found, row, 0);
}

static const struct cell *group_row(const struct released *released, const char *table, const char *group,
                                    int year)
{
    const struct released_table *found = released_find(released, table);
    size_t row = found == NULL ? SIZE_MAX : chart_row_by_group(found, group, year);
    return row == SIZE_MAX ? NULL : released_cell(found, row, 0);
}

static bool is_word(const struct cell *cell, const char *code)
{
    return cell_has_number(cell) && strcmp(cell->name->code, code) == 0;
}

int sentences_year(const struct released *released, const char *group)
{
    const struct released_table *need = released_find(released, "need");
    int year = need == NULL ? 0 : chart_latest_year(need, group, NEED_YEAR, NEED_CITIZENS);
    return year > 0 ? year : released_edition(released)->to_year;
}

static char *when(const struct cell *basis, int year)
{
    if (is_word(basis, "31_december")) {
        return g_strdup_printf(_("on 31 December %d"), year);
    }
    if (is_word(basis, "during_year")) {
        return g_strdup_printf(_("during %d"), year);
    }
    return g_strdup_printf(_("in %d"), year);
}

char *sentences_change(const struct cell *change)
{
    if (change->state == CELL_SUPPRESSED) {
        return g_strdup_printf(_("; change from the year before: %s"), show_state(CELL_SUPPRESSED));
    }
    if (!cell_has_number(change)) {
        return g_strdup("");
    }
    if (change->number == 0) {
        return g_strdup(_(", the same as the year before"));
    }
    char *size = text_number(fabs(change->number), 0);
    char *text = g_strdup_printf(change->number > 0 ? _(", %s more than the year before")
                                                    : _(", %s fewer than the year before"),
                                 size);
    g_free(size);
    return text;
}

/* ": 7 have arrived, 3 have left"; where one of the two is hidden both are named by their columns. */
static char *arrivals_and_exits(const struct cell *row)
{
    const struct cell *arrivals = &row[NEED_ARRIVALS];
    const struct cell *exits = &row[NEED_EXITS];
    if (!cell_has_number(&row[NEED_CHANGE]) ||
        (!cell_has_number(arrivals) && !cell_has_number(exits) && arrivals->state != CELL_SUPPRESSED)) {
        return g_strdup("");
    }
    const struct column *columns = registry_table(TABLE_NEED)->columns;
    bool both = cell_has_number(arrivals) && cell_has_number(exits);
    char *in = show_cell(&columns[NEED_ARRIVALS], arrivals);
    char *out = show_cell(&columns[NEED_EXITS], exits);
    GString *text = g_string_new(NULL);
    if (both) {
        g_string_append_printf(text, P_(": %s has arrived", ": %s have arrived", arrivals->number), in);
        g_string_append_printf(text, P_(", %s has left", ", %s have left", exits->number), out);
    } else {
        g_string_append_printf(text, _("; arrivals: %s, exits: %s"), in, out);
    }
    g_free(in);
    g_free(out);
    return g_string_free(text, FALSE);
}

/* " (11 of 11 municipalities)"; a sum of reports says what it is. */
static char *rests_on(const struct cell *row)
{
    char *reported =
        show_cell(&registry_table(TABLE_NEED)->columns[NEED_REPORTED_BY], &row[NEED_REPORTED_BY]);
    bool sum = is_word(&row[NEED_SOURCE], "forms_sum");
    char *text =
        sum ? g_strdup_printf(_(" (%s; sum of the municipalities' reports, may count a citizen twice)"),
                              reported)
            : g_strdup_printf(" (%s)", reported);
    g_free(reported);
    return text;
}

static char *citizens_subject(const struct cell *citizens, const char *time)
{
    if (citizens->number == 0) {
        return g_strdup_printf(_("No citizens in the target group %s"), time);
    }
    char *number = text_number(citizens->number, 0);
    char *text = g_strdup_printf(
        P_("%s citizen in the target group %s", "%s citizens in the target group %s", citizens->number),
        number, time);
    g_free(number);
    return text;
}

static char *citizens_sentence(const struct cell *row, const char *time)
{
    char *subject = citizens_subject(&row[NEED_CITIZENS], time);
    char *base = rests_on(row);
    char *change = sentences_change(&row[NEED_CHANGE]);
    char *flows = arrivals_and_exits(row);
    char *text = g_strconcat(subject, base, change, flows, ".", NULL);
    g_free(flows);
    g_free(change);
    g_free(base);
    g_free(subject);
    return text;
}

char *sentences_citizens(const struct released *released, const char *group, int year)
{
    const struct cell *row = region_row(released, "need", group, year);
    if (row == NULL) {
        return NULL;
    }
    char *time = when(&row[NEED_BASIS], year);
    char *text = cell_has_number(&row[NEED_CITIZENS])
                     ? citizens_sentence(row, time)
                     : g_strdup_printf(_("Citizens in the target group %s: %s."), time,
                                       show_state((enum cell_state)row[NEED_CITIZENS].state));
    g_free(time);
    return text;
}

char *sentences_rate(const struct released *released, const char *group, int year)
{
    const struct cell *row = region_row(released, "need", group, year);
    if (row == NULL || !cell_has_number(&row[NEED_RATE])) {
        return NULL;
    }
    char *rate = text_number(row[NEED_RATE].number, 1);
    char *text = g_strdup_printf(_("That is %s per 10,000 inhabitants of the target group's ages."), rate);
    g_free(rate);
    return text;
}

char *sentences_of_forms(const struct released *released, const char *group, int year)
{
    const struct cell *row = region_row(released, "need", group, year);
    bool forms =
        row != NULL && cell_has_number(&row[NEED_CITIZENS]) && row[NEED_ARRIVALS].reason == REASON_FORMS_ONLY;
    return forms ? g_strdup(_(
                       "The forms do not show who came and who left, so nothing is said of whether a change "
                       "could be chance."))
                 : NULL;
}

char *sentences_waiting(const struct released *released, const char *group, int year)
{
    const struct cell *row = region_row(released, "need", group, year);
    if (row == NULL || row[NEED_WAITING].state == CELL_NA) {
        return NULL;
    }
    const struct cell *waiting = &row[NEED_WAITING];
    if (!cell_has_number(waiting)) {
        return g_strdup_printf(_("Citizens who wait for an offer, %d: %s."), year,
                               show_state((enum cell_state)waiting->state));
    }
    if (waiting->number == 0) {
        return g_strdup_printf(
            _("No citizens wait for an offer according to the municipalities' forms for %d."), year);
    }
    char *number = text_number(waiting->number, 0);
    char *text = g_strdup_printf(
        P_("%s citizen waits for an offer according to the municipalities' forms for %d.",
           "%s citizens wait for an offer according to the municipalities' forms for %d.", waiting->number),
        number, year);
    g_free(number);
    return text;
}

static bool lies_in_the_run(const struct edition *edition, const char *municipality)
{
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, municipality) == 0) {
            return true;
        }
    }
    return false;
}

struct cell sentences_places(const struct released *released, const char *group, int year)
{
    const struct released_table *supply = released_find(released, "supply");
    struct cell sum = {.state = CELL_UNDEFINED};
    for (size_t row = supply == NULL ? SIZE_MAX : released_row(supply, 0, &group, 1); row != SIZE_MAX;
         row = released_row(supply, row + 1, &group, 1)) {
        const struct cell *cells = released_cell(supply, row, 0);
        if ((int)cells[SUPPLY_YEAR].number != year ||
            !lies_in_the_run(released_edition(released), cells[SUPPLY_MUNICIPALITY].name->code)) {
            continue;
        }
        const struct cell *places = &cells[SUPPLY_PLACES];
        if (places->state == CELL_SUPPRESSED || places->state == CELL_MISSING) {
            return *places;
        }
        double before = cell_has_number(&sum) ? sum.number : 0;
        if (cell_has_number(places)) {
            sum = *places;
            sum.number += before;
        } else if (!cell_has_number(&sum)) {
            sum = *places;
        }
    }
    return sum;
}

char *sentences_places_text(double places)
{
    double tenths = text_round(places, 1);
    return text_number(tenths, tenths == floor(tenths) ? 0 : 1);
}

/* Between the figures as printed. */
static char *places_change(double now, const struct cell *before)
{
    if (!cell_has_number(before)) {
        return g_strdup("");
    }
    double change = text_round(now, 1) - text_round(before->number, 1);
    char *size = sentences_places_text(fabs(change));
    char *text = fabs(change) < 0.05 ? g_strdup(_(", the same as the year before"))
                                     : g_strdup_printf(change > 0 ? _(", %s more than the year before")
                                                                  : _(", %s fewer than the year before"),
                                                       size);
    g_free(size);
    return text;
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
    struct cell before = sentences_places(released, group, year - 1);
    char *places = sentences_places_text(now.number);
    char *change = places_change(now.number, &before);
    char *text = g_strdup_printf(P_("On average there was %s place for the target group in %s in %d%s.",
                                    "On average there were %s places for the target group in %s in %d%s.",
                                    ceil(now.number)),
                                 places, place, year, change);
    g_free(change);
    g_free(places);
    return text;
}

static const struct cell *occupancy_row(const struct released *released, const char *level, const char *id,
                                        int year)
{
    const struct released_table *table = released_find(released, "occupancy_year");
    char *text = g_strdup_printf("%d", year);
    size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, (const char *const[]){level, id, text}, 3);
    g_free(text);
    return row == SIZE_MAX ? NULL : released_cell(table, row, 0);
}

/* Points as the edition prints them: whole ones where the percentages are whole. */
static char *points_text(double points, int decimals)
{
    char *number = text_number(fabs(points), decimals);
    char *text =
        g_strdup_printf(P_("%s percentage point", "%s percentage points", ceil(fabs(points))), number);
    g_free(number);
    return text;
}

static char *points_change(const struct cell *change, int decimals)
{
    if (!cell_has_number(change)) {
        return g_strdup("");
    }
    if (text_round(change->number, decimals) == 0) {
        return g_strdup(_(", unchanged from the year before"));
    }
    char *size = points_text(change->number, decimals);
    char *text = g_strdup_printf(change->number > 0 ? _(", %s higher than the year before")
                                                    : _(", %s lower than the year before"),
                                 size);
    g_free(size);
    return text;
}

static char *against_budget(const struct cell *row)
{
    const struct cell *gap = &row[OCCUPANCY_YEAR_GAP_POINTS];
    if (!cell_has_number(gap) || !cell_has_number(&row[OCCUPANCY_YEAR_BUDGETED])) {
        return g_strdup("");
    }
    char *budgeted = text_percent(row[OCCUPANCY_YEAR_BUDGETED].number, 1);
    char *size = points_text(gap->number, 1);
    char *text = text_round(gap->number, 1) == 0
                     ? g_strdup_printf(_("; as budgeted (%s)"), budgeted)
                     : g_strdup_printf(gap->number > 0 ? _("; %s above the budgeted %s")
                                                       : _("; %s below the budgeted %s"),
                                       size, budgeted);
    g_free(size);
    g_free(budgeted);
    return text;
}

static char *occupancy_sentence(const struct cell *row, int decimals, int year)
{
    const struct column *columns = registry_table(TABLE_OCCUPANCY_YEAR)->columns;
    char *percent = text_percent(row[OCCUPANCY_YEAR_OCCUPANCY].number, decimals);
    char *base = show_cell(&columns[OCCUPANCY_YEAR_PLACE_DAYS], &row[OCCUPANCY_YEAR_PLACE_DAYS]);
    char *change = points_change(&row[OCCUPANCY_YEAR_CHANGE_POINTS], decimals);
    char *budget = against_budget(row);
    char *text = g_strdup_printf(_("Actual occupancy was %s of %s place-days in %d%s%s."), percent, base,
                                 year, change, budget);
    g_free(budget);
    g_free(change);
    g_free(base);
    g_free(percent);
    return text;
}

char *sentences_occupancy(const struct released *released, const char *level, const char *id, int year)
{
    const struct cell *row = occupancy_row(released, level, id, year);
    if (row == NULL) {
        return NULL;
    }
    const struct cell *occupancy = &row[OCCUPANCY_YEAR_OCCUPANCY];
    if (cell_has_number(occupancy)) {
        int decimals = released_edition(released)->audience == AUDIENCE_PUBLIC ? 0 : 1;
        return occupancy_sentence(row, decimals, year);
    }
    const char *reason = reason_text((enum cell_reason)occupancy->reason);
    return *reason == '\0' ? g_strdup_printf(_("Actual occupancy in %d: %s."), year,
                                             show_state((enum cell_state)occupancy->state))
                           : g_strdup_printf(_("Actual occupancy in %d: %s (%s)."), year,
                                             show_state((enum cell_state)occupancy->state), reason);
}

/* "; 8 of 12 citizens had all their days there" */
static char *citizens_inside(const struct cell *row)
{
    const struct cell *inside = &row[SELF_SUFFICIENCY_IN_REGION_CITIZENS];
    const struct cell *all = &row[SELF_SUFFICIENCY_CITIZENS];
    if (!cell_has_number(inside) || !cell_has_number(all)) {
        return g_strdup("");
    }
    char *some = text_number(inside->number, 0);
    char *total = text_number(all->number, 0);
    char *text = g_strdup_printf(P_("; %s of %s citizen had all days there",
                                    "; %s of %s citizens had all their days there", all->number),
                                 some, total);
    g_free(total);
    g_free(some);
    return text;
}

/* Between the percentages as printed. */
static char *inside_change(const struct released *released, const char *group, int year, double share)
{
    const struct cell *before = group_row(released, "self_sufficiency", group, year - 1);
    if (before == NULL || !cell_has_number(&before[SELF_SUFFICIENCY_IN_REGION_SHARE])) {
        return g_strdup("");
    }
    struct cell change = {.state = CELL_VALUE};
    change.number = text_round(
        100 * (text_round(share, 2) - text_round(before[SELF_SUFFICIENCY_IN_REGION_SHARE].number, 2)), 0);
    return points_change(&change, 0);
}

static char *inside_sentence(const struct released *released, const char *group, int year,
                             const struct cell *row)
{
    const char *place = chart_place(released_edition(released));
    double share = row[SELF_SUFFICIENCY_IN_REGION_SHARE].number;
    const struct column *columns = registry_table(TABLE_SELF_SUFFICIENCY)->columns;
    char *percent = text_percent(share, 0);
    char *days = show_cell(&columns[SELF_SUFFICIENCY_DAYS], &row[SELF_SUFFICIENCY_DAYS]);
    char *change = inside_change(released, group, year, share);
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
    const struct cell *row = group_row(released, "self_sufficiency", group, year);
    if (row == NULL) {
        return NULL;
    }
    const struct cell *share = &row[SELF_SUFFICIENCY_IN_REGION_SHARE];
    return cell_has_number(share)
               ? inside_sentence(released, group, year, row)
               : g_strdup_printf(_("Share of the target group's days in offers in %s, %d: %s."),
                                 chart_place(released_edition(released)), year,
                                 show_state((enum cell_state)share->state));
}

char *sentences_offers_used(const struct released *released, const char *group, int year)
{
    const struct released_table *table = released_find(released, "offers_used");
    const char *place = chart_place(released_edition(released));
    char *key = g_strdup_printf("%d", year);
    size_t n = 0, outside = 0;
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, (const char *const[]){group, key}, 2);
         row != SIZE_MAX; row = released_row(table, row + 1, (const char *const[]){group, key}, 2)) {
        const struct cell *where = released_cell(table, row, OFFERS_USED_MUNICIPALITY);
        n++;
        outside += where->state == CELL_VALUE && strcmp(where->name->code, "address_free") != 0 &&
                   !lies_in_the_run(released_edition(released), where->name->code);
    }
    g_free(key);
    if (n == 0) {
        return NULL;
    }
    return g_strdup_printf(P_("The citizens used %zu offer in %d, %zu outside %s.",
                              "The citizens used %zu offers in %d, %zu of them outside %s.", n),
                           n, year, outside, place);
}

/* Answers by how well supply fits demand: 1-2, 3, 4-5, unknown. False when one of them is not shown. */
static bool count_answers(const struct released *released, const char *group, int year, double counts[4])
{
    const struct released_table *table = released_find(released, "fit");
    char *key = g_strdup_printf("%d", year);
    bool shown = true;
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, (const char *const[]){group, key}, 2);
         row != SIZE_MAX; row = released_row(table, row + 1, (const char *const[]){group, key}, 2)) {
        const struct cell *n = released_cell(table, row, FIT_MUNICIPALITIES);
        const char *answer = released_cell(table, row, FIT_ANSWER)->name->code;
        size_t class = g_ascii_isdigit(*answer) ? (*answer <= '2' ? 0 : *answer == '3' ? 1 : 2) : 3;
        shown = shown && cell_has_number(n);
        counts[class] += cell_has_number(n) ? n->number : 0;
    }
    g_free(key);
    return shown;
}

char *sentences_fit(const struct released *released, const char *group, int year)
{
    double counts[4] = {0};
    bool shown = count_answers(released, group, year, counts);
    double all = counts[0] + counts[1] + counts[2] + counts[3];
    if (!shown || all == 0) {
        return NULL;
    }
    return g_strdup_printf(
        P_("Of %.0f answer on whether supply fits demand (%d) %.0f is good (4-5), %.0f in between "
           "(3) and %.0f poor (1-2); %.0f does not know.",
           "Of %.0f answers on whether supply fits demand (%d) %.0f are good (4-5), %.0f in "
           "between (3) and %.0f poor (1-2); %.0f do not know.",
           all),
        all, year, counts[2], counts[1], counts[0], counts[3]);
}

/* " Of 10 municipalities 7 expect more ..."; "" where no municipality's row is shown. */
static char *directions(const struct released *released, const char *group, int year)
{
    static const char *const CODES[] = {"more", "same", "fewer"};
    const struct released_table *table = released_find(released, "expected");
    char *key = g_strdup_printf("%d", year);
    const char *const keys[] = {group, NULL, key};
    unsigned counts[G_N_ELEMENTS(CODES)] = {0}, all = 0;
    for (size_t row = released_row(table, 0, keys, 3); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 3)) {
        const struct cell *direction = released_cell(table, row, EXPECTED_DIRECTION);
        for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
            counts[i] += is_word(direction, CODES[i]);
        }
        all += direction->state == CELL_VALUE;
    }
    g_free(key);
    unsigned rest = all - counts[0] - counts[1] - counts[2];
    return all == 0 ? g_strdup("")
                    : g_strdup_printf(
                          P_(" Of %u municipality %u expects more, %u the same, %u fewer, and %u answers "
                             "something else or does not know.",
                             " Of %u municipalities %u expect more, %u the same, %u fewer, and %u answer "
                             "something else or do not know.",
                             all),
                          all, counts[0], counts[1], counts[2], rest);
}

char *sentences_expected(const struct released *released, const char *group, int year)
{
    const struct cell *row = region_row(released, "expected", group, year);
    if (row == NULL) {
        return NULL;
    }
    const struct column *columns = registry_table(TABLE_EXPECTED)->columns;
    char *next = show_cell(&columns[EXPECTED_1Y], &row[EXPECTED_1Y]);
    char *third = show_cell(&columns[EXPECTED_3Y], &row[EXPECTED_3Y]);
    char *who = directions(released, group, year);
    char *text =
        g_strdup_printf(_("Citizens expected by the municipalities that gave a number (forms for %d): in "
                          "one year %s, in three years %s.%s"),
                        year, next, third, who);
    g_free(who);
    g_free(third);
    g_free(next);
    return text;
}

static void add(GPtrArray *list, char *text)
{
    if (text != NULL) {
        g_ptr_array_add(list, text);
    }
}

/* Two short sentences that belong together stand in one paragraph. */
static void append(GPtrArray *list, char *text)
{
    if (text != NULL && list->len > 0) {
        char **last = (char **)&g_ptr_array_index(list, list->len - 1);
        char *joined = g_strjoin(" ", *last, text, NULL);
        g_free(*last);
        g_free(text);
        *last = joined;
    } else {
        add(list, text);
    }
}

GPtrArray *sentences_of_group(const struct released *released, size_t group)
{
    const struct edition_group *about = &released_edition(released)->groups[group];
    const char *code = about->name.code;
    int year = sentences_year(released, code);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    if (about->below_threshold) {
        add(list,
            g_strdup_printf(_("The figures for this target group are %s."), show_state(CELL_SUPPRESSED)));
        return list;
    }
    add(list, sentences_citizens(released, code, year));
    append(list, sentences_rate(released, code, year));
    append(list, sentences_of_forms(released, code, year));
    add(list, sentences_supply(released, code, year));
    append(list, sentences_occupancy(released, "group", code, year));
    add(list, sentences_inside(released, code, year));
    append(list, sentences_offers_used(released, code, year));
    add(list, sentences_waiting(released, code, year));
    append(list, sentences_fit(released, code, year));
    append(list, sentences_expected(released, code, year));
    return list;
}
