/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coarse rules first: which rows an audience has at all. */
#include "gate.h"

#include "columns.h"
#include "items.h"
#include "levels.h"
#include "rests.h"
#include "vifte/area_code.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"

#include <math.h>
#include <string.h>

static size_t group_index(const struct project *project, const char *code)
{
    size_t i = 0;
    while (i < project->n_groups && strcmp(project->groups[i].name.code, code) != 0) {
        i++;
    }
    return i;
}

/* Tables about places and about answers, not about the group's persons. */
static bool is_about_persons(const struct table_def *def)
{
    return def != registry_table(TABLE_SUPPLY) && def != registry_table(TABLE_FIT);
}

static const struct name *key_of(const struct table_def *def, const struct cell *cells, const char *name)
{
    for (size_t k = 0; k < def->n_keys; k++) {
        if (strcmp(def->columns[k].name, name) == 0 && cells[k].state == CELL_VALUE) {
            return cells[k].name;
        }
    }
    return NULL;
}

/* 0 = it is of no year. */
static int year_of(const struct table_def *def, const struct cell *cells)
{
    for (size_t k = 0; k < def->n_keys; k++) {
        if (def->columns[k].kind == COLUMN_YEAR) {
            return (int)cells[k].number;
        }
    }
    return 0;
}

/* In a region of very many municipalities a group of which most have too few is given for the region alone.
 */
#define MANY_MUNICIPALITIES 30

static void find_scattered(struct gate *gate, const struct table *need)
{
    const struct project *project = gate->model->project;
    size_t *small = g_new0(size_t, project->n_groups + 1);
    size_t *all = g_new0(size_t, project->n_groups + 1);
    for (size_t row = 0; need != NULL && row < table_rows(need); row++) {
        const struct cell *cells = table_row(need, row);
        bool counts =
            cell_has_number(&cells[NEED_CITIZENS]) && !area_is_cluster(cells[NEED_MUNICIPALITY].name->code);
        double citizens = counts ? cells[NEED_CITIZENS].number : 0;
        size_t i = group_index(project, cells[NEED_GROUP].name->code);
        all[i] += citizens > 0;
        small[i] += citizens > 0 && citizens < gate->threshold;
    }
    for (size_t i = 0; i < project->n_groups; i++) {
        gate->scattered[i] = gate->model->n_region > MANY_MUNICIPALITIES && 2 * small[i] > all[i];
    }
    g_free(small);
    g_free(all);
}

/* The acting municipality's rows of small groups; a location is no person. Clusters stand where the public
 * has them instead of municipalities: also in the cooperation's edition, whose readers see both. */
static bool area_is_kept(const struct gate *gate, size_t group, const char *area)
{
    enum level level = gate->levels[group];
    if (area_is_region(area)) {
        return true;
    }
    if (area_is_cluster(area)) {
        return level == LEVEL_CLUSTERS;
    }
    return !gate->scattered[group] && (gate->audience != AUDIENCE_PUBLIC || level == LEVEL_MUNICIPALITIES);
}

/* A breakdown that the project leaves out. */
static bool is_left_out(const struct gate *gate, const struct table_def *def, const struct cell *cells)
{
    const GPtrArray *coarsenings = gate->model->project->coarsenings;
    bool profile = def == registry_table(TABLE_NEED_PROFILE);
    for (guint i = 0; profile && coarsenings != NULL && i < coarsenings->len; i++) {
        const struct coarsening *it = g_ptr_array_index(coarsenings, i);
        if (strcmp(it->table, def->name) == 0 &&
            g_strv_contains((const char *const *)it->words, cells[NEED_PROFILE_DIMENSION].name->code)) {
            return true;
        }
    }
    return false;
}

