/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Nominal against achieved, at the sizes of this field: stocks of 5 to 200 persons with stays of 2 to 10
 * years, 1 to 10 arrivals a year, offers of 4 to 30 places, 5 to 12 years of data. Writes one CSV line a
 * statistic: what is promised, what came on average over the sizes, and the worst size. Intervals of plain
 * counts are summed up exactly; everything else is simulated with a fixed seed, so that the table is the same
 * on every run.
 *
 * Stocks are simulated as they arise: arrivals by chance in time, each person leaves after an exponential
 * stay.
 */
#include "vifte/census.h"
#include "vifte/count.h"
#include "vifte/cusum.h"
#include "vifte/erlang.h"
#include "vifte/proportion.h"
#include "vifte/rate_ratio.h"
#include "vifte/stay_length.h"
#include "vifte/stock_forecast.h"
#include "vifte/tails.h"
#include "vifte/trend.h"

#include <glib.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#define MOST_YEARS 20
#define AHEAD 5
#define Z95 1.959963984540054

/* ---------------------------------------------------------------- the table */

/* A statistic over several sizes. `worst` is the lowest share, or the highest if `upwards`. */
struct line {
    const char *statistic, *sizes, *nominal;
    bool upwards;
    double sum, n, worst;
    char *where;
};

static struct line line_new(const char *statistic, const char *sizes, const char *nominal, bool upwards)
{
    return (struct line){.statistic = statistic,
                         .sizes = sizes,
                         .nominal = nominal,
                         .upwards = upwards,
                         .worst = upwards ? -INFINITY : INFINITY};
}

static void line_add(struct line *line, double share, const char *where)
{
    line->sum += share;
    line->n++;
    if (line->upwards ? share > line->worst : share < line->worst) {
        line->worst = share;
        g_free(line->where);
        line->where = g_strdup(where);
    }
}

/* One size only: there is no worst. */
static void line_write(struct line *line)
{
    printf("%s,%s,%s,%.1f,", line->statistic, line->sizes, line->nominal, 100 * line->sum / line->n);
    if (line->n > 1)
        printf("%.1f,%s\n", 100 * line->worst, line->where);
    else
        printf(",\n");
    g_free(line->where);
}

/* ------------------------------------------------------- intervals, exactly */

static bool holds(struct stat_interval limits, double value)
{
    bool above = limits.lower.state == STAT_OK && limits.lower.value <= value;
    bool below = limits.upper.state == STAT_UNBOUNDED ||
                 (limits.upper.state == STAT_OK && value <= limits.upper.value);
    return above && below;
}

static void garwood(void)
{
    struct line line =
        line_new("Garwood interval of new cases", "5-120 expected cases", "at least 95", false);
    for (int i = 0; i < 1151; i++) {
        double mean = 5 + 0.1 * i, covered = 0;
        for (int64_t x = 0; x < 250; x++)
            covered += holds(count_garwood(x, 0.95), mean) ? tails_poisson_pmf((double)x, mean) : 0;
        g_autofree char *where = g_strdup_printf("%.1f cases", mean);
        line_add(&line, covered, where);
    }
    line_write(&line);
}

static void proportion(const char *name, const char *nominal,
                       struct stat_interval (*interval)(int64_t x, int64_t n, double conf))
{
    struct line line = line_new(name, "5-200 persons; share 0.02-0.98", nominal, false);
    static const int64_t sizes[] = {5, 10, 20, 50, 100, 200};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        for (int k = 0; k <= 192; k++) {
            double p = 0.02 + 0.005 * k, covered = 0;
            for (int64_t x = 0; x <= sizes[i]; x++)
                covered += holds(interval(x, sizes[i], 0.95), p)
                               ? tails_binomial_pmf((double)x, (double)sizes[i], p, 1 - p)
                               : 0;
            g_autofree char *where = g_strdup_printf("%d persons; share %.3f", (int)sizes[i], p);
            line_add(&line, covered, where);
        }
    }
    line_write(&line);
}

/* ------------------------------------------------------------ stocks by chance */

struct size {
    double stock, stay; /* persons, years */
};

/* Arrivals stock / stay: 1 to 10 a year. */
static const struct size SIZES[] = {{5, 2},  {5, 5},  {15, 2},  {15, 5},  {15, 10},
                                    {30, 5}, {50, 5}, {60, 10}, {100, 10}};
