/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which input tables each output table is computed from. */
#ifndef VIFTE_FIGURE_INPUTS_H
#define VIFTE_FIGURE_INPUTS_H

/* Names separated by blanks, as in [inputs] of the project file; "" for an unknown table. Static. */
const char *figure_inputs(const char *table);

/* The same in words: "stays (stays) and the municipalities' forms (needs)". Newly allocated. */
char *figure_inputs_text(const char *table);
/* An input table in words, "" for an unknown one. Static. */
const char *figure_input_label(const char *input);

#endif
