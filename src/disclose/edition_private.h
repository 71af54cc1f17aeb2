/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills and clears released.edition and what it points to. */
#ifndef VIFTE_EDITION_PRIVATE_H
#define VIFTE_EDITION_PRIVATE_H

#include "released_private.h"

struct model;

void edition_fill(struct released *released, const struct model *model, enum audience audience, int32_t date);
void edition_clear(struct released *released);

#endif
