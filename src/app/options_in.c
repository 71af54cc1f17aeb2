/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WHAT --in OUT; see options_in.h. */
#include "options_in.h"

#include "vifte/text.h"
#include "wrong_usage.h"

#include <stdio.h>
#include <string.h>

static bool take(char **rest, const char *folder, bool needed, const char *parameters)
{
    guint n = rest != NULL ? g_strv_length(rest) : 0;
    if ((n == 1 && (folder != NULL || !needed)) || (n == 0 && folder == NULL && !needed)) {
        return true;
    }
    fprintf(stderr, _("vifte: the command is `vifte %s`\n"), parameters);
    return false;
}

enum options_result options_in(int argc, char **argv, const char *parameters, const char *summary,
                               bool needed, struct options_in *out)
{
    gboolean help = FALSE;
    char **rest = NULL, *language = NULL; /* which main has heard of */
    const GOptionEntry entries[] = {
        {"in", 0, 0, G_OPTION_ARG_FILENAME, &out->folder, N_("the output folder"), "OUT"},
        {"lang", 0, 0, G_OPTION_ARG_STRING, &language, N_("da or en"), "LANG"},
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("this text"), NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL},
        {0}};
    const char *command = argv[0];
    GOptionContext *context = g_option_context_new(parameters);
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_set_summary(context, summary);
    g_option_context_add_main_entries(context, entries, "vifte");
    g_option_context_set_translation_domain(context, "vifte");
    GError *error = NULL;
    enum options_result result = OPTIONS_WRONG;
    g_set_prgname("vifte");
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        wrong_usage_option(error, command, entries);
        g_error_free(error);
    } else if (help) {
        char *text = g_option_context_get_help(context, TRUE, NULL);
        fputs(text, stdout);
        g_free(text);
        result = OPTIONS_HELP;
    } else if (take(rest, out->folder, needed, parameters)) {
        out->what = rest != NULL ? g_strdup(rest[0]) : NULL;
        result = OPTIONS_GOOD;
    }
    g_option_context_free(context);
    g_strfreev(rest);
    g_free(language);
    return result;
}

void options_in_clear(struct options_in *options)
{
    g_free(options->what);
    g_free(options->folder);
    *options = (struct options_in){0};
}
