/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The closed lists of words in the tables of citizens: English codes for files, translated labels for people.
 */
#ifndef VIFTE_CITIZEN_WORDS_H
#define VIFTE_CITIZEN_WORDS_H

#include "vifte/cell.h"
#include "vifte/model.h"

/* A cell with a word of a static table, its label in the language of the run. */
struct cell words_cell(const struct name *word);
/* Such a word as a name that lives as long as the process. */
const struct name *words_name(const struct name *word);

extern const struct name WORD_YES, WORD_NO, WORD_MIXED, WORD_UNKNOWN;
extern const struct name WORD_SOURCE_STAYS, WORD_SOURCE_FORMS, WORD_SOURCE_FORMS_SUM;
extern const struct name WORD_OTHER_REGION, WORD_ABROAD, WORD_ADDRESS_FREE;

const struct name *words_basis(enum basis basis);
const struct name *words_direction(enum direction direction);
const struct name *words_dimension(enum dimension dimension);
const struct name *words_kind(enum offer_kind kind);
const struct name *words_reach(enum reach reach);
const struct name *words_operator_type(enum operator_type type);

#endif
