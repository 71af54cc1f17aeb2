/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a run ends for whoever started it: what it says in at most ten sentences, and where its files are. On
 * standard output, in colour on a terminal unless NO_COLOR is set. Sentences are those of the report's first
 * page, made from released cells.
 */
#ifndef VIFTE_ENDING_H
#define VIFTE_ENDING_H

#include <stdbool.h>

struct ending;
struct released;

struct ending *ending_new(void);
void ending_free(struct ending *ending);

/* Keeps the sentences of the first edition that is offered. */
void ending_hear(struct ending *ending, const struct released *released);
/* A file or folder that was written: `label` is what it is. Both are copied. */
void ending_add(struct ending *ending, const char *label, const char *folder, const char *name);

/* Nothing where nothing was written. */
void ending_print(const struct ending *ending);

#endif
