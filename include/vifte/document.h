/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document before it is a file: head and blocks in reading order. The Word and the HTML writer take the
 * same document, so both say the same. It holds released text alone, and owns all of it.
 *
 *   document = document_new(&head);
 *   document_contents(document, 2);
 *   document_heading(document, 1, "Målgruppen");
 *   document_paragraph(document, DOCUMENT_BODY, sentence);           one call for a whole paragraph, or
 *   document_open(document, DOCUMENT_BODY);                          a paragraph run by run:
 *   document_run(document, RUN_PLAIN, "I alt er der ");
 *   document_figure(document, RUN_STRONG, "need/autism/region/2024/citizens", "31");
 *   document_table_begin(document, &about);
 *   document_column(document, "Kommune", DOCUMENT_LEFT);
 *   document_column(document, "Borgere", DOCUMENT_RIGHT);
 *   document_cell(document, "Aalborg"); document_cell(document, figure_mark(id, "20"));   row by row
 *   document_table_end(document);
 *
 * **Every text may carry figures**: a figure is marked by figure_mark() of figure_id.h inside an ordinary
 * string and becomes a figure run here. So sentences can be built by translated formats as everywhere else.
 * A figure run has an id, and its place: the how manieth occurrence of the id in the document. In Word it is
 * a content control tagged with both, by which `vifte compare` finds it again.
 *
 * Texts are copied unless a function's name ends in _take. Control characters, marks that turn the direction
 * of writing and broken UTF-8 are replaced by the writers; a line feed is a blank.
 */
#ifndef VIFTE_DOCUMENT_H
#define VIFTE_DOCUMENT_H

#include "vifte/text.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct column;
struct diag;
struct edition;
struct outdir;
struct released_table;

/* Cover, running heads and document properties. NULL and "" = leave it out. */
struct document_head {
    const char *title;
    const char *subtitle; /* "Svar på Central udmelding: ..." */
    const char *place;    /* "Nordjylland, 2019-2024" */
    const char *sender;
    const char *mark;     /* who may see it: show_edition_line(); on the cover and on every page */
    const char *caution;  /* what the edition hides: show_caution() */
    const char *status;   /* "Udkast" */
    const char *keywords; /* separated by "; " */
    const char *digest;   /* run_digest() of the released tables */
    GBytes *logo;         /* borrowed; NULL = none */
    const char *figures;  /* a constant: the list of its figures beside it; NULL = figures.csv */
    int32_t date;
    enum language language;
    bool public;     /* the mark is no warning */
    bool short_note; /* a few pages: no cover, chapters follow on each other, no contents */
    bool landscape;  /* every page lies on its side */
    bool flowing;    /* chapters follow on each other; only the first, and annexes, begin a page */
};

/* What the edition says about itself; title, place, sender, mark, caution, date and language are filled in.
 * Owned texts are freed by document_head_clear(). */
struct document_head document_head_of(const struct edition *edition);
void document_head_clear(struct document_head *head);

/* Flags of a run. */
enum { RUN_PLAIN = 0, RUN_STRONG = 1, RUN_EMPHASIS = 2, RUN_STATE = 4 /* a word in place of a number */ };

struct run {
    char *text;     /* "\n" alone = a line break */
    char *id;       /* of a figure; NULL = none */
    unsigned place; /* of a figure: 1 = the id's first occurrence */
    unsigned flags;
    char *target; /* of a link: "https://...", or "#" with the anchor of a heading; NULL = none */
};

enum document_style {
    DOCUMENT_BODY,
    DOCUMENT_LEAD,     /* the first, larger lines of a chapter */
    DOCUMENT_NOTE,     /* small, under tables and figures */
    DOCUMENT_SOURCE,   /* small: where the figures come from */
    DOCUMENT_QUOTE,    /* what somebody else wrote: a municipality's remark */
    DOCUMENT_GUIDANCE, /* to the analyst: set apart, to be deleted before the document is sent */
    DOCUMENT_TO_WRITE  /* a gap that only people can fill: set apart, and named in the open questions */
};

enum block_kind {
    BLOCK_HEADING,
    BLOCK_PARAGRAPH,
    BLOCK_ITEM, /* of a list */
    BLOCK_TABLE,
    BLOCK_PICTURE,
    BLOCK_PAGE_BREAK,
    BLOCK_CONTENTS
};

enum document_align { DOCUMENT_LEFT, DOCUMENT_RIGHT };

struct document_column_def {
    GArray *heading; /* struct run */
    enum document_align align;
};

