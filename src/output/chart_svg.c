/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rewrites gnuplot's SVG tag by tag; see chart_svg.h. gnuplot escapes `<` in texts, so every `<` begins a
 * tag. */
#include "vifte/chart_svg.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Attributes that name an element, or point to one. Names begin with a blank, as they stand in a tag. */
static const char *const REFERENCES[] = {" id='", " id=\"", "xlink:href='#", "xlink:href=\"#", "url(#"};

/* Copies a tag; every identifier in it gets the picture's name in front. */
static void copy_tag(GString *out, const char *tag, const char *end, const char *name)
{
    for (const char *p = tag; p < end;) {
        const char *found = NULL;
        for (size_t i = 0; i < G_N_ELEMENTS(REFERENCES) && found == NULL; i++) {
            found = g_str_has_prefix(p, REFERENCES[i]) ? REFERENCES[i] : NULL;
        }
        if (found == NULL) {
            g_string_append_c(out, *p++);
            continue;
        }
        g_string_append_printf(out, "%s%s-", found, name);
        p += strlen(found);
    }
}

/* The element's own and all that is in it; the elements left out here hold nothing but text. */
static const char *after_element(const char *tag, const char *closing)
{
    const char *end = strstr(tag, closing);
    return end != NULL ? end + strlen(closing) : tag + strlen(tag);
}

static bool opens(const char *tag, const char *element)
{
    size_t n = strlen(element);
    return strncmp(tag + 1, element, n) == 0 && strchr(" >\n\t", tag[n + 1]) != NULL;
}

static void open_picture(GString *out, const char *tag, const char *end, const char *name, const char *title,
                         const char *description, const char *language)
{
    char *safe_title = g_markup_escape_text(title, -1);
    char *safe_description = g_markup_escape_text(description, -1);
    g_string_append_len(out, tag, end - 1 - tag);
    g_string_append_printf(out,
                           " role=\"img\" aria-labelledby=\"%s-title %s-desc\" xml:lang=\"%s\">\n"
                           "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n",
                           name, name, language, name, safe_title, name, safe_description);
    g_free(safe_title);
    g_free(safe_description);
}

char *chart_svg_finish(const char *svg, const char *name, const char *title, const char *description,
                       const char *language)
{
    if (strstr(svg, "<svg") == NULL || strstr(svg, "</svg>") == NULL) {
        return NULL;
    }
    GString *out = g_string_new(NULL);
    for (const char *p = svg; *p != '\0';) {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;
        if (g_str_has_prefix(p, "&#")) { /* gnuplot lets what looks like a character's number through */
            g_string_append(out, "&amp;#");
            p += 2;
        } else if (*p == '>') { /* of a text: "]]>" may not stand there */
            g_string_append(out, "&gt;");
            p++;
        } else if (end == NULL) {
            g_string_append_c(out, *p++);
        } else if (opens(p, "title")) {
            p = after_element(p, "</title>");
        } else if (opens(p, "desc")) {
            p = after_element(p, "</desc>");
        } else if (opens(p, "svg")) {
            open_picture(out, p, end + 1, name, title, description, language);
            p = end + 1;
        } else {
            copy_tag(out, p, end + 1, name);
            p = end + 1;
        }
    }
    return g_string_free(out, FALSE);
}
