/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups and phrases that kinds of pictures share; see chart_data.h. */
#include "chart_data.h"

#include "vifte/chart.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

const struct cell *chart_cell(const struct released_table *table, size_t row, size_t column)
{
    static const struct cell ABSENT = {.state = CELL_MISSING};
    return row == SIZE_MAX ? &ABSENT : released_cell(table, row, column);
}

static const char *year_key(int year, char buffer[16])
{
    g_snprintf(buffer, 16, "%d", year);
    return buffer;
}

size_t chart_row_by_municipality(const struct released_table *table, const char *group,
                                 const char *municipality, int year)
{
    char buffer[16];
    return released_row(table, 0, (const char *const[]){group, municipality, year_key(year, buffer)}, 3);
}

size_t chart_row_by_group(const struct released_table *table, const char *group, int year)
{
    char buffer[16];
    return released_row(table, 0, (const char *const[]){group, year_key(year, buffer)}, 2);
}

int chart_latest_year(const struct released_table *table, const char *group, size_t year, size_t measure)
{
    int latest = 0;
    for (size_t row = released_row(table, 0, &group, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, &group, 1)) {
        if (cell_has_number(released_cell(table, row, measure))) {
            latest = MAX(latest, (int)released_cell(table, row, year)->number);
        }
    }
    return latest;
}

bool chart_has_group(const struct released_table *table, const char *group)
{
    return released_row(table, 0, &group, 1) != SIZE_MAX;
}

const char *chart_place(const struct edition *edition)
{
    return *edition->region != '\0' ? edition->region : _("the area");
}

char *chart_years(int from, int to)
{
    return from == to ? g_strdup_printf("%d", to) : g_strdup_printf("%d\u2013%d", from, to);
}

char *chart_when(const struct column *basis_column, const struct cell *basis, int year)
{
    if (basis->state != CELL_VALUE) {
        return g_strdup_printf("%d", year);
    }
    char *words = show_cell(basis_column, basis);
    char *first = g_utf8_substring(words, 0, MIN(1, g_utf8_strlen(words, -1)));
    char *lower = g_utf8_strdown(first, -1);
    char *when = g_strdup_printf("%d, %s%s", year, lower, words + strlen(first));
    g_free(lower);
    g_free(first);
    g_free(words);
    return when;
}

char *chart_list(const GPtrArray *names, guint most)
{
    guint n = names->len > most ? most - 1 : names->len;
    const char **items = g_new(const char *, n + 1);
    for (guint i = 0; i < n; i++) {
        items[i] = g_ptr_array_index(names, i);
    }
    guint others = names->len - n;
    char *rest = g_strdup_printf(P_("%u other", "%u others", others), others);
    items[n] = rest;
    char *list = text_list(items, others > 0 ? n + 1 : n);
    g_free(rest);
    g_free(items);
    return list;
}

/* "name: 2019, 2021-2022" */
static void append_years(GString *out, const char *name, const GArray *years)
{
    g_string_append_printf(out, out->len > 0 ? "; %s: " : "%s: ", name);
    for (guint i = 0; i < years->len;) {
        guint last = i;
        while (last + 1 < years->len &&
               g_array_index(years, int, last + 1) == g_array_index(years, int, last) + 1) {
            last++;
        }
        char *span = chart_years(g_array_index(years, int, i), g_array_index(years, int, last));
        g_string_append_printf(out, i > 0 ? ", %s" : "%s", span);
        g_free(span);
        i = last + 1;
    }
}

/* What a series says where it has no number: the reason where there is one. */
static const char *word_for(const struct cell *cell)
{
    const char *reason = reason_text(cell->reason);
    bool explained = (cell->state == CELL_NA || cell->state == CELL_UNDEFINED) && *reason != '\0';
    return explained ? reason : show_state(cell->state);
}

char *chart_gaps(const struct cell *const *cells, int from, int n)
{
    GString *out = g_string_new(NULL);
    GPtrArray *words = g_ptr_array_new(); /* in order of appearance */
    for (int k = 0; k < n; k++) {
        if (cells[k] != NULL && !cell_has_number(cells[k]) &&
            !g_ptr_array_find_with_equal_func(words, word_for(cells[k]), g_str_equal, NULL)) {
            g_ptr_array_add(words, (void *)word_for(cells[k]));
        }
    }
    for (guint i = 0; i < words->len; i++) {
        GArray *years = g_array_new(FALSE, FALSE, sizeof(int));
        for (int k = 0; k < n; k++) {
            int year = from + k;
            if (cells[k] != NULL && !cell_has_number(cells[k]) &&
                strcmp(word_for(cells[k]), g_ptr_array_index(words, i)) == 0) {
                g_array_append_val(years, year);
            }
        }
        append_years(out, g_ptr_array_index(words, i), years);
        g_array_unref(years);
    }
    g_ptr_array_unref(words);
    return g_string_free(out, FALSE);
}

void chart_add_source(struct chart_draft *draft, const struct edition *edition, bool population)
{
    char *date = text_date(edition->date);
    char **parts = g_strsplit(date, " ", -1);
    char *whole = g_strjoinv("\u00a0", parts); /* a date is not broken */
    GString *source = g_string_new(NULL);
    g_string_append_printf(source, _("Source: reports from municipalities and offers to \"%s\", as of %s."),
                           edition->title, whole);
    if (population) {
        g_string_append_printf(source, " %s", _("Population: Statistics Denmark."));
    }
    chart_take_note(draft, g_string_free(source, FALSE));
    g_free(whole);
    g_strfreev(parts);
    g_free(date);
}

void chart_add_states(struct chart_draft *draft, unsigned hidden, unsigned missing)
{
    if (hidden > 0) {
        chart_take_sentence(draft, g_strdup_printf(P_("%u figure is confidential and not shown.",
                                                      "%u figures are confidential and not shown.", hidden),
                                                   hidden));
    }
    if (missing > 0) {
        chart_take_sentence(
            draft, g_strdup_printf(
                       P_("%u figure was not reported.", "%u figures were not reported.", missing), missing));
    }
}

void chart_add_table(struct chart_draft *draft, const struct released_table *table)
{
    chart_take_sentence(draft, g_strdup_printf(_("The numbers stand in the table \"%s\"."),
                                               show_text(released_def(table)->title)));
}
