/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Coarsen first: how far each group is laid together in public before any single figure is hidden. One level
 * for all years of a group, and never finer than in an earlier release, so that nothing follows from two
 * releases with different levels. (A group of one sentence is the exception: when it grows it is shown.)
 */
#ifndef VIFTE_LEVELS_H
#define VIFTE_LEVELS_H

#include "vifte/registry.h"

#include <glib.h>

struct model;
struct results;
struct table;

enum level {
    LEVEL_MUNICIPALITIES,
    LEVEL_CLUSTERS, /* the project's fixed clusters of municipalities */
    LEVEL_REGION,
    LEVEL_SENTENCE /* the whole group is below the threshold: one sentence */
};

/* One level a group of the project, for the public with that threshold. Newly allocated. */
enum level *levels_public(const struct model *model, const struct table *need, int threshold);

/* The table of ages with neighbouring bands laid together, group by group, until each of them holds nobody or
 * the threshold in every year, or one band is left; and as `coarsen.need_profile` and earlier releases have
 * it. A copy. */
struct table *levels_merge_ages(const struct model *model, const struct table *profile, int threshold);

#endif
