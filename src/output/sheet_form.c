/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets to be filled in; see sheet.h. */
#include "sheet_private.h"

#define MAX_HINT 255      /* characters of the note at a cell, */
#define MAX_HINT_TITLE 32 /* and of its title */
#define FORM_WIDTH 14

static char *cut_to(const char *text, glong most)
{
    return g_utf8_strlen(text, -1) > most ? g_utf8_substring(text, 0, most) : g_strdup(text);
}

static lxw_format *form_format(struct sheet *sheet, enum sheet_rule rule)
{
    lxw_format *format = sheet_cell_format(sheet->book->workbook);
    if (rule == SHEET_DATE) {
        format_set_num_format(format, "dd-mm-yyyy");
    } else if (rule == SHEET_ANY || rule == SHEET_LIST) {
        format_set_num_format(format, "@"); /* so that 10-12 stays a text */
    }
    return format;
}

static void add_rule(lxw_data_validation *validation, const struct sheet_form_column *column)
{
    validation->validate = LXW_VALIDATION_TYPE_ANY;
    validation->error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
    switch (column->rule) {
    case SHEET_ANY:
        break;
    case SHEET_LIST:
        validation->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
        validation->value_formula = (char *)column->list;
        break;
    case SHEET_WHOLE:
        validation->validate = LXW_VALIDATION_TYPE_INTEGER;
        validation->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        break;
    case SHEET_NUMBER:
        validation->validate = LXW_VALIDATION_TYPE_DECIMAL;
        validation->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        validation->value_number = -1e12; /* any number: deficits are negative */
        break;
    case SHEET_DATE:
        validation->validate = LXW_VALIDATION_TYPE_DATE;
        validation->criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO;
        validation->value_datetime = (lxw_datetime){.year = 1900, .month = 1, .day = 1};
        break;
    }
}

static void form_column(struct sheet *sheet, size_t i, const struct sheet_form_column *column)
{
    lxw_col_t at = (lxw_col_t)i;
    lxw_row_t first = sheet->row + 1;
    size_t heading = MAX((size_t)FORM_WIDTH, (size_t)g_utf8_strlen(column->heading, -1) + 3);
    double width = (double)MAX(heading, MIN(column->width + 2, SHEET_FORM_WIDEST));
    char *title = cut_to(column->heading, MAX_HINT_TITLE);
    char *note = cut_to(column->note, MAX_HINT);
    lxw_data_validation validation = {.input_title = title, .input_message = note};
    add_rule(&validation, column);
    sheet_write_text(sheet, i, column->heading, column->required ? LOOK_HEADING : LOOK_OPTIONAL_HEADING);
    sheet_keep(sheet->book,
               worksheet_set_column(sheet->worksheet, at, at, width, form_format(sheet, column->rule)));
    sheet_keep(sheet->book, worksheet_data_validation_range(sheet->worksheet, first, at,
                                                            first + SHEET_FORM_ROWS - 1, at, &validation));
    g_free(note);
    g_free(title);
}

void sheet_form(struct sheet *sheet, const struct sheet_form_column *columns, size_t n)
{
    if (sheet->worksheet == NULL) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        form_column(sheet, i, &columns[i]);
    }
    worksheet_gridlines(sheet->worksheet, LXW_SHOW_SCREEN_GRIDLINES);
    sheet_keep(sheet->book, worksheet_repeat_rows(sheet->worksheet, 0, sheet->row));
    worksheet_freeze_panes(sheet->worksheet, sheet->row + 1, 0);
    sheet_next_line(sheet);
}

void sheet_form_text(struct sheet *sheet, size_t column, const char *text)
{
    sheet_write_text(sheet, column, text, LOOK_TEXT);
}

void sheet_form_number(struct sheet *sheet, size_t column, enum sheet_rule rule, double number)
{
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book, worksheet_write_number(sheet->worksheet, sheet->row, (lxw_col_t)column,
                                                       number, form_format(sheet, rule)));
    }
}

void sheet_form_next(struct sheet *sheet, size_t lines)
{
    sheet->row_lines = lines;
    sheet_next_row(sheet);
}

static char column_letter(size_t column)
{
    return (char)('A' + column);
}

char *sheet_list(struct sheet *sheet, const char *name, size_t column, const char *heading,
                 const char *const *choices)
{
    size_t n = 0;
    lxw_row_t row = sheet->row;
    sheet->row = 0;
    sheet_write_text(sheet, column, heading, LOOK_HEADING);
    for (; choices[n] != NULL; n++) {
        sheet->row++;
        sheet_write_text(sheet, column, choices[n], LOOK_TEXT);
    }
    sheet->row = row;
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book,
                   worksheet_set_column(sheet->worksheet, (lxw_col_t)column, (lxw_col_t)column, 30, NULL));
    }
    return g_strdup_printf("='%s'!$%c$2:$%c$%zu", name, column_letter(column), column_letter(column), n + 1);
}
