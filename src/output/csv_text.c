/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in CSV files; see csv_text.h. */
#include "csv_text.h"

#include "vifte/show.h"

#include <stdbool.h>
#include <string.h>

/* Would a spreadsheet take the text for a formula? Blanks in front are no protection: some programs trim
 * them. */
static bool could_run(const char *text)
{
    if (*text == '\t' || *text == '\r' || *text == '\n') {
        return true;
    }
    gunichar first = g_utf8_get_char_validated(text + strspn(text, " \t\r\n"), -1);
    switch (first) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D: /* their full-width forms, which Japanese editions take the same way */
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

/* Quotes also where the other dialect's separator or a tab stands in the text: the file may be opened with
 * the wrong settings, and then the rest of the text must not begin a cell of its own. */
void csv_append_text(GString *out, const char *text)
{
    char *line = show_line(text);
    const char *guard = could_run(text) ? "'" : "";
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
