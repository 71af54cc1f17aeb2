/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Today and a scenario, released together.
 *
 * A reader of both sides can compare them cell by cell, so neither may show what the other hides:
 * - each side is protected on its own, with everything that links its tables; hiding more than that never
 *   shows more;
 * - what is hidden today is hidden in the scenario, and what is hidden on either side has no difference. All
 *   of a scenario's changes lie after the data, so every count of persons in the project's years is the same
 *   number on both sides: hidden on one, it is then shown on neither;
 * - the counts that a scenario does change are those of its own plan (who has to move, who finds a place);
 *   no equation ties them to counts of the years. The plan's sums are a row of their own, protected like any
 *   other. A change of few is a count of few: where a count of a single offer differs by fewer persons than
 *   the threshold, or the plan's sums are hidden, all counts of the group's single offers that differ are
 *   hidden, and what rests on them: the sums alone are left.
 *
 * Today's side is what the ordinary edition for the audience shows of these tables. A scenario is never
 * public.
 */
#ifndef VIFTE_DISCLOSE_SCENARIO_H
#define VIFTE_DISCLOSE_SCENARIO_H

#include <stdbool.h>

struct diag;
struct model;
struct release_request;
struct released;
struct results;

struct scenario_side {
    const struct model *model;
    const struct results *results;
};

/* Both or none; NULL with a finding as in disclose_release(), or for the public. */
bool disclose_scenario(const struct scenario_side *today, const struct scenario_side *scenario,
                       const struct release_request *request, struct released **today_released,
                       struct released **scenario_released, struct diag *diag);

#endif
