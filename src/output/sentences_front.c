/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a run says in at most ten sentences: citizens, occupancy, room and pressure, where days are spent, who
 * waits, what is expected, coverage, changes in capacity. Extremes are looked for among shown figures alone.
 */
#include "vifte/sentences.h"

#include "chart_data.h"
#include "chart_outlook.h"
#include "sentence_parts.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define MOST_SENTENCES 10
#define MOST_NAMES 4
/* A change in citizens is called clear when chance alone would bring as large a difference between arrivals
 * and exits less often than this. */
#define CLEAR_P 0.05
/* Occupancy this many points below the budgeted one is worth a sentence on the first page. */
#define FAR_BELOW_BUDGET 5.0

struct front {
    const struct released *released;
    const struct edition *edition;
    GPtrArray *list;
};

static void sentence_free(void *data)
{
    struct sentence *sentence = data;
    g_free(sentence->text);
    g_free(sentence->anchor);
    g_free(sentence);
}

/* Takes both texts. */
static void say(struct front *front, char *anchor, char *text)
{
    if (text == NULL || front->list->len == MOST_SENTENCES) {
        g_free(anchor);
        g_free(text);
        return;
    }
    struct sentence *sentence = g_new(struct sentence, 1);
    *sentence = (struct sentence){.text = figure_unmark(text), .anchor = anchor};
    g_ptr_array_add(front->list, sentence);
    g_free(text);
}

static char *group_anchor(size_t group)
{
    return g_strdup_printf("group-%zu", group + 1);
}

/* A column of the group's row in need (region) or self_sufficiency, in the group's newest year. */
static const struct cell *group_cell(const struct front *front, size_t group, const char *table,
                                     size_t column)
{
    static const struct cell ABSENT = {.state = CELL_MISSING};
    const char *code = front->edition->groups[group].name.code;
    const struct released_table *found = released_find(front->released, table);
    int year = sentences_year(front->released, code);
    if (found == NULL || front->edition->groups[group].below_threshold) {
        return &ABSENT;
    }
    size_t row = strcmp(table, "need") == 0 ? chart_row_by_municipality(found, code, CHART_REGION, year)
                                            : chart_row_by_group(found, code, year);
    return chart_cell(found, row, column);
}

/* The group with the greatest (or least) shown value; SIZE_MAX when there is none. */
static size_t extreme_group(const struct front *front, const char *table, size_t column, bool greatest)
{
    size_t best = SIZE_MAX;
    double value = 0;
    for (size_t i = 0; i < front->edition->n_groups; i++) {
        const struct cell *cell = group_cell(front, i, table, column);
        if (cell_has_number(cell) &&
            (best == SIZE_MAX || (greatest ? cell->number > value : cell->number < value))) {
            best = i;
            value = cell->number;
        }
    }
    return best;
}

/* "more in 3", where there are any. */
static void add_direction(GPtrArray *list, unsigned n, const char *format)
{
    if (n > 0) {
        g_ptr_array_add(list, g_strdup_printf(format, n));
    }
}

/* How many of the changes are more than chance: of those that can be judged, as nobody knows who came and
 * left where only forms exist or the numbers are hidden. NULL where nothing has changed. */
static char *clear_changes(const struct front *front, unsigned changed)
{
    g_autoptr(GPtrArray) clear = g_ptr_array_new();
    unsigned judged = 0;
    for (size_t i = 0; i < front->edition->n_groups; i++) {
        const struct cell *change = group_cell(front, i, "need", NEED_CHANGE);
        const struct cell *p = group_cell(front, i, "need", NEED_CHANGE_P);
        bool can_judge = cell_has_number(change) && change->number != 0 && cell_has_number(p);
        judged += can_judge;
        if (can_judge && p->number < CLEAR_P) {
            g_ptr_array_add(clear, (void *)front->edition->groups[i].name.label);
        }
    }
    if (clear->len > 0) {
        g_autofree char *names = chart_list(clear, MOST_NAMES);
        return g_strdup_printf(_("The change is clear in %s."), names);
    }
    if (changed == 0) {
        return NULL;
    }
    return judged == 0 ? g_strdup(_("Whether that is more than chance cannot be told."))
           : judged < changed
               ? g_strdup(_("None of the changes that can be judged is clear."))
               : g_strdup(P_("The change is not clear.", "None of the changes is clear.", changed));
}

