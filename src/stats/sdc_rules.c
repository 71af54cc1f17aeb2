/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threshold, dominance, p per cent; the counts behind a rounded percentage or mean. */
#include "vifte/sdc_rules.h"

#include <math.h>

struct sdc_cell sdc_cell_of(const double *contributions, size_t n)
{
    struct sdc_cell cell = {.n = n};
    for (size_t i = 0; i < n; i++) {
        double c = contributions[i];
        cell.total += c;
        if (c > cell.largest) {
            cell.second = cell.largest;
            cell.largest = c;
        } else if (c > cell.second) {
            cell.second = c;
        }
    }
    return cell;
}

bool sdc_is_below(const struct sdc_cell *cell, size_t threshold)
{
    return cell->n < threshold;
}

bool sdc_is_dominated(const struct sdc_cell *cell, int n, double k_pct)
{
    double top = cell->largest + (n > 1 ? cell->second : 0);
    return 100 * top > k_pct * cell->total;
}

bool sdc_is_p_percent(const struct sdc_cell *cell, double p_pct)
{
    return 100 * (cell->total - cell->largest - cell->second) < p_pct * cell->largest;
}

double sdc_protection_p_percent(const struct sdc_cell *cell, double p_pct)
{
    return p_pct * cell->largest / 100 - (cell->total - cell->largest - cell->second);
}

double sdc_protection_dominance(const struct sdc_cell *cell, double k_pct)
{
    return 100 / k_pct * (cell->largest + cell->second) - cell->total;
}

/* Whole numbers v in [centre - half, centre + half], ends included up to rounding, from 0 on. */
struct range {
    int64_t first;
    int64_t last;
};

static struct range whole_within(double centre, double half, int64_t most)
{
    double slack = 1e-9 * half + 1e-12;
    double first = fmin((double)most + 1, fmax(0, ceil(centre - half - slack)));
    double last = fmin((double)most, floor(centre + half + slack));
    return (struct range){.first = (int64_t)first, .last = (int64_t)last};
}

static double half_unit(int decimals)
{
    return 0.5 * pow(10, -decimals);
}

size_t sdc_percentage_sources(double published, int decimals, int64_t n, int64_t *x, size_t room)
{
    double scale = (double)n / 100;
    struct range r = whole_within(published * scale, half_unit(decimals) * scale, n);
    size_t found = 0;
    for (int64_t v = r.first; v <= r.last; v++) {
        if (found < room)
            x[found] = v;
        found++;
    }
    return found;
}

size_t sdc_mean_sources(double published, int decimals, int64_t fewest, int64_t most,
                        struct sdc_mean_source *x, size_t room)
{
    size_t found = 0;
    for (int64_t count = fewest; count <= most; count++) {
        double scale = (double)count;
        struct range r = whole_within(published * scale, half_unit(decimals) * scale, INT64_MAX / 2);
        for (int64_t v = r.first; v <= r.last; v++) {
            if (found < room)
                x[found] = (struct sdc_mean_source){.sum = v, .count = count};
            found++;
        }
    }
    return found;
}
