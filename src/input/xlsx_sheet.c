/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of one worksheet, row by row. */
#include "xlsx_private.h"

#include "vifte/cpr.h"
#include "vifte/text.h"

#include <string.h>

#define LAST_COLUMN 16384
#define LAST_LINE 1048576

enum cell_type {
    CELL_NUMBER,
    CELL_SHARED,
    CELL_INLINE,
    CELL_FORMULA_TEXT,
    CELL_ERROR,
    CELL_BOOLEAN,
    CELL_DATE
};

struct sheet_reader {
    struct xlsx_sheet *sheet;
    const struct xlsx_context *context;
    uint64_t area;
    bool in_data, in_cell, in_value, in_item, in_formula;

    uint32_t line; /* of the row being read */
    struct xlsx_row row;
    uint32_t column; /* of the last cell */

    enum cell_type type;
    size_t style;
    bool has_formula;
    GString *value; /* <v> */
    GString *shown; /* what a number becomes */
    GString *other; /* a formula, or the text of an element that is no cell */
    struct xlsx_runs runs;
};

/* --- references --- */

/* "AB12": column and line; either may be missing (0). False when it is no reference. */
static bool read_reference(const char **p, uint32_t *column, uint32_t *line)
{
    uint64_t letters = 0, digits = 0;
    for (; g_ascii_isalpha(**p) && letters <= LAST_COLUMN; (*p)++) {
        letters = letters * 26 + (uint64_t)(g_ascii_toupper(**p) - 'A' + 1);
    }
    for (; g_ascii_isdigit(**p) && digits <= LAST_LINE; (*p)++) {
        digits = digits * 10 + (uint64_t)(**p - '0');
    }
    *column = (uint32_t)letters;
    *line = (uint32_t)digits;
    return letters <= LAST_COLUMN && digits <= LAST_LINE;
}

static uint32_t whole_number(const char *text, uint32_t most)
{
    uint64_t number = 0;
    for (; text != NULL && g_ascii_isdigit(*text) && number <= most; text++) {
        number = number * 10 + (uint64_t)(*text - '0');
    }
    return (uint32_t)MIN(number, (uint64_t)most);
}

static bool is_true(const char *text)
{
    return text != NULL && (strcmp(text, "1") == 0 || strcmp(text, "true") == 0 || strcmp(text, "on") == 0);
}

static void refuse_order(const struct sheet_reader *reader)
{
    package_refuse(reader->context->zip, _("its cells do not stand in order"));
}

/* --- elements --- */

static void begin_row(struct sheet_reader *reader, const char **attributes)
{
    const char *number = package_attribute(attributes, "r");
    uint32_t line = number != NULL ? whole_number(number, LAST_LINE + 1) : reader->line + 1;
    if (line <= reader->line || line > LAST_LINE) {
        refuse_order(reader);
        return;
    }
    reader->line = line;
    reader->column = 0;
    reader->row = (struct xlsx_row){line, reader->sheet->cells->len, 0};
    if (is_true(package_attribute(attributes, "hidden"))) {
        g_array_append_val(reader->sheet->hidden_rows, line);
    }
}

static enum cell_type type_of(const char *name)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } TYPES[] = {{"s", CELL_SHARED}, {"str", CELL_FORMULA_TEXT}, {"inlineStr", CELL_INLINE},
                 {"n", CELL_NUMBER}, {"b", CELL_BOOLEAN},        {"e", CELL_ERROR},
                 {"d", CELL_DATE}};
    for (size_t i = 0; name != NULL && i < G_N_ELEMENTS(TYPES); i++) {
        if (strcmp(TYPES[i].name, name) == 0) {
            return TYPES[i].type;
        }
    }
    return CELL_NUMBER;
}

static void begin_cell(struct sheet_reader *reader, const char **attributes)
{
    uint32_t column = reader->column + 1, line = reader->line;
    reader->type = CELL_NUMBER;
    reader->style = 0;
    for (; *attributes != NULL; attributes += 2) {
        const char *value = attributes[1];
        if (attributes[0][1] != '\0') {
            continue; /* all that count have one letter */
        }
        if (attributes[0][0] == 'r') {
            if (!read_reference(&value, &column, &line) || column == 0 || *value != '\0') {
                line = 0;
            }
        } else if (attributes[0][0] == 't') {
            reader->type = type_of(value);
        } else if (attributes[0][0] == 's') {
            reader->style = whole_number(value, UINT32_MAX);
        }
    }
    if (line != reader->line || column <= reader->column || column > LAST_COLUMN) {
        refuse_order(reader);
        return;
    }
    reader->column = column;
    reader->in_cell = true;
    reader->has_formula = false;
    reader->runs.phonetic = 0;
    reader->runs.level = XLSX_LINE;
    g_string_truncate(reader->value, 0);
    g_string_truncate(reader->runs.out, 0);
}

