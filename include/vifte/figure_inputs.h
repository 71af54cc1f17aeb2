/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which input tables each output table is computed from. */
#ifndef VIFTE_FIGURE_INPUTS_H
#define VIFTE_FIGURE_INPUTS_H

/* Names separated by blanks, as in [inputs] of the project file; "" for an unknown table. Static. */
const char *figure_inputs(const char *table);

#endif
