/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files docx_*.c share. Lengths are twips (1/20 point) unless they say EMU. Word refuses files whose
 * elements stand in another order than its schema has; whoever changes one looks the order up, and
 * tests/unit/test_docx.c checks it.
 */
#ifndef VIFTE_DOCX_PRIVATE_H
#define VIFTE_DOCX_PRIVATE_H

#include "vifte/document.h"
#include "xml.h"

#include <glib.h>

#define DOCX_PAGE_WIDTH 11906
#define DOCX_PAGE_HEIGHT 16838
#define DOCX_MARGIN 1417
#define DOCX_MARGIN_NARROW 1134 /* above, below, and around pages on their side */
#define DOCX_TEXT_WIDTH (DOCX_PAGE_WIDTH - 2 * DOCX_MARGIN)
#define DOCX_TEXT_WIDTH_LANDSCAPE (DOCX_PAGE_HEIGHT - 2 * DOCX_MARGIN_NARROW)
#define DOCX_POINT 20

/* What is known while the body is written. */
struct docx {
    const struct document *document;
    const struct document_head *head;
    struct xml *xml;
    long next_id;     /* of bookmarks, content controls and drawings */
    GPtrArray *links; /* const char *: addresses outside, borrowed from the document; rId = "link" + index */
    struct document_picture logo; /* number 0 */
    GPtrArray *pictures;          /* const struct document_picture *; rId = "picture" + number */
    unsigned *pages;              /* of each heading, by its number in the document */
    bool *breaks;                 /* may the table go on at the next page? By its number in the document */
    bool *keeps;                  /* does the block stand on the page of the next? By its number */
    double *scales;               /* of the width that a picture has. By its number in the document */
    bool landscape;               /* the open section */
    bool after_table;
};

/* --- docx_styles.c --- */
char *docx_styles(const struct document_head *head);
char *docx_numbering(const struct document *document);

/* --- docx_body.c: word/document.xml --- */
char *docx_body(struct docx *docx);
/* Does the block stand on a page on its side? A wide table does, with the headings before it and the notes
 * after it; `before` = the block before does. */
bool docx_lies_across(const struct document *document, size_t i, bool before);
/* Is the block a note to the table before it? False past the end. */
bool docx_is_note(const struct document *document, size_t i);
/* Opens <w:p> with its properties; `keep_next` holds it with what follows. */
void docx_paragraph(struct docx *docx, const char *style, bool keep_next);
void docx_runs(struct docx *docx, const GArray *runs);
void docx_word(struct docx *docx, const char *text, const char *style);
/* "Tabel 3. ": label and number as a field that Word counts on. */
void docx_caption(struct docx *docx, const char *style, const char *label, unsigned number,
                  const GArray *caption, bool keep_next);

#define DOCX_CELL_MARGIN 80   /* left and right of what stands in a cell */
#define DOCX_ROWS_TOGETHER 16 /* tables with more rows may always go on at the next page */
#define DOCX_BOLD_WIDTH 1.08  /* bold letters are that much wider */

/* Width and height in EMU, as wide as the text is or as high as a page takes. */
/* The sender's, on the cover. */
void docx_logo(struct docx *docx);
void docx_picture_size(const struct document_picture *picture, double scale, long *width, long *height);

/* --- docx_table.c --- */
/* Fills the widths of the columns and returns the size of the letters in half points. */
int docx_table_widths(const struct document_table *table, long *widths);
/* How a table stands with what is around it. */
struct docx_flow {
    bool noted;  /* a note follows it: its last row stands on the note's page */
    bool breaks; /* it may go on at the next page */
};
/* Does the row stand on the same page as what follows it? */
bool docx_row_is_kept(const struct document_table *table, size_t row, struct docx_flow flow);
void docx_table(struct docx *docx, const struct document_table *table, struct docx_flow flow);

/* --- docx_pages.c --- */
/* Fills pages, breaks, keeps and scales; the caller frees them. */
void docx_lay_out(struct docx *docx);
/* Of the table with this number in the document. */
struct docx_flow docx_table_flow(const struct docx *docx, size_t number);

/* --- docx_frame.c: cover, contents, sections, running heads --- */
void docx_cover(struct docx *docx);
void docx_contents(struct docx *docx, unsigned levels);
/* <w:sectPr> of the section that ends. */
void docx_section(struct docx *docx, bool landscape, bool cover);
char *docx_header(const struct document_head *head, bool landscape);
char *docx_footer(const struct document_head *head, bool landscape);

/* Bookmark of an anchor: letters, digits and low lines. Newly allocated. */
char *docx_bookmark(const char *anchor);

#endif
