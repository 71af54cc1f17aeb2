/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Civil registration numbers in any text. */
#include "vifte/cpr.h"

#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/text.h"

#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#define DATE_DIGITS 6
#define SERIAL_DIGITS 4
#define JOINT_MARKS 4
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

static bool is_one_of(const char *marks, char c)
{
    return c != '\0' && strchr(marks, c) != NULL;
}

/* Behind blanks, hyphens, slashes and line breaks, all of them optional. */
static const char *skip_joint(const char *p, const char *end)
{
    for (int marks = 0; p < end && marks < JOINT_MARKS && is_one_of(" -/\t\n\r", *p); marks++) {
        p++;
    }
    return p;
}

/* What follows a date in this way is more often a year than a serial number. */
static bool is_year(const char *serial)
{
    return two(serial) == 19 || two(serial) == 20;
}

/* 010190_1234 and 010190.1234, where they are no parts of a name (svar_150125_1200) and no decimal number: a
 * zero or other text stands in front. */
static bool has_odd_joint(const char *text, const char *start, const char *end)
{
    const char *joint = start + DATE_DIGITS, *serial = joint + 1;
    if (joint == end || digits_from(serial, end) != SERIAL_DIGITS || is_year(serial)) {
        return false;
    }
    const char *behind = serial + SERIAL_DIGITS;
    return (*joint == '.' && (*start == '0' || start > text)) ||
           (*joint == '_' && (start == text || start[-1] != '_') && (behind == end || *behind != '_'));
}

/* 01-01-90-1234, 01.01.90-1234, 01/01/90-1234, 01 01 90 1234, 01 01 90-1234: is `serial` the end of one? A
 * date and a number behind a blank (01-01-24 1200) are a date and a number. */
static bool ends_parted(const char *text, const char *serial, const char *end)
{
    enum { LENGTH = 9 }; /* dd-mm-yy- */
    const char *date = serial - LENGTH, *behind = serial + SERIAL_DIGITS;
    if (serial - text < LENGTH || is_year(serial)) {
        return false;
    }
    const char mark = date[2];
    const char digits[DATE_DIGITS] = {date[0], date[1], date[3], date[4], date[6], date[7]};
    bool goes_on = (date - text >= 2 && date[-1] == mark && is_digit(date[-2])) ||
                   (end - behind >= 2 && *behind == mark && is_digit(behind[1]));
    return is_one_of("-./ ", mark) && date[5] == mark &&
           (date[8] == '-' || (mark == ' ' && date[8] == ' ')) && (date == text || !is_digit(date[-1])) &&
           !goes_on && digits_from(digits, digits + DATE_DIGITS) == DATE_DIGITS && is_ddmmyy(digits);
}

/* 0101 90 1234 and nothing else. */
static bool is_four_two_four(const char *text, size_t length)
{
    enum { LENGTH = 12 };
    if (length != LENGTH || digits_from(text, text + LENGTH) != 4 || text[4] != ' ' || text[7] != ' ' ||
        digits_from(text + 5, text + LENGTH) != 2 || digits_from(text + 8, text + LENGTH) != SERIAL_DIGITS) {
        return false;
    }
    const char digits[DATE_DIGITS] = {text[0], text[1], text[2], text[3], text[5], text[6]};
    return is_ddmmyy(digits) && !is_year(text + 8);
}

/* Is there a number that the run of digits [start, start + n) begins, or ends? */
static bool is_number(const char *text, const char *start, size_t n, const char *end)
{
    if (n == DATE_DIGITS + SERIAL_DIGITS) {
        return is_ddmmyy(start);
    }
    if (n == SERIAL_DIGITS) {
        return ends_parted(text, start, end);
    }
    if (n != DATE_DIGITS || !is_ddmmyy(start)) {
        return false;
    }
    const char *after = start + n;
    const char *serial = skip_joint(after, end);
    return (serial > after && digits_from(serial, end) == SERIAL_DIGITS) || has_odd_joint(text, start, end);
}

static bool is_in_plain(const char *text, size_t length)
{
    const char *end = text + length;
    /* Any run of four digits has one at every fourth byte, so most of the text need not be looked at. */
    for (const char *p = text + SERIAL_DIGITS - 1; p < end;) {
        if (!is_digit(*p)) {
            p += SERIAL_DIGITS;
            continue;
        }
        const char *start = p;
        while (start > text && is_digit(start[-1])) {
            start--;
        }
        size_t n = digits_from(start, end);
        if (is_number(text, start, n, end)) {
            return true;
        }
        p = start + n + SERIAL_DIGITS;
    }
    return is_four_two_four(text, length);
}

/* Is there more than ASCII and the letters from U+00C0 to U+00FF? */
static bool has_odd_characters(const char *text, size_t length)
{
    size_t i = 0;
    uint64_t word;
    for (; i + sizeof word <= length; i += sizeof word) { /* most texts are ASCII from end to end */
        memcpy(&word, text + i, sizeof word);
        if ((word & UINT64_C(0x8080808080808080)) != 0) {
            break;
        }
    }
    for (; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c >= 0xC0 && c != 0xC3) {
            return true;
        }
    }
    return false;
}

