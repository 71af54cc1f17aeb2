/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer's bars of offers and stacked shares. */
#include "chart_answer.h"

#include "chart_data.h"
#include "chart_stacks.h"
#include "sentence_parts.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define ROW_PX 26
#define NAME_PX 226
#define MOST_OFFERS 20

/* --- offers --- */

enum place_kind { PLACE_INSIDE, PLACE_OUTSIDE, PLACE_ADDRESS_FREE, PLACE_KINDS };

struct offer_bar {
    struct part_row row;
    enum place_kind kind;
    bool shown;
    double citizens;
    const char *name;
};

static enum place_kind kind_of(const struct released *released, struct part_row row)
{
    if (part_is_word(part_cell(row, OFFERS_USED_KIND), "address_free")) {
        return PLACE_ADDRESS_FREE;
    }
    const struct edition *edition = released_edition(released);
    const struct cell *where = part_cell(row, OFFERS_USED_MUNICIPALITY);
    for (size_t i = 0; cell_has_number(where) && i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, where->name->code) == 0) {
            return PLACE_INSIDE;
        }
    }
    return PLACE_OUTSIDE;
}

/* By kind of place, then shown figures by size, then what is not shown by name: no order by a hidden figure.
 */
static int compare_bars(const void *a, const void *b)
{
    const struct offer_bar *x = a;
    const struct offer_bar *y = b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    if (x->shown != y->shown) {
        return x->shown ? -1 : 1;
    }
    if (x->shown && x->citizens != y->citizens) {
        return x->citizens > y->citizens ? -1 : 1;
    }
    return text_compare(x->name, y->name);
}

static GArray *offer_bars(const struct released *released, const char *group, int year)
{
    GArray *rows = part_rows(released, "offers_used", group, year);
    GArray *bars = g_array_new(FALSE, TRUE, sizeof(struct offer_bar));
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        const struct cell *citizens = part_cell(row, OFFERS_USED_CITIZENS);
        struct offer_bar bar = {.row = row,
                                .kind = kind_of(released, row),
                                .shown = cell_has_number(citizens),
                                .name = part_cell(row, OFFERS_USED_NAME)->name->label};
        bar.citizens = bar.shown ? citizens->number : 0;
        g_array_append_val(bars, bar);
    }
    g_array_sort(bars, compare_bars);
    g_array_set_size(bars, MIN(bars->len, MOST_OFFERS));
    g_array_unref(rows);
    return bars;
}

static void write_bars(struct chart_draft *draft, const GArray *bars)
{
    chart_head(draft, "row\tname\tcitizens\ttext\tkind");
    for (guint i = 0; i < bars->len; i++) {
        const struct offer_bar *bar = &g_array_index(bars, struct offer_bar, i);
        const struct column *column = &released_def(bar->row.table)->columns[OFFERS_USED_CITIZENS];
        chart_field_number(draft, i, 0);
        chart_field_text(draft, bar->name);
        chart_field_cell(draft, column, part_cell(bar->row, OFFERS_USED_CITIZENS));
        chart_field_take(draft, show_cell(column, part_cell(bar->row, OFFERS_USED_CITIZENS)));
        chart_field_number(draft, bar->kind, 0);
        chart_end_row(draft);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (guint i = 0; i < bars->len; i++) {
        const struct offer_bar *bar = &g_array_index(bars, struct offer_bar, i);
        chart_label_rows(draft, i, 0, bar->name, CHART_SIZE_BODY, NAME_PX, 1);
    }
}

static void describe_bars(struct chart_draft *draft, const GArray *bars, int year)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < bars->len; i++) {
        const struct offer_bar *bar = &g_array_index(bars, struct offer_bar, i);
        char *number = show_cell(&released_def(bar->row.table)->columns[OFFERS_USED_CITIZENS],
                                 part_cell(bar->row, OFFERS_USED_CITIZENS));
        g_ptr_array_add(list, g_strdup_printf("%s: %s", bar->name, number));
        g_free(number);
    }
    g_ptr_array_add(list, NULL);
    char *figures = g_strjoinv("; ", (char **)list->pdata);
    chart_take_sentence(
        draft, g_strdup_printf(_("Bars of the number of citizens in each offer used during %d."), year));
    chart_take_sentence(draft, g_strdup_printf("%s.", figures));
    g_free(figures);
    g_ptr_array_unref(list);
}

static void bar_headings(struct chart_draft *draft, const GArray *bars, const char *place)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    GArray *kinds = g_array_new(FALSE, FALSE, sizeof(double));
    bool seen[PLACE_KINDS] = {false};
    for (guint i = 0; i < bars->len; i++) {
        seen[g_array_index(bars, struct offer_bar, i).kind] = true;
    }
    for (int kind = 0; kind < PLACE_KINDS; kind++) {
        double number = kind + 1;
        if (seen[kind]) {
            g_ptr_array_add(texts, kind == PLACE_INSIDE    ? g_strdup_printf(_("In %s"), place)
                                   : kind == PLACE_OUTSIDE ? g_strdup_printf(_("Outside %s"), place)
                                                           : g_strdup(_("Address-free")));
            g_array_append_val(kinds, number);
        }
    }
    chart_headings(draft, texts, 250);
    chart_numbers(draft, "PART_KIND", kinds);
    g_array_unref(kinds);
    g_ptr_array_unref(texts);
}

