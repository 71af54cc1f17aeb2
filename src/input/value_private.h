/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files value*.c share: one function a kind of value. The field is trimmed and neither missing nor
 * suppressed. */
#ifndef VIFTE_VALUE_PRIVATE_H
#define VIFTE_VALUE_PRIVATE_H

#include "vifte/value.h"

#define VALUE_NO_COMPLAINT ((struct value_complaint){NULL, NULL, NULL})

struct value_complaint value_parse_number(const struct value_rule *rule, const struct field *field,
                                          struct value *out);
struct value_complaint value_parse_date(const struct value_rule *rule, const struct field *field,
                                        struct value *out);
struct value_complaint value_parse_period(struct value_rule *rule, const struct field *field,
                                          struct value *out);
struct value_complaint value_parse_year(const struct field *field, struct value *out);

#endif
