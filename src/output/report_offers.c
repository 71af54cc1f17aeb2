/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chapter on offers: occupancy by year against the budgeted one, and what changed in capacity. */
#include "report.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
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
    struct grid *grid = grid_new(caption);
    grid_heading(grid, g_strdup(first), false);
    for (int year = report_first_year(report, MOST_YEARS); year <= report->edition->to_year; year++) {
        grid_heading(grid, g_strdup_printf("%d", year), true);
    }
    grid_heading(grid, g_strdup_printf(_("Place-days %d"), report->edition->to_year), true);
    grid_heading(grid, g_strdup_printf(_("Budgeted %d"), report->edition->to_year), true);
    grid_heading(grid, g_strdup(_("Difference in percentage points")), true);
    return grid;
}

/* What a row would say in every year: na where the unit is not measured in places, missing where nobody
 * reported; value for all others, which belong in the table. */
static enum cell_state unit_state(const struct report *report, const struct released_table *table,
                                  const char *level, const char *unit)
{
    enum cell_state state = CELL_NA;
    for (int year = report_first_year(report, MOST_YEARS); year <= report->edition->to_year; year++) {
        const struct cell *cell = unit_cell(table, level, unit, year, OCCUPANCY_YEAR_OCCUPANCY);
        if (cell->state != CELL_NA && cell->state != CELL_MISSING) {
            return CELL_VALUE;
        }
        state = cell->state == CELL_MISSING ? CELL_MISSING : state;
    }
    return state;
}

/* Takes the array of names. */
static void write_without(struct report *report, const char *what, GPtrArray *names)
{
    if (names->len > 0) {
        char *list = text_list((const char *const *)names->pdata, names->len);
        char *text = g_strdup_printf("%s: %s.", what, list);
        html_leaf(report->html, "p", text, NULL);
        g_free(text);
        g_free(list);
    }
    g_ptr_array_unref(names);
}

/* Units without any figure in all the years are named under the table. */
static void write_level(struct report *report, const char *level, const char *first, char *caption)
{
    const struct released_table *table = released_find(report->released, "occupancy_year");
    GPtrArray *units = units_of(table, level);
    GPtrArray *silent = g_ptr_array_new();
    GPtrArray *without_places = g_ptr_array_new();
    struct grid *grid = occupancy_grid(report, first, caption);
    for (guint i = 0; i < units->len; i++) {
        const struct name *unit = g_ptr_array_index(units, i);
        enum cell_state state = unit_state(report, table, level, unit->code);
        if (state == CELL_VALUE) {
            add_unit(report, grid, table, level, unit);
        } else {
            g_ptr_array_add(state == CELL_NA ? without_places : silent, (void *)unit->label);
        }
    }
    g_ptr_array_unref(units);
    if (grid_rows(grid) > 0) {
        report_grid(report, grid, NULL, "occupancy_year");
    } else {
        grid_free(grid);
    }
    write_without(report, _("Nobody reported the occupancy of"), silent);
    write_without(report, _("Not measured in places"), without_places);
}

static void write_occupancy(struct report *report)
{
    const struct released_table *table = released_find(report->released, "occupancy_year");
    if (table == NULL) {
        return;
    }
    html_leaf(report->html, "h3", _("Occupancy of the offers"), "id", "table-offers", NULL);
    html_leaf(report->html, "p",
              _("Actual occupancy is occupied days over place-days, a ratio of sums that can exceed 100 per "
                "cent. It "
                "is not the occupancy that the daily rate was computed with: that one is called budgeted."),
              NULL);
    write_level(report, "offer", _("Offer"),
                g_strdup(_("Actual occupancy by offer, per cent of the year's place-days")));
    html_leaf(report->html, "h3", _("Occupancy by target group"), NULL);
    write_level(report, "group", _("Target group"),
                g_strdup(_("Actual occupancy by target group, per cent of the year's place-days")));
    write_level(report, "region", _("Area"),
                g_strdup(_("Actual occupancy of all offers, per cent of the year's place-days")));
}

