/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files xlsx*.c share. */
#ifndef VIFTE_XLSX_PRIVATE_H
#define VIFTE_XLSX_PRIVATE_H

#include "package.h"
#include "vifte/xlsx.h"

#include <glib.h>

/* How a workbook's faults are told. */
extern const struct package_words XLSX_WORDS;

/* --- xlsx_strings.c: runs of text in <si> and <is> --- */

struct xlsx_text {
    char *text;
    uint32_t length;
};

enum xlsx_level { XLSX_LINE, XLSX_RAISED, XLSX_LOWERED };

/* Collects the <t> of a string item; phonetic runs are left out, and digits that stand above or below the
 * line keep their place there. Starts as {0}; `out` is set by the owner. */
struct xlsx_runs {
    GString *out;
    bool in_text;
    enum xlsx_level level; /* of the run */
    unsigned phonetic;
};

void xlsx_runs_start(struct xlsx_runs *runs, const char *name, const char **attributes);
void xlsx_runs_end(struct xlsx_runs *runs, const char *name);
void xlsx_runs_text(struct xlsx_runs *runs, const char *text, int length);
/* Resolves _x000D_ and cuts blanks off; the text as a copy in `chunk`. */
struct xlsx_text xlsx_text_keep(GString *raw, GStringChunk *chunk);

/* Appends struct xlsx_text to `strings`. False when the part is bad. */
bool xlsx_strings_read(struct package *zip, const char *part, GStringChunk *chunk, GArray *strings);

/* --- xlsx_styles.c: what the number format makes of a number --- */

enum xlsx_show { XLSX_NUMBER, XLSX_PERCENT, XLSX_DATE, XLSX_MONTH, XLSX_YEAR, XLSX_TIME, XLSX_MASK };

struct xlsx_style {
    enum xlsx_show show;
    char *mask; /* XLSX_MASK: zeros, hyphens and blanks; owned */
};

/* What a format code shows; `mask` as in struct xlsx_style. */
struct xlsx_style xlsx_style_of(const char *code);
/* Appends a struct xlsx_style for every cell format. False when the part is bad. */
bool xlsx_styles_read(struct package *zip, const char *part, GArray *styles);

/* --- xlsx_number.c: a stored number as text --- */

/* Appends the text of `raw` to `out`. False when it is no number, and `out` is as it was. */
bool xlsx_number_text(const char *raw, const struct xlsx_style *style, bool date1904, GString *out);

/* --- xlsx_sheet.c: the cells of one sheet --- */

struct xlsx_cell {
    uint32_t length;
    uint16_t column; /* from 1 */
    bool typed;      /* a number, a date: no marks to guess */
    char *text;
};

struct xlsx_row {
    uint32_t line;
    uint32_t first, n;
};

struct xlsx_merge {
    uint32_t first_line, last_line, first_column, last_column;
};

/* Formulas of one column that were saved without their value. */
struct xlsx_uncached {
    uint32_t first_line, n;
};

/* A civil registration number that stands in no cell's value: line and column of the cell, or 0. */
struct xlsx_leak {
    uint32_t line, column;
};

struct xlsx_sheet {
    const char *name; /* interned; its number where the name is none to be shown */
    bool name_leaks;
    char *part;
    bool hidden;
    GArray *rows;           /* struct xlsx_row */
    GArray *cells;          /* struct xlsx_cell */
    GArray *merges;         /* struct xlsx_merge */
    GArray *uncached;       /* struct xlsx_uncached, of each column */
    GArray *hidden_rows;    /* uint32_t, ascending */
    GArray *hidden_columns; /* uint32_t pairs: first, last */
    GArray *leaks;          /* struct xlsx_leak: formulas, lists, links, page headings */
    GStringChunk *texts;
};

struct xlsx_context { /* what cells refer to */
    struct package *zip;
    const GArray *strings; /* struct xlsx_text */
    const GArray *styles;  /* struct xlsx_style */
    bool date1904;
};

/* Fills a sheet whose name and part are set. False when the part is bad or absent. */
bool xlsx_sheet_read(struct xlsx_sheet *sheet, const struct xlsx_context *context);
void xlsx_sheet_clear(struct xlsx_sheet *sheet);

/* --- xlsx_leaks.c: civil registration numbers where no cell's value is --- */

/* In an attribute that people write: tips, targets, prompts, stored copies. */
bool xlsx_attributes_leak(const char **attributes);
/* In a formula's texts, or as one number. Subtractions (250124-1500) are none. */
bool xlsx_formula_leaks(const char *formula, size_t length);
/* Everything besides the sheets: `book->leak`. False when a part is bad. */
bool xlsx_search_others(struct xlsx *book);

/* --- the workbook: xlsx.c opens it, xlsx_records.c gives its rows --- */

struct xlsx {
    struct package *zip;
    char *bytes;
    size_t length;
    char sha256[65];
    bool date1904;
    char *workbook, *strings_part, *styles_part;
    GHashTable *targets; /* relationship id -> part of a worksheet */
    GArray *strings;     /* struct xlsx_text */
    GArray *styles;      /* struct xlsx_style */
    GArray *sheets;      /* struct xlsx_sheet */
    GStringChunk *texts;
    const char *leak; /* a part besides the sheets that holds a civil registration number */

    struct record_reader records; /* of `sheet`, next row `row` */
    size_t sheet;
    guint row;
    GArray *fields; /* struct field */
    char nothing[1];

    struct record *head;
    size_t n_head;
};

void xlsx_head_clear(struct xlsx *book);

#endif
