/* SPDX-License-Identifier: GPL-3.0-or-later */
/* flow_of_citizens and moves: half-open edges, gaps, municipalities, groups; the identity against a count day
 * by day. */
#include "model_builder.h"
#include "table_check.h"
#include "vifte/count.h"
#include "vifte/tails.h"

#define DAY(y, m, d) date_from_ymd(y, m, d)

struct world {
    struct builder *builder;
    uint32_t group, other, set, both, here, there, outside;
    struct results results;
};

/* 2023-2024; two municipalities in the region, one outside, one in the region that never reports. */
static struct world new_world(void)
{
    struct world world = {.builder = builder_new(2023, 2024)};
    world.group = builder_group(world.builder, "autism");
    world.other = builder_group(world.builder, "eating");
    world.set = builder_set(world.builder, world.group, NONE);
    world.both = builder_set(world.builder, world.group, world.other);
    world.outside = builder_municipality(world.builder, "101", "København", false);
    world.here = builder_municipality(world.builder, "813", "Frederikshavn", true);
    builder_municipality(world.builder, "825", "Læsø", true);
    world.there = builder_municipality(world.builder, "851", "Aalborg", true);
    builder_offer(world.builder, "A", world.here, world.both);
    builder_offer(world.builder, "B", world.there, world.both)->section = (struct name){"SEL-107", "§ 107"};
    return world;
}

static void measure(struct world *world)
{
    measures_citizens(builder_model(world->builder), &world->results);
}

static void end_world(struct world *world)
{
    free_tables(&world->results);
    builder_free(world->builder);
}

static const struct cell *flow(const struct world *world, const char *keys)
{
    return need_row(world->results.tables[TABLE_FLOW_OF_CITIZENS], keys);
}

static void check_flow(const struct cell *row, int start, int arrivals, int exits, int end)
{
    assert_rests(row[FLOW_OF_CITIZENS_PRESENT_START], start, start);
    assert_rests(row[FLOW_OF_CITIZENS_ARRIVALS], arrivals, arrivals);
    assert_rests(row[FLOW_OF_CITIZENS_EXITS], exits, exits);
    assert_rests(row[FLOW_OF_CITIZENS_PRESENT_END], end, end);
}

static void leap_year_and_half_open_edges(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2023, 12, 31), DAY(2024, 3, 1));
    measure(&world);
    const struct cell *row = flow(&world, "autism 813 2023");
    check_flow(row, 0, 1, 0, 1);
    assert_rests(row[FLOW_OF_CITIZENS_PERSON_YEARS], 1.0 / 365, 1);
    assert_rests(row[FLOW_OF_CITIZENS_EXIT_RATE], 0, 1); /* no exits: rests on the person who stayed */
    assert_empty(row[FLOW_OF_CITIZENS_MEAN_STAY_YEARS], CELL_UNDEFINED, REASON_TOO_FEW);
    row = flow(&world, "autism 813 2024");
    check_flow(row, 1, 0, 1, 0);
    assert_rests(row[FLOW_OF_CITIZENS_PERSON_YEARS], 60.0 / 366, 1); /* 31 + 29 days */
    assert_rests(row[FLOW_OF_CITIZENS_EXIT_RATE], 366.0 / 60, 1);
    assert_rests(row[FLOW_OF_CITIZENS_MEAN_STAY_YEARS], 60.0 / 366, 1);
    struct stat_interval limits = count_garwood(1, 0.95);
    assert_number(row[FLOW_OF_CITIZENS_LOWER], limits.lower.value * 366 / 60);
    assert_number(row[FLOW_OF_CITIZENS_UPPER], limits.upper.value * 366 / 60);
    end_world(&world);
}

static void first_of_january_belongs_to_the_new_year(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2024, 1, 1), DAY_OPEN);
    builder_stay(world.builder, 1, 0, world.set, world.here, DAY(2020, 5, 1), DAY(2024, 1, 1));
    builder_stay(world.builder, 2, 0, world.set, world.here, DAY(2024, 5, 1), DAY(2024, 6, 1));
    measure(&world);
    check_flow(flow(&world, "autism 813 2023"), 1, 0, 0, 1);
    check_flow(flow(&world, "autism 813 2024"), 1, 2, 2, 1);
    assert_number(flow(&world, "autism 813 2024")[FLOW_OF_CITIZENS_PERSON_YEARS], (366.0 + 31) / 366);
    end_world(&world);
}

