/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chapter on one target group: delimitation, key figures, sentences, pictures, tables. */
#include "report.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/area_code.h"
#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_YEARS 6
#define MOST_COMING_YEARS 30 /* no forecast reaches further */
#define MOST_ROWS 14         /* longer tables are folded away */

struct chapter {
    struct report *report;
    const struct edition_group *group;
    const char *code;
    size_t index;
    int year;
};

/* A row's cells, or missing ones where the edition has no such row. */
struct row {
    const struct released_table *table;
    size_t index;
};

static struct row find_row(const struct chapter *chapter, const char *name, const char *first,
                           const char *second)
{
    struct row row = {.table = released_find(chapter->report->released, name), .index = SIZE_MAX};
    char *year = g_strdup_printf("%d", chapter->year);
    const char *const keys[] = {first, second != NULL ? second : year, year};
    if (row.table != NULL) {
        row.index = released_row(row.table, 0, keys, second != NULL ? 3 : 2);
    }
    g_free(year);
    return row;
}

static const struct cell *row_cell(const struct row *row, size_t column)
{
    static const struct cell ABSENT = {.state = CELL_MISSING};
    return row->index == SIZE_MAX ? &ABSENT : released_cell(row->table, row->index, column);
}

static char *row_text(const struct chapter *chapter, const struct row *row, size_t column)
{
    if (row->index == SIZE_MAX) {
        return g_strdup(show_state(CELL_MISSING));
    }
    struct column as = report_column(chapter->report, row->table, column);
    return show_cell(&as, row_cell(row, column));
}

/* A key figure: takes value and note. */
static void tile(const struct chapter *chapter, const char *label, char *value, bool is_number, char *note)
{
    struct html *html = chapter->report->html;
    html_open(html, "div", NULL);
    html_leaf(html, "dt", label, NULL);
    html_leaf_take(html, "dd", value, "class", is_number ? "value" : "value state", NULL);
    html_leaf_take(html, "dd", note, "class", "more", NULL);
    html_close(html);
}

static char *signed_change(const struct cell *change)
{
    if (!cell_has_number(change)) {
        return change->state == CELL_SUPPRESSED
                   ? g_strdup_printf(_("change: %s"), show_state(CELL_SUPPRESSED))
                   : g_strdup(_("no comparison with the year before"));
    }
    char *number = text_number(change->number, 0);
    char *text = g_strdup_printf(_("%s%s from the year before"), change->number > 0 ? "+" : "", number);
    g_free(number);
    return text;
}

/* Only forms say who waits: without any there is nothing to leave open. */
static bool may_say_who_waits(const struct chapter *chapter, const struct cell *waiting)
{
    struct row forms = find_row(chapter, "expected", chapter->code, CHART_REGION);
    return waiting->state != CELL_MISSING || forms.index != SIZE_MAX;
}

static void tile_citizens(const struct chapter *chapter)
{
    struct row need = find_row(chapter, "need", chapter->code, CHART_REGION);
    const struct column *columns = registry_table(TABLE_NEED)->columns;
    char *when = chart_when(&columns[NEED_BASIS], row_cell(&need, NEED_BASIS), chapter->year);
    char *change = signed_change(row_cell(&need, NEED_CHANGE));
    tile(chapter, _("Citizens in the target group"), row_text(chapter, &need, NEED_CITIZENS),
         cell_has_number(row_cell(&need, NEED_CITIZENS)), g_strdup_printf("%s; %s", when, change));
    g_free(change);
    g_free(when);
    if (row_cell(&need, NEED_ARRIVALS)->state != CELL_UNDEFINED) {
        char *arrivals = row_text(chapter, &need, NEED_ARRIVALS);
        char *exits = row_text(chapter, &need, NEED_EXITS);
        bool numbers =
            cell_has_number(row_cell(&need, NEED_ARRIVALS)) && cell_has_number(row_cell(&need, NEED_EXITS));
        tile(chapter, _("Arrivals / exits"), g_strdup_printf("%s / %s", arrivals, exits), numbers,
             g_strdup_printf(_("during %d"), chapter->year));
        g_free(exits);
        g_free(arrivals);
    }
    const struct cell *waiting = row_cell(&need, NEED_WAITING);
    if (may_say_who_waits(chapter, waiting)) {
        tile(chapter, _("Waiting for an offer"), row_text(chapter, &need, NEED_WAITING),
             cell_has_number(waiting), g_strdup_printf(_("municipalities' forms for %d"), chapter->year));
    }
}

