/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How the program ends when it cannot go on: no memory, or a bug. One sentence on standard error, nothing
 * half written, status 70. Some libraries take a lack of memory for a damaged file, or silently leave out
 * what they had no room for; so it ends where memory is asked for, whoever asks: malloc(), calloc() and
 * realloc() of the whole process never give NULL. Behind the same door freed memory can be wiped.
 */
#ifndef VIFTE_GIVING_UP_H
#define VIFTE_GIVING_UP_H

#include <stdbool.h>

/* A signal handler for what GLib, GLPK and the processor end a program with; never returns. */
_Noreturn void give_up(int signal_number);

/* While figures that nobody may see are worked on, by whatever library: memory is wiped when it is freed.
 * (Not where a sanitizer has an allocator of its own.) */
void wipe_what_is_freed(bool wipe);

#endif