static void add_merge(struct sheet_reader *reader, const char *reference)
{
    struct xlsx_merge merge;
    const char *p = reference != NULL ? reference : "";
    bool good = read_reference(&p, &merge.first_column, &merge.first_line) && *p++ == ':' &&
                read_reference(&p, &merge.last_column, &merge.last_line) && merge.first_line > 0 &&
                merge.first_column > 0 && merge.first_line <= merge.last_line &&
                merge.first_column <= merge.last_column;
    if (good) {
        g_array_append_val(reader->sheet->merges, merge);
    }
}

static void add_hidden_columns(struct sheet_reader *reader, const char **attributes)
{
    uint32_t first = whole_number(package_attribute(attributes, "min"), LAST_COLUMN);
    uint32_t last = whole_number(package_attribute(attributes, "max"), LAST_COLUMN);
    if (is_true(package_attribute(attributes, "hidden")) && first > 0 && first <= last) {
        g_array_append_val(reader->sheet->hidden_columns, first);
        g_array_append_val(reader->sheet->hidden_columns, last);
    }
}

static bool is_letter(const char *name, char letter)
{
    return name[0] == letter && name[1] == '\0';
}

static void start_in_cell(struct sheet_reader *reader, const char *name, const char **attributes)
{
    if (is_letter(name, 'v')) {
        reader->in_value = true;
    } else if (is_letter(name, 'f')) {
        reader->has_formula = reader->in_formula = true;
        g_string_truncate(reader->other, 0);
    } else if (strcmp(name, "is") == 0) {
        reader->in_item = true;
    } else if (reader->in_item) {
        xlsx_runs_start(&reader->runs, name, attributes);
    }
}

static void note_leak(struct sheet_reader *reader, bool leaks)
{
    struct xlsx_leak leak = {reader->in_cell ? reader->line : 0, reader->in_cell ? reader->column : 0};
    if (leaks && reader->sheet->leaks->len < DIAG_PER_FILE) {
        g_array_append_val(reader->sheet->leaks, leak);
    }
}

/* Behind an element outside the cells: what a list offers is a formula, page headings are text. */
static void end_other(struct sheet_reader *reader, const char *name)
{
    const GString *other = reader->other;
    bool formula = g_str_has_prefix(name, "formula");
    note_leak(reader,
              formula ? xlsx_formula_leaks(other->str, other->len) : cpr_is_in(other->str, other->len));
    g_string_truncate(reader->other, 0);
}

static void start(void *context, const char *name, const char **attributes)
{
    struct sheet_reader *reader = context;
    if (!reader->in_data) {
        note_leak(reader, xlsx_attributes_leak(attributes));
    }
    if (reader->in_cell) {
        start_in_cell(reader, name, attributes);
    } else if (reader->in_data) {
        if (is_letter(name, 'c')) {
            begin_cell(reader, attributes);
        } else if (strcmp(name, "row") == 0) {
            begin_row(reader, attributes);
        }
    } else if (strcmp(name, "sheetData") == 0) {
        reader->in_data = true;
    } else if (strcmp(name, "mergeCell") == 0) {
        add_merge(reader, package_attribute(attributes, "ref"));
    } else if (strcmp(name, "col") == 0) {
        add_hidden_columns(reader, attributes);
    }
}

static void text(void *context, const char *characters, int length)
{
    struct sheet_reader *reader = context;
    if (reader->in_value) {
        g_string_append_len(reader->value, characters, length);
    } else if (reader->in_item) {
        xlsx_runs_text(&reader->runs, characters, length);
    } else if (reader->in_formula || !reader->in_data) {
        g_string_append_len(reader->other, characters, length);
    }
}

/* --- values --- */

static void note_uncached(struct sheet_reader *reader)
{
    GArray *uncached = reader->sheet->uncached;
    if (uncached->len < reader->column) {
        g_array_set_size(uncached, reader->column);
    }
    struct xlsx_uncached *column = &g_array_index(uncached, struct xlsx_uncached, reader->column - 1);
    column->first_line = column->n == 0 ? reader->line : column->first_line;
    column->n++;
}

static struct xlsx_text shared_text(const struct sheet_reader *reader)
{
    const GArray *strings = reader->context->strings;
    guint64 index = G_MAXUINT64;
    bool good = g_ascii_isdigit(reader->value->str[0]);
    if (good) {
        index = g_ascii_strtoull(reader->value->str, NULL, 10);
    }
    if (index >= strings->len) {
        package_refuse(reader->context->zip, _("a cell names a text that is not there"));
        return (struct xlsx_text){NULL, 0};
    }
    return g_array_index(strings, struct xlsx_text, index);
}

static struct xlsx_text number_text(struct sheet_reader *reader)
{
    static const struct xlsx_style GENERAL = {XLSX_NUMBER, NULL};
    const GArray *styles = reader->context->styles;
    const struct xlsx_style *style =
        reader->style < styles->len ? &g_array_index(styles, struct xlsx_style, reader->style) : &GENERAL;
    g_string_truncate(reader->shown, 0);
    if (!xlsx_number_text(reader->value->str, style, reader->context->date1904, reader->shown)) {
        package_refuse(reader->context->zip, _("a cell holds no number though it says so"));
    }
    const char *kept =
        g_string_chunk_insert_len(reader->sheet->texts, reader->shown->str, (gssize)reader->shown->len);
    return (struct xlsx_text){(char *)kept, (uint32_t)reader->shown->len};
}

