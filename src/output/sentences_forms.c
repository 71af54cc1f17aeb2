/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about what the municipalities judge and expect, and what all figures rest on. */
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

/* --- fit --- */

#define FIT_CLASSES 4

/* Answers by how well supply fits demand: 4-5, 3, 1-2, unknown. */
struct answers {
    double counts[FIT_CLASSES], all;
    char *ids[FIT_CLASSES];
    char *all_id;
    bool shown;
};

static void add_id(char **sum, const char *id)
{
    char *both = *sum == NULL ? g_strdup(id) : figure_id_plus(*sum, id);
    g_free(*sum);
    *sum = both;
}

static size_t class_of(const char *answer)
{
    return !g_ascii_isdigit(*answer) ? 3 : *answer >= '4' ? 0 : *answer == '3' ? 1 : 2;
}

static struct answers count_answers(const struct released *released, const char *group, int year)
{
    struct answers answers = {.shown = true};
    GArray *rows = part_rows(released, "fit", group, year);
    for (guint i = 0; i < rows->len; i++) {
        struct part_row row = g_array_index(rows, struct part_row, i);
        const struct cell *n = part_cell(row, FIT_MUNICIPALITIES);
        size_t class = class_of(part_cell(row, FIT_ANSWER)->name->code);
        answers.shown = answers.shown && cell_has_number(n);
        if (cell_has_number(n)) {
            char *id = figure_id(row.table, row.index, FIT_MUNICIPALITIES);
            answers.counts[class] += n->number;
            answers.all += n->number;
            add_id(&answers.ids[class], id);
            add_id(&answers.all_id, id);
            g_free(id);
        }
    }
    g_array_unref(rows);
    return answers;
}

static char *class_text(const struct answers *answers, size_t class)
{
    char *number = text_number(answers->counts[class], 0);
    char *marked = figure_mark(answers->ids[class], number);
    const char *formats[FIT_CLASSES] = {
        P_("%s good (4-5)", "%s good (4-5)", answers->counts[0]), _("%s in between (3)"),
        P_("%s poor (1-2)", "%s poor (1-2)", answers->counts[2]), _("%s “do not know”")};
    char *text = g_strdup_printf(formats[class], marked);
    g_free(marked);
    g_free(number);
    return text;
}

static char *fit_sentence(const struct answers *answers, int year, const char *base)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < FIT_CLASSES; i++) {
        if (answers->counts[i] > 0) {
            g_ptr_array_add(list, class_text(answers, i));
        }
    }
    char *classes = part_list(list);
    char *number = text_number(answers->all, 0);
    char *all = figure_mark(answers->all_id, number);
    char *text = g_strdup_printf(
        P_("The municipalities' %s answer on how well supply fits demand in %d%s: %s.",
           "The municipalities' %s answers on how well supply fits demand in %d%s: %s.", answers->all),
        all, year, base, classes);
    g_free(all);
    g_free(number);
    g_free(classes);
    return text;
}

char *sentences_fit(const struct released *released, const char *group, int year)
{
    struct answers answers = count_answers(released, group, year);
    char *who = part_reporters(released, "needs", group, year);
    char *base = who != NULL ? g_strdup_printf(" (%s)", who) : g_strdup("");
    char *text = answers.shown && answers.all > 0 ? fit_sentence(&answers, year, base) : NULL;
    g_free(base);
    g_free(who);
    for (size_t i = 0; i < FIT_CLASSES; i++) {
        g_free(answers.ids[i]);
    }
    g_free(answers.all_id);
    return text;
}

/* --- what is expected --- */

#define DIRECTIONS 4

/* Of the municipalities whose row is shown: how many expect what. */
struct directions {
    unsigned counts[DIRECTIONS], all; /* more, same, fewer, anything else */
    char *ids[DIRECTIONS];
    char *all_id;
};

/* Of one group, NULL = of all. */
static struct directions count_directions(const struct released *released, const char *group, int year)
{
    static const char *const CODES[] = {"more", "same", "fewer"};
    const struct released_table *table = released_find(released, "expected");
    struct directions directions = {0};
    char *key = g_strdup_printf("%d", year);
    const char *const keys[] = {group, NULL, key};
    for (size_t row = released_row(table, 0, keys, 3); row != SIZE_MAX;
         row = released_row(table, row + 1, keys, 3)) {
        const struct cell *direction = released_cell(table, row, EXPECTED_DIRECTION);
        size_t class = 0;
        while (class < G_N_ELEMENTS(CODES) && !part_is_word(direction, CODES[class])) {
            class ++;
        }
        if (direction->state == CELL_VALUE) {
            char *id = figure_id(table, row, EXPECTED_DIRECTION);
            directions.counts[class]++;
            directions.all++;
            add_id(&directions.ids[class], id);
            add_id(&directions.all_id, id);
            g_free(id);
        }
    }
    g_free(key);
    return directions;
}

