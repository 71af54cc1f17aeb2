/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What `vifte calc` offers of the disclosure control of whole tables; ends with a row without a name.
 *
 * sdc_audit_cells, sdc_audit_cases: what an outsider can compute of the hidden cells of any set of tables,
 * however they are linked. One row a cell: its value, `pub` or hidden, the least that the attacker grants it;
 * the equations (sum of coefficient x cell is known) lie beside the cases in sdc_audit_equations.csv. Bounds
 * by linear programming and in whole numbers.
 *
 * sdc_secondary_optimum: what else must be hidden in a table with its margins so that no cell from 1 to below
 * the limit can be placed closer than the width: fewest cells, then the least sum of their values. Zeros stay
 * printed and are no candidates; an outsider grants 0. NA where the table is too large for an exact search.
 */
#ifndef VIFTE_SDC_METHODS_H
#define VIFTE_SDC_METHODS_H

#include "vifte/method.h"

extern const struct method sdc_methods[];

#endif
