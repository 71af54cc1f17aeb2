/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same project N times in one process: read, compute, protect, write. What is leaked a little at a time
 * shows as growth; every 25th run draws pictures too. `repeat PROJECT FOLDER N`: prints resident memory and
 * open files after a tenth and after all of the runs; fails where either has grown.
 */
#include "vifte/diag.h"
#include "vifte/disclose.h"
#include "vifte/edition.h"
#include "vifte/load.h"
#include "vifte/measures.h"
#include "vifte/model.h"
#include "vifte/outdir.h"
#include "vifte/output.h"
#include "vifte/paths.h"
#include "vifte/project_file.h"
#include "vifte/released.h"
#include "vifte/tails.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>

#define GROWTH_KIB 2048 /* what arenas of threads come and go with */
#define PICTURES_EVERY 25

/* Without what the allocator keeps in reserve. */
static long resident_kib(void)
{
    (void)malloc_trim(0);
    char *text = NULL;
    long pages = 0;
    if (g_file_get_contents("/proc/self/statm", &text, NULL, NULL)) {
        char *end = NULL;
        (void)g_ascii_strtoull(text, &end, 10);
        pages = (long)g_ascii_strtoull(end, NULL, 10);
    }
    g_free(text);
    return pages * 4;
}

static unsigned open_files(void)
{
    unsigned n = 0;
    GDir *folder = g_dir_open("/proc/self/fd", 0, NULL);
    while (folder != NULL && g_dir_read_name(folder) != NULL) {
        n++;
    }
    if (folder != NULL) {
        g_dir_close(folder);
    }
    return n;
}

static bool write_files(const struct released *released, bool pictures, struct outdir *dir, struct diag *diag)
{
    struct chart_set *charts = pictures ? charts_write(released, paths_plots(), dir, diag) : NULL;
    bool good = pictures == (charts != NULL) && tables_csv_write(released, CSV_STANDARD, dir, diag) &&
                workbook_write(released, charts, dir, diag) && report_html_write(released, charts, dir, diag);
    chart_set_free(charts);
    return good;
}

static bool write_edition(const struct results *results, const struct model *model, const char *folder,
                          bool pictures, struct diag *diag)
{
    struct release_request request = {.audience = AUDIENCE_PUBLIC, .date = 20000};
    struct released *released = disclose_release(results, model, &request, diag);
    struct outdir *dir = released != NULL ? outdir_begin(folder, true, diag) : NULL;
    bool good = dir != NULL && write_files(released, pictures, dir, diag);
    good = dir != NULL && outdir_commit(dir, diag) && good;
    released_free(released);
    return good;
}

static bool run(const char *path, const char *folder, bool pictures)
{
    struct diag *diag = diag_new();
    struct project *project = project_read(path, paths_share(), diag);
    struct model *model = project != NULL ? load_model(project, paths_share(), diag) : NULL;
    bool good = model != NULL && !diag_stopped(diag);
    if (good) {
        struct results *results = measures_run(model, diag, NULL);
        good = write_edition(results, model, folder, pictures, diag);
        results_free(results);
    }
    model_free(model);
    diag_free(diag);
    return good;
}

int main(int argc, char **argv)
{
    long n = argc == 4 ? strtol(argv[3], NULL, 10) : 0, kib = 0;
    unsigned files = 0;
    tails_init();
    for (long i = 1; i <= n; i++) {
        if (!run(argv[1], argv[2], i % PICTURES_EVERY == 1)) {
            printf("run %ld failed\n", i);
            return 1;
        }
        if (i == (n + 9) / 10) {
            kib = resident_kib();
            files = open_files();
        }
    }
    long end_kib = resident_kib();
    unsigned end_files = open_files();
    printf("%ld runs in one process: %ld KiB and %u files after a tenth, %ld KiB and %u files at the end\n",
           n, kib, files, end_kib, end_files);
    return n > 0 && end_kib <= kib + GROWTH_KIB && end_files == files ? 0 : 1;
}