static void say_directions(struct front *front)
{
    unsigned more = 0, same = 0, fewer = 0;
    for (size_t i = 0; i < front->edition->n_groups; i++) {
        const struct cell *change = group_cell(front, i, "need", NEED_CHANGE);
        bool known = cell_has_number(change);
        more += known && change->number > 0;
        same += known && change->number == 0;
        fewer += known && change->number < 0;
    }
    unsigned known = more + same + fewer;
    unsigned rest = (unsigned)front->edition->n_groups - known;
    if (known == 0) {
        return;
    }
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    add_direction(list, more, _("risen in %u"));
    add_direction(list, fewer, _("fallen in %u"));
    add_direction(list, same, _("stayed the same in %u"));
    char *directions = part_list(list);
    char *text =
        g_strdup_printf(P_("Since the year before the number of citizens has %s of %u target group.",
                           "Since the year before the number of citizens has %s of %u target groups.", known),
                        directions, known);
    g_free(directions);
    text = part_join(text, clear_changes(front, more + fewer));
    if (rest > 0) {
        text = part_join(text, g_strdup_printf(P_("For %u more the change cannot be shown.",
                                                  "For %u more the change cannot be shown.", rest),
                                               rest));
    }
    say(front, g_strdup("overview"), text);
}

static void say_group(struct front *front, size_t group)
{
    const struct edition_group *about = &front->edition->groups[group];
    int year = sentences_year(front->released, about->name.code);
    char *sentence = sentences_citizens(front->released, about->name.code, year);
    if (sentence != NULL) {
        say(front, group_anchor(group), g_strdup_printf("%s: %s", about->name.label, sentence));
        g_free(sentence);
    }
}

static void say_rise_and_fall(struct front *front)
{
    size_t rise = extreme_group(front, "need", NEED_CHANGE, true);
    size_t fall = extreme_group(front, "need", NEED_CHANGE, false);
    if (rise != SIZE_MAX && group_cell(front, rise, "need", NEED_CHANGE)->number > 0) {
        say_group(front, rise);
    }
    if (fall != SIZE_MAX && group_cell(front, fall, "need", NEED_CHANGE)->number < 0) {
        say_group(front, fall);
    }
}

static void say_region_occupancy(struct front *front)
{
    const struct released_table *table = released_find(front->released, "occupancy_year");
    const char *level = "region";
    size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, &level, 1);
    if (row == SIZE_MAX) {
        return;
    }
    const char *id = released_cell(table, row, OCCUPANCY_YEAR_ID)->name->code;
    char *sentence = sentences_occupancy(front->released, level, id, front->edition->to_year);
    if (sentence != NULL) {
        char *place = text_capital(chart_place(front->edition));
        say(front, g_strdup("offers"), g_strdup_printf("%s: %s", place, sentence));
        g_free(place);
        g_free(sentence);
    }
}

/* Rows of single offers in the last year, one after the other; SIZE_MAX at the end. */
static size_t next_offer(const struct front *front, const struct released_table *table, size_t from)
{
    char *year = g_strdup_printf("%d", front->edition->to_year);
    size_t row = released_row(table, from, (const char *const[]){"offer", NULL, year}, 3);
    g_free(year);
    return row;
}

static char *offer_percent(const struct front *front, const struct cell *occupancy)
{
    return text_percent(occupancy->number, front->edition->audience == AUDIENCE_PUBLIC ? 0 : 1);
}

static void say_over_capacity(struct front *front)
{
    const struct released_table *table = released_find(front->released, "occupancy_year");
    GPtrArray *full = g_ptr_array_new_with_free_func(g_free);
    unsigned shown = 0;
    for (size_t row = table == NULL ? SIZE_MAX : next_offer(front, table, 0); row != SIZE_MAX;
         row = next_offer(front, table, row + 1)) {
        const struct cell *cells = released_cell(table, row, 0);
        const struct cell *occupancy = &cells[OCCUPANCY_YEAR_OCCUPANCY];
        shown += cell_has_number(occupancy);
        if (cell_has_number(occupancy) && text_round(occupancy->number, 2) > 1) {
            char *percent = offer_percent(front, occupancy);
            g_ptr_array_add(full, g_strdup_printf("%s (%s)", cells[OCCUPANCY_YEAR_ID].name->label, percent));
            g_free(percent);
        }
    }
    if (full->len > 0) {
        char *names = chart_list(full, MOST_NAMES);
        say(front, g_strdup("offers"),
            g_strdup_printf(P_("%u of %u offer with a shown occupancy had more occupied days than place-days "
                               "in %d: %s.",
                               "%u of %u offers with a shown occupancy had more occupied days than "
                               "place-days in %d: %s.",
                               shown),
                            full->len, shown, front->edition->to_year, names));
        g_free(names);
    }
    g_ptr_array_unref(full);
}

