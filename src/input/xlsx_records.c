/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sheets of a workbook as records, and what their reader has to know. */
#include "xlsx_private.h"

#include "vifte/cpr.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/text.h"

/* --- sheets as records --- */

static const struct xlsx_sheet *sheet_at(const struct xlsx *book, size_t sheet)
{
    return &g_array_index(book->sheets, struct xlsx_sheet, sheet);
}

size_t xlsx_sheets(const struct xlsx *book)
{
    return book->sheets->len;
}

const char *xlsx_sheet_name(const struct xlsx *book, size_t sheet)
{
    return sheet_at(book, sheet)->name;
}

bool xlsx_sheet_is_hidden(const struct xlsx *book, size_t sheet)
{
    return sheet_at(book, sheet)->hidden;
}

uint64_t xlsx_rows(const struct xlsx *book, size_t sheet)
{
    return sheet_at(book, sheet)->rows->len;
}

void xlsx_head_clear(struct xlsx *book)
{
    for (size_t i = 0; i < book->n_head; i++) {
        g_free(book->head[i].fields);
    }
    g_clear_pointer(&book->head, g_free);
    book->n_head = 0;
}

/* A row's cells at their columns, empty fields between them. */
static uint32_t spread(struct xlsx *book, const struct xlsx_sheet *sheet, const struct xlsx_row *row)
{
    const struct xlsx_cell *cells = &g_array_index(sheet->cells, struct xlsx_cell, row->first);
    g_array_set_size(book->fields, cells[row->n - 1].column);
    struct field *fields = (struct field *)(void *)book->fields->data;
    uint32_t column = 0;
    for (uint32_t i = 0; i < row->n; i++) {
        while (++column < cells[i].column) {
            fields[column - 1] = (struct field){book->nothing, 0, false};
        }
        fields[column - 1] = (struct field){cells[i].text, cells[i].length, cells[i].typed};
    }
    return column;
}

static struct xlsx *book_of(struct record_reader *reader)
{
    return (struct xlsx *)(void *)((char *)reader - offsetof(struct xlsx, records));
}

static bool next_row(struct record_reader *reader, struct record *record)
{
    struct xlsx *book = book_of(reader);
    const struct xlsx_sheet *sheet = sheet_at(book, book->sheet);
    if (book->row == sheet->rows->len) {
        return false;
    }
    const struct xlsx_row *row = &g_array_index(sheet->rows, struct xlsx_row, book->row++);
    uint32_t n = spread(book, sheet, row);
    *record = (struct record){
        .line = row->line, .n_fields = n, .fields = (struct field *)(void *)book->fields->data};
    return true;
}

static void rewind_rows(struct record_reader *reader, struct diag *diag)
{
    (void)diag; /* all was told when the book was opened */
    book_of(reader)->row = 0;
}

struct record_reader *xlsx_records(struct xlsx *book, size_t sheet)
{
    book->records = (struct record_reader){next_row, rewind_rows};
    book->sheet = sheet;
    book->row = 0;
    return &book->records;
}

static struct record *head_line(const struct xlsx *book, uint32_t line)
{
    for (size_t i = 0; i < book->n_head; i++) {
        if (book->head[i].line == line) {
            return &book->head[i];
        }
    }
    return NULL;
}

/* "Tilbud" over two heading rows stands beside the second, where the names under the wide headings are. */
static void lower_merged(struct xlsx *book, const struct xlsx_merge *merge)
{
    struct record *from = head_line(book, merge->first_line);
    struct record *to = head_line(book, merge->last_line);
    uint32_t column = merge->first_column;
    if (from == NULL || to == NULL || from == to || column > from->n_fields) {
        return;
    }
    while (to->n_fields < column) {
        to->fields = g_renew(struct field, to->fields, column);
        to->fields[to->n_fields++] = (struct field){book->nothing, 0, false};
    }
    to->fields[column - 1] = from->fields[column - 1];
    from->fields[column - 1] = (struct field){book->nothing, 0, false};
}

