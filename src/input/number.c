/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as people write them, and what a column's cells say about its decimal mark. */
#include "vifte/number.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#define EXACT_DIGITS 15 /* every whole number of so many digits is exact in a double, and so is 10^22 */
#define MOST_DIGITS 18  /* fits int64_t */
#define MOST_SCALE 22

struct span {
    const char *text;
    size_t length;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool ends_with(const struct span *span, const char *tail)
{
    size_t n = strlen(tail);
    return span->length >= n && g_ascii_strncasecmp(span->text + span->length - n, tail, n) == 0;
}

static bool begins_with(const struct span *span, const char *head)
{
    size_t n = strlen(head);
    return span->length >= n && g_ascii_strncasecmp(span->text, head, n) == 0;
}

static bool drop_tail(struct span *span, const char *tail)
{
    if (!ends_with(span, tail)) {
        return false;
    }
    span->length -= strlen(tail);
    return true;
}

static bool drop_head(struct span *span, const char *head)
{
    if (!begins_with(span, head)) {
        return false;
    }
    span->text += strlen(head);
    span->length -= strlen(head);
    return true;
}

static const char *const BLANKS[] = {" ", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};

static void trim(struct span *span)
{
    for (size_t i = 0; i < G_N_ELEMENTS(BLANKS);) {
        i = drop_tail(span, BLANKS[i]) || drop_head(span, BLANKS[i]) ? 0 : i + 1;
    }
}

/* Stars, daggers and raised digits at the end. */
static bool drop_raised(struct span *span)
{
    static const char *const MARKS[] = {"*",
                                        "\xE2\x80\xA0",
                                        "\xC2\xB9",
                                        "\xC2\xB2",
                                        "\xC2\xB3",
                                        "\xE2\x81\xB0",
                                        "\xE2\x81\xB4",
                                        "\xE2\x81\xB5",
                                        "\xE2\x81\xB6",
                                        "\xE2\x81\xB7",
                                        "\xE2\x81\xB8",
                                        "\xE2\x81\xB9"};
    size_t length = span->length;
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS);) {
        i = drop_tail(span, MARKS[i]) ? 0 : i + 1;
    }
    return span->length < length;
}

/* "12*", "12 1)", "12 (a)", "12¹", "12¹)": the number without its mark. "121)" stays, it could be anything.
 */
static bool drop_footnote(struct span *span)
{
    struct span rest = *span;
    drop_raised(&rest);
    if (drop_tail(&rest, ")") && !drop_raised(&rest)) {
        size_t marks = rest.length;
        while (rest.length > 0 && marks - rest.length < 2 && g_ascii_isalnum(rest.text[rest.length - 1])) {
            rest.length--;
        }
        bool set_off = rest.length < marks && (drop_tail(&rest, "(") || ends_with(&rest, " ") ||
                                               ends_with(&rest, BLANKS[1]) || ends_with(&rest, BLANKS[2]));
        if (!set_off) {
            return false;
        }
    }
    bool dropped = rest.length < span->length;
    trim(&rest);
    if (!dropped || rest.length == 0 || !is_digit(rest.text[rest.length - 1])) {
        return false;
    }
    *span = rest;
    return true;
}

static void drop_percent(struct span *span, struct number *number)
{
    static const char *const NAMES[] = {"%", "pct.", "pct", "procent", "per cent", "percent"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES) && !number->percent; i++) {
        number->percent = drop_tail(span, NAMES[i]);
    }
    trim(span);
}

/* "kr. 2.310,50", "2.310 kr", "2.310,-": the last way is Danish, so its point groups. */
static bool drop_kroner(struct span *span)
{
    static const char *const NAMES[] = {"kr.", "kr", "DKK"};
    bool dropped = false;
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES) && !dropped; i++) {
        dropped = drop_tail(span, NAMES[i]) || drop_head(span, NAMES[i]);
    }
    trim(span);
    return drop_tail(span, ",-");
}

static void drop_places(struct span *span, struct number *number)
{
    static const char *const NAMES[] = {"pladser", "plads", "places", "place"};
    for (size_t i = 0; i < G_N_ELEMENTS(NAMES) && !number->worded; i++) {
        number->worded = drop_tail(span, NAMES[i]);
    }
    trim(span);
}

static void drop_sign(struct span *span, struct number *number)
{
    number->negative = drop_head(span, "-") || drop_head(span, "\xE2\x88\x92");
    if (number->negative) {
        trim(span);
    }
}

