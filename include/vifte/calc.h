/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `vifte calc METHOD [FILE]`: one statistic over a CSV of cases.
 *
 * The file has a header; the method's input columns stand in any order among others, which are copied
 * through. A column with the name of a result is left out and computed anew. Results follow with 15
 * significant digits, `NA` where the statistic refuses (the reason goes to stderr) and `Inf` where there is
 * no limit on that side. Bad fields are all reported, at most 50 of them shown, and then there is no output.
 *
 * Besides the files of expected numbers these methods exist (columns as listed; the yearly parameters come in
 * as columns, the defaults of a year stand in the catalog's parameters.csv): budgeted_occupancy occupancy_t3
 * occupancy_t2 floor recommended_max ceiling (per cent)
 *                         -> mean budgeted_occupancy verdict (within, above_recommended, below_floor,
 * above_ceiling) set_aside             revenue costs rate_base set_aside_pct -> result ceiling set_aside
 * into_rates (kroner) objective_financing   [set] municipality population cost objective_pct -> share payment
 * (kroner, to the oere) refund                cost step1 pct1 step2 pct2 step3 pct3 (NA: no such step) ->
 * refund net (kroner) `vifte calc` alone lists all methods with their columns. */
#ifndef VIFTE_CALC_H
#define VIFTE_CALC_H

#include <stdio.h>

/* method NULL: the list of methods on `out`. file NULL: the cases come from `in`. Returns the exit status: 0
 * done, 64 unknown method, 65 bad data, 66 no such file, 73 cannot write. */
int calc_run(const char *method, const char *file, FILE *in, FILE *out, FILE *err);

#endif
