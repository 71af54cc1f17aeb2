/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What changed in capacity and when: in the report all offers, in an answer those that the group uses. */
#include "chart_answer.h"
#include "chart_data.h"
#include "chart_kinds.h"
#include "chart_stacks.h"
#include "sentence_parts.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/dates.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/show.h"
#include "vifte/text.h"

#define YEARS_ACROSS 18 /* that have room for their labels */
#define ROWS_A_CHART 24
#define ROW_PX 30
#define AXIS_PX (CHART_WIDTH - 48.0) /* as in the script */
#define SIGN_PX 18
#define LEAST_NAME_PX 60.0

static int change_kind(struct part_row row)
{
    const struct cell *change = part_cell(row, CAPACITY_LOG_CHANGE);
    return part_is_word(change, "opened") || part_is_word(change, "more")    ? 0
           : part_is_word(change, "closed") || part_is_word(change, "fewer") ? 1
           : part_is_word(change, "merged")                                  ? 2
                                                                             : 3;
}

/* "more places (10 to 13)" */
static char *change_text(struct part_row row)
{
    const struct column *columns = released_def(row.table)->columns;
    const struct cell *before = part_cell(row, CAPACITY_LOG_PLACES_BEFORE);
    const struct cell *after = part_cell(row, CAPACITY_LOG_PLACES_AFTER);
    char *change = show_cell(&columns[CAPACITY_LOG_CHANGE], part_cell(row, CAPACITY_LOG_CHANGE));
    char *text = g_utf8_strdown(change, -1);
    if (cell_has_number(before) && cell_has_number(after) && before->number != after->number) {
        char *from = sentences_places_text(before->number);
        char *to = sentences_places_text(after->number);
        char *places = g_strdup_printf(_("%s (%s to %s places)"), text, from, to);
        g_free(text);
        text = places;
        g_free(to);
        g_free(from);
    }
    g_free(change);
    return text;
}

/* "Stjernekastet: more places (10 to 13)"; the name gives way where there is no room. */
static char *fitting_text(const char *offer, const char *change, double px)
{
    double room = px - chart_text_width(change, CHART_SIZE_SMALL) - 2 * SIGN_PX;
    char *name = chart_text_fit(offer, CHART_SIZE_SMALL, MAX(room, LEAST_NAME_PX));
    char *text = g_strdup_printf("%s: %s", name, change);
    g_free(name);
    return text;
}

static double year_of(int32_t day)
{
    int year = date_year(day);
    int32_t start = date_year_start(year);
    return year + (day - start) / (double)(date_year_start(year + 1) - start);
}

static void timeline_headings(struct chart_draft *draft, const GArray *rows)
{
    const char *names[] = {_("Opened or more places"), _("Closed or fewer places"), _("Merged"), _("Note")};
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    GArray *kinds = g_array_new(FALSE, FALSE, sizeof(double));
    for (int kind = 0; kind < 4; kind++) {
        bool seen = false;
        for (guint i = 0; i < rows->len; i++) {
            seen = seen || change_kind(g_array_index(rows, struct part_row, i)) == kind;
        }
        double number = kind;
        if (seen) {
            g_ptr_array_add(texts, g_strdup(names[kind]));
            g_array_append_val(kinds, number);
        }
    }
    chart_headings(draft, texts, 14);
    chart_numbers(draft, "PART_KIND", kinds);
    g_array_unref(kinds);
    g_ptr_array_unref(texts);
}

static void write_row(struct chart_draft *draft, const struct edition *edition, guint position,
                      struct part_row row)
{
    int32_t day = (int32_t)part_cell(row, CAPACITY_LOG_DATE)->number;
    const char *offer = part_cell(row, CAPACITY_LOG_OFFER)->name->label;
    char *text = change_text(row);
    char *date = text_date(day);
    chart_take_sentence(draft, g_strdup_printf("%s: %s: %s.", date, offer, text));
    double part = (year_of(day) - edition->from_year) / (edition->to_year + 1 - edition->from_year);
    chart_field_number(draft, position, 0);
    chart_field_number(draft, year_of(day), 4);
    chart_field_take(draft, fitting_text(offer, text, AXIS_PX * MAX(part, 1 - part)));
    chart_field_number(draft, change_kind(row), 0);
    chart_end_row(draft);
    g_free(date);
    g_free(text);
}

