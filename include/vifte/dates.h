/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days as int32_t since 1970-01-01 in the proleptic Gregorian calendar. Intervals are half-open: [start,
 * end).
 */
#ifndef VIFTE_DATES_H
#define VIFTE_DATES_H

#include <stdbool.h>
#include <stdint.h>

#define DAY_OPEN INT32_MAX /* an interval without end */

#define DATE_DAYS_BEFORE 719468 /* from 1 March of the year 0 to 1970-01-01 */
#define DATE_ERA_DAYS 146097    /* of 400 years, after which the calendar begins anew */

/* Here, because there are two for every stay that is read. */
static inline bool date_is_valid(int year, int month, int day)
{
    static const int8_t LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= LENGTHS[month - 1] + (month == 2 && leap);
}

/* Years begin in March here, so that the day that only some have is the last; ten eras more, and nothing is
 * negative. */
static inline int32_t date_from_ymd(int year, int month, int day)
{
    static const int16_t BEFORE[] = {306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};
    enum { ERAS = 10, ERA_YEARS = 400 };
    uint32_t years = (uint32_t)(year - (month <= 2) + ERAS * ERA_YEARS), centuries = years / 100;
    uint32_t days = years * 365 + years / 4 - centuries + centuries / 4;
    return (int32_t)days + BEFORE[month - 1] + day - 1 - ERAS * DATE_ERA_DAYS - DATE_DAYS_BEFORE;
}

void date_to_ymd(int32_t day, int *year, int *month, int *day_of_month);
int date_year(int32_t day);
int32_t date_year_start(int year); /* 1 January */

/* Days that two half-open intervals share. */
int32_t date_overlap(int32_t a_start, int32_t a_end, int32_t b_start, int32_t b_end);

/* "2024-12-31" into a buffer of at least 11 bytes. */
void date_iso(int32_t day, char out[11]);

#endif
