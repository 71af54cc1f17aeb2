/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Methods for places: Erlang's formulas, budgeted occupancy as probability, pooling. */
#include "vifte/erlang.h"
#include "vifte/method.h"
#include "vifte/text.h"
#include "vifte/transport.h"

#include <glib.h>
#include <math.h>
#include <stdint.h>

static void put(const struct method_case *c, size_t at, struct stat_value v)
{
    c->out[at].number = v;
}

static void put_all(const struct method_case *c, const struct stat_value *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(c, i, all[i]);
}

static void erlang_b_c(const struct method_case *c)
{
    int64_t servers = (int64_t)c->in[0].number;
    double load = c->in[1].number;
    struct stat_value blocked = erlang_b(servers, load);
    struct erlang_state s = erlang_stationary(servers, load, 0);
    put_all(c, (const struct stat_value[]){blocked, s.mean, s.occupancy, erlang_c(servers, load), s.variance},
            5);
}

static void erlang_b_max_load(const struct method_case *c)
{
    int64_t servers = (int64_t)c->in[0].number;
    struct stat_value load = erlang_max_load(servers, c->in[1].number);
    put(c, 0, load);
    put(c, 1, load.state == STAT_OK ? erlang_stationary(servers, load.value, 0).occupancy : load);
}

static void erlang_b_min_servers(const struct method_case *c)
{
    struct stat_value servers = erlang_min_places(c->in[0].number, c->in[1].number);
    put(c, 0, servers);
    put(c, 1, servers.state == STAT_OK ? erlang_b((int64_t)servers.value, c->in[0].number) : servers);
}

static void implied_blocking_of_budget(const struct method_case *c)
{
    struct erlang_budget b = erlang_budget((int64_t)c->in[0].number, c->in[1].number);
    put_all(c, (const struct stat_value[]){b.load, b.blocking, b.wait_share, b.wait_stays}, 4);
}

static void occupancy_budget_risk(const struct method_case *c)
{
    struct erlang_state s = erlang_stationary((int64_t)c->in[0].number, c->in[1].number, c->in[2].number);
    struct stat_value sd = s.variance.state == STAT_OK ? stat_ok(sqrt(s.variance.value)) : s.variance;
    put_all(c, (const struct stat_value[]){s.mean, s.occupancy, sd, s.below, s.full, s.two_vacant}, 6);
}

static void pooling_erlang(const struct method_case *c)
{
    const struct method_value *servers = &c->in[0], *loads = &c->in[1];
    if (servers->n != loads->n) {
        for (size_t i = 0; i < c->results; i++)
            put(c, i, stat_undefined(STAT_BAD_ARGUMENT));
        return;
    }
    int64_t *places = g_new(int64_t, servers->n);
    GString *apart = g_string_new(NULL);
    for (size_t i = 0; i < servers->n; i++) {
        places[i] = (int64_t)servers->list[i];
        char digits[G_ASCII_DTOSTR_BUF_SIZE] = "NA";
        struct stat_value b = erlang_b(places[i], loads->list[i]);
        if (b.state == STAT_OK)
            g_ascii_formatd(digits, sizeof digits, "%.15g", b.value);
        g_string_append_printf(apart, "%s%s", i > 0 ? " " : "", digits);
    }
    struct erlang_pooling p = erlang_pooling(places, loads->list, servers->n);
    put_all(c,
            (const struct stat_value[]){stat_undefined(STAT_MISSING), p.lost_apart, p.blocking_apart,
                                        p.blocking_together, p.lost_together, p.gain, p.places_together,
                                        p.places_saved},
            8);
    c->out[0].text = g_string_free(apart, FALSE);
    g_free(places);
}

