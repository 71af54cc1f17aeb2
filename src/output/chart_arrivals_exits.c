/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who came and who left each group by year. The title names a group only when the difference over the years
 * shown is more than chance would do: 1.96 times the root of the sum of both (each as likely).
 */
#include "chart_breaks.h"
#include "chart_data.h"
#include "chart_kinds.h"
#include "chart_panels.h"
#include "vifte/chart.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>

#define PANEL_PX 194
#define CHANCE 1.96

struct turnover {
    const struct edition_group *group;
    double arrivals, exits; /* over the years in which both are shown */
    double largest;
    int newest; /* last year with either, 0 = none */
    unsigned hidden, missing;
};

struct picture {
    const struct released *released;
    const struct edition *edition;
    const struct released_table *table;
    struct turnover *turnovers;
};

static const struct cell *cell_of(const struct picture *picture, const struct turnover *turnover, int year,
                                  size_t column)
{
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    if (turnover->group->below_threshold) {
        return &HIDDEN;
    }
    size_t row = chart_row_by_municipality(picture->table, turnover->group->name.code, CHART_REGION, year);
    return chart_cell(picture->table, row, column);
}

static void read_year(const struct picture *picture, struct turnover *turnover, int year)
{
    const struct cell *cells[] = {cell_of(picture, turnover, year, FLOW_OF_CITIZENS_ARRIVALS),
                                  cell_of(picture, turnover, year, FLOW_OF_CITIZENS_EXITS)};
    for (size_t i = 0; i < G_N_ELEMENTS(cells); i++) {
        turnover->hidden += cells[i]->state == CELL_SUPPRESSED;
        turnover->missing += cells[i]->state == CELL_MISSING;
        if (cell_has_number(cells[i])) {
            turnover->largest = MAX(turnover->largest, cells[i]->number);
            turnover->newest = year;
        }
    }
    if (cell_has_number(cells[0]) && cell_has_number(cells[1])) {
        turnover->arrivals += cells[0]->number;
        turnover->exits += cells[1]->number;
    }
}

static void read_all(struct picture *picture)
{
    picture->turnovers = g_new0(struct turnover, picture->edition->n_groups + 1);
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        picture->turnovers[i].group = &picture->edition->groups[i];
        for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
            read_year(picture, &picture->turnovers[i], year);
        }
    }
}

static int judge(const struct turnover *turnover)
{
    double difference = turnover->arrivals - turnover->exits;
    if (fabs(difference) <= CHANCE * sqrt(turnover->arrivals + turnover->exits)) {
        return 0;
    }
    return difference > 0 ? 1 : -1;
}

static char *one_title(const struct turnover *turnover, const char *years)
{
    char *in = text_number(turnover->arrivals, 0);
    char *out = text_number(turnover->exits, 0);
    char *title = g_strdup_printf(judge(turnover) > 0 ? _("%s: more came (%s) than left (%s), %s")
                                                      : _("%s: fewer came (%s) than left (%s), %s"),
                                  turnover->group->name.label, in, out, years);
    g_free(out);
    g_free(in);
    return title;
}

/* Of two groups and more. */
static char *many_title(unsigned more, unsigned fewer, unsigned n, const char *years)
{
    if (more > 0 && fewer > 0) {
        return g_strdup_printf(_("More came than left in %u and fewer in %u of %u target groups, %s"), more,
                               fewer, n, years);
    }
    return g_strdup_printf(more > 0 ? _("More came than left in %u of %u target groups, %s")
                                    : _("Fewer came than left in %u of %u target groups, %s"),
                           more + fewer, n, years);
}

static char *make_title(const struct picture *picture, size_t from, size_t to)
{
    unsigned n = 0, more = 0, fewer = 0, hidden = 0;
    const struct turnover *named = NULL;
    g_autofree char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    for (size_t i = from; i < to; i++) {
        const struct turnover *turnover = &picture->turnovers[i];
        int verdict = judge(turnover);
        n += turnover->newest > 0;
        hidden += turnover->hidden;
        more += verdict > 0;
        fewer += verdict < 0;
        named = verdict != 0 ? turnover : named;
    }
    if (more + fewer == 0) {
        return g_strdup_printf(
            hidden == 0 ? _("No clear difference between how many came and left, %s")
                        : _("No clear difference between how many came and left in the figures shown, %s"),
            years);
    }
    return more + fewer == 1 ? one_title(named, years) : many_title(more, fewer, n, years);
}

static char *make_words(const struct picture *picture, const struct turnover *turnover)
{
    int from = picture->edition->from_year;
    int n = picture->edition->to_year - from + 1;
    const struct cell **cells = g_new0(const struct cell *, (size_t)MAX(n, 1));
    for (int k = 0; k < n; k++) {
        const struct cell *arrivals = cell_of(picture, turnover, from + k, FLOW_OF_CITIZENS_ARRIVALS);
        const struct cell *exits = cell_of(picture, turnover, from + k, FLOW_OF_CITIZENS_EXITS);
        cells[k] = cell_has_number(arrivals) ? exits : arrivals;
    }
    char *words = chart_gaps(cells, from, n);
    g_free(cells);
    return words;
}

