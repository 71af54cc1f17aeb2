/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum flow, then minimum cost, on a graph: source -> rows -> columns -> sink. */
#include "vifte/transport.h"

#include <glib.h>
#include <glpk.h>
#include <math.h>
#include <string.h>

/* Data blocks of GLPK's vertices and arcs; GLPK is told the offsets. */
struct node {
    double rhs;
};

struct way {
    double room, cost, flow;
    int64_t *out; /* where the flow between a row and a column goes; NULL for the rest */
};

static struct way *add_way(glp_graph *graph, size_t from, size_t to, int64_t room, int32_t cost, int64_t *out)
{
    struct way *way = glp_add_arc(graph, (int)from, (int)to)->data;
    *way = (struct way){.room = (double)room, .cost = cost, .out = out};
    return way;
}

/* Vertices: 1 = source, then rows, then columns, last the sink. */
static glp_graph *graph_of(const struct transport *t, int64_t *flow)
{
    glp_graph *graph = glp_create_graph((int)sizeof(struct node), (int)sizeof(struct way));
    size_t sink = 2 + t->n_from + t->n_to;
    glp_add_vertices(graph, (int)sink);
    for (size_t i = 0; i < t->n_from; i++) {
        add_way(graph, 1, 2 + i, t->supply[i], 0, NULL);
        for (size_t j = 0; j < t->n_to; j++) {
            int32_t cost = t->cost[i * t->n_to + j];
            int64_t room = MIN(t->supply[i], t->room[j]);
            if (cost != TRANSPORT_NO && room > 0)
                add_way(graph, 2 + i, 2 + t->n_from + j, room, cost, &flow[i * t->n_to + j]);
        }
    }
    for (size_t j = 0; j < t->n_to; j++)
        add_way(graph, 2 + t->n_from + j, sink, t->room[j], 0, NULL);
    return graph;
}

static enum stat_state check(const struct transport *t)
{
    double supply = 0, room = 0;
    bool good = true, small = t->n_to == 0 || t->n_from <= TRANSPORT_WAYS / t->n_to;
    for (size_t i = 0; i < t->n_from; i++) {
        good = good && t->supply[i] >= 0;
        supply += (double)t->supply[i];
    }
    for (size_t j = 0; j < t->n_to; j++) {
        good = good && t->room[j] >= 0;
        room += (double)t->room[j];
    }
    for (size_t k = 0; small && k < t->n_from * t->n_to; k++) {
        good = good && t->cost[k] >= TRANSPORT_NO;
        small = small && t->cost[k] <= TRANSPORT_COST;
    }
    if (!good)
        return STAT_BAD_ARGUMENT;
    return small && supply <= TRANSPORT_SUPPLY && room <= TRANSPORT_SUPPLY ? STAT_OK : STAT_TOO_LARGE;
}

static double max_flow(glp_graph *graph)
{
    double moved = 0;
    int failed = glp_maxflow_ffalg(graph, 1, graph->nv, (int)offsetof(struct way, room), &moved,
                                   (int)offsetof(struct way, flow), -1);
    return failed == 0 ? moved : NAN;
}

static double min_cost(glp_graph *graph, double moved)
{
    double cost = 0;
    ((struct node *)graph->v[1]->data)->rhs = moved;
    ((struct node *)graph->v[graph->nv]->data)->rhs = -moved;
    int failed =
        glp_mincost_okalg(graph, (int)offsetof(struct node, rhs), -1, (int)offsetof(struct way, room),
                          (int)offsetof(struct way, cost), &cost, (int)offsetof(struct way, flow), -1);
    return failed == 0 ? cost : NAN;
}

static void read_flow(const glp_graph *graph)
{
    for (int v = 1; v <= graph->nv; v++) {
        for (const glp_arc *arc = graph->v[v]->out; arc != NULL; arc = arc->t_next) {
            const struct way *way = arc->data;
            if (way->out != NULL)
                *way->out = llround(way->flow);
        }
    }
}

struct transport_sum transport_solve(const struct transport *t, int64_t *flow)
{
    enum stat_state state = check(t);
    memset(flow, 0, t->n_from * t->n_to * sizeof *flow);
    if (state != STAT_OK)
        return (struct transport_sum){stat_undefined(state), stat_undefined(state)};
    glp_term_out(GLP_OFF);
    glp_graph *graph = graph_of(t, flow);
    double moved = max_flow(graph);
    double cost = isnan(moved) ? NAN : min_cost(graph, moved);
    if (!isnan(cost))
        read_flow(graph);
    glp_delete_graph(graph);
    return (struct transport_sum){stat_ok(isnan(cost) ? NAN : moved), stat_ok(cost)};
}
