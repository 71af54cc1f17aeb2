/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files table_*.c and input_table.c share: the reading of one file as one table, stage by stage.
 *
 *   input_table.c      the file by its format, and the order of the stages
 *   table_evidence.c   what the cells of number columns say about their marks
 *   table_cells.c      what no cell of any file may hold
 *   table_rows.c       every row for the caller
 *   table_categories.c columns of a population that are not used
 *   table_decisions.c  what was decided, in words
 */
#ifndef VIFTE_TABLE_READER_H
#define VIFTE_TABLE_READER_H

#include "vifte/input_table.h"
#include "vifte/number.h"
#include "vifte/record.h"
#include "vifte/value.h"

struct cpr_columns;
struct encoding_choice;
struct format_rule;
struct heading;
struct heading_names;
struct layout;
struct text_source;
struct totals;

#define TABLE_SHOWN_BYTES 32

#define TABLE_WARNINGS 3 /* kinds that one column can have */

/* A warning that many cells of a column share is told once, at the first. */
struct warning {
    struct pos pos;
    struct value_complaint kept;
    char *shown;
    uint64_t n;
};

/* Records with so many fields, fewer than the heading row has. */
struct short_records {
    uint64_t first, n; /* line of the first */
};

struct table_reader {
    const struct input_file *file;
    const struct input_schema *schema;
    const struct format_rule *format;
    char *const *missing; /* texts for "not reported" besides the usual; NULL = none */
    const char *sheet;    /* of a workbook, else NULL */
    struct record_reader *records;
    const struct heading *heading; /* NULL = none was found: cells are looked at, rows not read */
    const char *encoding;
    bool damaged, lost_earlier; /* see text_source.h */

    struct value_rule *rules;         /* per column of the schema */
    struct number_evidence *evidence; /* per column */
    struct warning *warnings;         /* TABLE_WARNINGS per column, one a kind */
    bool *refused;                    /* per column: every value is bad, told once */
    bool *bands;                      /* per column of text: some cells are age groups */
    struct value *values;
    struct totals *totals;
    bool observed;                   /* was there a pass for evidence? */
    struct cpr_columns *nine_digits; /* civil registration numbers that lost their zero */
    GByteArray *bad_fields;          /* per field of the record: must not be read nor shown */
    GArray *short_records;           /* struct short_records, by number of fields */
    GArray *categories;              /* per field: what unused columns say */
    uint32_t last_held;              /* the last field of a column in which any record has something */
    char sender[8];                  /* the file's, as a code */
    bool beyond_told;                /* cells right of a sheet's table */
    bool told;                       /* something was told of the row's cells */

    input_row_fn *row;
    void *context;
    uint64_t n_rows;
    bool empty; /* read in slices: no rows, and the table may not be empty */
    struct diag *diag;
    bool of_form; /* the workbook holds other tables too: this one may be empty */
};

/* Tells that no rows stand under the heading. True when the table may be empty. */
bool table_report_no_rows(const struct table_reader *t);

/* Fields and rows. */
struct pos table_at(const struct table_reader *t, uint64_t line, uint32_t field);
/* The field as it may stand in a message. Newly allocated. */
char *table_shown(const struct field *field);
/* The record's cell of a column, NULL when it has none. */
const struct field *table_cell(const struct table_reader *t, const struct record *record, size_t column);

/* Is it one of the file's own texts for "not reported"? */
bool table_is_missing(const struct table_reader *t, const struct field *field);

/* The arrays that every reader has for itself. */
void table_reader_init(struct table_reader *t);
void table_reader_clear(struct table_reader *t);
/* A reader of a part of the file: how values are read is settled by the whole. With findings of its own. */
void table_part_init(struct table_reader *part, const struct table_reader *whole);
void table_part_clear(struct table_reader *part);

/* A large file on several processors. False when it has to be read in one piece: nothing was told or taken
 * over then. `good` = what input_table_read() returns. */
bool table_read_slices(struct table_reader *t, const struct heading_names *names,
                       const struct input_slicer *slicer, struct input_record *record,
                       bool *good) G_GNUC_WARN_UNUSED_RESULT;

/* Passes over all records. */
void table_trim(const struct record *record);
/* Is there a column of numbers, so that the pass is made at all? */
bool table_needs_evidence(const struct table_reader *t);
void table_observe(struct table_reader *t);
/* One trimmed record of the pass; false for a total row. */
bool table_observe_record(struct table_reader *t, const struct record *record);
/* How each column is to be read, after table_observe(); what cannot be settled is told. */
void table_settle(struct table_reader *t);
void table_check_cells(struct table_reader *t, const struct record *record);
/* Was something told of the field in table_check_cells()? */
bool table_is_bad(const struct table_reader *t, uint32_t field);
/* A record below the heading: a row, a total, a note, or nothing. */
void table_take_record(struct table_reader *t, const struct record *record);
/* Adds the records that ended early in a later part of the file. */
void table_merge_short(struct table_reader *whole, const struct table_reader *part, uint64_t lines);
/* Warnings that many cells of a column share, and records that end early. */
void table_report_warnings(const struct table_reader *t);

/* Columns that are not used and say the same in every row, where that makes the figures those of a part. */
GArray *table_categories_new(void);
void table_note_categories(struct table_reader *t, const struct record *record);
void table_report_categories(const struct table_reader *t);

/* Is the file another than when it was opened, or did it fail? */
bool table_report_changed(const struct table_reader *t, const struct text_source *source);

/* What was decided, and on what evidence. */
void table_report_text(const struct table_reader *t, const struct encoding_choice *choice,
                       const struct layout *layout);
void table_report_px(const struct table_reader *t, const struct encoding_choice *choice);
/* A column of municipalities that the file's sender stands for. */
void table_report_sender(const struct table_reader *t);
void table_report_sheet(const struct table_reader *t, unsigned n_candidates);

#endif
