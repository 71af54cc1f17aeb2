/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance of the mean census over a period, without and with a limit on places. */
#include "vifte/census.h"

#include "vifte/erlang.h"

#include <float.h>
#include <glib.h>
#include <math.h>

/* (2/x) (1 - (1-exp(-x))/x): how much of the variance at a point survives averaging over x mean stays. The
 * series 2 sum (-x)^j / (j+2)! where the formula would cancel. */
static double surviving(double x)
{
    if (x > 0.5)
        return 2 * (x + expm1(-x)) / (x * x);
    double term = 1, sum = 0;
    for (int j = 0; j < 20; j++) {
        sum += term;
        term *= -x / (j + 3);
    }
    return sum;
}

struct stat_value census_swing(double mean_census, double exit_rate, double years)
{
    if (!(mean_census >= 0) || !(exit_rate >= 0) || !(years >= 0))
        return stat_undefined(STAT_BAD_ARGUMENT);
    return stat_ok(sqrt(2 * mean_census * -expm1(-exit_rate * years)));
}

struct census_average census_average(double mean_census, double exit_rate, double years)
{
    if (!(mean_census >= 0) || !(exit_rate >= 0) || !(years > 0)) {
        struct stat_value none = stat_undefined(STAT_BAD_ARGUMENT);
        return (struct census_average){none, none, none, none, none};
    }
    double variance = mean_census * surviving(exit_rate * years);
    double naive = sqrt(mean_census / (365 * years));
    return (struct census_average){.variance_point = stat_ok(mean_census),
                                   .variance_average = stat_ok(variance),
                                   .sd_average = stat_ok(sqrt(variance)),
                                   .sd_naive = stat_ok(naive),
                                   .inflation = mean_census > 0 ? stat_ok(sqrt(variance) / naive)
                                                                : stat_undefined(STAT_NO_EXPOSURE)};
}

/* One step of the implicit QL method on rows l..m: rotations that bring the last link of row l nearer to zero. The
 * vector turns along with the matrix. */
static void rotate(double *diagonal, double *link, double *vector, size_t l, size_t m)
{
    double g = (diagonal[l + 1] - diagonal[l]) / (2 * link[l]);
    g = diagonal[m] - diagonal[l] + link[l] / (g + copysign(sqrt(g * g + 1), g));
    double s = 1, c = 1, p = 0;
    for (size_t i = m; i-- > l;) {
        double f = s * link[i], b = c * link[i];
        double r = sqrt(f * f + g * g);
        link[i + 1] = r;
        if (r == 0) {
            diagonal[i + 1] -= p;
            link[m] = 0;
            return;
        }
        s = f / r;
        c = g / r;
        g = diagonal[i + 1] - p;
        r = (diagonal[i] - g) * s + 2 * c * b;
        p = s * r;
        diagonal[i + 1] = g + p;
        g = c * r - b;
        f = vector[i + 1];
        vector[i + 1] = s * vector[i] + c * f;
        vector[i] = c * vector[i] - s * f;
    }
    diagonal[l] -= p;
    link[l] = g;
    link[m] = 0;
}

/* Eigenvalues of a symmetric tridiagonal matrix into `diagonal`, and the vector's part along each eigenvector, without
 * the eigenvectors: n^2 steps (Golub and Welsch 1969). `link` has room for n. */
static void project(double *diagonal, double *link, double *vector, size_t n)
{
    link[n - 1] = 0;
    for (size_t l = 0; l < n; l++) {
        for (;;) {
            size_t m = l;
            while (m + 1 < n && fabs(link[m]) > DBL_EPSILON * (fabs(diagonal[m]) + fabs(diagonal[m + 1]))) {
                m++;
            }
            if (m == l) {
                break;
            }
            rotate(diagonal, link, vector, l, m);
        }
    }
}

/* Eigenvalues and weights of the autocovariance sum w_j exp(l_j t), t in mean stays. The generator of a
 * birth-death chain is symmetric after scaling by the square root of its stationary law p. */
static double averaged_variance(const double *root_p, double mean, size_t n, double load, double stays)
{
    double *diagonal = g_new(double, n), *link = g_new(double, n), *vector = g_new(double, n);
    for (size_t i = 0; i < n; i++) {
        diagonal[i] = -((i + 1 < n ? load : 0) + (double)i);
        link[i] = sqrt(load * (double)(i + 1));
        vector[i] = ((double)i - mean) * root_p[i];
    }
    project(diagonal, link, vector, n);
    double variance = 0;
    for (size_t j = 0; j < n; j++)
        variance += vector[j] * vector[j] * surviving(fmax(0, -diagonal[j]) * stays);
    g_free(vector);
    g_free(link);
    g_free(diagonal);
    return variance;
}

static double *root_of_stationary(size_t n, double load)
{
    double *p = g_new(double, n);
    double sum = 0, log_top = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        int sign;
        p[i] = (double)i * log(load) - lgamma_r((double)i + 1, &sign);
        log_top = fmax(log_top, p[i]);
    }
    for (size_t i = 0; i < n; i++)
        sum += p[i] = exp(p[i] - log_top);
    for (size_t i = 0; i < n; i++)
        p[i] = sqrt(p[i] / sum);
    return p;
}

struct census_loss_average census_loss_average(int64_t places, double load, double exit_rate, double years)
{
    enum stat_state state = STAT_OK;
    if (places < 1 || !(load > 0) || !(exit_rate >= 0) || !(years > 0))
        state = places == 0 ? STAT_NO_EXPOSURE : STAT_BAD_ARGUMENT;
    else if (places > CENSUS_PLACES)
        state = STAT_TOO_LARGE;
    if (state != STAT_OK) {
        struct stat_value none = stat_undefined(state);
        return (struct census_loss_average){none, none, none, none};
    }
    struct erlang_state now = erlang_stationary(places, load, 0);
    double *root_p = root_of_stationary((size_t)places + 1, load);
    double variance = averaged_variance(root_p, now.mean.value, (size_t)places + 1, load, exit_rate * years);
    g_free(root_p);
    return (struct census_loss_average){.mean = now.mean,
                                        .variance_point = now.variance,
                                        .variance_average = stat_ok(variance),
                                        .sd_points = stat_ok(100 * sqrt(variance) / (double)places)};
}