static bool row_is_kept(const struct gate *gate, const struct table_def *def, const struct cell *cells)
{
    const struct name *group = key_of(def, cells, "group");
    if (group == NULL || !is_about_persons(def)) {
        return true;
    }
    size_t i = group_index(gate->model->project, group->code);
    const struct name *area = key_of(def, cells, "municipality");
    bool flows = gate->region_flows && def == registry_table(TABLE_FLOW_OF_CITIZENS);
    bool hidden = gate->audience == AUDIENCE_PUBLIC && gate->hidden_groups[i];
    return !hidden && !is_left_out(gate, def, cells) &&
           (area == NULL || area_is_region(area->code) || (!flows && area_is_kept(gate, i, area->code)));
}

/* The region's citizens that a breakdown adds up to; 0 when they are not known. */
static double citizens_of_region(const struct gate *gate, const struct cell *profile)
{
    const struct table *need = gate->results->tables[TABLE_NEED];
    for (size_t row = 0; need != NULL && row < table_rows(need); row++) {
        const struct cell *cells = table_row(need, row);
        if (strcmp(cells[NEED_MUNICIPALITY].name->code, AREA_REGION) == 0 &&
            strcmp(cells[NEED_GROUP].name->code, profile[NEED_PROFILE_GROUP].name->code) == 0 &&
            cells[NEED_YEAR].number == profile[NEED_PROFILE_YEAR].number) {
            return cell_has_number(&cells[NEED_CITIZENS]) ? cells[NEED_CITIZENS].number : 0;
        }
    }
    return 0;
}

static bool same_breakdown(const struct cell *a, const struct cell *b)
{
    return a[NEED_PROFILE_YEAR].number == b[NEED_PROFILE_YEAR].number &&
           strcmp(a[NEED_PROFILE_GROUP].name->code, b[NEED_PROFILE_GROUP].name->code) == 0 &&
           strcmp(a[NEED_PROFILE_DIMENSION].name->code, b[NEED_PROFILE_DIMENSION].name->code) == 0;
}

/* Rows [first, end) break the region's citizens down. Not shown: a category that holds everybody, or
 * everybody of the municipalities that have told, tells of each of them; small counts that even hiding the
 * whole breakdown would leave too narrow beside their total. */
static bool is_unfit(const struct gate *gate, const struct table *table, size_t first, size_t end)
{
    double all = citizens_of_region(gate, table_row(table, first));
    double sum = 0, largest = 0;
    bool small = false, complete = true;
    for (size_t row = first; row < end; row++) {
        const struct cell *cells = table_row(table, row), *cell = &cells[NEED_PROFILE_CITIZENS];
        double citizens = cell_has_number(cell) ? cell->number : 0;
        bool known = strcmp(cells[NEED_PROFILE_VALUE].name->code, "unknown") != 0;
        largest = known ? MAX(largest, citizens) : largest;
        sum += citizens;
        small = small || (citizens > 0 && citizens < gate->threshold);
        complete = complete && cell_has_number(cell);
    }
    return (largest > 0 && (largest == all || (complete && largest == sum))) ||
           (small && sum == all && all >= gate->threshold && all < gate->threshold + (double)(end - first));
}

static void drop_unfit_breakdowns(const struct gate *gate)
{
    const struct table *table = gate->results->tables[TABLE_NEED_PROFILE];
    bool *kept = gate->kept[TABLE_NEED_PROFILE];
    size_t end;
    for (size_t first = 0; kept != NULL && first < table_rows(table); first = end) {
        end = first + 1;
        while (end < table_rows(table) && same_breakdown(table_row(table, first), table_row(table, end))) {
            end++;
        }
        if (is_unfit(gate, table, first, end)) {
            memset(kept + first, 0, (end - first) * sizeof *kept);
        }
    }
}

/* The keys of a total that rows of a table break down; -1 ends them. Tables that are not here say where or
 * when something was, or hold the totals themselves. */
