/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Error values and texts turned into dates, by their shape. */
#include "vifte/excel_damage.h"

#include "vifte/record.h"

#include <glib.h>
#include <string.h>

#define LONGEST_ERROR 20
#define LONGEST_DATE 19 /* 2024-12-10T00:00:00 */

/* In capitals with / and digits, closed by ! or ?; a missing value (#N/A) has no such end. */
bool excel_damage_is_error(const struct field *field)
{
    static const char *const MISSING[] = {"#I/T", "#N/A"};
    const char *text = field->text;
    size_t n = field->length;
    if (n < 3 || n > LONGEST_ERROR || text[0] != '#') {
        return false;
    }
    if (strspn(text, "#") == n) {
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(MISSING); i++) {
        if (strcmp(text, MISSING[i]) == 0) {
            return true;
        }
    }
    for (size_t i = 1; i + 1 < n; i++) {
        unsigned char c = (unsigned char)text[i];
        if (!g_ascii_isupper(c) && !g_ascii_isdigit(c) && c != '/' && c != '_' && c < 0x80) {
            return false;
        }
    }
    return text[n - 1] == '!' || text[n - 1] == '?';
}

static size_t digits_at(const char *p)
{
    return strspn(p, "0123456789");
}

bool excel_damage_is_band(const struct field *field)
{
    size_t from = digits_at(field->text);
    if (from == 0 || from > 3) {
        return false;
    }
    const char *p = field->text + from;
    if (*p == '+') {
        return p[1] == '\0';
    }
    size_t to = *p == '-' ? digits_at(p + 1) : 0;
    return *p == '-' && to <= 3 && p[1 + to] == '\0';
}

static bool is_month_name(const char *text, size_t n)
{
    static const char *const NAMES[] = {"jan", "feb", "mar", "apr", "maj", "may", "jun",
                                        "jul", "aug", "sep", "okt", "oct", "nov", "dec"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES); i++) {
        if (n >= 3 && n <= 4 && g_ascii_strncasecmp(text, NAMES[i], 3) == 0 && (n == 3 || text[3] == '.')) {
            return true;
        }
    }
    return false;
}

/* Parts between '-', '/', '.' or blanks. */
static size_t cut_parts(const char *text, const char *parts[4], size_t lengths[4])
{
    size_t n = 0;
    for (const char *p = text; *p != '\0' && n < 4;) {
        size_t length = strcspn(p, "-/. ");
        if (length > 0) {
            parts[n] = p;
            lengths[n++] = length;
        }
        p += length + strspn(p + length, "-/. ");
    }
    return n;
}

bool excel_damage_is_date(const struct field *field)
{
    const char *parts[4];
    size_t lengths[4];
    char text[LONGEST_DATE + 1];
    if (field->length > LONGEST_DATE) {
        return false;
    }
    g_strlcpy(text, field->text, sizeof text);
    char *time = strchr(text, 'T');
    if (time != NULL && g_str_has_prefix(time, "T00:00")) {
        *time = '\0';
    }
    size_t n = cut_parts(text, parts, lengths);
    size_t numbers = 0, months = 0, years = 0;
    for (size_t i = 0; i < n; i++) {
        bool digits = digits_at(parts[i]) == lengths[i];
        numbers += digits && lengths[i] <= 2;
        years += digits && lengths[i] == 4;
        months += is_month_name(parts[i], lengths[i]);
    }
    bool whole = n == 3 && years == 1 && numbers + months == 2 && months <= 1;
    return whole || (n == 2 && months == 1 && numbers + years == 1);
}
