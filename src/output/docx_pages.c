/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * On which page each heading will stand, which tables go on at the next page, and how large a note's pictures
 * can be: all that is written before any program has laid the text out. An estimate from the styles' sizes
 * and the letters' widths, by the rules that Word lays out by; whoever updates the contents in Word gets
 * Word's own numbers. Lengths are points.
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
#define PICTURE_SPACE 10.0 /* above a picture, and below its caption */
#define PICTURE_END 12.0
#define LEAST_ROWS 4         /* of a table, on each of its pages */
#define MUCH 0.2             /* of a page: too much to leave empty */
#define MOST_KEPT 0.4        /* of a page: what may be kept together at a chapter's end */
#define TABLE_RULES 1.5      /* the lines above and below a table */
#define NOTE_HEAD 150.0      /* a note's first lines, but for title and caution */
#define SLACK 12.0           /* programs lay out differently */
#define SMALLEST 0.7         /* of a picture's width, where it is made to fit on its page */
#define LARGEST_IN_NOTE 0.78 /* of a picture's width in other documents */
#define SMALLEST_IN_NOTE 0.45
#define MOST_LINES 10000

struct flow {
    unsigned page;
    double y, height; /* how far the page is filled, and what it takes */
    double kept;      /* what waits to stand on the same page as the next box */
    double lead;      /* the space that begins what waits: none at the head of a page */
    double again;     /* a table's heading row, which stands again where what waits begins a page */
    double gap;       /* the space below what stands last; the larger of it and the next one's counts */
    GArray *waiting;  /* size_t: headings among it, by their number in the document */
    unsigned *pages;  /* by number in the document */
    double passed;    /* height of all pages before this one */
    double *tops;     /* by number: where the block begins, with the pages before it; NULL = not asked */
    double *ends;     /* by number: height of what is kept together from the block on, 0 = nothing; or NULL */
    size_t begin;     /* the block that began a page by itself */
};

/* The look of a paragraph, as docx_styles.c has it. */
struct look {
    double size, line, before, after, indent;
    double border; /* above and below, with its distance */
};

static void next_page(struct flow *flow)
{
    flow->page++;
    flow->passed += flow->height;
    flow->y = 0;
    flow->gap = 0;
}

static double line_height(const struct look *look)
{
    return look->size * LINE * look->line;
}

static size_t count_lines(const char *text, double points, double width)
{
    char **parts = g_strsplit(text, "\n", -1); /* line breaks */
    size_t n = 0;
    for (size_t i = 0; parts[i] != NULL; i++) {
        char **lines = chart_text_wrap(parts[i], points, width * PX_PER_POINT, MOST_LINES);
        n += g_strv_length(lines);
        g_strfreev(lines);
    }
    g_strfreev(parts);
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
        flow->kept += flow->again;
    }
    flow->kept -= flow->y == 0 ? flow->lead : 0;
    flow->lead = flow->again = 0;
    for (guint i = 0; i < flow->waiting->len; i++) {
        flow->pages[g_array_index(flow->waiting, size_t, i)] = flow->page;
    }
    g_array_set_size(flow->waiting, 0);
    flow->y += flow->kept;
    flow->kept = 0;
}

/* The block `next` begins a page. What ends before it stands on one page, from a heading on if one is near: a
 * table or a few lines alone on a page look lost. */
static void keep_end(struct flow *flow, const struct docx *docx, size_t next)
{
    double end = flow->passed + flow->y + flow->kept;
    size_t first = next, heading = next;
    if (flow->tops == NULL) {
        return;
    }
    while (first > flow->begin && end - flow->tops[first - 1] < MOST_KEPT * flow->height) {
        first--;
        heading = document_at(docx->document, first)->kind == BLOCK_HEADING ? first : heading;
    }
    first = heading < next ? heading : first;
    for (size_t i = first; i + 1 < next; i++) {
        docx->keeps[i] = true;
    }
    flow->ends[first] = first < next ? end - flow->tops[first] : 0;
    flow->begin = next;
}

static void end_page(struct flow *flow, const struct docx *docx, size_t next)
{
    keep_end(flow, docx, next);
    settle(flow, 0);
    if (flow->y > 0) {
        next_page(flow);
    }
}

static void add_whole(struct flow *flow, double height)
{
    settle(flow, height);
    flow->y += height;
}

/* Lines of a paragraph go on at the next page, at least two together, or `whole` as notes are kept. */
static void add_lines(struct flow *flow, size_t n, const struct look *look, bool whole)
{
    double line = line_height(look);
    add_space(flow, look->before);
    settle(flow, (double)(whole ? n : MIN(n, n == 3 ? 3 : 2)) * line + 2 * look->border);
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
    add_space(flow, look->before);
    flow->kept += (double)runs_lines(block->runs, look, POINTS(DOCX_TEXT_WIDTH)) * line_height(look);
    flow->gap = look->after;
    g_array_append_val(flow->waiting, number);
}

