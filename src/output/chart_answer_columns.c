/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer's columns: citizens by year, by age, places with their occupancy, what is expected. */
#include "chart_answer.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>

#define BODY_PX 300
#define MOST_YEARS 8
#define NAME_PX 110
#define COMING_YEARS 3

enum shade { SHADE_DATA, SHADE_SEE, SHADE_LIGHT };

/* One column of the picture; texts are owned. */
struct column_mark {
    char *name, *text, *second_text;
    bool shown;
    double value;
    enum shade shade;
    bool has_limits, has_second;
    double low, high, second;
};

static GArray *marks_new(void)
{
    return g_array_new(FALSE, TRUE, sizeof(struct column_mark));
}

static void marks_free(GArray *marks)
{
    for (guint i = 0; i < marks->len; i++) {
        struct column_mark *mark = &g_array_index(marks, struct column_mark, i);
        g_free(mark->name);
        g_free(mark->text);
        g_free(mark->second_text);
    }
    g_array_unref(marks);
}

/* The largest of what is drawn. */
static double largest(const GArray *marks)
{
    double most = 1;
    for (guint i = 0; i < marks->len; i++) {
        const struct column_mark *mark = &g_array_index(marks, struct column_mark, i);
        most = MAX(most, mark->shown ? mark->value : 0);
        most = MAX(most, mark->has_limits ? mark->high : 0);
        most = MAX(most, mark->has_second ? mark->second : 0);
    }
    return most;
}

static void number_or_word(struct chart_draft *draft, bool shown, double value, const char *word)
{
    if (shown) {
        chart_field_number(draft, value, 1);
    } else {
        chart_field_text(draft, *word != '\0' ? word : "-");
    }
}

static void write_marks(struct chart_draft *draft, const GArray *marks, const char *head, const char *second,
                        bool inside)
{
    chart_set_body(draft, BODY_PX);
    chart_number(draft, "N", marks->len);
    chart_axis(draft, "COUNT", largest(marks));
    chart_text(draft, "HEAD", head);
    chart_text(draft, "SECOND", second);
    chart_number(draft, "INSIDE", inside);
    chart_head(draft, "column\tfigure\ttext\tkind\tlow\thigh\tsecond\ttext");
    for (guint i = 0; i < marks->len; i++) {
        const struct column_mark *mark = &g_array_index(marks, struct column_mark, i);
        chart_field_number(draft, i, 0);
        number_or_word(draft, mark->shown, mark->value, mark->text);
        chart_field_text(draft, mark->text);
        chart_field_number(draft, mark->shade, 0);
        number_or_word(draft, mark->has_limits, mark->low, "");
        number_or_word(draft, mark->has_limits, mark->high, "");
        number_or_word(draft, mark->has_second, mark->second, "");
        chart_field_text(draft, mark->second_text != NULL ? mark->second_text : "");
        chart_end_row(draft);
    }
    chart_next_block(draft);
    chart_head(draft, "column\tline\tname");
    for (guint i = 0; i < marks->len; i++) {
        const struct column_mark *mark = &g_array_index(marks, struct column_mark, i);
        char *fitting = chart_text_fit(mark->name, CHART_SIZE_BODY, NAME_PX);
        chart_field_number(draft, i, 0);
        chart_field_number(draft, 0, 0);
        chart_field_take(draft, fitting);
        chart_end_row(draft);
    }
}

static bool tells(const struct column_mark *mark)
{
    return mark->has_second || *mark->text != '\0';
}

/* "2023: 140", "2024: 119 (actual occupancy: 99%)" */
static char *in_words(const struct column_mark *mark, const char *second)
{
    if (!mark->has_second) {
        return g_strdup_printf("%s: %s", mark->name, mark->text);
    }
    char *lower = g_utf8_strdown(second, -1);
    char *text = *mark->text != '\0'
                     ? g_strdup_printf("%s: %s (%s: %s)", mark->name, mark->text, lower, mark->second_text)
                     : g_strdup_printf("%s: %s: %s", mark->name, lower, mark->second_text);
    g_free(lower);
    return text;
}

/* "2023: 140; 2024: 135." */
static void describe(struct chart_draft *draft, const GArray *marks, char *what, const char *second,
                     const struct released_table *table)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < marks->len; i++) {
        const struct column_mark *mark = &g_array_index(marks, struct column_mark, i);
        if (tells(mark)) {
            g_ptr_array_add(list, in_words(mark, second));
        }
    }
    g_ptr_array_add(list, NULL);
    char *figures = g_strjoinv("; ", (char **)list->pdata);
    chart_take_sentence(draft, what);
    chart_take_sentence(draft, g_strdup_printf("%s.", figures));
    chart_add_table(draft, table);
    g_free(figures);
    g_ptr_array_unref(list);
}

