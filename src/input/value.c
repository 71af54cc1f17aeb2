/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to typed values. */
#include "vifte/value.h"

#include "vifte/dates.h"
#include "vifte/findings.h"
#include "vifte/record.h"
#include "vifte/text.h"

#include <string.h>

#define FIRST_YEAR 1800
#define LAST_YEAR 2200
#define OPEN_YEAR 9999 /* how case systems write "no end" */
#define CENTURY_SPLIT 50
#define MOST_KRONER INT64_C(10000000000000)

static const struct value_complaint NONE_AT_ALL = {NULL, NULL, NULL};

/* --- rules --- */

static void add_words(GHashTable *words, const char *alternatives, size_t number)
{
    char **names = g_strsplit(alternatives, "|", -1);
    for (char **name = names; *name != NULL; name++) {
        g_hash_table_insert(words, text_fold(*name), GSIZE_TO_POINTER(number + 1));
    }
    g_strfreev(names);
}

void value_rule_init(struct value_rule *rule, const struct input_column *column)
{
    static const char *const YES_NO[] = {"no|nej|n|0|false|falsk", "yes|ja|y|j|1|true|sand", NULL};
    *rule = (struct value_rule){.kind = column->kind};
    const char *const *words = column->kind == VALUE_YES_NO ? YES_NO : column->words;
    if (column->kind != VALUE_YES_NO && column->kind != VALUE_WORD) {
        return;
    }
    rule->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    rule->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        add_words(rule->words, words[i], i);
    }
}

void value_rule_clear(struct value_rule *rule)
{
    g_clear_pointer(&rule->words, g_hash_table_unref);
    g_clear_pointer(&rule->seen, g_hash_table_unref);
}

/* --- marks --- */

/* Bytes of the blank that begins at `p`, 0 = none. */
static size_t blank_at(const char *p, size_t length)
{
    static const char *const WIDE[] = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89", "\xEF\xBB\xBF",
                                       "\xE2\x80\x8B"};
    if (length == 0) {
        return 0;
    }
    if ((unsigned char)*p <= ' ') {
        return *p == ' ' || (*p >= '\t' && *p <= '\r') ? 1 : 0;
    }
    for (size_t i = 0; (unsigned char)*p >= 0x80 && i < G_N_ELEMENTS(WIDE); i++) {
        size_t n = strlen(WIDE[i]);
        if (length >= n && memcmp(p, WIDE[i], n) == 0) {
            return n;
        }
    }
    return 0;
}

static size_t blank_before(const char *text, size_t length)
{
    for (size_t n = 1; n <= 3 && n <= length; n++) {
        if (blank_at(text + length - n, n) == n) {
            return n;
        }
    }
    return 0;
}

/* A visible ASCII character: no blank begins or ends there. */
static bool is_visible(char c)
{
    return c > ' ' && c < 0x7F;
}

void value_trim(struct field *field)
{
    size_t n;
    if (field->length == 0 || (is_visible(field->text[0]) && is_visible(field->text[field->length - 1]))) {
        return;
    }
    while ((n = blank_at(field->text, field->length)) > 0) {
        field->text += n;
        field->length -= n;
    }
    size_t before = field->length;
    while ((n = blank_before(field->text, field->length)) > 0) {
        field->length -= n;
    }
    if (field->length < before) {
        field->text[field->length] = '\0';
    }
}

static bool equals(const struct field *field, const char *text)
{
    return strlen(text) == field->length && memcmp(field->text, text, field->length) == 0;
}

bool value_is_missing(const struct field *field)
{
    /* The dash is what spreadsheets make of a hyphen. */
    static const char *const MARKS[] = {"-", "..", ".", "\xE2\x80\x93", "\xE2\x88\x92"};
    if (field->length == 0) {
        return true;
    }
    for (size_t i = 0; field->length <= 3 && !g_ascii_isalnum(field->text[0]) && i < G_N_ELEMENTS(MARKS);
         i++) {
        if (equals(field, MARKS[i])) {
            return true;
        }
    }
    return field->length == 7 && g_ascii_strncasecmp(field->text, "uoplyst", 7) == 0;
}

bool value_is_number(enum value_kind kind)
{
    return kind == VALUE_COUNT || kind == VALUE_DECIMAL || kind == VALUE_PERCENT || kind == VALUE_MONEY;
}

enum number_unit value_unit(enum value_kind kind)
{
    return kind == VALUE_PERCENT ? UNIT_PERCENT : kind == VALUE_MONEY ? UNIT_KRONER : UNIT_NONE;
}

