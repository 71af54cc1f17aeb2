/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From tables to unknowns, and back: which cells may be printed. */
#include "items.h"

#include "columns.h"
#include "past.h"
#include "percentages.h"
#include "public_occupancy.h"
#include "record.h"
#include "vifte/area_code.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"

#include <math.h>

#define REGION_WEIGHT 4 /* the agency asks about the region: its figures go last */
#define RATES_AHEAD 5   /* rates are known for no more years to come */

/* An unknown before the same ones are joined. */
struct draft {
    struct sdc_unknown unknown; /* unit: not yet */
    uint32_t same;              /* joined with: towards the root */
    uint32_t unit;              /* hidden together with: towards the root */
    int64_t weight;             /* 0 = never printed */
    bool primary;
    bool fixed;
    bool known;         /* was printed in a release: nothing can hide it */
    bool hidden_before; /* by a release */
    bool waived;        /* needs no protection: could be computed from the releases alone */
    bool left_out;      /* of a row that today does not print, though a release printed its like */
    bool room;          /* between numbers that stand anywhere; stands nowhere itself */
};

/* What a sum leaves beside one municipality; drafts. */
struct rest {
    uint32_t rest, total;
    char *name; /* in setting.waived */
};

struct items {
    struct item_setting setting;
    uint32_t *unknown[TABLE_COUNT]; /* row x column: draft; NULL = the audience has no such table */
    GArray *drafts;                 /* struct draft */
    GArray *terms;                  /* struct sdc_term over drafts; by = 0 ends an equation */
    struct sdc_problem *problem;
    uint32_t *place;           /* by draft: unknown of the problem */
    bool *known;               /* by unit of the problem: was printed in a release */
    GHashTable *figures;       /* "table|row|column|number" -> draft; empty where there is no past */
    GHashTable *sums;          /* texts of equations; items_is_new_sum() */
    GArray *rests;             /* struct rest */
    GHashTable *hidden_scopes; /* texts of scopes in which something is hidden; made when first asked */
};

static struct draft *draft_at(const struct items *items, uint32_t i)
{
    return &g_array_index(items->drafts, struct draft, i);
}

static const struct table *table_of(const struct items *items, enum table_id id)
{
    return items->setting.results->tables[id];
}

static bool has_past(const struct items *items)
{
    return items->setting.past != NULL && past_size(items->setting.past) > 0;
}

/* Rows of releases stand behind them. */
static size_t rows_today(const struct items *items, enum table_id id)
{
    const struct table *table = table_of(items, id);
    return has_past(items) ? past_first_row(items->setting.past, id) : table != NULL ? table_rows(table) : 0;
}

static bool zero_shown(const struct items *items)
{
    return items->setting.model->project->zero == ZERO_SHOW;
}

/* The rules for a figure on its own: it rests on somebody, but on too few; on nobody where zeros are hidden;
 * in public on fewer than three buyers; or few make up nearly all of the sum. */
static bool is_small(const struct items *items, const struct cell *cell)
{
    bool few_buyers = (cell->marks & MARK_FEW_BUYERS) != 0 && items->setting.audience == AUDIENCE_PUBLIC;
    return (cell->contributors > 0 && cell->contributors < items->setting.threshold) ||
           (cell->contributors == 0 && !zero_shown(items)) || few_buyers ||
           (cell->marks & MARK_DOMINATED) != 0;
}

/* A cluster of one municipality is its own figure. */
static uint32_t owner_of_cluster(const struct project *project, const char *name)
{
    for (guint i = 0; project->clusters != NULL && i < project->clusters->len; i++) {
        const struct cluster *cluster = g_ptr_array_index(project->clusters, i);
        if (g_str_equal(cluster->name.code, name) && cluster->n_codes == 1) {
            return (uint32_t)cluster->codes[0];
        }
    }
    return SDC_NOBODY;
}

static const char *area_of(enum table_id id, const struct cell *row)
{
    int column = table_owner_column(id);
    return column < 0 || row[column].state != CELL_VALUE ? "" : row[column].name->code;
}

static uint32_t owner_of(const struct items *items, enum table_id id, const struct cell *row)
{
    const char *area = area_of(id, row);
    if (area_is_cluster(area)) {
        return owner_of_cluster(items->setting.model->project, area);
    }
    return area_is_municipality(area) ? (uint32_t)g_ascii_strtoll(area, NULL, 10) : SDC_NOBODY;
}

static bool is_of_region(enum table_id id, const struct cell *row)
{
    return area_is_region(area_of(id, row));
}

static int64_t weight_of(enum table_id id, const struct cell *row, size_t column)
{
    bool of_region = id == TABLE_SELF_SUFFICIENCY || id == TABLE_LOCATIONS ||
                     (id == TABLE_BALANCE && column == BALANCE_PLACES_NEEDED) || is_of_region(id, row);
    return of_region ? REGION_WEIGHT : 1;
}

static int64_t number_in(const struct column_rule *rule, const struct cell *row, size_t column)
{
    double number = row[column].number;
    if (rule->kind == ITEM_SHARE) {
        const struct cell *days = &row[rule->rests[0]];
        number *= cell_has_number(days) ? days->number : 0;
    }
    return llround(number);
}

static uint32_t add_draft(struct items *items, const struct draft *draft)
{
    uint32_t i = items->drafts->len;
    g_array_append_vals(items->drafts, draft, 1);
    draft_at(items, i)->same = i;
    draft_at(items, i)->unit = i;
    return i;
}

char *items_total(enum table_id id, size_t column, const char *group, int year)
{
    return g_strdup_printf("%d|%zu|%s|%d", id, column, group, year);
}

/* The tables that have a region's row have group, municipality and year as keys. */
static bool is_in(GHashTable *totals, enum table_id id, const struct cell *row, size_t column)
{
    if (totals == NULL || table_owner_column(id) != 1) {
        return false;
    }
    char *text = items_total(id, column, row[0].name->code, (int)row[2].number);
    bool found = g_hash_table_contains(totals, text);
    g_free(text);
    return found;
}

