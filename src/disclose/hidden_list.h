/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table disclosure: what an edition hides, why, and what its readers can still find out. */
#ifndef VIFTE_HIDDEN_LIST_H
#define VIFTE_HIDDEN_LIST_H

#include "protection.h"

struct table;

/* Adds the rows of one audience. `alone` is its protection as if nothing had been sent out before, or NULL:
 * what that shows is hidden because of a release. */
void hidden_list_add(struct table *table, const struct protection *protection,
                     const struct protection *alone);

#endif
