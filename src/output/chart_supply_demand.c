/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Places in the region against citizens in the group, for every group in the newest year. Places are additive
 * and rest on no person, so the region's are the sum of the municipalities' rows; if one of those is hidden,
 * so is the sum.
 */
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
#include <string.h>

#define ROW_PX 56
#define NAME_PX 215

struct pair {
    const struct edition_group *group;
    const struct cell *citizens;
    struct cell places; /* undefined = no offers of the group lie in the region */
};

struct picture {
    const struct edition *edition;
    const struct released *released;
    const struct released_table *need, *supply;
    int year;
    struct pair *pairs;
    unsigned hidden, missing;
};

static void read_pairs(struct picture *picture)
{
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    picture->pairs = g_new0(struct pair, picture->edition->n_groups + 1);
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        struct pair *pair = &picture->pairs[i];
        pair->group = &picture->edition->groups[i];
        const char *code = pair->group->name.code;
        size_t row = chart_row_by_municipality(picture->need, code, CHART_REGION, picture->year);
        pair->citizens =
            pair->group->below_threshold ? &HIDDEN : chart_cell(picture->need, row, NEED_CITIZENS);
        pair->places = sentences_places(picture->released, code, picture->year);
        picture->hidden += pair->citizens->state == CELL_SUPPRESSED;
        picture->hidden += pair->places.state == CELL_SUPPRESSED;
        picture->missing += pair->citizens->state == CELL_MISSING;
    }
}

static bool can_compare(const struct pair *pair)
{
    return cell_has_number(pair->citizens) && cell_has_number(&pair->places);
}

static char *make_title(const struct picture *picture)
{
    unsigned n = 0, more_citizens = 0, more_places = 0;
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        const struct pair *pair = &picture->pairs[i];
        n += can_compare(pair);
        more_citizens += can_compare(pair) && pair->citizens->number > pair->places.number;
        more_places += can_compare(pair) && pair->citizens->number < pair->places.number;
    }
    if (n == 0) {
        return g_strdup(_("Places and citizens cannot be compared for any group"));
    }
    if (more_citizens >= more_places) {
        return more_citizens == n && n > 1
                   ? g_strdup(_("More citizens than places in all groups that can be compared"))
                   : g_strdup_printf(P_("More citizens than places in %u of %u target group",
                                        "More citizens than places in %u of %u target groups", n),
                                     more_citizens, n);
    }
    return g_strdup_printf(P_("More places than citizens in %u of %u target group",
                              "More places than citizens in %u of %u target groups", n),
                           more_places, n);
}

static char *citizens_text(const struct pair *pair)
{
    if (!cell_has_number(pair->citizens)) {
        return g_strdup_printf(_("citizens: %s"), show_state(pair->citizens->state));
    }
    char *number = text_number(pair->citizens->number, 0);
    char *text = g_strdup_printf(P_("%s citizen", "%s citizens", pair->citizens->number), number);
    g_free(number);
    return text;
}

static char *places_text(const struct pair *pair)
{
    if (pair->places.state == CELL_UNDEFINED) {
        return g_strdup(_("no offers in the area"));
    }
    if (!cell_has_number(&pair->places)) {
        return g_strdup_printf(_("places: %s"), show_state(pair->places.state));
    }
    char *number = sentences_places_text(pair->places.number);
    char *text = g_strdup_printf(P_("%s place", "%s places", text_round(pair->places.number, 0)), number);
    g_free(number);
    return text;
}

