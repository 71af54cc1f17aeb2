/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sheets on libxlsxwriter; see sheet.h. */
#include "sheet_private.h"
#include "vifte/sheet_check.h"
#include "vifte/show.h"

#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

#define MAX_NAME 31    /* characters of a sheet's name, in UTF-16 as Excel counts */
#define MAX_TEXT 32767 /* characters of a cell */
#define MIN_WIDTH 8    /* a column narrower than this shows ### */
#define MAX_WIDTH 60   /* longer texts wrap */
#define WRAPPED 66 /* letters on a line of that width: most are narrower than the digits it is counted in */
#define PAGE_WIDTH 290   /* characters across an A4 page that one can still read */
#define FILTER_BUTTON 4  /* characters that the button in a heading hides */
#define HEADING_LINES 3  /* headings wrap to about as many lines */
#define LINE_POINTS 15.0 /* height of a line of text */
#define MAX_HEIGHT 409.0 /* Excel's highest row */
#define A4 9
#define MAX_URL 250

#define BLUE 0x12436D
#define WHITE 0xFFFFFF
#define GREY_TEXT 0x595959
#define GREY_LINE 0xD9D9D9

void sheet_keep(struct sheet_book *book, lxw_error error)
{
    if (book->error == LXW_NO_ERROR) {
        book->error = error;
    }
}

void sheet_next_line(struct sheet *sheet)
{
    sheet->row++;
    sheet->book->rows += sheet->worksheet != NULL;
}

lxw_format *sheet_cell_format(lxw_workbook *workbook)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(format, LXW_BORDER_THIN);
    format_set_bottom_color(format, GREY_LINE);
    return format;
}

static lxw_format *heading_format(lxw_workbook *workbook)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_bold(format);
    format_set_font_color(format, WHITE);
    format_set_bg_color(format, BLUE);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_text_wrap(format);
    return format;
}

static lxw_format *link_format(lxw_format *format)
{
    format_set_underline(format, LXW_UNDERLINE_SINGLE);
    format_set_font_color(format, BLUE);
    return format;
}

static void make_looks(struct sheet_book *book)
{
    lxw_format **looks = book->looks;
    looks[LOOK_TITLE] = workbook_add_format(book->workbook);
    format_set_bold(looks[LOOK_TITLE]);
    format_set_font_size(looks[LOOK_TITLE], 14);
    format_set_font_color(looks[LOOK_TITLE], BLUE);
    looks[LOOK_MARK] = workbook_add_format(book->workbook);
    format_set_bold(looks[LOOK_MARK]);
    looks[LOOK_NOTE] = workbook_add_format(book->workbook);
    format_set_font_color(looks[LOOK_NOTE], GREY_TEXT);
    looks[LOOK_HEADING] = heading_format(book->workbook);
    looks[LOOK_NUMBER_HEADING] = heading_format(book->workbook);
    format_set_align(looks[LOOK_NUMBER_HEADING], LXW_ALIGN_RIGHT);
    format_set_indent(looks[LOOK_NUMBER_HEADING], 2); /* clear of the filter's button */
    format_set_indent(looks[LOOK_HEADING], 1);
    looks[LOOK_OPTIONAL_HEADING] = heading_format(book->workbook);
    format_set_bg_color(looks[LOOK_OPTIONAL_HEADING], GREY_LINE);
    format_set_font_color(looks[LOOK_OPTIONAL_HEADING], BLUE);
    looks[LOOK_TEXT] = sheet_cell_format(book->workbook);
    format_set_text_wrap(looks[LOOK_TEXT]);
    format_set_indent(looks[LOOK_TEXT], 1); /* clear of a number to the left */
    looks[LOOK_WORD] = sheet_cell_format(book->workbook);
    format_set_align(looks[LOOK_WORD], LXW_ALIGN_RIGHT);
    format_set_italic(looks[LOOK_WORD]);
    format_set_font_color(looks[LOOK_WORD], GREY_TEXT);
    looks[LOOK_LINK] = link_format(sheet_cell_format(book->workbook));
    format_set_indent(looks[LOOK_LINK], 1);
    looks[LOOK_NOTE_LINK] = link_format(workbook_add_format(book->workbook));
}

