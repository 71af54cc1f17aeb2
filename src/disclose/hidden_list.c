/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hidden figures and rows to a table. */
#include "hidden_list.h"

#include "columns.h"
#include "record.h"
#include "vifte/area_code.h"
#include "vifte/names.h"
#include "vifte/sdc_move.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

/* Words of the column `reason`. */
static const struct name SMALL = {"small", N_("rests on too few persons")},
                         ZERO = {"zero", N_("zeros are hidden")},
                         FEW_BUYERS = {"few_buyers", N_("rests on fewer than three buyers")},
                         DOMINATED = {"dominated", N_("few persons make up nearly all of the sum")},
                         MONEY = {"money", N_("money that rests on fewer than five persons")},
                         BEFORE = {"earlier_release", N_("an earlier release hid it or would uncover it")},
                         LINKED = {"linked", N_("a hidden figure would follow from it")},
                         COARSE = {"region_alone", N_("given for the region alone")},
                         SENTENCE = {"group", N_("the whole group is below the threshold")},
                         LEVEL = {"level", N_("the group is given for the region or clusters alone")},
                         BREAKDOWN = {"breakdown",
                                      N_("one category holds everybody, or no pattern protects it")},
                         GIVEN_UP = {"no_pattern", N_("nothing else protects a hidden figure")};
static const struct name PUBLIC = {"public", N_("the public")},
                         COOPERATION = {"cooperation", N_("the cooperation")};

/* How far bounds are computed: blocks of very many figures take too long for a list. */
#define LARGEST_BLOCK 4000

#define PLACES_A_TASK 16

struct list {
    struct table *table;
    const struct protection *protection, *alone;
    const struct name *audience;
    uint32_t *block_sizes;
    GArray *figures;    /* struct figure */
    GHashTable *groups; /* texts: left-out rows that are listed */
};

/* A row whose figure an outsider may try to compute. */
struct figure {
    size_t row;
    uint32_t place;
};

static void add_row(struct list *list, enum table_id id, const char *cell, const struct name *reason)
{
    struct cell *row = table_add(list->table);
    row[DISCLOSURE_TABLE] = cell_name(names_intern_plain(registry_table(id)->name));
    row[DISCLOSURE_CELL] = cell_name(names_intern_plain(cell));
    row[DISCLOSURE_AUDIENCE] = cell_name(names_intern(list->audience->code, list->audience->label));
    row[DISCLOSURE_REASON] = cell_name(reason);
    row[DISCLOSURE_FEASIBLE_LOWER] = row[DISCLOSURE_FEASIBLE_UPPER] = cell_empty(CELL_NA, REASON_NONE);
}

static void await_bounds(struct list *list, uint32_t place)
{
    const struct sdc_problem *problem = items_problem(list->protection->items);
    struct figure figure = {.row = table_rows(list->table) - 1, .place = place};
    if (place != SDC_NOBODY && list->block_sizes[problem->block[place]] <= LARGEST_BLOCK) {
        g_array_append_val(list->figures, figure);
    }
}

static const struct name *reason_of(const struct list *list, enum table_id id, size_t row, int column)
{
    const struct items *items = list->protection->items;
    static const struct name *const REASONS[] = {
        [ITEM_IS_SMALL] = &SMALL,         [ITEM_IS_ZERO] = &ZERO,         [ITEM_OF_FEW_BUYERS] = &FEW_BUYERS,
        [ITEM_IS_DOMINATED] = &DOMINATED, [ITEM_HIDDEN_BEFORE] = &BEFORE, [ITEM_GIVES_AWAY] = &LINKED};
    const struct name *reason =
        items_is_coarse(items, id, row, column) ? &COARSE : REASONS[items_reason(items, id, row, column)];
    const struct gate *alone = list->alone != NULL ? list->alone->gate : NULL;
    bool shown_alone = (reason == &LINKED || reason == &COARSE) && alone != NULL && alone->kept[id] != NULL &&
                       alone->kept[id][row] && items_shows(list->alone->items, id, row, column);
    return shown_alone ? &BEFORE : reason;
}

