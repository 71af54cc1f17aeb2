/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A program of others that works for this one: gnuplot, LibreOffice, Chromium. It has its own folder, nothing
 * of the caller's environment but what finds fonts (and programs, where it starts some), limits on what it
 * may use, and a time limit; it does not outlive this program, nor anything it started the call. A helper
 * that stops reading sends SIGPIPE, which is to be ignored.
 */
#ifndef VIFTE_HELPER_H
#define VIFTE_HELPER_H

#include <glib.h>
#include <stdbool.h>

struct helper {
    const char *const *arguments; /* the first is the program's path */
    const char *folder;           /* it works there */
    const char *home;             /* NULL = the caller's */
    const char *input;            /* what it reads */
    int complaints;               /* gets its standard error; -1 = nobody hears it */
    unsigned seconds;             /* of a processor, for each of its processes; five times that may pass */
    bool confined;                /* it may start no process, and needs little memory and room */
};

enum helper_end {
    HELPER_WELL,
    HELPER_BADLY,
    HELPER_LATE,
    HELPER_NOT_STARTED /* with an error */
};

enum helper_end helper_run(const struct helper *helper, GError **error) G_GNUC_WARN_UNUSED_RESULT;

#endif
