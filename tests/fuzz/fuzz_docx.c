/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Word file's content controls. Most inputs are the text part alone, put into an archive here. */
#include "fuzz.h"

#include "vifte/docx.h"
#include "vifte/figure_tag.h"

#include <minizip/zip.h>

#define RELATIONS \
    "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" " \
    "Target=\"word/document.xml\"/></Relationships>"

static void add_part(zipFile archive, const char *name, const uint8_t *data, size_t size)
{
    zip_fileinfo info = {0};
    if (zipOpenNewFileInZip(archive, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 1) != ZIP_OK ||
        zipWriteInFileInZip(archive, data, (unsigned)size) != ZIP_OK ||
        zipCloseFileInZip(archive) != ZIP_OK) {
        abort();
    }
}

static void pack(const uint8_t *data, size_t size, const char *path)
{
    zipFile archive = zipOpen64(path, APPEND_STATUS_CREATE);
    add_part(archive, "_rels/.rels", (const uint8_t *)RELATIONS, strlen(RELATIONS));
    add_part(archive, "word/document.xml", data, size);
    zipClose(archive, NULL);
}

/* Whatever a tag says, it is ours or it is not. */
static void read_tags(const struct docx_file *file)
{
    for (guint i = 0; i < file->controls->len; i++) {
        struct figure_tag tag;
        if (figure_tag_read(g_array_index(file->controls, struct docx_control, i).tag, &tag)) {
            g_free(tag.id);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    bool whole = size >= 2 && memcmp(data, "PK", 2) == 0;
    int file = fuzz_file(whole ? data : NULL, whole ? size : 0, path);
    if (!whole) {
        pack(data, size, path);
    }
    struct diag *diag = diag_new();
    struct docx_file edited;
    const struct pos pos = {.file = "f.docx"};
    if (docx_read(path, &pos, &edited, diag)) {
        read_tags(&edited);
    } else if (!diag_stopped(diag)) {
        abort(); /* refused without a reason */
    }
    docx_clear(&edited);
    diag_free(diag);
    close(file);
    return 0;
}
