/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of an answer share. For the files of this folder alone. */
#ifndef VIFTE_ANSWER_PRIVATE_H
#define VIFTE_ANSWER_PRIVATE_H

#include "vifte/answer.h"
#include "vifte/document.h"

#include <stdbool.h>

struct chart;
struct edition;
struct edition_group;
struct theme_block;

struct answer {
    const struct answer_request *request;
    const struct released *released;
    const struct edition *edition;
    const struct edition_group *group;
    const struct theme *theme;
    const char *code;
    int year, before; /* the two report years: the newest with citizens, and the year before (0 = none) */
    struct document *document;
    GArray *points;        /* struct answer_point, or NULL */
    GPtrArray *asked;      /* const char *: questions whose remarks have been shown */
    GArray *headings;      /* struct waiting_heading: written once something follows */
    GString *rests_on;     /* tables that the grid or picture under way has its figures from */
    GPtrArray *marked;     /* const struct edition_remark *: marks that stand in the document */
    bool has_matrix;       /* the text leads to the annex that holds it */
    bool marks_apart;      /* marks are only gathered: the document says them in one line */
    const char *after_ask; /* the ask that guidance belongs to, NULL once it is answered */
};

struct answer answer_begin(const struct answer_request *request);
void answer_end(struct answer *answer);

void answer_point(struct answer *answer, const struct theme_block *block, const char *format, ...)
    G_GNUC_PRINTF(3, 4);

/* Tables: false when the edition has nothing for it. `name` is one of answer_table_names(). */
const char *const *answer_table_names(void);
bool answer_table(struct answer *answer, const char *name);

/* The chart behind a figure's name, NULL when this run has none. */
const char *const *answer_figure_names(void);
const struct chart *answer_chart(const struct answer *answer, const char *name);
void answer_picture(struct answer *answer, const struct chart *chart);

/* A sentence (marked; NULL = nothing to say), several for names that give a list. */
const char *const *answer_sentence_names(void);
GPtrArray *answer_sentences(const struct answer *answer, const char *name);
bool answer_sentence_is_list(const char *name);

/* A value of the theme or the edition, or a figure by its id (marked). NULL = there is none. */
const char *const *answer_value_names(void);
char *answer_value(const struct answer *answer, const char *name);

/* The asks: what the analysts wrote or a gap; under it the municipalities' remarks. */
void answer_ask(struct answer *answer, const struct theme_block *ask);
void answer_ask_remarks(struct answer *answer, const struct theme_block *ask);
/* Remarks to questions that no ask has gathered; with `all`, of all. False when there are none. */
bool answer_remarks(struct answer *answer, bool all);
/* Writes the headings that wait. Everybody calls it before a block of its own. */
void answer_flush(struct answer *answer);
/* Runs of a theme's text into what is open; false when nothing was written. */
bool answer_runs(struct answer *answer, const GArray *runs);
/* Blocks of a theme's or an analyst's text from `first` on; directives too. */
void answer_blocks(struct answer *answer, const struct theme *theme, guint first, guint end, unsigned deeper);

/* What is under way has figures from this table of the registry. */
void answer_rests_on(struct answer *answer, const char *table);
/* " Remarks on the input: W315." into what is open, for the tables it rests on; the same as a line of its
 * own. */
void answer_marks(struct answer *answer);
void answer_marks_alone(struct answer *answer);
/* What the document's marks stand for: an annex; one line for a note, NULL = no mark. */
void answer_marks_annex(struct answer *answer);
char *answer_marks_named(const struct answer *answer);

/* Head of a document about the group; free with document_head_clear(). */
struct document_head answer_head(const struct answer *answer, const char *title);
/* "2023 and 2024", "2024". */
char *answer_years(const struct answer *answer);

#endif
