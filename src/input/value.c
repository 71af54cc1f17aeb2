/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text to typed values. */
#include "value_private.h"

#include "vifte/findings.h"
#include "vifte/record.h"
#include "vifte/text.h"

#include <string.h>

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
    return kind == VALUE_COUNT || kind == VALUE_DECIMAL || kind == VALUE_PLACES || kind == VALUE_PERCENT ||
           kind == VALUE_MONEY;
}

enum number_unit value_unit(enum value_kind kind)
{
    switch (kind) {
    case VALUE_PERCENT:
        return UNIT_PERCENT;
    case VALUE_MONEY:
        return UNIT_KRONER;
    case VALUE_PLACES:
        return UNIT_PLACES_WORD;
    default:
        return UNIT_NONE;
    }
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
        return VALUE_NO_COMPLAINT;
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
        return VALUE_NO_COMPLAINT;
    case VALUE_COUNT:
    case VALUE_DECIMAL:
    case VALUE_PLACES:
    case VALUE_PERCENT:
    case VALUE_MONEY:
        return value_parse_number(rule, field, out);
    case VALUE_DATE:
        return value_parse_date(rule, field, out);
    case VALUE_PERIOD:
        return value_parse_period(rule, field, out);
    case VALUE_YEAR:
        return value_parse_year(field, out);
    case VALUE_YES_NO:
    case VALUE_WORD:
        return parse_word(rule, field, out);
    }
    return VALUE_NO_COMPLAINT;
}

struct value_complaint value_parse(struct value_rule *rule, const struct field *field, struct value *out)
{
    *out = (struct value){.state = VALUE_GIVEN, .text = field->text, .length = field->length};
    if (value_is_missing(field)) {
        out->state = VALUE_MISSING;
        return VALUE_NO_COMPLAINT;
    }
    if (value_is_suppressed(rule->kind, field)) {
        out->state = VALUE_SUPPRESSED;
        return (struct value_complaint){&FINDING_HIDDEN_BY_SENDER, NULL,
                                        N_("ask for the number itself; vifte decides what may be shown")};
    }
    struct value_complaint complaint = parse_given(rule, field, out);
    if (complaint.kind != NULL && complaint.kind->level == DIAG_STOP) {
        out->state = VALUE_BAD;
    }
    return complaint;
}