static void tile_places(const struct chapter *chapter)
{
    struct cell places = sentences_places(chapter->report->released, chapter->code, chapter->year);
    char *label = g_strdup_printf(_("Places in %s"), chart_place(chapter->report->edition));
    bool none = places.state == CELL_UNDEFINED;
    tile(chapter, label,
         cell_has_number(&places) ? sentences_places_text(places.number)
                                  : g_strdup(none ? _("none") : show_state((enum cell_state)places.state)),
         cell_has_number(&places), g_strdup_printf(_("mean of %d"), chapter->year));
    g_free(label);
}

static void tile_occupancy(const struct chapter *chapter)
{
    struct row row = find_row(chapter, "occupancy_year", "group", chapter->code);
    if (row.table == NULL) {
        return;
    }
    char *days = row_text(chapter, &row, OCCUPANCY_YEAR_PLACE_DAYS);
    const struct cell *budget = row_cell(&row, OCCUPANCY_YEAR_BUDGETED);
    char *budgeted = cell_has_number(budget) ? part_percent(budget->number, 1)
                                             : row_text(chapter, &row, OCCUPANCY_YEAR_BUDGETED);
    bool known = cell_has_number(row_cell(&row, OCCUPANCY_YEAR_OCCUPANCY));
    tile(chapter, _("Actual occupancy"), row_text(chapter, &row, OCCUPANCY_YEAR_OCCUPANCY), known,
         known ? g_strdup_printf(_("of %s place-days in %d; budgeted: %s"), days, chapter->year, budgeted)
               : g_strdup_printf("%d", chapter->year));
    g_free(budgeted);
    g_free(days);
}

static void tile_inside(const struct chapter *chapter)
{
    struct row row = find_row(chapter, "self_sufficiency", chapter->code, NULL);
    if (row.index == SIZE_MAX) {
        return;
    }
    char *label = g_strdup_printf(_("Share of days in %s"), chart_place(chapter->report->edition));
    char *days = row_text(chapter, &row, SELF_SUFFICIENCY_DAYS);
    tile(chapter, label, row_text(chapter, &row, SELF_SUFFICIENCY_IN_REGION_SHARE),
         cell_has_number(row_cell(&row, SELF_SUFFICIENCY_IN_REGION_SHARE)),
         g_strdup_printf(_("of %s days in %d"), days, chapter->year));
    g_free(days);
    g_free(label);
}

static void write_tiles(const struct chapter *chapter)
{
    html_open(chapter->report->html, "dl", "class", "tiles", NULL);
    tile_citizens(chapter);
    tile_places(chapter);
    tile_occupancy(chapter);
    tile_inside(chapter);
    html_close(chapter->report->html);
}

static char *table_id(const struct chapter *chapter, const char *table)
{
    return g_strdup_printf("group-%zu-%s", chapter->index + 1, table);
}

/* Writes the table under a heading; long ones are folded. A table without rows is left out. */
static void write_table(const struct chapter *chapter, struct grid *grid, const char *heading,
                        const char *table)
{
    struct html *html = chapter->report->html;
    if (grid_rows(grid) == 0) {
        grid_free(grid);
        return;
    }
    bool folded = grid_rows(grid) > MOST_ROWS;
    char *id = table_id(chapter, table);
    html_leaf(html, "h3", heading, NULL);
    if (folded) {
        char *summary =
            g_strdup_printf(P_("Table of %zu row", "Table of %zu rows", grid_rows(grid)), grid_rows(grid));
        report_fold_table(chapter->report, summary);
        g_free(summary);
    }
    report_grid(chapter->report, grid, id, table);
    const struct table_def *def = registry_find(table);
    if (def != NULL && def->note != NULL) {
        html_leaf(html, "p", show_text(def->note), "class", "note", NULL);
    }
    if (folded) {
        html_close(html);
    }
    g_free(id);
}

static void add_years(const struct chapter *chapter, struct grid *grid)
{
    for (int year = report_first_year(chapter->report, MOST_YEARS); year <= chapter->report->edition->to_year;
         year++) {
        grid_heading(grid, g_strdup_printf("%d", year), true);
    }
}

