/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SCENARIO.ini to a checked scenario (scenario.h says what stands in it). */
#ifndef VIFTE_SCENARIO_FILE_H
#define VIFTE_SCENARIO_FILE_H

struct diag;
struct model;
struct scenario;

/* Every problem is a finding at its line. NULL after any. */
struct scenario *scenario_read(const char *path, const struct model *model, struct diag *diag);

#endif
