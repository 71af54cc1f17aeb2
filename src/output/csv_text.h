/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in CSV files: on one line, quoted, and such that no spreadsheet runs it. */
#ifndef VIFTE_CSV_TEXT_H
#define VIFTE_CSV_TEXT_H

#include <glib.h>

/* A text that a spreadsheet would take for a formula gets an apostrophe. */
void csv_append_text(GString *out, const char *text);

#endif
