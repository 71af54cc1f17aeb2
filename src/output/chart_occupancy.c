/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy of each offer over the years in small panels on one scale: first the offers of the strengthened
 * cooperation, then the others by the first group they serve. The title speaks of offers that lie well under
 * their budgeted occupancy, else of offers that have fallen, else of offers over capacity.
 */
#include "chart_occupancy.h"

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
#include <string.h>

#define PANEL_PX 138
#define LONGEST_STEP 0.3 /* years between neighbouring periods, a quarter at most */
#define AXIS_TEXT_PX 32  /* left of the first column, as in the script */
#define MOST_CHARTS 10   /* of offers outside the cooperation; further ones stand in the table */
/* The scale holds this range at least. */
#define SCALE_LOW 0.6
#define SCALE_HIGH 1.1

static const struct cell *occupancy_in(const struct occupancy *picture, const struct occupancy_offer *offer,
                                       int year)
{
    size_t row = occupancy_row(picture, offer, year);
    return row == SIZE_MAX ? NULL : released_cell(picture->years, row, OCCUPANCY_YEAR_OCCUPANCY);
}

/* Years without a row are years without the offer. */
static char *make_words(const struct occupancy *picture, const struct occupancy_offer *offer)
{
    int n = picture->edition->to_year - picture->edition->from_year + 1;
    const struct cell **cells = g_new0(const struct cell *, (size_t)MAX(n, 1));
    for (int k = 0; k < n; k++) {
        cells[k] = occupancy_in(picture, offer, picture->edition->from_year + k);
    }
    char *words = chart_gaps(cells, picture->edition->from_year, n);
    g_free(cells);
    return words;
}

static void write_years(struct chart_draft *draft, const struct occupancy *picture,
                        const struct occupancy_offer *offer)
{
    const struct column *columns = released_def(picture->years)->columns;
    chart_head(draft, "year\toccupancy\tbudgeted\ttext");
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        size_t row = occupancy_row(picture, offer, year);
        const struct cell *occupancy = chart_cell(picture->years, row, OCCUPANCY_YEAR_OCCUPANCY);
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, &columns[OCCUPANCY_YEAR_OCCUPANCY], occupancy);
        chart_field_cell(draft, &columns[OCCUPANCY_YEAR_BUDGETED],
                         chart_cell(picture->years, row, OCCUPANCY_YEAR_BUDGETED));
        chart_field_take(draft, year == offer->last ? text_percent(occupancy->number, 0) : g_strdup(""));
        chart_end_row(draft);
    }
    chart_next_block(draft);
}

/* The middle of "2024K1", "2024M03" or "2024-03" in years; 0 for a whole year and a census day. */
static double middle_of(const char *period)
{
    char *rest;
    double year = (double)g_ascii_strtoll(period, &rest, 10);
    size_t length = strlen(rest);
    double part = length >= 2 ? (double)g_ascii_strtoll(rest + 1, NULL, 10) : 0;
    bool quarter = *rest == 'K';
    bool month = *rest == 'M' || (*rest == '-' && length == 3);
    return part < 1 || !(quarter || month) ? 0 : year + (part - 0.5) / (quarter ? 4 : 12);
}

struct moment {
    double middle;
    const struct cell *occupancy;
};

static int compare_moments(const void *a, const void *b)
{
    double x = ((const struct moment *)a)->middle, y = ((const struct moment *)b)->middle;
    return x < y ? -1 : x > y;
}

/* The operator's own periods where there are any: months from stays would lie on top of them. */
static bool is_drawn(const struct occupancy *picture, const char *code, size_t row)
{
    const struct cell *source = released_cell(picture->periods, row, OCCUPANCY_PERIOD_SOURCE);
    bool from_operator = source->state == CELL_VALUE && strcmp(source->name->code, "operator") == 0;
    for (size_t other = released_row(picture->periods, 0, &code, 1); other != SIZE_MAX && !from_operator;
         other = released_row(picture->periods, other + 1, &code, 1)) {
        source = released_cell(picture->periods, other, OCCUPANCY_PERIOD_SOURCE);
        if (source->state == CELL_VALUE && strcmp(source->name->code, "operator") == 0) {
            return false;
        }
    }
    return true;
}

