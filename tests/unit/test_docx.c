/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word files: the order of elements that Word insists on, escaping, what reads aloud, the same bytes twice.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document_example.h"
#include "output_folder.h"
#include "unzip.h"
#include "vifte/figure_tag.h"

#include <string.h>

#define NAME "svar.docx"

static char *write_document(struct document *document, size_t *length)
{
    struct folder folder = folder_begin();
    assert_true(document_docx_write(document, NAME, folder.dir, folder.diag));
    char *file = folder_read(&folder, NAME, length);
    folder_end(&folder);
    return file;
}

static char *write_example(bool short_note, size_t *length)
{
    struct document *document = example_document(short_note);
    char *file = write_document(document, length);
    document_free(document);
    return file;
}

static char *example_part(const char *part)
{
    size_t length;
    char *file = write_example(false, &length);
    char *text = unzip(file, length, part, NULL);
    assert_non_null(text);
    g_free(file);
    return text;
}

static unsigned count(const char *text, const char *part)
{
    unsigned n = 0;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at += strlen(part)) {
        n++;
    }
    return n;
}

static void assert_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("'%s' is not in:\n%s", part, text);
    }
}

/* --- order --- */

/* Children of an element in the order of ISO/IEC 29500-1 (transitional), as far as they are written here; a
 * child that is not listed fails. */
static const char *const ORDERS[][2] = {
    {"w:document", "w:body"},
    {"w:pPr", "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr "
              "w:suppressLineNumbers w:pBdr w:shd w:tabs w:suppressAutoHyphens w:spacing w:ind "
              "w:contextualSpacing w:jc w:outlineLvl w:rPr w:sectPr"},
    {"w:rPr", "w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:strike w:vanish w:color w:spacing w:kern "
              "w:position w:sz w:szCs w:highlight w:u w:shd w:vertAlign w:lang"},
    {"w:numPr", "w:ilvl w:numId"},
    {"w:pBdr", "w:top w:left w:bottom w:right"},
    {"w:sdt", "w:sdtPr w:sdtEndPr w:sdtContent"},
    {"w:sdtPr", "w:rPr w:alias w:tag w:id w:lock w:placeholder w:showingPlcHdr w:docPartObj w:text"},
    {"w:docPartObj", "w:docPartGallery w:docPartCategory w:docPartUnique"},
    {"w:tbl", "w:tblPr w:tblGrid w:tr"},
    {"w:tblPr", "w:tblStyle w:tblpPr w:tblW w:jc w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout "
                "w:tblCellMar w:tblLook w:tblCaption w:tblDescription"},
    {"w:tblBorders", "w:top w:left w:bottom w:right w:insideH w:insideV"},
    {"w:tblCellMar", "w:top w:left w:bottom w:right"},
    {"w:tblGrid", "w:gridCol"},
    {"w:tr", "w:trPr w:tc"},
    {"w:trPr", "w:cantSplit w:tblHeader"},
    {"w:tc", "w:tcPr w:p"},
    {"w:tcPr", "w:tcW w:gridSpan w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:vAlign"},
    {"w:sectPr", "w:headerReference w:footerReference w:footnotePr w:type w:pgSz w:pgMar w:pgNumType w:cols "
                 "w:titlePg w:docGrid"},
    {"w:style",
     "w:name w:aliases w:basedOn w:next w:link w:uiPriority w:semiHidden w:unhideWhenUsed w:qFormat "
     "w:pPr w:rPr w:tblPr"},
    {"w:styles", "w:docDefaults w:latentStyles w:style"},
    {"w:docDefaults", "w:rPrDefault w:pPrDefault"},
    {"w:numbering", "w:abstractNum w:num"},
    {"w:abstractNum", "w:nsid w:multiLevelType w:tmpl w:lvl"},
    {"w:lvl", "w:start w:numFmt w:lvlText w:lvlJc w:pPr w:rPr"},
    {"w:num", "w:abstractNumId w:lvlOverride"},
    {"w:settings",
     "w:zoom w:defaultTabStop w:autoHyphenation w:consecutiveHyphenLimit w:characterSpacingControl "
     "w:compat w:themeFontLang w:decimalSymbol w:listSeparator"},
    {"wp:inline", "wp:extent wp:effectExtent wp:docPr wp:cNvGraphicFramePr a:graphic"},
    {"pic:pic", "pic:nvPicPr pic:blipFill pic:spPr"},
    {"pic:nvPicPr", "pic:cNvPr pic:cNvPicPr"},
    {"pic:blipFill", "a:blip a:stretch"},
    {"pic:spPr", "a:xfrm a:prstGeom"},
};

