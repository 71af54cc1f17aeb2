/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variance of the mean census over a period, without and with a limit on places. */
#include "vifte/census.h"

#include "vifte/erlang.h"

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

/* surviving(x) / 2 = (exp(-x) - 1 + x) / x^2 is one of the phi functions of exponential integrators, and
 *   phi(-x) = 1 / (2 pi i) * integral of exp(z) / (z^2 (z + x)) dz
 * along a path that comes from and returns to minus infinity around the negative axis. With the path below
 * and 2 x POLES points the error falls like 3.9^-32, for every x >= 0 alike (Weideman, IMA J. Numer. Anal.
 * 2006 30:334; Schmelzer and Trefethen, ETNA 2007 29:1). */
#define POLES 16 /* in the upper half plane; the others are their conjugates */

struct poles {
    double re[POLES], im[POLES];               /* z */
    double weight_re[POLES], weight_im[POLES]; /* of 1 / (z + x) in surviving(x) */
};

static struct poles poles_new(void)
{
    const double n = 2 * POLES;
    struct poles poles;
    for (int k = 0; k < POLES; k++) {
        double angle = G_PI * (2 * k + 1) / n;
        double t = 0.6407 * angle, sine = sin(t);
        double z_re = n * (0.5017 * angle * cos(t) / sine - 0.6122), z_im = n * 0.2645 * angle;
        double slope_re = n * 0.5017 * (cos(t) / sine - t / (sine * sine)), slope_im = n * 0.2645;
        /* 4 exp(z) z' / (i n z^2): the conjugate counts too, and surviving() is twice phi. */
        double size = 4 * exp(z_re) / n;
        double e_re = size * cos(z_im), e_im = size * sin(z_im);
        double top_re = e_re * slope_re - e_im * slope_im, top_im = e_re * slope_im + e_im * slope_re;
        double square_re = z_re * z_re - z_im * z_im, square_im = 2 * z_re * z_im;
        double norm = square_re * square_re + square_im * square_im;
        double w_re = (top_re * square_re + top_im * square_im) / norm;
        double w_im = (top_im * square_re - top_re * square_im) / norm;
        poles.re[k] = z_re;
        poles.im[k] = z_im;
        poles.weight_re[k] = w_im; /* divided by i */
        poles.weight_im[k] = -w_re;
    }
    return poles;
}

/* The autocovariance is v' exp(Q t) v, with the generator Q of the birth-death chain, symmetric after scaling
 * by the square root of its stationary law p, and v = (state - mean) sqrt(p); t in mean stays. Averaged over
 * a period it is v' surviving(-Q stays) v: for each pole one system of equations in a tridiagonal matrix, of
 * which only the product with v is needed, so one sweep of the elimination is enough. All poles go through it
 * together. */
static double averaged_variance(const double *root_p, double mean, size_t n, double load, double stays)
{
    const struct poles poles = poles_new();
    double y_re[POLES] = {0}, y_im[POLES] = {0}; /* of the row before: right-hand side */
    double r_re[POLES] = {0}, r_im[POLES] = {0}; /* one by the pivot */
    double sum_re[POLES] = {0}, sum_im[POLES] = {0};
    for (size_t i = 0; i < n; i++) {
        double diagonal = stays * ((i + 1 < n ? load : 0) + (double)i);
        double link_square = stays * stays * load * (double)i;
        double link = sqrt(link_square);
        double v = ((double)i - mean) * root_p[i];
        for (size_t k = 0; k < POLES; k++) {
            double y1 = v + link * (r_re[k] * y_re[k] - r_im[k] * y_im[k]);
            double y2 = link * (r_re[k] * y_im[k] + r_im[k] * y_re[k]);
            double p1 = poles.re[k] + diagonal - link_square * r_re[k];
            double p2 = poles.im[k] - link_square * r_im[k];
            double norm = 1 / (p1 * p1 + p2 * p2);
            double q1 = p1 * norm, q2 = -p2 * norm;
            double s1 = y1 * y1 - y2 * y2, s2 = 2 * y1 * y2;
            sum_re[k] += s1 * q1 - s2 * q2;
            sum_im[k] += s1 * q2 + s2 * q1;
            y_re[k] = y1;
            y_im[k] = y2;
            r_re[k] = q1;
            r_im[k] = q2;
        }
    }
    double variance = 0;
    for (size_t k = 0; k < POLES; k++) {
        variance += poles.weight_re[k] * sum_re[k] - poles.weight_im[k] * sum_im[k];
    }
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
