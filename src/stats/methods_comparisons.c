/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods that compare: two proportions, two rates; and funnels and shrinkage over areas. */
#include "vifte/funnel.h"
#include "vifte/method.h"
#include "vifte/proportion.h"
#include "vifte/rate_ratio.h"
#include "vifte/shrinkage.h"
#include "vifte/text.h"

#include <glib.h>
#include <stdint.h>

static void put(const struct method_case *c, size_t at, struct stat_value v)
{
    c->out[at].number = v;
}

static void newcombe_difference(const struct method_case *c)
{
    struct proportion_difference d =
        proportion_difference_newcombe((int64_t)c->in[0].number, (int64_t)c->in[1].number,
                                       (int64_t)c->in[2].number, (int64_t)c->in[3].number, c->in[4].number);
    put(c, 0, d.difference);
    put(c, 1, d.limits.lower);
    put(c, 2, d.limits.upper);
}

static void rate_ratio(const struct method_case *c)
{
    struct rate_ratio r = rate_ratio_exact((int64_t)c->in[0].number, c->in[1].number,
                                           (int64_t)c->in[2].number, c->in[3].number, 0.95);
    put(c, 0, r.ratio);
    put(c, 1, r.limits.lower);
    put(c, 2, r.limits.upper);
    put(c, 3, r.p_small);
    put(c, 4, r.p_mid);
}

static void rate_difference(const struct method_case *c)
{
    struct rate_difference d = rate_difference_mover((int64_t)c->in[0].number, c->in[1].number,
                                                     (int64_t)c->in[2].number, c->in[3].number, 0.95);
    put(c, 0, d.difference);
    put(c, 1, d.limits.lower);
    put(c, 2, d.limits.upper);
}

#define TWO_RATES \
    { \
        {.name = "x1", .kind = METHOD_COUNT}, {.name = "t1", .kind = METHOD_AMOUNT}, \
            {.name = "x2", .kind = METHOD_COUNT}, {.name = "t2", .kind = METHOD_AMOUNT}, \
    }

const struct method method_comparisons[] = {
    {.name = "newcombe_difference",
     .summary = N_("difference of two proportions: Newcombe's method 10"),
     .inputs = {{.name = "x1", .kind = METHOD_COUNT, .at_most = "n1"},
                {.name = "n1", .kind = METHOD_COUNT},
                {.name = "x2", .kind = METHOD_COUNT, .at_most = "n2"},
                {.name = "n2", .kind = METHOD_COUNT},
                {.name = "conf", .kind = METHOD_SHARE}},
     .results = {"diff", "lower", "upper"},
     .compute = newcombe_difference},
    {.name = "rate_ratio_exact",
     .summary = N_("ratio of two rates: conditional exact, 95 %"),
     .inputs = TWO_RATES,
     .results = {"rr", "lower", "upper", "p_value", "p_midp"},
     .compute = rate_ratio},
    {.name = "rate_difference_mover",
     .summary = N_("difference of two rates: MOVER on exact limits, 95 %"),
     .inputs = TWO_RATES,
     .results = {"diff", "lower", "upper"},
     .compute = rate_difference},
    {.name = NULL},
};

static void funnel_binomial_exact(const struct method_case *c)
{
    struct funnel_limit f = funnel_binomial((int64_t)c->in[0].number, c->in[1].number, c->in[2].number);
    put(c, 0, f.raw);
    put(c, 1, f.clipped);
}

static void funnel_poisson_exact(const struct method_case *c)
{
    struct funnel_limit f = funnel_poisson(c->in[0].number, c->in[1].number);
    put(c, 0, f.raw);
    put(c, 1, f.clipped);
}

/* One estimate over all rows of a set: columns x, n. */
static struct shrinkage_prior prior_of(const struct method_case *c)
{
    double *x = g_new(double, c->rows), *n = g_new(double, c->rows);
    for (size_t i = 0; i < c->rows; i++) {
        x[i] = c->in[i * c->inputs].number;
        n[i] = c->in[i * c->inputs + 1].number;
    }
    struct shrinkage_prior prior = shrinkage_marshall(x, n, c->rows);
    g_free(x);
    g_free(n);
    return prior;
}

static void eb_marshall_small(const struct method_case *c)
{
    struct shrinkage_prior prior = prior_of(c);
    for (size_t i = 0; i < c->rows; i++) {
        const struct method_value *in = c->in + i * c->inputs;
        struct method_result *out = c->out + i * c->results;
        out[0].number = prior.common_rate;
        out[1].number = prior.variance;
        out[2].number = prior.between;
        out[3].number = prior.between_used;
        out[4].number = shrinkage_estimate(&prior, in[0].number, in[1].number);
    }
}

static void eb_marshall_nc_sids(const struct method_case *c)
{
    struct shrinkage_prior prior = prior_of(c);
    for (size_t i = 0; i < c->rows; i++) {
        const struct method_value *in = c->in + i * c->inputs;
        struct method_result *out = c->out + i * c->results;
        out[0].number =
            in[1].number > 0 ? stat_ok(in[0].number / in[1].number) : stat_undefined(STAT_NO_EXPOSURE);
        out[1].number = shrinkage_estimate(&prior, in[0].number, in[1].number);
    }
}

#define COUNT_OF_EXPOSURE \
    { \
        {.name = "x", .kind = METHOD_AMOUNT}, {.name = "n", .kind = METHOD_AMOUNT}, \
    }

const struct method method_areas[] = {
    {.name = "funnel_binomial_exact",
     .summary = N_("funnel limit for a proportion of n"),
     .inputs = {{.name = "n", .kind = METHOD_COUNT},
                {.name = "target", .kind = METHOD_FRACTION},
                {.name = "tail", .kind = METHOD_SHARE}},
     .results = {"limit_raw", "limit"},
     .compute = funnel_binomial_exact},
    {.name = "funnel_poisson_exact",
     .summary = N_("funnel limit for observed / expected"),
     .inputs = {{.name = "expected", .kind = METHOD_AMOUNT}, {.name = "tail", .kind = METHOD_SHARE}},
     .results = {"limit_raw", "limit"},
     .compute = funnel_poisson_exact},
    {.name = "eb_marshall_small",
     .summary = N_("shrunken rates of the areas of a set, with the prior (Marshall)"),
     .inputs = COUNT_OF_EXPOSURE,
     .results = {"b", "s2", "a_raw", "a_used", "eb_rate"},
     .keys = "set",
     .compute = eb_marshall_small},
    {.name = "eb_marshall_nc_sids",
     .summary = N_("crude and shrunken rates of the areas of a set (Marshall)"),
     .inputs = COUNT_OF_EXPOSURE,
     .results = {"raw_rate", "eb_rate"},
     .keys = "set",
     .compute = eb_marshall_nc_sids},
    {.name = NULL},
};