/* Where releases printed all parts but one, the municipality behind that one can add up the total whatever is
 * hidden: of a total of the threshold or more that tells it of nobody. The part stays protected from
 * everybody, and the total from outsiders. */
static bool is_free_total(const struct items *items, enum table_id id, const struct cell *row, int64_t value)
{
    return items->setting.freed != NULL && is_of_region(id, row) && value >= items->setting.threshold &&
           g_hash_table_contains(items->setting.freed, row[0].name->code);
}

static uint32_t add_cell(struct items *items, enum table_id id, const struct cell *row, size_t column)
{
    const struct column_rule *rule = column_rule(id, column);
    bool count = rule->kind == ITEM_COUNT;
    struct draft draft = {.unknown = {.value = number_in(rule, row, column),
                                      .width = count ? items->setting.threshold : DAYS_WIDTH,
                                      .reach = count ? items->setting.threshold : SDC_NO_REACH,
                                      .owner = owner_of(items, id, row)},
                          .primary = is_small(items, &row[column])};
    struct sdc_unknown *unknown = &draft.unknown;
    bool of_region = is_of_region(id, row);
    bool blanketed = !of_region && is_in(items->setting.blankets, id, row, column);
    bool stays = of_region && is_in(items->setting.staying, id, row, column);
    bool at_least_one = table_is_sparse(id) || (zero_shown(items) && !blanketed);
    unknown->lower = MIN(unknown->value, at_least_one ? 1 : 0);
    draft.primary = draft.primary || blanketed;
    unknown->single = count && unknown->value == 1;
    bool zero = unknown->value <= 0 && zero_shown(items);
    draft.fixed = !draft.primary && (zero || stays);
    draft.weight = weight_of(id, row, column);
    unknown->common = is_free_total(items, id, row, unknown->value);
    return add_draft(items, &draft);
}

/* Public occupancy is whole per cent by a rule of its own (public_occupancy.h): its days are not printed. */
static bool has_own_rule(const struct items *items, enum table_id id)
{
    return id == TABLE_OCCUPANCY_YEAR && items->setting.audience == AUDIENCE_PUBLIC;
}

/* A municipality's arrivals or exits where these are given for the region alone. */
static bool is_left_out(const struct items *items, enum table_id id, const struct cell *row, size_t column)
{
    return items->setting.region_flows && id == TABLE_NEED && !is_of_region(id, row) &&
           (column == NEED_ARRIVALS || column == NEED_EXITS);
}

static bool is_kept(const struct items *items, enum table_id id, size_t row)
{
    return items->setting.kept[id][row];
}

static void add_row(struct items *items, enum table_id id, size_t row)
{
    const struct table *table = table_of(items, id);
    const struct cell *cells = table_row(table, row);
    uint32_t *unknown = items->unknown[id] + row * table->def->n_columns;
    for (size_t column = 0; column < table->def->n_columns; column++) {
        enum item_kind kind = column_rule(id, column)->kind;
        bool is_number = kind == ITEM_COUNT || kind == ITEM_DAYS || kind == ITEM_SHARE;
        bool has_it = !items->setting.past_alone && is_kept(items, id, row) && !has_own_rule(items, id) &&
                      !is_left_out(items, id, cells, column) &&
                      table->def->columns[column].least <= items->setting.audience;
        unknown[column] = is_number && has_it && cell_has_number(&cells[column])
                              ? add_cell(items, id, cells, column)
                              : SDC_NOBODY;
    }
    for (size_t column = 0; column < table->def->n_columns; column++) {
        const struct column_rule *rule = column_rule(id, column);
        if (rule->kind == ITEM_DAYS && rule->n_rests > 0 && unknown[column] != SDC_NOBODY &&
            unknown[rule->rests[0]] != SDC_NOBODY) {
            items_tie(items, unknown[rule->rests[0]], unknown[column]);
        }
    }
}

/* --- the past --- */

static char *figure_name(const struct table_def *def, const char *row_name, size_t column, int64_t value)
{
    return g_strdup_printf("%s|%s|%s|%" G_GINT64_FORMAT, def->name, row_name, def->columns[column].name,
                           value);
}

static void name_figures(struct items *items, enum table_id id, size_t row)
{
    const struct table_def *def = registry_table(id);
    const uint32_t *unknown = items->unknown[id] + row * def->n_columns;
    char *row_name = record_row_name(def, table_row(table_of(items, id), row));
    for (size_t column = def->n_keys; column < def->n_columns; column++) {
        if (unknown[column] != SDC_NOBODY) {
            char *name = figure_name(def, row_name, column, items_value(items, unknown[column]));
            g_hash_table_insert(items->figures, name, GUINT_TO_POINTER(unknown[column]));
        }
    }
    g_free(row_name);
}

/* A figure of a release that today does not have, or has with another number: never printed again. One that
 * the release hid to protect others needs no protection itself. */
static uint32_t add_past_draft(struct items *items, enum table_id id, const struct cell *row, size_t column)
{
    struct draft draft = {.unknown = {.value = number_in(column_rule(id, column), row, column),
                                      .reach = SDC_NO_REACH,
                                      .owner = owner_of(items, id, row)}};
    bool coarse = (row[column].marks & MARK_COARSE) != 0;
    bool at_least_one = table_is_sparse(id) || (zero_shown(items) && !coarse);
    draft.unknown.lower = MIN(draft.unknown.value, at_least_one ? 1 : 0);
    return add_draft(items, &draft);
}

/* --- rows that today does not print any more --- */

/* The column by which rows break a total down, -1 = they do not. */
static int part_column(enum table_id id)
{
    return id == TABLE_NEED_PROFILE ? NEED_PROFILE_VALUE : table_owner_column(id);
}

