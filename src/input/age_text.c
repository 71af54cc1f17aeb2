/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See age_text.h. */
#include "age_text.h"

#include "loader.h"
#include "vifte/text.h"

#include <string.h>

/* "851 Aalborg", "0 år", "085": the digits an area or age begins with. */
bool age_text_number(const char *text, struct age_number *out)
{
    char *end = NULL;
    if (!g_ascii_isdigit(text[0]) || strspn(text, "0123456789") > 9) {
        return false;
    }
    out->number = (long)g_ascii_strtoull(text, &end, 10);
    while (*end == ' ') {
        end++;
    }
    out->rest = end;
    return true;
}

/* Also with its code before it: "tot i alt". */
bool age_text_is_total(const char *folded)
{
    folded += g_str_has_prefix(folded, "tot ") ? 4 : 0;
    static const char *const TOTALS[] = {"i alt",       "ialt",  "tot",       "total",
                                         "alder i alt", "begge", "koen i alt"};
    for (size_t i = 0; i < G_N_ELEMENTS(TOTALS); i++) {
        if (strcmp(folded, TOTALS[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_unit(const char *text)
{
    return text[0] == '\0' || strcmp(text, "aar") == 0 || strcmp(text, "years") == 0 ||
           strcmp(text, "year") == 0;
}

/* "-", an en dash, "til": what stands between two ages, with the blanks around it; NULL for anything else. */
static const char *skip_to(const char *text)
{
    static const char *const MARKS[] = {"-", "\u2013", "til ", "to "};
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        if (g_str_has_prefix(text, MARKS[i])) {
            text += strlen(MARKS[i]);
            return text + strspn(text, " ");
        }
    }
    return NULL;
}

static bool parse_age_from(const char *folded, struct age_band *age)
{
    struct age_number from, to;
    if (!age_text_number(folded, &from)) {
        return false;
    }
    *age = (struct age_band){(int)from.number, (int)from.number};
    if (is_unit(from.rest)) {
        return true;
    }
    const char *behind = skip_to(from.rest);
    if (behind != NULL && age_text_number(behind, &to)) {
        age->to = (int)to.number;
        return is_unit(to.rest);
    }
    age->to = AGE_OPEN;
    bool over = strcmp(from.rest, "+") == 0 || g_str_has_suffix(from.rest, "derover") ||
                g_str_has_suffix(from.rest, "and over");
    return over || (behind != NULL && is_unit(behind));
}

static bool parse_folded_age(const char *folded, struct age_band *age, enum part *part)
{
    *part = age_text_is_total(folded) ? PART_TOTAL : PART_SINGLE;
    if (*part == PART_TOTAL) {
        *age = (struct age_band){0, AGE_OPEN};
        return true;
    }
    return parse_age_from(folded, age) && age->from <= age->to && age->from < 150;
}

/* "1-99 1-99 år", "ialt i alt": StatBank's code and text beside each other must mean the same. */
static bool parse_code_and_text(char *folded, struct age_band *age, enum part *part)
{
    struct age_band text_age;
    enum part text_part;
    char *blank = strchr(folded, ' ');
    if (blank == NULL) {
        return false;
    }
    *blank = '\0';
    return parse_folded_age(folded, age, part) && parse_folded_age(blank + 1, &text_age, &text_part) &&
           *part == text_part && age->from == text_age.from && age->to == text_age.to;
}

/* "17", "17 år", "0-5", "0 - 5 år", "100-", "100+", "100 år og derover", "IALT", and code and text together.
 */
bool age_text_parse(const char *text, struct age_band *age, enum part *part)
{
    char *folded = text_fold(text);
    bool good = parse_folded_age(folded, age, part) || parse_code_and_text(folded, age, part);
    g_free(folded);
    return good;
}

bool age_band_parse(const char *text, struct age_band *age)
{
    enum part part;
    return age_text_parse(text, age, &part) && part == PART_SINGLE;
}
