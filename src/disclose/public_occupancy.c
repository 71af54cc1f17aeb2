/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which occupancy is public, and how it is printed. */
#include "public_occupancy.h"

#include "bands.h"
#include "links.h"
#include "vifte/dates.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/table.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define NO_FIGURE UINT32_MAX
#define HALF 0.005        /* of a whole per cent */
#define MISSING_SHARE 0.1 /* as in links.c */

struct public_occupancy {
    const struct gate *gate;
    const struct past *past;
    const struct table *table;     /* of today, then of the releases */
    size_t n_today;                /* rows */
    enum occupancy_reason *reason; /* by row of today */
    size_t old_leaks;
};

/* One year: a number for each figure of it, in persons (means over the year). */
struct year {
    struct public_occupancy *occupancy;
    struct bands *bands;
    GArray *rows;        /* size_t: of the table, today's first */
    GArray *figures;     /* uint32_t, by these: where the row's figure is in `bands` */
    GPtrArray *rows_of;  /* by figure: GArray of size_t */
    GPtrArray *offers;   /* by figure: GArray of uint32_t: itself, or the unit's */
    GHashTable *by_text; /* what a figure is -> its number + 1 */
};

static void hide(struct cell *cell)
{
    *cell = cell_empty(CELL_SUPPRESSED, REASON_NONE);
    cell->number = NAN;
}

static bool is_offer(const struct cell *cells)
{
    return strcmp(cells[OCCUPANCY_YEAR_LEVEL].name->code, "offer") == 0;
}

static double days_of(const struct cell *cells)
{
    int year = (int)cells[OCCUPANCY_YEAR_YEAR].number;
    return date_year_start(year + 1) - date_year_start(year);
}

static double mean_of(const struct cell *cells, int column)
{
    return cell_has_number(&cells[column]) ? cells[column].number / days_of(cells) : 0;
}

/* The rule for a unit on its own. */
static bool is_large(const struct gate *gate, const struct cell *cells)
{
    bool hidden_offer = gate->model->project->offer_occupancy == OFFER_OCCUPANCY_HIDE && is_offer(cells);
    return !hidden_offer && mean_of(cells, OCCUPANCY_YEAR_PLACE_DAYS) >= gate->threshold &&
           cells[OCCUPANCY_YEAR_OCCUPANCY].contributors >= gate->threshold;
}

/* --- what is known --- */

static const struct cell *cells_at(const struct public_occupancy *occupancy, size_t row)
{
    return table_row(occupancy->table, row);
}

static bool is_printed(const struct public_occupancy *occupancy, size_t row)
{
    const struct cell *cell = &cells_at(occupancy, row)[OCCUPANCY_YEAR_OCCUPANCY];
    return cell_has_number(cell) && (row < occupancy->n_today ? occupancy->reason[row] == OCCUPANCY_SHOWN
                                                              : (cell->marks & MARK_SHOWN) != 0);
}

static bool was_hidden(const struct public_occupancy *occupancy, size_t row)
{
    const struct cell *cell = &cells_at(occupancy, row)[OCCUPANCY_YEAR_OCCUPANCY];
    return row >= occupancy->n_today && cell_has_number(cell) && (cell->marks & MARK_SHOWN) == 0;
}

/* The same row with the same days is the same figure, whatever its places are. */
static char *figure_text(const struct cell *cells)
{
    return g_strdup_printf("%s|%s|%d|%" G_GINT64_FORMAT, cells[OCCUPANCY_YEAR_LEVEL].name->code,
                           cells[OCCUPANCY_YEAR_ID].name->code, (int)cells[OCCUPANCY_YEAR_YEAR].number,
                           (gint64)llround(1000 * cells[OCCUPANCY_YEAR_OCCUPIED_DAYS].number));
}

static void keep_hidden(struct public_occupancy *occupancy)
{
    GHashTable *hidden = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t row = occupancy->n_today; row < table_rows(occupancy->table); row++) {
        if (was_hidden(occupancy, row)) {
            g_hash_table_add(hidden, figure_text(cells_at(occupancy, row)));
        }
    }
    for (size_t row = 0; row < occupancy->n_today && g_hash_table_size(hidden) > 0; row++) {
        g_autofree char *text = is_printed(occupancy, row) ? figure_text(cells_at(occupancy, row)) : NULL;
        if (text != NULL && g_hash_table_contains(hidden, text)) {
            occupancy->reason[row] = OCCUPANCY_HIDDEN_BEFORE;
        }
    }
    g_hash_table_unref(hidden);
}

/* --- one year --- */

