/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentences for the reasons why a statistic has no number. */
#include "vifte/stat_value.h"

#include "vifte/text.h"

static const char *const texts[STAT_STATES] = {
    [STAT_OK] = "",
    [STAT_UNBOUNDED] = N_("there is no limit on this side"),
    [STAT_MISSING] = N_("an input is not reported"),
    [STAT_NO_EXPOSURE] = N_("there is nothing to divide by"),
    [STAT_NO_EVENTS] = N_("nothing happened, so there is nothing to estimate from"),
    [STAT_TOO_FEW] = N_("there are too few observations for this statistic"),
    [STAT_CONSTANT] = N_("all values are equal"),
    [STAT_TIES] = N_("the exact distribution is only known without equal values"),
    [STAT_NO_QUEUE] = N_("the load is as large as the places or larger, so a queue never settles"),
    [STAT_NO_SOLUTION] = N_("no finite number answers this"),
    [STAT_OFF_GRID] = N_("the values do not lie on a common grid"),
    [STAT_TOO_LARGE] = N_("this is larger than the method computes"),
    [STAT_NO_RULE] = N_("no rule for this was found in the sources"),
    [STAT_BAD_ARGUMENT] = N_("the numbers do not fit together"),
};

const char *stat_state_text(enum stat_state state)
{
    return (unsigned)state < STAT_STATES ? texts[state] : "";
}