/* Numbers of persons and days, and money; not what is computed from them. */
static bool is_listed(enum table_id id, size_t column, enum audience audience)
{
    const struct column_rule *rule = column_rule(id, column);
    bool number = rule->kind == ITEM_COUNT || rule->kind == ITEM_DAYS || rule->kind == ITEM_SHARE;
    bool own_rule = id == TABLE_OCCUPANCY_YEAR && audience == AUDIENCE_PUBLIC;
    return (number || rule->money) && !own_rule && registry_table(id)->columns[column].least <= audience;
}

static void list_row(struct list *list, enum table_id id, size_t row)
{
    const struct gate *gate = list->protection->gate;
    const struct table *table = gate->results->tables[id];
    const struct cell *cells = table_row(table, row);
    for (size_t column = table->def->n_keys; column < table->def->n_columns; column++) {
        if (!is_listed(id, column, gate->audience) || cells[column].state != CELL_VALUE ||
            items_shows(list->protection->items, id, row, (int)column)) {
            continue;
        }
        char *name = record_row_name(table->def, cells);
        char *cell = g_strdup_printf("%s|%s", name, table->def->columns[column].name);
        bool money = column_rule(id, column)->money && cells[column].contributors < MONEY_PERSONS;
        add_row(list, id, cell, money ? &MONEY : reason_of(list, id, row, (int)column));
        await_bounds(list, items_place(list->protection->items, id, row, (int)column));
        g_free(cell);
        g_free(name);
    }
}

static const struct name *why_left_out(const struct gate *gate, enum table_id id, const struct cell *cells)
{
    size_t group = gate_group(gate, cells[0].name->code);
    if (gate->audience == AUDIENCE_PUBLIC && gate->hidden_groups[group]) {
        return &SENTENCE;
    }
    int owner = table_owner_column(id);
    bool by_area = owner >= 0 && cells[owner].state == CELL_VALUE && !area_is_region(cells[owner].name->code);
    bool coarse = gate->scattered[group] ||
                  (gate->audience == AUDIENCE_PUBLIC && gate->levels[group] != LEVEL_MUNICIPALITIES);
    if (by_area && owner == 1 && coarse) {
        return &LEVEL;
    }
    return id == TABLE_NEED_PROFILE ? &BREAKDOWN : &GIVEN_UP;
}

/* Rows that are not there are listed once a group and reason; clusters are no loss where there are
 * municipalities. */
static void list_left_out(struct list *list, enum table_id id, size_t row)
{
    const struct gate *gate = list->protection->gate;
    const struct cell *cells = table_row(gate->results->tables[id], row);
    int owner = table_owner_column(id);
    if (registry_table(id)->columns[0].kind != COLUMN_ID || cells[0].state != CELL_VALUE ||
        (owner >= 0 && cells[owner].state == CELL_VALUE && area_is_cluster(cells[owner].name->code))) {
        return;
    }
    const struct name *reason = why_left_out(gate, id, cells);
    char *text = g_strdup_printf("%d|%s|%s", id, cells[0].name->code, reason->code);
    if (g_hash_table_add(list->groups, text)) {
        add_row(list, id, cells[0].name->code, reason);
    }
}

/* By the rule of its own that occupancy has in public. */
static void list_occupancy(struct list *list, const struct public_occupancy *occupancy)
{
    static const struct name *const REASONS[] = {
        [OCCUPANCY_SMALL] = &SMALL, [OCCUPANCY_GIVES_AWAY] = &LINKED, [OCCUPANCY_HIDDEN_BEFORE] = &BEFORE};
    const struct table *table = list->protection->gate->results->tables[TABLE_OCCUPANCY_YEAR];
    for (size_t row = 0; row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        enum occupancy_reason reason = public_occupancy_reason(occupancy, row);
        if (reason != OCCUPANCY_SHOWN && cell_has_number(&cells[OCCUPANCY_YEAR_OCCUPANCY])) {
            bool shown_alone = reason == OCCUPANCY_GIVES_AWAY && list->alone != NULL &&
                               public_occupancy_reason(list->alone->occupancy, row) == OCCUPANCY_SHOWN;
            g_autofree char *name = record_row_name(table->def, cells);
            g_autofree char *cell =
                g_strdup_printf("%s|%s", name, table->def->columns[OCCUPANCY_YEAR_OCCUPANCY].name);
            add_row(list, TABLE_OCCUPANCY_YEAR, cell, shown_alone ? &BEFORE : REASONS[reason]);
        }
    }
}

