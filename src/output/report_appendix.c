/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The appendix on method: words, what is hidden, parameters, and every column as the registry defines it. */
#include "report.h"

#include "chart_data.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

struct word {
    const char *term, *meaning; /* N_() */
};

static const struct word WORDS[] = {
    {N_("Citizens in the target group"), N_("Persons counted as the municipalities delimit the group, on the "
                                            "stated date or during the stated year. "
                                            "Membership is a professional judgement.")},
    {N_("Supply and demand"), N_("Supply is the places that the offers have. Demand is bought places and "
                                 "citizens who wait. Neither is the "
                                 "need, which is a professional assessment.")},
    {N_("Arrivals and exits"),
     N_("Persons whose stay began and ended during the year. Stays close to each other count as one.")},
    {N_("Clear change"),
     N_("A change in the number of citizens is called clear when arrivals and exits differ by more than "
        "chance "
        "brings in 95 of 100 cases if both are as likely, and a forecast when today's number lies outside "
        "its "
        "95 per cent limits. A municipality stands out when its rate lies outside the 99.8 per cent limits. "
        "Of "
        "occupancy, changes of at least 5 percentage points in a municipality and 10 in an offer are named, "
        "whatever chance may bring. Among many target groups some changes look clear by chance alone.")},
    {N_("Place-days"), N_("Places in force, added up day by day.")},
    {N_("Actual occupancy"), N_("Occupied days over place-days. It can exceed 100 per cent.")},
    {N_("Budgeted occupancy"),
     N_("The occupancy that the daily rate was computed with. It is never mixed with the actual one.")},
    {N_("Percentage point"),
     N_("The difference between two percentages: from 81 to 77 per cent is 4 percentage points down.")},
    {N_("Sum of the municipalities' reports"), N_("Where only forms exist, a citizen whom two municipalities "
                                                  "report is counted twice. No statement is made on "
                                                  "chance.")},
};

static const struct word STATES[] = {
    {N_("confidential"), N_("The figure is known, but is not shown in this edition. Where the figures of all "
                            "municipalities are confidential, some of them may be 0.")},
    {N_("not reported"), N_("Nobody reported the figure. It is never the same as zero.")},
    {N_("not applicable"), N_("The question makes no sense here.")},
    {N_("undefined"), N_("There are data, but too few for this figure or nothing to compare with.")},
};

static void write_words(struct report *report, const struct word *words, size_t n)
{
    html_open(report->html, "dl", "class", "words", NULL);
    for (size_t i = 0; i < n; i++) {
        html_leaf(report->html, "dt", show_text(words[i].term), NULL);
        html_leaf(report->html, "dd", show_text(words[i].meaning), NULL);
    }
    html_close(report->html);
}

static void write_vocabulary(struct report *report)
{
    const struct edition *edition = report->edition;
    html_leaf(report->html, "h3", _("How words are used"), NULL);
    write_words(report, WORDS, G_N_ELEMENTS(WORDS));
    html_leaf_take(report->html, "p",
                   g_strdup_printf(_("\"In %s\" means in offers that lie there, whoever runs them."),
                                   chart_place(edition)),
                   NULL);
    html_leaf(report->html, "p",
              _("Rounded figures need not add up. Persons are counted distinct, never added over rows."),
              NULL);
    html_leaf(report->html, "h3", _("Words in place of figures"), NULL);
    write_words(report, STATES, G_N_ELEMENTS(STATES));
}

static void write_hidden(struct report *report)
{
    size_t hidden, cells;
    released_hidden(report->released, &hidden, &cells);
    char *some = text_number((double)hidden, 0);
    char *all = text_number((double)cells, 0);
    char *percent = text_percent(cells > 0 ? (double)hidden / (double)cells : 0, 1);
    html_leaf(report->html, "h3", _("What this edition does not show"), NULL);
    html_leaf_take(report->html, "p",
                   g_strdup_printf(P_("%s of %s cell in the edition's tables is hidden (%s).",
                                      "%s of %s cells in the edition's tables are hidden (%s).", cells),
                                   some, all, percent),
                   NULL);
    if (released_n_absent(report->released) > 0) {
        html_leaf(report->html, "p", _("These tables exist, but are not for the readers of this edition:"),
                  NULL);
        html_open(report->html, "ul", NULL);
        for (size_t i = 0; i < released_n_absent(report->released); i++) {
            const struct table_def *def = registry_find(released_absent(report->released, i));
            html_leaf(report->html, "li",
                      def != NULL ? show_text(def->title) : released_absent(report->released, i), NULL);
        }
        html_close(report->html);
    }
    g_free(percent);
    g_free(all);
    g_free(some);
}