/* What all parts of a row's total have in common. */
static char *total_name(enum table_id id, const struct cell *row)
{
    const struct table_def *def = registry_table(id);
    g_autofree struct cell *keys = g_memdup2(row, def->n_keys * sizeof *keys);
    keys[part_column(id)] = cell_empty(CELL_MISSING, REASON_NONE);
    return record_row_name(def, keys);
}

static bool is_part(enum table_id id, const struct cell *row)
{
    return part_column(id) >= 0 && !is_of_region(id, row);
}

/* Totals of which a release gave a part. */
static GHashTable *find_given_totals(const struct items *items, enum table_id id)
{
    GHashTable *names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct table *table = table_of(items, id);
    for (size_t row = rows_today(items, id); row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        if (is_part(id, cells)) {
            g_hash_table_add(names, total_name(id, cells));
        }
    }
    return names;
}

/* Nowhere printed; but beside the parts that a release printed, today's total can tell what it is. */
static uint32_t add_left_out_cell(struct items *items, enum table_id id, const struct cell *row,
                                  size_t column)
{
    const struct column_rule *rule = column_rule(id, column);
    struct draft draft = {.unknown = {.value = number_in(rule, row, column),
                                      .reach = SDC_NO_REACH,
                                      .owner = owner_of(items, id, row)},
                          .left_out = true};
    struct sdc_unknown *unknown = &draft.unknown;
    unknown->lower = MIN(unknown->value, 0);
    if (rule->kind == ITEM_COUNT && unknown->value > 0 && unknown->value < items->setting.threshold) {
        unknown->width = unknown->reach = items->setting.threshold;
        unknown->single = unknown->value == 1;
        draft.primary = true;
    }
    return add_draft(items, &draft);
}

static void add_left_out_row(struct items *items, enum table_id id, size_t row)
{
    const struct table *table = table_of(items, id);
    const struct cell *cells = table_row(table, row);
    for (size_t column = table->def->n_keys; column < table->def->n_columns; column++) {
        enum item_kind kind = column_rule(id, column)->kind;
        bool is_number = kind == ITEM_COUNT || kind == ITEM_DAYS || kind == ITEM_SHARE;
        if (is_number && cell_has_number(&cells[column]) &&
            table->def->columns[column].least <= items->setting.audience) {
            items->unknown[id][row * table->def->n_columns + column] =
                add_left_out_cell(items, id, cells, column);
        }
    }
}

/* Where a total was given by its parts once, those of today are asked about even where they are laid together
 * or left out now. */
static void add_left_out_rows(struct items *items, enum table_id id)
{
    const struct table *table = table_of(items, id);
    GHashTable *given = find_given_totals(items, id);
    for (size_t row = 0; g_hash_table_size(given) > 0 && row < rows_today(items, id); row++) {
        const struct cell *cells = table_row(table, row);
        g_autofree char *total =
            !is_kept(items, id, row) && is_part(id, cells) ? total_name(id, cells) : NULL;
        if (total != NULL && g_hash_table_contains(given, total)) {
            add_left_out_row(items, id, row);
        }
    }
    g_hash_table_unref(given);
}

static uint32_t add_past_cell(struct items *items, enum table_id id, size_t row, size_t column,
                              const char *row_name)
{
    const struct cell *cells = table_row(table_of(items, id), row);
    int64_t value = number_in(column_rule(id, column), cells, column);
    char *name = figure_name(registry_table(id), row_name, column, value);
    gpointer found;
    uint32_t at;
    if (g_hash_table_lookup_extended(items->figures, name, NULL, &found)) {
        at = GPOINTER_TO_UINT(found);
    } else {
        at = add_past_draft(items, id, cells, column);
        g_hash_table_insert(items->figures, g_strdup(name), GUINT_TO_POINTER(at));
    }
    struct draft *draft = draft_at(items, at);
    /* Who may see more than the release's readers is asked for no more than its own threshold. */
    int threshold = MIN(past_threshold(items->setting.past, past_source(items->setting.past, id, row)),
                        items->setting.threshold);
    bool count = column_rule(id, column)->kind == ITEM_COUNT;
    bool shown = (cells[column].marks & MARK_SHOWN) != 0;
    /* The same figure stays hidden from the same readers: others may rest on that. */
    bool stays = !shown && past_audience(items->setting.past, past_source(items->setting.past, id, row)) ==
                               items->setting.audience;
    if (!shown && (cells[column].marks & MARK_COARSE) == 0 && (table_is_sparse(id) || zero_shown(items))) {
        draft->unknown.lower = MAX(draft->unknown.lower, MIN(value, 1)); /* the mark said so */
    }
    draft->known = draft->known || shown;
    draft->hidden_before = draft->hidden_before || stays;
    draft->primary = draft->primary || stays || (!shown && draft->weight == 0);
    if (!draft->known && count && value > 0 && value < threshold) {
        draft->unknown.width = draft->unknown.reach = MAX(draft->unknown.width, threshold);
        draft->unknown.single = value == 1;
    }
    if (items->setting.waived != NULL && g_hash_table_contains(items->setting.waived, name)) {
        draft->waived = true;
        draft->unknown.width = 0;
        draft->unknown.reach = SDC_NO_REACH;
    }
    g_free(name);
    return at;
}

static void add_past_row(struct items *items, enum table_id id, size_t row)
{
    const struct table *table = table_of(items, id);
    const struct cell *cells = table_row(table, row);
    char *row_name = record_row_name(table->def, cells);
    for (size_t column = 0; column < table->def->n_columns; column++) {
        enum item_kind kind = column_rule(id, column)->kind;
        bool is_number = kind == ITEM_COUNT || kind == ITEM_DAYS || kind == ITEM_SHARE;
        items->unknown[id][row * table->def->n_columns + column] =
            is_number && !has_own_rule(items, id) && cell_has_number(&cells[column])
                ? add_past_cell(items, id, row, column, row_name)
                : SDC_NOBODY;
    }
    g_free(row_name);
}

