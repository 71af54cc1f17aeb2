/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tags of content controls; see figure_tag.h. */
#include "vifte/figure_tag.h"

#include <string.h>

#define HASH_DIGITS 10
#define PLACE_DIGITS 4 /* more would be ten thousand occurrences of one figure; they still fit */
#define ID_MOST (FIGURE_TAG_MOST - 2 - PLACE_DIGITS - FIGURE_TAG_SUM)

static void hash(const char *text, size_t digits, char *out)
{
    char *whole = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    memcpy(out, whole, digits);
    out[digits] = '\0';
    g_free(whole);
}

static bool is_blank(gunichar c)
{
    return g_unichar_isspace(c) || c == 0xA0 || c == 0x202F || c == 0x2009;
}

static bool is_hyphen(gunichar c)
{
    return c == 0x2010 || c == 0x2011 || c == 0x2212;
}

char *figure_tag_text(const char *text)
{
    char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    for (const char *p = valid; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (is_blank(c)) {
            if (out->len > 0 && out->str[out->len - 1] != ' ') {
                g_string_append_c(out, ' ');
            }
        } else if (c != 0xAD && c != 0x200B) { /* soft hyphen, zero-width blank */
            g_string_append_unichar(out, is_hyphen(c) ? '-' : c);
        }
    }
    if (out->len > 0 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    g_free(valid);
    return g_string_free(out, FALSE);
}

void figure_tag_sum(const char *text, char out[FIGURE_TAG_SUM + 1])
{
    char *counted = figure_tag_text(text);
    hash(counted, FIGURE_TAG_SUM, out);
    g_free(counted);
}

char *figure_tag_id(const char *id)
{
    if (g_utf8_strlen(id, -1) <= ID_MOST) {
        return g_strdup(id);
    }
    char digits[HASH_DIGITS + 1];
    hash(id, HASH_DIGITS, digits);
    char *start = g_utf8_substring(id, 0, ID_MOST - HASH_DIGITS - 1);
    char *tag = g_strconcat(start, "~", digits, NULL);
    g_free(start);
    return tag;
}

char *figure_tag_make(const char *id, unsigned place, const char *text)
{
    char sum[FIGURE_TAG_SUM + 1];
    figure_tag_sum(text, sum);
    char *short_id = figure_tag_id(id);
    char *tag = g_strdup_printf("%s#%u.%s", short_id, place, sum);
    g_free(short_id);
    return tag;
}

bool figure_tag_read(const char *tag, struct figure_tag *out)
{
    *out = (struct figure_tag){0};
    const char *mark = strrchr(tag, '#');
    const char *dot = mark != NULL ? strchr(mark, '.') : NULL;
    if (dot == NULL || mark == tag || memchr(tag, '/', (size_t)(mark - tag)) == NULL ||
        strlen(dot + 1) != FIGURE_TAG_SUM || strspn(dot + 1, "0123456789abcdef") != FIGURE_TAG_SUM) {
        return false;
    }
    size_t digits = strspn(mark + 1, "0123456789");
    if (digits == 0 || digits > 6 || mark + 1 + digits != dot) {
        return false;
    }
    out->place = (unsigned)g_ascii_strtoull(mark + 1, NULL, 10);
    memcpy(out->sum, dot + 1, FIGURE_TAG_SUM);
    out->id = g_strndup(tag, (size_t)(mark - tag));
    return true;
}
