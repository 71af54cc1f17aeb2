/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Takes from a process, for good and for whatever it executes, the right to start others; threads it may
 * still start. A filter of system calls (seccomp), as RLIMIT_NPROC would count threads, and everything else
 * the user runs, and exempts root.
 */
#ifndef VIFTE_NO_PROCESSES_H
#define VIFTE_NO_PROCESSES_H

#include <stdbool.h>

/* False where the kernel has no such filters. Safe between fork and exec. */
bool no_processes(void);

#endif
