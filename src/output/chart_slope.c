/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Occupancy by municipality, from the first year to the last: one line each. Named in the title are those
 * whose change is at least CLEAR_POINTS; where there are more municipalities than a picture holds, those that
 * changed most are drawn. Only those with both figures shown take part.
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

#define MOST_LINES 20
#define LABEL_PX 17 /* between names */
#define BODY_PX 330
#define LEAST_RANGE 20.0 /* percentage points on the scale */
#define EDGES_PX 42      /* of the body that is not scale */
#define NAME_PX 222
#define NAMES_IN_TITLE 3
#define CLEAR_POINTS 5.0

struct line {
    const char *name;
    double first, last;       /* per cent, as shown */
    double first_at, last_at; /* where the texts stand */
    char *first_text, *last_text;
};

struct picture {
    const struct edition *edition;
    const struct released_table *table;
    int from, to;
    char *title;
    GArray *lines; /* struct line; Danish order */
    unsigned hidden, missing, drawn_of;
};

static const struct cell *cell_of(const struct picture *picture, const char *municipality, int year)
{
    char *text = g_strdup_printf("%d", year);
    size_t row =
        released_row(picture->table, 0, (const char *const[]){"municipality", municipality, text}, 3);
    g_free(text);
    return chart_cell(picture->table, row, OCCUPANCY_YEAR_OCCUPANCY);
}

static bool is_shown_in(const struct picture *picture, int year)
{
    for (size_t i = 0; i < picture->edition->n_municipalities; i++) {
        if (cell_has_number(cell_of(picture, picture->edition->municipalities[i].name.code, year))) {
            return true;
        }
    }
    return false;
}

/* The first and the last year in which any municipality's figure is shown. */
static void find_years(struct picture *picture)
{
    picture->from = picture->edition->from_year;
    picture->to = picture->edition->to_year;
    while (picture->from < picture->to && !is_shown_in(picture, picture->from)) {
        picture->from++;
    }
    while (picture->to > picture->from && !is_shown_in(picture, picture->to)) {
        picture->to--;
    }
    if (picture->from == picture->to && !is_shown_in(picture, picture->from)) {
        picture->from = picture->edition->from_year;
    }
}

static int decimals_of(const struct picture *picture)
{
    bool whole = picture->edition->audience == AUDIENCE_PUBLIC;
    return whole ? 0 : released_def(picture->table)->columns[OCCUPANCY_YEAR_OCCUPANCY].decimals;
}

/* "Hjørring 93 %" for the left, "93 % Hjørring" for the right; the name gives way to the number. */
static char *label(const char *name, double fraction, int decimals, bool left)
{
    char *number = text_percent(fraction, decimals);
    double room = NAME_PX - chart_text_width(number, CHART_SIZE_BODY) - 12;
    char *fitting = chart_text_fit(name, CHART_SIZE_BODY, room);
    char *text =
        left ? g_strdup_printf("%s  %s", fitting, number) : g_strdup_printf("%s  %s", number, fitting);
    g_free(fitting);
    g_free(number);
    return text;
}

static void read_line(struct picture *picture, const struct name *who)
{
    const struct cell *first = cell_of(picture, who->code, picture->from);
    const struct cell *last = cell_of(picture, who->code, picture->to);
    picture->hidden += first->state == CELL_SUPPRESSED;
    picture->hidden += last->state == CELL_SUPPRESSED;
    picture->missing += first->state == CELL_MISSING;
    picture->missing += last->state == CELL_MISSING;
    if (!cell_has_number(first) || !cell_has_number(last)) {
        return;
    }
    int decimals = decimals_of(picture);
    struct line line = {.name = who->label,
                        .first = 100 * text_round(first->number, decimals + 2),
                        .last = 100 * text_round(last->number, decimals + 2),
                        .first_text = label(who->label, first->number, decimals, true),
                        .last_text = label(who->label, last->number, decimals, false)};
    g_array_append_val(picture->lines, line);
}

static double change_of(const struct line *line)
{
    return line->last - line->first;
}

static int compare_names(const void *a, const void *b)
{
    return text_compare(((const struct line *)a)->name, ((const struct line *)b)->name);
}

static int compare_changes(const void *a, const void *b)
{
    double x = fabs(change_of(a)), y = fabs(change_of(b));
    return x > y ? -1 : x < y ? 1 : compare_names(a, b);
}

static void clear_line(void *data)
{
    struct line *line = data;
    g_free(line->first_text);
    g_free(line->last_text);
}

