/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wrong words and what was meant by them. */
#include "wrong_usage.h"

#include "vifte/text.h"

#include <stdio.h>
#include <string.h>

#define MOST_SHOWN 200 /* bytes */

/* NULL when none is near: two letters in three would have to change. */
static const char *nearest(const char *wrong, const char *const *names)
{
    const char *best = NULL;
    size_t distance = strlen(wrong) * 2 / 3 + 1;
    for (; *names != NULL; names++) {
        size_t other = text_distance(wrong, *names);
        if (other < distance) {
            best = *names;
            distance = other;
        }
    }
    return best;
}

static void tell(const char *message)
{
    GString *shown = g_string_new(NULL);
    text_mask(shown, message, strlen(message), MOST_SHOWN);
    fprintf(stderr, "vifte: %s\n", shown->str);
    g_string_free(shown, TRUE);
}

static void tell_meant(const char *dashes, const char *meant)
{
    if (meant != NULL) {
        char *whole = g_strconcat(dashes, meant, NULL);
        char *message = g_strdup_printf(_("did you mean '%s'?"), whole);
        tell(message);
        g_free(message);
        g_free(whole);
    }
}

void wrong_usage_command(const char *wrong, const char *const *names)
{
    char *message = g_strdup_printf(
        wrong[0] == '-' ? _("there is no option '%s'") : _("there is no command '%s'"), wrong);
    tell(message);
    tell_meant("", nearest(wrong, names));
    g_free(message);
}

void wrong_usage_option(const GError *error, const char *command, const GOptionEntry *entries)
{
    tell(error->message);
    const char *wrong = strstr(error->message, " --"); /* the message ends with the option */
    if (wrong != NULL && g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)) {
        GPtrArray *names = g_ptr_array_new();
        for (; entries->long_name != NULL; entries++) {
            if (entries->long_name[0] != '\0') {
                g_ptr_array_add(names, (void *)entries->long_name);
            }
        }
        g_ptr_array_add(names, NULL);
        tell_meant("--", nearest(wrong + strlen(" --"), (const char *const *)names->pdata));
        g_ptr_array_unref(names);
    }
    fprintf(stderr, _("`vifte %s --help` lists the options\n"), command);
}
