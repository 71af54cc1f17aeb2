/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stacked bars: parts of a whole, in one order for all bars. A bar with a hidden part is not drawn at all:
 * the others would show how much is left.
 */
#ifndef VIFTE_CHART_STACKS_H
#define VIFTE_CHART_STACKS_H

#include "vifte/cell.h"

#include <glib.h>

struct chart_draft;

struct stack {
    char *name;
    GArray *values; /* double, one a part */
    enum cell_state state;
};

struct stacks {
    GPtrArray *parts; /* char *: names */
    GArray *bars;     /* struct stack */
    double gap;       /* before the last part */
    double name_px;   /* room for the bars' names */
};

struct stacks stacks_new(void);
void stacks_free(struct stacks *stacks);

/* A new bar; good until the next. */
struct stack *stacks_add(struct stacks *stacks, const char *name);
struct stack *stacks_add_year(struct stacks *stacks, int year);
/* A value of the bar in the part called `name`; parts come into being as they are met. */
void stacks_put(struct stacks *stacks, struct stack *stack, const char *name, const struct cell *cell);
/* After the last value: all bars have all parts. */
void stacks_level(struct stacks *stacks);

double stacks_sum(const struct stack *stack);
bool stacks_any(const struct stacks *stacks); /* a bar to draw */

/* Data, variables and height of a picture by stacked_shares.gp; `last` is where the longest bar ends. */
void stacks_write(struct chart_draft *draft, const struct stacks *stacks, bool per_cent, double last);
/* Takes `what`, the first sentence. */
void stacks_describe(struct chart_draft *draft, const struct stacks *stacks, char *what);

/* Headings one after the other from `px` on, at most as wide as the picture: a new line where one would not
 * fit. Variables PART, PART_PX, PART_LINE; returns the number of lines. */
int chart_headings(struct chart_draft *draft, const GPtrArray *texts, double px);

#endif
