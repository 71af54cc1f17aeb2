/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See remarks.h. */
#include "vifte/remarks.h"

#include "vifte/edition.h"
#include "vifte/text.h"

#include <string.h>

/* Do two lists of names share one? */
static bool have_common(const char *a, const char *b)
{
    char **names = g_strsplit(a, " ", -1), **others = g_strsplit(b, " ", -1);
    bool common = false;
    for (size_t i = 0; names[i] != NULL && !common; i++) {
        common = *names[i] != '\0' && g_strv_contains((const char *const *)others, names[i]);
    }
    g_strfreev(others);
    g_strfreev(names);
    return common;
}

bool remarks_touch(const struct edition_remark *remark, const char *tables)
{
    return have_common(remark->tables, tables);
}

char *remarks_line(const struct edition *edition, const char *tables)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < edition->n_remarks; i++) {
        if (remarks_touch(&edition->remarks[i], tables)) {
            g_string_append_printf(out, "%s%s", out->len > 0 ? ", " : _("Remarks on the input: "),
                                   edition->remarks[i].code);
        }
    }
    bool none = out->len == 0;
    return g_string_free(out, none);
}