#define ALL_SIZES "stocks 5-100; stays 2-10 years; 1-10 arrivals a year"

struct path {
    int years;
    double person_years[MOST_YEARS];
    int64_t arrivals[MOST_YEARS], exits[MOST_YEARS];
    int64_t present[MOST_YEARS + 1]; /* before the first year, and at the end of each */
};

static void add_person(struct path *path, double from, double to)
{
    path->present[0] += from < 0;
    for (int y = MAX(0, (int)floor(from)); y < path->years && y < to; y++) {
        path->arrivals[y] += from >= y;
        path->exits[y] += to < y + 1;
        path->present[y + 1] += to >= y + 1;
        path->person_years[y] += fmin(to, y + 1) - fmax(from, y);
    }
}

/* Arrivals grow by `factor` from the last year on when it is not 1. */
static struct path draw_path(gsl_rng *rng, const struct size *size, int years, double factor)
{
    struct path path = {.years = years};
    unsigned present = gsl_ran_poisson(rng, size->stock);
    for (unsigned i = 0; i < present; i++)
        add_person(&path, -1, gsl_ran_exponential(rng, size->stay));
    for (int y = 0; y < years; y++) {
        double mean = size->stock / size->stay * (y == years - 1 ? factor : 1);
        unsigned arrivals = gsl_ran_poisson(rng, mean);
        for (unsigned i = 0; i < arrivals; i++) {
            double from = y + gsl_rng_uniform(rng);
            add_person(&path, from, from + gsl_ran_exponential(rng, size->stay));
        }
    }
    return path;
}

static char *size_text(const struct size *size, int years)
{
    return years > 0
               ? g_strdup_printf("stock %g; stay %g years; %d years of data", size->stock, size->stay, years)
               : g_strdup_printf("stock %g; stay %g years", size->stock, size->stay);
}

static struct stock_history history_of(const struct path *path, int years)
{
    struct stock_history history = {.present = path->present[years], .exposure = years};
    for (int y = 0; y < years; y++) {
        history.exits += path->exits[y];
        history.arrivals += path->arrivals[y];
        history.person_years += path->person_years[y];
    }
    return history;
}

static void exit_rates(gsl_rng *rng)
{
    struct line line = line_new("Garwood interval of the exit rate", ALL_SIZES "; 5-12 years", "95", false);
    for (size_t i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        for (int years = 5; years <= 12; years += 7) {
            int covered = 0, n = 4000;
            for (int k = 0; k < n; k++) {
                struct path path = draw_path(rng, &SIZES[i], years, 1);
                struct stock_history h = history_of(&path, years);
                covered += holds(count_rate(h.exits, h.person_years, 1, 0.95).limits, 1 / SIZES[i].stay);
            }
            g_autofree char *where = size_text(&SIZES[i], years);
            line_add(&line, (double)covered / n, where);
        }
    }
    line_write(&line);
}

/* Episodes of a window as the records hold them: entered late, and cut off at the end. */
static size_t draw_stays(gsl_rng *rng, const struct size *size, int years, struct followed_stay *out,
                         size_t room)
{
    size_t n = 0;
    double before = 10 * size->stay; /* as good as stationary */
    unsigned arrivals = gsl_ran_poisson(rng, size->stock / size->stay * (before + years));
    for (unsigned i = 0; i < arrivals && n < room; i++) {
        double from = -before + (before + years) * gsl_rng_uniform(rng);
        double to = from + gsl_ran_exponential(rng, size->stay);
        if (to > 0)
            out[n++] = (struct followed_stay){fmax(0, -from), fmin(to, years) - from, to < years};
    }
    return n;
}

static void stay_curves(gsl_rng *rng)
{
    struct line line = line_new("Limits of the share still there after 2 years",
                                "stocks 15-100; 8 years; where shown", "95", false);
    struct followed_stay stays[2000];
    for (size_t i = 2; i < G_N_ELEMENTS(SIZES); i++) {
        int covered = 0, shown = 0;
        for (int k = 0; k < 4000; k++) {
            size_t n = draw_stays(rng, &SIZES[i], 8, stays, G_N_ELEMENTS(stays));
            struct stay_survival at = stay_survival(stays, n, 2);
            struct stat_interval limits = stay_survival_limits(&at, 0.95);
            if (at.at_risk < 5 || (at.fewest_at_risk > 0 && at.fewest_at_risk < 5) ||
                limits.lower.state != STAT_OK)
                continue;
            shown++;
            covered += holds(limits, exp(-2 / SIZES[i].stay));
        }
        g_autofree char *where = size_text(&SIZES[i], 0);
        if (shown >= 400)
            line_add(&line, (double)covered / shown, where);
    }
    line_write(&line);
}

