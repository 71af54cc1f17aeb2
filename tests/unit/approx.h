/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing doubles in tests: relative tolerance, 17 digits in the message, NaN, infinity and 0 apart.
 * cmocka's own assert_float_equal() goes through float. */
#ifndef VIFTE_TESTS_APPROX_H
#define VIFTE_TESTS_APPROX_H

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static inline bool approx_equal(double got, double expected, double relative)
{
    if (isnan(got) || isnan(expected))
        return isnan(got) && isnan(expected);
    if (isinf(got) || isinf(expected) || got == 0 || expected == 0)
        return got == expected;
    return fabs(got - expected) <= relative * fmax(fabs(got), fabs(expected));
}

static inline void approx_check(double got, double expected, double relative, const char *what,
                                const char *file, int line)
{
    if (approx_equal(got, expected, relative))
        return;
    print_error("%s: got %.17g, expected %.17g (relative difference %.3g, allowed %.3g)\n", what, got,
                expected, fabs(got - expected) / fmax(fabs(got), fabs(expected)), relative);
    _fail(file, line);
}

#define assert_approx(got, expected, relative) \
    approx_check((got), (expected), (relative), #got, __FILE__, __LINE__)

/* A statistic (struct stat_value) that must have this value, or must refuse for this reason. */
#define assert_stat(got, expected, relative) \
    do { \
        struct stat_value stat_got = (got); \
        assert_string_equal(stat_state_text(stat_got.state), ""); \
        approx_check(stat_got.value, (expected), (relative), #got, __FILE__, __LINE__); \
    } while (0)
#define assert_refused(got, why) assert_string_equal(stat_state_text((got).state), stat_state_text(why))

#endif
