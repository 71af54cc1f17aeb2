/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Breaks in series; see chart_breaks.h. */
#include "chart_breaks.h"

#include "chart_data.h"
#include "vifte/chart.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/text.h"

#include <string.h>

/* Barnets lov (act no. 721 of 13 June 2023) replaced the Social Services Act's rules on children. */
#define CHILDREN_ACT_YEAR 2024
#define CHILDREN_ACT_PREFIX "BL-"

enum sign { SIGN_LAW = 11, SIGN_COUNT = 13 }; /* gnuplot's filled triangle and diamond */

struct chart_breaks chart_breaks_new(void)
{
    return (struct chart_breaks){.panels = g_array_new(FALSE, FALSE, sizeof(double)),
                                 .years = g_array_new(FALSE, FALSE, sizeof(double)),
                                 .kinds = g_array_new(FALSE, FALSE, sizeof(double))};
}

static void add(struct chart_breaks *breaks, guint panel, int year, enum sign sign)
{
    double values[] = {panel, year - 0.5, sign};
    g_array_append_val(breaks->panels, values[0]);
    g_array_append_val(breaks->years, values[1]);
    g_array_append_val(breaks->kinds, values[2]);
    breaks->any_law = breaks->any_law || sign == SIGN_LAW;
    breaks->any_count = breaks->any_count || sign == SIGN_COUNT;
}

/* Does any row of the group hold a section of the new act in `column`? */
static bool has_new_act(const struct released *released, const char *table_name, const char *group,
                        size_t column)
{
    const struct released_table *table = released_find(released, table_name);
    for (size_t row = table == NULL ? SIZE_MAX : released_row(table, 0, &group, 1); row != SIZE_MAX;
         row = released_row(table, row + 1, &group, 1)) {
        const struct cell *cell = released_cell(table, row, column);
        if (cell->state == CELL_VALUE && g_str_has_prefix(cell->name->code, CHILDREN_ACT_PREFIX)) {
            return true;
        }
    }
    return false;
}

static const char *word_of(const struct released_table *need, size_t row, size_t column)
{
    const struct cell *cell = chart_cell(need, row, column);
    return cell->state == CELL_VALUE ? cell->name->code : NULL;
}

/* The year counts otherwise than the one before: on another basis, from another source, or what another
 * number of municipalities reported, where both say. */
static bool counts_otherwise(const struct released_table *need, const char *group, int year)
{
    static const size_t COLUMNS[] = {NEED_BASIS, NEED_SOURCE, NEED_REPORTED_BY};
    size_t before = chart_row_by_municipality(need, group, CHART_REGION, year - 1);
    size_t after = chart_row_by_municipality(need, group, CHART_REGION, year);
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        const char *old = word_of(need, before, COLUMNS[i]);
        const char *new = word_of(need, after, COLUMNS[i]);
        if (old != NULL && new != NULL && strcmp(old, new) != 0) {
            return true;
        }
    }
    return false;
}

void chart_breaks_find(struct chart_breaks *breaks, const struct released *released,
                       const struct edition_group *group, guint panel)
{
    const struct edition *edition = released_edition(released);
    const struct released_table *need = released_find(released, "need");
    const char *code = group->name.code;
    if (group->below_threshold) {
        return;
    }
    if (edition->from_year < CHILDREN_ACT_YEAR && edition->to_year >= CHILDREN_ACT_YEAR &&
        (has_new_act(released, "supply", code, SUPPLY_SECTION) ||
         has_new_act(released, "need_profile", code, NEED_PROFILE_VALUE))) {
        add(breaks, panel, CHILDREN_ACT_YEAR, SIGN_LAW);
    }
    for (int year = edition->from_year + 1; need != NULL && year <= edition->to_year; year++) {
        if (counts_otherwise(need, code, year)) {
            add(breaks, panel, year, SIGN_COUNT);
        }
    }
}

static void tell(struct chart_draft *draft, const char *sign, const char *text)
{
    chart_take_note(draft, g_strdup_printf("%s %s", sign, text));
    chart_take_sentence(draft, g_strdup(text));
}

void chart_breaks_set(struct chart_breaks *breaks, struct chart_draft *draft)
{
    chart_numbers(draft, "BREAK_PANEL", breaks->panels);
    chart_numbers(draft, "BREAK_AT", breaks->years);
    chart_numbers(draft, "BREAK_SIGN", breaks->kinds);
    if (breaks->any_law) {
        tell(draft, "\u25bc",
             _("Broken line at 1 January 2024: Barnets lov replaced the Social Services Act's rules on "
               "children; "
               "figures before and after may not compare."));
    }
    if (breaks->any_count) {
        tell(
            draft, "\u25c6",
            _("Broken line: from here on the figures rest on another basis, another source or another number "
              "of municipalities, so figures before and after do not compare."));
    }
    g_array_unref(breaks->panels);
    g_array_unref(breaks->years);
    g_array_unref(breaks->kinds);
}
