/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates by day, budgeted occupancy, set-aside, objective financing, refund. */
#include "vifte/rate_takst.h"

#include "vifte/dates.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>

#define CLAIM_MONTHS_MOST 12000

static double to_millionth(double kroner)
{
    return round(kroner * 1e6) / 1e6;
}

static struct stat_value quotient(double numerator, double denominator)
{
    if (denominator == 0)
        return stat_undefined(STAT_NO_EXPOSURE);
    return denominator > 0 ? stat_ok(numerator / denominator) : stat_undefined(STAT_BAD_ARGUMENT);
}

struct stat_value rate_per_day(double costs, double places, double occupancy, double days)
{
    return quotient(costs, places * occupancy * days);
}

struct stat_value rate_break_even(double costs, double rate, double places, double days)
{
    return quotient(costs, rate * places * days);
}

struct rate_year rate_year(double budget, double places, double occupancy, double days, double occupied_days,
                           double carry_pct)
{
    struct stat_value rate = rate_per_day(budget, places, occupancy, days);
    if (rate.state == STAT_OK && !(budget > 0))
        rate = stat_undefined(budget == 0 ? STAT_NO_EXPOSURE : STAT_BAD_ARGUMENT);
    if (rate.state != STAT_OK)
        return (struct rate_year){rate, rate, rate, rate, rate, rate, rate, rate};
    double revenue = rate.value * occupied_days;
    double result = to_millionth(revenue - budget);
    double limit = budget * carry_pct / 100;
    double carried = fmax(-limit, fmin(limit, result));
    return (struct rate_year){.rate = rate,
                              .occupancy = quotient(occupied_days, places * days),
                              .revenue = stat_ok(revenue),
                              .result = stat_ok(result),
                              .result_pct = stat_ok(100 * result / budget),
                              .carried = stat_ok(carried),
                              .into_rates = stat_ok(to_millionth(result - carried)),
                              .break_even = rate_break_even(budget, rate.value, places, days)};
}

struct rate_budgeted rate_budgeted_occupancy(double occupancy_t3, double occupancy_t2, double floor,
                                             double recommended_max, double ceiling)
{
    double mean = (occupancy_t3 + occupancy_t2) / 2;
    if (!(mean >= 0) || !(floor <= ceiling))
        return (struct rate_budgeted){stat_undefined(STAT_BAD_ARGUMENT), stat_undefined(STAT_BAD_ARGUMENT),
                                      RATE_WITHIN};
    enum rate_verdict verdict = RATE_WITHIN;
    if (mean < floor)
        verdict = RATE_BELOW_FLOOR;
    else if (mean > ceiling)
        verdict = RATE_ABOVE_CEILING;
    else if (mean > recommended_max)
        verdict = RATE_ABOVE_RECOMMENDED;
    return (struct rate_budgeted){
        .mean = stat_ok(mean), .budgeted = stat_ok(fmin(ceiling, fmax(floor, mean))), .verdict = verdict};
}

const char *rate_verdict_name(enum rate_verdict verdict)
{
    static const char *const names[] = {[RATE_WITHIN] = "within",
                                        [RATE_ABOVE_RECOMMENDED] = "above_recommended",
                                        [RATE_BELOW_FLOOR] = "below_floor",
                                        [RATE_ABOVE_CEILING] = "above_ceiling"};
    return names[verdict];
}

struct rate_set_aside rate_set_aside(double revenue, double costs, double rate_base, double set_aside_pct)
{
    if (!(rate_base >= 0) || !(set_aside_pct >= 0)) {
        struct stat_value none = stat_undefined(STAT_BAD_ARGUMENT);
        return (struct rate_set_aside){none, none, none, none};
    }
    double result = to_millionth(revenue - costs);
    double ceiling = rate_base * set_aside_pct / 100;
    double kept = fmax(0, fmin(result, ceiling));
    return (struct rate_set_aside){.result = stat_ok(result),
                                   .ceiling = stat_ok(ceiling),
                                   .set_aside = stat_ok(kept),
                                   .into_rates = result < 0 ? stat_undefined(STAT_NO_RULE)
                                                            : stat_ok(to_millionth(result - kept))};
}