static void add_municipality(const struct chapter *chapter, struct grid *grid, const struct name *who)
{
    const struct released_table *need = released_find(chapter->report->released, "need");
    const struct column *columns = registry_table(TABLE_NEED)->columns;
    if (released_row(need, 0, (const char *const[]){chapter->code, who->code}, 2) == SIZE_MAX) {
        return;
    }
    grid_word(grid, who->label);
    for (int year = report_first_year(chapter->report, MOST_YEARS); year <= chapter->report->edition->to_year;
         year++) {
        size_t row = chart_row_by_municipality(need, chapter->code, who->code, year);
        grid_cell(grid, &columns[NEED_CITIZENS], chart_cell(need, row, NEED_CITIZENS));
    }
    size_t row = chart_row_by_municipality(need, chapter->code, who->code, chapter->year);
    grid_cell(grid, &columns[NEED_RATE], chart_cell(need, row, NEED_RATE));
    grid_cell(grid, &columns[NEED_FUNNEL], chart_cell(need, row, NEED_FUNNEL));
}

/* Small groups are given for fixed clusters of municipalities instead of single ones. */
static bool is_by_cluster(const struct chapter *chapter, const char *name)
{
    const struct edition *edition = chapter->report->edition;
    const struct released_table *table = released_find(chapter->report->released, name);
    bool clusters = false, municipalities = false;
    for (size_t i = 0; table != NULL && i < edition->n_clusters; i++) {
        const char *code = edition->clusters[i]->code;
        clusters =
            clusters || chart_row_by_municipality(table, chapter->code, code, chapter->year) != SIZE_MAX;
    }
    for (size_t i = 0; clusters && i < edition->n_municipalities; i++) {
        const char *code = edition->municipalities[i].name.code;
        bool own = g_ascii_strtoll(code, NULL, 10) == edition->municipality;
        municipalities = municipalities || (!own && chart_row_by_municipality(table, chapter->code, code,
                                                                              chapter->year) != SIZE_MAX);
    }
    return clusters && !municipalities;
}

static void write_citizens(const struct chapter *chapter)
{
    const struct edition *edition = chapter->report->edition;
    const struct column *columns = registry_table(TABLE_NEED)->columns;
    struct row region = find_row(chapter, "need", chapter->code, CHART_REGION);
    if (region.table == NULL) {
        return;
    }
    char *basis = row_text(chapter, &region, NEED_BASIS);
    char *reported = row_text(chapter, &region, NEED_REPORTED_BY);
    bool by_cluster = is_by_cluster(chapter, "need");
    struct grid *grid = grid_new(g_strdup_printf(
        by_cluster
            ? _("Citizens in the target group by fixed clusters of municipalities, because the group is "
                "small (%s). %d: %s. The rate is citizens per 10,000 inhabitants of the group's ages.")
            : _("Citizens in the target group by municipality (%s). %d: %s. The rate is citizens per "
                "10,000 inhabitants of the group's ages."),
        basis, chapter->year, reported));
    grid_heading(grid, g_strdup(by_cluster ? _("Cluster") : _("Municipality")), false);
    add_years(chapter, grid);
    grid_heading(grid, g_strdup_printf(_("Rate %d"), chapter->year), true);
    grid_heading(grid, g_strdup(show_text(columns[NEED_FUNNEL].label)), false);
    const struct name whole = {.code = CHART_REGION, .label = chart_place(edition)};
    add_municipality(chapter, grid, &whole);
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        add_municipality(chapter, grid, &edition->municipalities[i].name);
    }
    for (size_t i = 0; by_cluster && i < edition->n_clusters; i++) {
        add_municipality(chapter, grid, edition->clusters[i]);
    }
    write_table(chapter, grid, by_cluster ? _("Citizens by cluster") : _("Citizens by municipality"), "need");
    g_free(reported);
    g_free(basis);
}

/* Categories that begin with a number stand by it ("6-11 years" before "12-17 years"); else as in the table.
 */
