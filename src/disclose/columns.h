/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every column that rests on persons gives away. A column that is not listed here and rests on persons
 * is printed in the internal edition alone: whoever adds a table adds its columns to columns.c.
 */
#ifndef VIFTE_COLUMNS_H
#define VIFTE_COLUMNS_H

#include "vifte/registry.h"

enum item_kind {
    ITEM_UNLISTED,
    ITEM_COUNT,   /* a number of persons: an unknown */
    ITEM_DAYS,    /* days of persons: an unknown, hidden together with column `rests[0]` of its row */
    ITEM_SHARE,   /* a share of the days in column `rests[0]`: the days in it are the unknown */
    ITEM_DERIVED, /* gives back what it is made from: hidden when any of `rests` is */
    ITEM_CHANGE   /* a difference of two printed counts, or of arrivals and exits: see items.c; and what gives
                     such a difference back together with `rests` */
};

/* Figures of other rows that a derived figure gives away too; flags. */
enum item_scope {
    SCOPE_ROW = 0,
    SCOPE_REGION_YEAR = 1,  /* the region's citizens of the year */
    SCOPE_ALL_OF_YEAR = 2,  /* everybody's citizens of the year */
    SCOPE_REGION_EXITS = 4, /* the region's exits in every year */
    SCOPE_OFFERS_YEAR = 8,  /* the occupied days of the group, and of each of its offers, in the year */
    SCOPE_OFFERS_LAST = 16, /* the same in the project's last year */
    SCOPE_NEEDED_LAST = 32, /* the places needed in the last year */
    SCOPE_UNIT_YEAR = 64,   /* the occupied days of the row's offer in its year */
    SCOPE_UNIT_BEFORE = 128 /* ... in any year before */
};

#define RESTS_MAX 4

struct column_rule {
    enum item_kind kind;
    unsigned scope; /* enum item_scope */
    uint8_t n_rests;
    uint8_t rests[RESTS_MAX]; /* columns of the same table */
    bool money;               /* never shown for fewer than MONEY_PERSONS persons */
};
#define MONEY_PERSONS 5

/* The most a person can add to the days of a year, and how well days of few persons must stay hidden. */
#define DAYS_MOST 366
#define DAYS_WIDTH 31

const struct column_rule *column_rule(enum table_id table, size_t column);
/* Only rows with somebody in them are there: a hidden count is at least 1, whatever the zero rule. */
bool table_is_sparse(enum table_id table);
/* The column that says whose figure it is, -1 = nobody's. */
int table_owner_column(enum table_id table);

#endif
