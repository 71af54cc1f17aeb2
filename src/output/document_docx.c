/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A document as a Word file: the parts, and the zip around them. The same document gives the same bytes:
 * entries in one order, all dated 1980, and the properties carry the edition's date.
 */
#include "vifte/document.h"

#include "docx_private.h"
#include "vifte/dates.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/outdir.h"

#include <string.h>
#include <zip.h>

#define TYPES "http://schemas.openxmlformats.org/package/2006/content-types"
#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* --- the zip --- */

static bool add_entry(zipFile zip, const char *name, const void *data, size_t length)
{
    const zip_fileinfo info = {.tmz_date = {.tm_mday = 1, .tm_year = 1980}};
    return zipOpenNewFileInZip(zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6) == ZIP_OK &&
           zipWriteInFileInZip(zip, data, (unsigned)length) == ZIP_OK && zipCloseFileInZip(zip) == ZIP_OK;
}

/* --- parts of the package --- */

static const struct part {
    const char *id, *file, *type, *content;
} PARTS[] = {
    {"styles", "styles.xml", "styles", WORD_TYPE "styles+xml"},
    {"numbering", "numbering.xml", "numbering", WORD_TYPE "numbering+xml"},
    {"settings", "settings.xml", "settings", WORD_TYPE "settings+xml"},
    {"header1", "header1.xml", "header", WORD_TYPE "header+xml"},
    {"header2", "header2.xml", "header", WORD_TYPE "header+xml"},
    {"header3", "header3.xml", "header", WORD_TYPE "header+xml"},
    {"footer1", "footer1.xml", "footer", WORD_TYPE "footer+xml"},
    {"footer2", "footer2.xml", "footer", WORD_TYPE "footer+xml"},
    {"footer3", "footer3.xml", "footer", WORD_TYPE "footer+xml"},
};

static void write_override(struct xml *xml, const char *part, const char *type)
{
    xml_empty(xml, "Override", "PartName", part, "ContentType", type, NULL);
}

static char *content_types(void)
{
    struct xml *xml = xml_new();
    xml_open(xml, "Types", "xmlns", TYPES, NULL);
    xml_empty(xml, "Default", "Extension", "rels", "ContentType",
              "application/vnd.openxmlformats-package.relationships+xml", NULL);
    xml_empty(xml, "Default", "Extension", "xml", "ContentType", "application/xml", NULL);
    xml_empty(xml, "Default", "Extension", "png", "ContentType", "image/png", NULL);
    write_override(xml, "/word/document.xml", WORD_TYPE "document.main+xml");
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        char *name = g_strconcat("/word/", PARTS[i].file, NULL);
        write_override(xml, name, PARTS[i].content);
        g_free(name);
    }
    write_override(xml, "/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    write_override(xml, "/docProps/app.xml",
                   "application/vnd.openxmlformats-officedocument.extended-properties+xml");
    write_override(xml, "/docProps/custom.xml",
                   "application/vnd.openxmlformats-officedocument.custom-properties+xml");
    return xml_finish(xml);
}

static void write_relation(struct xml *xml, const char *id, const char *type, const char *target,
                           bool outside)
{
    xml_empty(xml, "Relationship", "Id", id, "Type", type, "Target", target, "TargetMode",
              outside ? "External" : NULL, NULL);
}

static char *package_relations(void)
{
    struct xml *xml = xml_new();
    xml_open(xml, "Relationships", "xmlns", RELATIONS, NULL);
    write_relation(xml, "document", OFFICE "officeDocument", "word/document.xml", false);
    write_relation(xml, "core",
                   "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
                   "docProps/core.xml", false);
    write_relation(xml, "app", OFFICE "extended-properties", "docProps/app.xml", false);
    write_relation(xml, "custom", OFFICE "custom-properties", "docProps/custom.xml", false);
    return xml_finish(xml);
}

