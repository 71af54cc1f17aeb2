/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The finished table flow_of_citizens, looked up by group, area and year. */
#ifndef VIFTE_FLOW_INDEX_H
#define VIFTE_FLOW_INDEX_H

#include <stddef.h>

struct cell;
struct frame;
struct table;

struct flow_index;

/* `table` may be NULL: nothing is found then. It must outlive the index. */
struct flow_index *flow_index_new(const struct frame *frame, const struct table *table);
void flow_index_free(struct flow_index *index);
/* The row, or NULL. */
const struct cell *flow_index_get(const struct flow_index *index, size_t group, size_t area, size_t year);

#endif