/* A person who moves between two municipalities of a cluster goes on in it, and is one person there; what a
 * municipality that knows its own can see of the rest is what the count rests on. */
static void a_cluster_counts_its_persons_once(void **state)
{
    (void)state;
    struct world world = new_world();
    int codes[] = {813, 851};
    struct cluster cluster = {.name = {"North", "North"}, .codes = codes, .n_codes = 2};
    world.builder->project.clusters = g_ptr_array_new();
    g_ptr_array_add(world.builder->project.clusters, &cluster);
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2022, 3, 1), DAY(2023, 4, 1));
    builder_stay(world.builder, 0, 1, world.set, world.there, DAY(2023, 4, 1), DAY_OPEN);
    builder_stay(world.builder, 1, 0, world.set, world.here, DAY(2022, 3, 1), DAY_OPEN);
    builder_stay(world.builder, 2, 0, world.set, world.here, DAY(2022, 3, 1), DAY_OPEN);
    measure(&world);
    const struct cell *row = flow(&world, "autism North 2023");
    assert_rests(row[FLOW_OF_CITIZENS_PRESENT_START], 3, 3);
    assert_rests(row[FLOW_OF_CITIZENS_ARRIVALS], 0, 0); /* one from 813 to 851 is no arrival */
    assert_rests(row[FLOW_OF_CITIZENS_EXITS], 0, 0);
    assert_rests(row[FLOW_OF_CITIZENS_PRESENT_END], 3, 1); /* 813 knows its two: one is left */
    check_flow(flow(&world, "autism 851 2023"), 0, 1, 0, 1);
    g_ptr_array_free(world.builder->project.clusters, TRUE);
    end_world(&world);
}

static void gap_of_fourteen_days_joins_fifteen_does_not(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2023, 3, 1), DAY(2023, 4, 1));
    builder_stay(world.builder, 0, 1, world.set, world.here, DAY(2023, 4, 15), DAY(2023, 5, 1));
    builder_stay(world.builder, 1, 0, world.set, world.there, DAY(2023, 3, 1), DAY(2023, 4, 1));
    builder_stay(world.builder, 1, 1, world.set, world.there, DAY(2023, 4, 16), DAY(2023, 5, 1));
    measure(&world);
    check_flow(flow(&world, "autism 813 2023"), 0, 1, 1, 0);
    assert_number(flow(&world, "autism 813 2023")[FLOW_OF_CITIZENS_PERSON_YEARS], 61.0 / 365);
    check_flow(flow(&world, "autism 851 2023"), 0, 2, 2, 0);
    assert_number(flow(&world, "autism 851 2023")[FLOW_OF_CITIZENS_PERSON_YEARS], 46.0 / 365);
    assert_rests(flow(&world, "autism 851 2023")[FLOW_OF_CITIZENS_PERSON_YEARS], 46.0 / 365, 1);
    end_world(&world);
}

static void moving_is_an_exit_and_an_arrival_but_not_for_the_region(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2022, 1, 1), DAY(2023, 7, 1));
    builder_stay(world.builder, 0, 1, world.set, world.there, DAY(2023, 7, 1), DAY_OPEN);
    /* paid by two municipalities at once: one person in the region */
    builder_stay(world.builder, 1, 0, world.set, world.here, DAY(2022, 1, 1), DAY_OPEN);
    builder_stay(world.builder, 1, 1, world.set, world.there, DAY(2022, 1, 1), DAY_OPEN);
    /* somebody else's citizen */
    builder_stay(world.builder, 2, 0, world.set, world.outside, DAY(2022, 1, 1), DAY_OPEN);
    measure(&world);
    check_flow(flow(&world, "autism 813 2023"), 2, 0, 1, 1);
    check_flow(flow(&world, "autism 851 2023"), 1, 1, 0, 2);
    check_flow(flow(&world, "autism region 2023"), 2, 0, 0, 2);
    assert_string_equal(flow(&world, "autism region 2023")[FLOW_OF_CITIZENS_MUNICIPALITY].name->label,
                        "Nordjylland");
    assert_null(find_row(world.results.tables[TABLE_FLOW_OF_CITIZENS], "autism 101 2023"));
    end_world(&world);
}