/* May stand first alone. */
static const char *const FIRST[][2] = {{"w:p", "w:pPr"}, {"w:r", "w:rPr"}};

struct element {
    const char *name;
    size_t last; /* place of its last child in the order */
    size_t n_children;
};

struct walk {
    const char *part;
    GArray *open; /* struct element */
};

static const char *order_of(const char *parent)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ORDERS); i++) {
        if (strcmp(ORDERS[i][0], parent) == 0) {
            return ORDERS[i][1];
        }
    }
    return NULL;
}

/* References of a header and a footer take turns. */
static bool takes_turns(const char *name)
{
    return strcmp(name, "w:headerReference") == 0 || strcmp(name, "w:footerReference") == 0;
}

static void check_child(const struct walk *walk, struct element *parent, const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FIRST); i++) {
        if (strcmp(parent->name, FIRST[i][0]) == 0 && strcmp(name, FIRST[i][1]) == 0 &&
            parent->n_children > 0) {
            fail_msg("%s: %s is not the first in %s", walk->part, name, parent->name);
        }
    }
    const char *order = order_of(parent->name);
    if (order == NULL) {
        return;
    }
    char **names = g_strsplit(order, " ", -1);
    size_t place = 0;
    while (names[place] != NULL && strcmp(names[place], name) != 0) {
        place++;
    }
    if (names[place] == NULL) {
        fail_msg("%s: %s holds %s, which the test does not know", walk->part, parent->name, name);
    }
    if (place < parent->last && !takes_turns(name)) {
        fail_msg("%s: in %s, %s stands after %s", walk->part, parent->name, name, names[parent->last]);
    }
    parent->last = place;
    g_strfreev(names);
}

static void start(GMarkupParseContext *context, const char *name, const char **names, const char **values,
                  gpointer data, GError **error)
{
    (void)context;
    (void)names;
    (void)values;
    (void)error;
    struct walk *walk = data;
    if (walk->open->len > 0) {
        struct element *parent = &g_array_index(walk->open, struct element, walk->open->len - 1);
        check_child(walk, parent, name);
        parent->n_children++;
    }
    const struct element element = {.name = g_intern_string(name)};
    g_array_append_val(walk->open, element);
}

static void end(GMarkupParseContext *context, const char *name, gpointer data, GError **error)
{
    (void)context;
    (void)name;
    (void)error;
    struct walk *walk = data;
    g_array_set_size(walk->open, walk->open->len - 1);
}

static unsigned n_parts;

static void check_part(const char *name, const char *text)
{
    static const GMarkupParser PARSER = {.start_element = start, .end_element = end};
    if (!g_str_has_suffix(name, ".xml") && !g_str_has_suffix(name, ".rels")) {
        return;
    }
    struct walk walk = {.part = name, .open = g_array_new(FALSE, FALSE, sizeof(struct element))};
    GMarkupParseContext *context = g_markup_parse_context_new(&PARSER, 0, &walk, NULL);
    GError *error = NULL;
    const char *body = strstr(text, "?>") + 2;
    if (!g_markup_parse_context_parse(context, body, -1, &error) ||
        !g_markup_parse_context_end_parse(context, &error)) {
        fail_msg("%s: %s", name, error->message);
    }
    g_markup_parse_context_free(context);
    g_array_unref(walk.open);
    n_parts++;
}

static void elements_stand_in_words_order(void **state)
{
    (void)state;
    for (int note = 0; note < 2; note++) {
        size_t length;
        char *file = write_example(note == 1, &length);
        n_parts = 0;
        unzip(file, length, NULL, check_part);
        assert_int_equal(n_parts, 16);
        g_free(file);
    }
}

/* --- text --- */