/* Months and quarters may mix: by time, not by name. */
static GArray *read_periods(const struct occupancy *picture, const struct occupancy_offer *offer)
{
    GArray *moments = g_array_new(FALSE, FALSE, sizeof(struct moment));
    const char *code = offer->name->code;
    for (size_t row = picture->periods != NULL ? released_row(picture->periods, 0, &code, 1) : SIZE_MAX;
         row != SIZE_MAX; row = released_row(picture->periods, row + 1, &code, 1)) {
        const char *period = released_cell(picture->periods, row, OCCUPANCY_PERIOD_PERIOD)->name->code;
        struct moment moment = {middle_of(period),
                                released_cell(picture->periods, row, OCCUPANCY_PERIOD_OCCUPANCY)};
        if (moment.middle > 0 && is_drawn(picture, code, row)) {
            g_array_append_val(moments, moment);
        }
    }
    g_array_sort(moments, compare_moments);
    return moments;
}

static void write_periods(struct chart_draft *draft, const struct occupancy *picture,
                          const struct occupancy_offer *offer, double *lowest, double *highest)
{
    const struct column *column =
        registry_table(TABLE_OCCUPANCY_PERIOD)->columns + OCCUPANCY_PERIOD_OCCUPANCY;
    GArray *moments = read_periods(picture, offer);
    chart_head(draft, "middle_of_period\toccupancy");
    for (guint i = 0; i < moments->len; i++) {
        const struct moment *moment = &g_array_index(moments, struct moment, i);
        if (i > 0 && moment->middle - (moment - 1)->middle > LONGEST_STEP) {
            chart_end_row(draft); /* an empty line breaks the drawn one */
        }
        chart_field_number(draft, moment->middle, 4);
        chart_field_cell(draft, column, moment->occupancy);
        chart_end_row(draft);
        if (cell_has_number(moment->occupancy)) {
            *lowest = MIN(*lowest, moment->occupancy->number);
            *highest = MAX(*highest, moment->occupancy->number);
        }
    }
    g_array_unref(moments);
    chart_next_block(draft);
}

/* Steps of 20 per cent from one of them under the lowest value; of 50 where that would be too many. */
static double set_scale(struct chart_draft *draft, double lowest, double *highest)
{
    double step = *highest > 1.6 ? 0.5 : 0.2;
    double low = step * floor(MIN(lowest, SCALE_LOW) / step + 1e-9);
    double high = MAX(SCALE_HIGH, ceil(*highest * 10 - 1e-9) / 10);
    GArray *positions = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int k = 0; low + k * step < high + 1e-9; k++) {
        double position = low + k * step;
        char *percent = text_percent(position, 0);
        g_array_append_val(positions, position);
        g_ptr_array_add(texts, g_strconcat(percent, "%", NULL)); /* gnuplot reads tic labels as formats */
        g_free(percent);
    }
    chart_number(draft, "LOW", low);
    chart_number(draft, "HIGH", high);
    chart_numbers(draft, "TICK", positions);
    chart_texts(draft, "TICK_TEXT", texts);
    if (low > 0) {
        char *percent = text_percent(low, 0);
        chart_take_note(draft, g_strdup_printf(_("The scale begins at %s."), percent));
        g_free(percent);
    }
    g_array_unref(positions);
    g_ptr_array_unref(texts);
    *highest = high;
    return low;
}

/* Of the yearly points, as parts of the scale. */
static GArray *read_heights(const struct occupancy *picture, const struct occupancy_offer *offer, double low,
                            double high)
{
    GArray *heights = g_array_new(FALSE, FALSE, sizeof(double));
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        const struct cell *cell = occupancy_in(picture, offer, year);
        if (cell != NULL && cell_has_number(cell)) {
            double height = (cell->number - low) / (high - low);
            g_array_append_val(heights, height);
        }
    }
    return heights;
}

