/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Citizens of each group in the region by year, one panel a group. A change is named only when it is more
 * than chance would do: with arrivals and exits known, their difference against 1.96 times the root of their
 * sum (both as likely); without, the difference of the two counts against 1.96 times the root of theirs,
 * which is strict, as most persons are the same. Of counts that stand in forms nothing is said: nobody knows
 * who came and left, nor whether the same municipalities reported.
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

#define PANEL_PX 174
#define CHANCE 1.96

struct course {
    const struct edition_group *group;
    int first, last; /* years with a number; 0 = none */
    double first_number, last_number, largest;
    double arrivals, exits; /* after `first`, up to `last` */
    bool flows_known;       /* in all those years */
    bool from_forms;        /* in any year with a number */
    int change;             /* -1, 0, 1: what the title may say */
    unsigned hidden, missing;
};

struct picture {
    const struct released *released;
    const struct edition *edition;
    const struct released_table *need;
    struct course *courses;
};

static const struct cell *cell_of(const struct picture *picture, const struct course *course, int year,
                                  size_t column)
{
    static const struct cell HIDDEN = {.state = CELL_SUPPRESSED};
    if (course->group->below_threshold) {
        return &HIDDEN;
    }
    size_t row = chart_row_by_municipality(picture->need, course->group->name.code, CHART_REGION, year);
    return chart_cell(picture->need, row, column);
}

static bool is_from_forms(const struct cell *source)
{
    return source->state == CELL_VALUE && g_str_has_prefix(source->name->code, "forms");
}

static void read_year(const struct picture *picture, struct course *course, int year)
{
    const struct cell *citizens = cell_of(picture, course, year, NEED_CITIZENS);
    course->hidden += citizens->state == CELL_SUPPRESSED;
    course->missing += citizens->state == CELL_MISSING;
    if (!cell_has_number(citizens)) {
        return;
    }
    if (course->first == 0) {
        course->first = year;
        course->first_number = course->largest = citizens->number;
    }
    course->last = year;
    course->last_number = citizens->number;
    course->largest = MAX(course->largest, citizens->number);
    course->from_forms = course->from_forms || is_from_forms(cell_of(picture, course, year, NEED_SOURCE));
}

static void read_flows(const struct picture *picture, struct course *course)
{
    course->flows_known = course->first > 0 && course->last > course->first;
    for (int year = course->first + 1; course->flows_known && year <= course->last; year++) {
        const struct cell *arrivals = cell_of(picture, course, year, NEED_ARRIVALS);
        const struct cell *exits = cell_of(picture, course, year, NEED_EXITS);
        course->flows_known = cell_has_number(arrivals) && cell_has_number(exits);
        course->arrivals += course->flows_known ? arrivals->number : 0;
        course->exits += course->flows_known ? exits->number : 0;
    }
}

static int judge(const struct course *course)
{
    double difference = course->last_number - course->first_number;
    double chance = CHANCE * sqrt(course->flows_known ? course->arrivals + course->exits
                                                      : course->first_number + course->last_number);
    double moved = course->flows_known ? course->arrivals - course->exits : difference;
    if (course->from_forms || course->first == course->last || fabs(moved) <= chance ||
        moved * difference <= 0) {
        return 0;
    }
    return difference > 0 ? 1 : -1;
}

static void read_courses(struct picture *picture)
{
    picture->courses = g_new0(struct course, picture->edition->n_groups + 1);
    for (size_t i = 0; i < picture->edition->n_groups; i++) {
        struct course *course = &picture->courses[i];
        course->group = &picture->edition->groups[i];
        for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
            read_year(picture, course, year);
        }
        read_flows(picture, course);
        course->change = judge(course);
    }
}

static char *one_title(const struct course *course)
{
    char *from = text_number(course->first_number, 0);
    char *to = text_number(course->last_number, 0);
    const char *text = course->change > 0 ? _("%s: up from %s citizens in %d to %s in %d")
                                          : _("%s: down from %s citizens in %d to %s in %d");
    char *title = g_strdup_printf(text, course->group->name.label, from, course->first, to, course->last);
    g_free(from);
    g_free(to);
    return title;
}

static char *no_change_title(const struct picture *picture, bool all_judged, bool all_shown)
{
    g_autofree char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    return g_strdup_printf(!all_judged ? _("Citizens in the target groups, %s")
                           : all_shown ? _("No clear change in the number of citizens, %s")
                                       : _("No clear change in the numbers of citizens shown, %s"),
                           years);
}