static const struct look *paragraph_look(const struct block *block)
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
    return &LOOKS[block->style];
}

static void add_paragraph(struct flow *flow, const struct block *block)
{
    const struct look *look = paragraph_look(block);
    bool whole = block->style == DOCUMENT_NOTE || block->style == DOCUMENT_SOURCE;
    add_lines(flow, runs_lines(block->runs, look, POINTS(DOCX_TEXT_WIDTH)), look, whole);
}

static void add_item(struct flow *flow, const struct block *block)
{
    const struct look look = {10, 1.15, 0, 3.5, 17.85 * block->level, 0};
    add_lines(flow, runs_lines(block->runs, &look, POINTS(DOCX_TEXT_WIDTH)), &look, false);
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

static double picture_height(const struct document_picture *picture, double scale)
{
    long width, height;
    docx_picture_size(picture, scale, &width, &height);
    return (double)height / EMU_PER_POINT;
}

/* All that stands with a picture. */
static double picture_words(const struct document_picture *picture)
{
    return PICTURE_SPACE + 3 + caption_height(_("Figure"), picture->caption, POINTS(DOCX_TEXT_WIDTH)) +
           PICTURE_END;
}

/* What stands below a table or a picture, on the same page. */
static double note_height(const struct block *note)
{
    const struct look *look = paragraph_look(note);
    return look->before + (double)runs_lines(note->runs, look, POINTS(DOCX_TEXT_WIDTH)) * line_height(look);
}

/* A picture that would leave much of the page empty is drawn somewhat smaller where it then stands on it. */
static double scale_to_fit(const struct flow *flow, double height, double words)
{
    double room = flow->height - flow->y - flow->kept - words - SLACK;
    bool fits = height <= room;
    return !fits && room >= SMALLEST * height && room + words > MUCH * flow->height ? room / height : 1;
}

/* Returns the scale it has; `note` is what follows it, or NULL. */
static double add_picture(struct flow *flow, const struct document_picture *picture, const struct block *note,
                          double scale)
{
    double words = picture_words(picture) - PICTURE_SPACE - PICTURE_END;
    double below = note != NULL ? PICTURE_END + note_height(note) : 0;
    double height = picture_height(picture, scale);
    add_space(flow, PICTURE_SPACE);
    double fit = scale_to_fit(flow, height, words + below);
    settle(flow, fit * height + words + below);
    flow->y += fit * height + words;
    flow->gap = PICTURE_END;
    return fit * scale;
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

/* A table that would leave much of the page empty goes on at the next one; one that is long always may. */
static bool breaks_well(const struct flow *flow, const double *heights, size_t rows, double below)
{
    double height = below, first = 0;
    for (size_t row = 0; row < rows; row++) {
        height += heights[row];
        first += row < LEAST_ROWS ? heights[row] : 0;
    }
    double room = flow->height - flow->y - flow->kept;
    return rows > DOCX_ROWS_TOGETHER ||
           (rows / 2 >= LEAST_ROWS && height > room && first <= room && room > MUCH * flow->height);
}

/* Returns whether the table may go on at the next page. */
static bool add_table(struct flow *flow, const struct document_table *table, const struct block *note)
{
    struct docx_flow look = {.noted = note != NULL};
    long *widths = g_new0(long, table->columns->len);
    double points = docx_table_widths(table, widths) / 2.0;
    double heading = row_height(table, SIZE_MAX, widths, points);
    double width = POINTS(table->landscape ? DOCX_TEXT_WIDTH_LANDSCAPE : DOCX_TEXT_WIDTH);
    size_t rows = document_table_rows(table);
    add_space(flow, 10);
    flow->kept += caption_height(_("Table"), table->caption, width) + 4 + TABLE_RULES + heading;
    double *heights = g_new(double, rows + 1);
    for (size_t row = 0; row < rows; row++) {
        heights[row] = row_height(table, row, widths, points);
    }
    look.breaks = breaks_well(flow, heights, rows, look.noted ? TABLE_END + note_height(note) : 0);
    for (size_t row = 0; row < rows; row++) {
        flow->again = row > 1 && look.breaks ? heading : flow->again;
        if (docx_row_is_kept(table, row, look)) {
            flow->kept += heights[row];
        } else {
            add_whole(flow, heights[row]);
        }
    }
    *(look.noted ? &flow->kept : &flow->y) += TABLE_END;
    g_free(heights);
    g_free(widths);
    return look.breaks;
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
            add_lines(flow, runs_lines(block->runs, look, POINTS(DOCX_TEXT_WIDTH)), look, false);
        }
    }
    flow->y += TABLE_END;
}

