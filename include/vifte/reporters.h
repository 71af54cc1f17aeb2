/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who reported what: a municipality that did not report is missing, never zero. A municipality delivered
 * stays when the deliveries say so or any stay names it as acting; then a group and year without its stays is
 * a true zero.
 *
 * A group is counted from stays when any stay of the region's citizens carries it, or when no form knows it
 * either; a group that stands in forms alone must not become zero because other groups have stays.
 */
#ifndef VIFTE_REPORTERS_H
#define VIFTE_REPORTERS_H

#include <stdbool.h>
#include <stddef.h>

struct frame;

struct reporters {
    const struct frame *frame;
    bool *delivered;  /* area x year */
    bool *from_stays; /* group */
};

struct reporters *reporters_new(const struct frame *frame);
void reporters_free(struct reporters *reporters);
bool reporters_delivered(const struct reporters *reporters, size_t area, size_t year);
/* How many municipalities delivered stays for the year; of those that an area holds. */
size_t reporters_count(const struct reporters *reporters, size_t year);
size_t reporters_count_in(const struct reporters *reporters, size_t area, size_t year);

/* Inhabitants of the group's ages on 1 January of a calendar year: of the municipality, or for the region
 * or a cluster of all its own that delivered for `year`. False when somebody's are not known, or nobody
 * delivered. */
bool reporters_population(const struct reporters *reporters, size_t group, size_t area, size_t year,
                          int calendar_year, double *persons);

#endif
