/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spreadsheets that people can work in: sheets with a few lines on top and one native table below them. The
 * only user of libxlsxwriter, and it knows nothing of released tables.
 *
 * Every sheet follows the same rules: the table starts in column A, one heading row, no merged cells, no
 * blank row, nothing below it; panes frozen under the headings, the top lines and headings repeated on every
 * printed page; A4 landscape, as wide as the page (or two, where the print would be too small to read). Text
 * is written as text, so no formula can come in. The same calls give the same bytes.
 *
 *   book = sheet_book_new(path, &properties);
 *   name = sheet_book_reserve(book, "Offers and places");  (all names first, so that sheets can link to each
 * other) sheet = sheet_add(book, name); sheet_line(sheet, SHEET_TITLE, "Offers and places");
 *   sheet_table_begin(sheet, "supply", columns, n);
 *   sheet_text(sheet, 0, "Autism"); sheet_number(sheet, 1, 12.0, 2); sheet_next_row(sheet);  (for every row)
 *   sheet_table_end(sheet);                                 (at least one row)
 *   good = sheet_book_close(book, &reason);
 *
 * The first thing that goes wrong is kept and comes out of sheet_book_close().
 */
#ifndef VIFTE_SHEET_H
#define VIFTE_SHEET_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sheet_book;
struct sheet;

struct sheet_properties {
    const char *title;
    const char *subject;
    const char *author;
    const char *keywords;
    const char *language; /* "da-DK" */
    int32_t date;         /* day since 1970-01-01 that the file says it was made */
    bool published;       /* to be read, not worked with: no filter buttons, no frozen headings */
};

struct sheet_column {
    const char *heading;
    const char *number_format; /* as Excel writes it: "#,##0.0"; NULL = text */
    bool key;                  /* stands first, and on every page where the table is wider than one */
};

enum sheet_line_style { SHEET_TITLE, SHEET_MARK, SHEET_NOTE };

/* Longer tables stand in their CSV file alone: nobody reads on in a sheet, and Excel takes minutes to open
 * it. */
#define SHEET_MAX_ROWS 20000

/* NULL when the file cannot be made. */
struct sheet_book *sheet_book_new(const char *path, const struct sheet_properties *properties);
/* A name for a sheet that Excel takes and that no other sheet of the book has; owned by the book. */
const char *sheet_book_reserve(struct sheet_book *book, const char *title);
/* Writes the file and frees everything, whatever happened before. `reason` is static English. */
bool sheet_book_close(struct sheet_book *book, const char **reason) G_GNUC_WARN_UNUSED_RESULT;

/* Owned by the book. `name` comes from sheet_book_reserve(). */
struct sheet *sheet_add(struct sheet_book *book, const char *name);
void sheet_line(struct sheet *sheet, enum sheet_line_style style, const char *text);
void sheet_line_link(struct sheet *sheet, const char *text, const char *target_sheet);

/* `table_name` is plain ASCII, unique in the book; the columns are borrowed until sheet_table_end(). */
void sheet_table_begin(struct sheet *sheet, const char *table_name, const struct sheet_column *columns,
                       size_t n);
void sheet_text(struct sheet *sheet, size_t column, const char *text);
/* A word where a number could stand. */
void sheet_word(struct sheet *sheet, size_t column, const char *word);
/* `width` = characters that the number takes on the screen. */
void sheet_number(struct sheet *sheet, size_t column, double number, size_t width);
/* The same with a `*` behind it that is no part of the number. */
void sheet_number_marked(struct sheet *sheet, size_t column, double number, size_t width);
void sheet_link(struct sheet *sheet, size_t column, const char *text, const char *target_sheet);
/* To a cell ("C7") of another workbook in the same folder; `target_sheet` and `cell` may be NULL. */
void sheet_link_file(struct sheet *sheet, size_t column, const char *text, const char *file,
                     const char *target_sheet, const char *cell);
void sheet_next_row(struct sheet *sheet);
void sheet_table_end(struct sheet *sheet);

/* After sheet_table_end(), to the right of the table, one below the other.
 *
 * A native bar chart of the table: a group of bars a row, one a number column, or the columns stacked. Excel
 * draws a word as nought, so `words` say what stands there instead: row by row and column by column, NULL =
 * the number; they become the bars' labels. `alternative` is for those who do not see it. */
struct sheet_chart {
    const char *sheet_name, *title, *alternative;
    bool stacked;
    const unsigned *colours; /* 0xRRGGBB, one a number column */
    const char *const *words;
};
void sheet_chart(struct sheet *sheet, const struct sheet_chart *chart);
/* A picture file that is drawn at twice its size; `height_px` is that in the sheet. */
void sheet_picture(struct sheet *sheet, const char *path, double height_px, const char *alternative);

/* A sheet to be filled in: headings below the lines, and SHEET_FORM_ROWS rows that are formatted and checked
 * while one types. Values outside a rule are warned of, not refused: a number may be unknown (`..`). */
#define SHEET_FORM_ROWS 2000

enum sheet_rule { SHEET_ANY, SHEET_LIST, SHEET_WHOLE, SHEET_NUMBER, SHEET_DATE };

struct sheet_form_column {
    const char *heading;
    const char *note; /* shown when the cell is chosen */
    enum sheet_rule rule;
    const char *list; /* SHEET_LIST: from sheet_list() */
    bool required;
    size_t width; /* characters that prepared texts need; 0 = as the heading */
};

void sheet_form(struct sheet *sheet, const struct sheet_form_column *columns, size_t n);
/* Prepared rows of a form, from the first below its headings on; sheet_form_next() ends one. */
void sheet_form_text(struct sheet *sheet, size_t column, const char *text);
void sheet_form_number(struct sheet *sheet, size_t column, enum sheet_rule rule, double number);
void sheet_form_next(struct sheet *sheet, size_t lines); /* that its longest text takes */
#define SHEET_FORM_WIDEST 60
/* Writes the choices of a drop-down under a heading into a column of `sheet`, and gives the reference to
 * them, newly allocated. `name` is the sheet's. */
char *sheet_list(struct sheet *sheet, const char *name, size_t column, const char *heading,
                 const char *const *choices);

#endif
