/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables about what the municipalities judge, expect and have delivered; key figures over the years. */
#include "answer_tables.h"

#include "answer_grid.h"
#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

bool answer_table_expected(struct answer *answer)
{
    static const char *const COLUMNS[] = {"direction", "expected_1y", "expected_3y"};
    const struct released_table *table = released_find(answer->released, "expected");
    if (table == NULL) {
        return false;
    }
    answer_grid_begin(answer,
                      g_strdup_printf(_("Expected development according to the municipalities' forms for %d "
                                        "(citizens)"),
                                      answer->year),
                      false);
    answer_grid_heading(answer, _("Municipality"), false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, table, COLUMNS[i], 0);
    }
    for (size_t m = 0; m <= answer->edition->n_municipalities; m++) {
        const char *area = m == 0 ? CHART_REGION : answer->edition->municipalities[m - 1].name.code;
        const char *label =
            m == 0 ? chart_place(answer->edition) : answer->edition->municipalities[m - 1].name.label;
        struct part_row row =
            part_row_of_area(answer->released, "expected", answer->code, area, answer->year);
        if (row.table == NULL) {
            continue;
        }
        answer_grid_text(answer, label);
        if (m == 0) {
            answer_grid_nobody(answer);
        } else {
            answer_grid_cell(answer, row, "direction");
        }
        answer_grid_cell(answer, row, "expected_1y");
        answer_grid_cell(answer, row, "expected_3y");
    }
    return answer_grid_end(answer, GRID_FORMS, "needs",
                           _("The figure for all is the sum of those that gave a number."));
}

bool answer_table_fit(struct answer *answer)
{
    static const char *const COLUMNS[] = {"answer", "municipalities", "who"};
    const struct released_table *table = released_find(answer->released, "fit");
    if (table == NULL) {
        return false;
    }
    answer_grid_begin(
        answer,
        g_strdup_printf(_("How well supply fits demand according to the municipalities, %d (1 = "
                          "least, 5 = most)"),
                        answer->year),
        false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, table, COLUMNS[i], 0);
    }
    GArray *rows = part_rows(answer->released, "fit", answer->code, answer->year);
    for (guint i = 0; i < rows->len; i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(COLUMNS); k++) {
            answer_grid_cell(answer, g_array_index(rows, struct part_row, i), COLUMNS[k]);
        }
    }
    g_array_unref(rows);
    return answer_grid_end(
        answer, GRID_FORMS, "needs",
        _("A municipality whose departments answer differently counts under each answer."));
}

/* --- who delivered --- */

/* How the municipality answered with the form, as a cell. */
static void delivery_cell(struct answer *answer, struct part_form form)
{
    if (form.row.table == NULL) {
        answer_grid_nobody(answer);
    } else if (form.left_out) {
        document_cell_state(answer->document, show_state(CELL_MISSING));
    } else {
        answer_grid_cell(answer, form.row, "status");
    }
}

bool answer_table_coverage(struct answer *answer)
{
    static const char *const INPUTS[] = {"needs", "need_counts", "use_counts"};
    const struct released_table *table = released_find(answer->released, "coverage");
    char *who = part_reporters(answer->released, "needs", answer->code, answer->year);
    bool asked = who != NULL;
    g_free(who);
    if (!asked) {
        return false;
    }
    answer_grid_begin(answer,
                      g_strdup_printf(_("Who has answered: the municipalities' forms for %d"), answer->year),
                      false);
    answer_grid_heading(answer, _("Municipality"), false);
    answer_grid_heading(answer, _("Citizens"), false);
    answer_grid_heading(answer, _("Breakdowns"), false);
    answer_grid_heading(answer, _("Offers used"), false);
    answer_grid_heading_of(answer, table, "received", 0);
    for (size_t m = 0; m < answer->edition->n_municipalities; m++) {
        const struct name *name = &answer->edition->municipalities[m].name;
        answer_grid_text(answer, name->label);
        for (size_t i = 0; i < G_N_ELEMENTS(INPUTS); i++) {
            delivery_cell(answer,
                          part_form_of(answer->released, INPUTS[i], name->code, answer->code, answer->year));
        }
        struct part_form form =
            part_form_of(answer->released, "needs", name->code, answer->code, answer->year);
        if (form.left_out || !cell_has_number(part_cell(form.row, COVERAGE_RECEIVED))) {
            answer_grid_nobody(answer);
        } else {
            answer_grid_cell(answer, form.row, "received");
        }
    }
    return answer_grid_end(
        answer, GRID_REGISTER, NULL,
        _("A municipality that has not reported is missing and is never counted as none. An en "
          "dash means that the form was not asked for, or that another municipality reports."));
}