bool value_is_suppressed(enum value_kind kind, const struct field *field)
{
    if (!value_is_number(kind)) {
        return false;
    }
    if (equals(field, "*")) {
        return true;
    }
    const char *p = field->text;
    const char *end = p + field->length;
    if (p == end || *p++ != '<') {
        return false;
    }
    while (p < end && *p == ' ') {
        p++;
    }
    const char *digits = p;
    while (p < end && g_ascii_isdigit(*p)) {
        p++;
    }
    return p == end && p > digits && p - digits <= 3;
}

/* --- numbers --- */

static struct value_complaint bad_number(const struct value_rule *rule, const struct number *number)
{
    if (rule->kind == VALUE_COUNT) {
        return (struct value_complaint){
            &FINDING_COUNT, N_("a whole number of zero or more"),
            N_("write digits only; leave the cell blank when the number is not known")};
    }
    if (rule->kind == VALUE_PERCENT) {
        return (struct value_complaint){&FINDING_NUMBER, N_("a percentage"), N_("write 97,5 or 97,5 %")};
    }
    if (number->shape != NUMBER_NONE && rule->mark == ',') {
        return (struct value_complaint){&FINDING_NUMBER,
                                        N_("a number with decimal comma, as in the rest of the column"),
                                        N_("write 1234,5")};
    }
    if (number->shape != NUMBER_NONE && rule->mark == '.') {
        return (struct value_complaint){&FINDING_NUMBER,
                                        N_("a number with decimal point, as in the rest of the column"),
                                        N_("write 1234.5")};
    }
    return (struct value_complaint){&FINDING_NUMBER, N_("a number"),
                                    N_("write digits only, without units or words")};
}

static struct value_complaint out_of_range(void)
{
    return (struct value_complaint){&FINDING_RANGE, N_("a number of ordinary size"),
                                    N_("check the number of digits")};
}

/* The mark under which this number is read; a count's lone group is a thousand whatever its mark. */
static char mark_for(const struct value_rule *rule, const struct field *field, const struct number *number)
{
    if (field->canonical) {
        return '.';
    }
    if (rule->mark != '\0') {
        return rule->mark;
    }
    return number->shape == NUMBER_COMMA_GROUP || number->shape == NUMBER_POINT ? '.' : ',';
}

static int64_t power_of_ten(int exponent)
{
    int64_t power = 1;
    while (exponent-- > 0) {
        power *= 10;
    }
    return power;
}

static bool money_from(const struct decimal *decimal, int64_t *oere)
{
    int64_t magnitude = decimal->mantissa < 0 ? -decimal->mantissa : decimal->mantissa;
    if (decimal->number > (double)MOST_KRONER || decimal->number < -(double)MOST_KRONER) {
        return false;
    }
    if (decimal->scale <= 2) {
        magnitude *= power_of_ten(2 - decimal->scale);
    } else if (decimal->scale > 20) {
        magnitude = 0;
    } else {
        int64_t unit = power_of_ten(decimal->scale - 2);
        magnitude = magnitude / unit + (magnitude % unit >= unit - magnitude % unit);
    }
    *oere = decimal->mantissa < 0 ? -magnitude : magnitude;
    return true;
}

/* Per cent to a fraction, rounded once: mantissa and power are exact. */
static double fraction_from(const struct decimal *decimal)
{
    const int64_t exact = INT64_C(1) << 53;
    if (decimal->scale > 16 || decimal->mantissa > exact || decimal->mantissa < -exact) {
        return decimal->number / 100.0;
    }
    return (double)decimal->mantissa / (double)power_of_ten(decimal->scale + 2);
}

static struct value_complaint parse_number(const struct value_rule *rule, const struct field *field,
                                           struct value *out)
{
    struct number number = number_scan(field->text, field->length, value_unit(rule->kind));
    bool ambiguous = rule->ambiguous && !field->canonical &&
                     (number.shape == NUMBER_DOT_GROUP || number.shape == NUMBER_COMMA_GROUP);
    if (ambiguous) { /* told once for the whole column */
        out->state = VALUE_BAD;
        return NONE_AT_ALL;
    }
    struct decimal decimal = {0};
    enum number_fault fault = NUMBER_OTHER_MARK;
    if (number.shape != NUMBER_NONE) {
        char group = field->canonical ? '\0' : rule->group;
        fault = number_value(&number, mark_for(rule, field, &number), group, &decimal);
    }
    bool count_bad = rule->kind == VALUE_COUNT && (decimal.scale > 0 || number.negative);
    if (fault == NUMBER_OTHER_MARK || (fault == NUMBER_GOOD && count_bad)) {
        return bad_number(rule, &number);
    }
    out->number = rule->kind == VALUE_PERCENT ? fraction_from(&decimal) : decimal.number;
    out->whole = rule->kind == VALUE_COUNT ? decimal.mantissa : 0;
    if (fault == NUMBER_TOO_LONG || (rule->kind == VALUE_MONEY && !money_from(&decimal, &out->whole))) {
        return out_of_range();
    }
    if (number.footnote) {
        return (struct value_complaint){&FINDING_FOOTNOTE, NULL, N_("keep notes in a column of their own")};
    }
    return NONE_AT_ALL;
}

