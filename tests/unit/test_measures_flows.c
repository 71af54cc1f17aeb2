/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flows and self_sufficiency: by hand, and against a count day by day. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/distinct.h"
#include "vifte/proportion.h"
#include "vifte/tails.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

struct world {
    struct builder *builder;
    uint32_t group, other, set, both, here, there, outside;
    struct results results;
};

enum { HOME, NEIGHBOUR, FAR, ABROAD, ADDRESS_FREE, N_OFFERS };

static struct world new_world_of(int from_year, int to_year)
{
    struct world world = {.builder = builder_new(from_year, to_year)};
    world.group = builder_group(world.builder, "autism");
    world.other = builder_group(world.builder, "a-eating"); /* first by code, second in the project */
    world.set = builder_set(world.builder, world.group, NONE);
    world.both = builder_set(world.builder, world.group, world.other);
    world.outside = builder_municipality(world.builder, "101", "København", false);
    world.here = builder_municipality(world.builder, "813", "Frederikshavn", true);
    world.there = builder_municipality(world.builder, "851", "Aalborg", true);
    builder_offer(world.builder, "A", world.here, world.set);
    builder_offer(world.builder, "B", world.there, world.set);
    builder_offer(world.builder, "C", world.outside, world.set);
    builder_offer(world.builder, "D", NONE, world.set);
    builder_offer(world.builder, "E", world.there, world.set)->kind = KIND_ADDRESS_FREE;
    return world;
}

static struct world new_world(void)
{
    return new_world_of(2023, 2024);
}

static struct stay *add_stay(struct world *world, uint32_t person, uint32_t offer, uint32_t paying,
                             int32_t start, int32_t end, int32_t rate_oere)
{
    struct stay *stay = builder_stay(world->builder, person, offer, world->set, paying, start, end);
    stay->rate_oere = rate_oere;
    return stay;
}

static void measure(struct world *world)
{
    measures_flows(builder_model(world->builder), &world->results);
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static void days_persons_and_expenditure(void **state)
{
    (void)state;
    struct world world = new_world();
    add_stay(&world, 0, HOME, world.here, DAY(2023, 12, 30), DAY(2024, 1, 3), 100050);
    add_stay(&world, 0, HOME, world.here, DAY(2024, 2, 1), DAY(2024, 3, 1),
             100); /* 29 days, the same person */
    add_stay(&world, 1, HOME, world.here, DAY(2024, 12, 31), DAY_OPEN, 100);
    add_stay(&world, 2, HOME, world.here, DAY(2024, 6, 1), DAY(2024, 6, 1), 100); /* no day */
    add_stay(&world, 3, HOME, world.here, DAY(2025, 1, 1), DAY_OPEN, 100);        /* after the years */
    measure(&world);
    const struct table *flows = world.results.tables[TABLE_FLOWS];
    assert_int_equal(table_rows(flows), 2);
    const struct cell *row = need_row(flows, "autism 2023 813 813");
    assert_rests(row[FLOWS_CITIZENS], 1, 1);
    assert_rests(row[FLOWS_DAYS], 2, 1);
    assert_rests(row[FLOWS_EXPENDITURE], 200100, 1);
    row = need_row(flows, "autism 2024 813 813");
    assert_rests(row[FLOWS_CITIZENS], 2, 2);
    assert_rests(row[FLOWS_DAYS], 2 + 29 + 1, 2);
    assert_rests(row[FLOWS_EXPENDITURE], 200100 + 2900 + 100, 2);
    end_world(&world);
}

static void locations_and_missing_rates(void **state)
{
    (void)state;
    struct world world = new_world();
    for (uint32_t offer = 0; offer < N_OFFERS; offer++) {
        add_stay(&world, offer, offer, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), offer == FAR ? -1 : 5);
    }
    add_stay(&world, 9, FAR, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), 5);
    builder_stay(world.builder, 0, HOME, world.both, world.outside, DAY(2024, 1, 1), DAY(2024, 1, 2));
    measure(&world);
    const struct table *flows = world.results.tables[TABLE_FLOWS];
    assert_number(need_row(flows, "autism 2024 813 813")[FLOWS_EXPENDITURE], 50);
    assert_number(need_row(flows, "autism 2024 813 851")[FLOWS_DAYS], 10);
    assert_number(need_row(flows, "autism 2024 813 abroad")[FLOWS_DAYS], 10);
    assert_number(need_row(flows, "autism 2024 813 address_free")[FLOWS_DAYS], 10);
    const struct cell *far = need_row(flows, "autism 2024 813 other_region");
    assert_number(far[FLOWS_CITIZENS], 2);
    assert_number(far[FLOWS_DAYS], 20);
    assert_empty(far[FLOWS_EXPENDITURE], CELL_MISSING, REASON_NONE);
    assert_number(need_row(flows, "autism 2024 101 813")[FLOWS_DAYS], 1);
    assert_number(need_row(flows, "a-eating 2024 101 813")[FLOWS_DAYS], 1);
    check_sorted(flows);
    end_world(&world);
}

