/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files and folders that are being written: ".NAME.vifte-HOST-PID-XXXXXX" beside their place, under that name
 * until they are whole. Who has to end the program in the middle removes them all; what a killed run left
 * behind, the next one for the same place on the same machine removes, when the process is gone: another
 * machine that shares the disk may be at work.
 */
#ifndef VIFTE_AT_WORK_H
#define VIFTE_AT_WORK_H

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>

/* The name's pattern for the two below, newly allocated. */
char *at_work_pattern(const char *place);
/* mkdtemp() and mkstemp(), and the name is noted, which must live until it is forgotten; false and -1 with
 * errno. */
bool at_work_make_folder(char *pattern) G_GNUC_WARN_UNUSED_RESULT;
int at_work_make_file(char *pattern) G_GNUC_WARN_UNUSED_RESULT;
void at_work_forget(const char *path);
/* A folder for them with all above it; false with errno. What was made and is empty goes again: safe in a
 * signal handler. */
bool at_work_make_parents(const char *folder, mode_t mode) G_GNUC_WARN_UNUSED_RESULT;
void at_work_remove_parents(void);
/* Steps between which no signal may come, on this thread. */
sigset_t at_work_hold_signals(void);
void at_work_let_signals(sigset_t before);
/* Where the earlier output waits for the moment in which neither of the two is in its place. */
char *at_work_aside(const char *path);
/* Removes what killed runs left beside a place; an earlier output that waited aside goes back. */
void at_work_sweep(const char *place);
/* Processes that write there; 0 = none. */
void at_work_note_group(int group);
void at_work_forget_group(int group);
/* For a handler that ends the program: stops and removes all that is noted. Safe in a signal handler. */
void at_work_abandon_all(void);

#endif
