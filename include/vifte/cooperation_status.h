/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The word for the yearly dialogue about one offer, and what it rests on. Signs stand in the order in which
 * they come: paper moves before places do. Only signs that say something of the demand itself lead to a word;
 * places opened elsewhere and a fall in referrals stand beside, and never alone give one.
 *
 *   dialogue   so many notices or lost buyers as the project asks for, or signs from two of the first three
 *              kinds: (1) notices and commitments, (2) expected demand, (3) buyers
 *   follow     any sign of the kinds (1) to (6)
 *   none
 */
#ifndef VIFTE_COOPERATION_STATUS_H
#define VIFTE_COOPERATION_STATUS_H

#include "vifte/cell.h"

#include <stdbool.h>
#include <stddef.h>

enum cooperation_sign {
    SIGN_NOTICE,      /* 1: a buyer gave notice */
    SIGN_COMMITTED,   /* 1: commitments were cut */
    SIGN_BOUGHT,      /* 1: less is bought; offers without places */
    SIGN_EXPECTED,    /* 2: expected demand below break-even, or what is bought where there are no places */
    SIGN_LOST,        /* 3: buyers lost */
    SIGN_LARGEST,     /* 3: one buyer has more than the share that the project names */
    SIGN_KNOWN_EXITS, /* 4: below break-even when the known exits have left and as many as usual have come */
    SIGN_REFERRALS,   /* 5: below break-even when the known exits have left and all who ask have come */
    SIGN_EMPTY,       /* 6: more empty place-days than the budget allows, and not for some months alone */
    SIGN_ELSEWHERE,   /* beside: places opened elsewhere for the same groups */
    SIGN_FALL,        /* beside: referrals or arrivals fell more than by chance */
    SIGN_COUNT
};

struct cooperation_signs {
    bool on[SIGN_COUNT];
    size_t notices, lost;
};

enum cooperation_word { COOPERATION_NONE, COOPERATION_FOLLOW, COOPERATION_DIALOGUE };

enum cooperation_word cooperation_word(const struct cooperation_signs *signs, int dialogue_buyers_lost);

/* The cells: the word, and the signs in order; no sign beside a word stands alone. Without the
 * municipalities' reports what moves first is not known: silence is no good word then. */
struct cell cooperation_word_cell(enum cooperation_word word, bool reported);
struct cell cooperation_reason_cell(const struct cooperation_signs *signs, enum cooperation_word word);
/* Both cells as if the signs that rest on counts of citizens (4, 5 and the fall) had not been looked for. */
void cooperation_drop_counts(struct cell *status, struct cell *reason, bool reported);

#endif
