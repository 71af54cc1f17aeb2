/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work on several processors. A task writes to its own place only, and whoever asked puts the results
 * together in the order of the tasks, so that nothing depends on how many there are or which is done first.
 */
#ifndef VIFTE_JOBS_H
#define VIFTE_JOBS_H

#include <stddef.h>

#define JOBS_MOST 256

/* How many tasks may run at a time: `--jobs`. 0 = as many as the machine has processors, the default. */
void jobs_set(unsigned n);
unsigned jobs_count(void);

/* Calls task(0, data) .. task(n - 1, data), each once, and returns when all are done. Tasks are begun in
 * order. Called from within a task it runs them one after another. */
void jobs_each(size_t n, void (*task)(size_t i, void *data), void *data);

/* Which of the threads runs the task, below jobs_count(): for room that a thread keeps to itself. */
unsigned jobs_thread(void);

#endif