static void names_from_outside_cannot_break_out(void **state)
{
    (void)state;
    char *body = example_part("word/document.xml");
    assert_null(strstr(body, "<w:p>&"));
    assert_contains(body, "&lt;w:p&gt;&amp;&quot;&#39;??]]&gt;??");
    for (const char *p = body; *p != '\0'; p++) {
        assert_true((unsigned char)*p >= 0x20 || *p == '\n');
    }
    assert_true(g_utf8_validate(body, -1, NULL));
    assert_null(strstr(body, "\u202e"));
    assert_null(strstr(body, "javascript"));
    g_free(body);
    char *relations = example_part("word/_rels/document.xml.rels");
    assert_contains(relations, "Target=\"https://example.org/?a=1&amp;b=2\" TargetMode=\"External\"");
    assert_null(strstr(relations, "javascript"));
    g_free(relations);
}

static void every_figure_is_a_control_with_its_tag(void **state)
{
    (void)state;
    char *body = example_part("word/document.xml");
    char *first = figure_tag_make("need/autism/region/2024/citizens", 1, "31");
    char *second = figure_tag_make("need/autism/region/2024/citizens", 2, "31");
    char *wanted = g_strdup_printf("<w:tag w:val=\"%s\"/>", first);
    assert_int_equal(count(body, wanted), 1);
    g_free(wanted);
    wanted = g_strdup_printf("<w:tag w:val=\"%s\"/>", second);
    assert_int_equal(count(body, wanted), 1);
    assert_int_equal(count(body, "<w:tag "), 6);
    assert_null(strstr(body, "\x02"));
    g_free(wanted);
    g_free(second);
    g_free(first);
    g_free(body);
}

/* Identifiers of controls, bookmarks and drawings: Word repairs a file in which one stands twice. */
static void identifiers_are_unique(void **state)
{
    (void)state;
    char *body = example_part("word/document.xml");
    static const char *const MARKS[] = {"<w:id w:val=\"", "<w:bookmarkStart w:id=\"", "<wp:docPr id=\"",
                                        "w:name=\""};
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        for (const char *at = body; (at = strstr(at, MARKS[i])) != NULL; at++) {
            const char *value = at + strlen(MARKS[i]);
            assert_true(g_hash_table_add(seen, g_strndup(value, strcspn(value, "\""))));
        }
        assert_true(g_hash_table_size(seen) > 0);
        g_hash_table_unref(seen);
    }
    g_free(body);
}

static void tables_and_pictures_can_be_read_aloud(void **state)
{
    (void)state;
    char *body = example_part("word/document.xml");
    assert_int_equal(count(body, "<w:tbl>"), 2);
    assert_int_equal(count(body, "<w:tblHeader/>"), 2);
    assert_int_equal(count(body, "<w:cantSplit/>"), 6);
    assert_int_equal(count(body, "<w:tblCaption w:val=\"Borgere i målgruppen\"/>"), 2);
    assert_int_equal(count(body, "<w:tblDescription w:val=\"En række pr. kommune\"/>"), 2);
    assert_contains(body, "descr=\"Søjlediagram: ");
    assert_null(strstr(body, "descr=\"Flere borgere"));
    assert_int_equal(count(body, " SEQ "), 3);
    /* 16 cm wide, 10 cm high */
    assert_contains(body, "<wp:extent cx=\"5760720\" cy=\"3600450\"/>");
    g_free(body);
    char *styles = example_part("word/styles.xml");
    assert_contains(styles, "<w:lang w:val=\"da-DK\"");
    g_free(styles);
}

static void headings_are_headings_and_stand_in_the_contents(void **state)
{
    (void)state;
    char *body = example_part("word/document.xml");
    assert_int_equal(count(body, "<w:pStyle w:val=\"Heading1\"/>"), 3);
    assert_int_equal(count(body, "<w:pStyle w:val=\"Heading3\"/>"), 1);
    assert_int_equal(count(body, "<w:pStyle w:val=\"TOC1\"/>"), 3);
    assert_int_equal(count(body, "<w:pStyle w:val=\"TOC2\"/>"), 1);
    assert_int_equal(count(body, "w:fldCharType=\"begin\""), 5);
    assert_int_equal(count(body, "w:fldCharType=\"end\""), 5);
    /* the second chapter of the same name has its own bookmark */
    assert_contains(body, "w:name=\"v_m_lgruppen_2\"");
    g_free(body);
}

