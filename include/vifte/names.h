/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names that are made while measuring ("10 of 11 municipalities"): kept once for the life of the process, so that a
 * cell can point to them. Safe from several threads. */
#ifndef VIFTE_NAMES_H
#define VIFTE_NAMES_H

#include "vifte/cell.h"

/* The one name with this code and label. */
const struct name *name_intern(const char *code, const char *label);
/* A word of a static table, with its label in the language of the run. */
const struct name *name_word(const struct name *word);
/* A cell with such a word. */
struct cell cell_word(const struct name *word);

#endif
