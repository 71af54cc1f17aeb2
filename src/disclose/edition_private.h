/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills and clears released.edition and what it points to. */
#ifndef VIFTE_EDITION_PRIVATE_H
#define VIFTE_EDITION_PRIVATE_H

#include "released_private.h"

struct model;
struct results;

void edition_fill(struct released *released, const struct model *model, enum audience audience, int32_t date);
/* remarks.c: what of the findings this audience may know. */
void edition_add_remarks(struct released *released, const struct results *results, enum audience audience);
void edition_clear(struct released *released);

#endif