/* Pages on their side are sections: they begin a page, and so does what follows. */
static void turn(struct flow *flow, const struct docx *docx, size_t number)
{
    bool was_landscape = flow->height < PAGE;
    bool landscape = docx_lies_across(docx->document, number, was_landscape);
    double height = landscape ? PAGE_LANDSCAPE : PAGE;
    if (landscape != was_landscape) {
        end_page(flow, docx, number);
        flow->height = height;
    }
}

struct docx_flow docx_table_flow(const struct docx *docx, size_t number)
{
    bool keeps = docx->keeps[number];
    return (struct docx_flow){.noted = keeps || docx_is_note(docx->document, number + 1),
                              .breaks = docx->breaks[number] && !keeps};
}

static void add_block(struct flow *flow, const struct docx *docx, size_t number, double scale)
{
    const struct block *block = document_at(docx->document, number);
    const struct block *note =
        docx_is_note(docx->document, number + 1) ? document_at(docx->document, number + 1) : NULL;
    turn(flow, docx, number);
    if (block->begins_page || block->kind == BLOCK_PAGE_BREAK) {
        end_page(flow, docx, number);
    }
    if (flow->ends != NULL && flow->ends[number] > 0) {
        settle(flow, flow->ends[number]);
    }
    if (flow->tops != NULL) {
        flow->tops[number] = flow->passed + flow->y + flow->kept;
    }
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
        docx->breaks[number] = add_table(flow, block->table, note);
        break;
    case BLOCK_PICTURE:
        if (block->picture->png != NULL) {
            docx->scales[number] = add_picture(flow, block->picture, note, scale);
        }
        break;
    case BLOCK_PAGE_BREAK:
        break;
    case BLOCK_CONTENTS:
        add_contents(flow, docx->document, block->level);
        break;
    }
}

/* Above the text of a short note: who may see it, title, what it is about, when it was made, caution. */
static double title_height(const struct document_head *head)
{
    static const struct look TITLE = {20 * DOCX_BOLD_WIDTH, 1, 0, 6, 0, 0}, NOTE = {8.5, 1, 4, 4, 0, 0};
    double width = POINTS(DOCX_TEXT_WIDTH);
    return NOTE_HEAD + (double)count_lines(head->title, TITLE.size, width) * line_height(&TITLE) +
           (double)count_lines(head->caution, NOTE.size, width) * line_height(&NOTE);
}

/* Through the document; its pictures are left out for `scale` = 0. */
static struct flow flow_through(const struct docx *docx, double scale, double *tops, double *ends)
{
    size_t n = document_size(docx->document);
    const struct document_head *head = docx->head;
    struct flow flow = {.page = head->short_note ? 1 : 2, /* after the cover */
                        .y = head->short_note ? title_height(head) : 0,
                        .height = head->landscape ? PAGE_LANDSCAPE : PAGE,
                        .waiting = g_array_new(FALSE, FALSE, sizeof(size_t)),
                        .pages = docx->pages,
                        .tops = tops,
                        .ends = ends};
    for (size_t i = 0; i < n; i++) {
        if (scale > 0 || document_at(docx->document, i)->kind != BLOCK_PICTURE) {
            add_block(&flow, docx, i, scale);
        }
    }
    settle(&flow, 0);
    g_array_unref(flow.waiting);
    return flow;
}

/* A note has two pages for all it shows: its pictures share what the text leaves of the second. */
static double scale_in_note(const struct docx *docx)
{
    struct flow text = flow_through(docx, 0, NULL, NULL);
    double room = PAGE - (text.page > 1 ? text.y + text.gap : 0) - SLACK;
    double pictures = 0;
    for (size_t i = 0; i < document_size(docx->document); i++) {
        const struct document_picture *picture = document_at(docx->document, i)->picture;
        if (picture != NULL && picture->png != NULL) {
            room -= picture_words(picture);
            pictures += picture_height(picture, 1);
        }
    }
    return pictures > 0 ? CLAMP(room / pictures, SMALLEST_IN_NOTE, LARGEST_IN_NOTE) : LARGEST_IN_NOTE;
}

void docx_lay_out(struct docx *docx)
{
    size_t n = document_size(docx->document);
    docx->pages = g_new0(unsigned, n + 1);
    docx->breaks = g_new0(bool, n + 1);
    docx->keeps = g_new0(bool, n + 1);
    docx->scales = g_new0(double, n + 1);
    double *tops = g_new0(double, n + 1), *ends = g_new0(double, n + 1);
    double scale = docx->head->short_note ? scale_in_note(docx) : 1;
    flow_through(docx, scale, tops, ends);
    flow_through(docx, scale, NULL, ends); /* with what is kept together */
    g_free(ends);
    g_free(tops);
}
