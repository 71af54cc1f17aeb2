/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chapter on coverage: who delivered what, where sources differ, what was found in the input. */
#include "report.h"

#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/remarks.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_ROWS 100

/* Names of a key column in rows of one period, each once, as they stand in the table. */
static GPtrArray *names_in(const struct released_table *table, const char *period, size_t column)
{
    GPtrArray *names = g_ptr_array_new();
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    const char *const keys[] = {NULL, NULL, period};
    for (size_t row = released_row(table, 0, keys, 3); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 3)) {
        const struct name *name = released_cell(table, row, column)->name;
        if (g_hash_table_add(seen, (void *)name->code)) {
            g_ptr_array_add(names, (void *)name);
        }
    }
    g_hash_table_unref(seen);
    return names;
}

static int compare_senders(gconstpointer a, gconstpointer b)
{
    const struct name *x = *(const struct name *const *)a;
    const struct name *y = *(const struct name *const *)b;
    return text_compare(x->label, y->label);
}

static bool counts(const struct cell *status)
{
    return status->state == CELL_VALUE &&
           (strcmp(status->name->code, "received") == 0 || strcmp(status->name->code, "late") == 0);
}

/* All versions of one delivery, the one that counts first: "Received; Replaced by a newer version". */
static char *status_of(const struct released_table *table, const char *input, const char *sender,
                       const char *period)
{
    const struct column *column = &registry_table(TABLE_COVERAGE)->columns[COVERAGE_STATUS];
    const char *const keys[] = {input, sender, period};
    GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
    for (size_t row = released_row(table, 0, keys, 3); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 3)) {
        const struct cell *status = released_cell(table, row, COVERAGE_STATUS);
        char *word = show_cell(column, status);
        if (g_ptr_array_find_with_equal_func(words, word, g_str_equal, NULL)) {
            g_free(word);
        } else {
            g_ptr_array_insert(words, counts(status) ? 0 : -1, word);
        }
    }
    g_ptr_array_add(words, NULL);
    char *text = words->len == 1 ? g_strdup(show_state(CELL_NA)) : g_strjoinv("; ", (char **)words->pdata);
    g_ptr_array_unref(words);
    return text;
}

static void write_matrix(struct report *report, const struct released_table *table, const char *period,
                         char *caption)
{
    GPtrArray *senders = names_in(table, period, COVERAGE_SENDER);
    GPtrArray *inputs = names_in(table, period, COVERAGE_TABLE);
    g_ptr_array_sort(senders, compare_senders);
    struct grid *grid = grid_new(caption);
    grid_heading(grid, g_strdup(_("Sender")), false);
    for (guint i = 0; i < inputs->len; i++) {
        const struct name *input = g_ptr_array_index(inputs, i);
        grid_heading(grid, g_strdup(show_text(input->label)), false);
    }
    for (guint s = 0; s < senders->len; s++) {
        const struct name *sender = g_ptr_array_index(senders, s);
        grid_word(grid, sender->label);
        for (guint i = 0; i < inputs->len; i++) {
            const struct name *input = g_ptr_array_index(inputs, i);
            grid_text(grid, status_of(table, input->code, sender->code, period));
        }
    }
    if (grid_rows(grid) > 0) {
        report_grid(report, grid, NULL, "coverage");
    } else {
        grid_free(grid);
    }
    g_ptr_array_unref(inputs);
    g_ptr_array_unref(senders);
}

static void write_deliveries(struct report *report)
{
    const struct released_table *table = released_find(report->released, "coverage");
    if (table == NULL) {
        return;
    }
    html_leaf(report->html, "h3", show_text(released_def(table)->title), NULL);
    html_leaf(report->html, "p", show_text(released_def(table)->note), NULL);
    char *last = g_strdup_printf("%d", report->edition->to_year);
    write_matrix(report, table, last, g_strdup_printf(_("Deliveries for %d"), report->edition->to_year));
    write_matrix(report, table, "all", g_strdup(_("Deliveries that cover all years")));
    g_free(last);
    if (report->edition->from_year == report->edition->to_year) {
        return;
    }
    report_fold(report, _("Earlier years"));
    for (int year = report->edition->to_year - 1; year >= report->edition->from_year; year--) {
        char *period = g_strdup_printf("%d", year);
        write_matrix(report, table, period, g_strdup_printf(_("Deliveries for %d"), year));
        g_free(period);
    }
    html_close(report->html);
}

/* Notes tell how files were understood; a reader needs what may have harmed a figure. */
static bool is_note(const struct released_table *table, size_t row)
{
    return released_def(table) == registry_table(TABLE_QUALITY) &&
           strcmp(released_cell(table, row, QUALITY_LEVEL)->name->code, "note") == 0;
}

