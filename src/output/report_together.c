/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chapter on all target groups together: who they are over the years, who came and left, what is
 * expected, how supply fits; each picture with the numbers behind it. */
#include "report.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

/* What a picture of several groups rests on: a table's rows, of the region where it has municipalities. */
struct part {
    enum table_id table;
    bool of_region;
    const size_t *columns;
    size_t n;
};

static const size_t NEED_COLUMNS[] = {NEED_YEAR,  NEED_CITIZENS,    NEED_BASIS, NEED_ARRIVALS,
                                      NEED_EXITS, NEED_REPORTED_BY, NEED_SOURCE};
static const size_t FLOW_COLUMNS[] = {FLOW_OF_CITIZENS_YEAR, FLOW_OF_CITIZENS_PRESENT_START,
                                      FLOW_OF_CITIZENS_ARRIVALS, FLOW_OF_CITIZENS_EXITS,
                                      FLOW_OF_CITIZENS_PRESENT_END};
static const size_t FORECAST_COLUMNS[] = {FORECAST_YEAR,
                                          FORECAST_MEAN,
                                          FORECAST_LOWER80,
                                          FORECAST_UPPER80,
                                          FORECAST_LOWER95,
                                          FORECAST_UPPER95,
                                          FORECAST_MUNICIPALITIES_EXPECT,
                                          FORECAST_EXPECTED_BY};
static const size_t INSIDE_COLUMNS[] = {SELF_SUFFICIENCY_YEAR,
                                        SELF_SUFFICIENCY_DAYS,
                                        SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE,
                                        SELF_SUFFICIENCY_IN_REGION_SHARE,
                                        SELF_SUFFICIENCY_CITIZENS,
                                        SELF_SUFFICIENCY_IN_REGION_CITIZENS};
static const size_t FIT_COLUMNS[] = {FIT_YEAR, FIT_ANSWER, FIT_MUNICIPALITIES};

static const struct part PARTS[] = {
    {TABLE_NEED, true, NEED_COLUMNS, G_N_ELEMENTS(NEED_COLUMNS)},
    {TABLE_FLOW_OF_CITIZENS, true, FLOW_COLUMNS, G_N_ELEMENTS(FLOW_COLUMNS)},
    {TABLE_SELF_SUFFICIENCY, false, INSIDE_COLUMNS, G_N_ELEMENTS(INSIDE_COLUMNS)},
    {TABLE_FORECAST, false, FORECAST_COLUMNS, G_N_ELEMENTS(FORECAST_COLUMNS)},
    {TABLE_FIT, false, FIT_COLUMNS, G_N_ELEMENTS(FIT_COLUMNS)},
};

static const struct part *part_of(const struct report *report, const struct chart *chart)
{
    for (size_t i = 0; report_chart_is_general(report, chart) && i < G_N_ELEMENTS(PARTS); i++) {
        if (strcmp(chart->table, registry_table(PARTS[i].table)->name) == 0) {
            return &PARTS[i];
        }
    }
    return NULL;
}

bool report_chart_is_of_groups(const struct report *report, const struct chart *chart)
{
    return part_of(report, chart) != NULL;
}

static bool is_of_region(const struct cell *municipality)
{
    return municipality->state == CELL_VALUE && strcmp(municipality->name->code, CHART_REGION) == 0;
}

static bool is_wanted(const struct part *part, const struct cell *row)
{
    return !part->of_region || is_of_region(&row[1]);
}

/* The anchor of the numbers, NULL where the edition has none. */
static char *anchor_of_numbers(const struct report *report, const struct part *part)
{
    const struct released_table *table = released_find(report->released, registry_table(part->table)->name);
    for (size_t row = 0; table != NULL && row < released_rows(table); row++) {
        if (is_wanted(part, released_cell(table, row, 0))) {
            return g_strconcat("groups-", registry_table(part->table)->name, NULL);
        }
    }
    return NULL;
}

char *report_groups_anchor(const struct report *report, const struct chart *chart)
{
    const struct part *part = part_of(report, chart);
    return part == NULL ? NULL : anchor_of_numbers(report, part);
}

static char *section_of(const struct part *part)
{
    return g_strdup_printf("groups-%s-section", registry_table(part->table)->name);
}

char *report_groups_section(const struct report *report, const struct chart *chart)
{
    const struct part *part = part_of(report, chart);
    return part == NULL ? NULL : section_of(part);
}

static bool has_pictures(const struct report *report, const struct part *part)
{
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        if (part_of(report, chart_set_at(report->charts, i)) == part) {
            return true;
        }
    }
    return false;
}

static bool has_part(const struct report *report, const struct part *part)
{
    char *numbers = anchor_of_numbers(report, part);
    g_free(numbers);
    return numbers != NULL || has_pictures(report, part);
}

bool report_has_together(const struct report *report)
{
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        if (has_part(report, &PARTS[i])) {
            return true;
        }
    }
    return false;
}

static void write_group(struct grid *grid, const struct part *part, const struct released_table *table,
                        const char *group)
{
    const struct table_def *def = registry_table(part->table);
    for (size_t row = released_row(table, 0, &group, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, &group, 1)) {
        const struct cell *cells = released_cell(table, row, 0);
        if (!is_wanted(part, cells)) {
            continue;
        }
        grid_cell(grid, &def->columns[0], &cells[0]);
        for (size_t k = 0; k < part->n; k++) {
            grid_cell(grid, &def->columns[part->columns[k]], &cells[part->columns[k]]);
        }
    }
}

/* The groups in the order of their chapters. */
static void write_numbers(struct report *report, const struct part *part, const char *id)
{
    const struct table_def *def = registry_table(part->table);
    const struct released_table *table = released_find(report->released, def->name);
    struct grid *grid = grid_new(g_strdup(show_text(def->title)));
    grid_heading(grid, show_heading(&def->columns[0]), false);
    for (size_t k = 0; k < part->n; k++) {
        enum column_kind kind = def->columns[part->columns[k]].kind;
        grid_heading(grid, show_heading(&def->columns[part->columns[k]]), kind != COLUMN_WORD);
    }
    for (size_t i = 0; table != NULL && i < report->edition->n_groups; i++) {
        write_group(grid, part, table, report->edition->groups[i].name.code);
    }
    char *summary =
        g_strdup_printf(P_("Table of %zu row", "Table of %zu rows", grid_rows(grid)), grid_rows(grid));
    report_fold_table(report, summary);
    report_grid(report, grid, id, def->name);
    html_close(report->html);
    g_free(summary);
}

static void write_pictures(struct report *report, const struct part *part, const char *numbers)
{
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (part_of(report, chart) == part && !report_is_key_chart(report, chart)) {
            report_figure(report, chart, numbers, NULL);
        }
    }
}

static void write_part(struct report *report, const struct part *part)
{
    char *numbers = anchor_of_numbers(report, part);
    char *section = section_of(part);
    html_leaf(report->html, "h3", show_text(registry_table(part->table)->title), "id", section, NULL);
    write_pictures(report, part, numbers);
    if (numbers != NULL) {
        write_numbers(report, part, numbers);
    }
    g_free(section);
    g_free(numbers);
}

void report_together(struct report *report)
{
    report_chapter(report, "groups", _("The target groups together"));
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        if (has_part(report, &PARTS[i])) {
            write_part(report, &PARTS[i]);
        }
    }
    html_close(report->html);
}
