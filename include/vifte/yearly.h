/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The yearly parameters of a calculation, from the catalog: a case that has a column `year` need not give
 * them.
 */
#ifndef VIFTE_YEARLY_H
#define VIFTE_YEARLY_H

#include <stdbool.h>

struct yearly;

/* NULL when the catalog cannot be read. */
struct yearly *yearly_new(void);
void yearly_free(struct yearly *yearly);

/* The catalog's key for a method's input, or NULL: that input is never a yearly parameter. */
const char *yearly_key(const char *method, const char *input);
/* False where the catalog has no value for the year: it is refused, not guessed. */
bool yearly_value(const struct yearly *yearly, const char *key, int year, double *value);

#endif
