/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The municipalities as tiles: a group's rate per 10,000 inhabitants, and the occupancy of the offers there.
 * Each shade holds a third of the values shown, equal ones together. A map of fewer than three values says
 * nothing that the table does not.
 */
#include "chart_data.h"
#include "chart_kinds.h"
#include "vifte/chart.h"
#include "vifte/chart_text.h"
#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <math.h>

#define FEWEST_VALUES 3
#define TILE_PX 104
#define NAME_PX 124 /* five tiles beside each other */
#define SHADES 3

struct map {
    const struct edition *edition;
    const struct released_table *table;
    const struct column *column;
    int decimals;              /* as drawn */
    const struct cell **cells; /* by municipality of the edition */
    size_t n_shown;
    unsigned hidden, missing;
    double smallest, largest; /* as drawn, of those shown */
};

static double drawn(const struct map *map, const struct cell *cell)
{
    int decimals = map->column->kind == COLUMN_RATIO ? map->decimals + 2 : map->decimals;
    return text_round(cell->number, decimals);
}

static char *value_text(const struct map *map, double value)
{
    return map->column->kind == COLUMN_RATIO ? text_percent(value, map->decimals)
                                             : text_number(value, map->decimals);
}

static void read_cell(struct map *map, size_t municipality, size_t row)
{
    const struct column *columns = released_def(map->table)->columns;
    const struct cell *cell = chart_cell(map->table, row, (size_t)(map->column - columns));
    map->cells[municipality] = cell;
    map->hidden += cell->state == CELL_SUPPRESSED;
    map->missing += cell->state == CELL_MISSING;
    if (cell_has_number(cell)) {
        double value = drawn(map, cell);
        map->smallest = map->n_shown == 0 ? value : MIN(map->smallest, value);
        map->largest = map->n_shown == 0 ? value : MAX(map->largest, value);
        map->n_shown++;
    }
}

/* By the number of shown values below: an outlier must not leave all others in one shade. */
static int shade(const struct map *map, const struct cell *cell)
{
    if (!cell_has_number(cell)) {
        return -1;
    }
    size_t below = 0;
    for (size_t i = 0; i < map->edition->n_municipalities; i++) {
        below += cell_has_number(map->cells[i]) && drawn(map, map->cells[i]) < drawn(map, cell);
    }
    return (int)(below * SHADES / map->n_shown);
}

/* "from 4.1 to 5.6" for each shade, by the values that really have it. */
static void set_shades(struct chart_draft *draft, const struct map *map)
{
    GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
    for (int k = 0; k < SHADES; k++) {
        double low = INFINITY, high = -INFINITY;
        for (size_t i = 0; i < map->edition->n_municipalities; i++) {
            if (shade(map, map->cells[i]) == k) {
                low = MIN(low, drawn(map, map->cells[i]));
                high = MAX(high, drawn(map, map->cells[i]));
            }
        }
        char *from = isfinite(low) ? value_text(map, low) : g_strdup("");
        char *to = isfinite(low) ? value_text(map, high) : g_strdup("");
        g_ptr_array_add(texts, !isfinite(low) ? g_strdup("")
                               : low < high   ? g_strdup_printf(_("%s to %s"), from, to)
                                              : g_strdup(from));
        g_free(from);
        g_free(to);
    }
    chart_texts(draft, "SHADE", texts);
    g_ptr_array_unref(texts);
}

static void write_tiles(struct chart_draft *draft, const struct map *map)
{
    int columns = 1, rows = 1;
    chart_head(draft, "column\trow\tmunicipality\tvalue\ttext\tshade\tname");
    for (size_t i = 0; i < map->edition->n_municipalities; i++) {
        const struct edition_municipality *municipality = &map->edition->municipalities[i];
        const struct cell *cell = map->cells[i];
        columns = MAX(columns, municipality->tile_col + 1);
        rows = MAX(rows, municipality->tile_row + 1);
        chart_field_number(draft, municipality->tile_col, 0);
        chart_field_number(draft, municipality->tile_row, 0);
        chart_field_text(draft, municipality->name.label);
        chart_field_cell(draft, map->column, cell);
        chart_field_take(draft, cell_has_number(cell) ? value_text(map, cell->number)
                                                      : g_strdup(show_state(cell->state)));
        chart_field_number(draft, shade(map, cell), 0);
        chart_field_take(draft, chart_text_fit(municipality->name.label, CHART_SIZE_BODY, NAME_PX));
        chart_end_row(draft);
    }
    chart_number(draft, "COLUMNS", columns);
    chart_number(draft, "ROWS", rows);
    chart_set_body(draft, rows * TILE_PX + 34);
}

/* Municipalities whose drawn value is the extreme one. */
static char *who_has(const struct map *map, double value)
{
    GPtrArray *names = g_ptr_array_new();
    for (size_t i = 0; i < map->edition->n_municipalities; i++) {
        if (cell_has_number(map->cells[i]) && drawn(map, map->cells[i]) == value) {
            g_ptr_array_add(names, (void *)map->edition->municipalities[i].name.label);
        }
    }
    char *list = chart_list(names, 2);
    g_ptr_array_unref(names);
    return list;
}

