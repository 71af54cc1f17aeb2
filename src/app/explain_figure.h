/* SPDX-License-Identifier: GPL-3.0-or-later */
/* vifte explain ID --in OUT, for the files of this folder alone. */
#ifndef VIFTE_EXPLAIN_FIGURE_H
#define VIFTE_EXPLAIN_FIGURE_H

/* Prints what a figure of the folder's document means and rests on. Returns the exit status. */
int explain_figure(const char *id, const char *folder);

#endif