/* The costs row by row: all ways of the first supply, then of the second. */
static void best_transport(const struct method_case *c)
{
    const struct method_value *supply = &c->in[0], *room = &c->in[1], *cost = &c->in[2];
    size_t ways = supply->n * room->n;
    bool good = cost->n == ways && ways <= TRANSPORT_WAYS;
    for (size_t k = 0; k < cost->n; k++)
        good = good && cost->list[k] >= TRANSPORT_NO && cost->list[k] <= TRANSPORT_COST &&
               cost->list[k] == floor(cost->list[k]);
    struct transport_sum sum = {stat_undefined(STAT_BAD_ARGUMENT), stat_undefined(STAT_BAD_ARGUMENT)};
    if (good) {
        int64_t *amounts = g_new(int64_t, supply->n + room->n + ways + 1);
        int32_t *costs = g_new(int32_t, ways + 1);
        for (size_t i = 0; i < supply->n; i++)
            amounts[i] = (int64_t)supply->list[i];
        for (size_t j = 0; j < room->n; j++)
            amounts[supply->n + j] = (int64_t)room->list[j];
        for (size_t k = 0; k < ways; k++)
            costs[k] = (int32_t)cost->list[k];
        sum = transport_solve(&(struct transport){supply->n, room->n, amounts, amounts + supply->n, costs},
                              amounts + supply->n + room->n);
        g_free(amounts);
        g_free(costs);
    }
    put_all(c, (const struct stat_value[]){sum.moved, sum.cost}, 2);
}

const struct method method_capacity[] = {
    {.name = "erlang_b_c",
     .summary = N_("places against load: share turned away, share that waits"),
     .inputs = {{.name = "servers", .kind = METHOD_COUNT}, {.name = "offered_load", .kind = METHOD_AMOUNT}},
     .results = {"erlang_b", "carried", "occupancy", "erlang_c", "var_occupied"},
     .compute = erlang_b_c},
    {.name = "erlang_b_max_load",
     .summary = N_("largest load at a given share turned away"),
     .inputs = {{.name = "servers", .kind = METHOD_COUNT}, {.name = "blocking", .kind = METHOD_SHARE}},
     .results = {"max_offered_load", "occupancy_at_max"},
     .compute = erlang_b_max_load},
    {.name = "erlang_b_min_servers",
     .summary = N_("fewest places at a given share turned away"),
     .inputs = {{.name = "offered_load", .kind = METHOD_AMOUNT}, {.name = "blocking", .kind = METHOD_SHARE}},
     .results = {"min_servers", "blocking_at_min"},
     .compute = erlang_b_min_servers},
    {.name = "implied_blocking_of_budget",
     .summary = N_("what a budgeted occupancy means: turned away, or waiting"),
     .inputs = {{.name = "places", .kind = METHOD_COUNT},
                {.name = "budget_occupancy", .kind = METHOD_POSITIVE}},
     .results = {"loss_offered_load", "loss_blocking", "queue_prob_wait", "queue_mean_wait_in_stays"},
     .compute = implied_blocking_of_budget},
    {.name = "occupancy_budget_risk",
     .summary = N_("chance of an occupancy below the budget at a point in time"),
     .inputs = {{.name = "places", .kind = METHOD_COUNT},
                {.name = "offered_load", .kind = METHOD_AMOUNT},
                {.name = "budget_occupancy", .kind = METHOD_AMOUNT}},
     .results = {"mean_occupied", "occupancy", "sd_occupied", "p_below_budget", "p_full",
                 "p_two_or_more_vacant"},
     .compute = occupancy_budget_risk},
    {.name = "pooling_erlang",
     .summary = N_("offers apart and together: load lost and places saved"),
     .inputs = {{.name = "servers", .kind = METHOD_COUNTS}, {.name = "loads", .kind = METHOD_AMOUNTS}},
     .results = {"separate_blocking", "separate_total_lost", "separate_mean_blocking", "pooled_blocking",
                 "pooled_lost", "gain_erlang", "pooled_servers_same_service", "servers_saved"},
     .compute = pooling_erlang},
    {.name = "transport",
     .summary = N_("who moves where: as many as possible, then at the least cost (-1: no way)"),
     .inputs = {{.name = "supply", .kind = METHOD_COUNTS},
                {.name = "room", .kind = METHOD_COUNTS},
                {.name = "cost", .kind = METHOD_NUMBERS}},
     .results = {"moved", "total_cost"},
     .compute = best_transport},
    {.name = NULL},
};