static void self_sufficiency_by_hand(void **state)
{
    (void)state;
    struct world world = new_world();
    /* six citizens: four only in the region (two of them at home), one half outside, one abroad */
    add_stay(&world, 0, HOME, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), -1);
    add_stay(&world, 1, NEIGHBOUR, world.there, DAY(2024, 1, 1), DAY(2024, 1, 11), -1);
    add_stay(&world, 2, NEIGHBOUR, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), -1);
    add_stay(&world, 3, NEIGHBOUR, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), -1);
    add_stay(&world, 4, HOME, world.here, DAY(2024, 1, 1), DAY(2024, 1, 6), -1);
    add_stay(&world, 4, FAR, world.here, DAY(2024, 1, 6), DAY(2024, 1, 11), -1);
    add_stay(&world, 5, ABROAD, world.there, DAY(2024, 1, 1), DAY(2024, 1, 11), -1);
    /* not the region's citizen */
    add_stay(&world, 6, HOME, world.outside, DAY(2024, 1, 1), DAY(2024, 1, 8), -1);
    world.builder->project.stays_complete_all = true;
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_SELF_SUFFICIENCY], "autism 2024");
    assert_rests(row[SELF_SUFFICIENCY_CITIZENS], 6, 6);
    assert_rests(row[SELF_SUFFICIENCY_DAYS], 60, 6);
    assert_rests(row[SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE], 25.0 / 60, 3); /* 0, 1, 4; the others 2 to 5 */
    assert_rests(row[SELF_SUFFICIENCY_IN_REGION_SHARE], 45.0 / 60, 2);        /* 4 and 5 are outside */
    assert_rests(row[SELF_SUFFICIENCY_IN_REGION_CITIZENS], 4, 2);
    struct stat_interval wilson = proportion_wilson(4, 6, 0.95);
    assert_number(row[SELF_SUFFICIENCY_LOWER], wilson.lower.value);
    assert_number(row[SELF_SUFFICIENCY_UPPER], wilson.upper.value);
    assert_rests(row[SELF_SUFFICIENCY_IMPORTED_DAYS], 7, 1);
    row = need_row(world.results.tables[TABLE_SELF_SUFFICIENCY], "autism 2023");
    assert_rests(row[SELF_SUFFICIENCY_CITIZENS], 0, 0);
    assert_empty(row[SELF_SUFFICIENCY_IN_REGION_SHARE], CELL_UNDEFINED, REASON_TOO_FEW);
    assert_null(find_row(world.results.tables[TABLE_SELF_SUFFICIENCY], "a-eating 2024"));
    end_world(&world);
}

static void a_whole_share_rests_on_everybody(void **state)
{
    (void)state;
    struct world world = new_world();
    for (uint32_t person = 0; person < 4; person++) {
        add_stay(&world, person, HOME, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), -1);
    }
    measure(&world);
    const struct cell *row = need_row(world.results.tables[TABLE_SELF_SUFFICIENCY], "autism 2024");
    assert_rests(row[SELF_SUFFICIENCY_OWN_MUNICIPALITY_SHARE], 1, 4);
    assert_rests(row[SELF_SUFFICIENCY_IN_REGION_CITIZENS], 4, 4);
    assert_empty(row[SELF_SUFFICIENCY_LOWER], CELL_UNDEFINED, REASON_TOO_FEW); /* fewer than five citizens */
    assert_empty(row[SELF_SUFFICIENCY_IMPORTED_DAYS], CELL_NA, REASON_STAYS_INCOMPLETE);
    end_world(&world);
}

static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

#define PERSONS 300

