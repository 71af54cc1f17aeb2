/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page: what the run says, the key figures of every group in one table, four pictures. */
#include "report.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

static void write_sentences(struct report *report)
{
    GPtrArray *list = sentences_front(report->released);
    html_open(report->html, "ul", "class", "lead", NULL);
    for (guint i = 0; i < list->len; i++) {
        const struct sentence *sentence = g_ptr_array_index(list, i);
        char *target = g_strconcat("#", sentence->anchor, NULL);
        char *label = g_strdup_printf(_("Read more: %s"), sentence->text);
        html_open(report->html, "li", NULL);
        html_text(report->html, sentence->text);
        html_text(report->html, " ");
        html_leaf(report->html, "a", _("Read more"), "href", target, "aria-label", label, NULL);
        html_close(report->html);
        g_free(label);
        g_free(target);
    }
    html_close(report->html);
    g_ptr_array_unref(list);
}

static void add_cell(struct report *report, struct grid *grid, const char *table, size_t row, size_t column)
{
    const struct released_table *found = released_find(report->released, table);
    static const struct cell ABSENT = {.state = CELL_MISSING};
    struct column as = {.kind = COLUMN_COUNT};
    if (found != NULL) {
        as = report_column(report, found, column);
    }
    grid_cell(grid, &as, found == NULL ? &ABSENT : chart_cell(found, row, column));
}

static void add_places(const struct report *report, struct grid *grid, const char *group, int year)
{
    struct cell places = sentences_places(report->released, group, year);
    if (places.state == CELL_UNDEFINED) {
        grid_word(grid, _("none"));
    } else {
        grid_cell(grid, &registry_table(TABLE_SUPPLY)->columns[SUPPLY_PLACES], &places);
    }
}

/* Places are not persons: they are told of every group. */
static void add_hidden_group(const struct report *report, struct grid *grid,
                             const struct edition_group *group)
{
    enum { COLUMNS = 7, PLACES = 4 };
    static const struct column ANY = {.kind = COLUMN_COUNT};
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    grid_word(grid, group->name.label);
    for (int i = 0; i < COLUMNS; i++) {
        if (i == PLACES) {
            add_places(report, grid, group->name.code, report->edition->to_year);
        } else {
            grid_cell(grid, &ANY, &HIDDEN);
        }
    }
}

static size_t row_of(const struct report *report, const char *table, const char *group, int year)
{
    const struct released_table *found = released_find(report->released, table);
    if (found == NULL) {
        return SIZE_MAX;
    }
    if (strcmp(table, "need") == 0) {
        return chart_row_by_municipality(found, group, CHART_REGION, year);
    }
    char *text = g_strdup_printf("%d", year);
    size_t row = strcmp(table, "occupancy_year") == 0
                     ? released_row(found, 0, (const char *const[]){"group", group, text}, 3)
                     : chart_row_by_group(found, group, year);
    g_free(text);
    return row;
}

static void add_group(struct report *report, struct grid *grid, const struct edition_group *group)
{
    const char *code = group->name.code;
    int year = sentences_year(report->released, code);
    size_t need = row_of(report, "need", code, year);
    grid_word(grid, group->name.label);
    add_cell(report, grid, "need", need, NEED_CITIZENS);
    add_cell(report, grid, "need", need, NEED_CHANGE);
    add_cell(report, grid, "need", need, NEED_ARRIVALS);
    add_cell(report, grid, "need", need, NEED_EXITS);
    add_places(report, grid, code, year);
    add_cell(report, grid, "occupancy_year", row_of(report, "occupancy_year", code, year),
             OCCUPANCY_YEAR_OCCUPANCY);
    add_cell(report, grid, "self_sufficiency", row_of(report, "self_sufficiency", code, year),
             SELF_SUFFICIENCY_IN_REGION_SHARE);
}

static void write_overview(struct report *report)
{
    const char *place = chart_place(report->edition);
    struct grid *grid = grid_new(g_strdup_printf(
        _("Key figures of the target groups in %s, newest year with figures (%d at the latest). "
          "Occupancy is a per cent of place-days; days in %s are a per cent of all days of the citizens."),
        place, report->edition->to_year, place));
    grid_heading(grid, g_strdup(_("Target group")), false);
    grid_heading(grid, g_strdup(_("Citizens")), true);
    grid_heading(grid, g_strdup(_("Change")), true);
    grid_heading(grid, g_strdup(_("Arrivals")), true);
    grid_heading(grid, g_strdup(_("Exits")), true);
    grid_heading(grid, g_strdup(_("Places")), true);
    grid_heading(grid, g_strdup(_("Actual occupancy")), true);
    grid_heading(grid, g_strdup_printf(_("Days in %s"), place), true);
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        const struct edition_group *group = &report->edition->groups[i];
        if (group->below_threshold) {
            add_hidden_group(report, grid, group);
        } else {
            add_group(report, grid, group);
        }
    }
    html_leaf(report->html, "h3", _("Key figures"), NULL);
    report_grid(report, grid, "overview", "need flow_of_citizens supply occupancy_year self_sufficiency");
    html_leaf(report->html, "p", show_text(registry_table(TABLE_SUPPLY)->note), "class", "note", NULL);
    char *incomplete = chart_incomplete(report->released, 0);
    if (incomplete != NULL) {
        html_leaf_take(report->html, "p", incomplete, "class", "note", NULL);
    }
}

/* Each picture with the numbers behind it and where there is more. Supply against need is told by the chapter
 * on places and need, where the edition has one. */
static void write_picture(struct report *report, const struct chart *chart)
{
    char *numbers, *more;
    if (report_chart_is_of_groups(report, chart)) {
        numbers = report_groups_anchor(report, chart);
        more = report_groups_section(report, chart);
    } else if (strcmp(chart->table, "occupancy_year") == 0) {
        numbers = g_strdup("table-offers");
        more = g_strdup("offers");
    } else {
        numbers = g_strdup("overview");
        more = g_strdup(report_has_capacity(report) ? "capacity" : "groups");
    }
    report_figure(report, chart, numbers, more);
    g_free(more);
    g_free(numbers);
}

static void write_pictures(struct report *report)
{
    html_open(report->html, "div", "class", "figures key", NULL);
    for (size_t i = 0; i < REPORT_KEY_CHARTS; i++) {
        const struct chart *chart = report_key_chart(report, i);
        if (chart != NULL) {
            write_picture(report, chart);
        }
    }
    html_close(report->html);
}

void report_front(struct report *report)
{
    report_chapter(report, "front", _("In short"));
    write_sentences(report);
    if (report->charts != NULL) {
        write_pictures(report);
    }
    write_overview(report);
    html_close(report->html);
}