static void free_rest(gpointer data)
{
    g_free(((struct rest *)data)->name);
}

struct items *items_new(const struct item_setting *setting)
{
    struct items *items = g_new0(struct items, 1);
    items->setting = *setting;
    items->drafts = g_array_new(FALSE, FALSE, sizeof(struct draft));
    items->terms = g_array_new(FALSE, FALSE, sizeof(struct sdc_term));
    items->figures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    items->sums = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    items->rests = g_array_new(FALSE, FALSE, sizeof(struct rest));
    g_array_set_clear_func(items->rests, free_rest);
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = table_of(items, id);
        if (table == NULL || setting->kept[id] == NULL) {
            continue;
        }
        items->unknown[id] = g_new(uint32_t, table->cells->len + 1);
        for (size_t row = 0; row < rows_today(items, id); row++) {
            add_row(items, id, row);
        }
        if (has_past(items) && !setting->past_alone) {
            add_left_out_rows(items, id);
        }
        for (size_t row = 0; has_past(items) && row < rows_today(items, id); row++) {
            name_figures(items, id, row);
        }
        for (size_t row = rows_today(items, id); row < table_rows(table); row++) {
            add_past_row(items, id, row);
        }
    }
    return items;
}

void items_free(struct items *items)
{
    if (items == NULL) {
        return;
    }
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        g_free(items->unknown[id]);
    }
    g_array_unref(items->drafts);
    g_array_unref(items->terms);
    g_hash_table_unref(items->figures);
    g_hash_table_unref(items->sums);
    g_array_unref(items->rests);
    sdc_problem_free(items->problem);
    g_free(items->place);
    g_free(items->known);
    if (items->hidden_scopes != NULL) {
        g_hash_table_unref(items->hidden_scopes);
    }
    g_free(items);
}

const struct item_setting *items_setting(const struct items *items)
{
    return &items->setting;
}

uint32_t items_unknown(const struct items *items, enum table_id id, size_t row, int column)
{
    return items->unknown[id] == NULL
               ? SDC_NOBODY
               : items->unknown[id][row * table_of(items, id)->def->n_columns + (size_t)column];
}

int64_t items_value(const struct items *items, uint32_t unknown)
{
    return draft_at(items, unknown)->unknown.value;
}

static uint32_t root_same(const struct items *items, uint32_t i)
{
    while (draft_at(items, i)->same != i) {
        draft_at(items, i)->same = draft_at(items, draft_at(items, i)->same)->same;
        i = draft_at(items, i)->same;
    }
    return i;
}

static uint32_t root_unit(const struct items *items, uint32_t i)
{
    while (draft_at(items, i)->unit != i) {
        draft_at(items, i)->unit = draft_at(items, draft_at(items, i)->unit)->unit;
        i = draft_at(items, i)->unit;
    }
    return i;
}

/* The earlier one stays the root, so that nothing depends on the order of joining. */
void items_tie(struct items *items, uint32_t a, uint32_t b)
{
    uint32_t x = root_unit(items, a), y = root_unit(items, b);
    draft_at(items, MAX(x, y))->unit = MIN(x, y);
}

bool items_join(struct items *items, uint32_t a, uint32_t b)
{
    if (items_value(items, a) != items_value(items, b)) {
        return false;
    }
    uint32_t x = root_same(items, a), y = root_same(items, b);
    draft_at(items, MAX(x, y))->same = MIN(x, y);
    items_tie(items, a, b);
    return true;
}

void items_waive(struct items *items, uint32_t unknown)
{
    draft_at(items, unknown)->unknown.width = 0;
}

bool items_is_free(const struct items *items, uint32_t unknown)
{
    return draft_at(items, unknown)->unknown.common;
}

uint32_t items_add_unprinted(struct items *items, int64_t value, bool secret)
{
    int threshold = items->setting.threshold;
    struct draft draft = {.unknown = {.value = value, .reach = SDC_NO_REACH, .owner = SDC_NOBODY},
                          .room = true};
    if (secret && value > 0 && value < threshold) {
        draft.unknown.lower = zero_shown(items) ? 1 : 0;
        draft.unknown.width = draft.unknown.reach = threshold;
    }
    draft.unknown.lower = MIN(draft.unknown.lower, value);
    draft.primary = draft.unknown.width > 0;
    return add_draft(items, &draft);
}

static bool has_rest(const struct items *items, const char *name)
{
    bool found = items->setting.waived != NULL && g_hash_table_contains(items->setting.waived, name);
    for (guint k = 0; k < items->rests->len && !found; k++) {
        found = g_str_equal(g_array_index(items->rests, struct rest, k).name, name);
    }
    return found;
}

void items_add_rest(struct items *items, enum table_id id, size_t row, size_t column, uint32_t owner,
                    int64_t own)
{
    const struct table_def *def = registry_table(id);
    g_autofree char *row_name = record_row_name(def, table_row(table_of(items, id), row));
    struct rest rest = {.total = items_unknown(items, id, row, (int)column)};
    int64_t value = items_value(items, rest.total) - own;
    g_autofree char *beside = g_strdup_printf("%s|beside %u", row_name, owner);
    rest.name = figure_name(def, beside, column, value);
    if (has_rest(items, rest.name)) {
        g_free(rest.name);
        return;
    }
    uint32_t known = items_add_unprinted(items, own, false);
    draft_at(items, known)->unknown.owner = owner;
    rest.rest = items_add_unprinted(items, value, true);
    items_add_term(items, rest.total, 1);
    items_add_term(items, known, -1);
    items_add_term(items, rest.rest, -1);
    items_end_equation(items);
    g_array_append_val(items->rests, rest);
}

