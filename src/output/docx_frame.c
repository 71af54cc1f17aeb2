/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the text: cover, contents, sections, running heads and feet. */
#include "docx_private.h"

#include "vifte/chart_text.h"

#include <string.h>

#define NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* --- cover --- */

static void write_line(struct docx *docx, const char *style, const char *text)
{
    if (*text != '\0') {
        docx_paragraph(docx, style, false);
        docx_word(docx, text, NULL);
        xml_close(docx->xml);
    }
}

/* Room above or below, in points. */
static void write_room(struct docx *docx, int points)
{
    struct xml *xml = docx->xml;
    char *line = g_strdup_printf("%d", points * DOCX_POINT);
    xml_open(xml, "w:p", NULL);
    xml_open(xml, "w:pPr", NULL);
    xml_empty(xml, "w:pStyle", "w:val", "TableEnd", NULL);
    xml_empty(xml, "w:spacing", "w:before", line, "w:after", "0", NULL);
    xml_close(xml);
    xml_close(xml);
    g_free(line);
}

static void write_mark(struct docx *docx)
{
    write_line(docx, docx->head->public ? "CoverMarkPublic" : "CoverMark", docx->head->mark);
}

static char *made_on(const struct document_head *head)
{
    char *date = text_date(head->date);
    char *line = *head->sender != '\0' ? g_strdup_printf(_("%s, as of %s"), head->sender, date)
                                       : g_strdup_printf(_("As of %s"), date);
    g_free(date);
    return line;
}

/* Which numbers the document rests on: twelve digits tell two runs apart, all of them stand in the
 * properties. */
static void write_digest(struct docx *docx)
{
    if (*docx->head->digest != '\0') {
        char *line = g_strdup_printf(_("Basis of the figures: %.12s"), docx->head->digest);
        write_line(docx, "Note", line);
        g_free(line);
    }
}

/* A title whose longest word is wider than the band at the style's 32 points is set smaller. */
#define TITLE_HALF_POINTS 64
#define TITLE_WORD 25 /* letters of a word that fit */

/* Room under the title block: less the lines that a long title has more than two of. */
#define COVER_ROOM 170
#define COVER_LINES 2
#define COVER_BAND_WIDTH 415.0 /* points between the band's inner edges */
#define COVER_LINE 38
#define COVER_MOST_LINES 5

static glong longest_word(const char *text)
{
    char **words = g_strsplit(text, " ", -1);
    glong longest = 0;
    for (size_t i = 0; words[i] != NULL; i++) {
        longest = MAX(longest, g_utf8_strlen(words[i], -1));
    }
    g_strfreev(words);
    return longest;
}

static void write_cover_title(struct docx *docx)
{
    struct xml *xml = docx->xml;
    glong longest = longest_word(docx->head->title);
    if (longest <= TITLE_WORD) {
        write_line(docx, "CoverTitle", docx->head->title);
        return;
    }
    char *size = g_strdup_printf("%ld", (glong)TITLE_HALF_POINTS * TITLE_WORD / longest);
    docx_paragraph(docx, "CoverTitle", false);
    xml_open(xml, "w:r", NULL);
    xml_open(xml, "w:rPr", NULL);
    xml_empty(xml, "w:sz", "w:val", size, NULL);
    xml_empty(xml, "w:szCs", "w:val", size, NULL);
    xml_close(xml);
    xml_leaf(xml, "w:t", docx->head->title, "xml:space", "preserve", NULL);
    xml_close(xml);
    xml_close(xml);
    g_free(size);
}

static void write_title_block(struct docx *docx)
{
    const struct document_head *head = docx->head;
    char *made = made_on(head);
    if (head->short_note) {
        write_line(docx, "Title", head->title);
    } else {
        write_cover_title(docx);
    }
    write_line(docx, head->short_note ? "Subtitle" : "CoverSubtitle", head->subtitle);
    write_line(docx, head->short_note ? "Subtitle" : "CoverSubtitle", head->place);
    write_room(docx, head->short_note ? 2 : 60);
    write_line(docx, "CoverLine", head->status);
    write_line(docx, "CoverLine", made);
    g_free(made);
}