static char *document_relations(const struct docx *docx)
{
    struct xml *xml = xml_new();
    xml_open(xml, "Relationships", "xmlns", RELATIONS, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        char *type = g_strconcat(OFFICE, PARTS[i].type, NULL);
        write_relation(xml, PARTS[i].id, type, PARTS[i].file, false);
        g_free(type);
    }
    for (guint i = 0; i < docx->pictures->len; i++) {
        const struct document_picture *picture = g_ptr_array_index(docx->pictures, i);
        char *id = g_strdup_printf("picture%u", picture->number);
        char *target = g_strdup_printf("media/%s.png", id);
        write_relation(xml, id, OFFICE "image", target, false);
        g_free(target);
        g_free(id);
    }
    for (guint i = 0; i < docx->links->len; i++) {
        char *id = g_strdup_printf("link%u", i + 1);
        write_relation(xml, id, OFFICE "hyperlink", g_ptr_array_index(docx->links, i), true);
        g_free(id);
    }
    return xml_finish(xml);
}

static const char *language_tag(const struct document_head *head)
{
    return head->language == LANGUAGE_DA ? "da-DK" : "en-GB";
}

/* --- properties and settings --- */

static char *core_properties(const struct document_head *head)
{
    char day[11];
    date_iso(head->date, day);
    char *time = g_strconcat(day, "T00:00:00Z", NULL);
    struct xml *xml = xml_new();
    xml_open(xml, "cp:coreProperties", "xmlns:cp",
             "http://schemas.openxmlformats.org/package/2006/metadata/core-properties", "xmlns:dc",
             "http://purl.org/dc/elements/1.1/", "xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi",
             "http://www.w3.org/2001/XMLSchema-instance", NULL);
    xml_leaf(xml, "dc:title", head->title, NULL);
    xml_leaf(xml, "dc:subject", *head->subtitle != '\0' ? head->subtitle : head->place, NULL);
    xml_leaf(xml, "dc:creator", head->sender, NULL);
    xml_leaf(xml, "cp:keywords", head->keywords, NULL);
    xml_leaf(xml, "cp:category", head->mark, NULL);
    xml_leaf(xml, "cp:contentStatus", head->status, NULL);
    xml_leaf(xml, "dc:language", language_tag(head), NULL);
    xml_leaf(xml, "cp:lastModifiedBy", head->sender, NULL);
    xml_leaf(xml, "dcterms:created", time, "xsi:type", "dcterms:W3CDTF", NULL);
    xml_leaf(xml, "dcterms:modified", time, "xsi:type", "dcterms:W3CDTF", NULL);
    g_free(time);
    return xml_finish(xml);
}

static char *app_properties(void)
{
    struct xml *xml = xml_new();
    xml_open(xml, "Properties", "xmlns",
             "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties", NULL);
    xml_leaf(xml, "Application", "vifte", NULL);
    return xml_finish(xml);
}

/* What `vifte compare` reads: on which figures the document rests. */
static char *custom_properties(const struct document_head *head)
{
    struct xml *xml = xml_new();
    xml_open(xml, "Properties", "xmlns",
             "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties", "xmlns:vt",
             "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes", NULL);
    const char *const pairs[][2] = {{"vifte", VIFTE_VERSION},
                                    {"vifte-digest", head->digest},
                                    {"vifte-figures", head->figures != NULL ? head->figures : "figures.csv"}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        char *id = g_strdup_printf("%zu", i + 2);
        xml_open(xml, "property", "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid", id, "name",
                 pairs[i][0], NULL);
        xml_leaf(xml, "vt:lpwstr", pairs[i][1], NULL);
        xml_close(xml);
        g_free(id);
    }
    return xml_finish(xml);
}

