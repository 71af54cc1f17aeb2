/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods for one count or one proportion. */
#include "vifte/count.h"
#include "vifte/method.h"
#include "vifte/predictive.h"
#include "vifte/proportion.h"
#include "vifte/shrinkage.h"
#include "vifte/text.h"

#include <glib.h>
#include <stdint.h>

static void put(const struct method_case *c, size_t at, struct stat_value v)
{
    c->out[at].number = v;
}

static void put_limits(const struct method_case *c, size_t at, struct stat_interval limits)
{
    put(c, at, limits.lower);
    put(c, at + 1, limits.upper);
}

static void binomial_ci(const struct method_case *c)
{
    int64_t x = (int64_t)c->in[0].number, n = (int64_t)c->in[1].number;
    double conf = c->in[2].number;
    put_limits(c, 0, proportion_wilson(x, n, conf));
    put_limits(c, 2, proportion_clopper_pearson(x, n, conf));
    put_limits(c, 4, proportion_jeffreys(x, n, conf));
}

static void poisson_exact_ci(const struct method_case *c)
{
    int64_t x = (int64_t)c->in[0].number;
    put_limits(c, 0, count_garwood(x, c->in[1].number));
    put(c, 2, count_upper_one_sided(x, c->in[1].number));
}

static void poisson_byar_ci(const struct method_case *c)
{
    struct stat_interval limits = count_byar((int64_t)c->in[0].number, c->in[1].number);
    put_limits(c, 0, limits);
    c->out[2].text = g_strdup(limits.lower.value < 0 ? "no" : "yes");
}

static void poisson_midp_ci(const struct method_case *c)
{
    put_limits(c, 0, count_mid_p((int64_t)c->in[0].number, c->in[1].number));
}

/* phe_rate names the method by the count alone, also where the population is missing. */
static void rate_phe(const struct method_case *c)
{
    if (c->in[0].is_missing)
        return;
    int64_t x = (int64_t)c->in[0].number;
    c->out[5].text = g_strdup(count_phe_is_exact(x) ? "Exact" : "Byars");
    if (c->in[1].is_missing || c->in[2].is_missing)
        return;
    double factor = c->in[2].number / c->in[1].number;
    static const double conf[] = {0.95, 0.998};
    for (size_t i = 0; i < 2; i++) {
        struct stat_interval limits = count_phe(x, conf[i]);
        put(c, 1 + 2 * i, stat_scaled(limits.lower, factor));
        put(c, 2 + 2 * i, stat_scaled(limits.upper, factor));
    }
    put(c, 0, stat_ok((double)x * factor));
    for (size_t i = 0; i < 5 && c->in[1].number == 0; i++)
        put(c, i, stat_undefined(STAT_NO_EXPOSURE));
}

static void smr_exact(const struct method_case *c)
{
    struct count_ratio r = count_observed_expected((int64_t)c->in[0].number, c->in[1].number);
    put(c, 0, r.ratio);
    put_limits(c, 1, r.limits);
    put(c, 3, r.p_small);
    put(c, 4, r.p_central);
}

static void gamma_poisson_posterior(const struct method_case *c)
{
    struct gamma_posterior p =
        shrinkage_gamma_posterior(c->in[0].number, c->in[1].number, c->in[2].number, c->in[3].number);
    const struct stat_value all[] = {p.mean, p.sd, p.q025, p.q50, p.q975};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        put(c, i, all[i]);
}

static void gamma_poisson_predictive(const struct method_case *c)
{
    struct predictive p = predictive_gamma_poisson(c->in[0].number, c->in[1].number, c->in[2].number,
                                                   c->in[3].number, c->in[4].number);
    const struct stat_value all[] = {p.size, p.prob, p.mean, p.variance, p.zero,
                                     p.q025, p.q10,  p.q50,  p.q90,      p.q975};
    for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
        put(c, i, all[i]);
}

const struct method method_counts[] = {
    {.name = "binomial_ci",
     .summary = N_("proportion x of n: Wilson, Clopper-Pearson, Jeffreys"),
     .inputs = {{.name = "x", .kind = METHOD_COUNT, .at_most = "n"},
                {.name = "n", .kind = METHOD_COUNT},
                {.name = "conf", .kind = METHOD_SHARE}},
     .results = {"wilson_lower", "wilson_upper", "cp_lower", "cp_upper", "jeffreys_lower", "jeffreys_upper"},
     .compute = binomial_ci},
    {.name = "poisson_exact_ci",
     .summary = N_("count of events: Garwood's exact limits"),
     .inputs = {{.name = "x", .kind = METHOD_COUNT}, {.name = "conf", .kind = METHOD_SHARE}},
     .results = {"lower", "upper", "upper_one_sided"},
     .compute = poisson_exact_ci},
    {.name = "poisson_midp_ci",
     .summary = N_("count of events: mid-P limits"),
     .inputs = {{.name = "x", .kind = METHOD_COUNT}, {.name = "conf", .kind = METHOD_SHARE}},
     .results = {"lower", "upper"},
     .compute = poisson_midp_ci},
    {.name = "poisson_byar_ci",
     .summary = N_("count of events: Byar's approximation"),
     .inputs = {{.name = "x", .kind = METHOD_COUNT}, {.name = "conf", .kind = METHOD_SHARE}},
     .results = {"lower", "upper", "valid_lower"},
     .compute = poisson_byar_ci},
    {.name = "rate_phe",
     .summary = N_("rate as Public Health England gives it: exact below 10 events, Byar from 10"),
     .inputs = {{.name = "x", .kind = METHOD_COUNT, .sees_missing = true},
                {.name = "n", .kind = METHOD_AMOUNT, .sees_missing = true},
                {.name = "multiplier", .kind = METHOD_POSITIVE, .sees_missing = true}},
     .results = {"rate", "lower95", "upper95", "lower99_8", "upper99_8", "method"},
     .compute = rate_phe},
    {.name = "smr_exact",
     .summary = N_("observed against expected events: exact limits and p values"),
     .inputs = {{.name = "observed", .kind = METHOD_COUNT}, {.name = "expected", .kind = METHOD_AMOUNT}},
     .results = {"smr", "lower", "upper", "p_value", "p_central"},
     .compute = smr_exact},
    {.name = "gamma_poisson_posterior",
     .summary = N_("rate after x events with a gamma prior"),
     .inputs = {{.name = "alpha", .kind = METHOD_AMOUNT},
                {.name = "beta", .kind = METHOD_AMOUNT},
                {.name = "x", .kind = METHOD_AMOUNT},
                {.name = "n", .kind = METHOD_AMOUNT}},
     .results = {"post_mean", "post_sd", "q025", "q50", "q975"},
     .compute = gamma_poisson_posterior},
    {.name = "gamma_poisson_predictive",
     .summary = N_("number of events to come, with the uncertainty of their rate"),
     .inputs = {{.name = "alpha", .kind = METHOD_AMOUNT},
                {.name = "beta", .kind = METHOD_AMOUNT},
                {.name = "sum_y", .kind = METHOD_AMOUNT},
                {.name = "exposure", .kind = METHOD_AMOUNT},
                {.name = "future_exposure", .kind = METHOD_AMOUNT}},
     .results = {"nb_size", "nb_prob", "mean", "variance", "p_zero", "q025", "q10", "q50", "q90", "q975"},
     .compute = gamma_poisson_predictive},
    {.name = NULL},
};
