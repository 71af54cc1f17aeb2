/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods for persons present and how long they stay. */
#include "vifte/census.h"
#include "vifte/method.h"
#include "vifte/stay_length.h"
#include "vifte/text.h"

#include <glib.h>
#include <stdint.h>

static void put_all(const struct method_case *c, const struct stat_value *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        c->out[i].number = all[i];
}

static void occupancy_time_average_variance(const struct method_case *c)
{
    struct census_average a = census_average(c->in[0].number, c->in[1].number, c->in[2].number);
    put_all(c,
            (const struct stat_value[]){a.variance_point, a.variance_average, a.sd_average, a.sd_naive,
                                        a.inflation},
            5);
}

static void occupancy_loss_time_average_variance(const struct method_case *c)
{
    struct census_loss_average a =
        census_loss_average((int64_t)c->in[0].number, c->in[1].number, c->in[2].number, c->in[3].number);
    put_all(c, (const struct stat_value[]){a.mean, a.variance_point, a.variance_average, a.sd_points}, 4);
}

static void mginf_transient(const struct method_case *c)
{
    struct census_forecast f =
        census_forecast((int64_t)c->in[0].number, c->in[1].number, c->in[2].number, c->in[3].number);
    put_all(c, (const struct stat_value[]){f.mean, f.variance, f.q05, f.q50, f.q95, f.zero, f.same}, 7);
}

static void exit_rate(const struct method_case *c)
{
    struct stay_exit_rate r = stay_exit_rate((int64_t)c->in[0].number, c->in[1].number);
    put_all(c,
            (const struct stat_value[]){r.per_year, r.per_year_limits.lower, r.per_year_limits.upper,
                                        r.mean_days, r.mean_days_limits.lower, r.mean_days_limits.upper},
            6);
}

static void kaplan_meier_left_truncated(const struct method_case *c)
{
    const struct method_value *data = &c->in[1];
    size_t n = data->n / 3;
    struct followed_stay *spans = g_new(struct followed_stay, n);
    for (size_t i = 0; i < n; i++)
        spans[i] = (struct followed_stay){
            .from = data->list[3 * i], .to = data->list[3 * i + 1], .ended = data->list[3 * i + 2] > 0};
    struct stay_survival s = stay_survival(spans, n, c->in[0].number);
    g_free(spans);
    put_all(c,
            (const struct stat_value[]){stat_ok((double)s.at_risk), stat_ok((double)s.ends), s.survival,
                                        s.standard_error},
            4);
}

/* The year is in the name of the column: 2024, a leap year. */
static void occupancy_beddays(const struct method_case *c)
{
    const int32_t first = 19723, end = 20089; /* 2024-01-01, 2025-01-01 */
    double total = 0;
    for (size_t i = 0; i < c->rows; i++) {
        const struct method_value *in = c->in + i * c->inputs;
        struct method_result *out = c->out + i * c->results;
        int32_t leaves = in[1].is_missing ? INT32_MAX : (int32_t)in[1].number;
        int32_t days = stay_days((int32_t)in[0].number, leaves, first, end, false);
        total += days;
        out[0].number = stat_ok(days);
        out[1].number = stat_ok(stay_days((int32_t)in[0].number, leaves, first, end, true));
        out[2].number = stat_ok(end - first);
    }
    for (size_t i = 0; i < c->rows; i++) {
        double place_days = c->in[i * c->inputs + 2].number * (end - first);
        struct method_result *out = c->out + i * c->results;
        out[3].number = stat_ok(total);
        out[4].number = place_days > 0 ? stat_ok(total / place_days) : stat_undefined(STAT_NO_EXPOSURE);
    }
}

const struct method method_stocks[] = {
    {.name = "occupancy_beddays",
     .summary = N_("days of the stays of a set in 2024, and the occupancy of its places"),
     .inputs = {{.name = "inn", .kind = METHOD_DATE},
                {.name = "out", .kind = METHOD_DATE, .sees_missing = true},
                {.name = "places", .kind = METHOD_AMOUNT}},
     .results = {"bed_days_2024", "bed_days_incl_out_day", "days_in_year", "total", "occupancy"},
     .keys = "set",
     .compute = occupancy_beddays},
    {.name = "occupancy_time_average_variance",
     .summary = N_("spread of a mean census, places without limit"),
     .inputs = {{.name = "mean_census", .kind = METHOD_AMOUNT},
                {.name = "exit_rate_per_year", .kind = METHOD_AMOUNT},
                {.name = "years", .kind = METHOD_POSITIVE}},
     .results = {"var_point", "var_time_average", "sd_time_average", "naive_sd_365_independent_days",
                 "inflation"},
     .compute = occupancy_time_average_variance},
    {.name = "occupancy_loss_time_average_variance",
     .summary = N_("spread of a mean census with a limited number of places"),
     .inputs = {{.name = "places", .kind = METHOD_COUNT},
                {.name = "offered_load", .kind = METHOD_POSITIVE},
                {.name = "exit_rate_per_year", .kind = METHOD_AMOUNT},
                {.name = "years", .kind = METHOD_POSITIVE}},
     .results = {"mean_occupied", "var_point", "var_year_mean", "sd_occupancy_pct_points"},
     .compute = occupancy_loss_time_average_variance},
    {.name = "mginf_transient",
     .summary = N_("persons present at a later date, given those of today"),
     .inputs = {{.name = "n0", .kind = METHOD_COUNT},
                {.name = "arrivals_per_year", .kind = METHOD_AMOUNT},
                {.name = "exit_rate", .kind = METHOD_AMOUNT},
                {.name = "years", .kind = METHOD_AMOUNT}},
     .results = {"mean", "variance", "q05", "q50", "q95", "p_zero", "p_equal_n0"},
     .compute = mginf_transient},
    {.name = "exit_rate",
     .summary = N_("exits over person-time, and the mean stay"),
     .inputs = {{.name = "exits", .kind = METHOD_COUNT}, {.name = "person_days", .kind = METHOD_AMOUNT}},
     .results = {"exits_per_year", "lower", "upper", "mean_stay_days", "mean_stay_lower", "mean_stay_upper"},
     .compute = exit_rate},
    {.name = "kaplan_meier_left_truncated",
     .summary = N_("share still there after a time, from stays seen late and stays not ended"),
     .inputs = {{.name = "time", .kind = METHOD_AMOUNT}, {.name = "data", .kind = METHOD_STAYS}},
     .results = {"n_risk", "n_event", "surv", "se"},
     .compute = kaplan_meier_left_truncated},
    {.name = NULL},
};
