/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an attacker can compute and what must be hidden from him, on tables small enough to check by hand. The
 * expected values are derived in the comments, none is taken from the program.
 */
#include "vifte/sdc_move.h"
#include "vifte/sdc_suppress.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define WIDTH 5

struct builder {
    struct sdc_problem *problem;
    int64_t lower;
    bool needs_reach;
};

/* A count of `value`; hidden as primary when it is from 1 to WIDTH - 1; zeros stay printed. */
static uint32_t add(const struct builder *builder, int64_t value, uint32_t owner)
{
    bool small = value > 0 && value < WIDTH;
    struct sdc_unit unit = {
        .weight = 1, .sum = value, .hidden = small, .primary = small, .fixed = value == 0};
    struct sdc_unknown unknown = {.value = value,
                                  .lower = MIN(builder->lower, value),
                                  .width = WIDTH,
                                  .reach = builder->needs_reach ? WIDTH : SDC_NO_REACH,
                                  .owner = owner,
                                  .single = value == 1};
    unknown.unit = sdc_problem_add_unit(builder->problem, &unit);
    return sdc_problem_add_unknown(builder->problem, &unknown);
}

/* Rows and columns of a table with its margins as unknowns: cell (r, c) is r * (columns + 1) + c. */
static struct sdc_problem *table(const int *values, int rows, int columns, int64_t lower)
{
    struct builder builder = {.problem = sdc_problem_new(), .lower = lower};
    for (int r = 0; r <= rows; r++) {
        for (int c = 0; c <= columns; c++) {
            int64_t value = 0;
            for (int k = 0; k < rows; k++) {
                for (int l = 0; l < columns; l++) {
                    value += (r == rows || r == k) && (c == columns || c == l) ? values[k * columns + l] : 0;
                }
            }
            add(&builder, value, SDC_NOBODY);
        }
    }
    for (int r = 0; r <= rows; r++) {
        for (int c = 0; c <= columns; c++) {
            sdc_problem_add_term(builder.problem, (uint32_t)(r * (columns + 1) + c), c == columns ? -1 : 1);
        }
        sdc_problem_end_equation(builder.problem);
    }
    for (int c = 0; c <= columns; c++) {
        for (int r = 0; r <= rows; r++) {
            sdc_problem_add_term(builder.problem, (uint32_t)(r * (columns + 1) + c), r == rows ? -1 : 1);
        }
        sdc_problem_end_equation(builder.problem);
    }
    sdc_problem_finish(builder.problem);
    return builder.problem;
}

static void hide(struct sdc_problem *problem, uint32_t i)
{
    sdc_unit_of(problem, i)->hidden = true;
}

static struct sdc_bounds bounds(const struct sdc_problem *problem, uint32_t i, struct sdc_profile profile)
{
    struct sdc_mover *mover = sdc_mover_new(problem);
    struct sdc_bounds found;
    assert_true(sdc_bounds(mover, i, &profile, &found));
    sdc_mover_free(mover);
    return found;
}

static bool audit(const struct sdc_problem *problem, const struct sdc_rules *rules)
{
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = sdc_audit(problem, rules, failed);
    assert_int_equal(good, failed->len == 0);
    g_array_unref(failed);
    return good;
}

static bool suppress(struct sdc_problem *problem, const struct sdc_rules *rules)
{
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    bool good = sdc_suppress(problem, rules, failed);
    g_array_unref(failed);
    return good;
}

static uint32_t n_secondary(const struct sdc_problem *problem, int64_t *sum)
{
    uint32_t n = 0;
    *sum = 0;
    for (uint32_t u = 0; u < problem->units->len; u++) {
        const struct sdc_unit *unit = sdc_unit_at(problem, u);
        if (unit->hidden && !unit->primary) {
            n++;
            *sum += unit->sum;
        }
    }
    return n;
}

/* A square of hidden cells 6 9 / 7 8 in a table with printed margins: the only freedom is +t -t / -t +t, so
 * the first lies in 6 - min(6, 8) .. 6 + min(9, 7). */
static void a_square_has_one_freedom(void **state)
{
    (void)state;
    struct sdc_problem *problem = table((const int[]){6, 9, 20, 7, 8, 30}, 2, 3, 0);
    hide(problem, 0);
    hide(problem, 1);
    hide(problem, 4);
    hide(problem, 5);
    struct sdc_bounds found = bounds(problem, 0, SDC_OUTSIDER);
    assert_true(found.lower == 0 && found.upper == 13 && found.whole_lower == 0 && found.whole_upper == 13);
    found = bounds(problem, 5, SDC_OUTSIDER); /* moves with the first: 8 - 6 .. 8 + 7 */
    assert_true(found.lower == 2 && found.upper == 15);
    sdc_problem_free(problem);
}

