/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An answer's bars of offers, stacked shares and changes in capacity. */
#include "chart_answer.h"

#include "chart_data.h"
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

#include <string.h>

#define ROW_PX 26
#define NAME_PX 226
#define MOST_OFFERS 20

/* Headings one after the other from `px` on, at most as wide as the picture: a new line where one would not
 * fit. */
static int set_headings(struct chart_draft *draft, const GPtrArray *texts, double px)
{
    GArray *starts = g_array_new(FALSE, FALSE, sizeof(double));
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(double));
    double at = px, line = 0;
    for (guint i = 0; i < texts->len; i++) {
        double width = chart_text_width(g_ptr_array_index(texts, i), CHART_SIZE_SMALL) + 40;
        if (at + width > CHART_WIDTH - 14 && at > px) {
            at = px;
            line++;
        }
        g_array_append_val(starts, at);
        g_array_append_val(lines, line);
        at += width;
    }
    chart_texts(draft, "PART", texts);
    chart_numbers(draft, "PART_PX", starts);
    chart_numbers(draft, "PART_LINE", lines);
    g_array_unref(starts);
    g_array_unref(lines);
    return (int)line + 1;
}

/* --- offers --- */

enum place_kind { PLACE_INSIDE, PLACE_OUTSIDE, PLACE_ADDRESS_FREE, PLACE_KINDS };

struct offer_bar {
    struct part_row row;
    enum place_kind kind;
    bool shown;
    double citizens;
    const char *name;
};

static enum place_kind kind_of(const struct released *released, struct part_row row)
{
    if (part_is_word(part_cell(row, OFFERS_USED_KIND), "address_free")) {
        return PLACE_ADDRESS_FREE;
    }
    const struct edition *edition = released_edition(released);
    const struct cell *where = part_cell(row, OFFERS_USED_MUNICIPALITY);
    for (size_t i = 0; cell_has_number(where) && i < edition->n_municipalities; i++) {
        if (strcmp(edition->municipalities[i].name.code, where->name->code) == 0) {
            return PLACE_INSIDE;
        }
    }
    return PLACE_OUTSIDE;
}

/* By kind of place, then shown figures by size, then what is not shown by name: no order by a hidden figure.
 */
static int compare_bars(const void *a, const void *b)
{
    const struct offer_bar *x = a;
    const struct offer_bar *y = b;
    if (x->kind != y->kind) {
        return x->kind < y->kind ? -1 : 1;
    }
    if (x->shown != y->shown) {
        return x->shown ? -1 : 1;
    }
    if (x->shown && x->citizens != y->citizens) {
        return x->citizens > y->citizens ? -1 : 1;
    }
    return text_compare(x->name, y->name);
}

static GArray *offer_bars(const struct released *released, const char *group, int year)
{
    GArray *rows = part_rows(released, "offers_used", group, year);
    GArray *bars = g_array_new(FALSE, TRUE, sizeof(struct offer_bar));
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        const struct cell *citizens = part_cell(row, OFFERS_USED_CITIZENS);
        struct offer_bar bar = {.row = row,
                                .kind = kind_of(released, row),
                                .shown = cell_has_number(citizens),
                                .name = part_cell(row, OFFERS_USED_NAME)->name->label};
        bar.citizens = bar.shown ? citizens->number : 0;
        g_array_append_val(bars, bar);
    }
    g_array_sort(bars, compare_bars);
    g_array_set_size(bars, MIN(bars->len, MOST_OFFERS));
    g_array_unref(rows);
    return bars;
}

