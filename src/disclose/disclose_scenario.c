/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two releases that can be held side by side; see disclose_scenario.h for why that is safe. */
#include "vifte/disclose_scenario.h"

#include "released_private.h"
#include "vifte/disclose.h"
#include "vifte/findings.h"
#include "vifte/model.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

static void hide(struct cell *cell)
{
    *cell = (struct cell){.number = NAN, .contributors = CONTRIBUTORS_NONE, .state = CELL_SUPPRESSED};
}

static bool same_key(const struct column *column, const struct cell *a, const struct cell *b)
{
    if (a->state != CELL_VALUE || b->state != CELL_VALUE) {
        return a->state == b->state;
    }
    bool named = column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT;
    return named ? strcmp(a->name->code, b->name->code) == 0 : a->number == b->number;
}

/* The row of today with the scenario row's keys, or NULL; both tables are sorted by them, so *at only grows
 * while rows match, and starts anew where they do not. */
static const struct cell *row_of_today(const struct released_table *today, const struct cell *cells,
                                       size_t *at)
{
    const struct table_def *def = today->def;
    for (size_t step = 0; step < today->n_rows; step++) {
        size_t row = (*at + step) % today->n_rows;
        const struct cell *other = today->cells + row * def->n_columns;
        bool same = true;
        for (size_t k = 0; k < def->n_keys && same; k++) {
            same = same_key(&def->columns[k], &cells[k], &other[k]);
        }
        if (same) {
            *at = row + 1;
            return other;
        }
    }
    return NULL;
}

/* --- what is hidden today --- */

static void hide_as_today(const struct released_table *today, struct released_table *scenario)
{
    const struct table_def *def = scenario->def;
    size_t at = 0;
    for (size_t row = 0; row < scenario->n_rows; row++) {
        struct cell *cells = scenario->cells + row * def->n_columns;
        const struct cell *before = row_of_today(today, cells, &at);
        for (size_t k = def->n_keys; before != NULL && k < def->n_columns; k++) {
            bool tells = cells[k].state == CELL_VALUE || cells[k].state == CELL_UNDEFINED;
            if (before[k].state == CELL_SUPPRESSED && tells) {
                hide(&cells[k]);
            }
        }
    }
}

/* --- the plan --- */

static bool is_plan_row(const struct cell *cells)
{
    return strcmp(cells[RESILIENCE_CLOSED].name->code, "scenario") == 0;
}

/* Without a counterpart today a count differs by all of itself. */
static double difference(const struct cell *cells, const struct cell *before, size_t column)
{
    double then = before != NULL && cell_has_number(&before[column]) ? before[column].number : 0;
    return cell_has_number(&cells[column]) ? fabs(cells[column].number - then) : 0;
}

/* Does the row give away a count of few? */
static bool tells_of_few(const struct cell *cells, const struct cell *before, int threshold)
{
    bool few = false;
    for (size_t k = RESILIENCE_DISPLACED; k <= RESILIENCE_UNPLACED; k++) {
        double d = difference(cells, before, k);
        few = few || (d > 0 && d < threshold) || (is_plan_row(cells) && cells[k].state == CELL_SUPPRESSED);
    }
    return few;
}

static void hide_differing(struct cell *cells, const struct cell *before)
{
    bool differs = false;
    for (size_t k = RESILIENCE_DISPLACED; k <= RESILIENCE_UNPLACED; k++) {
        differs = differs || difference(cells, before, k) > 0;
    }
    for (size_t k = RESILIENCE_DISPLACED; differs && k <= RESILIENCE_EXTRA_COST; k++) {
        if (cells[k].state == CELL_VALUE) {
            hide(&cells[k]);
        }
    }
}

static void hide_plans_of_few(const struct released_table *today, struct released_table *scenario,
                              int threshold)
{
    const size_t n_columns = scenario->def->n_columns;
    GHashTable *groups = g_hash_table_new(g_str_hash, g_str_equal); /* whose plans tell of few */
    for (int pass = 0; pass < 2; pass++) {
        size_t at = 0;
        for (size_t row = 0; row < scenario->n_rows; row++) {
            struct cell *cells = scenario->cells + row * n_columns;
            const char *group = cells[RESILIENCE_GROUP].name->code;
            const struct cell *before = row_of_today(today, cells, &at);
            if (pass == 0 && tells_of_few(cells, before, threshold)) {
                g_hash_table_add(groups, (gpointer)group);
            } else if (pass == 1 && !is_plan_row(cells) && g_hash_table_contains(groups, group)) {
                hide_differing(cells, before);
            }
        }
    }
    g_hash_table_unref(groups);
}

/* --- both --- */

static struct released_table *table_of(const struct released *released, const char *name)
{
    return (struct released_table *)released_find(released, name);
}

static void hide_together(const struct released *today, const struct released *scenario, int threshold)
{
    for (guint i = 0; i < scenario->tables->len; i++) {
        struct released_table *table = &g_array_index(scenario->tables, struct released_table, i);
        const struct released_table *before = table_of(today, table->def->name);
        if (before == NULL) {
            table->n_rows = 0; /* a table that today does not have: nothing to compare with */
            continue;
        }
        hide_as_today(before, table);
        if (table->def == registry_table(TABLE_RESILIENCE)) {
            hide_plans_of_few(before, table, threshold);
        }
    }
}

bool disclose_scenario(const struct scenario_side *today, const struct scenario_side *scenario,
                       const struct release_request *request, struct released **today_released,
                       struct released **scenario_released, struct diag *diag)
{
    *today_released = *scenario_released = NULL;
    if (request->audience == AUDIENCE_PUBLIC) {
        diag_add(diag, &FINDING_SCENARIO_PUBLIC, &(struct pos){0}, NULL, NULL, NULL,
                 _("a scenario is never public"));
        return false;
    }
    *today_released = disclose_release(today->results, today->model, request, diag);
    if (*today_released != NULL) {
        *scenario_released = disclose_release(scenario->results, scenario->model, request, diag);
    }
    if (*scenario_released == NULL) {
        released_free(*today_released);
        *today_released = NULL;
        return false;
    }
    int threshold = request->audience == AUDIENCE_INTERNAL ? 1 : today->model->project->cooperation_threshold;
    hide_together(*today_released, *scenario_released, threshold);
    return true;
}
