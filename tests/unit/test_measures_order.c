/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of citizens do not depend on the order of rows: stays shuffled, persons, sections and sets of
 * groups numbered the other way round give the same cells. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/tails.h"

#define N_STAYS 400
#define PERSONS 60

static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* One list of stays for both worlds; person, section and set by a number that each world maps to its own. */
struct draft {
    uint32_t person, offer, set, municipality, section;
    int32_t start, end, rate_oere;
    uint16_t birth_year;
    uint8_t sex, severity;
};

static void draft_stays(struct draft *drafts)
{
    uint32_t seed = 5;
    for (size_t i = 0; i < N_STAYS; i++) {
        int32_t start = date_from_ymd(2022, 8, 1) + (int32_t)next_random(&seed, 900);
        drafts[i] = (struct draft){.person = next_random(&seed, PERSONS),
                                   .offer = next_random(&seed, 3),
                                   .set = next_random(&seed, 3),
                                   .municipality = next_random(&seed, 3),
                                   .section = next_random(&seed, 3),
                                   .start = start,
                                   .end = start + (int32_t)next_random(&seed, 200),
                                   .rate_oere = (int32_t)next_random(&seed, 100000),
                                   .birth_year = (uint16_t)(1950 + next_random(&seed, 60)),
                                   .sex = (uint8_t)next_random(&seed, 3),
                                   .severity = (uint8_t)next_random(&seed, 4)};
    }
}

static struct builder *build(const struct draft *drafts, bool reversed)
{
    static const struct name SECTIONS[] = {{"SEL-104", "§ 104"}, {"SEL-107", "§ 107"}, {"SEL-108", "§ 108"}};
    struct builder *builder = builder_new(2023, 2024);
    uint32_t groups[] = {builder_group(builder, "autism"), builder_group(builder, "eating")};
    uint32_t sets[3];
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t set = reversed ? 2 - i : i;
        sets[set] = builder_set(builder, groups[set == 1], set == 2 ? groups[1] : NONE);
        g_array_append_val(builder->sections, SECTIONS[set]);
    }
    builder_municipality(builder, "101", "København", false);
    builder_municipality(builder, "813", "Frederikshavn", true);
    builder_municipality(builder, "851", "Aalborg", true);
    for (uint32_t i = 0; i < 3; i++) {
        static const char *const IDS[] = {"A", "B", "C"};
        builder_offer(builder, IDS[i], i, sets[2])->kind = i == 1 ? KIND_DAY : KIND_PERMANENT;
        builder_period(builder, date_year_start(2020), DAY_OPEN, given(10));
    }
    for (size_t k = 0; k < N_STAYS; k++) {
        const struct draft *draft = &drafts[reversed ? N_STAYS - 1 - k : k];
        uint32_t person = reversed ? PERSONS - 1 - draft->person : draft->person;
        struct stay *stay = builder_stay(builder, person, draft->offer, sets[draft->set], draft->municipality,
                                         draft->start, draft->end);
        stay->section = (uint16_t)(reversed ? 2 - draft->section : draft->section);
        stay->rate_oere = draft->rate_oere;
        stay->birth_year = draft->birth_year;
        stay->sex = draft->sex;
        stay->severity = draft->severity;
    }
    return builder;
}

static void dump(GString *out, const struct table *table)
{
    g_string_append_printf(out, "%s\n", table->def->name);
    for (size_t i = 0; i < table_rows(table); i++) {
        const struct cell *row = table_row(table, i);
        for (size_t k = 0; k < table->def->n_columns; k++) {
            bool named = table->def->columns[k].kind <= COLUMN_TEXT && row[k].state == CELL_VALUE;
            g_string_append_printf(out, "%d %d %d ", row[k].state, row[k].reason, row[k].contributors);
            if (named) {
                g_string_append_printf(out, "%s %s;", row[k].name->code, row[k].name->label);
            } else {
                g_string_append_printf(out, "%.17g;", row[k].number);
            }
        }
        g_string_append_c(out, '\n');
    }
}

static char *measure(const struct draft *drafts, bool reversed)
{
    struct builder *builder = build(drafts, reversed);
    struct age_band bands[] = {{0, 17}, {18, AGE_OPEN}};
    builder->project.age_bands = bands;
    builder->project.n_age_bands = G_N_ELEMENTS(bands);
    struct results results = {0};
    const struct model *model = builder_model(builder);
    GString *out = g_string_new(NULL);
    measures_citizens(model, &results);
    measures_stay_lengths(model, &results);
    measures_forecast(model, &results);
    measures_need(model, &results);
    measures_use(model, &results);
    measures_flows(model, &results);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if (results.tables[i] != NULL) {
            dump(out, results.tables[i]);
            check_sorted(results.tables[i]);
        }
    }
    free_tables(&results);
    builder_free(builder);
    return g_string_free(out, FALSE);
}

static void order_of_rows_does_not_matter(void **state)
{
    (void)state;
    struct draft drafts[N_STAYS];
    draft_stays(drafts);
    char *forward = measure(drafts, false);
    char *backward = measure(drafts, true);
    assert_true(strlen(forward) > 10000);
    assert_string_equal(forward, backward);
    g_free(forward);
    g_free(backward);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(order_of_rows_does_not_matter)};
    tails_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
