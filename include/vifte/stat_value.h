/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a statistic returns: a number, or the reason why there is none.
 *
 * No function of src/stats returns NaN, infinity or a sentinel. A limit that does not exist on that side (the
 * upper limit of a ratio with nothing below the line) is STAT_UNBOUNDED; everything else but STAT_OK is a
 * refusal whose sentence stat_state_text() gives. `value` is 0 and means nothing unless the state is STAT_OK.
 */
#ifndef VIFTE_STAT_VALUE_H
#define VIFTE_STAT_VALUE_H

#include <math.h>
#include <stdbool.h>

enum stat_state {
    STAT_OK,
    STAT_UNBOUNDED,    /* the limit lies at infinity */
    STAT_MISSING,      /* an input is not reported */
    STAT_NO_EXPOSURE,  /* nothing to divide by: no persons, days, places or expected events */
    STAT_NO_EVENTS,    /* nothing happened, so there is nothing to estimate from */
    STAT_TOO_FEW,      /* fewer observations than the statistic needs */
    STAT_CONSTANT,     /* all values equal */
    STAT_TIES,         /* the exact distribution is known without ties only */
    STAT_NO_QUEUE,     /* offered load at or above the places: the queue never settles */
    STAT_NO_SOLUTION,  /* no finite answer exists */
    STAT_OFF_GRID,     /* not on the grid the method works on */
    STAT_TOO_LARGE,    /* beyond the size that is computed */
    STAT_NO_RULE,      /* no rule was found in the sources */
    STAT_BAD_ARGUMENT, /* outside the domain of the statistic */
    STAT_STATES
};

struct stat_value {
    double value;
    enum stat_state state;
};

struct stat_interval {
    struct stat_value lower;
    struct stat_value upper;
};

/* The reason in one sentence: English, marked for translation, static; the empty string for STAT_OK. */
const char *stat_state_text(enum stat_state state);

static inline struct stat_value stat_undefined(enum stat_state why)
{
    return (struct stat_value){.value = 0, .state = why};
}

/* The last line of defence: what is not finite never gets out as a number; -0 becomes 0. */
static inline struct stat_value stat_ok(double value)
{
    if (!isfinite(value))
        return stat_undefined(STAT_NO_SOLUTION);
    return (struct stat_value){.value = value == 0 ? 0 : value, .state = STAT_OK};
}

static inline struct stat_interval stat_interval_ok(double lower, double upper)
{
    return (struct stat_interval){.lower = stat_ok(lower), .upper = stat_ok(upper)};
}

static inline struct stat_interval stat_interval_undefined(enum stat_state why)
{
    return (struct stat_interval){.lower = stat_undefined(why), .upper = stat_undefined(why)};
}

/* value * factor, keeping the state. */
static inline struct stat_value stat_scaled(struct stat_value v, double factor)
{
    return v.state == STAT_OK ? stat_ok(v.value * factor) : v;
}

#endif
