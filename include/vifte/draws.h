/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all simulations share: seeds, and quantiles of what was drawn. */
#ifndef VIFTE_DRAWS_H
#define VIFTE_DRAWS_H

#include "vifte/stat_value.h"

#include <stddef.h>
#include <stdint.h>

/* Neighbouring seeds must not give related streams, and the generator takes 32 bits (finaliser of splitmix64,
 * Steele, Lea & Flood 2014). */
unsigned long draws_seed(uint64_t seed);

/* A stream of draws for each subject (a group) and year, whatever the order in which they are asked for. */
uint64_t draws_stream(uint64_t seed, const char *subject, int year);

/* Ascending, in place. */
void draws_sort(double *draws, size_t n);
/* The smallest draw that at least a share p of all does not exceed; n > 0. */
struct stat_value draws_quantile(const double *sorted, size_t n, double p);

#endif
