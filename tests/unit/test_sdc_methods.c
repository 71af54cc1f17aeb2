/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * `vifte calc` on whole tables. Values by hand, or by trying every pattern and asking for bounds by linear
 * programming, which shares nothing with the search.
 */
#include "vifte/sdc_methods.h"
#include "vifte/sdc_move.h"

#include <glib.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct method *find(const char *name)
{
    const struct method *m = sdc_methods;
    while (strcmp(m->name, name) != 0) {
        m++;
    }
    return m;
}

struct optimum {
    double n_primary, n, sum;
    bool found;
    char *pattern;
};

static struct optimum optimum_of(const char *rows, const char *row_labels, const char *column_labels,
                                 int limit, int width)
{
    struct method_value in[] = {
        {.text = rows}, {.text = row_labels}, {.text = column_labels}, {.number = limit}, {.number = width}};
    struct method_result out[5] = {0};
    struct method_case one = {.rows = 1, .in = in, .inputs = 5, .out = out, .results = 5};
    find("sdc_secondary_optimum")->compute(&one);
    struct optimum optimum = {.n_primary = out[0].number.value,
                              .n = out[2].number.value,
                              .sum = out[3].number.value,
                              .found = out[2].number.state == STAT_OK,
                              .pattern = out[4].text};
    g_free(out[1].text);
    return optimum;
}

/* --- every pattern of a table with its margins --- */

#define SIDE_MAX 3

struct table {
    int rows, columns; /* without margins */
    int64_t values[(SIDE_MAX + 1) * (SIDE_MAX + 1)];
};

static struct sdc_problem *problem_of(const struct table *table, uint32_t hidden)
{
    struct sdc_problem *problem = sdc_problem_new();
    int rows = table->rows + 1, columns = table->columns + 1;
    for (int k = 0; k < rows * columns; k++) {
        struct sdc_unit unit = {.weight = 1, .hidden = (hidden >> k & 1) != 0};
        struct sdc_unknown unknown = {.value = table->values[k], .reach = SDC_NO_REACH, .owner = SDC_NOBODY};
        unknown.unit = sdc_problem_add_unit(problem, &unit);
        sdc_problem_add_unknown(problem, &unknown);
    }
    for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
            sdc_problem_add_term(problem, (uint32_t)(r * columns + c), c + 1 < columns ? 1 : -1);
        }
        sdc_problem_end_equation(problem);
    }
    for (int c = 0; c < columns; c++) {
        for (int r = 0; r < rows; r++) {
            sdc_problem_add_term(problem, (uint32_t)(r * columns + c), r + 1 < rows ? 1 : -1);
        }
        sdc_problem_end_equation(problem);
    }
    sdc_problem_finish(problem);
    return problem;
}

static bool is_safe(const struct table *table, uint32_t primary, uint32_t hidden, int width)
{
    struct sdc_problem *problem = problem_of(table, hidden);
    struct sdc_mover *mover = sdc_mover_new(problem);
    struct sdc_profile outsider = SDC_OUTSIDER;
    bool safe = true;
    for (uint32_t k = 0; k < problem->unknowns->len && safe; k++) {
        struct sdc_bounds bounds = {0};
        if (primary >> k & 1) {
            assert_true(sdc_bounds(mover, k, &outsider, &bounds));
            safe = bounds.upper - bounds.lower >= width;
        }
    }
    sdc_mover_free(mover);
    sdc_problem_free(problem);
    return safe;
}

struct best {
    int n, sum;
};

static struct best try_all(const struct table *table, int limit, int width)
{
    int cells = (table->rows + 1) * (table->columns + 1);
    uint32_t primary = 0, zero = 0;
    struct best best = {.n = -1};
    for (int k = 0; k < cells; k++) {
        primary |= (uint32_t)(table->values[k] > 0 && table->values[k] < limit) << k;
        zero |= (uint32_t)(table->values[k] == 0) << k;
    }
    for (uint32_t pattern = 0; pattern < 1U << cells; pattern++) {
        int n = 0, sum = 0;
        for (int k = 0; k < cells; k++) {
            bool hidden = (pattern >> k & 1) != 0;
            n += hidden;
            sum += hidden ? (int)table->values[k] : 0;
        }
        bool better = best.n < 0 || n < best.n || (n == best.n && sum < best.sum);
        if ((pattern & (primary | zero)) == 0 && better &&
            is_safe(table, primary, primary | pattern, width)) {
            best = (struct best){.n = n, .sum = sum};
        }
    }
    return best;
}

