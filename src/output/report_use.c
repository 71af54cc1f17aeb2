/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who uses and pays for what: tables by pairs of municipality and offer, which public editions do not have.
 */
#include "report.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

static const enum table_id TABLES[] = {TABLE_USE_MATRIX, TABLE_FLOWS, TABLE_ADDRESS_FREE};

bool report_has_cooperation(const struct report *report)
{
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        const struct released_table *table = released_find(report->released, registry_table(TABLES[i])->name);
        if (table != NULL && released_rows(table) > 0) {
            return true;
        }
    }
    return false;
}

/* The offers that the group uses in the year, as they stand in the table. */
static GPtrArray *offers_of(const struct released_table *table, const char *const keys[2])
{
    GPtrArray *offers = g_ptr_array_new();
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        const struct name *offer = released_cell(table, row, USE_MATRIX_OFFER)->name;
        if (g_hash_table_add(seen, (void *)offer->code)) {
            g_ptr_array_add(offers, (void *)offer);
        }
    }
    g_hash_table_unref(seen);
    return offers;
}

/* Offers down, municipalities across. A pair without a row had no citizen, or the edition leaves it out. */
static void write_matrix(struct report *report, const struct edition_group *group, int year)
{
    const struct released_table *table = released_find(report->released, "use_matrix");
    const struct edition *edition = report->edition;
    char *text = g_strdup_printf("%d", year);
    const char *const keys[] = {group->name.code, text};
    if (table == NULL || released_row(table, 0, keys, 2) == SIZE_MAX) {
        g_free(text);
        return;
    }
    GPtrArray *offers = offers_of(table, keys);
    bool all_rows = edition->audience == AUDIENCE_INTERNAL;
    struct grid *grid =
        grid_new(g_strdup_printf(all_rows ? _("Citizens by offer and municipality during %d; \"none\" = no "
                                              "citizen is reported for the pair")
                                          : _("Citizens by offer and municipality during %d; pairs that "
                                              "would betray somebody are left out"),
                                 year));
    grid_heading(grid, g_strdup(_("Offer")), false);
    for (size_t m = 0; m < edition->n_municipalities; m++) {
        grid_heading(grid, g_strdup(edition->municipalities[m].name.label), true);
    }
    for (guint i = 0; i < offers->len; i++) {
        const struct name *offer = g_ptr_array_index(offers, i);
        grid_word(grid, offer->label);
        for (size_t m = 0; m < edition->n_municipalities; m++) {
            const char *const pair[] = {keys[0], keys[1], edition->municipalities[m].name.code, offer->code};
            size_t row = released_row(table, 0, pair, 4);
            if (row == SIZE_MAX) {
                grid_state(grid, all_rows ? _("none") : _("none or hidden"));
            } else {
                grid_cell(grid, &registry_table(TABLE_USE_MATRIX)->columns[USE_MATRIX_CITIZENS],
                          released_cell(table, row, USE_MATRIX_CITIZENS));
            }
        }
    }
    report_grid(report, grid, NULL, "use_matrix");
    g_ptr_array_unref(offers);
    g_free(text);
}

static void write_rows(struct report *report, enum table_id id, size_t first, size_t last,
                       const struct edition_group *group, int year)
{
    const struct table_def *def = registry_table(id);
    const struct released_table *table = released_find(report->released, def->name);
    char *text = g_strdup_printf("%d", year);
    const char *const keys[] = {group->name.code, text};
    struct grid *grid = grid_new(g_strdup_printf("%s, %d", show_text(def->title), year));
    for (size_t i = first; i <= last; i++) {
        enum column_kind kind = def->columns[i].kind;
        grid_heading(grid, show_heading(&def->columns[i]), kind == COLUMN_COUNT || kind == COLUMN_MONEY);
    }
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        for (size_t i = first; i <= last; i++) {
            grid_cell(grid, &def->columns[i], released_cell(table, row, i));
        }
    }
    g_free(text);
    if (grid_rows(grid) > 0) {
        report_grid(report, grid, NULL, def->name);
    } else {
        grid_free(grid);
    }
}

void report_cooperation(struct report *report)
{
    report_chapter(report, "use", _("Who uses which offers"));
    html_leaf(report->html, "p",
              _("The tables show single municipalities and offers. They are for those who take part in the "
                "cooperation "
                "and may not be passed on."),
              NULL);
    for (size_t i = 0; i < report->edition->n_groups; i++) {
        const struct edition_group *group = &report->edition->groups[i];
        if (group->below_threshold) {
            continue;
        }
        int year = sentences_year(report->released, group->name.code);
        html_leaf(report->html, "h3", group->name.label, NULL);
        report_fold(report, _("Offers and municipalities, payment, address-free efforts"));
        write_matrix(report, group, year);
        write_rows(report, TABLE_FLOWS, FLOWS_PAYING, FLOWS_EXPENDITURE, group, year);
        write_rows(report, TABLE_ADDRESS_FREE, ADDRESS_FREE_MUNICIPALITY, ADDRESS_FREE_CITIZENS, group, year);
        html_close(report->html);
    }
    html_close(report->html);
}
