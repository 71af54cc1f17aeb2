/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the bytes of a CSV text stand that mean something: separators, line ends, quotation marks. */
#ifndef VIFTE_CSV_MARKS_H
#define VIFTE_CSV_MARKS_H

#include <stddef.h>
#include <stdint.h>

/* More room than marks: the search writes a few offsets ahead. */
#define CSV_MARKS_SPARE 16

/* Offsets of all `separator`, LF, CR and `"` in the text, ascending; returns how many. `at` has room for one
 * an input byte and CSV_MARKS_SPARE more. */
size_t csv_marks_find(const char *text, uint32_t length, char separator, uint32_t *at);

#endif