struct remainder {
    int64_t left;
    size_t index;
};

static int larger_first(const void *a, const void *b)
{
    const struct remainder *x = a, *y = b;
    if (x->left != y->left)
        return x->left < y->left ? 1 : -1;
    return x->index < y->index ? -1 : 1;
}

/* floor(amount * part / whole) and its remainder; 128 bits hold the product. */
static int64_t share_down(int64_t amount, int64_t part, int64_t whole, int64_t *left)
{
    __extension__ typedef __int128 wide;
    wide product = (wide)amount * part;
    *left = (int64_t)(product % whole);
    return (int64_t)(product / whole);
}

enum stat_state rate_objective_financing(int64_t amount_oere, const int64_t *population, size_t n,
                                         int64_t *payment_oere)
{
    const int64_t largest_sum = INT64_C(1000000000000), largest_amount = INT64_C(9000000000000000);
    int64_t everyone = 0;
    for (size_t i = 0; i < n; i++) {
        if (population[i] < 0 || population[i] > largest_sum - everyone)
            return STAT_BAD_ARGUMENT;
        everyone += population[i];
    }
    if (everyone == 0)
        return STAT_NO_EXPOSURE;
    if (amount_oere > largest_amount || amount_oere < -largest_amount)
        return STAT_TOO_LARGE;
    int64_t sign = amount_oere < 0 ? -1 : 1;
    int64_t amount = amount_oere * sign, given = 0;
    struct remainder *remainders = g_new(struct remainder, n);
    for (size_t i = 0; i < n; i++) {
        remainders[i].index = i;
        payment_oere[i] = share_down(amount, population[i], everyone, &remainders[i].left);
        given += payment_oere[i];
    }
    qsort(remainders, n, sizeof *remainders, larger_first);
    for (size_t i = 0; given < amount; i++, given++)
        payment_oere[remainders[i].index]++;
    for (size_t i = 0; i < n; i++)
        payment_oere[i] *= sign;
    g_free(remainders);
    return STAT_OK;
}

struct rate_refund rate_refund(double cost, const double *step, const double *rate_pct, size_t n)
{
    double refund = 0;
    for (size_t i = 0; i < n; i++) {
        if ((i > 0 && step[i] < step[i - 1]) || !(rate_pct[i] >= 0 && rate_pct[i] <= 100))
            return (struct rate_refund){stat_undefined(STAT_BAD_ARGUMENT), stat_undefined(STAT_BAD_ARGUMENT)};
        double end = i + 1 < n ? fmin(cost, step[i + 1]) : cost;
        refund += fmax(0, end - step[i]) * rate_pct[i] / 100;
    }
    return (struct rate_refund){.refund = stat_ok(refund), .net = stat_ok(cost - refund)};
}

struct stat_value rate_bill(double daily_rate, double days, double used, double of)
{
    return quotient(daily_rate * days * used, of);
}

struct stat_value rate_band_fee(double places, const double *from, const double *fee, size_t n)
{
    struct stat_value found = stat_undefined(STAT_NO_RULE);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && from[i] <= from[i - 1])
            return stat_undefined(STAT_BAD_ARGUMENT);
        if (places >= from[i])
            found = stat_ok(fee[i]);
    }
    return found;
}

struct stat_value rate_treatment_places(double citizens, double citizens_per_place)
{
    return quotient(citizens, citizens_per_place);
}

struct stat_value rate_regulated(double rate, double pct)
{
    return stat_ok(rate * (1 + pct / 100));
}

bool rate_claim_in_time(int32_t service_day, int32_t claim_day, int months)
{
    int year, month, day;
    date_to_ymd(service_day, &year, &month, &day);
    if (months < 0 || months > CLAIM_MONTHS_MOST)
        return months > 0;
    int last = year * 12 + month - 1 + months;
    while (day > 28 && !date_is_valid(last / 12, last % 12 + 1, day))
        day--;
    return claim_day <= date_from_ymd(last / 12, last % 12 + 1, day);
}
