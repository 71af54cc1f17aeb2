/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in CSV files; see csv_text.h. */
#include "csv_text.h"

#include "vifte/show.h"
#include "vifte/text.h"

#include <string.h>

/* Quotes also where the other dialect's separator or a tab stands in the text: the file may be opened with
 * the wrong settings, and then the rest of the text must not begin a cell of its own. */
void csv_append_text(GString *out, const char *text)
{
    char *line = show_line(text);
    const char *guard = text_wants_guard(line) ? "'" : "";
    if (strpbrk(line, "\",;") == NULL) {
        g_string_append(out, guard);
        g_string_append(out, line);
    } else {
        char **parts = g_strsplit(line, "\"", -1);
        char *doubled = g_strjoinv("\"\"", parts);
        g_string_append_printf(out, "\"%s%s\"", guard, doubled);
        g_free(doubled);
        g_strfreev(parts);
    }
    g_free(line);
}