static void write_panels(struct chart_draft *draft, const struct occupancy *picture, guint from, guint to)
{
    double lowest = 1, highest = 1;
    struct panels panels;
    panels_init(&panels, to - from, AXIS_TEXT_PX);
    for (guint i = from; i < to; i++) {
        const struct occupancy_offer *offer = occupancy_offer(picture, i);
        write_years(draft, picture, offer);
        write_periods(draft, picture, offer, &lowest, &highest);
        lowest = offer->first > 0 ? MIN(lowest, offer->lowest) : lowest;
        highest = offer->first > 0 ? MAX(highest, offer->highest) : highest;
    }
    double low = set_scale(draft, lowest, &highest);
    for (guint i = from; i < to; i++) {
        const struct occupancy_offer *offer = occupancy_offer(picture, i);
        GArray *heights = read_heights(picture, offer, low, highest);
        panels_add(&panels, offer->name->label, g_strdup(""), make_words(picture, offer), heights,
                   offer->named);
        g_array_unref(heights);
    }
    panels_set(&panels, draft, PANEL_PX);
    panels_set_years(&panels, draft, picture->edition->from_year, picture->edition->to_year, 0.5);
    panels_clear(&panels);
}

static void describe(struct chart_draft *draft, const struct occupancy *picture, guint from, guint to)
{
    char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    chart_take_sentence(
        draft, g_strdup_printf(_("Line charts of the occupancy of single offers, %s, against 100 per cent."),
                               years));
    g_free(years);
    unsigned unseen = 0;
    for (guint i = from; i < to; i++) {
        const struct occupancy_offer *offer = occupancy_offer(picture, i);
        unseen += offer->first == 0;
        if (offer->first == 0) {
            continue;
        }
        char *first = text_percent(offer->first_value, 0);
        char *last = text_percent(offer->last_value, 0);
        chart_take_sentence(draft,
                            offer->first == offer->last
                                ? g_strdup_printf(_("%s: %s in %d."), offer->name->label, last, offer->last)
                                : g_strdup_printf(_("%s: %s in %d, %s in %d."), offer->name->label, first,
                                                  offer->first, last, offer->last));
        g_free(first);
        g_free(last);
    }
    if (unseen > 0) {
        chart_take_sentence(draft, g_strdup_printf(P_("%u offer has no figure that can be shown.",
                                                      "%u offers have no figure that can be shown.", unseen),
                                                   unseen));
    }
    chart_add_table(draft, picture->years);
}

static bool has_periods(const struct occupancy *picture, guint from, guint to)
{
    bool any = false;
    for (guint i = from; !any && i < to; i++) {
        GArray *moments = read_periods(picture, occupancy_offer(picture, i));
        any = moments->len > 0;
        g_array_unref(moments);
    }
    return any;
}

static bool has_budget(const struct occupancy *picture, guint from, guint to)
{
    for (guint i = from; i < to; i++) {
        for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
            size_t row = occupancy_row(picture, occupancy_offer(picture, i), year);
            if (cell_has_number(chart_cell(picture->years, row, OCCUPANCY_YEAR_BUDGETED))) {
                return true;
            }
        }
    }
    return false;
}

static char *make_subtitle(const struct occupancy *picture, const char *who, guint from, guint to)
{
    char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    GString *subtitle = g_string_new(NULL);
    g_string_append_printf(subtitle, _("%s. Occupancy in per cent of places, %s. Points: year"), who, years);
    if (has_periods(picture, from, to)) {
        g_string_append(subtitle, _("; thin line: shorter periods"));
    }
    if (has_budget(picture, from, to)) {
        g_string_append(subtitle, _("; dashed: budgeted"));
    }
    g_free(years);
    return g_string_free(subtitle, FALSE);
}

struct panel_run {
    const char *what, *group, *who; /* name, code and heading */
    guint from, to;
};

