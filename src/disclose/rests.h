/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a sum over municipalities leaves beside the one whose own figure is known to itself: 15 citizens of
 * the region tell the municipality that has 12 of them that 3 live elsewhere. Such a rest is a count of
 * persons though it is printed nowhere, and where the sum is given without its parts nothing else stands for
 * it. And where the sum is hidden, that municipality knows that it is no less than its own.
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

/* Adds what every municipality whose own figure is not among the items knows of a sum: that figure, and that
 * the rest is at least 0. A rest that is too small is a figure to protect from it. */
void rests_add(struct items *items);

#endif
