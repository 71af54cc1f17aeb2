/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rewrites gnuplot's SVG tag by tag; see chart_svg.h. gnuplot escapes `<` in texts, so every `<` begins a
 * tag. */
#include "vifte/chart_svg.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define FONT " font-family=\"Arial\"" /* the whole picture's */

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
                           FONT " role=\"img\" aria-labelledby=\"%s-title %s-desc\" xml:lang=\"%s\">\n"
                                "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n",
                           name, name, language, name, safe_title, name, safe_description);
    g_free(safe_title);
    g_free(safe_description);
}

/* --- smaller, and the same picture --- */

/* What a tag can do without: gnuplot's own class, and what holds anyway. */
static const char *const NEEDLESS[] = {" class=\"gridline\"", " stroke-linecap=\"butt\"",
                                       " stroke-linejoin=\"miter\"", FONT};

/* Blanks only where they divide something. */
static GString *squeeze(const char *tag, gsize length)
{
    GString *out = g_string_new(NULL);
    for (const char *p = tag; p < tag + length;) {
        gsize blanks = strspn(p, " \t\n");
        p += blanks;
        if (blanks > 0 && strchr("=(,", out->str[out->len - 1]) == NULL && strchr("='\"/>", *p) == NULL) {
            g_string_append_c(out, ' ');
        }
        g_string_append_c(out, *p++);
    }
    return out;
}

/* "rgb(18,67,109)" as "#12436d"; returns what follows it. */
static const char *copy_colour(GString *out, const char *p)
{
    char *next = (char *)p + strlen("rgb");
    g_string_append_c(out, '#');
    for (int i = 0; i < 3; i++) {
        g_string_append_printf(out, "%02x", (unsigned)g_ascii_strtoull(next + 1, &next, 10));
    }
    return next + 1;
}

/* A number of two decimals with the one that can be seen; returns what follows it. */
static const char *copy_number(GString *out, const char *p)
{
    const char *end = p + strspn(p, "0123456789.");
    const char *point = memchr(p, '.', (size_t)(end - p));
    if (point == NULL || end - point != 3) {
        g_string_append_len(out, p, end - p);
        return end;
    }
    guint64 hundredths = g_ascii_strtoull(p, NULL, 10) * 100 + g_ascii_strtoull(point + 1, NULL, 10);
    guint64 tenths = (hundredths + 5) / 10;
    g_string_append_printf(out, "%" G_GUINT64_FORMAT, tenths / 10);
    if (tenths % 10 != 0) {
        g_string_append_printf(out, ".%d", (int)(tenths % 10));
    }
    return end;
}

/* The tag as short as it can be. */
static GString *shorten(const char *tag, gsize length)
{
    GString *plain = squeeze(tag, length);
    for (size_t i = 0; i < G_N_ELEMENTS(NEEDLESS); i++) {
        g_string_replace(plain, NEEDLESS[i], "", 0);
    }
    GString *out = g_string_new(NULL);
    for (const char *p = plain->str; *p != '\0';) {
        if (g_str_has_prefix(p, "rgb(")) {
            p = copy_colour(out, p);
        } else if (g_ascii_isdigit(*p)) {
            p = copy_number(out, p);
        } else {
            g_string_append_c(out, *p++);
        }
    }
    g_string_free(plain, TRUE);
    return out;
}

/* A group that is open in the text written so far. */
struct group {
    gsize start, length; /* of its opening tag; none = not written */
};

struct packing {
    GString *out;
    GArray *open; /* struct group */
    struct group closed;
    gsize closed_end; /* where `closed` ends; only right behind it can it go on */
    bool plain_tspan; /* one that says nothing is open and not written */
};

static bool may_be_joined(const char *tag, gsize length)
{
    return g_strstr_len(tag, (gssize)length, "filter") == NULL;
}

/* Where a group's texts stand, when that is all it moves: the group is then like its neighbours, and each
 * text says itself where it stands. Takes it out of the tag; "" = stays. */
static char *take_place(GString *tag, const char *content)
{
    static const char MOVED[] = "<g transform=\"translate(";
    const char *end = strchr(tag->str, ')');
    if (!g_str_has_prefix(tag->str, MOVED) || end == NULL || end[1] != '"' ||
        !g_str_has_prefix(content, "<text")) {
        return g_strdup("");
    }
    const char *x = tag->str + strlen(MOVED);
    const char *comma = memchr(x, ',', (size_t)(end - x));
    if (comma == NULL) {
        return g_strdup("");
    }
    char *attributes =
        g_strdup_printf(" x=\"%.*s\" y=\"%.*s\"", (int)(comma - x), x, (int)(end - comma - 1), comma + 1);
    g_string_erase(tag, strlen("<g"), end + 2 - tag->str - (gssize)strlen("<g"));
    return attributes;
}