static void add_margins(struct table *table)
{
    int columns = table->columns + 1;
    for (int r = 0; r < table->rows; r++) {
        for (int c = 0; c < table->columns; c++) {
            int64_t value = table->values[r * columns + c];
            table->values[r * columns + table->columns] += value;
            table->values[table->rows * columns + c] += value;
            table->values[table->rows * columns + table->columns] += value;
        }
    }
}

static void no_pattern_costs_less(void **state)
{
    (void)state;
    static const char *const LABELS[] = {"", "a", "a b", "a b c"};
    uint32_t seed = 11;
    int found = 0;
    for (int round = 0; round < 40; round++) {
        struct table table = {.rows = 2 + round % 2, .columns = 2};
        GString *rows = g_string_new(NULL);
        for (int k = 0; k < table.rows * table.columns; k++) {
            seed = seed * 1664525 + 1013904223;
            int value = (int)(seed >> 24) % 13;
            table.values[k / table.columns * (table.columns + 1) + k % table.columns] = value;
            g_string_append_printf(rows, "%s%d", k == 0 ? "" : k % table.columns == 0 ? "; " : " ", value);
        }
        add_margins(&table);
        int width = 1 + round % 5;
        struct best best = try_all(&table, 5, width);
        struct optimum optimum = optimum_of(rows->str, LABELS[table.rows], LABELS[table.columns], 5, width);
        if (optimum.found != (best.n >= 0) ||
            (optimum.found && (optimum.n != best.n || optimum.sum != best.sum))) {
            fail_msg("%s, width %d: %d %d, found %g %g", rows->str, width, best.n, best.sum, optimum.n,
                     optimum.sum);
        }
        found += optimum.found && optimum.n > 0;
        g_free(optimum.pattern);
        g_string_free(rows, TRUE);
    }
    assert_true(found > 20);
}

/* 12 3 7 / 8 9 11 / 6 5 14: see test_sdc_engine.c; a single row leaves the total and one more. */
static void patterns_by_hand(void **state)
{
    (void)state;
    struct optimum optimum = optimum_of("12 3 7; 8 9 11; 6 5 14", "a b c", "x y z", 5, 5);
    assert_true(optimum.n_primary == 1 && optimum.n == 3 && optimum.sum == 23);
    g_free(optimum.pattern);
    optimum = optimum_of("2 20 30", "a", "x y z", 5, 5);
    /* the row equals the margins below it, so each cell goes with its twin */
    assert_true(optimum.n_primary == 2 && optimum.n == 2 && optimum.sum == 40);
    assert_string_equal(optimum.pattern, "a|y tot|y");
    g_free(optimum.pattern);
    optimum = optimum_of("0 0; 0 9", "a b", "x y", 5, 3);
    assert_true(optimum.found && optimum.n_primary == 0 && optimum.n == 0);
    g_free(optimum.pattern);
    optimum = optimum_of("1 2; 3", "a b", "x y", 5, 3);
    assert_false(optimum.found);
    g_free(optimum.pattern);
}

/* The whole case at once; statuses of a1, b1, a2, b2 of the tables below. */
static void expect_case(const char *const statuses[4], const char *value, double hidden, double exact,
                        const char *verdict)
{
    static const char *const HEADING[] = {"case_id", "cell", "true_value", "status", "attacker_lower_bound"};
    static const char *const EQUATIONS_HEADING[] = {"case_id", "equation", "cell", "coefficient"};
    static const char *const EQUATIONS[] = {"c",  "y1", "a1", "1",  "c",  "y1", "b1", "1", "c",
                                            "y1", "t1", "-1", "c",  "y2", "a2", "1",  "c", "y2",
                                            "b2", "1",  "c",  "y2", "t2", "-1", "c",  "d", "a2",
                                            "1",  "c",  "d",  "a1", "-1", "c",  "d",  "d", "-1"};
    const char *cells[] = {"c", "a1", value, statuses[0], "", "c", "b1", "14", statuses[1], "",
                           "c", "a2", "4",   statuses[2], "", "c", "b2", "14", statuses[3], "",
                           "x", "a1", "9",   "prim",      ""};
    struct method_table tables[] = {
        {.rows = 5, .columns = 5, .heading = HEADING, .fields = cells},
        {.rows = 9, .columns = 4, .heading = EQUATIONS_HEADING, .fields = EQUATIONS}};
    struct method_value in = {.text = "c"};
    struct method_result out[3] = {0};
    struct method_case one = {
        .rows = 1, .in = &in, .inputs = 1, .out = out, .results = 3, .companions = tables};
    find("sdc_audit_cases")->compute(&one);
    assert_int_equal(out[0].number.state == STAT_OK, verdict != NULL);
    if (verdict != NULL) {
        assert_true(out[0].number.value == hidden && out[1].number.value == exact);
        assert_string_equal(out[2].text, verdict);
    }
    g_free(out[2].text);
}

