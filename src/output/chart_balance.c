/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in the region against places needed, with the interval, for every group in the last year. */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>

#define ROW_PX 56
#define NAME_PX 215

struct picture {
    const struct edition *edition;
    const struct released_table *table;
    int year;
    unsigned hidden, missing;
};

static const struct cell *cell_of(const struct picture *picture, size_t group, size_t column)
{
    const char *code = picture->edition->groups[group].name.code;
    return chart_cell(picture->table, chart_row_by_group(picture->table, code, picture->year), column);
}

static bool can_compare(const struct picture *picture, size_t group)
{
    return cell_has_number(cell_of(picture, group, BALANCE_PLACES_31DEC)) &&
           cell_has_number(cell_of(picture, group, BALANCE_PLACES_NEEDED));
}

static char *make_title(const struct picture *picture)
{
    unsigned n = 0, few = 0;
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        n += can_compare(picture, i);
        few += can_compare(picture, i) && cell_of(picture, i, BALANCE_PLACES_NEEDED)->number >
                                              cell_of(picture, i, BALANCE_PLACES_31DEC)->number;
    }
    if (n == 0) {
        return g_strdup(_("Places and places needed cannot be compared for any group"));
    }
    if (few == 0) {
        return g_strdup(_("No group that can be compared has fewer places than are needed"));
    }
    return g_strdup_printf(P_("Fewer places than are needed for %u of %u group that can be compared",
                              "Fewer places than are needed for %u of %u groups that can be compared", n),
                           few, n);
}

static char *needed_text(const struct cell *needed)
{
    if (!cell_has_number(needed)) {
        return g_strdup_printf(_("needed: %s"), show_state(needed->state));
    }
    g_autofree char *number = text_number(needed->number, 0);
    return g_strdup_printf(_("%s needed"), number);
}

static char *places_text(const struct cell *places)
{
    if (!cell_has_number(places)) {
        return g_strdup_printf(_("places: %s"), show_state(places->state));
    }
    g_autofree char *number = sentences_places_text(places->number);
    return g_strdup_printf(P_("%s place", "%s places", text_round(places->number, 0)), number);
}

static double larger(double largest, const struct cell *cell)
{
    return cell_has_number(cell) ? MAX(largest, cell->number) : largest;
}

static void write_data(struct chart_draft *draft, struct picture *picture)
{
    const struct column *columns = released_def(picture->table)->columns;
    static const size_t NUMBERS[] = {BALANCE_PLACES_31DEC, BALANCE_PLACES_NEEDED, BALANCE_PLACES_NEEDED_LOWER,
                                     BALANCE_PLACES_NEEDED_UPPER};
    double largest = 1;
    chart_head(draft, "row\tgroup\tplaces\tneeded\tlower\tupper\ttext\ttext");
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        chart_field_number(draft, (double)i, 0);
        chart_field_text(draft, picture->edition->groups[i].name.label);
        for (size_t k = 0; k < G_N_ELEMENTS(NUMBERS); k++) {
            const struct cell *cell = cell_of(picture, i, NUMBERS[k]);
            chart_field_cell(draft, &columns[NUMBERS[k]], cell);
            largest = larger(largest, cell);
            picture->hidden += cell->state == CELL_SUPPRESSED;
            picture->missing += cell->state == CELL_MISSING;
        }
        chart_field_take(draft, places_text(cell_of(picture, i, BALANCE_PLACES_31DEC)));
        chart_field_take(draft, needed_text(cell_of(picture, i, BALANCE_PLACES_NEEDED)));
        chart_end_row(draft);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        chart_label_rows(draft, (double)i, 18.0 / ROW_PX, picture->edition->groups[i].name.label,
                         CHART_SIZE_BODY, NAME_PX, 3);
    }
    chart_number(draft, "END", 1.01 * ceil(largest));
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    chart_take_sentence(draft,
                        g_strdup_printf(_("A bar for the places in %s and a point with its interval for the "
                                          "places needed, for each target group, %d."),
                                        chart_place(picture->edition), picture->year));
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        g_autofree char *places = places_text(cell_of(picture, i, BALANCE_PLACES_31DEC));
        g_autofree char *needed = needed_text(cell_of(picture, i, BALANCE_PLACES_NEEDED));
        const struct cell *lower = cell_of(picture, i, BALANCE_PLACES_NEEDED_LOWER);
        const struct cell *upper = cell_of(picture, i, BALANCE_PLACES_NEEDED_UPPER);
        bool limits = cell_has_number(lower) && cell_has_number(upper);
        g_autofree char *low = limits ? text_number(lower->number, 0) : NULL;
        g_autofree char *high = limits ? text_number(upper->number, 0) : NULL;
        g_autofree char *interval = limits ? g_strdup_printf(_(" (%s to %s)"), low, high) : g_strdup("");
        chart_take_sentence(draft, g_strdup_printf("%s: %s, %s%s.", picture->edition->groups[i].name.label,
                                                   places, needed, interval));
    }
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->table);
}

void chart_balance(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .table = released_find(released, "balance")};
    if (picture.table == NULL || picture.edition->n_groups == 0) {
        return;
    }
    picture.year = picture.edition->to_year;
    struct chart_draft *draft = chart_begin(batch, "places_needed", "", 0, "balance");
    chart_take_title(draft, make_title(&picture));
    chart_take_subtitle(
        draft, g_strdup_printf(_("Places in %s on 31 December %d (bar) and places needed (point, with the "
                                 "swing between years that arrivals and exits imply, 95 per cent)"),
                               chart_place(picture.edition), picture.year));
    chart_take_note(draft,
                    g_strdup(_("Needed: citizens with a place anywhere, waiting, and without an offer. Some "
                               "may well be served elsewhere; a place can be sold to others.")));
    chart_add_source(draft, picture.edition, false);
    chart_set_body(draft, ROW_PX * (int)picture.edition->n_groups + 4);
    chart_number(draft, "ROWS", (double)picture.edition->n_groups);
    write_data(draft, &picture);
    describe(draft, &picture);
}