/* Days, persons and expenditure of one cell, day by day. */
static void brute_force(const struct world *world, int year, uint32_t paying, uint32_t offer, double out[3])
{
    bool *seen = g_new0(bool, PERSONS);
    memset(out, 0, 3 * sizeof *out);
    for (guint i = 0; i < world->builder->stays->len; i++) {
        const struct stay *stay = &g_array_index(world->builder->stays, struct stay, i);
        for (int32_t day = date_year_start(year); day < date_year_start(year + 1); day++) {
            if (stay->paying == paying && stay->offer == offer && stay->start <= day && day < stay->end) {
                out[0]++;
                out[1] += !seen[stay->person];
                out[2] += stay->rate_oere;
                seen[stay->person] = true;
            }
        }
    }
    g_free(seen);
}

static void flows_equal_a_count_day_by_day(void **state)
{
    (void)state;
    uint32_t seed = 3;
    struct world world = new_world();
    const uint32_t payers[] = {world.outside, world.here, world.there};
    static const char *const CODES[] = {"101", "813", "851"};
    static const char *const LOCATIONS[] = {"813", "851", "other_region", "abroad", "address_free"};
    for (int i = 0; i < 2000; i++) { /* enough for the radix sort, and persons beyond one byte */
        int32_t start = DAY(2022, 6, 1) + (int32_t)next_random(&seed, 1100);
        add_stay(&world, next_random(&seed, PERSONS), next_random(&seed, N_OFFERS),
                 payers[next_random(&seed, 3)], start, start + (int32_t)next_random(&seed, 400),
                 (int32_t)next_random(&seed, 500000));
    }
    measure(&world);
    check_sorted(world.results.tables[TABLE_FLOWS]);
    for (int year = 2023; year <= 2024; year++) {
        for (size_t payer = 0; payer < 3; payer++) {
            for (uint32_t offer = 0; offer < N_OFFERS; offer++) {
                char *keys = g_strdup_printf("autism %d %s %s", year, CODES[payer], LOCATIONS[offer]);
                const struct cell *row = need_row(world.results.tables[TABLE_FLOWS], keys);
                double expected[3];
                brute_force(&world, year, payers[payer], offer, expected);
                assert_number(row[FLOWS_DAYS], expected[0]);
                assert_number(row[FLOWS_CITIZENS], expected[1]);
                assert_number(row[FLOWS_EXPENDITURE], expected[2]);
                g_free(keys);
            }
        }
    }
    end_world(&world);
}

#define LONG_FROM 1971
#define LONG_YEARS 60 /* more than a key holds */
#define MANY 20000    /* persons, of several parts */

/* Who was where in a year, as bits: payer x offer. */
static uint16_t bit_of(const struct world *world, const struct stay *stay)
{
    unsigned payer = stay->paying == world->outside ? 0 : stay->paying == world->here ? 1 : 2;
    return (uint16_t)(1u << (payer * N_OFFERS + stay->offer));
}

static uint16_t *where_by_year(const struct world *world)
{
    uint16_t *where = g_new0(uint16_t, (size_t)LONG_YEARS * MANY);
    for (guint i = 0; i < world->builder->stays->len; i++) {
        const struct stay *stay = &g_array_index(world->builder->stays, struct stay, i);
        for (int year = 0; year < LONG_YEARS; year++) {
            bool there = stay->start < date_year_start(LONG_FROM + year + 1) &&
                         stay->end > date_year_start(LONG_FROM + year) && stay->start < stay->end;
            where[(size_t)year * MANY + stay->person] |= there ? bit_of(world, stay) : 0;
        }
    }
    return where;
}

static int64_t count(const uint16_t *where, unsigned any, unsigned none)
{
    int64_t n = 0;
    for (size_t person = 0; person < MANY; person++) {
        n += (where[person] & any) != 0 && (where[person] & none) == 0;
    }
    return n;
}

