/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project file. What is refused is refused with a finding. */
#include "fuzz.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[32];
    int file = fuzz_file(data, size, path);
    struct diag *diag = diag_new();
    struct project *project = project_read(path, paths_share(), diag);
    if (project == NULL && !diag_stopped(diag)) {
        abort();
    }
    project_free(project);
    diag_free(diag);
    close(file);
    return 0;
}