static const int *total_keys(enum table_id id)
{
    static const int PROFILE[] = {NEED_PROFILE_GROUP, NEED_PROFILE_YEAR, NEED_PROFILE_DIMENSION, -1};
    static const int MATRIX[] = {USE_MATRIX_GROUP, USE_MATRIX_YEAR, USE_MATRIX_OFFER, -1};
    static const int ADDRESS_FREE[] = {ADDRESS_FREE_GROUP, ADDRESS_FREE_YEAR, ADDRESS_FREE_OFFER, -1};
    static const int FLOWS[] = {FLOWS_GROUP, FLOWS_YEAR, FLOWS_LOCATION, -1};
    switch (id) {
    case TABLE_NEED_PROFILE:
        return PROFILE;
    case TABLE_USE_MATRIX:
        return MATRIX;
    case TABLE_ADDRESS_FREE:
        return ADDRESS_FREE;
    case TABLE_FLOWS:
        return FLOWS;
    default:
        return NULL;
    }
}

/* The column of persons that a table breaks down by municipality; -1 = it does not. */
static int citizens_by_municipality(enum table_id id)
{
    switch (id) {
    case TABLE_USE_MATRIX:
        return USE_MATRIX_CITIZENS;
    case TABLE_ADDRESS_FREE:
        return ADDRESS_FREE_CITIZENS;
    case TABLE_FLOWS:
        return FLOWS_CITIZENS;
    default:
        return -1;
    }
}

/* Would the municipalities' counts that share a total be safe if all of them were hidden? Each municipality
 * knows its own; of the rest every one is known to be at least 1. */
static bool can_be_hidden(const GArray *counts, int threshold)
{
    double sum = 0, largest = 0;
    bool small = false;
    for (guint k = 0; k < counts->len; k++) {
        double count = g_array_index(counts, double, k);
        sum += count;
        largest = MAX(largest, count);
        small = small || count < threshold;
    }
    return !small || sum < threshold ||
           (counts->len > 2 && sum - largest - (counts->len - 2) >= threshold + 1);
}

/* In a region of very many municipalities, would most rows of a total show nothing but that somebody is
 * there?
 */
static bool is_scattered(const struct gate *gate, const GArray *counts)
{
    guint small = 0;
    for (guint k = 0; k < counts->len; k++) {
        small += g_array_index(counts, double, k) < gate->threshold;
    }
    return gate->model->n_region > MANY_MUNICIPALITIES && 2 * small > counts->len;
}

static char *total_text(const struct table_def *def, const int *keys, const struct cell *cells)
{
    GString *text = g_string_new(NULL);
    for (; keys != NULL && *keys >= 0; keys++) {
        if (def->columns[*keys].kind == COLUMN_YEAR) {
            g_string_append_printf(text, "%d|", (int)cells[*keys].number);
        } else {
            g_string_append_printf(text, "%s|", cells[*keys].name->code);
        }
    }
    return g_string_free(text, FALSE);
}

static void drop_hopeless_totals(struct gate *gate, enum table_id id)
{
    const struct table *table = gate->results->tables[id];
    int column = citizens_by_municipality(id);
    if (column < 0 || gate->kept[id] == NULL) {
        return;
    }
    GHashTable *totals =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
    char **texts = g_new0(char *, table_rows(table) + 1);
    for (size_t row = 0; row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        texts[row] = total_text(table->def, total_keys(id), cells);
        GArray *counts = g_hash_table_lookup(totals, texts[row]);
        if (counts == NULL) {
            counts = g_array_new(FALSE, FALSE, sizeof(double));
            g_hash_table_insert(totals, g_strdup(texts[row]), counts);
        }
        if (cell_has_number(&cells[column])) {
            g_array_append_val(counts, cells[column].number);
        }
    }
    for (size_t row = 0; row < table_rows(table); row++) {
        const GArray *counts = g_hash_table_lookup(totals, texts[row]);
        gate->kept[id][row] =
            gate->kept[id][row] && can_be_hidden(counts, gate->threshold) && !is_scattered(gate, counts);
    }
    g_strfreev(texts);
    g_hash_table_unref(totals);
}

/* --- groups and years of which one municipality has nearly all --- */

