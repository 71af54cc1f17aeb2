/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rates in the chapter on the strengthened cooperation: how they moved and why, and what the rules make
 * of them. Only for those who take part in it. */
#include "report.h"

#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/sentences_cooperation.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_YEARS 6

static const struct cell *rate_row(const struct released_table *table, const char *level, const char *id,
                                   int year, const char *component)
{
    char *text = g_strdup_printf("%d", year);
    size_t row = released_row(table, 0, (const char *const[]){level, id, text, component}, 4);
    g_free(text);
    return row == SIZE_MAX ? NULL : released_cell(table, row, 0);
}

/* Kroner with their oere; what is no number by its word. */
static void add_money(struct grid *grid, const struct cell *row, size_t column, bool sign)
{
    const struct cell *cell = row != NULL ? &row[column] : NULL;
    if (cell == NULL) {
        grid_word(grid, "\u2013");
    } else if (cell_has_number(cell)) {
        grid_text(grid, sentences_kroner(cell->number, registry_table(TABLE_RATES)->columns[column].decimals,
                                         sign));
    } else {
        grid_cell(grid, &registry_table(TABLE_RATES)->columns[column], cell);
    }
}

static bool any_number(const struct released_table *table, const char *level, const struct name *unit,
                       int from, int to, size_t column)
{
    for (int year = from; year <= to; year++) {
        const struct cell *row = rate_row(table, level, unit->code, year, "base");
        if (row != NULL && cell_has_number(&row[column])) {
            return true;
        }
    }
    return false;
}

static void write_development(struct report *report, const struct released_table *table, const char *level,
                              const struct name *unit, int from, int to)
{
    static const size_t ROWS[] = {RATES_DAILY_RATE,     RATES_REAL_RATE,  RATES_CHANGE, RATES_PRICE_EFFECT,
                                  RATES_CARRIED_EFFECT, RATES_MIX_EFFECT, RATES_PLACES};
    struct grid *grid = grid_new(g_strdup_printf(_("Mean daily rate, kroner: %s"), unit->label));
    grid_heading(grid, g_strdup(_("Key figure")), false);
    for (int year = from; year <= to; year++) {
        grid_heading(grid, g_strdup_printf("%d", year), true);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        const struct column *column = &registry_table(TABLE_RATES)->columns[ROWS[i]];
        if (!any_number(table, level, unit, from, to, ROWS[i])) {
            continue; /* no price index, for one */
        }
        grid_word(grid, show_text(column->label));
        for (int year = from; year <= to; year++) {
            const struct cell *row = rate_row(table, level, unit->code, year, "base");
            if (ROWS[i] == RATES_PLACES && row != NULL) {
                grid_cell(grid, column, &row[RATES_PLACES]);
            } else {
                add_money(grid, row, ROWS[i], ROWS[i] >= RATES_PRICE_EFFECT && ROWS[i] <= RATES_CHANGE);
            }
        }
    }
    report_grid(report, grid, NULL, registry_table(TABLE_RATES)->name);
}

/* Units of a level in the table's order, each once. */
static GPtrArray *units_of(const struct released_table *table, const char *level)
{
    GPtrArray *units = g_ptr_array_new();
    const struct name *last = NULL;
    for (size_t row = released_row(table, 0, &level, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, &level, 1)) {
        const struct name *unit = released_cell(table, row, RATES_ID)->name;
        if (last == NULL || strcmp(last->code, unit->code) != 0) {
            g_ptr_array_add(units, (void *)unit);
        }
        last = unit;
    }
    return units;
}

