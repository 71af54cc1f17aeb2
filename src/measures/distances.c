/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances between municipalities. */
#include "vifte/distances.h"

#include "vifte/model.h"

#include <math.h>

#define EARTH_KM 6371.0

struct distances {
    const struct model *model;
    bool by_minutes;
};

struct distances *distances_new(const struct model *model)
{
    struct distances *distances = g_new0(struct distances, 1);
    distances->model = model;
    for (size_t i = 0; i < model->n_travels; i++) {
        distances->by_minutes = distances->by_minutes || model->travels[i].minutes;
    }
    return distances;
}

void distances_free(struct distances *distances)
{
    g_free(distances);
}

static const struct travel *find_way(const struct model *model, uint32_t from, uint32_t to, bool minutes)
{
    size_t low = 0, high = model->n_travels;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const struct travel *way = &model->travels[middle];
        bool before =
            way->from != from ? way->from < from : (way->to != to ? way->to < to : way->minutes < minutes);
        if (before) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    const struct travel *way = low < model->n_travels ? &model->travels[low] : NULL;
    return way != NULL && way->from == from && way->to == to && way->minutes == minutes ? way : NULL;
}

static const struct travel *either_way(const struct model *model, uint32_t from, uint32_t to, bool minutes)
{
    const struct travel *way = find_way(model, from, to, minutes);
    return way != NULL ? way : find_way(model, to, from, minutes);
}

static double radians(double degrees)
{
    return degrees * (G_PI / 180);
}

static bool has_seat(const struct municipality *municipality)
{
    return municipality->latitude != 0 || municipality->longitude != 0;
}

static double haversine_km(const struct municipality *a, const struct municipality *b)
{
    double north = sin(radians(b->latitude - a->latitude) / 2);
    double east = sin(radians(b->longitude - a->longitude) / 2);
    double h = north * north + cos(radians(a->latitude)) * cos(radians(b->latitude)) * east * east;
    return 2 * EARTH_KM * asin(sqrt(fmin(1, h)));
}

struct quantity distances_km(const struct distances *distances, uint32_t from, uint32_t to)
{
    const struct model *model = distances->model;
    if (from == NONE || to == NONE) {
        return (struct quantity){.state = CELL_MISSING};
    }
    const struct travel *way = either_way(model, from, to, false);
    if (way != NULL) {
        return (struct quantity){.number = way->amount, .state = CELL_VALUE};
    }
    const struct municipality *a = &model->municipalities[from], *b = &model->municipalities[to];
    if (from == to) {
        return (struct quantity){.number = 0, .state = CELL_VALUE};
    }
    return has_seat(a) && has_seat(b) ? (struct quantity){.number = haversine_km(a, b), .state = CELL_VALUE}
                                      : (struct quantity){.state = CELL_MISSING};
}

int32_t distances_cost(const struct distances *distances, uint32_t from, uint32_t to)
{
    struct quantity length = distances_km(distances, from, to);
    if (distances->by_minutes && from != NONE && to != NONE) {
        const struct travel *way = either_way(distances->model, from, to, true);
        length = way != NULL ? (struct quantity){.number = way->amount, .state = CELL_VALUE} : length;
    }
    return length.state == CELL_VALUE ? (int32_t)fmin(DISTANCES_FAR, round(10 * length.number))
                                      : DISTANCES_FAR;
}
