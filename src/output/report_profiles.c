/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The chapter on the strengthened cooperation: an overview of the covered offers, a page for each, and how
 * soon a fall is seen. Only for those who take part in it.
 */
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

static const struct released_table *table_of(const struct report *report, enum table_id id)
{
    return released_find(report->released, registry_table(id)->name);
}

bool report_has_profiles(const struct report *report)
{
    const struct released_table *cooperation = table_of(report, TABLE_COOPERATION);
    const struct released_table *rates = table_of(report, TABLE_RATES);
    return (cooperation != NULL && released_rows(cooperation) > 0) ||
           (rates != NULL && released_rows(rates) > 0);
}

bool report_chart_is_of_cooperation(const struct chart *chart)
{
    static const enum table_id TABLES[] = {TABLE_COOPERATION, TABLE_RATES};
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        if (strcmp(chart->table, registry_table(TABLES[i])->name) == 0) {
            return true;
        }
    }
    return false;
}

/* Covered offers in order of what to talk about first, then by name. */
static int word_order(const struct cell *status)
{
    static const char *const WORDS[] = {"dialogue", "follow", "none"};
    for (int i = 0; status->state == CELL_VALUE && i < (int)G_N_ELEMENTS(WORDS); i++) {
        if (strcmp(status->name->code, WORDS[i]) == 0) {
            return i;
        }
    }
    return (int)G_N_ELEMENTS(WORDS);
}

static int compare_rows(gconstpointer a, gconstpointer b)
{
    const struct cell *x = *(const struct cell *const *)a;
    const struct cell *y = *(const struct cell *const *)b;
    int order = word_order(&x[COOPERATION_STATUS]) - word_order(&y[COOPERATION_STATUS]);
    order =
        order != 0 ? order : text_compare(x[COOPERATION_OFFER].name->label, y[COOPERATION_OFFER].name->label);
    return order != 0 ? order : strcmp(x[COOPERATION_OFFER].name->code, y[COOPERATION_OFFER].name->code);
}

int report_profiles_newest(const struct report *report)
{
    const struct released_table *table = table_of(report, TABLE_COOPERATION);
    int year = 0;
    for (size_t row = 0; table != NULL && row < released_rows(table); row++) {
        year = MAX(year, (int)released_cell(table, row, COOPERATION_YEAR)->number);
    }
    return year;
}

static GPtrArray *rows_of(const struct released_table *table, int year)
{
    GPtrArray *rows = g_ptr_array_new();
    for (size_t row = 0; row < released_rows(table); row++) {
        if ((int)released_cell(table, row, COOPERATION_YEAR)->number == year) {
            g_ptr_array_add(rows, (void *)released_cell(table, row, 0));
        }
    }
    g_ptr_array_sort(rows, compare_rows);
    return rows;
}

static const struct cell *row_in(const struct released_table *table, const char *offer, int year)
{
    char *text = g_strdup_printf("%d", year);
    size_t row = released_row(table, 0, (const char *const[]){offer, text}, 2);
    g_free(text);
    return row == SIZE_MAX ? NULL : released_cell(table, row, 0);
}

/* Places and volumes without a decimal where they are whole. */
static void add_figure_cell(struct grid *grid, size_t column, const struct cell *cell)
{
    const struct column *def = &registry_table(TABLE_COOPERATION)->columns[column];
    if (def->kind == COLUMN_DECIMAL && def->decimals == 1 && cell_has_number(cell)) {
        grid_text(grid, sentences_places_text(cell->number));
    } else {
        grid_cell(grid, def, cell);
    }
}

/* --- the overview --- */

static void write_overview(struct report *report, const GPtrArray *rows, int year)
{
    static const size_t COLUMNS[] = {COOPERATION_STATUS,           COOPERATION_REASON,
                                     COOPERATION_NOTICE,           COOPERATION_EXPECTED_TOTAL,
                                     COOPERATION_BREAK_EVEN,       COOPERATION_BUYERS,
                                     COOPERATION_LOST_BUYERS,      COOPERATION_OCCUPANCY,
                                     COOPERATION_EMPTY_PLACE_DAYS, COOPERATION_BUDGETED_EMPTY_PLACE_DAYS};
    const struct table_def *def = registry_table(TABLE_COOPERATION);
    struct grid *grid = grid_new(g_strdup_printf(_("The covered offers in %d"), year));
    grid_heading(grid, show_heading(&def->columns[COOPERATION_OFFER]), false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        enum column_kind kind = def->columns[COLUMNS[i]].kind;
        grid_heading(grid, g_strdup(show_text(def->columns[COLUMNS[i]].label)),
                     kind != COLUMN_WORD && kind != COLUMN_ID);
    }
    for (guint i = 0; i < rows->len; i++) {
        const struct cell *row = g_ptr_array_index(rows, i);
        grid_word(grid, row[COOPERATION_OFFER].name->label);
        for (size_t k = 0; k < G_N_ELEMENTS(COLUMNS); k++) {
            bool reason = COLUMNS[k] == COOPERATION_REASON;
            if (reason && row[COLUMNS[k]].state == CELL_VALUE) {
                grid_text(grid, sentences_leading_signs(&row[COLUMNS[k]]));
            } else if (reason && row[COLUMNS[k]].state == CELL_NA) {
                grid_word(grid, "\u2013");
            } else {
                add_figure_cell(grid, COLUMNS[k], &row[COLUMNS[k]]);
            }
        }
    }
    char *id = g_strdup_printf("table-cooperation-%d", year);
    report_grid(report, grid, id, def->name);
    g_free(id);
}

