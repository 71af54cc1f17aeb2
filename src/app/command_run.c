/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte run */
#include "commands.h"
#include "ending.h"
#include "options.h"
#include "pipeline.h"
#include "vifte/diag.h"

int command_run(int argc, char **argv)
{
    struct options options = {0};
    enum options_result result = options_run(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        struct ending *ending = ending_new();
        status = pipeline_run(&options, ending, diag);
        pipeline_tell(&options, diag, status);
        if (status == 0 && !options.quiet) {
            ending_print(ending);
        }
        ending_free(ending);
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
