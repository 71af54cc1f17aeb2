/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where figures over the years stop being comparable: the law changed under a group, or its citizens are
 * counted in another way from a year on. Marked in a picture by a broken line with a sign on top, and told in
 * a note. Found in released cells alone: the sections of the group's offers and citizens, and what its counts
 * say of themselves.
 */
#ifndef VIFTE_CHART_BREAKS_H
#define VIFTE_CHART_BREAKS_H

#include <glib.h>

struct chart_draft;
struct edition_group;
struct released;

struct chart_breaks {
    GArray *panels, *years, *kinds; /* double */
    gboolean any_law, any_count;
};

struct chart_breaks chart_breaks_new(void);

/* Adds the breaks of a group, drawn in `panel` (from 1) between the two years. */
void chart_breaks_find(struct chart_breaks *breaks, const struct released *released,
                       const struct edition_group *group, guint panel);

/* Variables BREAK_PANEL, BREAK_AT, BREAK_SIGN (kinds of points), and the notes. Frees what is in `breaks`. */
void chart_breaks_set(struct chart_breaks *breaks, struct chart_draft *draft);

#endif
