/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the command, runs it, closes standard output, returns its status. Nothing else ends the program. */
#include "commands.h"
#include "giving_up.h"
#include "vifte/at_work.h"
#include "vifte/paths.h"
#include "vifte/tails.h"
#include "vifte/text.h"
#include "wrong_usage.h"

#include <fcntl.h>
#include <glib.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define EXIT_USAGE 64
#define LARGE_BLOCK (1 << 18)
#define EXIT_CANNOT_WRITE 73

static const char CATALOGUE_HEAD[] = ""; /* its message: there in every catalogue */

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *usage;
    const char *help; /* N_() */
} COMMANDS[] = {
    {"run", command_run, "run PROJECT [-o DIR] ...",
     N_("read a project and write tables, charts and report")},
    {"answer", command_answer, "answer PROJECT GROUP [-o DIR] ...",
     N_("the draft answer about one target group, for Word and as a page")},
    {"release", command_release, "release PROJECT OUT --to NAME",
     N_("record that an output was sent out: it joins later audits")},
    {"reduce", command_reduce, "reduce PROJECT --key KEY [FILE ...]",
     N_("stays, or a slice of them, to partial sums for `run`")},
    {"template", command_template, "template PROJECT DIR",
     N_("input files to send to municipalities and operators")},
    {"check", command_check, "check PROJECT [--json] [-o DIR]",
     N_("read and validate only; every problem on standard output")},
    {"scenario", command_scenario, "scenario PROJECT FILE [-o DIR] ...",
     N_("what if offers close, places or need change; beside today")},
    {"calc", command_calc, "calc METHOD [FILE]",
     N_("one statistic over a CSV of cases; without METHOD, the list")},
    {"compare", command_compare, "compare EDITED.docx --in OUT",
     N_("figures of an edited document that are stale, altered or deleted")},
    {"explain", command_explain, "explain [MEASURE|CODE|KEY|ID --in OUT]",
     N_("what a column, a message, a setting or one figure means")},
};

/* Asked to stop, perhaps twice: nothing half written stays, and the caller sees the signal. */
static void stop(int signal_number)
{
    static const char SENTENCE[] = "vifte: stopped; no half-written output is left\n";
    at_work_abandon_all();
    ssize_t written = write(STDERR_FILENO, SENTENCE, sizeof SENTENCE - 1);
    (void)written;
    (void)signal(signal_number, SIG_DFL);
    raise(signal_number); /* waits for the end of this function, and ends the program */
}

/* What the caller ignores (nohup) or a sanitizer handles stays. */
static void handle(int signal_number, const struct sigaction *action)
{
    struct sigaction before;
    sigaction(signal_number, NULL, &before);
    if (before.sa_handler == SIG_DFL) {
        sigaction(signal_number, action, NULL);
    }
}

/* Where a handler runs when the stack itself is what ran out. A sanitizer has its own. */
static void have_second_stack(void)
{
    static char room[1 << 16];
    stack_t stack;
    if (sigaltstack(NULL, &stack) == 0 && (stack.ss_flags & SS_DISABLE) != 0) {
        (void)sigaltstack(&(stack_t){.ss_sp = room, .ss_size = sizeof room}, NULL);
    }
}

static void handle_signals(void)
{
    have_second_stack();
    struct sigaction action = {.sa_handler = stop, .sa_flags = SA_ONSTACK};
    sigfillset(&action.sa_mask); /* the handler is not interrupted */
    static const int ASKED[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU};
    for (size_t i = 0; i < G_N_ELEMENTS(ASKED); i++) {
        handle(ASKED[i], &action);
    }
    action.sa_handler = give_up;
    static const int FATAL[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    for (size_t i = 0; i < G_N_ELEMENTS(FATAL); i++) {
        handle(FATAL[i], &action);
    }
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit on the size of files is an error of the write */
}

/* GLib ends the program by a trap, which its own threads have blocked. */
static GLogWriterOutput hear_glib(GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
    GLogWriterOutput done = g_log_writer_default(level, fields, n, data);
    if ((level & (G_LOG_FLAG_FATAL | G_LOG_LEVEL_ERROR)) != 0) {
        give_up(0);
    }
    return done;
}

static void print_help(FILE *out)
{
    fprintf(out, _("Usage: vifte COMMAND ...\n\n"));
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
        fprintf(out, "  vifte %-40s %s\n", COMMANDS[i].usage, _(COMMANDS[i].help));
    }
    fprintf(
        out,
        _("\n`vifte COMMAND --help` says more. Exit: 0 done, 64 wrong usage, 65 bad data, 66 no such input,\n"
          "69 gnuplot missing or failed, 70 bug or out of memory, 73 cannot write, 78 bad project file.\n"));
}

static void tell_unknown(const char *word)
{
    const char *names[G_N_ELEMENTS(COMMANDS) + 3] = {"--help", "--version"};
    for (size_t i = 0; i < G_N_ELEMENTS(COMMANDS); i++) {
        names[i + 2] = COMMANDS[i].name;
    }
    wrong_usage_command(word, names);
    fputs("\n", stderr);
}

static int dispatch(int argc, char **argv)
{
    for (size_t i = 0; argc > 1 && i < G_N_ELEMENTS(COMMANDS); i++) {
        if (strcmp(argv[1], COMMANDS[i].name) == 0) {
            return COMMANDS[i].run(argc - 1, argv + 1);
        }
    }
    if (argc == 2 && strcmp(argv[1], "--version") == 0) {
        version_print();
        return 0;
    }
    bool asked = argc > 1 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0);
    if (argc > 1 && !asked) {
        tell_unknown(argv[1]);
    }
    print_help(asked ? stdout : stderr);
    return asked ? 0 : EXIT_USAGE;
}

/* --lang counts from the first sentence, also of what is wrong with the other arguments or the project file.
 */
static enum language language_of(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--lang=en") == 0 ||
            (strcmp(argv[i], "--lang") == 0 && i + 1 < argc && strcmp(argv[i + 1], "en") == 0)) {
            return LANGUAGE_EN;
        }
    }
    return LANGUAGE_DA;
}

/* What is said must not go into a file that was opened where the caller closed a standard stream. That is
 * held open the wrong way round, so that using it fails. */
static bool hold_standard_streams(void)
{
    bool held = true;
    for (int stream = STDIN_FILENO; stream <= STDERR_FILENO && held; stream++) {
        held = fcntl(stream, F_GETFD) >= 0 ||
               open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY) == stream;
    }
    return held;
}

int main(int argc, char **argv)
{
    if (!hold_standard_streams()) {
        return EXIT_CANNOT_WRITE;
    }
    mallopt(M_MMAP_THRESHOLD, LARGE_BLOCK); /* what is large goes back to the system when it is freed */
    handle_signals();
    g_log_set_writer_func(hear_glib, NULL, NULL);
    tails_init();
    enum language language = language_of(argc, argv);
    text_set_language(language, paths_locale());
    if (language == LANGUAGE_DA && *gettext(CATALOGUE_HEAD) == '\0') {
        fprintf(stderr,
                "vifte: no Danish texts in %s, or no locale C.UTF-8 on this machine: they are English\n",
                paths_locale());
    }
    int status = dispatch(argc, argv);
    if ((ferror(stdout) != 0 || fclose(stdout) != 0) && status == 0) {
        fprintf(stderr, "vifte: %s\n", _("cannot write to standard output"));
        status = EXIT_CANNOT_WRITE;
    }
    return status;
}
