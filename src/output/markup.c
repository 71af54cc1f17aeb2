/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in HTML and XML; see markup.h. */
#include "markup.h"

#include "vifte/show.h"

void markup_append(GString *out, const char *text)
{
    char *line = show_line(text);
    for (const char *p = line; *p != '\0'; p++) {
        switch (*p) {
        case '&':
            g_string_append(out, "&amp;");
            break;
        case '<':
            g_string_append(out, "&lt;");
            break;
        case '>':
            g_string_append(out, "&gt;");
            break;
        case '"':
            g_string_append(out, "&quot;");
            break;
        case '\'':
            g_string_append(out, "&#39;");
            break;
        default:
            g_string_append_c(out, *p);
        }
    }
    g_free(line);
}
