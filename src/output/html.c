/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing HTML; see html.h. */
#include "html.h"

#include "vifte/show.h"

#include <stdarg.h>
#include <string.h>

struct html {
    GString *out;
    GPtrArray *open; /* const char *: names of elements */
};

/* Elements that stand in a line of text; all others end with a line feed, which makes a page's source
 * readable. */
static const char *const INLINE[] = {"a", "strong", "span", "code", "small", "dfn", NULL};

static void append_escaped(GString *out, const char *text)
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

struct html *html_new(void)
{
    struct html *html = g_new(struct html, 1);
    html->out = g_string_new("<!DOCTYPE html>\n");
    html->open = g_ptr_array_new();
    return html;
}

char *html_finish(struct html *html)
{
    while (html->open->len > 0) {
        html_close(html);
    }
    g_ptr_array_unref(html->open);
    char *page = g_string_free(html->out, FALSE);
    g_free(html);
    return page;
}

static void append_tag(struct html *html, const char *element, va_list attributes)
{
    g_string_append_printf(html->out, "<%s", element);
    for (const char *name = va_arg(attributes, const char *); name != NULL;
         name = va_arg(attributes, const char *)) {
        const char *value = va_arg(attributes, const char *);
        if (value != NULL) {
            g_string_append_printf(html->out, " %s=\"", name);
            append_escaped(html->out, value);
            g_string_append_c(html->out, '"');
        }
    }
    g_string_append_c(html->out, '>');
}

static void end_line(struct html *html, const char *element)
{
    if (!g_strv_contains(INLINE, element)) {
        g_string_append_c(html->out, '\n');
    }
}

void html_open(struct html *html, const char *element, ...)
{
    va_list attributes;
    va_start(attributes, element);
    append_tag(html, element, attributes);
    va_end(attributes);
    g_ptr_array_add(html->open, (void *)element);
}

void html_close(struct html *html)
{
    const char *element = g_ptr_array_remove_index(html->open, html->open->len - 1);
    g_string_append_printf(html->out, "</%s>", element);
    end_line(html, element);
}

void html_text(struct html *html, const char *text)
{
    append_escaped(html->out, text);
}

static void append_leaf(struct html *html, const char *element, const char *text, va_list attributes)
{
    append_tag(html, element, attributes);
    append_escaped(html->out, text);
    g_string_append_printf(html->out, "</%s>", element);
    end_line(html, element);
}

void html_leaf(struct html *html, const char *element, const char *text, ...)
{
    va_list attributes;
    va_start(attributes, text);
    append_leaf(html, element, text, attributes);
    va_end(attributes);
}

void html_leaf_take(struct html *html, const char *element, char *text, ...)
{
    va_list attributes;
    va_start(attributes, text);
    append_leaf(html, element, text, attributes);
    va_end(attributes);
    g_free(text);
}

void html_empty(struct html *html, const char *element, ...)
{
    va_list attributes;
    va_start(attributes, element);
    append_tag(html, element, attributes);
    va_end(attributes);
    end_line(html, element);
}

void html_style(struct html *html, const char *css)
{
    g_string_append_printf(html->out, "<style>\n%s</style>\n", css);
}

void html_css_string(GString *out, const char *text)
{
    char *line = show_line(text);
    g_string_append_c(out, '"');
    for (const char *p = line; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c < 128 && g_ascii_isalnum((char)c)) {
            g_string_append_c(out, (char)c);
        } else {
            g_string_append_printf(out, "\\%x ", c);
        }
    }
    g_string_append_c(out, '"');
    g_free(line);
}