static void missing_is_not_zero(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2022, 1, 1), DAY_OPEN);
    builder_stay(world.builder, 1, 0, world.both, world.there, DAY(2023, 1, 1), DAY_OPEN);
    measure(&world);
    const struct cell *silent = flow(&world, "autism 825 2023");
    for (size_t k = FLOW_OF_CITIZENS_PRESENT_START; k <= FLOW_OF_CITIZENS_UPPER; k++) {
        assert_empty(silent[k], CELL_MISSING, REASON_NONE);
    }
    check_flow(flow(&world, "eating 813 2023"), 0, 0, 0, 0); /* delivered, nobody in the group */
    assert_empty(flow(&world, "eating 813 2023")[FLOW_OF_CITIZENS_EXIT_RATE], CELL_UNDEFINED, REASON_TOO_FEW);
    check_flow(flow(&world, "eating 851 2023"), 0, 1, 0, 1); /* a stay with two groups */
    check_flow(flow(&world, "autism 851 2023"), 0, 1, 0, 1);
    end_world(&world);
}

static void a_delivery_without_rows_is_zero(void **state)
{
    (void)state;
    struct world world = new_world();
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2022, 1, 1), DAY_OPEN);
    struct delivery delivery = {
        .table = "stays", .municipality = 2, .year = 2024, .status = DELIVERY_LATE, .file = NONE};
    g_array_append_val(world.builder->deliveries, delivery);
    measure(&world);
    assert_empty(flow(&world, "autism 825 2023")[FLOW_OF_CITIZENS_PRESENT_END], CELL_MISSING, REASON_NONE);
    assert_number(flow(&world, "autism 825 2024")[FLOW_OF_CITIZENS_PRESENT_END], 0);
    end_world(&world);
}

static void ages_restrict_only_when_asked(void **state)
{
    (void)state;
    for (int filtered = 0; filtered <= 1; filtered++) {
        struct world world = new_world();
        struct group *group = &g_array_index(world.builder->groups, struct group, world.group);
        group->age = (struct age_band){0, 17};
        group->age_filters_citizens = filtered;
        /* turns 18 in 2024 */
        builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2022, 1, 1), DAY_OPEN)->birth_year =
            2006;
        builder_stay(world.builder, 1, 0, world.set, world.here, DAY(2022, 1, 1),
                     DAY_OPEN); /* age not known */
        measure(&world);
        check_flow(flow(&world, "autism 813 2023"), 2, 0, 0, 2);
        check_flow(flow(&world, "autism 813 2024"), 2, 0, filtered, 2 - filtered);
        end_world(&world);
    }
}

static void moves_follow_the_stay_that_ended(void **state)
{
    (void)state;
    struct world world = new_world();
    /* two persons from SEL-107 to SEL-108, one of them with a day shared by both stays */
    builder_stay(world.builder, 0, 1, world.set, world.here, DAY(2022, 1, 1), DAY(2023, 5, 2));
    builder_stay(world.builder, 0, 0, world.set, world.here, DAY(2023, 5, 1), DAY_OPEN);
    builder_stay(world.builder, 1, 1, world.set, world.here, DAY(2022, 1, 1), DAY(2023, 5, 1));
    builder_stay(world.builder, 1, 0, world.set, world.there, DAY(2023, 5, 10), DAY_OPEN);
    /* goes back and forth: one person each way */
    builder_stay(world.builder, 1, 1, world.set, world.there, DAY(2020, 1, 1),
                 DAY(2020, 2, 1)); /* before the years */
    /* a second effort beside the first is no move */
    builder_stay(world.builder, 2, 0, world.set, world.here, DAY(2022, 1, 1), DAY_OPEN);
    builder_stay(world.builder, 2, 1, world.set, world.here, DAY(2023, 5, 1), DAY_OPEN);
    /* too long ago */
    builder_stay(world.builder, 3, 1, world.set, world.here, DAY(2022, 1, 1), DAY(2023, 5, 1));
    builder_stay(world.builder, 3, 0, world.set, world.here, DAY(2023, 6, 1), DAY_OPEN);
    measure(&world);
    const struct table *moves = world.results.tables[TABLE_MOVES];
    assert_int_equal(table_rows(moves), 1);
    assert_rests(need_row(moves, "autism 2023 SEL-107 SEL-108")[MOVES_CITIZENS], 2, 2);
    end_world(&world);
}

