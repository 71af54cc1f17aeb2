/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is expected of each group: its citizens so far, the forecast's fan, and beside it what the
 * municipalities expect. What the title may say: chart_outlook.h.
 */
#include "chart_breaks.h"
#include "chart_data.h"
#include "chart_kinds.h"
#include "chart_outlook.h"
#include "chart_panels.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#define PANEL_PX 182

struct outlook {
    const struct edition_group *group;
    struct chart_outlook is;
    double largest;
    unsigned hidden, missing;
};

struct picture {
    const struct released *released;
    const struct edition *edition;
    const struct released_table *need, *forecast;
    struct outlook *outlooks;
    int to; /* last year of any forecast */
};

static const struct cell *count_of(const struct picture *picture, const struct outlook *outlook, int year)
{
    static const struct cell ABSENT = {.state = CELL_MISSING};
    if (picture->need == NULL) {
        return &ABSENT;
    }
    size_t row = chart_row_by_municipality(picture->need, outlook->group->name.code, CHART_REGION, year);
    return chart_cell(picture->need, row, NEED_CITIZENS);
}

static const struct cell *forecast_of(const struct picture *picture, const struct outlook *outlook, int year,
                                      size_t column)
{
    size_t row = chart_row_by_group(picture->forecast, outlook->group->name.code, year);
    return chart_cell(picture->forecast, row, column);
}

static void hold(struct outlook *outlook, const struct cell *cell)
{
    outlook->largest = cell_has_number(cell) ? MAX(outlook->largest, cell->number) : outlook->largest;
}

static void read_outlook(const struct picture *picture, struct outlook *outlook)
{
    static const size_t HELD[] = {FORECAST_MEAN, FORECAST_UPPER80, FORECAST_UPPER95,
                                  FORECAST_MUNICIPALITIES_EXPECT};
    const struct edition *edition = picture->edition;
    if (outlook->group->below_threshold) {
        outlook->hidden++;
        return;
    }
    for (int year = edition->from_year; year <= edition->to_year; year++) {
        const struct cell *cell = count_of(picture, outlook, year);
        hold(outlook, cell);
        outlook->hidden += cell->state == CELL_SUPPRESSED;
        outlook->missing += cell->state == CELL_MISSING;
    }
    for (int year = edition->to_year + 1; year <= picture->to; year++) {
        for (size_t i = 0; i < G_N_ELEMENTS(HELD); i++) {
            hold(outlook, forecast_of(picture, outlook, year, HELD[i]));
        }
        const struct cell *mean = forecast_of(picture, outlook, year, FORECAST_MEAN);
        outlook->hidden += mean->state == CELL_SUPPRESSED;
    }
    outlook->is = chart_outlook_read(picture->released, outlook->group->name.code);
}

static void read_all(struct picture *picture)
{
    size_t n = picture->edition->n_groups;
    picture->outlooks = g_new0(struct outlook, n + 1);
    for (size_t row = 0; row < released_rows(picture->forecast); row++) {
        picture->to = MAX(picture->to, (int)released_cell(picture->forecast, row, FORECAST_YEAR)->number);
    }
    for (size_t i = 0; i < n; i++) {
        picture->outlooks[i].group = &picture->edition->groups[i];
        read_outlook(picture, &picture->outlooks[i]);
    }
}

static char *one_title(const struct picture *picture, const struct outlook *outlook)
{
    const struct released_table *table = picture->forecast;
    const struct column *columns = released_def(table)->columns;
    char *now = text_number(outlook->is.count, 0);
    char *lower = show_cell(&columns[FORECAST_LOWER95],
                            forecast_of(picture, outlook, outlook->is.last, FORECAST_LOWER95));
    char *upper = show_cell(&columns[FORECAST_UPPER95],
                            forecast_of(picture, outlook, outlook->is.last, FORECAST_UPPER95));
    char *title =
        g_strdup_printf(_("%s: from %s citizens in %d to between %s and %s in %d"),
                        outlook->group->name.label, now, outlook->is.newest, lower, upper, outlook->is.last);
    g_free(upper);
    g_free(lower);
    g_free(now);
    return title;
}