static int room_below_title(const char *title)
{
    char **lines = chart_text_wrap(title, TITLE_HALF_POINTS / 2.0 * DOCX_BOLD_WIDTH,
                                   COVER_BAND_WIDTH * 96.0 / 72.0, COVER_MOST_LINES);
    int more = (int)g_strv_length(lines) - COVER_LINES;
    g_strfreev(lines);
    return COVER_ROOM - MAX(more, 0) * COVER_LINE;
}

void docx_cover(struct docx *docx)
{
    write_mark(docx);
    bool logo = docx->head->logo != NULL && !docx->head->short_note;
    if (logo) {
        docx_logo(docx);
    }
    write_room(docx, docx->head->short_note ? 10 : logo ? 50 : 110);
    write_title_block(docx);
    write_room(docx, docx->head->short_note ? 2 : room_below_title(docx->head->title));
    write_line(docx, "Note", docx->head->caution);
    if (!docx->head->short_note) {
        write_digest(docx);
    }
}

/* --- contents --- */

static void field_character(struct docx *docx, const char *type)
{
    xml_open(docx->xml, "w:r", NULL);
    xml_empty(docx->xml, "w:fldChar", "w:fldCharType", type, NULL);
    xml_close(docx->xml);
}

static void field_begin(struct docx *docx, const char *instruction)
{
    field_character(docx, "begin");
    xml_open(docx->xml, "w:r", NULL);
    xml_leaf(docx->xml, "w:instrText", instruction, "xml:space", "preserve", NULL);
    xml_close(docx->xml);
    field_character(docx, "separate");
}

/* PAGE, NUMPAGES, PAGEREF: Word puts the number in its place. */
static void write_field(struct docx *docx, const char *instruction, const char *shown)
{
    field_begin(docx, instruction);
    docx_word(docx, shown, NULL);
    field_character(docx, "end");
}

static void begin_contents(struct docx *docx, unsigned levels)
{
    char *instruction = g_strdup_printf(" TOC \\o \"1-%u\" \\h \\z \\u ", levels);
    field_begin(docx, instruction);
    g_free(instruction);
}

static void write_entry(struct docx *docx, const struct block *heading, unsigned first_of_levels,
                        unsigned page)
{
    struct xml *xml = docx->xml;
    char *bookmark = docx_bookmark(heading->anchor);
    char *text = document_plain(heading->runs);
    char *instruction = g_strdup_printf(" PAGEREF %s \\h ", bookmark);
    char *number = g_strdup_printf("%u", page);
    docx_paragraph(docx, heading->level == 1 ? "TOC1" : "TOC2", false);
    if (first_of_levels > 0) {
        begin_contents(docx, first_of_levels);
    }
    xml_open(xml, "w:hyperlink", "w:anchor", bookmark, "w:history", "1", NULL);
    docx_word(docx, text, NULL);
    xml_raw(xml, "<w:r><w:tab/></w:r>");
    write_field(docx, instruction, number);
    xml_close(xml);
    xml_close(xml);
    g_free(number);
    g_free(instruction);
    g_free(text);
    g_free(bookmark);
}

/* The end of the field stands in a paragraph of its own, as Word writes it. */
static void write_entries(struct docx *docx, unsigned levels)
{
    bool first = true;
    for (size_t i = 0; i < document_size(docx->document); i++) {
        const struct block *block = document_at(docx->document, i);
        if (block->kind == BLOCK_HEADING && block->level <= levels) {
            write_entry(docx, block, first ? levels : 0, docx->pages[i]);
            first = false;
        }
    }
    if (!first) {
        docx_paragraph(docx, "TableEnd", false);
        field_character(docx, "end");
        xml_close(docx->xml);
    }
}

void docx_contents(struct docx *docx, unsigned levels)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:sdt", NULL);
    xml_open(xml, "w:sdtPr", NULL);
    xml_number(xml, "w:id", "w:val", ++docx->next_id);
    xml_raw(xml,
            "<w:docPartObj><w:docPartGallery w:val=\"Table of Contents\"/><w:docPartUnique/></w:docPartObj>");
    xml_close(xml);
    xml_open(xml, "w:sdtContent", NULL);
    docx_paragraph(docx, "TOCHeading", false);
    docx_word(docx, _("Contents"), NULL);
    xml_close(xml);
    write_entries(docx, levels);
    xml_close(xml);
    xml_close(xml);
}