static int compare_categories(gconstpointer a, gconstpointer b)
{
    const struct cell *x = *(const struct cell *const *)a;
    const struct cell *y = *(const struct cell *const *)b;
    int order = strcmp(x[NEED_PROFILE_DIMENSION].name->code, y[NEED_PROFILE_DIMENSION].name->code);
    const char *code_x = x[NEED_PROFILE_VALUE].name->code;
    const char *code_y = y[NEED_PROFILE_VALUE].name->code;
    gint64 number_x = g_ascii_isdigit(*code_x) ? g_ascii_strtoll(code_x, NULL, 10) : G_MAXINT64;
    gint64 number_y = g_ascii_isdigit(*code_y) ? g_ascii_strtoll(code_y, NULL, 10) : G_MAXINT64;
    if (order == 0 && number_x != number_y) {
        order = number_x < number_y ? -1 : 1;
    }
    return order != 0 ? order : strcmp(code_x, code_y);
}

static GPtrArray *profile_rows(const struct chapter *chapter)
{
    const struct released_table *table = released_find(chapter->report->released, "need_profile");
    char *year = g_strdup_printf("%d", chapter->year);
    const char *const keys[] = {chapter->code, year};
    GPtrArray *rows = g_ptr_array_new();
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        g_ptr_array_add(rows, (void *)released_cell(table, row, 0));
    }
    g_ptr_array_sort(rows, compare_categories);
    g_free(year);
    return rows;
}

/* Without stays the profile is added up from forms, as the number of citizens is. */
static bool is_sum_of_forms(const struct chapter *chapter)
{
    struct row region = find_row(chapter, "need", chapter->code, CHART_REGION);
    const struct cell *source = row_cell(&region, NEED_SOURCE);
    return source->state == CELL_VALUE && strcmp(source->name->code, "forms_sum") == 0;
}

static void write_profile(const struct chapter *chapter)
{
    const struct column *columns = registry_table(TABLE_NEED_PROFILE)->columns;
    GPtrArray *rows = profile_rows(chapter);
    struct grid *grid = grid_new(g_strdup_printf(_("Citizens and services by category, %d"), chapter->year));
    grid_heading(grid, show_heading(&columns[NEED_PROFILE_VALUE]), false);
    grid_heading(grid, show_heading(&columns[NEED_PROFILE_CITIZENS]), true);
    grid_heading(grid, show_heading(&columns[NEED_PROFILE_SERVICES]), true);
    for (guint i = 0; i < rows->len; i++) {
        const struct cell *cells = g_ptr_array_index(rows, i);
        char *dimension = show_cell(&columns[NEED_PROFILE_DIMENSION], &cells[NEED_PROFILE_DIMENSION]);
        char *value = show_cell(&columns[NEED_PROFILE_VALUE], &cells[NEED_PROFILE_VALUE]);
        grid_text(grid, g_strdup_printf("%s: %s", dimension, value));
        grid_cell(grid, &columns[NEED_PROFILE_CITIZENS], &cells[NEED_PROFILE_CITIZENS]);
        grid_cell(grid, &columns[NEED_PROFILE_SERVICES], &cells[NEED_PROFILE_SERVICES]);
        g_free(value);
        g_free(dimension);
    }
    g_ptr_array_unref(rows);
    write_table(chapter, grid,
                is_sum_of_forms(chapter) ? _("Who the citizens are: sum of the municipalities' reports")
                                         : _("Who the citizens are"),
                "need_profile");
}

/* By name, those of the same name as they stand. */
static gint compare_offers(gconstpointer a, gconstpointer b)
{
    const struct cell *x = *(const struct cell *const *)a, *y = *(const struct cell *const *)b;
    const struct name *left = x[OFFERS_USED_NAME].name, *right = y[OFFERS_USED_NAME].name;
    int order = left == NULL || right == NULL ? 0 : text_compare(left->label, right->label);
    return order != 0 ? order : (x > y) - (x < y);
}