static char *make_title(const struct picture *picture, size_t from, size_t to)
{
    unsigned n = 0, more = 0, fewer = 0, hidden = 0; /* among those whose change can be judged */
    bool all_judged = true;
    const struct course *changed = NULL;
    for (size_t i = from; i < to; i++) {
        const struct course *course = &picture->courses[i];
        n += course->first > 0 && !course->from_forms;
        hidden += course->hidden;
        all_judged = all_judged && !course->from_forms;
        more += course->change > 0;
        fewer += course->change < 0;
        changed = course->change != 0 ? course : changed;
    }
    int since = picture->edition->from_year;
    if (more + fewer == 1 && changed != NULL) {
        return one_title(changed);
    }
    if (more > 0 && fewer > 0) {
        return g_strdup_printf(_("Markedly more citizens in %u and fewer in %u of %u target groups since %d"),
                               more, fewer, n, since);
    }
    if (more + fewer == 0) {
        return no_change_title(picture, all_judged, hidden == 0);
    }
    return g_strdup_printf(more > 0 ? _("Markedly more citizens in %u of %u target groups since %d")
                                    : _("Markedly fewer citizens in %u of %u target groups since %d"),
                           more + fewer, n, since);
}

/* "2024: 12 arrived, 9 left" where the newest year has both. */
static char *make_remark(const struct picture *picture, const struct course *course)
{
    const struct cell *arrivals = cell_of(picture, course, course->last, NEED_ARRIVALS);
    const struct cell *exits = cell_of(picture, course, course->last, NEED_EXITS);
    if (course->last == 0 || !cell_has_number(arrivals) || !cell_has_number(exits)) {
        return g_strdup("");
    }
    char *in = text_number(arrivals->number, 0);
    char *out = text_number(exits->number, 0);
    char *remark = g_strdup_printf(_("%d: %s arrived, %s left"), course->last, in, out);
    g_free(in);
    g_free(out);
    return remark;
}

static char *make_words(const struct picture *picture, const struct course *course)
{
    int n = picture->edition->to_year - picture->edition->from_year + 1;
    const struct cell **cells = g_new0(const struct cell *, (size_t)MAX(n, 1));
    for (int k = 0; k < n; k++) {
        cells[k] = cell_of(picture, course, picture->edition->from_year + k, NEED_CITIZENS);
    }
    char *words = chart_gaps(cells, picture->edition->from_year, n);
    g_free(cells);
    return words;
}

static void write_panel(struct chart_draft *draft, const struct picture *picture, const struct course *course)
{
    const struct column *column = &released_def(picture->need)->columns[NEED_CITIZENS];
    chart_head(draft, "year\tcitizens\ttext");
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        const struct cell *cell = cell_of(picture, course, year, NEED_CITIZENS);
        chart_field_number(draft, year, 0);
        chart_field_cell(draft, column, cell);
        chart_field_take(draft, year == course->last ? show_cell(column, cell) : g_strdup(""));
        chart_end_row(draft);
    }
    chart_next_block(draft);
}

static GArray *read_heights(const struct picture *picture, const struct course *course, double step)
{
    GArray *heights = g_array_new(FALSE, FALSE, sizeof(double));
    for (int year = picture->edition->from_year; year <= picture->edition->to_year; year++) {
        const struct cell *cell = cell_of(picture, course, year, NEED_CITIZENS);
        if (cell_has_number(cell)) {
            double height = cell->number / (PANELS_STEPS * step);
            g_array_append_val(heights, height);
        }
    }
    return heights;
}

static void write_panels(struct chart_draft *draft, const struct picture *picture, size_t from, size_t to)
{
    guint n = (guint)(to - from);
    struct panels panels;
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *ticks = g_ptr_array_new_with_free_func(g_free);
    struct chart_breaks breaks = chart_breaks_new();
    panels_init(&panels, n, 0);
    for (size_t i = from; i < to; i++) {
        const struct course *course = &picture->courses[i];
        double step = panels_step(course->largest);
        GArray *heights = read_heights(picture, course, step);
        panels_add(&panels, course->group->name.label, make_remark(picture, course),
                   make_words(picture, course), heights, course->change != 0);
        g_array_unref(heights);
        g_array_append_val(steps, step);
        for (int k = 0; k < 3; k++) {
            /* No scale where there is nothing to read on it. */
            g_ptr_array_add(ticks, course->first > 0 ? text_number(k * step, 0) : g_strdup(""));
        }
        chart_breaks_find(&breaks, picture->released, course->group, (guint)(i - from) + 1);
        write_panel(draft, picture, course);
    }
    panels_set(&panels, draft, PANEL_PX);
    panels_set_years(&panels, draft, picture->edition->from_year, picture->edition->to_year, 0);
    chart_numbers(draft, "STEP", steps);
    chart_texts(draft, "TICK_TEXT", ticks);
    chart_breaks_set(&breaks, draft);
    panels_clear(&panels);
    g_array_unref(steps);
    g_ptr_array_unref(ticks);
}

