/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil registration numbers in any text. */
#include "vifte/cpr.h"

#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/text.h"

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

/* --- a zero lost in front --- */

#define ALL_DIGITS (DATE_DIGITS + SERIAL_DIGITS)

static bool with_zero(const char *text, size_t length, char number[ALL_DIGITS])
{
    if (length != ALL_DIGITS - 1 || digits_from(text, text + length) != length) {
        return false;
    }
    number[0] = '0';
    memcpy(number + 1, text, length);
    return true;
}

bool cpr_lost_zero(const char *text, size_t length)
{
    char number[ALL_DIGITS];
    return with_zero(text, length, number) && is_ddmmyy(number);
}

static bool has_check_digit(const char number[ALL_DIGITS])
{
    static const int WEIGHTS[ALL_DIGITS] = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    int sum = 0;
    for (size_t i = 0; i < ALL_DIGITS; i++) {
        sum += WEIGHTS[i] * (number[i] - '0');
    }
    return sum % 11 == 0;
}

void cpr_mask(GString *out, const char *text, size_t length, size_t max_bytes)
{
    if (!cpr_is_in(text, length) && !cpr_lost_zero(text, length)) {
        text_mask(out, text, length, max_bytes);
    } else {
        g_string_append(out, "...");
    }
}

struct cpr_column {
    uint64_t nine, dates, checked; /* numbers of nine digits, and what they would be */
    GArray *lines;                 /* uint64_t: the first of them */
};

struct cpr_columns {
    GArray *columns; /* struct cpr_column, by field */
};

static void column_clear(void *data)
{
    struct cpr_column *column = data;
    if (column->lines != NULL) {
        g_array_unref(column->lines);
    }
}

struct cpr_columns *cpr_columns_new(void)
{
    struct cpr_columns *columns = g_new(struct cpr_columns, 1);
    columns->columns = g_array_new(FALSE, TRUE, sizeof(struct cpr_column));
    g_array_set_clear_func(columns->columns, column_clear);
    return columns;
}

void cpr_columns_free(struct cpr_columns *columns)
{
    g_array_unref(columns->columns);
    g_free(columns);
}

void cpr_columns_see(struct cpr_columns *columns, uint64_t line, uint32_t field, const char *text,
                     size_t length)
{
    char number[ALL_DIGITS];
    if (length != ALL_DIGITS - 1 || !with_zero(text, length, number)) {
        return;
    }
    if (columns->columns->len < field) {
        g_array_set_size(columns->columns, field);
    }
    struct cpr_column *column = &g_array_index(columns->columns, struct cpr_column, field - 1);
    column->lines = column->lines != NULL ? column->lines : g_array_new(FALSE, FALSE, sizeof(uint64_t));
    column->nine++;
    column->dates += is_ddmmyy(number);
    column->checked += is_ddmmyy(number) && has_check_digit(number);
    if (column->lines->len < DIAG_PER_FILE) {
        g_array_append_val(column->lines, line);
    }
}

void cpr_columns_merge(struct cpr_columns *columns, const struct cpr_columns *part, uint64_t lines)
{
    for (guint i = 0; i < part->columns->len; i++) {
        const struct cpr_column *more = &g_array_index(part->columns, struct cpr_column, i);
        if (more->nine == 0) {
            continue;
        }
        if (columns->columns->len <= i) {
            g_array_set_size(columns->columns, i + 1);
        }
        struct cpr_column *column = &g_array_index(columns->columns, struct cpr_column, i);
        column->lines = column->lines != NULL ? column->lines : g_array_new(FALSE, FALSE, sizeof(uint64_t));
        column->nine += more->nine;
        column->dates += more->dates;
        column->checked += more->checked;
        for (guint k = 0; k < more->lines->len && column->lines->len < DIAG_PER_FILE; k++) {
            uint64_t line = g_array_index(more->lines, uint64_t, k) + lines;
            g_array_append_val(column->lines, line);
        }
    }
}

void cpr_columns_report(const struct cpr_columns *columns, struct pos pos, struct diag *diag)
{
    for (guint i = 0; i < columns->columns->len; i++) {
        const struct cpr_column *column = &g_array_index(columns->columns, struct cpr_column, i);
        bool found = column->nine > 0 && column->dates == column->nine && column->checked * 2 >= column->nine;
        for (guint k = 0; found && k < column->lines->len; k++) {
            pos.line = g_array_index(column->lines, uint64_t, k);
            pos.field = i + 1;
            diag_add(diag, &FINDING_CPR, &pos, NULL, NULL,
                     _("replace the numbers by pseudonyms; if it is none, put a letter in front of it"),
                     _("nine digits that are a civil registration number with the zero that a spreadsheet "
                       "dropped; "
                       "they are not shown"));
        }
    }
}
