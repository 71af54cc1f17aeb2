/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields to numbers, dates, words and lists. */
#include "vifte/method_value.h"

#include "vifte/dates.h"
#include "vifte/text.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define LARGEST_COUNT 1e9
#define LARGEST_NUMBER 1e15

static size_t digits_at(const char *p)
{
    return strspn(p, "0123456789");
}

/* A decimal number is the whole text: sign, digits, point, exponent, and nothing else. */
static bool is_decimal(const char *p)
{
    p += *p == '-' || *p == '+';
    size_t whole = digits_at(p), part = 0;
    p += whole;
    if (*p == '.') {
        part = digits_at(p + 1);
        p += 1 + part;
    }
    if (whole + part == 0)
        return false;
    if (*p == 'e' || *p == 'E') {
        p++;
        p += *p == '-' || *p == '+';
        size_t exponent = digits_at(p);
        if (exponent == 0)
            return false;
        p += exponent;
    }
    return *p == '\0';
}

static bool parse_number(const char *text, double *out)
{
    if (!is_decimal(text))
        return false;
    *out = g_ascii_strtod(text, NULL);
    return isfinite(*out) && fabs(*out) <= LARGEST_NUMBER;
}

struct bounds {
    const char *expected;
    double from; /* included */
    double to;   /* included */
    bool whole;
    bool open; /* the ends are not included */
};

static const struct bounds bounds_of[] = {
    [METHOD_COUNT] = {N_("a whole number from 0 to 1000000000"), 0, LARGEST_COUNT, true, false},
    [METHOD_INTEGER] = {N_("a whole number"), -LARGEST_COUNT, LARGEST_COUNT, true, false},
    [METHOD_AMOUNT] = {N_("a number, 0 or more"), 0, LARGEST_NUMBER, false, false},
    [METHOD_POSITIVE] = {N_("a number above 0"), 0, INFINITY, false, true},
    [METHOD_NUMBER] = {N_("a number"), -LARGEST_NUMBER, LARGEST_NUMBER, false, false},
    [METHOD_SHARE] = {N_("a number above 0 and below 1"), 0, 1, false, true},
    [METHOD_FRACTION] = {N_("a number from 0 to 1"), 0, 1, false, false},
    [METHOD_NUMBERS] = {N_("numbers with blanks between"), -LARGEST_NUMBER, LARGEST_NUMBER, false, false},
    [METHOD_AMOUNTS] = {N_("numbers, 0 or more, with blanks between"), 0, LARGEST_NUMBER, false, false},
    [METHOD_COUNTS] = {N_("whole numbers with blanks between"), 0, LARGEST_COUNT, true, false},
    [METHOD_RANGE] = {N_("a whole number above 0, or a range such as 1..4"), 1, LARGEST_COUNT, true, false},
    [METHOD_STAYS] = {N_("stays as from/to/ended with blanks between, ended 0 or 1"), 0, LARGEST_NUMBER,
                      false, false},
};

static bool is_within(double v, const struct bounds *b)
{
    if (b->whole && v != floor(v))
        return false;
    return b->open ? v > b->from && v < b->to : v >= b->from && v <= b->to;
}

static bool parse_bounded(const char *text, const struct bounds *b, double *out)
{
    return parse_number(text, out) && is_within(*out, b);
}

static bool parse_list(const char *text, const char *separators, const struct bounds *b,
                       struct method_value *out)
{
    GArray *list = g_array_new(FALSE, FALSE, sizeof(double));
    char **parts = g_strsplit_set(text, separators, -1);
    bool ok = true;
    for (size_t i = 0; ok && parts[i] != NULL; i++) {
        double v;
        if (parts[i][0] == '\0')
            continue;
        ok = parse_bounded(parts[i], b, &v);
        g_array_append_val(list, v);
    }
    g_strfreev(parts);
    out->n = list->len;
    out->list = (double *)(void *)g_array_free(list, FALSE);
    return ok && out->n > 0;
}