static struct line *line_at(const struct picture *picture, guint i)
{
    return &g_array_index(picture->lines, struct line, i);
}

static GPtrArray *names_of(const struct picture *picture, bool fallen)
{
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < picture->lines->len; i++) {
        double change = change_of(line_at(picture, i));
        if (fallen ? change <= -CLEAR_POINTS : change >= CLEAR_POINTS) {
            g_ptr_array_add(names, (void *)line_at(picture, i)->name);
        }
    }
    return names;
}

static char *make_title(const struct picture *picture)
{
    GPtrArray *fallen = names_of(picture, true);
    GPtrArray *risen = names_of(picture, false);
    char *down = chart_list(fallen, NAMES_IN_TITLE);
    char *up = chart_list(risen, NAMES_IN_TITLE);
    char *title;
    if (fallen->len > 0 && risen->len > 0) {
        title = g_strdup_printf(_("Occupancy has fallen at least 5 percentage points in %s and risen in %s"),
                                down, up);
    } else if (fallen->len > 0) {
        title = g_strdup_printf(_("Occupancy has fallen at least 5 percentage points in %s"), down);
    } else if (risen->len > 0) {
        title = g_strdup_printf(_("Occupancy has risen at least 5 percentage points in %s"), up);
    } else {
        title =
            g_strdup_printf(_("No clear change in occupancy between %d and %d"), picture->from, picture->to);
    }
    g_free(up);
    g_free(down);
    g_ptr_array_unref(risen);
    g_ptr_array_unref(fallen);
    return title;
}

static void read_lines(struct picture *picture)
{
    picture->lines = g_array_new(FALSE, TRUE, sizeof(struct line));
    g_array_set_clear_func(picture->lines, clear_line);
    for (size_t i = 0; i < picture->edition->n_municipalities; i++) {
        read_line(picture, &picture->edition->municipalities[i].name);
    }
    g_array_sort(picture->lines, compare_changes);
    picture->title =
        make_title(picture); /* of all, also those that are not drawn; the largest changes first */
    picture->drawn_of = picture->lines->len;
    g_array_set_size(picture->lines, MIN(picture->lines->len, MOST_LINES));
    g_array_sort(picture->lines, compare_names);
}

/* --- texts --- */

static char *make_subtitle(const struct picture *picture)
{
    return g_strdup_printf(
        _("Actual occupancy of all offers in the municipality, per cent of place-days, %s, %d and %d"),
        chart_place(picture->edition), picture->from, picture->to);
}

static void describe(struct chart_draft *draft, const struct picture *picture)
{
    int decimals = decimals_of(picture);
    chart_take_sentence(draft,
                        g_strdup_printf(_("A line for each municipality from its occupancy in %d to that "
                                          "in %d."),
                                        picture->from, picture->to));
    for (guint i = 0; i < picture->lines->len; i++) {
        const struct line *line = line_at(picture, i);
        char *first = text_percent(line->first / 100, decimals);
        char *last = text_percent(line->last / 100, decimals);
        chart_take_sentence(draft, g_strdup_printf(_("%s: from %s to %s."), line->name, first, last));
        g_free(last);
        g_free(first);
    }
    chart_add_states(draft, picture->hidden, picture->missing);
    chart_add_table(draft, picture->table);
}

/* --- the scale and where names stand --- */

static int compare_places(const void *a, const void *b)
{
    double x = **(double *const *)a, y = **(double *const *)b;
    return x < y ? -1 : x > y;
}

/* Moves places that lie closer than `gap` apart, each as far as the other. */
static void spread(GPtrArray *places, double gap)
{
    g_ptr_array_sort(places, compare_places);
    for (int round = 0; round < 400; round++) {
        for (guint i = 0; i + 1 < places->len; i++) {
            double *a = g_ptr_array_index(places, i), *b = g_ptr_array_index(places, i + 1);
            double lacking = gap - (*b - *a);
            if (lacking > 0) {
                *a -= lacking / 2;
                *b += lacking / 2;
            }
        }
    }
}