/* Of two groups and more. */
static char *many_title(unsigned more, unsigned fewer, unsigned n, int until)
{
    if (more > 0 && fewer > 0) {
        return g_strdup_printf(_("More citizens expected in %u and fewer in %u of %u target groups up to %d"),
                               more, fewer, n, until);
    }
    return g_strdup_printf(more > 0 ? _("More citizens expected in %u of %u target groups up to %d")
                                    : _("Fewer citizens expected in %u of %u target groups up to %d"),
                           more + fewer, n, until);
}

static char *make_title(const struct picture *picture, size_t from, size_t to)
{
    unsigned n = 0, more = 0, fewer = 0, hidden = 0;
    const struct outlook *changed = NULL;
    for (size_t i = from; i < to; i++) {
        const struct outlook *outlook = &picture->outlooks[i];
        n += outlook->is.last > 0;
        hidden += outlook->hidden;
        more += outlook->is.change > 0;
        fewer += outlook->is.change < 0;
        changed = outlook->is.change != 0 ? outlook : changed;
    }
    if (more + fewer == 0) {
        return g_strdup_printf(
            hidden == 0
                ? _("No clear change in the number of citizens is expected up to %d")
                : _("No clear change in the number of citizens is expected in the groups shown up to %d"),
            picture->to);
    }
    bool one = more + fewer == 1 && changed != NULL;
    return one ? one_title(picture, changed) : many_title(more, fewer, n, picture->to);
}

/* "Municipalities: 133 in 2027 (7/11)", of the last year in which they expect something. */
static char *make_remark(const struct picture *picture, const struct outlook *outlook)
{
    for (int year = picture->to; year > picture->edition->to_year; year--) {
        const struct cell *expected = forecast_of(picture, outlook, year, FORECAST_MUNICIPALITIES_EXPECT);
        const struct cell *by = forecast_of(picture, outlook, year, FORECAST_EXPECTED_BY);
        if (outlook->is.last > 0 && cell_has_number(expected)) {
            char *number = text_number(expected->number, 0);
            char *remark = g_strdup_printf(_("Municipalities: %s in %d (%s)"), number, year,
                                           by->state == CELL_VALUE ? by->name->code : show_state(by->state));
            g_free(number);
            return remark;
        }
    }
    return g_strdup("");
}

/* The years for which no figure is shown. */
static char *make_words(const struct picture *picture, const struct outlook *outlook)
{
    const struct edition *edition = picture->edition;
    if (outlook->group->below_threshold) {
        return g_strdup(show_state(CELL_SUPPRESSED));
    }
    int n = MAX(picture->to, edition->to_year) - edition->from_year + 1;
    const struct cell **cells = g_new0(const struct cell *, (size_t)MAX(n, 1));
    for (int k = 0; k < n; k++) {
        int year = edition->from_year + k;
        cells[k] = year <= edition->to_year ? count_of(picture, outlook, year)
                                            : forecast_of(picture, outlook, year, FORECAST_MEAN);
    }
    char *words = chart_gaps(cells, edition->from_year, n);
    g_free(cells);
    return words;
}

static void write_fan(struct chart_draft *draft, const struct picture *picture, const struct outlook *outlook)
{
    static const size_t COLUMNS[] = {FORECAST_MEAN, FORECAST_LOWER80, FORECAST_UPPER80, FORECAST_LOWER95,
                                     FORECAST_UPPER95};
    const struct column *columns = released_def(picture->forecast)->columns;
    chart_head(draft, "year\tmean\tlower80\tupper80\tlower95\tupper95\ttext");
    if (outlook->is.newest == picture->edition->to_year && outlook->is.last > 0) {
        chart_field_number(draft, outlook->is.newest, 0);
        for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            chart_field_number(draft, outlook->is.count, 0);
        }
        chart_field_text(draft, "");
        chart_end_row(draft);
    }
    for (int year = picture->edition->to_year + 1; year <= picture->to; year++) {
        chart_field_number(draft, year, 0);
        for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
            chart_field_cell(draft, &columns[COLUMNS[i]], forecast_of(picture, outlook, year, COLUMNS[i]));
        }
        const struct cell *mean = forecast_of(picture, outlook, year, FORECAST_MEAN);
        chart_field_take(draft, year == outlook->is.last ? text_number(mean->number, 0) : g_strdup(""));
        chart_end_row(draft);
    }
    chart_next_block(draft);
}

