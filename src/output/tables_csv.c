/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/NAME.csv: one file a released table, for programs and for Danish Excel. Nothing in a file can run:
 * text that a spreadsheet would take for a formula gets an apostrophe, numbers are written by text_plain()
 * alone.
 */
#include "vifte/datapackage.h"
#include "vifte/dates.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/released.h"
#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

struct format {
    enum csv_dialect dialect;
    char separator;
    char decimal;
    const char *newline;
    const char *start;
};

static const struct format FORMATS[] = {
    [CSV_STANDARD] = {CSV_STANDARD, ',', '.', "\n", ""},
    [CSV_EXCEL_DA] = {CSV_EXCEL_DA, ';', ',', "\r\n", "\xEF\xBB\xBF"},
};

/* Would a spreadsheet take the text for a formula? Blanks in front are no protection: some programs trim
 * them. */
static bool could_run(const char *text)
{
    if (*text == '\t' || *text == '\r' || *text == '\n') {
        return true;
    }
    gunichar first = g_utf8_get_char_validated(text + strspn(text, " \t\r\n"), -1);
    switch (first) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D: /* their full-width forms, which Japanese editions take the same way */
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

/* Quotes also where the other dialect's separator or a tab stands in the text: the file may be opened with
 * the wrong settings, and then the rest of the text must not begin a cell of its own. */
static void append_text(GString *out, const char *text)
{
    char *line = show_line(text);
    const char *guard = could_run(text) ? "'" : "";
    if (strpbrk(line, "\",;") == NULL) {
        g_string_append(out, guard);
        g_string_append(out, line);
    } else {
        char **parts = g_strsplit(line, "\"", -1);
        char *doubled = g_strjoinv("\"\"", parts);
        g_string_append_printf(out, "\"%s%s\"", guard, doubled);
        g_free(doubled);
        g_strfreev(parts);
    }
    g_free(line);
}

/* Excel reads 6-11 as a day in November; with an en dash it stays a text. */
static bool looks_like_a_day(const char *code)
{
    size_t before = strspn(code, "0123456789");
    if (before < 1 || before > 2 || code[before] != '-') {
        return false;
    }
    size_t after = strspn(code + before + 1, "0123456789");
    return after >= 1 && code[before + 1 + after] == '\0';
}

static void append_code(GString *out, const struct format *format, const char *code)
{
    if (format->dialect == CSV_EXCEL_DA && looks_like_a_day(code)) {
        size_t before = strspn(code, "0123456789");
        g_string_append_len(out, code, (gssize)before);
        g_string_append_printf(out, "\u2013%s", code + before + 1);
    } else {
        append_text(out, code);
    }
}

static void append_number(GString *out, const struct format *format, double number, int decimals)
{
    char *plain = text_plain(number, decimals);
    char *point = strchr(plain, '.');
    if (point != NULL) {
        *point = format->decimal;
    }
    g_string_append(out, plain);
    g_free(plain);
}

static void append_value(GString *out, const struct format *format, enum column_kind kind,
                         const struct cell *cell)
{
    char day[11];
    switch (kind) {
    case COLUMN_ID:
    case COLUMN_WORD:
        append_code(out, format, cell->name->code);
        break;
    case COLUMN_TEXT:
        append_text(out, cell->name->label);
        break;
    case COLUMN_DATE:
        date_iso((int32_t)cell->number, day);
        g_string_append(out, day);
        break;
    default:
        append_number(out, format, datapackage_number(kind, cell->number), datapackage_decimals(kind));
    }
}

/* Where no status column can say it, a hidden text or word says so itself; a blank would read as missing. */
static void append_cell(GString *out, const struct format *format, const struct column *column,
                        const struct cell *cell)
{
    if (cell->state == CELL_VALUE) {
        append_value(out, format, column->kind, cell);
    } else if (!column->has_status && cell->state == CELL_SUPPRESSED) {
        g_string_append(out, datapackage_state(CELL_SUPPRESSED));
    }
    if (column->has_status) {
        g_string_append_c(out, format->separator);
        bool own = cell->state == CELL_VALUE && (cell->marks & MARK_OWN) != 0;
        g_string_append(out, own ? DATAPACKAGE_OWN : datapackage_state(cell->state));
    }
}

static void append_headings(GString *out, const struct format *format, const struct table_def *def)
{
    for (size_t i = 0; i < def->n_columns; i++) {
        const char *name = def->columns[i].name;
        g_string_append_printf(out, "%s%s", i > 0 ? (char[]){format->separator, '\0'} : "", name);
        if (def->columns[i].has_status) {
            g_string_append_printf(out, "%c%s_status", format->separator, name);
        }
    }
    g_string_append(out, format->newline);
}

static GString *table_text(const struct released_table *table, const struct format *format)
{
    const struct table_def *def = released_def(table);
    GString *out = g_string_new(format->start);
    append_headings(out, format, def);
    for (size_t row = 0; row < released_rows(table); row++) {
        for (size_t i = 0; i < def->n_columns; i++) {
            if (i > 0) {
                g_string_append_c(out, format->separator);
            }
            append_cell(out, format, &def->columns[i], released_cell(table, row, i));
        }
        g_string_append(out, format->newline);
    }
    return out;
}

bool tables_csv_write(const struct released *released, enum csv_dialect dialect, struct outdir *dir,
                      struct diag *diag)
{
    bool good = true;
    for (size_t i = 0; good && i < released_size(released); i++) {
        const struct released_table *table = released_at(released, i);
        char *name = g_strdup_printf("tables/%s.csv", released_def(table)->name);
        GString *text = table_text(table, &FORMATS[dialect]);
        good = outdir_write(dir, name, text->str, text->len, diag);
        g_string_free(text, TRUE);
        g_free(name);
    }
    return good && datapackage_write(released, dialect, dir, diag);
}
