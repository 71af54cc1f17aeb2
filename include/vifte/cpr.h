/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds Danish civil registration numbers: ddmmyy-xxxx, ddmmyy xxxx or ten digits whose first six are a date.
 */
#ifndef VIFTE_CPR_H
#define VIFTE_CPR_H

#include <stdbool.h>
#include <stddef.h>

/* Also inside longer text. The check digit is not asked: numbers given out since 2007 need not have a right
 * one. */
bool cpr_is_in(const char *text, size_t length);

#endif