static char *settings(const struct document_head *head)
{
    struct xml *xml = xml_new();
    xml_open(xml, "w:settings", "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
             NULL);
    xml_raw(xml, "<w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"567\"/><w:autoHyphenation/>"
                 "<w:consecutiveHyphenLimit w:val=\"2\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>"
                 "<w:compat><w:compatSetting w:name=\"compatibilityMode\" "
                 "w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>");
    xml_empty(xml, "w:themeFontLang", "w:val", language_tag(head), NULL);
    xml_raw(xml, head->language == LANGUAGE_DA
                     ? "<w:decimalSymbol w:val=\",\"/><w:listSeparator w:val=\";\"/>"
                     : "<w:decimalSymbol w:val=\".\"/><w:listSeparator w:val=\",\"/>");
    return xml_finish(xml);
}

/* The cover's running lines are there and empty. */
static char *empty_line(const char *element, const char *style)
{
    struct docx docx = {.xml = xml_new()};
    xml_open(docx.xml, element, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
             NULL);
    docx_paragraph(&docx, style, false);
    return xml_finish(docx.xml);
}

/* --- the file --- */

static bool add_pictures(zipFile zip, const GPtrArray *pictures)
{
    bool good = true;
    for (guint i = 0; good && i < pictures->len; i++) {
        const struct document_picture *picture = g_ptr_array_index(pictures, i);
        gsize length;
        const void *png = g_bytes_get_data(picture->png, &length);
        char *name = g_strdup_printf("word/media/picture%u.png", picture->number);
        good = add_entry(zip, name, png, length);
        g_free(name);
    }
    return good;
}

/* The body comes first: it gathers the links and pictures that others name. */
static bool add_parts(zipFile zip, struct docx *docx)
{
    const struct document_head *head = docx->head;
    char *body = docx_body(docx);
    const struct {
        const char *name;
        char *text;
    } parts[] = {
        {"[Content_Types].xml", content_types()},
        {"_rels/.rels", package_relations()},
        {"docProps/core.xml", core_properties(head)},
        {"docProps/app.xml", app_properties()},
        {"docProps/custom.xml", custom_properties(head)},
        {"word/document.xml", body},
        {"word/_rels/document.xml.rels", document_relations(docx)},
        {"word/styles.xml", docx_styles(head)},
        {"word/numbering.xml", docx_numbering(docx->document)},
        {"word/settings.xml", settings(head)},
        {"word/header1.xml", docx_header(head, false)},
        {"word/header2.xml", docx_header(head, true)},
        {"word/header3.xml", empty_line("w:hdr", "Header")},
        {"word/footer1.xml", docx_footer(head, false)},
        {"word/footer2.xml", docx_footer(head, true)},
        {"word/footer3.xml", empty_line("w:ftr", "Footer")},
    };
    bool good = true;
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        good = good && add_entry(zip, parts[i].name, parts[i].text, strlen(parts[i].text));
        g_free(parts[i].text);
    }
    return good && add_pictures(zip, docx->pictures);
}

static void cannot_write(struct diag *diag, const char *name)
{
    struct pos pos = {.file = g_intern_string(name)};
    diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, _("the Word file cannot be written"));
}

bool document_docx_write(const struct document *document, const char *name, struct outdir *dir,
                         struct diag *diag)
{
    const struct document_head *head = document_about(document);
    struct docx docx = {.document = document,
                        .head = head,
                        .logo = {.png = head->logo,
                                 .alternative = (char *)(*head->sender != '\0' ? head->sender : _("Logo"))},
                        .links = g_ptr_array_new(),
                        .pictures = g_ptr_array_new()};
    char *path = outdir_path(dir, name);
    zipFile zip = zipOpen(path, APPEND_STATUS_CREATE);
    bool good = zip != NULL && add_parts(zip, &docx);
    if (zip != NULL && zipClose(zip, NULL) != ZIP_OK) {
        good = false;
    }
    if (!good) {
        cannot_write(diag, name);
    }
    g_free(path);
    g_free(docx.scales);
    g_free(docx.keeps);
    g_free(docx.breaks);
    g_free(docx.pages);
    g_ptr_array_unref(docx.pictures);
    g_ptr_array_unref(docx.links);
    return good && outdir_adopt(dir, name, diag);
}
