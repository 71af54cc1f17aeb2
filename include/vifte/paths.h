/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program finds what it ships with: beside its own file in a build tree, else where it was
 * installed. Results are newly allocated.
 */
#ifndef VIFTE_PATHS_H
#define VIFTE_PATHS_H

/* The folder that holds datasets/ and plots/. */
char *paths_share(void);
/* The folder that holds LANG/LC_MESSAGES/vifte.mo. */
char *paths_locale(void);

#endif
