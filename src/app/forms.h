/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The form about one target group that the municipalities fill in: a workbook a municipality, with the
 * theme's questions and, to confirm or correct, the figures that this municipality itself has reported. For
 * the files of this folder alone.
 */
#ifndef VIFTE_FORMS_H
#define VIFTE_FORMS_H

#include <stdbool.h>

struct diag;
struct model;
struct outdir;

bool forms_write(const struct model *model, const char *group, struct outdir *dir, struct diag *diag);
/* The lines of project.ini that read the forms back, on standard output. */
void forms_print_inputs(const char *folder);

#endif