static struct xlsx_text cell_text(struct sheet_reader *reader)
{
    switch (reader->type) {
    case CELL_SHARED:
        return shared_text(reader);
    case CELL_INLINE:
        return xlsx_text_keep(reader->runs.out, reader->sheet->texts);
    case CELL_BOOLEAN:
        g_string_assign(reader->value, is_true(reader->value->str) ? "true" : "false");
        return xlsx_text_keep(reader->value, reader->sheet->texts);
    case CELL_NUMBER:
        return number_text(reader);
    case CELL_FORMULA_TEXT:
    case CELL_ERROR:
    case CELL_DATE:
        break;
    }
    return xlsx_text_keep(reader->value, reader->sheet->texts);
}

static void end_cell(struct sheet_reader *reader)
{
    bool given = reader->type == CELL_INLINE ? reader->runs.out->len > 0 : reader->value->len > 0;
    reader->in_cell = false;
    if (!given) {
        if (reader->has_formula && reader->type != CELL_FORMULA_TEXT) {
            note_uncached(reader);
        }
        return;
    }
    struct xlsx_text text = cell_text(reader);
    if (text.length == 0) {
        return;
    }
    bool typed = reader->type == CELL_NUMBER || reader->type == CELL_DATE;
    struct xlsx_cell cell = {text.length, (uint16_t)reader->column, typed, text.text};
    g_array_append_val(reader->sheet->cells, cell);
    reader->row.n++;
}

static void end_row(struct sheet_reader *reader)
{
    if (reader->row.n == 0) {
        return;
    }
    const GArray *cells = reader->sheet->cells;
    reader->area += g_array_index(cells, struct xlsx_cell, cells->len - 1).column;
    g_array_append_val(reader->sheet->rows, reader->row);
    reader->row.n = 0;
    if (reader->area > XLSX_AREA) {
        package_refuse(reader->context->zip, _("its rows are too many and too long"));
    }
}

static void end(void *context, const char *name)
{
    struct sheet_reader *reader = context;
    if (reader->in_cell) {
        if (is_letter(name, 'c')) {
            end_cell(reader);
        } else if (is_letter(name, 'v')) {
            reader->in_value = false;
        } else if (is_letter(name, 'f')) {
            reader->in_formula = false;
            note_leak(reader, xlsx_formula_leaks(reader->other->str, reader->other->len));
            g_string_truncate(reader->other, 0);
        } else if (strcmp(name, "is") == 0) {
            reader->in_item = false;
        } else if (reader->in_item) {
            xlsx_runs_end(&reader->runs, name);
        }
    } else if (strcmp(name, "row") == 0) {
        end_row(reader);
    } else if (strcmp(name, "sheetData") == 0) {
        reader->in_data = false;
    } else if (!reader->in_data) {
        end_other(reader, name);
    }
}

bool xlsx_sheet_read(struct xlsx_sheet *sheet, const struct xlsx_context *context)
{
    sheet->rows = g_array_new(FALSE, FALSE, sizeof(struct xlsx_row));
    sheet->cells = g_array_new(FALSE, FALSE, sizeof(struct xlsx_cell));
    sheet->merges = g_array_new(FALSE, FALSE, sizeof(struct xlsx_merge));
    sheet->uncached = g_array_new(FALSE, TRUE, sizeof(struct xlsx_uncached));
    sheet->leaks = g_array_new(FALSE, FALSE, sizeof(struct xlsx_leak));
    sheet->hidden_rows = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    sheet->hidden_columns = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    sheet->texts = g_string_chunk_new(1 << 16);
    struct sheet_reader reader = {.sheet = sheet,
                                  .context = context,
                                  .value = g_string_new(NULL),
                                  .shown = g_string_new(NULL),
                                  .other = g_string_new(NULL),
                                  .runs = {.out = g_string_new(NULL)}};
    struct package_handlers handlers = {start, end, text, &reader};
    bool good = package_read(context->zip, sheet->part, &handlers);
    g_string_free(reader.value, TRUE);
    g_string_free(reader.shown, TRUE);
    g_string_free(reader.other, TRUE);
    g_string_free(reader.runs.out, TRUE);
    return good;
}

void xlsx_sheet_clear(struct xlsx_sheet *sheet)
{
    GArray *arrays[] = {sheet->rows,        sheet->cells,          sheet->merges, sheet->uncached,
                        sheet->hidden_rows, sheet->hidden_columns, sheet->leaks};
    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++) {
        if (arrays[i] != NULL) {
            g_array_unref(arrays[i]);
        }
    }
    if (sheet->texts != NULL) {
        g_string_chunk_free(sheet->texts);
    }
    g_free(sheet->part);
}
