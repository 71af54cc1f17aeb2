/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One field's text to a typed value, by the kind of its column (input_table.h). Pure: what is wrong comes
 * back as a complaint, and whoever knows the position reports it.
 *
 * Missing: empty, `-`, `..`, `.`, `uoplyst`. Hidden by the sender, in columns of numbers: `*` and `<5`. The
 * date 31-12-9999, which case systems write for "open", is missing too.
 */
#ifndef VIFTE_VALUE_H
#define VIFTE_VALUE_H

#include "vifte/input_table.h"
#include "vifte/number.h"

#include <glib.h>

struct diag_kind;
struct field;

#define VALUE_TEXT_BYTES 16 /* longest canonical period with its NUL */

/* Of dates whose year does not stand first with four digits. */
enum date_order { DATE_DMY, DATE_MDY, DATE_YMD };

/* How to read one column of one file. */
struct value_rule {
    enum value_kind kind;
    char mark;         /* decimal mark, ',' or '.'; 0 = no cell settled it */
    char group;        /* grouping mark from the settings, 0 = any */
    bool ambiguous;    /* 2.310 cannot be read in this column */
    bool no_fractions; /* a column of per cent: 0,985 in it is 98,5 % or a slip, and nobody can tell */
    enum date_order order;
    GHashTable *words; /* folded word -> number + 1; VALUE_WORD and VALUE_YES_NO */
    GHashTable *seen;  /* text as written -> number + 1: folding is slow */
    char canonical[VALUE_TEXT_BYTES];
};

struct value_complaint {
    const struct diag_kind *kind; /* NULL = none; a stop comes with VALUE_BAD */
    const char *expected;         /* N_(): "a date" in "expected a date, got ..."; NULL for warnings */
    const char *cure;             /* N_() */
};

void value_rule_init(struct value_rule *rule, const struct input_column *column);
void value_rule_clear(struct value_rule *rule);

/* Cuts blanks, also no-break ones, off both ends. */
void value_trim(struct field *field);
/* Empty or one of the marks for "not reported". The field is trimmed. */
bool value_is_missing(const struct field *field);
bool value_is_suppressed(enum value_kind kind, const struct field *field);
bool value_is_number(enum value_kind kind);
enum number_unit value_unit(enum value_kind kind);

/* Reads a trimmed field. `out->text` points into the field or the rule. */
struct value_complaint value_parse(struct value_rule *rule, const struct field *field, struct value *out);

#endif
