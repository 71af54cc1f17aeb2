/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stored numbers as text. Excel keeps binary numbers of 17 digits and shows 15 of them; so does this. Days
 * count from 1899-12-31 = 0, with a 29 February 1900 that never was (day 60), or from 1904-01-01 = 0.
 */
#include "xlsx_private.h"

#include "vifte/dates.h"

#include <math.h>
#include <string.h>

#define DIGITS 15               /* that Excel shows */
#define LAST_SERIAL 2958466.0   /* behind 9999-12-31 */
#define DAY_1899_12_30 (-25569) /* days from 1970 */
#define DAY_1904_01_01 (-24107)
#define FALSE_LEAP_DAY 60
#define SECONDS_A_DAY 86400

/* -12.5: digits, at most one point and no more digits than are shown. */
static bool is_plain(const char *raw)
{
    const char *p = raw + (*raw == '-');
    size_t whole = strspn(p, "0123456789");
    size_t behind = p[whole] == '.' ? strspn(p + whole + 1, "0123456789") : 0;
    const char *end = p + whole + (behind > 0 ? behind + 1 : 0);
    return whole > 0 && *end == '\0' && whole + behind <= DIGITS;
}

/* Digits with point and exponent as XML writes numbers. */
static bool read_number(const char *raw, double *number)
{
    const char *p = raw + (*raw == '-' || *raw == '+');
    size_t whole = strspn(p, "0123456789");
    p += whole;
    size_t behind = *p == '.' ? strspn(p + 1, "0123456789") : 0;
    p += *p == '.' ? behind + 1 : 0;
    if (whole + behind == 0) {
        return false;
    }
    if (*p == 'e' || *p == 'E') {
        p += 1 + (p[1] == '-' || p[1] == '+');
        size_t exponent = strspn(p, "0123456789");
        p += exponent;
        if (exponent == 0) {
            return false;
        }
    }
    *number = g_ascii_strtod(raw, NULL);
    return *p == '\0' && isfinite(*number);
}

/* The 15 digits of a number times 10^shift, without exponent. */
static void append_decimal(double number, int shift, GString *out)
{
    char text[32];
    g_ascii_formatd(text, sizeof text, "%.14e", number); /* d.dddddddddddddde-03 */
    const char *p = text;
    if (*p == '-') {
        p++;
        if (number != 0) {
            g_string_append_c(out, '-');
        }
    }
    char digits[DIGITS + 1];
    digits[0] = p[0];
    memcpy(digits + 1, p + 2, DIGITS - 1);
    size_t n = DIGITS;
    while (n > 1 && digits[n - 1] == '0') {
        n--;
    }
    int point =
        (int)g_ascii_strtoll(strchr(text, 'e') + 1, NULL, 10) + 1 + shift; /* digits before the point */
    if (number == 0) {
        point = 1;
    }
    if (point <= 0) {
        g_string_append(out, "0.");
    }
    for (int i = point; i < 0; i++) {
        g_string_append_c(out, '0');
    }
    for (int i = 0; i < (int)n || i < point; i++) {
        if (i == point && i > 0) {
            g_string_append_c(out, '.');
        }
        g_string_append_c(out, i < (int)n ? digits[i] : '0');
    }
}

/* --- dates --- */

static void append_date(int64_t serial, bool date1904, GString *out)
{
    char iso[16];
    if (date1904) {
        date_iso((int32_t)(serial + DAY_1904_01_01), iso);
    } else if (serial == FALSE_LEAP_DAY) {
        g_strlcpy(iso, "1900-02-29", sizeof iso);
    } else if (serial == 0) {
        g_strlcpy(iso, "1900-01-00", sizeof iso);
    } else {
        date_iso((int32_t)(serial + DAY_1899_12_30 + (serial < FALSE_LEAP_DAY)), iso);
    }
    g_string_append(out, iso);
}

static void append_time(int seconds, GString *out)
{
    g_string_append_printf(out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void append_moment(double number, enum xlsx_show show, bool date1904, GString *out)
{
    if (number < 0 || number >= LAST_SERIAL) {
        g_string_append(out, "#####"); /* as Excel shows it */
        return;
    }
    int64_t serial = (int64_t)floor(number);
    int seconds = (int)lround((number - floor(number)) * SECONDS_A_DAY);
    serial += seconds / SECONDS_A_DAY;
    seconds %= SECONDS_A_DAY;
    if (show == XLSX_TIME && serial == 0) {
        append_time(seconds, out);
        return;
    }
    gsize start = out->len;
    append_date(serial, date1904, out);
    if (seconds > 0) {
        g_string_append_c(out, 'T');
        append_time(seconds, out);
    } else if (show == XLSX_MONTH && g_str_has_suffix(out->str + start, "-01")) {
        g_string_truncate(out, out->len - 3);
    } else if (show == XLSX_YEAR && g_str_has_suffix(out->str + start, "-01-01")) {
        g_string_truncate(out, out->len - 6);
    }
}

/* --- masks --- */

/* The digits of a whole number from the right into the zeros of the mask; more digits stand in front. */
static void append_masked(int64_t number, const char *mask, GString *out)
{
    char digits[24];
    size_t n = (size_t)g_snprintf(digits, sizeof digits, "%" G_GINT64_FORMAT, number);
    size_t zeros = 0;
    for (const char *p = mask; *p != '\0'; p++) {
        zeros += *p == '0';
    }
    size_t taken = n > zeros ? n - zeros : 0;
    g_string_append_len(out, digits, (gssize)taken);
    for (const char *p = mask; *p != '\0'; p++) {
        if (*p != '0') {
            g_string_append_c(out, *p);
        } else {
            g_string_append_c(out, zeros > n ? '0' : digits[taken++]);
            zeros--;
        }
    }
}

bool xlsx_number_text(const char *raw, const struct xlsx_style *style, bool date1904, GString *out)
{
    double number;
    if (style->show == XLSX_NUMBER && is_plain(raw)) {
        g_string_append(out, raw);
        return true;
    }
    if (!read_number(raw, &number)) {
        return false;
    }
    switch (style->show) {
    case XLSX_PERCENT:
        append_decimal(number, 2, out);
        g_string_append_c(out, '%');
        break;
    case XLSX_DATE:
    case XLSX_MONTH:
    case XLSX_YEAR:
    case XLSX_TIME:
        append_moment(number, style->show, date1904, out);
        break;
    case XLSX_MASK:
        if (number >= 0 && number < 1e15 && number == floor(number)) {
            append_masked((int64_t)number, style->mask, out);
            break;
        }
        append_decimal(number, 0, out);
        break;
    case XLSX_NUMBER:
        append_decimal(number, 0, out);
        break;
    }
    return true;
}