static void write_bars(struct chart_draft *draft, const GArray *bars)
{
    chart_head(draft, "row\tname\tcitizens\ttext\tkind");
    for (guint i = 0; i < bars->len; i++) {
        const struct offer_bar *bar = &g_array_index(bars, struct offer_bar, i);
        const struct column *column = &released_def(bar->row.table)->columns[OFFERS_USED_CITIZENS];
        chart_field_number(draft, i, 0);
        chart_field_text(draft, bar->name);
        chart_field_cell(draft, column, part_cell(bar->row, OFFERS_USED_CITIZENS));
        chart_field_take(draft, show_cell(column, part_cell(bar->row, OFFERS_USED_CITIZENS)));
        chart_field_number(draft, bar->kind, 0);
        chart_end_row(draft);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (guint i = 0; i < bars->len; i++) {
        const struct offer_bar *bar = &g_array_index(bars, struct offer_bar, i);
        chart_label_rows(draft, i, 0, bar->name, CHART_SIZE_BODY, NAME_PX, 1);
    }
}

static void describe_bars(struct chart_draft *draft, const GArray *bars, int year)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < bars->len; i++) {
        const struct offer_bar *bar = &g_array_index(bars, struct offer_bar, i);
        char *number = show_cell(&released_def(bar->row.table)->columns[OFFERS_USED_CITIZENS],
                                 part_cell(bar->row, OFFERS_USED_CITIZENS));
        g_ptr_array_add(list, g_strdup_printf("%s: %s", bar->name, number));
        g_free(number);
    }
    g_ptr_array_add(list, NULL);
    char *figures = g_strjoinv("; ", (char **)list->pdata);
    chart_take_sentence(
        draft, g_strdup_printf(_("Bars of the number of citizens in each offer used during %d."), year));
    chart_take_sentence(draft, g_strdup_printf("%s.", figures));
    g_free(figures);
    g_ptr_array_unref(list);
}

static void bar_headings(struct chart_draft *draft, const GArray *bars, const char *place)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    GArray *kinds = g_array_new(FALSE, FALSE, sizeof(double));
    bool seen[PLACE_KINDS] = {false};
    for (guint i = 0; i < bars->len; i++) {
        seen[g_array_index(bars, struct offer_bar, i).kind] = true;
    }
    for (int kind = 0; kind < PLACE_KINDS; kind++) {
        double number = kind + 1;
        if (seen[kind]) {
            g_ptr_array_add(texts, kind == PLACE_INSIDE    ? g_strdup_printf(_("In %s"), place)
                                   : kind == PLACE_OUTSIDE ? g_strdup_printf(_("Outside %s"), place)
                                                           : g_strdup(_("Address-free")));
            g_array_append_val(kinds, number);
        }
    }
    set_headings(draft, texts, 250);
    chart_numbers(draft, "PART_KIND", kinds);
    g_array_unref(kinds);
    g_ptr_array_unref(texts);
}

void chart_answer_offers(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int year = sentences_year(released, group->name.code);
    GArray *bars = offer_bars(released, group->name.code, year);
    double most = 0;
    for (guint i = 0; i < bars->len; i++) {
        most = MAX(most, g_array_index(bars, struct offer_bar, i).citizens);
    }
    if (most > 0) {
        struct chart_draft *draft =
            chart_answer_begin(batch, "answer_bars", "offers", group->name.code, "offers_used");
        chart_take_title(draft, g_strdup_printf(_("The offers that the citizens use, %d"), year));
        chart_take_subtitle(draft,
                            g_strdup_printf(_("%s; citizens during the year by offer"), group->name.label));
        chart_take_note(draft,
                        g_strdup(_("A citizen can use several offers, so the bars are not added up.")));
        chart_add_source(draft, edition, false);
        describe_bars(draft, bars, year);
        chart_add_table(draft, released_find(released, "offers_used"));
        chart_set_body(draft, 34 + ROW_PX * (int)bars->len);
        chart_number(draft, "ROWS", bars->len);
        chart_axis(draft, "COUNT", most);
        bar_headings(draft, bars, chart_place(edition));
        write_bars(draft, bars);
    }
    g_array_unref(bars);
}

/* --- stacked shares --- */

/* One bar: parts of a whole, in one order for all bars. A bar with a hidden part is not drawn at all: the
 * others would show how much is left. */
struct stack {
    char *name;
    GArray *values; /* double, one a part */
    enum cell_state state;
};

struct stacks {
    GPtrArray *parts; /* char *: names */
    GArray *bars;     /* struct stack */
    double gap;       /* before the last part */
};

