/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of dates, years and periods to typed values. */
#include "value_private.h"

#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/record.h"
#include "vifte/text.h"

#include <string.h>

#define FIRST_YEAR 1800
#define LAST_YEAR 2200
#define OPEN_YEAR 9999 /* how case systems write "no end" */
#define CENTURY_SPLIT 50

struct cursor {
    const char *p, *end;
};

/* A run of digits of a length between the two; false leaves the cursor. */
static bool take_digits(struct cursor *cursor, int least, int most, int *number, int *length)
{
    const char *p = cursor->p;
    int value = 0;
    while (p < cursor->end && g_ascii_isdigit(*p) && p - cursor->p < most) {
        value = value * 10 + (*p++ - '0');
    }
    *length = (int)(p - cursor->p);
    if (*length < least || (p < cursor->end && g_ascii_isdigit(*p))) {
        return false;
    }
    cursor->p = p;
    *number = value;
    return true;
}

static bool take_char(struct cursor *cursor, char c)
{
    if (cursor->p == cursor->end || g_ascii_toupper(*cursor->p) != c) {
        return false;
    }
    cursor->p++;
    return true;
}

static void skip_blanks(struct cursor *cursor)
{
    while (cursor->p < cursor->end && *cursor->p == ' ') {
        cursor->p++;
    }
}

static bool take_word(struct cursor *cursor, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(cursor->end - cursor->p) < n || g_ascii_strncasecmp(cursor->p, word, n) != 0) {
        return false;
    }
    cursor->p += n;
    return true;
}

