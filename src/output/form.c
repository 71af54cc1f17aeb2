/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Forms as workbooks; see form.h. */
#include "vifte/form.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"
#include "vifte/sheet.h"
#include "vifte/text.h"

#define MOST_LISTS 26 /* one letter a column */

struct form_cell *form_add_row(struct form_sheet *sheet)
{
    struct form_cell *cells = g_new0(struct form_cell, sheet->table.n_columns);
    g_ptr_array_add(sheet->rows, cells);
    return cells;
}

void form_sheet_clear(struct form_sheet *sheet)
{
    for (guint i = 0; i < sheet->rows->len; i++) {
        struct form_cell *cells = g_ptr_array_index(sheet->rows, i);
        for (size_t k = 0; k < sheet->table.n_columns; k++) {
            g_free(cells[k].text);
        }
        g_free(cells);
    }
    g_ptr_array_unref(sheet->rows);
    g_free(sheet->intro);
}

/* What the drop-downs of all sheets refer to. */
struct lists {
    struct sheet *sheet;
    const char *name;
    size_t n;
    GPtrArray *references; /* char * */
};

static const char *add_list(struct lists *lists, const struct template_column *column)
{
    char *heading = g_strdup_printf(_("Choices for %s"), column->heading);
    char *reference =
        sheet_list(lists->sheet, lists->name, lists->n++, heading, (const char *const *)column->choices);
    g_ptr_array_add(lists->references, reference);
    g_free(heading);
    return reference;
}

static enum sheet_rule rule_of(const struct template_column *column)
{
    static const enum sheet_rule RULES[] = {[TEMPLATE_TEXT] = SHEET_ANY,
                                            [TEMPLATE_WHOLE] = SHEET_WHOLE,
                                            [TEMPLATE_NUMBER] = SHEET_NUMBER,
                                            [TEMPLATE_DATE] = SHEET_DATE};
    return RULES[column->kind];
}

/* Characters of the longest prepared text in a column; free text gets room to write. */
static size_t width_of(const struct form_sheet *form, size_t column)
{
    size_t most = g_str_equal(form->table.columns[column].name, "text") ? SHEET_FORM_WIDEST : 0;
    for (guint i = 0; i < form->rows->len; i++) {
        const struct form_cell *cells = g_ptr_array_index(form->rows, i);
        most = MAX(most, cells[column].text != NULL ? (size_t)g_utf8_strlen(cells[column].text, -1) : 0);
    }
    return most;
}

static size_t lines_of(const struct form_sheet *form, const struct form_cell *cells)
{
    size_t most = 1;
    for (size_t k = 0; k < form->table.n_columns; k++) {
        size_t length = cells[k].text != NULL ? (size_t)g_utf8_strlen(cells[k].text, -1) : 0;
        most = MAX(most, length / (SHEET_FORM_WIDEST - 6) + 1);
    }
    return most;
}

static void write_rows(struct sheet *sheet, const struct form_sheet *form)
{
    for (guint i = 0; i < form->rows->len; i++) {
        const struct form_cell *cells = g_ptr_array_index(form->rows, i);
        for (size_t k = 0; k < form->table.n_columns; k++) {
            if (cells[k].text != NULL) {
                sheet_form_text(sheet, k, cells[k].text);
            } else if (cells[k].has_number) {
                sheet_form_number(sheet, k, rule_of(&form->table.columns[k]), cells[k].number);
            }
        }
        sheet_form_next(sheet, lines_of(form, cells));
    }
}

static void write_sheet(struct sheet *sheet, const struct form_sheet *form, struct lists *lists)
{
    const struct template_table *table = &form->table;
    struct sheet_form_column *columns = g_new0(struct sheet_form_column, table->n_columns);
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct template_column *column = &table->columns[i];
        columns[i] = (struct sheet_form_column){.heading = column->heading,
                                                .note = column->takes,
                                                .rule = rule_of(column),
                                                .required = column->required,
                                                .width = width_of(form, i)};
        if (column->choices != NULL && lists->n < MOST_LISTS) {
            columns[i].rule = SHEET_LIST;
            columns[i].list = add_list(lists, column);
        }
    }
    sheet_line(sheet, SHEET_TITLE, table->title);
    sheet_line(sheet, SHEET_NOTE, form->intro);
    sheet_form(sheet, columns, table->n_columns);
    write_rows(sheet, form);
    g_free(columns);
}

static void write_front(struct sheet *sheet, const struct form_book *form)
{
    const struct sheet_column columns[] = {{_("No."), NULL, true}, {_("Question"), NULL, false}};
    sheet_line(sheet, SHEET_TITLE, form->title);
    for (guint i = 0; i < form->lines->len; i++) {
        sheet_line(sheet, SHEET_NOTE, g_ptr_array_index(form->lines, i));
    }
    sheet_table_begin(sheet, "questions", columns, G_N_ELEMENTS(columns));
    for (guint i = 0; i < form->questions->len; i++) {
        sheet_text(sheet, 0, g_ptr_array_index(form->numbers, i));
        sheet_text(sheet, 1, g_ptr_array_index(form->questions, i));
        sheet_next_row(sheet);
    }
    sheet_table_end(sheet);
}

static void write_book(struct sheet_book *book, const struct form_book *form)
{
    struct lists lists = {.references = g_ptr_array_new_with_free_func(g_free)};
    const char *front = sheet_book_reserve(book, _("Read first"));
    GPtrArray *names = g_ptr_array_new();
    for (guint i = 0; i < form->sheets->len; i++) {
        const struct form_sheet *sheet = &g_array_index(form->sheets, struct form_sheet, i);
        char *title = g_strdup_printf("%u %s", i + 1, sheet->table.title);
        g_ptr_array_add(names, (void *)sheet_book_reserve(book, title));
        g_free(title);
    }
    lists.name = sheet_book_reserve(book, _("Choices"));
    write_front(sheet_add(book, front), form);
    GPtrArray *sheets = g_ptr_array_new();
    for (guint i = 0; i < form->sheets->len; i++) {
        g_ptr_array_add(sheets, sheet_add(book, g_ptr_array_index(names, i)));
    }
    lists.sheet = sheet_add(book, lists.name);
    for (guint i = 0; i < form->sheets->len; i++) {
        write_sheet(g_ptr_array_index(sheets, i), &g_array_index(form->sheets, struct form_sheet, i), &lists);
    }
    g_ptr_array_unref(sheets);
    g_ptr_array_unref(names);
    g_ptr_array_unref(lists.references);
}

bool form_write(const struct form_book *form, struct outdir *dir, struct diag *diag)
{
    const struct template_table *first = &g_array_index(form->sheets, struct form_sheet, 0).table;
    struct sheet_properties properties = {.title = form->title,
                                          .subject = first->project,
                                          .author = first->sender,
                                          .keywords = "",
                                          .language = text_language() == LANGUAGE_DA ? "da-DK" : "en-GB",
                                          .date = first->date};
    char *path = outdir_path(dir, form->file);
    const char *reason = NULL;
    struct sheet_book *book = sheet_book_new(path, &properties);
    bool good = book != NULL;
    if (good) {
        write_book(book, form);
        good = sheet_book_close(book, &reason);
    }
    if (good) {
        good = outdir_adopt(dir, form->file, diag);
    } else {
        struct pos pos = {.file = g_intern_string(form->file)};
        diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, "%s",
                 reason != NULL ? reason : _("the file cannot be made"));
    }
    g_free(path);
    return good;
}
