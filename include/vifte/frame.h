/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What every measure of citizens is laid out by: groups x areas x years. Areas are the municipalities of the
 * project's region; one more stands for the region itself, and those behind it for the project's fixed
 * clusters of municipalities: there persons are counted on their own and never added up. Arrays over the
 * frame are dense and indexed by frame_at().
 */
#ifndef VIFTE_FRAME_H
#define VIFTE_FRAME_H

#include "vifte/cell.h"

#include <stdbool.h>
#include <stdint.h>

struct group;
struct model;
struct offer;
struct stay;

struct frame {
    const struct model *model;
    size_t n_groups;
    size_t n_areas;    /* municipalities of the region; the region itself is area n_areas */
    size_t n_clusters; /* cluster k is area n_areas + 1 + k */
    size_t n_years;
    int from_year;
    int32_t *year_start;            /* 1 January of each year, and of the year after the last */
    uint32_t *area_of;              /* by municipality: its area, or NONE outside the region */
    uint32_t *cluster_of;           /* by municipality's area: the area of its cluster, or NONE */
    const struct name **area_names; /* frame_areas(); that of n_areas has the code `region` */
};

struct frame *frame_new(const struct model *model);
void frame_free(struct frame *frame);

size_t frame_areas(const struct frame *frame); /* municipalities, region and clusters */
size_t frame_size(const struct frame *frame);  /* groups x areas x years */
size_t frame_at(const struct frame *frame, size_t group, size_t area, size_t year);
bool frame_is_region(const struct frame *frame, size_t area);
/* The region or a cluster? */
bool frame_is_union(const struct frame *frame, size_t area);
/* Is a municipality's area that area, or a part of it? */
bool frame_holds(const struct frame *frame, size_t area, size_t municipality_area);
size_t frame_members(const struct frame *frame, size_t area); /* how many municipalities it holds */
/* A count in a cluster is seen by municipalities that know their own part of it: the fewest persons that the
 * count less one part leaves, else the count. `parts` are the counts of all municipalities' areas. */
int64_t frame_seen_by_members(const struct frame *frame, size_t area, int64_t count, const int64_t *parts);
int frame_days(const struct frame *frame, size_t year); /* 365 or 366 */
/* The year that a day inside the project's years lies in. */
size_t frame_year(const struct frame *frame, int32_t day);

/* Half-open days. */
struct day_span {
    int32_t start, end;
};
/* The days of a stay that count for a group: all of them, unless the group's ages restrict its citizens; then
 * the days on which the person is of these ages (whole calendar years, by the project's age_at). A stay
 * without a birth year is never left out. Empty (start >= end) when no day counts. Not cut to the project's
 * years. */
struct day_span frame_stay_days(const struct frame *frame, const struct stay *stay, uint32_t group);
/* The same, cut to the project's years. */
struct day_span frame_clipped_days(const struct frame *frame, const struct stay *stay, uint32_t group);
/* How many of the days lie in a year that they touch. */
static inline int32_t frame_days_in_year(const struct frame *frame, struct day_span days, size_t year)
{
    int32_t start = frame->year_start[year], end = frame->year_start[year + 1];
    return (days.end < end ? days.end : end) - (days.start > start ? days.start : start);
}
/* A person's age in a calendar year, at the project's age_at. */
int frame_age(const struct frame *frame, int year, int birth_year);

/* The stays of one offer: model.stays is sorted by offer. */
struct stay_span {
    const struct stay *first, *end;
};
struct stay_span frame_stays_of(const struct frame *frame, uint32_t offer);

/* The region that a municipality lies in, by its code; NULL when the model has none such. */
const struct name *frame_region_of(const struct frame *frame, uint32_t municipality);

#endif
