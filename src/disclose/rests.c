/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums by group, municipality and year, and what they leave beside one municipality. */
#include "rests.h"

#include "columns.h"
#include "items.h"
#include "past.h"
#include "vifte/area_code.h"
#include "vifte/disclose.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"

#include <math.h>

enum { GROUP, AREA, YEAR }; /* keys of all these tables */

/* Rows of today of one group and year. */
struct year_rows {
    GArray *parts, *sums; /* size_t: municipalities; clusters and the region */
};

static bool is_too_few(double rest, int threshold)
{
    return rest > 0 && rest < threshold;
}

static void free_year_rows(gpointer data)
{
    struct year_rows *rows = data;
    g_array_unref(rows->parts);
    g_array_unref(rows->sums);
    g_free(rows);
}

static char *year_text(const struct cell *row)
{
    return g_strdup_printf("%s|%d", row[GROUP].name->code, (int)row[YEAR].number);
}

/* The first `n` rows by group and year. */
static GHashTable *gather(const struct table *table, size_t n)
{
    GHashTable *years = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_year_rows);
    for (size_t row = 0; row < n; row++) {
        const struct cell *cells = table_row(table, row);
        char *text = year_text(cells);
        struct year_rows *rows = g_hash_table_lookup(years, text);
        if (rows == NULL) {
            rows = g_new0(struct year_rows, 1);
            rows->parts = g_array_new(FALSE, FALSE, sizeof(size_t));
            rows->sums = g_array_new(FALSE, FALSE, sizeof(size_t));
            g_hash_table_insert(years, g_strdup(text), rows);
        }
        g_array_append_val(area_is_municipality(cells[AREA].name->code) ? rows->parts : rows->sums, row);
        g_free(text);
    }
    return years;
}

/* --- which years --- */

/* NAN when any is not known. */
static double add_up(const struct cell *row, const int *columns)
{
    double sum = 0;
    for (; *columns >= 0; columns++) {
        sum += cell_has_number(&row[*columns]) ? row[*columns].number : NAN;
    }
    return sum;
}

static bool leaves_too_few(const struct table *table, const struct year_rows *rows, const int *columns,
                           int threshold)
{
    double region = NAN;
    bool found = false;
    for (guint k = 0; k < rows->sums->len; k++) {
        const struct cell *row = table_row(table, g_array_index(rows->sums, size_t, k));
        region = area_is_region(row[AREA].name->code) ? add_up(row, columns) : region;
    }
    for (guint k = 0; k < rows->parts->len && !found; k++) {
        double own = add_up(table_row(table, g_array_index(rows->parts, size_t, k)), columns);
        found = own > 0 && is_too_few(region - own, threshold);
    }
    return found;
}

GHashTable *rests_too_few(const struct table *table, const int *columns, int threshold)
{
    GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTable *years = gather(table, table_rows(table));
    GHashTableIter iter;
    gpointer text, rows;
    g_hash_table_iter_init(&iter, years);
    while (g_hash_table_iter_next(&iter, &text, &rows)) {
        if (leaves_too_few(table, rows, columns, threshold)) {
            g_hash_table_add(found, g_strdup(text));
        }
    }
    g_hash_table_unref(years);
    return found;
}

/* --- of two ways of counting --- */

/* Adds `sign` times the citizens of the group and year to `apart`, by area. */
static void add_citizens(const struct results *results, const char *group, int year, double sign,
                         GHashTable *apart)
{
    const struct table *need = results->tables[TABLE_NEED];
    for (size_t row = 0; need != NULL && row < table_rows(need); row++) {
        const struct cell *cells = table_row(need, row);
        const char *area = cells[AREA].name->code;
        if (g_str_equal(cells[GROUP].name->code, group) && (int)cells[YEAR].number == year &&
            cell_has_number(&cells[NEED_CITIZENS]) && !area_is_cluster(area)) {
            double *sum = g_hash_table_lookup(apart, area);
            if (sum == NULL) {
                sum = g_new0(double, 1);
                g_hash_table_insert(apart, g_strdup(area), sum);
            }
            *sum += sign * cells[NEED_CITIZENS].number;
        }
    }
}

