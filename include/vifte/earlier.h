/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an earlier answer said, to compare a new one with: its figures as printed, who had delivered what, and
 * the settings that shaped it. From an output folder (earlier_file.h), or from the same project as it stood
 * on the freeze date (answer_changes.h).
 */
#ifndef VIFTE_EARLIER_H
#define VIFTE_EARLIER_H

#include <glib.h>
#include <stdbool.h>

struct earlier_delivery {
    char *table, *sender, *period, *status; /* codes as in tables/coverage.csv */
    char *version;                          /* "" = not said */
    char *groups; /* "autism|pregnant"; "" = all: an older output, or not by group */
};

struct earlier {
    char *called;         /* "the answer of 1 March 2025" */
    char *audience;       /* who was given it; NULL = nobody: it was never an output */
    GHashTable *figures;  /* id -> text as printed */
    GArray *deliveries;   /* struct earlier_delivery */
    GHashTable *settings; /* key -> value */
    /* What today's data would give by the definition of then; NULL where that is today's, or cannot be had.
     */
    struct earlier *redefined;
    bool same_definition; /* definition.h */
};

struct earlier *earlier_new(const char *called);
void earlier_free(struct earlier *earlier); /* NULL is fine */
/* Takes copies. The first text of an id counts: later ones may be rounded otherwise; but one with its sign
 * says more than one without. */
void earlier_add_figure(struct earlier *earlier, const char *id, const char *text);
void earlier_add_delivery(struct earlier *earlier, const struct earlier_delivery *delivery);
void earlier_add_setting(struct earlier *earlier, const char *key, const char *value);

#endif
