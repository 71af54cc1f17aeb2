/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From results to what one audience may be shown. */
#include "protection.h"

#include "links.h"
#include "vifte/measures.h"
#include "vifte/sdc_suppress.h"
#include "vifte/table.h"

#include <string.h>

#define ROUNDS_MAX 20 /* of giving in and starting again */

/* A row of today that something can still be done about. */
struct place {
    enum table_id table;
    size_t row;
};

/* The first row of the table that today prints about the same group. */
static bool find_in_table(const struct protection *protection, enum table_id id, const char *group,
                          struct place *place)
{
    const struct table *table = past_results(protection->past)->tables[id];
    bool by_group =
        table != NULL && protection->gate->kept[id] != NULL && table->def->columns[0].kind == COLUMN_ID;
    for (size_t row = 0; by_group && row < past_first_row(protection->past, id); row++) {
        const struct cell *key = table_row(table, row);
        if (protection->gate->kept[id][row] && key->state == CELL_VALUE &&
            strcmp(key->name->code, group) == 0) {
            *place = (struct place){id, row};
            return true;
        }
    }
    return false;
}

/* A figure of a release, and one of a row that is left out, is protected by what is hidden of its group now:
 * in its own table first. */
static bool find_place(const struct protection *protection, enum table_id id, size_t row, struct place *place)
{
    *place = (struct place){id, row};
    if (row < past_first_row(protection->past, id) && protection->gate->kept[id][row]) {
        return true;
    }
    const struct cell *key = table_row(past_results(protection->past)->tables[id], row);
    bool by_group = registry_table(id)->columns[0].kind == COLUMN_ID && key->state == CELL_VALUE;
    bool found = by_group && find_in_table(protection, id, key->name->code, place);
    for (enum table_id other = 0; by_group && !found && other < TABLE_COUNT; other++) {
        found = find_in_table(protection, other, key->name->code, place);
    }
    return found;
}

/* Does whatever can still be done about a figure that cannot be protected. */
static bool give_in_at(const struct protection *protection, const struct protection *out, enum table_id id,
                       size_t row, size_t column)
{
    struct place place;
    if (!find_place(protection, id, row, &place)) {
        return false;
    }
    bool out_has_row =
        out != NULL && out->gate->kept[place.table] != NULL && out->gate->kept[place.table][place.row];
    size_t at = place.table == id ? column : registry_table(place.table)->n_keys;
    return gate_give_in(protection->gate, place.table, place.row, at, out_has_row);
}

/* Gives in wherever a figure stands that cannot be protected; false when nothing is left to try. */
static bool give_in(const struct protection *protection, const struct protection *out, const GArray *failed)
{
    const struct items *items = protection->items;
    const struct results *results = past_results(protection->past);
    GHashTable *wanted = g_hash_table_new(NULL, NULL);
    bool any = false;
    gate_next_round(protection->gate);
    for (guint k = 0; k < failed->len; k++) {
        uint32_t place = items_remedy(items, g_array_index(failed, uint32_t, k));
        g_hash_table_add(wanted, GUINT_TO_POINTER(place));
    }
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = results->tables[id];
        size_t rows = protection->gate->kept[id] != NULL ? table_rows(table) : 0;
        for (size_t cell = 0; cell < rows * (rows > 0 ? table->def->n_columns : 0); cell++) {
            size_t row = cell / table->def->n_columns;
            size_t column = cell % table->def->n_columns;
            uint32_t place = items_place(items, id, row, (int)column);
            if (place != SDC_NOBODY && g_hash_table_contains(wanted, GUINT_TO_POINTER(place))) {
                any = give_in_at(protection, out, id, row, column) || any;
            }
        }
    }
    g_hash_table_unref(wanted);
    return any;
}

static struct item_setting setting_of(const struct protection *protection)
{
    struct gate *gate = protection->gate;
    struct item_setting setting = {.results = past_results(protection->past),
                                   .model = gate->model,
                                   .audience = gate->audience,
                                   .threshold = gate->threshold,
                                   .region_flows = gate->region_flows,
                                   .staying = gate->staying,
                                   .blankets = gate->blankets,
                                   .followers = gate->followers,
                                   .freed = gate->freed,
                                   .past = protection->past,
                                   .occupancy = protection->occupancy,
                                   .waived = protection->waived};
    memcpy(setting.kept, gate->kept, sizeof setting.kept);
    return setting;
}

/* What already follows from the releases cannot be protected by hiding anything now. */
static void waive_old_leaks(struct protection *protection)
{
    if (past_size(protection->past) == 0) {
        return;
    }
    struct item_setting setting = setting_of(protection);
    setting.past_alone = true;
    struct items *items = items_new(&setting);
    links_add(items, NULL);
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (!sdc_audit(items_close(items, NULL), &SDC_RULES, failed)) {
        protection->old_leaks = failed->len;
        items_figure_names(items, failed, protection->waived);
    }
    g_array_unref(failed);
    items_free(items);
}

/* One round: lists what is kept, connects it, protects it. */
static bool protect(struct protection *protection, const struct protection *out,
                    const struct sdc_rules *rules, GArray *failed)
{
    struct item_setting setting = setting_of(protection);
    items_free(protection->items);
    protection->items = items_new(&setting);
    links_add(protection->items, NULL);
    struct sdc_problem *problem = items_close(protection->items, out != NULL ? out->items : NULL);
    g_array_set_size(failed, 0);
    /* What was hidden is audited before anything is printed. */
    return sdc_suppress(problem, rules, failed) && sdc_audit(problem, rules, failed);
}

static void protect_occupancy(struct protection *protection)
{
    const struct gate *gate = protection->gate;
    if (gate->audience == AUDIENCE_PUBLIC && gate->results->tables[TABLE_OCCUPANCY_YEAR] != NULL) {
        protection->occupancy = public_occupancy_new(gate, protection->past);
        protection->old_leaks += public_occupancy_old_leaks(protection->occupancy);
    }
}

struct protection *protection_new(const struct results *results, const struct model *model,
                                  enum audience audience, const struct protection *out, bool forgetful)
{
    struct protection *protection = g_new0(struct protection, 1);
    protection->gate = gate_new(results, model, audience);
    protection->waived = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    protection->good = audience == AUDIENCE_INTERNAL;
    if (protection->good) {
        return protection;
    }
    protection->past = past_new(protection->gate->results, model, audience, forgetful);
    protection->gate->after_releases = past_size(protection->past) > 0;
    waive_old_leaks(protection);
    protect_occupancy(protection);
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool may_improve = true;
    struct sdc_rules rules = SDC_RULES;
    rules.memory = sdc_memory_new();
    for (int round = 0; !protection->good && may_improve && round < ROUNDS_MAX; round++) {
        protection->good = protect(protection, out, &rules, failed);
        if (!protection->good && !give_in(protection, out, failed)) {
            may_improve = g_hash_table_size(protection->gate->staying) > 0;
            g_hash_table_remove_all(protection->gate->staying); /* the last resort */
        }
    }
    g_array_unref(failed);
    sdc_memory_free(rules.memory);
    return protection;
}

void protection_free(struct protection *protection)
{
    if (protection == NULL) {
        return;
    }
    items_free(protection->items);
    public_occupancy_free(protection->occupancy);
    gate_free(protection->gate);
    past_free(protection->past);
    g_hash_table_unref(protection->waived);
    g_free(protection);
}
