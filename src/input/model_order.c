/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See model_order.h. */
#include "model_order.h"

#include "vifte/model.h"

#include <string.h>

static int by_numbers(const uint64_t *a, const uint64_t *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

static uint64_t ordered(int64_t number)
{
    return (uint64_t)number ^ (UINT64_C(1) << 63);
}

int model_order_reports(const void *a, const void *b)
{
    const struct report *x = a;
    const struct report *y = b;
    uint64_t i[] = {x->offer, ordered(x->start), ordered(x->end), x->origin.file, x->origin.line};
    uint64_t j[] = {y->offer, ordered(y->start), ordered(y->end), y->origin.file, y->origin.line};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

int model_order_needs(const void *a, const void *b)
{
    const struct need *x = a;
    const struct need *y = b;
    uint64_t i[] = {x->group, x->municipality, (uint64_t)x->year};
    uint64_t j[] = {y->group, y->municipality, (uint64_t)y->year};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    order = order != 0 ? order : strcmp(x->department.code, y->department.code);
    return order != 0 ? order : (int)x->basis - (int)y->basis;
}

int model_order_need_counts(const void *a, const void *b)
{
    const struct need_count *x = a;
    const struct need_count *y = b;
    uint64_t i[] = {x->group, x->municipality, (uint64_t)x->year, x->dimension};
    uint64_t j[] = {y->group, y->municipality, (uint64_t)y->year, y->dimension};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    order = order != 0 ? order : strcmp(x->value.code, y->value.code);
    order = order != 0 ? order : strcmp(x->department.code, y->department.code);
    return order != 0 ? order : (int)x->basis - (int)y->basis;
}

int model_order_use_counts(const void *a, const void *b)
{
    const struct use_count *x = a;
    const struct use_count *y = b;
    uint64_t i[] = {x->group, (uint64_t)x->year, x->municipality, x->offer};
    uint64_t j[] = {y->group, (uint64_t)y->year, y->municipality, y->offer};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

int model_order_remarks(const void *a, const void *b)
{
    const struct remark *x = a;
    const struct remark *y = b;
    uint64_t i[] = {x->group, x->municipality};
    uint64_t j[] = {y->group, y->municipality};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    order = order != 0 ? order : strcmp(x->question.code, y->question.code);
    order = order != 0 ? order : strcmp(x->department.code, y->department.code);
    return order != 0 ? order : strcmp(x->text, y->text);
}

int model_order_demands(const void *a, const void *b)
{
    const struct demand *x = a;
    const struct demand *y = b;
    uint64_t i[] = {x->offer, x->municipality, (uint64_t)x->year, x->origin.file, x->origin.line};
    uint64_t j[] = {y->offer, y->municipality, (uint64_t)y->year, y->origin.file, y->origin.line};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

int model_order_notes(const void *a, const void *b)
{
    const struct capacity_note *x = a;
    const struct capacity_note *y = b;
    uint64_t i[] = {ordered(x->day), x->offer};
    uint64_t j[] = {ordered(y->day), y->offer};
    int order = by_numbers(i, j, G_N_ELEMENTS(i));
    return order != 0 ? order : strcmp(x->note, y->note);
}

int model_order_rates(const void *a, const void *b)
{
    const struct rate *x = a;
    const struct rate *y = b;
    uint64_t i[] = {x->offer, (uint64_t)x->year, x->component, ordered(x->daily_rate_oere)};
    uint64_t j[] = {y->offer, (uint64_t)y->year, y->component, ordered(y->daily_rate_oere)};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

int model_order_travels(const void *a, const void *b)
{
    const struct travel *x = a;
    const struct travel *y = b;
    uint64_t i[] = {x->from, x->to, x->minutes};
    uint64_t j[] = {y->from, y->to, y->minutes};
    return by_numbers(i, j, G_N_ELEMENTS(i));
}

int model_order_price_indexes(const void *a, const void *b)
{
    const struct price_index *x = a;
    const struct price_index *y = b;
    return (x->year > y->year) - (x->year < y->year);
}

int model_order_deliveries(const void *a, const void *b)
{
    const struct delivery *x = a;
    const struct delivery *y = b;
    int order = strcmp(x->table, y->table);
    uint64_t i[] = {x->municipality, (uint64_t)x->year, (uint64_t)x->version, ordered(x->received),
                    x->status};
    uint64_t j[] = {y->municipality, (uint64_t)y->year, (uint64_t)y->version, ordered(y->received),
                    y->status};
    order = order != 0 ? order : by_numbers(i, j, G_N_ELEMENTS(i));
    return order != 0 ? order : g_strcmp0(x->sender, y->sender);
}
