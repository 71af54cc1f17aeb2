/* SPDX-License-Identifier: GPL-3.0-or-later */
/* word/document.xml: blocks to paragraphs. */
#include "docx_private.h"

#include "vifte/figure_id.h"
#include "vifte/figure_tag.h"

#include <string.h>

#define EMU_PER_TWIP 635
#define LOGO_TWIPS_ACROSS 3400.0
#define LOGO_TWIPS_DOWN 1000.0
#define PICTURE_HEIGHT_MOST 13000 /* twips: a caption and a line of text still fit on its page */

static const char *const NAMESPACES[] = {
    "xmlns:w",   "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "xmlns:r",   "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "xmlns:wp",  "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a",   "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"};

char *docx_bookmark(const char *anchor)
{
    char *name = g_strconcat("v_", anchor, NULL);
    return g_strdelimit(name, "-", '_');
}

/* --- paragraphs --- */

void docx_paragraph(struct docx *docx, const char *style, bool keep_next)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:p", NULL);
    xml_open(xml, "w:pPr", NULL);
    xml_empty(xml, "w:pStyle", "w:val", style, NULL);
    if (keep_next) {
        xml_empty(xml, "w:keepNext", NULL);
    }
    xml_close(xml);
}

/* --- runs --- */

/* A section sign stays on the line of its number. */
static void write_text(struct docx *docx, const char *text)
{
    if (strcmp(text, "\n") == 0) {
        xml_empty(docx->xml, "w:br", NULL);
    } else {
        GString *shown = g_string_new(text);
        g_string_replace(shown, "§ ", "§\u00a0", 0);
        xml_leaf(docx->xml, "w:t", shown->str, "xml:space", "preserve", NULL);
        g_string_free(shown, TRUE);
    }
}

/* One style a run: LibreOffice forgets other formatting inside content controls. */
static const char *run_style(unsigned flags)
{
    return (flags & RUN_STATE) != 0      ? "StateWord"
           : (flags & RUN_STRONG) != 0   ? "Strong"
           : (flags & RUN_EMPHASIS) != 0 ? "Emphasis"
                                         : NULL;
}

void docx_word(struct docx *docx, const char *text, const char *style)
{
    xml_open(docx->xml, "w:r", NULL);
    if (style != NULL) {
        xml_open(docx->xml, "w:rPr", NULL);
        xml_empty(docx->xml, "w:rStyle", "w:val", style, NULL);
        xml_close(docx->xml);
    }
    write_text(docx, text);
    xml_close(docx->xml);
}

/* A content control that says which figure it holds. It is no plain-text one, in which LibreOffice loses
 * styles. */
static void write_figure(struct docx *docx, const struct run *run)
{
    struct xml *xml = docx->xml;
    char *tag = figure_tag_make(run->id, run->place, run->text);
    char *label = figure_id_label(run->id);
    xml_open(xml, "w:sdt", NULL);
    xml_open(xml, "w:sdtPr", NULL);
    xml_empty(xml, "w:alias", "w:val", label, NULL);
    xml_empty(xml, "w:tag", "w:val", tag, NULL);
    xml_number(xml, "w:id", "w:val", ++docx->next_id);
    xml_close(xml);
    xml_open(xml, "w:sdtContent", NULL);
    docx_word(docx, run->text, run_style(run->flags));
    xml_close(xml);
    xml_close(xml);
    g_free(label);
    g_free(tag);
}

static bool is_address(const char *target)
{
    return g_str_has_prefix(target, "https://") || g_str_has_prefix(target, "http://") ||
           g_str_has_prefix(target, "mailto:");
}

static char *link_id(struct docx *docx, const char *target)
{
    guint index = 0;
    if (!g_ptr_array_find_with_equal_func(docx->links, target, g_str_equal, &index)) {
        index = docx->links->len;
        g_ptr_array_add(docx->links, (void *)target);
    }
    return g_strdup_printf("link%u", index + 1);
}

