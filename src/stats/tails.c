/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Densities and tails of the counting distributions; the reasons stand in the header. */
#include "vifte/tails.h"

#include <float.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>

/* More than any fraction needs below a shape of 1e9; a bound so that no input can hang the program. */
static const int step_limit = 2000000;
static const double smallest = 1e-300;

void tails_init(void)
{
    gsl_set_error_handler_off();
}

/* log(k!) minus Stirling's formula. */
static double stirling_error(double k)
{
    return log(gsl_sf_gammastar(k));
}

/* k log(k/mean) + mean - k: near k = mean through log(1+r) - r, far from it as it stands. k, mean > 0;
 * `excess` = mean - k, given apart to keep its digits. */
static double deviance(double k, double mean, double excess)
{
    if (fabs(excess) < 0.5 * k)
        return -k * gsl_sf_log_1plusx_mx(excess / k);
    return k * log(k / mean) + excess;
}

double tails_poisson_pmf(double k, double mean)
{
    if (k < 0 || mean < 0)
        return 0;
    if (mean == 0)
        return k == 0 ? 1 : 0;
    if (k == 0)
        return exp(-mean);
    return exp(-stirling_error(k) - deviance(k, mean, mean - k)) / sqrt(2 * M_PI * k);
}

double tails_binomial_pmf(double k, double n, double p, double q)
{
    if (k < 0 || k > n)
        return 0;
    if (n == 0)
        return 1;
    if (k == 0)
        return exp(n * (p < 0.1 ? log1p(-p) : log(q)));
    if (k == n)
        return exp(n * (q < 0.1 ? log1p(-q) : log(p)));
    /* From the smaller of p and q: the larger one is rounded to an absolute, not a relative, precision. */
    double excess = p < q ? n * p - k : (n - k) - n * q;
    double exponent = stirling_error(n) - stirling_error(k) - stirling_error(n - k) -
                      deviance(k, n * p, excess) - deviance(n - k, n * q, -excess);
    return exp(exponent) * sqrt(n / (2 * M_PI * k * (n - k)));
}

/* Sum of x^j / ((shape+1) ... (shape+j)): P(shape, x) divided by its leading term. */
static double gamma_series(double x, double shape)
{
    double term = 1, sum = 1;
    for (int j = 1; j < step_limit && term > sum * (DBL_EPSILON / 8); j++) {
        term *= x / (shape + j);
        sum += term;
    }
    return sum;
}

/* Keeps a denominator of the modified Lentz algorithm away from zero. */
static double not_zero(double v)
{
    return fabs(v) < smallest ? smallest : v;
}

/* Q(shape, x) divided by x^shape exp(-x) / Gamma(shape). */
static double gamma_fraction(double x, double shape)
{
    double b = x + 1 - shape;
    double c = 1 / smallest;
    double d = 1 / not_zero(b);
    double h = d;
    for (int i = 1; i < step_limit; i++) {
        double a = -i * (i - shape);
        b += 2;
        d = 1 / not_zero(a * d + b);
        c = not_zero(b + a / c);
        double factor = d * c;
        h *= factor;
        if (fabs(factor - 1) < DBL_EPSILON)
            break;
    }
    return h;
}

struct tails tails_gamma(double x, double shape)
{
    if (x <= 0)
        return (struct tails){.lower = 0, .upper = 1};
    double leading = tails_poisson_pmf(shape, x);
    if (x < shape + 1) {
        double lower = fmin(1, leading * gamma_series(x, shape));
        return (struct tails){.lower = lower, .upper = 1 - lower};
    }
    double upper = fmin(1, leading * shape * gamma_fraction(x, shape));
    return (struct tails){.lower = 1 - upper, .upper = upper};
}

/* x^a y^b / B(a, b) divided by I_x(a, b), for x up to about the mean. */
static double beta_fraction(double x, double y, double a, double b)
{
    double spare = a * y - b * x + 1;
    double h = not_zero(a / (a + 1) * spare);
    double c = h, d = 0;
    for (int m = 1; m < step_limit; m++) {
        double shared = a + 2.0 * m - 1;
        double partial = m * (b - m) * x / shared;
        double over = (a + m - 1) * (a + b + m - 1) * x / shared * partial;
        double under = m + partial + (a + m) * (spare + m * (1 + y)) / (shared + 2);
        d = 1 / not_zero(under + over * d);
        c = not_zero(under + over / c);
        double factor = d * c;
        h *= factor;
        if (fabs(factor - 1) < DBL_EPSILON)
            break;
    }
    return h;
}

struct tails tails_beta(double x, double y, double a, double b)
{
    if (x <= 0)
        return (struct tails){.lower = 0, .upper = 1};
    if (y <= 0)
        return (struct tails){.lower = 1, .upper = 0};
    /* x^a y^b / B(a, b), from the binomial density of a in a + b. */
    double leading = a * (b / (a + b)) * tails_binomial_pmf(a, a + b, x, y);
    if (a * y >= b * x) {
        double lower = fmin(1, leading / beta_fraction(x, y, a, b));
        return (struct tails){.lower = lower, .upper = 1 - lower};
    }
    double upper = fmin(1, leading / beta_fraction(y, x, b, a));
    return (struct tails){.lower = 1 - upper, .upper = upper};
}

struct tails tails_poisson(double k, double mean)
{
    if (k < 0)
        return (struct tails){.lower = 0, .upper = 1};
    if (mean <= 0)
        return (struct tails){.lower = 1, .upper = 0};
    struct tails g = tails_gamma(mean, k + 1);
    return (struct tails){.lower = g.upper, .upper = g.lower};
}

struct tails tails_binomial(double k, double n, double p)
{
    if (k < 0)
        return (struct tails){.lower = 0, .upper = 1};
    if (k >= n)
        return (struct tails){.lower = 1, .upper = 0};
    struct tails b = tails_beta(p, 1 - p, k + 1, n - k);
    return (struct tails){.lower = b.upper, .upper = b.lower};
}

struct tails tails_negative_binomial(double k, double size, double prob)
{
    if (k < 0)
        return (struct tails){.lower = 0, .upper = 1};
    return tails_beta(prob, 1 - prob, size, k + 1);
}
