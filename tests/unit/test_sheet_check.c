/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook of which something was lost on the way to the disk is not whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "vifte/sheet_check.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <minizip/zip.h>
#include <string.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define SHEET \
    DECLARATION "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"2\"/>" \
                "</sheetData></worksheet>"
#define TEXTS DECLARATION "<sst count=\"2\" uniqueCount=\"2\"><si><t>a &lt; b</t></si><si><t/></si></sst>"

static void add_part(zipFile archive, const char *name, const char *text)
{
    assert_int_equal(zipOpenNewFileInZip(archive, name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 6), ZIP_OK);
    assert_int_equal(zipWriteInFileInZip(archive, text, (unsigned)strlen(text)), ZIP_OK);
    assert_int_equal(zipCloseFileInZip(archive), ZIP_OK);
}

static bool is_whole(const char *sheet, const char *texts)
{
    char *folder = g_dir_make_tmp("vifte-XXXXXX", NULL);
    char *path = g_build_filename(folder, "w.xlsx", NULL);
    zipFile archive = zipOpen(path, APPEND_STATUS_CREATE);
    add_part(archive, "[Content_Types].xml", DECLARATION "<Types></Types>");
    add_part(archive, "_rels/.rels",
             DECLARATION "<Relationships><Relationship Id=\"1\"/><Relationship Id=\"2\"/></Relationships>");
    add_part(archive, "xl/worksheets/sheet1.xml", sheet);
    add_part(archive, "xl/sharedStrings.xml", texts);
    assert_int_equal(zipClose(archive, NULL), ZIP_OK);
    bool whole = sheet_check(path, 2);
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return whole;
}

static void what_was_written_is_whole(void **unused)
{
    (void)unused;
    assert_true(is_whole(SHEET, TEXTS));
    assert_true(sheet_check("/nowhere/w.xlsx", 0) == false);
}

static void a_lost_row_or_text_is_missed(void **unused)
{
    (void)unused;
    assert_false(is_whole(DECLARATION "<worksheet><row r=\"1\"/></worksheet>", TEXTS));
    assert_false(is_whole(SHEET, DECLARATION "<sst uniqueCount=\"2\"><si><t>a</t></si></sst>"));
    assert_false(is_whole(SHEET + strlen(DECLARATION), TEXTS));
}

/* Any stretch that begins or ends inside of a tag, and all that is left out up to the end. */
static void a_cut_anywhere_is_seen(void **unused)
{
    (void)unused;
    size_t begin = strlen(DECLARATION);
    for (size_t at = begin; at < strlen(SHEET); at++) {
        char *cut = g_strndup(SHEET, at);
        assert_false(is_whole(cut, TEXTS));
        char *hole = g_strconcat(cut, "<", NULL);
        assert_false(is_whole(hole, TEXTS));
        g_free(hole);
        g_free(cut);
    }
    char *tag = g_strndup(SHEET, begin + strlen("<worksheet><sheetD"));
    char *joined = g_strconcat(tag, "<row r=\"1\"/><row r=\"2\"/></worksheet>", NULL);
    assert_false(is_whole(joined, TEXTS));
    g_free(joined);
    g_free(tag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_whole),
        cmocka_unit_test(a_lost_row_or_text_is_missed),
        cmocka_unit_test(a_cut_anywhere_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