static gint compare_terms(gconstpointer a, gconstpointer b)
{
    const struct sdc_term *x = a, *y = b;
    return x->at != y->at ? (x->at > y->at) - (x->at < y->at) : (x->by > y->by) - (x->by < y->by);
}

bool items_is_new_sum(struct items *items, const char *link, const struct sdc_term *terms, guint n)
{
    if (!has_past(items)) {
        return true;
    }
    GArray *sorted = g_array_sized_new(FALSE, FALSE, sizeof(struct sdc_term), n);
    bool open = false;                    /* what is printed all over says nothing about anybody */
    bool left_out = false, fresh = false; /* nor does a sum of which today prints nothing that is new */
    for (guint t = 0; t < n; t++) {
        struct sdc_term term = {.at = root_same(items, terms[t].at), .by = terms[t].by};
        const struct draft *draft = draft_at(items, term.at);
        open = open || !draft->known;
        fresh = fresh || (draft->weight > 0 && !draft->known);
        left_out = left_out || draft_at(items, terms[t].at)->left_out;
        g_array_append_val(sorted, term);
    }
    g_array_sort(sorted, compare_terms);
    GString *text = g_string_new(link);
    for (guint t = 0; t < n; t++) {
        const struct sdc_term *term = &g_array_index(sorted, struct sdc_term, t);
        g_string_append_printf(text, "|%u*%d", term->at, term->by);
    }
    g_array_unref(sorted);
    return g_hash_table_add(items->sums, g_string_free(text, FALSE)) && open && (fresh || !left_out);
}

void items_add_term(struct items *items, uint32_t unknown, int32_t by)
{
    struct sdc_term term = {.at = unknown, .by = by};
    g_array_append_val(items->terms, term);
}

void items_end_equation(struct items *items)
{
    items_add_term(items, 0, 0);
}

/* The only two terms of an equation that are not printed zeros, when they are alone and say that two numbers
 * are equal; false otherwise. */
static bool find_equals(const struct items *items, guint first, guint end, uint32_t *a, uint32_t *b)
{
    const struct sdc_term *terms = (const struct sdc_term *)items->terms->data;
    int32_t by = 0;
    *a = *b = SDC_NOBODY;
    for (guint t = first; t < end; t++) {
        uint32_t root = root_same(items, terms[t].at);
        const struct draft *draft = draft_at(items, root);
        bool printed = draft->fixed || draft->known;
        if (draft->unknown.value == 0 && (printed || draft->room)) {
            continue; /* a printed zero; room between two numbers that are equal in truth */
        }
        if (*b != SDC_NOBODY) {
            return false;
        }
        *(*a == SDC_NOBODY ? a : b) = root;
        by += terms[t].by;
    }
    return *b != SDC_NOBODY && *a != *b && by == 0 &&
           draft_at(items, *a)->unknown.reach == draft_at(items, *b)->unknown.reach;
}

/* Beside printed zeros a region's figure can be one municipality's, and a year's beginning its end: then they
 * are one figure. Joining can make others equal, so it goes on until nothing is joined. */
static void join_equals(struct items *items)
{
    bool joined = true;
    while (joined) {
        guint first = 0;
        joined = false;
        for (guint t = 0; t < items->terms->len; t++) {
            uint32_t a, b;
            if (g_array_index(items->terms, struct sdc_term, t).by != 0) {
                continue;
            }
            if (find_equals(items, first, t, &a, &b)) {
                joined = items_join(items, a, b) || joined;
            }
            first = t + 1;
        }
    }
}

/* Whatever else stands in the unit: nothing can hide what was printed. */
static void close_known_units(struct items *items, const uint32_t *unit)
{
    items->known = g_new0(bool, items->problem->units->len + 1);
    for (uint32_t i = 0; i < items->drafts->len; i++) {
        if (draft_at(items, i)->known) {
            struct sdc_unit *it = sdc_unit_at(items->problem, unit[i]);
            it->hidden = it->primary = false;
            it->fixed = items->known[unit[i]] = true;
        }
    }
}

/* Units: the roots in order, what their members sum up to. */
static uint32_t *close_units(struct items *items)
{
    uint32_t *unit = g_new(uint32_t, items->drafts->len + 1);
    for (uint32_t i = 0; i < items->drafts->len; i++) {
        uint32_t root = root_unit(items, i);
        if (root == i) {
            unit[i] = sdc_problem_add_unit(items->problem, &(struct sdc_unit){0});
        }
        unit[i] = unit[root];
        const struct draft *draft = draft_at(items, i);
        struct sdc_unit *it = sdc_unit_at(items->problem, unit[i]);
        it->weight += draft->weight;
        it->primary = it->primary || draft->primary;
        it->fixed = it->fixed || draft->fixed;
        it->sum = MAX(it->sum, draft->unknown.reach != SDC_NO_REACH ? draft->unknown.value : 0);
    }
    for (uint32_t u = 0; u < items->problem->units->len; u++) {
        struct sdc_unit *it = sdc_unit_at(items->problem, u);
        it->hidden = it->primary || it->weight == 0;
    }
    close_known_units(items, unit);
    return unit;
}

static void close_unknowns(struct items *items, const uint32_t *unit)
{
    items->place = g_new(uint32_t, items->drafts->len + 1);
    for (uint32_t i = 0; i < items->drafts->len; i++) {
        uint32_t root = root_same(items, i);
        if (root == i) {
            struct sdc_unknown unknown = draft_at(items, i)->unknown;
            unknown.unit = unit[i];
            items->place[i] = sdc_problem_add_unknown(items->problem, &unknown);
        } else {
            items->place[i] = items->place[root];
            struct sdc_unknown *kept = sdc_unknown_at(items->problem, items->place[i]);
            const struct sdc_unknown *other = &draft_at(items, i)->unknown;
            kept->lower = MAX(kept->lower, other->lower);
            kept->owner = kept->owner == SDC_NOBODY ? other->owner : kept->owner;
            kept->common = kept->common || other->common;
            kept->width = draft_at(items, i)->waived ? 0 : kept->width;
        }
    }
}

