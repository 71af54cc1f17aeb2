/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ages as offices and Statistics Denmark write them; what is none is refused, never read as something near.
 */
#include "../../src/input/loader.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void ages_and_bands(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int from, to;
    } GOOD[] = {{"17", 17, 17},
                {"0 år", 0, 0},
                {"0-5", 0, 5},
                {"0 - 5 år", 0, 5},
                {"18\u201322", 18, 22},
                {"18 til 22 år", 18, 22},
                {"65-", 65, AGE_OPEN},
                {"100+", 100, AGE_OPEN},
                {"100 år og derover", 100, AGE_OPEN},
                {"65 years and over", 65, AGE_OPEN}};
    for (size_t i = 0; i < G_N_ELEMENTS(GOOD); i++) {
        struct age_band age;
        if (!age_band_parse(GOOD[i].text, &age) || age.from != GOOD[i].from || age.to != GOOD[i].to) {
            fail_msg("'%s'", GOOD[i].text);
        }
    }
    static const char *const BAD[] = {"",           "-5",     "fem",  "5-0",  "12 dec",
                                      "10-12-2023", "okt-12", "IALT", "17 x", "0-5 x"};
    for (size_t i = 0; i < G_N_ELEMENTS(BAD); i++) {
        struct age_band age;
        if (age_band_parse(BAD[i], &age)) {
            fail_msg("'%s' was read as %d-%d", BAD[i], age.from, age.to);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(ages_and_bands)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