/* A small generator of its own: the same cases on every machine. */
static uint32_t next_random(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* In an episode on the day, by definition: a stay on that day, or a gap of at most 14 days around it. */
static bool present(const struct world *world, uint32_t person, uint32_t acting, int32_t day)
{
    int32_t before = INT32_MIN, after = INT32_MAX;
    for (guint i = 0; i < world->builder->stays->len; i++) {
        const struct stay *stay = &g_array_index(world->builder->stays, struct stay, i);
        if (stay->start >= stay->end || stay->person != person ||
            (acting != NONE && stay->acting != acting) || stay->acting == world->outside) {
            continue;
        }
        if (stay->start <= day && day < stay->end) {
            return true;
        }
        before = stay->end <= day ? MAX(before, stay->end) : before;
        after = stay->start > day ? MIN(after, stay->start) : after;
    }
    return before != INT32_MIN && after != INT32_MAX && after - before <= 14;
}

#define PERSONS 12

static void check_against_days(const struct world *world, const char *code, uint32_t acting)
{
    double before = -1;
    for (int year = 2023; year <= 2024; year++) {
        char *keys = g_strdup_printf("autism %s %d", code, year);
        const struct cell *row = flow(world, keys);
        g_free(keys);
        int end = 0, days = 0;
        for (uint32_t person = 0; person < PERSONS; person++) {
            end += present(world, person, acting, date_year_start(year + 1) - 1);
            for (int32_t day = date_year_start(year); day < date_year_start(year + 1); day++) {
                days += present(world, person, acting, day);
            }
        }
        assert_number(row[FLOW_OF_CITIZENS_PRESENT_END], end);
        assert_number(row[FLOW_OF_CITIZENS_PERSON_YEARS], days / (year == 2024 ? 366.0 : 365.0));
        assert_number(row[FLOW_OF_CITIZENS_PRESENT_END], row[FLOW_OF_CITIZENS_PRESENT_START].number +
                                                             row[FLOW_OF_CITIZENS_ARRIVALS].number -
                                                             row[FLOW_OF_CITIZENS_EXITS].number);
        if (before >= 0) {
            assert_number(row[FLOW_OF_CITIZENS_PRESENT_START], before);
        }
        before = row[FLOW_OF_CITIZENS_PRESENT_END].number;
    }
}

static void identity_holds_for_any_stays(void **state)
{
    (void)state;
    uint32_t seed = 7;
    for (int round = 0; round < 20; round++) {
        struct world world = new_world();
        const uint32_t acting[] = {world.here, world.there, world.outside};
        for (int i = 0; i < 60; i++) {
            int32_t start = DAY(2022, 10, 1) + (int32_t)next_random(&seed, 850);
            int32_t length = (int32_t)next_random(&seed, 80); /* none at all, too */
            builder_stay(world.builder, next_random(&seed, PERSONS), next_random(&seed, 2), world.set,
                         acting[next_random(&seed, 3)], start, start + length);
        }
        measure(&world);
        check_against_days(&world, "813", world.here);
        check_against_days(&world, "851", world.there);
        check_against_days(&world, "region", NONE);
        check_sorted(world.results.tables[TABLE_FLOW_OF_CITIZENS]);
        check_sorted(world.results.tables[TABLE_MOVES]);
        end_world(&world);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leap_year_and_half_open_edges),
        cmocka_unit_test(first_of_january_belongs_to_the_new_year),
        cmocka_unit_test(a_cluster_counts_its_persons_once),
        cmocka_unit_test(gap_of_fourteen_days_joins_fifteen_does_not),
        cmocka_unit_test(moving_is_an_exit_and_an_arrival_but_not_for_the_region),
        cmocka_unit_test(missing_is_not_zero),
        cmocka_unit_test(a_delivery_without_rows_is_zero),
        cmocka_unit_test(ages_restrict_only_when_asked),
        cmocka_unit_test(moves_follow_the_stay_that_ended),
        cmocka_unit_test(identity_holds_for_any_stays),
    };
    tails_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