/* The library copies the texts, but takes them as char *. */
static void set_properties(struct sheet_book *book, const struct sheet_properties *properties)
{
    lxw_doc_properties document = {.title = (char *)properties->title,
                                   .subject = (char *)properties->subject,
                                   .author = (char *)properties->author,
                                   .keywords = (char *)properties->keywords,
                                   /* Noon: 0 would mean now. */
                                   .created = (time_t)properties->date * 86400 + 43200};
    sheet_keep(book, workbook_set_properties(book->workbook, &document));
    sheet_keep(book, workbook_set_custom_property_string(book->workbook, "Language", properties->language));
}

static void sheet_free(void *data)
{
    struct sheet *sheet = data;
    g_free(sheet->table_name);
    g_free(sheet->formats);
    g_free(sheet->marked);
    g_free(sheet->widths);
    g_free(sheet);
}

struct sheet_book *sheet_book_new(const char *path, const struct sheet_properties *properties)
{
    /* Its temporary files lie beside it, in a folder that goes away with all that is in it when the run
     * fails: out of memory the library may leave one. */
    char *folder = g_path_get_dirname(path);
    lxw_workbook_options options = {.tmpdir = folder};
    lxw_workbook *workbook = workbook_new_opt(path, &options);
    g_free(folder);
    if (workbook == NULL) {
        return NULL;
    }
    struct sheet_book *book = g_new0(struct sheet_book, 1);
    book->workbook = workbook;
    book->path = g_strdup(path);
    book->published = properties->published;
    book->names = g_ptr_array_new_with_free_func(g_free);
    book->sheets = g_ptr_array_new_with_free_func(sheet_free);
    make_looks(book);
    set_properties(book, properties);
    return book;
}

/*
 * The library writes each part into a temporary file, rewinds and reads it, and never asks whether all was
 * written; rewinding would make the file forget. It is the C library's rewind() but for asking first: the
 * program's own one stands before that.
 */
static _Thread_local bool is_lost; /* something of a temporary file */

void rewind(FILE *file)
{
    is_lost = fseek(file, 0, SEEK_SET) != 0 || ferror(file) != 0 || is_lost;
    clearerr(file);
}

bool sheet_book_close(struct sheet_book *book, const char **reason)
{
    is_lost = false;
    sheet_keep(book, workbook_close(book->workbook));
    bool good = book->error == LXW_NO_ERROR;
    *reason = good ? NULL : lxw_strerror(book->error);
    if (good && (is_lost || !sheet_check(book->path, book->rows))) {
        good = false;
        *reason = "the temporary files of the workbook could not be written";
    }
    g_free(book->path);
    g_ptr_array_unref(book->sheets);
    g_ptr_array_unref(book->names);
    g_free(book);
    return good;
}

/* The longest start of `text` that has at most `units` UTF-16 units, cut between words where there are
 * several. */
static char *cut_name(const char *text, size_t units)
{
    size_t used = 0;
    const char *end = text;
    const char *between = NULL;
    while (*end != '\0' && used + (g_utf8_get_char(end) > 0xFFFF ? 2 : 1) <= units) {
        used += g_utf8_get_char(end) > 0xFFFF ? 2 : 1;
        between = *end == ' ' ? end : between;
        end = g_utf8_next_char(end);
    }
    if (*end != '\0' && *end != ' ' && between != NULL) {
        end = between;
    }
    return g_strchomp(g_strndup(text, (gsize)(end - text)));
}

static bool name_is_taken(const struct sheet_book *book, const char *name)
{
    char *folded = g_utf8_casefold(name, -1);
    bool taken = false;
    for (guint i = 0; !taken && i < book->names->len; i++) {
        char *other = g_utf8_casefold(g_ptr_array_index(book->names, i), -1);
        taken = strcmp(folded, other) == 0;
        g_free(other);
    }
    g_free(folded);
    return taken;
}

