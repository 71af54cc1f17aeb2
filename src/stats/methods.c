/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of all methods, put together from the families. */
#include "vifte/method.h"

#include <glib.h>
#include <string.h>

#define LONGEST_LIST 64

static const struct method *const families[] = {method_counts, method_comparisons, method_areas,
                                                method_series, method_capacity,    method_stocks,
                                                method_money,  method_disclosure};

static const struct method *all[LONGEST_LIST];
static size_t n_all;

static void gather(void)
{
    for (size_t f = 0; f < G_N_ELEMENTS(families); f++)
        for (const struct method *m = families[f]; m->name != NULL && n_all < LONGEST_LIST; m++)
            all[n_all++] = m;
}

const struct method *const *method_all(size_t *n)
{
    static gsize gathered = 0;
    if (g_once_init_enter(&gathered)) {
        gather();
        g_once_init_leave(&gathered, 1);
    }
    *n = n_all;
    return all;
}

const struct method *method_find(const char *name)
{
    size_t n;
    const struct method *const *methods = method_all(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(methods[i]->name, name) == 0)
            return methods[i];
    return NULL;
}

size_t method_n_inputs(const struct method *method)
{
    size_t n = 0;
    while (n < METHOD_INPUTS && method->inputs[n].name != NULL)
        n++;
    return n;
}

size_t method_n_results(const struct method *method)
{
    size_t n = 0;
    while (n < METHOD_RESULTS && method->results[n] != NULL)
        n++;
    return n;
}