const struct record *xlsx_head(struct xlsx *book, size_t sheet, uint64_t until_line, size_t *n_records)
{
    const GArray *merges = sheet_at(book, sheet)->merges;
    struct record_reader *records = xlsx_records(book, sheet);
    struct record record;
    xlsx_head_clear(book);
    while ((book->n_head < XLSX_HEAD || book->head[book->n_head - 1].line <= until_line) &&
           records->next(records, &record)) {
        if (book->n_head % XLSX_HEAD == 0) {
            book->head = g_renew(struct record, book->head, book->n_head + XLSX_HEAD);
        }
        record.fields = g_memdup2(record.fields, record.n_fields * sizeof *record.fields);
        book->head[book->n_head++] = record;
    }
    for (guint i = 0; i < merges->len; i++) {
        lower_merged(book, &g_array_index(merges, struct xlsx_merge, i));
    }
    *n_records = book->n_head;
    return book->head;
}

/* --- what a reader of the sheet has to know --- */

/* "3, 7-9": runs of ascending numbers. */
static char *list_runs(const uint32_t *numbers, size_t n)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n && out->len < 80;) {
        size_t last = i;
        while (last + 1 < n && numbers[last + 1] == numbers[last] + 1) {
            last++;
        }
        g_string_append_printf(out, last > i ? "%s%u-%u" : "%s%u", i > 0 ? ", " : "", numbers[i],
                               numbers[last]);
        i = last + 1;
        if (i < n && out->len >= 80) {
            g_string_append(out, " ...");
        }
    }
    return g_string_free(out, FALSE);
}

static uint32_t last_column(const struct xlsx_sheet *sheet)
{
    uint32_t last = 0;
    for (guint i = 0; i < sheet->cells->len; i++) {
        last = MAX(last, (uint32_t)g_array_index(sheet->cells, struct xlsx_cell, i).column);
    }
    return last;
}

/* Hidden columns up to the last one with something in it. */
static void report_hidden_columns(const struct xlsx_sheet *sheet, struct pos pos, struct diag *diag)
{
    const GArray *columns = sheet->hidden_columns;
    uint32_t n = 0, last_used = columns->len > 0 ? last_column(sheet) : 0;
    for (guint i = 0; i + 1 < columns->len; i += 2) {
        uint32_t first = g_array_index(columns, uint32_t, i);
        uint32_t last = MIN(g_array_index(columns, uint32_t, i + 1), last_used);
        if (first <= last) {
            pos.field = n == 0 ? first : pos.field;
            n += last - first + 1;
        }
    }
    if (n > 0) {
        diag_add(
            diag, &FINDING_HIDDEN, &pos, NULL, NULL, NULL,
            P_("%u column is hidden; it is read", "%u columns are hidden, the first here; they are read", n),
            n);
    }
}

static void report_hidden(const struct xlsx_sheet *sheet, struct pos pos, struct diag *diag)
{
    const GArray *rows = sheet->hidden_rows;
    if (rows->len > 0) {
        char *list = list_runs((const uint32_t *)(const void *)rows->data, rows->len);
        diag_add(diag, &FINDING_HIDDEN, &pos, NULL, NULL, NULL,
                 P_("row %s is hidden; it is read", "rows %s are hidden; they are read", rows->len), list);
        g_free(list);
    }
    report_hidden_columns(sheet, pos, diag);
}

/* The first block of cells merged over rows of the table. */
static void report_merged(const struct xlsx_sheet *sheet, uint64_t heading_line, struct pos pos,
                          struct diag *diag)
{
    for (guint i = 0; i < sheet->merges->len; i++) {
        const struct xlsx_merge *merge = &g_array_index(sheet->merges, struct xlsx_merge, i);
        if (merge->first_line > heading_line && merge->first_line < merge->last_line) {
            pos.line = merge->first_line;
            pos.field = merge->first_column;
            diag_add(diag, &FINDING_MERGED, &pos, NULL, NULL, _("unmerge them and fill in every row"),
                     _("cells are merged down to row %u; their value counts in the first row alone"),
                     merge->last_line);
            return;
        }
    }
}

