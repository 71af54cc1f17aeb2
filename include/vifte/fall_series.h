/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The yearly counts of the covered offers that are watched for a fall: referrals where the municipalities
 * report them, else arrivals. One series an offer; the promised false alarms a year are shared out evenly
 * over the offers that have one.
 */
#ifndef VIFTE_FALL_SERIES_H
#define VIFTE_FALL_SERIES_H

#include "vifte/fall_watch.h"
#include "vifte/model.h"

#include <glib.h>

#define FALL_AHEAD_YEARS 5        /* that a fall is looked for */
#define FALL_MOST_ALARM_RATE 0.25 /* an offer with more than one false alarm in four years tells nothing */

enum fall_source { FALL_NOTHING, FALL_REFERRALS, FALL_ARRIVALS };

/* One year of a series. */
struct fall_year {
    int64_t count;
    struct fall_step step;
    struct stat_value years_to_detect;
};

struct fall_series {
    enum fall_source source;
    int from_year;       /* of years[0] */
    GArray *years;       /* struct fall_year */
    bool watched;        /* else too few years, or too many to watch so */
    double alarm_rate;   /* chance of a false alarm in a year */
    double false_alarms; /* a year, over all offers */
};

/* Of all offers (NULL where an offer is not covered by the cooperation); the array and its elements are the
 * caller's: fall_series_free(). */
struct fall_series **fall_series_new(const struct model *model);
void fall_series_free(struct fall_series **series, const struct model *model);

/* The year of a series, or NULL. */
const struct fall_year *fall_series_year(const struct fall_series *series, int year);
/* How many are watched. */
size_t fall_series_watched(struct fall_series *const *series, const struct model *model);

#endif
