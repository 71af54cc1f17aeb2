/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups and phrases that kinds of pictures share; see chart_data.h. */
#include "chart_data.h"

#include "vifte/chart.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
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

char *chart_location_name(const struct edition *edition, const struct cell *location)
{
    return strcmp(location->name->code, "other_municipality") == 0
               ? g_strdup_printf(_("Another municipality in %s"), chart_place(edition))
               : g_strdup(show_text(location->name->label));
}

char *chart_years(int from, int to)
{
    return from == to ? g_strdup_printf("%d", to) : g_strdup_printf("%d\u2013%d", from, to);
}

/* A date is not broken. */
static char *unbroken(const char *text)
{
    char **parts = g_strsplit(text, " ", -1);
    char *whole = g_strjoinv("\u00a0", parts);
    g_strfreev(parts);
    return whole;
}

char *chart_when(const struct column *basis_column, const struct cell *basis, int year)
{
    if (basis->state != CELL_VALUE) {
        return g_strdup_printf("%d", year);
    }
    char *words = show_cell(basis_column, basis);
    char *first = g_utf8_substring(words, 0, MIN(1, g_utf8_strlen(words, -1)));
    char *lower = g_utf8_strdown(first, -1);
    char *whole = unbroken(words + strlen(first));
    char *when = g_strdup_printf("%d, %s%s", year, lower, whole);
    g_free(whole);
    g_free(lower);
    g_free(first);
    g_free(words);
    return when;
}

/* "10/11" rests on fewer than all, "11/11" does not. */
static bool is_part(const struct cell *reported)
{
    const char *code = reported->name->code;
    const char *all = strchr(code, '/');
    return all != NULL && g_ascii_strtoull(code, NULL, 10) < g_ascii_strtoull(all + 1, NULL, 10);
}

/* "10 of 11 municipalities" for one group; NULL where its figure is not shown. */
static char *reporters_of(const struct released *released, const struct edition_group *group, int year,
                          bool *part)
{
    const struct released_table *need = released_find(released, "need");
    int of = year > 0 ? year : sentences_year(released, group->name.code);
    size_t row = chart_row_by_municipality(need, group->name.code, CHART_REGION, of);
    const struct cell *reported = chart_cell(need, row, NEED_REPORTED_BY);
    if (group->below_threshold || reported->state != CELL_VALUE ||
        !cell_has_number(chart_cell(need, row, NEED_CITIZENS))) {
        return NULL;
    }
    *part = is_part(reported);
    return show_cell(&released_def(need)->columns[NEED_REPORTED_BY], reported);
}

char *chart_incomplete(const struct released *released, int year)
{
    const struct edition *edition = released_edition(released);
    GString *list = g_string_new(NULL);
    char *first = NULL;
    bool any = false, alike = true;
    for (size_t i = 0; released_find(released, "need") != NULL && i < edition->n_groups; i++) {
        bool part = false;
        char *who = reporters_of(released, &edition->groups[i], year, &part);
        if (part) {
            g_string_append_printf(list, "%s%s (%s)", any ? "; " : "", edition->groups[i].name.label, who);
        }
        any = any || part;
        alike = alike && (first == NULL || who == NULL || strcmp(first, who) == 0);
        first = first == NULL ? g_strdup(who) : first;
        g_free(who);
    }
    char *text = NULL;
    if (any) {
        text =
            alike ? g_strdup_printf(_("The numbers of citizens rest on reports from %s."), first)
                  : g_strdup_printf(_("Not all municipalities have reported their citizens: %s."), list->str);
    }
    g_string_free(list, TRUE);
    g_free(first);
    return text;
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
    char *whole = unbroken(date);
    GString *source = g_string_new(NULL);
    g_string_append_printf(source, _("Source: reports from municipalities and offers to \"%s\", as of %s."),
                           edition->title, whole);
    if (population) {
        g_string_append_printf(source, " %s", _("Population: Statistics Denmark."));
    }
    chart_take_note(draft, g_string_free(source, FALSE));
    g_free(whole);
    g_free(date);
}

void chart_append_states(GString *out, unsigned hidden, unsigned missing)
{
    if (hidden > 0) {
        g_string_append_printf(out,
                               P_("%u figure is confidential and not shown.",
                                  "%u figures are confidential and not shown.", hidden),
                               hidden);
    }
    if (missing > 0) {
        g_string_append(out, hidden > 0 ? " " : "");
        g_string_append_printf(
            out, P_("%u figure was not reported.", "%u figures were not reported.", missing), missing);
    }
}

void chart_add_states(struct chart_draft *draft, unsigned hidden, unsigned missing)
{
    GString *text = g_string_new(NULL);
    chart_append_states(text, hidden, missing);
    if (text->len > 0) {
        chart_take_sentence(draft, g_strdup(text->str));
    }
    g_string_free(text, TRUE);
}

void chart_add_table(struct chart_draft *draft, const struct released_table *table)
{
    chart_take_sentence(draft, g_strdup_printf(_("The numbers stand in the table \"%s\"."),
                                               show_text(released_def(table)->title)));
}
