/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Released tables made by hand, so that a test of a writer decides every state itself and needs no model. It
 * takes the place of the disclosure stage at link time; only tests of writers may do so.
 */
#ifndef FAKE_RELEASED_H
#define FAKE_RELEASED_H

#include "vifte/edition.h"
#include "vifte/registry.h"
#include "vifte/released.h"
#include "vifte/table.h"

#include <math.h>
#include <string.h>

struct released_table {
    struct table *table;
};

struct released {
    struct edition edition;
    struct released_table tables[8];
    size_t n_tables;
    const char *absent[4];
    size_t n_absent;
    size_t hidden, cells;
};

const struct edition *released_edition(const struct released *released)
{
    return &released->edition;
}

size_t released_size(const struct released *released)
{
    return released->n_tables;
}

const struct released_table *released_at(const struct released *released, size_t i)
{
    return &released->tables[i];
}

const struct released_table *released_find(const struct released *released, const char *name)
{
    for (size_t i = 0; i < released->n_tables; i++) {
        if (strcmp(released->tables[i].table->def->name, name) == 0) {
            return &released->tables[i];
        }
    }
    return NULL;
}

size_t released_n_absent(const struct released *released)
{
    return released->n_absent;
}

const char *released_absent(const struct released *released, size_t i)
{
    return released->absent[i];
}

void released_hidden(const struct released *released, size_t *hidden, size_t *cells)
{
    *hidden = released->hidden;
    *cells = released->cells;
}

const struct table_def *released_def(const struct released_table *table)
{
    return table->table->def;
}

size_t released_rows(const struct released_table *table)
{
    return table_rows(table->table);
}

const struct cell *released_cell(const struct released_table *table, size_t row, size_t column)
{
    return &table_row(table->table, row)[column];
}

/* Nothing in these tests looks rows or cells up. */
size_t released_row(const struct released_table *table, size_t from, const char *const *keys, size_t n_keys)
{
    (void)table, (void)from, (void)keys, (void)n_keys;
    return SIZE_MAX;
}

const struct released_table *released_locate(const struct released *released, const struct cell *cell,
                                             size_t *row, size_t *column)
{
    (void)released, (void)cell, (void)row, (void)column;
    return NULL;
}

static struct table *fake_table(struct released *released, enum table_id id)
{
    struct table *table = table_new(registry_table(id));
    released->tables[released->n_tables++].table = table;
    return table;
}

static struct cell fake_hidden(void)
{
    struct cell cell = cell_empty(CELL_SUPPRESSED, REASON_NONE);
    cell.number = NAN;
    return cell;
}

static void fake_free(struct released *released)
{
    for (size_t i = 0; i < released->n_tables; i++) {
        table_free(released->tables[i].table);
    }
    released->n_tables = 0;
}

/* Three rows of `need` with every state, and a target group whose name would be a formula. */
static struct released fake_example(enum audience audience)
{
    static const struct name AUTISM = {"autism", "Børn og unge med autisme"};
    static const struct name FORMULA = {"=1+1", "=HYPERLINK(\"http://x\";\"a\")"};
    static const struct name AALBORG = {"851", "Aalborg"};
    static const struct name REGION = {"region", "Nordjylland"};
    static const struct name BASIS = {"during_year", "During the year"};
    static const struct edition_parameter PARAMETERS[] = {{"threshold", "5", "project"}};
    struct released released = {.edition = {.title = "Udbud og efterspørgsel",
                                            .region = "Nordjylland",
                                            .sender = "Socialsekretariatet",
                                            .from_year = 2023,
                                            .to_year = 2024,
                                            .date = 20148, /* 2025-03-01 */
                                            .audience = audience,
                                            .threshold = 5,
                                            .parameters = PARAMETERS,
                                            .n_parameters = 1},
                                .absent = {"use_matrix"},
                                .n_absent = 1,
                                .hidden = 2,
                                .cells = 57};
    struct table *need = fake_table(&released, TABLE_NEED);
    for (int i = 0; i < 3; i++) {
        struct cell *row = table_add(need);
        row[NEED_GROUP] = cell_name(i < 2 ? &AUTISM : &FORMULA);
        row[NEED_MUNICIPALITY] = cell_name(i == 0 ? &AALBORG : &REGION);
        row[NEED_YEAR] = cell_year(2024);
        row[NEED_CITIZENS] = i == 0 ? fake_hidden() : cell_number(1234.0 * i, 1234);
        row[NEED_BASIS] = cell_name(&BASIS);
        row[NEED_CHANGE] = cell_number(-3.0 * i, 1234);
        row[NEED_RATE] = i == 0 ? fake_hidden() : cell_number(12.3456789, 1234);
        row[NEED_WAITING_DAYS] = cell_empty(CELL_NA, REASON_REGION_MEDIAN);
        row[NEED_CHANGE_P] = cell_empty(CELL_UNDEFINED, REASON_TOO_FEW);
    }
    return released;
}

#endif
