/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of a command or an option that there is not, on standard error: with the nearest one that
 * there is. */
#ifndef VIFTE_WRONG_USAGE_H
#define VIFTE_WRONG_USAGE_H

#include <glib.h>

/* `names` ends with NULL. */
void wrong_usage_command(const char *wrong, const char *const *names);
/* What GOption says of the arguments of `command`; `entries` end with {0}. */
void wrong_usage_option(const GError *error, const char *command, const GOptionEntry *entries);

#endif