static void add_figure(struct year *year, size_t row)
{
    const struct cell *cells = cells_at(year->occupancy, row);
    char *text = figure_text(cells);
    uint32_t figure = GPOINTER_TO_UINT(g_hash_table_lookup(year->by_text, text));
    if (figure == 0) {
        figure = bands_add(year->bands, mean_of(cells, OCCUPANCY_YEAR_OCCUPIED_DAYS)) + 1;
        g_hash_table_insert(year->by_text, g_strdup(text), GUINT_TO_POINTER(figure));
        g_ptr_array_add(year->rows_of, g_array_new(FALSE, FALSE, sizeof(size_t)));
        g_ptr_array_add(year->offers, g_array_new(FALSE, FALSE, sizeof(uint32_t)));
    }
    figure--;
    g_array_append_val(year->rows, row);
    g_array_append_val(year->figures, figure);
    g_array_append_val((GArray *)g_ptr_array_index(year->rows_of, figure), row);
    if (is_offer(cells)) {
        g_array_append_val((GArray *)g_ptr_array_index(year->offers, figure), figure);
    }
    g_free(text);
}

/* A unit and its offers within one source. */
struct sum {
    uint32_t unit;
    size_t unit_row;
    GArray *offers; /* uint32_t: figures */
    double total, parts;
    bool all_printed;
};

static void free_sum(gpointer data)
{
    struct sum *sum = data;
    g_array_unref(sum->offers);
    g_free(sum);
}

static struct sum *sum_of(GHashTable *by_key, GPtrArray *sums, char *key)
{
    struct sum *sum = g_hash_table_lookup(by_key, key);
    if (sum == NULL) {
        sum = g_new0(struct sum, 1);
        sum->unit = NO_FIGURE;
        sum->offers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        sum->all_printed = true;
        g_ptr_array_add(sums, sum);
        g_hash_table_insert(by_key, g_strdup(key), sum);
    }
    return sum;
}

static void add_to_sums(const struct year *year, guint k, GHashTable *by_key, GPtrArray *sums)
{
    const struct public_occupancy *occupancy = year->occupancy;
    size_t row = g_array_index(year->rows, size_t, k);
    uint32_t figure = g_array_index(year->figures, uint32_t, k);
    const struct cell *cells = cells_at(occupancy, row);
    double mean = mean_of(cells, OCCUPANCY_YEAR_OCCUPIED_DAYS);
    GPtrArray *keys = g_ptr_array_new_with_free_func(g_free);
    links_occupancy_keys(occupancy->gate->model, cells, keys);
    for (guint i = 0; i < keys->len; i++) {
        g_autofree char *key =
            g_strdup_printf("%zu|%s", past_source(occupancy->past, TABLE_OCCUPANCY_YEAR, row),
                            (const char *)g_ptr_array_index(keys, i));
        struct sum *sum = sum_of(by_key, sums, key);
        if (is_offer(cells)) {
            g_array_append_val(sum->offers, figure);
            sum->parts += mean;
            sum->all_printed = sum->all_printed && is_printed(occupancy, row);
        } else {
            sum->unit = figure;
            sum->unit_row = row;
            sum->total = mean;
        }
    }
    g_ptr_array_unref(keys);
}

/* Where so much is in no offer that the reader cannot know how much, a unit is only no less than them. */
static void write_sum(struct year *year, const struct sum *sum)
{
    if (sum->unit == NO_FIGURE || sum->offers->len == 0) {
        return;
    }
    bands_add_term(year->bands, sum->unit, 1);
    for (guint k = 0; k < sum->offers->len; k++) {
        bands_add_term(year->bands, g_array_index(sum->offers, uint32_t, k), -1);
    }
    g_array_append_vals((GArray *)g_ptr_array_index(year->offers, sum->unit), sum->offers->data,
                        sum->offers->len);
    bands_end_sum(year->bands, sum->total - sum->parts > MISSING_SHARE * sum->total);
}

/* The balance of a group none of whose offers is hidden has its occupied places exactly. */
static bool is_exact(const struct year *year, const struct sum *sum)
{
    const struct cell *cells = cells_at(year->occupancy, sum->unit_row);
    return sum->unit != NO_FIGURE && sum->all_printed && sum->unit_row < year->occupancy->n_today &&
           strcmp(cells[OCCUPANCY_YEAR_LEVEL].name->code, "group") == 0;
}

/* What all that is printed of a figure leaves. */
static void set_band(const struct year *year, uint32_t figure)
{
    const struct public_occupancy *occupancy = year->occupancy;
    const GArray *rows = g_ptr_array_index(year->rows_of, figure);
    double low = 0, high = INFINITY;
    for (guint k = 0; k < rows->len; k++) {
        size_t row = g_array_index(rows, size_t, k);
        if (is_printed(occupancy, row)) {
            const struct cell *cells = cells_at(occupancy, row);
            double places = mean_of(cells, OCCUPANCY_YEAR_PLACE_DAYS);
            double printed = public_occupancy_rounded(cells[OCCUPANCY_YEAR_OCCUPANCY].number);
            low = fmax(low, (printed - HALF) * places);
            high = fmin(high, (printed + HALF) * places);
        }
    }
    bands_set(year->bands, figure, low, high);
}

