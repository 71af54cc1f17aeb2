/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells and equations as text to problems, bounds and patterns back. */
#include "vifte/sdc_methods.h"

#include "vifte/sdc_move.h"
#include "vifte/sdc_suppress.h"
#include "vifte/text.h"

#include <math.h>
#include <string.h>

#define LARGEST_COEFFICIENT 1000000
#define CANDIDATES_MAX 400 /* for the exact search */

/* --- the audit --- */

/* The hidden and printed cells of one case. */
struct tables {
    struct sdc_problem *problem;
    GHashTable *cells; /* name -> unknown + 1 */
    bool good;
};

static size_t column_of(const struct method_table *table, const char *name)
{
    size_t column = 0;
    while (column < table->columns && strcmp(table->heading[column], name) != 0) {
        column++;
    }
    return column;
}

static const char *field_of(const struct method_table *table, size_t row, const char *name)
{
    size_t column = column_of(table, name);
    return column < table->columns ? table->fields[row * table->columns + column] : "";
}

static struct tables tables_new(void)
{
    return (struct tables){
        .problem = sdc_problem_new(), .cells = g_hash_table_new(g_str_hash, g_str_equal), .good = true};
}

static void tables_clear(struct tables *tables)
{
    sdc_problem_free(tables->problem);
    g_hash_table_unref(tables->cells);
}

/* The name is borrowed. A cell twice is no table. */
static void add_cell(struct tables *tables, const char *name, int64_t value, bool hidden, int64_t lower)
{
    struct sdc_unit unit = {.weight = 1, .sum = value, .hidden = hidden, .primary = hidden, .fixed = !hidden};
    struct sdc_unknown unknown = {.value = value,
                                  .lower = MIN(lower, value),
                                  .reach = SDC_NO_REACH,
                                  .unit = sdc_problem_add_unit(tables->problem, &unit),
                                  .owner = SDC_NOBODY};
    uint32_t number = sdc_problem_add_unknown(tables->problem, &unknown);
    tables->good =
        g_hash_table_insert(tables->cells, (gpointer)name, GUINT_TO_POINTER(number + 1)) && tables->good;
}

static bool read_whole(const char *text, int64_t limit, int64_t *number)
{
    gint64 read = 0;
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    bool good =
        g_ascii_string_to_signed(trimmed[0] == '+' ? trimmed + 1 : trimmed, 10, -limit, limit, &read, NULL);
    *number = read;
    return good;
}

/* Rows of one equation follow each other or not; the order of equations is that of their first rows. A cell
 * that is not listed is a printed constant. */
static void add_equations(struct tables *tables, const struct method_table *equations, const char *name)
{
    GHashTable *done = g_hash_table_new(g_str_hash, g_str_equal);
    for (size_t row = 0; row < equations->rows; row++) {
        const char *equation = field_of(equations, row, "equation");
        if (strcmp(field_of(equations, row, "case_id"), name) != 0 ||
            !g_hash_table_add(done, (gpointer)equation)) {
            continue;
        }
        for (size_t other = row; other < equations->rows; other++) {
            int64_t by = 0;
            if (strcmp(field_of(equations, other, "case_id"), name) != 0 ||
                strcmp(field_of(equations, other, "equation"), equation) != 0) {
                continue;
            }
            guint cell =
                GPOINTER_TO_UINT(g_hash_table_lookup(tables->cells, field_of(equations, other, "cell")));
            tables->good = read_whole(field_of(equations, other, "coefficient"), LARGEST_COEFFICIENT, &by) &&
                           tables->good;
            if (cell > 0) {
                sdc_problem_add_term(tables->problem, cell - 1, (int32_t)by);
            }
        }
        sdc_problem_end_equation(tables->problem);
    }
    g_hash_table_unref(done);
    sdc_problem_finish(tables->problem);
}

static bool is_printed(const char *status)
{
    return strcmp(status, "pub") == 0;
}

/* What nothing is said of is at least 0. */
static int64_t granted(const char *text)
{
    int64_t lower = 0;
    return read_whole(text, G_MAXINT32, &lower) ? lower : 0;
}

static void set_bound(struct method_result *result, double bound)
{
    result->number = isinf(bound) ? stat_undefined(STAT_UNBOUNDED) : stat_ok(bound);
}

static bool is_exact(const struct sdc_bounds *bounds)
{
    return bounds->whole_lower == bounds->whole_upper;
}