static void write_link(struct docx *docx, const struct run *run)
{
    if (run->target[0] == '#') {
        char *bookmark = docx_bookmark(run->target + 1);
        xml_open(docx->xml, "w:hyperlink", "w:anchor", bookmark, "w:history", "1", NULL);
        g_free(bookmark);
    } else {
        char *id = link_id(docx, run->target);
        xml_open(docx->xml, "w:hyperlink", "r:id", id, "w:history", "1", NULL);
        g_free(id);
    }
    docx_word(docx, run->text, "Hyperlink");
    xml_close(docx->xml);
}

void docx_runs(struct docx *docx, const GArray *runs)
{
    for (guint i = 0; i < runs->len; i++) {
        const struct run *run = &g_array_index(runs, struct run, i);
        if (run->id != NULL) {
            write_figure(docx, run);
        } else if (run->target != NULL && (run->target[0] == '#' || is_address(run->target))) {
            write_link(docx, run);
        } else {
            docx_word(docx, run->text, run_style(run->flags));
        }
    }
}

/* --- blocks --- */

/* Headings of level 1 begin a page by their style; those that do not stand apart from what is above. */
static void open_heading(struct docx *docx, const struct block *block, const char *style)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:p", NULL);
    xml_open(xml, "w:pPr", NULL);
    xml_empty(xml, "w:pStyle", "w:val", style, NULL);
    if (block->level == 1 && !block->begins_page) {
        xml_raw(xml, "<w:pageBreakBefore w:val=\"0\"/>");
        xml_raw(xml, "<w:spacing w:before=\"560\" w:after=\"200\" w:line=\"240\" w:lineRule=\"auto\"/>");
    }
    xml_close(xml);
}

static void write_heading(struct docx *docx, const struct block *block)
{
    struct xml *xml = docx->xml;
    char style[] = "Heading1";
    char *bookmark = docx_bookmark(block->anchor);
    char *id = g_strdup_printf("%ld", ++docx->next_id);
    style[7] = (char)('0' + block->level);
    open_heading(docx, block, style);
    xml_empty(xml, "w:bookmarkStart", "w:id", id, "w:name", bookmark, NULL);
    docx_runs(docx, block->runs);
    xml_empty(xml, "w:bookmarkEnd", "w:id", id, NULL);
    xml_close(xml);
    g_free(id);
    g_free(bookmark);
}

static const char *paragraph_style(enum document_style style)
{
    static const char *const STYLES[] = {
        [DOCUMENT_BODY] = "Normal",      [DOCUMENT_LEAD] = "Lead",   [DOCUMENT_NOTE] = "Note",
        [DOCUMENT_SOURCE] = "Source",    [DOCUMENT_QUOTE] = "Quote", [DOCUMENT_GUIDANCE] = "Guidance",
        [DOCUMENT_TO_WRITE] = "ToWrite",
    };
    return STYLES[style];
}

static void write_paragraph(struct docx *docx, const struct block *block, bool keep_next)
{
    docx_paragraph(docx, paragraph_style(block->style), keep_next);
    docx_runs(docx, block->runs);
    xml_close(docx->xml);
}

static void write_item(struct docx *docx, const struct block *block, bool keep_next)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "w:p", NULL);
    xml_open(xml, "w:pPr", NULL);
    xml_empty(xml, "w:pStyle", "w:val", block->ordered ? "ListNumber" : "ListBullet", NULL);
    if (keep_next) {
        xml_empty(xml, "w:keepNext", NULL);
    }
    xml_open(xml, "w:numPr", NULL);
    xml_number(xml, "w:ilvl", "w:val", (long)block->level - 1);
    xml_number(xml, "w:numId", "w:val", (long)block->list);
    xml_close(xml);
    xml_close(xml);
    docx_runs(docx, block->runs);
    xml_close(xml);
}

void docx_caption(struct docx *docx, const char *style, const char *label, unsigned number,
                  const GArray *caption, bool keep_next)
{
    struct xml *xml = docx->xml;
    char *instruction = g_strdup_printf(" SEQ %s \\* ARABIC ", label);
    char *text = g_strdup_printf("%u", number);
    char *start = g_strconcat(label, "\u00a0", NULL);
    docx_paragraph(docx, style, keep_next);
    docx_word(docx, start, "Strong");
    xml_open(xml, "w:fldSimple", "w:instr", instruction, NULL);
    docx_word(docx, text, "Strong");
    xml_close(xml);
    docx_word(docx, ". ", "Strong");
    docx_runs(docx, caption);
    xml_close(xml);
    g_free(start);
    g_free(text);
    g_free(instruction);
}

