/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Times in one offer: stays of one person there that follow each other with at most episode_gap_days between
 * are one, because no place was given up between them.
 */
#ifndef VIFTE_TENURE_H
#define VIFTE_TENURE_H

#include <glib.h>
#include <stdint.h>

struct model;

struct tenure {
    uint32_t person;
    int32_t start, end; /* not cut to the project's years */
    int birth_year;     /* 0 = not given */
};

/* Of all persons in the offer's stays (struct tenure), by person and start; free with g_array_unref(). */
GArray *tenures_of(const struct model *model, uint32_t offer);
/* How many begin in [start, end). */
int64_t tenures_begun(const GArray *tenures, int32_t start, int32_t end);

#endif
