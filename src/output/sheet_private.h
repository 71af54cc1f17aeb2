/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a sheet is made of, shared by sheet.c, sheet_chart.c and sheet_form.c alone. */
#ifndef VIFTE_SHEET_PRIVATE_H
#define VIFTE_SHEET_PRIVATE_H

#include "vifte/sheet.h"

#include <xlsxwriter.h>

enum look {
    LOOK_TITLE,
    LOOK_MARK,
    LOOK_NOTE,
    LOOK_HEADING,
    LOOK_NUMBER_HEADING,
    LOOK_OPTIONAL_HEADING,
    LOOK_TEXT,
    LOOK_WORD,
    LOOK_LINK,
    LOOK_NOTE_LINK,
    LOOK_COUNT
};

struct sheet_book {
    lxw_workbook *workbook;
    lxw_format *looks[LOOK_COUNT];
    GPtrArray *names;  /* char *, reserved */
    GPtrArray *sheets; /* struct sheet * */
    char *path;
    size_t rows; /* written with anything in them */
    bool published;
    lxw_error error; /* the first */
};

struct sheet {
    struct sheet_book *book;
    lxw_worksheet *worksheet;
    char *table_name;
    const struct sheet_column *columns;
    lxw_format **formats; /* of the number columns */
    lxw_format **marked;  /* the same with a mark; made when first needed */
    size_t *widths;
    size_t n_columns;
    lxw_row_t heading_row;
    lxw_row_t row;
    size_t row_lines;        /* of the longest text in the row */
    lxw_row_t pictures_rows; /* that charts and pictures take so far */
};

/* The first error of a book stays. */
void sheet_keep(struct sheet_book *book, lxw_error error);
void sheet_next_line(struct sheet *sheet);
lxw_format *sheet_cell_format(lxw_workbook *workbook);
/* Returns the characters written. */
size_t sheet_write_text(struct sheet *sheet, size_t column, const char *text, enum look look);

#endif