static bool year_is_likely(int year)
{
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/* Midnight behind a date, as databases export it: T00:00, 00:00:00, 00:00:00.000, with Z. Other times are
 * refused: 23:00Z is the next day in Denmark. */
static bool only_midnight(struct cursor cursor)
{
    if (cursor.p == cursor.end) {
        return true;
    }
    if (!take_char(&cursor, 'T') && !take_char(&cursor, ' ')) {
        return false;
    }
    skip_blanks(&cursor);
    if (!take_word(&cursor, "00:00")) {
        return false;
    }
    if (take_word(&cursor, ":00") && (take_char(&cursor, '.') || take_char(&cursor, ','))) {
        while (take_char(&cursor, '0')) {
        }
    }
    take_char(&cursor, 'Z');
    return cursor.p == cursor.end;
}

struct date {
    int year, month, day;
    bool two_digits;
};

/* 2021-12-31, and the same with / or . */
static bool scan_iso(struct cursor *cursor, struct date *date)
{
    int length;
    struct cursor c = *cursor;
    if (!take_digits(&c, 4, 4, &date->year, &length) || c.p == c.end || strchr("-./", *c.p) == NULL) {
        return false;
    }
    char joint = *c.p++;
    bool good = take_digits(&c, 2, 2, &date->month, &length) && take_char(&c, joint) &&
                take_digits(&c, 2, 2, &date->day, &length);
    if (good) {
        *cursor = c;
    }
    return good;
}

/* Three numbers with the same mark between them; blanks may follow it. The third has two or four digits. */
static bool scan_three(struct cursor *cursor, int parts[3], int *last_length)
{
    int length;
    struct cursor c = *cursor;
    if (!take_digits(&c, 1, 2, &parts[0], &length) || c.p == c.end || strchr("-./", *c.p) == NULL) {
        return false;
    }
    char joint = *c.p++;
    skip_blanks(&c);
    if (!take_digits(&c, 1, 2, &parts[1], &length) || !take_char(&c, joint)) {
        return false;
    }
    skip_blanks(&c);
    if (!take_digits(&c, 2, 4, &parts[2], last_length) || *last_length == 3) {
        return false;
    }
    *cursor = c;
    return true;
}

static bool scan_danish(struct cursor *cursor, enum date_order order, struct date *date)
{
    int parts[3], length;
    if (!scan_three(cursor, parts, &length)) {
        return false;
    }
    bool year_first = order == DATE_YMD && length == 2;
    date->year = parts[year_first ? 0 : 2];
    date->month = parts[order == DATE_MDY ? 0 : 1];
    date->day = parts[order == DATE_MDY ? 1 : year_first ? 2 : 0];
    date->two_digits = length == 2;
    if (date->two_digits) {
        date->year += date->year < CENTURY_SPLIT ? 2000 : 1900;
    }
    return true;
}

/* "ultimo 2021" and "primo 2021": the last and the first day of the year. */
static bool scan_edge(struct cursor *cursor, struct date *date)
{
    int length;
    struct cursor c = *cursor;
    bool last = take_word(&c, "ultimo ");
    if (!last && !take_word(&c, "primo ")) {
        return false;
    }
    skip_blanks(&c);
    if (!take_digits(&c, 4, 4, &date->year, &length)) {
        return false;
    }
    date->month = last ? 12 : 1;
    date->day = last ? 31 : 1;
    *cursor = c;
    return true;
}

/* A date, its parts checked; the year may be OPEN_YEAR. */
static bool scan_date(const struct field *field, enum date_order order, struct date *date)
{
    *date = (struct date){0};
    struct cursor cursor = {field->text, field->text + field->length};
    if (!scan_iso(&cursor, date) && !scan_danish(&cursor, order, date) && !scan_edge(&cursor, date)) {
        return false;
    }
    bool possible = date_is_valid(date->year, date->month, date->day) &&
                    (year_is_likely(date->year) || date->year == OPEN_YEAR);
    return possible && only_midnight(cursor);
}

static struct value_complaint two_digit_year(const struct date *date)
{
    if (!date->two_digits) {
        return VALUE_NO_COMPLAINT;
    }
    return (struct value_complaint){&FINDING_TWO_DIGIT_YEAR, NULL, N_("write the year with four digits")};
}

/* 45306: the days since 1900 that a spreadsheet keeps, of the years 1982 to 2064. */
static bool is_serial(const struct field *field)
{
    if (field->length != 5 || field->text[0] < '3' || field->text[0] > '5') {
        return false;
    }
    for (size_t i = 0; i < field->length; i++) {
        if (!g_ascii_isdigit(field->text[i])) {
            return false;
        }
    }
    return true;
}

static struct value_complaint bad_date(const struct value_rule *rule, const struct field *field)
{
    if (is_serial(field)) {
        return (struct value_complaint){
            &FINDING_DATE, N_("a date"),
            N_("it may be a spreadsheet's serial number: format the column as a date, and export it again")};
    }
    return (struct value_complaint){&FINDING_DATE, N_("a date"),
                                    rule->order == DATE_MDY ? N_("write dates as 12/31/2024, as `date` says")
                                    : rule->order == DATE_YMD
                                        ? N_("write dates as 2024-12-31, as `date` says")
                                        : N_("write dates as 31-12-2024")};
}

struct value_complaint value_parse_date(const struct value_rule *rule, const struct field *field,
                                        struct value *out)
{
    struct date date;
    if (!scan_date(field, rule->order, &date)) {
        return bad_date(rule, field);
    }
    if (date.year == OPEN_YEAR) {
        out->state = VALUE_MISSING;
        return VALUE_NO_COMPLAINT;
    }
    out->day = date_from_ymd(date.year, date.month, date.day);
    out->end = out->day + 1;
    return two_digit_year(&date);
}

/* 2024, 2024K1, 2024Q1, 2024M01, 2024-01. `part` = months from January, `months` = length. */
static bool scan_period(const struct field *field, int *year, int *part, int *months)
{
    int length, number = 0;
    struct cursor c = {field->text, field->text + field->length};
    if (!take_digits(&c, 4, 4, year, &length) || !year_is_likely(*year)) {
        return false;
    }
    skip_blanks(&c);
    if (c.p == c.end) {
        *part = 0;
        *months = 12;
        return true;
    }
    if (take_char(&c, 'K') || take_char(&c, 'Q')) {
        *months = 3;
        bool good = take_digits(&c, 1, 1, &number, &length) && number >= 1 && number <= 4;
        *part = (number - 1) * 3;
        return good && c.p == c.end;
    }
    *months = 1;
    bool month = take_char(&c, 'M') ? take_digits(&c, 1, 2, &number, &length)
                                    : take_char(&c, '-') && take_digits(&c, 2, 2, &number, &length);
    *part = number - 1;
    return month && number >= 1 && number <= 12 && c.p == c.end;
}

/* First day of the month that lies `months` after January of the year. */
static int32_t month_start(int year, int months)
{
    return date_from_ymd(year + months / 12, months % 12 + 1, 1);
}

static void write_period(struct value_rule *rule, int year, int part, int months)
{
    if (months == 12) {
        g_snprintf(rule->canonical, sizeof rule->canonical, "%d", year);
    } else if (months == 3) {
        g_snprintf(rule->canonical, sizeof rule->canonical, "%dK%d", year, part / 3 + 1);
    } else {
        g_snprintf(rule->canonical, sizeof rule->canonical, "%dM%02d", year, part + 1);
    }
}

struct value_complaint value_parse_period(struct value_rule *rule, const struct field *field,
                                          struct value *out)
{
    int year, part, months;
    struct value_complaint complaint = VALUE_NO_COMPLAINT;
    struct field code = *field; /* "2024K1 2024K1": StatBank's code and text beside each other */
    size_t half = field->length / 2;
    if (field->length % 2 == 1 && field->text[half] == ' ' &&
        strncmp(field->text, field->text + half + 1, half) == 0) {
        code.length = half;
    }
    if (scan_period(&code, &year, &part, &months)) {
        out->day = month_start(year, part);
        out->end = month_start(year, part + months);
        write_period(rule, year, part, months);
    } else {
        struct date date;
        if (!scan_date(field, rule->order, &date) || date.year == OPEN_YEAR) {
            return (struct value_complaint){&FINDING_PERIOD, N_("a period"),
                                            N_("write 2024, 2024K1, 2024M01 or a date such as 31-12-2024")};
        }
        out->day = date_from_ymd(date.year, date.month, date.day);
        out->end = out->day + 1;
        out->census = true;
        date_iso(out->day, rule->canonical);
        complaint = two_digit_year(&date);
    }
    out->text = rule->canonical;
    out->length = strlen(rule->canonical);
    return complaint;
}

/* Four digits; the first quarter, whose first day is 1 January; 1987,0 from programs that make all numbers
 * decimal; 2024* with a mark for provisional figures. */
struct value_complaint value_parse_year(const struct field *field, struct value *out)
{
    struct value_complaint bad = {&FINDING_YEAR, N_("a year"), N_("write the year with four digits")};
    struct cursor c = {field->text, field->text + field->length};
    int year, length;
    if (!take_digits(&c, 4, 4, &year, &length) || !year_is_likely(year)) {
        return bad;
    }
    out->whole = year;
    if (c.p == c.end || ((take_char(&c, 'K') || take_char(&c, 'Q')) && take_word(&c, "1") && c.p == c.end) ||
        ((take_char(&c, ',') || take_char(&c, '.')) && take_word(&c, "0") && c.p == c.end)) {
        return VALUE_NO_COMPLAINT;
    }
    if (take_char(&c, '*') && c.p == c.end) {
        return (struct value_complaint){&FINDING_FOOTNOTE, NULL, N_("keep notes in a column of their own")};
    }
    return bad;
}
