/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libxlsxwriter does not ask its temporary files whether they took what it wrote: whatever is lost, and that
 * alone, the workbook is not whole. The fputs() here stands before the C library's. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "vifte/sheet.h"

#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

static unsigned puts_made, puts_failing; /* the number of the one that fails; 0 = none */

int fputs(const char *text, FILE *file)
{
    if (++puts_made == puts_failing) {
        file->_flags |= _IO_ERR_SEEN;
        return EOF;
    }
    return fwrite(text, 1, strlen(text), file) == strlen(text) ? 1 : EOF;
}

static bool is_written(unsigned failing)
{
    char *folder = g_dir_make_tmp("vifte-XXXXXX", NULL);
    char *path = g_build_filename(folder, "w.xlsx", NULL);
    const struct sheet_properties properties = {
        .title = "T", .subject = "S", .author = "A", .keywords = "K", .language = "da"};
    struct sheet_book *book = sheet_book_new(path, &properties);
    (void)sheet_add(book, sheet_book_reserve(book, "Ark"));
    puts_made = 0;
    puts_failing = failing;
    const char *reason;
    bool written = sheet_book_close(book, &reason);
    assert_true(written == (reason == NULL));
    g_unlink(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
    return written;
}

static void a_lost_write_is_noticed(void **unused)
{
    (void)unused;
    assert_true(is_written(0));
    unsigned n = puts_made;
    assert_in_range(n, 5, 500);
    for (unsigned failing = 1; failing <= n; failing++) {
        assert_false(is_written(failing));
    }
    assert_true(is_written(0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_lost_write_is_noticed)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
