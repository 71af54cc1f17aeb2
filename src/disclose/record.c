/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of an edition is recorded when it is sent out, and the numbers behind what it hides. */
#include "record.h"
#include "columns.h"
#include "gate.h"
#include "public_occupancy.h"
#include "vifte/area_code.h"
#include "vifte/disclose.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/releases.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

static bool is_number(enum table_id id, size_t column)
{
    enum item_kind kind = column_rule(id, column)->kind;
    return kind == ITEM_COUNT || kind == ITEM_DAYS || kind == ITEM_SHARE;
}

static bool has_numbers(enum table_id id)
{
    for (size_t column = 0; column < registry_table(id)->n_columns; column++) {
        if (is_number(id, column)) {
            return true;
        }
    }
    return false;
}

/* What the public has of occupancy: per cent, and of how many places. */
static bool is_occupancy(enum table_id id, size_t column)
{
    return id == TABLE_OCCUPANCY_YEAR &&
           (column == OCCUPANCY_YEAR_PLACE_DAYS || column == OCCUPANCY_YEAR_OCCUPANCY);
}

bool disclose_is_recorded(enum table_id id, size_t column)
{
    const struct column *it = &registry_table(id)->columns[column];
    bool word = it->kind == COLUMN_WORD && !it->key && has_numbers(id);
    return word || is_number(id, column) || is_occupancy(id, column);
}

static char *key_text(const struct column *column, const struct cell *cell)
{
    if (cell->state != CELL_VALUE) {
        return g_strdup("");
    }
    bool name = column->kind == COLUMN_ID || column->kind == COLUMN_WORD || column->kind == COLUMN_TEXT;
    return name ? g_strdup(cell->name->code) : text_plain(cell->number, 0);
}

char *record_row_name(const struct table_def *def, const struct cell *cells)
{
    char **keys = g_new0(char *, def->n_keys + 1);
    for (size_t k = 0; k < def->n_keys; k++) {
        keys[k] = key_text(&def->columns[k], &cells[k]);
    }
    char *name = release_row_name((const char *const *)keys, def->n_keys);
    g_strfreev(keys);
    return name;
}

enum table_id record_table(const char *name)
{
    enum table_id id = 0;
    while (id < TABLE_COUNT && strcmp(registry_table(id)->name, name) != 0) {
        id++;
    }
    return id;
}

size_t record_column(const struct table_def *def, const char *name)
{
    size_t column = 0;
    while (column < def->n_columns && strcmp(def->columns[column].name, name) != 0) {
        column++;
    }
    return column;
}

/* "table|row" -> cells */
static GHashTable *index_rows(const struct results *results)
{
    GHashTable *rows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (enum table_id id = 0; id < TABLE_COUNT; id++) {
        const struct table *table = results->tables[id];
        for (size_t row = 0; table != NULL && has_numbers(id) && row < table_rows(table); row++) {
            char *name = record_row_name(table->def, table_row(table, row));
            g_hash_table_insert(rows, g_strconcat(table->def->name, "|", name, NULL),
                                (gpointer)table_row(table, row));
            g_free(name);
        }
    }
    return rows;
}

static const struct cell *cell_of(GHashTable *rows, const struct release_figure *figure)
{
    enum table_id id = record_table(figure->table);
    char *name = g_strconcat(figure->table, "|", figure->row, NULL);
    const struct cell *cells = g_hash_table_lookup(rows, name);
    size_t column = id < TABLE_COUNT ? record_column(registry_table(id), figure->column) : 0;
    g_free(name);
    return cells != NULL && column < registry_table(id)->n_columns ? &cells[column] : NULL;
}

#define AS_PRINTED 1e-6 /* files have at least six decimals */

static bool is_percentage(const struct release_figure *figure)
{
    const struct table_def *def = registry_table(TABLE_OCCUPANCY_YEAR);
    return strcmp(figure->table, def->name) == 0 &&
           strcmp(figure->column, def->columns[OCCUPANCY_YEAR_OCCUPANCY].name) == 0;
}

static double as_printed(const struct release_figure *figure, enum audience audience, double number)
{
    return audience == AUDIENCE_PUBLIC && is_percentage(figure) ? public_occupancy_rounded(number) : number;
}