/* Citizens on 31 December, and who was there during the year. */
static bool is_few(GHashTable *const few[2], const char *group, int year)
{
    g_autofree char *text = g_strdup_printf("%s|%d", group, year);
    return (few[0] != NULL && g_hash_table_contains(few[0], text)) ||
           (few[1] != NULL && g_hash_table_contains(few[1], text));
}

static bool is_few_in_any(const struct gate *gate, GHashTable *const few[2], const char *group)
{
    bool any = false;
    for (int year = gate->model->project->from_year; year <= gate->model->project->to_year && !any; year++) {
        any = is_few(few, group, year);
    }
    return any;
}

/* Whatever else is told of the group tells that municipality of the few elsewhere. What is told by
 * municipality is looked at figure by figure (rests.h). */
static void drop_few_elsewhere(struct gate *gate)
{
    static const int CITIZENS[] = {NEED_CITIZENS, -1};
    static const int DURING[] = {FLOW_OF_CITIZENS_PRESENT_START, FLOW_OF_CITIZENS_ARRIVALS, -1};
    const struct table *need = gate->results->tables[TABLE_NEED];
    const struct table *flow = gate->results->tables[TABLE_FLOW_OF_CITIZENS];
    GHashTable *few[2] = {need != NULL ? rests_too_few(need, CITIZENS, gate->threshold) : NULL,
                          flow != NULL ? rests_too_few(flow, DURING, gate->threshold) : NULL};
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = gate->results->tables[id];
        bool whole = gate->kept[id] != NULL && strcmp(table->def->columns[0].name, "group") == 0 &&
                     is_about_persons(table->def) && table_owner_column(id) < 0;
        for (size_t row = 0; whole && row < table_rows(table); row++) {
            const struct cell *cells = table_row(table, row);
            int year = year_of(table->def, cells);
            gate->kept[id][row] =
                gate->kept[id][row] && !(year != 0 ? is_few(few, cells[0].name->code, year)
                                                   : is_few_in_any(gate, few, cells[0].name->code));
        }
    }
    g_clear_pointer(&few[0], g_hash_table_unref);
    g_clear_pointer(&few[1], g_hash_table_unref);
}

/* --- region totals and their municipalities --- */

/* Columns that are hidden whole together, since one follows from the others. */
struct column_set {
    size_t n;
    struct {
        enum table_id table;
        int column;
    } columns[4];
};

static const struct column_set SETS[] = {
    {3,
     {{TABLE_NEED, NEED_CITIZENS},
      {TABLE_FLOW_OF_CITIZENS, FLOW_OF_CITIZENS_PRESENT_START},
      {TABLE_FLOW_OF_CITIZENS, FLOW_OF_CITIZENS_PRESENT_END}}},
    {4,
     {{TABLE_NEED, NEED_ARRIVALS},
      {TABLE_NEED, NEED_EXITS},
      {TABLE_FLOW_OF_CITIZENS, FLOW_OF_CITIZENS_ARRIVALS},
      {TABLE_FLOW_OF_CITIZENS, FLOW_OF_CITIZENS_EXITS}}},
    {1, {{TABLE_NEED, NEED_WAITING}}},
    {1, {{TABLE_EXPECTED, EXPECTED_1Y}}},
    {1, {{TABLE_EXPECTED, EXPECTED_3Y}}},
};

/* One group and year of a column: the region's figure and its municipalities'. */
struct total {
    const struct cell *key;
    double region, largest, sum;
    GArray *counts; /* double: municipalities that are not 0 */
};

static void free_total(gpointer data)
{
    struct total *total = data;
    g_array_unref(total->counts);
    g_free(total);
}

static struct total *total_of(GHashTable *totals, const struct cell *cells)
{
    char *text = g_strdup_printf("%s|%d", cells[0].name->code, (int)cells[2].number);
    struct total *total = g_hash_table_lookup(totals, text);
    if (total == NULL) {
        total = g_new0(struct total, 1);
        total->key = cells;
        total->counts = g_array_new(FALSE, FALSE, sizeof(double));
        g_hash_table_insert(totals, text, total);
    } else {
        g_free(text);
    }
    return total;
}

