/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * word/styles.xml and word/numbering.xml. Whoever edits the document changes its look here, by Word's own
 * styles: built-in ones have Word's English names, which Word shows in the user's language.
 */
#include "docx_private.h"

#include "vifte/text.h"

#include <string.h>

#define NAMESPACE "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define LEVELS 3
#define INDENT 357

struct style {
    const char *type, *id, *name, *based_on, *next, *link;
    const char *priority;
    bool quick;            /* in the gallery */
    bool own;              /* no style of Word's: its name is translated */
    const char *paragraph; /* inside w:pPr */
    const char *run;       /* inside w:rPr */
};

#define BLUE "12436D"
#define GREY "595959"

/* The cover's paragraphs have the same border and ground, so Word joins them to one band. */
#define BAND_SIDE(side, space) \
    "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"" space "\" w:color=\"" BLUE "\"/>"
#define COVER_BAND \
    "<w:pBdr>" BAND_SIDE("top", "24") BAND_SIDE("left", "12") BAND_SIDE("bottom", "24") \
        BAND_SIDE("right", "12") "</w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"" BLUE \
                                 "\"/><w:suppressAutoHyphens/>"
#define COVER_INDENT "<w:ind w:left=\"260\" w:right=\"260\"/>"

/* clang-format off */
static const struct style STYLES[] = {
    {"paragraph", "Normal", "Normal", NULL, NULL, NULL, "0", true, false, NULL, NULL},
    {"paragraph", "Heading1", "heading 1", "Normal", "Normal", NULL, "9", true, false,
     "<w:keepNext/><w:keepLines/><w:pageBreakBefore/><w:spacing w:before=\"0\" w:after=\"200\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"0\"/>",
     "<w:b/><w:bCs/><w:color w:val=\"" BLUE "\"/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>"},
    {"paragraph", "Heading2", "heading 2", "Normal", "Normal", NULL, "9", true, false,
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"320\" w:after=\"100\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"1\"/>",
     "<w:b/><w:bCs/><w:color w:val=\"" BLUE "\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"},
    {"paragraph", "Heading3", "heading 3", "Normal", "Normal", NULL, "9", true, false,
     "<w:keepNext/><w:keepLines/><w:spacing w:before=\"240\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/><w:outlineLvl w:val=\"2\"/>",
     "<w:b/><w:bCs/><w:color w:val=\"222222\"/><w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"},
    {"paragraph", "Title", "Title", "Normal", "Normal", NULL, "10", true, false,
     "<w:keepNext/><w:suppressAutoHyphens/><w:spacing w:before=\"0\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:b/><w:bCs/><w:color w:val=\"" BLUE "\"/><w:sz w:val=\"40\"/><w:szCs w:val=\"40\"/>"},
    {"paragraph", "Subtitle", "Subtitle", "Normal", "Normal", NULL, "11", true, false,
     "<w:suppressAutoHyphens/><w:spacing w:before=\"0\" w:after=\"120\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:color w:val=\"" GREY "\"/><w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/>"},
    {"paragraph", "CoverTitle", N_("Cover: title"), "Title", "CoverSubtitle", NULL, "40", false, true,
     COVER_BAND "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/>" COVER_INDENT,
     "<w:color w:val=\"FFFFFF\"/><w:sz w:val=\"64\"/><w:szCs w:val=\"64\"/>"},
    {"paragraph", "CoverSubtitle", N_("Cover: subtitle"), "Subtitle", NULL, NULL, "40", false, true,
     COVER_BAND "<w:spacing w:before=\"160\" w:after=\"0\" w:line=\"252\" w:lineRule=\"auto\"/>" COVER_INDENT,
     "<w:color w:val=\"FFFFFF\"/><w:sz w:val=\"30\"/><w:szCs w:val=\"30\"/>"},
    {"paragraph", "CoverMark", N_("Cover: who may see it"), "Normal", NULL, NULL, "40", false, true,
     "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"801650\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"801650\"/>"
     "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"801650\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"801650\"/></w:pBdr>"
     "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"801650\"/><w:spacing w:before=\"0\" w:after=\"0\"/><w:ind w:left=\"120\" w:right=\"120\"/>",
     "<w:b/><w:bCs/><w:color w:val=\"FFFFFF\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>"},
    {"paragraph", "CoverMarkPublic", N_("Cover: public"), "CoverMark", NULL, NULL, "40", false, true,
     "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"" BLUE "\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"" BLUE "\"/>"
     "<w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"" BLUE "\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"5\" w:color=\"" BLUE "\"/></w:pBdr>"
     "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"" BLUE "\"/>", NULL},
    {"paragraph", "CoverLine", N_("Cover: line"), "Normal", NULL, NULL, "40", false, true,
     "<w:spacing w:before=\"0\" w:after=\"60\"/>", "<w:sz w:val=\"22\"/><w:szCs w:val=\"22\"/>"},
    {"paragraph", "Lead", N_("Lead"), "Normal", "Normal", NULL, "12", true, true,
     "<w:spacing w:before=\"0\" w:after=\"160\"/>", "<w:sz w:val=\"23\"/><w:szCs w:val=\"23\"/>"},
    {"paragraph", "Caption", "caption", "Normal", "Normal", NULL, "35", true, false,
     "<w:keepLines/><w:spacing w:before=\"200\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:color w:val=\"222222\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"},
    {"paragraph", "CaptionBelow", N_("Caption below"), "Caption", "Normal", NULL, "35", false, true,
     "<w:spacing w:before=\"60\" w:after=\"240\" w:line=\"240\" w:lineRule=\"auto\"/>", NULL},
    {"paragraph", "Picture", N_("Picture"), "Normal", "CaptionBelow", NULL, "35", false, true,
     "<w:keepNext/><w:spacing w:before=\"200\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>", NULL},
    {"paragraph", "TableText", N_("Table text"), "Normal", NULL, NULL, "36", false, true,
     "<w:suppressAutoHyphens/><w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>"},
    {"paragraph", "TableTextSmall", N_("Table text, small"), "TableText", NULL, NULL, "36", false, true, NULL,
     "<w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/>"},
    {"paragraph", "TableTextTiny", N_("Table text, tiny"), "TableText", NULL, NULL, "36", false, true, NULL,
     "<w:sz w:val=\"13\"/><w:szCs w:val=\"13\"/>"},
    {"paragraph", "TableHeading", N_("Table heading"), "TableText", NULL, NULL, "36", false, true, "<w:keepNext/>",
     "<w:b/><w:bCs/><w:color w:val=\"" BLUE "\"/>"},
    {"paragraph", "TableHeadingSmall", N_("Table heading, small"), "TableHeading", NULL, NULL, "36", false, true, NULL,
     "<w:sz w:val=\"15\"/><w:szCs w:val=\"15\"/>"},
    {"paragraph", "TableHeadingTiny", N_("Table heading, tiny"), "TableHeading", NULL, NULL, "36", false, true, NULL,
     "<w:sz w:val=\"13\"/><w:szCs w:val=\"13\"/>"},
    {"paragraph", "TableEnd", N_("Table end"), "Normal", "Normal", NULL, "36", false, true,
     "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/>", "<w:sz w:val=\"8\"/><w:szCs w:val=\"8\"/>"},
    {"paragraph", "Note", N_("Note"), "Normal", "Normal", NULL, "37", true, true,
     "<w:keepLines/><w:spacing w:before=\"80\" w:after=\"80\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:color w:val=\"" GREY "\"/><w:sz w:val=\"17\"/><w:szCs w:val=\"17\"/>"},
    {"paragraph", "Source", N_("Source"), "Note", "Normal", NULL, "37", true, true,
     "<w:spacing w:before=\"40\" w:after=\"200\" w:line=\"240\" w:lineRule=\"auto\"/>", NULL},
    {"paragraph", "Quote", "Quote", "Normal", "Normal", NULL, "29", true, false,
     "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"8CA6BD\"/></w:pBdr><w:ind w:left=\"340\" w:right=\"340\"/>",
     "<w:color w:val=\"404040\"/>"},
    {"paragraph", "Guidance", N_("Guidance to the analyst"), "Normal", "Normal", NULL, "41", true, true,
     "<w:pBdr><w:left w:val=\"single\" w:sz=\"24\" w:space=\"8\" w:color=\"F46A25\"/></w:pBdr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FEF3EC\"/>"
     "<w:spacing w:before=\"80\" w:after=\"140\"/><w:ind w:left=\"240\" w:right=\"120\"/>",
     "<w:i/><w:iCs/><w:color w:val=\"404040\"/><w:sz w:val=\"18\"/><w:szCs w:val=\"18\"/>"},
    {"paragraph", "ToWrite", N_("To be written"), "Normal", "Normal", NULL, "41", true, true,
     "<w:pBdr><w:top w:val=\"dashed\" w:sz=\"6\" w:space=\"4\" w:color=\"" BLUE "\"/><w:left w:val=\"dashed\" w:sz=\"6\" w:space=\"6\" w:color=\"" BLUE "\"/>"
     "<w:bottom w:val=\"dashed\" w:sz=\"6\" w:space=\"4\" w:color=\"" BLUE "\"/><w:right w:val=\"dashed\" w:sz=\"6\" w:space=\"6\" w:color=\"" BLUE "\"/></w:pBdr>"
     "<w:spacing w:before=\"120\" w:after=\"200\"/><w:ind w:left=\"160\" w:right=\"160\"/>",
     "<w:color w:val=\"" BLUE "\"/>"},
    {"paragraph", "ListBullet", "List Bullet", "Normal", NULL, NULL, "38", true, false,
     "<w:spacing w:before=\"0\" w:after=\"70\"/><w:contextualSpacing w:val=\"0\"/>", NULL},
    {"paragraph", "ListNumber", "List Number", "Normal", NULL, NULL, "38", true, false,
     "<w:spacing w:before=\"0\" w:after=\"70\"/><w:contextualSpacing w:val=\"0\"/>", NULL},
    {"paragraph", "TOCHeading", "TOC Heading", "Normal", "Normal", NULL, "39", true, false,
     "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"200\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:b/><w:bCs/><w:color w:val=\"" BLUE "\"/><w:sz w:val=\"36\"/><w:szCs w:val=\"36\"/>"},
    {"paragraph", "TOC1", "toc 1", "Normal", "Normal", NULL, "39", false, false,
     "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9072\"/></w:tabs><w:spacing w:before=\"140\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:b/><w:bCs/>"},
    {"paragraph", "TOC2", "toc 2", "Normal", "Normal", NULL, "39", false, false,
     "<w:tabs><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9072\"/></w:tabs><w:spacing w:before=\"0\" w:after=\"40\" w:line=\"240\" w:lineRule=\"auto\"/><w:ind w:left=\"284\"/>",
     NULL},
    {"paragraph", "Header", "header", "Normal", NULL, NULL, "99", false, false,
     "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:color w:val=\"" GREY "\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>"},
    {"paragraph", "Footer", "footer", "Normal", NULL, NULL, "99", false, false,
     "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/>",
     "<w:color w:val=\"" GREY "\"/><w:sz w:val=\"16\"/><w:szCs w:val=\"16\"/>"},
    {"character", "DefaultParagraphFont", "Default Paragraph Font", NULL, NULL, NULL, "1", false, false, NULL, NULL},
    {"character", "Hyperlink", "Hyperlink", "DefaultParagraphFont", NULL, NULL, "99", false, false, NULL,
     "<w:color w:val=\"" BLUE "\"/><w:u w:val=\"single\"/>"},
    {"character", "Strong", "Strong", "DefaultParagraphFont", NULL, NULL, "22", true, false, NULL, "<w:b/><w:bCs/>"},
    {"character", "Emphasis", "Emphasis", "DefaultParagraphFont", NULL, NULL, "20", true, false, NULL, "<w:i/><w:iCs/>"},
    {"character", "StateWord", N_("Word in place of a number"), "DefaultParagraphFont", NULL, NULL, "40", false, true, NULL,
     "<w:i/><w:iCs/><w:color w:val=\"" GREY "\"/>"},
    {"character", "HeaderMark", N_("Running head: who may see it"), "DefaultParagraphFont", NULL, NULL, "99", false, true, NULL,
     "<w:b/><w:bCs/><w:color w:val=\"801650\"/>"},
};
/* clang-format on */

