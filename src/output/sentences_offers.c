/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about offers: places, occupancy, which are used and where they lie, changes in capacity. */
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
#include <string.h>

static bool lies_in_the_run(const struct edition *edition, const char *municipality)
{
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, municipality) == 0) {
            return true;
        }
    }
    return false;
}

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
            lies_in_the_run(released_edition(released), cells[SUPPLY_MUNICIPALITY].name->code)) {
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

/* The id of the sum of the cells that have a number. */
static char *sum_id(const GArray *rows, size_t column)
{
    char *id = NULL;
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        if (cell_has_number(part_cell(row, column))) {
            char *one = figure_id(row.table, row.index, column);
            char *both = id == NULL ? g_strdup(one) : figure_id_plus(id, one);
            g_free(one);
            g_free(id);
            id = both;
        }
    }
    return id;
}

static char *places_id(const struct released *released, const char *group, int year)
{
    GArray *rows = supply_rows(released, group, year);
    char *id = sum_id(rows, SUPPLY_PLACES);
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

/* --- which offers --- */

static bool is_outside(const struct released *released, struct part_row row)
{
    const struct cell *where = part_cell(row, OFFERS_USED_MUNICIPALITY);
    return cell_has_number(where) && strcmp(where->name->code, "address_free") != 0 &&
           !lies_in_the_run(released_edition(released), where->name->code);
}

static bool is_specialised(const struct released *released, struct part_row row)
{
    (void)released;
    return part_is_word(part_cell(row, OFFERS_USED_SPECIALISED), "yes");
}

static bool is_protected(const struct released *released, struct part_row row)
{
    (void)released;
    return part_is_word(part_cell(row, OFFERS_USED_COOPERATION), "yes");
}

static bool is_closed(const struct released *released, struct part_row row)
{
    (void)released;
    return cell_has_number(part_cell(row, OFFERS_USED_STATUS)) &&
           !part_is_word(part_cell(row, OFFERS_USED_STATUS), "open");
}

static bool is_any(const struct released *released, struct part_row row)
{
    (void)released;
    (void)row;
    return true;
}

/* How many of the offers used, marked by the ids of their rows; NULL where there are none. */
static char *count_offers(const struct released *released, const char *group, int year,
                          bool (*wanted)(const struct released *, struct part_row), unsigned *n)
{
    GArray *rows = part_rows(released, "offers_used", group, year);
    GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        if (wanted(released, row)) {
            g_array_append_val(kept, row);
        }
    }
    *n = kept->len;
    char *id = sum_id(kept, OFFERS_USED_OFFER);
    char *text = id == NULL ? NULL : figure_mark_take(id, g_strdup_printf("%u", kept->len));
    g_array_unref(kept);
    g_array_unref(rows);
    return text;
}

char *sentences_offers_used(const struct released *released, const char *group, int year)
{
    const char *place = chart_place(released_edition(released));
    unsigned n = 0, n_outside = 0;
    char *all = count_offers(released, group, year, is_any, &n);
    char *outside = count_offers(released, group, year, is_outside, &n_outside);
    char *base = part_base_of(released, group, year, "use_counts", false);
    char *text = NULL;
    if (n > 0 && n_outside == 0) {
        text = g_strdup_printf(P_("The citizens used %s offer in %d%s; it lies in %s.",
                                  "The citizens used %s offers in %d%s; none of them lie outside %s.", n),
                               all, year, base, place);
    } else if (n > 0 && n_outside == n) {
        text = g_strdup_printf(P_("The citizens used %s offer in %d%s; it lies outside %s.",
                                  "The citizens used %s offers in %d%s; all of them lie outside %s.", n),
                               all, year, base, place);
    } else if (n > 0) {
        text = g_strdup_printf(_("The citizens used %s offers in %d%s, %s of them outside %s."), all, year,
                               base, outside, place);
    }
    g_free(base);
    g_free(outside);
    g_free(all);
    return text;
}

char *sentences_offer_kinds(const struct released *released, const char *group, int year)
{
    unsigned n_special = 0, n_protected = 0, n_closed = 0;
    char *special = count_offers(released, group, year, is_specialised, &n_special);
    char *protected = count_offers(released, group, year, is_protected, &n_protected);
    char *closed = count_offers(released, group, year, is_closed, &n_closed);
    GPtrArray *parts = g_ptr_array_new_with_free_func(g_free);
    if (n_special > 0) {
        g_ptr_array_add(
            parts, g_strdup_printf(P_("%s highly specialised", "%s highly specialised", n_special), special));
    }
    if (n_protected > 0) {
        g_ptr_array_add(parts, g_strdup_printf(_("%s in the strengthened cooperation"), protected));
    }
    if (n_closed > 0) {
        g_ptr_array_add(
            parts,
            g_strdup_printf(P_("%s that has closed since", "%s that have closed since", n_closed), closed));
    }
    bool any = parts->len > 0;
    char *list = part_list(parts);
    char *text = any ? g_strdup_printf(_("Among the offers there are %s."), list) : NULL;
    g_free(list);
    g_free(closed);
    g_free(protected);
    g_free(special);
    return text;
}

