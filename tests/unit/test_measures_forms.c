/* SPDX-License-Identifier: GPL-3.0-or-later */
/* fit and expected: what the forms judge and expect. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/form_sums.h"

struct world {
    struct builder *builder;
    uint32_t group;
    struct results results;
};

static struct world new_world(void)
{
    struct world world = {.builder = builder_new(2023, 2024)};
    world.group = builder_group(world.builder, "autism");
    builder_municipality(world.builder, "813", "Frederikshavn", true);
    builder_municipality(world.builder, "825", "Læsø", true);
    builder_municipality(world.builder, "851", "Aalborg", true);
    return world;
}

/* Forms are added in the order that model.h promises: group, municipality, year, department. */
static struct need *add_form(struct world *world, uint32_t municipality, int year, const char *department)
{
    const struct need need = {.municipality = municipality,
                              .group = world->group,
                              .department = {department, department},
                              .year = year,
                              .basis = BASIS_31_DECEMBER,
                              .fit = -1};
    g_array_append_val(world->builder->needs, need);
    return &g_array_index(world->builder->needs, struct need, world->builder->needs->len - 1);
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static void fit_counts_municipalities_by_answer(void **state)
{
    (void)state;
    struct world world = new_world();
    add_form(&world, 0, 2024, "")->fit = 3;
    add_form(&world, 1, 2024, "")->fit = 0;
    add_form(&world, 2, 2024, "børn")->fit = 3;
    add_form(&world, 2, 2024, "voksne")->fit = 5;
    add_form(&world, 2, 2024, "ældre")->fit = 3; /* the same municipality once */
    measures_forms(builder_model(world.builder), &world.results);
    const struct table *fit = world.results.tables[TABLE_FIT];
    assert_int_equal(table_rows(fit), 3);
    const struct cell *row = need_row(fit, "autism 2024 3");
    assert_rests(row[FIT_MUNICIPALITIES], 2, CONTRIBUTORS_NONE);
    assert_word(row[FIT_WHO], "813|851");
    assert_word(need_row(fit, "autism 2024 5")[FIT_WHO], "851");
    assert_word(need_row(fit, "autism 2024 unknown")[FIT_WHO], "825");
    check_sorted(fit);
    end_world(&world);
}

static void expected_sums_those_who_answered(void **state)
{
    (void)state;
    struct world world = new_world();
    struct need *form = add_form(&world, 0, 2024, "");
    form->expected_1y = given(7);
    form->expected_3y = given(9);
    form->direction = DIRECTION_MORE;
    form = add_form(&world, 2, 2024, "børn");
    form->expected_1y = given(4);
    form->expected_3y = given(0);
    form->direction = DIRECTION_MORE;
    form = add_form(&world, 2, 2024, "voksne");
    form->expected_1y = given(2);
    form->direction = DIRECTION_SAME;
    measures_forms(builder_model(world.builder), &world.results);
    const struct table *expected = world.results.tables[TABLE_EXPECTED];
    assert_int_equal(table_rows(expected), 3); /* who sent no form has no row */
    assert_word(need_row(expected, "autism 813 2024")[EXPECTED_DIRECTION], "more");
    const struct cell *row = need_row(expected, "autism 851 2024");
    assert_word(row[EXPECTED_DIRECTION], "mixed");
    assert_rests(row[EXPECTED_1Y], 6, 6);
    assert_empty(row[EXPECTED_3Y], CELL_MISSING, REASON_NONE); /* one department left it open */
    row = need_row(expected, "autism region 2024");
    assert_empty(row[EXPECTED_DIRECTION], CELL_MISSING, REASON_NONE);
    assert_rests(row[EXPECTED_1Y], 13, 13);
    assert_rests(row[EXPECTED_3Y], 9, 9);
    end_world(&world);
}

static void departments_with_two_bases_count_once(void **state)
{
    (void)state;
    struct need rows[3] = {
        {.department = {"a", "a"}, .basis = BASIS_DURING_YEAR, .citizens = given(9), .waiting = given(2)},
        {.department = {"a", "a"}, .basis = BASIS_31_DECEMBER, .citizens = given(6), .waiting = given(3)},
        {.department = {"b", "b"}, .basis = BASIS_31_DECEMBER, .citizens = given(1), .waiting = given(4)},
    };
    const struct form form = {.rows = rows, .n = 3};
    assert_int_equal(form_departments(form), 2);
    assert_true(form_sum(form, FORM_WAITING).number == 7);
    assert_true(form_citizens(form, BASIS_31_DECEMBER).number == 7);
    assert_int_equal(form_citizens(form, BASIS_DURING_YEAR).state, CELL_MISSING);
    rows[2].citizens = (struct quantity){.state = CELL_SUPPRESSED};
    assert_int_equal(form_citizens(form, BASIS_31_DECEMBER).state, CELL_SUPPRESSED);
    rows[1].citizens = not_given();
    assert_int_equal(form_citizens(form, BASIS_31_DECEMBER).state, CELL_MISSING);
}

static void without_forms_there_are_no_tables(void **state)
{
    (void)state;
    struct world world = new_world();
    measures_forms(builder_model(world.builder), &world.results);
    assert_null(world.results.tables[TABLE_FIT]);
    assert_null(world.results.tables[TABLE_EXPECTED]);
    end_world(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fit_counts_municipalities_by_answer),
        cmocka_unit_test(expected_sums_those_who_answered),
        cmocka_unit_test(departments_with_two_bases_count_once),
        cmocka_unit_test(without_forms_there_are_no_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
