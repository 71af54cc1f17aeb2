/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One gnuplot process for many pictures: fed over a pipe, without the user's settings and environment, with
 * the picture folder as its working folder, limits on what it may use, and a time limit.
 */
#ifndef VIFTE_GNUPLOT_H
#define VIFTE_GNUPLOT_H

#include <glib.h>
#include <stdbool.h>

struct diag;

/* Runs `commands` in `folder`. Every file of `outputs` (NULL-terminated, relative to the folder) must be
 * there and not empty afterwards. False with a finding when gnuplot is missing, fails, complains, draws
 * nothing or takes longer than `seconds`; it never outlives the call. */
bool gnuplot_run(const char *folder, const char *commands, const char *const *outputs, unsigned seconds,
                 struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