static struct stacks stacks_new(void)
{
    return (struct stacks){.parts = g_ptr_array_new_with_free_func(g_free),
                           .bars = g_array_new(FALSE, TRUE, sizeof(struct stack))};
}

static void stacks_free(struct stacks *stacks)
{
    for (guint i = 0; i < stacks->bars->len; i++) {
        struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        g_free(stack->name);
        g_array_unref(stack->values);
    }
    g_array_unref(stacks->bars);
    g_ptr_array_unref(stacks->parts);
}

static struct stack *stacks_add(struct stacks *stacks, int year)
{
    struct stack stack = {.name = g_strdup_printf("%d", year),
                          .values = g_array_new(FALSE, TRUE, sizeof(double)),
                          .state = CELL_VALUE};
    g_array_append_val(stacks->bars, stack);
    return &g_array_index(stacks->bars, struct stack, stacks->bars->len - 1);
}

static double sum_of(const struct stack *stack)
{
    double sum = 0;
    for (guint i = 0; i < stack->values->len; i++) {
        sum += g_array_index(stack->values, double, i);
    }
    return sum;
}

static bool any_bar(const struct stacks *stacks)
{
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        if (stack->state == CELL_VALUE && sum_of(stack) > 0) {
            return true;
        }
    }
    return false;
}

/* Rectangles of one bar: per cent of its whole, or counts. */
static void write_stack(struct chart_draft *draft, const struct stacks *stacks, guint row, bool per_cent)
{
    const struct stack *stack = &g_array_index(stacks->bars, struct stack, row);
    double sum = sum_of(stack), at = 0;
    for (guint i = 0; stack->state == CELL_VALUE && sum > 0 && i < stack->values->len; i++) {
        double value = g_array_index(stack->values, double, i);
        double width = per_cent ? 100 * value / sum : value;
        at += i + 1 == stack->values->len ? stacks->gap : 0;
        if (value > 0) {
            char *text = per_cent ? text_percent(value / sum, 0) : text_number(value, 0);
            chart_field_number(draft, row, 0);
            chart_field_number(draft, at, 3);
            chart_field_number(draft, at + width, 3);
            chart_field_number(draft, i + 1, 0);
            chart_field_text(draft, per_cent && width < 6 ? "" : text);
            chart_end_row(draft);
            g_free(text);
        }
        at += width;
    }
}

static void write_stacks(struct chart_draft *draft, const struct stacks *stacks, bool per_cent, double last)
{
    chart_number(draft, "ROWS", stacks->bars->len);
    chart_number(draft, "LAST", last);
    chart_number(draft, "SCALE", per_cent ? 0 : 1);
    int lines = set_headings(draft, stacks->parts, 14);
    chart_number(draft, "HEAD", 20 * lines + 14);
    chart_set_body(draft, 20 * lines + 14 + 56 * (int)stacks->bars->len);
    chart_head(draft, "row\tstart\tend\tpart\ttext");
    for (guint i = 0; i < stacks->bars->len; i++) {
        write_stack(draft, stacks, i, per_cent);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tname");
    for (guint i = 0; i < stacks->bars->len; i++) {
        chart_field_number(draft, i, 0);
        chart_field_text(draft, g_array_index(stacks->bars, struct stack, i).name);
        chart_end_row(draft);
    }
    chart_next_block(draft);
    chart_head(draft, "row\tword");
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        chart_field_number(draft, i, 0);
        chart_field_text(draft, stack->state == CELL_VALUE ? "" : show_state(stack->state));
        chart_end_row(draft);
    }
}

static void describe_stacks(struct chart_draft *draft, const struct stacks *stacks, char *what)
{
    chart_take_sentence(draft, what);
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        GString *text = g_string_new(NULL);
        g_string_append_printf(text, "%s: ", stack->name);
        if (stack->state != CELL_VALUE) {
            g_string_append(text, show_state(stack->state));
        }
        for (guint k = 0; stack->state == CELL_VALUE && k < stack->values->len; k++) {
            char *number = text_number(g_array_index(stack->values, double, k), 0);
            g_string_append_printf(text, "%s%s %s", k > 0 ? "; " : "",
                                   (const char *)g_ptr_array_index(stacks->parts, k), number);
            g_free(number);
        }
        g_string_append_c(text, '.');
        chart_take_sentence(draft, g_string_free(text, FALSE));
    }
}

