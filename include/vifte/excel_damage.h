/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Excel leaves in cells when something went wrong: error values, and dates where a text was meant. */
#ifndef VIFTE_EXCEL_DAMAGE_H
#define VIFTE_EXCEL_DAMAGE_H

#include <stdbool.h>

struct field;

/* #DIV/0!, #I/T, #NAVN? in any language, and the ##### of a column too narrow. Trimmed fields, here and
 * below. */
bool excel_damage_is_error(const struct field *field);

/* 13-15, 65- or 65+: what a column of age groups holds. */
bool excel_damage_is_band(const struct field *field);
/* 10-12-2024, 2024-12-10, 10-dec, dec-17: what becomes of 10-12 and 12-17 beside them. */
bool excel_damage_is_date(const struct field *field);

#endif