static void write_sums(struct year *year)
{
    GPtrArray *sums = g_ptr_array_new_with_free_func(free_sum);
    GHashTable *by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint k = 0; k < year->rows->len; k++) {
        add_to_sums(year, k, by_key, sums);
    }
    for (uint32_t figure = 0; figure < year->rows_of->len; figure++) {
        set_band(year, figure);
    }
    for (guint k = 0; k < sums->len; k++) {
        const struct sum *sum = g_ptr_array_index(sums, k);
        write_sum(year, sum);
        if (is_exact(year, sum)) {
            bands_set(year->bands, sum->unit, sum->total, sum->total);
        }
    }
    g_hash_table_unref(by_key);
    g_ptr_array_unref(sums);
}

static bool is_secret(const struct public_occupancy *occupancy, size_t row)
{
    if (row < occupancy->n_today) {
        return occupancy->reason[row] == OCCUPANCY_SMALL;
    }
    int then = past_threshold(occupancy->past, past_source(occupancy->past, TABLE_OCCUPANCY_YEAR, row));
    return was_hidden(occupancy, row) && mean_of(cells_at(occupancy, row), OCCUPANCY_YEAR_OCCUPIED_DAYS) <
                                             MIN(then, occupancy->gate->threshold);
}

static bool have_common_offer(const struct year *year, uint32_t a, uint32_t b)
{
    const GArray *x = g_ptr_array_index(year->offers, a), *y = g_ptr_array_index(year->offers, b);
    for (guint i = 0; i < x->len; i++) {
        for (guint k = 0; k < y->len; k++) {
            if (g_array_index(x, uint32_t, i) == g_array_index(y, uint32_t, k)) {
                return true;
            }
        }
    }
    return false;
}

/* Printed units of today that the figure is a part of, or that have a part in common with it: hiding all of
 * these takes every sum from it. The one with the fewest places goes first; SIZE_MAX when none is in the way.
 */
static size_t choose(const struct year *year, uint32_t figure, const GArray *binding)
{
    const struct public_occupancy *occupancy = year->occupancy;
    size_t chosen = SIZE_MAX;
    double fewest = INFINITY;
    for (guint k = 0; k < binding->len; k++) {
        uint32_t other = g_array_index(binding, uint32_t, k);
        size_t row = g_array_index((GArray *)g_ptr_array_index(year->rows_of, other), size_t, 0);
        const struct cell *cells = cells_at(occupancy, row);
        double places = mean_of(cells, OCCUPANCY_YEAR_PLACE_DAYS);
        if (row < occupancy->n_today && is_printed(occupancy, row) && !is_offer(cells) &&
            have_common_offer(year, figure, other) && places < fewest) {
            chosen = row;
            fewest = places;
        }
    }
    return chosen;
}

static uint32_t figure_of(const struct year *year, size_t row)
{
    g_autofree char *text = figure_text(cells_at(year->occupancy, row));
    return GPOINTER_TO_UINT(g_hash_table_lookup(year->by_text, text)) - 1;
}

static void protect_figure(struct year *year, uint32_t figure, GArray *binding)
{
    struct public_occupancy *occupancy = year->occupancy;
    double half = occupancy->gate->threshold / 2.0;
    while (!bands_leave(year->bands, figure, half, half, binding)) {
        size_t chosen = choose(year, figure, binding);
        if (chosen == SIZE_MAX) {
            occupancy->old_leaks++;
            return;
        }
        occupancy->reason[chosen] = OCCUPANCY_GIVES_AWAY;
        set_band(year, figure_of(year, chosen));
    }
}

static void protect_year(struct public_occupancy *occupancy, const GArray *rows)
{
    struct year year = {.occupancy = occupancy,
                        .bands = bands_new(),
                        .rows = g_array_new(FALSE, FALSE, sizeof(size_t)),
                        .figures = g_array_new(FALSE, FALSE, sizeof(uint32_t)),
                        .rows_of = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref),
                        .offers = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref),
                        .by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    GArray *binding = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    for (guint k = 0; k < rows->len; k++) {
        add_figure(&year, g_array_index(rows, size_t, k));
    }
    write_sums(&year);
    for (guint k = 0; k < year.rows->len; k++) {
        size_t row = g_array_index(year.rows, size_t, k);
        if (is_secret(occupancy, row)) {
            protect_figure(&year, g_array_index(year.figures, uint32_t, k), binding);
        }
    }
    g_array_unref(binding);
    g_hash_table_unref(year.by_text);
    g_ptr_array_unref(year.rows_of);
    g_ptr_array_unref(year.offers);
    g_array_unref(year.figures);
    g_array_unref(year.rows);
    bands_free(year.bands);
}