static void write_parameters(struct report *report)
{
    const struct edition *edition = report->edition;
    struct grid *grid = grid_new(g_strdup(_("Settings that shape the figures")));
    grid_heading(grid, g_strdup(_("Setting")), false);
    grid_heading(grid, g_strdup(_("Key")), false);
    grid_heading(grid, g_strdup(_("Value")), false);
    grid_heading(grid, g_strdup(_("Source")), false);
    for (size_t i = 0; i < edition->n_parameters; i++) {
        const struct edition_parameter *parameter = &edition->parameters[i];
        g_autofree char *value = show_setting_value(parameter->value);
        grid_word(grid, show_setting_meaning(parameter->key));
        grid_word(grid, parameter->key);
        grid_word(grid, value);
        grid_word(grid, show_setting_source(parameter->source));
    }
    html_leaf(report->html, "h3", _("Settings"), NULL);
    if (edition->audience != AUDIENCE_PUBLIC) {
        html_leaf(report->html, "p",
                  _("Before the source of a yearly parameter: S = stated there, D = computed from it, I = "
                    "inferred, M = general knowledge."),
                  NULL);
    }
    grid_write(grid, report->html, NULL);
}

static void write_column(struct report *report, const struct column *column)
{
    struct html *html = report->html;
    html_open(html, "dt", NULL);
    html_text(html, show_text(column->label));
    html_text(html, " ");
    html_leaf(html, "code", column->name, NULL);
    html_close(html);
    html_open(html, "dd", NULL);
    if (column->unit != NULL) {
        char *unit = g_strdup_printf(_("Unit: %s. "), show_text(column->unit));
        html_text(html, unit);
        g_free(unit);
    }
    html_text(html, show_text(column->definition));
    if (column->formula != NULL) {
        html_text(html, _(" Formula: "));
        html_leaf(html, "code", show_text(column->formula), NULL);
        html_text(html, ".");
    }
    if (column->source != NULL) {
        char *source = g_strdup_printf(_(" Source: %s."), show_text(column->source));
        html_text(html, source);
        g_free(source);
    }
    html_close(html);
}

static void write_definitions(struct report *report)
{
    html_leaf(report->html, "h3", _("Definitions"), NULL);
    html_leaf(report->html, "p",
              _("Every column of the edition's tables. The file name is the one in the folder tables and the "
                "sheet of "
                "the workbook."),
              NULL);
    for (size_t i = 0; i < released_size(report->released); i++) {
        const struct table_def *def = released_def(released_at(report->released, i));
        char *summary = g_strdup_printf("%s (%s.csv)", show_text(def->title), def->name);
        report_fold(report, summary);
        if (def->note != NULL) {
            html_leaf(report->html, "p", show_text(def->note), NULL);
        }
        html_open(report->html, "dl", "class", "words", NULL);
        for (size_t column = 0; column < def->n_columns; column++) {
            write_column(report, &def->columns[column]);
        }
        html_close(report->html);
        html_close(report->html);
        g_free(summary);
    }
}

/* How far a year's occupancy swings by itself: in the cooperation's editions alone. */
static void write_occupancy_limits(struct report *report)
{
    static const size_t WANTED[] = {OCCUPANCY_LIMITS_OFFER, OCCUPANCY_LIMITS_PLACES,
                                    OCCUPANCY_LIMITS_OCCUPANCY, OCCUPANCY_LIMITS_LOWER,
                                    OCCUPANCY_LIMITS_UPPER};
    const struct table_def *def = registry_table(TABLE_OCCUPANCY_LIMITS);
    const struct released_table *table = released_find(report->released, def->name);
    char *year = g_strdup_printf("%d", report->edition->to_year);
    const char *const keys[] = {NULL, year};
    struct grid *grid = grid_new(g_strdup_printf(
        _("By chance alone the offer would lie between these limits at the same demand, %s"), year));
    for (size_t i = 0; i < G_N_ELEMENTS(WANTED); i++) {
        grid_heading(grid, show_heading(&def->columns[WANTED[i]]), i > 0);
    }
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, keys, 2); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 2)) {
        for (size_t i = 0; i < G_N_ELEMENTS(WANTED); i++) {
            grid_cell(grid, &def->columns[WANTED[i]], released_cell(table, row, WANTED[i]));
        }
    }
    if (grid_rows(grid) > 0) {
        html_leaf(report->html, "h3", show_text(def->title), NULL);
        grid_write(grid, report->html, NULL);
    } else {
        grid_free(grid);
    }
    g_free(year);
}

void report_appendix(struct report *report)
{
    report_chapter(report, "method", _("Method"));
    write_vocabulary(report);
    write_hidden(report);
    write_parameters(report);
    write_occupancy_limits(report);
    write_definitions(report);
    html_close(report->html);
}
