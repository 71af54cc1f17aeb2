/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables: column widths from what stands in them, heading row on every page, rows that do not break. */
#include "docx_private.h"

#include "vifte/chart_text.h"

#include <string.h>

#define SHORT_TEXT 20   /* letters of a text that stands on one line where there is room: a date, a state */
#define PADDING 190     /* left and right of a cell, with some air */
#define TWIPS_PER_PX 15 /* 96 px and 1440 twips are an inch */
#define FONT_LARGEST 17 /* half points */
#define FONT_SMALLEST 13

/* The letters' sizes, by their styles in docx_styles.c. */
static const struct size {
    int half_points;
    const char *text, *heading;
} SIZES[] = {{17, "TableText", "TableHeading"},
             {15, "TableTextSmall", "TableHeadingSmall"},
             {13, "TableTextTiny", "TableHeadingTiny"}};

struct widths {
    double *least, *whole, *natural; /* longest word, longest short text, longest line */
    size_t n;
};

static double text_width(const char *text, double half_points)
{
    return chart_text_width(text, half_points / 2.0) * TWIPS_PER_PX;
}

/* A word breaks at its hyphens. */
static double longest_word(const char *text, double half_points)
{
    double longest = 0;
    char **words = g_strsplit_set(text, " -", -1);
    for (size_t i = 0; words[i] != NULL; i++) {
        longest = MAX(longest, text_width(words[i], half_points));
    }
    g_strfreev(words);
    return longest;
}

static void measure_line(struct widths *widths, size_t column, const char *line, double half_points)
{
    double whole = PADDING + text_width(line, half_points);
    bool is_short = g_utf8_strlen(line, -1) <= SHORT_TEXT;
    widths->least[column] = MAX(widths->least[column], PADDING + longest_word(line, half_points));
    widths->whole[column] = MAX(widths->whole[column], is_short ? whole : widths->least[column]);
    widths->natural[column] = MAX(widths->natural[column], whole);
}

static void measure(struct widths *widths, size_t column, const GArray *runs, double half_points)
{
    char *text = document_plain(runs);
    char **lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        measure_line(widths, column, lines[i], half_points);
    }
    g_strfreev(lines);
    g_free(text);
}

static void measure_table(struct widths *widths, const struct document_table *table, double half_points)
{
    for (size_t c = 0; c < widths->n; c++) {
        const struct document_column_def *column =
            &g_array_index(table->columns, struct document_column_def, c);
        char *heading = document_plain(column->heading);
        /* Headings may take several lines, so only their words count. */
        widths->least[c] = PADDING + DOCX_BOLD_WIDTH * longest_word(heading, half_points);
        widths->whole[c] = widths->least[c];
        widths->natural[c] =
            MAX(widths->least[c], PADDING + DOCX_BOLD_WIDTH * text_width(heading, half_points) / 2.5);
        g_free(heading);
        for (size_t r = 0; r < document_table_rows(table); r++) {
            measure(widths, c, document_table_cell(table, r, c), half_points);
        }
    }
}

static double sum(const double *values, size_t n)
{
    double total = 0;
    for (size_t i = 0; i < n; i++) {
        total += values[i];
    }
    return total;
}

/* Every column its natural width where there is room; else at least its longest short text (a date, a word in
 * place of a number), or its longest word, and of what is left a share by what it lacks; else all cut alike.
 * A table that nearly fills the page fills it. */
static void share_width(const struct widths *widths, double room, long *out)
{
    const double *base = sum(widths->whole, widths->n) <= room ? widths->whole : widths->least;
    double least = sum(base, widths->n);
    double natural = sum(widths->natural, widths->n);
    for (size_t c = 0; c < widths->n; c++) {
        double lacks = widths->natural[c] - base[c];
        double width = natural <= room ? widths->natural[c] * (natural > 0.5 * room ? room / natural : 1)
                       : least <= room ? base[c] + lacks * (room - least) / (natural - least)
                                       : base[c] * room / least;
        out[c] = (long)width;
    }
}

/* Fills `out` and returns the largest letters at which no word breaks. */
static const struct size *column_widths(const struct document_table *table, long *out)
{
    double room = table->landscape ? DOCX_TEXT_WIDTH_LANDSCAPE : DOCX_TEXT_WIDTH;
    struct widths widths = {.n = table->columns->len};
    widths.least = g_new0(double, widths.n);
    widths.whole = g_new0(double, widths.n);
    widths.natural = g_new0(double, widths.n);
    size_t size = 0;
    measure_table(&widths, table, SIZES[size].half_points);
    while (sum(widths.least, widths.n) > room && size + 1 < G_N_ELEMENTS(SIZES)) {
        measure_table(&widths, table, SIZES[++size].half_points);
    }
    share_width(&widths, room, out);
    g_free(widths.natural);
    g_free(widths.whole);
    g_free(widths.least);
    return &SIZES[size];
}

