/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A covered offer of the cooperation on one picture: occupancy against the budgeted one with the empty
 * place-days, who buys, and expected demand against what pays the costs. Offers without places show what is
 * bought instead.
 */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/sentences_cooperation.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define BODY_PX 268
#define MOST_YEARS 6
#define WORDS_PX 186.0   /* of a panel */
#define HIGHEST_TICK 100 /* per cent; above stands what exceeds the places */

struct picture {
    const struct edition *edition;
    const struct released *released;
    const struct released_table *table;
    const struct name *offer;
    int from, to;
    bool in_places;
    unsigned hidden, missing;
};

static const struct cell *cell_of(const struct picture *picture, int year, size_t column)
{
    return chart_cell(picture->table, chart_row_by_group(picture->table, picture->offer->code, year), column);
}

static const struct column *column_of(size_t column)
{
    return &registry_table(TABLE_COOPERATION)->columns[column];
}

/* A figure in a row under a panel; a word has no room there. */
static char *short_text(const struct cell *cell)
{
    if (!cell_has_number(cell)) {
        return g_strdup(cell->state == CELL_NA ? "" : "\u2013");
    }
    return sentences_places_text(cell->number);
}

static char *percent_text(const struct cell *cell)
{
    return cell_has_number(cell) ? text_percent(cell->number, 1) : g_strdup("");
}

/* The first panel: occupancy, or what is bought. */
static size_t first_column(const struct picture *picture)
{
    return picture->in_places ? COOPERATION_OCCUPANCY : COOPERATION_BOUGHT;
}

static void count_states(struct picture *picture)
{
    const size_t columns[] = {first_column(picture), COOPERATION_BUYERS, COOPERATION_EXPECTED_TOTAL};
    for (int year = picture->from; year <= picture->to; year++) {
        for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
            const struct cell *cell = cell_of(picture, year, columns[i]);
            picture->hidden += cell->state == CELL_SUPPRESSED;
            picture->missing += cell->state == CELL_MISSING;
        }
    }
}

/* Only the newest figure and the extremes are labelled: others would run into each other. */
static bool is_labelled(const struct picture *picture, int year, size_t column)
{
    const struct cell *cell = cell_of(picture, year, column);
    const struct cell *next = year < picture->to ? cell_of(picture, year + 1, column) : NULL;
    const struct cell *before = year > picture->from ? cell_of(picture, year - 1, column) : NULL;
    bool same = before != NULL && cell_has_number(before) && cell_has_number(cell) &&
                fabs(before->number - cell->number) < 1e-9;
    return cell_has_number(cell) && (next == NULL || !same);
}

static void write_first(struct chart_draft *draft, const struct picture *picture)
{
    size_t column = first_column(picture);
    chart_head(draft, "year\tfigure\tbudgeted\ttext");
    for (int year = picture->from; year <= picture->to; year++) {
        const struct cell *cell = cell_of(picture, year, column);
        bool newest = year == picture->to;
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, column_of(column), cell);
        chart_field_cell(draft, column_of(COOPERATION_BUDGETED),
                         cell_of(picture, year, COOPERATION_BUDGETED));
        if (picture->in_places) {
            chart_field_take(draft, newest ? percent_text(cell) : g_strdup(""));
        } else {
            chart_field_take(draft, is_labelled(picture, year, column) ? short_text(cell) : g_strdup(""));
        }
        chart_end_row(draft);
    }
    chart_next_block(draft);
}

static void write_buyers(struct chart_draft *draft, const struct picture *picture)
{
    double most = 1;
    chart_head(draft, "year\tbuyers\ttext");
    for (int year = picture->from; year <= picture->to; year++) {
        const struct cell *cell = cell_of(picture, year, COOPERATION_BUYERS);
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, column_of(COOPERATION_BUYERS), cell);
        chart_field_take(draft, short_text(cell));
        chart_end_row(draft);
        most = cell_has_number(cell) ? MAX(most, cell->number) : most;
    }
    chart_next_block(draft);
    chart_number(draft, "BUYERS_MAX", 1.2 * most);
}

/* What expected demand is held against. */
static size_t against_column(const struct picture *picture)
{
    return picture->in_places ? COOPERATION_BREAK_EVEN : COOPERATION_BOUGHT;
}

