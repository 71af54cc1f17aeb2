/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Persons present in one offer on every day of the project's years, from its stays. A stay adds one on its
 * first day and takes one away on its end day; one sum over the window then gives every day, so the work is
 * linear in stays and in days, never in their product. Only as good as the stays are complete: ask
 * model_stays_complete().
 */
#ifndef VIFTE_PRESENCE_H
#define VIFTE_PRESENCE_H

#include <stddef.h>
#include <stdint.h>

struct model;

struct presence {
    int32_t from_day, to_day;
    int32_t *persons; /* per day from from_day */
    int64_t *before;  /* person-days before each day, and before to_day */
};

/* Buffers for the project's window; to be filled again for each offer. */
struct presence *presence_new(const struct model *model);
void presence_free(struct presence *presence);
void presence_count(struct presence *presence, const struct model *model, uint32_t offer);

/* Person-days in [start, end), clipped to the window. */
int64_t presence_days(const struct presence *presence, int32_t start, int32_t end);
int32_t presence_on(const struct presence *presence, int32_t day); /* 0 outside the window */

#endif
