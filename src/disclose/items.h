/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list of everything that one audience would be shown: an unknown for each count of persons and each
 * number of days in any table, and what else rests on them. Tables are asked by it whether a cell may be
 * printed; what is not on the list is not printed.
 *
 * Unknowns are collected first (items_new), then joined and connected by links.c, then turned into a problem
 * (items_close), which sdc_suppress.h protects; after that items_shows() answers.
 */
#ifndef VIFTE_ITEMS_H
#define VIFTE_ITEMS_H

#include "vifte/registry.h"
#include "vifte/sdc_problem.h"

struct cell;
struct model;
struct past;
struct public_occupancy;
struct results;

struct item_setting {
    const struct results *results;
    const struct model *model;
    enum audience audience;
    int threshold;
    bool *kept[TABLE_COUNT]; /* by row: the audience has it; NULL = the audience has no such table */
    GHashTable
        *blankets; /* items_total(): totals given for the region alone: no municipality's part is printed */
    bool region_flows;     /* arrivals and exits are given for the region alone */
    GHashTable *staying;   /* items_total(): totals that are not hidden to protect their parts; NULL = none */
    GHashTable *followers; /* codes of groups in which all is hidden that the other audience's items hide */
    GHashTable *freed;     /* codes of groups whose totals are protected from outsiders alone; NULL = none */
    const struct past *past; /* behind today's rows in `results` stand those of releases; NULL = none do */
    const struct public_occupancy *occupancy; /* by a rule of its own, in public; NULL = not */
    bool past_alone;                          /* as if nothing were shown today */
    GHashTable *waived; /* items_figure_names(): of the past, cannot be protected any more; NULL = none */
};

struct items;

/* How a region's total stands in setting.staying and setting.blankets. Newly allocated. */
char *items_total(enum table_id table, size_t column, const char *group, int year);

/* `setting` is copied; kept[] and the sets stay the caller's and must outlive the items. */
struct items *items_new(const struct item_setting *setting);
void items_free(struct items *items);
const struct item_setting *items_setting(const struct items *items);

/* The unknown of a cell, SDC_NOBODY when it has none. */
uint32_t items_unknown(const struct items *items, enum table_id table, size_t row, int column);
int64_t items_value(const struct items *items, uint32_t unknown);

/* For links. Two cells print the same number; false when they do not. */
bool items_join(struct items *items, uint32_t a, uint32_t b);
/* Hidden together, though not the same number. */
void items_tie(struct items *items, uint32_t a, uint32_t b);
/* Needs no protection of its own. */
void items_waive(struct items *items, uint32_t unknown);
/* A total that insiders may know (setting.freed). */
bool items_is_free(const struct items *items, uint32_t unknown);
/* A number that is never printed, granted to be at least 0; with `secret` it must be protected like a count.
 */
uint32_t items_add_unprinted(struct items *items, int64_t value, bool secret);
/* What a figure leaves beside the `own` figure of a municipality, which is not among the items: at least 0,
 * and to be protected like a count unless that is waived. Added once. */
void items_add_rest(struct items *items, enum table_id table, size_t row, size_t column, uint32_t owner,
                    int64_t own);
/* Has no equation of the same link and terms been asked about before, and is something of it not printed? (A
 * release repeats most of today's.) Always true where there is no past. */
bool items_is_new_sum(struct items *items, const char *link, const struct sdc_term *terms, guint n);
/* Terms of an equation whose sum is constant; after the last one end it. */
void items_add_term(struct items *items, uint32_t unknown, int32_t by);
void items_end_equation(struct items *items);

/* Makes the problem. Figures that `out` (another audience's closed and protected items over the same results,
 * or NULL) shows can no longer be hidden. */
struct sdc_problem *items_close(struct items *items, const struct items *out);

/* The place of the figure through which something can be done about one that is not protected: the place
 * itself, or that of the sum of which it is a rest. */
uint32_t items_remedy(const struct items *items, uint32_t place);
/* Adds the names of all figures behind unknowns (uint32_t) of the closed problem: where they stand, with
 * their number, and of rests. Only where there is a past. */
void items_figure_names(const struct items *items, const GArray *places, GHashTable *names);

/* After protection: may the cell be printed? Asks for every state but CELL_VALUE too: yes, unless that there
 * is no number rests on persons itself (an undefined cell with contributors). */
bool items_shows(const struct items *items, enum table_id table, size_t row, int column);
/* Of a cell that may not be printed: because its figure is given for the region alone that year, whatever the
 * municipality's is? It can be 0 then, which every edition says of columns in which all municipalities are
 * hidden. */
bool items_is_coarse(const struct items *items, enum table_id table, size_t row, int column);
/* Why a number of today is hidden, when it is not coarse. */
enum item_reason {
    ITEM_IS_SMALL,      /* rests on too few */
    ITEM_IS_ZERO,       /* zeros are hidden */
    ITEM_OF_FEW_BUYERS, /* fewer than three */
    ITEM_IS_DOMINATED,  /* few make up nearly all */
    ITEM_HIDDEN_BEFORE, /* a release hid it, and what that protected would follow */
    ITEM_GIVES_AWAY     /* another hidden figure would follow, or it follows from what is hidden with it */
};
enum item_reason items_reason(const struct items *items, enum table_id table, size_t row, int column);
const struct sdc_problem *items_problem(const struct items *items); /* NULL before items_close() */
/* The unknown of the closed problem that a cell is printed from; SDC_NOBODY when it has none. */
uint32_t items_place(const struct items *items, enum table_id table, size_t row, int column);

#endif
