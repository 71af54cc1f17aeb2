/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chapter on places and need: what each group needs against what the region has, what sharing among the
 * municipalities evens out, and who would be without an offer if one closed. Not public.
 */
#include "report.h"

#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences_capacity.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

static const struct released_table *table_of(const struct report *report, enum table_id id)
{
    return released_find(report->released, registry_table(id)->name);
}

static bool has_rows(const struct report *report, enum table_id id)
{
    const struct released_table *table = table_of(report, id);
    return table != NULL && released_rows(table) > 0;
}

bool report_has_capacity(const struct report *report)
{
    return has_rows(report, TABLE_BALANCE) || has_rows(report, TABLE_POOLING) ||
           has_rows(report, TABLE_RESILIENCE);
}

bool report_chart_is_of_capacity(const struct chart *chart)
{
    static const enum table_id TABLES[] = {TABLE_BALANCE, TABLE_POOLING, TABLE_RESILIENCE};
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        if (strcmp(chart->table, registry_table(TABLES[i])->name) == 0) {
            return true;
        }
    }
    return false;
}

static void write_figures(struct report *report, const char *kind, const char *numbers)
{
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (strcmp(chart->kind, kind) == 0) {
            report_figure(report, chart, numbers, NULL);
        }
    }
}

/* "Name. Sentence. Sentence." a group, in the project's order. */
static void add_sentence(GString *text, char *sentence)
{
    if (sentence != NULL) {
        g_string_append_printf(text, " %s", sentence);
        g_free(sentence);
    }
}

static void write_group_line(struct report *report, const char *name, GString *text)
{
    if (text->len > 0) {
        html_open(report->html, "p", NULL);
        html_leaf_take(report->html, "strong", g_strdup_printf("%s.", name), NULL);
        html_text(report->html, text->str);
        html_close(report->html);
    }
    g_string_free(text, TRUE);
}

static void write_grid(struct report *report, enum table_id id, const size_t *columns, size_t n, int year,
                       const char *caption, const char *anchor)
{
    const struct released_table *table = table_of(report, id);
    const struct table_def *def = registry_table(id);
    struct grid *grid = grid_new(g_strdup(caption));
    for (size_t k = 0; k < n; k++) {
        enum column_kind kind = def->columns[columns[k]].kind;
        grid_heading(grid, show_heading(&def->columns[columns[k]]), kind != COLUMN_WORD && kind != COLUMN_ID);
    }
    for (size_t row = 0; row < released_rows(table); row++) {
        const struct cell *cells = released_cell(table, row, 0);
        if (year > 0 && (int)cells[1].number != year) {
            continue;
        }
        for (size_t k = 0; k < n; k++) {
            grid_cell(grid, &def->columns[columns[k]], &cells[columns[k]]);
        }
    }
    report_grid(report, grid, anchor, def->name);
}

/* --- places and need --- */

static void write_balance(struct report *report)
{
    static const size_t NOW[] = {
        BALANCE_GROUP,      BALANCE_PLACES,  BALANCE_MEAN_OCCUPIED,    BALANCE_PLACES_31DEC,
        BALANCE_WITH_PLACE, BALANCE_WAITING, BALANCE_WITHOUT_OFFER,    BALANCE_PLACES_NEEDED,
        BALANCE_GAP,        BALANCE_VERDICT, BALANCE_EMPTY_PLACE_DAYS, BALANCE_BUDGETED_EMPTY_PLACE_DAYS};
    static const size_t AHEAD[] = {BALANCE_AHEAD_GROUP,         BALANCE_AHEAD_YEAR,    BALANCE_AHEAD_PLACES,
                                   BALANCE_AHEAD_PLACES_NEEDED, BALANCE_AHEAD_LOWER95, BALANCE_AHEAD_UPPER95,
                                   BALANCE_AHEAD_P_SHORTAGE,    BALANCE_AHEAD_VERDICT};
    const struct edition *edition = report->edition;
    int year = edition->to_year;
    for (size_t i = 0; i < edition->n_groups; i++) {
        const char *group = edition->groups[i].name.code;
        GString *text = g_string_new(NULL);
        add_sentence(text, sentences_balance(report->released, group, year));
        add_sentence(text, sentences_shortage(report->released, group, year));
        add_sentence(text, sentences_empty_days(report->released, group, year));
        write_group_line(report, edition->groups[i].name.label, text);
    }
    write_figures(report, "places_needed", "table-balance");
    html_leaf(report->html, "p", show_text(registry_table(TABLE_BALANCE)->note), NULL);
    g_autofree char *caption = g_strdup_printf(_("Places and need in %d"), year);
    write_grid(report, TABLE_BALANCE, NOW, G_N_ELEMENTS(NOW), year, caption, "table-balance");
    if (has_rows(report, TABLE_BALANCE_AHEAD)) {
        report_fold(report, show_text(registry_table(TABLE_BALANCE_AHEAD)->title));
        html_leaf(report->html, "p", show_text(registry_table(TABLE_BALANCE_AHEAD)->note), NULL);
        write_grid(report, TABLE_BALANCE_AHEAD, AHEAD, G_N_ELEMENTS(AHEAD), 0,
                   _("Places and places needed on 31 December of the coming years"), NULL);
        html_close(report->html);
    }
}

