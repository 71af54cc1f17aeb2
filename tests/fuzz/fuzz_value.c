/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell as each kind of value, dates and periods among them: the first byte is the kind, the second the
 * marks. */
#include "fuzz.h"
#include "vifte/record.h"
#include "vifte/value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const WORDS[] = {"kommunal", "regional", "privat", NULL};
    if (size < 2) {
        return 0;
    }
    struct input_column column = {.name = "x", .kind = data[0] % (VALUE_WORD + 1), .words = WORDS};
    struct value_rule rule;
    value_rule_init(&rule, &column);
    rule.mark = ".,\0"[data[1] % 3];
    rule.group = ".\0"[data[1] / 3 % 2];
    rule.order = data[1] / 6 % (DATE_YMD + 1);
    rule.ambiguous = data[1] / 18 % 2 == 1;
    char *text = g_strndup((const char *)data + 2, size - 2); /* up to the first NUL */
    char *clean = g_utf8_make_valid(text, -1);
    struct field field = {.text = clean, .length = strlen(clean), .canonical = data[1] >= 128};
    struct value value = {0};
    value_trim(&field);
    if (!value_is_missing(&field) && !value_is_suppressed(column.kind, &field)) {
        struct value_complaint complaint = value_parse(&rule, &field, &value);
        if (value.state == VALUE_BAD && complaint.kind == NULL && !rule.ambiguous) {
            abort(); /* refused without a reason (that of an ambiguous column is told once) */
        }
        if ((column.kind == VALUE_DATE || column.kind == VALUE_PERIOD) && value.state == VALUE_GIVEN &&
            value.day >= value.end && column.kind == VALUE_PERIOD) {
            abort(); /* a period that is none */
        }
    }
    value_rule_clear(&rule);
    g_free(clean);
    g_free(text);
    return 0;
}
