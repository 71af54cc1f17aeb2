/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line of commands that ask something of an output folder: WHAT --in OUT. For the files of this
 * folder alone. */
#ifndef VIFTE_OPTIONS_IN_H
#define VIFTE_OPTIONS_IN_H

#include "options.h"

#include <stdbool.h>

struct options_in {
    char *what;   /* NULL when neither is given, where that is allowed */
    char *folder; /* NULL when not given */
};

/* `needed` = the folder has to be given; else both may be left out. Wrong usage is explained on stderr, help
 * printed on stdout. */
enum options_result options_in(int argc, char **argv, const char *parameters, const char *summary,
                               bool needed, struct options_in *out);
void options_in_clear(struct options_in *options);

#endif