/* --- writing --- */

static void write_properties(struct docx *docx, const struct document_table *table, long width)
{
    struct xml *xml = docx->xml;
    char *total = g_strdup_printf("%ld", width);
    char *title = document_plain(table->caption);
    xml_open(xml, "w:tblPr", NULL);
    xml_empty(xml, "w:tblW", "w:w", total, "w:type", "dxa", NULL);
    xml_raw(
        xml,
        "<w:tblBorders><w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"12436D\"/>"
        "<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"12436D\"/>"
        "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"D0D7DE\"/></w:tblBorders>"
        "<w:tblLayout w:type=\"fixed\"/>"
        "<w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/><w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar>"
        "<w:tblLook w:val=\"00A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"1\" "
        "w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/>");
    xml_empty(xml, "w:tblCaption", "w:val", title, NULL);
    if (table->description != NULL) {
        xml_empty(xml, "w:tblDescription", "w:val", table->description, NULL);
    }
    xml_close(xml);
    g_free(title);
    g_free(total);
}

static void write_grid(struct docx *docx, const long *widths, size_t n)
{
    xml_open(docx->xml, "w:tblGrid", NULL);
    for (size_t c = 0; c < n; c++) {
        xml_number(docx->xml, "w:gridCol", "w:w", widths[c]);
    }
    xml_close(docx->xml);
}

static void open_cell(struct docx *docx, long width, bool heading)
{
    struct xml *xml = docx->xml;
    char *text = g_strdup_printf("%ld", width);
    xml_open(xml, "w:tc", NULL);
    xml_open(xml, "w:tcPr", NULL);
    xml_empty(xml, "w:tcW", "w:w", text, "w:type", "dxa", NULL);
    if (heading) {
        xml_raw(xml,
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E9EFF5\"/><w:vAlign w:val=\"bottom\"/>");
    }
    xml_close(xml);
    g_free(text);
}

struct cell_look {
    const char *style;
    bool right, keep_next;
};

static void write_cell(struct docx *docx, const GArray *runs, struct cell_look look)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:p", NULL);
    xml_open(xml, "w:pPr", NULL);
    xml_empty(xml, "w:pStyle", "w:val", look.style, NULL);
    if (look.keep_next) {
        xml_empty(xml, "w:keepNext", NULL);
    }
    if (look.right) {
        xml_empty(xml, "w:jc", "w:val", "right", NULL);
    }
    xml_close(xml);
    docx_runs(docx, runs);
    xml_close(xml);
}

static const struct document_column_def *column_at(const struct document_table *table, size_t column)
{
    return &g_array_index(table->columns, struct document_column_def, column);
}

static void write_headings(struct docx *docx, const struct document_table *table, const long *widths,
                           const struct size *size)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:tr", NULL);
    xml_raw(xml, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (size_t c = 0; c < table->columns->len; c++) {
        const struct document_column_def *column = column_at(table, c);
        open_cell(docx, widths[c], true);
        write_cell(docx, column->heading,
                   (struct cell_look){size->heading, column->align == DOCUMENT_RIGHT, true});
        xml_close(xml);
    }
    xml_close(xml);
}

bool docx_row_is_kept(const struct document_table *table, size_t row, struct docx_flow flow)
{
    size_t rows = document_table_rows(table);
    return row + 1 == rows ? flow.noted : !flow.breaks || row == 0 || row + 2 == rows;
}

static void write_row(struct docx *docx, const struct document_table *table, size_t row, const long *widths,
                      const struct size *size, bool keep)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:tr", NULL);
    xml_raw(xml, "<w:trPr><w:cantSplit/></w:trPr>");
    for (size_t c = 0; c < table->columns->len; c++) {
        bool right = column_at(table, c)->align == DOCUMENT_RIGHT;
        open_cell(docx, widths[c], false);
        write_cell(docx, document_table_cell(table, row, c), (struct cell_look){size->text, right, keep});
        xml_close(xml);
    }
    xml_close(xml);
}

int docx_table_widths(const struct document_table *table, long *widths)
{
    return column_widths(table, widths)->half_points;
}

void docx_table(struct docx *docx, const struct document_table *table, struct docx_flow flow)
{
    size_t n = table->columns->len;
    long *widths = g_new0(long, n);
    const struct size *size = column_widths(table, widths);
    long total = 0;
    for (size_t c = 0; c < n; c++) {
        total += widths[c];
    }
    xml_open(docx->xml, "w:tbl", NULL);
    write_properties(docx, table, total);
    write_grid(docx, widths, n);
    write_headings(docx, table, widths, size);
    for (size_t row = 0; row < document_table_rows(table); row++) {
        write_row(docx, table, row, widths, size, docx_row_is_kept(table, row, flow));
    }
    xml_close(docx->xml);
    g_free(widths);
}
