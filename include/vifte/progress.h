/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far long work has come, on the terminal: one line with share, rate and time left that is written over
 * and taken away at the end. Work that is done within a second shows nothing.
 */
#ifndef VIFTE_PROGRESS_H
#define VIFTE_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Nothing is shown before this is called with true (a terminal, not -q). */
void progress_show(bool shown);

/* `what` is translated ("reading stays.csv"); `unit` stands behind the rate, in millions when `millions`. One
 * piece of work at a time. */
void progress_begin(const char *what, uint64_t total, const char *unit, bool millions);
void progress_add(uint64_t n); /* from any thread */
void progress_end(void);

#endif