static bool parse_stays(const char *text, const struct bounds *b, struct method_value *out)
{
    char **stays = g_strsplit_set(text, " \t", -1);
    bool ok = true;
    for (size_t i = 0; ok && stays[i] != NULL; i++) {
        size_t slashes = 0;
        for (const char *p = stays[i]; *p != '\0'; p++)
            slashes += *p == '/';
        ok = stays[i][0] == '\0' || slashes == 2;
    }
    g_strfreev(stays);
    if (!ok || !parse_list(text, " \t/", b, out) || out->n % 3 != 0)
        return false;
    for (size_t i = 2; i < out->n; i += 3)
        ok = ok && (out->list[i] == 0 || out->list[i] == 1);
    return ok;
}

/* 7, 1..4, <5 (= 1..4) or <5 (1..4); the words in brackets may not say anything else. */
static bool parse_range(const char *text, const struct bounds *b, struct method_value *out)
{
    char *inner = g_strdup(text);
    double below = 0;
    bool ok = true;
    if (inner[0] == '<') {
        char *bracket = strchr(inner, '(');
        size_t digits = digits_at(inner + 1);
        g_autofree char *limit = g_strndup(inner + 1, digits);
        ok = parse_bounded(limit, b, &below) && below >= 2;
        g_autofree char *range = bracket != NULL ? g_strndup(bracket + 1, strcspn(bracket + 1, ")"))
                                                 : g_strdup_printf("1..%.0f", below - 1);
        g_free(inner);
        inner = g_steal_pointer(&range);
    }
    char *dots = strstr(inner, "..");
    if (dots != NULL)
        memset(dots, ' ', 2);
    ok = ok && parse_list(inner, " ", b, out) && out->n == (dots != NULL ? 2 : 1) &&
         out->list[0] <= out->list[out->n - 1] && (below == 0 || out->list[out->n - 1] < below);
    g_free(inner);
    return ok;
}

static bool parse_date(const char *text, double *out)
{
    if (strlen(text) != 10 || digits_at(text) != 4 || text[4] != '-' || digits_at(text + 5) != 2 ||
        text[7] != '-' || digits_at(text + 8) != 2)
        return false;
    int year = (int)g_ascii_strtoull(text, NULL, 10), month = (int)g_ascii_strtoull(text + 5, NULL, 10),
        day = (int)g_ascii_strtoull(text + 8, NULL, 10);
    if (!date_is_valid(year, month, day))
        return false;
    *out = date_from_ymd(year, month, day);
    return true;
}

static bool parse_side(const char *text, double *out)
{
    *out = strcmp(text, "lower") == 0;
    return *out > 0 || strcmp(text, "upper") == 0;
}

static bool parse_kind(const struct method_input *input, const char *trimmed, const char *text,
                       struct method_value *out, const char **expected)
{
    switch (input->kind) {
    case METHOD_TEXT:
        *expected = N_("a text");
        out->text = text;
        return trimmed[0] != '\0';
    case METHOD_ANY:
        out->text = text;
        return true;
    case METHOD_DATE:
        *expected = N_("a date such as 2024-12-31");
        return parse_date(trimmed, &out->number);
    case METHOD_SIDE:
        *expected = N_("upper or lower");
        return parse_side(trimmed, &out->number);
    case METHOD_NUMBERS:
    case METHOD_AMOUNTS:
    case METHOD_COUNTS:
        *expected = bounds_of[input->kind].expected;
        return parse_list(trimmed, " \t", &bounds_of[input->kind], out);
    case METHOD_STAYS:
        *expected = bounds_of[input->kind].expected;
        return parse_stays(trimmed, &bounds_of[input->kind], out);
    case METHOD_RANGE:
        *expected = bounds_of[input->kind].expected;
        return parse_range(trimmed, &bounds_of[input->kind], out);
    default:
        *expected = bounds_of[input->kind].expected;
        return parse_bounded(trimmed, &bounds_of[input->kind], &out->number);
    }
}

bool method_value_parse(const struct method_input *input, const char *text, struct method_value *out,
                        const char **expected)
{
    *out = (struct method_value){0};
    g_autofree char *trimmed = g_strstrip(g_strdup(text));
    if (strcmp(trimmed, "NA") == 0) {
        out->is_missing = true;
        return true;
    }
    return parse_kind(input, trimmed, text, out, expected);
}

void method_value_clear(struct method_value *value)
{
    g_free((gpointer)value->list);
    *value = (struct method_value){0};
}