/* Three of the square's corners hidden: nothing can move, the values are known. */
static void a_lone_corner_is_known(void **state)
{
    (void)state;
    struct sdc_problem *problem = table((const int[]){6, 9, 20, 7, 8, 30}, 2, 3, 0);
    hide(problem, 0);
    hide(problem, 1);
    hide(problem, 4);
    struct sdc_bounds found = bounds(problem, 1, SDC_OUTSIDER);
    assert_true(found.lower == 9 && found.upper == 9);
    sdc_problem_free(problem);
}

/* 2 x = y + z with y + z printed nowhere, y = 3 and z <= 4 granted by the sum z + w = 4: x = (3 + z) / 2 is
 * between 1.5 and 3.5, in whole numbers 2 or 3. */
static void whole_numbers_are_narrower(void **state)
{
    (void)state;
    struct builder builder = {.problem = sdc_problem_new()};
    uint32_t x = add(&builder, 2, SDC_NOBODY), z = add(&builder, 1, SDC_NOBODY),
             w = add(&builder, 3, SDC_NOBODY);
    sdc_problem_add_term(builder.problem, x, 2);
    sdc_problem_add_term(builder.problem, z, -1);
    sdc_problem_end_equation(builder.problem);
    sdc_problem_add_term(builder.problem, z, 1);
    sdc_problem_add_term(builder.problem, w, 1);
    sdc_problem_end_equation(builder.problem);
    sdc_problem_finish(builder.problem);
    struct sdc_bounds found = bounds(builder.problem, x, SDC_OUTSIDER);
    assert_true(fabs(found.lower - 1.5) < 1e-9 && fabs(found.upper - 3.5) < 1e-9);
    assert_true(found.whole_lower == 2 && found.whole_upper == 3);
    sdc_problem_free(builder.problem);
}

/* 3 must be hidden; one more in its row and column and the corner opposite close a square. The cheapest
 * corners: row 12 3 7 and column 3 9 5 with the fourth corner; 7 + 5 + 14 = 26, 12 + 5 + 6 = 23, 7 + 9 + 11,
 * 12 + 9 + 8: 23. The first freedom is 3 + min(12, 5) = 8 and 0: wide enough. */
static void the_smallest_pattern_is_found(void **state)
{
    (void)state;
    struct sdc_problem *problem = table((const int[]){12, 3, 7, 8, 9, 11, 6, 5, 14}, 3, 3, 0);
    struct sdc_rules rules = SDC_RULES;
    int64_t sum;
    assert_true(suppress(problem, &rules));
    assert_int_equal(n_secondary(problem, &sum), 3);
    assert_int_equal(sum, 23);
    assert_true(audit(problem, &rules));
    sdc_problem_free(problem);
}

/* Municipalities 7, 2, 0, 4, 9 with total 22: 2 and 4 are small. Their sum 6 follows, so each lies in 1 .. 5:
 * four wide is too narrow, and whoever knows the 2 knows the 4. More must go. */
static void a_total_with_two_small_parts(void **state)
{
    (void)state;
    static const int PARTS[] = {7, 2, 0, 4, 9};
    struct builder builder = {.problem = sdc_problem_new(), .lower = 1, .needs_reach = true};
    for (uint32_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        sdc_problem_add_term(builder.problem, add(&builder, PARTS[i], i), 1);
    }
    uint32_t total = add(&builder, 22, SDC_NOBODY);
    sdc_unit_of(builder.problem, total)->weight = 4;
    sdc_problem_add_term(builder.problem, total, -1);
    sdc_problem_end_equation(builder.problem);
    sdc_problem_finish(builder.problem);
    struct sdc_rules rules = SDC_RULES;
    struct sdc_bounds found = bounds(builder.problem, 1, SDC_OUTSIDER);
    assert_true(found.lower == 1 && found.upper == 5);
    assert_false(audit(builder.problem, &rules));
    found = bounds(builder.problem, 1, (struct sdc_profile){.owner = 3, .unit = SDC_NOBODY});
    assert_true(found.lower == 2 && found.upper == 2);
    assert_true(suppress(builder.problem, &rules));
    int64_t sum;
    /* The 7 alone would not do: who knows it is back at 6. The total has a weight of four, so 7 and 9 go. */
    assert_int_equal(n_secondary(builder.problem, &sum), 2);
    assert_int_equal(sum, 16);
    assert_false(sdc_unit_of(builder.problem, 2)->hidden); /* a printed zero stays */
    sdc_problem_free(builder.problem);
}

