/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about the citizens of one target group; see sentences.h. */
#include "vifte/sentences.h"

#include "chart_data.h"
#include "sentence_parts.h"
#include "vifte/edition.h"
#include "vifte/figure_id.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_LARGEST 3

int sentences_year(const struct released *released, const char *group)
{
    const struct released_table *need = released_find(released, "need");
    int year = need == NULL ? 0 : chart_latest_year(need, group, NEED_YEAR, NEED_CITIZENS);
    return year > 0 ? year : released_edition(released)->to_year;
}

/* At the head of a sentence. */
static char *when(const struct cell *basis, int year)
{
    if (part_is_word(basis, "31_december")) {
        return g_strdup_printf(_("On 31 December %d"), year);
    }
    if (part_is_word(basis, "during_year")) {
        return g_strdup_printf(_("During %d"), year);
    }
    return g_strdup_printf(_("In %d"), year);
}

/* "During 2024 7 arrived and 3 left."; where one of the two is hidden both are named by their columns. */
static char *arrivals_and_exits(struct part_row row, int year)
{
    const struct cell *arrivals = part_cell(row, NEED_ARRIVALS);
    const struct cell *exits = part_cell(row, NEED_EXITS);
    bool any = cell_has_number(arrivals) || cell_has_number(exits);
    if (!any && arrivals->state != CELL_SUPPRESSED && exits->state != CELL_SUPPRESSED) {
        return NULL;
    }
    char *in = part_mark(row, NEED_ARRIVALS);
    char *out = part_mark(row, NEED_EXITS);
    char *text;
    if (!cell_has_number(arrivals) || !cell_has_number(exits)) {
        text = g_strdup_printf(_("Arrivals in %d: %s; exits: %s."), year, in, out);
    } else if (arrivals->number == 0 && exits->number == 0) {
        text = g_strdup_printf(_("During %d nobody arrived or left."), year);
    } else if (arrivals->number == 0) {
        text = g_strdup_printf(_("During %d nobody arrived and %s left."), year, out);
    } else if (exits->number == 0) {
        text = g_strdup_printf(_("During %d %s arrived and nobody left."), year, in);
    } else {
        text = g_strdup_printf(_("During %d %s arrived and %s left."), year, in, out);
    }
    g_free(in);
    g_free(out);
    return text;
}

/* Why there is no change to tell: others reported the year before. */
static char *other_reporters(const struct released *released, const char *group, int year,
                             struct part_row row)
{
    struct part_row before = part_row_of_region(released, "need", group, year - 1);
    const struct cell *now_by = part_cell(row, NEED_REPORTED_BY);
    const struct cell *then_by = part_cell(before, NEED_REPORTED_BY);
    bool differ = part_cell(row, NEED_CHANGE)->state == CELL_UNDEFINED &&
                  cell_has_number(part_cell(before, NEED_CITIZENS)) && cell_has_number(now_by) &&
                  cell_has_number(then_by) && strcmp(now_by->name->code, then_by->name->code) != 0;
    if (!differ) {
        return NULL;
    }
    char *then = part_mark(before, NEED_REPORTED_BY);
    char *text =
        g_strdup_printf(_("The figure cannot be compared with the year before, when %s had reported."), then);
    g_free(then);
    return text;
}

/* "On 31 December 2024 there were 31 citizens in the target group in Nordjylland" */
static char *citizens_clause(struct part_row row, const char *time, const char *place)
{
    const struct cell *citizens = part_cell(row, NEED_CITIZENS);
    if (citizens->number == 0) {
        return g_strdup_printf(_("%s there were no citizens in the target group in %s"), time, place);
    }
    char *number = part_mark(row, NEED_CITIZENS);
    char *text = g_strdup_printf(P_("%s there was %s citizen in the target group in %s",
                                    "%s there were %s citizens in the target group in %s", citizens->number),
                                 time, number, place);
    g_free(number);
    return text;
}

static char *citizens_sentence(const struct released *released, struct part_row row, const char *time)
{
    char *clause = citizens_clause(row, time, chart_place(released_edition(released)));
    char *base = part_base(row);
    char *change = part_change(part_cell(row, NEED_CHANGE), part_mark_size(row, NEED_CHANGE, 0));
    char *text = g_strconcat(clause, base, change, ".", NULL);
    g_free(change);
    g_free(base);
    g_free(clause);
    return text;
}

char *sentences_citizens(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    if (row.table == NULL) {
        return NULL;
    }
    const struct cell *citizens = part_cell(row, NEED_CITIZENS);
    char *time = when(part_cell(row, NEED_BASIS), year);
    char *text;
    if (cell_has_number(citizens)) {
        text = citizens_sentence(released, row, time);
        text = part_join(text, other_reporters(released, group, year, row));
        text = part_join(text, arrivals_and_exits(row, year));
    } else {
        char *state = part_mark(row, NEED_CITIZENS);
        text = g_strdup_printf(_("%s: citizens in the target group: %s."), time, state);
        g_free(state);
    }
    g_free(time);
    return text;
}