static char *direction_text(const struct directions *directions, size_t class)
{
    char *number = g_strdup_printf("%u", directions->counts[class]);
    char *marked = figure_mark(directions->ids[class], number);
    const char *formats[DIRECTIONS] = {_("more citizens (%s)"), _("the same number (%s)"),
                                       _("fewer citizens (%s)"), _("another answer or “do not know” (%s)")};
    char *text = g_strdup_printf(formats[class], marked);
    g_free(marked);
    g_free(number);
    return text;
}

/* "more citizens (4), the same number (5) and fewer citizens (1)" */
static char *direction_classes(const struct directions *directions)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < DIRECTIONS; i++) {
        if (directions->counts[i] > 0) {
            g_ptr_array_add(list, direction_text(directions, i));
        }
    }
    return part_list(list);
}

static void clear_directions(struct directions *directions)
{
    for (size_t i = 0; i < DIRECTIONS; i++) {
        g_free(directions->ids[i]);
    }
    g_free(directions->all_id);
}

static char *directions(const struct released *released, const char *group, int year)
{
    struct directions counts = count_directions(released, group, year);
    char *text = NULL;
    if (counts.all > 0) {
        char *classes = direction_classes(&counts);
        char *all = figure_mark_take(g_strdup(counts.all_id), g_strdup_printf("%u", counts.all));
        text = g_strdup_printf(P_("%s municipality has said how the number will develop: %s.",
                                  "%s municipalities have said how the number will develop: %s.", counts.all),
                               all, classes);
        g_free(all);
        g_free(classes);
    }
    clear_directions(&counts);
    return text;
}

char *sentences_directions(const struct released *released, int year)
{
    if (released_find(released, "expected") == NULL) {
        return NULL;
    }
    struct directions counts = count_directions(released, NULL, year);
    char *text = NULL;
    if (counts.all > 0) {
        char *classes = direction_classes(&counts);
        text = g_strdup_printf(
            P_("The municipalities have given %u answer on how the number of citizens will develop: %s.",
               "The municipalities have given %u answers on how the number of citizens will develop: %s.",
               counts.all),
            counts.all, classes);
        g_free(classes);
    }
    clear_directions(&counts);
    return text;
}

/* Municipalities whose number is known, hidden or not; marked, NULL where only the region has a row. */
static char *count_expecting(const struct released *released, const char *group, int year, unsigned *n)
{
    const struct edition *edition = released_edition(released);
    char *id = NULL;
    *n = 0;
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        struct part_row row =
            part_row_of_area(released, "expected", group, edition->municipalities[i].name.code, year);
        enum cell_state state = (enum cell_state)part_cell(row, EXPECTED_1Y)->state;
        if (row.table != NULL && (state == CELL_VALUE || state == CELL_SUPPRESSED)) {
            char *one = figure_id(row.table, row.index, EXPECTED_MUNICIPALITY);
            add_id(&id, one);
            g_free(one);
            ++*n;
        }
    }
    return id == NULL ? NULL : figure_mark_take(id, g_strdup_printf("%u", *n));
}

static char *expected_sentence(const struct released *released, const char *group, int year, const char *base,
                               const char *next, const char *third)
{
    unsigned n = 0;
    char *who = count_expecting(released, group, year, &n);
    char *text =
        who == NULL
            ? g_strdup_printf(_("The municipalities that gave a number (forms for %d%s) together "
                                "expect this many citizens in the target group: in one year %s, in "
                                "three years %s."),
                              year, base, next, third)
            : g_strdup_printf(P_("The %s municipality that gave a number (forms for %d%s) expects this many "
                                 "citizens in the target group: in one year %s, in three years %s.",
                                 "The %s municipalities that gave a number (forms for %d%s) together expect "
                                 "this many citizens in the target group: in one year %s, in three years %s.",
                                 n),
                              who, year, base, next, third);
    g_free(who);
    return text;
}

