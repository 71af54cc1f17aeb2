/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * PC-Axis files (.px), in which statistical offices publish tables, as records: a heading record with the
 * names of the variables and INDHOLD, then one record a cell with the code of each variable (its text where
 * there are no codes) and the number.
 *
 *   STUB="område","alder"; HEADING="tid"; VALUES("alder")="0 år","1 år"; CODES("alder")="0","1"; DATA=12 13
 * ... ;
 *
 * The first variable of STUB changes slowest, the last of HEADING fastest. A dash is nothing, that is zero;
 * dots are "not available" whatever their number. Statements in other languages ([en]) are skipped. The line
 * of a record is that of its number.
 */
#ifndef VIFTE_PX_H
#define VIFTE_PX_H

#include "vifte/record.h"

#include <stdbool.h>

struct diag;
struct pos;
struct px;
struct text_input;

bool px_is_file(const char *path);
/* The encoding that CODEPAGE or CHARSET names, newly allocated; NULL = neither does. */
char *px_encoding(const char *path);

/* Reads the whole text. NULL when it is no such file or its numbers are not as many as its cells; told at
 * `file`. */
struct px *px_open(struct text_input *input, const struct pos *file, struct diag *diag);
void px_free(struct px *px);
struct record_reader *px_records(struct px *px);

#endif