static void write_item(struct report *report, const char *text)
{
    html_leaf(report->html, "li", text, NULL);
}

/* How the word comes about: the same order as in the pages. */
static void write_order(struct report *report)
{
    report_fold(report, _("How the word comes about"));
    html_leaf(report->html, "p",
              _("The word is for the yearly dialogue, no judgement of the offer. What moves first leads, in "
                "this order:"),
              NULL);
    html_open(report->html, "ol", NULL);
    write_item(report, _("notice given, or less committed than the year before"));
    write_item(report, _("expected demand of the municipalities below what pays the costs"));
    write_item(report, _("buyers lost, or one buyer with a large share"));
    write_item(report, _("known exits: below break-even when they have left and as many as usual have come"));
    write_item(report, _("referrals and waiting list: below break-even when all who ask have come"));
    write_item(report, _("more empty place-days than the budget allows, two years in a row or with more than "
                         "one place below break-even when the year ends"));
    html_close(report->html);
    html_leaf(
        report->html, "p",
        _("There is occasion for dialogue when somebody gives notice or stops buying, or when two of the "
          "first three speak. Otherwise an offer with a sign is followed. New places elsewhere and a "
          "fall in referrals stand beside and never give a word alone."),
        NULL);
    html_close(report->html);
}

static void write_detection(struct report *report)
{
    const struct released_table *table = table_of(report, TABLE_DETECTION);
    char *promise = sentences_promise(report->released);
    if (promise == NULL) {
        return;
    }
    const struct table_def *def = registry_table(TABLE_DETECTION);
    html_leaf(report->html, "h3", show_text(def->title), NULL);
    html_leaf_take(report->html, "p", promise, NULL);
    html_leaf(report->html, "p", show_text(def->note), NULL);
    int baseline = (int)released_cell(table, 0, DETECTION_BASELINE_YEARS)->number;
    struct grid *grid = grid_new(g_strdup_printf(
        _("Years until a lasting fall has been seen, after %d years at the old level"), baseline));
    for (size_t column = DETECTION_BEFORE; column <= DETECTION_DETECTED_3Y; column++) {
        grid_heading(grid, show_heading(&def->columns[column]), column > DETECTION_BEFORE);
    }
    for (size_t row = 0; row < released_rows(table); row++) {
        for (size_t column = DETECTION_BEFORE; column <= DETECTION_DETECTED_3Y; column++) {
            grid_cell(grid, &def->columns[column], released_cell(table, row, column));
        }
    }
    report_grid(report, grid, NULL, def->name);
}

/* --- a page for each offer --- */

static const struct chart *profile_chart(const struct report *report, const char *offer)
{
    for (size_t i = 0; report->charts != NULL && i < chart_set_size(report->charts); i++) {
        const struct chart *chart = chart_set_at(report->charts, i);
        if (strcmp(chart->kind, "profile") == 0 && strcmp(chart->offer, offer) == 0) {
            return chart;
        }
    }
    return NULL;
}

/* A row of the offer's table: one figure over the years. */
static void add_figure(struct grid *grid, const struct released_table *table, const char *offer, int from,
                       int to, size_t column)
{
    static const struct cell NOT_COVERED = {.state = CELL_NA};
    const struct column *columns = registry_table(TABLE_COOPERATION)->columns;
    bool any = false;
    for (int year = from; year <= to && !any; year++) {
        const struct cell *row = row_in(table, offer, year);
        any = row != NULL && row[column].state != CELL_NA;
    }
    if (!any) {
        return;
    }
    grid_text(grid, show_heading(&columns[column]));
    for (int year = from; year <= to; year++) {
        const struct cell *row = row_in(table, offer, year);
        add_figure_cell(grid, column, row != NULL ? &row[column] : &NOT_COVERED);
    }
}