/* --- all years --- */

static void protect_years(struct public_occupancy *occupancy)
{
    const struct project *project = occupancy->gate->model->project;
    for (int year = project->from_year; year <= project->to_year; year++) {
        GArray *rows = g_array_new(FALSE, FALSE, sizeof(size_t));
        for (size_t row = 0; row < table_rows(occupancy->table); row++) {
            const struct cell *cells = cells_at(occupancy, row);
            if ((int)cells[OCCUPANCY_YEAR_YEAR].number == year &&
                cell_has_number(&cells[OCCUPANCY_YEAR_OCCUPIED_DAYS])) {
                g_array_append_val(rows, row);
            }
        }
        protect_year(occupancy, rows);
        g_array_unref(rows);
    }
}

struct public_occupancy *public_occupancy_new(const struct gate *gate, const struct past *past)
{
    struct public_occupancy *occupancy = g_new0(struct public_occupancy, 1);
    occupancy->gate = gate;
    occupancy->past = past;
    occupancy->table = past_results(past)->tables[TABLE_OCCUPANCY_YEAR];
    occupancy->n_today = past_first_row(past, TABLE_OCCUPANCY_YEAR);
    /* cppcheck-suppress AssignmentIntegerToAddress ; it cannot read the macro with an enum */
    occupancy->reason = g_new0(enum occupancy_reason, occupancy->n_today + 1);
    for (size_t row = 0; row < occupancy->n_today; row++) {
        const struct cell *cells = cells_at(occupancy, row);
        bool small = cell_has_number(&cells[OCCUPANCY_YEAR_OCCUPIED_DAYS]) && !is_large(gate, cells);
        occupancy->reason[row] = small ? OCCUPANCY_SMALL : OCCUPANCY_SHOWN;
    }
    keep_hidden(occupancy);
    protect_years(occupancy);
    return occupancy;
}

void public_occupancy_free(struct public_occupancy *occupancy)
{
    if (occupancy != NULL) {
        g_free(occupancy->reason);
        g_free(occupancy);
    }
}

enum occupancy_reason public_occupancy_reason(const struct public_occupancy *occupancy, size_t row)
{
    return occupancy->reason[row];
}

size_t public_occupancy_old_leaks(const struct public_occupancy *occupancy)
{
    return occupancy->old_leaks;
}

double public_occupancy_rounded(double occupancy)
{
    return text_round(occupancy, 2);
}

/* --- printing --- */

/* Occupancy in public: whole per cent, where places and mean occupied reach the threshold; days would give
 * the exact figure back, and differences are taken between what is printed. */
static void publish(struct cell *cells, const struct cell *before, bool shown)
{
    struct cell *occupancy = &cells[OCCUPANCY_YEAR_OCCUPANCY];
    if (cell_has_number(occupancy) && !shown) {
        hide(occupancy);
    }
    if (cell_has_number(&cells[OCCUPANCY_YEAR_OCCUPIED_DAYS])) {
        hide(&cells[OCCUPANCY_YEAR_OCCUPIED_DAYS]);
    }
    struct cell *change = &cells[OCCUPANCY_YEAR_CHANGE_POINTS];
    struct cell *gap = &cells[OCCUPANCY_YEAR_GAP_POINTS];
    if (!cell_has_number(occupancy)) {
        if (cell_has_number(change)) {
            hide(change);
        }
        if (cell_has_number(gap)) {
            hide(gap);
        }
        return;
    }
    occupancy->number = public_occupancy_rounded(occupancy->number);
    if (cell_has_number(change)) {
        if (before != NULL && cell_has_number(&before[OCCUPANCY_YEAR_OCCUPANCY])) {
            change->number = 100 * (occupancy->number - before[OCCUPANCY_YEAR_OCCUPANCY].number);
        } else {
            hide(change);
        }
    }
    if (cell_has_number(gap)) {
        gap->number = 100 * (occupancy->number - cells[OCCUPANCY_YEAR_BUDGETED].number);
    }
}

/* Rows of one unit follow each other by year, so the row before is the year before or another unit. */
static const struct cell *year_before(const struct cell *cells, const struct cell *before)
{
    bool same = before != NULL && before[OCCUPANCY_YEAR_LEVEL].name == cells[OCCUPANCY_YEAR_LEVEL].name &&
                strcmp(before[OCCUPANCY_YEAR_ID].name->code, cells[OCCUPANCY_YEAR_ID].name->code) == 0 &&
                before[OCCUPANCY_YEAR_YEAR].number == cells[OCCUPANCY_YEAR_YEAR].number - 1;
    return same ? before : NULL;
}

void public_occupancy_publish(const struct public_occupancy *occupancy, size_t row, struct cell *cells,
                              const struct cell *before)
{
    publish(cells, year_before(cells, before), occupancy->reason[row] == OCCUPANCY_SHOWN);
}