static void whole_cases(void **state)
{
    (void)state;
    expect_case((const char *const[]){"prim", "pub", "prim", "pub"}, "3", 2, 2, "unsafe");
    expect_case((const char *const[]){"pub", "sec", "pub", "pub"}, "3", 1, 1, "no exact disclosure");
    expect_case((const char *const[]){"prim", "sec", "prim", "sec"}, "3", 4, 0, "no exact disclosure");
    expect_case((const char *const[]){"prim", "sec", "prim", "sec"}, "three", 0, 0, NULL);
}

/* Two tables share a column: year 1 and year 2 of a, b and the total, and the change of a. 3 + 14 = 17, 4 +
 * 14 = 18: with a hidden in both years, its total minus b gives it: exact. With b hidden too, a is 0 .. 17
 * and a2 = a1 + 1. */
static void linked_tables(void **state)
{
    (void)state;
    static const char *const HEADING[] = {"case_id", "equation", "cell", "coefficient"};
    static const char *const FIELDS[] = {"c",  "y1", "a1", "1",  "c",  "y1", "b1", "1",  "c",  "y1",
                                         "t1", "-1", "c",  "y2", "a2", "1",  "c",  "y2", "b2", "1",
                                         "c",  "y2", "t2", "-1", "c",  "d",  "a2", "1",  "c",  "d",
                                         "a1", "-1", "c",  "d",  "d",  "-1", "x",  "y1", "a1", "1"};
    struct method_table equations = {.rows = 10, .columns = 4, .heading = HEADING, .fields = FIELDS};
    static const struct {
        const char *cell;
        int value;
        double lower, upper;
    } CELLS[] = {{"a1", 3, 0, 17}, {"b1", 14, 0, 17}, {"a2", 4, 1, 18}, {"b2", 14, 0, 17}};
    struct method_value in[5 * G_N_ELEMENTS(CELLS)];
    struct method_result out[5 * G_N_ELEMENTS(CELLS)] = {0};
    for (size_t k = 0; k < G_N_ELEMENTS(CELLS); k++) {
        in[5 * k] = (struct method_value){.text = "c"};
        in[5 * k + 1] = (struct method_value){.text = CELLS[k].cell};
        in[5 * k + 2] = (struct method_value){.number = CELLS[k].value};
        in[5 * k + 3] = (struct method_value){.text = "prim"};
        in[5 * k + 4] = (struct method_value){.text = ""};
    }
    struct method_case set = {.rows = G_N_ELEMENTS(CELLS),
                              .keyed = true,
                              .in = in,
                              .inputs = 5,
                              .out = out,
                              .results = 5,
                              .companions = &equations};
    find("sdc_audit_cells")->compute(&set);
    for (size_t k = 0; k < G_N_ELEMENTS(CELLS); k++) {
        assert_true(out[5 * k].number.value == CELLS[k].lower &&
                    out[5 * k + 1].number.value == CELLS[k].upper);
        assert_true(out[5 * k + 2].number.value == CELLS[k].lower &&
                    out[5 * k + 3].number.value == CELLS[k].upper);
        assert_string_equal(out[5 * k + 4].text, "interval");
        g_free(out[5 * k + 4].text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_pattern_costs_less),
        cmocka_unit_test(patterns_by_hand),
        cmocka_unit_test(linked_tables),
        cmocka_unit_test(whole_cases),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
