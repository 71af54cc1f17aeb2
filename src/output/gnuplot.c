/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The gnuplot process; see gnuplot.h. */
#include "vifte/gnuplot.h"

#include "vifte/findings.h"
#include "vifte/jobs.h"
#include "vifte/no_processes.h"
#include "vifte/text.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define COMPLAINT_BYTES 300
#define MEMORY_LIMIT ((rlim_t)2 << 30)
#define FILE_LIMIT ((rlim_t)64 << 20) /* of one picture, and of what it may complain */

static void fail(struct diag *diag, const char *what)
{
    diag_add(diag, &FINDING_GNUPLOT, NULL, NULL, NULL, _("install gnuplot-nox, or run with --no-charts"),
             "%s", what);
}

/* Between fork and exec: only async-signal-safe calls. Without a right to processes, no text that slipped
 * into a script could start one. */
static void limit_resources(gpointer seconds)
{
    rlim_t cpu = (rlim_t)GPOINTER_TO_UINT(seconds);
    (void)signal(SIGPIPE, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* whoever asked for the pictures is gone */
    setrlimit(RLIMIT_CPU, &(struct rlimit){cpu, cpu});
    setrlimit(RLIMIT_AS, &(struct rlimit){MEMORY_LIMIT, MEMORY_LIMIT});
    setrlimit(RLIMIT_FSIZE, &(struct rlimit){FILE_LIMIT, FILE_LIMIT});
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    (void)no_processes(); /* where the kernel cannot, the escaping of texts stands alone */
}

/* Nothing of the caller's environment but what finds the fonts. */
static char **bare_environment(void)
{
    static const char *const KEPT[] = {"HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE"};
    char **environment = g_environ_setenv(NULL, "LC_ALL", "C.UTF-8", TRUE);
    for (size_t i = 0; i < G_N_ELEMENTS(KEPT); i++) {
        const char *value = g_getenv(KEPT[i]);
        if (value != NULL) {
            environment = g_environ_setenv(environment, KEPT[i], value, TRUE);
        }
    }
    return environment;
}

static GSubprocess *start(const char *folder, unsigned seconds, int complaints, GError **error)
{
    char *program = g_find_program_in_path("gnuplot");
    if (program == NULL) {
        g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("gnuplot is not installed"));
        return NULL;
    }
    GSubprocessLauncher *launcher =
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
    char **environment = bare_environment();
    g_subprocess_launcher_set_environ(launcher, environment);
    g_subprocess_launcher_set_cwd(launcher, folder);
    g_subprocess_launcher_take_stderr_fd(launcher, fcntl(complaints, F_DUPFD_CLOEXEC, 3));
    g_subprocess_launcher_set_child_setup(launcher, limit_resources, GUINT_TO_POINTER(seconds), NULL);
    GSubprocess *process = g_subprocess_launcher_spawn(launcher, error, program, "-d", NULL);
    g_strfreev(environment);
    g_object_unref(launcher);
    g_free(program);
    return process;
}

struct feeding {
    GSubprocess *process;
    bool done, late;
};

static void ended(GObject *source, GAsyncResult *result, gpointer data)
{
    struct feeding *feeding = data;
    g_subprocess_wait_finish(G_SUBPROCESS(source), result, NULL);
    feeding->done = true;
}

/* A process that stopped reading shows in its exit status or in what it did not draw. */
static void fed(GObject *source, GAsyncResult *result, gpointer data)
{
    g_subprocess_communicate_finish(G_SUBPROCESS(source), result, NULL, NULL, NULL);
    g_subprocess_wait_async(G_SUBPROCESS(source), NULL, ended, data);
}

static gboolean too_late(gpointer data)
{
    struct feeding *feeding = data;
    feeding->late = true;
    g_subprocess_force_exit(feeding->process);
    return G_SOURCE_REMOVE;
}

/* Writes the commands and waits for the end; true when it came in time. */
static bool feed(GSubprocess *process, const char *commands, unsigned seconds)
{
    struct feeding feeding = {.process = process};
    GMainContext *context = g_main_context_new();
    GBytes *input = g_bytes_new(commands, strlen(commands));
    GSource *timer = g_timeout_source_new_seconds(seconds);
    g_source_set_callback(timer, too_late, &feeding, NULL);
    g_source_attach(timer, context);
    g_main_context_push_thread_default(context);
    g_subprocess_communicate_async(process, input, NULL, fed, &feeding);
    while (!feeding.done) {
        g_main_context_iteration(context, TRUE);
    }
    g_main_context_pop_thread_default(context);
    g_source_destroy(timer);
    g_source_unref(timer);
    g_bytes_unref(input);
    g_main_context_unref(context);
    return !feeding.late;
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

static bool all_written(const char *folder, const char *const *outputs, struct diag *diag)
{
    for (size_t i = 0; outputs[i] != NULL; i++) {
        char *path = g_build_filename(folder, outputs[i], NULL);
        struct stat status;
        bool written = stat(path, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0;
        g_free(path);
        if (!written) {
            char *what = g_strdup_printf(_("gnuplot did not draw %s"), outputs[i]);
            fail(diag, what);
            g_free(what);
            return false;
        }
    }
    return true;
}

static bool ended_well(GSubprocess *process, bool in_time, int complaints, struct diag *diag)
{
    if (in_time && g_subprocess_get_if_exited(process) && g_subprocess_get_exit_status(process) == 0) {
        return true;
    }
    char *complaint = last_complaint(complaints);
    char *what = in_time ? g_strdup_printf(_("gnuplot failed: %s"), complaint)
                         : g_strdup(_("gnuplot took longer than its time limit and was stopped"));
    fail(diag, what);
    g_free(what);
    g_free(complaint);
    return false;
}

static bool run(const char *folder, const char *commands, unsigned seconds, int complaints, struct diag *diag)
{
    GError *error = NULL;
    GSubprocess *process = start(folder, seconds, complaints, &error);
    if (process == NULL) {
        fail(diag, error->message);
        g_clear_error(&error);
        return false;
    }
    bool in_time = feed(process, commands, seconds);
    bool good = ended_well(process, in_time, complaints, diag);
    g_object_unref(process);
    return good;
}

struct parts {
    const char *folder;
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
    all->good[i] = run(all->folder, part->commands, part->seconds, complaints, all->found[i]) &&
                   all_written(all->folder, part->outputs, all->found[i]);
    close(complaints);
}

bool gnuplot_run(const char *folder, const struct gnuplot_part *parts, size_t n_parts, struct diag *diag)
{
    struct parts all = {folder, parts, g_new(struct diag *, n_parts), g_new0(bool, n_parts)};
    for (size_t i = 0; i < n_parts; i++) {
        all.found[i] = diag_new_part(diag);
    }
    /* A gnuplot that ends early must show as a finding, not end us. */
    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    jobs_each(n_parts, run_part, &all);
    sigaction(SIGPIPE, &before, NULL);
    bool good = true;
    for (size_t i = 0; i < n_parts; i++) {
        good = good && all.good[i];
        diag_merge(diag, all.found[i], 0);
        diag_free(all.found[i]);
    }
    g_free(all.found);
    g_free(all.good);
    return good;
}
