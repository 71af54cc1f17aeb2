/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Marks under tables and pictures that lead to what was found in the input they rest on. A mark is the
 * finding's code: the same in every output, in `vifte check` and in `vifte explain CODE`.
 */
#ifndef VIFTE_REMARKS_H
#define VIFTE_REMARKS_H

#include <stdbool.h>

struct edition;
struct edition_remark;

/* Does the remark touch one of the tables (names separated by blanks)? */
bool remarks_touch(const struct edition_remark *remark, const char *tables);
/* "Remarks on the input: W315, W316", newly allocated; NULL when nothing was found about the tables. */
char *remarks_line(const struct edition *edition, const char *tables);

#endif
