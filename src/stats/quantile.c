/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by safeguarded Newton on the logarithm of a tail. */
#include "vifte/quantile.h"

#include "vifte/root.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

static const double tiniest = 1e-300;

double quantile_normal_upper(double upper_tail)
{
    return gsl_cdf_ugaussian_Qinv(upper_tail);
}

double quantile_normal_two_sided(double conf)
{
    return gsl_cdf_ugaussian_Qinv((1 - conf) / 2);
}

struct gamma_search {
    double tail;
    double shape;
    bool upper;
};

/* log(tail at x) - log(wanted tail); d/dlog(x) of a lower tail is x * density / tail. */
static struct root_point gamma_point(double x, const void *context)
{
    const struct gamma_search *s = context;
    struct tails t = tails_gamma(x, s->shape);
    double tail = s->upper ? t.upper : t.lower;
    double x_density = s->shape * tails_poisson_pmf(s->shape, x);
    double slope = x_density / tail;
    return (struct root_point){.f = log(tail / s->tail), .slope = s->upper ? -slope : slope};
}

/* Wilson & Hilferty 1931; where that is not positive, the leading term of the series for a small lower tail.
 */
static double gamma_guess(double z, double lower_tail, double shape)
{
    double root = 1 - 1 / (9 * shape) + z / (3 * sqrt(shape));
    if (root > 0.1)
        return shape * root * root * root;
    return exp((log(lower_tail) + gsl_sf_lngamma(shape + 1)) / shape);
}

static double gamma_quantile(const struct gamma_search *s)
{
    double z = quantile_normal_upper(s->upper ? s->tail : 1 - s->tail);
    double guess = gamma_guess(z, s->upper ? 1 - s->tail : s->tail, s->shape);
    double high = s->shape + 100 * sqrt(s->shape) + 2000;
    double x = root_positive(gamma_point, s, guess, tiniest, high);
    return x <= 2 * tiniest ? 0 : x; /* below what a double holds */
}

double quantile_gamma_lower(double tail, double shape)
{
    return gamma_quantile(&(struct gamma_search){.tail = tail, .shape = shape, .upper = false});
}

double quantile_gamma_upper(double tail, double shape)
{
    return gamma_quantile(&(struct gamma_search){.tail = tail, .shape = shape, .upper = true});
}

struct beta_search {
    double tail;
    double a;
    double b;
    bool from_rest; /* the unknown is 1 - x, because x lies near 1 */
};

static struct root_point beta_point(double unknown, const void *context)
{
    const struct beta_search *s = context;
    double x = s->from_rest ? 1 - unknown : unknown;
    double y = s->from_rest ? unknown : 1 - unknown;
    double lower = tails_beta(x, y, s->a, s->b).lower;
    /* x y * density of Beta(a, b) */
    double xy_density = s->a * (s->b / (s->a + s->b)) * tails_binomial_pmf(s->a, s->a + s->b, x, y);
    double slope = xy_density / lower / (s->from_rest ? -x : y);
    return (struct root_point){.f = log(lower / s->tail), .slope = slope};
}

struct share quantile_beta_lower(double tail, double a, double b)
{
    struct beta_search s = {
        .tail = tail, .a = a, .b = b, .from_rest = tails_beta(0.5, 0.5, a, b).lower < tail};
    double mean = s.from_rest ? b / (a + b) : a / (a + b);
    double found = root_positive(beta_point, &s, fmin(mean, 0.4), tiniest, 0.5);
    if (found <= 2 * tiniest)
        found = 0; /* below what a double holds */
    if (s.from_rest)
        return (struct share){.x = 1 - found, .rest = found};
    return (struct share){.x = found, .rest = 1 - found};
}

struct share quantile_beta_upper(double tail, double a, double b)
{
    struct share mirrored = quantile_beta_lower(tail, b, a);
    return (struct share){.x = mirrored.rest, .rest = mirrored.x};
}

static bool has_reached(struct tails t, double p)
{
    return p < 0.5 ? t.lower >= p * (1 - 64 * DBL_EPSILON) : t.upper <= 1 - p + 64 * DBL_EPSILON * p;
}

int64_t quantile_count(struct tails (*tails)(double k, const void *context), const void *context, double p,
                       int64_t high)
{
    int64_t low = -1;
    while (high - low > 1) {
        int64_t middle = low + (high - low) / 2;
        if (has_reached(tails((double)middle, context), p))
            high = middle;
        else
            low = middle;
    }
    return high;
}
