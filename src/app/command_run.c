/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte run */
#include "commands.h"
#include "options.h"
#include "pipeline.h"
#include "vifte/diag.h"
#include "vifte/text.h"

#include <stdio.h>

static void print_counts(const struct diag *diag)
{
    uint64_t errors = diag_count(diag, DIAG_STOP);
    uint64_t warnings = diag_count(diag, DIAG_WARN);
    if (errors > 0) {
        fprintf(stderr, P_("%" G_GUINT64_FORMAT " error; nothing was written\n",
                           "%" G_GUINT64_FORMAT " errors; nothing was written\n", errors),
                errors);
    }
    if (warnings > 0) {
        fprintf(stderr, P_("%" G_GUINT64_FORMAT " warning\n", "%" G_GUINT64_FORMAT " warnings\n", warnings), warnings);
    }
}

int command_run(int argc, char **argv)
{
    struct options options = {0};
    enum options_result result = options_run(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        status = pipeline_run(&options, diag);
        diag_print(diag, stderr, options.quiet ? DIAG_STOP : options.verbose ? DIAG_NOTE : DIAG_WARN);
        if (!options.quiet) {
            print_counts(diag);
        }
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
