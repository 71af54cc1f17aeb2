/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Coverage, differences between sources, and findings as a table. */
#include "measures_check.h"
#include "model_builder.h"

#include "vifte/findings.h"
#include "vifte/measures.h"

#define DAY(year, month, day) date_from_ymd(year, month, day)
#define YEAR(year) date_year_start(year), date_year_start((year) + 1)

struct fixture {
    struct builder *builder;
    struct diag *diag;
    uint32_t aalborg, hjorring, autism, dementia, set;
    struct results results;
};

static struct fixture fixture_new(void)
{
    struct fixture f = {.builder = builder_new(2023, 2024), .diag = diag_new()};
    f.aalborg = builder_municipality(f.builder, "851", "Aalborg", true);
    f.hjorring = builder_municipality(f.builder, "860", "Hjørring", true);
    f.autism = builder_group(f.builder, "autism");
    f.dementia = builder_group(f.builder, "dementia");
    f.set = builder_set(f.builder, f.autism, NONE);
    builder_offer(f.builder, "A", f.aalborg, f.set);
    builder_period(f.builder, DAY(2010, 1, 1), DAY_OPEN, given(10));
    return f;
}

static const struct table *measure(struct fixture *f, enum table_id wanted)
{
    measures_quality(builder_model(f->builder), f->diag, &f->results);
    return f->results.tables[wanted];
}

static void fixture_free(struct fixture *f)
{
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        table_free(f->results.tables[i]);
    }
    diag_free(f->diag);
    builder_free(f->builder);
}

static void add_use(struct fixture *f, uint32_t municipality, uint32_t group, int year,
                    struct quantity citizens)
{
    const struct use_count count = {
        .municipality = municipality, .group = group, .offer = 0, .year = year, .citizens = citizens};
    g_array_append_val(f->builder->use_counts, count);
}

static void test_coverage(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    f.builder->project.freeze = DAY(2025, 3, 1);
    const struct delivery deliveries[] = {
        {"needs", f.aalborg, 2024, 5, DAY(2025, 2, 1), 1, DELIVERY_SUPERSEDED, 0, NULL, NULL, 0, NULL},
        {"needs", f.aalborg, 2024, 6, DAY(2025, 3, 11), 2, DELIVERY_LATE, 0, NULL, NULL, 0, NULL},
        {"needs", f.hjorring, 2024, 0, DAY_OPEN, 0, DELIVERY_MISSING, NONE, NULL, NULL, 0, NULL},
        {"occupancy", NONE, 0, 12, DAY_OPEN, 0, DELIVERY_RECEIVED, 0, NULL, NULL, 0, NULL},
    };
    g_array_append_vals(f.builder->deliveries, deliveries, G_N_ELEMENTS(deliveries));
    const struct table *coverage = measure(&f, TABLE_COVERAGE);

    assert_int_equal(table_rows(coverage), 4);
    const struct cell *row = table_row(coverage, 0); /* versions stay in order */
    assert_word(row[COVERAGE_STATUS], "superseded");
    assert_number(row[COVERAGE_DAYS_LATE], 0);
    row = table_row(coverage, 1);
    assert_number(row[COVERAGE_ROWS], 6);
    assert_number(row[COVERAGE_RECEIVED], DAY(2025, 3, 11));
    assert_number(row[COVERAGE_VERSION], 2);
    assert_word(row[COVERAGE_STATUS], "late");
    assert_number(row[COVERAGE_DAYS_LATE], 10);
    row = need_row(coverage, "needs 860 2024"); /* missing is not zero rows */
    assert_empty(row[COVERAGE_ROWS], CELL_MISSING, REASON_NONE);
    assert_empty(row[COVERAGE_RECEIVED], CELL_MISSING, REASON_NONE);
    assert_word(row[COVERAGE_STATUS], "missing");
    row = need_row(coverage, "occupancy region all");
    assert_number(row[COVERAGE_ROWS], 12);
    assert_empty(row[COVERAGE_DAYS_LATE], CELL_MISSING, REASON_NONE);
    fixture_free(&f);
}

/* The operator says 8 on average in 2023 and exactly what the stays say in 2024. */
static void test_occupied_days_that_differ(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    f.builder->project.stays_complete_all = true;
    for (uint32_t person = 0; person < 7; person++) {
        builder_stay(f.builder, person, 0, f.set, f.aalborg, DAY(2020, 1, 1), DAY_OPEN);
    }
    builder_report(f.builder, 0, "2023", YEAR(2023), not_given(), given(8 * 365));
    builder_report(f.builder, 0, "2024", YEAR(2024), not_given(), given(7 * 366));
    builder_report(f.builder, 0, "2024-12-31", DAY(2024, 12, 31), DAY(2025, 1, 1), not_given(), given(6));
    const struct table *table = measure(&f, TABLE_RECONCILIATION);

    assert_int_equal(table_rows(table), 2);
    const struct cell *row = need_row(table, "A 2023 occupied_days");
    assert_number(row[RECONCILIATION_OPERATOR], 2920);
    assert_number(row[RECONCILIATION_STAYS], 2555);
    assert_number(row[RECONCILIATION_DIFFERENCE], 365);
    assert_int_equal(row[RECONCILIATION_DIFFERENCE].contributors, 7);
    assert_empty(row[RECONCILIATION_FORMS], CELL_NA, REASON_NONE);
    assert_number(need_row(table, "A 2024-12-31 occupied_days")[RECONCILIATION_DIFFERENCE], -1);
    fixture_free(&f);
}

