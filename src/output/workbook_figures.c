/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets of figures; see workbook_figures.h. */
#include "workbook_figures.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/output.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/sheet.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <stdlib.h>
#include <string.h>

#define ANSWERS 6
#define WIDTH 6 /* characters of a small number */

static const struct chart *chart_of(const struct workbook_figures *figures, const char *name)
{
    for (size_t i = 0; figures->charts != NULL && i < chart_set_size(figures->charts); i++) {
        const struct chart *chart = chart_set_at(figures->charts, i);
        if (strcmp(chart->name, name) == 0) {
            return chart;
        }
    }
    return NULL;
}

/* Drawn by Excel itself on a sheet of its own. */
static bool is_native(const struct chart *chart)
{
    return strcmp(chart->name, "supply-demand") == 0 || strcmp(chart->name, "fit") == 0;
}

static bool is_picture(const struct chart *chart)
{
    return !is_native(chart);
}

struct workbook_figures workbook_figures_of(const struct released *released, const struct chart_set *charts,
                                            const char *mark, struct sheet_book *book)
{
    struct workbook_figures figures = {.released = released, .charts = charts, .mark = mark};
    if (chart_of(&figures, "supply-demand") != NULL && released_edition(released)->n_groups > 0) {
        figures.places = sheet_book_reserve(book, _("Chart, places and citizens"));
    }
    if (chart_of(&figures, "fit") != NULL) {
        figures.fit = sheet_book_reserve(book, _("Chart, fit"));
    }
    for (size_t i = 0; charts != NULL && i < chart_set_size(charts) && figures.pictures == NULL; i++) {
        if (is_picture(chart_set_at(charts, i))) {
            figures.pictures = sheet_book_reserve(book, _("Pictures"));
        }
    }
    return figures;
}

static void list(struct sheet *contents, const char *name, const char *what)
{
    if (name != NULL) {
        sheet_link(contents, 0, name, name);
        sheet_text(contents, 1, what);
        sheet_next_row(contents);
    }
}

void workbook_figures_list(const struct workbook_figures *figures, struct sheet *contents)
{
    list(contents, figures->places, _("A chart of citizens and places by target group, and its numbers"));
    list(contents, figures->fit, _("A chart of how well supply fits demand, and its numbers"));
    list(contents, figures->pictures, _("The report's pictures"));
}

/* --- native charts --- */

/* A number, or its word, which the chart shows too. */
static void write_number(struct sheet *sheet, size_t column, const struct cell *cell, const char **word)
{
    if (cell_has_number(cell)) {
        sheet_number(sheet, column, cell->number, WIDTH);
    } else {
        *word = show_state((enum cell_state)cell->state);
        sheet_word(sheet, column, *word);
    }
}

static struct sheet *chart_sheet(const struct workbook_figures *figures, struct sheet_book *book,
                                 const char *name, const struct chart *chart)
{
    g_assert(chart != NULL); /* it is there: its sheet was reserved */
    struct sheet *sheet = sheet_add(book, name);
    sheet_line(sheet, SHEET_TITLE, chart->title);
    sheet_line(sheet, SHEET_MARK, figures->mark);
    sheet_line(sheet, SHEET_NOTE, chart->subtitle);
    return sheet;
}

static void write_pair(const struct workbook_figures *figures, struct sheet *sheet,
                       const struct edition_group *group, const char **words)
{
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    static const struct cell NOUGHT = {.state = CELL_VALUE};
    int year = released_edition(figures->released)->to_year;
    const struct released_table *need = released_find(figures->released, "need");
    size_t row = chart_row_by_municipality(need, group->name.code, CHART_REGION, year);
    struct cell places = sentences_places(figures->released, group->name.code, year);
    sheet_text(sheet, 0, group->name.label);
    write_number(sheet, 1, group->below_threshold ? &HIDDEN : chart_cell(need, row, NEED_CITIZENS),
                 &words[0]);
    write_number(sheet, 2, places.state == CELL_UNDEFINED ? &NOUGHT : &places, &words[1]);
    sheet_next_row(sheet);
}

static void write_places(const struct workbook_figures *figures, struct sheet_book *book)
{
    static const unsigned COLOURS[] = {0x12436D, 0x28A197};
    const struct edition *edition = released_edition(figures->released);
    const struct chart *chart = chart_of(figures, "supply-demand");
    struct sheet *sheet = chart_sheet(figures, book, figures->places, chart);
    const struct sheet_column columns[] = {{.heading = _("Target group"), .key = true},
                                           {.heading = _("Citizens"), .number_format = "#,##0"},
                                           {.heading = _("Places"), .number_format = "#,##0.#"}};
    const char **words = g_new0(const char *, 2 * edition->n_groups);
    sheet_table_begin(sheet, "chart_places", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < edition->n_groups; i++) {
        write_pair(figures, sheet, &edition->groups[i], &words[2 * i]);
    }
    sheet_table_end(sheet);
    sheet_chart(sheet, &(struct sheet_chart){.sheet_name = figures->places,
                                             .title = chart->title,
                                             .alternative = chart->alternative,
                                             .colours = COLOURS,
                                             .words = words});
    g_free(words);
}

static int newest_answers(const struct released_table *table)
{
    int newest = 0;
    for (size_t row = 0; row < released_rows(table); row++) {
        newest = MAX(newest, (int)released_cell(table, row, FIT_YEAR)->number);
    }
    return newest;
}