static void write_panel(struct chart_draft *draft, const struct picture *picture,
                        const struct outlook *outlook)
{
    const struct column *columns = released_def(picture->forecast)->columns;
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    bool hidden = outlook->group->below_threshold;
    chart_head(draft, "year\tcitizens");
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, &registry_table(TABLE_NEED)->columns[NEED_CITIZENS],
                         hidden ? &HIDDEN : count_of(picture, outlook, year));
        chart_end_row(draft);
    }
    chart_next_block(draft);
    write_fan(draft, picture, outlook);
    chart_head(draft, "year\texpected");
    for (int year = picture->edition->to_year + 1; year <= picture->to; year++) {
        const struct cell *expected = forecast_of(picture, outlook, year, FORECAST_MUNICIPALITIES_EXPECT);
        if (expected->state != CELL_NA) {
            chart_field_number(draft, year, 0);
            chart_field_cell(draft, &columns[FORECAST_MUNICIPALITIES_EXPECT], expected);
            chart_end_row(draft);
        }
    }
    chart_next_block(draft);
}

static void add_height(GArray *heights, const struct cell *cell, double step)
{
    if (cell_has_number(cell)) {
        double height = cell->number / (PANELS_STEPS * step);
        g_array_append_val(heights, height);
    }
}

static GArray *read_heights(const struct picture *picture, const struct outlook *outlook, double step)
{
    GArray *heights = g_array_new(FALSE, FALSE, sizeof(double));
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        add_height(heights, count_of(picture, outlook, year), step);
    }
    for (int year = picture->edition->to_year + 1; year <= picture->to; year++) {
        add_height(heights, forecast_of(picture, outlook, year, FORECAST_LOWER95), step);
        add_height(heights, forecast_of(picture, outlook, year, FORECAST_UPPER95), step);
    }
    return heights;
}

static void write_panels(struct chart_draft *draft, const struct picture *picture, size_t from, size_t to)
{
    struct panels panels;
    struct chart_breaks breaks = chart_breaks_new();
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *ticks = g_ptr_array_new_with_free_func(g_free);
    panels_init(&panels, (guint)(to - from), 0);
    for (size_t i = from; i < to; i++) {
        const struct outlook *outlook = &picture->outlooks[i];
        double step = panels_step(outlook->largest);
        GArray *heights = read_heights(picture, outlook, step);
        panels_add(&panels, outlook->group->name.label, make_remark(picture, outlook),
                   make_words(picture, outlook), heights, outlook->is.change != 0);
        g_array_unref(heights);
        g_array_append_val(steps, step);
        for (int k = 0; k < 3; k++) {
            g_ptr_array_add(ticks, outlook->is.newest + outlook->is.last > 0 ? text_number(k * step, 0)
                                                                             : g_strdup(""));
        }
        chart_breaks_find(&breaks, picture->released, outlook->group, (guint)(i - from) + 1);
        write_panel(draft, picture, outlook);
    }
    panels_set(&panels, draft, PANEL_PX);
    panels_set_years(&panels, draft, picture->edition->from_year, picture->to, 0);
    panels_set_heads(&panels, draft,
                     (const char *const[]){_("80 per cent"), _("95 per cent"), _("Municipalities expect")},
                     3);
    chart_numbers(draft, "STEP", steps);
    chart_texts(draft, "TICK_TEXT", ticks);
    chart_breaks_set(&breaks, draft);
    panels_clear(&panels);
    g_array_unref(steps);
    g_ptr_array_unref(ticks);
}

