/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language, folding, masking, and numbers for people. */
#include "vifte/text.h"

#include "vifte/dates.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#define NO_BREAK_SPACE "\u00a0"
#define MINUS "\u2212"

static enum language current = LANGUAGE_EN;

void text_set_language(enum language language, const char *locale_dir)
{
    current = language;
    /* A bare machine has no Danish locale; C.UTF-8 is always there and lets LANGUAGE choose the catalogue. */
    setlocale(LC_MESSAGES, "C.UTF-8");
    setlocale(LC_CTYPE, "C.UTF-8"); /* the system's own sentences keep their letters */
    g_setenv("LANGUAGE", language == LANGUAGE_DA ? "da" : "en", TRUE);
    bindtextdomain("vifte", locale_dir);
    bind_textdomain_codeset("vifte", "UTF-8");
    textdomain("vifte");
}

enum language text_language(void)
{
    return current;
}

/* The letters that Danish offices write in two ways. */
static void fold_letter(GString *out, gunichar c)
{
    switch (c) {
    case 0xE6:
        g_string_append(out, "ae");
        break;
    case 0xF8:
        g_string_append(out, "oe");
        break;
    case 0xE5:
        g_string_append(out, "aa");
        break;
    default:
        g_string_append_unichar(out, c);
    }
}

/* The text as its letters in lower case are; false for letters beyond ASCII and those of U+00C0 to U+00FF,
 * which are composed and have one lower case each (but for the sharp s). */
static bool fold_simple(GString *out, const char *text)
{
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++) {
        gunichar c = *p;
        if (c == 0xC3 && p[1] >= 0x80 && p[1] <= 0xBF && p[1] != 0x9F) {
            c = 0xC0 + (gunichar)(*++p - 0x80);
            fold_letter(out, c <= 0xDE && c != 0xD7 ? c + 0x20 : c);
        } else if (c == 0xC2 && p[1] == 0xA7) {
            g_string_append_len(out, (const char *)p++, 2); /* the section sign */
        } else if (c >= 0x80) {
            return false;
        } else if (c > ' ' || !g_ascii_isspace((char)c) || c == '\v') {
            g_string_append_c(out, g_ascii_tolower((char)c));
        } else if (out->len > 0 && out->str[out->len - 1] != ' ') {
            g_string_append_c(out, ' ');
        }
    }
    return true;
}

static char *without_blank_at_end(GString *out)
{
    if (out->len > 0 && out->str[out->len - 1] == ' ') {
        g_string_truncate(out, out->len - 1);
    }
    return g_string_free(out, FALSE);
}

char *text_capital(const char *text)
{
    const char *rest = *text != '\0' ? g_utf8_next_char(text) : text;
    char *first = g_utf8_strup(text, rest - text);
    char *capital = g_strconcat(first, rest, NULL);
    g_free(first);
    return capital;
}

char *text_fold(const char *text)
{
    GString *out = g_string_new(NULL);
    if (fold_simple(out, text)) {
        return without_blank_at_end(out);
    }
    g_string_truncate(out, 0);
    char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    if (composed == NULL) { /* broken UTF-8 compares as it is */
        g_string_free(out, TRUE);
        return g_ascii_strdown(text, -1);
    }
    char *lower = g_utf8_casefold(composed, -1);
    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (!g_unichar_isspace(c) && c != 0xA0 && c != 0x202F) {
            fold_letter(out, c);
        } else if (out->len > 0 && out->str[out->len - 1] != ' ') {
            g_string_append_c(out, ' ');
        }
    }
    g_free(lower);
    g_free(composed);
    return without_blank_at_end(out);
}

size_t text_distance(const char *a, const char *b)
{
    size_t n = strlen(b);
    size_t *row = g_new(size_t, n + 1);
    for (size_t j = 0; j <= n; j++) {
        row[j] = j;
    }
    for (size_t i = 1; a[i - 1] != '\0'; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = MIN(replaced, MIN(row[j], row[j - 1]) + 1);
        }
    }
    size_t distance = row[n];
    g_free(row);
    return distance;
}

