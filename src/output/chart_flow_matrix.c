/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who pays, and where the offers lie: a matrix of citizens for each group in the newest year. Only editions
 * that have the table of flows get it, and only regions small enough for a matrix to be read.
 */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define MOST_MUNICIPALITIES 16
#define ROW_PX 34
#define PLOT_PX (CHART_WIDTH - 164) /* between the margins of the script */
#define HEADING_GAP 3               /* between headings */
#define FEWEST_PAYERS 3             /* other municipalities that make a location worth the title */

/* Where offers lie outside the region's municipalities; columns only when somebody is there. */
static const struct elsewhere {
    struct name heading;
    const char *place; /* as a title says it */
} ELSEWHERE[] = {{{"other_region", N_("Other\nregion")}, N_("in another region")},
                 {{"abroad", N_("Abroad")}, N_("abroad")},
                 {{"address_free", N_("Address-\nfree")}, N_("without an address")}};

struct matrix {
    const struct edition *edition;
    const struct edition_group *group;
    const struct released_table *flows;
    int year;
    GPtrArray *locations; /* const struct name * */
    GPtrArray *headings;  /* const char *, borrowed */
    double largest;       /* of those shown */
    unsigned hidden;
};

static size_t find_flow(const struct matrix *matrix, size_t paying, guint location)
{
    const struct name *to = g_ptr_array_index(matrix->locations, location);
    char year[16];
    g_snprintf(year, sizeof year, "%d", matrix->year);
    const char *keys[] = {matrix->group->name.code, year, matrix->edition->municipalities[paying].name.code,
                          to->code};
    return released_row(matrix->flows, 0, keys, G_N_ELEMENTS(keys));
}

static bool is_location_used(const struct matrix *matrix, const char *location)
{
    char year[16];
    g_snprintf(year, sizeof year, "%d", matrix->year);
    const char *keys[] = {matrix->group->name.code, year, NULL, location};
    return released_row(matrix->flows, 0, keys, G_N_ELEMENTS(keys)) != SIZE_MAX;
}

static void read_locations(struct matrix *matrix)
{
    const struct edition *edition = matrix->edition;
    matrix->locations = g_ptr_array_new();
    matrix->headings = g_ptr_array_new();
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const struct edition_municipality *municipality = &edition->municipalities[i];
        bool has_short = municipality->short_name != NULL && *municipality->short_name != '\0';
        g_ptr_array_add(matrix->locations, (void *)&municipality->name);
        g_ptr_array_add(matrix->headings,
                        (void *)(has_short ? municipality->short_name : municipality->name.label));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(ELSEWHERE); i++) {
        if (is_location_used(matrix, ELSEWHERE[i].heading.code)) {
            g_ptr_array_add(matrix->locations, (void *)&ELSEWHERE[i].heading);
            g_ptr_array_add(matrix->headings, (void *)_(ELSEWHERE[i].heading.label));
        }
    }
}

static void measure(struct matrix *matrix)
{
    for (size_t i = 0; i < matrix->edition->n_municipalities; i++) {
        for (guint j = 0; j < matrix->locations->len; j++) {
            const struct cell *cell = chart_cell(matrix->flows, find_flow(matrix, i, j), FLOWS_CITIZENS);
            matrix->largest = cell_has_number(cell) ? MAX(matrix->largest, cell->number) : matrix->largest;
            matrix->hidden += cell->state == CELL_SUPPRESSED;
        }
    }
}

static void write_cell(struct chart_draft *draft, const struct matrix *matrix, size_t i, guint j)
{
    size_t row = find_flow(matrix, i, j);
    if (row == SIZE_MAX) {
        return;
    }
    const struct column *column = &released_def(matrix->flows)->columns[FLOWS_CITIZENS];
    const struct cell *cell = released_cell(matrix->flows, row, FLOWS_CITIZENS);
    const struct name *location = g_ptr_array_index(matrix->locations, j);
    chart_field_number(draft, (double)i, 0);
    chart_field_number(draft, j, 0);
    chart_field_text(draft, matrix->edition->municipalities[i].name.label);
    chart_field_text(draft, location->code);
    chart_field_cell(draft, column, cell);
    if (cell_has_number(cell)) {
        chart_field_take(draft, show_cell(column, cell));
        chart_field_number(draft, matrix->largest > 0 ? sqrt(cell->number / matrix->largest) : 0, 3);
    } else {
        chart_field_text(draft, cell->state == CELL_SUPPRESSED ? _("conf.") : "?");
        chart_field_number(draft, -1, 0);
    }
    chart_end_row(draft);
}