static void pages_on_their_side_are_sections(void **state)
{
    (void)state;
    char *body = example_part("word/document.xml");
    assert_int_equal(count(body, "<w:sectPr>"), 4); /* cover, upright, on its side, upright */
    assert_int_equal(count(body, "w:orient=\"landscape\""), 1);
    assert_int_equal(count(body, "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"), 3);
    g_free(body);
}

/* --- bytes --- */

/* A document of one head, as its body is written; takes the document. */
static char *body_of(struct document *document)
{
    size_t length;
    char *file = write_document(document, &length);
    char *text = unzip(file, length, "word/document.xml", NULL);
    g_free(file);
    document_free(document);
    assert_non_null(text);
    return text;
}

static struct document *begin(bool short_note, bool landscape)
{
    const struct document_head head = {.title = "Notat",
                                       .subtitle = "",
                                       .place = "",
                                       .sender = "",
                                       .mark = "Offentlig udgave",
                                       .caution = "",
                                       .status = "",
                                       .keywords = "",
                                       .digest = "",
                                       .date = 20148,
                                       .language = LANGUAGE_DA,
                                       .short_note = short_note,
                                       .landscape = landscape};
    return document_new(&head);
}

static void one_row(struct document *document)
{
    const struct document_table_about about = {.caption = "Ændringer"};
    document_table_begin(document, &about);
    document_column(document, "Dato", DOCUMENT_LEFT);
    document_column(document, "Bemærkning", DOCUMENT_LEFT);
    document_cell(document, "30. september 2024");
    document_cell(document,
                  "En bemærkning, der er så lang, at den fylder flere linjer, når den står ved siden "
                  "af en dato, som helst skal stå på sin egen linje og ikke deles.");
    document_table_end(document);
}

/* The heading row is kept with the row; the row with what follows only where that is its note. */
static void a_note_stays_with_its_table(void **state)
{
    (void)state;
    struct document *document = begin(true, false);
    one_row(document);
    document_paragraph(document, DOCUMENT_BODY, "Brødtekst");
    char *body = body_of(document);
    unsigned apart = count(body, "<w:keepNext/>");
    g_free(body);
    document = begin(true, false);
    one_row(document);
    document_paragraph(document, DOCUMENT_SOURCE, "Kilde");
    body = body_of(document);
    assert_int_equal(count(body, "<w:keepNext/>"),
                     apart + 2 + 1); /* its cells, and the gap before the note */
    g_free(body);
}

static void a_date_stands_on_one_line(void **state)
{
    (void)state;
    struct document *document = begin(true, false);
    one_row(document);
    char *body = body_of(document);
    const char *width = strstr(body, "<w:gridCol w:w=\"");
    assert_non_null(width);
    assert_true(strtol(width + strlen("<w:gridCol w:w=\""), NULL, 10) > 1400); /* 2.5 cm */
    g_free(body);
}

static void paragraphs(struct document *document, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        document_paragraph(
            document, DOCUMENT_BODY,
            "Et afsnit på to linjer, som fylder omtrent så meget, at der skal godt tyve af dem "
            "til en hel side, når det står i svaret.");
    }
}

/* What ends a chapter before a page begins stands together from its heading on, and that alone. */
static void the_end_of_a_chapter_does_not_stand_alone(void **state)
{
    (void)state;
    static const struct {
        size_t below;
        unsigned kept;
    } CASES[] = {{1, 0}, {3, 2}, {20, 7}}; /* of 20 those on the last two fifths of a page */
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        struct document *document = begin(false, false);
        document_annex(document, NULL, "Kapitel");
        paragraphs(document, 10);
        document_heading(document, 2, "Afsnit");
        paragraphs(document, CASES[i].below);
        document_annex(document, NULL, "Bilag");
        paragraphs(document, 3);
        char *body = body_of(document);
        assert_int_equal(count(body, "<w:pStyle w:val=\"Normal\"/><w:keepNext/>"), CASES[i].kept);
        g_free(body);
    }
}

/* An annex that is a table on its side has its heading on that page. */
static void an_annexs_heading_turns_with_its_table(void **state)
{
    (void)state;
    const struct document_table_about about = {.caption = "Bred", .landscape = true};
    struct document *document = begin(false, false);
    paragraphs(document, 1);
    document_annex(document, NULL, "Bilag");
    document_table_begin(document, &about);
    document_column(document, "Tilbud", DOCUMENT_LEFT);
    document_cell(document, "Tilbud");
    document_table_end(document);
    char *body = body_of(document);
    const char *section = strstr(body, "</w:sectPr>"); /* of the cover */
    assert_non_null(section);
    section = strstr(section + 1, "</w:sectPr>"); /* of the text */
    assert_non_null(section);
    assert_non_null(strstr(section, ">Bilag<"));
    g_free(body);
}