static void describe(struct chart_draft *draft, const struct picture *picture, size_t from, size_t to)
{
    char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    chart_take_sentence(
        draft, g_strdup_printf(_("Line charts of the number of citizens by year, one for each target "
                                 "group, %s, %s."),
                               chart_place(picture->edition), years));
    g_free(years);
    unsigned hidden = 0, missing = 0;
    for (size_t i = from; i < to; i++) {
        const struct course *course = &picture->courses[i];
        hidden += course->hidden;
        missing += course->missing;
        if (course->first == 0) {
            continue;
        }
        char *first = text_number(course->first_number, 0);
        char *last = text_number(course->last_number, 0);
        chart_take_sentence(
            draft, course->first == course->last
                       ? g_strdup_printf(_("%s: %s in %d."), course->group->name.label, last, course->last)
                       : g_strdup_printf(_("%s: %s in %d, %s in %d."), course->group->name.label, first,
                                         course->first, last, course->last));
        g_free(first);
        g_free(last);
    }
    chart_add_states(draft, hidden, missing);
    chart_add_table(draft, picture->need);
}

/* Forms are added up where there are no stays, and a person may be in two of them. */
static bool is_sum_of_forms(const struct picture *picture, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (picture->courses[i].from_forms) {
            return true;
        }
    }
    return false;
}

static char *make_subtitle(const void *data)
{
    const struct picture *picture = data;
    const struct column *column = &released_def(picture->need)->columns[NEED_BASIS];
    const char *keys[] = {NULL, CHART_REGION};
    const struct cell *basis =
        chart_cell(picture->need, released_row(picture->need, 0, keys, G_N_ELEMENTS(keys)), NEED_BASIS);
    char *years = chart_years(picture->edition->from_year, picture->edition->to_year);
    char *words = basis->state == CELL_VALUE ? show_cell(column, basis) : g_strdup("");
    char *subtitle =
        *words == '\0'
            ? g_strdup_printf(_("Citizens in the target group, %s, %s. Own scale in each panel"),
                              chart_place(picture->edition), years)
            : g_strdup_printf(_("Citizens in the target group, %s, %s (%s). Own scale in each panel"),
                              chart_place(picture->edition), years, words);
    g_free(words);
    g_free(years);
    return subtitle;
}

static bool any_change(const struct picture *picture, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (picture->courses[i].change != 0) {
            return true;
        }
    }
    return false;
}

static void draw(struct chart_draft *draft, const void *data, size_t from, size_t to)
{
    const struct picture *picture = data;
    chart_take_title(draft, make_title(picture, from, to));
    chart_take_subtitle(draft, make_subtitle(picture));
    if (is_sum_of_forms(picture, from, to)) {
        chart_take_note(draft,
                        g_strdup(_("Sum of the municipalities' reports; it may count a citizen twice.")));
    }
    if (any_change(picture, from, to)) {
        chart_take_note(draft, g_strdup(_("Orange square: a change larger than chance alone would bring.")));
    }
    describe(draft, picture, from, to);
    write_panels(draft, picture, from, to);
    chart_add_source(draft, picture->edition, false);
}

static bool is_shown(const void *data, size_t group)
{
    const struct picture *picture = data;
    return picture->courses[group].first > 0;
}

void chart_citizens_over_time(const struct released *released, struct chart_batch *batch)
{
    struct picture picture = {
        .released = released, .edition = released_edition(released), .need = released_find(released, "need")};
    if (picture.need == NULL || picture.edition->n_groups == 0) {
        return;
    }
    read_courses(&picture);
    panels_tell(batch, picture.edition,
                &(struct panel_story){.kind = "citizens_over_time",
                                      .table = "need",
                                      .picture = &picture,
                                      .is_shown = is_shown,
                                      .subtitle = make_subtitle,
                                      .draw = draw,
                                      .empty_title = _("The number of citizens by year is not shown"),
                                      .why = _("No number of citizens can be shown for any target group.")});
    g_free(picture.courses);
}