static void write_offers(const struct chapter *chapter)
{
    static const size_t COLUMNS[] = {OFFERS_USED_OPERATOR, OFFERS_USED_MUNICIPALITY, OFFERS_USED_SECTION,
                                     OFFERS_USED_PLACES,   OFFERS_USED_CITIZENS,     OFFERS_USED_COOPERATION,
                                     OFFERS_USED_STATUS};
    const struct released_table *table = released_find(chapter->report->released, "offers_used");
    const struct column *columns = registry_table(TABLE_OFFERS_USED)->columns;
    char *year = g_strdup_printf("%d", chapter->year);
    const char *const keys[] = {chapter->code, year};
    struct grid *grid = grid_new(g_strdup_printf(
        _("Offers that the target group's citizens used in %d; citizens during the year"), chapter->year));
    grid_heading(grid, g_strdup(_("Offer")), false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        grid_heading(grid, show_heading(&columns[COLUMNS[i]]),
                     COLUMNS[i] == OFFERS_USED_PLACES || COLUMNS[i] == OFFERS_USED_CITIZENS);
    }
    GPtrArray *rows = g_ptr_array_new(); /* first cells */
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        g_ptr_array_add(rows, (void *)released_cell(table, row, 0));
    }
    g_ptr_array_sort(rows, compare_offers);
    for (guint k = 0; k < rows->len; k++) {
        const struct cell *cells = g_ptr_array_index(rows, k);
        grid_text(grid, show_cell(&columns[OFFERS_USED_NAME], &cells[OFFERS_USED_NAME]));
        for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            grid_cell(grid, &columns[COLUMNS[i]], &cells[COLUMNS[i]]);
        }
    }
    write_table(chapter, grid, _("Offers used"), "offers_used");
    g_ptr_array_unref(rows);
    g_free(year);
}

/* Rows of (group, year) from one year to another. */
static void write_years(const struct chapter *chapter, enum table_id id, const size_t *wanted, size_t n,
                        int from, int to, char *caption)
{
    const struct table_def *def = registry_table(id);
    const struct released_table *table = released_find(chapter->report->released, def->name);
    struct grid *grid = grid_new(caption);
    grid_heading(grid, g_strdup(_("Year")), false);
    for (size_t i = 0; i < n; i++) {
        grid_heading(grid, show_heading(&def->columns[wanted[i]]), true);
    }
    for (int year = from; table != NULL && year <= to; year++) {
        size_t row = chart_row_by_group(table, chapter->code, year);
        if (row == SIZE_MAX) {
            continue;
        }
        grid_text(grid, g_strdup_printf("%d", year));
        for (size_t i = 0; i < n; i++) {
            grid_cell(grid, &def->columns[wanted[i]], released_cell(table, row, wanted[i]));
        }
    }
    write_table(chapter, grid, show_text(def->title), def->name);
}

static void write_inside(const struct chapter *chapter)
{
    static const size_t WANTED[] = {SELF_SUFFICIENCY_DAYS, SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE,
                                    SELF_SUFFICIENCY_IN_REGION_SHARE, SELF_SUFFICIENCY_CITIZENS,
                                    SELF_SUFFICIENCY_IN_REGION_CITIZENS};
    write_years(chapter, TABLE_SELF_SUFFICIENCY, WANTED, G_N_ELEMENTS(WANTED),
                report_first_year(chapter->report, MOST_YEARS), chapter->report->edition->to_year,
                g_strdup_printf(_("Days and citizens by where the offers lie; the shares are per cent of the "
                                  "year's days, citizens during the year; the region is %s"),
                                chart_place(chapter->report->edition)));
}

static void write_flow(const struct chapter *chapter)
{
    static const size_t WANTED[] = {FLOW_OF_CITIZENS_PRESENT_START, FLOW_OF_CITIZENS_ARRIVALS,
                                    FLOW_OF_CITIZENS_EXITS, FLOW_OF_CITIZENS_PRESENT_END,
                                    FLOW_OF_CITIZENS_MEAN_STAY_YEARS};
    const struct table_def *def = registry_table(TABLE_FLOW_OF_CITIZENS);
    const struct released_table *table = released_find(chapter->report->released, def->name);
    struct grid *grid = grid_new(
        g_strdup_printf(_("Citizens who came and left, all of %s"), chart_place(chapter->report->edition)));
    grid_heading(grid, g_strdup(_("Year")), false);
    for (size_t i = 0; i < G_N_ELEMENTS(WANTED); i++) {
        grid_heading(grid, show_heading(&def->columns[WANTED[i]]), true);
    }
    for (int year = report_first_year(chapter->report, MOST_YEARS);
         table != NULL && year <= chapter->report->edition->to_year; year++) {
        size_t row = chart_row_by_municipality(table, chapter->code, CHART_REGION, year);
        if (row != SIZE_MAX) {
            grid_text(grid, g_strdup_printf("%d", year));
        }
        for (size_t i = 0; row != SIZE_MAX && i < G_N_ELEMENTS(WANTED); i++) {
            grid_cell(grid, &def->columns[WANTED[i]], released_cell(table, row, WANTED[i]));
        }
    }
    write_table(chapter, grid, show_text(def->title), def->name);
}