static void close_equations(struct items *items)
{
    for (guint t = 0; t < items->terms->len; t++) {
        struct sdc_term term = g_array_index(items->terms, struct sdc_term, t);
        if (term.by == 0) {
            sdc_problem_end_equation(items->problem);
        } else {
            sdc_problem_add_term(items->problem, items->place[term.at], term.by);
        }
    }
}

static bool follows(const struct items *items, enum table_id id, size_t row)
{
    const struct cell *key = table_row(table_of(items, id), row);
    return items->setting.followers != NULL && registry_table(id)->columns[0].kind == COLUMN_ID &&
           g_hash_table_contains(items->setting.followers, key->name->code);
}

/* What the other audience sees stays to be seen; in groups that follow it, what it does not see is hidden. */
static void follow(struct items *items, const struct items *out)
{
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = table_of(items, id);
        bool both = items->unknown[id] != NULL && out->unknown[id] != NULL;
        for (size_t k = 0; both && k < rows_today(items, id) * table->def->n_columns; k++) {
            size_t row = k / table->def->n_columns;
            if (items->unknown[id][k] == SDC_NOBODY || out->unknown[id][k] == SDC_NOBODY ||
                !is_kept(out, id, row)) {
                continue;
            }
            uint32_t place = items->place[items->unknown[id][k]];
            struct sdc_unit *unit = sdc_unit_of(items->problem, place);
            bool known = items->known[sdc_unknown_at(items->problem, place)->unit];
            bool shown = items_shows(out, id, row, (int)(k % table->def->n_columns));
            /* What is marked as hidden there is granted here too: there a zero would have been shown. */
            struct sdc_unknown *unknown = sdc_unknown_at(items->problem, place);
            const struct sdc_unknown *there = sdc_unknown_at(out->problem, out->place[out->unknown[id][k]]);
            unknown->lower = MAX(unknown->lower, there->lower);
            unit->fixed = unit->fixed || shown;
            unit->hidden = unit->hidden || (!shown && !known && follows(items, id, row));
        }
    }
}

struct sdc_problem *items_close(struct items *items, const struct items *out)
{
    items->problem = sdc_problem_new();
    join_equals(items);
    uint32_t *unit = close_units(items);
    close_unknowns(items, unit);
    close_equations(items);
    percentages_add(items, out != NULL ? out->setting.occupancy : NULL, items->problem);
    if (out != NULL) {
        follow(items, out);
    }
    for (uint32_t u = 0; u < items->problem->units->len; u++) {
        struct sdc_unit *it = sdc_unit_at(items->problem, u);
        it->fixed = it->fixed && !it->hidden;
    }
    sdc_problem_finish(items->problem);
    g_free(unit);
    return items->problem;
}

uint32_t items_place(const struct items *items, enum table_id id, size_t row, int column)
{
    uint32_t draft = items_unknown(items, id, row, column);
    return draft == SDC_NOBODY ? SDC_NOBODY : items->place[draft];
}

void items_figure_names(const struct items *items, const GArray *places, GHashTable *names)
{
    bool *wanted = g_new0(bool, items->problem->unknowns->len + 1);
    for (guint k = 0; k < places->len; k++) {
        wanted[g_array_index(places, uint32_t, k)] = true;
    }
    GHashTableIter iter;
    gpointer name, draft;
    g_hash_table_iter_init(&iter, items->figures);
    while (g_hash_table_iter_next(&iter, &name, &draft)) {
        if (wanted[items->place[GPOINTER_TO_UINT(draft)]]) {
            g_hash_table_add(names, g_strdup(name));
        }
    }
    for (guint k = 0; k < items->rests->len; k++) {
        const struct rest *rest = &g_array_index(items->rests, struct rest, k);
        if (wanted[items->place[rest->rest]]) {
            g_hash_table_add(names, g_strdup(rest->name));
        }
    }
    g_free(wanted);
}

uint32_t items_remedy(const struct items *items, uint32_t place)
{
    for (guint k = 0; k < items->rests->len; k++) {
        const struct rest *rest = &g_array_index(items->rests, struct rest, k);
        if (items->place[rest->rest] == place) {
            return items->place[rest->total];
        }
    }
    return place;
}

/* --- which cells may be printed --- */

static char *scope_text(enum item_scope scope, const struct cell *group, const struct cell *year)
{
    return g_strdup_printf("%d|%s|%d", scope, group->name->code, year != NULL ? (int)year->number : 0);
}

static void note_hidden(struct items *items, enum item_scope scope, const struct cell *group,
                        const struct cell *year)
{
    g_hash_table_add(items->hidden_scopes, scope_text(scope, group, year));
}

static bool is_region(const struct cell *cell)
{
    return area_is_region(cell->name->code);
}

static void find_hidden_needs(struct items *items)
{
    const struct table *need = table_of(items, TABLE_NEED);
    for (size_t row = 0; items->unknown[TABLE_NEED] != NULL && row < rows_today(items, TABLE_NEED); row++) {
        const struct cell *cells = table_row(need, row);
        bool hidden = cells[NEED_CITIZENS].state == CELL_SUPPRESSED ||
                      !items_shows(items, TABLE_NEED, row, NEED_CITIZENS);
        if (hidden) {
            note_hidden(items, SCOPE_ALL_OF_YEAR, &cells[NEED_GROUP], &cells[NEED_YEAR]);
        }
        if (hidden && is_region(&cells[NEED_MUNICIPALITY])) {
            note_hidden(items, SCOPE_REGION_YEAR, &cells[NEED_GROUP], &cells[NEED_YEAR]);
        }
    }
}