static void write_years(struct report *report, const struct released_table *table, const struct name *offer,
                        int to, const char *id)
{
    static const size_t ROWS[] = {COOPERATION_STATUS,           COOPERATION_NOTICE,
                                  COOPERATION_COMMITTED,        COOPERATION_BOUGHT,
                                  COOPERATION_EXPECTED_TOTAL,   COOPERATION_EXPECTED_N,
                                  COOPERATION_BREAK_EVEN,       COOPERATION_BUYERS,
                                  COOPERATION_LOST_BUYERS,      COOPERATION_LARGEST_SHARE,
                                  COOPERATION_KNOWN_EXITS_12M,  COOPERATION_KNOWN_EXITS_24M,
                                  COOPERATION_ARRIVALS,         COOPERATION_REFERRALS,
                                  COOPERATION_WAITING,          COOPERATION_PLACES,
                                  COOPERATION_OCCUPANCY,        COOPERATION_BUDGETED,
                                  COOPERATION_EMPTY_PLACE_DAYS, COOPERATION_BUDGETED_EMPTY_PLACE_DAYS,
                                  COOPERATION_REFILL_DAYS,      COOPERATION_NEW_PLACES_ELSEWHERE,
                                  COOPERATION_CUSUM_SIGNAL};
    int from = MAX(report->edition->from_year, to - MOST_YEARS + 1);
    struct grid *grid = grid_new(g_strdup_printf(_("%s over the years"), offer->label));
    grid_heading(grid, g_strdup(_("Key figure")), false);
    for (int year = from; year <= to; year++) {
        grid_heading(grid, g_strdup_printf("%d", year), true);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ROWS); i++) {
        add_figure(grid, table, offer->code, from, to, ROWS[i]);
    }
    report_grid(report, grid, id, registry_table(TABLE_COOPERATION)->name);
}

static void write_list(struct report *report, GPtrArray *texts)
{
    html_open(report->html, "ul", NULL);
    for (guint i = 0; i < texts->len; i++) {
        write_item(report, g_ptr_array_index(texts, i));
    }
    html_close(report->html);
    g_ptr_array_unref(texts);
}

static void write_profile(struct report *report, const struct cell *row, int year)
{
    const struct name *offer = row[COOPERATION_OFFER].name;
    bool newest = year == report_profiles_newest(report);
    const struct chart *chart = newest ? profile_chart(report, offer->code) : NULL;
    char *id = g_strdup_printf("table-profile-%s-%d", offer->code, year);
    char *status = sentences_status(report->released, offer->code, year);
    html_open(report->html, "div", "class", "profile", NULL);
    html_leaf(report->html, "h3", offer->label, NULL);
    html_open(report->html, "p", NULL);
    html_leaf(report->html, "strong", status, NULL);
    html_close(report->html);
    if (chart != NULL) {
        report_figure(report, chart, id, NULL);
    }
    write_list(report, sentences_covered_offer(report->released, offer->code, year));
    write_years(report, table_of(report, TABLE_COOPERATION), offer, year, id);
    html_close(report->html);
    g_free(status);
    g_free(id);
}

static void write_pages(struct report *report, const GPtrArray *rows, int year)
{
    for (guint i = 0; i < rows->len; i++) {
        write_profile(report, g_ptr_array_index(rows, i), year);
    }
}

void report_profile_year(struct report *report, int year)
{
    GPtrArray *rows = rows_of(table_of(report, TABLE_COOPERATION), year);
    report_paragraphs(report, sentences_covered_offers(report->released, year));
    write_overview(report, rows, year);
    write_pages(report, rows, year);
    g_ptr_array_unref(rows);
}

static void write_newest(struct report *report, int year)
{
    GPtrArray *rows = rows_of(table_of(report, TABLE_COOPERATION), year);
    report_paragraphs(report, sentences_covered_offers(report->released, year));
    write_overview(report, rows, year);
    html_leaf(report->html, "p", _("The pages of all years stand in profiles.html."), NULL);
    write_order(report);
    write_detection(report);
    write_pages(report, rows, year);
    g_ptr_array_unref(rows);
}

void report_profiles(struct report *report)
{
    int newest = report_profiles_newest(report);
    report_chapter(report, "cooperation", _("The strengthened cooperation"));
    html_leaf(
        report->html, "p",
        _("For the expert panel's and the steering group's yearly dialogue. The chapter is for those who "
          "take part in the cooperation and may not be passed on."),
        NULL);
    if (newest > 0) {
        write_newest(report, newest);
    }
    report_rates(report);
    html_close(report->html);
}