void chart_answer_offers(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int year = sentences_year(released, group->name.code);
    GArray *bars = offer_bars(released, group->name.code, year);
    double most = 0;
    for (guint i = 0; i < bars->len; i++) {
        most = MAX(most, g_array_index(bars, struct offer_bar, i).citizens);
    }
    if (most > 0) {
        struct chart_draft *draft =
            chart_begin_as(batch, "answer_bars", "offers", group->name.code, 0, "offers_used");
        chart_take_title(draft, g_strdup_printf(_("The offers that the citizens use, %d"), year));
        chart_take_subtitle(draft,
                            g_strdup_printf(_("%s; citizens during the year by offer"), group->name.label));
        chart_take_note(draft,
                        g_strdup(_("A citizen can use several offers, so the bars are not added up.")));
        chart_add_source(draft, edition, false);
        describe_bars(draft, bars, year);
        chart_add_table(draft, released_find(released, "offers_used"));
        chart_set_body(draft, 34 + ROW_PX * (int)bars->len);
        chart_number(draft, "ROWS", bars->len);
        chart_axis(draft, "COUNT", most);
        bar_headings(draft, bars, chart_place(edition));
        write_bars(draft, bars);
    }
    g_array_unref(bars);
}

/* --- stacked shares --- */

/* Services, not citizens: a citizen with two kinds of effort would count twice in a whole of citizens. */
void chart_answer_efforts(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int newest = sentences_year(released, group->name.code);
    struct stacks stacks = stacks_new();
    for (int year = newest - 1; year <= newest; year++) {
        GArray *rows = part_profile_rows(released, group->name.code, year, "effort");
        struct stack *stack =
            rows->len > 0 && year >= edition->from_year ? stacks_add_year(&stacks, year) : NULL;
        for (guint i = 0; stack != NULL && i < rows->len; i++) {
            struct part_row row = g_array_index(rows, struct part_row, i);
            char *name = show_cell(&released_def(row.table)->columns[NEED_PROFILE_VALUE],
                                   part_cell(row, NEED_PROFILE_VALUE));
            stacks_put(&stacks, stack, name, part_cell(row, NEED_PROFILE_SERVICES));
            g_free(name);
        }
        g_array_unref(rows);
    }
    stacks_level(&stacks);
    if (stacks_any(&stacks) && stacks.parts->len > 1) {
        struct chart_draft *draft =
            chart_begin_as(batch, "stacked_shares", "efforts", group->name.code, 0, "need_profile");
        chart_take_title(draft, g_strdup(_("The mix of efforts")));
        chart_take_subtitle(draft, g_strdup_printf(_("%s, %s; per cent of the efforts"), group->name.label,
                                                   chart_place(edition)));
        chart_add_source(draft, edition, false);
        stacks_describe(draft, &stacks, g_strdup(_("Stacked bars of the efforts by kind, one bar a year.")));
        chart_add_table(draft, released_find(released, "need_profile"));
        stacks_write(draft, &stacks, true, 100);
    }
    stacks_free(&stacks);
}

void chart_answer_locations(const struct released *released, size_t index, struct chart_batch *batch)
{
    static const char *const CODES[] = {"own_municipality", "other_municipality", "other_region", "abroad",
                                        "address_free"};
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    const struct released_table *table = released_find(released, "locations");
    int newest = sentences_year(released, group->name.code);
    struct stacks stacks = stacks_new();
    for (int year = newest - 1; table != NULL && year <= newest; year++) {
        GArray *rows = part_rows(released, "locations", group->name.code, year);
        struct stack *stack = rows->len > 0 ? stacks_add_year(&stacks, year) : NULL;
        for (size_t k = 0; k < G_N_ELEMENTS(CODES); k++) {
            for (guint i = 0; stack != NULL && i < rows->len; i++) {
                struct part_row row = g_array_index(rows, struct part_row, i);
                if (part_is_word(part_cell(row, LOCATIONS_LOCATION), CODES[k])) {
                    char *name = chart_location_name(edition, part_cell(row, LOCATIONS_LOCATION));
                    stacks_put(&stacks, stack, name, part_cell(row, LOCATIONS_CITIZENS));
                    g_free(name);
                }
            }
        }
        g_array_unref(rows);
    }
    stacks_level(&stacks);
    if (stacks_any(&stacks) && stacks.parts->len > 1) {
        struct chart_draft *draft =
            chart_begin_as(batch, "stacked_shares", "locations", group->name.code, 0, "locations");
        chart_take_title(draft, g_strdup(_("Where the citizens are helped")));
        chart_take_subtitle(draft,
                            g_strdup_printf(_("%s; per cent of the citizens that the forms count, during the "
                                              "year"),
                                            group->name.label));
        chart_take_note(draft, g_strdup(_("Sum of the municipalities' reports, may count a citizen twice.")));
        chart_add_source(draft, edition, false);
        stacks_describe(
            draft, &stacks,
            g_strdup(_("Stacked bars of the citizens by where they are helped, one bar a year.")));
        chart_add_table(draft, table);
        stacks_write(draft, &stacks, true, 100);
    }
    stacks_free(&stacks);
}