const char *sheet_book_reserve(struct sheet_book *book, const char *title)
{
    char **parts = g_strsplit(title, "'", -1);
    char *typographic = g_strjoinv("\u2019", parts); /* a straight one would end the name in references */
    char *line = show_line(typographic);
    g_strdelimit(line, "[]:*?/\\", '-');
    g_strstrip(line);
    g_free(typographic);
    g_strfreev(parts);
    char *name = cut_name(*line != '\0' ? line : "-", MAX_NAME);
    for (unsigned n = 2; name_is_taken(book, name); n++) {
        char *start = cut_name(line, MAX_NAME - 5);
        g_free(name);
        name = g_strdup_printf("%s %u", start, n);
        g_free(start);
    }
    g_free(line);
    g_ptr_array_add(book->names, name);
    return name;
}

struct sheet *sheet_add(struct sheet_book *book, const char *name)
{
    struct sheet *sheet = g_new0(struct sheet, 1);
    sheet->book = book;
    sheet->worksheet = workbook_add_worksheet(book->workbook, name);
    g_ptr_array_add(book->sheets, sheet);
    if (sheet->worksheet == NULL) {
        sheet_keep(book, LXW_ERROR_INVALID_SHEETNAME_CHARACTER);
        return sheet;
    }
    worksheet_set_landscape(sheet->worksheet);
    worksheet_set_paper(sheet->worksheet, A4);
    worksheet_fit_to_pages(sheet->worksheet, 1, 0);
    worksheet_set_margins(sheet->worksheet, 0.5, 0.5, 0.6, 0.6);
    worksheet_gridlines(sheet->worksheet, LXW_HIDE_ALL_GRIDLINES);
    return sheet;
}

static void write_url(struct sheet *sheet, size_t column, const char *address, const char *text,
                      enum look look)
{
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book, worksheet_write_url_opt(sheet->worksheet, sheet->row, (lxw_col_t)column,
                                                        address, sheet->book->looks[look], text, NULL));
    }
}

/* Everything that is text goes through here: clean, no longer than a cell may be, never a formula. */
size_t sheet_write_text(struct sheet *sheet, size_t column, const char *text, enum look look)
{
    char *line = show_line(text);
    glong length = g_utf8_strlen(line, -1);
    if (length > MAX_TEXT) {
        char *cut = g_utf8_substring(line, 0, MAX_TEXT - 1);
        g_free(line);
        line = g_strconcat(cut, "\u2026", NULL);
        g_free(cut);
    }
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book, worksheet_write_string(sheet->worksheet, sheet->row, (lxw_col_t)column, line,
                                                       sheet->book->looks[look]));
    }
    g_free(line);
    return (size_t)length;
}

static size_t write_link(struct sheet *sheet, size_t column, const char *text, const char *target,
                         enum look look)
{
    char *address = g_strdup_printf("internal:'%s'!A1", target);
    write_url(sheet, column, address, text, look);
    g_free(address);
    return (size_t)g_utf8_strlen(text, -1);
}

void sheet_line(struct sheet *sheet, enum sheet_line_style style, const char *text)
{
    static const enum look LOOKS[] = {
        [SHEET_TITLE] = LOOK_TITLE, [SHEET_MARK] = LOOK_MARK, [SHEET_NOTE] = LOOK_NOTE};
    sheet_write_text(sheet, 0, text, LOOKS[style]);
    sheet_next_line(sheet);
}

void sheet_line_link(struct sheet *sheet, const char *text, const char *target_sheet)
{
    write_link(sheet, 0, text, target_sheet, LOOK_NOTE_LINK);
    sheet_next_line(sheet);
}

static size_t longest_word(const char *text)
{
    size_t longest = 0, length = 0;
    for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
        length = *p == ' ' || *p == '-' ? 0 : length + 1;
        longest = MAX(longest, length);
    }
    return longest;
}