/* A group that changes nothing is not written; one like the group before it goes on with that one. Nobody
 * points to a group by its name. */
static void open_group(struct packing *packing, GString *tag)
{
    GString *out = packing->out;
    struct group group = {.start = out->len, .length = tag->len};
    if (g_str_has_prefix(tag->str, "<g id=") || strcmp(tag->str, "<g>") == 0) {
        group.length = 0;
    } else if (out->len == packing->closed_end && packing->closed.length == tag->len &&
               strncmp(out->str + packing->closed.start, tag->str, tag->len) == 0 &&
               may_be_joined(tag->str, tag->len)) {
        group = packing->closed;
        g_string_truncate(out, out->len - strlen("</g>"));
    } else {
        g_string_append_len(out, tag->str, (gssize)tag->len);
    }
    g_array_append_val(packing->open, group);
}

/* A group without anything in it was not there. */
static void close_group(struct packing *packing)
{
    GString *out = packing->out;
    struct group group = g_array_index(packing->open, struct group, packing->open->len - 1);
    g_array_set_size(packing->open, packing->open->len - 1);
    if (group.length == 0) {
        return;
    }
    if (out->len == group.start + group.length && may_be_joined(out->str + group.start, group.length)) {
        g_string_truncate(out, group.start);
        return;
    }
    g_string_append(out, "</g>");
    packing->closed = group;
    packing->closed_end = out->len;
}

/* A mark at an axis that is not drawn: a path that goes nowhere. */
static bool is_nothing(const GString *tag)
{
    return opens(tag->str, "path") && strstr(tag->str, " L") == NULL && may_be_joined(tag->str, tag->len) &&
           strstr(tag->str, " id=") == NULL;
}

/* Blanks between tags that only make lines. */
static const char *skip_lines(const char *p)
{
    const char *end = p + strspn(p, " \t\n");
    bool lines = memchr(p, '\n', (size_t)(end - p)) != NULL || *p == '\t';
    return lines && (*end == '<' || *end == '\0') ? end : p;
}

/* A tag that is no group's. */
static void copy_short(struct packing *packing, GString *tag, const char *place)
{
    if (strcmp(tag->str, "<tspan>") == 0) {
        packing->plain_tspan = true;
    } else if (packing->plain_tspan && strcmp(tag->str, "</tspan>") == 0) {
        packing->plain_tspan = false;
    } else if (!is_nothing(tag)) {
        if (opens(tag->str, "text")) {
            g_string_insert(tag, (gssize)strlen("<text"), place);
        }
        g_string_append_len(packing->out, tag->str, (gssize)tag->len);
    }
}

/* Packs the tag at `p`; `place` is what take_place() took for the texts that follow. */
static const char *pack_tag(struct packing *packing, const char *p, const char *end, char **place)
{
    const char *next = skip_lines(end + 1);
    GString *tag = shorten(p, (gsize)(end + 1 - p));
    if (opens(p, "text") && g_str_has_prefix(next, "</text>")) {
        next = skip_lines(next + strlen("</text>"));
    } else if (opens(tag->str, "g") && !g_str_has_suffix(tag->str, "/>")) {
        g_free(*place);
        *place = take_place(tag, next);
        open_group(packing, tag);
    } else if (g_str_has_prefix(p, "</g>") && packing->open->len > 0) {
        close_group(packing);
        (*place)[0] = '\0';
    } else {
        copy_short(packing, tag, *place);
    }
    g_string_free(tag, TRUE);
    return next;
}

/* gnuplot writes a group around every mark. The head is left as it is. */
static char *pack(const char *svg)
{
    struct packing packing = {.out = g_string_new(NULL),
                              .open = g_array_new(FALSE, FALSE, sizeof(struct group))};
    char *place = g_strdup("");
    const char *p = strstr(svg, "</desc>");
    p = p != NULL ? p + strlen("</desc>") : svg;
    g_string_append_len(packing.out, svg, p - svg);
    while (*p != '\0') {
        const char *end = *p == '<' ? strchr(p, '>') : NULL;
        if (end == NULL) {
            g_string_append_c(packing.out, *p++);
        } else {
            p = pack_tag(&packing, p, end, &place);
        }
    }
    g_free(place);
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
