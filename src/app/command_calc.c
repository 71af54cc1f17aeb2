/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte calc */
#include "commands.h"
#include "vifte/calc.h"
#include "vifte/text.h"
#include "wrong_usage.h"

#include <glib.h>
#include <stdio.h>

#define EXIT_USAGE 64
#define MOST_WORDS 2 /* METHOD FILE */

int command_calc(int argc, char **argv)
{
    gboolean help = FALSE;
    char **rest = NULL, *language = NULL; /* which main has heard of */
    const GOptionEntry entries[] = {
        {"lang", 0, 0, G_OPTION_ARG_STRING, &language, NULL, NULL},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, NULL, NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL},
        {0}};
    const char *command = argv[0];
    GOptionContext *context = g_option_context_new(NULL);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    GError *error = NULL;
    int status = EXIT_USAGE;
    guint n = 0;
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        wrong_usage_option(error, command, entries);
        g_error_free(error);
    } else if ((n = rest != NULL ? g_strv_length(rest) : 0) > MOST_WORDS) {
        fprintf(stderr, _("vifte: the command is `vifte %s`\n"), "calc METHOD [FILE]");
    } else {
        if (help) {
            printf(_("Usage: vifte calc METHOD [FILE]\n\n"));
        }
        const char *method = help || n < 1 ? NULL : rest[0];
        status = calc_run(method, n < MOST_WORDS ? NULL : rest[1], stdin, stdout, stderr);
    }
    g_strfreev(rest);
    g_free(language);
    g_option_context_free(context);
    return status;
}