static void write_demand(struct chart_draft *draft, const struct picture *picture)
{
    double most = 0;
    chart_head(draft, "year\texpected\tagainst\ttext\tbelow");
    for (int year = picture->from; year <= picture->to; year++) {
        const struct cell *expected = cell_of(picture, year, COOPERATION_EXPECTED_TOTAL);
        const struct cell *against = cell_of(picture, year, against_column(picture));
        bool both = cell_has_number(expected) && cell_has_number(against);
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, column_of(COOPERATION_EXPECTED_TOTAL), expected);
        chart_field_cell(draft, column_of(COOPERATION_BREAK_EVEN), against);
        chart_field_take(draft, is_labelled(picture, year, COOPERATION_EXPECTED_TOTAL) ? short_text(expected)
                                                                                       : g_strdup(""));
        chart_field_number(draft, both && expected->number < against->number - 1e-9 ? 1 : 0, 0);
        chart_end_row(draft);
        most = cell_has_number(expected) ? MAX(most, expected->number) : most;
        most = cell_has_number(against) ? MAX(most, against->number) : most;
    }
    chart_next_block(draft);
    chart_axis(draft, "DEMAND", 1.15 * most);
}

/* The scale of occupancy: from a round ten below everything shown to just above 100. */
static void set_occupancy_scale(struct chart_draft *draft, const struct picture *picture)
{
    double low = 90, high = 100;
    for (int year = picture->from; year <= picture->to; year++) {
        const struct cell *cell = cell_of(picture, year, COOPERATION_OCCUPANCY);
        if (cell_has_number(cell)) {
            low = MIN(low, 10 * floor((100 * cell->number - 3) / 10));
            high = MAX(high, 100 * cell->number);
        }
    }
    low = MAX(low, 0);
    const int step = low >= 80 ? 5 : 20;
    GArray *ticks = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int tick = HIGHEST_TICK; tick >= low; tick -= step) {
        double at = tick / 100.0;
        g_array_append_val(ticks, at);
        g_ptr_array_add(texts, text_number(tick, 0));
    }
    chart_numbers(draft, "TICK", ticks);
    chart_texts(draft, "TICK_TEXT", texts);
    chart_number(draft, "LOW", low / 100);
    chart_number(draft, "HIGH", (high + (100 - low) * 0.18) / 100);
    g_array_unref(ticks);
    g_ptr_array_unref(texts);
}

static void set_volume_scale(struct chart_draft *draft, const struct picture *picture)
{
    double most = 1;
    for (int year = picture->from; year <= picture->to; year++) {
        const struct cell *cell = cell_of(picture, year, COOPERATION_BOUGHT);
        most = cell_has_number(cell) ? MAX(most, cell->number) : most;
    }
    double end = chart_axis(draft, "TICK", 1.15 * most);
    chart_number(draft, "LOW", 0);
    chart_number(draft, "HIGH", end);
}

/* Two rows of figures a panel; -1 = no such row. */
static void set_rows(struct chart_draft *draft, const struct picture *picture)
{
    const bool places = picture->in_places;
    const struct {
        int column;
        const char *head;
    } rows[] = {
        {places ? COOPERATION_EMPTY_PLACE_DAYS : -1, _("Empty place-days")},
        {places ? COOPERATION_BUDGETED_EMPTY_PLACE_DAYS : -1, _("Allowed by the budget")},
        {COOPERATION_LOST_BUYERS, _("Buyers lost")},
        {COOPERATION_NOTICE, _("Notices given")},
        {COOPERATION_EXPECTED_N, _("Municipalities behind it")},
        {COOPERATION_COMMITTED, _("Committed")},
    };
    GPtrArray *heads = g_ptr_array_new();
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_ptr_array_add(heads, (void *)(rows[i].column < 0 ? "" : rows[i].head));
        for (int year = picture->from; year <= picture->to; year++) {
            struct cell rounded = {.state = CELL_NA};
            if (rows[i].column >= 0) {
                rounded = *cell_of(picture, year, (size_t)rows[i].column);
                rounded.number = cell_has_number(&rounded) ? text_round(rounded.number, 0) : 0;
            }
            g_ptr_array_add(texts, short_text(&rounded));
        }
    }
    chart_texts(draft, "HEAD", heads);
    chart_texts(draft, "ROW", texts);
    g_ptr_array_unref(heads);
    g_ptr_array_unref(texts);
}

/* Why a panel has not a single figure; "" when it has some. */
static char *words_for(const struct picture *picture, size_t column)
{
    const struct cell *cells[MOST_YEARS];
    int n = 0;
    for (int year = picture->from; year <= picture->to; year++) {
        cells[n] = cell_of(picture, year, column);
        if (cell_has_number(cells[n++])) {
            return g_strdup("");
        }
    }
    char *gaps = chart_gaps(cells, picture->from, n);
    char *words = chart_text_fit(gaps, CHART_SIZE_SMALL, WORDS_PX);
    g_free(gaps);
    return words;
}

