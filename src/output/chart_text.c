/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Widths, line breaks and quoting; see chart_text.h. */
#include "vifte/chart_text.h"

#include <stdbool.h>
#include <string.h>

#define PX_PER_POINT (96.0 / 72.0)
#define ELLIPSIS "\u2026"
#define SHORT_END 6 /* letters of a last word that stays when a text is cut */
#define WIDE 1000

/* clang-format off */
/* Thousandths of the letter height: U+0020 to U+007E, then U+00A0 to U+00FF. */
static const short ASCII[] = {
    277, 277, 354, 556, 556, 889, 666, 190, 333, 333, 389, 583, 277, 333, 277, 277, 556, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 277, 277, 583, 583, 583, 556, 1015, 666, 666, 722, 722, 666, 610, 777, 722, 277, 500, 666, 556, 833, 722, 777,
    666, 777, 722, 666, 610, 722, 666, 943, 666, 666, 610, 277, 277, 277, 469, 556, 333, 556, 556, 500, 556, 556, 277, 556,
    556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 277, 556, 500, 722, 500, 500, 500, 333, 259, 333, 583};
static const short LATIN[] = {
    277, 333, 556, 556, 556, 556, 259, 556, 333, 736, 370, 556, 583, 333, 736, 552, 399, 548, 333, 333, 333, 576, 537, 333,
    333, 333, 365, 556, 833, 833, 833, 610, 666, 666, 666, 666, 666, 666, 1000, 722, 666, 666, 666, 666, 277, 277, 277, 277,
    722, 722, 777, 777, 777, 777, 777, 583, 777, 722, 722, 722, 722, 666, 666, 610, 556, 556, 556, 556, 556, 556, 889, 500,
    556, 556, 556, 556, 277, 277, 277, 277, 556, 556, 556, 556, 556, 556, 556, 548, 610, 556, 556, 556, 556, 500, 556, 500};
/* clang-format on */

static double letter_width(gunichar c)
{
    if (c >= 0x20 && c <= 0x7E) {
        return ASCII[c - 0x20];
    }
    if (c >= 0xA0 && c <= 0xFF) {
        return LATIN[c - 0xA0];
    }
    return c == 0x2013 || c == 0x2212 ? 583 : WIDE;
}

/* Letters that can stand in a picture: no control characters, none that turn the writing direction, none that
 * XML forbids. Others are given as a blank. */
static gunichar drawable(gunichar c)
{
    bool turns = (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                 (c >= 0x2066 && c <= 0x2069) || c == 0x061C;
    bool breaks = c == 0x2028 || c == 0x2029;
    bool forbidden = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || turns || breaks || forbidden ? ' ' : c;
}

char *chart_text_clean(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        g_string_append_unichar(out, drawable(g_utf8_get_char(p)));
    }
    g_free(valid);
    return g_string_free(out, FALSE);
}

/* From thousandths of the size. */
static double in_px(double width, double points)
{
    return width / 1000.0 * points * PX_PER_POINT;
}

double chart_text_width(const char *text, double points)
{
    char *valid = g_utf8_make_valid(text, -1);
    double width = 0;
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        width += letter_width(drawable(g_utf8_get_char(p)));
    }
    g_free(valid);
    return in_px(width, points);
}

/* As many letters as leave room for an ellipsis; the line is valid UTF-8. */
static void shorten(GString *line, double points, double px)
{
    double room = px - chart_text_width(ELLIPSIS, points), width = 0;
    const char *end = line->str;
    for (; *end != '\0'; end = g_utf8_next_char(end)) {
        width += letter_width(drawable(g_utf8_get_char(end)));
        if (in_px(width, points) > room) {
            break;
        }
    }
    g_string_truncate(line, (gsize)(end - line->str));
    while (line->len > 0 && strchr(" ,;:", line->str[line->len - 1]) != NULL) {
        g_string_truncate(line, line->len - 1);
    }
    g_string_append(line, ELLIPSIS);
}

/* The same for a text that goes on with `words`: names that differ at their end alone ("... 7") keep it. */
static void shorten_all(GString *line, char *const *words, double points, double px)
{
    const char *last = words[0];
    for (size_t i = 0; words[i] != NULL; i++) {
        last = *words[i] != '\0' ? words[i] : last;
    }
    glong letters = last == words[0] ? 0 : g_utf8_strlen(last, -1);
    char *tail = letters > 0 && letters <= SHORT_END ? g_strconcat(" ", last, NULL) : g_strdup("");
    double room = px - chart_text_width(tail, points);
    bool fits = room > px / 2;
    shorten(line, points, fits ? room : px);
    g_string_append(line, fits ? tail : "");
    g_free(tail);
}

static void end_line(GPtrArray *lines, GString *line)
{
    g_ptr_array_add(lines, g_strdup(line->str));
    g_string_truncate(line, 0);
}

/* Adds the first word to the line, or begins a new one. False when there was no more room for it. */
static bool place_word(GPtrArray *lines, GString *line, char *const *words, double points, double px,
                       int max_lines)
{
    const char *word = words[0];
    gsize before = line->len;
    g_string_append_printf(line, before > 0 ? " %s" : "%s", word);
    if (chart_text_width(line->str, points) <= px) {
        return true;
    }
    if (before == 0 || (int)lines->len + 1 >= max_lines) {
        shorten_all(line, words, points, px);
        return false;
    }
    g_string_truncate(line, before);
    end_line(lines, line);
    return place_word(lines, line, words, points, px, max_lines);
}

char **chart_text_wrap(const char *text, double points, double px, int max_lines)
{
    char *valid = g_utf8_make_valid(text, -1);
    char **words = g_strsplit_set(valid, " \t\r\n", -1);
    GPtrArray *lines = g_ptr_array_new();
    GString *line = g_string_new(NULL);
    bool room = true;
    for (size_t i = 0; words[i] != NULL && room; i++) {
        room = *words[i] == '\0' || place_word(lines, line, words + i, points, px, max_lines);
    }
    end_line(lines, line);
    g_ptr_array_add(lines, NULL);
    g_string_free(line, TRUE);
    g_strfreev(words);
    g_free(valid);
    return (char **)g_ptr_array_free(lines, FALSE);
}

char *chart_text_fit(const char *text, double points, double px)
{
    char **lines = chart_text_wrap(text, points, px, 1);
    char *line = g_strdup(lines[0]);
    g_strfreev(lines);
    return line;
}

void chart_text_quote(GString *out, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    /* Without any of its marks gnuplot takes a text as it is, doubled backslashes included; an empty group is
     * one. */
    const char *group = strchr(valid, '\\') != NULL ? "{}" : "";
    g_string_append_c(out, '\'');
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = drawable(g_utf8_get_char(p));
        if (c == '\'') { /* gnuplot misreads a doubled one at the beginning and beside another */
            g_string_append(out, "'.\"'\".'");
            continue;
        }
        if (c < 0x80 && strchr("{}^_@&~\\", (int)c) != NULL) {
            g_string_append_c(out, '\\');
        }
        g_string_append_unichar(out, c);
    }
    g_string_append_printf(out, "%s'", group);
    g_free(valid);
}

void chart_text_field(GString *out, const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    g_string_append_c(out, '"');
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = drawable(g_utf8_get_char(p));
        if (c == '\\') {
            g_string_append_c(out, '\\');
        }
        /* A field ends at the next quotation mark, whatever stands before it. */
        g_string_append_unichar(out, c == '"' ? 0x201D : c);
    }
    g_string_append_c(out, '"');
    g_free(valid);
}