char *sentences_expected(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "expected", group, year);
    if (row.table == NULL) {
        return NULL;
    }
    char *who = part_reporters(released, "needs", group, year);
    char *base = who != NULL ? g_strdup_printf(", %s", who) : g_strdup("");
    char *next = part_mark(row, EXPECTED_1Y);
    char *third = part_mark(row, EXPECTED_3Y);
    char *text = expected_sentence(released, group, year, base, next, third);
    g_free(third);
    g_free(next);
    g_free(base);
    g_free(who);
    return part_join(text, directions(released, group, year));
}

/* --- what the figures rest on --- */

/* Names of the municipalities whose form for the group has the status; LEFT_OUT for a form without it. */
#define LEFT_OUT NULL

static GPtrArray *senders(const struct released *released, const char *group, int year, const char *status)
{
    const struct edition *edition = released_edition(released);
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const struct name *name = &edition->municipalities[i].name;
        struct part_form form = part_form_of(released, "needs", name->code, group, year);
        bool fits = status == LEFT_OUT
                        ? form.left_out
                        : !form.left_out && part_is_word(part_cell(form.row, COVERAGE_STATUS), status);
        if (fits) {
            g_ptr_array_add(names, (void *)name->label);
        }
    }
    return names;
}

/* A sentence on those with the status; NULL when there are none. `format` has one %s. */
static char *about_senders(const struct released *released, const char *group, int year, const char *status,
                           const char *one, const char *many)
{
    GPtrArray *names = senders(released, group, year, status);
    guint n = names->len;
    char *list = part_list(names);
    char *text = n == 0 ? NULL : g_strdup_printf(n == 1 ? one : many, list);
    g_free(list);
    return text;
}

char *sentences_coverage(const struct released *released, const char *group, int year)
{
    char *who = part_reporters(released, "needs", group, year);
    if (who == NULL) {
        return NULL;
    }
    char *text = g_strdup_printf(_("Forms from %s for %d have come in."), who, year);
    g_free(who);
    text = part_join(text, about_senders(released, group, year, "missing",
                                         _("%s has not sent the form; its citizens are missing from the sums "
                                           "of the forms and are not counted as none."),
                                         _("%s have not sent the form; their citizens are missing from the "
                                           "sums of the forms and are not counted as none.")));
    text =
        part_join(text, about_senders(released, group, year, LEFT_OUT,
                                      _("%s sent a form without this target group; its citizens are "
                                        "missing from the sums of the forms and are not counted as none."),
                                      _("%s sent forms without this target group; their citizens are "
                                        "missing from the sums of the forms and are not counted as none.")));
    return part_join(text,
                     about_senders(released, group, year, "late",
                                   _("%s sent the form after the freeze date; its figures are counted."),
                                   _("%s sent the form after the freeze date; their figures are counted.")));
}

char *sentences_basis(const struct released *released, const char *group, int year)
{
    struct part_row row = part_row_of_region(released, "need", group, year);
    const struct cell *source = part_cell(row, NEED_SOURCE);
    if (!cell_has_number(source)) {
        return NULL;
    }
    char *basis = g_strdup(part_is_word(part_cell(row, NEED_BASIS), "31_december")
                               ? _("Citizens are counted on 31 December.")
                           : part_is_word(part_cell(row, NEED_BASIS), "during_year")
                               ? _("Citizens are counted during the year.")
                               : _("The municipalities have not said on which day they count."));
    bool sum = part_is_word(source, "forms_sum");
    char *counting = g_strdup(
        sum ? _("The number of citizens is the sum of the municipalities' reports and may count a citizen "
                "twice who is known in two municipalities.")
            : _("The number of citizens is counted from the municipalities' records of stays: everybody "
                "counts "
                "once, whatever the number of offers."));
    char *date = text_date(released_edition(released)->date);
    char *drawn = g_strdup_printf(_("The figures were made up on %s."), date);
    g_free(date);
    return part_join(part_join(counting, basis), drawn);
}

char *sentences_disclosure(const struct released *released)
{
    const struct edition *edition = released_edition(released);
    if (edition->audience == AUDIENCE_INTERNAL) {
        return g_strdup(_("This edition holds small numbers and must not be published."));
    }
    return g_strdup_printf(_("Small numbers, and numbers from which they could be computed, are not shown; "
                             "“%s” stands in their place. Figures that nobody has reported are called “%s”; "
                             "that is never the same as none."),
                           show_state(CELL_SUPPRESSED), show_state(CELL_MISSING));
}

char *sentences_rounding(void)
{
    return g_strdup(_("Rounded figures need not add up to their total. A citizen can get several efforts and "
                      "use several offers; citizens are therefore not added up over rows."));
}
