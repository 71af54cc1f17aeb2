/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Input files to send out. */
#include "vifte/template.h"

#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"
#include "vifte/sheet.h"
#include "vifte/text.h"

#include <string.h>

#define MOST_LISTS 20 /* columns of one table with choices */

static bool cannot_write(struct diag *diag, const char *name, const char *reason)
{
    struct pos pos = {.file = g_intern_string(name)};
    diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, "%s", reason);
    return false;
}

static void write_dictionary(struct sheet *sheet, const struct template_table *table)
{
    const struct sheet_column columns[] = {{_("Heading"), NULL, true},
                                           {_("Name in the program"), NULL, false},
                                           {_("Must be filled in"), NULL, false},
                                           {_("What it takes"), NULL, false},
                                           {_("Choices"), NULL, false}};
    sheet_line(sheet, SHEET_TITLE, _("What the columns mean"));
    sheet_table_begin(sheet, "dictionary", columns, G_N_ELEMENTS(columns));
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct template_column *column = &table->columns[i];
        char *choices = column->choices != NULL ? g_strjoinv("; ", column->choices) : g_strdup("");
        sheet_text(sheet, 0, column->heading);
        sheet_text(sheet, 1, column->name);
        sheet_text(sheet, 2, column->required ? _("yes") : _("no"));
        sheet_text(sheet, 3, column->takes);
        sheet_text(sheet, 4, choices);
        sheet_next_row(sheet);
        g_free(choices);
    }
    sheet_table_end(sheet);
}

static enum sheet_rule rule_of(enum template_kind kind)
{
    static const enum sheet_rule RULES[] = {[TEMPLATE_TEXT] = SHEET_ANY,
                                            [TEMPLATE_WHOLE] = SHEET_WHOLE,
                                            [TEMPLATE_NUMBER] = SHEET_NUMBER,
                                            [TEMPLATE_DATE] = SHEET_DATE};
    return RULES[kind];
}

static void write_form(struct sheet *sheet, struct sheet *lists, const char *lists_name,
                       const struct template_table *table)
{
    struct sheet_form_column *columns = g_new0(struct sheet_form_column, table->n_columns);
    char *references[MOST_LISTS];
    size_t n_lists = 0;
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct template_column *column = &table->columns[i];
        columns[i] = (struct sheet_form_column){.heading = column->heading,
                                                .note = column->takes,
                                                .rule = rule_of(column->kind),
                                                .required = column->required};
        if (lists != NULL && column->choices != NULL && n_lists < MOST_LISTS) {
            char *heading = g_strdup_printf(_("Choices for %s"), column->heading);
            references[n_lists] =
                sheet_list(lists, lists_name, n_lists, heading, (const char *const *)column->choices);
            columns[i].rule = SHEET_LIST;
            columns[i].list = references[n_lists++];
            g_free(heading);
        }
    }
    sheet_line(sheet, SHEET_TITLE, table->title);
    sheet_line(sheet, SHEET_NOTE, table->project);
    sheet_line(sheet, SHEET_NOTE,
               _("One row for each record below the headings. Columns with a dark heading must be filled in; "
                 "write .. for "
                 "a number that is not known. No civil registration numbers, no names."));
    sheet_form(sheet, columns, table->n_columns);
    for (size_t i = 0; i < n_lists; i++) {
        g_free(references[i]);
    }
    g_free(columns);
}

static bool has_choices(const struct template_table *table)
{
    for (size_t i = 0; i < table->n_columns; i++) {
        if (table->columns[i].choices != NULL) {
            return true;
        }
    }
    return false;
}

static bool write_workbook(const struct template_table *table, struct outdir *dir, struct diag *diag)
{
    struct sheet_properties properties = {.title = table->title,
                                          .subject = table->project,
                                          .author = table->sender,
                                          .keywords = table->name,
                                          .language = text_language() == LANGUAGE_DA ? "da-DK" : "en-GB",
                                          .date = table->date};
    char *name = g_strconcat(table->name, ".xlsx", NULL);
    char *path = outdir_path(dir, name);
    const char *reason = NULL;
    struct sheet_book *book = sheet_book_new(path, &properties);
    bool good = book != NULL;
    if (good) {
        struct sheet *form = sheet_add(book, sheet_book_reserve(book, table->title));
        struct sheet *dictionary = sheet_add(book, sheet_book_reserve(book, _("Dictionary")));
        const char *lists_name = has_choices(table) ? sheet_book_reserve(book, _("Choices")) : NULL;
        struct sheet *lists = lists_name != NULL ? sheet_add(book, lists_name) : NULL;
        write_form(form, lists, lists_name, table);
        write_dictionary(dictionary, table);
        good = sheet_book_close(book, &reason);
    }
    good = good ? outdir_adopt(dir, name, diag)
                : cannot_write(diag, name, reason != NULL ? reason : _("the file cannot be made"));
    g_free(path);
    g_free(name);
    return good;
}

/* As Excel in Denmark opens it with a double click: byte order mark, semicolons, CR LF. */
static bool write_csv(const struct template_table *table, struct outdir *dir, struct diag *diag)
{
    GString *text = g_string_new("\xEF\xBB\xBF");
    for (size_t i = 0; i < table->n_columns; i++) {
        g_string_append(text, i > 0 ? ";" : "");
        g_string_append(text, table->columns[i].heading);
    }
    g_string_append(text, "\r\n");
    char *name = g_strconcat(table->name, ".csv", NULL);
    bool good = outdir_write(dir, name, text->str, text->len, diag);
    g_free(name);
    g_string_free(text, TRUE);
    return good;
}

bool template_write(const struct template_table *table, struct outdir *dir, struct diag *diag)
{
    return write_workbook(table, dir, diag) && write_csv(table, dir, diag);
}
