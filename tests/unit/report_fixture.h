/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A small run made by hand for tests of sentences and of the report: one region of two municipalities, two
 * target groups, 2023 and 2024. A test changes single cells before it asks for the edition, so it decides
 * every state.
 */
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include "vifte/disclose.h"
#include "vifte/edition.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/released.h"
#include "vifte/table.h"

#include <math.h>
#include <string.h>

static const struct name AUTISM = {"autism", "Autism"};
static const struct name REGION = {"region", "Nordjylland"};
static const struct name AALBORG = {"851", "Aalborg"};
static const struct name RANDERS = {"730", "Randers"};
static const struct name DECEMBER = {"31_december", "on 31 December"};
static const struct name DURING = {"during_year", "during the year"};
static const struct name STAYS = {"stays", "stays"};
static const struct name FORMS_SUM = {"forms_sum",
                                      "sum of the municipalities' reports, may count a citizen twice"};
static const struct name TWO_OF_TWO = {"2/2", "2 of 2 municipalities"};
static const struct name LEVEL_GROUP = {"group", "Target group"};
static const struct name LEVEL_OFFER = {"offer", "Offer"};
static const struct name OFFER_A = {"A", "Offer A"};
static const struct name SECTION = {"SEL 107", "SEL § 107"};

struct fixture {
    struct project project;
    struct group groups[2];
    struct region regions[1];
    struct municipality municipalities[2];
    uint32_t region_order[2];
    struct model model;
    struct results results;
    struct released *released;
};

static struct table *fixture_table(struct fixture *fixture, enum table_id id)
{
    if (fixture->results.tables[id] == NULL) {
        fixture->results.tables[id] = table_new(registry_table(id));
    }
    return fixture->results.tables[id];
}

static inline struct cell hidden(void)
{
    return cell_empty(CELL_SUPPRESSED, REASON_NONE);
}

static void fixture_need(struct fixture *fixture, const struct name *who, int year, double citizens)
{
    struct cell *row = table_add(fixture_table(fixture, TABLE_NEED));
    row[NEED_GROUP] = cell_name(&AUTISM);
    row[NEED_MUNICIPALITY] = cell_name(who);
    row[NEED_YEAR] = cell_year(year);
    row[NEED_CITIZENS] = cell_number(citizens, (int64_t)citizens);
    row[NEED_BASIS] = cell_name(&DECEMBER);
    row[NEED_SOURCE] = cell_name(&STAYS);
    row[NEED_REPORTED_BY] = cell_name(&TWO_OF_TWO);
    row[NEED_CHANGE] = row[NEED_ARRIVALS] = row[NEED_EXITS] = cell_empty(CELL_UNDEFINED, REASON_NO_EARLIER);
}

/* The region's row of 2024: the one that sentences are about. */
static struct cell *fixture_now(struct fixture *fixture)
{
    return table_row_mutable(fixture->results.tables[TABLE_NEED], 1);
}

static inline void fixture_places(struct fixture *fixture, const struct name *where, int year,
                                  struct cell places)
{
    struct cell *row = table_add(fixture_table(fixture, TABLE_SUPPLY));
    row[SUPPLY_GROUP] = cell_name(&AUTISM);
    row[SUPPLY_SECTION] = cell_name(&SECTION);
    row[SUPPLY_MUNICIPALITY] = cell_name(where);
    row[SUPPLY_YEAR] = cell_year(year);
    row[SUPPLY_PLACES] = places;
}

static inline struct cell *fixture_occupancy(struct fixture *fixture, const struct name *level,
                                             const struct name *unit, double occupancy)
{
    struct cell *row = table_add(fixture_table(fixture, TABLE_OCCUPANCY_YEAR));
    row[OCCUPANCY_YEAR_LEVEL] = cell_name(level);
    row[OCCUPANCY_YEAR_ID] = cell_name(unit);
    row[OCCUPANCY_YEAR_YEAR] = cell_year(2024);
    row[OCCUPANCY_YEAR_PLACE_DAYS] = cell_number(3660, CONTRIBUTORS_NONE);
    row[OCCUPANCY_YEAR_OCCUPANCY] = cell_number(occupancy, 9);
    row[OCCUPANCY_YEAR_CHANGE_POINTS] = cell_number(-2.04, 9);
    row[OCCUPANCY_YEAR_BUDGETED] = cell_number(0.98, CONTRIBUTORS_NONE);
    row[OCCUPANCY_YEAR_GAP_POINTS] = cell_number(100 * (occupancy - 0.98), 9);
    return row;
}

/* As a run would have made it; the tables are released when a test asks. */
static void fixture_fill(struct fixture *fixture)
{
    *fixture = (struct fixture){.groups = {{.name = {"autism", "Autism"}, .note = (char *)"As the forms say"},
                                           {.name = {"tiny", "Tiny group"}}},
                                .regions = {{.name = {"81", "Nordjylland"}}},
                                .municipalities = {{.name = {"851", "Aalborg"}, .short_name = "Aal"},
                                                   {.name = {"810", "Brønderslev"}, .short_name = "Brø"}},
                                .region_order = {1, 0}};
    fixture->project = (struct project){.title = (char *)"Supply and demand",
                                        .sender = (char *)"The secretariat",
                                        .region = 81,
                                        .threshold = 5,
                                        .cooperation_threshold = 3,
                                        .groups = fixture->groups,
                                        .n_groups = 1,
                                        .language = LANGUAGE_EN,
                                        .from_year = 2023,
                                        .to_year = 2024};
    fixture->model = (struct model){.project = &fixture->project,
                                    .regions = fixture->regions,
                                    .n_regions = 1,
                                    .municipalities = fixture->municipalities,
                                    .n_municipalities = 2,
                                    .region_order = fixture->region_order,
                                    .n_region = 2};
    fixture_need(fixture, &REGION, 2023, 27);
    fixture_need(fixture, &REGION, 2024, 31);
    fixture_need(fixture, &AALBORG, 2024, 20);
    struct cell *now = fixture_now(fixture);
    now[NEED_CHANGE] = cell_number(4, 27);
    now[NEED_ARRIVALS] = cell_number(7, 7);
    now[NEED_EXITS] = cell_number(3, 3);
    now[NEED_RATE] = cell_number(2.74, 31);
    now[NEED_WAITING] = cell_number(5, 5);
}

static const struct released *fixture_release(struct fixture *fixture, enum audience audience)
{
    const struct release_request request = {.audience = audience, .date = 20148};
    released_free(fixture->released);
    fixture->released = disclose_release(&fixture->results, &fixture->model, &request, NULL);
    return fixture->released;
}

static void fixture_clear(struct fixture *fixture)
{
    released_free(fixture->released);
    for (size_t i = 0; i < TABLE_COUNT; i++) {
        table_free(fixture->results.tables[i]);
    }
}

#endif
