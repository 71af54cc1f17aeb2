/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seeds and quantiles of simulations. */
#include "vifte/draws.h"

#include <math.h>
#include <stdlib.h>

unsigned long draws_seed(uint64_t seed)
{
    seed += 0x9e3779b97f4a7c15u;
    seed = (seed ^ seed >> 30) * 0xbf58476d1ce4e5b9u;
    seed = (seed ^ seed >> 27) * 0x94d049bb133111ebu;
    return (unsigned long)((seed ^ seed >> 31) & 0xffffffffu);
}

uint64_t draws_stream(uint64_t seed, const char *subject, int year)
{
    uint64_t hash = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *c = subject; *c != '\0'; c++)
        hash = (hash ^ (unsigned char)*c) * 0x100000001b3u;
    hash = (hash ^ (uint64_t)year) * 0x100000001b3u;
    return hash + seed;
}

static int by_number(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void draws_sort(double *draws, size_t n)
{
    qsort(draws, n, sizeof *draws, by_number);
}

struct stat_value draws_quantile(const double *sorted, size_t n, double p)
{
    double rank = ceil(p * (double)n - 1e-9); /* a rank that misses by rounding alone is reached */
    return stat_ok(sorted[rank < 1 ? 0 : (size_t)rank - 1]);
}
