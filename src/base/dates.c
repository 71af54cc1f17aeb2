/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar arithmetic on day numbers. */
#include "vifte/dates.h"

#include <glib.h>

#define DAYS_BEFORE 719468 /* from 1 March of the year 0 to 1970-01-01 */
#define ERA_DAYS 146097    /* of 400 years, after which the calendar begins anew */

bool date_is_valid(int year, int month, int day)
{
    static const int8_t LENGTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1) {
        return false;
    }
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= LENGTHS[month - 1] + (month == 2 && leap);
}

/* Years begin in March here, so that the day that only some have is the last. */
int32_t date_from_ymd(int year, int month, int day)
{
    year -= month <= 2;
    int month_of_year = month > 2 ? month - 3 : month + 9;
    int day_of_year = (153 * month_of_year + 2) / 5 + day - 1;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * ERA_DAYS + day_of_era - DAYS_BEFORE;
}

void date_to_ymd(int32_t day, int *year, int *month, int *day_of_month)
{
    int shifted = day + DAYS_BEFORE;
    int era = (shifted >= 0 ? shifted : shifted - (ERA_DAYS - 1)) / ERA_DAYS;
    int day_of_era = shifted - era * ERA_DAYS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (ERA_DAYS - 1)) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_of_year = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * month_of_year + 2) / 5 + 1;
    *month = month_of_year < 10 ? month_of_year + 3 : month_of_year - 9;
    *year = year_of_era + era * 400 + (*month <= 2);
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