static void add_row(struct grid *grid, const struct released_table *table, size_t row, const size_t *wanted,
                    size_t n)
{
    for (size_t i = 0; i < n; i++) {
        grid_cell(grid, &released_def(table)->columns[wanted[i]], released_cell(table, row, wanted[i]));
    }
}

/* A table for internal use, folded away: only what a reader needs of it; all of it stands in its file. */
static void write_list(struct report *report, enum table_id id, const size_t *wanted, size_t n)
{
    const struct table_def *def = registry_table(id);
    const struct released_table *table = released_find(report->released, def->name);
    if (table == NULL || released_rows(table) == 0) {
        return;
    }
    struct grid *grid =
        grid_new(g_strdup_printf(_("%s; all of it in tables/%s.csv"), show_text(def->title), def->name));
    for (size_t i = 0; i < n; i++) {
        enum column_kind kind = def->columns[wanted[i]].kind;
        grid_heading(grid, show_heading(&def->columns[wanted[i]]),
                     kind == COLUMN_COUNT || kind == COLUMN_DECIMAL);
    }
    for (size_t row = 0; row < released_rows(table) && grid_rows(grid) < MOST_ROWS; row++) {
        if (!is_note(table, row)) {
            add_row(grid, table, row, wanted, n);
        }
    }
    char *summary =
        g_strdup_printf(P_("Table of %zu row", "Table of %zu rows", grid_rows(grid)), grid_rows(grid));
    html_leaf(report->html, "h3", show_text(def->title), NULL);
    report_fold(report, summary);
    report_grid(report, grid, NULL, def->name);
    html_close(report->html);
    g_free(summary);
}

/* Titles of the edition's tables that the remark touches: "Need; Occupancy by year". Newly allocated. */
static char *touched_titles(const struct report *report, const struct edition_remark *remark)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < released_size(report->released); i++) {
        const struct table_def *def = released_def(released_at(report->released, i));
        if (remarks_touch(remark, def->name)) {
            g_string_append_printf(out, "%s%s", out->len > 0 ? "; " : "", show_text(def->title));
        }
    }
    return g_string_free(out, FALSE);
}

void report_remarks(struct report *report, bool findings_below)
{
    const struct edition *edition = report->edition;
    if (edition->n_remarks == 0) {
        return;
    }
    html_leaf(report->html, "h3", _("Remarks on the input"), NULL);
    html_leaf(report->html, "p",
              findings_below ? _("The codes stand under the tables and figures whose "
                                 "input they concern. The findings themselves "
                                 "are in the table below, by code.")
                             : _("The codes stand under the tables and figures whose "
                                 "input they concern. Files, rows and numbers "
                                 "are in the internal edition."),
              NULL);
    html_open(report->html, "dl", "class", "words", NULL);
    for (size_t i = 0; i < edition->n_remarks; i++) {
        const struct edition_remark *remark = &edition->remarks[i];
        char *id = g_strconcat("remark-", remark->code, NULL), *titles = touched_titles(report, remark);
        html_leaf_take(report->html, "dt", g_strdup_printf("%s: %s", remark->code, show_text(remark->title)),
                       "id", id, NULL);
        html_leaf_take(report->html, "dd",
                       *titles != '\0'
                           ? g_strdup_printf(_("%s Touches: %s."), show_text(remark->explanation), titles)
                           : g_strdup(show_text(remark->explanation)),
                       NULL);
        g_free(titles);
        g_free(id);
    }
    html_close(report->html);
}

void report_coverage(struct report *report)
{
    static const size_t DIFFERENCES[] = {
        RECONCILIATION_OFFER, RECONCILIATION_PERIOD, RECONCILIATION_MEASURE,   RECONCILIATION_OPERATOR,
        RECONCILIATION_STAYS, RECONCILIATION_FORMS,  RECONCILIATION_DIFFERENCE};
    static const size_t FINDINGS[] = {QUALITY_CODE,  QUALITY_FILE,    QUALITY_LINE,
                                      QUALITY_LEVEL, QUALITY_MESSAGE, QUALITY_CURE};
    report_chapter(report, "coverage", _("Coverage and quality"));
    write_deliveries(report);
    write_list(report, TABLE_RECONCILIATION, DIFFERENCES, G_N_ELEMENTS(DIFFERENCES));
    report_remarks(report, report->edition->audience == AUDIENCE_INTERNAL);
    write_list(report, TABLE_QUALITY, FINDINGS, G_N_ELEMENTS(FINDINGS));
    html_close(report->html);
}