/* A value of the bar in the part called `name`; parts come into being as they are met. */
static void put(struct stacks *stacks, struct stack *stack, const char *name, const struct cell *cell)
{
    guint part = 0;
    while (part < stacks->parts->len && strcmp(g_ptr_array_index(stacks->parts, part), name) != 0) {
        part++;
    }
    if (part == stacks->parts->len) {
        g_ptr_array_add(stacks->parts, g_strdup(name));
    }
    if (stack->values->len < part + 1) {
        g_array_set_size(stack->values, part + 1);
    }
    if (cell_has_number(cell)) {
        g_array_index(stack->values, double, part) = cell->number;
    } else {
        stack->state = (enum cell_state)cell->state;
    }
}

static void level_out(struct stacks *stacks)
{
    for (guint i = 0; i < stacks->bars->len; i++) {
        g_array_set_size(g_array_index(stacks->bars, struct stack, i).values, stacks->parts->len);
    }
}

/* Services, not citizens: a citizen with two kinds of effort would count twice in a whole of citizens. */
void chart_answer_efforts(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int newest = sentences_year(released, group->name.code);
    struct stacks stacks = stacks_new();
    for (int year = newest - 1; year <= newest; year++) {
        GArray *rows = part_profile_rows(released, group->name.code, year, "effort");
        struct stack *stack = rows->len > 0 && year >= edition->from_year ? stacks_add(&stacks, year) : NULL;
        for (guint i = 0; stack != NULL && i < rows->len; i++) {
            struct part_row row = g_array_index(rows, struct part_row, i);
            char *name = show_cell(&released_def(row.table)->columns[NEED_PROFILE_VALUE],
                                   part_cell(row, NEED_PROFILE_VALUE));
            put(&stacks, stack, name, part_cell(row, NEED_PROFILE_SERVICES));
            g_free(name);
        }
        g_array_unref(rows);
    }
    level_out(&stacks);
    if (any_bar(&stacks) && stacks.parts->len > 1) {
        struct chart_draft *draft =
            chart_answer_begin(batch, "answer_shares", "efforts", group->name.code, "need_profile");
        chart_take_title(draft, g_strdup(_("The mix of efforts")));
        chart_take_subtitle(draft, g_strdup_printf(_("%s, %s; per cent of the efforts"), group->name.label,
                                                   chart_place(edition)));
        chart_add_source(draft, edition, false);
        describe_stacks(draft, &stacks, g_strdup(_("Stacked bars of the efforts by kind, one bar a year.")));
        chart_add_table(draft, released_find(released, "need_profile"));
        write_stacks(draft, &stacks, true, 100);
    }
    stacks_free(&stacks);
}