void sheet_table_begin(struct sheet *sheet, const char *table_name, const struct sheet_column *columns,
                       size_t n)
{
    sheet->table_name = g_strdup(table_name);
    sheet->columns = columns;
    sheet->n_columns = n;
    sheet->formats = g_new0(lxw_format *, n);
    sheet->marked = g_new0(lxw_format *, n);
    sheet->widths = g_new0(size_t, n);
    for (size_t i = 0; i < n; i++) {
        size_t heading = (size_t)g_utf8_strlen(columns[i].heading, -1);
        size_t folded = (heading + HEADING_LINES - 1) / HEADING_LINES;
        sheet->widths[i] = MAX(MIN_WIDTH, MAX(longest_word(columns[i].heading), folded) + FILTER_BUTTON);
        if (columns[i].number_format != NULL) {
            sheet->formats[i] = sheet_cell_format(sheet->book->workbook);
            format_set_num_format(sheet->formats[i], columns[i].number_format);
        }
    }
    sheet->heading_row = sheet->row++;
}

/* Lines that a text needs in a column of this width, broken between words. */
static size_t count_lines(const char *text, size_t width)
{
    char **words = g_strsplit(text, " ", -1);
    size_t lines = 1, used = 0;
    for (char **word = words; *word != NULL; word++) {
        size_t length = (size_t)g_utf8_strlen(*word, -1);
        if (used > 0 && used + 1 + length > width) {
            lines++;
            used = 0;
        }
        used += (used > 0 ? 1 : 0) + length;
    }
    g_strfreev(words);
    return lines;
}

static void widen(struct sheet *sheet, size_t column, size_t characters)
{
    size_t width = MIN(characters + 3, MAX_WIDTH);
    sheet->widths[column] = MAX(sheet->widths[column], width);
}

void sheet_text(struct sheet *sheet, size_t column, const char *text)
{
    size_t length = sheet_write_text(sheet, column, text, LOOK_TEXT);
    widen(sheet, column, length);
    if (length > WRAPPED) {
        sheet->row_lines = MAX(sheet->row_lines, count_lines(text, WRAPPED));
    }
}

void sheet_word(struct sheet *sheet, size_t column, const char *word)
{
    widen(sheet, column, sheet_write_text(sheet, column, word, LOOK_WORD));
}

void sheet_link(struct sheet *sheet, size_t column, const char *text, const char *target_sheet)
{
    widen(sheet, column, write_link(sheet, column, text, target_sheet, LOOK_LINK));
}

void sheet_link_file(struct sheet *sheet, size_t column, const char *text, const char *file,
                     const char *target_sheet, const char *cell)
{
    char **parts = g_strsplit(target_sheet != NULL ? target_sheet : "", "'", -1);
    char *quoted = g_strjoinv("''", parts); /* as references write a straight one */
    char *place =
        target_sheet != NULL ? g_strdup_printf("#'%s'!%s", quoted, cell != NULL ? cell : "A1") : g_strdup("");
    char *address = g_strconcat("external:", file, place, NULL);
    if (strlen(address) < MAX_URL && strpbrk(file, "\"<>|?*") == NULL) {
        write_url(sheet, column, address, text, LOOK_LINK);
        widen(sheet, column, (size_t)g_utf8_strlen(text, -1));
    } else {
        sheet_text(sheet, column, text);
    }
    g_free(address);
    g_free(place);
    g_free(quoted);
    g_strfreev(parts);
}

void sheet_number(struct sheet *sheet, size_t column, double number, size_t width)
{
    widen(sheet, column, width);
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book, worksheet_write_number(sheet->worksheet, sheet->row, (lxw_col_t)column,
                                                       number, sheet->formats[column]));
    }
}

void sheet_number_marked(struct sheet *sheet, size_t column, double number, size_t width)
{
    if (sheet->marked[column] == NULL) {
        char *format = g_strconcat(sheet->columns[column].number_format, "\"*\"", NULL);
        sheet->marked[column] = sheet_cell_format(sheet->book->workbook);
        format_set_num_format(sheet->marked[column], format);
        g_free(format);
    }
    widen(sheet, column, width);
    if (sheet->worksheet != NULL) {
        sheet_keep(sheet->book, worksheet_write_number(sheet->worksheet, sheet->row, (lxw_col_t)column,
                                                       number, sheet->marked[column]));
    }
}