static void add_cell(GArray *marks, char *name, const struct column *column, const struct cell *cell)
{
    struct column_mark mark = {.name = name, .text = show_cell(column, cell), .shown = cell_has_number(cell)};
    mark.value = mark.shown ? cell->number : 0;
    g_array_append_val(marks, mark);
}

static bool any_shown(const GArray *marks)
{
    for (guint i = 0; i < marks->len; i++) {
        if (g_array_index(marks, struct column_mark, i).shown) {
            return true;
        }
    }
    return false;
}

static bool any_second(const GArray *marks)
{
    for (guint i = 0; i < marks->len; i++) {
        if (g_array_index(marks, struct column_mark, i).has_second) {
            return true;
        }
    }
    return false;
}

static int first_year(const struct edition *edition)
{
    return MAX(edition->from_year, edition->to_year - MOST_YEARS + 1);
}

static void add_need_notes(struct chart_draft *draft, const struct released *released, const char *group,
                           int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    if (part_is_word(part_cell(row, NEED_SOURCE), "forms_sum")) {
        chart_take_note(draft, g_strdup(_("Sum of the municipalities' reports, may count a citizen twice.")));
    }
    if (cell_has_number(part_cell(row, NEED_REPORTED_BY))) {
        char *who =
            show_cell(&released_def(row.table)->columns[NEED_REPORTED_BY], part_cell(row, NEED_REPORTED_BY));
        chart_take_note(draft, g_strdup_printf(_("Reported by %s (%d)."), who, year));
        g_free(who);
    }
    chart_add_source(draft, released_edition(released), false);
}

/* --- citizens by year --- */

static char *citizens_title(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    const struct cell *change = part_cell(row, NEED_CHANGE);
    const char *place = chart_place(released_edition(released));
    if (!cell_has_number(change)) {
        return g_strdup_printf(_("Citizens in the target group in %s"), place);
    }
    if (change->number == 0) {
        return g_strdup_printf(_("As many citizens in the target group as the year before"));
    }
    char *size = text_number(fabs(change->number), 0);
    char *title = g_strdup_printf(
        change->number > 0
            ? P_("%s citizen more in the target group than the year before",
                 "%s citizens more in the target group than the year before", change->number)
            : P_("%s citizen fewer in the target group than the year before",
                 "%s citizens fewer in the target group than the year before", -change->number),
        size);
    g_free(size);
    return title;
}

void chart_answer_citizens(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    const struct released_table *need = released_find(released, "need");
    int year = sentences_year(released, group->name.code);
    GArray *marks = marks_new();
    for (int y = first_year(edition); need != NULL && y <= edition->to_year; y++) {
        struct part_row row = part_row_of_region(released, "need", group->name.code, y);
        if (row.table != NULL) {
            add_cell(marks, g_strdup_printf("%d", y), &released_def(need)->columns[NEED_CITIZENS],
                     part_cell(row, NEED_CITIZENS));
            g_array_index(marks, struct column_mark, marks->len - 1).shade =
                y == year ? SHADE_SEE : SHADE_DATA;
        }
    }
    if (any_shown(marks)) {
        struct chart_draft *draft =
            chart_begin_as(batch, "answer_columns", "citizens-years", group->name.code, 0, "need");
        struct part_row row = part_row_of_region(released, "need", group->name.code, year);
        char *when = chart_when(&released_def(need)->columns[NEED_BASIS], part_cell(row, NEED_BASIS), year);
        chart_take_title(draft, citizens_title(released, group->name.code, year));
        chart_take_subtitle(draft, g_strdup_printf(_("%s, %s; newest year: %s"), group->name.label,
                                                   chart_place(edition), when));
        add_need_notes(draft, released, group->name.code, year);
        describe(draft, marks,
                 g_strdup_printf(_("Columns of the number of citizens in the target group in %s by year."),
                                 chart_place(edition)),
                 "", need);
        write_marks(draft, marks, _("Citizens"), "", false);
        g_free(when);
    }
    marks_free(marks);
}

/* --- ages --- */