void xlsx_report(const struct xlsx *book, size_t sheet, uint64_t heading_line, const struct pos *file,
                 struct diag *diag)
{
    const struct xlsx_sheet *read = sheet_at(book, sheet);
    struct pos pos = {.file = file->file, .sheet = read->name};
    report_hidden(read, pos, diag);
    report_merged(read, heading_line, pos, diag);
    for (guint i = 0; i < read->uncached->len; i++) {
        const struct xlsx_uncached *uncached = &g_array_index(read->uncached, struct xlsx_uncached, i);
        if (uncached->n > 0) {
            pos.line = uncached->first_line;
            pos.field = i + 1;
            diag_add(diag, &FINDING_UNCACHED, &pos, NULL, NULL, _("open the file in Excel and save it"),
                     P_("the formula was saved without its value; the cell counts as empty",
                        "the formula was saved without its value; this and others in the column, %u in all, "
                        "count as empty",
                        uncached->n),
                     uncached->n);
        }
    }
}

static void check_other_sheet(const struct xlsx_sheet *sheet, const struct pos *file, struct diag *diag)
{
    struct cpr_columns *nine_digits = cpr_columns_new();
    for (guint r = 0; r < sheet->rows->len; r++) {
        const struct xlsx_row *row = &g_array_index(sheet->rows, struct xlsx_row, r);
        for (uint32_t c = row->first; c < row->first + row->n; c++) {
            const struct xlsx_cell *cell = &g_array_index(sheet->cells, struct xlsx_cell, c);
            cpr_columns_see(nine_digits, row->line, cell->column, cell->text, cell->length);
            if (cpr_is_in(cell->text, cell->length)) {
                struct pos pos = {file->file, sheet->name, row->line, cell->column};
                diag_add(diag, &FINDING_CPR, &pos, NULL, NULL,
                         _("replace the numbers by pseudonyms and delete the file you were sent"),
                         _("the cell holds a civil registration number; it is not shown"));
            }
        }
    }
    cpr_columns_report(nine_digits, (struct pos){.file = file->file, .sheet = sheet->name}, diag);
    cpr_columns_free(nine_digits);
}

/* The sheet's name, its formulas, lists, links and page headings. */
static void check_around(const struct xlsx_sheet *sheet, const struct pos *file, struct diag *diag)
{
    if (sheet->name_leaks) {
        struct pos pos = {.file = file->file};
        diag_add(diag, &FINDING_CPR, &pos, NULL, NULL, _("rename the sheet"),
                 _("the name of sheet %s holds a civil registration number; it is not shown"), sheet->name);
    }
    for (guint i = 0; i < sheet->leaks->len; i++) {
        const struct xlsx_leak *leak = &g_array_index(sheet->leaks, struct xlsx_leak, i);
        struct pos pos = {file->file, sheet->name, leak->line, leak->column};
        diag_add(
            diag, &FINDING_CPR, &pos, NULL, NULL,
            _("replace the numbers by pseudonyms and delete the file you were sent"),
            leak->line > 0
                ? _("the cell's formula holds a civil registration number; it is not shown")
                : _("a list, a link or a page heading holds a civil registration number; it is not shown"));
    }
}

void xlsx_check_elsewhere(const struct xlsx *book, size_t sheet, const struct pos *file, struct diag *diag)
{
    for (size_t s = 0; s < book->sheets->len; s++) {
        check_around(sheet_at(book, s), file, diag);
        if (s != sheet) {
            check_other_sheet(sheet_at(book, s), file, diag);
        }
    }
    if (book->leak != NULL) {
        struct pos pos = {.file = file->file, .sheet = book->leak};
        diag_add(diag, &FINDING_CPR, &pos, NULL, NULL,
                 _("replace the numbers by pseudonyms and delete the file you were sent"),
                 _("a comment, a text box, a name, a link or a stored copy holds a civil registration "
                   "number; it is "
                   "not shown"));
    }
}
