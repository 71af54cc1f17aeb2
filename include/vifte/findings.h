/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every kind of finding the program can report, with its stable code. E = stops the run, W = warning, N =
 * note. 1xx files and formats, 2xx values, 3xx rules of the field, 4xx the project file, 5xx outputs. The
 * list below is the only one: enum, look-up and `vifte explain` read it.
 *
 * FINDING(identifier, code, level, exit status, title, explanation)
 */
#ifndef VIFTE_FINDINGS_H
#define VIFTE_FINDINGS_H

#include "vifte/diag.h"

#define FINDING(identifier, code, level, status, title, explanation) extern const struct diag_kind identifier;
#include "vifte/findings.def"
#undef FINDING

const struct diag_kind *findings_find(const char *code); /* NULL when unknown */
size_t findings_size(void);
const struct diag_kind *findings_at(size_t i);

#endif