void chart_answer_ages(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int year = sentences_year(released, group->name.code);
    GArray *rows = part_profile_rows(released, group->name.code, year, "age");
    GArray *marks = marks_new();
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        const struct column *columns = released_def(row.table)->columns;
        add_cell(marks, show_cell(&columns[NEED_PROFILE_VALUE], part_cell(row, NEED_PROFILE_VALUE)),
                 &columns[NEED_PROFILE_CITIZENS], part_cell(row, NEED_PROFILE_CITIZENS));
    }
    if (any_shown(marks) && marks->len > 1) {
        struct chart_draft *draft =
            chart_begin_as(batch, "answer_columns", "ages", group->name.code, 0, "need_profile");
        chart_take_title(draft, g_strdup_printf(_("Citizens in the target group by age, %d"), year));
        chart_take_subtitle(draft, g_strdup_printf("%s, %s", group->name.label, chart_place(edition)));
        add_need_notes(draft, released, group->name.code, year);
        describe(draft, marks, g_strdup_printf(_("Columns of the number of citizens by age, %d."), year), "",
                 released_find(released, "need_profile"));
        write_marks(draft, marks, _("Citizens"), "", false);
    }
    marks_free(marks);
    g_array_unref(rows);
}

/* --- places and how far they are taken --- */

/* The square stands as far up the column as the occupancy says: the column's top is 100 per cent. */
static void add_places(GArray *marks, const struct released *released, const char *group, int year)
{
    struct cell places = sentences_places(released, group, year);
    struct part_row row = part_row_of_unit(released, "group", group, year);
    const struct cell *occupancy = part_cell(row, OCCUPANCY_YEAR_OCCUPANCY);
    struct column_mark mark = {.name = g_strdup_printf("%d", year), .shown = cell_has_number(&places)};
    mark.shade = SHADE_LIGHT;
    mark.value = mark.shown ? text_round(places.number, 1) : 0;
    mark.text = mark.shown ? sentences_places_text(places.number)
                           : g_strdup(show_state((enum cell_state)places.state));
    mark.has_second = mark.shown && cell_has_number(occupancy);
    int decimals = released_edition(released)->audience == AUDIENCE_PUBLIC ? 0 : 1;
    mark.second = mark.has_second ? mark.value * text_round(occupancy->number, decimals + 2) : 0;
    mark.second_text = mark.has_second ? text_percent(occupancy->number, decimals)
                       : mark.shown    ? g_strdup(show_state((enum cell_state)occupancy->state))
                                       : g_strdup("");
    g_array_append_val(marks, mark);
}

/* "Actual occupancy: confidential 2022-2024." */
static void add_occupancy_gaps(struct chart_draft *draft, const struct released *released, const char *group,
                               int from, int n)
{
    const struct cell **cells = g_new(const struct cell *, (size_t)n);
    for (int k = 0; k < n; k++) {
        cells[k] = part_cell(part_row_of_unit(released, "group", group, from + k), OCCUPANCY_YEAR_OCCUPANCY);
    }
    char *gaps = chart_gaps(cells, from, n);
    if (*gaps != '\0') {
        chart_take_note(draft, g_strdup_printf(_("Actual occupancy: %s."), gaps));
    }
    g_free(gaps);
    g_free(cells);
}

void chart_answer_places(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    GArray *marks = marks_new();
    for (int year = first_year(edition); year <= edition->to_year; year++) {
        add_places(marks, released, group->name.code, year);
    }
    if (any_shown(marks)) {
        struct chart_draft *draft =
            chart_begin_as(batch, "answer_columns", "places", group->name.code, 0, "supply");
        char *years = chart_years(first_year(edition), edition->to_year);
        bool occupied = any_second(marks);
        const char *second = occupied ? _("Actual occupancy") : "";
        chart_take_title(
            draft, g_strdup_printf(occupied ? _("Places and actual occupancy, %s") : _("Places, %s"), years));
        chart_take_subtitle(
            draft, g_strdup_printf(_("Offers to %s in %s"), group->name.label, chart_place(edition)));
        if (occupied) {
            chart_take_note(draft, g_strdup(_("The top of a column is an occupancy of 100 per cent.")));
            add_occupancy_gaps(draft, released, group->name.code, first_year(edition), (int)marks->len);
        }
        chart_take_note(draft, g_strdup(_("Offers with several target groups count in full in each.")));
        chart_add_source(draft, edition, false);
        describe(draft, marks,
                 g_strdup_printf(occupied ? _("Columns of the mean number of places by year, %s, with "
                                              "squares for the actual occupancy.")
                                          : _("Columns of the mean number of places by year, %s."),
                                 years),
                 second, released_find(released, "supply"));
        write_marks(draft, marks, _("Places (mean)"), second, occupied);
        g_free(years);
    }
    marks_free(marks);
}