enum { IN_CASE, IN_CELL, IN_VALUE, IN_STATUS, IN_LOWER };
enum { OUT_LOW_LP, OUT_UP_LP, OUT_LOW_INT, OUT_UP_INT, OUT_DISCLOSURE };

static void fill_bounds(struct sdc_mover *mover, uint32_t unknown, struct method_result *out)
{
    struct sdc_bounds bounds;
    struct sdc_profile outsider = SDC_OUTSIDER;
    if (!sdc_bounds(mover, unknown, &outsider, &bounds)) {
        for (size_t k = 0; k <= OUT_DISCLOSURE; k++) {
            out[k].number = stat_undefined(STAT_NO_SOLUTION);
        }
        return;
    }
    set_bound(&out[OUT_LOW_LP], bounds.lower);
    set_bound(&out[OUT_UP_LP], bounds.upper);
    set_bound(&out[OUT_LOW_INT], bounds.whole_lower);
    set_bound(&out[OUT_UP_INT], bounds.whole_upper);
    out[OUT_DISCLOSURE].text = g_strdup(is_exact(&bounds) ? "exact" : "interval");
}

static void audit_cells(const struct method_case *c)
{
    struct tables tables = tables_new();
    for (size_t row = 0; row < c->rows; row++) {
        const struct method_value *in = c->in + row * c->inputs;
        add_cell(&tables, in[IN_CELL].text, (int64_t)in[IN_VALUE].number, !is_printed(in[IN_STATUS].text),
                 granted(in[IN_LOWER].text));
    }
    add_equations(&tables, &c->companions[0], c->in[IN_CASE].text);
    struct sdc_mover *mover = sdc_mover_new(tables.problem);
    for (size_t row = 0; row < c->rows; row++) {
        struct method_result *out = c->out + row * c->results;
        bool printed = is_printed(c->in[row * c->inputs + IN_STATUS].text);
        for (size_t k = 0; k < c->results && (printed || !tables.good); k++) {
            out[k].text = printed ? g_strdup("") : NULL;
            out[k].number = stat_undefined(STAT_BAD_ARGUMENT);
        }
        if (!printed && tables.good) {
            fill_bounds(mover, (uint32_t)row, out);
        }
    }
    sdc_mover_free(mover);
    tables_clear(&tables);
}

static void count_exact(const struct tables *tables, const bool *primary, const struct method_case *c)
{
    struct sdc_mover *mover = sdc_mover_new(tables->problem);
    struct sdc_profile outsider = SDC_OUTSIDER;
    uint32_t hidden = 0, exact = 0;
    bool unsafe = false;
    for (uint32_t i = 0; i < tables->problem->unknowns->len; i++) {
        struct sdc_bounds bounds = {.whole_upper = INFINITY};
        if (!sdc_unit_of(tables->problem, i)->hidden) {
            continue;
        }
        bool found = sdc_bounds(mover, i, &outsider, &bounds) && is_exact(&bounds);
        hidden++;
        exact += found;
        unsafe = unsafe || (found && primary[i]);
    }
    c->out[0].number = stat_ok(hidden);
    c->out[1].number = stat_ok(exact);
    c->out[2].text = g_strdup(unsafe ? "unsafe" : "no exact disclosure");
    sdc_mover_free(mover);
}

static void audit_case(const struct method_case *c)
{
    const struct method_table *cells = &c->companions[0];
    const char *name = c->in[0].text;
    struct tables tables = tables_new();
    bool *primary = g_new0(bool, cells->rows + 1);
    for (size_t row = 0; row < cells->rows; row++) {
        int64_t value = 0;
        const char *status = field_of(cells, row, "status");
        if (strcmp(field_of(cells, row, "case_id"), name) != 0) {
            continue;
        }
        primary[tables.problem->unknowns->len] = strcmp(status, "prim") == 0;
        tables.good = read_whole(field_of(cells, row, "true_value"), G_MAXINT32, &value) && tables.good;
        add_cell(&tables, field_of(cells, row, "cell"), value, !is_printed(status),
                 granted(field_of(cells, row, "attacker_lower_bound")));
    }
    add_equations(&tables, &c->companions[1], name);
    if (tables.good && tables.problem->unknowns->len > 0) {
        count_exact(&tables, primary, c);
    } else {
        for (size_t k = 0; k < c->results; k++) {
            c->out[k].number = stat_undefined(STAT_BAD_ARGUMENT);
        }
    }
    g_free(primary);
    tables_clear(&tables);
}