/* --- what sharing evens out --- */

static void write_pooling(struct report *report)
{
    static const size_t COLUMNS[] = {POOLING_GROUP,           POOLING_LOAD,
                                     POOLING_SWING_ALONE,     POOLING_SWING_TOGETHER,
                                     POOLING_PLACES_ALONE,    POOLING_PLACES_TOGETHER,
                                     POOLING_PLACES_LOWER,    POOLING_PLACES_UPPER,
                                     POOLING_OCCUPANCY_ALONE, POOLING_OCCUPANCY_TOGETHER};
    const struct table_def *def = registry_table(TABLE_POOLING);
    html_leaf(report->html, "h3", show_text(def->title), NULL);
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        GString *text = g_string_new(NULL);
        add_sentence(text, sentences_pooling(report->released, report->edition->groups[i].name.code));
        write_group_line(report, report->edition->groups[i].name.label, text);
    }
    write_figures(report, "swing_together", "table-pooling");
    html_leaf(report->html, "p", show_text(def->note), NULL);
    write_grid(report, TABLE_POOLING, COLUMNS, G_N_ELEMENTS(COLUMNS), 0, show_text(def->title),
               "table-pooling");
}

/* --- if an offer closed --- */

static void write_resilience(struct report *report)
{
    static const size_t COLUMNS[] = {RESILIENCE_CLOSED,    RESILIENCE_GROUP,    RESILIENCE_DISPLACED,
                                     RESILIENCE_ABSORBED,  RESILIENCE_UNPLACED, RESILIENCE_EXTRA_KM,
                                     RESILIENCE_EXTRA_COST};
    const struct table_def *def = registry_table(TABLE_RESILIENCE);
    html_leaf(report->html, "h3", show_text(def->title), NULL);
    html_leaf(
        report->html, "p",
        _("Each offer of the region is thought closed in turn, and its residents are moved to free places in "
          "the other offers in the data that take the group and the age: as many as possible, then with the "
          "least travel."),
        NULL);
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        GString *text = g_string_new(NULL);
        add_sentence(text, sentences_closing(report->released, report->edition->groups[i].name.code));
        write_group_line(report, report->edition->groups[i].name.label, text);
    }
    write_figures(report, "resilience", "table-resilience");
    html_leaf(report->html, "p", show_text(def->note), NULL);
    report_fold(report, _("All offers in turn"));
    write_grid(report, TABLE_RESILIENCE, COLUMNS, G_N_ELEMENTS(COLUMNS), 0, show_text(def->title),
               "table-resilience");
    html_close(report->html);
}

void report_capacity(struct report *report)
{
    report_chapter(report, "capacity", _("Places and need"));
    if (has_rows(report, TABLE_BALANCE)) {
        write_balance(report);
    }
    if (has_rows(report, TABLE_POOLING)) {
        write_pooling(report);
    }
    if (has_rows(report, TABLE_RESILIENCE)) {
        write_resilience(report);
    }
    html_close(report->html);
}