static bool fill(struct release_figure *figure, enum audience audience, const struct cell *cell,
                 size_t *differ)
{
    bool known = cell != NULL && cell_has_number(cell);
    if (figure->state == FIGURE_SHOWN) {
        *differ += !known || fabs(as_printed(figure, audience, cell->number) - figure->number) > AS_PRINTED;
        return true;
    }
    *differ += !known && figure->state == FIGURE_HIDDEN;
    figure->number = known ? cell->number : 0;
    return known;
}

/* --- columns of which all municipalities are hidden --- */

/* What such a column is told apart by; NULL = the figure is of no municipality or cluster. Its tables have
 * group, municipality and year as keys. */
static char *column_of_areas(const struct release_figure *figure)
{
    enum table_id id = record_table(figure->table);
    if (figure->state == FIGURE_WORD || id == TABLE_COUNT || table_owner_column(id) != 1) {
        return NULL;
    }
    char **keys = release_row_keys(figure->row);
    bool of_area = g_strv_length(keys) == registry_table(id)->n_keys && !area_is_region(keys[1]);
    char *text =
        of_area ? g_strdup_printf("%s|%s|%s|%s", figure->table, keys[0], keys[2], figure->column) : NULL;
    g_strfreev(keys);
    return text;
}

/* Readers are told that a figure of such a column may be 0: nothing more can be granted to them. */
static void mark_coarse(GArray *figures)
{
    GHashTable *shown = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < figures->len; i++) {
        const struct release_figure *figure = &g_array_index(figures, struct release_figure, i);
        char *text = figure->state == FIGURE_SHOWN ? column_of_areas(figure) : NULL;
        if (text != NULL) {
            g_hash_table_add(shown, text);
        }
    }
    for (guint i = 0; i < figures->len; i++) {
        struct release_figure *figure = &g_array_index(figures, struct release_figure, i);
        g_autofree char *text = figure->state == FIGURE_HIDDEN ? column_of_areas(figure) : NULL;
        if (text != NULL && !g_hash_table_contains(shown, text)) {
            figure->state = FIGURE_COARSE;
        }
    }
    g_hash_table_unref(shown);
}

/* --- clusters --- */

/* The municipalities, clusters and regions of which it has figures. */
static GHashTable *find_areas(const struct release *release)
{
    GHashTable *areas = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < release->figures->len; i++) {
        const struct release_figure *figure = &g_array_index(release->figures, struct release_figure, i);
        enum table_id id = record_table(figure->table);
        int owner = id < TABLE_COUNT ? table_owner_column(id) : -1;
        char **keys = release_row_keys(figure->row);
        if (owner >= 0 && g_strv_length(keys) > (guint)owner) {
            g_hash_table_add(areas, g_strdup(keys[owner]));
        }
        g_strfreev(keys);
    }
    return areas;
}

static void add_clusters(struct release *release, const struct project *project)
{
    GHashTable *areas = find_areas(release);
    for (guint i = 0; project->clusters != NULL && i < project->clusters->len; i++) {
        const struct cluster *cluster = g_ptr_array_index(project->clusters, i);
        if (g_hash_table_contains(areas, cluster->name.code)) {
            g_autofree char *codes = project_cluster_codes(cluster);
            struct release_pattern pattern = {.table = RELEASES_CLUSTERS,
                                              .group = release_text(release, cluster->name.code),
                                              .dimension = "",
                                              .words = release_text(release, codes)};
            g_array_append_val(release->patterns, pattern);
        }
    }
    g_hash_table_unref(areas);
}

size_t disclose_fill_release(struct release *release, const struct results *results,
                             const struct model *model)
{
    struct gate *gate = gate_new(results, model, release->audience);
    GHashTable *rows = index_rows(gate->results);
    size_t differ = 0;
    guint kept = 0;
    for (guint i = 0; i < release->figures->len; i++) {
        struct release_figure *figure = &g_array_index(release->figures, struct release_figure, i);
        if (figure->state == FIGURE_WORD || fill(figure, release->audience, cell_of(rows, figure), &differ)) {
            g_array_index(release->figures, struct release_figure, kept++) = *figure;
        }
    }
    g_array_set_size(release->figures, kept);
    mark_coarse(release->figures);
    add_clusters(release, model->project);
    g_hash_table_unref(rows);
    gate_free(gate);
    return differ;
}
