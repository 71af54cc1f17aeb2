/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The pieces of report.html: what the chapters share (sections, figures, tables of text) and one function a
 * chapter, in the order of the page. Figures come from released cells alone; the words come from show.h and
 * sentences.h.
 */
#ifndef VIFTE_REPORT_H
#define VIFTE_REPORT_H

#include "html.h"
#include "vifte/cell.h"

#include <glib.h>
#include <stdbool.h>

struct chart;
struct chart_set;
struct edition;
struct released;
struct released_table;

struct report {
    const struct released *released;
    const struct edition *edition;
    const struct chart_set *charts; /* NULL = without pictures */
    struct html *html;
    unsigned n_figures;
};

/* All chapters in the order of the page, and each. */
void report_chapters(struct report *report);
void report_front(struct report *report);
/* All groups together: pictures and the numbers behind them. */
bool report_has_together(const struct report *report);
void report_together(struct report *report);
bool report_chart_is_of_groups(const struct report *report, const struct chart *chart);
/* Where the numbers behind such a picture stand; NULL = nowhere. Newly allocated. */
char *report_groups_anchor(const struct report *report, const struct chart *chart);
/* The section that such a picture belongs to. Newly allocated. */
char *report_groups_section(const struct report *report, const struct chart *chart);
void report_group(struct report *report, size_t group);
void report_offers(struct report *report);
bool report_has_cooperation(const struct report *report);
void report_cooperation(struct report *report);
bool report_has_profiles(const struct report *report);
void report_profiles(struct report *report);
/* The covered offers of a year: an overview, and a page for each. The page has its picture, which goes on to
 * the newest year, in that year alone. */
void report_profile_year(struct report *report, int year);
/* The newest year with a covered offer, 0 = none. */
int report_profiles_newest(const struct report *report);
void report_rates(struct report *report);
/* Places and need, sharing, closing: not in public editions. */
bool report_has_capacity(const struct report *report);
void report_capacity(struct report *report);
bool report_chart_is_of_capacity(const struct chart *chart);
void report_coverage(struct report *report);
void report_appendix(struct report *report);

/* The style sheet: the page, its parts, paper. */
extern const char *const REPORT_STYLE_PAGE;
extern const char *const REPORT_STYLE_PARTS;
extern const char *const REPORT_STYLE_PRINT;
/* Running heads and page numbers on paper; newly allocated. */
char *report_page_rule(const char *title, const char *mark);

/* The page's head, and the line that says which edition it is. */
void report_head(struct report *report, const char *mark);
void report_mark(struct report *report, const char *mark);

/* A chapter: section with its heading; html_close() ends it. */
void report_chapter(struct report *report, const char *id, const char *title);
/* Texts of a GPtrArray of char *, a paragraph each; the array is freed. */
void report_paragraphs(struct report *report, GPtrArray *texts);
/* A picture with its number and caption. `numbers` = anchor of the table behind it, "more" = of the detail;
 * NULL = none. */
void report_figure(struct report *report, const struct chart *chart, const char *numbers, const char *more);
/* About no single target group. */
bool report_chart_is_general(const struct report *report, const struct chart *chart);
/* Stands in the chapter on the cooperation. */
bool report_chart_is_of_cooperation(const struct chart *chart);
/* The pictures of the front page in their order: supply against need, who is full, where citizens are served,
 * what is expected (else how many there were); NULL = there is none. */
#define REPORT_KEY_CHARTS 4
const struct chart *report_key_chart(const struct report *report, size_t i);
bool report_is_key_chart(const struct report *report, const struct chart *chart);
/* Folded away on screen, unfolded on paper; html_close() ends it. */
void report_fold(struct report *report, const char *summary);
/* A table's, of which the summary says no more than its caption: not on paper. */
void report_fold_table(struct report *report, const char *summary);

/* Years that tables look back on: at most `most`, the newest last. */
int report_first_year(const struct report *report, int most);

/* "group-3": anchor of a group's chapter. Newly allocated. */
char *report_group_id(size_t group);

/* A table of text: caption, headings, rows whose first cell is their heading. Ownership of texts passes over.
 */
struct grid;
struct grid *grid_new(char *caption);
void grid_heading(struct grid *grid, char *text, bool numeric);
/* Cells in reading order; a row is full when every heading has its cell. */
void grid_text(struct grid *grid, char *text);
void grid_word(struct grid *grid, const char *text); /* as grid_text(), copies */
/* As people read it; where there is no number, the word for it. */
void grid_state(struct grid *grid, const char *text); /* words where a number would stand */
void grid_cell(struct grid *grid, const struct column *column, const struct cell *cell);
size_t grid_rows(const struct grid *grid);
/* Writes the table with `id` (NULL = none) and frees it. */
void grid_write(struct grid *grid, struct html *html, const char *id);
void grid_free(struct grid *grid);

/* Writes the table, and under it the marks of what was found in the input that its tables (names separated by
 * blanks) rest on. */
void report_grid(struct report *report, struct grid *grid, const char *id, const char *tables);
/* "Remarks on the input: W315, W316", each a link to its words in the chapter on quality; nothing when there
 * are none. In the element that is open. */
void report_marks(struct report *report, const char *tables);
/* What those marks stand for; nothing when there are none. Do the findings themselves follow? */
void report_remarks(struct report *report, bool findings_below);

/* The column as this edition shows it: a public edition has occupancy in whole per cent. */
struct column report_column(const struct report *report, const struct released_table *table, size_t column);

#endif