static struct chart_draft *add_part(struct chart_batch *batch, const struct occupancy *picture,
                                    const struct panel_run *run, unsigned part)
{
    struct chart_draft *draft =
        chart_begin_as(batch, "occupancy", run->what, run->group, part, "occupancy_year");
    chart_take_title(draft, occupancy_title(picture, run->from, run->to));
    chart_take_subtitle(draft, make_subtitle(picture, run->who, run->from, run->to));
    write_panels(draft, picture, run->from, run->to);
    chart_add_source(draft, picture->edition, false);
    describe(draft, picture, run->from, run->to);
    return draft;
}

static bool any_shown(const struct occupancy *picture, guint from, guint to)
{
    for (guint i = from; i < to; i++) {
        if (occupancy_offer(picture, i)->first > 0) {
            return true;
        }
    }
    return false;
}

/* One panel in place of many empty ones. */
static void add_empty(struct chart_batch *batch, const struct occupancy *picture, const struct panel_run *run)
{
    struct chart_draft *draft =
        chart_begin_as(batch, "occupancy", run->what, run->group, 0, "occupancy_year");
    const char *why =
        _("The occupancy of these offers is confidential, not reported, or not measured in places.");
    chart_take_title(draft, g_strdup(_("The occupancy is not shown for any of these offers")));
    chart_take_subtitle(draft, g_strdup(run->who));
    chart_add_source(draft, picture->edition, false);
    chart_take_sentence(draft, g_strdup(why));
    chart_set_empty(draft, why);
}

/* Where the run of offers that share a chart's heading ends. */
static guint end_of_run(const struct occupancy *picture, guint from)
{
    const struct occupancy_offer *first = occupancy_offer(picture, from);
    guint to = from;
    while (to < picture->offers->len && occupancy_offer(picture, to)->cooperation == first->cooperation &&
           (first->cooperation || occupancy_offer(picture, to)->group == first->group)) {
        to++;
    }
    return to;
}

/* How many offers the run may draw: all of the cooperation, of the others what is left of MOST_CHARTS. */
static guint room_for(const struct occupancy_offer *first, guint charts)
{
    return first->cooperation ? G_MAXUINT : (MOST_CHARTS - charts) * PANELS_A_CHART;
}

static void add_run(struct chart_batch *batch, const struct occupancy *picture, guint from, guint to,
                    guint *charts)
{
    const struct occupancy_offer *first = occupancy_offer(picture, from);
    bool grouped = first->group < picture->edition->n_groups;
    const struct name *group = grouped ? &picture->edition->groups[first->group].name : NULL;
    struct panel_run run = {.what = first->cooperation ? "occupancy_cooperation"
                                    : grouped          ? "occupancy"
                                                       : "occupancy_other",
                            .group = !first->cooperation && grouped ? group->code : "",
                            .who = first->cooperation ? _("The strengthened cooperation")
                                   : grouped          ? group->label
                                                      : _("Other offers")};
    if (!any_shown(picture, from, to)) {
        add_empty(batch, picture, &run);
        return;
    }
    guint end = from + MIN(to - from, room_for(first, *charts));
    unsigned part = end - from > PANELS_A_CHART ? 1 : 0;
    struct chart_draft *draft = NULL;
    for (run.from = from; run.from < end; run.from = run.to, part++) {
        run.to = MIN(run.from + PANELS_A_CHART, end);
        draft = add_part(batch, picture, &run, part);
        *charts += !first->cooperation;
    }
    if (draft != NULL && end < to) {
        chart_take_note(draft,
                        g_strdup_printf(P_("%u offer is not drawn; the table has all of them.",
                                           "%u offers are not drawn; the table has all of them.", to - end),
                                        to - end));
    }
}

void chart_occupancy(const struct released *released, struct chart_batch *batch)
{
    struct occupancy picture = {.edition = released_edition(released),
                                .years = released_find(released, "occupancy_year"),
                                .periods = released_find(released, "occupancy_period"),
                                .used = released_find(released, "offers_used")};
    if (picture.years == NULL) {
        return;
    }
    occupancy_read(&picture);
    guint charts = 0;
    for (guint from = 0; from < picture.offers->len;) {
        guint to = end_of_run(&picture, from);
        add_run(batch, &picture, from, to, &charts);
        from = to;
    }
    g_array_unref(picture.offers);
}
