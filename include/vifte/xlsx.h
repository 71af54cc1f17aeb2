/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Excel workbooks (.xlsx, .xlsm; Transitional and Strict) as records, like CSV: read through the
 * package of package.h.
 *
 *   bytes in memory -> zip entries -> XML parts -> cells of every sheet -> records of the sheet that is read
 *
 * A cell becomes text: a string as it stands, a number with decimal point and without grouping (97.5), a
 * percentage as people see it (0.975 -> 97.5 %), a date as ISO (2024-01-31; 2024-01 where the cell shows
 * month and year alone, 2024 where it shows the year alone), a whole number under a mask of zeros with its
 * zeros (0851), an error value in its own words (#DIV/0!), a boolean as true or false. Numbers carry the 15
 * digits that Excel shows. A formula gives the value that was saved with it; one without is an empty cell and
 * told. The value of merged cells stands in the first of them.
 *
 * What a file can do to its reader is bounded: inflated bytes, entries, depth of elements, cells; a document
 * type definition ends the reading, so there are no entities. Names of entries are never used as paths.
 */
#ifndef VIFTE_XLSX_H
#define VIFTE_XLSX_H

#include "vifte/record.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define XLSX_BYTES ((uint64_t)64 << 20)        /* of a file; eight times as much when it is unpacked */
#define XLSX_LARGE_BYTES ((uint64_t)256 << 20) /* for tables of any size */
#define XLSX_HEAD 100                          /* rows that are looked at for headings when nothing is said */
#define XLSX_AREA ((uint64_t)1 << 27)          /* fields of all records of a sheet, empty ones included */

struct diag;
struct pos;
struct xlsx;

/* Is it a workbook by its first bytes, or by its name? Old and protected ones too: opening says why not. */
bool xlsx_is_workbook(const char *path);

/* Reads all sheets. NULL when that fails, told at `file`. `max_bytes` bounds the file and, eight times, what
 * it inflates to. */
struct xlsx *xlsx_open(const char *path, uint64_t max_bytes, const struct pos *file, struct diag *diag);
void xlsx_free(struct xlsx *book);
const char *xlsx_sha256(const struct xlsx *book);

size_t xlsx_sheets(const struct xlsx *book);
const char *xlsx_sheet_name(const struct xlsx *book, size_t sheet); /* lives as long as the program */
bool xlsx_sheet_is_hidden(const struct xlsx *book, size_t sheet);
uint64_t xlsx_rows(const struct xlsx *book, size_t sheet); /* rows with a cell that is not empty */

/* The rows of one sheet; owned by the book. */
struct record_reader *xlsx_records(struct xlsx *book, size_t sheet);
/* The first rows for finding the headings, those to one behind `until_line` at least: a heading merged over
 * several rows stands in the lowest. Good until the next call. */
const struct record *xlsx_head(struct xlsx *book, size_t sheet, uint64_t until_line, size_t *n_records);

/* What a reader of the sheet has to know: hidden rows and columns, merged cells below the heading, formulas
 * without value. */
void xlsx_report(const struct xlsx *book, size_t sheet, uint64_t heading_line, const struct pos *file,
                 struct diag *diag);
/* Civil registration numbers anywhere but in the sheet that is read: other sheets, comments, text boxes, the
 * copies that pivot tables keep. SIZE_MAX = no sheet is read. */
void xlsx_check_elsewhere(const struct xlsx *book, size_t sheet, const struct pos *file, struct diag *diag);

#endif