static void write_data(struct chart_draft *draft, const struct picture *picture)
{
    const struct column *citizens = &released_def(picture->need)->columns[NEED_CITIZENS];
    const struct column *places = &released_def(picture->supply)->columns[SUPPLY_PLACES];
    double largest = 1;
    chart_head(draft, "row\tgroup\tcitizens\ttext\tplaces\ttext");
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        const struct pair *pair = &picture->pairs[i];
        chart_field_number(draft, (double)i, 0);
        chart_field_text(draft, pair->group->name.label);
        chart_field_cell(draft, citizens, pair->citizens);
        chart_field_take(draft, citizens_text(pair));
        chart_field_cell(draft, places, &pair->places);
        chart_field_take(draft, places_text(pair));
        chart_end_row(draft);
        largest = cell_has_number(pair->citizens) ? MAX(largest, pair->citizens->number) : largest;
        largest = cell_has_number(&pair->places) ? MAX(largest, pair->places.number) : largest;
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        chart_label_rows(draft, (double)i, 18.0 / ROW_PX, picture->pairs[i].group->name.label,
                         CHART_SIZE_BODY, NAME_PX, 3);
    }
    /* The file's numbers are rounded, so that one may be more than the largest: what lies beyond the axis is
     * drawn without its label. */
    chart_number(draft, "END", 1.01 * ceil(largest));
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    chart_take_sentence(
        draft, g_strdup_printf(_("Two bars for each target group in %s, %d: citizens in the group and "
                                 "places for it."),
                               chart_place(picture->edition), picture->year));
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        const struct pair *pair = &picture->pairs[i];
        char *citizens = citizens_text(pair);
        char *places = places_text(pair);
        chart_take_sentence(draft, g_strdup_printf("%s: %s, %s.", pair->group->name.label, citizens, places));
        g_free(citizens);
        g_free(places);
    }
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->need);
    chart_add_table(draft, picture->supply);
}

static char *make_subtitle(const struct picture *picture)
{
    const struct column *column = &released_def(picture->need)->columns[NEED_BASIS];
    const char *group = picture->edition->groups[0].name.code;
    size_t row = chart_row_by_municipality(picture->need, group, CHART_REGION, picture->year);
    char *when = chart_when(column, chart_cell(picture->need, row, NEED_BASIS), picture->year);
    char *subtitle =
        g_strdup_printf(_("Citizens in the target group (%s) and places in %s, mean of the year"), when,
                        chart_place(picture->edition));
    g_free(when);
    return subtitle;
}

static void add_picture(struct chart_batch *batch, struct picture *picture)
{
    struct chart_draft *draft = chart_begin(batch, "supply_demand", "", 0, "supply");
    read_pairs(picture);
    chart_take_title(draft, make_title(picture));
    chart_take_subtitle(draft, make_subtitle(picture));
    chart_take_note(
        draft, g_strdup(_("A citizen can live at home, or have an address-free effort or a place elsewhere; "
                          "a place can be sold to others. Offers with several target groups count in "
                          "full in each of them.")));
    char *incomplete = chart_incomplete(picture->released, picture->year);
    if (incomplete != NULL) {
        chart_take_note(draft, incomplete);
    }
    chart_add_source(draft, picture->edition, false);
    describe(draft, picture);
    chart_set_body(draft, ROW_PX * (int)picture->edition->n_groups + 4);
    chart_number(draft, "ROWS", (double)picture->edition->n_groups);
    write_data(draft, picture);
    g_free(picture->pairs);
}

static int newest_year(const struct picture *picture)
{
    int year = 0;
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        year = MAX(year, chart_latest_year(picture->need, picture->edition->groups[i].name.code, NEED_YEAR,
                                           NEED_CITIZENS));
    }
    return year;
}

void chart_supply_demand(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .need = released_find(released, "need"),
                              .released = released,
                              .supply = released_find(released, "supply")};
    if (picture.need == NULL || picture.supply == NULL || picture.edition->n_groups == 0) {
        return;
    }
    picture.year = newest_year(&picture);
    if (picture.year > 0) {
        add_picture(batch, &picture);
        return;
    }
    struct chart_draft *draft = chart_begin(batch, "supply_demand", "", 0, "supply");
    const char *why = _("No number of citizens can be shown for any target group.");
    chart_take_title(draft, g_strdup(_("Places and citizens cannot be compared for any group")));
    chart_take_subtitle(draft, g_strdup_printf(_("Citizens in the target groups and places in %s"),
                                               chart_place(picture.edition)));
    chart_add_source(draft, picture.edition, false);
    chart_take_sentence(draft, g_strdup(why));
    chart_set_empty(draft, why);
}