/* --- dates, years, periods --- */

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
        return NONE_AT_ALL;
    }
    return (struct value_complaint){&FINDING_TWO_DIGIT_YEAR, NULL, N_("write the year with four digits")};
}

static struct value_complaint parse_date(const struct value_rule *rule, const struct field *field,
                                         struct value *out)
{
    struct date date;
    if (!scan_date(field, rule->order, &date)) {
        return (struct value_complaint){&FINDING_DATE, N_("a date"), N_("write dates as 31-12-2024")};
    }
    if (date.year == OPEN_YEAR) {
        out->state = VALUE_MISSING;
        return NONE_AT_ALL;
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

static struct value_complaint parse_period(struct value_rule *rule, const struct field *field,
                                           struct value *out)
{
    int year, part, months;
    struct value_complaint complaint = NONE_AT_ALL;
    if (scan_period(field, &year, &part, &months)) {
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
static struct value_complaint parse_year(const struct field *field, struct value *out)
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
        return NONE_AT_ALL;
    }
    if (take_char(&c, '*') && c.p == c.end) {
        return (struct value_complaint){&FINDING_FOOTNOTE, NULL, N_("keep notes in a column of their own")};
    }
    return bad;
}

/* --- words --- */

#define MOST_SEEN 4096 /* spellings kept; a column of words has a handful */

static size_t find_word(struct value_rule *rule, const char *text)
{
    gpointer number;
    if (g_hash_table_lookup_extended(rule->seen, text, NULL, &number)) {
        return GPOINTER_TO_SIZE(number);
    }
    char *folded = text_fold(text);
    number = g_hash_table_lookup(rule->words, folded);
    g_free(folded);
    if (g_hash_table_size(rule->seen) < MOST_SEEN) {
        g_hash_table_insert(rule->seen, g_strdup(text), number);
    }
    return GPOINTER_TO_SIZE(number);
}

static struct value_complaint parse_word(struct value_rule *rule, const struct field *field,
                                         struct value *out)
{
    size_t number = find_word(rule, field->text);
    if (number > 0) {
        /* words count from 1; no and yes are 0 and 1 */
        out->whole = (int64_t)number - (rule->kind == VALUE_YES_NO ? 1 : 0);
        return NONE_AT_ALL;
    }
    if (rule->kind == VALUE_YES_NO) {
        return (struct value_complaint){&FINDING_WORD, N_("yes or no"), N_("write yes or no (ja or nej)")};
    }
    return (struct value_complaint){&FINDING_WORD, N_("one of the column's words"),
                                    N_("use one of the words of the column's list")};
}

/* --- all kinds --- */

static struct value_complaint parse_given(struct value_rule *rule, const struct field *field,
                                          struct value *out)
{
    switch (rule->kind) {
    case VALUE_TEXT:
        return NONE_AT_ALL;
    case VALUE_COUNT:
    case VALUE_DECIMAL:
    case VALUE_PERCENT:
    case VALUE_MONEY:
        return parse_number(rule, field, out);
    case VALUE_DATE:
        return parse_date(rule, field, out);
    case VALUE_PERIOD:
        return parse_period(rule, field, out);
    case VALUE_YEAR:
        return parse_year(field, out);
    case VALUE_YES_NO:
    case VALUE_WORD:
        return parse_word(rule, field, out);
    }
    return NONE_AT_ALL;
}

struct value_complaint value_parse(struct value_rule *rule, const struct field *field, struct value *out)
{
    *out = (struct value){.state = VALUE_GIVEN, .text = field->text, .length = field->length};
    if (value_is_missing(field)) {
        out->state = VALUE_MISSING;
        return NONE_AT_ALL;
    }
    if (value_is_suppressed(rule->kind, field)) {
        out->state = VALUE_SUPPRESSED;
        return NONE_AT_ALL;
    }
    struct value_complaint complaint = parse_given(rule, field, out);
    if (complaint.kind != NULL && complaint.kind->level == DIAG_STOP) {
        out->state = VALUE_BAD;
    }
    return complaint;
}