/* ---------------------------------------------------------------- a change */

static bool changed(const struct path *path, int year)
{
    int64_t a = path->arrivals[year], e = path->exits[year];
    return a + e > 0 && fmin(1, 2 * tails_binomial((double)MIN(a, e), (double)(a + e), 0.5).lower) < 0.05;
}

static void change_size(gsl_rng *rng)
{
    struct line test =
        line_new("Change test on arrivals and exits: false positives", ALL_SIZES, "at most 5", true);
    struct line naive =
        line_new("For contrast: two stocks as independent counts (not used)", ALL_SIZES, "5", true);
    for (size_t i = 0; i < G_N_ELEMENTS(SIZES); i++) {
        int rejected = 0, naive_rejected = 0, n = 10000;
        for (int k = 0; k < n; k++) {
            struct path path = draw_path(rng, &SIZES[i], 1, 1);
            rejected += changed(&path, 0);
            struct rate_ratio ratio = rate_ratio_exact(path.present[0], 1, path.present[1], 1, 0.95);
            naive_rejected += ratio.p_central.state == STAT_OK && ratio.p_central.value < 0.05;
        }
        g_autofree char *where = size_text(&SIZES[i], 0);
        line_add(&test, (double)rejected / n, where);
        line_add(&naive, (double)naive_rejected / n, where);
    }
    line_write(&test);
    line_write(&naive);
}

static void change_power(gsl_rng *rng)
{
    static const struct size sizes[] = {{5, 5}, {15, 5}, {30, 5}, {50, 5}};
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        g_autofree char *where = size_text(&sizes[i], 0);
        g_autofree char *name =
            g_strdup_printf("Change test: power when %g arrivals become %g in a year",
                            sizes[i].stock / sizes[i].stay, 3 * sizes[i].stock / sizes[i].stay);
        struct line line = line_new(name, where, "none promised", false);
        int rejected = 0, n = 10000;
        for (int k = 0; k < n; k++) {
            struct path path = draw_path(rng, &sizes[i], 1, 3);
            rejected += changed(&path, 0);
        }
        line_add(&line, (double)rejected / n, where);
        line_write(&line);
    }
}

static void mann_kendall(gsl_rng *rng)
{
    static const int lengths[] = {5, 8, 12};
    for (size_t j = 0; j < G_N_ELEMENTS(lengths); j++) {
        g_autofree char *sizes = g_strdup_printf(ALL_SIZES "; %d years", lengths[j]);
        struct line stock =
            line_new("For contrast: Mann-Kendall on a stock without trend (not used)", sizes, "5", true);
        struct line flow = line_new("Mann-Kendall on yearly arrivals without trend", sizes, "5", true);
        for (size_t i = 0; i < G_N_ELEMENTS(SIZES); i++) {
            int on_stock = 0, on_flow = 0, n = 1500;
            for (int k = 0; k < n; k++) {
                struct path path = draw_path(rng, &SIZES[i], lengths[j], 1);
                double present[MOST_YEARS], arrivals[MOST_YEARS];
                for (int y = 0; y < lengths[j]; y++) {
                    present[y] = (double)path.present[y + 1];
                    arrivals[y] = (double)path.arrivals[y];
                }
                struct trend_test s = trend_mann_kendall(present, (size_t)lengths[j]);
                struct trend_test a = trend_mann_kendall(arrivals, (size_t)lengths[j]);
                on_stock += (s.p_permutation.state == STAT_OK ? s.p_permutation : s.p_normal).value < 0.05;
                on_flow += (a.p_permutation.state == STAT_OK ? a.p_permutation : a.p_normal).value < 0.05;
            }
            g_autofree char *where = size_text(&SIZES[i], 0);
            line_add(&stock, (double)on_stock / n, where);
            line_add(&flow, (double)on_flow / n, where);
        }
        line_write(&flow);
        line_write(&stock);
    }
}

