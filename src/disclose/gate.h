/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is settled before any figure is looked at: groups too small to be shown by municipality or at all, and
 * breakdowns that could only be shown by hiding their total.
 */
#ifndef VIFTE_GATE_H
#define VIFTE_GATE_H

#include "levels.h"
#include "vifte/measures.h"

#include <glib.h>

struct model;
struct results;

struct gate {
    const struct model *model;
    const struct results *results; /* the view: what this audience's figures are taken from */
    struct results view;           /* the run's tables, but for those that are laid together first */
    struct table *merged;          /* of these, the owned one: ages */
    enum audience audience;
    int threshold;           /* 1 for internal: nothing is too small */
    bool *hidden_groups;     /* the whole group gets one sentence */
    enum level *levels;      /* of each group, in public */
    bool *scattered;         /* no municipalities for anybody else: there are many, and most have too few */
    bool *kept[TABLE_COUNT]; /* by row: the audience has it; NULL = it has no such table */
    bool region_flows;       /* items.h: very many municipalities are shown without arrivals and exits */
    GHashTable *staying;     /* items.h */
    GHashTable *blankets;    /* items.h */
    GHashTable *followers;   /* items.h */
    GHashTable *freed;       /* items.h */
    bool after_releases;     /* readers hold some already */
    GHashTable *given_in;    /* groups for which something was done since gate_next_round() */
};

struct gate *gate_new(const struct results *results, const struct model *model, enum audience audience);
/* What can still be done for a figure that no pattern protects, one thing for a group in each round; false
 * when nothing is left to try. `out_has_row`: another edition that must be kept with has the row too.
 * - groups that the other edition shows by municipality follow it: what it hides is hidden;
 * - after releases the group's totals may be hidden: nothing else undoes that the parts are out;
 * - else a column of municipalities is hidden whole, so that no printed zero narrows the others;
 * - else the rows that break the same total down are left out, then all municipalities of the group, at last
 *   the group. */
bool gate_give_in(struct gate *gate, enum table_id id, size_t row, size_t column, bool out_has_row);
size_t gate_group(const struct gate *gate, const char *code); /* the group's number; n_groups when unknown */
void gate_next_round(struct gate *gate);
void gate_free(struct gate *gate);

#endif
