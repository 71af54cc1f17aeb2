/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a workbook whole? libxlsxwriter does not look whether its temporary files could be written, so a full
 * disk would leave a broken workbook behind and say nothing. */
#ifndef VIFTE_SHEET_CHECK_H
#define VIFTE_SHEET_CHECK_H

#include <stdbool.h>
#include <stddef.h>

/* Reads every part: its checksum, its markup, that every text that cells use is there and that the sheets
 * hold `rows` rows. */
bool sheet_check(const char *path, size_t rows);

#endif