/* --- sections --- */

static void write_page(struct docx *docx, bool landscape)
{
    char *width = g_strdup_printf("%d", landscape ? DOCX_PAGE_HEIGHT : DOCX_PAGE_WIDTH);
    char *height = g_strdup_printf("%d", landscape ? DOCX_PAGE_WIDTH : DOCX_PAGE_HEIGHT);
    char *side = g_strdup_printf("%d", landscape ? DOCX_MARGIN_NARROW : DOCX_MARGIN);
    char *narrow = g_strdup_printf("%d", DOCX_MARGIN_NARROW);
    char *top = g_strdup_printf("%d", DOCX_MARGIN);
    xml_empty(docx->xml, "w:pgSz", "w:w", width, "w:h", height, "w:orient", landscape ? "landscape" : NULL,
              NULL);
    xml_empty(docx->xml, "w:pgMar", "w:top", top, "w:right", side, "w:bottom", top, "w:left", side,
              "w:header", "680", "w:footer", "567", "w:gutter", "0", NULL);
    g_free(top);
    g_free(narrow);
    g_free(side);
    g_free(height);
    g_free(width);
}

void docx_section(struct docx *docx, bool landscape, bool cover)
{
    struct xml *xml = docx->xml;
    const char *header = landscape ? "header2" : "header1";
    const char *footer = landscape ? "footer2" : "footer1";
    bool first = cover || docx->head->short_note;
    xml_open(xml, "w:sectPr", NULL);
    if (first) { /* the first page says it all itself */
        xml_empty(xml, "w:headerReference", "w:type", "first", "r:id", "header3", NULL);
        xml_empty(xml, "w:footerReference", "w:type", "first", "r:id",
                  docx->head->short_note ? footer : "footer3", NULL);
    }
    xml_empty(xml, "w:headerReference", "w:type", "default", "r:id", header, NULL);
    xml_empty(xml, "w:footerReference", "w:type", "default", "r:id", footer, NULL);
    xml_empty(xml, "w:type", "w:val", "nextPage", NULL);
    write_page(docx, landscape);
    if (first) {
        xml_empty(xml, "w:titlePg", NULL);
    }
    xml_close(xml);
}

/* A running line: something at the left, something at the right. Opens it up to the right part. */
static struct docx line_begin(const char *element, const char *style, const char *left, bool landscape)
{
    struct docx docx = {.xml = xml_new()};
    char *position = g_strdup_printf("%d", landscape ? DOCX_TEXT_WIDTH_LANDSCAPE : DOCX_TEXT_WIDTH);
    xml_open(docx.xml, element, "xmlns:w", NAMESPACE, NULL);
    xml_open(docx.xml, "w:p", NULL);
    xml_open(docx.xml, "w:pPr", NULL);
    xml_empty(docx.xml, "w:pStyle", "w:val", style, NULL);
    xml_open(docx.xml, "w:tabs", NULL);
    xml_empty(docx.xml, "w:tab", "w:val", "right", "w:pos", position, NULL);
    xml_close(docx.xml);
    xml_close(docx.xml);
    docx_word(&docx, left, NULL);
    xml_raw(docx.xml, "<w:r><w:tab/></w:r>");
    g_free(position);
    return docx;
}

char *docx_header(const struct document_head *head, bool landscape)
{
    struct docx docx = line_begin("w:hdr", "Header", head->title, landscape);
    docx_word(&docx, head->mark, head->public ? NULL : "HeaderMark");
    return xml_finish(docx.xml);
}

char *docx_footer(const struct document_head *head, bool landscape)
{
    char *made = made_on(head);
    struct docx docx = line_begin("w:ftr", "Footer", made, landscape);
    docx_word(&docx, _("Page "), NULL);
    write_field(&docx, " PAGE ", "1");
    docx_word(&docx, _(" of "), NULL);
    write_field(&docx, " NUMPAGES ", "1");
    g_free(made);
    return xml_finish(docx.xml);
}
