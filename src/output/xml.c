/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing XML; see xml.h. */
#include "xml.h"

#include "markup.h"

#include <stdarg.h>

struct xml {
    GString *out;
    GPtrArray *open; /* const char *: names of elements */
};

struct xml *xml_new(void)
{
    struct xml *xml = g_new(struct xml, 1);
    xml->out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    xml->open = g_ptr_array_new();
    return xml;
}

char *xml_finish(struct xml *xml)
{
    while (xml->open->len > 0) {
        xml_close(xml);
    }
    g_ptr_array_unref(xml->open);
    char *text = g_string_free(xml->out, FALSE);
    g_free(xml);
    return text;
}

static void append_tag(struct xml *xml, const char *element, va_list attributes, const char *end)
{
    g_string_append_printf(xml->out, "<%s", element);
    for (const char *name = va_arg(attributes, const char *); name != NULL;
         name = va_arg(attributes, const char *)) {
        const char *value = va_arg(attributes, const char *);
        if (value != NULL) {
            g_string_append_printf(xml->out, " %s=\"", name);
            markup_append(xml->out, value);
            g_string_append_c(xml->out, '"');
        }
    }
    g_string_append(xml->out, end);
}

void xml_open(struct xml *xml, const char *element, ...)
{
    va_list attributes;
    va_start(attributes, element);
    append_tag(xml, element, attributes, ">");
    va_end(attributes);
    g_ptr_array_add(xml->open, (void *)element);
}

void xml_close(struct xml *xml)
{
    const char *element = g_ptr_array_remove_index(xml->open, xml->open->len - 1);
    g_string_append_printf(xml->out, "</%s>", element);
}

void xml_empty(struct xml *xml, const char *element, ...)
{
    va_list attributes;
    va_start(attributes, element);
    append_tag(xml, element, attributes, "/>");
    va_end(attributes);
}

void xml_leaf(struct xml *xml, const char *element, const char *text, ...)
{
    va_list attributes;
    va_start(attributes, text);
    append_tag(xml, element, attributes, ">");
    va_end(attributes);
    markup_append(xml->out, text);
    g_string_append_printf(xml->out, "</%s>", element);
}

void xml_text(struct xml *xml, const char *text)
{
    markup_append(xml->out, text);
}

void xml_number(struct xml *xml, const char *element, const char *attribute, long number)
{
    g_string_append_printf(xml->out, "<%s %s=\"%ld\"/>", element, attribute, number);
}

void xml_raw(struct xml *xml, const char *constant)
{
    g_string_append(xml->out, constant);
}