/* Takes blanks, footnote, unit and sign off. True when the way of writing is Danish. */
static bool strip(struct span *rest, enum number_unit unit, struct number *number)
{
    bool danish = false;
    trim(rest);
    number->footnote = drop_footnote(rest);
    if (unit == UNIT_PERCENT) {
        drop_percent(rest, number);
    } else if (unit == UNIT_KRONER) {
        drop_sign(rest, number);
        danish = drop_kroner(rest);
    } else if (unit == UNIT_PLACES_WORD) {
        drop_places(rest, number);
    }
    if (!number->footnote) {
        number->footnote = drop_footnote(rest);
    }
    if (!number->negative) {
        drop_sign(rest, number);
    }
    return danish;
}

/* Digits and marks, blanks of any kind as ' '. False when there is anything else. */
static bool copy_marks(struct span rest, struct number *number)
{
    static const char *const GROUPS[] = {" ", "\xC2\xA0",    "\xE2\x80\xAF", "\xE2\x80\x89",
                                         "'", "\xE2\x80\x99"};
    number->length = 0;
    while (rest.length > 0) {
        if (number->length == NUMBER_DIGITS) {
            return false;
        }
        char c = *rest.text;
        bool plain = is_digit(c) || c == '.' || c == ',';
        for (size_t i = 0; !plain && i < G_N_ELEMENTS(GROUPS); i++) {
            if (drop_head(&rest, GROUPS[i])) {
                c = ' ';
                break;
            }
        }
        if (plain) {
            rest.text++;
            rest.length--;
        } else if (c != ' ') {
            return false;
        }
        number->marks[number->length++] = c;
    }
    return number->length > 0;
}

/* Do [0, n) group into one to three digits and then threes, divided by `group`? */
static bool groups_well(const char *marks, size_t n, char group)
{
    size_t run = 0;
    bool first = true;
    for (size_t i = 0; i < n; i++) {
        if (is_digit(marks[i])) {
            run++;
        } else if (marks[i] != group || run == 0 || run > 3 || (!first && run != 3)) {
            return false;
        } else {
            first = false;
            run = 0;
        }
    }
    return first ? run > 0 : run == 3;
}

static bool all_digits(const char *marks, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (!is_digit(marks[i])) {
            return false;
        }
    }
    return n > 0;
}

static size_t count_of(const struct number *number, char c)
{
    size_t n = 0;
    for (size_t i = 0; i < number->length; i++) {
        n += number->marks[i] == c;
    }
    return n;
}

static size_t last_of(const struct number *number, char c)
{
    size_t i = number->length;
    while (i > 0 && number->marks[i - 1] != c) {
        i--;
    }
    return i - 1; /* asked only when it is there */
}

/* The decimal mark stands at `at`: are the parts around it well formed, with `group` in the first or nothing?
 */
static bool parts_well(const struct number *number, size_t at, char group)
{
    size_t behind = number->length - at - 1;
    bool whole = at == 0 || all_digits(number->marks, at) || groups_well(number->marks, at, group);
    return whole && all_digits(number->marks + at + 1, behind);
}

/* One kind of mark only, `mark` ('.' or ','): decimal, grouping, or both readings. */
static enum number_shape shape_of_one(const struct number *number, char mark, size_t count)
{
    enum number_shape decimal = mark == ',' ? NUMBER_COMMA : NUMBER_POINT;
    enum number_shape grouped = mark == ',' ? NUMBER_POINT : NUMBER_COMMA;
    size_t at = last_of(number, mark);
    if (count > 1) {
        return groups_well(number->marks, number->length, mark) ? grouped : NUMBER_NONE;
    }
    if (!parts_well(number, at, ' ')) {
        return NUMBER_NONE;
    }
    bool lone_group = groups_well(number->marks, number->length, mark) && number->marks[0] != '0';
    return !lone_group ? decimal : mark == ',' ? NUMBER_COMMA_GROUP : NUMBER_DOT_GROUP;
}

static enum number_shape shape_of(const struct number *number)
{
    size_t dots = count_of(number, '.');
    size_t commas = count_of(number, ',');
    size_t blanks = count_of(number, ' ');
    if (dots == 0 && commas == 0) {
        bool good = blanks == 0 || groups_well(number->marks, number->length, ' ');
        return good ? NUMBER_WHOLE : NUMBER_NONE;
    }
    if (dots > 0 && commas > 0) {
        size_t dot = last_of(number, '.'), comma = last_of(number, ',');
        bool danish = comma > dot;
        bool good = blanks == 0 && (danish ? commas : dots) == 1 &&
                    parts_well(number, danish ? comma : dot, danish ? '.' : ',') &&
                    !all_digits(number->marks, danish ? comma : dot);
        return !good ? NUMBER_NONE : danish ? NUMBER_COMMA : NUMBER_POINT;
    }
    return shape_of_one(number, dots > 0 ? '.' : ',', dots + commas);
}

