/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the program finds what it ships with: beside its own file in a build tree, else where it was
 * installed. Results live as long as the process.
 */
#ifndef VIFTE_PATHS_H
#define VIFTE_PATHS_H

/* The folder that holds datasets/ and plots/. */
const char *paths_share(void);
/* The folder that holds the chart scripts. */
const char *paths_plots(void);
/* The folder that holds LANG/LC_MESSAGES/vifte.mo. */
const char *paths_locale(void);

#endif