static void write_panel(struct chart_draft *draft, const struct picture *picture,
                        const struct turnover *turnover)
{
    const struct column *columns = released_def(picture->table)->columns;
    chart_head(draft, "year\tarrivals\ttext\texits\ttext\tdifference");
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        const struct cell *arrivals = cell_of(picture, turnover, year, FLOW_OF_CITIZENS_ARRIVALS);
        const struct cell *exits = cell_of(picture, turnover, year, FLOW_OF_CITIZENS_EXITS);
        bool newest = year == turnover->newest;
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, &columns[FLOW_OF_CITIZENS_ARRIVALS], arrivals);
        chart_field_take(draft, newest && cell_has_number(arrivals) ? text_number(arrivals->number, 0)
                                                                    : g_strdup(""));
        chart_field_cell(draft, &columns[FLOW_OF_CITIZENS_EXITS], exits);
        chart_field_take(draft,
                         newest && cell_has_number(exits) ? text_number(exits->number, 0) : g_strdup(""));
        if (cell_has_number(arrivals) && cell_has_number(exits)) {
            chart_field_number(draft, arrivals->number - exits->number, 0);
        } else {
            chart_field_cell(draft, &columns[FLOW_OF_CITIZENS_EXITS],
                             cell_has_number(exits) ? arrivals : exits);
        }
        chart_end_row(draft);
    }
    chart_next_block(draft);
}

static void write_panels(struct chart_draft *draft, const struct picture *picture, size_t from, size_t to)
{
    struct panels panels;
    struct chart_breaks breaks = chart_breaks_new();
    GArray *nothing = g_array_new(FALSE, FALSE, sizeof(double));
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *ticks = g_ptr_array_new_with_free_func(g_free);
    panels_init(&panels, (guint)(to - from), 0);
    for (size_t i = from; i < to; i++) {
        const struct turnover *turnover = &picture->turnovers[i];
        double step = panels_step(1.75 * turnover->largest);
        bool shown = turnover->newest > 0; /* beside bars words stand over them, else in their place */
        panels_add(&panels, turnover->group->name.label, shown ? make_words(picture, turnover) : g_strdup(""),
                   shown ? g_strdup("") : make_words(picture, turnover), nothing, judge(turnover) != 0);
        g_array_append_val(steps, step);
        for (int k = 0; k < 2; k++) {
            g_ptr_array_add(ticks, turnover->newest > 0 ? text_number(k * step, 0) : g_strdup(""));
        }
        chart_breaks_find(&breaks, picture->released, turnover->group, (guint)(i - from) + 1);
        write_panel(draft, picture, turnover);
    }
    panels_set(&panels, draft, PANEL_PX);
    panels_set_years(&panels, draft, picture->edition->from_year, picture->edition->to_year, 0);
    panels_set_heads(&panels, draft, (const char *const[]){_("Came (up)"), _("Left (down)"), _("Difference")},
                     3);
    chart_numbers(draft, "STEP", steps);
    chart_texts(draft, "TICK_TEXT", ticks);
    chart_breaks_set(&breaks, draft);
    panels_clear(&panels);
    g_array_unref(nothing);
    g_array_unref(steps);
    g_ptr_array_unref(ticks);
}

static void describe(struct chart_draft *draft, const struct picture *picture, size_t from, size_t to)
{
    char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    chart_take_sentence(draft, g_strdup_printf(_("Bars up for those who came and down for those who left, by "
                                                 "year, one panel for each target group, %s, %s."),
                                               chart_place(picture->edition), years));
    for (size_t i = from; i < to; i++) {
        const struct turnover *turnover = &picture->turnovers[i];
        const struct cell *arrivals = cell_of(picture, turnover, turnover->newest, FLOW_OF_CITIZENS_ARRIVALS);
        const struct cell *exits = cell_of(picture, turnover, turnover->newest, FLOW_OF_CITIZENS_EXITS);
        if (turnover->newest > 0 && cell_has_number(arrivals) && cell_has_number(exits)) {
            char *in = text_number(arrivals->number, 0);
            char *out = text_number(exits->number, 0);
            chart_take_sentence(draft,
                                g_strdup_printf(_("%s: %s came and %s left in %d."),
                                                turnover->group->name.label, in, out, turnover->newest));
            g_free(out);
            g_free(in);
        }
    }
    g_free(years);
}

static char *make_subtitle(const void *data)
{
    const struct picture *picture = data;
    g_autofree char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    return g_strdup_printf(_("Citizens who came into and left the target group, %s, %s. Own scale in "
                             "each panel"),
                           chart_place(picture->edition), years);
}

static void draw(struct chart_draft *draft, const void *data, size_t from, size_t to)
{
    const struct picture *picture = data;
    unsigned hidden = 0, missing = 0;
    for (size_t i = from; i < to; i++) {
        hidden += picture->turnovers[i].hidden;
        missing += picture->turnovers[i].missing;
    }
    chart_take_title(draft, make_title(picture, from, to));
    chart_take_subtitle(draft, make_subtitle(picture));
    describe(draft, picture, from, to);
    write_panels(draft, picture, from, to);
    chart_add_source(draft, picture->edition, false);
    chart_add_states(draft, hidden, missing);
    chart_add_table(draft, picture->table);
}

static bool is_shown(const void *data, size_t group)
{
    const struct picture *picture = data;
    return picture->turnovers[group].newest > 0;
}

void chart_arrivals_exits(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.released = released,
                              .edition = released_edition(released),
                              .table = released_find(released, "flow_of_citizens")};
    if (picture.table == NULL || released_rows(picture.table) == 0 || picture.edition->n_groups == 0) {
        return;
    }
    read_all(&picture);
    panels_tell(batch, picture.edition,
                &(struct panel_story){.kind = "arrivals_exits",
                                      .table = "flow_of_citizens",
                                      .picture = &picture,
                                      .is_shown = is_shown,
                                      .subtitle = make_subtitle,
                                      .draw = draw,
                                      .empty_title = _("Who came and who left is not shown"),
                                      .why = _("Who came and who left can be shown for no target group.")});
    g_free(picture.turnovers);
}
