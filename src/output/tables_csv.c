/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * tables/NAME.csv: one file a released table, for programs and for Danish Excel. Nothing in a file can run:
 * text that a spreadsheet would take for a formula gets an apostrophe, numbers are written by text_plain()
 * alone.
 */
#include "csv_text.h"
#include "differences.h"
#include "vifte/datapackage.h"
#include "vifte/dates.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/released.h"
#include "vifte/text.h"

#include <glib/gstdio.h>
#include <stdio.h>
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

/* The length of a code of letters, digits and underscores, no underscore first: the common one, which is
 * written as it is. 0 = it is not. */
static size_t simple_length(const char *code)
{
    size_t n = 0;
    if (g_ascii_isalnum(*code)) {
        while (g_ascii_isalnum(code[n]) || code[n] == '_') {
            n++;
        }
    }
    return code[n] == '\0' ? n : 0;
}

static void append_code(GString *out, const struct format *format, const char *code)
{
    const size_t simple = simple_length(code);
    if (simple > 0) {
        text_append_bytes(out, code, simple);
    } else if (format->dialect == CSV_EXCEL_DA && looks_like_a_day(code)) {
        size_t before = strspn(code, "0123456789");
        g_string_append_len(out, code, (gssize)before);
        g_string_append_printf(out, "\u2013%s", code + before + 1);
    } else {
        csv_append_text(out, code);
    }
}

static void append_number(GString *out, const struct format *format, enum column_kind kind, double number)
{
    gsize begin = out->len;
    datapackage_append(out, kind, number);
    char *point = format->decimal != '.' ? strchr(out->str + begin, '.') : NULL;
    if (point != NULL) {
        *point = format->decimal;
    }
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
        csv_append_text(out, cell->name->label);
        break;
    case COLUMN_DATE:
        date_iso((int32_t)cell->number, day);
        g_string_append(out, day);
        break;
    default:
        append_number(out, format, kind, cell->number);
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
        if (cell->state != CELL_VALUE) {
            g_string_append(out, datapackage_state(cell->state));
        } else if ((cell->marks & MARK_OWN) != 0) {
            g_string_append(out, DATAPACKAGE_OWN);
        }
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

#define BUFFER_BYTES ((size_t)1 << 18)

static void append_row(GString *out, const struct format *format, const struct table_def *def,
                       const struct cell *cells)
{
    for (size_t k = 0; k < def->n_columns; k++) {
        if (k > 0) {
            g_string_append_c(out, format->separator);
        }
        append_cell(out, format, &def->columns[k], &cells[k]);
    }
    g_string_append(out, format->newline);
}

static bool flush(GString *out, FILE *file)
{
    bool good = fwrite(out->str, 1, out->len, file) == out->len;
    g_string_truncate(out, 0);
    return good;
}

/* Behind what stands in `out` already. */
static bool write_rows(const struct released_table *table, const struct format *format, GString *out,
                       FILE *file)
{
    const struct table_def *def = released_def(table);
    bool good = true;
    for (size_t row = 0; good && row < released_rows(table); row++) {
        append_row(out, format, def, released_cell(table, row, 0));
        good = out->len < BUFFER_BYTES || flush(out, file);
    }
    return good && flush(out, file);
}

/* What goes wrong shows when the folder takes the file in. */
static void write_table(const struct released_table *table, const struct format *format, const char *path)
{
    FILE *file = g_fopen(path, "wb");
    if (file == NULL) {
        return;
    }
    GString *out = g_string_new(format->start);
    append_headings(out, format, released_def(table));
    bool good = write_rows(table, format, out, file);
    good = fclose(file) == 0 && good;
    if (!good) {
        g_unlink(path);
    }
    g_string_free(out, TRUE);
}

bool tables_csv_write_table(const struct released *released, size_t i, enum csv_dialect dialect,
                            const char *folder, struct outdir *dir, struct diag *diag)
{
    const struct released_table *table = released_at(released, i);
    char *name = g_strdup_printf("%s/%s.csv", folder, released_def(table)->name);
    char *path = outdir_path(dir, name);
    write_table(table, &FORMATS[dialect], path);
    bool good = outdir_adopt(dir, name, diag);
    g_free(path);
    g_free(name);
    return good;
}

bool tables_csv_write_to(const struct released *released, enum csv_dialect dialect, const char *folder,
                         struct outdir *dir, struct diag *diag)
{
    bool good = true;
    for (size_t i = 0; good && i < released_size(released); i++) {
        good = tables_csv_write_table(released, i, dialect, folder, dir, diag);
    }
    return good && datapackage_write(released, dialect, folder, dir, diag);
}

bool tables_csv_write(const struct released *released, enum csv_dialect dialect, struct outdir *dir,
                      struct diag *diag)
{
    return tables_csv_write_to(released, dialect, "tables", dir, diag);
}

/* --- differences --- */

static void append_separator(GString *out, const struct format *format)
{
    g_string_append_c(out, format->separator);
}

/* "group=autism|year=2025" */
static char *key_text(const struct format *format, const struct difference *difference)
{
    const struct table_def *def = difference->def;
    GString *key = g_string_new(NULL);
    for (size_t k = 0; k < def->n_keys; k++) {
        g_string_append_printf(key, "%s%s=", k > 0 ? "|" : "", def->columns[k].name);
        append_value(key, format, def->columns[k].kind, &difference->keys[k]);
    }
    return g_string_free(key, FALSE);
}

static void append_side(GString *out, const struct format *format, enum column_kind kind, bool has_row,
                        const struct cell *cell)
{
    append_separator(out, format);
    if (cell->state == CELL_VALUE) {
        append_value(out, format, kind, cell);
    }
    append_separator(out, format);
    g_string_append(out, has_row ? datapackage_state(cell->state) : "no_row");
}

static void append_difference(GString *out, const struct format *format, const struct difference *difference)
{
    const struct column *column = &difference->def->columns[difference->column];
    char *key = key_text(format, difference);
    g_string_append(out, difference->def->name);
    append_separator(out, format);
    csv_append_text(out, key);
    append_separator(out, format);
    g_string_append(out, column->name);
    append_side(out, format, column->kind, difference->has_today, &difference->today);
    append_side(out, format, column->kind, difference->has_scenario, &difference->scenario);
    append_separator(out, format);
    if (difference->is_number) {
        append_number(out, format, column->kind, difference->change);
    }
    g_string_append(out, format->newline);
    g_free(key);
}

bool tables_csv_write_differences(const GArray *differences, enum csv_dialect dialect, struct outdir *dir,
                                  struct diag *diag)
{
    static const char *const HEADINGS[] = {"table",        "key",      "column",          "today",
                                           "today_status", "scenario", "scenario_status", "difference"};
    const struct format *format = &FORMATS[dialect];
    GString *out = g_string_new(format->start);
    for (size_t i = 0; i < G_N_ELEMENTS(HEADINGS); i++) {
        g_string_append_printf(out, "%s%s", i > 0 ? (char[]){format->separator, '\0'} : "", HEADINGS[i]);
    }
    g_string_append(out, format->newline);
    for (guint i = 0; i < differences->len; i++) {
        append_difference(out, format, &g_array_index(differences, struct difference, i));
    }
    bool good = outdir_write(dir, "tables/differences.csv", out->str, out->len, diag);
    g_string_free(out, TRUE);
    return good;
}
