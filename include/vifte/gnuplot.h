/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * gnuplot processes for many pictures, one a processor: fed over a pipe, without the user's settings, in the
 * picture folder, confined as helper.h says.
 */
#ifndef VIFTE_GNUPLOT_H
#define VIFTE_GNUPLOT_H

#include <glib.h>
#include <stdbool.h>

struct diag;

/* What one process draws. Every file of `outputs` (NULL-terminated, relative to the folder) must be there and
 * not empty afterwards. */
struct gnuplot_part {
    const char *commands;
    const char *const *outputs;
    unsigned seconds; /* of a processor; see helper.h */
};

/* Runs the parts in `folder`. False with a finding for each part whose gnuplot is missing, fails, complains,
 * draws nothing or takes too long; no process outlives the call. */
bool gnuplot_run(const char *folder, const struct gnuplot_part *parts, size_t n_parts,
                 struct diag *diag) G_GNUC_WARN_UNUSED_RESULT;

#endif
