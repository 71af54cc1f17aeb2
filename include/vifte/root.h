/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one root finder of src/stats: Newton on a logarithmic scale, safeguarded by bisection. */
#ifndef VIFTE_ROOT_H
#define VIFTE_ROOT_H

/* A monotone function at x > 0: its value and its derivative by log x. It may return infinities. */
struct root_point {
    double f;
    double slope;
};

/* The x in [low, high], 0 < low < high, where f changes sign, to the last two bits. f may rise or fall but
 * must be monotone. Without a change of sign the nearer end is returned. Ends after at most 200 calls. */
double root_positive(struct root_point (*f)(double x, const void *context), const void *context, double guess,
                     double low, double high);

#endif