static void find_hidden_flows(struct items *items)
{
    const struct table *flows = table_of(items, TABLE_FLOW_OF_CITIZENS);
    for (size_t row = 0;
         items->unknown[TABLE_FLOW_OF_CITIZENS] != NULL && row < rows_today(items, TABLE_FLOW_OF_CITIZENS);
         row++) {
        const struct cell *cells = table_row(flows, row);
        if (is_region(&cells[FLOW_OF_CITIZENS_MUNICIPALITY]) &&
            !items_shows(items, TABLE_FLOW_OF_CITIZENS, row, FLOW_OF_CITIZENS_PERSON_YEARS)) {
            note_hidden(items, SCOPE_REGION_EXITS, &cells[FLOW_OF_CITIZENS_GROUP], NULL);
        }
    }
}

/* The tables of units have level, id and year as their first keys; others have offer and year. */
static char *unit_text(enum item_scope scope, enum table_id id, const struct cell *row, int year)
{
    bool offers = g_str_equal(registry_table(id)->columns[0].name, "offer");
    return offers ? g_strdup_printf("%d|offer|%s|%d", scope, row[0].name->code, year)
                  : g_strdup_printf("%d|%s|%s|%d", scope, row[0].name->code, row[1].name->code, year);
}

static void note_unit(struct items *items, const struct cell *row)
{
    int year = (int)row[OCCUPANCY_YEAR_YEAR].number;
    g_hash_table_add(items->hidden_scopes, unit_text(SCOPE_UNIT_YEAR, TABLE_OCCUPANCY_YEAR, row, year));
    for (int later = year + 1; later <= items->setting.model->project->to_year + RATES_AHEAD; later++) {
        g_hash_table_add(items->hidden_scopes,
                         unit_text(SCOPE_UNIT_BEFORE, TABLE_OCCUPANCY_YEAR, row, later));
    }
}

static bool is_last_year(const struct items *items, const struct cell *year)
{
    return (int)year->number == items->setting.model->project->to_year;
}

static void note_offers(struct items *items, const struct cell *group, const struct cell *year)
{
    note_hidden(items, SCOPE_OFFERS_YEAR, group, year);
    if (is_last_year(items, year)) {
        note_hidden(items, SCOPE_OFFERS_LAST, group, NULL);
    }
}

/* An offer's occupied days are a part of those of each of its groups. */
static void find_hidden_offers(struct items *items)
{
    const struct model *model = items->setting.model;
    const struct table *table = table_of(items, TABLE_OCCUPANCY_YEAR);
    for (size_t row = 0;
         items->unknown[TABLE_OCCUPANCY_YEAR] != NULL && row < rows_today(items, TABLE_OCCUPANCY_YEAR);
         row++) {
        const struct cell *cells = table_row(table, row);
        const struct cell *id = &cells[OCCUPANCY_YEAR_ID];
        const char *level = cells[OCCUPANCY_YEAR_LEVEL].name->code;
        bool shown = items->setting.occupancy != NULL
                         ? public_occupancy_reason(items->setting.occupancy, row) == OCCUPANCY_SHOWN
                         : items_shows(items, TABLE_OCCUPANCY_YEAR, row, OCCUPANCY_YEAR_OCCUPIED_DAYS);
        if (shown) {
            continue;
        }
        note_unit(items, cells);
        if (g_str_equal(level, "group")) {
            note_offers(items, id, &cells[OCCUPANCY_YEAR_YEAR]);
        }
        uint32_t offer = g_str_equal(level, "offer") ? model_offer(model, id->name->code) : NONE;
        const struct group_set *set =
            offer != NONE ? &model->group_sets[model->offers[offer].group_set] : NULL;
        for (uint32_t k = 0; set != NULL && k < set->n; k++) {
            struct cell group = {.state = CELL_VALUE,
                                 .name = &model->project->groups[model->group_refs[set->first + k]].name};
            note_offers(items, &group, &cells[OCCUPANCY_YEAR_YEAR]);
        }
    }
}

static void find_hidden_needed(struct items *items)
{
    const struct table *table = table_of(items, TABLE_BALANCE);
    for (size_t row = 0; items->unknown[TABLE_BALANCE] != NULL && row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        if (is_last_year(items, &cells[BALANCE_YEAR]) &&
            !items_shows(items, TABLE_BALANCE, row, BALANCE_PLACES_NEEDED)) {
            note_hidden(items, SCOPE_NEEDED_LAST, &cells[BALANCE_GROUP], NULL);
        }
    }
}

static void find_hidden_scopes(struct items *items)
{
    items->hidden_scopes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    find_hidden_needs(items);
    find_hidden_flows(items);
    find_hidden_offers(items);
    find_hidden_needed(items);
}

static const struct cell *year_in(enum table_id id, const struct cell *cells)
{
    const struct table_def *def = registry_table(id);
    for (size_t k = 0; k < def->n_keys; k++) {
        if (def->columns[k].kind == COLUMN_YEAR) {
            return &cells[k];
        }
    }
    return NULL;
}

/* Scopes but the last two are asked about from tables whose first key is the group. */
static char *scope_text_of(enum item_scope scope, enum table_id id, const struct cell *cells)
{
    static const unsigned OF_YEAR = SCOPE_REGION_YEAR | SCOPE_ALL_OF_YEAR | SCOPE_OFFERS_YEAR;
    if (scope == SCOPE_UNIT_YEAR || scope == SCOPE_UNIT_BEFORE) {
        return unit_text(scope, id, cells, (int)year_in(id, cells)->number);
    }
    return scope_text(scope, &cells[0], (scope & OF_YEAR) != 0 ? year_in(id, cells) : NULL);
}