/* Rows of (group, year ...) in the chapter's year: the columns after these two keys. */
static void write_rows(const struct chapter *chapter, enum table_id id, const size_t *wanted, size_t n,
                       char *caption)
{
    const struct table_def *def = registry_table(id);
    const struct released_table *table = released_find(chapter->report->released, def->name);
    char *year = g_strdup_printf("%d", chapter->year);
    const char *const keys[] = {chapter->code, year};
    struct grid *grid = grid_new(caption);
    for (size_t i = 0; i < n; i++) {
        grid_heading(grid, show_heading(&def->columns[wanted[i]]),
                     def->columns[wanted[i]].kind == COLUMN_COUNT);
    }
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        for (size_t i = 0; i < n; i++) {
            grid_cell(grid, &def->columns[wanted[i]], released_cell(table, row, wanted[i]));
        }
    }
    write_table(chapter, grid, show_text(def->title), def->name);
    g_free(year);
}

static void write_fit(const struct chapter *chapter)
{
    static const size_t WANTED[] = {FIT_ANSWER, FIT_MUNICIPALITIES, FIT_WHO};
    write_rows(chapter, TABLE_FIT, WANTED, G_N_ELEMENTS(WANTED),
               g_strdup_printf(
                   _("How well supply fits demand according to the municipalities, %d (1 = least, 5 = most). "
                     "A municipality whose departments answer differently counts under each answer."),
                   chapter->year));
}

static void write_moves(const struct chapter *chapter)
{
    static const size_t WANTED[] = {MOVES_FROM_SECTION, MOVES_TO_SECTION, MOVES_CITIZENS};
    write_rows(chapter, TABLE_MOVES, WANTED, G_N_ELEMENTS(WANTED),
               g_strdup_printf(_("Citizens who moved between sections of the law in %d"), chapter->year));
}

static bool has_picture(const struct chapter *chapter, const char *kind)
{
    const struct chart_set *charts = chapter->report->charts;
    for (size_t i = 0; charts != NULL && i < chart_set_size(charts); i++) {
        const struct chart *chart = chart_set_at(charts, i);
        if (strcmp(chart->kind, kind) == 0 && strcmp(chart->group, chapter->code) == 0) {
            return true;
        }
    }
    return false;
}

/* The numbers behind the matrix; without one they are too many. */
static void write_flows(const struct chapter *chapter)
{
    static const size_t WANTED[] = {FLOWS_PAYING, FLOWS_LOCATION, FLOWS_CITIZENS, FLOWS_DAYS};
    const struct released_table *flows = released_find(chapter->report->released, "flows");
    if (flows != NULL && has_picture(chapter, "flow_matrix")) {
        struct chapter newest = *chapter;
        newest.year = chart_latest_year(flows, chapter->code, FLOWS_YEAR, FLOWS_CITIZENS);
        write_rows(&newest, TABLE_FLOWS, WANTED, G_N_ELEMENTS(WANTED),
                   g_strdup_printf(_("Citizens and days during %d by paying municipality and location of the "
                                     "offer"),
                                   newest.year));
    }
}

/* Directions are a municipality's. */
static void add_expected(struct grid *grid, const struct released_table *table, const struct chapter *chapter,
                         const struct name *who)
{
    static const struct cell NO_DIRECTION = {.state = CELL_NA};
    const struct column *columns = registry_table(TABLE_EXPECTED)->columns;
    size_t row =
        table != NULL ? chart_row_by_municipality(table, chapter->code, who->code, chapter->year) : SIZE_MAX;
    if (row == SIZE_MAX) {
        return;
    }
    grid_word(grid, who->label);
    grid_cell(grid, &columns[EXPECTED_DIRECTION],
              area_is_municipality(who->code) ? released_cell(table, row, EXPECTED_DIRECTION)
                                              : &NO_DIRECTION);
    grid_cell(grid, &columns[EXPECTED_1Y], released_cell(table, row, EXPECTED_1Y));
    grid_cell(grid, &columns[EXPECTED_3Y], released_cell(table, row, EXPECTED_3Y));
}

