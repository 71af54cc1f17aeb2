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

bool date_is_valid(int year, int month, int day);
int32_t date_from_ymd(int year, int month, int day);
void date_to_ymd(int32_t day, int *year, int *month, int *day_of_month);
int date_year(int32_t day);
int32_t date_year_start(int year); /* 1 January */

/* Days that two half-open intervals share. */
int32_t date_overlap(int32_t a_start, int32_t a_end, int32_t b_start, int32_t b_end);

/* "2024-12-31" into a buffer of at least 11 bytes. */
void date_iso(int32_t day, char out[11]);

#endif
