/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts, feeds, waits for and stops a process group; see helper.h. */
#include "vifte/helper.h"

#include "vifte/at_work.h"
#include "vifte/no_processes.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#define PATIENCE 5 /* a loaded machine gives a process a part of a processor */
#define CONFINED_MEMORY ((rlim_t)2 << 30)
#define CONFINED_FILE ((rlim_t)64 << 20) /* one picture, or what it may complain */
#define LARGEST_FILE ((rlim_t)1 << 30)

static void limit(__rlimit_resource_t resource, rlim_t most)
{
    (void)setrlimit(resource, &(struct rlimit){most, most}); /* lower already: so be it */
}

/* What a child needs to know before it becomes the helper. */
struct birth {
    const struct helper *helper;
    int told; /* here it says who it is: when it has ended, GIO does not know any more */
};

/* Between fork and exec: only async-signal-safe calls. Some helpers are scripts that start others: what is
 * stopped is their group. Without a right to processes, no text that slipped into a script could start one.
 */
static void confine(gpointer data)
{
    const struct birth *birth = data;
    const struct helper *helper = birth->helper;
    const GPid self = getpid();
    setpgid(0, 0);
    (void)!write(birth->told, &self, sizeof self);
    (void)signal(SIGPIPE, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* whoever asked for it is gone */
    limit(RLIMIT_CPU, helper->seconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, helper->confined ? CONFINED_FILE : LARGEST_FILE);
    if (helper->confined) {
        limit(RLIMIT_AS, CONFINED_MEMORY);
        (void)no_processes(); /* where the kernel cannot, the escaping of texts stands alone */
    }
}

static char **keep(char **environment, const char *name)
{
    const char *value = g_getenv(name);
    return value != NULL ? g_environ_setenv(environment, name, value, TRUE) : environment;
}

static char **bare_environment(const struct helper *helper)
{
    char **environment = g_environ_setenv(NULL, "LC_ALL", "C.UTF-8", TRUE);
    environment = keep(keep(environment, "FONTCONFIG_PATH"), "FONTCONFIG_FILE");
    environment = helper->home != NULL ? g_environ_setenv(environment, "HOME", helper->home, TRUE)
                                       : keep(environment, "HOME");
    return helper->confined ? environment : keep(keep(environment, "PATH"), "LD_LIBRARY_PATH");
}

static GSubprocess *spawn(const struct helper *helper, struct birth *birth, GError **error)
{
    const bool heard = helper->complaints >= 0;
    GSubprocessLauncher *launcher =
        g_subprocess_launcher_new(G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE |
                                  (heard ? G_SUBPROCESS_FLAGS_NONE : G_SUBPROCESS_FLAGS_STDERR_SILENCE));
    char **environment = bare_environment(helper);
    g_subprocess_launcher_set_environ(launcher, environment);
    g_subprocess_launcher_set_cwd(launcher, helper->folder);
    if (heard) {
        g_subprocess_launcher_take_stderr_fd(launcher, fcntl(helper->complaints, F_DUPFD_CLOEXEC, 3));
    }
    g_subprocess_launcher_set_child_setup(launcher, confine, birth, NULL);
    GSubprocess *process = g_subprocess_launcher_spawnv(launcher, helper->arguments, error);
    g_strfreev(environment);
    g_object_unref(launcher);
    return process;
}

/* `group` becomes that of the process and all it starts; 0 = not known. */
static GSubprocess *start(const struct helper *helper, GPid *group, GError **error)
{
    int ends[2];
    *group = 0;
    if (!g_unix_open_pipe(ends, FD_CLOEXEC, error)) {
        return NULL;
    }
    GSubprocess *process = spawn(helper, &(struct birth){helper, ends[1]}, error);
    close(ends[1]);
    if (process != NULL && TEMP_FAILURE_RETRY(read(ends[0], group, sizeof *group)) != sizeof *group) {
        *group = 0;
    }
    close(ends[0]);
    return process;
}

struct feeding {
    const char *text; /* what is left of it */
    GPid group;       /* 0 = not known */
    bool done, late;
};

static void ended(GObject *source, GAsyncResult *result, gpointer data)
{
    struct feeding *feeding = data;
    g_subprocess_wait_finish(G_SUBPROCESS(source), result, NULL);
    feeding->done = true;
}

/* As much as the pipe takes. A process that stopped reading shows in its exit status or in what it did not
 * write; one that cannot be given all must not wait for more. */
static gboolean feed_some(GObject *pipe, gpointer data)
{
    struct feeding *feeding = data;
    GError *error = NULL;
    gssize n = g_pollable_output_stream_write_nonblocking(G_POLLABLE_OUTPUT_STREAM(pipe), feeding->text,
                                                          strlen(feeding->text), NULL, &error);
    bool full = g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
    g_clear_error(&error);
    feeding->text += MAX(n, 0);
    if (full || (n > 0 && *feeding->text != '\0')) {
        return G_SOURCE_CONTINUE;
    }
    (void)g_output_stream_close(G_OUTPUT_STREAM(pipe), NULL, NULL);
    return G_SOURCE_REMOVE;
}

static void stop_group(GPid group)
{
    if (group > 0) {
        kill(-group, SIGKILL);
    }
}

static gboolean too_late(gpointer data)
{
    struct feeding *feeding = data;
    feeding->late = true;
    stop_group(feeding->group);
    return G_SOURCE_REMOVE;
}

/* Takes over the source. */
static void attach(GSource *source, GSourceFunc function, struct feeding *feeding, GMainContext *context)
{
    g_source_set_callback(source, function, feeding, NULL);
    g_source_attach(source, context);
    g_source_unref(source);
}

/* Writes the input and waits for the end; true when it came in time. All on this thread: GIO's own would
 * leave what they cannot begin undone, and unsaid. */
static bool feed(GSubprocess *process, struct feeding *feeding, unsigned seconds)
{
    GMainContext *context = g_main_context_new();
    GPollableOutputStream *pipe = G_POLLABLE_OUTPUT_STREAM(g_subprocess_get_stdin_pipe(process));
    attach(g_timeout_source_new_seconds(seconds), too_late, feeding, context);
    attach(g_pollable_output_stream_create_source(pipe, NULL), G_SOURCE_FUNC(feed_some), feeding, context);
    g_main_context_push_thread_default(context);
    g_subprocess_wait_async(process, NULL, ended, feeding);
    while (!feeding->done) {
        g_main_context_iteration(context, TRUE);
    }
    g_main_context_pop_thread_default(context);
    g_main_context_unref(context); /* and what is still attached to it */
    return !feeding->late;
}

enum helper_end helper_run(const struct helper *helper, GError **error)
{
    struct feeding feeding = {.text = helper->input};
    GSubprocess *process = start(helper, &feeding.group, error);
    if (process == NULL) {
        return HELPER_NOT_STARTED;
    }
    at_work_note_group(feeding.group);
    bool in_time = feed(process, &feeding, PATIENCE * helper->seconds);
    bool well = g_subprocess_get_if_exited(process) && g_subprocess_get_exit_status(process) == 0;
    stop_group(feeding.group); /* what it started and left behind */
    at_work_forget_group(feeding.group);
    g_object_unref(process);
    return !in_time ? HELPER_LATE : well ? HELPER_WELL : HELPER_BADLY;
}
