/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods for rates by day and payments. */
#include "vifte/method.h"
#include "vifte/rate_takst.h"
#include "vifte/text.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static void put_all(const struct method_case *c, const struct stat_value *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        c->out[i].number = all[i];
}

static void rate_takst(const struct method_case *c)
{
    const double carry_pct = 5; /* the name of the column says so */
    struct rate_year y = rate_year(c->in[0].number, c->in[1].number, c->in[2].number, c->in[3].number,
                                   c->in[4].number, carry_pct);
    put_all(c,
            (const struct stat_value[]){y.rate, y.occupancy, y.revenue, y.result, y.result_pct, y.carried,
                                        y.into_rates, y.break_even},
            8);
}

static void budgeted_occupancy(const struct method_case *c)
{
    struct rate_budgeted b = rate_budgeted_occupancy(c->in[0].number, c->in[1].number, c->in[2].number,
                                                     c->in[3].number, c->in[4].number);
    put_all(c, (const struct stat_value[]){b.mean, b.budgeted}, 2);
    if (b.budgeted.state == STAT_OK)
        c->out[2].text = g_strdup(rate_verdict_name(b.verdict));
}

static void set_aside(const struct method_case *c)
{
    struct rate_set_aside s =
        rate_set_aside(c->in[0].number, c->in[1].number, c->in[2].number, c->in[3].number);
    put_all(c, (const struct stat_value[]){s.result, s.ceiling, s.set_aside, s.into_rates}, 4);
}

static void refund(const struct method_case *c)
{
    double step[3], pct[3];
    size_t n = 0;
    while (n < 3 && !c->in[1 + 2 * n].is_missing && !c->in[2 + 2 * n].is_missing) {
        step[n] = c->in[1 + 2 * n].number;
        pct[n] = c->in[2 + 2 * n].number;
        n++;
    }
    struct rate_refund r = rate_refund(c->in[0].number, step, pct, n);
    put_all(c, (const struct stat_value[]){r.refund, r.net}, 2);
}

static int by_municipality(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct method_case *c = data;
    return strcmp(c->in[*(const size_t *)a * c->inputs].text, c->in[*(const size_t *)b * c->inputs].text);
}

/* Cost and share of the first row in order of municipality; all rows must agree on them. */
static enum stat_state share_out(const struct method_case *c, const size_t *order, int64_t *payment)
{
    const struct method_value *first = c->in + order[0] * c->inputs;
    int64_t *population = g_new(int64_t, c->rows);
    enum stat_state state = STAT_OK;
    for (size_t i = 0; i < c->rows; i++) {
        const struct method_value *in = c->in + order[i] * c->inputs;
        population[i] = (int64_t)in[1].number;
        if (in[2].number != first[2].number || in[3].number != first[3].number)
            state = STAT_BAD_ARGUMENT;
    }
    double amount = round(first[2].number * first[3].number); /* kroner x per cent = oere */
    if (state == STAT_OK)
        state = fabs(amount) > 9e15 ? STAT_TOO_LARGE
                                    : rate_objective_financing((int64_t)amount, population, c->rows, payment);
    g_free(population);
    return state;
}

static void objective_financing(const struct method_case *c)
{
    size_t *order = g_new(size_t, c->rows);
    int64_t *payment = g_new0(int64_t, c->rows);
    double everyone = 0;
    for (size_t i = 0; i < c->rows; i++) {
        order[i] = i;
        everyone += c->in[i * c->inputs + 1].number;
    }
    g_qsort_with_data(order, (gint)c->rows, sizeof *order, by_municipality, (gpointer)c);
    enum stat_state state = share_out(c, order, payment);
    for (size_t i = 0; i < c->rows; i++) {
        struct method_result *out = c->out + order[i] * c->results;
        double population = c->in[order[i] * c->inputs + 1].number;
        bool ok = state == STAT_OK;
        out[0].number = ok ? stat_ok(population / everyone) : stat_undefined(state);
        out[1].number = ok ? stat_ok((double)payment[i] / 100) : stat_undefined(state);
    }
    g_free(payment);
    g_free(order);
}

static void rate_bill_method(const struct method_case *c)
{
    c->out[0].number = rate_bill(c->in[0].number, c->in[1].number, c->in[2].number, c->in[3].number);
}

#define BANDS 4
static void supervision_fee(const struct method_case *c)
{
    double from[BANDS], fee[BANDS];
    for (size_t i = 0; i < BANDS; i++) {
        from[i] = c->in[1 + 2 * i].number;
        fee[i] = c->in[2 + 2 * i].number;
    }
    c->out[0].number = rate_band_fee(c->in[0].number, from, fee, BANDS);
}

static void treatment_places(const struct method_case *c)
{
    c->out[0].number = rate_treatment_places(c->in[0].number, c->in[1].number);
}

static void regulated_rate(const struct method_case *c)
{
    c->out[0].number = rate_regulated(c->in[0].number, c->in[1].number);
}

static void claim_in_time(const struct method_case *c)
{
    int months = (int)fmin(c->in[2].number, INT32_MAX);
    bool in_time = rate_claim_in_time((int32_t)c->in[0].number, (int32_t)c->in[1].number, months);
    c->out[0].text = g_strdup(in_time ? "yes" : "no");
}

