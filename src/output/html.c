/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing HTML; see html.h. */
#include "html.h"

#include "markup.h"

#include "vifte/figure_id.h"

#include "vifte/show.h"

#include <stdarg.h>
#include <string.h>

struct html {
    GString *out;
    GPtrArray *open;                      /* const char *: names of elements */
    const struct html_listener *listener; /* NULL = the page is written */
};

/* Elements that stand in a line of text; all others end with a line feed, which makes a page's source
 * readable. */
static const char *const INLINE[] = {"a", "strong", "em", "span", "code", "small", "dfn", NULL};

struct html *html_new(void)
{
    struct html *html = g_new0(struct html, 1);
    html->out = g_string_new("<!DOCTYPE html>\n");
    html->open = g_ptr_array_new();
    return html;
}

struct html *html_new_told(const struct html_listener *listener)
{
    struct html *html = g_new0(struct html, 1);
    html->open = g_ptr_array_new();
    html->listener = listener;
    return html;
}

char *html_figure(const struct html *html, const struct cell *cell)
{
    return html->listener != NULL ? html->listener->figure(html->listener->context, cell) : NULL;
}

char *html_finish(struct html *html)
{
    while (html->open->len > 0) {
        html_close(html);
    }
    g_ptr_array_unref(html->open);
    char *page = html->out != NULL ? g_string_free(html->out, FALSE) : NULL;
    g_free(html);
    return page;
}

static void tell_tag(const struct html *html, const char *element, va_list attributes)
{
    GPtrArray *pairs = g_ptr_array_new();
    for (const char *name = va_arg(attributes, const char *); name != NULL;
         name = va_arg(attributes, const char *)) {
        const char *value = va_arg(attributes, const char *);
        if (value != NULL) {
            g_ptr_array_add(pairs, (void *)name);
            g_ptr_array_add(pairs, (void *)value);
        }
    }
    g_ptr_array_add(pairs, NULL);
    html->listener->open(html->listener->context, element, (const char *const *)pairs->pdata);
    g_ptr_array_unref(pairs);
}

static void append_tag(struct html *html, const char *element, va_list attributes)
{
    if (html->listener != NULL) {
        tell_tag(html, element, attributes);
        return;
    }
    g_string_append_printf(html->out, "<%s", element);
    for (const char *name = va_arg(attributes, const char *); name != NULL;
         name = va_arg(attributes, const char *)) {
        const char *value = va_arg(attributes, const char *);
        if (value != NULL) {
            g_string_append_printf(html->out, " %s=\"", name);
            markup_append(html->out, value);
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

static void append_end(struct html *html, const char *element)
{
    if (html->listener != NULL) {
        html->listener->close(html->listener->context, element);
        return;
    }
    g_string_append_printf(html->out, "</%s>", element);
    end_line(html, element);
}

static void append_text(struct html *html, const char *text)
{
    if (html->listener != NULL) {
        html->listener->text(html->listener->context, text);
    } else {
        char *plain = figure_unmark(text); /* a page tells no ids */
        markup_append(html->out, plain);
        g_free(plain);
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
    append_end(html, g_ptr_array_remove_index(html->open, html->open->len - 1));
}

void html_text(struct html *html, const char *text)
{
    append_text(html, text);
}

static void append_leaf(struct html *html, const char *element, const char *text, va_list attributes)
{
    append_tag(html, element, attributes);
    append_text(html, text);
    append_end(html, element);
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
    if (html->listener == NULL) {
        end_line(html, element);
    }
}

void html_png(struct html *html, GBytes *png, const char *alternative, const char *class)
{
    gsize length;
    const guchar *bytes = g_bytes_get_data(png, &length);
    char *data = g_base64_encode(bytes, length);
    char *source = g_strconcat("data:image/png;base64,", data, NULL);
    html_empty(html, "img", "src", source, "alt", alternative, "class", class, (char *)NULL);
    g_free(source);
    g_free(data);
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
