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

/* --- smaller, and the same picture --- */

/* A group that is open in the text written so far. */
struct group {
    gsize start, length; /* of its opening tag */
};

struct packing {
    GString *out;
    GArray *open; /* struct group */
    struct group closed;
    gsize closed_end; /* where `closed` ends; only right behind it can it go on */
};

static bool may_be_joined(const char *tag, gsize length)
{
    return g_strstr_len(tag, (gssize)length, "filter") == NULL &&
           g_strstr_len(tag, (gssize)length, " id=") == NULL;
}

/* A group with the same attributes as the one before it goes on with that one. */
static void open_group(struct packing *packing, const char *tag, gsize length)
{
    GString *out = packing->out;
    struct group group = {.start = out->len, .length = length};
    if (out->len == packing->closed_end && packing->closed.length == length &&
        strncmp(out->str + packing->closed.start, tag, length) == 0 && may_be_joined(tag, length)) {
        group = packing->closed;
        g_string_truncate(out, out->len - strlen("</g>"));
    } else {
        g_string_append_len(out, tag, (gssize)length);
    }
    g_array_append_val(packing->open, group);
}

/* A group without anything in it was not there. */
static void close_group(struct packing *packing)
{
    GString *out = packing->out;
    struct group group = g_array_index(packing->open, struct group, packing->open->len - 1);
    g_array_set_size(packing->open, packing->open->len - 1);
    if (out->len == group.start + group.length && may_be_joined(out->str + group.start, group.length)) {
        g_string_truncate(out, group.start);
        return;
    }
    g_string_append(out, "</g>");
    packing->closed = group;
    packing->closed_end = out->len;
}

/* A mark at an axis that is not drawn: a path that goes nowhere. */
static bool is_nothing(const char *tag, gsize length)
{
    return opens(tag, "path") && g_strstr_len(tag, (gssize)length, " L") == NULL &&
           may_be_joined(tag, length);
}

/* Blanks between tags that only make lines. */
static const char *skip_lines(const char *p)
{
    const char *end = p + strspn(p, " \t\n");
    bool lines = memchr(p, '\n', (size_t)(end - p)) != NULL || *p == '\t';
    return lines && (*end == '<' || *end == '\0') ? end : p;
}

/* gnuplot writes a group around every mark. The head is left as it is. */
static char *pack(const char *svg)
{
    struct packing packing = {.out = g_string_new(NULL),
                              .open = g_array_new(FALSE, FALSE, sizeof(struct group))};
    const char *p = strstr(svg, "</desc>");
    p = p != NULL ? p + strlen("</desc>") : svg;
    g_string_append_len(packing.out, svg, p - svg);
    while (*p != '\0') {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;
        if (end == NULL) {
            g_string_append_c(packing.out, *p++);
            continue;
        }
        gsize length = (gsize)(end + 1 - p);
        if (opens(p, "g")) {
            open_group(&packing, p, length);
        } else if (g_str_has_prefix(p, "</g>") && packing.open->len > 0) {
            close_group(&packing);
        } else if (!is_nothing(p, length)) {
            g_string_append_len(packing.out, p, (gssize)length);
        }
        p = skip_lines(end + 1);
    }
    g_array_unref(packing.open);
    g_string_append_c(packing.out, '\n');
    return g_string_free(packing.out, FALSE);
}

/* gnuplot's definition that ends at `end`, where it is one thing with a name: its start, else NULL. */
static char *definition_before(GString *svg, char *end)
{
    bool filter = end - svg->str > 9 && strncmp(end - 9, "</filter>", 9) == 0;
    char *start = filter ? g_strrstr_len(svg->str, end - svg->str, "<filter ")
                         : g_strrstr_len(svg->str, end - svg->str, "<");
    return start != NULL && g_strstr_len(start, end - start, " id='") != NULL ? start : NULL;
}

/* Is what the tag defines used anywhere? */
static bool is_used(const GString *svg, const char *tag)
{
    const char *id = strstr(tag, " id='") + strlen(" id='");
    char *name = g_strndup(id, strcspn(id, "'"));
    char *by_use = g_strdup_printf("#%s'", name);
    char *by_style = g_strdup_printf("#%s)", name);
    bool used = strstr(svg->str, by_use) != NULL || strstr(svg->str, by_style) != NULL;
    g_free(by_style);
    g_free(by_use);
    g_free(name);
    return used;
}

/* All signs that gnuplot knows stand in every picture; from the last on, as later ones use earlier ones. */
static char *drop_definitions(char *text)
{
    GString *svg = g_string_new(text);
    char *end = strstr(svg->str, "</defs>");
    while (end != NULL) {
        char *start = definition_before(svg, end);
        if (start == NULL) {
            break;
        }
        gssize at = start - svg->str;
        if (!is_used(svg, start)) {
            g_string_erase(svg, at, end - start);
        }
        end = svg->str + at;
    }
    g_free(text);
    return g_string_free(svg, FALSE);
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
    char *packed = drop_definitions(pack(out->str));
    g_string_free(out, TRUE);
    return packed;
}