static void write_defaults(struct xml *xml, const char *language)
{
    xml_open(xml, "w:docDefaults", NULL);
    xml_open(xml, "w:rPrDefault", NULL);
    xml_open(xml, "w:rPr", NULL);
    xml_raw(xml, "<w:rFonts w:ascii=\"Arial\" w:eastAsia=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/>"
                 "<w:color w:val=\"222222\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/>");
    xml_empty(xml, "w:lang", "w:val", language, "w:eastAsia", language, "w:bidi", "ar-SA", NULL);
    xml_close(xml);
    xml_close(xml);
    xml_raw(xml,
            "<w:pPrDefault><w:pPr><w:spacing w:after=\"140\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr>"
            "</w:pPrDefault>");
    xml_close(xml);
}

static bool is_default(const struct style *style)
{
    return style->based_on == NULL && strcmp(style->type, "table") != 0;
}

static void write_value(struct xml *xml, const char *element, const char *value)
{
    if (value != NULL) {
        xml_empty(xml, element, "w:val", value, NULL);
    }
}

static void write_properties(struct xml *xml, const char *element, const char *inside)
{
    if (inside != NULL) {
        xml_open(xml, element, NULL);
        xml_raw(xml, inside);
        xml_close(xml);
    }
}

static void write_style(struct xml *xml, const struct style *style)
{
    xml_open(xml, "w:style", "w:type", style->type, "w:default", is_default(style) ? "1" : NULL, "w:styleId",
             style->id, NULL);
    write_value(xml, "w:name", style->own ? _(style->name) : style->name);
    write_value(xml, "w:basedOn", style->based_on);
    write_value(xml, "w:next", style->next);
    write_value(xml, "w:link", style->link);
    write_value(xml, "w:uiPriority", style->priority);
    if (style->quick) {
        xml_empty(xml, "w:qFormat", NULL);
    }
    write_properties(xml, "w:pPr", style->paragraph);
    write_properties(xml, "w:rPr", style->run);
    xml_close(xml);
}