static void place_texts(struct chart_draft *draft, const struct picture *picture)
{
    int px = MAX(BODY_PX, LABEL_PX * (int)picture->lines->len + EDGES_PX);
    double low = 1e9, high = -1e9;
    GPtrArray *firsts = g_ptr_array_new(), *lasts = g_ptr_array_new();
    for (guint i = 0; i < picture->lines->len; i++) {
        struct line *line = line_at(picture, i);
        line->first_at = line->first;
        line->last_at = line->last;
        low = MIN(low, MIN(line->first, line->last));
        high = MAX(high, MAX(line->first, line->last));
        g_ptr_array_add(firsts, &line->first_at);
        g_ptr_array_add(lasts, &line->last_at);
    }
    double lacking = MAX(LEAST_RANGE - (high - low), 0.0); /* small changes must look small */
    low -= lacking / 2;
    high += lacking / 2;
    double gap = LABEL_PX * (high - low) / (px - EDGES_PX);
    spread(firsts, gap);
    spread(lasts, gap);
    for (guint i = 0; i < picture->lines->len; i++) {
        const struct line *line = line_at(picture, i);
        low = MIN(low, MIN(line->first_at, line->last_at));
        high = MAX(high, MAX(line->first_at, line->last_at));
    }
    chart_number(draft, "LOW", low - gap / 2);
    chart_number(draft, "HIGH", high + gap / 2);
    chart_set_body(draft, MAX(px, EDGES_PX + (int)ceil(LABEL_PX * (high - low + gap) / gap)));
    g_ptr_array_unref(firsts);
    g_ptr_array_unref(lasts);
}

static void write_data(struct chart_draft *draft, const struct picture *picture)
{
    GPtrArray *years = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(years, g_strdup_printf("%d", picture->from));
    g_ptr_array_add(years, g_strdup_printf("%d", picture->to));
    chart_texts(draft, "YEAR_TEXT", years);
    g_ptr_array_unref(years);
    place_texts(draft, picture);
    chart_head(draft, "municipality\tfirst\tlast\tfirst_text_at\tlast_text_at\ttext\ttext\tfallen");
    for (guint i = 0; i < picture->lines->len; i++) {
        const struct line *line = line_at(picture, i);
        chart_field_text(draft, line->name);
        chart_field_number(draft, line->first, decimals_of(picture));
        chart_field_number(draft, line->last, decimals_of(picture));
        chart_field_number(draft, line->first_at, 3);
        chart_field_number(draft, line->last_at, 3);
        chart_field_text(draft, line->first_text);
        chart_field_text(draft, line->last_text);
        chart_field_number(draft, change_of(line) <= -CLEAR_POINTS, 0);
        chart_end_row(draft);
    }
}

/* --- the picture --- */

static void add_notes(struct chart_draft *draft, const struct picture *picture)
{
    unsigned n = picture->lines->len, of = (unsigned)picture->edition->n_municipalities;
    if (picture->drawn_of > n) {
        chart_take_note(draft,
                        g_strdup_printf(_("The %u municipalities that changed most, of %u with both figures "
                                          "shown."),
                                        n, picture->drawn_of));
    } else if (n < of) {
        chart_take_note(
            draft,
            g_strdup_printf(_("Drawn are the %u of %u municipalities with both figures shown."), n, of));
    }
    chart_add_source(draft, picture->edition, false);
}

static void add_empty(struct chart_batch *batch, const struct picture *picture)
{
    struct chart_draft *draft = chart_begin(batch, "occupancy_change", "", 0, "occupancy_year");
    const char *why = picture->from == picture->to
                          ? _("Occupancy by municipality is shown for fewer than two years.")
                          : _("No municipality's occupancy is shown for both years.");
    chart_take_title(draft, g_strdup(_("The change in occupancy by municipality is not shown")));
    chart_take_subtitle(draft, make_subtitle(picture));
    chart_add_source(draft, picture->edition, false);
    chart_take_sentence(draft, g_strdup(why));
    chart_set_empty(draft, why);
}

void chart_occupancy_change(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {.edition = released_edition(released),
                              .table = released_find(released, "occupancy_year")};
    static const char *const MUNICIPALITY = "municipality";
    if (picture.table == NULL || picture.edition->from_year == picture.edition->to_year ||
        released_row(picture.table, 0, &MUNICIPALITY, 1) == SIZE_MAX) {
        return;
    }
    find_years(&picture);
    read_lines(&picture);
    if (picture.from < picture.to && picture.lines->len > 0) {
        struct chart_draft *draft = chart_begin(batch, "occupancy_change", "", 0, "occupancy_year");
        chart_take_title(draft, g_strdup(picture.title));
        chart_take_subtitle(draft, make_subtitle(&picture));
        write_data(draft, &picture);
        add_notes(draft, &picture);
        describe(draft, &picture);
    } else {
        add_empty(batch, &picture);
    }
    g_array_unref(picture.lines);
    g_free(picture.title);
}
