/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that a run reads, and that nothing it writes may take the place of: a folder is replaced whole, so
 * `-o` must not name one that holds the project, not with --force either.
 */
#ifndef VIFTE_SPARED_H
#define VIFTE_SPARED_H

/* For as long as the program runs. What is not there is not noted. */
void spared_add(const char *path);
/* The first of them that is, or lies in, this file or folder; NULL when none does. */
const char *spared_in(const char *path);

#endif
