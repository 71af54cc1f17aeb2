/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole run: files -> model -> tables -> released tables -> files. */
#ifndef VIFTE_PIPELINE_H
#define VIFTE_PIPELINE_H

struct diag;
struct model;
struct options;

/* Reads the project with the command line's language and share folder; NULL with findings. */
struct model *pipeline_read(const struct options *options, struct diag *diag);
/* Returns the exit status; findings are in `diag`. */
int pipeline_run(const struct options *options, struct diag *diag);

#endif