void chart_answer_locations(const struct released *released, size_t index, struct chart_batch *batch)
{
    static const char *const CODES[] = {"own_municipality", "other_municipality", "other_region", "abroad",
                                        "address_free"};
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    const struct released_table *table = released_find(released, "locations");
    int newest = sentences_year(released, group->name.code);
    struct stacks stacks = stacks_new();
    for (int year = newest - 1; table != NULL && year <= newest; year++) {
        GArray *rows = part_rows(released, "locations", group->name.code, year);
        struct stack *stack = rows->len > 0 ? stacks_add(&stacks, year) : NULL;
        for (size_t k = 0; k < G_N_ELEMENTS(CODES); k++) {
            for (guint i = 0; stack != NULL && i < rows->len; i++) {
                struct part_row row = g_array_index(rows, struct part_row, i);
                if (part_is_word(part_cell(row, LOCATIONS_LOCATION), CODES[k])) {
                    char *name = show_cell(&released_def(table)->columns[LOCATIONS_LOCATION],
                                           part_cell(row, LOCATIONS_LOCATION));
                    put(&stacks, stack, name, part_cell(row, LOCATIONS_CITIZENS));
                    g_free(name);
                }
            }
        }
        g_array_unref(rows);
    }
    level_out(&stacks);
    if (any_bar(&stacks) && stacks.parts->len > 1) {
        struct chart_draft *draft =
            chart_answer_begin(batch, "answer_shares", "locations", group->name.code, "locations");
        chart_take_title(draft, g_strdup(_("Where the citizens are helped")));
        chart_take_subtitle(draft,
                            g_strdup_printf(_("%s; per cent of the citizens that the forms count, during the "
                                              "year"),
                                            group->name.label));
        chart_take_note(draft, g_strdup(_("Sum of the municipalities' reports, may count a citizen twice.")));
        chart_add_source(draft, edition, false);
        describe_stacks(
            draft, &stacks,
            g_strdup(_("Stacked bars of the citizens by where they are helped, one bar a year.")));
        chart_add_table(draft, table);
        write_stacks(draft, &stacks, true, 100);
    }
    stacks_free(&stacks);
}

void chart_answer_fit(const struct released *released, size_t index, struct chart_batch *batch)
{
    static const char *const CODES[] = {"1", "2", "3", "4", "5", "unknown"};
    static const struct cell NONE = {.state = CELL_VALUE};
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int newest = sentences_year(released, group->name.code);
    struct stacks stacks = stacks_new();
    double most = 0;
    for (int year = MAX(newest - 1, edition->from_year); year <= newest; year++) {
        GArray *rows = part_rows(released, "fit", group->name.code, year);
        struct stack *stack = rows->len > 0 ? stacks_add(&stacks, year) : NULL;
        for (size_t k = 0; stack != NULL && k < G_N_ELEMENTS(CODES); k++) {
            const struct cell *found = &NONE;
            for (guint i = 0; i < rows->len; i++) {
                struct part_row row = g_array_index(rows, struct part_row, i);
                found = part_is_word(part_cell(row, FIT_ANSWER), CODES[k])
                            ? part_cell(row, FIT_MUNICIPALITIES)
                            : found;
            }
            const char *names[] = {_("1 (least)"), "2", "3", "4", _("5 (most)"), _("Do not know")};
            put(&stacks, stack, names[k], found);
        }
        most = stack != NULL ? MAX(most, sum_of(stack)) : most;
        g_array_unref(rows);
    }
    level_out(&stacks);
    if (any_bar(&stacks)) {
        struct chart_draft *draft =
            chart_answer_begin(batch, "answer_shares", "fit", group->name.code, "fit");
        stacks.gap = 0.4;
        chart_take_title(draft, g_strdup(_("How well supply fits demand according to the municipalities")));
        chart_take_subtitle(
            draft, g_strdup_printf(_("%s; number of answers, 1 = least, 5 = most"), group->name.label));
        chart_add_source(draft, edition, false);
        describe_stacks(draft, &stacks,
                        g_strdup(_("Stacked bars of the municipalities' answers, one bar a year.")));
        chart_add_table(draft, released_find(released, "fit"));
        write_stacks(draft, &stacks, false, most + stacks.gap);
    }
    stacks_free(&stacks);
}

/* --- changes in capacity --- */

static int change_kind(struct part_row row)
{
    const struct cell *change = part_cell(row, CAPACITY_LOG_CHANGE);
    return part_is_word(change, "opened") || part_is_word(change, "more")    ? 0
           : part_is_word(change, "closed") || part_is_word(change, "fewer") ? 1
           : part_is_word(change, "merged")                                  ? 2
                                                                             : 3;
}