/* --- the optimum --- */

/* A table of whole numbers with its margins: the last row and column. */
struct grid {
    char **rows, **columns; /* labels */
    size_t n_rows, n_columns;
    int64_t *values; /* (n_rows + 1) x (n_columns + 1) */
};

static char **words_of(const char *text)
{
    char **parts = g_strsplit_set(text, " \t", -1);
    GPtrArray *words = g_ptr_array_new();
    for (size_t k = 0; parts[k] != NULL; k++) {
        if (*parts[k] != '\0') {
            g_ptr_array_add(words, g_strdup(parts[k]));
        }
    }
    g_strfreev(parts);
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(words, FALSE);
}

static bool read_row(struct grid *grid, size_t row, const char *text)
{
    char **words = words_of(text);
    size_t width = grid->n_columns + 1;
    bool good = g_strv_length(words) == grid->n_columns;
    for (size_t k = 0; good && k < grid->n_columns; k++) {
        int64_t value = 0;
        good = read_whole(words[k], G_MAXINT32, &value) && value >= 0;
        grid->values[row * width + k] = value;
        grid->values[row * width + grid->n_columns] += value;
        grid->values[grid->n_rows * width + k] += value;
        grid->values[grid->n_rows * width + grid->n_columns] += value;
    }
    g_strfreev(words);
    return good;
}

static bool read_grid(struct grid *grid, const struct method_value *in)
{
    char **rows = g_strsplit(in[0].text, ";", -1);
    grid->rows = words_of(in[1].text);
    grid->columns = words_of(in[2].text);
    grid->n_rows = g_strv_length(grid->rows);
    grid->n_columns = g_strv_length(grid->columns);
    grid->values = g_new0(int64_t, (grid->n_rows + 1) * (grid->n_columns + 1));
    bool good = grid->n_rows > 0 && grid->n_columns > 0 && g_strv_length(rows) == grid->n_rows;
    for (size_t row = 0; good && row < grid->n_rows; row++) {
        good = read_row(grid, row, rows[row]);
    }
    g_strfreev(rows);
    return good;
}

static void clear_grid(struct grid *grid)
{
    g_strfreev(grid->rows);
    g_strfreev(grid->columns);
    g_free(grid->values);
}

static void add_sums(struct sdc_problem *problem, size_t lines, size_t length, size_t line_step, size_t step)
{
    for (size_t line = 0; line < lines; line++) {
        for (size_t k = 0; k < length; k++) {
            sdc_problem_add_term(problem, (uint32_t)(line * line_step + k * step), k + 1 < length ? 1 : -1);
        }
        sdc_problem_end_equation(problem);
    }
}

static struct sdc_problem *problem_of(const struct grid *grid, int64_t limit, int64_t width)
{
    struct sdc_problem *problem = sdc_problem_new();
    size_t rows = grid->n_rows + 1, columns = grid->n_columns + 1;
    for (size_t k = 0; k < rows * columns; k++) {
        int64_t value = grid->values[k];
        bool small = value > 0 && value < limit;
        struct sdc_unit unit = {
            .weight = 1, .sum = value, .hidden = small, .primary = small, .fixed = value == 0};
        struct sdc_unknown unknown = {
            .value = value, .width = width, .reach = SDC_NO_REACH, .owner = SDC_NOBODY};
        unknown.unit = sdc_problem_add_unit(problem, &unit);
        sdc_problem_add_unknown(problem, &unknown);
    }
    add_sums(problem, rows, columns, columns, 1);
    add_sums(problem, columns, rows, 1, columns);
    sdc_problem_finish(problem);
    return problem;
}

static const char *label(char **labels, size_t n, size_t k)
{
    return k < n ? labels[k] : "tot";
}

