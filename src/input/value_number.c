/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields of numbers to typed values, under the mark that their column has settled on. */
#include "value_private.h"

#include "vifte/findings.h"
#include "vifte/record.h"
#include "vifte/text.h"

#include <string.h>

#define PERCENT_AT_MOST 300.0
#define MOST_KRONER INT64_C(10000000000000)

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

/* What per cent cannot be: a fraction among them, or a hundred times too much. */
static struct value_complaint bad_percent(const struct value_rule *rule, const struct number *number,
                                          double percent)
{
    if (rule->no_fractions && !number->percent && percent > 0 && percent <= NUMBER_FRACTION_AT_MOST) {
        return (struct value_complaint){&FINDING_PERCENT, N_("per cent, as in the rest of the column"),
                                        N_("write 97,5 or 97,5 %, not 0,975")};
    }
    if (percent > PERCENT_AT_MOST) {
        return (struct value_complaint){&FINDING_RANGE, N_("a percentage of at most 300"),
                                        N_("write 97,5 or 97,5 %; a cell with the format % holds 0,975")};
    }
    return VALUE_NO_COMPLAINT;
}

static struct value_complaint out_of_range(void)
{
    return (struct value_complaint){&FINDING_RANGE, N_("a number of ordinary size"),
                                    N_("check the number of digits")};
}

/* The mark under which this number is read. */
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

/* --- places by section of the law --- */

static bool begins_with_any(const char *p, const char *end, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(words[i]);
        if ((size_t)(end - p) >= length && g_ascii_strncasecmp(p, words[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* Is a number at `p` one of a reference to the law? It stands behind §, stk. or nr. */
static bool is_reference(const char *start, const char *p)
{
    static const char *const MARKS[] = {"\xC2\xA7", "stk.", "stk", "nr.", "nr"};
    while (p > start && (p[-1] == ' ' || (p - start >= 2 && p[-2] == '\xC2' && p[-1] == '\xA0'))) {
        p -= p[-1] == ' ' ? 1 : 2;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        size_t n = strlen(MARKS[i]);
        if ((size_t)(p - start) >= n && g_ascii_strncasecmp(p - n, MARKS[i], n) == 0) {
            return true;
        }
    }
    return false;
}

/* "§ 107: 12 pladser; § 108, stk. 1: 4 pladser", as the register of offers writes it: every number is either
 * places or part of a reference. */
static bool places_by_section(const struct field *field, double *places)
{
    static const char *const WORDS[] = {"plads", "place"};
    const char *start = field->text, *end = start + field->length;
    unsigned n = 0;
    *places = 0;
    if (g_strstr_len(start, (gssize)field->length, "\xC2\xA7") == NULL) {
        return false;
    }
    for (const char *p = start; p < end;) {
        if (!g_ascii_isdigit(*p)) {
            p++;
            continue;
        }
        const char *digits = p;
        uint64_t number = 0;
        while (p < end && g_ascii_isdigit(*p) && number < 100000) {
            number = number * 10 + (uint64_t)(*p++ - '0');
        }
        const char *behind = p;
        while (behind < end && *behind == ' ') {
            behind++;
        }
        if (begins_with_any(behind, end, WORDS, G_N_ELEMENTS(WORDS))) {
            *places += (double)number;
            n++;
        } else if (!is_reference(start, digits)) {
            return false;
        }
    }
    return n > 0;
}

struct value_complaint value_parse_number(const struct value_rule *rule, const struct field *field,
                                          struct value *out)
{
    struct number number = number_scan(field->text, field->length, value_unit(rule->kind));
    bool ambiguous = rule->ambiguous && !field->canonical &&
                     (number.shape == NUMBER_DOT_GROUP || number.shape == NUMBER_COMMA_GROUP);
    if (ambiguous) { /* told once for the whole column */
        out->state = VALUE_BAD;
        return VALUE_NO_COMPLAINT;
    }
    struct decimal decimal = {0};
    enum number_fault fault = NUMBER_OTHER_MARK;
    if (number.shape != NUMBER_NONE) {
        char group = field->canonical ? '\0' : rule->group;
        fault = number_value(&number, mark_for(rule, field, &number), group, &decimal);
    }
    if (fault == NUMBER_OTHER_MARK && rule->kind == VALUE_PLACES && places_by_section(field, &out->number)) {
        return (struct value_complaint){&FINDING_PLACES_TEXT, NULL, NULL};
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
    if (rule->kind == VALUE_PERCENT) {
        struct value_complaint complaint = bad_percent(rule, &number, decimal.number);
        if (complaint.kind != NULL) {
            return complaint;
        }
    }
    if (number.footnote) {
        return (struct value_complaint){&FINDING_FOOTNOTE, NULL, N_("keep notes in a column of their own")};
    }
    if (number.worded) {
        return (struct value_complaint){&FINDING_PLACES_TEXT, NULL, NULL};
    }
    return VALUE_NO_COMPLAINT;
}
