/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods for series in time: trend, CUSUM. */
#include "vifte/cusum.h"
#include "vifte/method.h"
#include "vifte/text.h"
#include "vifte/trend.h"

#include <glib.h>
#include <stdint.h>

static void put(const struct method_case *c, size_t at, struct stat_value v)
{
    c->out[at].number = v;
}

static void mann_kendall_sen(const struct method_case *c)
{
    const struct method_value *data = &c->in[0];
    struct trend_test test = trend_mann_kendall(data->list, data->n);
    struct trend_slope slope = trend_sen(data->list, data->n, 0.95);
    put(c, 0, stat_ok((double)data->n));
    put(c, 1, test.variance.state == STAT_OK ? stat_ok((double)test.s) : test.variance);
    const struct stat_value rest[] = {test.variance,      test.tau_b,         test.z,
                                      test.p_normal,      test.p_exact,       slope.slope,
                                      slope.limits.lower, slope.limits.upper, test.p_permutation};
    for (size_t i = 0; i < G_N_ELEMENTS(rest); i++)
        put(c, 2 + i, rest[i]);
}

static void mann_kendall_exact_tail(const struct method_case *c)
{
    put(c, 0, trend_kendall_upper_tail((int64_t)c->in[0].number, (int64_t)c->in[1].number));
}

/* Rows of a set in order of t; rows with the same t stay as they stand. */
static int by_time(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct method_case *c = data;
    double x = c->in[*(const size_t *)a * c->inputs].number;
    double y = c->in[*(const size_t *)b * c->inputs].number;
    return (x > y) - (x < y);
}

/* A keyed set is one series, whatever the order of its rows. Without a key the rows stand in order, and a new
 * series begins where t does not go on. k may change from row to row, as when a chart is set anew. */
static void cusum_path(const struct method_case *c)
{
    size_t *order = g_new(size_t, c->rows);
    for (size_t i = 0; i < c->rows; i++)
        order[i] = i;
    if (c->keyed)
        g_qsort_with_data(order, (gint)c->rows, sizeof *order, by_time, (gpointer)c);
    struct cusum_sums sums = {0, 0};
    for (size_t i = 0; i < c->rows; i++) {
        const struct method_value *in = c->in + order[i] * c->inputs;
        struct method_result *out = c->out + order[i] * c->results;
        if (!c->keyed && i > 0 && in[0].number <= c->in[(i - 1) * c->inputs].number)
            sums = (struct cusum_sums){0, 0};
        cusum_step(&sums, in[1].number, in[2].number);
        out[0].number = stat_ok(sums.upper);
        out[1].number = stat_ok(cusum_alarms(sums.upper, in[3].number, CUSUM_ALARM_ABOVE));
        out[2].number = stat_ok(cusum_alarms(sums.upper, in[3].number, CUSUM_ALARM_AT_OR_ABOVE));
        out[3].number = stat_ok(sums.lower);
    }
    g_free(order);
}

static void poisson_cusum_arl(const struct method_case *c)
{
    struct cusum_chart chart = {.side = c->in[4].number > 0 ? CUSUM_LOWER : CUSUM_UPPER,
                                .rule = CUSUM_ALARM_ABOVE,
                                .k = c->in[1].number,
                                .h = c->in[2].number,
                                .start = c->in[3].number};
    put(c, 0, cusum_average_run_length(&chart, c->in[0].number));
    chart.rule = CUSUM_ALARM_AT_OR_ABOVE;
    put(c, 1, cusum_average_run_length(&chart, c->in[0].number));
}

static void poisson_cusum_design(const struct method_case *c)
{
    enum cusum_side side = c->in[2].number > 0 ? CUSUM_LOWER : CUSUM_UPPER;
    struct cusum_design d = cusum_design(c->in[0].number, c->in[1].number, side, c->in[3].number);
    const struct stat_value all[] = {d.k_exact, d.k, d.h, d.run_mu0, d.run_mu1};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        put(c, i, all[i]);
}

#define SIDED \
    { \
        .name = "sided", .kind = METHOD_SIDE \
    }

const struct method method_series[] = {
    {.name = "mann_kendall_sen",
     .summary = N_("trend of independent values: Mann-Kendall and Sen, 95 %"),
     .inputs = {{.name = "data", .kind = METHOD_NUMBERS}},
     .results = {"n", "S", "varS", "tau_b", "z", "p_normal", "p_exact", "sen_slope", "sen_lo95", "sen_up95",
                 "p_permutation"},
     .compute = mann_kendall_sen},
    {.name = "mann_kendall_exact_tail",
     .summary = N_("chance of Kendall's S or more when every order is as likely"),
     .inputs = {{.name = "n", .kind = METHOD_COUNT}, {.name = "S", .kind = METHOD_INTEGER}},
     .results = {"p_upper"},
     .compute = mann_kendall_exact_tail},
    {.name = "cusum_path",
     .summary = N_("CUSUM of a series of counts"),
     .inputs = {{.name = "t", .kind = METHOD_NUMBER},
                {.name = "x", .kind = METHOD_AMOUNT},
                {.name = "k", .kind = METHOD_AMOUNT},
                {.name = "h", .kind = METHOD_AMOUNT}},
     .results = {"C_upper", "alarm_gt", "alarm_ge", "C_lower"},
     .keys = "set case_id",
     .compute = cusum_path},
    {.name = "poisson_cusum_arl",
     .summary = N_("mean time to an alarm of a CUSUM of Poisson counts"),
     .inputs = {{.name = "mu", .kind = METHOD_AMOUNT},
                {.name = "k", .kind = METHOD_AMOUNT},
                {.name = "h", .kind = METHOD_AMOUNT},
                {.name = "start", .kind = METHOD_AMOUNT, .at_most = "h"},
                SIDED},
     .results = {"arl_alarm_if_C_gt_h", "arl_alarm_if_C_ge_h"},
     .compute = poisson_cusum_arl},
    {.name = "poisson_cusum_design",
     .summary = N_("CUSUM that is to find a change from mu0 to mu1"),
     .inputs = {{.name = "mu0", .kind = METHOD_POSITIVE},
                {.name = "mu1", .kind = METHOD_POSITIVE},
                SIDED,
                {.name = "arl_target", .kind = METHOD_POSITIVE}},
     .results = {"k_exact", "k_used", "h_smallest_0.1", "arl_at_h", "arl_at_mu1"},
     .compute = poisson_cusum_design},
    {.name = NULL},
};