/* Four strings: smallest value and who has it, largest value and who has it. */
static void say_range(struct chart_draft *draft, const struct map *map, const char *title,
                      const char *sentence)
{
    char *low = value_text(map, map->smallest);
    char *high = value_text(map, map->largest);
    char *low_who = who_has(map, map->smallest);
    char *high_who = who_has(map, map->largest);
    chart_take_title(draft, g_strdup_printf(title, low, low_who, high, high_who));
    chart_take_sentence(draft, g_strdup(sentence));
    chart_take_sentence(draft, g_strdup_printf(_("Smallest value shown: %s in %s; largest: %s in %s."), low,
                                               low_who, high, high_who));
    chart_add_states(draft, map->hidden, map->missing);
    chart_add_table(draft, map->table);
    g_free(low);
    g_free(high);
    g_free(low_who);
    g_free(high_who);
}

/* A map without some of its municipalities would be no map. */
static bool has_tiles(const struct edition *edition)
{
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        if (edition->municipalities[i].tile_col < 0) {
            return false;
        }
    }
    return edition->n_municipalities >= FEWEST_VALUES;
}

static bool says_something(const struct map *map)
{
    return map->n_shown >= FEWEST_VALUES && map->smallest < map->largest;
}

static void finish(struct chart_draft *draft, const struct map *map, bool population)
{
    set_shades(draft, map);
    write_tiles(draft, map);
    chart_take_note(draft, g_strdup(_("Each tile is a municipality, not its area.")));
    chart_add_source(draft, map->edition, population);
}

static void map_rate(const struct released_table *need, const struct edition *edition,
                     const struct edition_group *group, struct chart_batch *batch)
{
    struct map map = {
        .edition = edition, .table = need, .column = &released_def(need)->columns[NEED_RATE], .decimals = 1};
    int year = chart_latest_year(need, group->name.code, NEED_YEAR, NEED_RATE);
    map.cells = g_new0(const struct cell *, edition->n_municipalities + 1);
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const char *code = edition->municipalities[i].name.code;
        read_cell(&map, i, chart_row_by_municipality(need, group->name.code, code, year));
    }
    if (says_something(&map)) {
        struct chart_draft *draft = chart_begin(batch, "tile_map", group->name.code, 0, "need");
        char *sentence =
            g_strdup_printf(_("Tile map of citizens per 10,000 inhabitants by municipality: %s, %d."),
                            group->name.label, year);
        chart_take_subtitle(draft, g_strdup_printf(_("%s. Citizens per 10,000 inhabitants, %s, %d"),
                                                   group->name.label, chart_place(edition), year));
        say_range(draft, &map,
                  map.hidden + map.missing == 0 ? _("From %s per 10,000 in %s to %s in %s")
                                                : _("Where shown, from %s per 10,000 in %s to %s in %s"),
                  sentence);
        finish(draft, &map, true);
        g_free(sentence);
    }
    g_free(map.cells);
}

static void map_occupancy(const struct released_table *occupancy, const struct edition *edition,
                          struct chart_batch *batch)
{
    const struct column *column = &released_def(occupancy)->columns[OCCUPANCY_YEAR_OCCUPANCY];
    struct map map = {.edition = edition, .table = occupancy, .column = column};
    int year = chart_latest_year(occupancy, "municipality", OCCUPANCY_YEAR_YEAR, OCCUPANCY_YEAR_OCCUPANCY);
    map.cells = g_new0(const struct cell *, edition->n_municipalities + 1);
    for (size_t i = 0; i < edition->n_municipalities; i++) {
        const char *code = edition->municipalities[i].name.code;
        read_cell(&map, i, chart_row_by_municipality(occupancy, "municipality", code, year));
    }
    if (says_something(&map)) {
        struct chart_draft *draft =
            chart_begin_as(batch, "tile_map", "tile_map_occupancy", "", 0, "occupancy_year");
        char *sentence =
            g_strdup_printf(_("Tile map of the occupancy of the offers in each municipality, %d."), year);
        chart_take_subtitle(draft,
                            g_strdup_printf(_("Occupancy of all offers in the municipality, %s, %d, per cent "
                                              "of places"),
                                            chart_place(edition), year));
        say_range(draft, &map,
                  map.hidden + map.missing == 0 ? _("Occupancy from %s in %s to %s in %s")
                                                : _("Where shown, occupancy from %s in %s to %s in %s"),
                  sentence);
        finish(draft, &map, false);
        g_free(sentence);
    }
    g_free(map.cells);
}

void chart_tile_map(const struct released *released, struct chart_batch *batch)
{
    const struct edition *edition = released_edition(released);
    const struct released_table *need = released_find(released, "need");
    const struct released_table *occupancy = released_find(released, "occupancy_year");
    if (!has_tiles(edition)) {
        return;
    }
    for (size_t i = 0; need != NULL && i < edition->n_groups; i++) {
        map_rate(need, edition, &edition->groups[i], batch);
    }
    if (occupancy != NULL) {
        map_occupancy(occupancy, edition, batch);
    }
}