bool text_is_shown(gunichar c)
{
    if (c < 0x80) {
        return c >= ' ' && c < 0x7F;
    }
    return g_unichar_isprint(c) && !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069) &&
           c != 0x200E && c != 0x200F && c != 0x061C;
}

void text_mask(GString *out, const char *text, size_t length, size_t max_bytes)
{
    size_t start = out->len;
    const char *kept = text; /* from here on nothing is written yet, and all of it will be as it is */
    const char *p = text;
    const char *end = text + length;
    while (p < end) {
        gunichar c = g_utf8_get_char_validated(p, end - p);
        bool valid = c != (gunichar)-1 && c != (gunichar)-2;
        size_t step = valid ? (size_t)(g_utf8_next_char(p) - p) : 1;
        bool shown = valid && text_is_shown(c);
        if (out->len - start + (size_t)(p - kept) + (shown ? step : 1) > max_bytes) {
            g_string_append_len(out, kept, p - kept);
            g_string_append(out, "\u2026");
            return;
        }
        if (!shown) {
            g_string_append_len(out, kept, p - kept);
            g_string_append_c(out, '?');
            kept = p + step;
        }
        p += step;
    }
    g_string_append_len(out, kept, end - kept);
}

char *text_shown(const char *text)
{
    GString *out = g_string_new(NULL);
    text_mask(out, text, strlen(text), SIZE_MAX);
    return g_string_free(out, FALSE);
}

#define MOST_DECIMALS 15
static const double SCALES[MOST_DECIMALS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

/* Blanks in front are no protection: some programs trim them. */
static bool could_run(const char *text)
{
    switch (g_utf8_get_char_validated(text + strspn(text, " \t\r\n"), -1)) {
    case '=':
    case '+':
    case '-':
    case '@':
    case 0xFF1D: /* their full-width forms, which Japanese editions take the same way */
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
        return true;
    default:
        return false;
    }
}

bool text_wants_guard(const char *text)
{
    return could_run(text + strspn(text, "'"));
}

const char *text_unguarded(const char *text)
{
    return *text == '\'' && text_wants_guard(text) ? text + 1 : text;
}

double text_round(double number, int decimals)
{
    double scale = decimals >= 0 && decimals <= MOST_DECIMALS ? SCALES[decimals] : pow(10.0, decimals);
    double scaled = fabs(number) * scale;
    /* The nudge lifts a tie that a double holds a hair too low; see the header for why it can lift nothing
     * else. */
    double rounded = floor(scaled + 0.5 + 1e-9) / scale;
    return number < 0 && rounded > 0 ? -rounded : rounded;
}

/* Whole numbers below this are exact, also one step of rounding later. */
#define EXACT 4503599627370496.0 /* 2^52 */

/* The last digits of a whole number, two at a time, written from the end; what stands before them is left. */
static inline char *write_last(char *end, uint64_t *whole, int digits)
{
    static const char PAIRS[] =
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839"
        "40414243444546474849505152535455565758596061626364656667686970717273747576777879"
        "8081828384858687888990919293949596979899";
    for (; digits > 1; digits -= 2) {
        end -= 2;
        memcpy(end, PAIRS + 2 * (*whole % 100), 2);
        *whole /= 100;
    }
    if (digits > 0) {
        *--end = (char)('0' + *whole % 10);
        *whole /= 10;
    }
    return end;
}

/* The digits of whole / 10^decimals, written from the end; returns where they begin. */
static char *write_digits(char *end, uint64_t whole, int decimals)
{
    if (decimals > 0) {
        end = write_last(end, &whole, decimals);
        *--end = '.';
    }
    while (whole >= 100) {
        end = write_last(end, &whole, 2);
    }
    return write_last(end, &whole, whole >= 10 ? 2 : 1);
}

void text_append_bytes(GString *out, const char *text, size_t n)
{
    if (out->len + n >= out->allocated_len) {
        g_string_append_len(out, text, (gssize)n);
        return;
    }
    memcpy(out->str + out->len, text, n);
    out->len += n;
    out->str[out->len] = '\0';
}

void text_append_plain(GString *out, double number, int decimals)
{
    char format[8], buffer[352];
    /* As text_round() rounds, before it divides again: what is cut off below makes it a floor. */
    double scaled = decimals <= MOST_DECIMALS ? fabs(number) * SCALES[decimals] + 0.5 + 1e-9 : INFINITY;
    if (scaled < EXACT) {
        char *end = buffer + sizeof buffer;
        char *begin = write_digits(end, (uint64_t)scaled, decimals);
        if (number < 0 && scaled >= 1) {
            *--begin = '-';
        }
        text_append_bytes(out, begin, (size_t)(end - begin));
        return;
    }
    g_snprintf(format, sizeof format, "%%.%df", decimals);
    g_string_append(out, g_ascii_formatd(buffer, sizeof buffer, format, text_round(number, decimals)));
}

char *text_plain(double number, int decimals)
{
    GString *out = g_string_new(NULL);
    text_append_plain(out, number, decimals);
    return g_string_free(out, FALSE);
}

char *text_number(double number, int decimals)
{
    bool danish = current == LANGUAGE_DA;
    char *plain = text_plain(fabs(number), decimals);
    const char *point = strchr(plain, '.');
    size_t whole = point != NULL ? (size_t)(point - plain) : strlen(plain);
    GString *out = g_string_new(NULL);
    if (number < 0 && text_round(number, decimals) < 0) {
        g_string_append(out, MINUS);
    }
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0) {
            g_string_append_c(out, danish ? '.' : ',');
        }
        g_string_append_c(out, plain[i]);
    }
    if (point != NULL) {
        g_string_append_c(out, danish ? ',' : '.');
        g_string_append(out, point + 1);
    }
    g_free(plain);
    return g_string_free(out, FALSE);
}