/* A heading stands on one or two lines over its column, the last one nearest to it. */
static void write_heading(struct chart_draft *draft, guint column, char **lines)
{
    guint n = g_strv_length(lines);
    for (guint k = 0; k < n; k++) {
        chart_field_number(draft, column, 0);
        chart_field_number(draft, n - k - 0.4, 1);
        chart_field_text(draft, lines[k]);
        chart_end_row(draft);
    }
    g_strfreev(lines);
}

/* Names from files are broken to fit; our own say where they break. */
static char **break_heading(const struct matrix *matrix, guint j)
{
    const char *heading = g_ptr_array_index(matrix->headings, j);
    double px = (double)PLOT_PX / matrix->locations->len - HEADING_GAP;
    return j < matrix->edition->n_municipalities ? chart_text_wrap(heading, CHART_SIZE_SMALL, px, 2)
                                                 : g_strsplit(heading, "\n", 2);
}

static void write_data(struct chart_draft *draft, const struct matrix *matrix)
{
    size_t n = matrix->edition->n_municipalities;
    chart_head(draft, "row\tcolumn\tpaying\tlocation\tcitizens\ttext\tshade");
    for (size_t i = 0; i < n; i++) {
        for (guint j = 0; j < matrix->locations->len; j++) {
            write_cell(draft, matrix, i, j);
        }
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (size_t i = 0; i < n; i++) {
        chart_label_rows(draft, (double)i, 16.0 / ROW_PX, matrix->edition->municipalities[i].name.label,
                         CHART_SIZE_BODY, 128, 2);
    }
    chart_next_block(draft);
    chart_head(draft, "column\tline\theading");
    for (guint j = 0; j < matrix->headings->len; j++) {
        write_heading(draft, j, break_heading(matrix, j));
    }
}

/* Municipalities that pay for citizens in location j, other than itself, by shown or hidden cells: a hidden
 * one is somebody too, but only shown ones are counted. */
static guint count_payers(const struct matrix *matrix, guint j, bool *hidden)
{
    guint payers = 0;
    *hidden = false;
    for (size_t i = 0; i < matrix->edition->n_municipalities; i++) {
        const struct cell *cell = chart_cell(matrix->flows, find_flow(matrix, i, j), FLOWS_CITIZENS);
        payers += i != j && cell_has_number(cell) && cell->number > 0;
        *hidden = *hidden || (i != j && cell->state == CELL_SUPPRESSED);
    }
    return payers;
}

static const char *place_elsewhere(const char *code)
{
    size_t i = 0;
    while (i + 1 < G_N_ELEMENTS(ELSEWHERE) && strcmp(ELSEWHERE[i].heading.code, code) != 0) {
        i++;
    }
    return _(ELSEWHERE[i].place);
}

static char *title_of(const struct matrix *matrix, guint location, guint payers, bool hidden)
{
    const struct name *name = g_ptr_array_index(matrix->locations, location);
    if (location < matrix->edition->n_municipalities) {
        return g_strdup_printf(hidden ? _("Offers in %s serve citizens from at least %u other municipalities")
                                      : _("Offers in %s serve citizens from %u other municipalities"),
                               name->label, payers);
    }
    return g_strdup_printf(hidden ? _("At least %u municipalities have citizens in offers %s")
                                  : _("%u municipalities have citizens in offers %s"),
                           payers, place_elsewhere(name->code));
}

/* The location that most municipalities use, when it is one alone. */
static char *make_title(const struct matrix *matrix)
{
    guint most = 0, location = 0, alike = 0;
    bool any_hidden = false;
    for (guint j = 0; j < matrix->locations->len; j++) {
        bool hidden;
        guint payers = count_payers(matrix, j, &hidden);
        alike = payers > most ? 1 : alike + (payers == most);
        if (payers > most) {
            most = payers;
            location = j;
            any_hidden = hidden;
        }
    }
    return most >= FEWEST_PAYERS && alike == 1
               ? title_of(matrix, location, most, any_hidden)
               : g_strdup(_("Citizens by paying municipality and location of the offer"));
}

/* The largest shown flow between two different places. */
static void say_largest(struct chart_draft *draft, const struct matrix *matrix)
{
    size_t from = 0;
    guint to = 0;
    double largest = 0;
    for (size_t i = 0; i < matrix->edition->n_municipalities; i++) {
        for (guint j = 0; j < matrix->locations->len; j++) {
            const struct cell *cell = chart_cell(matrix->flows, find_flow(matrix, i, j), FLOWS_CITIZENS);
            if (i != j && cell_has_number(cell) && cell->number > largest) {
                largest = cell->number;
                from = i;
                to = j;
            }
        }
    }
    if (largest > 0) {
        char *number = text_number(largest, 0);
        const struct cell *place = chart_cell(matrix->flows, find_flow(matrix, from, to), FLOWS_LOCATION);
        chart_take_sentence(
            draft,
            g_strdup_printf(_("Largest flow shown out of a municipality: %s to %s (%s citizens)."),
                            matrix->edition->municipalities[from].name.label, place->name->label, number));
        g_free(number);
    }
}

static void describe(struct chart_draft *draft, const struct matrix *matrix)
{
    chart_take_sentence(draft,
                        g_strdup_printf(_("Matrix of citizens by paying municipality (rows) and location of "
                                          "the offer (columns): %s, %d."),
                                        matrix->group->name.label, matrix->year));
    say_largest(draft, matrix);
    chart_add_states(draft, matrix->hidden, 0);
    chart_add_table(draft, matrix->flows);
}

static void add_matrix(struct chart_batch *batch, struct matrix *matrix)
{
    struct chart_draft *draft = chart_begin(batch, "flow_matrix", matrix->group->name.code, 0, "flows");
    read_locations(matrix);
    measure(matrix);
    chart_take_title(draft, make_title(matrix));
    chart_take_subtitle(draft,
                        g_strdup_printf(_("%s. Citizens during %d by paying municipality (row) and location "
                                          "of the offer (column)"),
                                        matrix->group->name.label, matrix->year));
    chart_take_note(draft, g_strdup(matrix->edition->audience != AUDIENCE_INTERNAL
                                        ? _("Empty: no citizens reported, or left out. conf. = confidential.")
                                        : _("Empty: no citizens reported.")));
    chart_add_source(draft, matrix->edition, false);
    describe(draft, matrix);
    chart_set_body(draft, 38 + ROW_PX * (int)matrix->edition->n_municipalities);
    chart_number(draft, "ROWS", (double)matrix->edition->n_municipalities);
    chart_number(draft, "COLUMNS", matrix->locations->len);
    write_data(draft, matrix);
    g_ptr_array_unref(matrix->locations);
    g_ptr_array_unref(matrix->headings);
}

static void add_too_many(struct chart_batch *batch, const struct edition *edition)
{
    struct chart_draft *draft = chart_begin(batch, "flow_matrix", "", 0, "flows");
    const char *why = _("There are too many municipalities for a matrix that can be read.");
    chart_take_title(draft, g_strdup(_("Citizens by paying municipality and location of the offer")));
    chart_take_subtitle(draft, g_strdup(chart_place(edition)));
    chart_add_source(draft, edition, false);
    chart_take_sentence(draft, g_strdup(why));
    chart_set_empty(draft, why);
}

void chart_flow_matrix(const struct released *released, struct chart_batch *batch)
{
    const struct released_table *flows = released_find(released, "flows");
    const struct edition *edition = released_edition(released);
    if (flows == NULL || released_rows(flows) == 0 || edition->n_municipalities < 2) {
        return;
    }
    if (edition->n_municipalities > MOST_MUNICIPALITIES) {
        add_too_many(batch, edition);
        return;
    }
    for (size_t i = 0; i < edition->n_groups; i++) {
        struct matrix matrix = {.edition = edition, .group = &edition->groups[i], .flows = flows};
        matrix.year = chart_latest_year(flows, matrix.group->name.code, FLOWS_YEAR, FLOWS_CITIZENS);
        if (matrix.year > 0) {
            add_matrix(batch, &matrix);
        }
    }
}