static void many_years_and_persons_are_counted_in_parts(void **state)
{
    (void)state;
    uint32_t seed = 11;
    struct world world = new_world_of(LONG_FROM, LONG_FROM + LONG_YEARS - 1);
    const uint32_t payers[] = {world.outside, world.here, world.there};
    static const char *const CODES[] = {"101", "813", "851"};
    static const char *const LOCATIONS[] = {"813", "851", "other_region", "abroad", "address_free"};
    enum { OUT = 1u << FAR | 1u << ABROAD, ALL = (1u << N_OFFERS) - 1 }; /* of one payer's bits */
    for (int i = 0; i < 30000; i++) {
        int32_t start = DAY(LONG_FROM - 3, 6, 1) + (int32_t)next_random(&seed, 365 * LONG_YEARS);
        add_stay(&world, next_random(&seed, MANY), next_random(&seed, N_OFFERS),
                 payers[next_random(&seed, 3)], start,
                 start + (int32_t)next_random(&seed, 365 * (i % 50 == 0 ? LONG_YEARS : 4)), -1);
    }
    measure(&world);
    uint16_t *where = where_by_year(&world);
    for (int year = 0; year < LONG_YEARS; year++) {
        const uint16_t *now = where + (size_t)year * MANY;
        for (unsigned cell = 0; cell < 3 * N_OFFERS; cell++) {
            char *keys = g_strdup_printf("autism %d %s %s", LONG_FROM + year, CODES[cell / N_OFFERS],
                                         LOCATIONS[cell % N_OFFERS]);
            const struct cell *row = find_row(world.results.tables[TABLE_FLOWS], keys);
            int64_t n = count(now, 1u << cell, 0);
            assert_true(row != NULL || n == 0);
            if (n > 0) {
                assert_number(row[FLOWS_CITIZENS], (double)n);
            }
            g_free(keys);
        }
        char *keys = g_strdup_printf("autism %d", LONG_FROM + year);
        const struct cell *row = need_row(world.results.tables[TABLE_SELF_SUFFICIENCY], keys);
        unsigned ours = (unsigned)ALL << N_OFFERS | (unsigned)ALL << 2 * N_OFFERS;
        unsigned out = (unsigned)OUT << N_OFFERS | (unsigned)OUT << 2 * N_OFFERS;
        assert_number(row[SELF_SUFFICIENCY_CITIZENS], (double)count(now, ours, 0));
        assert_number(row[SELF_SUFFICIENCY_IN_REGION_CITIZENS], (double)count(now, ours, out));
        g_free(keys);
    }
    g_free(where);
    end_world(&world);
}

static void whole_country_has_no_outside(void **state)
{
    (void)state;
    struct world world = new_world();
    world.builder->project.region = REGION_ALL;
    g_array_index(world.builder->municipalities, struct municipality, world.outside).in_region = true;
    world.builder->project.stays_complete_all = true;
    add_stay(&world, 0, FAR, world.here, DAY(2024, 1, 1), DAY(2024, 1, 11), 5);
    measure(&world);
    assert_number(need_row(world.results.tables[TABLE_FLOWS], "autism 2024 813 101")[FLOWS_DAYS], 10);
    const struct cell *row = need_row(world.results.tables[TABLE_SELF_SUFFICIENCY], "autism 2024");
    assert_number(row[SELF_SUFFICIENCY_IN_REGION_SHARE], 1);
    assert_int_equal(row[SELF_SUFFICIENCY_IMPORTED_DAYS].state, CELL_NA);
    end_world(&world);
}

static int compare_keys(const void *a, const void *b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Every size around the change of method, keys that differ in any byte, many of them equal. */
static void distinct_keys_are_sorted_and_single(void **state)
{
    (void)state;
    uint32_t seed = 11;
    for (size_t n = 0; n < 200; n += 7) {
        struct distinct distinct;
        uint64_t *keys = g_new(uint64_t, n + 1);
        distinct_init(&distinct);
        for (size_t i = 0; i < n; i++) {
            keys[i] = (uint64_t)next_random(&seed, 40) << (8 * next_random(&seed, 8));
            distinct_add(&distinct, keys[i]);
        }
        distinct_sort(&distinct);
        qsort(keys, n, sizeof *keys, compare_keys);
        size_t kept = 0;
        for (size_t i = 0; i < n; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                assert_true(kept < distinct.n && distinct.keys[kept] == keys[i]);
                kept++;
            }
        }
        assert_int_equal(distinct.n, kept);
        distinct_release(&distinct);
        g_free(keys);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_persons_and_expenditure),
        cmocka_unit_test(locations_and_missing_rates),
        cmocka_unit_test(self_sufficiency_by_hand),
        cmocka_unit_test(a_whole_share_rests_on_everybody),
        cmocka_unit_test(flows_equal_a_count_day_by_day),
        cmocka_unit_test(many_years_and_persons_are_counted_in_parts),
        cmocka_unit_test(whole_country_has_no_outside),
        cmocka_unit_test(distinct_keys_are_sorted_and_single),
    };
    tails_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
