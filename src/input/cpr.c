/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil registration numbers in any text. */
#include "vifte/cpr.h"

#include "vifte/dates.h"

#include <string.h>

#define DATE_DIGITS 6
#define SERIAL_DIGITS 4
#define REPLACEMENT_DAY 60 /* added to the day in the numbers of people without one of their own */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static int two(const char *p)
{
    return (p[0] - '0') * 10 + (p[1] - '0');
}

/* The century is in the seventh digit; only 29 February asks for it, and every yy divisible by four was a
 * leap year in one of them. */
static bool is_ddmmyy(const char *p)
{
    int day = two(p) > REPLACEMENT_DAY ? two(p) - REPLACEMENT_DAY : two(p);
    return date_is_valid(2000 + two(p + 4) % 4, two(p + 2), day);
}

static size_t digits_from(const char *p, const char *end)
{
    const char *start = p;
    while (p < end && is_digit(*p)) {
        p++;
    }
    return (size_t)(p - start);
}

/* Behind blanks and at most one hyphen or dash, all of them optional. */
static const char *skip_joint(const char *p, const char *end)
{
    static const char *const MARKS[] = {
        " ", "\xC2\xA0", "-", "/", "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\t"};
    int marks = 0;
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS && marks < 4;) {
        size_t length = strlen(MARKS[i]);
        if ((size_t)(end - p) >= length && memcmp(p, MARKS[i], length) == 0) {
            p += length;
            marks++;
            i = 0;
        } else {
            i++;
        }
    }
    return p;
}

/* Is there a number whose first run of digits is [start, start + n)? */
static bool is_number(const char *start, size_t n, const char *end)
{
    if (n == DATE_DIGITS + SERIAL_DIGITS) {
        return is_ddmmyy(start);
    }
    if (n != DATE_DIGITS || !is_ddmmyy(start)) {
        return false;
    }
    const char *after = start + n;
    const char *serial = skip_joint(after, end);
    return serial > after && digits_from(serial, end) == SERIAL_DIGITS;
}

bool cpr_is_in(const char *text, size_t length)
{
    const char *end = text + length;
    /* Any run of six digits has one at every sixth byte, so most of the text need not be looked at. */
    for (const char *p = text + DATE_DIGITS - 1; length >= DATE_DIGITS + SERIAL_DIGITS && p < end;) {
        if (!is_digit(*p)) {
            p += DATE_DIGITS;
            continue;
        }
        const char *start = p;
        while (start > text && is_digit(start[-1])) {
            start--;
        }
        size_t n = digits_from(start, end);
        if (is_number(start, n, end)) {
            return true;
        }
        p = start + n + DATE_DIGITS;
    }
    return false;
}
