/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes workbooks part by part, as no spreadsheet program would let one. */
#ifndef XLSX_BUILDER_H
#define XLSX_BUILDER_H

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>

#define TRANSITIONAL "http://schemas.openxmlformats.org"
#define STRICT "http://purl.oclc.org/ooxml"

struct builder {
    char *path;
    zipFile zip;
    GString *sheets, *relationships; /* of the workbook */
    const char *kind;                /* TRANSITIONAL or STRICT */
    unsigned n_sheets;
    bool date1904;
};

static inline void builder_part(struct builder *builder, const char *name, const char *text, size_t length)
{
    zip_fileinfo info = {0};
    assert_int_equal(zipOpenNewFileInZip(builder->zip, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6),
                     ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(builder->zip, text, (unsigned)length), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(builder->zip), ZIP_OK);
}

static inline struct builder *builder_new(const char *kind)
{
    struct builder *builder = g_new0(struct builder, 1);
    int fd = g_file_open_tmp("vifte-XXXXXX.xlsx", &builder->path, NULL);
    assert_true(fd >= 0);
    g_close(fd, NULL);
    builder->zip = zipOpen64(builder->path, APPEND_STATUS_CREATE);
    assert_non_null(builder->zip);
    builder->sheets = g_string_new(NULL);
    builder->relationships = g_string_new(NULL);
    builder->kind = kind;
    return builder;
}

/* `attributes` e.g. state="hidden"; `xml` = what stands in <worksheet>. */
static inline void builder_sheet(struct builder *builder, const char *name, const char *attributes,
                                 const char *xml)
{
    unsigned n = ++builder->n_sheets;
    g_string_append_printf(builder->sheets, "<sheet name=\"%s\" sheetId=\"%u\" r:id=\"rId%u\" %s/>", name, n,
                           n, attributes);
    g_string_append_printf(builder->relationships,
                           "<Relationship Id=\"rId%u\" Type=\"%s/officeDocument/relationships/worksheet\" "
                           "Target=\"worksheets/sheet%u.xml\"/>",
                           n, builder->kind, n);
    char *part = g_strdup_printf("xl/worksheets/sheet%u.xml", n);
    char *text = g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet "
                                 "xmlns=\"%s/spreadsheetml/2006/main\">%s</worksheet>",
                                 builder->kind, xml);
    builder_part(builder, part, text, strlen(text));
    g_free(text);
    g_free(part);
}

static inline void builder_styles(struct builder *builder, const char *formats, const char *cells)
{
    char *text =
        g_strdup_printf("<styleSheet xmlns=\"m\"><numFmts>%s</numFmts><cellStyleXfs><xf numFmtId=\"14\"/>"
                        "</cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>",
                        formats, cells);
    builder_part(builder, "xl/styles.xml", text, strlen(text));
    g_string_append_printf(builder->relationships,
                           "<Relationship Id=\"rIdS\" Type=\"%s/officeDocument/relationships/styles\" "
                           "Target=\"/xl/styles.xml\"/>",
                           builder->kind);
    g_free(text);
}

static inline void builder_strings(struct builder *builder, const char *items)
{
    char *text = g_strdup_printf("<sst xmlns=\"m\">%s</sst>", items);
    builder_part(builder, "xl/sharedStrings.xml", text, strlen(text));
    g_string_append_printf(builder->relationships,
                           "<Relationship Id=\"rIdT\" Type=\"%s/officeDocument/relationships/sharedStrings\" "
                           "Target=\"sharedStrings.xml\"/>",
                           builder->kind);
    g_free(text);
}

static inline void builder_text_part(struct builder *builder, const char *name, char *text)
{
    builder_part(builder, name, text, strlen(text));
    g_free(text);
}

/* Closes the archive; the path stays until builder_free(). */
static inline const char *builder_close(struct builder *builder)
{
    builder_text_part(builder, "_rels/.rels",
                      g_strdup_printf("<Relationships><Relationship Id=\"a\" "
                                      "Type=\"%s/officeDocument/relationships/officeDocument\" "
                                      "Target=\"xl/workbook.xml\"/></Relationships>",
                                      builder->kind));
    builder_text_part(builder, "xl/_rels/workbook.xml.rels",
                      g_strdup_printf("<Relationships>%s</Relationships>", builder->relationships->str));
    builder_text_part(
        builder, "xl/workbook.xml",
        g_strdup_printf("<workbook xmlns:r=\"r\"><workbookPr date1904=\"%d\"/><sheets>%s</sheets>"
                        "</workbook>",
                        builder->date1904, builder->sheets->str));
    assert_int_equal(zipClose(builder->zip, NULL), ZIP_OK);
    return builder->path;
}

static inline void builder_free(struct builder *builder)
{
    g_unlink(builder->path);
    g_free(builder->path);
    g_string_free(builder->sheets, TRUE);
    g_string_free(builder->relationships, TRUE);
    g_free(builder);
}

#endif
