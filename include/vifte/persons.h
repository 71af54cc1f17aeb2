/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stays in the order of their persons: a case is one person in one group. One pass over the
 * stays for every million of them; memory for a million stays, and four bytes a person.
 */
#ifndef VIFTE_PERSONS_H
#define VIFTE_PERSONS_H

#include <stddef.h>
#include <stdint.h>

struct frame;
struct stay;

/* A stay on the days that count for the group; never empty, not cut to the project's years (an episode goes
 * on when a stay after the last year joins it). */
struct spell {
    int32_t start, end;
    const struct stay *stay; /* good during the visit */
};

struct person_case {
    uint32_t person;
    uint32_t group;
    const struct spell *spells; /* by start, end, then as in the model; good during the visit */
    size_t n;
};

/* Whose stays: those that a municipality of the region acts for, or pays for. */
enum persons_side { PERSONS_ACTING, PERSONS_PAYING };

/* Visits every case that has a spell, by person, then group. A stay with several groups is in a case of each.
 */
void persons_each_case(const struct frame *frame, enum persons_side side,
                       void (*visit)(const struct person_case *person_case, void *data), void *data);

#endif
