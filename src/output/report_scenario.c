/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A scenario's short report: what is changed, who has to move, places and need in the coming years, what
 * would be unplaced if an offer closed, and which words of the dialogue change; today beside the scenario.
 */
#include "differences.h"
#include "report.h"
#include "vifte/edition.h"
#include "vifte/outdir.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

struct page {
    struct report report;
    const struct scenario_pages *pages;
    const GArray *differences;
};

static const struct cell *cells_of(const struct released *released, const char *table,
                                   const char *const *keys, size_t n)
{
    const struct released_table *found = released_find(released, table);
    size_t row = found != NULL ? released_row(found, 0, keys, n) : SIZE_MAX;
    return row != SIZE_MAX ? released_cell(found, row, 0) : NULL;
}

static bool differs(const struct page *page, const char *table)
{
    for (guint i = 0; i < page->differences->len; i++) {
        if (strcmp(g_array_index(page->differences, struct difference, i).def->name, table) == 0) {
            return true;
        }
    }
    return false;
}

static void write_changes(struct page *page)
{
    struct html *html = page->report.html;
    report_chapter(&page->report, "changes", _("What is changed"));
    html_open(html, "ul", NULL);
    for (size_t i = 0; page->pages->changes[i] != NULL; i++) {
        html_leaf(html, "li", page->pages->changes[i], NULL);
    }
    html_close(html);
    html_leaf(
        html, "p",
        _("A scenario is a calculation on today's figures, no forecast of what people will do and no "
          "assessment of anybody's need. What has happened until now is the same on both sides. The costs "
          "of an offer that closes or gets other places follow its places."),
        NULL);
    html_close(html);
}

/* --- who has to move --- */

static void write_plan_row(struct grid *grid, const struct released_table *table, size_t row)
{
    const struct table_def *def = released_def(table);
    for (size_t k = 0; k < def->n_columns; k++) {
        if (k != RESILIENCE_CLOSED) {
            grid_cell(grid, &def->columns[k], released_cell(table, row, k));
        }
    }
}

static void write_plan(struct page *page)
{
    const struct released_table *table = released_find(page->pages->scenario, "resilience");
    struct html *html = page->report.html;
    if (table == NULL) {
        return;
    }
    const struct table_def *def = released_def(table);
    struct grid *grid = grid_new(g_strdup(_("Residents who have to move because of the scenario")));
    for (size_t k = 0; k < def->n_columns; k++) {
        if (k != RESILIENCE_CLOSED) {
            grid_heading(grid, show_heading(&def->columns[k]), k > RESILIENCE_CLOSED);
        }
    }
    const char *const keys[] = {NULL, "scenario"};
    for (size_t row = released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        write_plan_row(grid, table, row);
    }
    report_chapter(&page->report, "plan", _("Who has to move"));
    if (grid_rows(grid) == 0) {
        html_leaf(html, "p", _("Nobody in the data has to move."), NULL);
        grid_free(grid);
    } else {
        html_leaf(html, "p",
                  _("As many as possible are moved to free places in other offers in the data that take the "
                    "group and the age, then with the least travel. No other offer in the data does not mean "
                    "that the offer cannot be replaced. For whom there is none the need stays in the figures "
                    "below."),
                  NULL);
        report_grid(&page->report, grid, "plan-table", def->name);
    }
    html_close(html);
}

/* --- places and need --- */

static const size_t AHEAD[] = {BALANCE_AHEAD_PLACES, BALANCE_AHEAD_PLACES_NEEDED, BALANCE_AHEAD_GAP,
                               BALANCE_AHEAD_P_SHORTAGE};

/* Does anything of the group differ in the coming years? */
static bool group_differs(const struct page *page, const char *group)
{
    for (guint i = 0; i < page->differences->len; i++) {
        const struct difference *one = &g_array_index(page->differences, struct difference, i);
        if (one->def == registry_table(TABLE_BALANCE_AHEAD) && strcmp(one->keys[0].name->code, group) == 0) {
            return true;
        }
    }
    return false;
}