/* "8 citizens", "citizens: confidential" */
static char *citizens_of_offer(struct part_row row)
{
    const struct cell *cell = part_cell(row, OFFERS_USED_CITIZENS);
    char *citizens = part_mark(row, OFFERS_USED_CITIZENS);
    char *text = cell_has_number(cell)
                     ? g_strdup_printf(P_("%s citizen", "%s citizens", cell->number), citizens)
                     : g_strdup_printf(_("citizens: %s"), citizens);
    g_free(citizens);
    return text;
}

/* "Havtornstuen, given by Hjørring Kommune (8 citizens)" */
char *sentences_address_free(const struct released *released, const char *group, int year)
{
    GArray *rows = part_rows(released, "offers_used", group, year);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        if (part_is_word(part_cell(row, OFFERS_USED_KIND), "address_free")) {
            const char *operator_name = cell_has_number(part_cell(row, OFFERS_USED_OPERATOR))
                                            ? part_cell(row, OFFERS_USED_OPERATOR)->name->label
                                            : show_state(CELL_MISSING);
            char *citizens = citizens_of_offer(row);
            g_ptr_array_add(list, g_strdup_printf(_("%s, given by %s (%s)"),
                                                  part_cell(row, OFFERS_USED_NAME)->name->label,
                                                  operator_name, citizens));
            g_free(citizens);
        }
    }
    guint n = list->len;
    char *names = part_list(list);
    char *base = part_base_of(released, group, year, "use_counts", false);
    char *text = n == 0 ? NULL
                        : g_strdup_printf(P_("In %d citizens used an address-free effort%s: %s.",
                                             "In %d citizens used address-free efforts%s: %s.", n),
                                          year, base, names);
    g_free(base);
    g_free(names);
    g_array_unref(rows);
    return text;
}

static struct part_row location_row(const struct released *released, const char *group, int year,
                                    const char *location)
{
    GArray *rows = part_rows(released, "locations", group, year);
    struct part_row found = {0};
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        if (part_is_word(part_cell(row, LOCATIONS_LOCATION), location)) {
            found = row;
        }
    }
    g_array_unref(rows);
    return found;
}

char *sentences_locations(const struct released *released, const char *group, int year)
{
    static const struct {
        const char *code;
        const char *text; /* N_() */
    } PLACES[] = {{"own_municipality", N_("in the own municipality (%s)")},
                  {"other_municipality", N_("in another municipality in %2$s (%1$s)")},
                  {"other_region", N_("in another region (%s)")},
                  {"abroad", N_("abroad (%s)")},
                  {"address_free", N_("by an address-free effort (%s)")}};
    const char *place = chart_place(released_edition(released));
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    struct part_row any = {0};
    for (size_t i = 0; i < G_N_ELEMENTS(PLACES); i++) {
        struct part_row row = location_row(released, group, year, PLACES[i].code);
        if (row.table != NULL) {
            char *citizens = part_mark(row, LOCATIONS_CITIZENS);
            g_ptr_array_add(list, g_strdup_printf(_(PLACES[i].text), citizens, place));
            g_free(citizens);
            any = row;
        }
    }
    char *places = part_list(list);
    char *text = NULL;
    if (any.table != NULL) {
        char *base = part_mark(any, LOCATIONS_REPORTED_BY);
        text = g_strdup_printf(
            _("During %d (%s; sum of reports) citizens were helped %s; a citizen counts in each place."),
            year, base, places);
        g_free(base);
    }
    g_free(places);
    return text;
}

/* --- changes in capacity --- */

bool sentences_concerns(const struct released *released, const char *group, const char *offer)
{
    const struct edition *edition = released_edition(released);
    const struct released_table *used = released_find(released, "offers_used");
    for (int year = edition->from_year; used != NULL && year <= edition->to_year; year++) {
        char *key = g_strdup_printf("%d", year);
        bool found = released_row(used, 0, (const char *const[]){group, key, offer}, 3) != SIZE_MAX;
        g_free(key);
        if (found) {
            return true;
        }
    }
    return false;
}

static const char *change_format(const char *code, unsigned n)
{
    return strcmp(code, "opened") == 0  ? P_("%s offer opened", "%s offers opened", n)
           : strcmp(code, "more") == 0  ? P_("%s extension", "%s extensions", n)
           : strcmp(code, "fewer") == 0 ? P_("%s reduction", "%s reductions", n)
           : strcmp(code, "merged") == 0
               ? P_("%s offer merged into another", "%s offers merged into others", n)
               : P_("%s offer closed", "%s offers closed", n);
}