/* Excel makes room for texts that wrap, other programs only when told. */
void sheet_next_row(struct sheet *sheet)
{
    if (sheet->row_lines > 1 && sheet->worksheet != NULL) {
        double height = MIN(LINE_POINTS * (double)sheet->row_lines, MAX_HEIGHT);
        sheet_keep(sheet->book, worksheet_set_row(sheet->worksheet, sheet->row, height, NULL));
    }
    sheet->row_lines = 0;
    sheet_next_line(sheet);
}

/* Excel repairs a file in which two headings of a table are the same. */
static char *unique_heading(lxw_table_column **before, size_t n, const char *heading)
{
    char *name = g_strdup(heading);
    for (unsigned copy = 2;; copy++) {
        bool taken = false;
        for (size_t i = 0; !taken && i < n; i++) {
            taken = g_ascii_strcasecmp(before[i]->header, name) == 0;
        }
        if (!taken) {
            return name;
        }
        g_free(name);
        name = g_strdup_printf("%s (%u)", heading, copy);
    }
}

static void add_native_table(struct sheet *sheet)
{
    if (sheet->row == sheet->heading_row + 1) {
        return; /* Excel has no table without rows */
    }
    lxw_table_column **columns = g_new0(lxw_table_column *, sheet->n_columns + 1);
    for (size_t i = 0; i < sheet->n_columns; i++) {
        lxw_table_column *column = g_new0(lxw_table_column, 1);
        column->header = unique_heading(columns, i, sheet->columns[i].heading);
        column->header_format =
            sheet->book->looks[sheet->columns[i].number_format != NULL ? LOOK_NUMBER_HEADING : LOOK_HEADING];
        columns[i] = column;
    }
    lxw_table_options options = {.name = sheet->table_name,
                                 .style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
                                 .style_type_number = 1,
                                 .no_banded_rows = LXW_TRUE,
                                 .no_autofilter = sheet->book->published,
                                 .columns = columns};
    sheet_keep(sheet->book, worksheet_add_table(sheet->worksheet, sheet->heading_row, 0, sheet->row - 1,
                                                (lxw_col_t)(sheet->n_columns - 1), &options));
    for (size_t i = 0; i < sheet->n_columns; i++) {
        g_free(columns[i]->header);
        g_free(columns[i]);
    }
    g_free(columns);
}

/* As wide as the page; a table too wide for that goes on a second page, the keys again to its left. */
static void fit_pages(struct sheet *sheet)
{
    size_t total = 0, keys = 0;
    for (size_t i = 0; i < sheet->n_columns; i++) {
        total += sheet->widths[i];
        keys += sheet->columns[i].key ? 1 : 0;
    }
    worksheet_fit_to_pages(sheet->worksheet, total > PAGE_WIDTH ? 2 : 1, 0);
    if (total > PAGE_WIDTH && keys > 0) {
        sheet_keep(sheet->book, worksheet_repeat_columns(sheet->worksheet, 0, (lxw_col_t)(keys - 1)));
    }
}

void sheet_table_end(struct sheet *sheet)
{
    if (sheet->worksheet == NULL) {
        return;
    }
    size_t lines = 1;
    for (size_t i = 0; i < sheet->n_columns; i++) {
        lxw_col_t column = (lxw_col_t)i;
        size_t width = sheet->widths[i];
        sheet_keep(sheet->book, worksheet_set_column(sheet->worksheet, column, column, (double)width, NULL));
        lines = MAX(lines, count_lines(sheet->columns[i].heading, width - FILTER_BUTTON));
    }
    add_native_table(sheet);
    sheet_keep(sheet->book, worksheet_set_row(sheet->worksheet, sheet->heading_row,
                                              LINE_POINTS * (double)lines + 3, NULL));
    sheet_keep(sheet->book, worksheet_repeat_rows(sheet->worksheet, 0, sheet->heading_row));
    if (!sheet->book->published) {
        worksheet_freeze_panes(sheet->worksheet, sheet->heading_row + 1, 0);
    }
    fit_pages(sheet);
}
