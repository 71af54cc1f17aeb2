/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was sent out before: one file a release in the folder releases/ beside the project file, written by
 * `vifte release`, read by every later run.
 *
 * The file is CSV (own_csv.h) with the columns kind, table, row, column, state, value:
 *
 *   about,,,format,,1                               first; a later format is refused
 *   about,,,to,,Social- og Boligstyrelsen           also audience, sent, edition, folder, threshold, note
 *   pattern,need,autism,,,municipalities            how far a group was laid together: municipalities,
 *                                                   clusters, region
 *   pattern,need_profile,autism,age,,0-5;6-11       or its bands of age
 *   pattern,clusters,Thy,,,773;787                  which municipalities a cluster was
 *   figure,need,autism|851|2024,citizens,shown,45   a number that was printed
 *   figure,need,autism|773|2024,citizens,hidden,3   one that was hidden, as it was
 *   figure,need,autism|787|2024,waiting,coarse,2    one of a column in which all municipalities were hidden
 *   figure,need,autism|851|2024,basis,,31_december  a word that says what the row counts
 *   figure,occupancy_year,offer|T1|2024,occupancy,shown,0.93   of how many places stands in place_days
 *
 * A row is named by its keys in the table's order with `|` between (`\|` is a literal one). Hidden numbers
 * are kept because only so a later run can tell a figure that was revised from one that was not: the file is
 * as internal as the project's inputs.
 */
#ifndef VIFTE_RELEASES_H
#define VIFTE_RELEASES_H

#include "vifte/cell.h"

#include <glib.h>

#define RELEASES_FOLDER "releases"
#define RELEASES_FORMAT 1
#define RELEASES_CLUSTERS "clusters" /* the table of their patterns */
#define RELEASES_COLUMNS \
    { \
        "kind", "table", "row", "column", "state", "value" \
    }
enum { RELEASES_KIND, RELEASES_TABLE, RELEASES_ROW, RELEASES_COLUMN, RELEASES_STATE, RELEASES_VALUE };

enum figure_state { FIGURE_WORD, FIGURE_SHOWN, FIGURE_HIDDEN, FIGURE_COARSE };

/* Texts are owned by the release. */
struct release_figure {
    const char *table, *row, *column;
    enum figure_state state;
    double number;    /* of all but FIGURE_WORD */
    const char *word; /* of FIGURE_WORD */
};

struct release_pattern {
    const char *table, *group, *dimension; /* group: or cluster; dimension: "" or that of need_profile */
    const char *words;
};

struct release {
    GStringChunk *texts;
    const char *file; /* base name */
    const char *to, *note;
    const char *edition; /* title of what was sent */
    const char *folder;  /* SHA-256 of its run.json, which has those of all other files */
    enum audience audience;
    int municipality; /* code: that municipality's edition (its own figures are not in here), else 0 */
    int32_t sent;     /* day */
    int threshold;    /* of that edition */
    GArray *figures;  /* struct release_figure, rows together */
    GArray *patterns; /* struct release_pattern */
};

struct release *release_new(void);
void release_free(struct release *release);
const char *release_text(struct release *release, const char *text); /* a copy that it owns */

/* How people and files name an audience: "public", "cooperation", "internal". Static. */
const char *release_audience_name(enum audience audience);
/* False when it is no such name. */
bool release_audience(const char *name, enum audience *audience);

/* A row's name from the texts of its keys, and back (g_strfreev()). */
char *release_row_name(const char *const *keys, size_t n);
char **release_row_keys(const char *name);

#endif
