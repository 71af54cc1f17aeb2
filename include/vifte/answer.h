/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The draft answer to a Central udmelding, from a theme and released tables: the answer itself, the two-page
 * note for the steering group, the e-mail, and the list of what people must still look at.
 *
 * A directive that this edition has nothing for leaves no trace in the answer (a municipality that sent only
 * forms is no error) but is named in the list. What only people can write comes from the analysts' texts, and
 * stands as a gap until they have written it.
 */
#ifndef VIFTE_ANSWER_H
#define VIFTE_ANSWER_H

#include "vifte/cell.h"

#include <glib.h>

struct chart_set;
struct document;
struct outdir;
struct released;
struct released_texts;
struct theme;
struct theme_names;

/* Status and expected handling of an initiative, as the project file says them. */
struct answer_initiative {
    const char *name, *status, *handling;
};

/* One input file as read. Rows of files are for the internal edition. */
struct answer_file {
    const char *table, *file;
    uint64_t rows;
};

struct answer_request {
    const struct released *released;
    const struct released_texts *texts;
    const struct theme *theme;
    const char *group;              /* code */
    const char *definition;         /* who belongs to the group, in the project's words; NULL = not said */
    const char *texts_file;         /* where the analysts write, for the guidance: "texts/autism.md" */
    const struct chart_set *charts; /* of the group; NULL = none */
    const struct outdir *dir;       /* that holds the charts' pictures */
    const struct answer_initiative *initiatives;
    size_t n_initiatives;
    const struct answer_file *files; /* for the annex; NULL = not for these readers */
    size_t n_files;
};

/* The names that directives may use. */
const struct theme_names *answer_names(void);

/* One thing that somebody must do or know before the answer is sent. */
struct answer_point {
    char *text;
    unsigned line, column; /* in the theme; 0 = nowhere */
};

/* `points` (may be NULL) gets struct answer_point. */
struct document *answer_document(const struct answer_request *request, GArray *points);
struct document *answer_note(const struct answer_request *request);
/* Ten lines of plain text at most. Newly allocated. */
char *answer_mail(const struct answer_request *request);
GArray *answer_points_new(void);

/* What a texts file begins as: a heading a question, nothing under it. Asks that `own` (may be NULL) answers
 * are left out; NULL when none is left. Newly allocated. */
char *answer_texts_proposal(const struct theme *theme, const struct theme *own);

#endif