static long next_height(const char **at)
{
    *at = strstr(*at, "<wp:extent cx=\"");
    assert_non_null(*at);
    *at = strstr(*at, "cy=\"") + strlen("cy=\"");
    return strtol(*at, NULL, 10);
}

/* Three of them on the second page, also where a part of the text stands there as well. */
static void a_notes_pictures_fit(void **state)
{
    (void)state;
    static const size_t PARAGRAPHS[] = {2, 40};
    long sum[2] = {0, 0};
    for (size_t k = 0; k < G_N_ELEMENTS(PARAGRAPHS); k++) {
        struct document *document = begin(true, false);
        GBytes *png = example_png();
        for (size_t i = 0; i < PARAGRAPHS[k]; i++) {
            document_paragraph(document, DOCUMENT_BODY,
                               "Et afsnit på to linjer, som fylder omtrent så meget, at "
                               "der skal fyrre af dem til mere end en side i notatet.");
        }
        for (size_t i = 0; i < 3; i++) {
            document_picture(document, "Figur", "En figur", png, NULL);
        }
        char *body = body_of(document);
        const char *at = body;
        for (size_t i = 0; i < 3; i++) {
            sum[k] += next_height(&at);
        }
        g_bytes_unref(png);
        g_free(body);
    }
    assert_true(sum[0] > sum[1]);
    assert_in_range(sum[0], 5000000, 8890000); /* of 24.7 cm, in EMU */
}

/* A picture for which half of a page is left is made to fit there; one for which a line is left is not. */
static void a_picture_fits_on_its_page(void **state)
{
    (void)state;
    static const size_t ABOVE[] = {0, 11, 20};
    long heights[G_N_ELEMENTS(ABOVE)];
    GBytes *png = example_png();
    for (size_t i = 0; i < G_N_ELEMENTS(ABOVE); i++) {
        struct document *document = begin(false, false);
        document_annex(document, NULL, "Kapitel");
        paragraphs(document, ABOVE[i]);
        document_picture(document, "Figur", "En figur", png, NULL);
        document_paragraph(document, DOCUMENT_SOURCE, "Kilde");
        char *body = body_of(document);
        const char *at = body;
        heights[i] = next_height(&at);
        const char *caption = strstr(body, "\"CaptionBelow\"/>");
        assert_non_null(caption); /* the source stands on its page */
        assert_true(g_str_has_prefix(caption + strlen("\"CaptionBelow\"/>"), "<w:keepNext/>"));
        g_free(body);
    }
    g_bytes_unref(png);
    assert_in_range(heights[1], heights[0] * 7 / 10, heights[0] - 1);
    assert_int_equal(heights[2], heights[0]);
}

static void a_document_can_lie_on_its_side(void **state)
{
    (void)state;
    struct document *document = begin(true, true);
    document_paragraph(document, DOCUMENT_BODY, "Brødtekst");
    one_row(document);
    char *body = body_of(document);
    assert_int_equal(count(body, "<w:sectPr>"), 1);
    assert_int_equal(count(body, "w:orient=\"landscape\""), 1);
    g_free(body);
}

static void the_same_document_gives_the_same_bytes(void **state)
{
    (void)state;
    size_t length, again;
    char *file = write_example(false, &length);
    char *second = write_example(false, &again);
    assert_int_equal(length, again);
    assert_memory_equal(file, second, length);
    g_free(second);
    g_free(file);
    char *core = example_part("docProps/core.xml");
    assert_contains(core, ">2025-03-01T00:00:00Z</dcterms:created>");
    assert_contains(core, "<dc:title>Udbud &amp; efterspørgsel</dc:title>");
    g_free(core);
}

/* --- tags --- */

