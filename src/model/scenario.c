/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lifetimes of a scenario's changes. */
#include "vifte/scenario.h"

#include "vifte/model.h"

static void change_free(gpointer data)
{
    struct scenario_change *change = data;
    g_free(change->id);
    g_free(change->name);
    if (change->groups != NULL) {
        g_array_unref(change->groups);
    }
    g_free(change);
}

struct scenario *scenario_new(void)
{
    struct scenario *scenario = g_new0(struct scenario, 1);
    scenario->changes = g_ptr_array_new_with_free_func(change_free);
    return scenario;
}

void scenario_free(struct scenario *scenario)
{
    if (scenario != NULL) {
        g_ptr_array_unref(scenario->changes);
        g_free(scenario->title);
        g_free(scenario);
    }
}

struct scenario_change *scenario_add(struct scenario *scenario, enum scenario_kind kind)
{
    struct scenario_change *change = g_new0(struct scenario_change, 1);
    *change = (struct scenario_change){
        .kind = kind, .offer = NONE, .municipality = NONE, .group = NONE, .rate_oere = -1, .factor = 1};
    g_ptr_array_add(scenario->changes, change);
    return change;
}
