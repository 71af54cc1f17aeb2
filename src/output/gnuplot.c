/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gnuplot process; see gnuplot.h. */
#include "vifte/gnuplot.h"

#include "vifte/findings.h"
#include "vifte/helper.h"
#include "vifte/jobs.h"
#include "vifte/text.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define COMPLAINT_BYTES 300
#define END_BYTES ((gsize)32)

static void fail(struct diag *diag, const char *what)
{
    diag_add(diag, &FINDING_GNUPLOT, NULL, NULL, NULL, _("install gnuplot-nox, or run with --no-charts"),
             "%s", what);
}

/* The last line that gnuplot complained with, fit for a message: warnings come before what ended it. */
static char *last_complaint(int complaints)
{
    char buffer[2048];
    off_t end = lseek(complaints, 0, SEEK_END);
    off_t start = MAX(end - (off_t)(sizeof buffer - 1), 0);
    ssize_t n = pread(complaints, buffer, sizeof buffer - 1, start);
    buffer[MAX(n, 0)] = '\0';
    char *text = g_strchomp(buffer);
    char *before = strrchr(text, '\n');
    const char *line = g_strchug(before != NULL ? before + 1 : text);
    GString *out = g_string_new(NULL);
    text_mask(out, line, strlen(line), COMPLAINT_BYTES);
    return g_string_free(out, FALSE);
}

/* gnuplot does not see that the disk took only a part: then the picture lacks its end. */
static bool is_whole(const char *path)
{
    char *bytes = NULL;
    gsize length = 0;
    bool read = g_file_test(path, G_FILE_TEST_IS_REGULAR) && g_file_get_contents(path, &bytes, &length, NULL);
    const char *end = read ? bytes + length - MIN(length, END_BYTES) : NULL;
    bool whole = read && (memmem(end, (size_t)(bytes + length - end), "</svg>", 6) != NULL ||
                          memmem(end, (size_t)(bytes + length - end), "IEND", 4) != NULL);
    g_free(bytes);
    return whole;
}

static bool disk_is_full(const char *folder)
{
    struct statvfs disk;
    return statvfs(folder, &disk) == 0 && (disk.f_bavail == 0 || (disk.f_files > 0 && disk.f_favail == 0));
}

static void not_drawn(const char *folder, const char *output, struct diag *diag)
{
    if (disk_is_full(folder)) {
        struct pos pos = {.file = g_intern_string(output)};
        diag_add(diag, &FINDING_CANNOT_WRITE, &pos, NULL, NULL, NULL, "%s", g_strerror(ENOSPC));
        return;
    }
    char *what = g_strdup_printf(_("gnuplot did not draw %s"), output);
    fail(diag, what);
    g_free(what);
}

static bool all_drawn(const char *folder, const char *const *outputs, struct diag *diag)
{
    bool good = true;
    for (size_t i = 0; outputs[i] != NULL && good; i++) {
        char *path = g_build_filename(folder, outputs[i], NULL);
        good = is_whole(path);
        if (!good) {
            not_drawn(folder, outputs[i], diag);
        }
        g_free(path);
    }
    return good;
}

static bool run(const char *program, const char *folder, const struct gnuplot_part *part, int complaints,
                struct diag *diag)
{
    const struct helper helper = {.arguments = (const char *const[]){program, "-d", NULL},
                                  .folder = folder,
                                  .input = part->commands,
                                  .complaints = complaints,
                                  .seconds = part->seconds,
                                  .confined = true};
    GError *error = NULL;
    enum helper_end end = helper_run(&helper, &error);
    char *complaint = last_complaint(complaints);
    char *what = end == HELPER_WELL    ? NULL
                 : end == HELPER_BADLY ? g_strdup_printf(_("gnuplot failed: %s"), complaint)
                 : end == HELPER_LATE ? g_strdup(_("gnuplot took longer than its time limit and was stopped"))
                                      : g_strdup(error->message);
    if (what != NULL) {
        fail(diag, what);
    }
    g_clear_error(&error);
    g_free(what);
    g_free(complaint);
    return end == HELPER_WELL;
}

struct parts {
    const char *program, *folder;
    const struct gnuplot_part *parts;
    struct diag **found; /* by part */
    bool *good;
};

static void run_part(size_t i, void *data)
{
    const struct parts *all = data;
    const struct gnuplot_part *part = &all->parts[i];
    int complaints = memfd_create("gnuplot", MFD_CLOEXEC);
    if (complaints < 0) {
        fail(all->found[i], g_strerror(ENOMEM));
        return;
    }
    all->good[i] = run(all->program, all->folder, part, complaints, all->found[i]) &&
                   all_drawn(all->folder, part->outputs, all->found[i]);
    close(complaints);
}

bool gnuplot_run(const char *folder, const struct gnuplot_part *parts, size_t n_parts, struct diag *diag)
{
    char *program = g_find_program_in_path("gnuplot");
    if (program == NULL) {
        fail(diag, _("gnuplot is not installed"));
        return false;
    }
    struct parts all = {program, folder, parts, g_new(struct diag *, n_parts), g_new0(bool, n_parts)};
    for (size_t i = 0; i < n_parts; i++) {
        all.found[i] = diag_new_part(diag);
    }
    jobs_each(n_parts, run_part, &all);
    bool good = true;
    for (size_t i = 0; i < n_parts; i++) {
        good = good && all.good[i];
        diag_merge(diag, all.found[i], 0);
        diag_free(all.found[i]);
    }
    g_free(all.found);
    g_free(all.good);
    g_free(program);
    return good;
}