static GHashTable *find_totals(const struct gate *gate, enum table_id id, int column)
{
    const struct table *table = gate->results->tables[id];
    GHashTable *totals = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_total);
    for (size_t row = 0; row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        bool beside = gate->audience != AUDIENCE_PUBLIC && area_is_cluster(cells[1].name->code);
        if (!gate->kept[id][row] || !cell_has_number(&cells[column]) || beside) {
            continue; /* beside: its municipalities are there too */
        }
        struct total *total = total_of(totals, cells);
        double number = cells[column].number;
        if (strcmp(cells[1].name->code, AREA_REGION) == 0) {
            total->region = number;
        } else if (number > 0) {
            g_array_append_val(total->counts, number);
            total->largest = MAX(total->largest, number);
            total->sum += number;
        }
    }
    return totals;
}

static void hide_set(struct gate *gate, const struct column_set *set, const char *group, int year)
{
    for (size_t k = 0; k < set->n; k++) {
        char *text = items_total(set->columns[k].table, (size_t)set->columns[k].column, group, year);
        g_hash_table_add(gate->blankets, text);
    }
}

/* The region's figure stays wherever its municipalities can be protected beside it: with zeros shown, or
 * else with the whole column hidden. Each knows its own, the largest knows most of the total, and where that
 * leaves too few the total must be free to go. Figures of one set follow from each other: the first that
 * cannot stay is noted in `leaving` for all. */
static void judge_totals(struct gate *gate, const struct column_set *set, size_t k, GHashTable *leaving)
{
    const int column[] = {set->columns[k].column, -1};
    GHashTable *totals = find_totals(gate, set->columns[k].table, *column);
    GHashTable *few = rests_too_few(gate->results->tables[set->columns[k].table], column, gate->threshold);
    GHashTableIter iter;
    gpointer text, value;
    g_hash_table_iter_init(&iter, totals);
    while (g_hash_table_iter_next(&iter, &text, &value)) {
        const struct total *total = value;
        bool beside_zeros = can_be_hidden(total->counts, gate->threshold);
        bool hidden_whole = total->sum - total->largest >= gate->threshold;
        if ((!beside_zeros && !hidden_whole) || g_hash_table_contains(few, text)) {
            g_hash_table_add(leaving, g_strdup(text));
        } else if (!beside_zeros) {
            hide_set(gate, set, total->key[0].name->code, (int)total->key[2].number);
        }
    }
    g_hash_table_unref(totals);
    g_hash_table_unref(few);
}

static void keep_totals(struct gate *gate, const struct column_set *set, size_t k, GHashTable *leaving)
{
    GHashTable *totals = find_totals(gate, set->columns[k].table, set->columns[k].column);
    GHashTableIter iter;
    gpointer text, value;
    g_hash_table_iter_init(&iter, totals);
    while (g_hash_table_iter_next(&iter, &text, &value)) {
        const struct cell *key = ((const struct total *)value)->key;
        if (!g_hash_table_contains(leaving, text)) {
            g_hash_table_add(gate->staying, items_total(set->columns[k].table, (size_t)set->columns[k].column,
                                                        key[0].name->code, (int)key[2].number));
        }
    }
    g_hash_table_unref(totals);
}

static void judge_set(struct gate *gate, const struct column_set *set)
{
    GHashTable *leaving = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t k = 0; k < set->n; k++) {
        if (gate->kept[set->columns[k].table] != NULL) {
            judge_totals(gate, set, k, leaving);
        }
    }
    for (size_t k = 0; k < set->n; k++) {
        if (gate->kept[set->columns[k].table] != NULL) {
            keep_totals(gate, set, k, leaving);
        }
    }
    g_hash_table_unref(leaving);
}