static const struct cell *furthest_below_budget(const struct front *front)
{
    const struct released_table *table = released_find(front->released, "occupancy_year");
    const struct cell *furthest = NULL;
    for (size_t row = table == NULL ? SIZE_MAX : next_offer(front, table, 0); row != SIZE_MAX;
         row = next_offer(front, table, row + 1)) {
        const struct cell *cells = released_cell(table, row, 0);
        const struct cell *gap = &cells[OCCUPANCY_YEAR_GAP_POINTS];
        if (cell_has_number(gap) &&
            (furthest == NULL || gap->number < furthest[OCCUPANCY_YEAR_GAP_POINTS].number)) {
            furthest = cells;
        }
    }
    return furthest;
}

static void say_below_budget(struct front *front)
{
    const struct cell *cells = furthest_below_budget(front);
    if (cells == NULL || cells[OCCUPANCY_YEAR_GAP_POINTS].number > -FAR_BELOW_BUDGET) {
        return;
    }
    char *actual = offer_percent(front, &cells[OCCUPANCY_YEAR_OCCUPANCY]);
    char *budgeted = part_percent(cells[OCCUPANCY_YEAR_BUDGETED].number, 1);
    char *days = show_cell(&registry_table(TABLE_OCCUPANCY_YEAR)->columns[OCCUPANCY_YEAR_PLACE_DAYS],
                           &cells[OCCUPANCY_YEAR_PLACE_DAYS]);
    say(front, g_strdup("offers"),
        g_strdup_printf(_("Furthest below its budgeted occupancy in %d is %s: %s of %s place-days against "
                          "a budgeted %s."),
                        front->edition->to_year, cells[OCCUPANCY_YEAR_ID].name->label, actual, days,
                        budgeted));
    g_free(days);
    g_free(budgeted);
    g_free(actual);
}

static void say_inside(struct front *front)
{
    size_t group = extreme_group(front, "self_sufficiency", SELF_SUFFICIENCY_IN_REGION_SHARE, false);
    if (group == SIZE_MAX) {
        return;
    }
    const struct edition_group *about = &front->edition->groups[group];
    const struct cell *share = group_cell(front, group, "self_sufficiency", SELF_SUFFICIENCY_IN_REGION_SHARE);
    const struct cell *days = group_cell(front, group, "self_sufficiency", SELF_SUFFICIENCY_DAYS);
    char *percent = text_percent(share->number, 0);
    if (text_round(share->number, 2) >= 1) {
        g_autofree char *all = g_strdup_printf(_("%s of the days are spent in %s in every group shown"),
                                               percent, chart_place(front->edition));
        say(front, g_strdup("groups"), g_strconcat(all, ".", NULL));
        g_free(percent);
        return;
    }
    char *base = show_cell(&registry_table(TABLE_SELF_SUFFICIENCY)->columns[SELF_SUFFICIENCY_DAYS], days);
    say(front, group_anchor(group),
        g_strdup_printf(_("The smallest share of days in %s among the target groups shown: %s, %s of %s "
                          "days in %d."),
                        chart_place(front->edition), about->name.label, percent, base,
                        sentences_year(front->released, about->name.code)));
    g_free(base);
    g_free(percent);
}

static void say_waiting(struct front *front)
{
    size_t group = extreme_group(front, "need", NEED_WAITING, true);
    if (group == SIZE_MAX || group_cell(front, group, "need", NEED_WAITING)->number == 0) {
        return;
    }
    const struct edition_group *about = &front->edition->groups[group];
    double waiting = group_cell(front, group, "need", NEED_WAITING)->number;
    char *number = text_number(waiting, 0);
    say(front, group_anchor(group),
        g_strdup_printf(P_("Most citizens wait for an offer in the target group %s: %s according to the "
                           "municipalities' forms for %d.",
                           "Most citizens wait for an offer in the target group %s: %s according to the "
                           "municipalities' forms for %d.",
                           waiting),
                        about->name.label, number, sentences_year(front->released, about->name.code)));
    g_free(number);
}

/* "more citizens in the target group A", where there are names. Frees them. */
static void add_names(GPtrArray *list, GPtrArray *names, const char *one, const char *many)
{
    if (names->len > 0) {
        char *text = chart_list(names, MOST_NAMES);
        g_ptr_array_add(list, g_strdup_printf(names->len == 1 ? one : many, text));
        g_free(text);
    }
    g_ptr_array_unref(names);
}

