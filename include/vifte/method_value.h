/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of a file of cases -> a typed value for a method. */
#ifndef VIFTE_METHOD_VALUE_H
#define VIFTE_METHOD_VALUE_H

#include "vifte/method.h"

#include <stdbool.h>

/* Blanks around the text do not count; `NA` is missing for every kind. Numbers have a decimal point, no
 * thousands, at most 1e15 in size; counts at most 1e9, written any way that is whole (1e+07). On failure
 * false, and *expected is what stands after "expected": static, marked for translation. A text is borrowed.
 */
bool method_value_parse(const struct method_input *input, const char *text, struct method_value *out,
                        const char **expected) __attribute__((warn_unused_result));
void method_value_clear(struct method_value *value);

#endif
