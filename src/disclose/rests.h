/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sum over municipalities leaves beside the one whose own figure is known to itself: 15 citizens of
 * the region tell the municipality that has 12 of them that 3 live elsewhere. Such a rest is a count of
 * persons though it is printed nowhere, and where the sum is given without its parts nothing else stands for
 * it.
 */
#ifndef VIFTE_RESTS_H
#define VIFTE_RESTS_H

#include <glib.h>

struct items;
struct table;

/* The groups and years ("group|year") of a table with group, municipality and year as its first keys, in
 * which a municipality learns from the region's `columns` (added up; -1 ends them) that too few are
 * elsewhere. */
GHashTable *rests_too_few(const struct table *table, const int *columns, int threshold);

/* Adds every rest that is too small as a figure to protect from the municipality beside it, where that one's
 * own figure is not among the items. */
void rests_add(struct items *items);

#endif
