/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two-sided p values: the boundary of the opposite tail is found by halving, as the density falls from its
 * mode. */
#include "vifte/two_sided.h"

#include <math.h>

static const double as_probable = 1 + 1e-7;

/* Smallest whole k in (low, high] with pmf(k) <= bound, for a falling pmf; `high` is taken to satisfy it. */
static double first_rare_above(double (*pmf)(double k, const void *context), const void *context,
                               double bound, double low, double high)
{
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (pmf(middle, context) <= bound)
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* Largest whole k in [-1, high) with pmf(k) <= bound, for a rising pmf; -1 if none. */
static double last_rare_below(double (*pmf)(double k, const void *context), const void *context, double bound,
                              double high)
{
    double low = -1;
    while (high - low > 1) {
        double middle = floor((low + high) / 2);
        if (pmf(middle, context) <= bound)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static double opposite_tail_of_low(double (*pmf)(double k, const void *context),
                                   struct tails (*tails)(double k, const void *context), const void *context,
                                   double bound, double mean, double high)
{
    double end = ceil(mean);
    for (double step = 1; end <= high && pmf(end, context) > bound; step *= 2)
        end += step;
    double start = fmin(end, high + 1);
    double first = first_rare_above(pmf, context, bound, ceil(mean) - 1, start);
    return tails(first - 1, context).upper;
}

struct two_sided two_sided_p(double (*pmf)(double k, const void *context),
                             struct tails (*tails)(double k, const void *context), const void *context,
                             double x, double mean, double high)
{
    double at = pmf(x, context);
    double down = tails(x, context).lower;
    double up = tails(x - 1, context).upper;
    struct two_sided out = {
        .small = 1, .central = fmin(1, 2 * fmin(down, up)), .mid = fmin(1, 2 * (fmin(down, up) - at / 2))};
    double bound = at * as_probable;
    if (x < mean)
        out.small = down + opposite_tail_of_low(pmf, tails, context, bound, mean, high);
    else if (x > mean)
        out.small = up + tails(last_rare_below(pmf, context, bound, floor(mean) + 1), context).lower;
    out.small = fmin(1, out.small);
    return out;
}