/* Where the probability cannot be decided the verdict says so. */
static char *ahead_text(const struct cell *row, size_t column)
{
    const struct column *columns = registry_table(TABLE_BALANCE_AHEAD)->columns;
    if (row == NULL) {
        return g_strdup("\u2013");
    }
    bool undecided = column == BALANCE_AHEAD_P_SHORTAGE && row[column].state == CELL_UNDEFINED &&
                     row[BALANCE_AHEAD_VERDICT].state == CELL_VALUE;
    column = undecided ? BALANCE_AHEAD_VERDICT : column;
    return show_cell(&columns[column], &row[column]);
}

static void write_ahead(struct page *page, const struct edition_group *group)
{
    const struct table_def *def = registry_table(TABLE_BALANCE_AHEAD);
    const struct released_table *table = released_find(page->pages->today, def->name);
    const char *const keys[] = {group->name.code};
    struct grid *grid = grid_new(g_strdup_printf(
        _("%s: places and places needed on 31 December, today / in the scenario"), group->name.label));
    grid_heading(grid, g_strdup(_("Year")), false);
    for (size_t k = 0; k < G_N_ELEMENTS(AHEAD); k++) {
        grid_heading(grid, show_heading(&def->columns[AHEAD[k]]), true);
    }
    for (size_t row = released_row(table, 0, keys, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 1)) {
        const struct cell *today = released_cell(table, row, 0);
        g_autofree char *year = g_strdup_printf("%d", (int)today[BALANCE_AHEAD_YEAR].number);
        const char *const both[] = {group->name.code, year};
        const struct cell *then = cells_of(page->pages->scenario, def->name, both, 2);
        grid_word(grid, year);
        for (size_t k = 0; k < G_N_ELEMENTS(AHEAD); k++) {
            g_autofree char *a = ahead_text(today, AHEAD[k]);
            g_autofree char *b = ahead_text(then, AHEAD[k]);
            grid_text(grid, g_strdup_printf("%s / %s", a, b));
        }
    }
    report_grid(&page->report, grid, NULL, def->name);
}

static void write_balance(struct page *page)
{
    const struct edition *edition = page->report.edition;
    struct html *html = page->report.html;
    bool any = false;
    report_chapter(&page->report, "balance", _("Places and need in the coming years"));
    for (size_t i = 0; i < edition->n_groups; i++) {
        if (released_find(page->pages->today, "balance_ahead") != NULL &&
            group_differs(page, edition->groups[i].name.code)) {
            write_ahead(page, &edition->groups[i]);
            any = true;
        }
    }
    html_leaf(
        html, "p",
        any ? _("Places needed are citizens with a place anywhere, waiting, and without an offer, and how "
                "they are expected to come and leave; some may well be served elsewhere.")
            : _("The scenario changes neither places nor arrivals of a group that can be shown."),
        NULL);
    html_close(html);
}

/* --- what else differs --- */

static const enum table_id COMPARED[] = {TABLE_COOPERATION, TABLE_BUYERS, TABLE_RESILIENCE, TABLE_POOLING};

static char *key_words(const struct difference *one)
{
    GString *words = g_string_new(NULL);
    for (size_t k = 0; k < one->def->n_keys; k++) {
        g_autofree char *key = show_cell(&one->def->columns[k], &one->keys[k]);
        g_string_append_printf(words, "%s%s", k > 0 ? ", " : "", key);
    }
    return g_string_free(words, FALSE);
}

static void add_side(struct grid *grid, const struct column *column, bool has_row, const struct cell *cell)
{
    if (has_row) {
        grid_cell(grid, column, cell);
    } else {
        grid_word(grid, "\u2013");
    }
}

/* Every difference of a table, a row each. */
static void write_differences_of(struct page *page, enum table_id id)
{
    const struct table_def *def = registry_table(id);
    if (!differs(page, def->name)) {
        return;
    }
    struct grid *grid = grid_new(g_strdup(show_text(def->title)));
    grid_heading(grid, g_strdup(_("Row")), false);
    grid_heading(grid, g_strdup(_("Key figure")), false);
    grid_heading(grid, g_strdup(_("Today")), true);
    grid_heading(grid, g_strdup(_("Scenario")), true);
    for (guint i = 0; i < page->differences->len; i++) {
        const struct difference *one = &g_array_index(page->differences, struct difference, i);
        if (one->def != def) {
            continue;
        }
        const struct column *column = &def->columns[one->column];
        grid_text(grid, key_words(one));
        grid_text(grid, show_heading(column));
        add_side(grid, column, one->has_today, &one->today);
        add_side(grid, column, one->has_scenario, &one->scenario);
    }
    report_chapter(&page->report, def->name, show_text(def->title));
    report_grid(&page->report, grid, NULL, def->name);
    html_close(page->report.html);
}