static void write_table_styles(struct xml *xml)
{
    xml_raw(
        xml,
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
        "<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w=\"0\" "
        "w:type=\"dxa\"/><w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"85\" w:type=\"dxa\"/>"
        "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"85\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>"
        "</w:style>");
}

char *docx_styles(const struct document_head *head)
{
    struct xml *xml = xml_new();
    xml_open(xml, "w:styles", "xmlns:w", NAMESPACE, NULL);
    write_defaults(xml, head->language == LANGUAGE_DA ? "da-DK" : "en-GB");
    for (size_t i = 0; i < G_N_ELEMENTS(STYLES); i++) {
        write_style(xml, &STYLES[i]);
    }
    write_table_styles(xml);
    return xml_finish(xml);
}

/* --- numbering --- */

static void write_level(struct xml *xml, unsigned level, bool ordered)
{
    static const char *const BULLETS[LEVELS] = {"•", "–", "•"};
    static const char *const FORMATS[LEVELS] = {"decimal", "lowerLetter", "lowerRoman"};
    char *number = g_strdup_printf("%u", level);
    char *ordinal = g_strdup_printf("%%%u.", level + 1);
    char *left = g_strdup_printf("%u", (level + 1) * INDENT);
    char *hanging = g_strdup_printf("%d", INDENT);
    xml_open(xml, "w:lvl", "w:ilvl", number, NULL);
    xml_number(xml, "w:start", "w:val", 1);
    write_value(xml, "w:numFmt", ordered ? FORMATS[level] : "bullet");
    write_value(xml, "w:lvlText", ordered ? ordinal : BULLETS[level]);
    write_value(xml, "w:lvlJc", "left");
    xml_open(xml, "w:pPr", NULL);
    xml_empty(xml, "w:ind", "w:left", left, "w:hanging", hanging, NULL);
    xml_close(xml);
    xml_close(xml);
    g_free(hanging);
    g_free(left);
    g_free(ordinal);
    g_free(number);
}