/* ------------------------------------------------------------- the forecast */

/* The coming years are drawn on from where the path ended: `years` of data, then AHEAD more. */
static void forecasts(gsl_rng *rng)
{
    static const int aheads[] = {1, 5};
    struct line lines[2][2];
    static const char *const names[2][2] = {
        {"Forecast limits 80 %: one year ahead", "Forecast limits 80 %: five years ahead"},
        {"Forecast limits 95 %: one year ahead", "Forecast limits 95 %: five years ahead"}};
    static const struct size sizes[] = {{5, 2},  {5, 5},   {15, 2},   {15, 10},
                                        {30, 5}, {60, 10}, {100, 10}, {200, 10}};
    static const double coming[AHEAD] = {1, 1, 1, 1, 1};
    for (int a = 0; a < 2; a++) {
        lines[0][a] = line_new(names[0][a], "stocks 5-200; stays 2-10 years; 5-12 years", "80", false);
        lines[1][a] = line_new(names[1][a], "stocks 5-200; stays 2-10 years; 5-12 years", "95", false);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        for (int years = 5; years <= 12; years += 7) {
            int covered[2][2] = {{0}}, n = 700;
            for (int k = 0; k < n; k++) {
                struct path path = draw_path(rng, &sizes[i], years + AHEAD, 1);
                struct stock_history history = history_of(&path, years);
                struct stock_forecast out[AHEAD];
                stock_forecast(&history, coming, AHEAD, 1000, gsl_rng_get(rng), out);
                for (int a = 0; a < 2; a++) {
                    double came = (double)path.present[years + aheads[a]];
                    covered[0][a] += holds(out[aheads[a] - 1].limits80, came);
                    covered[1][a] += holds(out[aheads[a] - 1].limits95, came);
                }
            }
            g_autofree char *where = size_text(&sizes[i], years);
            for (int a = 0; a < 2; a++)
                for (int level = 0; level < 2; level++)
                    line_add(&lines[level][a], (double)covered[level][a] / n, where);
        }
    }
    for (int level = 0; level < 2; level++)
        for (int a = 0; a < 2; a++)
            line_write(&lines[level][a]);
}

/* ---------------------------------------------------------------- an offer */

/* Mean occupancy of one year of an offer that turns away who finds it full; begins stationary. */
static double draw_occupancy(gsl_rng *rng, int places, double load, double stay)
{
    double at = 0, occupied = 0;
    int present = 0;
    double weight[31], sum = 0, u;
    for (int n = 0; n <= places; n++)
        sum += weight[n] = exp(n * log(load) - lgamma(n + 1.0));
    u = gsl_rng_uniform(rng) * sum;
    while (present < places && u > weight[present])
        u -= weight[present++];
    while (at < 1) {
        double up = present < places ? load / stay : 0, down = present / stay;
        double wait = gsl_ran_exponential(rng, 1 / (up + down));
        occupied += present * fmin(wait, 1 - at);
        at += wait;
        present += gsl_rng_uniform(rng) * (up + down) < up ? 1 : -1;
    }
    return occupied / places;
}

static void occupancy(gsl_rng *rng)
{
    static const int places[] = {4, 8, 16, 30};
    static const double stays[] = {2, 5, 10}, means[] = {0.75, 0.85, 0.95};
    struct line slow = line_new("Limits of a year's occupancy at the same demand",
                                "4-30 places; stays 2-10 years; 75-95 %", "95", false);
    struct line naive = line_new("For contrast: 365 independent days (not used)",
                                 "4-30 places; stays 2-10 years; 75-95 %", "95", false);
    for (size_t i = 0; i < G_N_ELEMENTS(places) * 9; i++) {
        int c = places[i / 9];
        double stay = stays[i / 3 % 3], mean = means[i % 3];
        double load = erlang_budget(c, mean).load.value;
        double sd = census_loss_average(c, load, 1 / stay, 1).sd_points.value / 100;
        double days_sd = sqrt(mean * (1 - mean) / c / 365);
        int covered = 0, naive_covered = 0, n = 4000;
        for (int k = 0; k < n; k++) {
            double got = draw_occupancy(rng, c, load, stay);
            covered += fmax(0, mean - Z95 * sd) <= got && got <= fmin(1, mean + Z95 * sd) + 1e-12;
            naive_covered += fabs(got - mean) <= Z95 * days_sd;
        }
        g_autofree char *where = g_strdup_printf("%d places; stay %g years; %g %%", c, stay, 100 * mean);
        line_add(&slow, (double)covered / n, where);
        line_add(&naive, (double)naive_covered / n, where);
    }
    line_write(&slow);
    line_write(&naive);
}