/* " (8 places before, none after)", where both are known and differ; newly allocated. */
static char *places_text(const struct cell *row)
{
    const struct cell *before = &row[CAPACITY_LOG_PLACES_BEFORE];
    const struct cell *after = &row[CAPACITY_LOG_PLACES_AFTER];
    if (!cell_has_number(before) || !cell_has_number(after) || before->number == after->number) {
        return g_strdup("");
    }
    char *from = sentences_places_text(before->number);
    char *to = sentences_places_text(after->number);
    char *text = g_strdup_printf(_(" (places before: %s, after: %s)"), from, to);
    g_free(to);
    g_free(from);
    return text;
}

/* ": Name. Closed (places before: 8, after: 0)."; a mere note has no change to name. */
static void write_change(struct report *report, const struct cell *row)
{
    const struct column *columns = registry_table(TABLE_CAPACITY_LOG)->columns;
    bool is_note = strcmp(row[CAPACITY_LOG_CHANGE].name->code, "note") == 0;
    char *offer = show_cell(&columns[CAPACITY_LOG_OFFER], &row[CAPACITY_LOG_OFFER]);
    char *change = show_cell(&columns[CAPACITY_LOG_CHANGE], &row[CAPACITY_LOG_CHANGE]);
    char *places = places_text(row);
    char *text =
        is_note ? g_strdup_printf(": %s.", offer) : g_strdup_printf(": %s. %s%s.", offer, change, places);
    html_text(report->html, text);
    g_free(text);
    g_free(places);
    g_free(change);
    g_free(offer);
}

static void write_note(struct report *report, const struct cell *note)
{
    const struct column *column = &registry_table(TABLE_CAPACITY_LOG)->columns[CAPACITY_LOG_NOTE];
    if (note->state == CELL_VALUE || note->state == CELL_SUPPRESSED) {
        char *shown = show_cell(column, note);
        char *text = note->state == CELL_VALUE ? g_strdup_printf(" %s", shown)
                                               : g_strdup_printf(_(" Note: %s."), shown);
        html_text(report->html, text);
        g_free(text);
        g_free(shown);
    }
}

static void write_entry(struct report *report, const struct cell *row)
{
    const struct column *columns = registry_table(TABLE_CAPACITY_LOG)->columns;
    char *date = show_cell(&columns[CAPACITY_LOG_DATE], &row[CAPACITY_LOG_DATE]);
    html_open(report->html, "li", NULL);
    html_leaf(report->html, "strong", date, NULL);
    write_change(report, row);
    write_note(report, &row[CAPACITY_LOG_NOTE]);
    html_close(report->html);
    g_free(date);
}

static void write_log(struct report *report)
{
    const struct released_table *log = released_find(report->released, "capacity_log");
    if (log == NULL || released_rows(log) == 0) {
        return;
    }
    html_leaf(report->html, "h3", show_text(released_def(log)->title), "id", "capacity-log", NULL);
    html_open(report->html, "ol", "class", "log", NULL);
    for (size_t row = 0; row < released_rows(log); row++) {
        write_entry(report, released_cell(log, row, 0));
    }
    html_close(report->html);
}

/* Where the numbers behind a picture stand. */
static const char *numbers_of(const struct chart *chart)
{
    return strcmp(chart->table, "occupancy_year") == 0                  ? "table-offers"
           : strcmp(chart->table, "capacity_log") == 0 && !chart->empty ? "capacity-log"
                                                                        : NULL;
}

/* Pictures that are about no single group and not on the first page. */
static void write_pictures(struct report *report)
{
    html_open(report->html, "div", "class", "figures", NULL);
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (!report_is_key_chart(report, chart) && report_chart_is_general(report, chart) &&
            !report_chart_is_of_cooperation(chart) && !report_chart_is_of_capacity(chart) &&
            !report_chart_is_of_groups(report, chart)) {
            report_figure(report, chart, numbers_of(chart), NULL);
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