/* NULL where no forecast is shown. */
static char *forecast_sentence(const struct front *front)
{
    GPtrArray *more = g_ptr_array_new(), *fewer = g_ptr_array_new();
    unsigned unclear = 0, hidden = 0;
    int last = 0;
    for (size_t i = 0; i < front->edition->n_groups; i++) {
        const struct edition_group *about = &front->edition->groups[i];
        struct chart_outlook outlook = {0};
        if (!about->below_threshold) {
            outlook = chart_outlook_read(front->released, about->name.code);
        }
        if (outlook.change != 0) {
            g_ptr_array_add(outlook.change > 0 ? more : fewer, (void *)about->name.label);
        }
        unclear += outlook.last > 0 && outlook.change == 0;
        hidden += outlook.last == 0;
        last = MAX(last, outlook.last);
    }
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    add_names(list, more, _("more citizens in the target group %s"), _("more citizens in %s"));
    add_names(list, fewer, _("fewer citizens in the target group %s"), _("fewer citizens in %s"));
    add_direction(list, unclear,
                  P_("no clear change in the number of citizens in %u target group",
                     "no clear change in the number of citizens in %u target groups", unclear));
    char *findings = part_list(list);
    char *text = last == 0 ? NULL : g_strdup_printf(_("The forecast up to %d shows %s."), last, findings);
    if (text != NULL && hidden > 0) {
        text = part_join(text, g_strdup_printf(P_("For %u more the change cannot be shown.",
                                                  "For %u more the change cannot be shown.", hidden),
                                               hidden));
    }
    g_free(findings);
    return text;
}

static void say_expected(struct front *front)
{
    const char *anchor = released_find(front->released, "forecast") != NULL ? "groups" : "group-1";
    say(front, g_strdup(anchor),
        part_join(forecast_sentence(front), sentences_directions(front->released, front->edition->to_year)));
}

static void say_capacity(struct front *front)
{
    static const char *const CODES[] = {"opened", "closed", "merged"};
    const struct released_table *log = released_find(front->released, "capacity_log");
    unsigned counts[G_N_ELEMENTS(CODES)] = {0};
    for (size_t row = 0; log != NULL && row < released_rows(log); row++) {
        const struct cell *change = released_cell(log, row, CAPACITY_LOG_CHANGE);
        for (size_t i = 0; i < G_N_ELEMENTS(CODES); i++) {
            counts[i] += change->state == CELL_VALUE && strcmp(change->name->code, CODES[i]) == 0;
        }
    }
    if (counts[0] + counts[1] + counts[2] == 0) {
        return;
    }
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    add_direction(list, counts[0], P_("%u offer opened", "%u offers opened", counts[0]));
    add_direction(list, counts[1], P_("%u closed", "%u closed", counts[1]));
    add_direction(list, counts[2],
                  P_("%u merged into another offer", "%u merged into other offers", counts[2]));
    char *changes = part_list(list);
    char *years = chart_years(front->edition->from_year, front->edition->to_year);
    say(front, g_strdup("offers"), g_strdup_printf(_("Changes in capacity %s: %s."), years, changes));
    g_free(years);
    g_free(changes);
}

/* Names of the municipalities with a delivery of `status` for the last year, each once. */
static GPtrArray *senders(const struct front *front, const char *status)
{
    const struct released_table *table = released_find(front->released, "coverage");
    char *year = g_strdup_printf("%d", front->edition->to_year);
    const char *const keys[] = {NULL, NULL, year};
    GPtrArray *names = g_ptr_array_new();
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 3); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 3)) {
        const struct cell *cells = released_cell(table, row, 0);
        const char *name = cells[COVERAGE_SENDER].name->label;
        if (cells[COVERAGE_STATUS].state == CELL_VALUE &&
            strcmp(cells[COVERAGE_STATUS].name->code, status) == 0 &&
            !g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL)) {
            g_ptr_array_add(names, (void *)name);
        }
    }
    g_free(year);
    return names;
}

static void say_coverage(struct front *front)
{
    GPtrArray *missing = senders(front, "missing");
    GPtrArray *late = senders(front, "late");
    char *who = chart_list(missing, MOST_NAMES);
    char *when = chart_list(late, MOST_NAMES);
    GString *text = g_string_new(NULL);
    if (missing->len > 0) {
        g_string_append_printf(text, _("For %d reports are missing from %s; missing is not zero."),
                               front->edition->to_year, who);
    }
    if (late->len > 0) {
        g_string_append(text, text->len > 0 ? " " : "");
        g_string_append_printf(text, _("Late: %s."), when);
    }
    char *said = g_string_free(text, FALSE);
    if (*said != '\0') {
        say(front, g_strdup("coverage"), said);
    } else {
        g_free(said);
    }
    g_free(when);
    g_free(who);
    g_ptr_array_unref(late);
    g_ptr_array_unref(missing);
}

GPtrArray *sentences_front(const struct released *released)
{
    struct front front = {.released = released,
                          .edition = released_edition(released),
                          .list = g_ptr_array_new_with_free_func(sentence_free)};
    say_directions(&front);
    say_rise_and_fall(&front);
    say_region_occupancy(&front);
    say_over_capacity(&front);
    say_below_budget(&front);
    say_inside(&front);
    say_waiting(&front);
    say_expected(&front);
    say_coverage(&front);
    say_capacity(&front); /* the first to give way */
    return front.list;
}
