/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From signs to a word; see cooperation_status.h. */
#include "vifte/cooperation_status.h"

#include "vifte/citizen_words.h"
#include "vifte/names.h"
#include "vifte/table.h"
#include "vifte/text.h"

/* The kind of evidence that each sign belongs to; 0 = stands beside. */
static const int KIND_OF[SIGN_COUNT] = {
    [SIGN_NOTICE] = 1, [SIGN_COMMITTED] = 1, [SIGN_BOUGHT] = 1,      [SIGN_EXPECTED] = 2,
    [SIGN_LOST] = 3,   [SIGN_LARGEST] = 3,   [SIGN_KNOWN_EXITS] = 4, [SIGN_REFERRALS] = 5,
    [SIGN_EMPTY] = 6,  [SIGN_ELSEWHERE] = 0, [SIGN_FALL] = 0,
};

static const struct name SIGNS[SIGN_COUNT] = {
    [SIGN_NOTICE] = {"notice", N_("notice given")},
    [SIGN_COMMITTED] = {"committed", N_("less is committed")},
    [SIGN_BOUGHT] = {"bought", N_("less is bought")},
    [SIGN_EXPECTED] = {"expected", N_("expected demand below what pays the costs")},
    [SIGN_LOST] = {"lost", N_("buyers lost")},
    [SIGN_LARGEST] = {"largest", N_("one buyer has a large share")},
    [SIGN_KNOWN_EXITS] = {"known_exits", N_("known exits are more than usually arrive")},
    [SIGN_REFERRALS] = {"referrals", N_("referrals and waiting list do not fill the places")},
    [SIGN_EMPTY] = {"empty", N_("more empty place-days than budgeted")},
    [SIGN_ELSEWHERE] = {"elsewhere", N_("places opened elsewhere")},
    [SIGN_FALL] = {"fall", N_("referrals or arrivals have fallen")},
};

static const struct name WORDS[] = {
    [COOPERATION_NONE] = {"none", N_("no remark")},
    [COOPERATION_FOLLOW] = {"follow", N_("followed")},
    [COOPERATION_DIALOGUE] = {"dialogue", N_("occasion for dialogue")},
};

enum cooperation_word cooperation_word(const struct cooperation_signs *signs, int dialogue_buyers_lost)
{
    bool seen[7] = {false};
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        seen[KIND_OF[i]] |= signs->on[i];
    }
    size_t limit = (size_t)(dialogue_buyers_lost > 1 ? dialogue_buyers_lost : 1);
    if (signs->notices >= limit || signs->lost >= limit || seen[1] + seen[2] + seen[3] >= 2) {
        return COOPERATION_DIALOGUE;
    }
    for (size_t kind = 1; kind < G_N_ELEMENTS(seen); kind++) {
        if (seen[kind]) {
            return COOPERATION_FOLLOW;
        }
    }
    return COOPERATION_NONE;
}

struct cell cooperation_word_cell(enum cooperation_word word)
{
    return words_cell(&WORDS[word]);
}

struct cell cooperation_reason_cell(const struct cooperation_signs *signs, enum cooperation_word word)
{
    if (word == COOPERATION_NONE) {
        return cell_empty(CELL_NA, REASON_NO_SIGN);
    }
    GString *codes = g_string_new(NULL);
    GString *labels = g_string_new(NULL);
    for (size_t i = 0; i < SIGN_COUNT; i++) {
        if (signs->on[i]) {
            const char *separator = codes->len > 0 ? "; " : "";
            g_string_append_printf(codes, "%s%s", codes->len > 0 ? "|" : "", SIGNS[i].code);
            g_string_append_printf(labels, "%s%s", separator, _(SIGNS[i].label));
        }
    }
    struct cell cell = cell_name(names_intern(codes->str, labels->str));
    g_string_free(codes, TRUE);
    g_string_free(labels, TRUE);
    return cell;
}
