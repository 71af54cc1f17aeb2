/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Episodes: stays of one person and group that follow each other with at most episode_gap_days without a stay
 * are one episode (half-open days: a stay that begins on the day the last one ended follows it with no gap).
 * A person is in the episode on the days of the gaps too.
 *
 * For a municipality only the stays it acts for count: who moves from one municipality to another ends an
 * episode in the first and begins one in the second, and goes on in the region's.
 */
#ifndef VIFTE_EPISODES_H
#define VIFTE_EPISODES_H

#include "vifte/frame.h"

struct person_case;

#define EPISODES_REGION UINT32_MAX /* instead of an acting municipality: the stays of all of them */

/* Fills out[] (room for person_case->n) by start; returns how many. They share no day. */
size_t episodes_join(const struct person_case *person_case, uint32_t acting, int gap_days,
                     struct day_span *out);

#endif