/* "Stjernekastet: more places (10 to 13)" */
static char *change_text(struct part_row row)
{
    const struct column *columns = released_def(row.table)->columns;
    const struct cell *before = part_cell(row, CAPACITY_LOG_PLACES_BEFORE);
    const struct cell *after = part_cell(row, CAPACITY_LOG_PLACES_AFTER);
    char *change = show_cell(&columns[CAPACITY_LOG_CHANGE], part_cell(row, CAPACITY_LOG_CHANGE));
    char *lower = g_utf8_strdown(change, -1);
    const char *offer = part_cell(row, CAPACITY_LOG_OFFER)->name->label;
    char *text;
    if (cell_has_number(before) && cell_has_number(after) && before->number != after->number) {
        char *from = sentences_places_text(before->number);
        char *to = sentences_places_text(after->number);
        text = g_strdup_printf(_("%s: %s (%s to %s places)"), offer, lower, from, to);
        g_free(to);
        g_free(from);
    } else {
        text = g_strdup_printf("%s: %s", offer, lower);
    }
    g_free(lower);
    g_free(change);
    return text;
}

static double year_of(int32_t day)
{
    int year = date_year(day);
    int32_t start = date_year_start(year);
    return year + (day - start) / (double)(date_year_start(year + 1) - start);
}

static void timeline_axis(struct chart_draft *draft, const struct edition *edition)
{
    GArray *years = g_array_new(FALSE, FALSE, sizeof(double));
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int year = edition->from_year; year <= edition->to_year + 1; year++) {
        double at = year;
        g_array_append_val(years, at);
        g_ptr_array_add(texts, g_strdup_printf("%d", year));
    }
    chart_number(draft, "FROM", edition->from_year);
    chart_number(draft, "TO", edition->to_year + 1);
    chart_numbers(draft, "YEAR", years);
    chart_texts(draft, "YEAR_TEXT", texts);
    g_array_unref(years);
    g_ptr_array_unref(texts);
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
    set_headings(draft, texts, 14);
    chart_numbers(draft, "PART_KIND", kinds);
    g_array_unref(kinds);
    g_ptr_array_unref(texts);
}

void chart_answer_capacity(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    const struct released_table *log = released_find(released, "capacity_log");
    GArray *rows = g_array_new(FALSE, FALSE, sizeof(struct part_row));
    for (size_t i = 0; log != NULL && i < released_rows(log); i++) {
        const struct part_row row = {.table = log, .index = i};
        if (sentences_concerns(released, group->name.code, part_cell(row, CAPACITY_LOG_OFFER)->name->code)) {
            g_array_append_val(rows, row);
        }
    }
    if (rows->len > 0) {
        struct chart_draft *draft =
            chart_answer_begin(batch, "answer_timeline", "capacity", group->name.code, "capacity_log");
        char *years = chart_years(edition->from_year, edition->to_year);
        chart_take_title(draft, g_strdup_printf(_("Changes in capacity, %s"), years));
        chart_take_subtitle(draft, g_strdup_printf(_("Offers used by %s"), group->name.label));
        chart_add_source(draft, edition, false);
        chart_take_sentence(draft, g_strdup_printf(_("A time line of changes in capacity, %s."), years));
        chart_set_body(draft, 30 + 26 + 30 * (int)rows->len);
        chart_number(draft, "ROWS", rows->len);
        timeline_axis(draft, edition);
        timeline_headings(draft, rows);
        chart_head(draft, "row\twhen\ttext\tkind");
        for (guint i = 0; i < rows->len; i++) {
            struct part_row row = g_array_index(rows, struct part_row, i);
            char *text = change_text(row);
            char *date = text_date((int32_t)part_cell(row, CAPACITY_LOG_DATE)->number);
            chart_take_sentence(draft, g_strdup_printf("%s: %s.", date, text));
            chart_field_number(draft, i, 0);
            chart_field_number(draft, year_of((int32_t)part_cell(row, CAPACITY_LOG_DATE)->number), 4);
            chart_field_take(draft, chart_text_fit(text, CHART_SIZE_SMALL, 330));
            chart_field_number(draft, change_kind(row), 0);
            chart_end_row(draft);
            g_free(date);
            g_free(text);
        }
        chart_add_table(draft, log);
        g_free(years);
    }
    g_array_unref(rows);
}