/* 1 + 1 = 2 beside a printed 10 = total 12: whoever is one of the two knows the other. With outsiders only,
 * 2 and 10 hidden would do. */
static void who_is_alone_in_a_count_knows_it(void **state)
{
    (void)state;
    struct builder builder = {.problem = sdc_problem_new(), .lower = 1, .needs_reach = true};
    uint32_t a = add(&builder, 1, SDC_NOBODY), b = add(&builder, 1, SDC_NOBODY);
    uint32_t c = add(&builder, 10, SDC_NOBODY), all = add(&builder, 12, SDC_NOBODY);
    uint32_t terms[] = {a, b, c};
    for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
        sdc_problem_add_term(builder.problem, terms[i], 1);
    }
    sdc_problem_add_term(builder.problem, all, -1);
    sdc_problem_end_equation(builder.problem);
    sdc_problem_finish(builder.problem);
    struct sdc_profile one = {.owner = SDC_NOBODY, .unit = sdc_unknown_at(builder.problem, a)->unit};
    struct sdc_bounds found = bounds(builder.problem, b, one);
    assert_true(found.lower == 1 && found.upper == 1);
    struct sdc_rules rules = SDC_RULES;
    assert_true(suppress(builder.problem, &rules));
    assert_true(sdc_unit_of(builder.problem, c)->hidden || sdc_unit_of(builder.problem, all)->hidden);
    found = bounds(builder.problem, b, one);
    assert_true(found.whole_upper - found.whole_lower >= WIDTH);
    sdc_problem_free(builder.problem);
}

/* Everything that could be hidden is fixed: the audit says which one fails. */
static void what_cannot_be_protected_fails(void **state)
{
    (void)state;
    struct builder builder = {.problem = sdc_problem_new(), .lower = 1, .needs_reach = true};
    uint32_t a = add(&builder, 2, SDC_NOBODY), b = add(&builder, 20, SDC_NOBODY);
    sdc_unit_of(builder.problem, b)->fixed = true;
    sdc_problem_add_term(builder.problem, a, 1);
    sdc_problem_add_term(builder.problem, b, -1);
    sdc_problem_end_equation(builder.problem);
    sdc_problem_finish(builder.problem);
    struct sdc_rules rules = SDC_RULES;
    GArray *failed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    assert_false(sdc_suppress(builder.problem, &rules, failed));
    assert_int_equal(failed->len, 1);
    assert_int_equal(g_array_index(failed, uint32_t, 0), a);
    g_array_unref(failed);
    sdc_problem_free(builder.problem);
}

/* A random table, protected; then every hidden value is asked for by linear programming that knows nothing of
 * the proofs. */
static void protected_tables_keep_their_promise(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 60; round++) {
        int values[24];
        int rows = 2 + round % 3, columns = 2 + round % 4;
        for (int i = 0; i < rows * columns; i++) {
            seed = seed * 1664525 + 1013904223;
            values[i] = (int)(seed >> 24) % 14;
        }
        struct sdc_problem *problem = table(values, rows, columns, 1);
        struct sdc_rules rules = SDC_RULES;
        if (suppress(problem, &rules)) {
            struct sdc_mover *mover = sdc_mover_new(problem);
            for (uint32_t i = 0; i < problem->unknowns->len; i++) {
                struct sdc_bounds found;
                struct sdc_profile outsider = SDC_OUTSIDER;
                assert_true(sdc_bounds(mover, i, &outsider, &found));
                if (sdc_unit_of(problem, i)->hidden) {
                    assert_true(found.whole_upper - found.whole_lower >= WIDTH);
                } else {
                    assert_true(found.lower == found.upper);
                }
            }
            sdc_mover_free(mover);
        }
        sdc_problem_free(problem);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_square_has_one_freedom),
        cmocka_unit_test(a_lone_corner_is_known),
        cmocka_unit_test(whole_numbers_are_narrower),
        cmocka_unit_test(the_smallest_pattern_is_found),
        cmocka_unit_test(a_total_with_two_small_parts),
        cmocka_unit_test(who_is_alone_in_a_count_knows_it),
        cmocka_unit_test(what_cannot_be_protected_fails),
        cmocka_unit_test(protected_tables_keep_their_promise),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