static bool scope_is_hidden(struct items *items, enum table_id id, unsigned scopes, const struct cell *cells)
{
    bool hidden = false;
    if (scopes != SCOPE_ROW && items->hidden_scopes == NULL) {
        find_hidden_scopes(items);
    }
    for (unsigned scope = 1; scope <= scopes && !hidden; scope <<= 1) {
        if ((scopes & scope) != 0) {
            char *text = scope_text_of((enum item_scope)scope, id, cells);
            hidden = g_hash_table_contains(items->hidden_scopes, text);
            g_free(text);
        }
    }
    return hidden;
}

static bool rests_are_shown(const struct items *items, enum table_id id, size_t row,
                            const struct column_rule *rule)
{
    const struct cell *cells = table_row(table_of(items, id), row);
    for (uint8_t k = 0; k < rule->n_rests; k++) {
        if (cells[rule->rests[k]].state == CELL_SUPPRESSED || !items_shows(items, id, row, rule->rests[k])) {
            return false;
        }
    }
    return true;
}

static bool is_year_before(const struct cell *before, const struct cell *cells)
{
    return g_str_equal(before[NEED_GROUP].name->code, cells[NEED_GROUP].name->code) &&
           g_str_equal(before[NEED_MUNICIPALITY].name->code, cells[NEED_MUNICIPALITY].name->code) &&
           before[NEED_YEAR].number == cells[NEED_YEAR].number - 1;
}

/* Follows from both years' citizens, or from arrivals and exits: nobody learns it from the cell. */
static bool change_is_shown(const struct items *items, size_t row)
{
    const struct table *need = table_of(items, TABLE_NEED);
    const struct cell *cells = table_row(need, row);
    bool flows = cell_has_number(&cells[NEED_ARRIVALS]) && cell_has_number(&cells[NEED_EXITS]) &&
                 items_shows(items, TABLE_NEED, row, NEED_ARRIVALS) &&
                 items_shows(items, TABLE_NEED, row, NEED_EXITS);
    bool stocks = row > 0 && is_year_before(table_row(need, row - 1), cells) &&
                  items_shows(items, TABLE_NEED, row, NEED_CITIZENS) &&
                  items_shows(items, TABLE_NEED, row - 1, NEED_CITIZENS);
    return flows || stocks;
}

static bool number_is_shown(const struct items *items, enum table_id id, size_t row, int column)
{
    uint32_t place = items_place(items, id, row, column);
    bool left_out = row < rows_today(items, id) && !is_kept(items, id, row);
    return !left_out && place != SDC_NOBODY && !sdc_unit_of(items->problem, place)->hidden;
}

/* That a statistic cannot be computed tells how few there are. */
static bool is_telling_blank(const struct cell *cell)
{
    bool blank = cell->state == CELL_UNDEFINED || cell->state == CELL_NA;
    return blank &&
           (cell->reason == REASON_TOO_FEW || cell->reason == REASON_FULL || cell->reason == REASON_NOBODY ||
            cell->reason == REASON_BELOW_ALREADY || cell->reason == REASON_NO_SIGN);
}

/* The rules for a number on its own. */
static bool stands_alone(const struct items *items, enum table_id id, size_t row, int column)
{
    const struct cell *cell = &table_row(table_of(items, id), row)[column];
    const struct column_rule *rule = column_rule(id, (size_t)column);
    return rule->kind != ITEM_UNLISTED && !is_small(items, cell) &&
           (!rule->money || cell->contributors >= MONEY_PERSONS) &&
           (rule->kind == ITEM_DERIVED || number_is_shown(items, id, row, column));
}

bool items_shows(const struct items *items, enum table_id id, size_t row, int column)
{
    const struct cell *cells = table_row(table_of(items, id), row);
    const struct cell *cell = &cells[column];
    const struct column_rule *rule = column_rule(id, (size_t)column);
    bool is_number = cell->state == CELL_VALUE || (cell->state == CELL_UNDEFINED && cell->contributors >= 0);
    bool of_persons = rule->kind != ITEM_UNLISTED || cell->contributors >= 0;
    if (!of_persons || !(is_number || is_telling_blank(cell))) {
        return true;
    }
    if (rule->kind == ITEM_CHANGE) {
        return change_is_shown(items, row) && rests_are_shown(items, id, row, rule);
    }
    if (has_own_rule(items, id)) {
        return !is_small(items, cell);
    }
    return (!is_number || stands_alone(items, id, row, column)) && rests_are_shown(items, id, row, rule) &&
           !scope_is_hidden((struct items *)items, id, rule->scope, cells); /* fills a cache */
}

bool items_is_coarse(const struct items *items, enum table_id id, size_t row, int column)
{
    const struct cell *cells = table_row(table_of(items, id), row);
    const struct column_rule *rule = column_rule(id, (size_t)column);
    bool coarse = is_left_out(items, id, cells, (size_t)column) ||
                  (!is_of_region(id, cells) && is_in(items->setting.blankets, id, cells, (size_t)column));
    for (uint8_t k = 0; rule->kind == ITEM_DERIVED && k < rule->n_rests && !coarse; k++) {
        coarse = items_is_coarse(items, id, row, rule->rests[k]);
    }
    return coarse;
}

const struct sdc_problem *items_problem(const struct items *items)
{
    return items->problem;
}

enum item_reason items_reason(const struct items *items, enum table_id id, size_t row, int column)
{
    const struct cell *cell = &table_row(table_of(items, id), row)[column];
    uint32_t draft = items_unknown(items, id, row, column);
    if (is_small(items, cell)) {
        return (cell->marks & MARK_DOMINATED) != 0             ? ITEM_IS_DOMINATED
               : cell->contributors == 0                       ? ITEM_IS_ZERO
               : cell->contributors < items->setting.threshold ? ITEM_IS_SMALL
                                                               : ITEM_OF_FEW_BUYERS;
    }
    return draft != SDC_NOBODY && draft_at(items, draft)->hidden_before ? ITEM_HIDDEN_BEFORE
                                                                        : ITEM_GIVES_AWAY;
}