static void swing(gsl_rng *rng)
{
    static const struct size size = {30, 5};
    double sum = 0, squares = 0, n = 40000;
    for (int k = 0; k < (int)n; k++) {
        struct path path = draw_path(rng, &size, 1, 1);
        double change = (double)(path.present[1] - path.present[0]);
        sum += change;
        squares += change * change;
    }
    printf(
        "Standard deviation of the yearly change of a stock (persons; two independent counts would say %.1f),"
        "stock 30; stay 5 years,%.2f,%.2f,,\n",
        sqrt(60), census_swing(30, 0.2, 1).value, sqrt(squares / n - sum * sum / n / n));
}

/* --------------------------------------------------------------- the alarm */

static double mean_run(gsl_rng *rng, const struct cusum_design *design, double mu, int runs)
{
    double periods = 0;
    for (int i = 0; i < runs; i++) {
        struct cusum_sums sums = {0, 0};
        do {
            cusum_step(&sums, gsl_ran_poisson(rng, mu), design->k.value);
            periods++;
        } while (!cusum_alarms(sums.upper, design->h.value, CUSUM_ALARM_ABOVE));
    }
    return periods / runs;
}

/* Eight offers, one false alarm a year among them: each one's run is eight years of quarters. */
static void alarms(gsl_rng *rng)
{
    static const double arrivals[] = {2, 4, 10};
    for (size_t i = 0; i < G_N_ELEMENTS(arrivals); i++) {
        double mu0 = arrivals[i] / 4, target = 32;
        struct cusum_design design = cusum_design(mu0, 2 * mu0, CUSUM_UPPER, target);
        double false_alarms = 8 * 4 / mean_run(rng, &design, mu0, 20000);
        double quarters = mean_run(rng, &design, 2 * mu0, 20000);
        printf("CUSUM of quarterly arrivals: false alarms a year over eight offers,%g arrivals a year,"
               "at most 1; computed %.2f,%.2f,,\n",
               arrivals[i], 32 / design.run_mu0.value, false_alarms);
        printf("CUSUM of quarterly arrivals: quarters until a doubling is found,%g arrivals a year,"
               "computed %.1f,%.1f,,\n",
               arrivals[i], design.run_mu1.value, quarters);
    }
}

/* Five groups, five years, 10 000 draws: processor time, to stderr because no two runs agree. */
static void speed(void)
{
    static const double coming[AHEAD] = {1, 1, 1, 1, 1};
    clock_t started = clock();
    for (size_t i = 0; i < 5; i++) {
        struct stock_history history = {.present = 31 + 25 * (int64_t)i,
                                        .exits = 60,
                                        .person_years = 6.0 * (31 + 25 * (double)i),
                                        .arrivals = 66,
                                        .exposure = 6};
        struct stock_forecast out[AHEAD];
        stock_forecast(&history, coming, AHEAD, 10000, i, out);
    }
    fprintf(stderr, "bench-stats: five groups, five years, 10 000 draws: %.2f seconds of one core\n",
            (double)(clock() - started) / CLOCKS_PER_SEC);
}

int main(void)
{
    tails_init();
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    void (*const parts[])(gsl_rng *) = {exit_rates, stay_curves, change_size, change_power, mann_kendall,
                                        swing,      forecasts,   occupancy,   alarms};
    printf("statistic,sizes,nominal,achieved,worst,where\n");
    garwood();
    proportion("Wilson interval of a share", "95 on average", proportion_wilson);
    proportion("Clopper-Pearson interval of a share", "at least 95", proportion_clopper_pearson);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        gsl_rng_set(rng, 1936 + i); /* each part its own stream: a change in one leaves the others */
        parts[i](rng);
    }
    gsl_rng_free(rng);
    speed();
    return 0;
}
