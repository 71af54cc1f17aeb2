/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar arithmetic on day numbers, by GDate. */
#include "vifte/dates.h"

#include <glib.h>

/* GDate counts from 1 = 1 January of year 1; this is its number for 1970-01-01. */
#define JULIAN_EPOCH 719163

bool date_is_valid(int year, int month, int day)
{
    return year >= 1 && year <= 9999 && month >= 1 && day >= 1 &&
           g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

int32_t date_from_ymd(int year, int month, int day)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return (int32_t)g_date_get_julian(&date) - JULIAN_EPOCH;
}

void date_to_ymd(int32_t day, int *year, int *month, int *day_of_month)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_julian(&date, (guint32)(day + JULIAN_EPOCH));
    *year = g_date_get_year(&date);
    *month = (int)g_date_get_month(&date);
    *day_of_month = g_date_get_day(&date);
}

int date_year(int32_t day)
{
    int year, month, day_of_month;
    date_to_ymd(day, &year, &month, &day_of_month);
    return year;
}

int32_t date_year_start(int year)
{
    return date_from_ymd(year, 1, 1);
}

int32_t date_overlap(int32_t a_start, int32_t a_end, int32_t b_start, int32_t b_end)
{
    int32_t start = MAX(a_start, b_start);
    int32_t end = MIN(a_end, b_end);
    return end > start ? end - start : 0;
}

static void write_digits(char *out, int n, int number)
{
    while (n-- > 0) {
        out[n] = (char)('0' + number % 10);
        number /= 10;
    }
}

/* Written by hand: a spreadsheet has hundreds of thousands of dates. */
void date_iso(int32_t day, char out[11])
{
    int year, month, day_of_month;
    date_to_ymd(day, &year, &month, &day_of_month);
    write_digits(out, 4, year % 10000);
    write_digits(out + 5, 2, month);
    write_digits(out + 8, 2, day_of_month);
    out[4] = out[7] = '-';
    out[10] = '\0';
}
