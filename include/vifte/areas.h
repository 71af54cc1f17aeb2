/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Municipalities as people write them: 851, 0851, Aalborg, Ålborg, Aalborg Kommune, Vesthimmerland(s), 851
 * Aalborg. Built from the model's municipalities, wherever they come from.
 */
#ifndef VIFTE_AREAS_H
#define VIFTE_AREAS_H

#include <stdint.h>

struct areas;
struct model;

/* Borrows the model, whose municipalities must not move or change while the index lives. */
struct areas *areas_new(const struct model *model);
void areas_free(struct areas *areas);

/* An alias that already means another municipality means neither from then on. */
void areas_add_alias(struct areas *areas, const char *alias, uint32_t municipality);

/* Index of the municipality, NONE when there is none or the text may mean two. */
uint32_t areas_find(const struct areas *areas, const char *text);
/* The name nearest to the text, for "did you mean"; NULL when nothing is near. */
const char *areas_nearest(const struct areas *areas, const char *text);

#endif