/* Digits of any kind as 0-9, dashes and minus signs as hyphens, blanks as blanks, without what is not seen:
 * soft hyphens, blanks of no width. */
static GString *plain_text(const char *text, size_t length)
{
    const gunichar minus = 0x2212;
    char *valid = g_utf8_make_valid(text, (gssize)length);
    char *normal = g_utf8_normalize(valid, -1, G_NORMALIZE_NFKC);
    GString *out = g_string_new(NULL);
    for (const char *p = normal; *p != '\0'; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        GUnicodeType type = g_unichar_type(c);
        if (type == G_UNICODE_DECIMAL_NUMBER) {
            g_string_append_c(out, (char)('0' + g_unichar_digit_value(c)));
        } else if (type == G_UNICODE_DASH_PUNCTUATION || c == minus) {
            g_string_append_c(out, '-');
        } else if (type == G_UNICODE_SPACE_SEPARATOR) {
            g_string_append_c(out, ' ');
        } else if (type != G_UNICODE_FORMAT) {
            g_string_append_unichar(out, c);
        }
    }
    g_free(normal);
    g_free(valid);
    return out;
}

#ifdef __SSE2__
/* A bit for each of sixteen bytes: is it a digit? */
static uint64_t digits_in(__m128i bytes)
{
    const __m128i above = _mm_sub_epi8(bytes, _mm_set1_epi8('0'));
    return (uint64_t)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_min_epu8(above, _mm_set1_epi8(9)), above));
}

/* As has_odd_characters() has them. */
static uint64_t odd_in(__m128i bytes)
{
    const __m128i begins = _mm_cmpeq_epi8(_mm_max_epu8(bytes, _mm_set1_epi8((char)0xC0)), bytes);
    const __m128i letters = _mm_cmpeq_epi8(bytes, _mm_set1_epi8((char)0xC3));
    return (uint64_t)_mm_movemask_epi8(_mm_andnot_si128(letters, begins));
}

/* A number as it is looked for has a run of exactly four digits, or of ten. */
bool cpr_may_be_in_near(const char *text, size_t length)
{
    uint64_t digits = 0, odd = 0;
    if (length < CPR_FEWEST || length > 64) {
        return length > 64;
    }
    for (size_t i = 0; i < length; i += sizeof(__m128i)) {
        const __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)(text + i));
        digits |= digits_in(bytes) << i;
        odd |= odd_in(bytes) << i;
    }
    const uint64_t own = UINT64_MAX >> (64 - length);
    digits &= own;
    uint64_t four = digits & digits >> 1; /* where so many begin, at least */
    four &= four >> 2;
    uint64_t ten = four & four >> 4 & four >> 6;
    uint64_t exactly = (four & ~(digits >> 4)) | (ten & ~(digits >> 10));
    return (odd & own) != 0 || (exactly & ~(digits << 1)) != 0;
}
#else
bool cpr_may_be_in_near(const char *text, size_t length)
{
    return cpr_is_in(text, length);
}
#endif

bool cpr_is_in_long(const char *text, size_t length)
{
    if (!has_odd_characters(text, length)) {
        return is_in_plain(text, length);
    }
    GString *plain = plain_text(text, length);
    bool found = is_in_plain(plain->str, plain->len);
    g_string_free(plain, TRUE);
    return found;
}

/* --- a zero lost in front --- */

#define ALL_DIGITS (DATE_DIGITS + SERIAL_DIGITS)

/* 101901234 and 10190-1234. */
static bool with_zero(const char *text, size_t length, char number[ALL_DIGITS])
{
    const size_t date = DATE_DIGITS - 1;
    size_t first = digits_from(text, text + length);
    bool parted = length == ALL_DIGITS && first == date && text[date] == '-' &&
                  digits_from(text + date + 1, text + length) == SERIAL_DIGITS;
    if (!parted && (length != ALL_DIGITS - 1 || first != length)) {
        return false;
    }
    number[0] = '0';
    memcpy(number + 1, text, date);
    memcpy(number + DATE_DIGITS, text + length - SERIAL_DIGITS, SERIAL_DIGITS);
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
    if (!with_zero(text, length, number)) {
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

bool cpr_report_lines(const char *text, size_t length, struct pos pos, const char *cure, struct diag *diag)
{
    const char *end = text + length;
    bool found = false;
    for (pos.line = 1; text < end; pos.line++) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        stop = stop != NULL ? stop : end;
        if (cpr_is_in(text, (size_t)(stop - text))) {
            diag_add(diag, &FINDING_CPR, &pos, NULL, NULL, cure,
                     _("the line holds a civil registration number; it is not shown"));
            found = true;
        }
        text = stop + 1;
    }
    return found;
}
