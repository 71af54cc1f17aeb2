/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as the program writes it: what would turn a reader's screen stands in ASCII. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "vifte/own_json.h"

#include <glib.h>
#include <jansson.h>

static const char TEXT[] = "Æblegrød \u202etxt.exe \u2066\u061c\u200f\xc2\x85\x7f\x1b \U0001F600 \U000E0041";

static void what_is_not_shown_is_escaped(void **state)
{
    (void)state;
    json_t *root = json_pack("{s:s}", "a\u202e", TEXT);
    char *text = own_json_text(root, 0);
    assert_string_equal(text, "{\"a\\u202e\": \"Æblegrød \\u202etxt.exe \\u2066\\u061c\\u200f\\u0085"
                              "\\u007f\\u001B \U0001F600 \\udb40\\udc41\"}\n");
    json_t *again = json_loads(text, 0, NULL);
    assert_true(json_equal(root, again));
    json_decref(again);
    json_decref(root);
    g_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(what_is_not_shown_is_escaped)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
