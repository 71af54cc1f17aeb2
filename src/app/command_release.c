/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte release: records what was sent out, so that later editions do not uncover what it hid. */
#include "commands.h"
#include "giving_up.h"
#include "options.h"
#include "pipeline.h"
#include "release_file.h"
#include "sent_folder.h"
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/findings.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/releases.h"
#include "vifte/text.h"

#include <stdio.h>
#include <string.h>

static const struct release *recorded_before(const struct model *model, const struct release *release)
{
    for (guint i = 0; i < model->releases->len; i++) {
        const struct release *other = g_ptr_array_index(model->releases, i);
        if (strcmp(other->folder, release->folder) == 0 && strcmp(other->to, release->to) == 0) {
            return other;
        }
    }
    return NULL;
}

static void fill_hidden(struct release *release, const struct model *model, struct diag *diag)
{
    struct results *results = measures_run(model, diag, NULL);
    size_t differ = disclose_fill_release(release, results, model);
    if (differ > 0) {
        diag_add(diag, &FINDING_CHANGED_SINCE, &(struct pos){0}, NULL, NULL,
                 _("record a release when it is sent, before the data change"),
                 P_("%zu figure is not what the project gives now",
                    "%zu figures are not what the project gives now", differ),
                 differ);
    }
    results_free(results);
}

static void record(const struct options *options, struct release *release, const struct model *model,
                   struct diag *diag)
{
    release->to = release_text(release, options->receiver);
    release->note = release_text(release, options->note != NULL ? options->note : "");
    release->sent = pipeline_date(NULL);
    const struct release *before = recorded_before(model, release);
    if (before != NULL) {
        diag_add(diag, &FINDING_RECORDED, &(struct pos){.file = before->file}, NULL, NULL, NULL,
                 _("the same folder, sent to the same receiver"));
        return;
    }
    char *path = NULL;
    fill_hidden(release, model, diag);
    if (release_file_write(model->project->folder, release, &path, diag) && !options->quiet) {
        char *shown = text_shown(path);
        printf(_("Recorded: %s\n"), shown);
        g_free(shown);
    }
    g_free(path);
}

/* What is odd with the project's data is told by `run` and `check`; here only what stops, and what is about
 * the record. */
static int release_folder(const struct options *options)
{
    struct diag *reading = diag_new();
    struct diag *diag = diag_new();
    struct release *release = sent_folder_read(options->output, diag);
    struct model *model = release != NULL ? pipeline_read(options, reading) : NULL;
    diag_sort(reading);
    int status = MAX(diag_exit_status(diag, false), diag_exit_status(reading, false));
    if (model != NULL && status == 0) {
        record(options, release, model, diag);
        status = diag_exit_status(diag, options->strict);
    }
    diag_print(reading, stderr, DIAG_STOP);
    diag_print(diag, stderr, options->quiet ? DIAG_STOP : DIAG_NOTE);
    model_free(model);
    release_free(release);
    diag_free(reading);
    diag_free(diag);
    return status;
}

int command_release(int argc, char **argv)
{
    struct options options = {0};
    wipe_what_is_freed(true);
    enum options_result result = options_release(argc, argv, &options);
    int status = result == OPTIONS_WRONG ? 64 : 0;
    if (result == OPTIONS_GOOD && !release_file_can_name(options.receiver)) {
        fprintf(stderr, "vifte: %s\n", _("--to needs the receiver's name, with letters or digits in it"));
        status = 64;
    } else if (result == OPTIONS_GOOD) {
        status = release_folder(&options);
        if (status != 0) {
            fprintf(stderr, "vifte: %s\n", _("nothing was recorded"));
        }
    }
    options_clear(&options);
    return status;
}
