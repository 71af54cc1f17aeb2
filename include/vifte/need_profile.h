/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who the citizens are on 31 December: the table need_profile, a part of the family need. */
#ifndef VIFTE_NEED_PROFILE_H
#define VIFTE_NEED_PROFILE_H

struct frame;
struct reporters;
struct table;

/* The finished table. Groups counted from stays get the persons in an episode on 31 December, so that ages,
 * sexes and severities add up to the region's citizens in the table need; the others the sum of the reports.
 */
struct table *need_profile_table(const struct frame *frame, const struct reporters *reporters);

#endif