static void describe_group(struct chart_draft *draft, const struct picture *picture,
                           const struct outlook *outlook)
{
    const struct column *columns = released_def(picture->forecast)->columns;
    if (outlook->is.last == 0) {
        return;
    }
    char *now =
        outlook->is.newest > 0 ? text_number(outlook->is.count, 0) : g_strdup(show_state(CELL_MISSING));
    char *mean = text_number(forecast_of(picture, outlook, outlook->is.last, FORECAST_MEAN)->number, 0);
    char *lower = show_cell(&columns[FORECAST_LOWER80],
                            forecast_of(picture, outlook, outlook->is.last, FORECAST_LOWER80));
    char *upper = show_cell(&columns[FORECAST_UPPER80],
                            forecast_of(picture, outlook, outlook->is.last, FORECAST_UPPER80));
    char *remark = make_remark(picture, outlook);
    chart_take_sentence(
        draft, g_strdup_printf(_("%s: %s citizens now, about %s in %d (80 per cent: %s to %s)."),
                               outlook->group->name.label, now, mean, outlook->is.last, lower, upper));
    if (*remark != '\0') {
        chart_take_sentence(draft, g_strdup_printf("%s.", remark));
    }
    g_free(remark);
    g_free(upper);
    g_free(lower);
    g_free(mean);
    g_free(now);
}

static char *make_subtitle(const void *data)
{
    const struct picture *picture = data;
    return g_strdup_printf(_("Citizens on 31 December, %s, %d\u2013%d; from %d a forecast. "
                             "Own scale in each panel"),
                           chart_place(picture->edition), picture->edition->from_year,
                           MAX(picture->to, picture->edition->to_year), picture->edition->to_year + 1);
}

static void draw(struct chart_draft *draft, const void *data, size_t from, size_t to)
{
    const struct picture *picture = data;
    unsigned hidden = 0, missing = 0;
    chart_take_title(draft, make_title(picture, from, to));
    chart_take_subtitle(draft, make_subtitle(picture));
    chart_take_sentence(
        draft, g_strdup_printf(_("Line charts with a fan of limits, one for each target group: "
                                 "citizens in %s up to %d, and a forecast up to %d."),
                               chart_place(picture->edition), picture->edition->to_year, picture->to));
    for (size_t i = from; i < to; i++) {
        hidden += picture->outlooks[i].hidden;
        missing += picture->outlooks[i].missing;
        describe_group(draft, picture, &picture->outlooks[i]);
    }
    chart_take_note(draft,
                    g_strdup(_("The fan says what follows if people come and leave as they did; it is no "
                               "assessment of need. In brackets: how many of the municipalities have "
                               "said what they expect.")));
    write_panels(draft, picture, from, to);
    chart_add_source(draft, picture->edition, false);
    chart_add_states(draft, hidden, missing);
    chart_add_table(draft, picture->forecast);
}

static bool is_shown(const void *data, size_t group)
{
    const struct picture *picture = data;
    return picture->outlooks[group].is.last > 0;
}

/* Why no group has a forecast. */
static const char *explain(const struct picture *picture)
{
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        if (picture->outlooks[i].hidden > 0) {
            return _("No forecast can be shown for any target group.");
        }
    }
    return _("A forecast needs the citizens' stays, and there are none.");
}

void chart_forecast(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.released = released,
                              .edition = released_edition(released),
                              .need = released_find(released, "need"),
                              .forecast = released_find(released, "forecast")};
    if (picture.forecast == NULL || picture.edition->n_groups == 0) {
        return;
    }
    read_all(&picture);
    panels_tell(batch, picture.edition,
                &(struct panel_story){.kind = "forecast_fan",
                                      .table = "forecast",
                                      .picture = &picture,
                                      .is_shown = is_shown,
                                      .subtitle = make_subtitle,
                                      .draw = draw,
                                      .empty_title = _("The number of citizens to expect is not shown"),
                                      .why = explain(&picture)});
    g_free(picture.outlooks);
}
