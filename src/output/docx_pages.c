/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On which page each heading will stand: the contents are written with their numbers, before any program has
 * laid the text out. An estimate from the styles' sizes and the letters' widths, by the rules that Word lays
 * out by; whoever updates the contents in Word gets Word's own numbers. Lengths are points.
 */
#include "docx_private.h"

#include "vifte/chart_text.h"

#include <string.h>

#define POINTS(twips) ((double)(twips) / DOCX_POINT)
#define PX_PER_POINT (96.0 / 72.0)
#define LINE 1.149 /* of the letters' size, in Arial */
#define PAGE POINTS(DOCX_PAGE_HEIGHT - 2 * DOCX_MARGIN)
#define PAGE_LANDSCAPE POINTS(DOCX_PAGE_WIDTH - 2 * DOCX_MARGIN)
#define EMU_PER_POINT 12700.0
#define TABLE_END 6.0
#define MOST_LINES 10000

struct flow {
    unsigned page;
    double y, height; /* how far the page is filled, and what it takes */
    double kept;      /* what waits to stand on the same page as the next box */
    double lead;      /* the space that begins what waits: none at the head of a page */
    double gap;       /* the space below what stands last; the larger of it and the next one's counts */
    GArray *waiting;  /* size_t: headings among it, by their number in the document */
    unsigned *pages;  /* by number in the document */
};

/* The look of a paragraph, as docx_styles.c has it. */
struct look {
    double size, line, before, after, indent;
    double border; /* above and below, with its distance */
};

static void next_page(struct flow *flow)
{
    flow->page++;
    flow->y = 0;
    flow->gap = 0;
}

static double line_height(const struct look *look)
{
    return look->size * LINE * look->line;
}

static size_t count_lines(const char *text, double points, double width)
{
    char **lines = chart_text_wrap(text, points, width * PX_PER_POINT, MOST_LINES);
    size_t n = g_strv_length(lines);
    g_strfreev(lines);
    return n;
}

static size_t runs_lines(const GArray *runs, const struct look *look, double width)
{
    char *text = document_plain(runs);
    size_t n = count_lines(text, look->size, width - look->indent);
    g_free(text);
    return n;
}

/* The space above what comes next. */
static void add_space(struct flow *flow, double before)
{
    double space = MAX(flow->gap, before);
    flow->gap = 0;
    flow->lead = flow->kept == 0 ? space : flow->lead;
    flow->kept += space;
}

/* What waited stands where there is room for it and for `first` after it. */
static void settle(struct flow *flow, double first)
{
    if (flow->y > 0 && flow->y + flow->kept + first > flow->height) {
        next_page(flow);
    }
    flow->kept -= flow->y == 0 ? flow->lead : 0;
    flow->lead = 0;
    for (guint i = 0; i < flow->waiting->len; i++) {
        flow->pages[g_array_index(flow->waiting, size_t, i)] = flow->page;
    }
    g_array_set_size(flow->waiting, 0);
    flow->y += flow->kept;
    flow->kept = 0;
}

static void add_whole(struct flow *flow, double height)
{
    settle(flow, height);
    flow->y += height;
}

/* Lines of a paragraph go on at the next page, at least two together. */
static void add_lines(struct flow *flow, size_t n, const struct look *look)
{
    double line = line_height(look);
    add_space(flow, look->before);
    settle(flow, (double)MIN(n, n == 3 ? 3 : 2) * line + 2 * look->border);
    flow->y += look->border;
    for (size_t i = 0; i < n; i++) {
        if (flow->y + line > flow->height) {
            next_page(flow);
        }
        flow->y += line;
    }
    flow->y += look->border;
    flow->gap = look->after;
}

/* --- blocks --- */

static void add_heading(struct flow *flow, const struct block *block, size_t number)
{
    static const struct look LOOKS[] = {{18, 1, 28, 10, 0, 0}, {13, 1, 16, 5, 0, 0}, {11, 1, 12, 4, 0, 0}};
    const struct look *look = &LOOKS[block->level - 1];
    if (block->begins_page && (flow->y > 0 || flow->kept > 0)) {
        settle(flow, 0);
        next_page(flow);
    }
    add_space(flow, look->before);
    flow->kept += (double)runs_lines(block->runs, look, POINTS(DOCX_TEXT_WIDTH)) * line_height(look);
    flow->gap = look->after;
    g_array_append_val(flow->waiting, number);
}

static void add_paragraph(struct flow *flow, const struct block *block)
{
    static const struct look LOOKS[] = {
        [DOCUMENT_BODY] = {10, 1.15, 0, 7, 0, 0},
        [DOCUMENT_LEAD] = {11.5, 1.15, 0, 8, 0, 0},
        [DOCUMENT_NOTE] = {8.5, 1, 4, 4, 0, 0},
        [DOCUMENT_SOURCE] = {8.5, 1, 2, 10, 0, 0},
        [DOCUMENT_QUOTE] = {10, 1.15, 0, 7, 34, 0},
        [DOCUMENT_GUIDANCE] = {9, 1.15, 4, 7, 18, 0},
        [DOCUMENT_TO_WRITE] = {10, 1.15, 6, 10, 16, 4.75},
    };
    const struct look *look = &LOOKS[block->style];
    add_lines(flow, runs_lines(block->runs, look, POINTS(DOCX_TEXT_WIDTH)), look);
}

