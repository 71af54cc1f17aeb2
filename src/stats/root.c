/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton with a bracket: quick where the function is smooth, certain where it is not. */
#include "vifte/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

static bool is_inside(double x, double low, double high)
{
    return x > low && x < high;
}

double root_positive(struct root_point (*f)(double x, const void *context), const void *context, double guess,
                     double low, double high)
{
    double at_high = f(high, context).f;
    if (at_high == 0)
        return high;
    bool rising = at_high > 0;
    double x = is_inside(guess, low, high) ? guess : sqrt(low) * sqrt(high);
    double width_before = log(high / low);

    for (int i = 0; i < 200 && high / low > 1 + 2 * DBL_EPSILON; i++) {
        struct root_point at = f(x, context);
        if (at.f == 0)
            return x;
        if ((at.f > 0) == rising)
            high = x;
        else
            low = x;
        double step = -at.f / at.slope;
        double next = x * exp(step);
        if (fabs(step) <= 2 * DBL_EPSILON)
            return x;
        /* Newton must stay inside and must halve its step; else the bracket is cut in two (on the log scale).
         */
        bool good =
            isfinite(at.f) && isfinite(step) && is_inside(next, low, high) && fabs(step) < width_before / 2;
        width_before = good ? fabs(step) : log(high / low) / 2;
        x = good ? next : sqrt(low) * sqrt(high);
    }
    return x;
}
