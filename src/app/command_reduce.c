/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte reduce: any slice of stays to partial sums, which `run` takes in place of the stays. */
#include "commands.h"
#include "options.h"
#include "pipeline.h"
#include "slices.h"
#include "vifte/diag.h"
#include "vifte/findings.h"
#include "vifte/jobs.h"
#include "vifte/load.h"
#include "vifte/model.h"
#include "vifte/outfile.h"
#include "vifte/partial.h"
#include "vifte/paths.h"
#include "vifte/person_key.h"
#include "vifte/progress.h"
#include "vifte/spared.h"
#include "vifte/text.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static struct model *read_slices(const struct options *options, const struct slices *slices,
                                 struct person_key *key, struct diag *diag)
{
    enum language language = pipeline_language(options);
    struct project *project =
        project_read_slices(options->project, paths_share(), slices->list, slices->n, diag);
    if (project == NULL) {
        return NULL;
    }
    project_set_language(project, language);
    return load_slice(project, paths_share(), key, diag);
}

static void cannot_write(const char *path, struct diag *diag)
{
    diag_add(diag, &FINDING_CANNOT_WRITE, &(struct pos){.file = path}, NULL, NULL, NULL, "%s",
             g_strerror(errno));
}

/* `model` NULL = no stays. */
static void write_file(const char *path, const struct model *model, struct diag *diag)
{
    bool is_read = spared_in(path) != NULL;
    errno = EEXIST;
    struct outfile *file = is_read ? NULL : outfile_begin(path);
    bool good = file != NULL && partial_write(model, outfile_stream(file));
    good = file != NULL && outfile_end(file, good, OUTFILE_REPLACE);
    if (!good) {
        cannot_write(path, diag);
    }
}

static void write_partial(const struct options *options, const struct model *model, struct diag *diag)
{
    if (options->output != NULL) {
        write_file(options->output, model, diag);
    } else if (!partial_write(model, stdout)) {
        cannot_write(_("standard output"), diag);
    }
}

static int reduce(const struct options *options, struct diag *diag)
{
    struct slices slices = {0};
    struct model *model = NULL;
    jobs_set(options->jobs);
    progress_show(!options->quiet && isatty(STDERR_FILENO) == 1);
    spared_add(options->key);
    for (char **file = options->files; file != NULL && *file != NULL; file++) {
        spared_add(*file);
    }
    struct person_key *key = person_key_read(options->key, diag);
    bool none = false;
    if (key != NULL && slices_open(&slices, options->files, options->heading, diag)) {
        none = slices.n == 0;
        model = none ? NULL : read_slices(options, &slices, key, diag);
    }
    diag_sort(diag);
    if ((none || model != NULL) && diag_exit_status(diag, options->strict) == 0) {
        write_partial(options, model, diag);
    }
    model_free(model);
    slices_close(&slices);
    person_key_free(key);
    return diag_exit_status(diag, options->strict);
}

int command_reduce(int argc, char **argv)
{
    struct options options = {0};
    enum options_result result = options_reduce(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD) {
        struct diag *diag = diag_new();
        status = reduce(&options, diag);
        pipeline_tell(&options, diag, status);
        diag_free(diag);
    }
    options_clear(&options);
    return status;
}