static void keep_rows(struct gate *gate, enum table_id id)
{
    const struct table *table = gate->results->tables[id];
    if (table == NULL || table->def->least > gate->audience) {
        return;
    }
    gate->kept[id] = g_new(bool, table_rows(table) + 1);
    for (size_t row = 0; row < table_rows(table); row++) {
        gate->kept[id][row] =
            gate->audience == AUDIENCE_INTERNAL || row_is_kept(gate, table->def, table_row(table, row));
    }
}

/* Groups laid together for the public; ages in every edition but the internal one, so that two editions can
 * be read beside each other. */
static void coarsen(struct gate *gate, const struct results *results)
{
    const struct project *project = gate->model->project;
    const struct table *profile = results->tables[TABLE_NEED_PROFILE];
    gate->levels = levels_public(gate->model, results->tables[TABLE_NEED], project->threshold);
    for (size_t i = 0; i < project->n_groups; i++) {
        gate->hidden_groups[i] = gate->levels[i] == LEVEL_SENTENCE;
    }
    if (profile != NULL && gate->audience != AUDIENCE_INTERNAL) {
        gate->merged = levels_merge_ages(gate->model, profile, project->threshold);
        gate->view.tables[TABLE_NEED_PROFILE] = gate->merged;
    }
}

struct gate *gate_new(const struct results *results, const struct model *model, enum audience audience)
{
    const struct project *project = model->project;
    struct gate *gate = g_new0(struct gate, 1);
    *gate = (struct gate){
        .model = model, .results = &gate->view, .view = *results, .audience = audience, .threshold = 1};
    if (audience != AUDIENCE_INTERNAL) {
        gate->threshold = audience == AUDIENCE_PUBLIC ? project->threshold : project->cooperation_threshold;
    }
    gate->staying = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gate->blankets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gate->given_in = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gate->followers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gate->freed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    gate->hidden_groups = g_new0(bool, project->n_groups + 1);
    gate->scattered = g_new0(bool, project->n_groups + 1);
    coarsen(gate, results);
    if (audience != AUDIENCE_INTERNAL) {
        gate->region_flows = model->n_region > MANY_MUNICIPALITIES;
        find_scattered(gate, gate->results->tables[TABLE_NEED]);
    }
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        keep_rows(gate, id);
    }
    for (enum table_id id = 0; audience != AUDIENCE_INTERNAL && id < TABLE_COUNT; id++) {
        drop_hopeless_totals(gate, id);
    }
    if (audience != AUDIENCE_INTERNAL) {
        drop_unfit_breakdowns(gate);
        drop_few_elsewhere(gate);
        for (size_t k = 0; k < G_N_ELEMENTS(SETS); k++) {
            judge_set(gate, &SETS[k]);
        }
    }
    return gate;
}

static void drop_total(struct gate *gate, enum table_id id, size_t row)
{
    const struct table *table = gate->results->tables[id];
    char *wanted = total_text(table->def, total_keys(id), table_row(table, row));
    for (size_t other = 0; other < table_rows(table); other++) {
        char *text = total_text(table->def, total_keys(id), table_row(table, other));
        gate->kept[id][other] = gate->kept[id][other] && !g_str_equal(text, wanted);
        g_free(text);
    }
    g_free(wanted);
}

/* Leaves out who uses what and who pays where, of a group and year. */
static bool drop_municipalities(struct gate *gate, const char *group, int year)
{
    bool any = false;
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = gate->results->tables[id];
        bool by_municipality = citizens_by_municipality(id) >= 0 && gate->kept[id] != NULL;
        for (size_t row = 0; by_municipality && row < table_rows(table); row++) {
            const struct cell *cells = table_row(table, row);
            if (gate->kept[id][row] && strcmp(cells[0].name->code, group) == 0 &&
                year_of(table->def, cells) == year) {
                gate->kept[id][row] = false;
                any = true;
            }
        }
    }
    return any;
}

/* Lets the region's figures of a group be hidden. */
static gboolean is_of_group(gpointer text, gpointer value, gpointer group)
{
    (void)value;
    char **parts = g_strsplit(text, "|", 4);
    bool found = g_strv_length(parts) == 4 && g_str_equal(parts[2], group);
    g_strfreev(parts);
    return found;
}