/* --- pictures --- */

static guint32 big_endian(const guchar *p)
{
    return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

void docx_picture_size(const struct document_picture *picture, double scale, long *width, long *height)
{
    gsize length = 0;
    const guchar *png = g_bytes_get_data(picture->png, &length);
    double across = length >= 24 ? big_endian(png + 16) : 0;
    double down = length >= 24 ? big_endian(png + 20) : 0;
    double ratio = across > 0 && down > 0 ? down / across : 0.65;
    double shown = scale * MIN(DOCX_TEXT_WIDTH, PICTURE_HEIGHT_MOST / ratio);
    *width = (long)(shown * EMU_PER_TWIP);
    *height = (long)(shown * ratio * EMU_PER_TWIP);
}

/* <pic:pic> inside an inline drawing of this size. */
static void write_graphic(struct docx *docx, const char *relation, const char *cx, const char *cy)
{
    struct xml *xml = docx->xml;
    xml_open(xml, "a:graphic", NULL);
    xml_open(xml, "a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture", NULL);
    xml_open(xml, "pic:pic", NULL);
    xml_open(xml, "pic:nvPicPr", NULL);
    xml_empty(xml, "pic:cNvPr", "id", "0", "name", relation, NULL);
    xml_empty(xml, "pic:cNvPicPr", NULL);
    xml_close(xml);
    xml_open(xml, "pic:blipFill", NULL);
    xml_empty(xml, "a:blip", "r:embed", relation, NULL);
    xml_raw(xml, "<a:stretch><a:fillRect/></a:stretch>");
    xml_close(xml);
    xml_open(xml, "pic:spPr", NULL);
    xml_raw(xml, "<a:xfrm><a:off x=\"0\" y=\"0\"/>");
    xml_empty(xml, "a:ext", "cx", cx, "cy", cy, NULL);
    xml_raw(xml, "</a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom>");
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
    xml_close(xml);
}

static void write_drawing(struct docx *docx, const struct document_picture *picture, const char *name,
                          double scale)
{
    struct xml *xml = docx->xml;
    long width, height;
    docx_picture_size(picture, scale, &width, &height);
    char *cx = g_strdup_printf("%ld", width);
    char *cy = g_strdup_printf("%ld", height);
    char *id = g_strdup_printf("%ld", ++docx->next_id);
    char *relation = g_strdup_printf("picture%u", picture->number);
    xml_open(xml, "w:drawing", NULL);
    xml_open(xml, "wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0", NULL);
    xml_empty(xml, "wp:extent", "cx", cx, "cy", cy, NULL);
    xml_empty(xml, "wp:docPr", "id", id, "name", name, "descr", picture->alternative, NULL);
    xml_raw(xml, "<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>");
    write_graphic(docx, relation, cx, cy);
    xml_close(xml);
    xml_close(xml);
    g_free(relation);
    g_free(id);
    g_free(cy);
    g_free(cx);
}

/* In a paragraph of its own. */
static void write_alone(struct docx *docx, const struct document_picture *picture, const char *name,
                        double scale)
{
    g_ptr_array_add(docx->pictures, (void *)picture);
    docx_paragraph(docx, "Picture", false);
    xml_open(docx->xml, "w:r", NULL);
    write_drawing(docx, picture, name, scale);
    xml_close(docx->xml);
    xml_close(docx->xml);
}

void docx_logo(struct docx *docx)
{
    long width, height;
    docx_picture_size(&docx->logo, 1, &width, &height);
    double scale = MIN(LOGO_TWIPS_DOWN * EMU_PER_TWIP / (double)MAX(height, 1),
                       LOGO_TWIPS_ACROSS * EMU_PER_TWIP / (double)MAX(width, 1));
    write_alone(docx, &docx->logo, _("Logo"), MIN(scale, 1));
}

static void write_picture(struct docx *docx, const struct document_picture *picture, size_t i)
{
    if (picture->png == NULL) {
        return;
    }
    char *name = g_strdup_printf("%s %u", _("Figure"), picture->number);
    write_alone(docx, picture, name, docx->scales[i]);
    g_free(name);
    docx_caption(docx, "CaptionBelow", _("Figure"), picture->number, picture->caption,
                 docx->keeps[i] || docx_is_note(docx->document, i + 1));
}

/* --- the whole --- */

static void write_page_break(struct docx *docx)
{
    docx_paragraph(docx, "Normal", false);
    xml_raw(docx->xml, "<w:r><w:br w:type=\"page\"/></w:r>");
    xml_close(docx->xml);
}

/* A paragraph that ends the section. */
static void end_section(struct docx *docx, bool landscape, bool cover)
{
    xml_open(docx->xml, "w:p", NULL);
    xml_open(docx->xml, "w:pPr", NULL);
    xml_empty(docx->xml, "w:pStyle", "w:val", "TableEnd", NULL);
    docx_section(docx, landscape, cover);
    xml_close(docx->xml);
    xml_close(docx->xml);
}

bool docx_is_note(const struct document *document, size_t i)
{
    const struct block *block = i < document_size(document) ? document_at(document, i) : NULL;
    return block != NULL && block->kind == BLOCK_PARAGRAPH &&
           (block->style == DOCUMENT_NOTE || block->style == DOCUMENT_SOURCE);
}

bool docx_lies_across(const struct document *document, size_t i, bool before)
{
    const struct block *block = document_at(document, i);
    if (document_about(document)->landscape) {
        return true;
    }
    bool may_turn = block->kind == BLOCK_HEADING && (block->level > 1 || block->begins_page);
    if (may_turn && i + 1 < document_size(document)) {
        return docx_lies_across(document, i + 1, false);
    }
    return block->table != NULL ? block->table->landscape : before && docx_is_note(document, i);
}

/* Tables on their side stand in sections of their own. */
static void turn_page(struct docx *docx, size_t i)
{
    bool landscape = docx_lies_across(docx->document, i, docx->landscape);
    if (landscape != docx->landscape) {
        end_section(docx, docx->landscape, false);
        docx->landscape = landscape;
        docx->after_table = false;
    }
}

/* Two tables would grow together, and notes stand too close. */
static void part_from_table(struct docx *docx, bool noted)
{
    if (docx->after_table) {
        docx_paragraph(docx, "TableEnd", noted);
        xml_close(docx->xml);
        docx->after_table = false;
    }
}

static void write_block(struct docx *docx, size_t i)
{
    const struct block *block = document_at(docx->document, i);
    switch (block->kind) {
    case BLOCK_HEADING:
        write_heading(docx, block);
        break;
    case BLOCK_PARAGRAPH:
        write_paragraph(docx, block, docx->keeps[i]);
        break;
    case BLOCK_ITEM:
        write_item(docx, block, docx->keeps[i]);
        break;
    case BLOCK_TABLE:
        docx_caption(docx, "Caption", _("Table"), block->table->number, block->table->caption, true);
        docx_table(docx, block->table, docx_table_flow(docx, i));
        docx->after_table = true;
        break;
    case BLOCK_PICTURE:
        write_picture(docx, block->picture, i);
        break;
    case BLOCK_PAGE_BREAK:
        write_page_break(docx);
        break;
    case BLOCK_CONTENTS:
        docx_contents(docx, block->level);
        break;
    }
}

char *docx_body(struct docx *docx)
{
    struct xml *xml = docx->xml = xml_new();
    docx_lay_out(docx);
    docx->landscape = docx->head->landscape;
    xml_open(xml, "w:document", NAMESPACES[0], NAMESPACES[1], NAMESPACES[2], NAMESPACES[3], NAMESPACES[4],
             NAMESPACES[5], NAMESPACES[6], NAMESPACES[7], NAMESPACES[8], NAMESPACES[9], NULL);
    xml_open(xml, "w:body", NULL);
    docx_cover(docx);
    if (!docx->head->short_note) {
        end_section(docx, false, true);
    }
    for (size_t i = 0; i < document_size(docx->document); i++) {
        turn_page(docx, i);
        part_from_table(docx, docx_is_note(docx->document, i) || (i > 0 && docx->keeps[i - 1]));
        write_block(docx, i);
    }
    part_from_table(docx, false);
    docx_section(docx, docx->landscape, false);
    return xml_finish(xml);
}