/* `n` rows from `first` on. */
static void write_picture(struct chart_draft *draft, const struct released *released, const GArray *rows,
                          guint first, guint n)
{
    const struct edition *edition = released_edition(released);
    char *years = chart_years(edition->from_year, edition->to_year);
    chart_add_source(draft, edition, false);
    chart_take_sentence(draft, g_strdup_printf(_("A time line of changes in capacity, %s."), years));
    chart_set_body(draft, 30 + 26 + ROW_PX * (int)n);
    chart_number(draft, "ROWS", n);
    chart_set_years(draft, edition->from_year, edition->to_year + 1,
                    1 + (edition->to_year - edition->from_year) / YEARS_ACROSS, 0);
    timeline_headings(draft, rows);
    chart_head(draft, "row\twhen\ttext\tkind");
    for (guint i = 0; i < n; i++) {
        write_row(draft, edition, i, g_array_index(rows, struct part_row, first + i));
    }
    chart_add_table(draft, released_find(released, "capacity_log"));
    g_free(years);
}

/* `group` NULL = all offers. */
static GArray *rows_of(const struct released *released, const char *group)
{
    const struct released_table *log = released_find(released, "capacity_log");
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    for (size_t i = 0; log != NULL && i < released_rows(log); i++) {
        const struct part_row row = {.table = log, .index = i};
        if (group == NULL ||
            sentences_concerns(released, group, part_cell(row, CAPACITY_LOG_OFFER)->name->code)) {
            g_array_append_val(rows, row);
        }
    }
    return rows;
}

void chart_answer_capacity(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    GArray *rows = rows_of(released, group->name.code);
    if (rows->len > 0) {
        struct chart_draft *draft =
            chart_begin_as(batch, "capacity_timeline", "capacity", group->name.code, 0, "capacity_log");
        char *years = chart_years(edition->from_year, edition->to_year);
        chart_take_title(draft, g_strdup_printf(_("Changes in capacity, %s"), years));
        chart_take_subtitle(draft, g_strdup_printf(_("Offers used by %s"), group->name.label));
        write_picture(draft, released, rows, 0, rows->len);
        g_free(years);
    }
    g_array_unref(rows);
}

/* --- all offers --- */

static char *make_title(const GArray *rows, const char *years)
{
    unsigned n[4] = {0};
    for (guint i = 0; i < rows->len; i++) {
        n[change_kind(g_array_index(rows, struct part_row, i))]++;
    }
    if (n[0] + n[1] + n[2] == 0) {
        return g_strdup_printf(_("No change in the number of places, %s"), years);
    }
    if (n[1] + n[2] == 0) {
        return g_strdup_printf(
            P_("Places were added in %u case, %s", "Places were added in %u cases, %s", n[0]), n[0], years);
    }
    if (n[0] == 0) {
        return g_strdup_printf(
            P_("Places were removed in %u case, %s", "Places were removed in %u cases, %s", n[1] + n[2]),
            n[1] + n[2], years);
    }
    return g_strdup_printf(_("Changes that added places: %u; that removed places: %u, %s"), n[0], n[1] + n[2],
                           years);
}

void chart_timeline(const struct released *released, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    GArray *rows = rows_of(released, NULL);
    char *years = chart_years(edition->from_year, edition->to_year);
    for (guint first = 0; first < rows->len; first += ROWS_A_CHART) {
        struct chart_draft *draft =
            chart_begin(batch, "capacity_timeline", "",
                        rows->len > ROWS_A_CHART ? first / ROWS_A_CHART + 1 : 0, "capacity_log");
        chart_take_title(draft, make_title(rows, years));
        chart_take_subtitle(draft,
                            g_strdup_printf(_("Changes in capacity by date, all offers reported for %s, %s"),
                                            chart_place(edition), years));
        write_picture(draft, released, rows, first, MIN(rows->len - first, ROWS_A_CHART));
    }
    g_free(years);
    g_array_unref(rows);
}