char *sentences_rate(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    if (!cell_has_number(part_cell(row, NEED_RATE))) {
        return NULL;
    }
    char *rate = part_mark_size(row, NEED_RATE, 1);
    char *who = part_mark(row, NEED_REPORTED_BY);
    char *text = g_strdup_printf(
        _("That is %s citizens per 10,000 inhabitants of the target group's ages (%s)."), rate, who);
    g_free(who);
    g_free(rate);
    return text;
}

char *sentences_of_forms(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    bool forms = cell_has_number(part_cell(row, NEED_CITIZENS)) &&
                 part_cell(row, NEED_ARRIVALS)->reason == REASON_FORMS_ONLY;
    return forms ? g_strdup(_(
                       "The forms do not show who came and who left, so nothing is said of whether a change "
                       "could be chance."))
                 : NULL;
}

/* --- municipalities --- */

struct place_of {
    struct part_row row;
    double citizens;
    size_t order;
};

static int by_citizens(const void *a, const void *b)
{
    const struct place_of *x = a;
    const struct place_of *y = b;
    if (x->citizens != y->citizens) {
        return x->citizens > y->citizens ? -1 : 1;
    }
    return (x->order > y->order) - (x->order < y->order);
}

static GArray *shown_municipalities(const struct released *released, const char *group, int year,
                                    bool *all_shown)
{
    const struct edition *edition = released_edition(released);
    GArray *list = g_array_new(FALSE, FALSE, sizeof(struct place_of));
    *all_shown = true;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        struct part_row row =
            part_row_of_area(released, "need", group, edition->municipalities[i].name.code, year);
        const struct cell *citizens = part_cell(row, NEED_CITIZENS);
        struct place_of place = {.row = row, .citizens = citizens->number, .order = i};
        *all_shown = *all_shown && cell_has_number(citizens);
        if (cell_has_number(citizens) && citizens->number > 0) {
            g_array_append_val(list, place);
        }
    }
    g_array_sort(list, by_citizens);
    return list;
}

/* How many to name: none where nearly all would be, and nobody before another who has as many. */
static guint largest_without_ties(const GArray *places)
{
    guint n = places->len > MOST_LARGEST ? MOST_LARGEST : 0;
    while (n > 0 && g_array_index(places, struct place_of, n - 1).citizens ==
                        g_array_index(places, struct place_of, n).citizens) {
        n--;
    }
    return n;
}

char *sentences_largest(const struct released *released, const char *group, int year)
{
    const struct edition *edition = released_edition(released);
    bool all_shown = true;
    GArray *places = shown_municipalities(released, group, year, &all_shown);
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    guint n = largest_without_ties(places);
    for (guint i = 0; i < n; i++) {
        const struct place_of *place = &g_array_index(places, struct place_of, i);
        char *number = part_mark(place->row, NEED_CITIZENS);
        g_ptr_array_add(names,
                        g_strdup_printf("%s (%s)", edition->municipalities[place->order].name.label, number));
        g_free(number);
    }
    g_array_unref(places);
    char *list = part_list(names);
    char *text = n == 0 ? NULL
                 : all_shown
                     ? g_strdup_printf(_("Most citizens belong to %s."), list)
                     : g_strdup_printf(_("Among the municipalities whose figures can be shown, most citizens "
                                         "belong to %s."),
                                       list);
    g_free(list);
    return text;
}

/* --- waiting --- */

char *sentences_waiting(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    const struct cell *waiting = part_cell(row, NEED_WAITING);
    if (row.table == NULL || waiting->state == CELL_NA) {
        return NULL;
    }
    char *who = part_reporters(released, "needs", group, year);
    char *base = who != NULL ? g_strdup_printf(" (%s)", who) : g_strdup("");
    char *number = part_mark(row, NEED_WAITING);
    char *text;
    if (!cell_has_number(waiting)) {
        text = g_strdup_printf(_("Citizens who wait for an offer, %d: %s."), year, number);
    } else if (waiting->number == 0) {
        text = g_strdup_printf(
            _("According to the municipalities' forms for %d no citizens wait for an offer%s."), year, base);
    } else {
        text = g_strdup_printf(P_("According to the municipalities' forms for %d %s citizen waits for an "
                                  "offer%s.",
                                  "According to the municipalities' forms for %d %s citizens wait for an "
                                  "offer%s.",
                                  waiting->number),
                               year, number, base);
    }
    g_free(number);
    g_free(base);
    g_free(who);
    return text;
}

/* --- who they are --- */

static bool says_something(const GArray *rows)
{
    for (guint i = 0; i < rows->len; i++) {
        if (!part_is_word(part_cell(g_array_index(rows, struct part_row, i), NEED_PROFILE_VALUE),
                          "unknown")) {
            return true;
        }
    }
    return false;
}

/* "0-5 years (29), 6-11 years (66) and 12-17 years (40)" */
static char *categories(const GArray *rows)
{
    const struct column *column = &registry_table(TABLE_NEED_PROFILE)->columns[NEED_PROFILE_VALUE];
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        char *value = show_cell(column, part_cell(row, NEED_PROFILE_VALUE));
        char *citizens = part_mark(row, NEED_PROFILE_CITIZENS);
        g_ptr_array_add(list, g_strdup_printf("%s (%s)", value, citizens));
        g_free(citizens);
        g_free(value);
    }
    return part_list(list);
}

