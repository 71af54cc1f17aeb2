/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance of the mean census over a period, without and with a limit on places. */
#include "vifte/census.h"

#include "vifte/erlang.h"

#include <glib.h>
#include <gsl/gsl_eigen.h>
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

/* Eigenvalues and weights of the autocovariance sum w_j exp(l_j t), t in mean stays. The generator of a
 * birth-death chain is symmetric after scaling by the square root of its stationary law p. */
static double averaged_variance(const double *root_p, double mean, size_t n, double load, double stays)
{
    gsl_matrix *q = gsl_matrix_calloc(n, n);
    for (size_t i = 0; i < n; i++) {
        double birth = i + 1 < n ? load : 0;
        gsl_matrix_set(q, i, i, -(birth + (double)i));
        if (i + 1 < n) {
            double link = sqrt(load * (double)(i + 1));
            gsl_matrix_set(q, i, i + 1, link);
            gsl_matrix_set(q, i + 1, i, link);
        }
    }
    gsl_vector *value = gsl_vector_alloc(n);
    gsl_matrix *vector = gsl_matrix_alloc(n, n);
    gsl_eigen_symmv_workspace *work = gsl_eigen_symmv_alloc(n);
    gsl_eigen_symmv(q, value, vector, work);
    double variance = 0;
    for (size_t j = 0; j < n; j++) {
        double projection = 0;
        for (size_t i = 0; i < n; i++)
            projection += ((double)i - mean) * root_p[i] * gsl_matrix_get(vector, i, j);
        variance += projection * projection * surviving(fmax(0, -gsl_vector_get(value, j)) * stays);
    }
    gsl_eigen_symmv_free(work);
    gsl_matrix_free(vector);
    gsl_vector_free(value);
    gsl_matrix_free(q);
    return variance;
}

static double *root_of_stationary(size_t n, double load)
{
    double *p = g_new(double, n);
    double sum = 0, log_top = -INFINITY;
    for (size_t i = 0; i < n; i++) {
        p[i] = (double)i * log(load) - lgamma((double)i + 1);
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
