/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Word file's content controls. The first byte says whether the parts are deflated. */
#include "office.h"

#include "vifte/docx.h"
#include "vifte/figure_tag.h"

static const char *const PARTS[] = {"_rels/.rels",        "word/document.xml", "docProps/custom.xml",
                                    "word/footnotes.xml", "word/endnotes.xml", NULL};

/* Whatever a tag says, it is ours or it is not; a text counts as itself. */
static void read_tag(const char *text)
{
    struct figure_tag tag;
    if (figure_tag_read(text, &tag)) {
        g_free(tag.id);
    }
    char *once = figure_tag_text(text);
    char *twice = figure_tag_text(once);
    if (!g_str_equal(once, twice)) {
        abort();
    }
    g_free(once);
    g_free(twice);
}

static void read_tags(const struct docx_file *file)
{
    for (guint i = 0; i < file->controls->len; i++) {
        const struct docx_control *control = &g_array_index(file->controls, struct docx_control, i);
        read_tag(control->tag);
        read_tag(control->text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    if (size < 1) {
        return 0;
    }
    int file = office_file(PARTS, data + 1, size - 1, data[0] >= 128, path);
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