/* --- what is expected --- */

static void add_coming(GArray *marks, const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_group(released, "forecast", group, year);
    if (row.table == NULL) {
        return;
    }
    const struct column *columns = released_def(row.table)->columns;
    const struct cell *mean = part_cell(row, FORECAST_MEAN);
    const struct cell *lower = part_cell(row, FORECAST_LOWER80);
    const struct cell *upper = part_cell(row, FORECAST_UPPER80);
    const struct cell *expected = part_cell(row, FORECAST_MUNICIPALITIES_EXPECT);
    struct column_mark mark = {.name = g_strdup_printf("%d", year), .shown = cell_has_number(mean)};
    mark.shade = SHADE_LIGHT;
    mark.value = mark.shown ? mean->number : 0;
    mark.text = mark.shown                       ? text_number(mean->number, 0)
                : mean->state == CELL_SUPPRESSED ? g_strdup(show_state(CELL_SUPPRESSED))
                                                 : g_strdup("");
    mark.has_limits = mark.shown && cell_has_number(lower) && cell_has_number(upper);
    mark.low = mark.has_limits ? lower->number : 0;
    mark.high = mark.has_limits ? upper->number : 0;
    mark.has_second = cell_has_number(expected);
    mark.second = mark.has_second ? expected->number : 0;
    mark.second_text = mark.has_second ? show_cell(&columns[FORECAST_MUNICIPALITIES_EXPECT], expected) : NULL;
    g_array_append_val(marks, mark);
}

/* The expectations are of those who gave a number, the columns of all. */
static void add_expected_note(struct chart_draft *draft, const struct released *released, const char *group)
{
    int year = released_edition(released)->to_year + 1;
    struct part_row row = part_row_of_group(released, "forecast", group, year);
    const struct cell *by = part_cell(row, FORECAST_EXPECTED_BY);
    if (cell_has_number(part_cell(row, FORECAST_MUNICIPALITIES_EXPECT)) && by->state == CELL_VALUE) {
        char *who = show_cell(&released_def(row.table)->columns[FORECAST_EXPECTED_BY], by);
        chart_take_note(
            draft, g_strdup_printf(_("The municipalities' expectation is the sum of those who gave a number: "
                                     "%s; it is no forecast for all."),
                                   who));
        g_free(who);
    }
}

static void add_light_columns_note(struct chart_draft *draft, const GArray *marks, guint so_far)
{
    bool any = false;
    for (guint i = so_far; i < marks->len; i++) {
        any = any || g_array_index(marks, struct column_mark, i).shown;
    }
    if (any) {
        chart_take_note(
            draft, g_strdup(_("Light columns: a calculation from arrivals and exits so far, with limits for "
                              "four futures out of five; no assessment of need.")));
    }
}

void chart_answer_expected(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    const struct released_table *need = released_find(released, "need");
    GArray *marks = marks_new();
    for (int year = MAX(edition->from_year, edition->to_year - 3); need != NULL && year <= edition->to_year;
         year++) {
        struct part_row row = part_row_of_region(released, "need", group->name.code, year);
        if (row.table != NULL) {
            add_cell(marks, g_strdup_printf("%d", year), &released_def(need)->columns[NEED_CITIZENS],
                     part_cell(row, NEED_CITIZENS));
        }
    }
    guint so_far = marks->len;
    for (int year = edition->to_year + 1; year <= edition->to_year + COMING_YEARS; year++) {
        add_coming(marks, released, group->name.code, year);
    }
    bool any_coming = false;
    for (guint i = so_far; i < marks->len; i++) {
        any_coming = any_coming || tells(&g_array_index(marks, struct column_mark, i));
    }
    if (any_coming && any_shown(marks)) {
        struct chart_draft *draft =
            chart_begin_as(batch, "answer_columns", "expected", group->name.code, 0, "forecast");
        chart_take_title(draft, g_strdup(_("Citizens in the coming years")));
        chart_take_subtitle(draft, g_strdup_printf("%s, %s", group->name.label, chart_place(edition)));
        const char *second = any_second(marks) ? _("The municipalities expect") : "";
        add_light_columns_note(draft, marks, so_far);
        add_expected_note(draft, released, group->name.code);
        chart_add_source(draft, edition, false);
        describe(draft, marks,
                 g_strdup(_("Columns of the number of citizens so far and in the coming years.")), second,
                 released_find(released, "forecast"));
        write_marks(draft, marks, _("Citizens"), second, false);
    }
    marks_free(marks);
}
