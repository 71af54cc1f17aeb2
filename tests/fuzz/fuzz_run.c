/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Read, compute, protect, write: a whole project in one text, its files after lines "==== NAME". Texts of
 * even length become the public edition. */
#include "fuzz.h"
#include "vifte/disclose.h"
#include "vifte/jobs.h"
#include "vifte/load.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"
#include "vifte/released.h"
#include "vifte/remove_tree.h"
#include "vifte/tails.h"

#include <glib/gstdio.h>

#define MARK "==== "

/* Only plain names: what stands in the text must not leave the folder. */
static void unpack(const char *folder, char *text)
{
    for (char *at = strstr(text, MARK); at != NULL;) {
        char *name = at + strlen(MARK);
        char *body = strchr(name, '\n');
        at = body != NULL ? strstr(body, MARK) : NULL;
        if (body != NULL && strcspn(name, "/\n") == (size_t)(body - name) && *name != '.') {
            *body = '\0';
            char *path = g_build_filename(folder, name, NULL);
            (void)g_file_set_contents_full(path, body + 1, at != NULL ? at - body - 1 : -1,
                                           G_FILE_SET_CONTENTS_NONE, 0644, NULL);
            g_free(path);
        }
    }
}

/* The tables alone: what describes them is the same for all. */
static bool write_tables(const struct released *released, struct outdir *dir, struct diag *diag)
{
    bool good = true;
    for (size_t i = 0; good && i < released_size(released); i++) {
        good = tables_csv_write_table(released, i, CSV_STANDARD, "tables", dir, diag);
    }
    return good;
}

static void write_edition(const struct results *results, const struct model *model, const char *folder,
                          enum audience audience, struct diag *diag)
{
    struct release_request request = {.audience = audience, .date = 20000};
    struct released *released = disclose_release(results, model, &request, diag);
    char *out = g_build_filename(folder, "out", NULL);
    struct outdir *dir = released != NULL ? outdir_begin(out, true, diag) : NULL;
    if (dir != NULL && !write_tables(released, dir, diag)) {
        abort();
    }
    outdir_abort(dir);
    released_free(released);
    g_free(out);
}

static void run(const char *folder, enum audience audience, struct diag *diag)
{
    struct project *project = project_read(folder, paths_share(), diag);
    struct model *model = project != NULL ? load_model(project, paths_share(), diag) : NULL;
    if (model != NULL && !diag_stopped(diag)) {
        struct results *results = measures_run(model, diag, NULL);
        write_edition(results, model, folder, audience, diag);
        results_free(results);
    }
    model_free(model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char folder[64]; /* the same for each, so that its name is kept once */
    g_snprintf(folder, sizeof folder, "%s/vifte-fuzz-%d", g_get_tmp_dir(), (int)getpid());
    g_mkdir(folder, 0700);
    char *text = g_strndup((const char *)data, size);
    struct diag *diag = diag_new();
    jobs_set(1); /* threads would take longer to begin than what they are to do */
    tails_init();
    unpack(folder, text);
    run(folder, size % 2 == 0 ? AUDIENCE_PUBLIC : AUDIENCE_INTERNAL, diag);
    diag_free(diag);
    remove_tree(folder);
    g_free(text);
    return 0;
}
