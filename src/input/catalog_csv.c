/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shipped CSV files: where they lie, and their values. */
#include "vifte/catalog_csv.h"

#include "vifte/diag.h"
#include "vifte/text.h"

#include <string.h>

bool catalog_csv_wrong(struct diag *diag, const struct diag_kind *kind, const struct pos *pos,
                       const char *column, const char *text)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, text, strlen(text), 32);
    diag_add(diag, kind, pos, column, NULL, _("install the program again"), _("cannot use '%s'"), shown->str);
    g_string_free(shown, TRUE);
    return false;
}

bool catalog_csv_whole(const char *text, int *number)
{
    size_t n = strspn(text, "0123456789");
    if (n == 0 || n > 9 || text[n] != '\0') {
        return false;
    }
    *number = (int)g_ascii_strtoll(text, NULL, 10);
    return true;
}

bool catalog_csv_decimal(const char *text, double *number)
{
    const char *p = text + (*text == '-');
    size_t whole = strspn(p, "0123456789");
    size_t decimals = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") + 1 : 0;
    if (whole == 0 || whole > 15 || decimals == 1 || p[whole + decimals] != '\0') {
        return false;
    }
    *number = g_ascii_strtod(text, NULL);
    return true;
}

bool catalog_csv_read(const char *share_dir, const char *name, const char *const *columns, size_t n_columns,
                      catalog_row_fn *row, void *context, struct diag *diag)
{
    char *display = g_strconcat("catalog/", name, NULL);
    char *path = g_build_filename(share_dir, "datasets", "catalog", name, NULL);
    struct own_csv file = {.path = path, .display = display, .cure = _("install the program again")};
    bool good = own_csv_read(&file, columns, n_columns, row, context, diag);
    g_free(path);
    g_free(display);
    return good;
}