static void write_expected(const struct chapter *chapter)
{
    const struct edition *edition = chapter->report->edition;
    const struct released_table *table = released_find(chapter->report->released, "expected");
    const struct column *columns = registry_table(TABLE_EXPECTED)->columns;
    struct grid *grid = grid_new(g_strdup_printf(
        _("Citizens the municipalities expect, forms for %d; the region is the sum of those who "
          "answered"),
        chapter->year));
    grid_heading(grid, g_strdup(_("Municipality")), false);
    for (size_t i = EXPECTED_DIRECTION; i <= EXPECTED_3Y; i++) {
        grid_heading(grid, show_heading(&columns[i]), i != EXPECTED_DIRECTION);
    }
    const struct name whole = {.code = CHART_REGION, .label = chart_place(edition)};
    add_expected(grid, table, chapter, &whole);
    for (size_t m = 0; m < edition->n_municipalities; m++) {
        add_expected(grid, table, chapter, &edition->municipalities[m].name);
    }
    for (size_t i = 0; is_by_cluster(chapter, "expected") && i < edition->n_clusters; i++) {
        add_expected(grid, table, chapter, edition->clusters[i]);
    }
    write_table(chapter, grid, show_text(registry_table(TABLE_EXPECTED)->title), "expected");
}

static const size_t FORECAST_WANTED[] = {FORECAST_MEAN,       FORECAST_LOWER80,
                                         FORECAST_UPPER80,    FORECAST_LOWER95,
                                         FORECAST_UPPER95,    FORECAST_MUNICIPALITIES_EXPECT,
                                         FORECAST_EXPECTED_BY};

static bool has_forecast(const struct chapter *chapter)
{
    const struct released_table *table = released_find(chapter->report->released, "forecast");
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, &chapter->code, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, &chapter->code, 1)) {
        for (size_t i = 0; i < G_N_ELEMENTS(FORECAST_WANTED); i++) {
            if (cell_has_number(released_cell(table, row, FORECAST_WANTED[i]))) {
                return true;
            }
        }
    }
    return false;
}

static void write_forecast(const struct chapter *chapter)
{
    if (!has_forecast(chapter)) {
        return;
    }
    int last = chapter->report->edition->to_year;
    write_years(
        chapter, TABLE_FORECAST, FORECAST_WANTED, G_N_ELEMENTS(FORECAST_WANTED), last + 1,
        last + MOST_COMING_YEARS,
        g_strdup_printf(_("Citizens expected on 31 December if people come and leave as in the years up "
                          "to %d, with limits, beside what the municipalities expect"),
                        last));
}

static void write_pictures(const struct chapter *chapter)
{
    struct report *report = chapter->report;
    html_open(report->html, "div", "class", "figures", NULL);
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (strcmp(chart->group, chapter->code) == 0 && !report_chart_is_of_capacity(chart)) {
            bool of_offers = strcmp(chart->table, "occupancy_year") == 0;
            char *numbers = of_offers ? g_strdup("table-offers") : table_id(chapter, chart->table);
            report_figure(report, chart, numbers, NULL);
            g_free(numbers);
        }
    }
    html_close(report->html);
}

static void write_content(const struct chapter *chapter)
{
    write_tiles(chapter);
    report_paragraphs(chapter->report, sentences_of_group(chapter->report->released, chapter->index));
    write_pictures(chapter);
    write_citizens(chapter);
    write_flow(chapter);
    write_profile(chapter);
    write_inside(chapter);
    write_flows(chapter);
    write_offers(chapter);
    write_moves(chapter);
    write_fit(chapter);
    write_expected(chapter);
    write_forecast(chapter);
}

void report_group(struct report *report, size_t group)
{
    const struct edition_group *about = &report->edition->groups[group];
    struct chapter chapter = {.report = report, .group = about, .code = about->name.code, .index = group};
    char *id = report_group_id(group);
    chapter.year = sentences_year(report->released, chapter.code);
    report_chapter(report, id, about->name.label);
    if (about->below_threshold) {
        report_paragraphs(report, sentences_of_group(report->released, group));
    } else {
        if (*about->note != '\0') {
            html_leaf_take(report->html, "p", g_strdup_printf(_("Delimitation: %s"), about->note), NULL);
        }
        write_content(&chapter);
    }
    html_close(report->html);
    g_free(id);
}