static char *profile_sentence(const GArray *rows, int year, const char *dimension, const char *label,
                              const char *base)
{
    char *list = categories(rows);
    char *text;
    if (strcmp(dimension, "severity") == 0) {
        char *lower = g_utf8_strdown(label != NULL ? label : _("Severity"), -1);
        text =
            g_strdup_printf(_("By severity the citizens of %d%s stand at %s %s."), year, base, lower, list);
        g_free(lower);
    } else if (strcmp(dimension, "age") == 0) {
        text = g_strdup_printf(_("By age the citizens of %d%s are %s."), year, base, list);
    } else if (strcmp(dimension, "sex") == 0) {
        text = g_strdup_printf(_("By sex the citizens of %d%s are %s."), year, base, list);
    } else if (strcmp(dimension, "section") == 0) {
        text = g_strdup_printf(_("By section of the law the citizens of %d%s get help under %s."), year, base,
                               list);
    } else {
        text = g_strdup_printf(_("By kind of effort the citizens of %d%s get %s."), year, base, list);
    }
    g_free(list);
    return text;
}

static bool all_hidden(const GArray *rows)
{
    bool hidden = true;
    for (guint i = 0; i < rows->len; i++) {
        const struct cell *citizens =
            part_cell(g_array_index(rows, struct part_row, i), NEED_PROFILE_CITIZENS);
        hidden = hidden && citizens->state == CELL_SUPPRESSED;
    }
    return hidden;
}

/* One word instead of a list that says it again and again. */
static char *hidden_profile(const GArray *rows, int year, const char *label, const char *base)
{
    struct part_row first = g_array_index(rows, struct part_row, 0);
    const char *name = label != NULL ? label : part_cell(first, NEED_PROFILE_DIMENSION)->name->label;
    char *lower = g_utf8_strdown(name, -1);
    char *text =
        g_strdup_printf(_("How the citizens of %d%s divide by %s is confidential."), year, base, lower);
    g_free(lower);
    return text;
}

char *sentences_profile(const struct released *released, const char *group, int year, const char *dimension,
                        const char *label)
{
    GArray *rows = part_profile_rows(released, group, year, dimension);
    char *base = part_base_of(released, group, year, "need_counts", true);
    bool severity = strcmp(dimension, "severity") == 0;
    char *text = !says_something(rows) ? NULL
                 : all_hidden(rows)    ? hidden_profile(rows, year, severity ? label : NULL, base)
                                       : profile_sentence(rows, year, dimension, label, base);
    g_free(base);
    g_array_unref(rows);
    return text;
}

/* --- what is to come --- */

char *sentences_forecast(const struct released *released, const char *group)
{
    int year = released_edition(released)->to_year + 1;
    struct part_row row = part_row_of_group(released, "forecast", group, year);
    if (!cell_has_number(part_cell(row, FORECAST_MEAN)) ||
        !cell_has_number(part_cell(row, FORECAST_LOWER80)) ||
        !cell_has_number(part_cell(row, FORECAST_UPPER80))) {
        return NULL;
    }
    char *mean = part_mark_size(row, FORECAST_MEAN, 0);
    char *lower = part_mark_size(row, FORECAST_LOWER80, 0);
    char *upper = part_mark_size(row, FORECAST_UPPER80, 0);
    char *text = g_strdup_printf(
        _("If people come and leave as they have done so far, there will be about %s citizens on 31 December "
          "%d, most probably between %s and %s."),
        mean, year, lower, upper);
    g_free(upper);
    g_free(lower);
    g_free(mean);
    return text;
}

/* --- all of a group --- */

char *sentences_below_threshold(void)
{
    return g_strdup(_("The figures for this target group are confidential."));
}

static void add(GPtrArray *list, char *text)
{
    if (text != NULL) {
        g_ptr_array_add(list, text);
    }
}

/* Two short sentences that belong together stand in one paragraph. */
static void append(GPtrArray *list, char *text)
{
    if (text != NULL && list->len > 0) {
        char **last = (char **)&g_ptr_array_index(list, list->len - 1);
        *last = part_join(*last, text);
    } else {
        add(list, text);
    }
}

GPtrArray *sentences_of_group(const struct released *released, size_t group)
{
    const struct edition_group *about = &released_edition(released)->groups[group];
    const char *code = about->name.code;
    int year = sentences_year(released, code);
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    if (about->below_threshold) {
        add(list, sentences_below_threshold());
        return list;
    }
    add(list, sentences_citizens(released, code, year));
    append(list, sentences_rate(released, code, year));
    append(list, sentences_of_forms(released, code, year));
    add(list, sentences_supply(released, code, year));
    append(list, sentences_occupancy(released, "group", code, year));
    add(list, sentences_inside(released, code, year));
    append(list, sentences_offers_used(released, code, year));
    add(list, sentences_waiting(released, code, year));
    append(list, sentences_fit(released, code, year));
    append(list, sentences_expected(released, code, year));
    return list;
}
