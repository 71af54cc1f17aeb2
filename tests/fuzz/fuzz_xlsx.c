/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook as a table. A broken archive ends the reading early, so most inputs are the parts of one: texts
 * between marks, put into an archive here. */
#include "fuzz.h"

#include <minizip/zip.h>

#define MARK "\n====\n"

static const char *const PARTS[] = {
    "[Content_Types].xml",      "xl/workbook.xml", "xl/_rels/workbook.xml.rels",
    "xl/worksheets/sheet1.xml", "xl/styles.xml",   "xl/sharedStrings.xml"};

static void add_part(zipFile archive, const char *name, const char *text)
{
    zip_fileinfo info = {0};
    if (zipOpenNewFileInZip(archive, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 1) != ZIP_OK ||
        zipWriteInFileInZip(archive, text, (unsigned)strlen(text)) != ZIP_OK ||
        zipCloseFileInZip(archive) != ZIP_OK) {
        abort();
    }
}

static void pack(const char *text, const char *path)
{
    zipFile archive = zipOpen64(path, APPEND_STATUS_CREATE);
    char **parts = g_strsplit(text, MARK, G_N_ELEMENTS(PARTS));
    for (size_t i = 0; parts[i] != NULL; i++) {
        add_part(archive, PARTS[i], parts[i]);
    }
    g_strfreev(parts);
    zipClose(archive, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    bool whole = size >= 2 && memcmp(data, "PK", 2) == 0;
    int file = fuzz_file(whole ? data : NULL, whole ? size : 0, path);
    if (!whole) {
        char *text = g_strndup((const char *)data, size);
        pack(text, path);
        g_free(text);
    }
    fuzz_read_table("needs", path);
    close(file);
    return 0;
}