static bool release_totals(struct gate *gate, const char *group)
{
    if (gate->after_releases) {
        g_hash_table_add(gate->freed, g_strdup(group));
    }
    return g_hash_table_foreach_remove(gate->staying, is_of_group, (gpointer)group) > 0;
}

static bool drop_by_municipality(struct gate *gate, const char *group)
{
    bool any = false;
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = gate->results->tables[id];
        bool has_region = table_owner_column(id) == 1 && gate->kept[id] != NULL;
        for (size_t row = 0; has_region && row < table_rows(table); row++) {
            const struct cell *cells = table_row(table, row);
            if (gate->kept[id][row] && strcmp(cells[0].name->code, group) == 0 &&
                strcmp(cells[1].name->code, AREA_REGION) != 0) {
                gate->kept[id][row] = false;
                any = true;
            }
        }
    }
    return any;
}

/* The group is not shown at all. */
static bool drop_group(struct gate *gate, const char *group)
{
    bool any = false;
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = gate->results->tables[id];
        bool has_group = gate->kept[id] != NULL && strcmp(table->def->columns[0].name, "group") == 0 &&
                         is_about_persons(table->def);
        for (size_t row = 0; has_group && row < table_rows(table); row++) {
            if (gate->kept[id][row] && strcmp(table_row(table, row)[0].name->code, group) == 0) {
                gate->kept[id][row] = false;
                any = true;
            }
        }
    }
    gate->hidden_groups[group_index(gate->model->project, group)] = true;
    return any;
}

size_t gate_group(const struct gate *gate, const char *code)
{
    return group_index(gate->model->project, code);
}

void gate_next_round(struct gate *gate)
{
    g_hash_table_remove_all(gate->given_in);
}

/* In a table that holds the totals or what stands by itself. */
static bool give_in_for_group(struct gate *gate, enum table_id id, size_t row, size_t column,
                              bool out_has_row)
{
    const struct cell *cells = table_row(gate->results->tables[id], row);
    const char *group = cells[0].name->code;
    int year = year_of(gate->results->tables[id]->def, cells);
    bool of_municipality =
        table_owner_column(id) >= 0 && strcmp(cells[table_owner_column(id)].name->code, AREA_REGION) != 0;
    return (out_has_row && g_hash_table_add(gate->followers, g_strdup(group))) ||
           (gate->after_releases && release_totals(gate, group)) ||
           (of_municipality && g_hash_table_add(gate->blankets, items_total(id, column, group, year))) ||
           release_totals(gate, group) || drop_municipalities(gate, group, year) ||
           (of_municipality && !out_has_row && drop_by_municipality(gate, group)) || drop_group(gate, group);
}

bool gate_give_in(struct gate *gate, enum table_id id, size_t row, size_t column, bool out_has_row)
{
    const struct cell *cells = table_row(gate->results->tables[id], row);
    if (!gate->kept[id][row] || registry_table(id)->columns[0].kind != COLUMN_ID) {
        return false;
    }
    if (total_keys(id) != NULL) {
        drop_total(gate, id, row);
        return true;
    }
    bool done = g_hash_table_contains(gate->given_in, cells[0].name->code) ||
                give_in_for_group(gate, id, row, column, out_has_row);
    if (done) {
        g_hash_table_add(gate->given_in, g_strdup(cells[0].name->code));
    }
    return done;
}

void gate_free(struct gate *gate)
{
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        g_free(gate->kept[id]);
    }
    g_hash_table_unref(gate->staying);
    g_hash_table_unref(gate->blankets);
    g_hash_table_unref(gate->followers);
    g_hash_table_unref(gate->freed);
    g_hash_table_unref(gate->given_in);
    g_free(gate->hidden_groups);
    g_free(gate->levels);
    table_free(gate->merged);
    g_free(gate->scattered);
    g_free(gate);
}