static void write_abstract(struct xml *xml, const char *id, bool ordered)
{
    xml_open(xml, "w:abstractNum", "w:abstractNumId", id, NULL);
    write_value(xml, "w:multiLevelType", "hybridMultilevel");
    for (unsigned level = 0; level < LEVELS; level++) {
        write_level(xml, level, ordered);
    }
    xml_close(xml);
}

/* Ordered lists begin anew at 1. */
static void write_number(struct xml *xml, const struct block *item)
{
    char *id = g_strdup_printf("%u", item->list);
    char *level = g_strdup_printf("%u", item->level - 1);
    xml_open(xml, "w:num", "w:numId", id, NULL);
    write_value(xml, "w:abstractNumId", item->ordered ? "2" : "1");
    if (item->ordered) {
        xml_open(xml, "w:lvlOverride", "w:ilvl", level, NULL);
        xml_number(xml, "w:startOverride", "w:val", 1);
        xml_close(xml);
    }
    xml_close(xml);
    g_free(level);
    g_free(id);
}

char *docx_numbering(const struct document *document)
{
    struct xml *xml = xml_new();
    GHashTable *seen = g_hash_table_new(NULL, NULL);
    xml_open(xml, "w:numbering", "xmlns:w", NAMESPACE, NULL);
    write_abstract(xml, "1", false);
    write_abstract(xml, "2", true);
    for (size_t i = 0; i < document_size(document); i++) {
        const struct block *block = document_at(document, i);
        if (block->kind == BLOCK_ITEM && g_hash_table_add(seen, GUINT_TO_POINTER(block->list))) {
            write_number(xml, block);
        }
    }
    g_hash_table_unref(seen);
    return xml_finish(xml);
}