/* --- key figures --- */

/* Places are a sum over rows of supply; see sentences.h. */
static void places_cell(struct answer *answer, int year)
{
    char *sentence_text = sentences_places_marked(answer->released, answer->code, year);
    document_cell_take(answer->document, sentence_text);
}

bool answer_table_key_figures(struct answer *answer)
{
    if (released_find(answer->released, "need") == NULL) {
        return false;
    }
    char *years = chart_years(answer_first_year(answer), answer->edition->to_year);
    answer_grid_begin(answer,
                      g_strdup_printf(_("Supply and demand in %s, %s"), chart_place(answer->edition), years),
                      false);
    answer_grid_heading(answer, _("Year"), false);
    answer_grid_heading(answer, _("Citizens in the target group"), true);
    answer_grid_heading(answer, _("Waiting for an offer"), true);
    answer_grid_heading(answer, _("Places (mean)"), true);
    answer_grid_heading(answer, _("Actual occupancy"), true);
    for (int year = answer_first_year(answer); year <= answer->edition->to_year; year++) {
        struct part_row need = part_row_of_region(answer->released, "need", answer->code, year);
        if (need.table == NULL) {
            continue;
        }
        char *heading = g_strdup_printf("%d", year);
        answer_grid_text(answer, heading);
        g_free(heading);
        answer_grid_cell(answer, need, "citizens");
        answer_grid_cell(answer, need, "waiting");
        places_cell(answer, year);
        answer_grid_cell(answer, part_row_of_unit(answer->released, "group", answer->code, year),
                         "occupancy");
    }
    g_free(years);
    return answer_grid_end(
        answer, GRID_CITIZENS, "needs",
        _("Places and occupancy are those of the target group's offers in the municipalities here, "
          "used by citizens from anywhere; citizens are those the municipalities act for, in offers "
          "anywhere."));
}

bool answer_table_moves(struct answer *answer)
{
    static const char *const COLUMNS[] = {"from_section", "to_section", "citizens"};
    const struct released_table *table = released_find(answer->released, "moves");
    if (table == NULL) {
        return false;
    }
    answer_grid_begin(
        answer, g_strdup_printf(_("Citizens who moved between sections of the law in %d"), answer->year),
        false);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        answer_grid_heading_of(answer, table, COLUMNS[i], 0);
    }
    GArray *rows = part_rows(answer->released, "moves", answer->code, answer->year);
    for (guint i = 0; i < rows->len; i++) {
        for (size_t k = 0; k < G_N_ELEMENTS(COLUMNS); k++) {
            answer_grid_cell(answer, g_array_index(rows, struct part_row, i), COLUMNS[k]);
        }
    }
    g_array_unref(rows);
    return answer_grid_end(answer, GRID_CITIZENS, "needs", _("No direction is judged."));
}

bool answer_table_initiatives(struct answer *answer)
{
    const struct answer_request *request = answer->request;
    if (request->n_initiatives == 0) {
        return false;
    }
    answer_grid_begin(answer, g_strdup(_("Initiatives")), false);
    answer_grid_heading(answer, _("Initiative"), false);
    answer_grid_heading(answer, _("Status"), false);
    answer_grid_heading(answer, _("Expected handling"), false);
    for (size_t i = 0; i < request->n_initiatives; i++) {
        const struct answer_initiative *initiative = &request->initiatives[i];
        answer_grid_text(answer, initiative->name);
        answer_grid_text(answer, initiative->status);
        answer_grid_text(answer, initiative->handling);
    }
    return answer_grid_end(answer, GRID_REGISTER, NULL, NULL);
}