static void set_panels(struct chart_draft *draft, const struct picture *picture)
{
    GPtrArray *names = g_ptr_array_new(), *words = g_ptr_array_new_with_free_func(g_free);
    const size_t columns[] = {first_column(picture), COOPERATION_BUYERS, COOPERATION_EXPECTED_TOTAL};
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        g_ptr_array_add(words, words_for(picture, columns[i]));
    }
    chart_texts(draft, "WORDS", words);
    g_ptr_array_unref(words);
    g_ptr_array_add(names, (void *)(picture->in_places ? _("Occupancy, per cent") : _("Bought")));
    g_ptr_array_add(names, (void *)_("Municipalities that buy"));
    g_ptr_array_add(names, (void *)_("Expected demand, next year"));
    chart_texts(draft, "PANEL", names);
    g_ptr_array_unref(names);
    chart_number(draft, "PLACES", picture->in_places ? 1 : 0);
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    char *status = sentences_status(picture->released, picture->offer->code, picture->to);
    chart_take_sentence(draft,
                        g_strdup_printf(_("Three panels about %s over the years."), picture->offer->label));
    if (status != NULL) {
        chart_take_sentence(draft, status);
    }
    GPtrArray *texts = sentences_covered_offer(picture->released, picture->offer->code, picture->to);
    for (guint i = 0; i < texts->len; i++) {
        chart_take_sentence(draft, g_strdup(g_ptr_array_index(texts, i)));
    }
    g_ptr_array_unref(texts);
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->table);
}

static char *make_title(const struct picture *picture)
{
    const struct cell *status = cell_of(picture, picture->to, COOPERATION_STATUS);
    char *word = status->state == CELL_UNDEFINED ? g_strdup(_("too little is reported to judge"))
                                                 : show_cell(column_of(COOPERATION_STATUS), status);
    char *title = g_strdup_printf("%s: %s", picture->offer->label, word);
    g_free(word);
    return title;
}

static char *make_subtitle(const struct picture *picture)
{
    const struct cell *reason = cell_of(picture, picture->to, COOPERATION_REASON);
    char *years = chart_years(picture->from, picture->to);
    char *text;
    if (reason->state == CELL_VALUE) {
        char *words = sentences_leading_signs(reason);
        text = g_strdup_printf("%d: %s", picture->to, words);
        g_free(words);
    } else {
        bool judged = cell_of(picture, picture->to, COOPERATION_STATUS)->state == CELL_VALUE;
        text = judged ? g_strdup_printf(_("No sign in %d; figures of %s"), picture->to, years)
                      : g_strdup_printf(_("Figures of %s"), years);
    }
    g_free(years);
    return text;
}

static void draft_offer(struct picture *picture, struct chart_batch *batch)
{
    struct chart_draft *draft =
        chart_begin_offer(batch, "profile", picture->offer->code, registry_table(TABLE_COOPERATION)->name);
    count_states(picture);
    chart_take_title(draft, make_title(picture));
    chart_take_subtitle(draft, make_subtitle(picture));
    chart_take_note(draft,
                    g_strdup(picture->in_places
                                 ? _("Dashed: the budgeted occupancy, and the places that must be paid "
                                     "for all year before the rate covers the costs. Orange: below it.")
                                 : _("Dashed: what was bought in the year. Orange: less is expected.")));
    chart_add_source(draft, picture->edition, false);
    chart_set_years(draft, picture->from, picture->to, 1, 0);
    set_panels(draft, picture);
    if (picture->in_places) {
        set_occupancy_scale(draft, picture);
    } else {
        set_volume_scale(draft, picture);
    }
    set_rows(draft, picture);
    write_first(draft, picture);
    write_buyers(draft, picture);
    write_demand(draft, picture);
    chart_set_body(draft, BODY_PX);
    describe(draft, picture);
}

void chart_profile(const struct released *released, struct chart_batch *batch)
{
    const struct released_table *table = released_find(released, registry_table(TABLE_COOPERATION)->name);
    const struct edition *edition = released_edition(released);
    for (size_t row = 0; table != NULL && row < released_rows(table); row++) {
        const struct cell *cells = released_cell(table, row, 0);
        if ((int)cells[COOPERATION_YEAR].number != edition->to_year) {
            continue;
        }
        struct picture picture = {.edition = edition,
                                  .released = released,
                                  .table = table,
                                  .offer = cells[COOPERATION_OFFER].name,
                                  .from = MAX(edition->from_year, edition->to_year - MOST_YEARS + 1),
                                  .to = edition->to_year,
                                  .in_places = cells[COOPERATION_PLACES].state != CELL_NA};
        draft_offer(&picture, batch);
    }
}
