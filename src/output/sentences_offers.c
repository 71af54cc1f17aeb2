/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about single offers: which are used and where they lie, changes in capacity. */
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

/* --- which offers --- */

static bool is_outside(const struct released *released, struct part_row row)
{
    const struct cell *where = part_cell(row, OFFERS_USED_MUNICIPALITY);
    return cell_has_number(where) && strcmp(where->name->code, "address_free") != 0 &&
           !part_lies_in_the_run(released_edition(released), where->name->code);
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
    char *id = part_sum_id(kept, OFFERS_USED_OFFER);
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
        char *number =
            figure_mark_take(part_sum_id(rows, CAPACITY_LOG_OFFER), g_strdup_printf("%u", rows->len));
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
