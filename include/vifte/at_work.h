/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files and folders that are being written: ".NAME.vifte-PID-XXXXXX" beside their place, under that name
 * until they are whole. Who has to end the program in the middle removes them all; what a killed run left
 * behind, the next one for the same place removes, when the process is gone.
 */
#ifndef VIFTE_AT_WORK_H
#define VIFTE_AT_WORK_H

/* The name's pattern for mkstemp() and mkdtemp(), newly allocated. */
char *at_work_pattern(const char *place);
/* `path` must live until it is forgotten. */
void at_work_note(const char *path);
void at_work_forget(const char *path);
/* What killed runs left beside a place. */
void at_work_sweep(const char *place);
/* For a handler that ends the program: removes all that is noted. Safe in a signal handler. */
void at_work_abandon_all(void);

#endif
