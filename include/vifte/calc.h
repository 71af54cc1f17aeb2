/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `vifte calc METHOD [FILE]`: one statistic over a CSV of cases.
 *
 * The file has a header; the method's input columns stand in any order among others, which are copied
 * through. A column with the name of a result is left out and computed anew. Results follow with 15
 * significant digits, `NA` where the statistic refuses (the reason goes to stderr) and `Inf` where there is
 * no limit on that side. Bad fields are all reported, at most 50 of them shown, and then there is no output.
 *
 * The methods are those of the files of expected numbers (tests/data/reference), and four of the field's
 * money rules: budgeted_occupancy, set_aside, objective_financing, refund. Their yearly parameters come in as
 * columns, or from the catalog's parameters.csv where the cases have a column `year` instead; a year that the
 * catalog does not know is refused. `vifte calc` alone lists all methods with their columns. */
#ifndef VIFTE_CALC_H
#define VIFTE_CALC_H

#include <stdio.h>

/* method NULL: the list of methods on `out`. file NULL: the cases come from `in`. Returns the exit status: 0
 * done, 64 unknown method, 65 bad data, 66 no such file, 73 cannot write. */
int calc_run(const char *method, const char *file, FILE *in, FILE *out, FILE *err);

#endif