/* Payers' stays miss other payers' citizens: no comparison unless the offer's stays are complete. */
static void test_incomplete_stays_are_not_compared(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    builder_stay(f.builder, 0, 0, f.set, f.aalborg, DAY(2020, 1, 1), DAY_OPEN);
    builder_report(f.builder, 0, "2023", YEAR(2023), not_given(), given(8 * 365));
    assert_int_equal(table_rows(measure(&f, TABLE_RECONCILIATION)), 0);
    fixture_free(&f);
}

/* Aalborg: persons 1, 2 (twice there) and 3 (dementia) in 2023; the form says 3 for autism. 2024 agrees.
 * Hjørring sent no stays, and a form without a number says nothing. */
static void test_citizens_that_differ(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    uint32_t dementia = builder_set(f.builder, f.dementia, NONE);
    builder_stay(f.builder, 1, 0, f.set, f.aalborg, DAY(2022, 1, 1), DAY_OPEN);
    builder_stay(f.builder, 2, 0, f.set, f.aalborg, DAY(2023, 2, 1), DAY(2023, 3, 1));
    builder_stay(f.builder, 2, 0, f.set, f.aalborg, DAY(2023, 5, 1), DAY(2024, 1, 1));
    builder_stay(f.builder, 3, 0, dementia, f.aalborg, DAY(2023, 5, 1), DAY(2023, 6, 1));
    add_use(&f, f.aalborg, f.autism, 2023, given(3));
    add_use(&f, f.hjorring, f.autism, 2023, given(9));
    add_use(&f, f.aalborg, f.autism, 2024, given(1));
    add_use(&f, f.aalborg, f.dementia, 2024, not_given());
    const struct table *table = measure(&f, TABLE_RECONCILIATION);

    assert_int_equal(table_rows(table), 1);
    const struct cell *row = need_row(table, "A 2023 citizens");
    assert_number(row[RECONCILIATION_STAYS], 2);
    assert_number(row[RECONCILIATION_FORMS], 3);
    assert_number(row[RECONCILIATION_DIFFERENCE], -1);
    assert_int_equal(row[RECONCILIATION_DIFFERENCE].contributors, 2);
    assert_empty(row[RECONCILIATION_OPERATOR], CELL_NA, REASON_NONE);
    fixture_free(&f);
}

/* Several cells of one offer and year are added up on both sides; zero in the stays is a difference too. */
static void test_citizens_over_groups(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    uint32_t both = builder_set(f.builder, f.autism, f.dementia);
    builder_stay(f.builder, 1, 0, both, f.aalborg, DAY(2023, 1, 1), DAY(2023, 2, 1));
    builder_stay(f.builder, 2, 0, f.set, f.hjorring, DAY(2023, 1, 1), DAY(2023, 2, 1));
    add_use(&f, f.hjorring, f.autism, 2023, given(1));
    add_use(&f, f.aalborg, f.dementia, 2023, given(1));
    add_use(&f, f.aalborg, f.autism, 2023, given(2));
    add_use(&f, f.aalborg, f.autism, 2024, given(4));
    const struct table *table = measure(&f, TABLE_RECONCILIATION);

    assert_int_equal(table_rows(table), 2);
    assert_number(need_row(table, "A 2023 citizens")[RECONCILIATION_STAYS], 3);
    assert_number(need_row(table, "A 2023 citizens")[RECONCILIATION_FORMS], 4);
    assert_number(need_row(table, "A 2024 citizens")[RECONCILIATION_DIFFERENCE], -4);
    fixture_free(&f);
}

static void test_findings(void **state)
{
    (void)state;
    struct fixture f = fixture_new();
    const struct pos text = {.file = "tilbud.csv", .line = 17, .field = 4};
    const struct pos sheet = {.file = "behov.xlsx", .sheet = "2024", .line = 7, .field = 3};
    diag_add(f.diag, &FINDING_OVERLAPPING_STAYS, &text, "start", "need flows", "look at it", "two at once");
    diag_add(f.diag, &FINDING_DECIDED, &sheet, NULL, NULL, NULL, "read as %s", "UTF-8");
    diag_add(f.diag, &FINDING_NOT_DELIVERED, NULL, NULL, NULL, NULL, "Morsø has not delivered");
    const struct table *table = measure(&f, TABLE_QUALITY);

    assert_int_equal(table_rows(table), 3);
    const struct cell *row = need_row(table, "W310");
    assert_word(row[QUALITY_LEVEL], "warn");
    assert_word(row[QUALITY_FILE], "tilbud.csv");
    assert_number(row[QUALITY_LINE], 17);
    assert_number(row[QUALITY_FIELD], 4);
    assert_word(row[QUALITY_MESSAGE], "two at once");
    assert_word(row[QUALITY_CURE], "look at it");
    assert_word(row[QUALITY_TOUCHES], "need flows");
    row = need_row(table, "N113");
    assert_word(row[QUALITY_LEVEL], "note");
    assert_word(row[QUALITY_FILE], "behov.xlsx!2024");
    assert_word(row[QUALITY_MESSAGE], "read as UTF-8");
    assert_empty(row[QUALITY_CURE], CELL_NA, REASON_NONE);
    row = need_row(table, "W316");
    assert_empty(row[QUALITY_FILE], CELL_NA, REASON_NONE);
    assert_empty(row[QUALITY_LINE], CELL_NA, REASON_NONE);
    fixture_free(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_coverage),
        cmocka_unit_test(test_occupied_days_that_differ),
        cmocka_unit_test(test_incomplete_stays_are_not_compared),
        cmocka_unit_test(test_citizens_that_differ),
        cmocka_unit_test(test_citizens_over_groups),
        cmocka_unit_test(test_findings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
