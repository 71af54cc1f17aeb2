/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the forecast says of one group's citizens, for the picture and the first page. A change is said only
 * when the newest count lies outside the 95 per cent limits of the forecast's last year.
 */
#ifndef VIFTE_CHART_OUTLOOK_H
#define VIFTE_CHART_OUTLOOK_H

struct cell;
struct released;

struct chart_outlook {
    int newest;                           /* last year with a count, 0 = none */
    int last;                             /* last year with a forecast, 0 = none */
    double count;                         /* of `newest` */
    const struct cell *lower95, *upper95; /* of `last` */
    int change;                           /* 1 = more citizens, -1 = fewer, 0 = no clear change */
};

/* For a group that is not below the threshold. */
struct chart_outlook chart_outlook_read(const struct released *released, const char *group);

#endif