static void write_rest(struct page *page)
{
    struct html *html = page->report.html;
    report_chapter(&page->report, "rest", _("Where everything stands"));
    html_leaf(
        html, "p",
        _("All tables stand in tables/today and tables/scenario, every figure that differs in "
          "tables/differences.csv. A figure that is hidden today or in the scenario has no difference."),
        NULL);
    report_remarks(&page->report, false);
    html_close(html);
}

static void write_title(struct page *page)
{
    struct html *html = page->report.html;
    g_autofree char *day = text_date(page->pages->as_of);
    html_open(html, "header", NULL);
    html_leaf_take(html, "h1", g_strdup_printf(_("Scenario: %s"), page->pages->title), NULL);
    html_leaf(html, "p", page->report.edition->title, "class", "about", NULL);
    html_leaf_take(html, "p",
                   g_strdup_printf(_("Who lives where is compared on %s, the day of the last change."), day),
                   "class", "about", NULL);
    html_leaf(html, "p", _("A scenario is never public."), "class", "caution", NULL);
    html_close(html);
}

static void write_entry(struct page *page, const char *id, const char *title)
{
    g_autofree char *target = g_strconcat("#", id, NULL);
    html_open(page->report.html, "li", NULL);
    html_leaf(page->report.html, "a", title, "href", target, NULL);
    html_close(page->report.html);
}

static void write_contents(struct page *page)
{
    struct html *html = page->report.html;
    html_open(html, "nav", "id", "contents", "aria-label", _("Contents"), NULL);
    html_leaf(html, "p", _("Contents"), NULL);
    html_open(html, "ol", NULL);
    write_entry(page, "changes", _("What is changed"));
    write_entry(page, "plan", _("Who has to move"));
    write_entry(page, "balance", _("Places and need in the coming years"));
    for (size_t i = 0; i < G_N_ELEMENTS(COMPARED); i++) {
        const struct table_def *def = registry_table(COMPARED[i]);
        if (differs(page, def->name)) {
            write_entry(page, def->name, show_text(def->title));
        }
    }
    write_entry(page, "rest", _("Where everything stands"));
    html_close(html);
    html_close(html);
}

static bool write_page(struct page *page, struct outdir *dir, struct diag *diag)
{
    struct html *html = page->report.html;
    char *mark = show_edition_line(page->report.edition);
    report_head(&page->report, mark);
    html_open(html, "body", "class", "short", NULL);
    report_mark(&page->report, mark);
    write_title(page);
    html_open(html, "div", "class", "page", NULL);
    write_contents(page);
    html_open(html, "main", "id", "main", NULL);
    write_changes(page);
    write_plan(page);
    write_balance(page);
    for (size_t i = 0; i < G_N_ELEMENTS(COMPARED); i++) {
        write_differences_of(page, COMPARED[i]);
    }
    write_rest(page);
    html_close(html);
    html_close(html);
    html_leaf(html, "footer", mark, NULL);
    html_close(html);
    char *text = html_finish(html);
    bool good = outdir_write(dir, "report.html", text, strlen(text), diag);
    g_free(text);
    g_free(mark);
    return good;
}

bool scenario_write(const struct scenario_pages *pages, enum csv_dialect dialect, struct outdir *dir,
                    struct diag *diag)
{
    GArray *differences = differences_find(pages->today, pages->scenario);
    struct page page = {.report = {.released = pages->scenario,
                                   .edition = released_edition(pages->scenario),
                                   .html = html_new()},
                        .pages = pages,
                        .differences = differences};
    bool good = tables_csv_write_to(pages->today, dialect, "tables/today", dir, diag) &&
                tables_csv_write_to(pages->scenario, dialect, "tables/scenario", dir, diag) &&
                tables_csv_write_differences(differences, dialect, dir, diag);
    good = write_page(&page, dir, diag) && good;
    g_array_unref(differences);
    return good;
}