const struct method method_money[] = {
    {.name = "rate_takst",
     .summary = N_("rate by day, and the result of a year: up to 5 per cent carried, the rest into the rates "
                   "of year + 2"),
     .inputs = {{.name = "budget_cost", .kind = METHOD_AMOUNT},
                {.name = "places", .kind = METHOD_AMOUNT},
                {.name = "budget_occ", .kind = METHOD_AMOUNT},
                {.name = "days", .kind = METHOD_AMOUNT},
                {.name = "actual_bed_days", .kind = METHOD_AMOUNT}},
     .results = {"rate_per_day", "actual_occ", "revenue", "result", "result_pct_of_budget",
                 "carried_within_5pct", "into_rate_year_plus_2", "breakeven_occ"},
     .compute = rate_takst},
    {.name = "budgeted_occupancy",
     .summary = N_("budgeted occupancy from the two years before, in per cent"),
     .inputs = {{.name = "occupancy_t3", .kind = METHOD_AMOUNT},
                {.name = "occupancy_t2", .kind = METHOD_AMOUNT},
                {.name = "floor", .kind = METHOD_AMOUNT},
                {.name = "recommended_max", .kind = METHOD_AMOUNT},
                {.name = "ceiling", .kind = METHOD_AMOUNT}},
     .results = {"mean", "budgeted_occupancy", "verdict"},
     .compute = budgeted_occupancy},
    {.name = "set_aside",
     .summary = N_("how much of a surplus may be set aside, and how much lowers the rates"),
     .inputs = {{.name = "revenue", .kind = METHOD_AMOUNT},
                {.name = "costs", .kind = METHOD_AMOUNT},
                {.name = "rate_base", .kind = METHOD_AMOUNT},
                {.name = "set_aside_pct", .kind = METHOD_AMOUNT}},
     .results = {"result", "ceiling", "set_aside", "into_rates"},
     .compute = set_aside},
    {.name = "objective_financing",
     .summary = N_("payments of the municipalities of a set by population, exact to the oere"),
     .inputs = {{.name = "municipality", .kind = METHOD_TEXT},
                {.name = "population", .kind = METHOD_COUNT},
                {.name = "cost", .kind = METHOD_NUMBER},
                {.name = "objective_pct", .kind = METHOD_AMOUNT}},
     .results = {"share", "payment"},
     .keys = "set",
     .compute = objective_financing},
    {.name = "refund",
     .summary = N_("state refund of a dear case, in up to three steps (NA: no such step)"),
     .inputs = {{.name = "cost", .kind = METHOD_AMOUNT},
                {.name = "step1", .kind = METHOD_AMOUNT, .sees_missing = true},
                {.name = "pct1", .kind = METHOD_AMOUNT, .sees_missing = true},
                {.name = "step2", .kind = METHOD_AMOUNT, .sees_missing = true},
                {.name = "pct2", .kind = METHOD_AMOUNT, .sees_missing = true},
                {.name = "step3", .kind = METHOD_AMOUNT, .sees_missing = true},
                {.name = "pct3", .kind = METHOD_AMOUNT, .sees_missing = true}},
     .results = {"refund", "net"},
     .compute = refund},
    {.name = "rate_bill",
     .summary = N_("bill of a month by a daily rate, for a service used on some days of the week"),
     .inputs = {{.name = "daily_rate", .kind = METHOD_AMOUNT},
                {.name = "days", .kind = METHOD_COUNT},
                {.name = "used", .kind = METHOD_AMOUNT, .at_most = "of"},
                {.name = "of", .kind = METHOD_POSITIVE}},
     .results = {"amount"},
     .compute = rate_bill_method},
    {.name = "supervision_fee",
     .summary = N_("fee of the band that an offer's number of places lies in"),
     .inputs = {{.name = "places", .kind = METHOD_AMOUNT},
                {.name = "from1", .kind = METHOD_AMOUNT},
                {.name = "fee1", .kind = METHOD_AMOUNT},
                {.name = "from2", .kind = METHOD_AMOUNT},
                {.name = "fee2", .kind = METHOD_AMOUNT},
                {.name = "from3", .kind = METHOD_AMOUNT},
                {.name = "fee3", .kind = METHOD_AMOUNT},
                {.name = "from4", .kind = METHOD_AMOUNT},
                {.name = "fee4", .kind = METHOD_AMOUNT}},
     .results = {"fee"},
     .compute = supervision_fee},
    {.name = "treatment_places",
     .summary = N_("places of an offer that treats so many citizens a year"),
     .inputs = {{.name = "citizens", .kind = METHOD_AMOUNT},
                {.name = "citizens_per_place", .kind = METHOD_POSITIVE}},
     .results = {"places"},
     .compute = treatment_places},
    {.name = "regulated_rate",
     .summary = N_("a rate after price and wage regulation"),
     .inputs = {{.name = "rate", .kind = METHOD_AMOUNT}, {.name = "pl_pct", .kind = METHOD_NUMBER}},
     .results = {"regulated"},
     .compute = regulated_rate},
    {.name = "claim_in_time",
     .summary = N_("whether a payment claim came within the months allowed"),
     .inputs = {{.name = "service_date", .kind = METHOD_DATE},
                {.name = "claim_date", .kind = METHOD_DATE},
                {.name = "claim_months", .kind = METHOD_COUNT}},
     .results = {"in_time"},
     .compute = claim_in_time},
    {.name = NULL},
};