static void add_item(struct flow *flow, const struct block *block)
{
    const struct look look = {10, 1.15, 0, 3.5, 17.85 * block->level, 0};
    add_lines(flow, runs_lines(block->runs, &look, POINTS(DOCX_TEXT_WIDTH)), &look);
}

static double caption_height(const char *label, const GArray *caption, double width)
{
    const struct look look = {9, 1, 0, 0, 0, 0};
    char *text = document_plain(caption);
    char *whole = g_strdup_printf("%s 00. %s", label, text);
    double height = (double)count_lines(whole, look.size, width) * line_height(&look);
    g_free(whole);
    g_free(text);
    return height;
}

static void add_picture(struct flow *flow, const struct document_head *head,
                        const struct document_picture *picture)
{
    if (picture->png != NULL) {
        long width, height;
        docx_picture_size(head, picture, &width, &height);
        add_space(flow, 10);
        add_whole(flow, (double)height / EMU_PER_POINT + 3 +
                            caption_height(_("Figure"), picture->caption, POINTS(DOCX_TEXT_WIDTH)));
        flow->gap = 12;
    }
}

/* Of the heading row for row = SIZE_MAX. */
static double row_height(const struct document_table *table, size_t row, const long *widths, double points)
{
    size_t most = 1;
    for (guint c = 0; c < table->columns->len; c++) {
        const GArray *runs = row == SIZE_MAX
                                 ? g_array_index(table->columns, struct document_column_def, c).heading
                                 : document_table_cell(table, row, c);
        const struct look look = {points * (row == SIZE_MAX ? DOCX_BOLD_WIDTH : 1), 1, 0, 0, 0, 0};
        most = MAX(most, runs_lines(runs, &look, POINTS(widths[c] - 2L * DOCX_CELL_MARGIN)));
    }
    return (double)most * points * LINE + 3 + 0.5;
}

static void add_table(struct flow *flow, const struct document_table *table)
{
    long *widths = g_new0(long, table->columns->len);
    double points = docx_table_widths(table, widths) / 2.0;
    double heading = row_height(table, SIZE_MAX, widths, points);
    double width = POINTS(table->landscape ? DOCX_TEXT_WIDTH_LANDSCAPE : DOCX_TEXT_WIDTH);
    size_t rows = document_table_rows(table);
    add_space(flow, 10);
    flow->kept += caption_height(_("Table"), table->caption, width) + 4 + heading;
    for (size_t row = 0; row < rows; row++) {
        double height = row_height(table, row, widths, points);
        bool kept = row + 1 < rows && (rows <= DOCX_ROWS_TOGETHER || row == 0 || row + 2 == rows);
        if (kept) {
            flow->kept += height;
        } else {
            unsigned before = flow->page;
            add_whole(flow, height);
            if (flow->page != before && row > 1 && rows > DOCX_ROWS_TOGETHER) {
                flow->y += heading; /* stands again */
            }
        }
    }
    flow->y += TABLE_END;
    g_free(widths);
}

/* Contents have a heading, and a line an entry. */
static void add_contents(struct flow *flow, const struct document *document, unsigned levels)
{
    static const struct look LOOKS[] = {{10, 1, 7, 2, 0, 0}, {10, 1, 0, 2, 14.2, 0}};
    add_whole(flow, 18 * LINE);
    flow->gap = 10;
    for (size_t i = 0; i < document_size(document); i++) {
        const struct block *block = document_at(document, i);
        if (block->kind == BLOCK_HEADING && block->level <= levels) {
            const struct look *look = &LOOKS[MIN(block->level, 2) - 1];
            add_lines(flow, runs_lines(block->runs, look, POINTS(DOCX_TEXT_WIDTH)), look);
        }
    }
    flow->y += TABLE_END;
}

/* Pages on their side are sections: they begin a page, and so does what follows. */
static void turn(struct flow *flow, const struct document *document, size_t number)
{
    bool was_landscape = flow->height < PAGE;
    bool landscape = docx_lies_across(document, number, was_landscape);
    double height = landscape ? PAGE_LANDSCAPE : PAGE;
    if (landscape != was_landscape) {
        settle(flow, 0);
        if (flow->y > 0) {
            next_page(flow);
        }
        flow->height = height;
    }
}

static void add_block(struct flow *flow, const struct docx *docx, size_t number)
{
    const struct block *block = document_at(docx->document, number);
    turn(flow, docx->document, number);
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(flow, block, number);
        break;
    case BLOCK_PARAGRAPH:
        add_paragraph(flow, block);
        break;
    case BLOCK_ITEM:
        add_item(flow, block);
        break;
    case BLOCK_TABLE:
        add_table(flow, block->table);
        break;
    case BLOCK_PICTURE:
        add_picture(flow, docx->head, block->picture);
        break;
    case BLOCK_PAGE_BREAK:
        settle(flow, 0);
        next_page(flow);
        break;
    case BLOCK_CONTENTS:
        add_contents(flow, docx->document, block->level);
        break;
    }
}

unsigned *docx_pages(const struct docx *docx)
{
    size_t n = document_size(docx->document);
    struct flow flow = {.page = docx->head->short_note ? 1 : 2, /* after the cover */
                        .height = PAGE,
                        .waiting = g_array_new(FALSE, FALSE, sizeof(size_t)),
                        .pages = g_new0(unsigned, n + 1)};
    for (size_t i = 0; i < n; i++) {
        add_block(&flow, docx, i);
    }
    settle(&flow, 0);
    g_array_unref(flow.waiting);
    return flow.pages;
}
