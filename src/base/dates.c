/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendar arithmetic on day numbers. */
#include "vifte/dates.h"

#include <glib.h>

void date_to_ymd(int32_t day, int *year, int *month, int *day_of_month)
{
    int shifted = day + DATE_DAYS_BEFORE;
    int era = (shifted >= 0 ? shifted : shifted - (DATE_ERA_DAYS - 1)) / DATE_ERA_DAYS;
    int day_of_era = shifted - era * DATE_ERA_DAYS;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / (DATE_ERA_DAYS - 1)) / 365;
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