/* Digits with at most one mark between them: nearly every cell. The marks are copied. */
static bool scan_simple(const char *text, size_t length, struct number *number)
{
    size_t mark = 0;
    if (length == 0 || length > MOST_DIGITS) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (!is_digit(c)) {
            if ((c != ',' && c != '.') || mark > 0 || i == 0 || i + 1 == length) {
                return false;
            }
            mark = i;
        }
        number->marks[i] = c;
    }
    number->length = length;
    bool comma = mark > 0 && text[mark] == ',';
    bool lone_group = length - mark == 4 && mark <= 3 && text[0] != '0';
    if (mark == 0) {
        number->shape = NUMBER_WHOLE;
    } else if (lone_group) {
        number->shape = comma ? NUMBER_COMMA_GROUP : NUMBER_DOT_GROUP;
    } else {
        number->shape = comma ? NUMBER_COMMA : NUMBER_POINT;
    }
    return true;
}

struct number number_scan(const char *text, size_t length, enum number_unit unit)
{
    struct number number;
    number.shape = NUMBER_NONE; /* `marks` stays as it is beyond `length`: this runs once a cell */
    number.negative = number.percent = number.footnote = number.worded = false;
    number.length = 0;
    if (scan_simple(text, length, &number)) {
        return number;
    }
    struct span rest = {text, length};
    bool danish = strip(&rest, unit, &number);
    if (copy_marks(rest, &number)) {
        number.shape = shape_of(&number);
    }
    if (danish && number.shape == NUMBER_DOT_GROUP) {
        number.shape = NUMBER_COMMA;
    }
    return number;
}

static double exact_number(const char *digits, size_t n, int scale)
{
    static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (n <= EXACT_DIGITS) {
        int64_t mantissa = 0;
        for (size_t i = 0; i < n; i++) {
            mantissa = mantissa * 10 + (digits[i] - '0');
        }
        return (double)mantissa / POWERS[scale]; /* both exact, so rounded once */
    }
    char text[NUMBER_DIGITS + 8];
    g_snprintf(text, sizeof text, "%.*se-%d", (int)n, digits, scale);
    return g_ascii_strtod(text, NULL);
}

struct digits {
    char text[NUMBER_DIGITS];
    size_t n;
    int scale;
};

/* The mark that says where the decimals begin, given what the column has decided; 0 = none in this number. */
static bool find_mark(const struct number *number, char mark, char *own)
{
    char other = mark == ',' ? '.' : ',';
    *own = '\0';
    switch (number->shape) {
    case NUMBER_COMMA:
    case NUMBER_POINT:
        if (number->shape != (mark == ',' ? NUMBER_COMMA : NUMBER_POINT)) {
            return false;
        }
        *own = mark;
        return true;
    case NUMBER_DOT_GROUP:
    case NUMBER_COMMA_GROUP:
        *own = other != (number->shape == NUMBER_DOT_GROUP ? '.' : ',') ? mark : '\0';
        return true;
    default:
        return number->shape == NUMBER_WHOLE;
    }
}

/* The digits without leading zeros, and how many of them are decimals. False when a grouping mark is not
 * `group`. */
static bool collect_digits(const struct number *number, char own, char group, struct digits *out)
{
    bool decimals = false;
    out->n = 0;
    out->scale = 0;
    for (size_t i = 0; i < number->length; i++) {
        char c = number->marks[i];
        if (is_digit(c)) {
            out->scale += decimals;
            if (out->n > 0 || c != '0') {
                out->text[out->n++] = c;
            }
        } else if (c == own) {
            decimals = true;
        } else if (group != '\0' && c != group) {
            return false;
        }
    }
    while (out->scale > 0 && out->n > 0 && out->text[out->n - 1] == '0') { /* 12,500 is 12,5 */
        out->n--;
        out->scale--;
    }
    return true;
}