bool disclose_differ_by_few(const struct results *one, const struct results *other, const char *group,
                            int year, int threshold)
{
    g_autoptr(GHashTable) apart = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    add_citizens(one, group, year, 1, apart);
    add_citizens(other, group, year, -1, apart);
    const double *region = g_hash_table_lookup(apart, AREA_REGION);
    GHashTableIter iter;
    gpointer area, own;
    bool few = false;
    g_hash_table_iter_init(&iter, apart);
    while (region != NULL && g_hash_table_iter_next(&iter, &area, &own)) {
        double rest = *region - (area_is_region(area) ? 0 : *(const double *)own);
        few = few || is_too_few(fabs(rest), threshold);
    }
    return few;
}

/* --- as figures to protect --- */

static uint32_t owner_of(const struct cell *part)
{
    return (uint32_t)g_ascii_strtoull(part[AREA].name->code, NULL, 10);
}

static bool is_part_of(const struct items *items, const char *sum, const struct cell *part)
{
    const struct cluster *cluster =
        project_cluster_of(items_setting(items)->model->project, (int)owner_of(part));
    return area_is_region(sum) || (cluster != NULL && g_str_equal(cluster->name.code, sum));
}

static const char *word(const struct cell *cell)
{
    return cell->state == CELL_VALUE ? cell->name->code : "";
}

static bool from_stays(const struct cell *row)
{
    return g_str_equal(word(&row[NEED_SOURCE]), "stays");
}

/* The region counts citizens on its own basis and from its own kind of source. */
static bool is_counted(enum table_id id, size_t column, const struct cell *sum, const struct cell *part)
{
    return id != TABLE_NEED || column != NEED_CITIZENS ||
           (g_str_equal(word(&sum[NEED_BASIS]), word(&part[NEED_BASIS])) &&
            from_stays(sum) == from_stays(part));
}

/* A release's sum is looked at where it is today's: what a municipality knew besides another is not known. */
static bool is_todays(const struct table *table, const struct year_rows *rows, const struct cell *sum,
                      size_t column)
{
    for (guint k = 0; k < rows->sums->len; k++) {
        const struct cell *today = table_row(table, g_array_index(rows->sums, size_t, k));
        if (g_str_equal(today[AREA].name->code, sum[AREA].name->code)) {
            return cell_has_number(&today[column]) && today[column].number == sum[column].number;
        }
    }
    return false;
}

static void add_rests_of(struct items *items, enum table_id id, const struct year_rows *rows, size_t sum_row,
                         size_t column)
{
    const struct item_setting *setting = items_setting(items);
    const struct table *table = setting->results->tables[id];
    const struct cell *sum = table_row(table, sum_row);
    if (items_unknown(items, id, sum_row, (int)column) == SDC_NOBODY ||
        !is_todays(table, rows, sum, column)) {
        return;
    }
    for (guint k = 0; k < rows->parts->len; k++) {
        size_t row = g_array_index(rows->parts, size_t, k);
        const struct cell *part = table_row(table, row);
        bool knows = cell_has_number(&part[column]) && part[column].number > 0 &&
                     items_unknown(items, id, row, (int)column) == SDC_NOBODY &&
                     is_part_of(items, sum[AREA].name->code, part) && is_counted(id, column, sum, part);
        if (knows && part[column].number <= sum[column].number) {
            items_add_rest(items, id, sum_row, column, owner_of(part), llround(part[column].number));
        }
    }
}

static void add_rests_in(struct items *items, enum table_id id)
{
    const struct item_setting *setting = items_setting(items);
    const struct table *table = setting->results->tables[id];
    GHashTable *years =
        gather(table, setting->past != NULL ? past_first_row(setting->past, id) : table_rows(table));
    for (size_t row = 0; row < table_rows(table); row++) {
        const struct cell *cells = table_row(table, row);
        bool is_part = area_is_municipality(cells[AREA].name->code);
        g_autofree char *text = is_part ? NULL : year_text(cells);
        const struct year_rows *rows = is_part ? NULL : g_hash_table_lookup(years, text);
        for (size_t column = 0; rows != NULL && column < table->def->n_columns; column++) {
            if (column_rule(id, column)->kind == ITEM_COUNT && cell_has_number(&cells[column])) {
                add_rests_of(items, id, rows, row, column);
            }
        }
    }
    g_hash_table_unref(years);
}

void rests_add(struct items *items)
{
    const struct item_setting *setting = items_setting(items);
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        if (table_owner_column(id) == AREA && setting->results->tables[id] != NULL &&
            setting->kept[id] != NULL) {
            add_rests_in(items, id);
        }
    }
}