char *text_percent(double fraction, int decimals)
{
    /* Rounded as a fraction first: times 100 would move the ties. */
    char *number = text_number(100.0 * text_round(fraction, decimals + 2), decimals);
    char *text = g_strconcat(number, current == LANGUAGE_DA ? NO_BREAK_SPACE "%" : "%", NULL);
    g_free(number);
    return text;
}

char *text_date(int32_t day)
{
    static const char *const MONTHS[] = {N_("January"),   N_("February"), N_("March"),    N_("April"),
                                         N_("May"),       N_("June"),     N_("July"),     N_("August"),
                                         N_("September"), N_("October"),  N_("November"), N_("December")};
    int year, month, day_of_month;
    date_to_ymd(day, &year, &month, &day_of_month);
    return g_strdup_printf(current == LANGUAGE_DA ? "%d. %s %d" : "%d %s %d", day_of_month,
                           _(MONTHS[month - 1]), year);
}

char *text_list(const char *const *items, size_t n)
{
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        if (i > 0) {
            g_string_append(out, i + 1 < n ? ", " : _(" and "));
        }
        g_string_append(out, items[i]);
    }
    return g_string_free(out, FALSE);
}

/* Sort key: a-z, then AE, OE, AA; bytes above 'z' that no folded text contains stand for the three. */
static char *danish_key(const char *text)
{
    char *composed = g_utf8_normalize(text, -1, G_NORMALIZE_NFC);
    char *lower = g_utf8_casefold(composed != NULL ? composed : "", -1);
    GString *key = g_string_new(NULL);
    for (const char *p = lower; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (c == 0xE6 || c == 0xE4) {
            g_string_append_c(key, '{');
        } else if (c == 0xF8 || c == 0xF6) {
            g_string_append_c(key, '|');
        } else if (c == 0xE5 || (c == 'a' && p[1] == 'a')) {
            g_string_append_c(key, '}');
            p += c == 'a' ? 1 : 0;
        } else {
            g_string_append_unichar(key, c);
        }
    }
    g_free(lower);
    g_free(composed);
    return g_string_free(key, FALSE);
}

int text_compare(const char *a, const char *b)
{
    char *key_a = danish_key(a);
    char *key_b = danish_key(b);
    int order = strcmp(key_a, key_b);
    g_free(key_a);
    g_free(key_b);
    return order != 0 ? order : strcmp(a, b);
}
