/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Price and mix: what changed the region's mean daily rate from year to year, in kroner. */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences_cooperation.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define BODY_PX 250
#define PART_GAP_PX 46
#define WHOLE_KRONER 1000.0 /* changes from here on, in øre, are told in whole kroner */

struct picture {
    const struct edition *edition;
    const struct released *released;
    const struct released_table *table;
    int from, to; /* years with a change */
};

static const struct cell *cell_of(const struct picture *picture, int year, size_t column)
{
    char *text = g_strdup_printf("%d", year);
    size_t row =
        released_row(picture->table, 0, (const char *const[]){"region", CHART_REGION, text, "base"}, 4);
    g_free(text);
    return chart_cell(picture->table, row, column);
}

static bool has_change(const struct picture *picture, int year)
{
    return cell_has_number(cell_of(picture, year, RATES_CHANGE)) &&
           cell_has_number(cell_of(picture, year, RATES_PRICE_EFFECT)) &&
           cell_has_number(cell_of(picture, year, RATES_MIX_EFFECT));
}

/* The rates of the coming year are there too. */
static bool find_years(struct picture *picture)
{
    picture->from = 0;
    for (int year = picture->edition->from_year; year <= picture->edition->to_year + 1; year++) {
        if (has_change(picture, year)) {
            picture->from = picture->from == 0 ? year : picture->from;
            picture->to = year;
        }
    }
    return picture->from != 0;
}

static char *make_title(const struct picture *picture)
{
    int year = MIN(picture->to, MAX(picture->edition->to_year, picture->from));
    const struct cell *change = cell_of(picture, year, RATES_CHANGE);
    int decimals = fabs(change->number) < WHOLE_KRONER ? 2 : 0;
    char *size = sentences_kroner(fabs(change->number), decimals, false);
    char *price = sentences_kroner(cell_of(picture, year, RATES_PRICE_EFFECT)->number, decimals, true);
    char *mix = sentences_kroner(cell_of(picture, year, RATES_MIX_EFFECT)->number, decimals, true);
    char *title = g_strdup_printf(change->number < 0
                                      ? _("The mean daily rate fell by %s kroner in %d: price %s, mix %s")
                                      : _("The mean daily rate rose by %s kroner in %d: price %s, mix %s"),
                                  size, year, price, mix);
    g_free(mix);
    g_free(price);
    g_free(size);
    return title;
}

static void write_field(struct chart_draft *draft, const struct cell *cell)
{
    if (cell_has_number(cell)) {
        chart_field_number(draft, cell->number / 100, 2);
        chart_field_take(draft, sentences_kroner(cell->number, 0, true));
    } else {
        chart_field_text(draft, show_state(cell->state));
        chart_field_text(draft, "");
    }
}

static void write_data(struct chart_draft *draft, const struct picture *picture)
{
    chart_head(draft, "year\tprice\ttext\tmix\ttext\tchange\ttext");
    for (int year = picture->from; year <= picture->to; year++) {
        chart_field_number(draft, year, 0);
        write_field(draft, cell_of(picture, year, RATES_PRICE_EFFECT));
        write_field(draft, cell_of(picture, year, RATES_MIX_EFFECT));
        write_field(draft, cell_of(picture, year, RATES_CHANGE));
        chart_end_row(draft);
    }
}

static void set_scale(struct chart_draft *draft, const struct picture *picture)
{
    static const size_t COLUMNS[] = {RATES_PRICE_EFFECT, RATES_MIX_EFFECT, RATES_CHANGE};
    double low = 0, high = 1;
    for (int year = picture->from; year <= picture->to; year++) {
        for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            const struct cell *cell = cell_of(picture, year, COLUMNS[i]);
            if (cell_has_number(cell)) {
                low = MIN(low, cell->number / 100);
                high = MAX(high, cell->number / 100);
            }
        }
    }
    double step = chart_axis_step(high - low);
    const int lowest = (int)floor(low / step), highest = (int)ceil(high / step);
    const double first = step * lowest, last = step * highest;
    GArray *ticks = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int i = lowest; i <= highest; i++) {
        double tick = step * i;
        g_array_append_val(ticks, tick);
        g_ptr_array_add(texts, text_number(tick, step < 1 ? 2 : 0));
    }
    chart_numbers(draft, "TICK", ticks);
    chart_texts(draft, "TICK_TEXT", texts);
    chart_number(draft, "LOW", first - 0.08 * (last - first));
    chart_number(draft, "HIGH", last + 0.08 * (last - first));
    g_array_unref(ticks);
    g_ptr_array_unref(texts);
}

static void set_headings(struct chart_draft *draft)
{
    const char *const names[] = {_("Price: the offers' own rates"), _("Mix of places"), _("Both together")};
    GPtrArray *texts = g_ptr_array_new();
    GArray *at = g_array_new(FALSE, FALSE, sizeof(double));
    double px = 62;
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_ptr_array_add(texts, (void *)names[i]);
        g_array_append_val(at, px);
        px += chart_text_width(names[i], CHART_SIZE_SMALL) + PART_GAP_PX;
    }
    chart_texts(draft, "PART", texts);
    chart_numbers(draft, "PART_PX", at);
    g_ptr_array_unref(texts);
    g_array_unref(at);
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    chart_take_sentence(draft, g_strdup(_("For each year two bars: what the offers' own rates and the mix of "
                                          "places did to the mean daily rate.")));
    for (int year = picture->from; year <= picture->to; year++) {
        char *text = sentences_rate_change(picture->released, "region", CHART_REGION, year);
        if (text != NULL) {
            chart_take_sentence(draft, text);
        }
    }
    chart_add_table(draft, picture->table);
}

void chart_rate_change(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .released = released,
                              .table = released_find(released, registry_table(TABLE_RATES)->name)};
    if (picture.table == NULL || !find_years(&picture)) {
        return;
    }
    struct chart_draft *draft = chart_begin(batch, "rate_change", "", 0, registry_table(TABLE_RATES)->name);
    char *years = chart_years(picture.from, picture.to);
    chart_take_title(draft, make_title(&picture));
    chart_take_subtitle(draft, g_strdup_printf(_("Change from the year before, kroner a day, all offers with "
                                                 "rates in %s, %s"),
                                               chart_place(picture.edition), years));
    chart_take_note(draft, g_strdup(_("Price: offers in both years, at last year's places. Mix: changed "
                                      "places, and offers that opened or closed.")));
    chart_add_source(draft, picture.edition, false);
    chart_set_years(draft, picture.from, picture.to, 1, 0);
    set_scale(draft, &picture);
    set_headings(draft);
    write_data(draft, &picture);
    chart_set_body(draft, BODY_PX);
    describe(draft, &picture);
    g_free(years);
}