static void list_table(struct list *list, enum table_id id)
{
    const struct gate *gate = list->protection->gate;
    const struct table *table = gate->results->tables[id];
    bool by_group = gate->kept[id] != NULL && strcmp(table->def->columns[0].name, "group") == 0;
    for (size_t row = 0; gate->kept[id] != NULL && row < table_rows(table); row++) {
        if (gate->kept[id][row]) {
            list_row(list, id, row);
        } else if (by_group) {
            list_left_out(list, id, row);
        }
    }
}

static void count_blocks(struct list *list)
{
    const struct sdc_problem *problem = items_problem(list->protection->items);
    list->block_sizes = g_new0(uint32_t, problem->n_blocks + 1);
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        list->block_sizes[problem->block[i]]++;
    }
}

/* --- what an outsider can compute --- */

static struct cell bound(double number)
{
    return isfinite(number) ? cell_number(number, CONTRIBUTORS_NONE)
                            : cell_empty(CELL_UNDEFINED, REASON_NONE);
}

struct bounding {
    const struct sdc_problem *problem;
    GArray *places;            /* uint32_t */
    struct sdc_bounds *bounds; /* of each */
};

static void bound_some(size_t task, void *data)
{
    const struct bounding *bounding = data;
    struct sdc_profile outsider = SDC_OUTSIDER;
    struct sdc_mover *mover = sdc_mover_new(bounding->problem);
    size_t end = MIN((task + 1) * PLACES_A_TASK, bounding->places->len);
    for (size_t k = task * PLACES_A_TASK; k < end; k++) {
        struct sdc_bounds *bounds = &bounding->bounds[k];
        if (!sdc_bounds(mover, g_array_index(bounding->places, uint32_t, k), &outsider, bounds)) {
            bounds->whole_lower = bounds->whole_upper = INFINITY;
        }
    }
    sdc_mover_free(mover);
}

/* Cells of one figure share its bounds. */
static void fill_bounds(const struct list *list)
{
    struct bounding bounding = {.problem = items_problem(list->protection->items),
                                .places = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
    guint *number = g_new0(guint, bounding.problem->unknowns->len + 1); /* by place, from 1 on */
    for (guint k = 0; k < list->figures->len; k++) {
        uint32_t place = g_array_index(list->figures, struct figure, k).place;
        if (number[place] == 0) {
            g_array_append_val(bounding.places, place);
            number[place] = bounding.places->len;
        }
    }
    bounding.bounds = g_new0(struct sdc_bounds, bounding.places->len + 1);
    sdc_move_each((bounding.places->len + PLACES_A_TASK - 1) / PLACES_A_TASK, bound_some, &bounding);
    for (guint k = 0; k < list->figures->len; k++) {
        const struct figure *figure = &g_array_index(list->figures, struct figure, k);
        const struct sdc_bounds *bounds = &bounding.bounds[number[figure->place] - 1];
        struct cell *row = table_row_mutable(list->table, figure->row);
        row[DISCLOSURE_FEASIBLE_LOWER] = bound(bounds->whole_lower);
        row[DISCLOSURE_FEASIBLE_UPPER] = bound(bounds->whole_upper);
    }
    g_array_unref(bounding.places);
    g_free(bounding.bounds);
    g_free(number);
}

void hidden_list_add(struct table *table, const struct protection *protection, const struct protection *alone)
{
    struct list list = {.table = table,
                        .protection = protection,
                        .alone = alone,
                        .audience = protection->gate->audience == AUDIENCE_PUBLIC ? &PUBLIC : &COOPERATION,
                        .figures = g_array_new(FALSE, FALSE, sizeof(struct figure)),
                        .groups = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    count_blocks(&list);
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        if (protection->gate->results->tables[id] != NULL) {
            list_table(&list, id);
        }
    }
    if (protection->occupancy != NULL) {
        list_occupancy(&list, protection->occupancy);
    }
    fill_bounds(&list);
    g_free(list.block_sizes);
    g_array_unref(list.figures);
    g_hash_table_unref(list.groups);
}
