/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A theme: what an answer to a Central udmelding holds, in its order, as Markdown with directives. Themes are
 * data (the agency's questions differ from round to round); the analysts copy and change them. The same form
 * holds what analysts write themselves, texts/GROUP.md of a project.
 *
 *   {{table NAME}} {{figure NAME}} {{ask ID question ...}} {{write ID question ...}} {{remarks}}
 *                                                                          alone in their paragraph
 *   {{sentence NAME}} {{value NAME}}                                       anywhere in a text
 *
 * {{ask}} stands in the municipalities' form and is gathered here; {{write}} is for the region's pen alone.
 * A block quote is guidance to the people who write: it belongs to the ask before it. Lines between two
 * `---` on top are the head: `key: value`.
 */
#ifndef VIFTE_THEME_H
#define VIFTE_THEME_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* The names a directive may take; NULL-terminated. */
struct theme_names {
    const char *const *tables, *const *figures, *const *sentences, *const *values;
};

enum theme_kind { THEME_CENTRAL, THEME_ANALYSIS };

/* The head. NULL = not given. */
struct theme_head {
    enum theme_kind kind;
    char *title;
    char *agency;       /* who asks */
    char *legal_basis;  /* "serviceloven § 13 b" */
    char *issued;       /* when it was sent out, in words */
    char *due;          /* when the answer must be there, in words */
    char *delimitation; /* who belongs to the target group */
    char *severity;     /* what the levels are called: "Sværhedsgrad", "Domstype" */
    char **levels;      /* the levels that belong to the group: "3;4;5" */
    char **dimensions;  /* what the form asks to break the citizens down by: "age;sex;section" */
};

enum theme_run_kind {
    THEME_TEXT,
    THEME_BREAK,
    THEME_SENTENCE, /* text = name */
    THEME_VALUE     /* text = name, or the id of a figure */
};

struct theme_run {
    enum theme_run_kind kind;
    char *text;
    char *target; /* of a link, NULL = none */
    bool strong, emphasis;
    uint32_t line, column; /* of a directive */
};

enum theme_block_kind {
    THEME_HEADING,
    THEME_PARAGRAPH,
    THEME_ITEM,
    THEME_GUIDANCE,
    THEME_GRID,   /* a table in Markdown: `cells` row by row, the first row its headings */
    THEME_TABLE,  /* name */
    THEME_FIGURE, /* name */
    THEME_ASK,    /* name = id; question */
    THEME_REMARKS /* what no {{ask}} gathers; with the word `all`, everything */
};

struct theme_block {
    enum theme_block_kind kind;
    unsigned level; /* headings 1-3; items, 1 = outermost */
    bool ordered;
    unsigned list; /* items: number of their list */
    GArray *runs;  /* struct theme_run */
    char *name, *question;
    bool region_alone; /* {{write}}: an ask that is not put to the municipalities */
    char *text;        /* headings and guidance without directives: as one plain text */
    GPtrArray *cells;
    unsigned n_columns;
    uint32_t line, column;
};

struct theme {
    char *file; /* for messages */
    char *id;
    struct theme_head head;
    GPtrArray *blocks; /* struct theme_block * */
};

struct theme *theme_new(const char *file, const char *id);
void theme_free(struct theme *theme); /* NULL is fine */
struct theme_block *theme_add(struct theme *theme, enum theme_block_kind kind);
GArray *theme_runs_new(void);

/* The blocks of what the analysts wrote to an {{ask}}: after the heading whose first word is the ask's id, up
 * to the next such heading. False when there is no such heading, or nothing but blanks under it. */
struct theme_span {
    guint first, end;
};
bool theme_answer_to(const struct theme *texts, const struct theme *theme, const char *ask,
                     struct theme_span *out);
/* Is the block a heading that names an ask of the theme? */
const char *theme_heading_ask(const struct theme *theme, const struct theme_block *block);
/* Is the block an ask that the municipalities' form puts? */
bool theme_asks_municipalities(const struct theme_block *block);
/* The ask by its id, NULL when the theme has none. */
const struct theme_block *theme_ask(const struct theme *theme, const char *id);

#endif
