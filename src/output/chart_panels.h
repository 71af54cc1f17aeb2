/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures of many small panels over the years: how panels share the page, and what stands at their axes. */
#ifndef VIFTE_CHART_PANELS_H
#define VIFTE_CHART_PANELS_H

#include <glib.h>
#include <stdbool.h>

struct chart_batch;
struct chart_draft;
struct edition;

#define PANELS_A_CHART 12
#define PANEL_LINES 3 /* of a name, and of words */

/* What each panel says beside its data; arrays by panel. Fill with panels_add(), then panels_set(). */
struct panels {
    GPtrArray *names, *words; /* char *, owned; PANEL_LINES a panel */
    GPtrArray *remarks;       /* char *, owned */
    GArray *words_y, *named;  /* double */
    guint n, name_lines;
    int height;      /* of all panels, once set */
    double panel_px; /* width of a panel */
};

/* For `n` panels on a page of which `reserved_px` are kept free at the left. */
void panels_init(struct panels *panels, guint n, double reserved_px);
void panels_clear(struct panels *panels);

/* `name` is broken to fit the panel. `words` say which years have no figure and why; they stand where the
 * fewest points are: `heights` (double) are those of the points as parts of the panel's height. Takes
 * ownership of remark and words. */
void panels_add(struct panels *panels, const char *name, char *remark, char *words, const GArray *heights,
                gboolean named);

/* Variables PANELS, COLS, PANEL_PX, PANEL (names) and WORDS (three lines a panel), NAME_LINES (of the longest
 * name), REMARK, WORDS_Y, NAMED, and the picture's height: `panel_px` a row of panels and what the names
 * take. */
void panels_set(struct panels *panels, struct chart_draft *draft, int panel_px);

/* chart_set_years() with as many years as fit. */
void panels_set_years(const struct panels *panels, struct chart_draft *draft, int from, int to, double shift);

/* Headings over all panels, one after the other: variables HEAD (their height), PART, PART_PX. After
 * panels_set(). */
void panels_set_heads(const struct panels *panels, struct chart_draft *draft, const char *const *texts,
                      guint n);

/* The smallest round step of which two and a bit hold the largest number; a panel's scale is PANELS_STEPS of
 * them, as in the scripts. */
#define PANELS_STEPS 2.25
double panels_step(double largest);

/* A kind that has one panel for each group of the edition. */
struct panel_story {
    const char *kind, *table;
    const void *picture; /* of the kind's own, handed to its functions */
    bool (*is_shown)(const void *picture, size_t group);
    char *(*subtitle)(const void *picture);
    /* Title, texts and data of the groups [from, to). */
    void (*draw)(struct chart_draft *draft, const void *picture, size_t from, size_t to);
    const char *empty_title, *why; /* where no group is shown */
};

/* PANELS_A_CHART groups to a picture, each with a title of its own; or the one picture that says why. */
void panels_tell(struct chart_batch *batch, const struct edition *edition, const struct panel_story *story);

#endif