/* A hidden answer hides the row: the others would show how much is left. */
static void write_answers(const struct released_table *table, struct sheet *sheet,
                          const struct edition_group *group, int year, const char **words)
{
    static const char *const CODES[ANSWERS] = {"1", "2", "3", "4", "5", "unknown"};
    static const struct cell NOUGHT = {.state = CELL_VALUE};
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    const struct cell *cells[ANSWERS];
    bool hidden = group->below_threshold;
    char *when = g_strdup_printf("%d", year);
    for (size_t k = 0; k < ANSWERS; k++) {
        size_t row = released_row(table, 0, (const char *const[]){group->name.code, when, CODES[k]}, 3);
        cells[k] = row == SIZE_MAX ? &NOUGHT : released_cell(table, row, FIT_MUNICIPALITIES);
        hidden = hidden || cells[k]->state == CELL_SUPPRESSED;
    }
    sheet_text(sheet, 0, group->name.label);
    for (size_t k = 0; k < ANSWERS; k++) {
        write_number(sheet, k + 1, hidden ? &HIDDEN : cells[k], &words[k]);
        words[k] = hidden && k > 0 ? "" : words[k]; /* once a row is enough */
    }
    sheet_next_row(sheet);
    g_free(when);
}

static void write_fit(const struct workbook_figures *figures, struct sheet_book *book)
{
    static const unsigned COLOURS[ANSWERS] = {0xF46A25, 0xF9B48E, 0xD9D9D9, 0x8FB8DC, 0x12436D, 0x8C8C8C};
    const struct edition *edition = released_edition(figures->released);
    const struct released_table *table = released_find(figures->released, "fit");
    const struct chart *chart = chart_of(figures, "fit");
    struct sheet *sheet = chart_sheet(figures, book, figures->fit, chart);
    const char *const names[ANSWERS] = {_("1 (least)"), "2", "3", "4", _("5 (most)"), _("Do not know")};
    struct sheet_column columns[ANSWERS + 1] = {{.heading = _("Target group"), .key = true}};
    const char **words = g_new0(const char *, ANSWERS * edition->n_groups);
    for (size_t k = 0; k < ANSWERS; k++) {
        columns[k + 1] = (struct sheet_column){.heading = names[k], .number_format = "0"};
    }
    sheet_table_begin(sheet, "chart_fit", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < edition->n_groups; i++) {
        write_answers(table, sheet, &edition->groups[i], newest_answers(table), &words[ANSWERS * i]);
    }
    sheet_table_end(sheet);
    sheet_chart(sheet, &(struct sheet_chart){.sheet_name = figures->fit,
                                             .title = chart->title,
                                             .alternative = chart->alternative,
                                             .stacked = true,
                                             .colours = COLOURS,
                                             .words = words});
    g_free(words);
}

/* --- pictures --- */

/* The svg says how high it is: " height="428"". */
static double height_of(const struct chart *chart)
{
    const char *height = strstr(chart->svg, "height=\"");
    return height == NULL ? 0 : g_ascii_strtod(height + strlen("height=\""), NULL);
}

/* The sheet with the numbers behind the picture. */
static const char *sheet_of(const struct workbook_figures *figures, const char *const *tables,
                            const struct chart *chart)
{
    for (size_t i = 0; i < released_size(figures->released); i++) {
        if (strcmp(released_def(released_at(figures->released, i))->name, chart->table) == 0) {
            return tables[i];
        }
    }
    return NULL;
}

static void write_pictures(const struct workbook_figures *figures, const char *const *tables,
                           const struct outdir *dir, struct sheet_book *book)
{
    const struct sheet_column columns[] = {
        {.heading = _("Picture")}, {.heading = _("What it shows")}, {.heading = _("Numbers on the sheet")}};
    struct sheet *sheet = sheet_add(book, figures->pictures);
    sheet_line(sheet, SHEET_TITLE, _("The report's pictures"));
    sheet_line(sheet, SHEET_MARK, figures->mark);
    sheet_table_begin(sheet, "pictures", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < chart_set_size(figures->charts); i++) {
        const struct chart *chart = chart_set_at(figures->charts, i);
        if (is_picture(chart)) {
            const char *numbers = sheet_of(figures, tables, chart);
            sheet_text(sheet, 0, chart->title);
            sheet_text(sheet, 1, chart->subtitle);
            if (numbers != NULL) {
                sheet_link(sheet, 2, numbers, numbers);
            } else {
                sheet_text(sheet, 2, "-");
            }
            sheet_next_row(sheet);
        }
    }
    sheet_table_end(sheet);
    for (size_t i = 0; i < chart_set_size(figures->charts); i++) {
        const struct chart *chart = chart_set_at(figures->charts, i);
        if (is_picture(chart)) {
            char *path = chart_png_path(dir, chart->name);
            sheet_picture(sheet, path, height_of(chart), chart->alternative);
            g_free(path);
        }
    }
}

void workbook_figures_write(const struct workbook_figures *figures, const char *const *tables,
                            const struct outdir *dir, struct sheet_book *book)
{
    if (figures->places != NULL) {
        write_places(figures, book);
    }
    if (figures->fit != NULL) {
        write_fit(figures, book);
    }
    if (figures->pictures != NULL) {
        write_pictures(figures, tables, dir, book);
    }
}
