/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chapter on offers: occupancy by year against the budgeted one, and what changed in capacity. */
#include "report.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <stdlib.h>
#include <string.h>

#define MOST_YEARS 6

/* The units of a level, each once, in Danish order. */
static int compare_names(gconstpointer a, gconstpointer b)
{
    const struct name *x = *(const struct name *const *)a;
    const struct name *y = *(const struct name *const *)b;
    int order = text_compare(x->label, y->label);
    return order != 0 ? order : strcmp(x->code, y->code);
}

static GPtrArray *units_of(const struct released_table *table, const char *level)
{
    GPtrArray *units = g_ptr_array_new();
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = released_row(table, 0, &level, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, &level, 1)) {
        const struct name *unit = released_cell(table, row, OCCUPANCY_YEAR_ID)->name;
        if (g_hash_table_add(seen, (void *)unit->code)) {
            g_ptr_array_add(units, (void *)unit);
        }
    }
    g_hash_table_unref(seen);
    g_ptr_array_sort(units, compare_names);
    return units;
}

static const struct cell *unit_cell(const struct released_table *table, const char *level, const char *unit,
                                    int year, size_t column)
{
    static const struct cell NOT_IN_FORCE = {.state = CELL_NA};
    char *text = g_strdup_printf("%d", year);
    size_t row = released_row(table, 0, (const char *const[]){level, unit, text}, 3);
    g_free(text);
    return row == SIZE_MAX ? &NOT_IN_FORCE : released_cell(table, row, column);
}

static void add_unit(const struct report *report, struct grid *grid, const struct released_table *table,
                     const char *level, const struct name *unit)
{
    const int last = report->edition->to_year;
    const size_t columns[] = {OCCUPANCY_YEAR_PLACE_DAYS, OCCUPANCY_YEAR_BUDGETED, OCCUPANCY_YEAR_GAP_POINTS};
    struct column occupancy = report_column(report, table, OCCUPANCY_YEAR_OCCUPANCY);
    grid_word(grid, unit->label);
    for (int year = report_first_year(report, MOST_YEARS); year <= last; year++) {
        grid_cell(grid, &occupancy, unit_cell(table, level, unit->code, year, OCCUPANCY_YEAR_OCCUPANCY));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
        struct column as = report_column(report, table, columns[i]);
        grid_cell(grid, &as, unit_cell(table, level, unit->code, last, columns[i]));
    }
}

static struct grid *occupancy_grid(const struct report *report, const char *first, char *caption)
{
    const struct column *columns = registry_table(TABLE_OCCUPANCY_YEAR)->columns;
    struct grid *grid = grid_new(caption);
    grid_heading(grid, g_strdup(first), false);
    for (int year = report_first_year(report, MOST_YEARS); year <= report->edition->to_year; year++) {
        grid_heading(grid, g_strdup_printf("%d", year), true);
    }
    grid_heading(grid, g_strdup_printf(_("Place-days %d"), report->edition->to_year), true);
    grid_heading(grid, g_strdup_printf(_("Budgeted %d"), report->edition->to_year), true);
    char *gap = show_heading(&columns[OCCUPANCY_YEAR_GAP_POINTS]);
    grid_heading(grid, gap, true);
    return grid;
}

static void write_level(struct report *report, const char *level, const char *first, char *caption,
                        const char *id)
{
    const struct released_table *table = released_find(report->released, "occupancy_year");
    GPtrArray *units = units_of(table, level);
    struct grid *grid = occupancy_grid(report, first, caption);
    for (guint i = 0; i < units->len; i++) {
        add_unit(report, grid, table, level, g_ptr_array_index(units, i));
    }
    g_ptr_array_unref(units);
    if (grid_rows(grid) > 0) {
        grid_write(grid, report->html, id);
    } else {
        grid_free(grid);
    }
}

static void write_occupancy(struct report *report)
{
    if (released_find(report->released, "occupancy_year") == NULL) {
        return;
    }
    html_leaf(report->html, "h3", _("Occupancy of the offers"), NULL);
    html_leaf(report->html, "p",
              _("Actual occupancy is occupied days over place-days, a ratio of sums that can exceed 100 per "
                "cent. It "
                "is not the occupancy that the daily rate was computed with: that one is called budgeted."),
              NULL);
    write_level(report, "offer", _("Offer"),
                g_strdup(_("Actual occupancy by offer, per cent of the year's place-days")), "table-offers");
    html_leaf(report->html, "h3", _("Occupancy by target group"), NULL);
    write_level(report, "group", _("Target group"),
                g_strdup(_("Actual occupancy by target group, per cent of the year's place-days")), NULL);
    write_level(report, "region", _("Area"),
                g_strdup(_("Actual occupancy of all offers, per cent of the year's place-days")), NULL);
}

/* "1 July 2021: Name. Closed; 8 places, then 0. Note" */
static void write_entry(struct report *report, const struct cell *row)
{
    const struct column *columns = registry_table(TABLE_CAPACITY_LOG)->columns;
    char *cells[CAPACITY_LOG_NOTE + 1];
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        cells[i] = show_cell(&columns[i], &row[i]);
    }
    html_open(report->html, "li", NULL);
    html_leaf(report->html, "strong", cells[CAPACITY_LOG_DATE], NULL);
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, ": %s. %s", cells[CAPACITY_LOG_OFFER], cells[CAPACITY_LOG_CHANGE]);
    if (cell_has_number(&row[CAPACITY_LOG_PLACES_BEFORE]) &&
        cell_has_number(&row[CAPACITY_LOG_PLACES_AFTER])) {
        g_string_append_printf(text, _(": places before %s, after %s"), cells[CAPACITY_LOG_PLACES_BEFORE],
                               cells[CAPACITY_LOG_PLACES_AFTER]);
    }
    g_string_append(text, ".");
    if (row[CAPACITY_LOG_NOTE].state == CELL_VALUE || row[CAPACITY_LOG_NOTE].state == CELL_SUPPRESSED) {
        g_string_append_printf(text, _(" Note: %s"), cells[CAPACITY_LOG_NOTE]);
    }
    html_text(report->html, text->str);
    html_close(report->html);
    g_string_free(text, TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        g_free(cells[i]);
    }
}

static void write_log(struct report *report)
{
    const struct released_table *log = released_find(report->released, "capacity_log");
    if (log == NULL || released_rows(log) == 0) {
        return;
    }
    html_leaf(report->html, "h3", show_text(released_def(log)->title), NULL);
    html_open(report->html, "ol", "class", "log", NULL);
    for (size_t row = 0; row < released_rows(log); row++) {
        write_entry(report, released_cell(log, row, 0));
    }
    html_close(report->html);
}

/* Pictures that are about no single group and not on the first page; those of who uses what come later. */
static void write_pictures(struct report *report)
{
    html_open(report->html, "div", "class", "figures", NULL);
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (*chart->group == '\0' && !report_is_key_chart(report, chart)) {
            report_figure(report, chart, strcmp(chart->kind, "occupancy") == 0 ? "table-offers" : NULL, NULL);
        }
    }
    html_close(report->html);
}

void report_offers(struct report *report)
{
    report_chapter(report, "offers", _("Offers and occupancy"));
    write_pictures(report);
    write_occupancy(report);
    write_log(report);
    html_close(report->html);
}
