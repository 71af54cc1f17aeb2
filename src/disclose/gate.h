/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is settled before any figure is looked at: groups too small to be shown by municipality or at all, and
 * breakdowns that could only be shown by hiding their total.
 */
#ifndef VIFTE_GATE_H
#define VIFTE_GATE_H

#include "vifte/registry.h"

struct model;
struct results;

struct gate {
    const struct model *model;
    const struct results *results;
    enum audience audience;
    int threshold;             /* 1 for internal: nothing is too small */
    bool *hidden_groups;       /* the whole group gets one sentence */
    bool *region_only;         /* no municipalities */
    bool *kept[TABLE_COUNT];   /* by row: the audience has it; NULL = it has no such table */
};

struct gate *gate_new(const struct results *results, const struct model *model, enum audience audience);
/* Leaves out the rows that break the same total down as this one does; false when the table must keep them. */
bool gate_drop(struct gate *gate, enum table_id id, size_t row);
void gate_free(struct gate *gate);

#endif