/* "2 offers opened" */
static void add_change(const struct released *released, const char *group, const char *code, GPtrArray *out)
{
    const struct released_table *log = released_find(released, "capacity_log");
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    for (size_t row = 0; log != NULL && row < released_rows(log); row++) {
        const struct part_row part = {.table = log, .index = row};
        if (part_is_word(part_cell(part, CAPACITY_LOG_CHANGE), code) &&
            sentences_concerns(released, group, part_cell(part, CAPACITY_LOG_OFFER)->name->code)) {
            g_array_append_val(rows, part);
        }
    }
    if (rows->len > 0) {
        char *number = figure_mark_take(sum_id(rows, CAPACITY_LOG_OFFER), g_strdup_printf("%u", rows->len));
        g_ptr_array_add(out, g_strdup_printf(change_format(code, rows->len), number));
        g_free(number);
    }
    g_array_unref(rows);
}

/* The forms tell of few years: what closed before them concerns the group and is not known to. */
static char *use_known_from(const struct released *released, const char *group)
{
    const struct edition *edition = released_edition(released);
    const struct released_table *used = released_find(released, "offers_used");
    size_t row = used == NULL ? SIZE_MAX : released_row(used, 0, &group, 1);
    int first = edition->to_year;
    for (; row != SIZE_MAX; row = released_row(used, row + 1, &group, 1)) {
        first = MIN(first, (int)released_cell(used, row, OFFERS_USED_YEAR)->number);
    }
    return first <= edition->from_year
               ? NULL
               : g_strdup_printf(_("Which offers the target group uses is known from %d on; what has closed "
                                   "before is not among them."),
                                 first);
}

char *sentences_capacity(const struct released *released, const char *group)
{
    static const char *const CHANGES[] = {"opened", "more", "fewer", "merged", "closed"};
    const struct edition *edition = released_edition(released);
    if (released_find(released, "capacity_log") == NULL) {
        return NULL;
    }
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(CHANGES); i++) {
        add_change(released, group, CHANGES[i], list);
    }
    char *years = chart_years(edition->from_year, edition->to_year);
    bool any = list->len > 0;
    char *changes = part_list(list);
    char *text =
        any ? g_strdup_printf(_("Changes in capacity %s in the offers that the target group uses: %s."),
                              years, changes)
            : g_strdup_printf(_("There were no changes in capacity %s in the offers that the target group "
                                "uses."),
                              years);
    g_free(changes);
    g_free(years);
    return part_join(text, use_known_from(released, group));
}

/* --- each highly specialised offer --- */

static char *word_of(struct part_row row, size_t column)
{
    return show_cell(&released_def(row.table)->columns[column], part_cell(row, column));
}

/* "Havtornstuen: temporary housing (SEL § 107), run by Hjørring Kommune, in Hjørring; places: 7; reach:
 * regional. Part of the strengthened cooperation." */
static char *describe(struct part_row row)
{
    char *name = word_of(row, OFFERS_USED_NAME);
    char *kind = word_of(row, OFFERS_USED_KIND);
    char *section = word_of(row, OFFERS_USED_SECTION);
    char *operator_name = word_of(row, OFFERS_USED_OPERATOR);
    char *where = word_of(row, OFFERS_USED_MUNICIPALITY);
    char *reach = word_of(row, OFFERS_USED_REACH);
    char *places = part_mark_short(row, OFFERS_USED_PLACES, 1);
    bool address_free = part_is_word(part_cell(row, OFFERS_USED_KIND), "address_free");
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, _("%s: %s (%s), run by %s"), name, kind, section, operator_name);
    if (!address_free) {
        g_string_append_printf(text, _(", in %s"), where);
    }
    if (cell_has_number(part_cell(row, OFFERS_USED_PLACES))) {
        double n = part_cell(row, OFFERS_USED_PLACES)->number;
        g_string_append_printf(text, P_("; %s place", "; %s places", ceil(n)), places);
    }
    if (!part_is_word(part_cell(row, OFFERS_USED_REACH), "unknown")) {
        g_string_append_printf(text, _("; reach: %s"), reach);
    }
    g_string_append(text, is_protected(NULL, row) ? _(". Part of the strengthened cooperation.") : ".");
    char *all[] = {name, kind, section, operator_name, where, reach, places};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
        g_free(all[i]);
    }
    return g_string_free(text, FALSE);
}

GPtrArray *sentences_specialised(const struct released *released, const char *group, int year)
{
    GArray *rows = part_rows(released, "offers_used", group, year);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        if (is_specialised(released, row)) {
            g_ptr_array_add(list, describe(row));
        }
    }
    g_array_unref(rows);
    return list;
}