/* Names of the hidden cells that are primary, or those that are not; how many and their sum. */
static char *list_hidden(const struct grid *grid, const struct sdc_problem *problem, bool primary, double *n,
                         double *sum)
{
    GString *names = g_string_new(NULL);
    *n = *sum = 0;
    for (uint32_t i = 0; i < problem->unknowns->len; i++) {
        const struct sdc_unit *unit = sdc_unit_of(problem, i);
        if (!unit->hidden || unit->primary != primary) {
            continue;
        }
        g_string_append_printf(names, "%s%s|%s", names->len > 0 ? " " : "",
                               label(grid->rows, grid->n_rows, i / (grid->n_columns + 1)),
                               label(grid->columns, grid->n_columns, i % (grid->n_columns + 1)));
        *n += 1;
        *sum += (double)unit->sum;
    }
    return g_string_free(names, FALSE);
}

enum { OUT_N_PRIMARY, OUT_PRIMARY, OUT_N, OUT_SUM, OUT_PATTERN };

/* False when nothing protects the cells (`why` = no solution) or the search had to stop (too large). */
static bool find_optimum(struct sdc_problem *problem, enum stat_state *why)
{
    struct sdc_effort effort = {0};
    struct sdc_rules rules = SDC_RULES;
    rules.outsiders_only = true;
    rules.primaries_only = true;
    rules.exact_units = CANDIDATES_MAX;
    rules.exact_rounds = rules.exact_solves = UINT32_MAX;
    rules.exact_nodes = 200000;
    rules.effort = &effort;
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = sdc_suppress(problem, &rules, failed);
    *why = good ? STAT_TOO_LARGE : STAT_NO_SOLUTION;
    g_array_unref(failed);
    return good && effort.least == effort.weight;
}

static void secondary_optimum(const struct method_case *c)
{
    struct grid grid = {0};
    for (size_t k = 0; k < c->results; k++) {
        c->out[k].number = stat_undefined(STAT_BAD_ARGUMENT);
    }
    if (!read_grid(&grid, c->in)) {
        clear_grid(&grid);
        return;
    }
    double n, sum;
    enum stat_state why;
    struct sdc_problem *problem = problem_of(&grid, (int64_t)c->in[3].number, (int64_t)c->in[4].number);
    c->out[OUT_PRIMARY].text = list_hidden(&grid, problem, true, &n, &sum);
    c->out[OUT_N_PRIMARY].number = stat_ok(n);
    if (find_optimum(problem, &why)) {
        c->out[OUT_PATTERN].text = list_hidden(&grid, problem, false, &n, &sum);
        c->out[OUT_N].number = stat_ok(n);
        c->out[OUT_SUM].number = stat_ok(sum);
    } else {
        c->out[OUT_PATTERN].number = c->out[OUT_N].number = c->out[OUT_SUM].number = stat_undefined(why);
    }
    sdc_problem_free(problem);
    clear_grid(&grid);
}

const struct method sdc_methods[] = {
    {.name = "sdc_audit_cells",
     .summary = N_("the least and greatest value that a reader can compute for each hidden cell"),
     .inputs = {{.name = "case_id", .kind = METHOD_TEXT},
                {.name = "cell", .kind = METHOD_TEXT},
                {.name = "true_value", .kind = METHOD_COUNT},
                {.name = "status", .kind = METHOD_TEXT},
                {.name = "attacker_lower_bound", .kind = METHOD_ANY}},
     .results = {"low_lp", "up_lp", "low_int", "up_int", "disclosure"},
     .keys = "case_id",
     .compute = audit_cells,
     .companions = {"sdc_audit_equations.csv"}},
    {.name = "sdc_audit_cases",
     .summary = N_("how many hidden cells of a case can be computed exactly"),
     .inputs = {{.name = "case_id", .kind = METHOD_TEXT}},
     .results = {"n_suppressed", "n_exactly_recomputable", "verdict_primary"},
     .compute = audit_case,
     .companions = {"sdc_audit_cells.csv", "sdc_audit_equations.csv"}},
    {.name = "sdc_secondary_optimum",
     .summary = N_("the fewest further cells of a table that must be hidden to protect its small ones"),
     .inputs = {{.name = "rows_of_values", .kind = METHOD_TEXT},
                {.name = "row_labels", .kind = METHOD_TEXT},
                {.name = "col_labels", .kind = METHOD_TEXT},
                {.name = "primary_if_0_lt_x_lt", .kind = METHOD_COUNT},
                {.name = "required_interval_width", .kind = METHOD_COUNT}},
     .results = {"n_primary", "primary_cells", "min_n_secondary", "min_sum_of_values_at_that_n",
                 "one_optimal_pattern"},
     .compute = secondary_optimum},
    {.name = NULL},
};
