/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ages as statistics write them: "17", "17 år", "0-5", "100-", "100 år og derover", "IALT", code and text
 * together. */
#ifndef VIFTE_AGE_TEXT_H
#define VIFTE_AGE_TEXT_H

#include "vifte/project.h"

#include <stdbool.h>

/* Of ages and of sexes: one of the categories, or the total over them. */
enum part { PART_SINGLE, PART_TOTAL };

/* The digits that an area or age begins with. */
struct age_number {
    long number;
    const char *rest; /* after blanks */
};

bool age_text_number(const char *text, struct age_number *out);
/* Is the folded text one of the words for "all of them"? */
bool age_text_is_total(const char *folded);
bool age_text_parse(const char *text, struct age_band *age, enum part *part);

#endif