static void tags_are_short_stable_and_read_back(void **state)
{
    (void)state;
    static const char *const IDS[] = {
        "need/autism/region/2024/citizens",
        "use_matrix/udviklingshæmning_og_dom/2024/851/Et%20meget%20langt%20navn%20på%20et%20tilbud/citizens",
        "need/æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøå/region/2024/citizens",
        "supply/autism/*/*/2024/places - supply/autism/*/*/2023/places"};
    for (size_t i = 0; i < G_N_ELEMENTS(IDS); i++) {
        char *tag = figure_tag_make(IDS[i], 9999, "1.234,5");
        char *id = figure_tag_id(IDS[i]);
        struct figure_tag read;
        assert_true(g_utf8_strlen(tag, -1) <= FIGURE_TAG_MOST);
        assert_true(figure_tag_read(tag, &read));
        assert_string_equal(read.id, id);
        assert_int_equal(read.place, 9999);
        g_free(read.id);
        g_free(id);
        g_free(tag);
    }
    char *a = figure_tag_id("need/æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøå/region/2024/citizens");
    char *b = figure_tag_id("need/æøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøåæøå/region/2023/citizens");
    assert_string_not_equal(a, b);
    g_free(b);
    g_free(a);
}

static void other_tags_are_not_ours(void **state)
{
    (void)state;
    static const char *const TAGS[] = {"",
                                       "Navn",
                                       "need/a#1",
                                       "need/a#1.3f2a9",
                                       "#1.3f2a91",
                                       "need#1.3f2a91",
                                       "need/a#x.3f2a91",
                                       "need/a#.3f2a91",
                                       "a/b#1.3F2A91",
                                       "a/b#1.3f2a91x",
                                       "a/b#12345678.3f2a91"};
    for (size_t i = 0; i < G_N_ELEMENTS(TAGS); i++) {
        struct figure_tag read;
        assert_false(figure_tag_read(TAGS[i], &read));
    }
}

static void blanks_and_hyphens_do_not_count(void **state)
{
    (void)state;
    char a[FIGURE_TAG_SUM + 1], b[FIGURE_TAG_SUM + 1];
    figure_tag_sum("\u22124,0\u00a0 %", a);
    figure_tag_sum(" -4,0 % ", b);
    assert_string_equal(a, b);
    figure_tag_sum("4,0 %", b);
    assert_string_not_equal(a, b);
}

static void the_logo_stands_on_the_cover(void **state)
{
    (void)state;
    GBytes *png = example_png();
    struct document_head head = {.title = "T", .sender = "Sekretariatet & co", .logo = png};
    struct document *document = document_new(&head);
    size_t length;
    char *file = write_document(document, &length);
    char *body = unzip(file, length, "word/document.xml", NULL);
    char *relations = unzip(file, length, "word/_rels/document.xml.rels", NULL);
    char *picture = unzip(file, length, "word/media/picture0.png", NULL);
    assert_contains(body, "descr=\"Sekretariatet &amp; co\"");
    assert_contains(body, "r:embed=\"picture0\"");
    assert_contains(relations, "media/picture0.png");
    assert_non_null(picture);
    g_free(picture);
    g_free(relations);
    g_free(body);
    g_free(file);
    document_free(document);
    g_bytes_unref(png);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_stand_in_words_order),
        cmocka_unit_test(names_from_outside_cannot_break_out),
        cmocka_unit_test(the_logo_stands_on_the_cover),
        cmocka_unit_test(every_figure_is_a_control_with_its_tag),
        cmocka_unit_test(identifiers_are_unique),
        cmocka_unit_test(tables_and_pictures_can_be_read_aloud),
        cmocka_unit_test(headings_are_headings_and_stand_in_the_contents),
        cmocka_unit_test(pages_on_their_side_are_sections),
        cmocka_unit_test(a_note_stays_with_its_table),
        cmocka_unit_test(a_date_stands_on_one_line),
        cmocka_unit_test(the_end_of_a_chapter_does_not_stand_alone),
        cmocka_unit_test(an_annexs_heading_turns_with_its_table),
        cmocka_unit_test(a_notes_pictures_fit),
        cmocka_unit_test(a_picture_fits_on_its_page),
        cmocka_unit_test(a_document_can_lie_on_its_side),
        cmocka_unit_test(the_same_document_gives_the_same_bytes),
        cmocka_unit_test(tags_are_short_stable_and_read_back),
        cmocka_unit_test(other_tags_are_not_ours),
        cmocka_unit_test(blanks_and_hyphens_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
