/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the municipalities answered on how well supply fits demand, 1 to 5: in the report a bar a group, in an
 * answer a bar a year. */
#include "chart_answer.h"
#include "chart_data.h"
#include "chart_kinds.h"
#include "chart_stacks.h"
#include "sentence_parts.h"
#include "vifte/chart.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/sentences.h"
#include "vifte/text.h"

#define GAP 0.4 /* before those who do not know, in answers */
#define GROUP_PX 236
#define POOR 2 /* answers up to here say that supply does not fit */

static const char *const CODES[] = {"1", "2", "3", "4", "5", "unknown"};

/* One bar from the group's rows of the year; false = there are none. */
static bool add_bar(struct stacks *stacks, const struct released *released, const char *group, int year,
                    const char *name)
{
    static const struct cell NONE = {.state = CELL_VALUE};
    const char *const names[] = {_("1 (least)"), "2", "3", "4", _("5 (most)"), _("Do not know")};
    GArray *rows = part_rows(released, "fit", group, year);
    bool any = rows->len > 0;
    struct stack *stack = any ? stacks_add(stacks, name) : NULL;
    for (size_t k = 0; any && k < G_N_ELEMENTS(CODES); k++) {
        const struct cell *found = &NONE;
        for (guint i = 0; i < rows->len; i++) {
            struct part_row row = g_array_index(rows, struct part_row, i);
            found = part_is_word(part_cell(row, FIT_ANSWER), CODES[k]) ? part_cell(row, FIT_MUNICIPALITIES)
                                                                       : found;
        }
        stacks_put(stacks, stack, names[k], found);
    }
    g_array_unref(rows);
    return any;
}

static double longest(const struct stacks *stacks)
{
    double most = 0;
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        most = stack->state == CELL_VALUE ? MAX(most, stacks_sum(stack)) : most;
    }
    return most;
}

static void finish(struct chart_draft *draft, struct stacks *stacks, const struct released *released,
                   char *what)
{
    stacks->gap = GAP;
    chart_add_source(draft, released_edition(released), false);
    stacks_describe(draft, stacks, what);
    chart_add_table(draft, released_find(released, "fit"));
    stacks_write(draft, stacks, false, longest(stacks) + stacks->gap);
}

void chart_answer_fit(const struct released *released, size_t index, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct edition_group *group = &edition->groups[index];
    int newest = sentences_year(released, group->name.code);
    struct stacks stacks = stacks_new();
    for (int year = MAX(newest - 1, edition->from_year); year <= newest; year++) {
        char *name = g_strdup_printf("%d", year);
        add_bar(&stacks, released, group->name.code, year, name);
        g_free(name);
    }
    stacks_level(&stacks);
    if (stacks_any(&stacks)) {
        struct chart_draft *draft =
            chart_begin_as(batch, "stacked_shares", "fit", group->name.code, 0, "fit");
        chart_take_title(draft, g_strdup(_("How well supply fits demand according to the municipalities")));
        chart_take_subtitle(
            draft, g_strdup_printf(_("%s; number of answers, 1 = least, 5 = most"), group->name.label));
        finish(draft, &stacks, released,
               g_strdup(_("Stacked bars of the municipalities' answers, one bar a year.")));
    }
    stacks_free(&stacks);
}

/* --- all groups --- */

/* The newest year in which any group has an answer; 0 = none. */
static int newest_year(const struct released_table *table)
{
    int newest = 0;
    for (size_t row = 0; row < released_rows(table); row++) {
        newest = MAX(newest, (int)released_cell(table, row, FIT_YEAR)->number);
    }
    return newest;
}

/* How many bars have more answers that supply does not fit than that it does. */
static char *make_title(const struct stacks *stacks, int year)
{
    unsigned poor = 0, drawn = 0;
    for (guint i = 0; i < stacks->bars->len; i++) {
        const struct stack *stack = &g_array_index(stacks->bars, struct stack, i);
        double low = 0, high = 0;
        for (guint k = 0; k + 1 < stack->values->len; k++) {
            low += k < POOR ? g_array_index(stack->values, double, k) : 0;
            high += k > POOR ? g_array_index(stack->values, double, k) : 0;
        }
        drawn += stack->state == CELL_VALUE && stacks_sum(stack) > 0;
        poor += stack->state == CELL_VALUE && low > high;
    }
    if (poor == 0) {
        return g_strdup_printf(_("Supply fits poorly for none of the target groups shown, say the "
                                 "municipalities in %d"),
                               year);
    }
    return g_strdup_printf(P_("Supply fits poorly for %u of %u target group, say the municipalities in %d",
                              "Supply fits poorly for %u of %u target groups, say the municipalities in %d",
                              drawn),
                           poor, drawn, year);
}

void chart_fit(const struct released *released, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct released_table *table = released_find(released, "fit");
    int year = table == NULL ? 0 : newest_year(table);
    struct stacks stacks = stacks_new();
    for (size_t i = 0; year > 0 && i < edition->n_groups; i++) {
        if (!edition->groups[i].below_threshold) {
            add_bar(&stacks, released, edition->groups[i].name.code, year, edition->groups[i].name.label);
        }
    }
    stacks_level(&stacks);
    if (stacks_any(&stacks)) {
        struct chart_draft *draft = chart_begin_as(batch, "stacked_shares", "fit", "", 0, "fit");
        chart_take_title(draft, make_title(&stacks, year));
        chart_take_subtitle(
            draft, g_strdup_printf(_("How well supply fits demand: number of municipalities by answer, 1 = "
                                     "least, 5 = most, %s, %d"),
                                   chart_place(edition), year));
        chart_take_note(draft, g_strdup(_("Poorly: more municipalities answer 1 or 2 than 4 or 5.")));
        stacks.name_px = GROUP_PX;
        finish(draft, &stacks, released,
               g_strdup(_("Stacked bars of the municipalities' answers, one bar a target group.")));
    }
    stacks_free(&stacks);
}
