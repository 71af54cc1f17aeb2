/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What makes a citizen one of a target group: the group's words and ages, and the conventions by which stays
 * are counted. An answer's run.json says it, so that a later answer can count its own data by the earlier
 * definition, and tell what another definition changed from what other data did.
 */
#ifndef VIFTE_DEFINITION_H
#define VIFTE_DEFINITION_H

#include <glib.h>
#include <stdbool.h>

struct group;
struct project;

/* "match autisme;asf, age 0-17, age_filters_citizens no, age_at 31 December". Newly allocated. */
char *definition_text(const struct project *project, const struct group *group);
/* Is the group defined as `settings` (key -> value: "definition", and the conventions) say? What they do not
 * say is no difference. */
bool definition_is(const struct project *project, const struct group *group, GHashTable *settings);
/* Makes it so. Words that are the group's today and were not then get a group of their own, which no settings
 * name; words of then are taken from whatever group has them today. False when the settings do not say. */
bool definition_restore(struct project *project, const char *group, GHashTable *settings);

#endif