/* The first MOST_DIGITS digits: decimals beyond them are more than money and counts ask for. */
static void set_mantissa(const struct digits *digits, struct decimal *out)
{
    size_t n = MIN(digits->n, MOST_DIGITS);
    out->mantissa = 0;
    for (size_t i = 0; i < n; i++) {
        out->mantissa = out->mantissa * 10 + (digits->text[i] - '0');
    }
    out->scale = n == 0 ? 0 : digits->scale - (int)(digits->n - n);
}

enum number_fault number_value(const struct number *number, char mark, char group, struct decimal *out)
{
    char own;
    struct digits digits;
    if (!find_mark(number, mark, &own) || !collect_digits(number, own, group, &digits)) {
        return NUMBER_OTHER_MARK;
    }
    if (digits.scale > MOST_SCALE || (int)digits.n - digits.scale > MOST_DIGITS) {
        return NUMBER_TOO_LONG;
    }
    out->number = exact_number(digits.text, digits.n, digits.scale);
    set_mantissa(&digits, out);
    if (number->negative) {
        out->mantissa = -out->mantissa;
        out->number = out->mantissa == 0 ? 0.0 : -out->number;
    }
    return NUMBER_GOOD;
}

/* A value that could be a fraction meant as per cent, read in whichever way its own marks allow. */
static void observe_fraction(struct number_evidence *evidence, const struct number *number, uint64_t line)
{
    struct decimal value;
    char mark = number->shape == NUMBER_POINT || number->shape == NUMBER_DOT_GROUP ? '.' : ',';
    if (number->percent || number_value(number, mark, '\0', &value) != NUMBER_GOOD ||
        fabs(value.number) > NUMBER_FRACTION_AT_MOST) {
        evidence->above_fraction = true;
    } else if (value.number > 0 && evidence->fraction_line == 0) {
        evidence->fraction_line = line;
    }
}

void number_observe(struct number_evidence *evidence, const struct number *number, uint64_t line)
{
    switch (number->shape) {
    case NUMBER_NONE:
        return;
    case NUMBER_COMMA:
        evidence->comma++;
        break;
    case NUMBER_POINT:
        evidence->point++;
        evidence->comma_groups = evidence->comma_groups || count_of(number, ',') > 0;
        break;
    case NUMBER_DOT_GROUP:
    case NUMBER_COMMA_GROUP:
        evidence->dot_group += number->shape == NUMBER_DOT_GROUP;
        evidence->comma_group += number->shape == NUMBER_COMMA_GROUP;
        if (evidence->ambiguous_line == 0) {
            evidence->ambiguous_line = line;
            memcpy(evidence->ambiguous_text, number->marks, number->length);
        }
        if (evidence->comma_line == 0 && number->shape == NUMBER_COMMA_GROUP) {
            evidence->comma_line = line;
            memcpy(evidence->comma_text, number->marks, number->length);
        }
        break;
    case NUMBER_WHOLE:
        break;
    }
    observe_fraction(evidence, number, line);
}

void number_observe_typed(struct number_evidence *evidence, const struct number *number, uint64_t line)
{
    if (number->shape != NUMBER_NONE) {
        observe_fraction(evidence, number, line);
    }
}

void number_evidence_merge(struct number_evidence *evidence, const struct number_evidence *part,
                           uint64_t lines)
{
    evidence->comma += part->comma;
    evidence->point += part->point;
    evidence->dot_group += part->dot_group;
    evidence->comma_group += part->comma_group;
    evidence->above_fraction = evidence->above_fraction || part->above_fraction;
    if (evidence->ambiguous_line == 0 && part->ambiguous_line > 0) {
        evidence->ambiguous_line = part->ambiguous_line + lines;
        memcpy(evidence->ambiguous_text, part->ambiguous_text, sizeof part->ambiguous_text);
    }
    if (evidence->comma_line == 0 && part->comma_line > 0) {
        evidence->comma_line = part->comma_line + lines;
        memcpy(evidence->comma_text, part->comma_text, sizeof part->comma_text);
    }
    evidence->comma_groups = evidence->comma_groups || part->comma_groups;
    if (evidence->fraction_line == 0 && part->fraction_line > 0) {
        evidence->fraction_line = part->fraction_line + lines;
    }
}

bool number_comma_is_doubtful(const struct number_evidence *evidence)
{
    return evidence->comma_line > 0 && !evidence->comma_groups && number_decide(evidence) == '.';
}

char number_decide(const struct number_evidence *evidence)
{
    if (evidence->comma == 0 && evidence->point == 0) {
        return '\0';
    }
    return evidence->comma >= evidence->point ? ',' : '.';
}