static void add_offer_rate(struct grid *grid, const struct released_table *table, const struct name *offer,
                           const struct cell *base, int year)
{
    const struct column *columns = registry_table(TABLE_RATES)->columns;
    grid_word(grid, offer->label);
    add_money(grid, base, RATES_DAILY_RATE, false);
    add_money(grid, rate_row(table, "offer", offer->code, year, "addition"), RATES_DAILY_RATE, false);
    add_money(grid, rate_row(table, "offer", offer->code, year, "health"), RATES_DAILY_RATE, false);
    add_money(grid, base, RATES_COMPUTED_RATE, false);
    grid_cell(grid, &columns[RATES_BUDGETED_OCCUPANCY], &base[RATES_BUDGETED_OCCUPANCY]);
    grid_cell(grid, &columns[RATES_RULE_OCCUPANCY], &base[RATES_RULE_OCCUPANCY]);
    grid_cell(grid, &columns[RATES_RULE_VERDICT], &base[RATES_RULE_VERDICT]);
    add_money(grid, base, RATES_RESULT, true);
    add_money(grid, base, RATES_SET_ASIDE_MAX, false);
    add_money(grid, base, RATES_INTO_RATES, false);
}

/* One table a block: base rate, additions and health services apart, and what the rules make of them. */
static void write_offer_rates(struct report *report, const struct released_table *table,
                              const struct name *block, int year)
{
    const struct column *columns = registry_table(TABLE_RATES)->columns;
    const size_t rest[] = {
        RATES_COMPUTED_RATE, RATES_BUDGETED_OCCUPANCY, RATES_RULE_OCCUPANCY, RATES_RULE_VERDICT,
        RATES_RESULT,        RATES_SET_ASIDE_MAX,      RATES_INTO_RATES};
    struct grid *grid = grid_new(g_strdup_printf(_("Rates in %d, kroner: %s"), year, block->label));
    grid_heading(grid, g_strdup(_("Offer")), false);
    grid_heading(grid, g_strdup(_("Base rate")), true);
    grid_heading(grid, g_strdup(_("Additions")), true);
    grid_heading(grid, g_strdup(_("Health services")), true);
    for (size_t i = 0; i < G_N_ELEMENTS(rest); i++) {
        grid_heading(grid, g_strdup(show_text(columns[rest[i]].label)), rest[i] != RATES_RULE_VERDICT);
    }
    GPtrArray *offers = units_of(table, "offer");
    for (guint i = 0; i < offers->len; i++) {
        const struct name *offer = g_ptr_array_index(offers, i);
        const struct cell *base = rate_row(table, "offer", offer->code, year, "base");
        if (base != NULL && base[RATES_BLOCK].state == CELL_VALUE &&
            strcmp(base[RATES_BLOCK].name->code, block->code) == 0) {
            add_offer_rate(grid, table, offer, base, year);
        }
    }
    g_ptr_array_unref(offers);
    if (grid_rows(grid) > 0) {
        report_grid(report, grid, NULL, registry_table(TABLE_RATES)->name);
    } else {
        grid_free(grid);
    }
}

static void write_rate_charts(struct report *report)
{
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (strcmp(chart->table, registry_table(TABLE_RATES)->name) == 0) {
            report_figure(report, chart, "table-rates", NULL);
        }
    }
}

void report_rates(struct report *report)
{
    const struct released_table *table = released_find(report->released, registry_table(TABLE_RATES)->name);
    if (table == NULL || released_rows(table) == 0) {
        return;
    }
    int to = report->edition->to_year;
    html_open(report->html, "div", "class", "rates", NULL);
    html_leaf(report->html, "h3", show_text(registry_table(TABLE_RATES)->title), "id", "table-rates", NULL);
    char *change = sentences_rate_change(report->released, "region", "region", to);
    if (change != NULL) {
        html_leaf_take(report->html, "p", change, NULL);
    }
    html_leaf(
        report->html, "p",
        _("The price effect is what the offers' own rates did, at last year's places; the mix effect is "
          "what more or fewer places in dear and cheap offers did. Surplus and deficit carried into the "
          "rates are part of the price effect and stand apart, because they say nothing of the costs."),
        NULL);
    write_rate_charts(report);
    GPtrArray *blocks = units_of(table, "block");
    for (guint i = 0; i < blocks->len; i++) {
        const struct name *block = g_ptr_array_index(blocks, i);
        write_development(report, table, "block", block, report_first_year(report, MOST_YEARS - 1), to + 1);
        write_offer_rates(report, table, block, to);
    }
    g_ptr_array_unref(blocks);
    html_close(report->html);
}