struct document_table {
    GArray *caption;   /* struct run; numbered by the writer: "Tabel 3. ..." */
    char *description; /* for those who do not see it; NULL = none */
    GArray *columns;   /* struct document_column_def */
    GPtrArray *cells;  /* GArray * of struct run, row by row; the first of a row is its heading */
    unsigned number;
    bool landscape; /* on a page of its own turn */
};

struct document_picture {
    GArray *caption;   /* struct run; numbered by the writer: "Figur 2. ..." */
    char *alternative; /* says what the picture shows; not the caption again */
    GBytes *png;       /* NULL only where no Word file is written */
    char *svg;         /* NULL = none */
    unsigned number;
};

struct block {
    enum block_kind kind;
    enum document_style style; /* paragraphs */
    unsigned level;            /* headings: 1-3; items: 1 = outermost; contents: how many levels */
    bool ordered;              /* items */
    unsigned list;             /* items: number of their list in the document, from 1 */
    char *anchor;              /* headings: unique in the document, ASCII */
    bool begins_page;          /* headings */
    GArray *runs;              /* struct run; headings, paragraphs, items */
    struct document_table *table;
    struct document_picture *picture;
};

struct document; /* owns its blocks */

struct document *document_new(const struct document_head *head);
void document_free(struct document *document);

/* Headings. Level 1 begins a page (see document_head). The anchor can be a link's target ("#" before it);
 * NULL = made here. */
void document_heading(struct document *document, unsigned level, const char *text);
void document_heading_at(struct document *document, unsigned level, const char *anchor, const char *text);
/* Level 1, on a page of its own. */
void document_annex(struct document *document, const char *anchor, const char *text);

/* A paragraph in one call, or opened for the runs that follow. A paragraph, item or cell is open until the
 * next block or cell begins. */
void document_paragraph(struct document *document, enum document_style style, const char *text);
void document_paragraph_take(struct document *document, enum document_style style, char *text);
void document_open(struct document *document, enum document_style style);

/* Lists may stand in each other. */
void document_list_begin(struct document *document, bool ordered);
void document_item(struct document *document); /* opens it */
void document_list_end(struct document *document);

/* What is open gets another run. */
void document_run(struct document *document, unsigned flags, const char *text);
void document_figure(struct document *document, unsigned flags, const char *id, const char *text);
void document_link(struct document *document, const char *text, const char *target);
void document_break(struct document *document);

/* Tables. Cells follow in reading order; a table without a row is left out. Widths follow from what stands in
 * the columns. */
struct document_table_about {
    const char *caption;
    const char *description; /* NULL = none */
    bool landscape;          /* across a page on its side */
};
void document_table_begin(struct document *document, const struct document_table_about *about);
void document_column(struct document *document, const char *heading, enum document_align align);
void document_cell(struct document *document, const char *text);
void document_cell_take(struct document *document, char *text);
void document_cell_state(struct document *document, const char *text); /* a word in place of a number */
void document_cell_open(struct document *document);                    /* runs follow */
/* A released cell as `as` prints it (the table's column, perhaps with another rounding), with its id. */
void document_cell_of(struct document *document, const struct released_table *table, size_t row,
                      size_t column, const struct column *as);
/* The table lies across a page on its side: decided once the columns are known. */
void document_table_turn(struct document *document, bool landscape);
bool document_table_is_empty(const struct document *document); /* no row yet */
void document_table_end(struct document *document);

/* `png` is referenced, `svg` copied; one of them may be NULL. */
void document_picture(struct document *document, const char *caption, const char *alternative, GBytes *png,
                      const char *svg);

void document_page_break(struct document *document);
/* Headings down to `levels` with their pages. */
void document_contents(struct document *document, unsigned levels);

/* For writers. */
const struct document_head *document_about(const struct document *document);
size_t document_size(const struct document *document);
const struct block *document_at(const struct document *document, size_t i);
size_t document_table_rows(const struct document_table *table);
const GArray *document_table_cell(const struct document_table *table, size_t row, size_t column);
/* The runs as one text, newly allocated. */
char *document_plain(const GArray *runs);

/* Every figure in reading order: GArray of struct document_figure, borrowed from the document. */
struct document_figure {
    const struct run *run;
    const struct block *chapter; /* the heading it stands under, NULL = none */
};
GArray *document_figures(const struct document *document);

/* Writers: `name` is the file in the output folder. The same document gives the same bytes. */
bool document_docx_write(const struct document *document, const char *name, struct outdir *dir,
                         struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;
bool document_html_write(const struct document *document, const char *name, struct outdir *dir,
                         struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
